//! Migrations: numbered, append only, each in its own transaction after a backup copy.

use std::path::Path;

use rusqlite::{Connection, TransactionBehavior};

use super::open::make::sibling;
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

const MIGRATIONS: &[Migration] = &[
    Migration {
        sql: include_str!("../../assets/migrations/0001_first.sql"),
        bars_undo: false,
    },
    // Only adds: what was logged before can still be taken back.
    Migration {
        sql: include_str!("../../assets/migrations/0002_clients.sql"),
        bars_undo: false,
    },
];

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
    let goal = sibling(path, &format!(".before-schema-{}", from + 1));
    let copy = super::backup::copy_to(connection, &goal).map_err(|error| {
        error.into_error(&format!(
            "copy {} aside before bringing it to a newer schema",
            path.display()
        ))
    })?;
    let done = steps(connection, path, now);
    if done.is_err() && version(connection).is_ok_and(|now| now == from) {
        // The file is as it was: another try makes another copy.
        drop(std::fs::remove_file(copy));
    }
    done
}

/// Takes the steps that an open file lacks, each in its own transaction.
pub(super) fn steps(connection: &mut Connection, path: &Path, now: Time) -> Result<()> {
    steps_up_to(connection, newest(), now).map_err(|error| {
        StoreError::of(
            &format!("bring {} to schema {}", path.display(), newest()),
            &error,
        )
    })
}

fn steps_up_to(connection: &mut Connection, goal: usize, now: Time) -> rusqlite::Result<()> {
    let from = version(connection)?;
    if from >= goal {
        return Ok(());
    }
    for migration in MIGRATIONS.iter().take(goal).skip(from) {
        step(connection, migration, now)?;
    }
    // The header of the file itself says the schema from now on, not only its log: a downbeat too old for it then
    // sees so without touching anything. Another window's reading may put this off; it costs nothing but that.
    drop(connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())));
    Ok(())
}

/// An empty store of a schema, in memory: what a file of that schema looks like inside.
pub(super) fn model(version: usize) -> rusqlite::Result<Connection> {
    let mut connection = Connection::open_in_memory()?;
    steps_up_to(&mut connection, version, Time::UNIX_EPOCH)?;
    Ok(connection)
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
