//! Checks: what a won deal starts, and what each ends with.

use super::*;
use crate::domain::outcome::CheckEnd;
use crate::domain::outcome::command::CheckFound;
use crate::store::Checks;

/// A desk on which Acme's deal, #1, was won today; its checks are #2 to #5.
fn won() -> Desk {
    let mut desk = Desk::new();
    desk.perform(&Command::Deal(deal("Acme Pumps", "Line 2", 4_820_000, "EUR")));
    let done = win(&mut desk, 1);
    assert_eq!(
        done.remark.as_ref().map(Remark::words),
        Some("checks after 7, 30, 60 and 90 days")
    );
    desk
}

fn check(item: i64, found: CheckFound, words: &str) -> OutcomeCommand {
    OutcomeCommand::Check {
        item: ItemNo(item),
        found,
        words: words.into(),
    }
}

#[test]
fn winning_a_deal_starts_checks_that_wake_on_their_days_and_undo_takes_them_back() {
    let mut desk = Desk::new();
    desk.perform(&Command::Deal(deal("Acme Pumps", "Line 2", 4_820_000, "EUR")));
    let before = desk.contents();
    win(&mut desk, 1);
    let checks = desk.reader.checks(Checks::default(), 10).unwrap();
    let days: Vec<(u32, String)> = checks
        .iter()
        .map(|check| (check.days, check.due_at.format("%a %d %b %H:%M").to_string()))
        .collect();
    // The ninetieth day is a Sunday: that one waits for Monday.
    let expected = [
        (7, "Mon 30 Nov 09:00"),
        (30, "Wed 23 Dec 09:00"),
        (60, "Fri 22 Jan 09:00"),
        (90, "Mon 22 Feb 09:00"),
    ];
    assert_eq!(days, expected.map(|(days, due)| (days, due.to_owned())));
    assert_eq!(wakes(&desk, ItemNo(2)), (checks[0].due_at, Cue::CheckDue));
    assert_eq!(subject(&desk, ItemNo(2)), "How are they 7 days after \"Line 2\"?");
    assert_eq!(desk.wrongs(), [""; 0]);
    desk.perform(&Command::Undo(None));
    assert_eq!(desk.contents(), before);
    desk.perform(&Command::Redo);
    assert_eq!(desk.reader.checks(Checks::default(), 10).unwrap().len(), 4);
}

#[test]
fn a_config_without_checks_starts_none() {
    let mut desk = Desk::new();
    desk.settings.outcomes.checks = Vec::new();
    desk.perform(&Command::Deal(deal("Acme Pumps", "Line 2", 4_820_000, "EUR")));
    assert_eq!(win(&mut desk, 1).remark, None);
    assert!(desk.reader.checks(Checks::default(), 10).unwrap().is_empty());
}

#[test]
fn a_check_that_is_due_is_closed_as_fine_and_can_be_opened_again() {
    let mut desk = won();
    desk.at("2026-11-30T09:00:00Z");
    assert_eq!(desk.numbers(List::Inbox), [2]);
    let said = run(&mut desk, check(2, CheckFound::Fine, "runs like a clock"));
    assert_eq!(said, "#2 Acme Pumps: How are they 7 days after \"Line 2\": fine");
    assert_eq!(desk.numbers(List::Inbox), [0_i64; 0]);
    let ended = desk.reader.check_of(ItemNo(2)).unwrap().unwrap();
    assert_eq!(ended.ended, Some((desk.now, CheckEnd::Fine)));
    assert_eq!(
        timeline(&desk, ItemNo(2)),
        [
            "found fine: \"runs like a clock\"",
            "to look at them 7 days after the signature"
        ]
    );
    let words = refused(&mut desk, check(2, CheckFound::Fine, ""));
    assert!(words.contains("was closed already: fine"), "{words}");
    desk.perform(&Command::Reopen {
        items: vec![ItemNo(2)],
    });
    assert_eq!(desk.numbers(List::Inbox), [2]);
    assert_eq!(desk.wrongs(), [""; 0]);
}

#[test]
fn a_problem_makes_a_support_call_handed_to_the_owner_shown() {
    let mut desk = won();
    let before = desk.contents();
    let found = CheckFound::Problem {
        what: "The line stands still".into(),
    };
    let said = run(&mut desk, check(3, found, "We can't ship"));
    assert!(
        said.ends_with("a problem; support call #6 handed to Dev"),
        "{said}"
    );
    let made = items::load(&desk.store.connection, ItemNo(6)).unwrap();
    assert_eq!(
        (made.kind, made.subject.as_str()),
        (Kind::Support, "The line stands still")
    );
    assert_eq!(desk.numbers(List::Waiting), [6]);
    // It has made something, so that it stays closed.
    let reopen = Command::Reopen {
        items: vec![ItemNo(3)],
    };
    assert!(desk.try_perform(&reopen).is_err());
    assert_eq!(desk.wrongs(), [""; 0]);
    desk.perform(&Command::Undo(None));
    assert_eq!(desk.contents(), before);
}

#[test]
fn an_opportunity_makes_a_deal() {
    let mut desk = won();
    let before = desk.contents();
    let opportunity = |name: &str| CheckFound::Opportunity {
        name: name.into(),
        value: None,
        close_on: "2027-03-31".parse().unwrap(),
    };
    let said = run(&mut desk, check(4, opportunity("Line 3"), ""));
    assert!(said.ends_with("an opportunity; deal #6 Line 3 made"), "{said}");
    let ended = desk.reader.check_of(ItemNo(4)).unwrap().unwrap();
    assert_eq!(ended.made_deal, Some(ItemNo(6)));
    let made = desk.reader.deal_of(ItemNo(6)).unwrap().unwrap();
    assert_eq!(
        (made.account_name.as_str(), made.name.as_str()),
        ("Acme Pumps", "Line 3")
    );
    assert_eq!(desk.wrongs(), [""; 0]);
    desk.perform(&Command::Undo(None));
    assert_eq!(desk.contents(), before);
    // A deal without a name is none, and the check stays open.
    let words = refused(&mut desk, check(4, opportunity(" "), ""));
    assert!(words.contains("a deal needs a name"), "{words}");
}
