//! Questions that one key answers: the choices with their keys.

use ratatui::layout::Size;
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
        lines: choices(theme, state, &ask.choices, |intent| ask.words(intent)),
        ..Sheet::default()
    }
}

/// Choices, each with its key and its words.
#[must_use]
pub fn choices<'a>(
    theme: &Theme,
    state: &State,
    choices: &[Intent],
    words: impl Fn(Intent) -> &'static str,
) -> Vec<Line<'a>> {
    let line = |(number, intent): (usize, &Intent)| {
        let words = (words(*intent).to_owned(), theme.plain);
        Line::parts([key(theme, state, *intent), words]).choice(number, false)
    };
    choices.iter().enumerate().map(line).collect()
}

/// The key of a choice, in a column.
fn key(theme: &Theme, state: &State, intent: Intent) -> (String, Style) {
    let key = state.key_of(intent).unwrap_or_default();
    (text::padded(&key, KEY, ""), theme.accent)
}

/// Until when to snooze: choices with the moments they stand for, and free text.
#[must_use]
pub fn snooze<'a>(theme: &Theme, state: &State, snooze: &'a Snooze, size: Size) -> Sheet<'a> {
    let typing = snooze.input.is_some();
    let mut lines: Vec<Line<'a>> = Vec::new();
    for (number, (intent, until)) in snooze.choices.iter().enumerate() {
        let words = text::padded(intent.label(), 22, "");
        let until = if size.width < 60 {
            when::clock(*until, state).0
        } else {
            when::moment(*until, state)
        };
        let style = if typing { theme.quiet } else { theme.plain };
        let parts = [key(theme, state, *intent), (words, style), (until, theme.quiet)];
        lines.push(Line::parts(parts).choice(number, false));
    }
    let number = snooze.choices.len();
    match &snooze.input {
        None => {
            let words = (Intent::SnoozeText.words().to_owned(), theme.plain);
            lines.push(Line::parts([key(theme, state, Intent::SnoozeText), words]).choice(number, false));
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
