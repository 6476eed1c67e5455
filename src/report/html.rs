//! The week as one HTML file: nothing is fetched, nothing runs, it prints on A4 and reads without colour.

use std::io;

use askama::Template;

use crate::domain::week::{HandOffLine, WeekReport, sentence};
use crate::domain::worktime::Calendar;

use super::wording::{self, Wording, capital, hours, median, minutes, whose};

/// The page. Every text in it is escaped by the template.
#[derive(Template)]
#[template(path = "week.html", config = "assets/templates/askama.toml")]
struct Page<'a> {
    report: &'a WeekReport,
    wording: Wording<'a>,
    sentence: String,
    sum: Option<wording::ReasonSum>,
    sections: [Section<'a>; 2],
}

/// One table of hand-offs.
struct Section<'a> {
    wording: Wording<'a>,
    carried_over: bool,
    title: &'static str,
    since: &'static str,
    none: &'static str,
}

impl Section<'_> {
    fn is_empty(&self) -> bool {
        self.lines().next().is_none()
    }

    fn lines(&self) -> impl Iterator<Item = &HandOffLine> {
        self.wording.hand_offs(self.carried_over)
    }
}

/// Writes the report.
///
/// # Errors
/// When `out` can't be written to.
pub fn write(report: &WeekReport, calendar: &Calendar, out: &mut dyn io::Write) -> io::Result<()> {
    let wording = Wording { report, calendar };
    let section = |carried_over, title, since, none| Section {
        wording,
        carried_over,
        title,
        since,
        none,
    };
    let page = Page {
        report,
        wording,
        sentence: sentence(report),
        sum: wording.reasons_total(),
        sections: [
            section(false, "Hand-offs of the week", "Given", "Nothing was handed off."),
            section(
                true,
                "Carried over from earlier weeks",
                "Since",
                "Nothing was carried over.",
            ),
        ],
    };
    page.write_into(out)?;
    out.write_all(b"\n")
}
