//! Questions that one key answers: the choices with their keys.

use ratatui::style::Style;

use super::sheet::{Line, Sheet};
use crate::app::State;
use crate::app::overlay::{Ask, Snooze};
use crate::keys::Intent;
use crate::ui::text;
use crate::ui::theme::Theme;
use crate::ui::when;

/// Cells for the key of a choice.
const KEY: usize = 6;

/// A question with its answers.
#[must_use]
pub fn ask<'a>(theme: &Theme, state: &State, ask: &'a Ask) -> Sheet<'a> {
    Sheet {
        title: ask.title.clone(),
        lines: choices(theme, state, &ask.choices, ask.at),
        ..Sheet::default()
    }
}

/// Choices, each with its key and its words.
#[must_use]
pub fn choices<'a>(theme: &Theme, state: &State, choices: &[Intent], at: usize) -> Vec<Line<'a>> {
    let line = |(number, intent): (usize, &Intent)| {
        Line::parts([
            key(theme, state, *intent),
            (intent.words().to_owned(), weight(theme, number == at)),
        ])
        .choice(number, number == at)
    };
    choices.iter().enumerate().map(line).collect()
}

/// The key of a choice, in a column.
fn key(theme: &Theme, state: &State, intent: Intent) -> (String, Style) {
    let key = state.key_of(intent).unwrap_or_default();
    (text::padded(&key, KEY, ""), theme.accent)
}

const fn weight(theme: &Theme, selected: bool) -> Style {
    if selected { theme.strong } else { theme.plain }
}

/// Until when to snooze: choices with the moments they stand for, and free text.
#[must_use]
pub fn snooze<'a>(theme: &Theme, state: &State, snooze: &'a Snooze) -> Sheet<'a> {
    let typing = snooze.input.is_some();
    let mut lines: Vec<Line<'a>> = Vec::new();
    for (number, (intent, until)) in snooze.choices.iter().enumerate() {
        let selected = !typing && number == snooze.at;
        let words = text::padded(intent.label(), 24, "");
        let until = when::ahead(*until, state);
        let style = if typing {
            theme.quiet
        } else {
            weight(theme, selected)
        };
        lines.push(
            Line::parts([key(theme, state, *intent), (words, style), (until, theme.quiet)])
                .choice(number, selected),
        );
    }
    let number = snooze.choices.len();
    match &snooze.input {
        None => {
            let words = Intent::SnoozeText.words().to_owned();
            let selected = snooze.at >= number;
            lines.push(
                Line::parts([
                    key(theme, state, Intent::SnoozeText),
                    (words, weight(theme, selected)),
                ])
                .choice(number, selected),
            );
        }
        Some(input) => {
            lines.push(
                Line::words(text::padded("until", KEY, ""), theme.accent)
                    .choice(number, true)
                    .typed(input, true, "tomorrow 9am, next tue, in 3 days"),
            );
            lines.extend(super::form::understood(theme, &snooze.understood, KEY));
        }
    }
    Sheet {
        title: snooze.title.clone(),
        lines,
        least: number + 2,
        ..Sheet::default()
    }
}
