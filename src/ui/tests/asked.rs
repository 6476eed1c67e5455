//! Asks on the screen: to whom, the form, the row of an ask, Orchestra's budgets, and the events.

use super::look;
use super::morning::{DAY, HOUR, later, morning, support_call};
use crate::app::overlay::asked::{AskAbout, AskFacts, AskForm};
use crate::app::overlay::{Events, Field, Form, FormFor, PickFor, Picker, Reads};
use crate::app::{Overlay, State, View};
use crate::domain::ask::ear::{Ear, Heard};
use crate::domain::ask::event::{Coming, Event, EventFile, Invitation};
use crate::domain::ask::{Ask, AskState, AskWords};
use crate::domain::ids::{AccountNo, AskNo, EventNo, ItemNo, OwnerNo};
use crate::domain::item::{Cue, Kind};
use crate::domain::owner::Part;
use crate::domain::stands_for::StandsFor;

/// The morning with an executive who has been asked as often as can be, and marketing.
fn house() -> State {
    let mut state = morning();
    let parts = [(4, Part::Executive, Some(3), 3), (3, Part::Marketing, None, 1)];
    for (at, part, of, asks) in parts {
        let card = &mut state.owners[at];
        card.owner.part = part;
        card.owner.asks_a_month = of;
        card.load.asks = asks;
    }
    state
}

fn about() -> AskAbout {
    AskAbout {
        account: AccountNo(131),
        client: "Borealis GmbH".into(),
        about: Some(ItemNo(131)),
    }
}

fn facts() -> AskFacts {
    AskFacts {
        ear: "last two quarters: 3 accounts had an executive's ear, Borealis GmbH not among them".into(),
        contact: Some("Ines Weber".into()),
        events: vec![event()],
    }
}

fn event() -> Event {
    Event {
        number: EventNo(4),
        name: "Open day".into(),
        on: "2026-12-08".parse().unwrap(),
        place: "Rotterdam".into(),
    }
}

#[test]
fn to_whom_shows_each_ones_asks_against_the_budget_and_whose_ear_was_had() {
    let mut state = house();
    state.overlay = Some(Overlay::Picker(Picker {
        title: "Ask whom for Borealis GmbH?".into(),
        input: crate::app::input::Input::default(),
        found: vec![state.owners[4].owner.number, state.owners[3].owner.number],
        at: 0,
        wanted: PickFor::Ask {
            about: Box::new(about()),
            facts: Some(Box::new(facts())),
        },
    }));
    look("ask_whom", &state);
}

#[test]
fn the_form_of_an_ask_has_the_draft_beside_what_it_is_made_of() {
    let mut state = house();
    let fields = vec![
        Field::holding(
            "ideal result",
            Reads::NeededText,
            "half an hour with their director",
        ),
        Field::holding(
            "why",
            Reads::NeededProse,
            "They decide on 40 seals a month before Christmas.",
        ),
        Field::new("in common", Reads::Prose, "what they and the client share"),
        Field::new("event", Reads::Event, "none; Open day for example"),
        Field::holding(
            "draft",
            Reads::Prose,
            "Dear Ines Weber,\n\nMay I ask for half an hour of your time, to hear it from you? We will gladly come to \
             you.\n\nWith kind regards\nHelen Brandt",
        ),
    ];
    let wanted = AskForm::Make {
        about: Box::new(about()),
        to: OwnerNo(5),
        facts: Box::new(facts()),
        drafted: String::new(),
    };
    let title = "Ask Helen Brandt for Borealis GmbH".into();
    state.overlay = Some(Overlay::Form(Form::new(title, fields, FormFor::Ask(wanted))));
    look("ask_form", &state);
}

#[test]
fn the_row_of_an_ask_says_why_and_the_row_it_was_made_on_that_it_was_asked() {
    let ask = Ask {
        number: AskNo(1),
        item: ItemNo(150),
        account: AccountNo(131),
        client: "Borealis GmbH".into(),
        contact: None,
        about: Some(ItemNo(131)),
        owner: OwnerNo(5),
        owner_name: "Helen Brandt".into(),
        part: Part::Executive,
        event: Some((EventNo(4), "Open day".into())),
        at: later(-DAY),
        words: AskWords {
            why: "They decide on 40 seals a month before Christmas.".into(),
            common_ground: "Both sailed the Fastnet.".into(),
            ideal_result: "half an hour with their director".into(),
            draft: String::new(),
        },
        state: AskState::Asked(later(-DAY)),
        answer: String::new(),
    };
    let mut state = house();
    let mut detail = support_call();
    detail.asks = vec![ask.clone()];
    state.detail.shown = Some(Box::new(detail.clone()));
    look("asked_here", &state);

    detail.item.kind = Kind::FollowUp;
    detail.item.source = "ask".into();
    detail.item.words.clear();
    detail.item.mood = None;
    detail.item.subject.clone_from(&ask.words.ideal_result);
    let row = &mut state.lists.inbox.window.rows[0];
    row.kind = Kind::FollowUp;
    row.subject.clone_from(&detail.item.subject);
    row.wake = Some((later(-HOUR), Cue::OwnerSilent));
    row.stands_for = Some(StandsFor::Ask(AskNo(1)));
    state.detail.shown = Some(Box::new(detail));
    look("ask_own", &state);
}

#[test]
fn orchestra_has_the_asks_and_whose_ear_was_had() {
    let mut state = house();
    state.view = View::Orchestra;
    let helen = &state.owners[4].owner;
    let heard = |account, client: &str| Heard {
        account: AccountNo(account),
        client: client.into(),
        at: later(-3 * DAY),
        owner: helen.number,
        owner_name: helen.name.clone(),
    };
    state.ear = Some(Ear {
        since: "2026-07-01".parse().unwrap(),
        heard: vec![heard(1, "Acme Pumps"), heard(2, "Øresund Marine")],
    });
    state.owner_selected = Some(helen.number);
    look("orchestra_asks", &state);
}

#[test]
fn the_events_and_who_comes_are_listed() {
    let mut state = house();
    state.view = View::Orchestra;
    let invited = |client: &str, by: Option<&str>, coming| Invitation {
        event: EventNo(4),
        event_name: "Open day".into(),
        on: event().on,
        account: AccountNo(1),
        client: client.into(),
        person: None,
        by: by.map(|name| (OwnerNo(5), name.to_owned())),
        ask: None,
        state: coming,
        at: later(-DAY),
    };
    let file = EventFile {
        event: event(),
        invited: vec![
            invited("Acme Pumps", Some("Helen Brandt"), Coming::Coming),
            invited("Øresund Marine", None, Coming::Invited),
            invited("山田商店", Some("Leila Haddad"), Coming::Declined),
        ],
    };
    let past = EventFile {
        event: Event {
            number: EventNo(2),
            name: "Autumn fair".into(),
            on: "2026-10-02".parse().unwrap(),
            place: String::new(),
        },
        invited: Vec::new(),
    };
    let mut events = Events {
        files: Some(vec![file, past]),
        open: None,
        at: 0,
    };
    state.overlay = Some(Overlay::Events(events.clone()));
    look("events", &state);
    events.open = Some(EventNo(4));
    events.at = 1;
    state.overlay = Some(Overlay::Events(events));
    look("event_open", &state);
}
