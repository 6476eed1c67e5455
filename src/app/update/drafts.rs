//! What has been typed and is not saved yet: one key does not drop it, and a write that fails gives it back.

use super::super::effect::Ticket;
use super::super::overlay::{Ask, AskFor, CallStep, Field, Form, Overlay, PickFor};
use super::super::state::State;
use super::say;
use crate::domain::command::Listened;
use crate::keys::Intent;

/// Whether something was typed on it that would be missed.
fn holds_text(overlay: &Overlay) -> bool {
    let heard = |heard: &Listened| !heard.words.is_empty() || !heard.said.is_empty();
    match overlay {
        Overlay::Form(form) => typed(form),
        Overlay::Call(call) => match &call.step {
            CallStep::Rest { form, .. } => typed(form),
            CallStep::Who { .. } | CallStep::Outcome { .. } => false,
        },
        Overlay::Add(add) => add.is_changed(),
        Overlay::Welcome(welcome) => welcome.form.as_ref().is_some_and(typed),
        Overlay::Ask(Ask {
            wanted: AskFor::Mood { heard: words, .. },
            ..
        }) => heard(words),
        Overlay::Picker(picker) => match &picker.wanted {
            PickFor::Listen { heard: words, .. } => heard(words),
            PickFor::HandOff(_) | PickFor::Ask { .. } => false,
        },
        Overlay::Ask(_)
        | Overlay::Client(_)
        | Overlay::Events(_)
        | Overlay::Snooze(_)
        | Overlay::Next(_)
        | Overlay::Dial(_)
        | Overlay::Search(_)
        | Overlay::Palette(_)
        | Overlay::Morning(_)
        | Overlay::Help(_) => false,
    }
}

fn typed(form: &Form) -> bool {
    form.fields.iter().any(Field::is_changed)
}

/// Whether the key that drops what was typed has to be pressed once more; says so the first time.
pub(super) fn is_kept(state: &mut State, intent: Intent, warned: Option<Intent>) -> bool {
    let would_drop = matches!(intent, Intent::Cancel | Intent::Quit);
    if !would_drop || warned == Some(intent) || !state.overlay.as_ref().is_some_and(holds_text) {
        return false;
    }
    let key = state.key_of(intent).unwrap_or_else(|| "the same key".to_owned());
    state.drop_warned = Some(intent);
    say(state, format!("{key} again drops what you typed"));
    true
}

/// A copy of what a command may be sent from, where there is something on it to lose.
pub(super) fn copy(overlay: &Overlay) -> Option<Overlay> {
    let entered = matches!(overlay, Overlay::Welcome(welcome) if !welcome.entered.is_empty());
    (entered || holds_text(overlay)).then(|| overlay.clone())
}

/// Keeps what a command was typed on until the command is safe on disk.
pub(super) fn keep_for(state: &mut State, before: u64, overlay: Option<Overlay>) {
    let latest = state.writes.latest;
    if latest != before
        && let Some(sent) = state.writes.sent.get_mut(&Ticket(latest))
    {
        sent.typed_on = overlay.map(Box::new);
    }
}
