//! A store that can't be written to, read elsewhere: a copy of it can be brought up to date like any other.

use std::fs;
use std::path::Path;
use std::thread;
use std::time::{Duration, SystemTime};

use super::{Trouble, copy_to};
use crate::domain::Time;
use crate::store::open::look::{self, is_damage};
use crate::store::open::make::sibling;
use crate::store::open::{doing, reading};
use crate::store::{Result, Store, StoreError};

/// How often a store that is written to while it is copied is copied anew, and how long between two copies.
const TRIES: u32 = 5;
const PAUSE: Duration = Duration::from_millis(100);

impl Store {
    /// Copies the store at `from`, in whose place nothing can be written, to the new file `to`, and opens the copy.
    /// What is there is read as of one moment, and left as it is.
    ///
    /// # Errors
    /// When `from` can't be read, or what was last written to it only together with its log, which SQLite can't read
    /// without writing beside it; when it is written to all the time; when there is no room for the copy.
    pub fn open_elsewhere(from: &Path, to: &Path, now: Time) -> Result<Self> {
        look::there(from)?;
        look::inspect_sealed(from)?;
        if has_log(from) {
            logged(from, to)?;
        } else {
            sealed(from, to)?;
        }
        Self::open(to, now)
    }
}

/// Whether something stands in the log beside a store that may not be in the store itself yet.
pub(in crate::store) fn has_log(path: &Path) -> bool {
    fs::metadata(sibling(path, "-wal")).is_ok_and(|meta| meta.len() > 0)
}

/// Copies a store that somebody has open: with the locks that keep what is read together.
fn logged(from: &Path, to: &Path) -> Result<()> {
    let (connection, _) = reading(from)?;
    copy_to(&connection, to)
        .map(drop)
        .map_err(|trouble| trouble.into_error(&copying(from, to)))
}

/// Copies a store that nobody has open, without a lock: none can be made. Should somebody write to it meanwhile, the
/// copy is made anew.
fn sealed(from: &Path, to: &Path) -> Result<()> {
    for _ in 0..TRIES {
        let before = stamp(from);
        let connection = look::sealed(from).map_err(|error| StoreError::of_file(&doing(from), &error))?;
        match copy_to(&connection, to) {
            Ok(copy) if copy == to && stamp(from) == before => return Ok(()),
            Ok(copy) => drop(fs::remove_file(copy)),
            Err(Trouble::Pages(error)) if is_damage(&error) && stamp(from) != before => {}
            Err(trouble) => return Err(trouble.into_error(&copying(from, to))),
        }
        thread::sleep(PAUSE);
    }
    Err(StoreError::failed(
        doing(from),
        "another program is writing to it all the time",
        "try again in a moment",
    ))
}

/// What changes whenever a store is written to: its size, when that was, and whether there is a log beside it.
fn stamp(path: &Path) -> Option<(u64, SystemTime, bool)> {
    let meta = fs::metadata(path).ok()?;
    Some((meta.len(), meta.modified().ok()?, has_log(path)))
}

fn copying(from: &Path, to: &Path) -> String {
    format!("copy {} to {}, to read it there", from.display(), to.display())
}
