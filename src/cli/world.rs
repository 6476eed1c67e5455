//! What the command line asks of the world, and what it asks of the screen. Only `main` knows both the command line
//! and the runtime, and passes one's questions to the other.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::config::Config;
use crate::domain::Time;

/// Writes what a file is to hold; any error ends the file.
pub type Filling<'a> = dyn FnMut(&mut dyn Write) -> io::Result<()> + 'a;

/// What the command line asks of the world.
#[derive(Debug, Clone, Copy)]
pub struct World {
    /// The time: the given one where the clock was set. In UTC.
    pub now: fn(Option<Time>) -> Time,
    /// Columns of the terminal.
    pub columns: fn() -> Option<usize>,
    /// Writes a file whole or not at all.
    pub write_whole: fn(&Path, &mut Filling<'_>) -> anyhow::Result<()>,
}

/// The screen that was asked for.
#[derive(Debug, Clone)]
pub struct Launch {
    /// The store.
    pub db: PathBuf,
    /// The resolved config.
    pub config: Config,
    /// Where the config is, or would be.
    pub config_file: PathBuf,
    /// The time to which the clock was set, if it was. In UTC.
    pub now: Option<Time>,
    /// On made-up data.
    pub demo: Option<Demo>,
}

/// The made-up data that was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Demo {
    /// How many items, where a number was given.
    pub items: Option<usize>,
    /// It stays, in the store that `--db` names; else it goes when the screen is left.
    pub stays: bool,
}
