//! Fields to fill in, with what is understood of each while it is typed; adding in one line; searching.

use ratatui::layout::Size;
use ratatui::style::Style;

use super::sheet::{Line, MARGIN, Sheet, around, words_room};
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
/// In a panel narrower than this a label would leave no room beside it: what is typed has a line of its own.
const NARROW: u16 = 34;
/// Lines that a verdict takes at most.
const VERDICT: usize = 3;

/// The lines of a form.
pub struct Fields<'a> {
    /// Its fields.
    pub lines: Vec<Line<'a>>,
    /// What is wrong or understood, or else worth knowing; room for it is kept free.
    pub verdict: Vec<Line<'a>>,
    /// How many lines of it must not be missed.
    pub said: usize,
}

/// What is understood of a text, or why it is not, set in by so many cells; broken at words where it is long.
#[must_use]
pub fn understood<'a>(theme: &Theme, understood: &Understood, indent: usize, size: Size) -> Vec<Line<'a>> {
    let (words, style) = match understood {
        Understood::Plain => return Vec::new(),
        Understood::As(words) => (format!("{} {words}", theme.glyphs.to), theme.accent),
        Understood::Not(why) => (format!("? {why}"), theme.late),
    };
    broken(theme, &words, style, indent, size)
}

/// Words in as many lines as they take, but in a low panel no more than fit beside the one that is typed into.
fn broken<'a>(theme: &Theme, words: &str, style: Style, indent: usize, size: Size) -> Vec<Line<'a>> {
    let lead = " ".repeat(indent);
    let room = words_room(size.width).saturating_sub(indent);
    let most = usize::from(size.height).saturating_sub(2).clamp(1, VERDICT);
    text::wrap(words, room, most, theme.glyphs.cut)
        .into_iter()
        .map(|line| Line::words(format!("{lead}{line}"), style))
        .collect()
}

/// A form.
#[must_use]
pub fn form<'a>(theme: &Theme, form: &'a Form, size: Size) -> Sheet<'a> {
    let Fields {
        mut lines,
        verdict,
        said,
    } = fields(theme, form, size, None);
    lines.extend(verdict);
    Sheet {
        title: form.title.clone(),
        lines,
        verdict: said,
        ..Sheet::default()
    }
}

/// The lines of a form: each field with its label and what is understood of it; then what is wrong, else `otherwise`,
/// with room kept free for it, so that little moves while it is typed.
#[must_use]
pub fn fields<'a>(theme: &Theme, form: &'a Form, size: Size, otherwise: Option<String>) -> Fields<'a> {
    let label = label(form, size.width);
    let (room, most) = (prose_room(form, size.width), prose_rows(form, size.height));
    let mut lines = Vec::new();
    for (number, field) in form.fields.iter().enumerate() {
        let focused = number == form.focus;
        if size.width < NARROW {
            lines.extend(narrow_lines(theme, field, number, focused, (room, most)));
        } else if field.reads.is_prose() {
            let rows = prose_lines(theme, field, focused, label, room, most);
            lines.extend(rows.into_iter().map(|line| line.choice(number, focused)));
        } else {
            let line = field_line(theme, field, focused, label, size.width);
            lines.push(line.choice(number, focused));
        }
    }
    let focused = form.fields.get(form.focus).map(|field| &field.understood);
    let not = |why: &str| understood(theme, &Understood::Not(why.to_owned()), 0, size);
    let mut verdict = match (&form.problem, focused) {
        (Some(problem), _) => not(problem),
        (None, Some(Understood::Not(why))) => not(why),
        // A narrow panel has no room for it beside the field.
        (None, Some(known @ Understood::As(_))) if size.width < BESIDE => understood(theme, known, 0, size),
        (None, Some(Understood::Plain | Understood::As(_)) | None) => Vec::new(),
    };
    let says = !verdict.is_empty();
    if let Some(words) = otherwise.filter(|_| !says) {
        verdict = broken(theme, &words, theme.quiet, 0, size);
    }
    let kept = if size.width < BESIDE { 2 } else { 1 };
    while verdict.len() < kept {
        verdict.push(Line::default());
    }
    Fields {
        lines,
        said: if says { verdict.len() } else { 0 },
        verdict,
    }
}

/// A field in a narrow panel: its label above it while it is typed into, else beside it.
fn narrow_lines<'a>(
    theme: &Theme,
    field: &'a Field,
    number: usize,
    focused: bool,
    (room, most): (usize, usize),
) -> Vec<Line<'a>> {
    let label = format!("{}: ", field.label);
    if !focused {
        // Of several lines the first.
        let first = field.input.value().lines().next().unwrap_or_default();
        let line = Line::words(label, theme.quiet).row(first, None, field.when_empty.clone());
        return vec![line.choice(number, false)];
    }
    let typed = if field.reads.is_prose() {
        prose_lines(theme, field, true, 0, room, most)
    } else {
        vec![Line::default().typed(&field.input, true, field.when_empty.clone())]
    };
    let label = Line::words(field.label, theme.strong).choice(number, false);
    let typed = typed.into_iter().map(|line| line.choice(number, true));
    std::iter::once(label).chain(typed).collect()
}

/// The cells of the labels, with the gap behind them; none in a narrow panel, where they stand above.
fn label(form: &Form, width: u16) -> usize {
    if width < NARROW {
        return 0;
    }
    let widest = form.fields.iter().map(|field| text::width(field.label)).max();
    widest.unwrap_or(0) + 2
}

/// Cells of a row of the fields that take several lines, on a panel of that width.
#[must_use]
pub fn prose_room(form: &Form, width: u16) -> usize {
    let taken = usize::from(MARGIN) + label(form, width) + BEHIND + 1;
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
            let words = if at == shown.start && label > 0 {
                field.label
            } else {
                ""
            };
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
    let verdict = understood(theme, &add.understood, 0, size);
    let count = verdict.len();
    lines.extend(verdict);
    if let (Some(name), Some(key), Some(line)) = (add.names.first(), complete, lines.first_mut()) {
        line.right.push((format!("{key} {name}"), theme.quiet));
    }
    Sheet {
        title: "Add an item".to_owned(),
        aside: "a kind, a client, what; a date, !, @owner, an amount".to_owned(),
        lines,
        // Seven parts and the verdict.
        least: 9,
        verdict: count,
        scroll: None,
    }
}

/// The search or filter line.
#[must_use]
pub fn search<'a>(theme: &Theme, search: &'a Search, register: bool) -> Sheet<'a> {
    let (title, sign, hint) = match search.kind {
        SearchKind::Everything { .. } => (
            "Search everything",
            "/ ",
            "a number, a client, words; open and closed",
        ),
        SearchKind::Filter { .. } if register => ("Only rows with", "/ ", "a name, or any words of the row"),
        SearchKind::Filter { .. } => ("Only rows with", "\\ ", "beginnings of words"),
    };
    Sheet {
        title: title.to_owned(),
        lines: vec![Line::words(sign, theme.accent).typed(&search.input, true, hint)],
        ..Sheet::default()
    }
}
