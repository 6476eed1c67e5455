//! Events: the list that lies on top of Orchestra, who is invited, and what they answered.

use super::super::effect::{AskQuery, Effect, Query, Question};
use super::super::fields;
use super::super::input::Input;
use super::super::overlay::asked::{AskForm, Events};
use super::super::overlay::client::{ClientFor, ClientOverlay, ClientPick};
use super::super::overlay::{Field, Form, FormFor, Overlay, Reads};
use super::super::state::State;
use super::moves::Move;
use super::{forms, say, writes};
use crate::domain::ask::command::{AskCommand, EventDraft, EventEdit};
use crate::domain::ask::event::{Coming, Event, EventFile};
use crate::domain::clean;
use crate::domain::command::{AccountRef, Command};
use crate::domain::ids::{AccountNo, EventNo, OwnerNo};
use crate::domain::promise::Stated;
use crate::keys::Intent;

/// What an invitation's key says of it.
const ANSWERS: [(Intent, Coming); 4] = [
    (Intent::InvitationComing, Coming::Coming),
    (Intent::InvitationDeclined, Coming::Declined),
    (Intent::InvitationCame, Coming::Came),
    (Intent::InvitationStayedAway, Coming::StayedAway),
];

/// Reads the events.
fn read() -> Effect {
    Effect::Read(Query::Ask(AskQuery::Events))
}

/// Shows the events.
pub(super) fn show(state: &mut State) -> Vec<Effect> {
    state.overlay = Some(Overlay::Events(Events::default()));
    vec![read()]
}

/// Reads them again, where they are shown.
pub(super) fn refresh(state: &State) -> Option<Effect> {
    matches!(state.overlay, Some(Overlay::Events(_))).then(read)
}

/// The events have been read.
pub(super) fn loaded(state: &mut State, files: Vec<EventFile>) {
    if let Some(Overlay::Events(events)) = &mut state.overlay {
        events.files = Some(files);
        if events.open.is_some() && events.opened().is_none() {
            events.open = None;
        }
        events.at = events.at.min(events.len().saturating_sub(1));
    }
}

/// Moves the selection.
pub(super) fn moved(events: &mut Events, step: Move) {
    events.at = step.end(events.at, events.len());
}

/// A click on a line; `true` when that line is to be opened.
pub(super) fn clicked(events: &mut Events, line: usize) -> bool {
    if line < events.len() {
        events.at = line;
        true
    } else {
        false
    }
}

/// A key on the events.
pub(super) fn asked(state: &mut State, mut events: Events, intent: Intent) -> Vec<Effect> {
    let answer = ANSWERS.iter().find(|(known, _)| *known == intent);
    let file = events.meant().cloned();
    let one = events
        .opened()
        .and_then(|file| file.invited.get(events.at))
        .cloned();
    match (intent, file, one) {
        (Intent::Cancel, _, _) => {
            if let Some(open) = events.open.take() {
                let at = events.all().iter().position(|file| file.event.number == open);
                events.at = at.unwrap_or(0);
                state.overlay = Some(Overlay::Events(events));
            }
            Vec::new()
        }
        (Intent::AddEvent, _, _) => {
            state.overlay = Some(Overlay::Form(event_form(state, None)));
            Vec::new()
        }
        (Intent::EditEvent, Some(file), _) => {
            state.overlay = Some(Overlay::Form(event_form(state, Some(&file.event))));
            Vec::new()
        }
        (Intent::InviteClient, Some(file), _) => pick(state, &file.event),
        (Intent::Accept, _, Some(one)) => {
            let by = one.by.as_ref().map(|(owner, _)| *owner);
            invite(state, (one.event, one.account, by), &one.client, one.state);
            Vec::new()
        }
        (Intent::Accept, Some(file), None) if events.open.is_none() => {
            events.open = Some(file.event.number);
            events.at = 0;
            state.overlay = Some(Overlay::Events(events));
            Vec::new()
        }
        (_, _, Some(one)) if let Some((_, coming)) = answer => {
            let command = AskCommand::Invite {
                event: one.event,
                account: AccountRef::Number(one.account),
                person: None,
                by: None,
                state: *coming,
            };
            send(state, command, events)
        }
        (_, _, _) => {
            state.overlay = Some(Overlay::Events(events));
            match answer {
                Some(_) => say(state, "open an event and select who is invited first"),
                None => Vec::new(),
            }
        }
    }
}

/// Sends a command, with the events still on top: they are read again once it is done.
fn send(state: &mut State, command: AskCommand, events: Events) -> Vec<Effect> {
    let effects = writes::send(state, Command::Ask(command));
    state.overlay = Some(Overlay::Events(events));
    effects
}

/// The events with one of them open, not read yet.
const fn opened(event: Option<EventNo>) -> Events {
    Events {
        files: None,
        open: event,
        at: 0,
    }
}

fn event_form(state: &State, event: Option<&Event>) -> Form {
    let text = |get: fn(&Event) -> String| event.map_or_else(String::new, get);
    let field = |label, reads, text: String, when_empty: &str| {
        let mut field = Field::holding(label, reads, text);
        when_empty.clone_into(&mut field.when_empty);
        field
    };
    let day = match event {
        Some(_) => field(
            "day",
            Reads::Day,
            String::new(),
            &text(|event| event.on.to_string()),
        ),
        None => field("day", Reads::NeededDay, String::new(), "8 dec, in 3 weeks"),
    };
    let fields = vec![
        field(
            "event",
            Reads::NeededText,
            text(|event| event.name.clone()),
            "open day, fair, dinner",
        ),
        day,
        field(
            "place",
            Reads::Text,
            text(|event| event.place.clone()),
            "where it is",
        ),
    ];
    let title = event.map_or_else(
        || "A new event".to_owned(),
        |event| format!("Event: {}", event.name),
    );
    let wanted = AskForm::Event(event.cloned().map(Box::new));
    let mut form = Form::new(title, fields, FormFor::Ask(wanted));
    forms::understand_all(state, &mut form);
    form
}

/// Enter on an event's form: only what was changed is saved.
pub(super) fn saved(state: &mut State, form: &Form, before: Option<Box<Event>>) -> Vec<Effect> {
    let on = fields::day(state, form.text("day")).ok();
    let place = forms::line(form, "place", clean::NAME);
    let Some(name) = Stated::new(form.text("event")) else {
        state.overlay = Some(Overlay::Form(form.clone()));
        return Vec::new();
    };
    match (before, on) {
        (None, Some(on)) => {
            let command = AskCommand::AddEvent(EventDraft { name, on, place });
            send(state, command, opened(None))
        }
        (None, None) => {
            state.overlay = Some(Overlay::Form(form.clone()));
            Vec::new()
        }
        (Some(before), on) => {
            let edit = EventEdit {
                name: (name.as_str() != before.name).then_some(name),
                on: on.filter(|on| *on != before.on),
                place: (place != before.place).then_some(place),
            };
            if edit == EventEdit::default() {
                let effects = show(state);
                say(state, "nothing was changed");
                return effects;
            }
            let event = before.number;
            send(state, AskCommand::EditEvent { event, edit }, opened(Some(event)))
        }
    }
}

/// Whom to invite.
fn pick(state: &mut State, event: &Event) -> Vec<Effect> {
    state.overlay = Some(Overlay::Client(ClientOverlay::Pick(ClientPick {
        title: format!("Invite to {}", event.name),
        input: Input::default(),
        found: Vec::new(),
        at: 0,
        wanted: ClientFor::Invite(event.number),
    })));
    vec![Effect::Ask(Question::Clients(String::new()))]
}

/// A client was picked: by whom they are invited.
pub(super) fn invite(
    state: &mut State,
    (event, account, by): (EventNo, AccountNo, Option<OwnerNo>),
    client: &str,
    coming: Coming,
) {
    let name = by
        .and_then(|owner| state.owner(owner))
        .map_or_else(String::new, |card| card.owner.handle.clone());
    let mut field = Field::holding("invited by", Reads::OwnerName, name);
    "me".clone_into(&mut field.when_empty);
    let wanted = AskForm::Invite {
        event,
        account,
        by,
        state: coming,
    };
    let mut form = Form::new(format!("Invite {client}"), vec![field], FormFor::Ask(wanted));
    forms::understand_all(state, &mut form);
    state.overlay = Some(Overlay::Form(form));
}

/// Enter on who invites a client.
pub(super) fn invited(
    state: &mut State,
    form: &Form,
    (event, account, before): (EventNo, AccountNo, Option<OwnerNo>),
    coming: Coming,
) -> Vec<Effect> {
    let typed = form.text("invited by");
    let by = fields::owner(state, typed)
        .ok()
        .map(|owner| owner.number)
        .filter(|_| !typed.is_empty());
    if by == before && coming != Coming::Invited {
        let effects = show(state);
        say(state, "nothing was changed");
        return effects;
    }
    let command = AskCommand::Invite {
        event,
        account: AccountRef::Number(account),
        person: None,
        by: Some(by),
        state: coming,
    };
    send(state, command, opened(Some(event)))
}
