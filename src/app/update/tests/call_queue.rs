//! The call queue: tries shown, Next!, the dialler, and the one to call after a log is saved.

use super::*;
use crate::app::overlay::CallStep;
use crate::domain::cadence::{Chase, ChaseOver};
use crate::domain::calls::{CallCommand, Callee, MoveOn, NextUp, Number};
use crate::domain::command::{AccountRef, Done};
use crate::domain::ids::{CommandNo, PersonNo};
use crate::domain::item::Cue;
use crate::domain::register::{PlaceKey, Record, RegisterPlace, RegisterRow};

fn chase(tries: u32) -> Action {
    Action::Loaded(Loaded::Chase {
        client: AccountRef::Number(AccountNo(1)),
        item: Some(ItemNo(1)),
        chase: Chase {
            callback: Some(ItemNo(9)),
            tries,
            kind: Kind::FollowUp,
        },
    })
}

fn made(desk: &Desk) -> crate::domain::cadence::Try {
    let Overlay::Call(call) = desk.overlay() else {
        panic!("{:?}", desk.overlay())
    };
    let CallStep::Rest { made, .. } = &call.step else {
        panic!()
    };
    made.clone()
}

#[test]
fn the_log_knows_which_try_it_is_and_proposes_nothing_after_the_last() {
    let mut desk = Desk::with(orders(1));
    let asked = desk.press("c");
    assert!(
        asked.contains(&Effect::Read(Query::Chase(
            AccountRef::Number(AccountNo(1)),
            Some(ItemNo(1))
        ))),
        "{asked:?}"
    );
    desk.act(chase(2));
    desk.press("n");
    assert_eq!(made(&desk).words(), "try 3 of 5");
    assert!(made(&desk).next.is_some());
    desk.press("Esc c");
    desk.act(chase(4));
    desk.press("n");
    assert!(made(&desk).is_last());
    let Command::LogCall(draft) = written(&desk.press("Enter")) else {
        panic!()
    };
    assert_eq!(draft.next, None);
}

/// What a commit says; the newest command sent is the one committed.
fn commit(desk: &mut Desk, items: Vec<ItemNo>, draft: Option<&str>, over: Option<ChaseOver>) -> Vec<Effect> {
    let ticket = *desk.state.writes.sent.keys().next_back().unwrap();
    let done = Done {
        command: CommandNo(1),
        words: "done".to_owned(),
        items,
        left_out: Vec::new(),
        draft: draft.map(str::to_owned),
        remark: None,
        undo: None,
        lesson: None,
        over,
    };
    desk.act(Action::Committed { ticket, done })
}

fn over() -> ChaseOver {
    ChaseOver {
        account: AccountNo(1),
        client: "Client 1".to_owned(),
        tries: 5,
    }
}

fn up(people: i64) -> Action {
    let callee = |number| Callee {
        person: PersonNo(number),
        name: format!("Person {number}"),
        introduced: format!("Person {number}"),
        phones: Vec::new(),
    };
    Action::Loaded(Loaded::NextUp(Some(Box::new(NextUp {
        account: AccountNo(1),
        client: "Client 1".to_owned(),
        tries: 5,
        people: (1..=people).map(callee).collect(),
        ready: Some((AccountNo(7), "Client 7".to_owned(), now())),
        note: "Hello".to_owned(),
    }))))
}

fn moved_on(effects: &[Effect]) -> MoveOn {
    match written(effects) {
        Command::Call(CallCommand::MoveOn { account, to }) => {
            assert_eq!(account, AccountNo(1));
            to
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_last_try_asks_what_comes_next_and_each_answer_is_one_key() {
    let mut desk = Desk::with(orders(1));
    desk.press("c n Enter");
    let asked = commit(&mut desk, vec![ItemNo(1)], None, Some(over()));
    assert!(asked.contains(&Effect::Ask(Question::NextUp(AccountNo(1)))));

    desk.act(up(1));
    assert_eq!(moved_on(&desk.press("p")), MoveOn::Person(PersonNo(1)));
    desk.act(up(1));
    assert_eq!(moved_on(&desk.press("r")), MoveOn::Account(AccountNo(7)));
    desk.act(up(1));
    assert_eq!(moved_on(&desk.press("n")), MoveOn::Note("Hello".to_owned()));
    desk.act(up(1));
    desk.press("h");
    assert!(matches!(desk.overlay(), Overlay::Snooze(_)));
    let MoveOn::Rest(until) = moved_on(&desk.press("w")) else {
        panic!()
    };
    assert!(until > now());
    desk.act(up(1));
    assert!(wrote_nothing(&desk.press("Esc")));
    assert!(desk.state.overlay.is_none());
}

#[test]
fn of_several_people_one_is_picked_and_of_none_the_screen_says_so() {
    let mut desk = Desk::with(orders(1));
    desk.act(up(3));
    assert!(wrote_nothing(&desk.press("p")));
    assert_eq!(
        moved_on(&desk.press("Down Down Enter")),
        MoveOn::Person(PersonNo(3))
    );
    desk.act(up(0));
    assert!(wrote_nothing(&desk.press("p")));
    assert!(
        desk.status().contains("nobody else is known"),
        "{}",
        desk.status()
    );
    assert!(
        matches!(desk.overlay(), Overlay::Next(_)),
        "the question still stands"
    );
}

#[test]
fn what_the_rep_is_typing_is_not_covered() {
    let mut desk = Desk::with(orders(1));
    desk.press("a");
    desk.type_text("a thought");
    desk.act(up(1));
    assert!(matches!(desk.overlay(), Overlay::Form(_)));
}

#[test]
fn the_last_note_is_on_its_way_to_the_clipboard_once_it_is_safe_on_disk() {
    let mut desk = Desk::with(orders(1));
    desk.act(up(1));
    desk.press("n");
    let effects = commit(&mut desk, vec![ItemNo(9)], Some("Hello"), None);
    let copies: Vec<_> = effects
        .iter()
        .filter(|effect| matches!(effect, Effect::CopyText { text, .. } if text == "Hello"))
        .collect();
    assert_eq!(copies.len(), 1, "{effects:?}");
}

/// Calls with so many callbacks that are due, and one that is not.
fn queue(due: i64) -> Desk {
    let mut desk = Desk::with(Vec::new());
    let rows: Vec<RegisterRow> = (1..=due + 1)
        .map(|number| {
            let mut item = row(number, Kind::FollowUp);
            let wake = if number > due { 3_600 } else { -3_600 };
            item.wake = Some((now() + chrono::Duration::seconds(wake), Cue::Callback));
            RegisterRow {
                record: Record::Item(ItemNo(number)),
                place: RegisterPlace {
                    stretch: 0,
                    keys: vec![PlaceKey::Int(number)],
                },
                section: String::new(),
                account: Some(item.account),
                client: item.client.clone(),
                cells: Vec::new(),
                item: Some(ItemNo(number)),
                row: Some(Box::new(item)),
            }
        })
        .collect();
    desk.records = rows;
    desk.press("g c");
    desk.state.selection_unseen = false;
    desk
}

fn selected(desk: &Desk) -> Option<Record> {
    desk.state.register().unwrap().selected
}

#[test]
fn a_saved_log_brings_the_next_of_the_queue_and_the_last_one_says_so() {
    let mut desk = queue(2);
    desk.press("Enter c n Enter");
    commit(&mut desk, vec![ItemNo(1)], None, None);
    assert_eq!(selected(&desk), Some(Record::Item(ItemNo(2))));
    assert!(desk.state.detail.open, "its card is opened");

    let mut desk = queue(1);
    desk.press("Enter c n Enter");
    commit(&mut desk, vec![ItemNo(1)], None, None);
    assert!(!desk.state.detail.open);
    assert!(desk.status().contains("nobody else is due"), "{}", desk.status());
}

#[test]
fn after_a_last_try_the_queue_waits_for_the_answer() {
    let mut desk = queue(2);
    desk.press("Enter c n Enter");
    commit(&mut desk, vec![ItemNo(1)], None, Some(over()));
    assert_eq!(selected(&desk), Some(Record::Item(ItemNo(1))));
    desk.act(up(1));
    desk.press("n");
    commit(&mut desk, vec![ItemNo(1)], Some("Hello"), None);
    assert_eq!(selected(&desk), Some(Record::Item(ItemNo(2))));
}

fn phones(count: usize) -> Action {
    let number = |at: usize| Number {
        whose: format!("Person {at}"),
        shown: format!("030 {at}"),
        dialled: format!("+4930{at}"),
    };
    Action::Loaded(Loaded::Phones {
        account: AccountNo(1),
        numbers: (0..count).map(number).collect(),
    })
}

#[test]
fn a_number_is_dialled_by_the_program_of_the_config_and_only_by_that() {
    let mut desk = Desk::with(orders(1));
    assert_eq!(desk.press("O"), []);
    assert!(desk.status().contains("[dialler]"), "{}", desk.status());

    desk.state.settings.dialler = vec!["dial".to_owned(), "{number}".to_owned()];
    assert_eq!(
        desk.press("O"),
        [Effect::Read(Query::Phones(AccountNo(1), Some(ItemNo(1))))]
    );
    desk.act(phones(0));
    assert!(desk.status().contains("no telephone number"), "{}", desk.status());
    let dial = |number: &str| Effect::Dial {
        number: number.to_owned(),
    };
    assert_eq!(desk.act(phones(1)), [dial("+49300")]);
    desk.act(phones(2));
    assert_eq!(desk.press("Down Enter"), [dial("+49301")]);
    assert!(desk.status().contains("030 1"), "{}", desk.status());
    desk.act(Action::DialFailed("could not dial".to_owned()));
    assert_eq!(desk.status(), "could not dial");
}

#[test]
fn the_key_that_opens_a_card_of_the_queue_begins_the_call_on_the_open_card() {
    let mut desk = queue(2);
    desk.press("Enter");
    assert!(desk.state.overlay.is_none(), "{:?}", desk.state.overlay);
    desk.press("Enter");
    assert!(matches!(
        desk.overlay(),
        Overlay::Call(call) if matches!(call.step, CallStep::Outcome { .. })
    ));
    desk.press("n Enter");
    commit(&mut desk, vec![ItemNo(1)], None, None);
    assert_eq!(selected(&desk), Some(Record::Item(ItemNo(2))));
}
