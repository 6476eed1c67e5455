//! Chases: tries are counted, a connected call ends them, and the last one says so.

use super::desk::Desk;
use crate::domain::account::{AccountCommand, PersonDraft, PersonEdit};
use crate::domain::calls::{CallCommand, MoveOn, Target};
use crate::domain::command::{AccountRef, CallDraft, Command, Done};
use crate::domain::ids::{AccountNo, ItemNo, PersonNo};
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
    desk.perform(&Command::Account(AccountCommand::AddPerson {
        account: AccountRef::Named("Acme".to_owned()),
        person: PersonDraft {
            name: "Ines Weber".to_owned(),
            ..Default::default()
        },
    }));
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

/// A desk where five tries have not reached Acme, with its callback.
fn run_out() -> (Desk, AccountNo, ItemNo) {
    let mut desk = Desk::new();
    for _ in 0..5 {
        log(&mut desk, CallOutcome::NoAnswer, None);
    }
    let (account, _) = desk.reader.account_named("Acme").unwrap().unwrap();
    let chase = desk.reader.chase(&AccountRef::Number(account), None).unwrap();
    (desk, account, chase.callback.unwrap())
}

fn move_on(desk: &mut Desk, account: AccountNo, to: MoveOn) -> crate::store::Result<Done> {
    desk.try_perform(&Command::Call(CallCommand::MoveOn { account, to }))
}

#[test]
fn another_person_is_called_from_the_first_try_on_and_one_undo_takes_it_back() {
    let (mut desk, account, callback) = run_out();
    desk.perform(&Command::Account(AccountCommand::AddPerson {
        account: AccountRef::Number(account),
        person: PersonDraft {
            name: "Jan Novak".to_owned(),
            ..PersonDraft::default()
        },
    }));
    let before = desk.contents();
    let next = desk
        .reader
        .next_up(account, &desk.settings, desk.now)
        .unwrap()
        .unwrap();
    assert_eq!((next.tries, next.people.len()), (5, 1));
    let done = move_on(&mut desk, account, MoveOn::Person(next.people[0].person)).unwrap();
    assert!(done.words.contains("Jan Novak is to be called"), "{}", done.words);
    assert_eq!(done.items, [callback]);
    let item = crate::store::items::load(&desk.store.connection, callback).unwrap();
    assert_eq!(item.contact.as_deref(), Some("Jan Novak"));
    assert_eq!(
        item.open().unwrap().wake.at,
        desk.now,
        "in front of the rep at once"
    );
    assert_eq!(chase_of(&desk).0, 0);
    desk.perform(&Command::Undo(None));
    assert_eq!(desk.contents(), before);
}

#[test]
fn somebody_elsewhere_or_gone_is_not_called_for_this_client() {
    let (mut desk, account, _) = run_out();
    let person = |account: &str| {
        Command::Account(AccountCommand::AddPerson {
            account: AccountRef::Named(account.to_owned()),
            person: PersonDraft {
                name: "Ines Weber".to_owned(),
                ..PersonDraft::default()
            },
        })
    };
    desk.perform(&person("Borealis"));
    let why = move_on(&mut desk, account, MoveOn::Person(PersonNo(1))).unwrap_err();
    assert!(why.to_string().contains("Ines Weber is at Borealis"), "{why}");
    desk.perform(&person("Acme"));
    desk.perform(&Command::Account(AccountCommand::EditPerson {
        person: PersonNo(2),
        edit: Box::new(PersonEdit {
            gone: Some(true),
            ..PersonEdit::default()
        }),
    }));
    let why = move_on(&mut desk, account, MoveOn::Person(PersonNo(2))).unwrap_err();
    assert!(why.to_string().contains("not at Acme any more"), "{why}");
    let next = desk
        .reader
        .next_up(account, &desk.settings, desk.now)
        .unwrap()
        .unwrap();
    assert_eq!(next.people, []);
}

#[test]
fn the_account_most_in_need_is_called_and_this_one_left_alone() {
    let (mut desk, account, callback) = run_out();
    desk.add(Kind::Order, "Borealis", "40 pallets");
    let before = desk.contents();
    let next = desk
        .reader
        .next_up(account, &desk.settings, desk.now)
        .unwrap()
        .unwrap();
    let (other, name, _) = next.ready.unwrap();
    assert_eq!(name, "Borealis");
    let done = move_on(&mut desk, account, MoveOn::Account(other)).unwrap();
    assert!(done.words.contains("Borealis is to be called"), "{}", done.words);
    let made = done.items[0];
    let item = crate::store::items::load(&desk.store.connection, made).unwrap();
    assert_eq!(item.open().map(|open| open.wake.cue), Some(Cue::Callback));
    assert!(!desk.numbers(List::Inbox).contains(&callback.0));
    assert!(desk.numbers(List::Done).contains(&callback.0));
    // Nobody was told anything by being left alone.
    let told: i64 = desk
        .store
        .connection
        .query_row("SELECT count(*) FROM notes", [], |row| row.get(0))
        .unwrap();
    assert_eq!(told, 0);
    desk.perform(&Command::Undo(None));
    assert_eq!(desk.contents(), before);
}

#[test]
fn one_last_note_is_kept_with_its_words_and_ends_the_chase() {
    let (mut desk, account, callback) = run_out();
    let before = desk.contents();
    let next = desk
        .reader
        .next_up(account, &desk.settings, desk.now)
        .unwrap()
        .unwrap();
    assert!(next.note.contains("5 times"), "{}", next.note);
    let done = move_on(&mut desk, account, MoveOn::Note(next.note.clone())).unwrap();
    assert_eq!(done.draft.as_deref(), Some(next.note.as_str()));
    assert!(desk.numbers(List::Done).contains(&callback.0));
    let kept: String = desk
        .store
        .connection
        .query_row("SELECT text FROM notes WHERE kind = 'told'", [], |row| row.get(0))
        .unwrap();
    assert_eq!(kept, next.note);
    desk.perform(&Command::Undo(None));
    assert_eq!(desk.contents(), before);
    assert!(move_on(&mut desk, account, MoveOn::Note("  ".to_owned())).is_err());
}

#[test]
fn a_chase_that_rests_begins_anew_on_its_date() {
    let (mut desk, account, callback) = run_out();
    let before = desk.contents();
    let until = "2027-01-11T09:00:00Z".parse().unwrap();
    move_on(&mut desk, account, MoveOn::Rest(until)).unwrap();
    assert!(desk.numbers(List::Later).contains(&callback.0));
    assert_eq!(chase_of(&desk).0, 0);
    desk.perform(&Command::Undo(None));
    assert_eq!(desk.contents(), before);
    let past = "2026-11-01T09:00:00Z".parse().unwrap();
    assert!(move_on(&mut desk, account, MoveOn::Rest(past)).is_err());
}

#[test]
fn a_client_without_a_callback_can_be_moved_on_from_as_well() {
    for to in [
        MoveOn::Rest("2027-01-11T09:00:00Z".parse().unwrap()),
        MoveOn::Note("We stop calling.".to_owned()),
    ] {
        let mut desk = Desk::new();
        let over = log(&mut desk, CallOutcome::WrongNumber, None).over.unwrap();
        assert_eq!(over.tries, 1);
        let before = desk.contents();
        assert_eq!(move_on(&mut desk, over.account, to).unwrap().items.len(), 1);
        desk.perform(&Command::Undo(None));
        assert_eq!(desk.contents(), before);
    }
}

#[test]
fn a_call_is_exported_once_for_each_program_until_that_is_taken_back() {
    let mut desk = Desk::new();
    log(&mut desk, CallOutcome::NoAnswer, None);
    log(&mut desk, CallOutcome::Connected, None);
    let export =
        |desk: &Desk, target, again| desk.reader.calls_to_export(target, (None, None), again).unwrap();
    let first = export(&desk, Target::Hubspot, false);
    assert_eq!((first.calls.len(), first.new.len(), first.left_out), (2, 2, 0));
    let done = desk.perform(&Command::Call(CallCommand::Exported {
        target: Target::Hubspot,
        calls: first.new,
    }));
    assert_eq!(done.words, "2 calls exported for HubSpot");
    let second = export(&desk, Target::Hubspot, false);
    assert_eq!((second.calls.len(), second.left_out), (0, 2));
    assert_eq!(export(&desk, Target::Salesforce, false).calls.len(), 2);
    let again = export(&desk, Target::Hubspot, true);
    assert_eq!((again.calls.len(), again.new.len()), (2, 0));
    desk.perform(&Command::Undo(None));
    assert_eq!(export(&desk, Target::Hubspot, false).calls.len(), 2);
}

#[test]
fn the_numbers_of_whom_to_speak_with_come_first_and_are_dialled_without_their_blanks() {
    let mut desk = Desk::new();
    let person = |name: &str, phone: &str, gone| {
        let card = PersonDraft {
            name: name.to_owned(),
            phones: vec![phone.to_owned()],
            ..PersonDraft::default()
        };
        (card, gone)
    };
    for (card, gone) in [
        person("Ines Weber", "+49 30 1234567", false),
        person("Jan Novak", "+420 222 111 000", false),
        person("Old Hand", "+49 30 999", true),
    ] {
        desk.perform(&Command::Account(AccountCommand::AddPerson {
            account: AccountRef::Named("Acme".to_owned()),
            person: card,
        }));
        if gone {
            let edit = Box::new(PersonEdit {
                gone: Some(true),
                ..PersonEdit::default()
            });
            desk.perform(&Command::Account(AccountCommand::EditPerson {
                person: PersonNo(3),
                edit,
            }));
        }
    }
    let mut draft = call(CallOutcome::NoAnswer, None, &desk);
    draft.person = "Jan Novak".to_owned();
    let callback = desk.perform(&Command::LogCall(draft)).items[0];
    let (account, _) = desk.reader.account_named("Acme").unwrap().unwrap();
    let numbers = desk
        .reader
        .numbers_of(account, Some(callback), &desk.settings)
        .unwrap();
    let dialled: Vec<&str> = numbers.iter().map(|number| number.dialled.as_str()).collect();
    assert_eq!(dialled, ["+420222111000", "+49301234567"]);
}

#[test]
fn the_last_try_stands_in_the_subject_though_no_call_follows_it() {
    let mut desk = Desk::new();
    let callback = log(&mut desk, CallOutcome::NoAnswer, None).items[0];
    for _ in 0..4 {
        log(&mut desk, CallOutcome::Voicemail, None);
    }
    let subject: String = desk
        .store
        .connection
        .query_row(
            "SELECT subject FROM items WHERE number = ?1",
            [callback.0],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(subject, "Call back: voicemail, tried 5 times");
}

#[test]
fn a_call_is_with_the_one_at_the_client_who_can_be_meant() {
    let mut desk = Desk::new();
    for name in ["Ines Weber", "Ingo Weber", "Jo Li"] {
        desk.perform(&Command::Account(AccountCommand::AddPerson {
            account: AccountRef::Named("Acme".to_owned()),
            person: PersonDraft {
                name: name.to_owned(),
                ..PersonDraft::default()
            },
        }));
    }
    for (said, with, card) in [
        ("ines", "Ines Weber", Some(1)),
        ("jo li", "Jo Li", Some(3)),
        ("Weber", "Weber", None),
        ("nes", "nes", None),
        ("somebody", "somebody", None),
    ] {
        let mut draft = call(CallOutcome::Busy, None, &desk);
        said.clone_into(&mut draft.person);
        desk.perform(&Command::LogCall(draft));
        let kept: (String, Option<i64>) = desk
            .store
            .connection
            .query_row(
                "SELECT person, person_number FROM calls ORDER BY number DESC LIMIT 1",
                [],
                |row| Ok((row.get(0)?, row.get(1)?)),
            )
            .unwrap();
        assert_eq!(kept, (with.to_owned(), card), "{said}");
    }
}
