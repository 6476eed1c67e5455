//! Forms: what Enter makes of them.

use super::super::effect::Effect;
use super::super::fields;
use super::super::overlay::form::EditedRow;
use super::super::overlay::{Field, Form, FormFor, Overlay, Reads, Understood};
use super::super::state::State;
use super::{accounts, asks, client, deals, diary, orchestra, outcomes, promises, say, writes};
use crate::domain::Time;
use crate::domain::clean;
use crate::domain::command::{Answer, Command, ItemEdit, Listened, Recipient};
use crate::domain::ids::ItemNo;

/// Reads every field anew.
pub(super) fn understand_all(state: &State, form: &mut Form) {
    for at in 0..form.fields.len() {
        understand(state, form, at);
    }
}

/// Reads one field anew. A seat on an owner's card may be somebody else's.
pub(super) fn understand(state: &State, form: &mut Form, at: usize) {
    let own = match &form.wanted {
        FormFor::Owner(Some(owner)) => Some(owner.number),
        FormFor::Owner(None)
        | FormFor::Note(_)
        | FormFor::Tell(_)
        | FormFor::Acknowledge(_)
        | FormFor::FinishMinutes { .. }
        | FormFor::Edit(_)
        | FormFor::Account(_)
        | FormFor::Listen(_)
        | FormFor::Promise(_)
        | FormFor::Outcome(_)
        | FormFor::Deal(_)
        | FormFor::Ask(_)
        | FormFor::Away(_)
        | FormFor::CallWho
        | FormFor::CallRest => None,
    };
    let Some(field) = form.fields.get_mut(at) else {
        return;
    };
    field.understood = fields::understand(state, field.reads, field.input.value());
    if let Some(name) = field.meant() {
        field.understood = Understood::As(name.to_owned());
    }
    if field.reads == Reads::Seat
        && let Ok(seat) = fields::seat(field.text())
        && let Some(holder) = fields::holder_of(state, seat).filter(|holder| Some(holder.number) != own)
    {
        field.understood = Understood::Not(format!("seat {seat} is {}'s: take another one", holder.name));
    }
    promises::understand_approver(state, form);
    outcomes::understand(state, form);
    asks::understand(state, form);
}

/// Reads every field anew, and goes to the first that cannot be saved, with the reason.
pub(super) fn check(state: &State, form: &mut Form) -> bool {
    understand_all(state, form);
    let wrong = form
        .fields
        .iter()
        .enumerate()
        .find_map(|(at, field)| match &field.understood {
            Understood::Not(words) => Some((at, words.clone())),
            Understood::Plain | Understood::As(_) => {
                (field.reads.is_needed() && field.text().is_empty()).then(|| (at, missing(field)))
            }
        });
    form.problem = wrong.as_ref().map(|(_, words)| words.clone());
    if let Some((at, _)) = wrong {
        form.focus = at;
    }
    form.problem.is_none()
}

/// What is missing, and what belongs there where the field says so. A day shows the one that stands, which is no advice.
fn missing(field: &Field) -> String {
    if field.when_empty.is_empty() || field.reads == Reads::NeededDay {
        format!("the {} is missing", field.label)
    } else {
        format!("{} is missing: {}", field.label, field.when_empty)
    }
}

/// A date field that has been checked; empty is `None`.
pub(super) fn date(state: &State, form: &Form, label: &str) -> Option<Time> {
    fields::date(state, form.text(label)).ok()
}

/// A text field, cleaned to one line.
pub(super) fn line(form: &Form, label: &str, longest: usize) -> String {
    clean::line(form.text(label), longest)
}

/// A field of several lines, cleaned.
pub(super) fn prose(form: &Form, label: &str) -> String {
    clean::block(form.text(label), clean::NOTE)
}

/// Enter in a form. `hand_off` is what Enter in *listen* adds to saving.
pub(super) fn accepted(state: &mut State, mut form: Form, hand_off: bool) -> Vec<Effect> {
    if !check(state, &mut form) {
        state.overlay = Some(Overlay::Form(form));
        return Vec::new();
    }
    match form.wanted.clone() {
        FormFor::Note(items) => {
            let text = prose(&form, "note");
            writes::send(state, Command::Note { items, text })
        }
        FormFor::Tell(items) => {
            let words = prose(&form, "told");
            let next = date(state, &form, "hears next");
            writes::send(state, Command::Tell { items, words, next })
        }
        FormFor::Acknowledge(items) => {
            let by = date(state, &form, "by when");
            let words = prose(&form, "words");
            let answer = Answer::Acknowledged { by };
            writes::send(state, Command::Answer { items, answer, words })
        }
        FormFor::FinishMinutes { items, reason } => {
            let minutes = fields::minutes(form.text("minutes")).ok();
            client::end(state, items, true, reason, minutes)
        }
        FormFor::Edit(before) => edited(state, &form, &before),
        FormFor::Owner(card) => orchestra::saved(state, form, card),
        FormFor::Account(wanted) => accounts::saved(state, &form, wanted),
        FormFor::Listen(item) => heard(state, &form, item, hand_off),
        FormFor::Promise(wanted) => promises::accepted(state, form, wanted),
        FormFor::Outcome(wanted) => outcomes::accepted(state, &form, wanted),
        FormFor::Deal(wanted) => deals::accepted(state, form, wanted),
        FormFor::Ask(wanted) => asks::accepted(state, form, wanted),
        FormFor::Away(items) => diary::away(state, &form, items),
        // These two live inside the call overlay, which answers for them.
        FormFor::CallWho | FormFor::CallRest => Vec::new(),
    }
}

/// Saves what was changed of a row, and only that.
fn edited(state: &mut State, form: &Form, before: &EditedRow) -> Vec<Effect> {
    let client = line(form, "client", clean::NAME);
    let subject = line(form, "subject", clean::SUBJECT);
    let value = form.text("value");
    if client.is_empty() {
        let mut form = form.clone();
        form.focus = 0;
        form.problem = Some("the client is missing".to_owned());
        state.overlay = Some(Overlay::Form(form));
        return Vec::new();
    }
    let value_changed = value != before.value;
    let edit = ItemEdit {
        kind: fields::one_kind(form.text("kind"))
            .ok()
            .filter(|kind| *kind != before.kind),
        account: (client != before.client).then_some(client),
        subject: (subject != before.subject).then_some(subject),
        value: value_changed.then(|| fields::money(state, value).ok()),
        client_due: date(state, form, "client hears").filter(|due| Some(*due) != before.client_due),
        urgent: None,
    };
    if edit == ItemEdit::default() {
        return say(state, "nothing was changed");
    }
    let item = before.item;
    writes::send(state, Command::Edit { item, edit })
}

/// What was heard on a support call; the mood comes next.
fn heard(state: &mut State, form: &Form, item: ItemNo, hand_off: bool) -> Vec<Effect> {
    let with_owner = state
        .list()
        .and_then(|list| list.row(item))
        .is_some_and(|row| row.with.is_some());
    let heard = Listened {
        words: prose(form, "their words"),
        mood: None,
        said: prose(form, "told"),
        next: date(state, form, "hears next"),
        // A row that somebody has stays with that owner.
        then: (hand_off && !with_owner).then_some(Recipient::Shown),
    };
    client::ask_mood(state, item, heard)
}
