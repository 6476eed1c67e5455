//! What can go wrong with the store, in words: what was being done, to what, why it failed and what to do next.

use std::io::ErrorKind;

use rusqlite::{ErrorCode, ffi};

use crate::domain::life::Refusal;
use crate::domain::promise::PromiseRefusal;

const FULL: &str = "the disk is full";
const BUSY: &str = "another program is writing to it and did not finish in time";
const FREE_SPACE: &str = "free some space and try again; nothing was lost";
const UNWRITABLE: &str = "the file or its folder can't be written to";
const UNREADABLE: &str = "the file can't be read";
const LOOK_AT_OWNER: &str = "check who owns it and its permissions, or name another file with --db";

/// Why the store did not do something. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The command does not apply, as the rep can see from the words.
    #[error("{0}")]
    Refused(String),
    /// A read was interrupted because its answer is not wanted any more.
    #[error("the question was dropped")]
    Interrupted,
    /// Something needs a reason from the rep first.
    #[error("{0}")]
    NeedsReason(String),
    /// The file, the disk or another program stood in the way.
    #[error("could not {doing}: {why}; {advice}")]
    Failed {
        /// What was being done, to what.
        doing: String,
        /// Why it failed.
        why: String,
        /// What to do next.
        advice: String,
    },
}

impl From<Refusal> for StoreError {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::NeedsReason(_) => Self::NeedsReason(refusal.to_string()),
            Refusal::Closed(_)
            | Refusal::Open(_)
            | Refusal::With { .. }
            | Refusal::NobodyHas(_)
            | Refusal::Retired(..)
            | Refusal::NobodyAbove { .. }
            | Refusal::PastSnooze(_)
            | Refusal::PastClock(_)
            | Refusal::NoOwner(_)
            | Refusal::StandsFor(..)
            | Refusal::Ended(..)
            | Refusal::OfTheRecord { .. } => Self::Refused(refusal.to_string()),
        }
    }
}

impl From<PromiseRefusal> for StoreError {
    fn from(refusal: PromiseRefusal) -> Self {
        Self::Refused(refusal.to_string())
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        Self::of("use the store", &error)
    }
}

impl StoreError {
    /// Whether a read was interrupted for a newer one.
    #[must_use]
    pub const fn is_interrupted(&self) -> bool {
        matches!(self, Self::Interrupted)
    }

    /// What stands in the way of writing alone, so that reading goes on: another program, or a disk without room.
    #[must_use]
    pub fn hinders_writing(&self) -> Option<&'static str> {
        match self {
            Self::Failed { why, .. } if why == BUSY => Some("another program is writing to the store"),
            Self::Failed { why, .. } if why == FULL => Some(FULL),
            Self::Failed { .. } | Self::Refused(_) | Self::NeedsReason(_) | Self::Interrupted => None,
        }
    }

    /// Whether something could not be written where it should be.
    #[must_use]
    pub fn is_unwritable(&self) -> bool {
        matches!(self, Self::Failed { why, .. } if why == UNWRITABLE)
    }

    /// Of a store that is there and can't be written to it is also said how to read it.
    pub(super) fn of_a_store(self) -> Self {
        match self {
            Self::Failed { doing, why, .. } if why == UNWRITABLE => {
                let advice = format!("{LOOK_AT_OWNER}; `downbeat list`, `show` and `week` read it as it is");
                Self::failed(doing, why, advice)
            }
            error => error,
        }
    }

    /// A refusal in words.
    #[must_use]
    pub fn refused(words: impl Into<String>) -> Self {
        Self::Refused(words.into())
    }

    /// A failure in words.
    #[must_use]
    pub fn failed(doing: impl Into<String>, why: impl Into<String>, advice: impl Into<String>) -> Self {
        Self::Failed {
            doing: doing.into(),
            why: why.into(),
            advice: advice.into(),
        }
    }

    /// A failure of the file system, put into words.
    #[must_use]
    pub fn io(doing: &str, error: &std::io::Error) -> Self {
        let (why, advice) = match error.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => (FULL.to_owned(), FREE_SPACE),
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
                (UNWRITABLE.to_owned(), LOOK_AT_OWNER)
            }
            ErrorKind::NotFound => (
                "there is no such file or folder".to_owned(),
                "check the path, or name another",
            ),
            ErrorKind::AlreadyExists => (
                "there is a file of that name already".to_owned(),
                "name another file, or move that one away; it was not touched",
            ),
            _ => (
                error.to_string(),
                "check the disk and the folder, or name another file",
            ),
        };
        Self::failed(doing, why, advice)
    }

    /// A failure to look into a file that nothing is to be written to, put into words.
    #[must_use]
    pub fn of_file(doing: &str, error: &rusqlite::Error) -> Self {
        match Self::of(doing, error) {
            error if error.is_unwritable() => Self::failed(doing, UNREADABLE, LOOK_AT_OWNER),
            error => error,
        }
    }

    /// A failure of the database, put into words.
    #[must_use]
    pub fn of(doing: &str, error: &rusqlite::Error) -> Self {
        let extended = error.sqlite_error().map(|error| error.extended_code);
        let (why, advice) = match error.sqlite_error_code() {
            Some(ErrorCode::OperationInterrupted) => return Self::Interrupted,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
                (BUSY.to_owned(), "try again, or close the other program")
            }
            Some(ErrorCode::DiskFull) => (FULL.to_owned(), FREE_SPACE),
            // What SQLite keeps in memory with other programs is a file too, and says so in its own way.
            Some(ErrorCode::SystemIoFailure)
                if matches!(
                    extended,
                    Some(ffi::SQLITE_IOERR_SHMSIZE | ffi::SQLITE_IOERR_SHMMAP)
                ) =>
            {
                (FULL.to_owned(), FREE_SPACE)
            }
            Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
                (UNWRITABLE.to_owned(), LOOK_AT_OWNER)
            }
            Some(ErrorCode::DatabaseCorrupt) => (
                format!("the file is damaged ({error})"),
                "run `downbeat doctor`, and restore the last backup with `downbeat restore FILE`",
            ),
            Some(ErrorCode::NotADatabase) => (
                "the file is not a SQLite database".to_owned(),
                "name another file with --db, or restore the last backup with `downbeat restore FILE` \
                 if this one was the store; it was not touched",
            ),
            Some(ErrorCode::SystemIoFailure) => (
                format!("the disk reported an error ({error})"),
                "check the disk, then run `downbeat doctor`",
            ),
            _ => (error.to_string(), "run `downbeat doctor`; nothing was changed"),
        };
        Self::failed(doing, why, advice)
    }
}

/// The result of using the store.
pub type Result<T> = std::result::Result<T, StoreError>;
