//! The mouse: a click selects a row and opens a view or a split, the wheel moves.

use super::super::action::Hit;
use super::super::effect::Effect;
use super::super::overlay::{CallStep, Overlay};
use super::super::state::State;
use super::moves::{self, Move};
use super::{accounts, events, keys, registers, views};
use crate::domain::listing::Row;
use crate::domain::register::RegisterRow;
use crate::keys::Intent;

/// Rows a notch of the wheel moves.
const NOTCH: isize = 3;

/// A click.
pub(super) fn clicked(state: &mut State, hit: Option<Hit>) -> Vec<Effect> {
    state.pending.clear();
    if state.overlay.is_some() {
        return match hit {
            Some(Hit::Line(line)) => line_clicked(state, line),
            // A click on a match keeps the matches as the list, as Enter does.
            Some(Hit::Row(item)) if matches!(state.overlay, Some(Overlay::Search(_))) => {
                let mut effects = keys::asked(state, Intent::Accept, None);
                effects.extend(moves::select::<Row>(state, item));
                effects
            }
            Some(Hit::Record(record)) if matches!(state.overlay, Some(Overlay::Search(_))) => {
                let mut effects = keys::asked(state, Intent::Accept, None);
                effects.extend(moves::select::<RegisterRow>(state, record));
                effects
            }
            Some(
                Hit::View(_)
                | Hit::Split(_)
                | Hit::RegisterSplit(_)
                | Hit::Record(_)
                | Hit::Row(_)
                | Hit::Owner(_)
                | Hit::List
                | Hit::Detail
                | Hit::Week
                | Hit::Overlay,
            )
            | None => Vec::new(),
        };
    }
    match hit {
        Some(Hit::View(view)) => views::go(state, view),
        Some(Hit::Split(kind)) => views::show_split(state, kind),
        Some(Hit::RegisterSplit(split)) => registers::show_split(state, split),
        Some(Hit::Record(record)) if state.register().is_some_and(|list| list.selected == Some(record)) => {
            views::open(state)
        }
        Some(Hit::Record(record)) => moves::select::<RegisterRow>(state, record),
        Some(Hit::Row(item)) if state.list().is_some_and(|list| list.selected == Some(item)) => {
            views::open(state)
        }
        Some(Hit::Row(item)) => moves::select::<Row>(state, item),
        Some(Hit::Owner(owner)) if state.owner_selected == Some(owner) => views::open(state),
        Some(Hit::Owner(owner)) => {
            state.owner_selected = Some(owner);
            Vec::new()
        }
        Some(Hit::Detail) if !state.detail.open => views::open(state),
        Some(Hit::Detail | Hit::List | Hit::Week | Hit::Line(_) | Hit::Overlay) | None => Vec::new(),
    }
}

/// A click on a line of what lies on top: a choice is taken, a field is typed into, a match is picked.
fn line_clicked(state: &mut State, line: usize) -> Vec<Effect> {
    let mut chosen = None;
    match &mut state.overlay {
        Some(Overlay::Ask(ask)) => chosen = ask.choices.get(line).copied(),
        Some(Overlay::Snooze(snooze)) if snooze.input.is_none() => {
            chosen = snooze.choices.get(line).map(|(intent, _)| *intent);
            if line == snooze.choices.len() {
                chosen = Some(Intent::SnoozeText);
            }
        }
        Some(Overlay::Picker(picker)) if line < picker.found.len() => {
            picker.at = line;
            chosen = Some(Intent::Accept);
        }
        Some(Overlay::Dial(dial)) if line < dial.numbers.len() => {
            dial.at = line;
            chosen = Some(Intent::Accept);
        }
        Some(Overlay::Next(next)) => match &mut next.picking {
            Some(at) if line < next.up.people.len() => {
                *at = line;
                chosen = Some(Intent::Accept);
            }
            Some(_) => {}
            None => chosen = next.choices.get(line).copied(),
        },
        Some(Overlay::Palette(palette)) if line < palette.found.len() => {
            palette.at = line;
            chosen = Some(Intent::Accept);
        }
        Some(Overlay::Client(overlay)) => {
            chosen = accounts::clicked(overlay, line).then_some(Intent::Accept);
        }
        Some(Overlay::Events(shown)) => {
            chosen = events::clicked(shown, line).then_some(Intent::Accept);
        }
        Some(Overlay::Form(form)) if line < form.fields.len() => form.focus = line,
        Some(Overlay::Call(call)) => match &mut call.step {
            CallStep::Who { names, at, .. } if line < names.len() => {
                *at = Some(line);
                chosen = Some(Intent::Accept);
            }
            CallStep::Outcome { choices, .. } => chosen = choices.get(line).copied(),
            CallStep::Rest { form, .. } if line < form.fields.len() => form.focus = line,
            CallStep::Who { .. } | CallStep::Rest { .. } => {}
        },
        Some(Overlay::Welcome(welcome)) => match &mut welcome.form {
            Some(form) if line < form.fields.len() => form.focus = line,
            Some(_) => {}
            None => chosen = welcome.choices.get(line).copied(),
        },
        Some(
            Overlay::Picker(_)
            | Overlay::Palette(_)
            | Overlay::Form(_)
            | Overlay::Snooze(_)
            | Overlay::Dial(_)
            | Overlay::Add(_)
            | Overlay::Search(_)
            | Overlay::Morning(_)
            | Overlay::Help(_),
        )
        | None => {}
    }
    chosen.map_or_else(Vec::new, |intent| keys::asked(state, intent, None))
}

/// The wheel.
pub(super) fn scrolled(state: &mut State, lines: i32, over: Option<Hit>) -> Vec<Effect> {
    let by = isize::try_from(lines).unwrap_or(0).saturating_mul(NOTCH);
    // Over the detail pane beside the list, the wheel scrolls the detail and leaves the selection alone.
    if state.overlay.is_none() && over == Some(Hit::Detail) {
        return moves::scroll_detail(state, Move::By(by));
    }
    moves::moved(state, Move::By(by))
}
