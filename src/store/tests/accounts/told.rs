//! What is told of an account: its card, its timeline, its place on the ready list.

use super::*;
use crate::domain::command::{Answer, CallDraft};
use crate::domain::ids::ItemNo;
use crate::domain::settings::CallOutcome;

fn call(desk: &mut Desk, account: AccountNo, outcome: CallOutcome, notes: &str) {
    desk.perform(&Command::LogCall(CallDraft {
        account: AccountRef::Number(account),
        item: None,
        person: "Ines Weber".into(),
        outcome,
        minutes: None,
        notes: notes.into(),
        next: None,
        opens: None,
        at: desk.now,
    }));
}

fn card(desk: &Desk, account: AccountNo) -> Vec<String> {
    let card = desk
        .reader
        .card(account, &desk.settings, desk.now)
        .unwrap()
        .unwrap();
    card.lines.into_iter().map(|line| line.words).collect()
}

/// Deals, promises and outcomes of account 1 by hand.
const RECORDS: &str = "
    INSERT INTO items (number, id, kind, account, state, urgent, arrived_at, client_due, play, standing_cue, wake_at,
        wake_cue, source, subject)
    SELECT 100 + value, 'item' || value, 'follow_up', 1, 'open', 0, 1, 2, 'nobody', 'promise_due', 9e12, 'promise_due',
        'promise', 'stands for a record' FROM json_each('[0,1,2,3]');
    INSERT INTO promises (id, account, item, basis, state, made_at, due_at, first_due_at, what, approver, client_knows)
    VALUES ('p', 1, 100, 'sponsored', 'open', 1795000000000, 1796000000000, 1796000000000, 'offline mode', 'Helen Brandt', 1);
    INSERT INTO deals (number, id, account, item, state, stage, stage_at, close_on, made_at, name)
    VALUES (1, 'd', 1, 101, 'open', 'lead', 1, '2026-11-25', 1795000000000, 'Seals for 2027');
    INSERT INTO concessions (number, id, deal, side, at, answers, what)
    VALUES (1, 'g1', 1, 'give', 1795000000000, NULL, 'a fourth seat'),
        (2, 'g2', 1, 'get', 1795000001000, 1, 'a reference'),
        (3, 'g3', 1, 'give', 1795000002000, NULL, '5% off');
    INSERT INTO outcomes (number, id, account, item, state, better, baseline, target, target_on, made_at, measure, unit)
    VALUES (1, 'o', 1, 102, 'open', 'up', 40000000, 60000000, '2027-03-01', 1790000000000, 'Pallets a day', 'pallets');
    INSERT INTO readings (id, outcome, at, value) VALUES ('r1', 1, 1795300000000, 52000000), ('r2', 1, 1795400000000, 48000000);";

#[test]
fn the_card_of_an_account_of_which_nothing_is_known_says_so() {
    let mut desk = desk();
    act(
        &mut desk,
        AccountCommand::Add(AccountDraft {
            name: "Nordlicht".into(),
            ..AccountDraft::default()
        }),
    );
    assert_eq!(
        card(&desk, AccountNo(5)),
        [
            "No outcome is noted for them.",
            "No words with them are noted.",
            "Nothing of theirs is open with anybody.",
            "No date lies ahead with them.",
            "What could break it is not known: nothing is open with them.",
        ]
    );
    assert_eq!(
        desk.reader.card(AccountNo(99), &desk.settings, desk.now).unwrap(),
        None
    );
}

#[test]
fn the_card_gathers_what_the_boss_would_ask() {
    let mut desk = desk();
    call(
        &mut desk,
        BOREALIS,
        CallOutcome::Connected,
        "we can't ship until this works",
    );
    desk.at("2026-11-23T08:10:00Z");
    call(&mut desk, BOREALIS, CallOutcome::Voicemail, "");
    desk.hand_off(&[ItemNo(1)]);
    desk.write(RECORDS);
    desk.at("2026-11-26T12:00:00Z");
    assert_eq!(
        card(&desk, BOREALIS),
        [
            "Pallets a day: 60 pallets by Mon 1 Mar 2027; 48 pallets on Mon 23 Nov 2026, from 40 pallets at the start, \
             40% of the way.",
            "Mon 23 Nov 07:42, a call with Ines Weber: “we can't ship until this works”. One call since did not connect.",
            "Dev has “Login fails” (#1) since Mon 08:10.",
            "Mon 30 Nov 00:53: we promised “offline mode”.",
            "They should have heard about #1 by Mon 23 Nov 2026, 2 d late; Dev owes an answer on #1, 2 d late; we gave \
             “5% off” on Wed 18 Nov 2026 and got nothing for it; and 3 things more.",
        ]
    );
    // The merged account's number asks for the one that stands.
    act(
        &mut desk,
        AccountCommand::Merge {
            from: BOREALIS_AG,
            into: BOREALIS,
        },
    );
    assert_eq!(card(&desk, BOREALIS_AG)[0], card(&desk, BOREALIS)[0]);
}

#[test]
fn the_timeline_tells_everything_newest_first_and_no_more_than_asked_for() {
    let mut desk = desk();
    desk.at("2026-11-23T08:00:00Z");
    desk.hand_off(&[ItemNo(1)]);
    desk.at("2026-11-23T09:00:00Z");
    call(&mut desk, BOREALIS, CallOutcome::Connected, "all is well");
    desk.at("2026-11-23T10:00:00Z");
    desk.perform(&Command::Answer {
        items: vec![ItemNo(1)],
        answer: Answer::Done,
        words: "restarted".into(),
    });
    desk.at("2026-11-23T11:00:00Z");
    desk.perform(&Command::Finish {
        items: vec![ItemNo(1)],
        told: true,
        reason: None,
        minutes: None,
        words: String::new(),
    });
    desk.write(RECORDS);
    let told = |limit| {
        let (events, more) = desk
            .reader
            .timeline_of(BOREALIS, limit, &desk.settings, desk.now)
            .unwrap();
        (
            events.into_iter().map(|event| event.words).collect::<Vec<_>>(),
            more,
        )
    };
    let (lines, more) = told(50);
    assert_eq!(
        lines,
        [
            "#1 finished, client told: Login fails",
            "#1 done by Dev: restarted",
            "call: connected, Ines Weber: all is well",
            "#1 handed to Dev: Login fails",
            "support call #1 added: Login fails",
            "Pallets a day: 48 pallets",
            "Pallets a day: 52 pallets",
            "we gave: 5% off",
            "we got: a reference",
            "promised (sponsored): offline mode, by Mon 30 Nov 00:53",
            "deal opened: Seals for 2027, to close Wed 25 Nov 2026",
            "we gave: a fourth seat",
            "outcome noted: Pallets a day, from 40 pallets to 60 pallets by Mon 1 Mar 2027",
        ]
    );
    assert!(!more);
    assert_eq!(told(3), (lines[..3].to_vec(), true));
}

#[test]
fn the_ready_list_weighs_silence_by_what_is_promised() {
    let mut desk = desk();
    let order = |desk: &Desk| -> Vec<i64> {
        let list = desk.reader.ready(desk.now, 10).unwrap();
        list.iter().map(|waiting| waiting.account.0).collect()
    };
    desk.at("2026-11-25T08:00:00Z");
    // All came in together and heard nothing since: the older account first.
    assert_eq!(order(&desk), [1, 2, 3, 4]);
    call(&mut desk, BOREALIS, CallOutcome::NoAnswer, "");
    assert_eq!(order(&desk), [1, 2, 3, 4]);
    call(&mut desk, BOREALIS, CallOutcome::Connected, "");
    desk.perform(&Command::Tell {
        items: vec![ItemNo(2)],
        words: "on its way".into(),
        next: None,
    });
    desk.at("2026-11-25T09:00:00Z");
    assert_eq!(order(&desk), [3, 4, 1, 2]);
    desk.write(
        "INSERT INTO items (number, id, kind, account, state, urgent, arrived_at, client_due, play, standing_cue,
             wake_at, wake_cue, source, subject)
         VALUES (100, 'i', 'follow_up', 4, 'open', 0, 1, 2, 'nobody', 'promise_due', 9e12, 'promise_due', 'promise', 's');
         INSERT INTO promises (id, account, item, basis, state, made_at, due_at, first_due_at, what, evidence, seen)
         VALUES ('p', 4, 100, 'real', 'open', 1, 2, 2, 'fixed', 'release 2', 'in the demo');",
    );
    let list = desk.reader.ready(desk.now, 1).unwrap();
    assert_eq!(
        (list[0].account.0, list[0].promised().as_str()),
        (4, "1 promise, 1 overdue")
    );
    // Nothing open: nothing to say yet.
    desk.perform(&Command::Dismiss {
        items: vec![ItemNo(3)],
    });
    assert_eq!(order(&desk), [4, 1, 2]);
}
