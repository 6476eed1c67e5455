//! Migrations: numbered, append only, each in its own transaction after a backup copy.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, TransactionBehavior};

use super::{Result, StoreError, log};
use crate::domain::Time;

/// "dbt1" in ASCII: marks a file as downbeat's.
pub(super) const APPLICATION_ID: i32 = 0x6462_7431;

/// A schema change.
struct Migration {
    sql: &'static str,
    /// Whether it changed a logged table: undo stops there.
    bars_undo: bool,
}

const MIGRATIONS: &[Migration] = &[Migration {
    sql: include_str!("../../assets/migrations/0001_first.sql"),
    bars_undo: false,
}];

/// The schema that this program writes.
#[must_use]
pub fn newest() -> usize {
    MIGRATIONS.len()
}

/// The schema of an open file.
pub(super) fn version(connection: &Connection) -> rusqlite::Result<usize> {
    let version: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    Ok(usize::try_from(version).unwrap_or_default())
}

/// Brings a file to the newest schema. A file that holds data is copied aside first.
pub(super) fn migrate(connection: &mut Connection, path: &Path, now: Time) -> Result<()> {
    let from = version(connection)?;
    if from >= newest() {
        return Ok(());
    }
    if from > 0 {
        let copy = copy_path(path, from);
        super::backup::copy_to(connection, &copy).map_err(|error| {
            StoreError::failed(
                format!(
                    "copy {} aside before bringing it to a newer schema",
                    path.display()
                ),
                error.to_string(),
                "make room beside it; the file was not touched",
            )
        })?;
    }
    for migration in MIGRATIONS.iter().skip(from) {
        step(connection, migration, now).map_err(|error| {
            StoreError::of(
                &format!("bring {} to schema {}", path.display(), newest()),
                &error,
            )
        })?;
    }
    Ok(())
}

fn step(connection: &mut Connection, migration: &Migration, now: Time) -> rusqlite::Result<()> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Another window may have been quicker while this one waited for the lock.
    let version = version(&transaction)?;
    let done = MIGRATIONS
        .iter()
        .position(|other| std::ptr::eq(other, migration))
        .unwrap_or_default();
    if version > done {
        return Ok(());
    }
    transaction.execute_batch(migration.sql)?;
    log::make_triggers(&transaction)?;
    if migration.bars_undo {
        transaction.execute(
            "INSERT INTO commands (id, at, window, kind, verb, words) VALUES (?1, ?2, '', 'migration', 'migrate', ?3)",
            (
                super::new_id(now),
                now.timestamp_millis(),
                format!("the store was brought to schema {}", version + 1),
            ),
        )?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(
        None,
        "user_version",
        i64::try_from(version + 1).unwrap_or(i64::MAX),
    )?;
    transaction.commit()
}

fn copy_path(path: &Path, from: usize) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(format!(".before-schema-{}", from + 1));
    path.with_file_name(name)
}
