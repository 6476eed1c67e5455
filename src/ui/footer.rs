//! The two lines at the bottom: the keys that work now, and what just happened with how to undo it.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::canvas::Canvas;
use super::hints::{self, Hint};
use super::text;
use crate::app::State;
use crate::app::state::StatusKind;
use crate::keys::Intent;

/// In a window narrower than this only a problem takes the line of keys: other news would always cover it.
const ROOMY: u16 = 60;

/// Draws the line of keys: as many whole hints as fit, the most useful ones, each in its place; the last one, which leads
/// to all others, always.
pub fn draw_keys(canvas: &mut Canvas<'_>, area: Rect, state: &State) {
    if area.is_empty() {
        return;
    }
    let theme = canvas.theme;
    let hints = hints::now(state);
    let Some((last, first)) = hints.split_last() else {
        return;
    };
    let end = area.right().saturating_sub(1);
    let last_width = hint_width(last);
    let mut at = area.x + 1;
    if !state.pending.is_empty() {
        let pending: String = state.pending.iter().map(|key| key.short(false)).collect();
        at = canvas.column(at, area.y, end.saturating_sub(at), &pending, theme.accent) + 3;
    }
    let mut room = end.saturating_sub(at).saturating_sub(last_width);
    let mut shown: Vec<&Hint> = first
        .iter()
        .take_while(|hint| {
            let left = room.checked_sub(hint_width(hint) + 3);
            room = left.unwrap_or(0);
            left.is_some()
        })
        .collect();
    shown.sort_by_key(|hint| hint.place);
    let roomy = shown.len() == first.len();
    for hint in shown {
        let after = draw_hint(canvas, at, area.y, end, hint);
        let steady = at + u16::try_from(hint.width).unwrap_or(0);
        let spare = steady.saturating_sub(after);
        let widened = roomy && spare <= room;
        room -= if widened { spare } else { 0 };
        at = if widened { after + spare } else { after } + 3;
    }
    draw_hint(canvas, at, area.y, end, last);
}

fn hint_width(hint: &Hint) -> u16 {
    let width = text::width(&hint.keys) + 1 + text::width(&hint.words);
    u16::try_from(width).unwrap_or(u16::MAX / 4)
}

fn draw_hint(canvas: &mut Canvas<'_>, x: u16, y: u16, end: u16, hint: &Hint) -> u16 {
    let theme = canvas.theme;
    let room = end.saturating_sub(x);
    let parts: [(&str, Style); 3] = [
        (&hint.keys, theme.strong),
        (" ", theme.plain),
        (&hint.words, theme.quiet),
    ];
    canvas.parts(x, y, room, parts)
}

/// Draws the status line: what happened on the left, what undo would take back on the right. What happened comes
/// first; undo has what is left of the line.
pub fn draw_status(canvas: &mut Canvas<'_>, area: Rect, keys: Rect, state: &State) {
    if area.is_empty() {
        return;
    }
    let theme = canvas.theme;
    let end = area.right().saturating_sub(1);
    let mut start = area.x + 1;
    if state.quitting {
        canvas.column(
            start,
            area.y,
            end.saturating_sub(start),
            "Saving, then leaving",
            theme.flight,
        );
        return;
    }
    let Some(status) = &state.status else {
        return;
    };
    let style = match status.kind {
        StatusKind::Info | StatusKind::Standing => theme.plain,
        StatusKind::Done => theme.strong,
        StatusKind::Problem => theme.late,
    };
    let needed = match status.kind {
        StatusKind::Problem => true,
        StatusKind::Info | StatusKind::Done => area.width >= ROOMY,
        // It has been read: the line of keys is worth more.
        StatusKind::Standing => false,
    };
    if needed && text::width(&status.text) + 2 > usize::from(area.width) {
        draw_long(canvas, keys, area, &status.text, style);
        return;
    }
    let undo = undo_words(state, status.undo.as_deref(), &status.text);
    start = canvas.column(start, area.y, end.saturating_sub(start), &status.text, style);
    let left = end.saturating_sub(start.saturating_add(3));
    if left >= 8 {
        canvas.right(end, area.y, left, &undo, theme.quiet);
    }
}

/// What is too long for its line takes the line of keys too: it must be read to its end.
fn draw_long(canvas: &mut Canvas<'_>, keys: Rect, status: Rect, words: &str, style: Style) {
    let both = if keys.is_empty() {
        status
    } else {
        keys.union(status)
    };
    let room = both.width.saturating_sub(2);
    canvas.clear(both);
    let lines = text::wrap(
        words,
        usize::from(room),
        usize::from(both.height),
        canvas.theme.glyphs.cut,
    );
    for (line, y) in lines.iter().zip(both.top()..both.bottom()) {
        canvas.put(both.x + 1, y, room, line, style);
    }
}

/// `u undo: #128 handed to Maria`; short when the status says the same.
fn undo_words(state: &State, undo: Option<&str>, said: &str) -> String {
    let Some(words) = undo else {
        return String::new();
    };
    let mut keys = state.keymap.keys_for(state.view_mode(), Intent::Undo);
    let Some(key) = keys.next().map(|keys| keys.short(false)) else {
        return String::new();
    };
    if words.is_empty() || said.contains(words) {
        format!("{key} undo")
    } else {
        format!("{key} undo: {words}")
    }
}
