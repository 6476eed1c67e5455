//! Fields to fill in, with what is understood of each while it is typed; adding in one line; searching.

use ratatui::layout::Size;

use super::sheet::{Line, MARGIN, Sheet, around};
use crate::app::input;
use crate::app::overlay::{Add, Field, Form, Search, SearchKind, Understood};
use crate::ui::text;
use crate::ui::theme::Theme;

/// From this width on, what is understood of a field stands beside it.
const BESIDE: u16 = 60;
/// A field of several lines grows up to so many rows, then it scrolls.
const ROWS: usize = 6;
/// Cells kept free behind a row of such a field: for the cursor, and for the sign that it goes on.
const BEHIND: usize = 4;

/// What was understood of the text above, set in by so many cells.
#[must_use]
pub fn understood<'a>(theme: &Theme, understood: &Understood, indent: usize) -> Option<Line<'a>> {
    let lead = " ".repeat(indent);
    match understood {
        Understood::Plain => None,
        Understood::As(words) => Some(Line::words(
            format!("{lead}{} {words}", theme.glyphs.to),
            theme.accent,
        )),
        Understood::Not(why) => Some(Line::words(format!("{lead}? {why}"), theme.late)),
    }
}

/// A form.
#[must_use]
pub fn form<'a>(theme: &Theme, form: &'a Form, size: Size) -> Sheet<'a> {
    Sheet {
        title: form.title.clone(),
        lines: fields(theme, form, size),
        ..Sheet::default()
    }
}

/// The lines of a form: each field with its label and what is understood of it; last a line for what is wrong, kept
/// free while nothing is, so that nothing moves while it is typed.
#[must_use]
pub fn fields<'a>(theme: &Theme, form: &'a Form, size: Size) -> Vec<Line<'a>> {
    let label = label(form);
    let (room, most) = (prose_room(form, size.width), prose_rows(form, size.height));
    let mut lines = Vec::new();
    for (number, field) in form.fields.iter().enumerate() {
        let focused = number == form.focus;
        if field.reads.is_prose() {
            let rows = prose_lines(theme, field, focused, label, room, most);
            lines.extend(rows.into_iter().map(|line| line.choice(number, focused)));
        } else {
            let line = field_line(theme, field, focused, label, size.width);
            lines.push(line.choice(number, focused));
        }
    }
    let focused = form.fields.get(form.focus).map(|field| &field.understood);
    lines.push(match (&form.problem, focused) {
        (Some(problem), _) => Line::words(format!("? {problem}"), theme.late),
        (None, Some(Understood::Not(why))) => Line::words(format!("? {why}"), theme.late),
        // A narrow panel has no room for it beside the field.
        (None, Some(Understood::As(words))) if size.width < BESIDE => {
            Line::words(format!("{} {words}", theme.glyphs.to), theme.accent)
        }
        (None, Some(Understood::Plain | Understood::As(_)) | None) => Line::default(),
    });
    lines
}

/// The cells of the labels, with the gap behind them.
fn label(form: &Form) -> usize {
    let widest = form.fields.iter().map(|field| text::width(field.label)).max();
    widest.unwrap_or(0) + 2
}

/// Cells of a row of the fields that take several lines, on a panel of that width.
#[must_use]
pub fn prose_room(form: &Form, width: u16) -> usize {
    let taken = usize::from(MARGIN) + label(form) + BEHIND + 1;
    usize::from(width).saturating_sub(taken).max(1)
}

/// Rows that each field of several lines may have, so that all fields stay in sight where they can.
fn prose_rows(form: &Form, height: u16) -> usize {
    let prose = form.fields.iter().filter(|field| field.reads.is_prose()).count();
    // The rule, and the line for what is wrong.
    let others = form.fields.len() - prose + 2;
    let room = usize::from(height).saturating_sub(others);
    (room / prose.max(1)).clamp(1, ROWS)
}

/// The rows of a field of several lines that are in sight: those around the cursor, with signs where it goes on.
fn prose_lines<'a>(
    theme: &Theme,
    field: &'a Field,
    focused: bool,
    label: usize,
    room: usize,
    most: usize,
) -> Vec<Line<'a>> {
    let style = if focused { theme.strong } else { theme.quiet };
    let value = field.input.value();
    let cursor = focused.then(|| field.input.cursor());
    let rows = input::rows(value, room);
    let when_empty = if value.is_empty() {
        field.when_empty.as_str()
    } else {
        ""
    };
    let here = input::row_at(&rows, cursor.unwrap_or(0));
    let shown = around(here, rows.len(), most);
    shown
        .clone()
        .map(|at| {
            let row = rows[at].clone();
            let words = if at == shown.start { field.label } else { "" };
            let cursor = cursor.filter(|_| at == here).map(|byte| byte - row.start);
            let line =
                Line::words(text::padded(words, label, ""), style).row(&value[row], cursor, when_empty);
            if at == shown.start && at > 0 {
                line.right(theme.glyphs.above, theme.accent)
            } else if at + 1 == shown.end && shown.end < rows.len() {
                line.right(theme.glyphs.below, theme.accent)
            } else {
                line
            }
        })
        .collect()
}

fn field_line<'a>(theme: &Theme, field: &'a Field, focused: bool, label: usize, width: u16) -> Line<'a> {
    let style = if focused { theme.strong } else { theme.quiet };
    let line = Line::words(text::padded(field.label, label, ""), style).typed(
        &field.input,
        focused,
        field.when_empty.clone(),
    );
    match &field.understood {
        Understood::Plain => line,
        Understood::As(_) if width < BESIDE => line,
        Understood::As(words) => line.right(format!("{} {words}", theme.glyphs.to), theme.accent),
        Understood::Not(_) => line.right("?", theme.late),
    }
}

/// Adding an item in one line: the line, and the parts understood, each with its role. `complete` is the key that
/// writes out a known client's name.
#[must_use]
pub fn add<'a>(theme: &Theme, add: &'a Add, size: Size, complete: Option<String>) -> Sheet<'a> {
    let mut lines = vec![Line::default().typed(
        &add.input,
        true,
        "order Acme Pumps: 40 pallets to Rotterdam fri 10:00 ! @maria €48200",
    )];
    let label = add
        .parts
        .iter()
        .map(|(role, _)| text::width(role))
        .max()
        .unwrap_or(0)
        .max(8)
        + 2;
    // The rule, the line typed and the verdict.
    if add.parts.len() + 3 > usize::from(size.height) {
        let said: Vec<String> = add
            .parts
            .iter()
            .map(|(role, words)| format!("{role}: {words}"))
            .collect();
        let room = usize::from(size.width.saturating_sub(4));
        let wrapped = text::wrap(&said.join("; "), room, 9, theme.glyphs.cut);
        lines.extend(wrapped.into_iter().map(|words| Line::words(words, theme.plain)));
    } else {
        for (role, words) in &add.parts {
            let role = (text::padded(role, label, ""), theme.quiet);
            lines.push(Line::parts([role, (words.clone(), theme.plain)]));
        }
    }
    lines.extend(understood(theme, &add.understood, 0));
    if let (Some(name), Some(key), Some(line)) = (add.names.first(), complete, lines.first_mut()) {
        line.right.push((format!("{key} {name}"), theme.quiet));
    }
    Sheet {
        title: "Add an item".to_owned(),
        aside: "a kind, a client, what; a date, !, @owner, an amount".to_owned(),
        lines,
        // Seven parts and the verdict.
        least: 9,
    }
}

/// The search or filter line.
#[must_use]
pub fn search<'a>(theme: &Theme, search: &'a Search) -> Sheet<'a> {
    let (title, sign, hint) = match search.kind {
        SearchKind::Everything { .. } => (
            "Search everything",
            "/ ",
            "a number, a client, words; open and closed",
        ),
        SearchKind::Filter { .. } => ("Only rows with", "\\ ", "beginnings of words"),
    };
    Sheet {
        title: title.to_owned(),
        lines: vec![Line::words(sign, theme.accent).typed(&search.input, true, hint)],
        ..Sheet::default()
    }
}
