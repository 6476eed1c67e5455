//! A private temporary folder: for a store to try things out on, and for what is piped in. Gone when it is over.

use std::fs::{self, DirBuilder, File};
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

use super::failure::{Failure, Result};
use crate::domain::Time;
use crate::store::Store;

/// Names tried before giving up; one is taken only when an earlier command was cut off.
const TRIES: u32 = 100;

/// A folder that goes when this is dropped.
pub(super) struct Aside {
    folder: PathBuf,
}

impl Aside {
    /// Makes the folder, for this user alone.
    pub(super) fn new() -> Result<Self> {
        let goal = std::env::temp_dir();
        let name = |n| goal.join(format!("downbeat-{}-{n}", std::process::id()));
        let mut last = io::Error::from(ErrorKind::AlreadyExists);
        for folder in (0..TRIES).map(name) {
            match private().create(&folder) {
                Ok(()) => return Ok(Self { folder }),
                Err(error) if error.kind() == ErrorKind::AlreadyExists => last = error,
                Err(error) => {
                    last = error;
                    break;
                }
            }
        }
        Err(Failure::refused(format!(
            "could not make a temporary folder in {}: {last}; see to its permissions, or set TMPDIR",
            goal.display()
        )))
    }

    /// A store in it, empty.
    pub(super) fn store(&self, now: Time) -> Result<Store> {
        Ok(Store::open(&self.folder.join("preview.db"), now)?)
    }

    /// A copy in it of a store in whose place nothing can be written, to be read.
    pub(super) fn store_of(&self, path: &Path, now: Time) -> Result<Store> {
        Ok(Store::open_elsewhere(path, &self.folder.join("copy.db"), now)?)
    }

    /// A copy of all that can be read, in it, to be read from its beginning.
    pub(super) fn copy(&self, mut from: impl Read) -> io::Result<File> {
        let path = self.folder.join("input");
        io::copy(&mut from, &mut File::create(&path)?)?;
        let copy = File::open(&path)?;
        // It is read all the same, and goes even if the command is cut off. Where that can't be, it goes with the folder.
        drop(fs::remove_file(path));
        Ok(copy)
    }
}

impl Drop for Aside {
    fn drop(&mut self) {
        // What can't be removed is left to the system: it is a temporary folder.
        drop(fs::remove_dir_all(&self.folder));
    }
}

/// Folders that only their user can enter.
fn private() -> DirBuilder {
    #[cfg_attr(not(unix), expect(unused_mut, reason = "only Unix sets a mode"))]
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_left_behind() {
        let aside = Aside::new().unwrap();
        let folder = aside.folder.clone();
        drop(aside.store("2026-11-23T06:42:00Z".parse().unwrap()).unwrap());
        assert!(folder.join("preview.db").exists());
        let mut copied = String::new();
        let mut copy = aside.copy(&b"Id,Subject"[..]).unwrap();
        copy.read_to_string(&mut copied).unwrap();
        assert_eq!(copied, "Id,Subject");
        drop(aside);
        assert!(!folder.exists());
    }
}
