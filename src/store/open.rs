//! Opening the file: what it must be, and how the connection is set.

pub(super) mod look;
pub(super) mod make;

use std::io::ErrorKind;
use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use self::look::Stands;
use super::{Reader, Result, Store, StoreError, WindowId, lists, migrate, undo, uuid_at};
use crate::domain::Time;

/// How long a write waits for another program's write.
pub(super) const PATIENCE: Duration = Duration::from_secs(5);
/// The page cache of a connection, in KiB.
const CACHE: i64 = 6_000;
/// Pages of the log that are worth writing back.
const SHORT_LOG: i64 = 1_000;
/// Pages of the log that are too many to be left there: 64 MB.
const LONG_LOG: i64 = 16_000;
/// The page cache while [`Store::hurry`] holds, in KiB.
const HURRIED_CACHE: i64 = 128_000;

impl Store {
    /// Opens the store at `path` for writing, making it and its folder if there is none (0600 and 0700), and brings it
    /// to the newest schema.
    ///
    /// # Errors
    /// When the file is not downbeat's, is damaged or empty, was written by a newer downbeat, or can't be written.
    /// The file is then as it was.
    pub fn open(path: &Path, now: Time) -> Result<Self> {
        match look::look(path)? {
            Stands::Nothing => make::make(path, now)?,
            Stands::File => look::inspect_sealed(path)?,
        }
        let mut connection = writable(path)?;
        migrate::migrate(&mut connection, path, now)?;
        let window = WindowId::at(&connection, now)?;
        Ok(Self {
            connection,
            path: path.to_owned(),
            window,
        })
    }

    /// Opens the store for a window that has begun on a reader.
    ///
    /// # Errors
    /// As [`Self::open`], and when the file is gone.
    pub fn open_for(window: WindowId, path: &Path, now: Time) -> Result<Self> {
        look::there(path)?;
        let store = Self::open(path, now)?;
        Ok(Self { window, ..store })
    }

    /// The window that the store was opened for.
    #[must_use]
    pub const fn window(&self) -> WindowId {
        self.window
    }

    /// Stops waiting for the disk after each command, for made-up data that can be made again: a power cut may now
    /// lose the store, until [`Self::settle`].
    ///
    /// # Errors
    /// When the store can't be written.
    pub fn hurry(&mut self) -> Result<()> {
        self.connection.pragma_update(None, "synchronous", "OFF")?;
        // Indexes of a million rows do not fit the usual cache, and each page would be read again and again.
        Ok(self
            .connection
            .pragma_update(None, "cache_size", -HURRIED_CACHE)?)
    }

    /// Brings everything to the disk, and waits for it after each command from here on.
    ///
    /// # Errors
    /// When the store can't be written.
    pub fn settle(&mut self) -> Result<()> {
        self.connection.pragma_update(None, "cache_size", -CACHE)?;
        self.connection.pragma_update(None, "synchronous", "FULL")?;
        // The log is only brought over as far as other connections let it; what is left is on the disk all the same.
        self.connection
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        Ok(())
    }

    /// Leaves what is written in the log until [`Self::write_log_back`]: no commit has to wait until a thousand pages are
    /// in their places. Only a log that grows past all measure is still written back by the commit that makes it so.
    pub fn put_off_the_log(&mut self) {
        // Where it fails, commits go on to see to the log.
        drop(
            self.connection
                .pragma_update(None, "wal_autocheckpoint", LONG_LOG),
        );
    }

    /// Brings a long log over into the file, as far as other connections let it. It is as safe where it is: what fails
    /// is tried again with the next commits.
    pub fn write_log_back(&mut self) {
        let checkpoint = |mode: &str| -> rusqlite::Result<i64> {
            let sql = format!("PRAGMA wal_checkpoint({mode})");
            self.connection
                .query_row(&sql, [], |row| Ok(row.get::<_, i64>(1)? - row.get::<_, i64>(2)?))
        };
        if checkpoint("NOOP").is_ok_and(|pages| pages >= SHORT_LOG) {
            drop(checkpoint("PASSIVE"));
        }
    }

    /// A read-only connection to the same file.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn reader(&self) -> Result<Reader> {
        Reader::open(&self.path)
    }

    /// The file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl WindowId {
    fn at(connection: &Connection, now: Time) -> Result<Self> {
        Ok(Self {
            id: uuid_at(now),
            start: undo::next_command(connection)?,
        })
    }
}

impl Reader {
    /// Opens an existing store for reading, when nothing has to be written before it can be looked at: it may be
    /// written, is of this schema, and all that was to wake by `now` is awake. `None` when [`Store::open`] comes first,
    /// or knows better what is wrong.
    #[must_use]
    pub fn open_caught_up(path: &Path, now: Time) -> Option<(Self, WindowId)> {
        if !look::may_write(path) {
            return None;
        }
        let reader = Self::open(path).ok()?;
        let caught_up = lists::is_caught_up(&reader.connection, now).ok()?;
        let window = WindowId::at(&reader.connection, now).ok()?;
        caught_up.then_some((reader, window))
    }

    /// Opens an existing store for reading only.
    ///
    /// # Errors
    /// When there is none, or it can't be read, or is of another schema.
    pub fn open(path: &Path) -> Result<Self> {
        let doing = doing(path);
        look::there(path)?;
        look::inspect_sealed(path)?;
        let (connection, version) = reading(path)?;
        if version < migrate::newest() {
            return Err(StoreError::failed(
                doing,
                format!(
                    "it is of schema {version}, and this downbeat reads schema {}",
                    migrate::newest()
                ),
                "start `downbeat` on it once: that copies it aside and brings it to the newer schema",
            ));
        }
        Ok(Self {
            connection,
            path: path.to_owned(),
        })
    }

    /// The file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }
}

/// A connection that reads a store as it stands together with its log, and the store's schema.
pub(super) fn reading(path: &Path) -> Result<(Connection, usize)> {
    let opened = connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY)
        .map_err(|error| StoreError::of(&doing(path), &error))
        .and_then(|connection| {
            let version = look::inspect(&connection, path)?;
            Ok((connection, version))
        });
    opened.map_err(|error| {
        if !error.is_unwritable() {
            return error;
        }
        StoreError::failed(
            doing(path),
            "SQLite can't read it without writing beside it, and its folder can't be written to",
            format!(
                "copy it together with {} into a folder of your own, and name the copy with --db",
                make::sibling(path, "-wal").display()
            ),
        )
    })
}

/// What an error about opening a file says was being done.
pub(super) fn doing(path: &Path) -> String {
    format!("open {}", path.display())
}

/// A connection, set for the work. It makes no file that is not there.
pub(super) fn connect(path: &Path, access: OpenFlags) -> rusqlite::Result<Connection> {
    let connection = attach(path, access)?;
    set_limits(&connection)?;
    Ok(connection)
}

/// A connection that has not read anything yet.
fn attach(path: &Path, access: OpenFlags) -> rusqlite::Result<Connection> {
    // A bare `:memory:` would be no file at all.
    let path = if path.is_relative() {
        Path::new(".").join(path)
    } else {
        path.to_owned()
    };
    let connection = Connection::open_with_flags(path, access | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    connection.busy_timeout(PATIENCE)?;
    // Else SQLite plans a statement anew whenever another value is bound to it, in the hope of a better plan. Without
    // ANALYZE there is none, and reading a window of rows would prepare its statement for every row.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.set_prepared_statement_cache_capacity(128);
    Ok(connection)
}

fn set_limits(connection: &Connection) -> rusqlite::Result<()> {
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    connection.pragma_update(None, "cache_size", -CACHE)?;
    connection.pragma_update(None, "trusted_schema", false)
}

/// A connection for writing to a file that is there and is downbeat's.
pub(super) fn writable(path: &Path) -> Result<Connection> {
    writing(path).map_err(StoreError::of_a_store)
}

fn writing(path: &Path) -> Result<Connection> {
    let failed = |error: rusqlite::Error| StoreError::of(&doing(path), &error);
    let connection = attach(path, OpenFlags::SQLITE_OPEN_READ_WRITE).map_err(failed)?;
    // SQLite falls back to reading when it may not write, and would say so only at the first command.
    if connection.is_readonly("main").map_err(failed)? {
        return Err(StoreError::io(&doing(path), &ErrorKind::PermissionDenied.into()));
    }
    // Until it is known whose file it is, closing it must not write back what another program left in its log.
    let keep_log = DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE;
    connection.set_db_config(keep_log, true).map_err(failed)?;
    look::inspect(&connection, path)?;
    connection.set_db_config(keep_log, false).map_err(failed)?;
    set_limits(&connection).map_err(failed)?;
    set_journal(&connection).map_err(failed)?;
    Ok(connection)
}

/// Sets what a connection that writes needs: readers that no writer blocks, and commits that survive a power cut.
pub(super) fn set_journal(connection: &Connection) -> rusqlite::Result<()> {
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)
}
