//! Opening the file: what it must be, who may read it, and how the connection is set.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use super::{Reader, Result, Store, StoreError, migrate, undo, uuid_at};
use crate::domain::Time;

/// How long a write waits for another program's write.
const PATIENCE: Duration = Duration::from_secs(5);

impl Store {
    /// Opens the store at `path` for writing, making it and its folder if there is none (0600 and 0700), and brings it
    /// to the newest schema.
    ///
    /// # Errors
    /// When the file is not downbeat's, is damaged or empty, was written by a newer downbeat, or can't be written.
    pub fn open(path: &Path, now: Time) -> Result<Self> {
        prepare(path, now)?;
        let mut connection = writable(path)?;
        migrate::migrate(&mut connection, path, now)?;
        let start = undo::next_command(&connection)?;
        Ok(Self {
            connection,
            path: path.to_owned(),
            window: uuid_at(now),
            start,
        })
    }

    /// Stops waiting for the disk after each command, for made-up data that can be made again: a power cut may now
    /// lose the store, until [`Self::settle`].
    ///
    /// # Errors
    /// When the store can't be written.
    pub fn hurry(&mut self) -> Result<()> {
        Ok(self.connection.pragma_update(None, "synchronous", "OFF")?)
    }

    /// Brings everything to the disk, and waits for it after each command from here on.
    ///
    /// # Errors
    /// When the store can't be written.
    pub fn settle(&mut self) -> Result<()> {
        self.connection.pragma_update(None, "synchronous", "FULL")?;
        // The log is only brought over as far as other connections let it; what is left is on the disk all the same.
        self.connection
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        Ok(())
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

impl Reader {
    /// Opens an existing store for reading only.
    ///
    /// # Errors
    /// When there is none, or it can't be read, or is of another schema.
    pub fn open(path: &Path) -> Result<Self> {
        let doing = format!("read {}", path.display());
        let connection = connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY)
            .map_err(|error| StoreError::of(&doing, &error))?;
        inspect(&connection, path)?;
        Ok(Self {
            connection,
            path: path.to_owned(),
        })
    }
}

impl Reader {
    /// The file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }
}

fn connect(path: &Path, access: OpenFlags) -> rusqlite::Result<Connection> {
    let connection = Connection::open_with_flags(path, access | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    connection.busy_timeout(PATIENCE)?;
    connection.set_prepared_statement_cache_capacity(128);
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    connection.pragma_update(None, "cache_size", -6_000)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    Ok(connection)
}

/// A connection for writing to a file that is there and is downbeat's.
fn writable(path: &Path) -> Result<Connection> {
    let doing = format!("open {}", path.display());
    let connection =
        connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE).map_err(|e| StoreError::of(&doing, &e))?;
    inspect(&connection, path)?;
    set_journal(&connection).map_err(|error| StoreError::of(&doing, &error))?;
    Ok(connection)
}

fn set_journal(connection: &Connection) -> rusqlite::Result<()> {
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)
}

/// Sees that there is a file to open: one that could be a store, else a new one.
fn prepare(path: &Path, now: Time) -> Result<()> {
    let doing = || format!("open {}", path.display());
    match fs::metadata(path) {
        Ok(meta) if meta.is_dir() => Err(StoreError::failed(
            doing(),
            "it is a folder",
            "name a file with --db",
        )),
        Ok(meta) if meta.len() == 0 => Err(StoreError::failed(
            doing(),
            "the file is empty, and an empty file is not a store",
            "restore the last backup with `downbeat restore FILE`, or remove the empty file to start afresh",
        )),
        Ok(_) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => make(path, now),
        Err(error) => Err(StoreError::failed(
            doing(),
            error.to_string(),
            "check the folder's permissions, or name another file with --db",
        )),
    }
}

/// The path of a file beside the store: its name with a suffix.
pub(super) fn sibling(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(suffix);
    path.with_file_name(name)
}

/// Makes a new store. It is built under another name and given its own only when whole, so that neither a crash
/// nor a second window starting at the same moment ever finds half a store.
fn make(path: &Path, now: Time) -> Result<()> {
    let building = sibling(path, &format!(".new-{}", uuid_at(now)));
    let made = build(&building, now).and_then(|()| {
        match fs::hard_link(&building, path).or_else(|error| match error.kind() {
            std::io::ErrorKind::AlreadyExists => Ok(()),
            _ if path.exists() => Ok(()),
            // Some file systems have no links.
            _ => fs::rename(&building, path),
        }) {
            Ok(()) => Ok(()),
            Err(error) => Err(cannot_make(path, &error)),
        }
    });
    for suffix in ["", "-wal", "-shm", "-journal"] {
        let left = sibling(&building, suffix);
        if left.exists() {
            drop(fs::remove_file(left));
        }
    }
    made
}

fn build(path: &Path, now: Time) -> Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    if let Some(folder) = folder.filter(|folder| !folder.exists()) {
        make_folder(folder).map_err(|error| cannot_make(folder, &error))?;
    }
    make_file(path).map_err(|error| cannot_make(path, &error))?;
    let doing = format!("make {}", path.display());
    let mut connection =
        connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE).map_err(|e| StoreError::of(&doing, &e))?;
    set_journal(&connection).map_err(|error| StoreError::of(&doing, &error))?;
    migrate::migrate(&mut connection, path, now)?;
    connection
        .close()
        .map_err(|(_, error)| StoreError::of(&doing, &error))
}

fn cannot_make(path: &Path, error: &std::io::Error) -> StoreError {
    StoreError::failed(
        format!("make {}", path.display()),
        error.to_string(),
        "check the folder's permissions, or name another file with --db",
    )
}

fn make_file(path: &Path) -> std::io::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop)
}

fn make_folder(folder: &Path) -> std::io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Refuses a file that is not downbeat's, or is a newer downbeat's, before anything is written to it.
pub(super) fn inspect(connection: &Connection, path: &Path) -> Result<()> {
    let doing = format!("open {}", path.display());
    let read =
        |pragma: &str| connection.query_row(&format!("PRAGMA {pragma}"), [], |row| row.get::<_, i64>(0));
    let application = read("application_id").map_err(|error| StoreError::of(&doing, &error))?;
    let version = read("user_version").map_err(|error| StoreError::of(&doing, &error))?;
    if application != i64::from(migrate::APPLICATION_ID) {
        return Err(StoreError::failed(
            doing,
            "it is a database of another program",
            "name another file with --db; this one was not touched",
        ));
    }
    if usize::try_from(version).unwrap_or_default() > migrate::newest() {
        return Err(StoreError::failed(
            doing,
            format!(
                "a newer downbeat wrote it (schema {version}; this one knows up to {})",
                migrate::newest()
            ),
            "install the newer downbeat; the file was not touched",
        ));
    }
    Ok(())
}
