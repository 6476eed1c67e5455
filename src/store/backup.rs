//! Backup and restore: whole copies of the store, made while it is in use.

use std::path::Path;

use rusqlite::Connection;

/// Copies an open store, as it stands, into a new file.
pub(super) fn copy_to(connection: &Connection, path: &Path) -> rusqlite::Result<()> {
    let mut target = Connection::open(path)?;
    let backup = rusqlite::backup::Backup::new(connection, &mut target)?;
    backup.run_to_completion(1_000, std::time::Duration::ZERO, None)
}
