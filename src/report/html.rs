//! The week as one HTML file: nothing is fetched, nothing runs, it prints on A4 and reads without colour.

use std::io;

use askama::Template;

use crate::domain::week::{WeekReport, sentence};
use crate::domain::worktime::Calendar;

use super::pictures::{Picture, pictures};
use super::wording::{
    ReasonSum, Section, Wording, amounts, before, capital, hours, latest, median, minutes, moved, named, way,
    whose,
};

/// The page. Every text in it is escaped by the template.
#[derive(Template)]
#[template(path = "week.html", config = "assets/templates/askama.toml")]
struct Page<'a> {
    report: &'a WeekReport,
    wording: Wording<'a>,
    sentence: String,
    sum: Option<ReasonSum>,
    sections: [Section<'a>; 2],
    pictures: Vec<Picture>,
}

/// Writes the report.
///
/// # Errors
/// When `out` can't be written to.
pub fn write(report: &WeekReport, calendar: &Calendar, out: &mut dyn io::Write) -> io::Result<()> {
    let wording = Wording { report, calendar };
    let (sum, sections) = (wording.reasons_total(), wording.sections());
    let page = Page {
        report,
        wording,
        sentence: sentence(report),
        sum,
        sections,
        pictures: pictures(report),
    };
    page.write_into(out)?;
    out.write_all(b"\n")
}
