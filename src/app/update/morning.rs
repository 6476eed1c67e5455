//! The morning in words: by itself on the first start of a day, and when it is asked for.

use super::super::effect::{Effect, Question};
use super::super::overlay::{Greeting, MorningSheet, Overlay};
use super::super::state::State;
use crate::domain::morning::Morning;
use crate::keys::Intent;

/// A frame stands: now the morning can be asked for without holding it up.
pub(super) fn drawn(state: &mut State) -> Vec<Effect> {
    if state.greeting != Some(Greeting::Due) {
        return Vec::new();
    }
    state.greeting = Some(Greeting::Asked);
    vec![Effect::Ask(Question::Morning)]
}

/// The rep has begun: what the screen showed by itself makes room.
pub(super) fn read(state: &mut State) {
    state.greeting = None;
}

/// `g m`: the morning over the view.
pub(super) fn show(state: &mut State) -> Vec<Effect> {
    state.overlay = Some(Overlay::Morning(MorningSheet::default()));
    vec![Effect::Ask(Question::Morning)]
}

/// The morning has been answered. A key may have been pressed since it was asked for.
pub(super) fn loaded(state: &mut State, morning: Box<Morning>) -> Vec<Effect> {
    if let Some(Overlay::Morning(sheet)) = &mut state.overlay {
        sheet.morning = Some(morning);
        return Vec::new();
    }
    if state.greeting != Some(Greeting::Asked) {
        return Vec::new();
    }
    state.greeting = Some(Greeting::Shown(morning));
    vec![Effect::NoteMorning]
}

/// A key on the morning over the view.
pub(super) fn asked(state: &mut State, sheet: MorningSheet, intent: Intent) -> Vec<Effect> {
    let text = sheet
        .morning
        .as_ref()
        .filter(|_| intent == Intent::CopyCard)
        .map(|morning| morning.lines(&state.settings.calendar).join("\n"));
    state.overlay = Some(Overlay::Morning(sheet));
    let what = "this morning in words".to_owned();
    text.map(|text| Effect::CopyText { text, what })
        .into_iter()
        .collect()
}
