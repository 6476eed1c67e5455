//! Chases: tries are counted, a connected call ends them, and the last one says so.

use super::desk::Desk;
use crate::domain::command::{AccountRef, CallDraft, Command, Done};
use crate::domain::ids::ItemNo;
use crate::domain::item::{Cue, Kind};
use crate::domain::listing::List;
use crate::domain::settings::CallOutcome;

fn call(outcome: CallOutcome, item: Option<ItemNo>, desk: &Desk) -> CallDraft {
    let client = AccountRef::Named("Acme".to_owned());
    let chase = desk.reader.chase(&client, item).unwrap();
    let made = chase.try_that_ended(
        outcome,
        &desk.settings.cadences,
        desk.now,
        &desk.settings.calendar,
    );
    CallDraft {
        account: client,
        item,
        person: String::new(),
        outcome,
        minutes: None,
        notes: String::new(),
        next: made.next,
        opens: None,
        at: desk.now,
    }
}

/// Logs a call with what the cadence proposes.
fn log(desk: &mut Desk, outcome: CallOutcome, item: Option<ItemNo>) -> Done {
    let draft = call(outcome, item, desk);
    desk.perform(&Command::LogCall(draft))
}

/// The tries as stored, oldest first, each with the callback whose chase it is in.
fn tries(desk: &Desk) -> Vec<(Option<u32>, Option<i64>)> {
    let mut statement = desk
        .store
        .connection
        .prepare("SELECT attempt, chase FROM calls ORDER BY number")
        .unwrap();
    let rows = statement
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap();
    rows.map(Result::unwrap).collect()
}

fn chase_of(desk: &Desk) -> (u32, Kind) {
    let client = AccountRef::Named("Acme".to_owned());
    let chase = desk.reader.chase(&client, None).unwrap();
    (chase.tries, chase.kind)
}

#[test]
fn each_call_keeps_which_try_it_was_and_the_callback_goes_on() {
    let mut desk = Desk::new();
    let first = log(&mut desk, CallOutcome::NoAnswer, None);
    let callback = first.items[0];
    assert_eq!(first.over, None);
    desk.at("2026-11-23T14:00:00Z");
    let second = log(&mut desk, CallOutcome::Voicemail, Some(callback));
    assert!(second.words.contains("try 2 of 5"), "{}", second.words);
    assert_eq!(
        tries(&desk),
        [(Some(1), Some(callback.0)), (Some(2), Some(callback.0))]
    );
    assert_eq!(chase_of(&desk), (2, Kind::FollowUp));
}

#[test]
fn a_connected_call_ends_the_chase_and_the_next_try_is_the_first_again() {
    let mut desk = Desk::new();
    log(&mut desk, CallOutcome::NoAnswer, None);
    log(&mut desk, CallOutcome::NoAnswer, None);
    // Reached, with a date agreed on: the callback stays, the count does not.
    let mut reached = call(CallOutcome::Connected, None, &desk);
    reached.next = Some("2026-11-30T10:00:00Z".parse().unwrap());
    desk.perform(&Command::LogCall(reached));
    assert_eq!(tries(&desk), [(Some(1), None), (Some(2), None), (Some(3), None)]);
    assert_eq!(chase_of(&desk), (0, Kind::FollowUp));
    log(&mut desk, CallOutcome::Busy, None);
    assert_eq!(tries(&desk)[3].0, Some(1));
    // Taken back, the two commands leave the chase as it was.
    desk.perform(&Command::Undo(None));
    desk.perform(&Command::Undo(None));
    assert_eq!(chase_of(&desk), (2, Kind::FollowUp));
}

#[test]
fn a_call_that_nobody_had_to_chase_is_no_try() {
    let mut desk = Desk::new();
    log(&mut desk, CallOutcome::Connected, None);
    assert_eq!(tries(&desk), [(None, None)]);
}

#[test]
fn the_last_try_brings_the_callback_up_and_says_that_it_was_the_last() {
    let mut desk = Desk::new();
    for _ in 0..4 {
        assert_eq!(log(&mut desk, CallOutcome::NoAnswer, None).over, None);
    }
    let last = log(&mut desk, CallOutcome::NoAnswer, None);
    let over = last.over.unwrap();
    assert_eq!((over.client.as_str(), over.tries), ("Acme", 5));
    // It slept for the next call; now it is in front of the rep.
    let row = &desk
        .window(
            &super::desk::scope(Some(List::Inbox)),
            crate::domain::listing::From::Top,
            9,
        )
        .rows[0];
    assert_eq!(row.wake.map(|(_, cue)| cue), Some(Cue::Callback));
    // Whoever tries again is told so again.
    let again = log(&mut desk, CallOutcome::NoAnswer, Some(row.item));
    assert!(again.words.contains("try 6, 5 planned"), "{}", again.words);
    assert_eq!(again.over.unwrap().tries, 6);
}

#[test]
fn a_chase_goes_by_the_kind_that_was_called_about_first() {
    let mut desk = Desk::new();
    let support = desk.add(Kind::Support, "Acme", "Login fails");
    let callback = log(&mut desk, CallOutcome::NoAnswer, Some(support)).items[1];
    let client = AccountRef::Named("Acme".to_owned());
    let chase = |item| desk.reader.chase(&client, item).unwrap();
    assert_eq!(chase(Some(callback)).kind, Kind::Support);
    assert_eq!(chase(None).kind, Kind::Support);
    assert_eq!(
        (chase(Some(support)).kind, chase(Some(support)).tries),
        (Kind::Support, 1)
    );
}

#[test]
fn a_call_finds_the_card_of_the_person_it_was_with() {
    let mut desk = Desk::new();
    desk.perform(&Command::Account(
        crate::domain::account::AccountCommand::AddPerson {
            account: AccountRef::Named("Acme".to_owned()),
            person: crate::domain::account::PersonDraft {
                name: "Ines Weber".to_owned(),
                ..Default::default()
            },
        },
    ));
    let mut draft = call(CallOutcome::Connected, None, &desk);
    draft.person = "ines weber".to_owned();
    desk.perform(&Command::LogCall(draft));
    let card: Option<i64> = desk
        .store
        .connection
        .query_row("SELECT person_number FROM calls", [], |row| row.get(0))
        .unwrap();
    assert_eq!(card, Some(1));
}
