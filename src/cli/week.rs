//! `downbeat week`: the weekly delegation summary.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use super::desk::Desk;
use super::failure::{Failure, Result};
use super::out;
use crate::domain::week::Week;
use crate::report::{self, Format};

/// The weekly delegation summary.
#[derive(Debug, Args)]
pub(super) struct WeekReport {
    /// The week: 2026-W47, 47, this or last
    #[arg(long, short, value_name = "WEEK", default_value = "this")]
    week: String,
    /// md, html, csv or json; else what the file's name ends with, else md
    #[arg(long, short, value_name = "FORMAT")]
    format: Option<Format>,
    /// Write it to a file, whole or not at all
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl WeekReport {
    pub(super) fn run(self, desk: &mut Desk) -> Result {
        let week = Week::parse(&self.week, desk.now, desk.calendar())?;
        let format = self
            .format
            .or_else(|| self.output.as_deref().and_then(Format::of_file))
            .unwrap_or(Format::Markdown);
        let figures = desk.reading()?.week(week, desk.settings(), desk.now, None)?;
        let calendar = desk.calendar().clone();
        match self.output.filter(|path| path.as_os_str() != "-") {
            None => Ok(report::render(&figures, format, &calendar, desk.out.writer())?),
            Some(path) => {
                let mut filling = |out: &mut dyn Write| report::render(&figures, format, &calendar, out);
                (desk.world.write_whole)(&path, &mut filling)
                    .map_err(|error| Failure::refused(format!("{error:#}; name another file with -o")))?;
                out::say(&format!("{week} written to {}", path.display()));
                Ok(())
            }
        }
    }
}
