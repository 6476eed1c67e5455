//! The two lines at the bottom: the keys that work now, and what just happened with how to undo it.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::canvas::Canvas;
use super::hints::{self, Hint};
use super::layout::{self, Bottom, Regions};
use super::text;
use crate::app::State;
use crate::app::state::StatusKind;
use crate::keys::Intent;

/// In a window narrower than this what was done never takes the line of keys: it would always cover it.
const ROOMY: u16 = 60;
/// Blanks between two hints.
const GAP: u16 = 3;

/// Draws both lines. What has to be read to its end takes more of them, from the bottom up.
pub fn draw(canvas: &mut Canvas<'_>, regions: &Regions, state: &State) {
    if state.pending.is_empty() {
        draw_keys(canvas, regions.keys, state);
        draw_status(canvas, regions, state);
    } else if draw_follow(canvas, regions, state) == Bottom::Keys {
        draw_status(canvas, regions, state);
    }
}

/// The line of keys: as many whole hints as fit, the most useful ones, each in its place; the last one, which leads to
/// all others, always.
fn draw_keys(canvas: &mut Canvas<'_>, area: Rect, state: &State) {
    if area.is_empty() {
        return;
    }
    let hints = hints::now(state);
    let Some((last, others)) = hints.split_last() else {
        return;
    };
    let (start, end) = (area.x + 1, area.right().saturating_sub(1));
    let last_width = hint_width(last);
    let narrow = |first: &Hint| start + hint_width(first) + GAP + last_width > end;
    if let Some(first) = others.first().filter(|first| narrow(first)) {
        // The most useful one and the last, which keeps its place at the edge; without room, its key alone.
        let at = if start + text_cells(first) + GAP + last_width > end {
            let strong = canvas.theme.strong;
            canvas.right(end, area.y, end.saturating_sub(start), &last.keys, strong)
        } else {
            let at = end - last_width;
            draw_hint(canvas, at, area.y, end, last);
            at
        };
        draw_hint(canvas, start, area.y, at.saturating_sub(1), first);
        return;
    }
    let mut at = start;
    let mut room = end.saturating_sub(at).saturating_sub(last_width);
    let mut shown: Vec<&Hint> = others
        .iter()
        .take_while(|hint| {
            let left = room.checked_sub(hint_width(hint) + 3);
            room = left.unwrap_or(0);
            left.is_some()
        })
        .collect();
    shown.sort_by_key(|hint| hint.place);
    let roomy = shown.len() == others.len();
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

/// What may follow the keys pressed so far: every key of it, in as many lines as that takes, the status line only where
/// they fit no other way. Returns the line from which on it stands.
fn draw_follow(canvas: &mut Canvas<'_>, regions: &Regions, state: &State) -> Bottom {
    let mut hints = hints::now(state);
    let pending: String = state.pending.iter().map(|key| key.short(false)).collect();
    let mut from = Bottom::Keys;
    let mut room = layout::bottom(regions, u16::MAX, from);
    let width = room.width.saturating_sub(2);
    let lead = u16::try_from(text::width(&pending)).unwrap_or(0);
    let tries = [(lead + GAP, GAP), (lead + 2, 2), (0, 2), (0, 1)];
    let fits = |hints: &[Hint], (indent, gap): (u16, u16), room: Rect| {
        follow_lines(hints, indent, gap, width).len() <= usize::from(room.height)
    };
    let fitting = tries.into_iter().find(|at| fits(&hints, *at, room));
    // Where not even that is room enough, the words are cut, as little as it takes: no key is left out.
    let (indent, gap) = fitting.unwrap_or((0, 1));
    for cells in (3..8).rev() {
        if fitting.is_some() || fits(&hints, (indent, gap), room) {
            break;
        }
        for hint in &mut hints {
            hint.words = text::fit(hint.words.trim_end(), cells, canvas.theme.glyphs.cut).into_owned();
        }
    }
    if fitting.is_none() && !fits(&hints, (indent, gap), room) {
        from = Bottom::Status;
        room = layout::bottom(regions, u16::MAX, from);
    }
    let lines = follow_lines(&hints, indent, gap, width);
    let wanted = u16::try_from(lines.len()).unwrap_or(u16::MAX);
    let area = layout::bottom(regions, wanted.min(room.height), from);
    canvas.clear(area);
    let end = area.right().saturating_sub(1);
    if lines
        .first()
        .and_then(|line| line.first())
        .is_some_and(|(at, _)| *at > 0)
    {
        let accent = canvas.theme.accent;
        canvas.put(area.x + 1, area.y, lead, &pending, accent);
    }
    for (line, y) in lines.iter().zip(area.top()..area.bottom()) {
        for (at, hint) in line {
            draw_hint(canvas, area.x + 1 + at, y, end, hint);
        }
    }
    from
}

/// Hints in lines of a width, each with the column it begins at. All lines begin at the same one.
fn follow_lines(hints: &[Hint], indent: u16, gap: u16, width: u16) -> Vec<Vec<(u16, &Hint)>> {
    let mut lines: Vec<Vec<(u16, &Hint)>> = Vec::new();
    let mut at = width;
    for hint in hints {
        let cells = text_cells(hint);
        if lines.is_empty() || at + cells > width {
            lines.push(Vec::new());
            at = indent;
        }
        if let Some(line) = lines.last_mut() {
            line.push((at, hint));
        }
        at = at.saturating_add(cells).saturating_add(gap);
    }
    lines
}

/// The cells of a hint as its words are, without what keeps it steady.
fn text_cells(hint: &Hint) -> u16 {
    let width = text::width(&hint.keys) + 1 + text::width(hint.words.trim_end());
    u16::try_from(width).unwrap_or(u16::MAX / 4)
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
fn draw_status(canvas: &mut Canvas<'_>, regions: &Regions, state: &State) {
    let area = regions.status;
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
        StatusKind::Problem | StatusKind::Failed { .. } => theme.late,
    };
    let needed = match status.kind {
        // An answer to a key, and gone with the next one.
        StatusKind::Problem | StatusKind::Failed { .. } | StatusKind::Info => true,
        StatusKind::Done => area.width >= ROOMY,
        // It has been read: the line of keys is worth more.
        StatusKind::Standing => false,
    };
    if needed && text::width(&status.text) + 2 > usize::from(area.width) {
        draw_long(canvas, regions, &status.text, style);
        return;
    }
    let undo = undo_words(state, status.undo.as_deref(), &status.text);
    start = canvas.column(start, area.y, end.saturating_sub(start), &status.text, style);
    let left = end.saturating_sub(start.saturating_add(3));
    if left >= 8 {
        canvas.right(end, area.y, left, &undo, theme.quiet);
    }
}

/// What is too long for its line takes those above it too, the keys' first: it must be read to its end.
fn draw_long(canvas: &mut Canvas<'_>, regions: &Regions, words: &str, style: Style) {
    let most = layout::bottom(regions, u16::MAX, Bottom::Status);
    let room = most.width.saturating_sub(2);
    let cut = canvas.theme.glyphs.cut;
    let lines = text::wrap(words, usize::from(room), usize::from(most.height), cut);
    let wanted = u16::try_from(lines.len()).unwrap_or(u16::MAX);
    let area = layout::bottom(regions, wanted, Bottom::Status);
    canvas.clear(area);
    for (line, y) in lines.iter().zip(area.top()..area.bottom()) {
        canvas.put(area.x + 1, y, room, line, style);
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
