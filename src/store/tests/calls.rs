//! Callbacks: what the one follow-up of an account says after each try.

use chrono::Duration;

use super::Desk;
use crate::domain::command::{AccountRef, CallDraft, Command, ItemEdit};
use crate::domain::ids::ItemNo;
use crate::domain::settings::CallOutcome;
use crate::store::items;

/// Calls the account an hour after the last time, to call again two days later.
fn call(desk: &mut Desk, outcome: CallOutcome) {
    desk.now += Duration::hours(1);
    let next = desk.now + Duration::days(2);
    desk.perform(&Command::LogCall(CallDraft {
        account: AccountRef::Named("Acme Pumps".to_owned()),
        item: None,
        person: String::new(),
        outcome,
        minutes: None,
        notes: String::new(),
        next: Some(next),
        opens: None,
        at: desk.now,
    }));
}

fn subject(desk: &Desk) -> String {
    items::load(&desk.store.connection, ItemNo(1)).unwrap().subject
}

#[test]
fn a_callback_says_how_the_latest_try_ended_and_how_many_there_were() {
    let mut desk = Desk::new();
    for (outcome, expected) in [
        (CallOutcome::LeftMessage, "Call back: left message"),
        (CallOutcome::NoAnswer, "Call back: no answer, tried twice"),
        (CallOutcome::NoAnswer, "Call back: no answer, tried 3 times"),
        // Reached, and to be called again: the tries begin anew.
        (CallOutcome::Connected, "Call back: connected"),
        (CallOutcome::Busy, "Call back: busy"),
        (CallOutcome::Voicemail, "Call back: voicemail, tried twice"),
    ] {
        call(&mut desk, outcome);
        assert_eq!(subject(&desk), expected);
    }
    desk.perform(&Command::Undo(None));
    assert_eq!(subject(&desk), "Call back: busy");
    call(&mut desk, CallOutcome::NoAnswer);
    assert_eq!(subject(&desk), "Call back: no answer, tried twice");
    assert_eq!(desk.reader.counts().unwrap().later, 1);
}

#[test]
fn words_that_the_rep_gave_a_callback_stand() {
    let mut desk = Desk::new();
    call(&mut desk, CallOutcome::LeftMessage);
    for words in ["Ask for the price", "Call back: ask for Ines, tried twice"] {
        let edit = ItemEdit {
            subject: Some(words.to_owned()),
            ..ItemEdit::default()
        };
        desk.perform(&Command::Edit {
            item: ItemNo(1),
            edit,
        });
        call(&mut desk, CallOutcome::Busy);
        assert_eq!(subject(&desk), words);
    }
}
