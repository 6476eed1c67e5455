//! Making files of the store: private from the start, whole before they get their name, never over another.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::OpenFlags;
use uuid::Uuid;

use super::{connect, set_journal};
use crate::domain::Time;
use crate::store::{Result, StoreError, migrate, uuid_at};

/// How old a half-made file must be before it counts as left over by a crash.
const STALE: Duration = Duration::from_hours(1);

/// What SQLite may leave beside a file.
pub(in crate::store) const SIDES: [&str; 3] = ["-wal", "-shm", "-journal"];

/// What the name of a file under construction has between the store's name and a UUID.
const BUILDING: &str = ".new-";

/// The path of a file beside another: its name with a suffix.
pub(in crate::store) fn sibling(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(suffix);
    path.with_file_name(name)
}

/// The folder a file is in; of a bare name, the working folder.
pub(in crate::store) fn folder(path: &Path) -> &Path {
    path.parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."))
}

/// A file under construction, beside the one it will become. Dropped before it got its name, it is gone.
#[derive(Debug)]
pub(in crate::store) struct Building {
    path: PathBuf,
}

impl Building {
    /// An empty private file (0600) beside `goal`.
    pub(in crate::store) fn beside(goal: &Path) -> io::Result<Self> {
        // Not a time, only a name that nothing else has.
        let path = sibling(goal, &format!("{BUILDING}{}", uuid_at(Time::UNIX_EPOCH)));
        let mut options = fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        options.open(&path)?;
        Ok(Self { path })
    }

    pub(in crate::store) fn path(&self) -> &Path {
        &self.path
    }

    /// Gives the file its name, unless another has that name already.
    pub(in crate::store) fn take_place(self, goal: &Path) -> io::Result<()> {
        match fs::hard_link(&self.path, goal) {
            Ok(()) => {}
            Err(error) if error.kind() == ErrorKind::AlreadyExists => return Err(error),
            Err(_) if fs::symlink_metadata(goal).is_ok() => return Err(ErrorKind::AlreadyExists.into()),
            // Some file systems have no links.
            Err(_) => fs::rename(&self.path, goal)?,
        }
        sync_folder(goal)
    }

    /// Gives the file its name in place of whatever has it, at once.
    pub(in crate::store) fn take_over(self, goal: &Path) -> io::Result<()> {
        fs::rename(&self.path, goal)?;
        sync_folder(goal)
    }
}

impl Drop for Building {
    fn drop(&mut self) {
        remove_with_sides(&self.path);
    }
}

/// Makes a new store. It is built under another name and given its own only when whole, so that neither a crash
/// nor a second window starting at the same moment ever finds half a store.
pub(super) fn make(path: &Path, now: Time) -> Result<()> {
    make_folder(folder(path)).map_err(|error| cannot_make(folder(path), &error))?;
    refuse_orphan(path)?;
    let building = Building::beside(path).map_err(|error| cannot_make(path, &error))?;
    for stale in stale(path) {
        remove_with_sides(&stale);
    }
    build(building.path(), path, now)?;
    match building.take_place(path) {
        // A second window was quicker; its store is as good.
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
        done => done.map_err(|error| cannot_make(path, &error)),
    }
}

/// A log without its store would be read into the new one. It is not ours to throw away: the store may only be mislaid.
fn refuse_orphan(path: &Path) -> Result<()> {
    let log = sibling(path, "-wal");
    let holds_something = fs::metadata(&log).is_ok_and(|meta| meta.len() > 0);
    if !holds_something || path.exists() {
        return Ok(());
    }
    Err(StoreError::failed(
        format!("make {}", path.display()),
        format!(
            "{} is the log of a store that is not there any more",
            log.display()
        ),
        "put the store back beside it or run `downbeat restore FILE`, or remove the log to start afresh",
    ))
}

fn build(building: &Path, path: &Path, now: Time) -> Result<()> {
    let failed = |error: rusqlite::Error| StoreError::of(&format!("make {}", path.display()), &error);
    let mut connection = connect(building, OpenFlags::SQLITE_OPEN_READ_WRITE).map_err(failed)?;
    // Built without a log: what a full disk keeps out of the file is then an error here, while the log would be brought
    // over on closing, in silence, and is no part of what gets the name.
    migrate::steps(&mut connection, path, now)?;
    set_journal(&connection).map_err(failed)?;
    connection.close().map_err(|(_, error)| failed(error))
}

fn cannot_make(path: &Path, error: &io::Error) -> StoreError {
    StoreError::io(&format!("make {}", path.display()), error)
}

/// Makes a folder and those above it, private to the user (0700), if it is not there.
pub(in crate::store) fn make_folder(folder: &Path) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Makes a name in a folder last through a power cut.
pub(in crate::store) fn sync_folder(path: &Path) -> io::Result<()> {
    if cfg!(unix) {
        fs::File::open(folder(path))?.sync_all()?;
    }
    Ok(())
}

/// Removes a file of our own making, with what SQLite left beside it.
fn remove_with_sides(path: &Path) {
    for side in SIDES {
        drop(fs::remove_file(sibling(path, side)));
    }
    drop(fs::remove_file(path));
}

/// Half-made files that a crash left beside a store. Their age is told by the newest of them and by the store, not by
/// the clock: one that another window is making at this moment is not among them.
pub(in crate::store) fn stale(path: &Path) -> Vec<PathBuf> {
    let name = sibling(path, BUILDING);
    let prefix = name.file_name().unwrap_or_default().as_encoded_bytes().to_vec();
    let length = prefix.len() + Uuid::nil().hyphenated().to_string().len();
    let Ok(entries) = fs::read_dir(folder(path)) else {
        return Vec::new();
    };
    let mut newest = fs::metadata(path).and_then(|meta| meta.modified()).ok();
    let mut found = Vec::new();
    for entry in entries.flatten() {
        let name = entry.file_name();
        let bytes = name.as_encoded_bytes();
        let Ok(modified) = entry.metadata().and_then(|meta| meta.modified()) else {
            continue;
        };
        if bytes.starts_with(&prefix) && bytes.len() == length {
            newest = newest.max(Some(modified));
            found.push((entry.path(), modified));
        }
    }
    found
        .into_iter()
        .filter(|(_, modified)| newest.is_some_and(|newest| *modified + STALE < newest))
        .map(|(path, _)| path)
        .collect()
}
