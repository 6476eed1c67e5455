//! Reports: figures first, then Markdown, HTML, CSV and JSON from the same figures.

use std::fmt;
use std::io;
use std::str::FromStr;

use thiserror::Error;

use crate::domain::week::WeekReport;
use crate::domain::worktime::Calendar;

pub mod csv;
pub mod html;
pub mod json;
pub mod md;
pub mod rows;
mod wording;

#[cfg(test)]
mod sample;

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

/// Writes a week's report. Times are shown in the calendar's zone, except in JSON, where they are UTC. The same
/// report gives the same bytes. Pass a buffered writer: lines are written as they are made.
///
/// # Errors
/// When `out` can't be written to.
pub fn render(
    report: &WeekReport,
    format: Format,
    calendar: &Calendar,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    match format {
        Format::Markdown => md::write(report, calendar, out),
        Format::Html => html::write(report, calendar, out),
        Format::Csv => csv::write(report, calendar, out),
        Format::Json => json::write(report, calendar, out),
    }
}

#[cfg(test)]
mod tests;
