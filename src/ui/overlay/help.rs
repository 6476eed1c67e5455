//! Help: every key of the screen, under headings, in as many columns as fit.

use ratatui::layout::Rect;

use crate::app::overlay::{Help, HelpLine};
use crate::ui::canvas::Canvas;
use crate::ui::detail::scroll_marks;
use crate::ui::text;

/// Cells that the keys of a line take at most.
const KEYS: usize = 16;

/// Draws help over an area, with its title on a rule.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect, help: &Help) {
    if area.is_empty() {
        return;
    }
    let theme = canvas.theme;
    canvas.clear(area);
    canvas.rule(area.x, area.y, area.width, theme.glyphs.rule, theme.quiet);
    let title = format!(" Keys of {} ", help.title);
    canvas.put(
        area.x + 1,
        area.y,
        area.width.saturating_sub(1),
        &title,
        theme.accent,
    );
    let body = Rect::new(area.x, area.y + 1, area.width, area.height - 1);
    if body.is_empty() {
        return;
    }
    let (keys_room, line_room) = rooms(help);
    let columns = (body.width / line_room).max(1);
    let height = usize::from(body.height);
    // The last lines fill the columns: none is left empty by scrolling.
    let shown = height * usize::from(columns);
    let scroll = help.scroll.min(help.lines.len().saturating_sub(shown));
    canvas.first_line = scroll;
    let mut rest = help.lines.get(scroll..).unwrap_or_default();
    for column in 0..columns {
        let (here, after) = rest.split_at(rest.len().min(height));
        let width = body.width / columns;
        let place = Rect {
            x: body.x + column * width,
            width,
            ..body
        };
        for (line, y) in here.iter().zip(place.top()..place.bottom()) {
            draw_line(canvas, place, y, keys_room, line);
        }
        rest = after;
    }
    if scroll > 0 || !rest.is_empty() {
        scroll_marks(canvas, body, scroll > 0, !rest.is_empty());
    }
}

/// The cells that keys and whole lines take, so that no line is cut where it can be helped.
fn rooms(help: &Help) -> (u16, u16) {
    let (mut keys_room, mut words_room) = (1, 20);
    for line in &help.lines {
        if let HelpLine::Keys { keys, words } = line {
            keys_room = keys_room.max(text::width(keys).min(KEYS));
            words_room = words_room.max(text::width(words));
        }
    }
    let cells = |room: usize| u16::try_from(room).unwrap_or(u16::MAX);
    (cells(keys_room), cells(keys_room + words_room + 7))
}

fn draw_line(canvas: &mut Canvas<'_>, place: Rect, y: u16, keys_room: u16, line: &HelpLine) {
    let theme = canvas.theme;
    let room = place.width.saturating_sub(2);
    match line {
        HelpLine::Heading(words) => {
            canvas.column(place.x + 1, y, room, words, theme.quiet);
        }
        HelpLine::Keys { keys, words } => {
            let keys_room = keys_room.min(room / 2);
            canvas.column(place.x + 2, y, keys_room, keys, theme.strong);
            let at = place.x + 4 + keys_room;
            canvas.column(at, y, place.right().saturating_sub(at + 1), words, theme.plain);
        }
    }
}
