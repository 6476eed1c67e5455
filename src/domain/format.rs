//! The formats in which a report can be written.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

/// What a report is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Markdown, to paste into a mail.
    Markdown,
    /// One HTML file that prints on A4.
    Html,
    /// One row a hand-off.
    Csv,
    /// Everything.
    Json,
}

impl Format {
    /// Every format, in the order in which they are offered.
    pub const ALL: &'static [Self] = &[Self::Markdown, Self::Html, Self::Csv, Self::Json];

    /// The word that names it, which is also the ending of its files.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Markdown => "md",
            Self::Html => "html",
            Self::Csv => "csv",
            Self::Json => "json",
        }
    }

    /// The format a file's name asks for by its ending.
    #[must_use]
    pub fn of_file(path: &std::path::Path) -> Option<Self> {
        path.extension()?.to_str()?.parse().ok()
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A word that names no format.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("cannot write the report as {0:?}: the formats are md, html, csv and json")]
pub struct UnknownFormat(String);

impl FromStr for Format {
    type Err = UnknownFormat;

    /// Reads `md` or `markdown`, `html` or `htm`, `csv`, `json`, in any case.
    fn from_str(word: &str) -> Result<Self, UnknownFormat> {
        match word.trim().to_ascii_lowercase().as_str() {
            "md" | "markdown" => Ok(Self::Markdown),
            "html" | "htm" => Ok(Self::Html),
            "csv" => Ok(Self::Csv),
            "json" => Ok(Self::Json),
            _ => Err(UnknownFormat(word.trim().to_owned())),
        }
    }
}
