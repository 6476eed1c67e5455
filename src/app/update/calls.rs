//! Logging calls: on a row, or for anybody.

use super::super::dates;
use super::super::effect::{AccountQuery, Effect, Query};
use super::super::fields;
use super::super::overlay::{Call, CallStep, Field, Form, FormFor, Overlay, Reads};
use super::super::scroll::Scroll;
use super::super::state::State;
use super::{forms, problem, rows, writes};
use crate::domain::cadence::Chase;
use crate::domain::clean;
use crate::domain::command::{AccountRef, CallDraft, Command};
use crate::domain::ids::ItemNo;
use crate::domain::item::Kind;
use crate::domain::settings::CallOutcome;
use crate::keys::Intent;

/// The outcomes, in the order shown.
const OUTCOMES: [(Intent, CallOutcome); 6] = [
    (Intent::OutcomeConnected, CallOutcome::Connected),
    (Intent::OutcomeVoicemail, CallOutcome::Voicemail),
    (Intent::OutcomeLeftMessage, CallOutcome::LeftMessage),
    (Intent::OutcomeNoAnswer, CallOutcome::NoAnswer),
    (Intent::OutcomeBusy, CallOutcome::Busy),
    (Intent::OutcomeWrongNumber, CallOutcome::WrongNumber),
];

/// How it ended is asked.
pub(super) fn ask_outcome() -> CallStep {
    CallStep::Outcome {
        choices: OUTCOMES.iter().map(|(intent, _)| *intent).collect(),
        scroll: Scroll::default(),
    }
}

/// `c`: a call on the selected row. The timer runs from now.
pub(super) fn on_row(state: &mut State) -> Vec<Effect> {
    let items = match rows::targets(state) {
        Ok(items) => items,
        Err(words) => return problem(state, words),
    };
    let Some(row) = rows::only(state, &items) else {
        return problem(state, "a call is with one client: clear the marks first (Esc)");
    };
    let call = Call::with(
        row.client.clone(),
        row.account,
        Some(row.item),
        state.now,
        ask_outcome(),
    );
    begin(state, call)
}

/// Opens the log on a call that has begun. Which try it is, is read along with it.
pub(super) fn begin(state: &mut State, call: Call) -> Vec<Effect> {
    let asked = Query::Chase(call.client_ref(), call.item);
    state.overlay = Some(Overlay::Call(call));
    vec![Effect::Read(asked)]
}

/// How far the client's chase has come has been read.
pub(super) fn chase_known(
    state: &mut State,
    client: &AccountRef,
    item: Option<ItemNo>,
    chase: Chase,
) -> Vec<Effect> {
    if let Some(Overlay::Call(call)) = &mut state.overlay
        && call.client_ref() == *client
        && call.item == item
    {
        call.chase = chase;
    }
    Vec::new()
}

/// `C`: a call with anybody; with whom is asked first.
pub(super) fn anybody(state: &mut State) -> Vec<Effect> {
    let fields = vec![Field::new(
        "client",
        Reads::Account,
        "a known client, or a new one",
    )];
    let form = Form::new("Call with".to_owned(), fields, FormFor::CallWho);
    state.overlay = Some(Overlay::Call(Call {
        client: String::new(),
        account: None,
        item: None,
        started: state.now,
        chase: Chase::fresh(Kind::FollowUp),
        step: CallStep::Who {
            form,
            names: Vec::new(),
            at: None,
        },
    }));
    Vec::new()
}

/// A key in the call overlay.
pub(super) fn asked(state: &mut State, mut call: Call, intent: Intent) -> Vec<Effect> {
    let outcome = OUTCOMES
        .iter()
        .find(|(known, _)| *known == intent)
        .map(|(_, outcome)| *outcome);
    match (&mut call.step, outcome) {
        (CallStep::Who { form, names, at }, _) if intent == Intent::Accept => {
            let picked = at
                .and_then(|at| names.get(at))
                .map_or_else(|| form.text("client"), String::as_str);
            let client = clean::line(picked, clean::NAME);
            if client.is_empty() {
                form.problem = Some("with whom was the call?".to_owned());
            } else {
                call.client = client;
                call.step = ask_outcome();
                return begin(state, call);
            }
        }
        (CallStep::Outcome { .. }, Some(outcome)) => {
            call.step = rest(state, &call, outcome);
            let whose = call.client_ref();
            state.overlay = Some(Overlay::Call(call));
            return vec![Effect::Read(Query::Account(AccountQuery::People(whose)))];
        }
        (CallStep::Rest { .. }, _) if intent == Intent::Accept => return save(state, call),
        (CallStep::Who { .. } | CallStep::Outcome { .. } | CallStep::Rest { .. }, _) => {}
    }
    state.overlay = Some(Overlay::Call(call));
    Vec::new()
}

/// The fields that are left once the outcome is known. Enter takes what is proposed.
fn rest(state: &State, call: &Call, outcome: CallOutcome) -> CallStep {
    let made = dates::try_that_ended(state, &call.chase, outcome);
    let next = match made.next {
        Some(at) => dates::say(state, at),
        None if made.is_last() => "none: that was the last try".to_owned(),
        None => "none".to_owned(),
    };
    let mut fields = vec![
        Field::new("notes", Reads::Prose, "what was said"),
        Field::new("next", Reads::NextCall, next),
        Field::new("minutes", Reads::Minutes, "from the timer"),
        Field::new("with", Reads::Text, "whom you spoke with"),
    ];
    if call.item.is_none() {
        fields.push(Field::new(
            "opens",
            Reads::Opens,
            "nothing; or a new support call's subject",
        ));
    }
    let title = format!("Call with {}: {}", call.client, outcome.words());
    CallStep::Rest {
        outcome,
        made,
        form: Form::new(title, fields, FormFor::CallRest),
    }
}

fn save(state: &mut State, mut call: Call) -> Vec<Effect> {
    let account = call.client_ref();
    let minutes = call.minutes(state.now);
    let CallStep::Rest { outcome, made, form } = &mut call.step else {
        state.overlay = Some(Overlay::Call(call));
        return Vec::new();
    };
    if !forms::check(state, form) {
        state.overlay = Some(Overlay::Call(call));
        return Vec::new();
    }
    let next = match form.text("next") {
        "" => made.next,
        text => fields::next_call(state, text).ok().flatten(),
    };
    // The beginning of a known name stands for it.
    let person = form
        .fields
        .iter()
        .find(|field| field.label == "with")
        .and_then(Field::meant)
        .map_or_else(|| forms::line(form, "with", clean::NAME), str::to_owned);
    let draft = CallDraft {
        account,
        item: call.item,
        person,
        outcome: *outcome,
        minutes: fields::minutes(form.text("minutes")).ok().or(Some(minutes)),
        notes: forms::prose(form, "notes"),
        next,
        opens: fields::opens(form.text("opens"))
            .ok()
            .filter(|_| !form.text("opens").is_empty()),
        at: call.started,
    };
    writes::send(state, Command::LogCall(draft))
}
