//! Fields to fill in, with what is understood of each while it is typed; adding in one line; searching.

use ratatui::layout::Size;

use super::sheet::{Line, Sheet};
use crate::app::overlay::{Add, Field, Form, Search, SearchKind, Understood};
use crate::ui::text;
use crate::ui::theme::Theme;

/// From this width on, what is understood of a field stands beside it.
const BESIDE: u16 = 60;

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
    let label = form
        .fields
        .iter()
        .map(|field| text::width(field.label))
        .max()
        .unwrap_or(0)
        + 2;
    let mut lines = Vec::new();
    for (number, field) in form.fields.iter().enumerate() {
        let focused = number == form.focus;
        let line = field_line(theme, field, focused, label, size.width);
        lines.push(line.choice(number, focused));
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
