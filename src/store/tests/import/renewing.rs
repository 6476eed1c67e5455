//! What a later export makes of what is there already.

use super::{at, closed, counts, later, solved, ticket, wake_cue};
use crate::domain::command::{Command, ItemEdit, Listened};
use crate::domain::draft::{Arrival, Field, Finished};
use crate::domain::ids::ItemNo;
use crate::domain::item::{Cue, Ending, Reason};
use crate::domain::listing::List;
use crate::store::items;
use crate::store::tests::Desk;

#[test]
fn the_same_file_again_changes_nothing_and_leaves_no_command() {
    let mut desk = Desk::new();
    let mut done = ticket("4713", "How do I export?");
    solved(&mut done);
    let mut undated = ticket("4714", "No dates");
    undated.updated_at = None;
    let rows = [ticket("4711", "Login fails"), done, undated];
    desk.import(&rows);
    let (before, commands) = (desk.contents(), desk.commands());
    desk.now += chrono::Duration::hours(3);
    let report = desk.import(&rows);
    assert_eq!(counts(&report), [0, 0, 3, 0]);
    assert_eq!(report.command, None);
    assert_eq!(report.words, "nothing new: 3 rows from tickets.csv, 3 unchanged");
    assert_eq!(desk.contents(), before);
    assert_eq!(desk.commands(), commands);
    assert_eq!(desk.count("SELECT count(*) FROM running"), 0);
}

#[test]
fn a_newer_export_writes_what_changed_and_wakes_what_slept() {
    let mut desk = Desk::new();
    let (snoozed, handed) = (ticket("1", "Login fails"), ticket("2", "Wrong VAT"));
    desk.import(&[snoozed.clone(), handed.clone(), ticket("3", "Untouched")]);
    let numbers: Vec<ItemNo> = ["1", "2", "3"].map(|key| desk.of_key(key).number).to_vec();
    let until = desk.now + chrono::Duration::days(7);
    for item in [numbers[0], numbers[2]] {
        desk.perform(&Command::Snooze {
            items: vec![item],
            until,
        });
    }
    desk.hand_off(&[numbers[1]]);
    assert_eq!(desk.numbers(List::Inbox), Vec::<i64>::new());
    desk.at("2026-11-23T09:30:00Z");
    let report = desk.import(&[
        later(&snoozed, |row| {
            row.subject = "Login fails again".into();
            row.urgent = true;
            row.account = "BOREALIS, GmbH.".into();
        }),
        later(&handed, |row| row.account = "Čapek Roboti".into()),
        ticket("3", "Untouched"),
    ]);
    assert_eq!((counts(&report), report.woke), ([0, 2, 1, 0], 2));
    let login = desk.of_key("1");
    assert_eq!(
        (login.subject.as_str(), login.urgent),
        ("Login fails again", true)
    );
    assert_eq!(wake_cue(&login), Cue::SnoozeOver);
    assert_eq!(login.open().unwrap().snoozed_until, None);
    let invoice = desk.of_key("2");
    assert_eq!(invoice.account_name, "Čapek Roboti");
    assert!(invoice.hand_off().is_some());
    assert_eq!(wake_cue(&invoice), Cue::New);
    assert_eq!(desk.numbers(List::Inbox), [numbers[0].0, numbers[1].0]);
    assert_eq!(desk.numbers(List::Later), [numbers[2].0]);
    // Routing goes by the account of the hand-off.
    assert_eq!(
        desk.count(
            "SELECT count(*) FROM hand_offs h JOIN items i ON i.number = h.item AND i.account = h.account"
        ),
        1
    );
    assert!(newest_event(&desk, numbers[0]).contains("changed at its source: urgency, subject"));
}

/// What the item's timeline says happened last.
fn newest_event(desk: &Desk, item: ItemNo) -> String {
    let detail = desk
        .reader
        .detail(item, &desk.router(), &desk.settings, desk.now)
        .unwrap()
        .unwrap();
    detail.timeline[0].words.clone()
}

#[test]
fn a_comment_at_the_source_wakes_though_no_field_changed() {
    let mut desk = Desk::new();
    let row = ticket("1", "Login fails");
    desk.import(std::slice::from_ref(&row));
    let number = desk.of_key("1").number;
    desk.hand_off(&[number]);
    let report = desk.import(&[later(&row, |_| {})]);
    assert_eq!((counts(&report), report.woke), ([0, 1, 0, 0], 1));
    assert_eq!(desk.numbers(List::Inbox), [number.0]);
    assert_eq!(newest_event(&desk, number), "woken by news at its source");
    // Awake already: changed, but nothing woke.
    let report = desk.import(&[later(&row, |row| {
        row.updated_at = Some(at("2026-11-23T07:30:00Z"));
    })]);
    assert_eq!((counts(&report), report.woke), ([0, 1, 0, 0], 0));
}

#[test]
fn what_is_finished_at_its_source_wakes_as_owner_done_and_only_the_rep_closes_it() {
    let mut desk = Desk::new();
    let rows = ["1", "2", "3", "4"].map(|key| ticket(key, "Login fails"));
    desk.import(&rows);
    let numbers = rows.each_ref().map(|row| desk.of_key(&row.key).number);
    desk.hand_off(&[numbers[0]]);
    desk.perform(&Command::Keep {
        items: vec![numbers[1]],
        reason: Reason::Habit,
    });
    desk.perform(&Command::Snooze {
        items: vec![numbers[2]],
        until: desk.now + chrono::Duration::days(2),
    });
    let newer = rows.each_ref().map(|row| later(row, solved));
    let report = desk.import(&newer);
    assert_eq!((counts(&report), report.woke), ([0, 4, 0, 0], 3));
    for number in numbers {
        let item = items::load(&desk.store.connection, number).unwrap();
        assert_eq!(wake_cue(&item), Cue::OwnerDone);
    }
    assert_eq!(desk.numbers(List::Inbox).len(), 4);
    assert_eq!(
        desk.count("SELECT count(*) FROM hand_offs WHERE stage = 'done' AND answer = 'solved'"),
        1
    );
    assert_eq!(desk.counts().waiting, 0);
    desk.perform(&Command::Finish {
        items: vec![numbers[0]],
        told: true,
        reason: None,
        minutes: None,
        words: String::new(),
    });
    // From solved to closed is no news, neither for a row that still waits for the rep nor for a closed one.
    desk.perform(&Command::Snooze {
        items: vec![numbers[1]],
        until: desk.now + chrono::Duration::days(2),
    });
    let closing = newer.map(|mut row| {
        row.updated_at = Some(at("2026-11-27T07:00:00Z"));
        row.finished = row.finished.map(|finished| Finished {
            how: "closed".into(),
            ..finished
        });
        row.words = "Status: closed".into();
        row
    });
    desk.at("2026-11-23T10:00:00Z");
    let report = desk.import(&closing);
    assert_eq!((counts(&report), report.woke), ([0, 4, 0, 0], 0));
    assert_eq!(desk.numbers(List::Done), [numbers[0].0]);
    assert_eq!(desk.numbers(List::Later), [numbers[1].0]);
    assert_eq!(desk.of_key("1").words, "Status: closed");
    assert_eq!(counts(&desk.import(&closing)), [0, 0, 4, 0]);
}

#[test]
fn an_older_export_changes_nothing() {
    let mut desk = Desk::new();
    let old = [ticket("1", "Login fails"), ticket("2", "Wrong VAT")];
    let mut undated = ticket("3", "Not paid");
    undated.updated_at = None;
    let new = [
        later(&old[0], |row| row.subject = "Login fails again".into()),
        later(&old[1], solved),
        later(&undated, solved),
    ];
    desk.import(&new);
    let before = desk.contents();
    let report = desk.import(&[old[0].clone(), old[1].clone(), undated.clone()]);
    assert_eq!(counts(&report), [0, 0, 3, 0]);
    assert_eq!(desk.contents(), before);
    // Nor do both together in one run, in whichever order.
    let mut desk = Desk::new();
    desk.import(&new.iter().chain(&old).cloned().collect::<Vec<_>>());
    assert_eq!(desk.of_key("1").subject, "Login fails again");
    assert_eq!(closed(&desk.of_key("2")).ending, Ending::History);
}

#[test]
fn the_later_of_two_rows_with_one_key_counts_as_the_newer() {
    let mut desk = Desk::new();
    let first = ticket("1", "Login fails");
    let mut second = first.clone();
    second.subject = "Login fails again".into();
    let report = desk.import(&[first.clone(), second, first.clone(), first]);
    assert_eq!((counts(&report), report.woke), ([1, 2, 1, 0], 0));
    assert_eq!(desk.of_key("1").subject, "Login fails");
    assert_eq!(desk.found("fails").len(), 1);
    assert_eq!(desk.found("again").len(), 0);
    desk.check_search();
}

#[test]
fn what_the_rep_edited_stands_unless_the_source_changes_the_same() {
    let mut desk = Desk::new();
    let row = ticket("1", "Login fails");
    desk.import(std::slice::from_ref(&row));
    let number = desk.of_key("1").number;
    desk.perform(&Command::Edit {
        item: number,
        edit: ItemEdit {
            subject: Some("SSO login fails".into()),
            account: Some("Borealis Nord".into()),
            client_due: Some(at("2026-11-25T12:00:00Z")),
            ..ItemEdit::default()
        },
    });
    desk.perform(&Command::Star {
        items: vec![number],
        urgent: true,
    });
    desk.perform(&Command::Listen {
        item: number,
        heard: Listened {
            words: "We can't ship until this works.".into(),
            mood: None,
            said: String::new(),
            next: None,
            then: None,
        },
    });
    desk.import(&[later(&row, |row| {
        row.contact = Some("Jonas".into());
        row.words = "Status: pending".into();
    })]);
    let item = desk.of_key("1");
    assert_eq!(item.subject, "SSO login fails");
    assert_eq!(item.account_name, "Borealis Nord");
    assert!(item.urgent);
    assert_eq!(item.open().unwrap().client_due, at("2026-11-25T12:00:00Z"));
    assert_eq!(item.contact.as_deref(), Some("Jonas"));
    // What the client was heard to say is worth more than what the source says of itself.
    assert_eq!(item.words, "We can't ship until this works.");
    desk.import(&[later(&row, |row| {
        row.updated_at = Some(at("2026-11-23T07:20:00Z"));
        row.subject = "Login fails for all".into();
        row.due = Some(at("2026-11-24T12:00:00Z"));
        row.contact = Some("Jonas".into());
    })]);
    let item = desk.of_key("1");
    assert_eq!(item.subject, "Login fails for all");
    assert_eq!(item.open().unwrap().client_due, at("2026-11-24T12:00:00Z"));
}

#[test]
fn a_date_that_moves_at_the_source_moves_the_client_clock_and_its_cue() {
    let mut desk = Desk::new();
    let mut row = ticket("1", "Login fails");
    row.due = Some(at("2026-11-23T11:00:00Z"));
    desk.import(std::slice::from_ref(&row));
    let number = desk.of_key("1").number;
    desk.hand_off(&[number]);
    desk.at("2026-11-23T11:30:00Z");
    assert_eq!(wake_cue(&desk.of_key("1")), Cue::ClientDue);
    assert_eq!(desk.numbers(List::Inbox), [number.0]);
    desk.import(&[later(&row, |row| row.due = Some(at("2026-11-26T11:00:00Z")))]);
    let item = desk.of_key("1");
    assert_eq!(item.open().unwrap().client_due, at("2026-11-26T11:00:00Z"));
    assert_eq!(wake_cue(&item), Cue::New);
    // A date that is withdrawn leaves the clock where it was.
    desk.import(&[later(&row, |row| {
        row.updated_at = Some(at("2026-11-23T11:10:00Z"));
        row.due = None;
    })]);
    assert_eq!(
        desk.of_key("1").open().unwrap().client_due,
        at("2026-11-26T11:00:00Z")
    );
}

#[test]
fn a_closed_item_is_reopened_by_its_source_or_by_a_client_who_answers() {
    let mut desk = Desk::new();
    let rows = ["history", "told", "dismissed", "quiet"].map(|key| ticket(key, "Login fails"));
    let [history, told, dismissed, quiet] = &rows;
    let mut history = history.clone();
    solved(&mut history);
    desk.import(&[history.clone(), told.clone(), dismissed.clone(), quiet.clone()]);
    let numbers = rows.each_ref().map(|row| desk.of_key(&row.key).number);
    desk.hand_off(&[numbers[1], numbers[3]]);
    desk.perform(&Command::Finish {
        items: vec![numbers[1], numbers[3]],
        told: true,
        reason: None,
        minutes: None,
        words: String::new(),
    });
    desk.perform(&Command::Dismiss {
        items: vec![numbers[2]],
    });
    let tomorrow = |row: &mut Arrival| row.updated_at = Some(at("2026-11-24T08:00:00Z"));
    desk.at("2026-11-24T09:00:00Z");
    let report = desk.import(&[
        later(&history, |row| {
            tomorrow(row);
            row.finished = None;
            row.due = Some(at("2026-11-24T15:00:00Z"));
        }),
        later(told, tomorrow),
        later(dismissed, |row| {
            tomorrow(row);
            solved(row);
        }),
        // Changed before the rep closed it: part of the end that the client was told.
        later(quiet, |row| row.subject = "Login works".into()),
    ]);
    assert_eq!((counts(&report), report.woke), ([0, 4, 0, 0], 2));
    assert_eq!(desk.numbers(List::Inbox), [numbers[1].0, numbers[0].0]);
    let reopened = desk.of_key("history");
    assert_eq!(wake_cue(&reopened), Cue::New);
    assert_eq!(reopened.open().unwrap().client_due, at("2026-11-24T15:00:00Z"));
    assert_eq!(
        desk.of_key("told").open().unwrap().client_due,
        at("2026-11-24T13:00:00Z")
    );
    assert_eq!(closed(&desk.of_key("dismissed")).ending, Ending::Dismissed);
    assert_eq!(desk.of_key("quiet").subject, "Login works");
    assert_eq!(closed(&desk.of_key("quiet")).ending, Ending::Told);
}

#[test]
fn what_the_source_finished_and_takes_back_is_nobodys_done() {
    let mut desk = Desk::new();
    let row = ticket("1", "Login fails");
    desk.import(std::slice::from_ref(&row));
    desk.import(&[later(&row, solved)]);
    assert_eq!(wake_cue(&desk.of_key("1")), Cue::OwnerDone);
    desk.import(&[later(&row, |row| {
        row.updated_at = Some(at("2026-11-23T07:30:00Z"));
    })]);
    let item = desk.of_key("1");
    assert_eq!(
        (wake_cue(&item), item.open().unwrap().standing_cue),
        (Cue::New, Cue::New)
    );
}

#[test]
fn a_later_export_that_lacks_columns_takes_nothing_away() {
    let mut desk = Desk::new();
    let mut open = ticket("1", "Login fails");
    open.due = Some(at("2026-11-25T10:00:00Z"));
    open.urgent = true;
    let mut done = ticket("2", "Old thing");
    solved(&mut done);
    desk.import(&[open.clone(), done.clone()]);
    let lacking = |row: &Arrival| {
        let mut row = row.clone();
        row.account = "Ines Weber".into();
        (row.due, row.urgent, row.finished, row.updated_at) = (None, false, None, None);
        row.unsaid = vec![
            Field::Account,
            Field::Due,
            Field::Urgent,
            Field::Finished,
            Field::Updated,
        ];
        row
    };
    let (before, report) = (desk.contents(), desk.import(&[lacking(&open), lacking(&done)]));
    assert_eq!(counts(&report), [0, 0, 2, 0]);
    assert_eq!(desk.contents(), before);
    // What it does say counts, and what it does not is still known to the export after it.
    let mut newer = lacking(&open);
    newer.subject = "Login fails again".into();
    assert_eq!(
        counts(&desk.import(&[newer.clone(), lacking(&done)])),
        [0, 1, 1, 0]
    );
    let item = desk.of_key("1");
    assert_eq!(
        (item.subject.as_str(), item.account_name.as_str(), item.urgent),
        ("Login fails again", "Borealis GmbH", true)
    );
    let whole = later(&open, |row| row.subject = "Login fails again".into());
    desk.import(&[whole]);
    assert!(desk.of_key("1").urgent);
    assert_eq!(closed(&desk.of_key("2")).ending, Ending::History);
    desk.import(&[later(&open, |row| row.urgent = false)]);
    assert!(!desk.of_key("1").urgent);
}
