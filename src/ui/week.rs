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
pub fn draw(canvas: &mut Canvas<'_>, area: Rect, state: &State) {
    let area = Rect {
        x: area.x + area.width.min(2),
        width: area.width.saturating_sub(4).min(READABLE),
        ..area
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
    scroll_marks(canvas, area, above, below);
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
    hand_offs(page, theme, report, state);
    next_week(page, theme, report, state);
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
    page.line([
        ("Conducted  ".to_owned(), theme.quiet),
        (report.conducted_words(), theme.strong),
    ]);
    if let Some((part, whole)) = report.conducted() {
        page.line([(
            format!("           {}", bar(theme, part, whole, 40)),
            theme.accent,
        )]);
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
    heading(page, theme, "First chair", &["items", "hours", "open"]);
    for line in &report.reasons {
        let mut hours = format!("{}:{:02}", line.minutes / 60, line.minutes % 60);
        if line.unknown > 0 {
            hours.push('+');
        }
        row(
            page,
            theme,
            line.reason.words(),
            &[count(line.count), hours, count(line.open)],
            0,
        );
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
    heading(
        page,
        theme,
        "By owner",
        &["handed", "ack.", "done", "back", "to done", "open", "late"],
    );
    for line in &report.owners {
        let median = line
            .median_seconds_to_done
            .map_or_else(|| "-".to_owned(), when::seconds);
        let cells = [
            count(line.handed),
            count(line.acknowledged),
            count(line.done),
            count(line.returned),
            median,
            count(line.open),
            count(line.overdue),
        ];
        row(page, theme, &line.name, &cells, usize::from(line.overdue > 0));
    }
    page.gap();
}

fn kinds(page: &mut Page<'_>, theme: &Theme, report: &WeekReport) {
    heading(
        page,
        theme,
        "By kind",
        &["came in", "handed", "done", "finished", "mine"],
    );
    for line in &report.kinds {
        let cells = [
            line.arrived,
            line.handed,
            line.done,
            line.finished,
            line.first_chair,
        ]
        .map(count);
        row(page, theme, line.kind.words(), &cells, 0);
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
        let lead = format!(
            "  {} {} ",
            text::padded(&at, 12, ""),
            text::padded(&whose, 10, theme.glyphs.cut)
        );
        page.hanging(
            &lead,
            &format!("{} {}: {}", line.item, line.client, line.subject),
            theme.plain,
            1,
        );
    }
}

/// Cells of a figure in a table.
const CELL: usize = 9;

/// The name column of a table.
fn name_cells(page: &Page<'_>, figures: usize) -> usize {
    page.width().saturating_sub(figures * CELL).clamp(10, 24)
}

/// A table's name and the headings of its figures.
fn heading(page: &mut Page<'_>, theme: &Theme, name: &str, figures: &[&str]) {
    let mut words = text::padded(name, name_cells(page, figures.len()), theme.glyphs.cut);
    words.extend(figures.iter().map(|figure| format!("{figure:>CELL$}")));
    page.line([(words, theme.quiet)]);
}

/// A row of a table; so many of its last figures are late.
fn row(page: &mut Page<'_>, theme: &Theme, name: &str, figures: &[String], late: usize) {
    let name = format!(
        "  {}",
        text::padded(
            name,
            name_cells(page, figures.len()).saturating_sub(2),
            theme.glyphs.cut
        )
    );
    let mut parts: Vec<(String, Style)> = vec![(name, theme.plain)];
    for (index, figure) in figures.iter().enumerate() {
        let style = if index + late >= figures.len() && late > 0 {
            theme.late
        } else {
            theme.plain
        };
        parts.push((format!("{figure:>CELL$}"), style));
    }
    page.line(parts);
}
