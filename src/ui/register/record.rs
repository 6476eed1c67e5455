//! The page of the selected record: beside or below its register, or over the whole width.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::cell;
use crate::app::State;
use crate::domain::register::{self as domain, Cell, Line};
use crate::keys::Intent;
use crate::ui::canvas::Canvas;
use crate::ui::detail::scroll_marks;
use crate::ui::layout::DetailPlace;
use crate::ui::page::Page;
use crate::ui::text;

/// Lines wider than this are hard to read.
const READABLE: u16 = 100;
/// The column of what leads a line: the longest moment said shortly, and a blank.
const LEAD: usize = 14;
/// The same on a narrow page.
const NARROW: usize = 12;
/// The room of a bar or a sparkline on a page: both and their lead fit the narrowest detail.
const MARKS: usize = 15;
/// Between two cells of a line.
const GAP: &str = "  ";
/// Lines of one text on an open page.
const OPEN_TEXT: usize = 60;
/// Lines of one text elsewhere.
const SUMMED_UP: usize = 3;
/// Lines of a page beside its register: the rest is a key away, and little is written as the selection moves.
const BESIDE: u16 = 10;
/// A page as wide as this gives what is led by a moment or a name one line, and a narrower one two.
const WIDE: usize = 50;

/// Draws the page of the selected record; until it is there, what the row knows.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect, place: DetailPlace, state: &State) {
    if area.is_empty() {
        return;
    }
    let margin = u16::from(area.width > 20 && place != DetailPlace::Right);
    let beside = place == DetailPlace::Right && !state.detail.open;
    let height = if beside {
        area.height.min(BESIDE)
    } else {
        area.height
    };
    let inner = Rect {
        x: area.x + margin,
        width: area.width.saturating_sub(2).max(area.width.min(1)).min(READABLE),
        height,
        ..area
    };
    let scroll = state.detail.scroll.first;
    let mut page = if state.detail.open {
        Page::new(canvas.theme, inner, scroll)
    } else {
        Page::cut(canvas.theme, inner, scroll)
    };
    match (state.page_of_selected(), state.record_row()) {
        (Some(record), _) => {
            for line in &record.lines {
                if page.is_full() {
                    break;
                }
                draw_line(&mut page, line, state);
            }
        }
        (None, Some(row)) => page.text(&row.client, canvas.theme.strong, 1),
        (None, None) => {}
    }
    let (above, below) = page.draw(canvas, inner, scroll);
    // Beside or below the list, what is cut off waits for the page to be opened.
    if state.detail.open || scroll > 0 {
        scroll_marks(canvas, area, above, below);
    } else if (below || page.is_full())
        && inner.bottom() < area.bottom()
        && let Some(key) = state.key_of(Intent::Open)
    {
        let quiet = canvas.theme.quiet;
        canvas.column(
            inner.x,
            inner.bottom(),
            inner.width,
            &format!("{key} shows all"),
            quiet,
        );
    }
}

/// How many lines what sums a split up takes at a width.
pub(super) fn summary_lines(summary: &domain::Page, width: u16) -> usize {
    let room = usize::from(summary_area(Rect::new(0, 0, width, 1)).width);
    let lines = summary.lines.iter().map(|line| match line {
        Line::Text {
            lead: None, words, ..
        } => text::wrap(words, room, SUMMED_UP, "").len(),
        Line::Text { lead: Some(_), .. } | Line::Gap | Line::Heading(_) | Line::Cells { .. } => 1,
    });
    lines.sum()
}

const fn summary_area(area: Rect) -> Rect {
    Rect {
        x: area.x + 1,
        width: area.width.saturating_sub(2),
        ..area
    }
}

/// Draws what sums a split up, as far as there are lines.
pub(super) fn draw_summary(canvas: &mut Canvas<'_>, area: Rect, state: &State) {
    let Some(summary) = state.summary().filter(|_| !area.is_empty()) else {
        return;
    };
    let inner = summary_area(area);
    let mut page = Page::cut(canvas.theme, inner, 0);
    for line in &summary.lines {
        draw_line(&mut page, line, state);
    }
    page.draw(canvas, inner, 0);
}

fn draw_line(page: &mut Page<'_>, line: &Line, state: &State) {
    let theme = page.theme;
    match line {
        Line::Gap => page.gap(),
        Line::Heading(words) => page.text(words, theme.quiet, 1),
        Line::Text { lead, words, tone } => {
            let most = match lead {
                _ if state.detail.open => OPEN_TEXT,
                None => SUMMED_UP,
                Some(_) if page.width() >= WIDE => 1,
                Some(_) => 2,
            };
            let style = cell::style(theme, *tone);
            let (lead, lead_style) = led(page, lead.as_ref(), state);
            page.led((&lead, lead_style), words, style, most);
        }
        Line::Cells { lead, cells } => {
            let (lead, lead_style) = led(page, lead.as_ref(), state);
            let mut left = page.width().saturating_sub(text::width(&lead));
            let mut parts = vec![(lead, lead_style)];
            for one in cells {
                let gap = if parts.len() > 1 { GAP } else { "" };
                let room = left.saturating_sub(gap.len());
                let (words, style) = cell::said(theme, one, MARKS.min(room), state);
                if !words.is_empty() {
                    left = room.saturating_sub(text::width(&words));
                    parts.extend([(gap.to_owned(), theme.plain), (words.into_owned(), style)]);
                }
            }
            page.line(parts);
        }
    }
}

/// What leads a line, in its column.
fn led(page: &Page<'_>, lead: Option<&Cell>, state: &State) -> (String, Style) {
    lead.map_or_else(
        || (String::new(), page.theme.plain),
        |lead| {
            let (words, style) = cell::said(page.theme, lead, LEAD - 1, state);
            (
                text::padded(&words, LEAD.min((page.width() / 3).max(NARROW)), ""),
                style,
            )
        },
    )
}
