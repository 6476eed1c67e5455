//! The week as Markdown that pastes well into a mail: plain tables, no HTML, every text from outside escaped.

use std::io::{self, Write};

use crate::domain::clean;
use crate::domain::week::{HandOffLine, WeekReport, sentence};
use crate::domain::worktime::Calendar;

use super::wording::{Section, Wording, capital, hours, median, minutes, whose};

mod clients;

/// Most characters of a brief or of a call's notes in a table's cell. HTML and JSON have them whole.
const LONGEST: usize = 160;

/// Writes the report.
///
/// # Errors
/// When `out` can't be written to.
pub fn write(report: &WeekReport, calendar: &Calendar, out: &mut dyn Write) -> io::Result<()> {
    let wording = Wording { report, calendar };
    writeln!(
        out,
        "# {}\n\n{}\n\n{}",
        wording.title(),
        sentence(report),
        wording.as_of()
    )?;
    if !report.is_empty() {
        totals(&wording, out)?;
    }
    if wording.shows(report.reasons.len()) {
        first_chair(&wording, out)?;
    }
    if wording.shows(report.owners.len()) {
        owners(report, out)?;
    }
    if !report.is_empty() {
        kinds(report, out)?;
    }
    for section in wording.sections() {
        if wording.shows(section.count()) {
            hand_offs(&section, out)?;
        }
    }
    if wording.shows(report.calls.len()) {
        calls(&wording, out)?;
    }
    if !report.is_empty() {
        clients::write(&wording, out)?;
    }
    if wording.shows(report.next_week.len()) {
        next_week(&wording, out)?;
    }
    clients::who_played(&wording, out)
}

/// A heading, and the head of its table, or the words for an empty one. `>` marks a column of numbers.
fn head(out: &mut dyn Write, title: &str, count: usize, none: &str, columns: &str) -> io::Result<()> {
    if count == 0 {
        return writeln!(out, "\n## {title}\n\n{none}");
    }
    let rule: String = columns
        .split(" | ")
        .map(|column| {
            if column.starts_with('>') {
                " ---: |"
            } else {
                " --- |"
            }
        })
        .collect();
    writeln!(out, "\n## {title}\n\n| {} |\n|{rule}", columns.replace('>', ""))
}

fn totals(wording: &Wording<'_>, out: &mut dyn Write) -> io::Result<()> {
    head(out, "Figures", 1, "", "Figure | >Count")?;
    for (name, figure) in wording.totals() {
        writeln!(out, "| {name} | {figure} |")?;
    }
    Ok(())
}

fn first_chair(wording: &Wording<'_>, out: &mut dyn Write) -> io::Result<()> {
    let reasons = &wording.report.reasons;
    let columns = "Reason | >Finished | >Time | >Still yours";
    head(
        out,
        "First chair",
        reasons.len(),
        "You played nothing yourself.",
        columns,
    )?;
    for line in reasons {
        let time = hours(line.count, line.minutes, line.unknown);
        writeln!(
            out,
            "| {} | {} | {time} | {} |",
            capital(line.reason.words()),
            line.count,
            line.open
        )?;
    }
    match wording.reasons_total() {
        Some(sum) => {
            let time = hours(sum.count, sum.minutes, sum.unknown);
            writeln!(out, "| All | {} | {time} | {} |", sum.count, sum.open)
        }
        None => Ok(()),
    }
}

fn owners(report: &WeekReport, out: &mut dyn Write) -> io::Result<()> {
    let columns = "Owner | >Handed | >Acknowledged | >Done | >Returned | >Median to done | >Open | >Overdue";
    head(
        out,
        "By owner",
        report.owners.len(),
        "No owner had anything.",
        columns,
    )?;
    for line in &report.owners {
        writeln!(
            out,
            "| {} | {} | {} | {} | {} | {} | {} | {} |",
            escaped(&line.name),
            line.handed,
            line.acknowledged,
            line.done,
            line.returned,
            median(line.median_seconds_to_done),
            line.open,
            line.overdue
        )?;
    }
    Ok(())
}

fn kinds(report: &WeekReport, out: &mut dyn Write) -> io::Result<()> {
    head(
        out,
        "By kind",
        1,
        "",
        "Kind | >Arrived | >Handed off | >Done | >Finished | >First chair",
    )?;
    for line in &report.kinds {
        writeln!(
            out,
            "| {}s | {} | {} | {} | {} | {} |",
            capital(line.kind.words()),
            line.arrived,
            line.handed,
            line.done,
            line.finished,
            line.first_chair
        )?;
    }
    Ok(())
}

fn hand_offs(section: &Section<'_>, out: &mut dyn Write) -> io::Result<()> {
    let since = section.since;
    let columns =
        format!("Item | Client | Subject | Owner | {since} | Owner by | Client by | Stands | Brief");
    head(out, section.title, section.count(), section.none, &columns)?;
    for line in section.lines() {
        hand_off(&section.wording, line, out)?;
    }
    Ok(())
}

fn hand_off(wording: &Wording<'_>, line: &HandOffLine, out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "| {} {} | {} | {} | {} | {} | {} | {} | {} | {} |",
        line.item,
        line.kind.words(),
        escaped(&line.client),
        escaped(&line.subject),
        escaped(&line.owner_name),
        wording.moment(line.given_at),
        wording.moment(line.owner_due),
        wording.maybe(line.client_due),
        wording.end(line),
        escaped(&line.brief)
    )
}

fn calls(wording: &Wording<'_>, out: &mut dyn Write) -> io::Result<()> {
    let calls = &wording.report.calls;
    let columns = "When | Client | With | Outcome | >Minutes | Notes";
    head(out, "Calls", calls.len(), "No call was logged.", columns)?;
    for line in calls {
        writeln!(
            out,
            "| {} | {} | {} | {} | {} | {} |",
            wording.moment(line.at),
            escaped(&line.client),
            escaped(&line.person),
            line.outcome.words(),
            minutes(line.minutes),
            escaped(&line.notes)
        )?;
    }
    if calls.is_empty() {
        Ok(())
    } else {
        writeln!(out, "\nReached: {}.", wording.reached())
    }
}

fn next_week(wording: &Wording<'_>, out: &mut dyn Write) -> io::Result<()> {
    let lines = &wording.report.next_week;
    let columns = "When | Whose clock | Item | Client | Subject";
    head(
        out,
        "Next week's clocks",
        lines.len(),
        "No clock runs out in the week after.",
        columns,
    )?;
    for line in lines {
        writeln!(
            out,
            "| {} | {} | {} {} | {} | {} |",
            wording.moment(line.at),
            escaped(whose(line)),
            line.item,
            line.kind.words(),
            escaped(&line.client),
            escaped(&line.subject)
        )?;
    }
    Ok(())
}

/// A text as one line of plain words in a table's cell: ` / ` where a line ended, no markup, no link, no HTML, and not too long.
/// Only what would be read as markup is escaped, so that a mail stays readable where nothing renders it.
#[must_use]
pub fn escaped(text: &str) -> String {
    cut(text, LONGEST)
}

/// [`escaped`], with at most so many characters.
fn cut(text: &str, longest: usize) -> String {
    let line = clean::joined(text, " / ", longest);
    let mut escaped = String::with_capacity(line.len() + 8);
    for (at, c) in line.char_indices() {
        let markup = matches!(c, '\\' | '`' | '*' | '_' | '[' | '<' | '|' | '~');
        if markup || (c == '&' && is_entity(&line[at + 1..])) {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

/// Whether `&` and what follows it would be read as another character: `lt;`, `#60;`.
fn is_entity(rest: &str) -> bool {
    rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '#')
        .is_some_and(|end| end > 0 && rest[end..].starts_with(';'))
}
