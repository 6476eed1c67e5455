//! The steps of a deal, and the rows they are handed off with.

use super::*;

#[test]
fn a_need_with_an_owner_is_handed_off_at_once_and_is_done_when_its_owner_is() {
    let (mut desk, deal) = with_a_deal();
    let by = NeedDraft {
        by_on: Some(on("2026-12-04")),
        ..need(deal, "Security review", Some(DEV))
    };
    let said = run(&mut desk, DealCommand::Need(by));
    assert_eq!(
        said,
        "#1 Acme Pumps: Line 2 needs Security review by Fri 4 Dec: handed to Dev (#2)"
    );
    let waiting = desk.window(&scope(Some(List::Waiting)), From::Top, 10);
    assert_eq!(waiting.rows[0].item, ItemNo(2));
    let item = items::load(&desk.store.connection, ItemNo(2)).unwrap();
    let brief = &item.hand_off().unwrap().brief;
    for part in [
        "What: Security review",
        "Acme Pumps, Line 2, €48,200",
        "done by Fri 4 Dec",
        "sign by Fri 18 Dec",
    ] {
        assert!(brief.contains(part), "{part}: {brief}");
    }
    assert!(matches!(file(&desk, deal).needs[0].state, NeedState::UnderWay(_)));
    desk.perform(&Command::Answer {
        items: vec![ItemNo(2)],
        answer: Answer::Done,
        words: "passed".into(),
    });
    let shown = file(&desk, deal);
    assert!(matches!(shown.needs[0].state, NeedState::Answered(_)));
    assert_eq!(
        shown.count.verdict,
        Verdict::NoSteps,
        "it is no step that is left"
    );
    desk.perform(&finished(ItemNo(2)));
    assert!(matches!(file(&desk, deal).needs[0].state, NeedState::Done(_)));
    desk.perform(&Command::Reopen {
        items: vec![ItemNo(2)],
    });
    assert!(matches!(file(&desk, deal).needs[0].state, NeedState::Answered(_)));
    assert_eq!(desk.wrongs(), Vec::<String>::new());
}

#[test]
fn a_step_follows_whoever_has_its_row() {
    let (mut desk, deal) = with_a_deal();
    run(&mut desk, DealCommand::Need(need(deal, "Contract", Some(DEV))));
    desk.perform(&Command::HandOff {
        items: vec![ItemNo(2)],
        to: Recipient::Owner(MARIA),
        brief: None,
    });
    assert_eq!(file(&desk, deal).needs[0].owner, Some((MARIA, "Maria".into())));
    desk.perform(&Command::Recall {
        items: vec![ItemNo(2)],
    });
    assert_eq!(file(&desk, deal).needs[0].state, NeedState::Back);
    run(&mut desk, DealCommand::NeedDone(NeedNo(1)));
    assert!(matches!(file(&desk, deal).needs[0].state, NeedState::Done(_)));
    assert_eq!(desk.counts().done, 1, "its row is closed with it");
    let words = refused(&mut desk, DealCommand::NeedDone(NeedNo(1)));
    assert!(
        words.contains("\"Contract\" of #1 Acme Pumps: Line 2 is done already"),
        "{words}"
    );
}

#[test]
fn who_is_asked_for_a_step_is_not_whose_the_clients_follow_ups_are() {
    let (mut desk, deal) = with_a_deal();
    let callback = desk.add(Kind::FollowUp, "Acme Pumps", "call back");
    run(&mut desk, DealCommand::Need(need(deal, "Contract", Some(DEV))));
    let inbox = desk.window(&scope(Some(List::Inbox)), From::Top, 10);
    assert_eq!((inbox.rows[0].item, &inbox.rows[0].suggestion), (callback, &None));
    let shown = Command::HandOff {
        items: vec![callback],
        to: Recipient::Shown,
        brief: None,
    };
    assert!(
        desk.try_perform(&shown).is_err(),
        "the key does what the row shows"
    );
    desk.perform(&Command::HandOff {
        items: vec![callback],
        to: Recipient::Owner(MARIA),
        brief: None,
    });
    let next = desk.add(Kind::FollowUp, "Acme Pumps", "send the offer");
    let inbox = desk.window(&scope(Some(List::Inbox)), From::Top, 10);
    assert_eq!(inbox.rows[0].item, next);
    assert_eq!(inbox.rows[0].suggestion.as_ref().unwrap().owner, MARIA);
}

#[test]
fn steps_keep_the_order_they_are_given() {
    let (mut desk, deal) = with_a_deal();
    let order =
        |desk: &Desk| -> Vec<String> { file(desk, deal).left().map(|need| need.what.clone()).collect() };
    for what in ["one", "two", "three"] {
        run(&mut desk, DealCommand::Need(need(deal, what, None)));
    }
    run(
        &mut desk,
        DealCommand::Need(NeedDraft {
            at: Some(2),
            ..need(deal, "between", None)
        }),
    );
    assert_eq!(order(&desk), ["one", "between", "two", "three"]);
    run(&mut desk, DealCommand::NeedDone(NeedNo(1)));
    let first = NeedEdit {
        at: Some(1),
        ..NeedEdit::default()
    };
    run(
        &mut desk,
        DealCommand::EditNeed {
            need: NeedNo(3),
            edit: first,
        },
    );
    assert_eq!(order(&desk), ["three", "between", "two"]);
}

#[test]
fn a_planned_step_is_asked_for_later_and_one_without_an_owner_is_not() {
    let (mut desk, deal) = with_a_deal();
    run(&mut desk, later(deal, "Contract", DEV));
    assert_eq!(desk.counts().waiting, 0);
    assert_eq!(
        run(&mut desk, DealCommand::AskNeed(NeedNo(1))),
        "#1 Acme Pumps: Line 2: Contract: handed to Dev (#2)"
    );
    assert!(refused(&mut desk, DealCommand::AskNeed(NeedNo(1))).contains("handed off already, as #2"));
    run(&mut desk, DealCommand::Need(need(deal, "Board approves", None)));
    assert!(refused(&mut desk, DealCommand::AskNeed(NeedNo(2))).contains("has no owner"));
    let none = NeedEdit {
        owner: Some(None),
        ..NeedEdit::default()
    };
    let words = refused(
        &mut desk,
        DealCommand::EditNeed {
            need: NeedNo(1),
            edit: none,
        },
    );
    assert!(words.contains("was handed off as #2"), "{words}");
}
