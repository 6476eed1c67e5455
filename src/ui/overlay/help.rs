//! Help: every key of the screen, under headings, in as many columns as can be read.

use ratatui::layout::Rect;

use crate::app::overlay::{Help, HelpLine};
use crate::ui::canvas::Canvas;
use crate::ui::detail::scroll_marks;
use crate::ui::text;
use crate::ui::theme::Theme;

/// Cells that the keys of a line take at most.
const KEYS: usize = 16;
/// Cells of a column of keys and words, at least.
const COLUMN: u16 = 56;

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
    let columns = (body.width / COLUMN).max(1);
    let width = body.width / columns;
    let keys_room = keys_room(help, width);
    let lines = lines(theme, help, keys_room, width);
    let height = usize::from(body.height);
    // The last lines fill the columns: none is left empty by scrolling.
    let shown = help.scroll.of(lines.len(), height * usize::from(columns));
    canvas.tell(shown);
    let mut rest = lines.get(shown.first..).unwrap_or_default();
    for column in 0..columns {
        let (here, after) = rest.split_at(rest.len().min(height));
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
    if shown.first > 0 || !rest.is_empty() {
        scroll_marks(canvas, body, shown.first > 0, !rest.is_empty());
    }
}

/// A line as it is shown.
enum Line<'a> {
    Heading(&'a str),
    Keys(&'a str, String),
}

/// The cells for keys in a column of a width: as many as the longest take, up to a third of it.
fn keys_room(help: &Help, width: u16) -> usize {
    let keys = help.lines.iter().filter_map(|line| match line {
        HelpLine::Keys { keys, .. } => Some(text::width(keys)),
        HelpLine::Heading(_) => None,
    });
    keys.max().unwrap_or(1).min(KEYS).min(usize::from(width) / 3)
}

/// Every line, in a column of a width. Words that are too long go on below; keys that are too long have a line of
/// their own.
fn lines<'a>(theme: &Theme, help: &'a Help, keys_room: usize, width: u16) -> Vec<Line<'a>> {
    let room = usize::from(width).saturating_sub(keys_room + 5);
    let mut all = Vec::new();
    for line in &help.lines {
        match line {
            HelpLine::Heading(words) => all.push(Line::Heading(words)),
            HelpLine::Keys { keys, words } => {
                let mut first = keys.as_str();
                if text::width(keys) > keys_room {
                    all.push(Line::Keys(keys, String::new()));
                    first = "";
                }
                for part in text::wrap(words, room, usize::MAX, theme.glyphs.cut) {
                    all.push(Line::Keys(first, part));
                    first = "";
                }
            }
        }
    }
    all
}

fn draw_line(canvas: &mut Canvas<'_>, place: Rect, y: u16, keys_room: usize, line: &Line<'_>) {
    let theme = canvas.theme;
    let end = place.right().saturating_sub(1);
    match line {
        Line::Heading(words) => {
            let x = place.x + 1;
            canvas.column(x, y, end.saturating_sub(x), words, theme.quiet);
        }
        Line::Keys(keys, words) => {
            let x = place.x + 2;
            canvas.put(x, y, end.saturating_sub(x), keys, theme.strong);
            let at = x.saturating_add(u16::try_from(keys_room + 2).unwrap_or(u16::MAX));
            canvas.put(at, y, end.saturating_sub(at), words, theme.plain);
        }
    }
}
