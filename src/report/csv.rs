//! The week as CSV: one row a hand-off, for a spreadsheet. Text that a spreadsheet would take for a formula is guarded.

use std::borrow::Cow;
use std::io;

use chrono::SecondsFormat;

use crate::domain::Time;
use crate::domain::week::{HandOffLine, WeekReport};
use crate::domain::worktime::Calendar;

const HEADER: [&str; 18] = [
    "week",
    "item",
    "kind",
    "client",
    "subject",
    "owner",
    "brief",
    "given_at",
    "owner_due",
    "client_due",
    "stage",
    "ended_at",
    "finished_at",
    "nudges",
    "overdue",
    "carried_over",
    "owner_told",
    "answer",
];

/// Writes the header and one row for each hand-off. Times are ISO 8601 in the calendar's zone, with its offset.
///
/// # Errors
/// When `out` can't be written to.
pub fn write(report: &WeekReport, calendar: &Calendar, out: &mut dyn io::Write) -> io::Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(HEADER)?;
    let week = report.week.to_string();
    for line in &report.hand_offs {
        writer.write_record(
            row(line, &week, report, calendar)
                .iter()
                .map(|cell| cell.as_bytes()),
        )?;
    }
    writer.flush()
}

fn row<'a>(
    line: &'a HandOffLine,
    week: &'a str,
    report: &WeekReport,
    calendar: &Calendar,
) -> [Cow<'a, str>; HEADER.len()] {
    let time = |at: Time| Cow::Owned(calendar.local(at).to_rfc3339_opts(SecondsFormat::Secs, false));
    let maybe = |at: Option<Time>| at.map_or(Cow::Borrowed(""), time);
    let yes = |yes: bool| Cow::Borrowed(if yes { "yes" } else { "no" });
    [
        Cow::Borrowed(week),
        Cow::Owned(line.item.0.to_string()),
        Cow::Borrowed(line.kind.as_str()),
        guarded(&line.client),
        guarded(&line.subject),
        guarded(&line.owner_name),
        guarded(&line.brief),
        time(line.given_at),
        time(line.owner_due),
        maybe(line.client_due),
        Cow::Borrowed(line.stage.as_str()),
        maybe(line.ended_at),
        maybe(line.finished_at),
        Cow::Owned(line.nudges.to_string()),
        yes(line.stage.is_open() && line.owner_due <= report.as_of),
        yes(line.carried_over),
        yes(line.told),
        guarded(&line.answer),
    ]
}

/// Puts a `'` before text that a spreadsheet would take for a formula, and before text that already looks so guarded:
/// whoever takes away one `'` from what [`is_guarded`] finds has the text again.
#[must_use]
pub fn guarded(text: &str) -> Cow<'_, str> {
    if looks_like_a_formula(text.trim_start_matches('\'')) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// Whether a cell was guarded by [`guarded`].
#[must_use]
pub fn is_guarded(cell: &str) -> bool {
    cell.starts_with('\'') && looks_like_a_formula(cell.trim_start_matches('\''))
}

/// Whether a spreadsheet would run the text: `=`, `+`, `-` and `@` begin a formula, also in full width, and tabs and
/// line breaks before one are skipped by some.
fn looks_like_a_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}
