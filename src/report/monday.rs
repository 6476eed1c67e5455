//! The Monday sheet: figures first, then Markdown, HTML, CSV and JSON from the same figures.

use std::io;

use crate::domain::format::Format;
use crate::domain::monday::MondaySheet;
use crate::domain::worktime::Calendar;

mod charts;
mod csv;
mod html;
mod json;
mod md;
mod sections;
pub mod snapshots;

/// Writes a sheet. Times are shown in the calendar's zone, except in JSON, where they are UTC. The same sheet gives the
/// same bytes. Pass a buffered writer: lines are written as they are made.
///
/// # Errors
/// When `out` can't be written to.
pub fn render(
    sheet: &MondaySheet,
    format: Format,
    calendar: &Calendar,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    match format {
        Format::Markdown => md::write(sheet, calendar, out),
        Format::Html => html::write(sheet, calendar, out),
        Format::Csv => csv::write(sheet, out),
        Format::Json => json::write(sheet, calendar, out),
    }
}

#[cfg(test)]
mod tests;
