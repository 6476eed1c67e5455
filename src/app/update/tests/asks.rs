//! Asks by keys: `!`, to whom, the draft that follows what is typed, what came of one; and events.

use super::*;
use crate::app::action::AskLoaded;
use crate::app::effect::AskQuery;
use crate::app::overlay::asked::AskFacts;
use crate::app::overlay::{Form, Understood};
use crate::domain::ask::command::{AskCommand, AskDraft};
use crate::domain::ask::event::{Coming, Event, EventFile, Invitation};
use crate::domain::ask::{Ask, AskEnd, AskState, AskWords};
use crate::domain::command::AccountRef;
use crate::domain::ids::{AskNo, EventNo};
use crate::domain::owner::Part;
use crate::domain::stands_for::StandsFor;

fn event(number: i64, name: &str) -> Event {
    Event {
        number: EventNo(number),
        name: name.to_owned(),
        on: "2026-12-08".parse().unwrap(),
        place: "Rotterdam".to_owned(),
    }
}

/// Ana is an executive who can be asked twice a month and was once.
fn house(book: Vec<Row>) -> Desk {
    let mut desk = Desk::with(book);
    desk.owners[2].owner.part = Part::Executive;
    desk.owners[2].owner.asks_a_month = Some(2);
    desk.owners[2].load.asks = 1;
    "Jo Ek".clone_into(&mut desk.state.settings.rep);
    desk.act(Action::Changed);
    desk
}

fn asked(desk: &Desk) -> Vec<&str> {
    let Overlay::Picker(picker) = desk.overlay() else {
        panic!("owners are to be picked from")
    };
    let name = |number: &OwnerNo| desk.state.owner(*number).unwrap().owner.name.as_str();
    picker.found.iter().map(name).collect()
}

fn facts() -> AskFacts {
    AskFacts {
        ear: "last two quarters: 3 accounts had an executive's ear, Client 1 not among them".to_owned(),
        contact: Some("Ines Weber".to_owned()),
        events: vec![event(4, "Open day"), event(5, "Open house")],
    }
}

/// Presses `!` on the selected row and picks Ana.
fn ask_ana(desk: &mut Desk) {
    let effects = desk.press("!");
    let read = AskQuery::For(AccountNo(1), Some(ItemNo(1)));
    assert!(effects.contains(&Effect::Read(Query::Ask(read))));
    desk.act(Action::Loaded(Loaded::Ask(AskLoaded::For {
        account: AccountNo(1),
        facts: Box::new(facts()),
    })));
    desk.press("Enter");
}

fn form(desk: &Desk) -> &Form {
    let Overlay::Form(form) = desk.overlay() else {
        panic!("a form lies on top")
    };
    form
}

fn made(effects: &[Effect]) -> AskDraft {
    let Command::Ask(AskCommand::Make(draft)) = written(effects) else {
        panic!("something was asked")
    };
    *draft
}

/// The row of an ask.
fn of_ask(number: i64) -> Row {
    let mut row = row(number, Kind::FollowUp);
    row.stands_for = Some(StandsFor::Ask(AskNo(1)));
    row
}

#[test]
fn only_those_whose_part_it_is_are_offered_and_the_ear_is_said() {
    let mut desk = house(vec![row(1, Kind::Order)]);
    ask_ana(&mut desk);
    assert_eq!(form(&desk).title, "Ask Ana Lima for Client 1");
    assert!(
        desk.status().contains("Client 1 not among them"),
        "{}",
        desk.status()
    );
    desk.press("Esc !");
    assert_eq!(asked(&desk), ["Ana Lima"]);
}

#[test]
fn an_ask_over_the_budget_is_said_before_it_is_made() {
    let mut desk = house(vec![row(1, Kind::Order)]);
    desk.owners[2].load.asks = 2;
    desk.act(Action::Changed);
    ask_ana(&mut desk);
    assert_eq!(
        desk.status(),
        "with this one Ana Lima has 3 asks this month, 1 over the budget of 2"
    );
}

#[test]
fn the_draft_follows_what_is_typed_until_the_rep_writes_it_anew() {
    let mut desk = house(vec![row(1, Kind::Order)]);
    ask_ana(&mut desk);
    assert!(form(&desk).text("draft").starts_with("Dear Ines Weber,"));
    desk.type_text("half an hour with their director");
    desk.press("Tab");
    desk.type_text("they decide soon");
    desk.press("Tab");
    desk.type_text("Both of you sail.");
    assert!(form(&desk).text("draft").contains("Both of you sail."));
    desk.press("Tab");
    desk.type_text("open d");
    let shown = &form(&desk).fields[3].understood;
    assert_eq!(
        *shown,
        Understood::As("Open day, Tue 8 Dec 2026, Rotterdam".to_owned())
    );
    assert!(
        form(&desk)
            .text("draft")
            .contains("Open day, Tue 8 Dec 2026, Rotterdam")
    );
    let draft = made(&desk.press("Enter"));
    assert_eq!(
        (draft.account, draft.about, draft.to, draft.event),
        (
            AccountRef::Number(AccountNo(1)),
            Some(ItemNo(1)),
            OwnerNo(3),
            Some(EventNo(4))
        )
    );
    assert_eq!(draft.draft, None, "the template makes it");

    let mut desk = house(vec![row(1, Kind::Order)]);
    ask_ana(&mut desk);
    desk.press("Shift-Tab");
    desk.type_text(" My own words.");
    desk.press("Tab");
    desk.type_text("lunch");
    desk.press("Tab");
    desk.type_text("they decide");
    let draft = made(&desk.press("Enter"));
    assert!(draft.draft.unwrap().ends_with("My own words."));
}

#[test]
fn an_ask_without_why_or_result_or_with_an_unknown_event_is_not_made() {
    let mut desk = house(vec![row(1, Kind::Order)]);
    ask_ana(&mut desk);
    assert!(wrote_nothing(&desk.press("Enter")));
    assert!(
        form(&desk)
            .problem
            .as_ref()
            .unwrap()
            .contains("ideal result is missing")
    );
    desk.type_text("lunch");
    desk.press("Tab");
    desk.type_text("they decide");
    desk.press("Tab Tab");
    desk.type_text("open");
    assert!(wrote_nothing(&desk.press("Enter")));
    assert!(
        form(&desk)
            .problem
            .as_ref()
            .unwrap()
            .contains("could be several events")
    );
}

#[test]
fn a_row_that_can_be_escalated_offers_both() {
    let mut desk = house(vec![with_dev(row(1, Kind::Support))]);
    desk.owners[1].owner.escalate_to = Some(OwnerNo(3));
    desk.act(Action::Changed);
    assert!(wrote_nothing(&desk.press("!")));
    assert!(matches!(desk.overlay(), Overlay::Ask(_)));
    let both = desk.press("!");
    assert_eq!(
        written(&both),
        Command::Escalate {
            items: vec![ItemNo(1)]
        }
    );
    desk.commit("#1 Client 1 escalated to Ana Lima");
    let mut desk = house(vec![with_dev(row(1, Kind::Support))]);
    desk.owners[1].owner.escalate_to = Some(OwnerNo(3));
    desk.act(Action::Changed);
    desk.press("! a");
    assert_eq!(asked(&desk), ["Ana Lima"]);
}

#[test]
fn a_client_without_an_item_can_be_asked_for_and_without_anybody_to_ask_it_is_said() {
    let mut desk = Desk::with(Vec::new());
    desk.records = (1..=3).map(super::registers::client).collect();
    desk.press("g a");
    assert!(wrote_nothing(&desk.press("!")));
    assert!(
        desk.status()
            .contains("nobody can be asked yet: say in Orchestra (gr)"),
        "{}",
        desk.status()
    );
    desk.owners[2].owner.part = Part::Marketing;
    desk.act(Action::Changed);
    desk.press("!");
    assert_eq!(asked(&desk), ["Ana Lima"]);
}

#[test]
fn finishing_the_row_of_an_ask_asks_what_came_of_it() {
    let mut desk = house(vec![of_ask(1)]);
    assert!(wrote_nothing(&desk.press("#")));
    assert!(desk.status().contains("say what came of it"), "{}", desk.status());
    desk.press("e g");
    desk.type_text("lunch on the 3rd");
    assert_eq!(
        written(&desk.press("Enter")),
        Command::Ask(AskCommand::End {
            item: ItemNo(1),
            end: AskEnd::Granted,
            words: "lunch on the 3rd".into(),
        })
    );
}

#[test]
fn an_edited_ask_writes_only_what_was_changed() {
    let mut desk = house(vec![of_ask(1)]);
    assert!(
        desk.press("E")
            .contains(&Effect::Read(Query::Ask(AskQuery::Whole(ItemNo(1)))))
    );
    let ask = Ask {
        number: AskNo(1),
        item: ItemNo(1),
        account: AccountNo(1),
        client: "Client 1".into(),
        contact: None,
        about: None,
        owner: OwnerNo(3),
        owner_name: "Ana Lima".into(),
        part: Part::Executive,
        event: None,
        at: now(),
        words: AskWords {
            why: "they decide".into(),
            common_ground: "both sail".into(),
            ideal_result: "lunch".into(),
            draft: "Dear Ines".into(),
        },
        state: AskState::Asked(now()),
        answer: String::new(),
    };
    desk.act(Action::Loaded(Loaded::Ask(AskLoaded::Whole {
        item: ItemNo(1),
        ask: Some(Box::new(ask)),
        events: Vec::new(),
    })));
    desk.type_text(" on Tuesday");
    let Command::Ask(AskCommand::Edit { edit, .. }) = written(&desk.press("Enter")) else {
        panic!("the ask was edited")
    };
    assert_eq!(edit.ideal_result.unwrap().as_str(), "lunch on Tuesday");
    assert_eq!((edit.why, edit.common_ground, edit.draft), (None, None, None));
}

fn invited(client: i64, state: Coming) -> Invitation {
    Invitation {
        event: EventNo(4),
        event_name: "Open day".into(),
        on: "2026-12-08".parse().unwrap(),
        account: AccountNo(client),
        client: format!("Client {client}"),
        person: None,
        by: None,
        ask: None,
        state,
        at: now(),
    }
}

#[test]
fn events_are_entered_and_answers_noted_with_a_key_each() {
    let mut desk = house(Vec::new());
    desk.press("g r");
    assert!(
        desk.press("v")
            .contains(&Effect::Read(Query::Ask(AskQuery::Events)))
    );
    desk.press("a");
    desk.type_text("Open day");
    desk.press("Tab");
    desk.type_text("8 dec");
    let Command::Ask(AskCommand::AddEvent(draft)) = written(&desk.press("Enter")) else {
        panic!("an event was entered")
    };
    assert_eq!(
        (draft.name.as_str(), draft.on.to_string().as_str()),
        ("Open day", "2026-12-08")
    );
    let again = desk.commit("event #4 added");
    assert!(
        again.contains(&Effect::Read(Query::Ask(AskQuery::Events))),
        "they are read again"
    );

    let file = EventFile {
        event: event(4, "Open day"),
        invited: vec![invited(1, Coming::Invited), invited(2, Coming::Invited)],
    };
    desk.act(Action::Loaded(Loaded::Ask(AskLoaded::Events(vec![file]))));
    assert!(wrote_nothing(&desk.press("c")));
    let Command::Ask(AskCommand::Invite { account, state, .. }) = written(&desk.press("Enter j c")) else {
        panic!("an answer was noted")
    };
    assert_eq!(
        (account, state),
        (AccountRef::Number(AccountNo(2)), Coming::Coming)
    );
    assert!(
        matches!(desk.overlay(), Overlay::Events(_)),
        "the events stay on top"
    );
    desk.press("Esc");
    assert!(matches!(desk.overlay(), Overlay::Events(events) if events.open.is_none()));
    desk.press("Esc");
    assert!(desk.state.overlay.is_none());
}
