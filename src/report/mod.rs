//! Reports: figures first, then Markdown, HTML, CSV and JSON from the same figures.

use std::io;

pub use crate::domain::format::Format;
use crate::domain::week::WeekReport;
use crate::domain::worktime::Calendar;

pub mod asks;
pub mod calls;
pub mod charts;
pub mod csv;
pub mod deals;
pub mod html;
pub mod json;
pub mod md;
pub mod monday;
pub mod morning;
pub mod outcomes;
mod pictures;
pub mod rows;
mod wording;

#[cfg(test)]
mod sample;

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
