//! Questions that one key answers: the choices with their keys.

use ratatui::layout::Size;
use ratatui::style::Style;

use super::sheet::{Line, Sheet, words_room};
use crate::app::State;
use crate::app::overlay::{Ask, Snooze};
use crate::keys::Intent;
use crate::ui::text;
use crate::ui::theme::Theme;
use crate::ui::when;

/// Cells for the key of a choice.
const KEY: usize = 6;
/// A panel narrower than this has none to spare.
const NARROW: u16 = 34;

/// A question with its answers.
#[must_use]
pub fn ask<'a>(theme: &Theme, state: &State, ask: &'a Ask, width: u16) -> Sheet<'a> {
    Sheet {
        title: ask.title.clone(),
        lines: choices(theme, state, &ask.choices, width, |intent| ask.words(intent)),
        scroll: Some(ask.scroll),
        ..Sheet::default()
    }
}

/// Choices, each with its key and its words; where these do not fit, with a shorter one.
#[must_use]
pub fn choices<'a>(
    theme: &Theme,
    state: &State,
    choices: &[Intent],
    width: u16,
    words: impl Fn(Intent) -> &'static str,
) -> Vec<Line<'a>> {
    let keys = key_cells(state, choices.iter().copied(), width);
    let room = words_room(width).saturating_sub(keys);
    let line = |(number, intent): (usize, &Intent)| {
        let words = Some(words(*intent)).filter(|words| text::width(words) <= room);
        let words = (words.unwrap_or_else(|| intent.label()).to_owned(), theme.plain);
        Line::parts([key(theme, state, *intent, keys), words]).choice(number, false)
    };
    choices.iter().enumerate().map(line).collect()
}

/// The cells for the keys of choices: the same ones everywhere, but in a narrow panel no more than they take.
fn key_cells(state: &State, choices: impl Iterator<Item = Intent>, width: u16) -> usize {
    let cells = |intent| state.key_of(intent).map_or(0, |key| text::width(&key));
    let widest = choices.map(cells).max().unwrap_or(0) + 1;
    if width < NARROW { widest } else { KEY.max(widest) }
}

/// The key of a choice, in a column.
fn key(theme: &Theme, state: &State, intent: Intent, cells: usize) -> (String, Style) {
    let key = state.key_of(intent).unwrap_or_default();
    (text::padded(&key, cells, ""), theme.accent)
}

/// Until when to snooze: choices with the moments they stand for, and free text.
#[must_use]
pub fn snooze<'a>(theme: &Theme, state: &State, snooze: &'a Snooze, size: Size) -> Sheet<'a> {
    let typing = snooze.input.is_some();
    let mut lines: Vec<Line<'a>> = Vec::new();
    let choices = snooze.choices.iter().map(|(intent, _)| *intent);
    let keys = key_cells(state, choices.chain([Intent::SnoozeText]), size.width);
    for (number, (intent, until)) in snooze.choices.iter().enumerate() {
        // The moment says as much as the words, so a narrow panel leaves these out.
        let words = if size.width < NARROW {
            String::new()
        } else {
            text::padded(intent.label(), 22, "")
        };
        let until = if size.width < 60 {
            when::clock(*until, state).0
        } else {
            when::moment(*until, state)
        };
        let style = if typing { theme.quiet } else { theme.plain };
        let parts = [
            key(theme, state, *intent, keys),
            (words, style),
            (until, theme.quiet),
        ];
        lines.push(Line::parts(parts).choice(number, false));
    }
    let number = snooze.choices.len();
    let mut verdict = 0;
    match &snooze.input {
        None => {
            let words = Some(Intent::SnoozeText.words());
            let words = words.filter(|words| text::width(words) + keys <= words_room(size.width));
            let words = words.unwrap_or_else(|| Intent::SnoozeText.label()).to_owned();
            let parts = [key(theme, state, Intent::SnoozeText, keys), (words, theme.plain)];
            lines.push(Line::parts(parts).choice(number, false));
        }
        Some(input) => {
            lines.push(
                Line::words(text::padded("until", keys.max(KEY), ""), theme.accent)
                    .choice(number, true)
                    .typed(input, true, "tomorrow 9am, next tue, in 3 days"),
            );
            let indent = if size.width < NARROW { 0 } else { keys };
            let known = super::form::understood(theme, &snooze.understood, indent, size);
            verdict = known.len();
            lines.extend(known);
        }
    }
    Sheet {
        title: snooze.title.clone(),
        lines,
        least: number + 2,
        verdict,
        scroll: snooze.input.is_none().then_some(snooze.scroll),
        ..Sheet::default()
    }
}
