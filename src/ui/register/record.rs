//! The page of the selected record: beside or below its register, or over the whole width.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::cell;
use crate::app::State;
use crate::domain::register::{Cell, Line};
use crate::ui::canvas::Canvas;
use crate::ui::detail::scroll_marks;
use crate::ui::layout::DetailPlace;
use crate::ui::page::Page;
use crate::ui::text;

/// Lines wider than this are hard to read.
const READABLE: u16 = 100;
/// The column of what leads a line: the longest moment said shortly, and a blank.
const LEAD: usize = 14;
/// The room of a bar or a sparkline on a page.
const MARKS: usize = 25;
/// Lines of one text, beside the list and opened.
const TEXT: [usize; 2] = [3, 60];

/// Draws the page of the selected record; until it is there, what the row knows.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect, place: DetailPlace, state: &State) {
    if area.is_empty() {
        return;
    }
    let margin = u16::from(area.width > 20 && place != DetailPlace::Right);
    let inner = Rect {
        x: area.x + margin,
        width: area.width.saturating_sub(2).max(area.width.min(1)).min(READABLE),
        ..area
    };
    let scroll = state.detail.scroll;
    let mut page = Page::new(canvas.theme, inner, scroll);
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
    }
}

fn draw_line(page: &mut Page<'_>, line: &Line, state: &State) {
    let theme = page.theme;
    match line {
        Line::Gap => page.gap(),
        Line::Heading(words) => page.text(words, theme.quiet, 1),
        Line::Text { lead, words, tone } => {
            let most = TEXT[usize::from(state.detail.open)];
            let style = cell::style(theme, *tone);
            page.hanging(&led(page, lead.as_ref(), state), words, style, most);
        }
        Line::Cells { lead, cells } => {
            let before = led(page, lead.as_ref(), state);
            let mut parts = vec![(before, theme.quiet)];
            for one in cells {
                let (words, style) = cell::said(theme, one, MARKS, state);
                if words.is_empty() {
                    continue;
                }
                if parts.len() > 1 {
                    parts.push(("  ".to_owned(), Style::new()));
                }
                parts.push((words.into_owned(), style));
            }
            page.line(parts);
        }
    }
}

/// What leads a line, in its column.
fn led(page: &Page<'_>, lead: Option<&Cell>, state: &State) -> String {
    lead.map_or_else(String::new, |lead| {
        let (words, _) = cell::said(page.theme, lead, LEAD - 1, state);
        text::padded(&words, LEAD.min(page.width() / 2), "")
    })
}
