//! The sheet as one HTML file: nothing is fetched, nothing runs, it prints on A4 and reads without colour.

use std::io;

use askama::Template;

use super::sections::{Holds, Section, sections};
use crate::domain::monday::MondaySheet;
use crate::domain::worktime::Calendar;

/// The page. Every text in it is escaped by the template; the charts escape theirs.
#[derive(Template)]
#[template(path = "monday.html", config = "assets/templates/askama.toml")]
struct Page {
    title: String,
    sentence: String,
    as_of: String,
    sections: Vec<Section>,
}

/// Writes the sheet.
///
/// # Errors
/// When `out` can't be written to.
pub(super) fn write(sheet: &MondaySheet, calendar: &Calendar, out: &mut dyn io::Write) -> io::Result<()> {
    let page = Page {
        title: sheet.title(),
        sentence: sheet.sentence(),
        as_of: sheet.as_of(calendar),
        sections: sections(sheet, calendar),
    };
    page.write_into(out)?;
    out.write_all(b"\n")
}
