//! A store to try things out on: empty, in a private temporary folder, gone when the trying is over.

use std::fs::{self, DirBuilder};
use std::io::{self, ErrorKind};
use std::path::PathBuf;

use super::failure::{Failure, Result};
use crate::domain::Time;
use crate::store::Store;

/// Names tried before giving up; one is taken only when an earlier preview was cut off.
const TRIES: u32 = 100;

/// A store that goes when this is dropped.
pub(super) struct Preview {
    folder: PathBuf,
}

impl Preview {
    /// Makes the folder, for this user alone.
    pub(super) fn new() -> Result<Self> {
        let goal = std::env::temp_dir();
        let name = |n| goal.join(format!("downbeat-preview-{}-{n}", std::process::id()));
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
            "could not make a folder for the preview in {}: {last}; see to its permissions, or set TMPDIR",
            goal.display()
        )))
    }

    /// The store in it.
    pub(super) fn store(&self, now: Time) -> Result<Store> {
        Ok(Store::open(&self.folder.join("preview.db"), now)?)
    }
}

impl Drop for Preview {
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
    fn a_preview_leaves_nothing_behind() {
        let preview = Preview::new().unwrap();
        let folder = preview.folder.clone();
        drop(preview.store("2026-11-23T06:42:00Z".parse().unwrap()).unwrap());
        assert!(folder.join("preview.db").exists());
        drop(preview);
        assert!(!folder.exists());
    }
}
