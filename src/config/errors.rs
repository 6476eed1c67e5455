//! What is wrong with a config: file, line, key, what was found and what was expected, for every fault at once.

use std::fmt;
use std::path::{Path, PathBuf};

use thiserror::Error;

/// One fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigError {
    /// The line, from 1.
    pub line: usize,
    /// The dotted key: `rules[2].kind`. Empty where the text itself cannot be read.
    pub key: String,
    /// What was found.
    pub found: String,
    /// What was expected instead.
    pub expected: String,
}

/// Everything that is wrong with a config. There is no config then, not half of one.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub struct ConfigErrors {
    /// The file.
    pub file: PathBuf,
    /// The faults, in the order of the file; at least one.
    pub errors: Vec<ConfigError>,
}

impl ConfigErrors {
    /// One fault as a line: file, line and key, what was found and what was expected.
    #[must_use]
    pub fn line(file: &Path, error: &ConfigError) -> String {
        let key = if error.key.is_empty() {
            String::new()
        } else {
            format!("{}: ", error.key)
        };
        format!(
            "{}:{}: {key}{}; expected {}",
            file.display(),
            error.line,
            error.found,
            error.expected
        )
    }
}

impl fmt::Display for ConfigErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "the config cannot be used, so nothing was started:")?;
        for error in &self.errors {
            writeln!(f, "  {}", Self::line(&self.file, error))?;
        }
        write!(
            f,
            "Correct it, see whether all is well with `downbeat config check`, and start again."
        )
    }
}
