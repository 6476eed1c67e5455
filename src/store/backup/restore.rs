//! Restoring a backup: what stands is kept aside, and windows that are open see the restored store as one commit.
//!
//! The backup is first copied beside the store and brought to the newest schema there. A store that can be opened is
//! then written over from inside, page by page in one transaction under the write lock, so that other windows go on
//! working, on what was restored. Only a file that SQLite can't open, or none at all, is replaced as a file.
//!
//! **Undo.** The log comes along: `u` takes back the newest command of the restored store. The restore itself is no
//! command; the copy that it kept aside takes it back. Numbers go on from the higher of both stores, so that none is
//! used again for something else: an open window still tells its own commands from those of others, and an item number
//! that somebody wrote down never names another item.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use rusqlite::backup::Backup;
use rusqlite::{Connection, OpenFlags};

use super::{Trouble, copy_into, copy_to, free_name, pages};
use crate::domain::Time;
use crate::store::open::look::{self, Stands, is_damage};
use crate::store::open::make::{Building, SIDES, folder, make_folder, sibling};
use crate::store::open::{connect, set_journal};
use crate::store::{Result, StoreError, doctor, migrate};

/// What a restore came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// Where what stood before was kept, if anything did.
    pub aside: Option<PathBuf>,
    /// What was done, in a sentence or two.
    pub words: String,
}

/// Puts the backup `from` in the place of the store `to`, which may be in use, damaged or missing. `from` is verified
/// first and not changed; what stood at `to` is kept beside it.
///
/// # Errors
/// When `from` is no sound store of this or an older downbeat, when `to` is another program's database or is being
/// written to, or the disk is full. The store is then as it was.
pub fn restore(from: &Path, to: &Path, now: Time) -> Result<Restored> {
    let doing = format!("restore {} into {}", from.display(), to.display());
    if is_same(from, to) {
        return Err(StoreError::failed(
            doing,
            "they are the same file",
            "name the backup, and with --db the store",
        ));
    }
    let source = verified(from)?;
    // A link is followed once, so that what is kept aside lies beside the store itself.
    let to = &fs::canonicalize(to).unwrap_or_else(|_| to.to_owned());
    make_folder(folder(to)).map_err(|error| StoreError::io(&doing, &error))?;
    let staged = Building::beside(to).map_err(|error| StoreError::io(&doing, &error))?;
    copy_into(&source, staged.path()).map_err(|error| StoreError::of(&doing, &error))?;
    let mut stage = connect(staged.path(), OpenFlags::SQLITE_OPEN_READ_WRITE)
        .map_err(|error| StoreError::of(&doing, &error))?;
    migrate::steps(&mut stage, from, now)?;
    let aside = sibling(to, &format!(".before-restore-{}", now.format("%Y%m%dT%H%M%SZ")));
    let aside = match standing(to, &doing)? {
        Before::Nothing => {
            close(stage, &doing)?;
            set_log_aside(to, &free_name(&aside))
                .and_then(|()| staged.take_place(to))
                .map_err(|error| StoreError::io(&doing, &error))?;
            None
        }
        Before::Store => match write_over(&stage, to, &aside, &doing) {
            Ok(aside) => Some(aside),
            Err(Stopped::Failed(error)) => return Err(error),
            Err(Stopped::Damaged) => replace(stage, staged, to, &aside, &doing)?,
        },
        Before::Unreadable => replace(stage, staged, to, &aside, &doing)?,
    };
    Ok(Restored {
        words: words(from, to, aside.as_deref()),
        aside,
    })
}

fn words(from: &Path, to: &Path, aside: Option<&Path>) -> String {
    let restored = format!("restored {} into {}", from.display(), to.display());
    match aside {
        Some(aside) => format!(
            "{restored}; what stood there before is kept as {}",
            aside.display()
        ),
        None => restored,
    }
}

fn is_same(from: &Path, to: &Path) -> bool {
    matches!((fs::canonicalize(from), fs::canonicalize(to)), (Ok(from), Ok(to)) if from == to)
}

fn close(stage: Connection, doing: &str) -> Result<()> {
    stage.close().map_err(|(_, error)| StoreError::of(doing, &error))
}

/// The backup, opened for reading, once it is known to be sound.
fn verified(from: &Path) -> Result<Connection> {
    let doing = format!("restore from {}", from.display());
    look::there(from)
        .and_then(|()| look::inspect_sealed(from))
        .map_err(|error| of_the_copy(&doing, error))?;
    // Beside a copy of a store made by other means there may be its log; without one, nothing need be made beside it.
    let connection = if sibling(from, "-wal").exists() {
        connect(from, OpenFlags::SQLITE_OPEN_READ_ONLY)
    } else {
        look::sealed(from)
    }
    .map_err(|error| StoreError::of(&doing, &error))?;
    look::inspect(&connection, from)?;
    let fault = match doctor::faults(&connection) {
        Ok(faults) => faults.into_iter().next(),
        Err(error) if is_damage(&error) => Some(error.to_string()),
        Err(error) => return Err(StoreError::of(&doing, &error)),
    };
    match fault {
        None => Ok(connection),
        Some(fault) => Err(StoreError::failed(
            doing,
            format!("the backup is damaged ({fault})"),
            "use another backup; nothing was touched",
        )),
    }
}

/// What is wrong with a file that should be a backup. Advice for a store that can't be opened is none for a copy.
fn of_the_copy(doing: &str, error: StoreError) -> StoreError {
    match error {
        StoreError::Failed { why, advice, .. } if advice.contains("--db") => StoreError::failed(
            doing,
            why,
            "name a copy that `downbeat backup` made; nothing was touched",
        ),
        StoreError::Failed { why, advice, .. } => StoreError::failed(doing, why, advice),
        StoreError::Refused(_) | StoreError::NeedsReason(_) | StoreError::Interrupted => error,
    }
}

/// What stands where the backup goes.
enum Before {
    Nothing,
    /// A store that opens.
    Store,
    /// Something that SQLite can't read: an empty or damaged file.
    Unreadable,
}

fn standing(to: &Path, doing: &str) -> Result<Before> {
    let refused = |error: StoreError| match error {
        StoreError::Failed { why, advice, .. } => StoreError::failed(doing, why, advice),
        StoreError::Refused(_) | StoreError::NeedsReason(_) | StoreError::Interrupted => error,
    };
    match fs::metadata(to) {
        Ok(meta) if meta.is_file() && meta.len() < look::SHORTEST => return Ok(Before::Unreadable),
        Ok(_) => {}
        Err(error) if error.kind() == ErrorKind::NotFound && fs::symlink_metadata(to).is_err() => {
            return Ok(Before::Nothing);
        }
        Err(error) => return Err(StoreError::io(doing, &error)),
    }
    if look::look(to).map_err(refused)? == Stands::Nothing {
        return Ok(Before::Nothing);
    }
    match look::sealed_header(to) {
        // Also refuses what a newer downbeat wrote: its windows could not read what an older one puts there.
        Ok(header) => header.judge(to).map(|_| Before::Store).map_err(refused),
        // It may make sense together with its log.
        Err(error) if is_damage(&error) && sibling(to, "-wal").exists() => Ok(Before::Store),
        Err(error) if is_damage(&error) => Ok(Before::Unreadable),
        Err(error) => Err(StoreError::of(doing, &error)),
    }
}

/// Why writing over a store stopped; it is as it was.
enum Stopped {
    /// The store is too damaged to be written over from inside.
    Damaged,
    Failed(StoreError),
}

/// Writes the stage over an open store in one transaction. The write lock is taken first, so that what is kept aside
/// is exactly what is replaced.
fn write_over(
    stage: &Connection,
    to: &Path,
    aside: &Path,
    doing: &str,
) -> std::result::Result<PathBuf, Stopped> {
    let failed = |error: rusqlite::Error| {
        if is_damage(&error) {
            Stopped::Damaged
        } else {
            Stopped::Failed(StoreError::of(doing, &error))
        }
    };
    let before = connect(to, OpenFlags::SQLITE_OPEN_READ_ONLY).map_err(failed)?;
    let header = look::header(&before).map_err(failed)?;
    header.judge(to).map_err(Stopped::Failed)?;
    let mut target = connect(to, OpenFlags::SQLITE_OPEN_READ_WRITE).map_err(failed)?;
    set_journal(&target).map_err(failed)?;
    let backup = Backup::new(stage, &mut target).map_err(failed)?;
    pages(&backup, 1).map_err(failed)?;
    // From here on nobody else writes.
    let kept = copy_to(&before, aside).map_err(|trouble| match trouble {
        Trouble::Pages(error) => failed(error),
        Trouble::File(error) => Stopped::Failed(StoreError::io(doing, &error)),
    })?;
    let written = carry_numbers(&before, stage).and_then(|()| pages(&backup, -1));
    drop(backup);
    match written {
        Ok(()) => {
            // Another window's reading may put this off.
            drop(target.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())));
            Ok(kept)
        }
        Err(error) => {
            drop(fs::remove_file(kept));
            Err(failed(error))
        }
    }
}

/// Lets the numbers of the stage go on from those of the store that it replaces.
fn carry_numbers(before: &Connection, stage: &Connection) -> rusqlite::Result<()> {
    let mut statement = before.prepare("SELECT name, seq FROM sqlite_sequence")?;
    let numbers = statement
        .query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?)))?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    for (table, number) in numbers {
        let changed = stage.execute(
            "UPDATE sqlite_sequence SET seq = max(seq, ?2) WHERE name = ?1",
            (&table, number),
        )?;
        if changed == 0 {
            stage.execute(
                "INSERT INTO sqlite_sequence (name, seq) VALUES (?1, ?2)",
                (&table, number),
            )?;
        }
    }
    Ok(())
}

/// Replaces a file that can't be opened.
fn replace(
    stage: Connection,
    staged: Building,
    to: &Path,
    aside: &Path,
    doing: &str,
) -> Result<Option<PathBuf>> {
    close(stage, doing)?;
    set_aside(to, aside)
        .and_then(|kept| staged.take_over(to).map(|()| kept))
        .map_err(|error| StoreError::io(doing, &error))
}

/// Gives a file and its log another name beside its own, which it keeps until it is replaced.
fn set_aside(to: &Path, aside: &Path) -> io::Result<Option<PathBuf>> {
    let aside = free_name(aside);
    let holds_something = fs::metadata(to)?.len() > 0;
    if holds_something {
        fs::hard_link(to, &aside).or_else(|_| fs::copy(to, &aside).map(drop))?;
    }
    set_log_aside(to, &aside)?;
    Ok(holds_something.then_some(aside))
}

/// Takes away what SQLite left beside a file. It must never be read into another file of that name.
fn set_log_aside(to: &Path, aside: &Path) -> io::Result<()> {
    for side in SIDES {
        match fs::rename(sibling(to, side), sibling(aside, side)) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(())
}
