//! Undo and redo on real files.

use proptest::prelude::*;

use super::Desk;
use crate::domain::command::{AccountRef, Answer, CallDraft, Command, ItemEdit, Recipient};
use crate::domain::ids::{CommandNo, ItemNo, OwnerNo};
use crate::domain::item::{Kind, Reason};
use crate::domain::settings::CallOutcome;
use crate::store::{Reader, Store};

#[test]
fn a_morning_is_taken_back_to_the_start_and_done_again_across_a_restart() {
    let mut desk = Desk::new();
    let start = desk.contents();
    let order = desk.add(Kind::Order, "Acme Pumps", "40 pallets");
    let call = desk.add(Kind::Support, "Borealis GmbH", "Login fails");
    desk.hand_off(&[order, call]);
    desk.perform(&Command::Answer {
        items: vec![order],
        answer: Answer::Done,
        words: "shipped".into(),
    });
    desk.perform(&Command::Finish {
        items: vec![order],
        told: true,
        reason: None,
        minutes: None,
        words: String::new(),
    });
    desk.perform(&Command::Recall { items: vec![call] });
    desk.perform(&Command::Keep {
        items: vec![call],
        reason: Reason::Habit,
    });
    let end = desk.contents();
    desk.store = Store::open(&desk.folder.path().join("downbeat.db"), desk.now).unwrap();
    let mut undone = 0;
    while desk.contents() != start {
        desk.perform(&Command::Undo(None));
        undone += 1;
    }
    assert_eq!(undone, 7);
    desk.store = Store::open(&desk.folder.path().join("downbeat.db"), desk.now).unwrap();
    for _ in 0..undone {
        desk.perform(&Command::Redo);
    }
    assert_eq!(desk.contents(), end);
    assert!(
        desk.try_perform(&Command::Redo)
            .unwrap_err()
            .to_string()
            .contains("nothing to do again")
    );
}

#[test]
fn undo_takes_back_this_windows_commands_and_leaves_what_others_did_since() {
    let mut desk = Desk::new();
    let mut other = Store::open(&desk.folder.path().join("downbeat.db"), desk.now).unwrap();
    let mine = desk.add(Kind::Order, "Acme", "mine");
    let theirs = other
        .perform(
            &Command::Add(super::desk::draft(Kind::Order, "Beta", "theirs")),
            &desk.settings,
            desk.now,
            false,
        )
        .unwrap();
    let done = desk.perform(&Command::Undo(None));
    assert!(done.words.contains("mine"), "{}", done.words);
    assert!(
        crate::store::items::find(&desk.store.connection, mine)
            .unwrap()
            .is_none()
    );
    assert!(
        crate::store::items::find(&desk.store.connection, theirs.items[0])
            .unwrap()
            .is_some()
    );
    desk.perform(&Command::Undo(Some(theirs.command)));
    assert!(
        crate::store::items::find(&desk.store.connection, theirs.items[0])
            .unwrap()
            .is_none()
    );
}

/// A screen names what `u` would take back before it has opened the store for writing.
#[test]
fn a_window_begun_on_a_reader_takes_back_what_it_named_whatever_others_did_meanwhile() {
    let mut desk = Desk::new();
    desk.add(Kind::Order, "Acme", "one");
    let (reader, window) = Reader::open_caught_up(desk.store.path(), desk.now).unwrap();
    let named = reader.undo_words(window).unwrap().unwrap();
    desk.add(Kind::Order, "Borealis", "two");
    let mut store = Store::open_for(window, desk.store.path(), desk.now).unwrap();
    let undone = store
        .perform(&Command::Undo(None), &desk.settings, desk.now, false)
        .unwrap();
    assert!(undone.words.contains(&named), "{} {named}", undone.words);
    std::fs::rename(desk.store.path(), desk.folder.path().join("away.db")).unwrap();
    let error = Store::open_for(window, desk.store.path(), desk.now).unwrap_err();
    assert!(error.to_string().contains("there is no such file"), "{error}");
}

#[test]
fn undo_refuses_when_a_later_command_changed_the_same_and_names_it() {
    let mut desk = Desk::new();
    let item = desk.add(Kind::Order, "Acme", "40 pallets");
    let star = desk.perform(&Command::Star {
        items: vec![item],
        urgent: true,
    });
    let later = desk.perform(&Command::Star {
        items: vec![item],
        urgent: false,
    });
    let before = desk.contents();
    let error = desk
        .try_perform(&Command::Undo(Some(star.command)))
        .unwrap_err()
        .to_string();
    assert!(
        error.contains(&format!("downbeat undo {}", later.command.0)),
        "{error}"
    );
    assert_eq!(desk.contents(), before);
    // A note hangs on the item without changing it; the item can't vanish under it.
    let note = desk.perform(&Command::Note {
        items: vec![item],
        text: "hello".into(),
    });
    let add = desk
        .reader
        .history(100)
        .unwrap()
        .into_iter()
        .find(|entry| entry.verb == "add")
        .unwrap();
    let error = desk
        .try_perform(&Command::Undo(Some(add.command)))
        .unwrap_err()
        .to_string();
    assert!(
        error.contains(&format!("downbeat undo {}", note.command.0)),
        "{error}"
    );
}

/// The words in which taking back a command is refused, nothing being changed by it.
fn refused(desk: &mut Desk, command: CommandNo) -> String {
    let before = desk.contents();
    let error = desk
        .try_perform(&Command::Undo(Some(command)))
        .unwrap_err()
        .to_string();
    assert_eq!(desk.contents(), before);
    error
}

#[test]
fn undo_of_an_added_owner_names_the_hand_off_that_needs_it() {
    let mut desk = Desk::new();
    let item = desk.add(Kind::Order, "Acme", "40 pallets");
    let hand_off = desk.hand_off(&[item]);
    let added = desk.reader.history(100).unwrap().last().unwrap().command;
    let error = refused(&mut desk, added);
    assert!(
        error.contains(&format!("downbeat undo {}", hand_off.command.0)),
        "{error}"
    );
}

#[test]
fn undo_of_an_added_owner_names_the_card_on_which_it_stands_in() {
    let mut desk = Desk::new();
    let added = desk.perform(&Command::AddOwners(vec![super::desk::owner("ann", None, &[])]));
    let mut dev = desk.reader.owners().unwrap()[1].clone();
    dev.stand_in = Some(OwnerNo(3));
    let edited = desk.perform(&Command::EditOwner(Box::new(dev)));
    let error = refused(&mut desk, added.command);
    assert!(
        error.contains(&format!("downbeat undo {}", edited.command.0)),
        "{error}"
    );
}

#[test]
fn undo_of_an_item_names_the_later_item_of_the_account_it_made() {
    let mut desk = Desk::new();
    let first = desk.perform(&Command::Add(super::desk::draft(Kind::Order, "Acme", "x")));
    let second = desk.perform(&Command::Add(super::desk::draft(Kind::Order, "Acme", "y")));
    let error = refused(&mut desk, first.command);
    assert!(
        error.contains(&format!("downbeat undo {}", second.command.0)),
        "{error}"
    );
}

#[test]
fn undo_of_a_freed_seat_names_the_command_that_gave_it_to_another() {
    let mut desk = Desk::new();
    let owners = desk.reader.owners().unwrap();
    let (mut maria, mut dev) = (owners[0].clone(), owners[1].clone());
    maria.seat = None;
    let freed = desk.perform(&Command::EditOwner(Box::new(maria)));
    dev.seat = Some(1);
    let taken = desk.perform(&Command::EditOwner(Box::new(dev)));
    let error = refused(&mut desk, freed.command);
    assert!(
        error.contains("seat") && error.contains(&format!("downbeat undo {}", taken.command.0)),
        "{error}"
    );
}

#[test]
fn undo_that_needs_what_was_taken_back_names_what_had_made_it() {
    let mut desk = Desk::new();
    let first = desk.perform(&Command::Add(super::desk::draft(Kind::Order, "Acme", "x")));
    let second = desk.perform(&Command::Add(super::desk::draft(Kind::Order, "Acme", "y")));
    let moved = desk.perform(&Command::Edit {
        item: second.items[0],
        edit: ItemEdit {
            account: Some("Beta".into()),
            ..ItemEdit::default()
        },
    });
    desk.perform(&Command::Undo(Some(first.command)));
    let error = refused(&mut desk, moved.command);
    assert!(
        error.contains(&format!("command {}", first.command)) && error.contains("was taken back"),
        "{error}"
    );
}

#[test]
fn a_new_command_clears_redo_and_numbers_are_never_used_again() {
    let mut desk = Desk::new();
    let first = desk.add(Kind::Order, "Acme", "one");
    desk.perform(&Command::Undo(None));
    let second = desk.add(Kind::Order, "Acme", "two");
    assert!(second.0 > first.0);
    assert!(desk.try_perform(&Command::Redo).is_err());
}

/// With every commit the status line asks what `u` would take back: that may not cost more with every command ever done.
#[test]
fn whether_a_migration_bars_undo_is_found_without_reading_every_command() {
    let desk = Desk::new();
    let plan: Vec<String> = desk
        .store
        .connection
        .prepare("EXPLAIN QUERY PLAN SELECT max(number) FROM commands WHERE kind = 'migration'")
        .unwrap()
        .query_map([], |row| row.get(3))
        .unwrap()
        .collect::<rusqlite::Result<_>>()
        .unwrap();
    assert_eq!(plan, ["SEARCH commands USING COVERING INDEX commands_migration"]);
}

#[derive(Debug, Clone)]
enum Step {
    Add(u8),
    HandOff(u8, u8),
    Done(u8),
    Return(u8),
    Ack(u8),
    Nudge(u8),
    Tell(u8),
    Finish(u8, bool),
    Keep(u8),
    Snooze(u8),
    Star(u8, bool),
    Dismiss(u8),
    Reopen(u8),
    Note(u8),
    Call(u8, u8),
    Edit(u8),
    Later,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        any::<u8>().prop_map(Step::Add),
        (any::<u8>(), any::<u8>()).prop_map(|(a, b)| Step::HandOff(a, b)),
        any::<u8>().prop_map(Step::Done),
        any::<u8>().prop_map(Step::Return),
        any::<u8>().prop_map(Step::Ack),
        any::<u8>().prop_map(Step::Nudge),
        any::<u8>().prop_map(Step::Tell),
        (any::<u8>(), any::<bool>()).prop_map(|(a, b)| Step::Finish(a, b)),
        any::<u8>().prop_map(Step::Keep),
        any::<u8>().prop_map(Step::Snooze),
        (any::<u8>(), any::<bool>()).prop_map(|(a, b)| Step::Star(a, b)),
        any::<u8>().prop_map(Step::Dismiss),
        any::<u8>().prop_map(Step::Reopen),
        any::<u8>().prop_map(Step::Note),
        (any::<u8>(), any::<u8>()).prop_map(|(a, b)| Step::Call(a, b)),
        any::<u8>().prop_map(Step::Edit),
        Just(Step::Later),
    ]
}

fn command(desk: &Desk, step: &Step) -> Option<Command> {
    let item = |n: u8| vec![ItemNo(i64::from(n % 5) + 1)];
    let words = String::new();
    let later = desk.now + chrono::Duration::hours(30);
    Some(match *step {
        Step::Add(n) => {
            let kind = Kind::ALL[usize::from(n) % 3];
            Command::Add(super::desk::draft(
                kind,
                &format!("Client {}", n % 4),
                "something",
            ))
        }
        Step::HandOff(n, to) => Command::HandOff {
            items: item(n),
            to: Recipient::Owner(OwnerNo(i64::from(to % 2) + 1)),
            brief: None,
        },
        Step::Done(n) => Command::Answer {
            items: item(n),
            answer: Answer::Done,
            words,
        },
        Step::Return(n) => Command::Answer {
            items: item(n),
            answer: Answer::Returned,
            words,
        },
        Step::Ack(n) => Command::Answer {
            items: item(n),
            answer: Answer::Acknowledged { by: None },
            words,
        },
        Step::Nudge(n) => Command::Nudge { items: item(n) },
        Step::Tell(n) => Command::Tell {
            items: item(n),
            words,
            next: None,
        },
        Step::Finish(n, told) => Command::Finish {
            items: item(n),
            told,
            reason: Some(Reason::Habit),
            minutes: Some(5),
            words: String::new(),
        },
        Step::Keep(n) => Command::Keep {
            items: item(n),
            reason: Reason::FasterMyself,
        },
        Step::Snooze(n) => Command::Snooze {
            items: item(n),
            until: later,
        },
        Step::Star(n, urgent) => Command::Star {
            items: item(n),
            urgent,
        },
        Step::Dismiss(n) => Command::Dismiss { items: item(n) },
        Step::Reopen(n) => Command::Reopen { items: item(n) },
        Step::Note(n) => Command::Note {
            items: item(n),
            text: "noted".into(),
        },
        Step::Call(n, outcome) => Command::LogCall(CallDraft {
            account: AccountRef::Named(format!("Client {}", n % 4)),
            item: None,
            person: String::new(),
            outcome: CallOutcome::ALL[usize::from(outcome) % 6],
            minutes: None,
            notes: String::new(),
            next: (n % 2 == 0).then_some(later),
            opens: None,
            at: desk.now,
        }),
        Step::Edit(n) => Command::Edit {
            item: item(n)[0],
            edit: ItemEdit {
                account: Some(format!("Client {}", n % 4)),
                ..ItemEdit::default()
            },
        },
        Step::Later => return None,
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// Whatever was done, taking all of it back gives the start again, doing it again gives the end; and at every
    /// step the derived tables are what they would be if made anew.
    #[test]
    fn any_morning_can_be_taken_back_and_done_again(steps in prop::collection::vec(step(), 1..40)) {
        let mut desk = Desk::new();
        let start = desk.contents();
        let mut done = 0;
        for step in &steps {
            if let Some(command) = command(&desk, step) {
                done += usize::from(desk.try_perform(&command).is_ok());
            } else {
                desk.now += chrono::Duration::hours(7);
                desk.store.tick(desk.now).unwrap();
            }
            let counts = desk.counts();
            let open: i64 = desk.store.connection.query_row(
                "SELECT count(*) FROM items WHERE state = 'open'", [], |row| row.get(0)).unwrap();
            prop_assert_eq!(counts.inbox(None) + counts.later, u64::try_from(open).unwrap());
            let awake: u64 = desk.store.connection.query_row(
                "SELECT count(*) FROM items WHERE state = 'open' AND wake_at <= (SELECT at FROM tick)", [],
                |row| row.get::<_, i64>(0)).unwrap().try_into().unwrap();
            prop_assert_eq!(counts.inbox(None), awake);
        }
        let end = desk.contents();
        for _ in 0..done {
            desk.perform(&Command::Undo(None));
        }
        let logged = |lines: Vec<String>| -> Vec<String> {
            lines.into_iter().filter(|line| !line.starts_with("awake")).collect()
        };
        prop_assert_eq!(logged(desk.contents()), logged(start));
        for _ in 0..done {
            desk.perform(&Command::Redo);
        }
        prop_assert_eq!(desk.contents(), end);
    }
}
