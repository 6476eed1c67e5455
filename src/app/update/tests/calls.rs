//! Logging calls.

use super::*;
use crate::app::overlay::CallStep;
use crate::domain::command::{AccountRef, CallDraft, Remark};
use crate::domain::settings::CallOutcome;
use chrono::Duration;

fn logged(effects: &[Effect]) -> CallDraft {
    match written(effects) {
        Command::LogCall(draft) => draft,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_call_without_a_word_typed_is_three_keys() {
    let mut desk = Desk::with(orders(2));
    let draft = logged(&desk.press("c n Enter"));
    assert_eq!(
        draft,
        CallDraft {
            account: AccountRef::Number(AccountNo(1)),
            item: Some(ItemNo(1)),
            person: String::new(),
            outcome: CallOutcome::NoAnswer,
            minutes: Some(1),
            notes: String::new(),
            next: Some("2026-11-23T13:00:00Z".parse().unwrap()),
            opens: None,
            at: now(),
        }
    );
    assert!(desk.state.overlay.is_none());
}

#[test]
fn the_timer_runs_from_the_moment_the_overlay_opens() {
    let mut desk = Desk::with(orders(1));
    desk.press("c");
    desk.act(Action::Tick(now() + Duration::seconds(12 * 60 + 1)));
    desk.press("c");
    let draft = logged(&desk.press("Enter"));
    assert_eq!((draft.minutes, draft.at, draft.next), (Some(13), now(), None));
}

#[test]
fn every_outcome_is_one_key() {
    for (key, outcome) in ["c", "v", "m", "n", "b", "w"].into_iter().zip(CallOutcome::ALL) {
        let mut desk = Desk::with(orders(1));
        desk.press("c");
        desk.press(key);
        assert_eq!(logged(&desk.press("Enter")).outcome, *outcome);
    }
}

#[test]
fn notes_next_date_and_minutes_can_be_written() {
    let mut desk = Desk::with(orders(1));
    desk.press("c v");
    desk.type_text("left word with Ines");
    desk.press("Tab");
    desk.type_text("fri 10:00");
    desk.press("Tab");
    desk.type_text("25");
    desk.press("Down");
    desk.type_text("Ines Weber");
    let draft = logged(&desk.press("Enter"));
    assert_eq!(draft.notes, "left word with Ines");
    assert_eq!(draft.next, Some("2026-11-27T10:00:00Z".parse().unwrap()));
    assert_eq!((draft.minutes, draft.person.as_str()), (Some(25), "Ines Weber"));
}

#[test]
fn the_proposed_next_call_can_be_declined_and_a_wrong_date_is_said() {
    let mut desk = Desk::with(orders(1));
    desk.press("c v Tab");
    desk.type_text("some day");
    assert!(wrote_nothing(&desk.press("Enter")));
    let Overlay::Call(call) = desk.overlay() else {
        panic!()
    };
    let CallStep::Rest { form, .. } = &call.step else {
        panic!()
    };
    assert_eq!(form.focus, 1);
    assert!(form.problem.as_ref().unwrap().contains("some day"));
    desk.press("Ctrl-u");
    desk.type_text("none");
    assert_eq!(logged(&desk.press("Enter")).next, None);
}

#[test]
fn a_call_for_anybody_completes_known_accounts() {
    let mut desk = Desk::with(orders(1));
    desk.press("C");
    assert!(wrote_nothing(&desk.press("Enter")), "a name is needed");
    let asked = desk.type_text("bor");
    assert_eq!(
        asked.last(),
        Some(&Effect::Ask(Question::Accounts("bor".to_owned())))
    );
    let names = |typed: &str, names: &[&str]| {
        Action::Loaded(Loaded::Accounts {
            typed: typed.to_owned(),
            names: names.iter().map(|name| (*name).to_owned()).collect(),
        })
    };
    desk.act(names("bo", &["Late answer"]));
    desk.act(names("bor", &["Borealis GmbH", "Borken Ltd"]));
    desk.press("Down Down Up");
    desk.press("Enter c");
    let draft = logged(&desk.press("Enter"));
    assert_eq!(draft.account, AccountRef::Named("Borealis GmbH".to_owned()));
    assert_eq!(draft.item, None);
}

#[test]
fn a_new_client_can_open_a_support_call_in_the_same_command() {
    let mut desk = Desk::with(Vec::new());
    desk.press("C");
    desk.type_text("Nova  Labs ");
    desk.press("Enter c");
    desk.press("Shift-Tab");
    desk.type_text("login fails");
    let draft = logged(&desk.press("Enter"));
    assert_eq!(draft.account, AccountRef::Named("Nova Labs".to_owned()));
    assert_eq!(draft.opens, Some((Kind::Support, "login fails".to_owned())));

    desk.press("C");
    desk.type_text("Nova Labs");
    desk.press("Enter c Shift-Tab");
    desk.type_text("order: 20 seals");
    assert_eq!(
        logged(&desk.press("Enter")).opens,
        Some((Kind::Order, "20 seals".to_owned()))
    );
}

#[test]
fn esc_logs_nothing() {
    let mut desk = Desk::with(orders(1));
    for keys in ["c Esc", "c c Esc", "C Esc"] {
        assert!(wrote_nothing(&desk.press(keys)));
        assert!(desk.state.overlay.is_none());
    }
}

#[test]
fn rows_whose_clocks_a_call_left_alone_are_named_with_the_key_that_sets_them() {
    let mut desk = Desk::with(orders(2));
    desk.press("c c Enter");
    let done = Done {
        command: CommandNo(1),
        words: "call to Client 1 logged: connected".to_owned(),
        items: vec![ItemNo(1)],
        left_out: Vec::new(),
        draft: None,
        remark: Some(Remark::OthersOpen {
            words: "also open for Client 1: #9 Tue".to_owned(),
            first: ItemNo(9),
        }),
        undo: None,
        over: None,
        lesson: None,
    };
    desk.act(Action::Committed {
        ticket: ticket(1),
        done,
    });
    assert_eq!(
        desk.status(),
        "call to Client 1 logged: connected · also open for Client 1: #9 Tue (t sets their clocks)"
    );
}
