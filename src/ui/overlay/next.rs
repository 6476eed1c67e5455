//! Next!: what comes after a chase that reached nobody; and which of several numbers to dial.

use ratatui::layout::Size;

use super::sheet::{Line, Sheet, around};
use crate::app::State;
use crate::app::overlay::next::{Dial, Next};
use crate::domain::say;
use crate::keys::Intent;
use crate::ui::text;
use crate::ui::theme::Theme;

/// Cells for the key of a choice.
const KEY: usize = 6;
/// Cells for what a choice is called.
const NAME: usize = 16;
/// Cells left free on either side of the note.
const MARGIN: usize = 2;
/// People or numbers shown at once, at most.
const SHOWN: usize = 10;

/// The choices with what each leads to; or the people there to pick from.
#[must_use]
pub fn next<'a>(theme: &Theme, state: &State, next: &'a Next, size: Size) -> Sheet<'a> {
    let up = &next.up;
    if let Some(at) = next.picking {
        let shown = usize::from(size.height).saturating_sub(1).clamp(1, SHOWN);
        let lines = around(at, up.people.len(), shown)
            .filter_map(|index| Some((index, up.people.get(index)?)))
            .map(|(index, callee)| {
                let style = if index == at { theme.strong } else { theme.plain };
                Line::words(callee.introduced.clone(), style)
                    .right(callee.phones.join("  "), theme.quiet)
                    .choice(index, index == at)
            })
            .collect();
        return Sheet {
            title: format!("Whom to call at {}", up.client),
            lines,
            least: up.people.len().min(shown),
            ..Sheet::default()
        };
    }
    let tried = match up.tries {
        0 => String::new(),
        1 => "after 1 try".to_owned(),
        tries => format!("after {tries} tries"),
    };
    let lines = next.choices.iter().enumerate().map(|(number, intent)| {
        let key = state.key_of(*intent).unwrap_or_default();
        let parts = [
            (text::padded(&key, KEY, ""), theme.accent),
            (text::padded(intent.label(), NAME, ""), theme.plain),
            (leads_to(state, next, *intent), theme.quiet),
        ];
        Line::parts(parts).choice(number, false)
    });
    let mut lines: Vec<Line<'a>> = lines.collect();
    // The note is shown where there is room, so that nobody sends what they have not read.
    let room = usize::from(size.width).saturating_sub(2 * MARGIN);
    let note = text::wrap(&up.note, room, usize::MAX, theme.glyphs.cut);
    if usize::from(size.height) > lines.len() + note.len() + 2 {
        lines.push(Line::default());
        lines.extend(note.into_iter().map(|line| Line::words(line, theme.quiet)));
    }
    Sheet {
        title: format!("Next! {}", up.client),
        aside: tried,
        lines,
        least: 4,
        scroll: Some(next.scroll),
        ..Sheet::default()
    }
}

/// What a choice leads to here.
fn leads_to(state: &State, next: &Next, intent: Intent) -> String {
    let up = &next.up;
    if intent == Intent::NextPerson {
        return match up.people.as_slice() {
            [] => "nobody else is known there".to_owned(),
            [one] => one.introduced.clone(),
            [first, rest @ ..] => format!("{} and {} more", first.introduced, rest.len()),
        };
    }
    if intent == Intent::NextAccount {
        return match &up.ready {
            Some((_, name, since)) => {
                let since = say::since(*since, state.now, &state.settings.calendar);
                format!("{name}, no word since {since}")
            }
            None => "nobody has anything open".to_owned(),
        };
    }
    if intent == Intent::NextNote {
        return "the note is copied, nobody calls any more".to_owned();
    }
    "until a date; then from the first try on".to_owned()
}

/// The numbers, each with whose it is.
#[must_use]
pub fn dial<'a>(theme: &Theme, dial: &'a Dial, size: Size) -> Sheet<'a> {
    let shown = usize::from(size.height).saturating_sub(1).clamp(1, SHOWN);
    let lines = around(dial.at, dial.numbers.len(), shown)
        .filter_map(|index| Some((index, dial.numbers.get(index)?)))
        .map(|(index, number)| {
            let style = if index == dial.at {
                theme.strong
            } else {
                theme.plain
            };
            Line::words(number.whose.clone(), style)
                .right(number.shown.clone(), theme.plain)
                .choice(index, index == dial.at)
        })
        .collect();
    Sheet {
        title: format!("Dial {}", dial.client),
        lines,
        least: dial.numbers.len().min(shown),
        ..Sheet::default()
    }
}
