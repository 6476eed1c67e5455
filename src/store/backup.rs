//! Backup and restore: whole copies of the store, made while it is in use.

pub(super) mod elsewhere;
mod restore;

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, ErrorCode, OpenFlags, ffi};

use super::open::connect;
use super::open::make::{Building, folder, sibling};
use super::{Reader, Result, StoreError};

pub use restore::{Restored, restore};

impl Reader {
    /// Copies the whole store, as it stands at this moment, into a new file (0600). Others may go on writing: what they
    /// commit meanwhile is not in the copy. The file gets its name only when it is whole and on disk.
    ///
    /// # Errors
    /// When there is a file of that name already, whatever it is; when its folder is missing; when the disk is full.
    pub fn backup(&self, to: &Path) -> Result<()> {
        let doing = format!("back {} up to {}", self.path().display(), to.display());
        if fs::symlink_metadata(to).is_ok() {
            return Err(StoreError::io(&doing, &ErrorKind::AlreadyExists.into()));
        }
        if !folder(to).is_dir() {
            return Err(StoreError::failed(
                doing,
                format!("there is no folder {}", folder(to).display()),
                "make it, or name another file",
            ));
        }
        let building = Building::beside(to).map_err(|error| StoreError::io(&doing, &error))?;
        copy_into(&self.connection, building.path()).map_err(|error| StoreError::of(&doing, &error))?;
        building
            .take_place(to)
            .map_err(|error| StoreError::io(&doing, &error))
    }
}

/// Why a copy was not made.
#[derive(Debug)]
pub(super) enum Trouble {
    /// With the file to be made.
    File(io::Error),
    /// With the store, or while writing its pages.
    Pages(rusqlite::Error),
}

impl Trouble {
    /// The trouble in words.
    pub(super) fn into_error(self, doing: &str) -> StoreError {
        match self {
            Self::File(error) => StoreError::io(doing, &error),
            Self::Pages(error) => StoreError::of(doing, &error),
        }
    }
}

/// Copies an open store, as it stands, into a new private file: `goal`, or `goal` with a number when there is such a
/// file already. The path of the copy comes back.
pub(super) fn copy_to(connection: &Connection, goal: &Path) -> std::result::Result<PathBuf, Trouble> {
    let building = Building::beside(goal).map_err(Trouble::File)?;
    copy_into(connection, building.path()).map_err(Trouble::Pages)?;
    let free = free_name(goal);
    building.take_place(&free).map_err(Trouble::File)?;
    Ok(free)
}

/// The name itself, or the first with a number that nothing has.
fn free_name(goal: &Path) -> PathBuf {
    let numbered = (2..).map(|n: u32| sibling(goal, &format!("-{n}")));
    std::iter::once(goal.to_owned())
        .chain(numbered)
        .find(|path| fs::symlink_metadata(path).is_err())
        .unwrap_or_else(|| goal.to_owned())
}

/// Copies every page into an empty file that is there, and sees it onto the disk.
fn copy_into(connection: &Connection, path: &Path) -> rusqlite::Result<()> {
    let mut target = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    pages(&Backup::new(connection, &mut target)?, -1)?;
    // A copy is one file: it keeps no log beside itself, and can be read from where nothing can be written.
    target.pragma_update(None, "journal_mode", "DELETE")?;
    target.close().map_err(|(_, error)| error)
}

/// Copies some pages, or with -1 all in one go, so that a busy writer can't make it start over for ever.
fn pages(backup: &Backup<'_, '_>, count: i32) -> rusqlite::Result<()> {
    match backup.step(count)? {
        StepResult::Busy | StepResult::Locked => Err(rusqlite::Error::SqliteFailure(
            ffi::Error {
                code: ErrorCode::DatabaseBusy,
                extended_code: ffi::SQLITE_BUSY,
            },
            None,
        )),
        // `StepResult` may grow; whatever is not a lock is progress.
        _ => Ok(()),
    }
}
