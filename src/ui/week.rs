//! The week: the sentence that sums it up, its figures, tables by owner and by kind, first chair, and how to export.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::canvas::Canvas;
use super::detail::scroll_marks;
use super::page::Page;
use super::text;
use super::theme::Theme;
use super::when;
use super::words::count;
use crate::app::State;
use crate::domain::week::{HandOffLine, WeekReport, sentence};

/// Lines wider than this are hard to read.
const READABLE: u16 = 100;

/// Draws the week.
pub fn draw(canvas: &mut Canvas<'_>, whole: Rect, state: &State) {
    let area = Rect {
        x: whole.x + whole.width.min(2),
        width: whole.width.saturating_sub(4).min(READABLE),
        ..whole
    };
    if area.is_empty() {
        return;
    }
    let theme = canvas.theme;
    let scroll = state.week.scroll.first;
    let mut page = Page::new(theme, area, scroll);
    match state.week.report.as_deref() {
        Some(report) => write(&mut page, theme, report, state),
        None => page.line([("Adding up the week", theme.quiet)]),
    }
    let (above, below) = page.draw(canvas, area, scroll);
    // Beside the page, not over the last figure of a line.
    let marks = Rect {
        width: (area.width + 2).min(whole.right().saturating_sub(area.x)),
        ..area
    };
    scroll_marks(canvas, marks, above, below);
}

fn write(page: &mut Page<'_>, theme: &Theme, report: &WeekReport, state: &State) {
    page.text(&sentence(report), theme.strong, 6);
    page.gap();
    figures(page, theme, report);
    page.gap();
    first_chair(page, theme, report);
    owners(page, theme, report);
    kinds(page, theme, report);
    calls(page, theme, report);
    clients(page, theme, report);
    hand_offs(page, theme, report, state);
    next_week(page, theme, report, state);
    who_played(page, theme, report);
}

/// Totals, in columns.
fn figures(page: &mut Page<'_>, theme: &Theme, report: &WeekReport) {
    let t = &report.totals;
    let all = [
        ("handed off", t.handed_off),
        ("acknowledged", t.acknowledged),
        ("done", t.done),
        ("client told", t.client_told),
        ("finished", t.finished),
        ("came back", t.came_back),
        ("still open", t.still_open),
        ("overdue", t.overdue),
        ("untold", t.untold),
        ("arrived", t.arrived),
        ("nudges", t.nudges),
        ("dismissed", t.dismissed),
    ];
    let columns = (page.width() / 24).clamp(1, 4);
    for row in all.chunks(columns) {
        let parts = row.iter().flat_map(|(name, number)| {
            let style = if *name == "overdue" && *number > 0 {
                theme.late
            } else {
                theme.strong
            };
            [
                (format!("{:>6} ", count(*number)), style),
                (text::padded(name, 17, ""), theme.plain),
            ]
        });
        page.line(parts);
    }
    page.gap();
    let lead = "Conducted  ";
    page.hanging(lead, &report.conducted_words(), theme.strong, 3);
    if let Some((part, whole)) = report.conducted() {
        let indent = text::width(lead);
        let cells = page.width().saturating_sub(indent).min(40);
        let bar = bar(theme, part, whole, u64::try_from(cells).unwrap_or(0));
        page.line([(format!("{}{bar}", " ".repeat(indent)), theme.accent)]);
    }
}

/// A share as a bar of so many cells.
fn bar(theme: &Theme, part: u64, whole: u64, cells: u64) -> String {
    let filled = part
        .saturating_mul(cells)
        .checked_div(whole)
        .unwrap_or(0)
        .min(cells);
    let filled = usize::try_from(filled).unwrap_or(0);
    let rest = usize::try_from(cells).unwrap_or(0) - filled;
    format!(
        "{}{}",
        theme.glyphs.block.repeat(filled),
        theme.glyphs.dot.repeat(rest)
    )
}

fn first_chair(page: &mut Page<'_>, theme: &Theme, report: &WeekReport) {
    if report.reasons.is_empty() {
        return;
    }
    let table = Table::new(page, &["items", "hours", "open"], &[0, 1, 2]);
    table.heading(page, theme, "First chair");
    for line in &report.reasons {
        let mut hours = format!("{}:{:02}", line.minutes / 60, line.minutes % 60);
        if line.unknown > 0 {
            hours.push('+');
        }
        let figures = [count(line.count), hours, count(line.open)];
        table.row(page, theme, line.reason.words(), &figures, None);
    }
    if report.reasons.iter().any(|line| line.unknown > 0) {
        page.line([("  + and some whose minutes are unknown", theme.quiet)]);
    }
    page.gap();
}

fn owners(page: &mut Page<'_>, theme: &Theme, report: &WeekReport) {
    if report.owners.is_empty() {
        return;
    }
    let headings = ["handed", "ack.", "done", "back", "to done", "open", "late"];
    let late = headings.len() - 1;
    let table = Table::new(page, &headings, &[0, 2, late, 5, 4, 3, 1]);
    table.heading(page, theme, "By owner");
    for line in &report.owners {
        let median = line
            .median_seconds_to_done
            .map_or_else(|| "-".to_owned(), when::seconds);
        let figures = [
            count(line.handed),
            count(line.acknowledged),
            count(line.done),
            count(line.returned),
            median,
            count(line.open),
            count(line.overdue),
        ];
        let late = Some(late).filter(|_| line.overdue > 0);
        table.row(page, theme, &line.name, &figures, late);
    }
    page.gap();
}

fn kinds(page: &mut Page<'_>, theme: &Theme, report: &WeekReport) {
    let headings = ["came in", "handed", "done", "finished", "mine"];
    let table = Table::new(page, &headings, &[0, 1, 3, 4, 2]);
    table.heading(page, theme, "By kind");
    for line in &report.kinds {
        let figures = [
            line.arrived,
            line.handed,
            line.done,
            line.finished,
            line.first_chair,
        ]
        .map(count);
        table.row(page, theme, line.kind.words(), &figures, None);
    }
    page.gap();
}

fn calls(page: &mut Page<'_>, theme: &Theme, report: &WeekReport) {
    let (reached, all) = report.reached();
    if all == 0 {
        return;
    }
    let calls = if all == 1 { "call" } else { "calls" };
    page.line([
        ("Calls  ".to_owned(), theme.quiet),
        (
            format!("{all} {calls}, {reached} reached the client"),
            theme.plain,
        ),
    ]);
    page.gap();
}

/// Promises, outcomes, checks, asks and deals, each in short.
fn clients(page: &mut Page<'_>, theme: &Theme, report: &WeekReport) {
    if report.is_empty() {
        return;
    }
    for (name, words) in report.clients.lines() {
        page.led((&text::padded(name, 10, ""), theme.quiet), &words, theme.plain, 3);
    }
    page.gap();
}

/// What the log answers about first chair. The exported week has the rows behind it.
fn who_played(page: &mut Page<'_>, theme: &Theme, report: &WeekReport) {
    page.gap();
    page.line([("Who played?", theme.strong)]);
    for said in report.played.said() {
        if page.is_full() {
            return;
        }
        page.text(said.question, theme.quiet, 2);
        for line in said.lines {
            page.hanging("  ", &line.words, theme.plain, 3);
        }
    }
}

/// Every hand-off, for as far as the page is shown.
fn hand_offs(page: &mut Page<'_>, theme: &Theme, report: &WeekReport, state: &State) {
    if report.hand_offs.is_empty() {
        return;
    }
    page.line([("Hand-offs", theme.quiet)]);
    for line in &report.hand_offs {
        if page.is_full() {
            return;
        }
        let lead = format!("  {} ", text::padded(&line.item.to_string(), 6, ""));
        page.hanging(&lead, &hand_off(line, state), theme.plain, 2);
    }
    page.gap();
}

fn hand_off(line: &HandOffLine, state: &State) -> String {
    let given = when::moment(line.given_at, state);
    let end = match (line.finished_at, line.ended_at) {
        (Some(_), _) => "client told".to_owned(),
        (None, Some(at)) => format!("{} {}", line.stage.as_str(), when::moment(at, state)),
        (None, None) => format!(
            "{}, due {}",
            line.stage.as_str(),
            when::moment(line.owner_due, state)
        ),
    };
    let over = if line.carried_over { ", carried over" } else { "" };
    format!(
        "{}: {}. To {} {given}, {end}{over}",
        line.client, line.subject, line.owner_name
    )
}

fn next_week(page: &mut Page<'_>, theme: &Theme, report: &WeekReport, state: &State) {
    if report.next_week.is_empty() {
        return;
    }
    page.line([("Next week's clocks", theme.quiet)]);
    for line in &report.next_week {
        if page.is_full() {
            return;
        }
        let at = when::moment(line.at, state);
        let whose = match &line.whose {
            crate::domain::week::Whose::Client => "client".to_owned(),
            crate::domain::week::Whose::Owner(name) => name.clone(),
        };
        let what = format!("{} {}: {}", line.item, line.client, line.subject);
        let (at, whose) = (
            text::padded(&at, 12, ""),
            text::padded(&whose, 10, theme.glyphs.cut),
        );
        if page.width() < NARROW {
            page.line([(format!("  {at} {whose}"), theme.quiet)]);
            page.hanging("    ", &what, theme.plain, 1);
        } else {
            page.hanging(&format!("  {at} {whose} "), &what, theme.plain, 1);
        }
    }
}

/// A page narrower than this has no room for a clock and what it is about in one line.
const NARROW: usize = 60;

/// Cells of a figure in a table with room for all, and of the names beside it.
const CELL: usize = 9;
const NAME: usize = 24;
/// A table in which names would have less than this shows its figures closer, and the least of them not at all.
const LEAST_NAME: usize = 18;

/// A table: the figures that there is room for, beside names that can be read.
struct Table<'h> {
    name: usize,
    /// Of each figure shown: where it stands among all, its heading, its cells.
    figures: Vec<(usize, &'h str, usize)>,
}

impl<'h> Table<'h> {
    /// The table for a page. `ranked` are the places of its figures, the one that is left out last first.
    fn new(page: &Page<'_>, headings: &[&'h str], ranked: &[usize]) -> Self {
        let close = page.width() < headings.len() * CELL + LEAST_NAME;
        let cells = |heading: &str| {
            if close { text::width(heading) + 2 } else { CELL }
        };
        let mut left = page.width().saturating_sub(LEAST_NAME);
        let mut fitting = Vec::new();
        for &place in ranked {
            let wanted = headings.get(place).map_or(0, |heading| cells(heading));
            if wanted > left {
                break;
            }
            left -= wanted;
            fitting.push(place);
        }
        let figures = headings
            .iter()
            .enumerate()
            .filter(|(place, _)| fitting.contains(place))
            .map(|(place, &heading)| (place, heading, cells(heading)));
        Self {
            name: (left + LEAST_NAME).min(NAME).min(page.width()),
            figures: figures.collect(),
        }
    }

    /// The table's name and the headings of its figures.
    fn heading(&self, page: &mut Page<'_>, theme: &Theme, name: &str) {
        let mut words = text::padded(name, self.name, theme.glyphs.cut);
        let headings = self.figures.iter();
        words.extend(headings.map(|(_, heading, cells)| format!("{heading:>cells$}")));
        page.line([(words, theme.quiet)]);
    }

    /// A row, with the place of the figure that is late.
    fn row(&self, page: &mut Page<'_>, theme: &Theme, name: &str, figures: &[String], late: Option<usize>) {
        let name = text::padded(name, self.name.saturating_sub(2), theme.glyphs.cut);
        let mut parts: Vec<(String, Style)> = vec![(format!("  {name}"), theme.plain)];
        for &(place, _, cells) in &self.figures {
            let style = if late == Some(place) {
                theme.late
            } else {
                theme.plain
            };
            let figure = figures.get(place).map_or("", String::as_str);
            parts.push((format!("{figure:>cells$}"), style));
        }
        page.line(parts);
    }
}
