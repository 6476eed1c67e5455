//! Looking at a file before anything is done to it: is it there, is it downbeat's, and of which schema.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use std::thread;
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::doing;
use super::make::sibling;
use crate::store::{Result, StoreError, migrate};

/// The smallest page that SQLite knows: a file shorter than that holds nothing.
pub(in crate::store) const SHORTEST: u64 = 512;

/// How often a file that looks torn is looked at again before it is called damaged, and how long between two looks.
const LOOKS: u32 = 20;
const PAUSE: Duration = Duration::from_millis(10);

/// What stands at a path that could be a store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::store) enum Stands {
    /// Nothing: a store can be made there.
    Nothing,
    /// A file that holds something.
    File,
}

/// Looks at a path. What can be no store is refused in words.
pub(in crate::store) fn look(path: &Path) -> Result<Stands> {
    let refused = |why: &str, advice: &str| Err(StoreError::failed(doing(path), why, advice));
    match fs::metadata(path) {
        Ok(meta) if meta.is_dir() => refused("it is a folder", "name a file with --db"),
        Ok(meta) if !meta.is_file() => {
            refused("it is a device or a pipe, not a file", "name a file with --db")
        }
        Ok(meta) if meta.len() == 0 => refused(
            "the file is empty, and an empty file is not a store",
            "restore the last backup with `downbeat restore FILE`, or remove the empty file to start afresh",
        ),
        Ok(meta) if meta.len() < SHORTEST => refused(
            "it is too short to be a store",
            "restore the last backup with `downbeat restore FILE`, or name another file with --db",
        ),
        Ok(_) => Ok(Stands::File),
        Err(error) if error.kind() == ErrorKind::NotFound => match fs::symlink_metadata(path) {
            Ok(_) => refused(
                "it is a link to a file that is not there",
                "mend or remove the link, or name another file with --db",
            ),
            Err(_) => Ok(Stands::Nothing),
        },
        Err(error) => refused(
            &error.to_string(),
            "check the folder's permissions, or name another file with --db",
        ),
    }
}

/// Whether a file is there that may be written, as far as can be told without opening it.
pub(in crate::store) fn may_write(path: &Path) -> bool {
    #[cfg(unix)]
    let may = {
        use rustix::fs::{Access, AtFlags, CWD, accessat};
        accessat(CWD, path, Access::WRITE_OK, AtFlags::EACCESS).is_ok()
    };
    #[cfg(not(unix))]
    let may = fs::metadata(path).is_ok_and(|meta| !meta.permissions().readonly());
    may
}

/// Sees that there is a file.
pub(in crate::store) fn there(path: &Path) -> Result<()> {
    match look(path)? {
        Stands::File => Ok(()),
        Stands::Nothing => Err(StoreError::failed(
            doing(path),
            "there is no such file",
            "name the store with --db, or start `downbeat` to make one",
        )),
    }
}

/// Refuses a file that is not downbeat's, or is a newer downbeat's, leaving no trace: no lock, no side file, nothing
/// of its log written back. What only the file's log knows is seen by [`inspect`].
pub(in crate::store) fn inspect_sealed(path: &Path) -> Result<()> {
    match sealed_header(path) {
        Ok(header) => header.judge(path).map(drop),
        // A crash while the log was being written back leaves a file that makes sense only together with its log.
        Err(error) if is_damage(&error) && sibling(path, "-wal").exists() => Ok(()),
        Err(error) => Err(StoreError::of_file(&doing(path), &error)),
    }
}

/// Refuses a file that is not downbeat's, or is a newer downbeat's; else its schema.
pub(in crate::store) fn inspect(connection: &Connection, path: &Path) -> Result<usize> {
    header(connection)
        .map_err(|error| StoreError::of(&doing(path), &error))?
        .judge(path)
}

/// Whether an error says that the file itself is broken.
pub(in crate::store) fn is_damage(error: &rusqlite::Error) -> bool {
    matches!(
        error.sqlite_error_code(),
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase)
    )
}

/// What a file says it is.
pub(in crate::store) struct Header {
    application: i64,
    version: i64,
}

/// Reads what a file says it is.
pub(in crate::store) fn header(connection: &Connection) -> rusqlite::Result<Header> {
    let read = |pragma: &str| connection.query_row(&format!("PRAGMA {pragma}"), [], |row| row.get(0));
    Ok(Header {
        application: read("application_id")?,
        version: read("user_version")?,
    })
}

impl Header {
    /// Refuses what is not downbeat's, or is a newer downbeat's; else the schema.
    pub(in crate::store) fn judge(&self, path: &Path) -> Result<usize> {
        if self.application != i64::from(migrate::APPLICATION_ID) {
            return Err(StoreError::failed(
                doing(path),
                "it is a database of another program",
                "name another file with --db; this one was not touched",
            ));
        }
        let known = usize::try_from(self.version)
            .ok()
            .filter(|version| *version <= migrate::newest());
        known.ok_or_else(|| {
            StoreError::failed(
                doing(path),
                format!(
                    "a newer downbeat wrote it (schema {}; this one knows up to {})",
                    self.version,
                    migrate::newest()
                ),
                "install the newer downbeat; the file was not touched",
            )
        })
    }
}

/// Reads what a file says it is, as if nobody could change it.
///
/// Somebody may: while another program brings its log over into the file, as the last one to close it does, the file
/// looks torn to whoever takes no lock. A moment later it is whole, and the log may be gone already.
pub(in crate::store) fn sealed_header(path: &Path) -> rusqlite::Result<Header> {
    let look = || sealed(path).and_then(|connection| header(&connection));
    let torn = |error: &rusqlite::Error| error.sqlite_error_code() == Some(ErrorCode::DatabaseCorrupt);
    for _ in 0..LOOKS {
        match look() {
            Err(error) if torn(&error) && !sibling(path, "-wal").exists() => thread::sleep(PAUSE),
            seen => return seen,
        }
    }
    look()
}

/// Opens a file as if nobody could change it: nothing is locked and no file is made beside it. What stands only in its
/// log is not seen. Reading it through anything but SQLite would drop the locks that other connections of this process
/// hold on it.
pub(in crate::store) fn sealed(path: &Path) -> rusqlite::Result<Connection> {
    Connection::open_with_flags(
        uri(path),
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )
}

/// The path as SQLite's URI, every byte that could mean something else written out.
fn uri(path: &Path) -> String {
    use std::fmt::Write as _;
    let mut uri = String::from(if path.is_relative() { "file:./" } else { "file://" });
    for byte in bytes(path) {
        if byte.is_ascii_alphanumeric() || b"/-_.~".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            // Writing to a string can't fail.
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri.push_str("?immutable=1");
    uri
}

#[cfg(unix)]
fn bytes(path: &Path) -> Vec<u8> {
    std::os::unix::ffi::OsStrExt::as_bytes(path.as_os_str()).to_vec()
}

#[cfg(not(unix))]
fn bytes(path: &Path) -> Vec<u8> {
    let path = path.to_string_lossy().replace('\\', "/");
    // A drive letter follows the slash of an absolute path.
    let slash = if path.contains(':') { "/" } else { "" };
    format!("{slash}{path}").into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_never_taken_for_a_part_of_the_uri() {
        assert_eq!(
            uri(Path::new("/a b/c?d#e%")),
            "file:///a%20b/c%3Fd%23e%25?immutable=1"
        );
        assert_eq!(uri(Path::new("downbeat.db")), "file:./downbeat.db?immutable=1");
    }
}
