//! The demo: a believable Monday on made-up data.

use std::path::PathBuf;

use anyhow::Result;

use super::Launch;
use crate::domain::Time;

/// How many items the demo has when no number is given.
pub const ITEMS: usize = 45;

/// A demo made in a temporary folder, which goes when this is dropped.
#[derive(Debug)]
pub struct Demo {
    folder: PathBuf,
    now: Option<Time>,
}

impl Demo {
    /// The launch of the screen on it, with the look and the keys of another.
    #[must_use]
    pub fn launch(&self, like: &Launch) -> Launch {
        Launch {
            db: self.folder.join("demo.db"),
            config: like.config.clone(),
            now: self.now,
        }
    }
}

/// Makes the demo.
///
/// # Errors
/// When the temporary folder can't be written to.
pub fn make(_items: usize, _now: Option<Time>) -> Result<Demo> {
    anyhow::bail!("no demo yet")
}
