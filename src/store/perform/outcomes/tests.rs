//! Commands on outcomes and checks, on real files.

mod checked;
mod taken_back;

use super::*;
use crate::domain::Time;
use crate::domain::command::{AccountRef, Command, Remark};
use crate::domain::deal::Credit;
use crate::domain::deal::command::{DealCommand, DealDraft};
use crate::domain::listing::List;
use crate::domain::money::{Currency, Money};
use crate::domain::outcome::Value;
use crate::store::tests::desk::Desk;

fn value(text: &str) -> Value {
    Value::parse(text).unwrap()
}

fn course(from: &str, to: &str) -> Course {
    Course::new(value(from), value(to)).unwrap()
}

fn draft(measure: &str) -> OutcomeDraft {
    OutcomeDraft {
        account: AccountRef::Named("Acme Pumps".into()),
        deal: DealOf::Only,
        measure: measure.into(),
        unit: "days".into(),
        course: course("12", "4"),
        by: "2027-03-31".parse().unwrap(),
    }
}

fn reading(item: ItemNo, at: &str) -> ReadingDraft {
    ReadingDraft {
        item,
        value: value(at),
        at: None,
        source: String::new(),
        words: String::new(),
        problem: false,
        reached: false,
    }
}

fn run(desk: &mut Desk, command: OutcomeCommand) -> String {
    desk.perform(&Command::Outcome(command)).words
}

fn refused(desk: &mut Desk, command: OutcomeCommand) -> String {
    let before = desk.contents();
    let words = desk
        .try_perform(&Command::Outcome(command))
        .unwrap_err()
        .to_string();
    assert_eq!(desk.contents(), before, "a refusal changes nothing");
    words
}

/// A desk on Monday 23 November 2026 with one outcome, #1.
fn with_an_outcome() -> (Desk, ItemNo) {
    let mut desk = Desk::new();
    run(&mut desk, OutcomeCommand::Add(draft("Time to ship")));
    (desk, ItemNo(1))
}

fn wakes(desk: &Desk, item: ItemNo) -> (Time, Cue) {
    let item = items::load(&desk.store.connection, item).unwrap();
    let wake = item.open().unwrap().wake;
    (wake.at, wake.cue)
}

fn time(text: &str) -> Time {
    text.parse().unwrap()
}

fn file(desk: &Desk, item: ItemNo) -> OutcomeFile {
    desk.reader.outcome_of(item).unwrap().unwrap()
}

fn subject(desk: &Desk, item: ItemNo) -> String {
    items::load(&desk.store.connection, item).unwrap().subject
}

fn timeline(desk: &Desk, item: ItemNo) -> Vec<String> {
    let detail = desk
        .reader
        .detail(item, &desk.router(), &desk.settings, desk.now)
        .unwrap()
        .unwrap();
    detail.timeline.into_iter().map(|event| event.words).collect()
}

#[test]
fn an_outcome_sleeps_until_it_is_stale_and_a_reading_moves_that() {
    let (mut desk, item) = with_an_outcome();
    // Thirty days after Monday 23 November is Wednesday 23 December.
    assert_eq!(
        wakes(&desk, item),
        (time("2026-12-23T09:00:00Z"), Cue::ReadingStale)
    );
    assert_eq!(
        subject(&desk, item),
        "Time to ship: unmeasured, from 12 to 4 days"
    );
    desk.at("2026-12-23T09:00:00Z");
    assert_eq!(desk.numbers(List::Inbox), [1]);
    let said = run(&mut desk, OutcomeCommand::Read(reading(item, "10")));
    assert_eq!(
        said,
        "#1 Acme Pumps: Time to ship: 10 days, 25% of the way from 12 to 4 days"
    );
    assert_eq!(desk.numbers(List::Inbox), [0_i64; 0]);
    // Thirty days on is Friday 22 January.
    assert_eq!(
        wakes(&desk, item),
        (time("2027-01-22T09:00:00Z"), Cue::ReadingStale)
    );
    assert_eq!(desk.wrongs(), [""; 0]);
}

#[test]
fn a_reading_that_falls_back_is_in_front_of_the_rep_at_once_in_words() {
    let (mut desk, item) = with_an_outcome();
    run(&mut desk, OutcomeCommand::Read(reading(item, "6")));
    desk.at("2026-11-24T08:00:00Z");
    let said = run(&mut desk, OutcomeCommand::Read(reading(item, "7.5")));
    assert!(said.ends_with("fell back from 6 to 7.5 days"), "{said}");
    assert_eq!(desk.numbers(List::Inbox), [1]);
    assert_eq!(wakes(&desk, item), (desk.now, Cue::DateAtRisk));
    assert_eq!(subject(&desk, item), "Time to ship fell back from 6 to 7.5 days");
    desk.at("2026-11-25T08:00:00Z");
    run(&mut desk, OutcomeCommand::Read(reading(item, "5")));
    assert_eq!(desk.numbers(List::Inbox), [0_i64; 0]);
}

#[test]
fn a_reading_that_falls_back_can_become_a_support_call_handed_off_in_the_same_command() {
    let (mut desk, item) = with_an_outcome();
    run(&mut desk, OutcomeCommand::Read(reading(item, "6")));
    desk.at("2026-11-24T08:00:00Z");
    let before = desk.contents();
    let said = run(
        &mut desk,
        OutcomeCommand::Read(ReadingDraft {
            words: "It stands still again".into(),
            source: "call".into(),
            problem: true,
            ..reading(item, "7")
        }),
    );
    assert!(said.ends_with("support call #2 handed to Dev"), "{said}");
    // It is dealt with: the outcome sleeps, and the support call waits for Dev.
    assert_eq!(desk.numbers(List::Inbox), [0_i64; 0]);
    assert_eq!(desk.numbers(List::Waiting), [2]);
    let made = items::load(&desk.store.connection, ItemNo(2)).unwrap();
    assert_eq!(made.subject, "Time to ship fell back from 6 to 7 days");
    assert_eq!(made.words, "It stands still again");
    assert_eq!(
        timeline(&desk, item)[0],
        "reading 7, call: \"It stands still again\"; note: support call #2 made of it"
    );
    assert_eq!(desk.wrongs(), [""; 0]);
    desk.perform(&Command::Undo(None));
    assert_eq!(desk.contents(), before);
}

#[test]
fn where_nobody_takes_support_calls_it_stays_in_front_of_the_rep_with_a_word() {
    let mut desk = Desk::new();
    let mut dev = desk.reader.owners().unwrap().remove(1);
    dev.retired = true;
    dev.seat = None;
    desk.perform(&Command::EditOwner(Box::new(dev)));
    run(&mut desk, OutcomeCommand::Add(draft("Time to ship")));
    let done = desk.perform(&Command::Outcome(OutcomeCommand::Read(ReadingDraft {
        problem: true,
        ..reading(ItemNo(1), "13")
    })));
    assert_eq!(desk.numbers(List::Inbox), [2]);
    assert!(done.remark.unwrap().words().starts_with("#2 is in the Inbox: "));
}

#[test]
fn an_earlier_reading_fills_a_gap_and_moves_nothing() {
    let (mut desk, item) = with_an_outcome();
    run(&mut desk, OutcomeCommand::Read(reading(item, "8")));
    let before = wakes(&desk, item);
    let said = run(
        &mut desk,
        OutcomeCommand::Read(ReadingDraft {
            at: Some(time("2026-11-02T10:00:00Z")),
            ..reading(item, "11")
        }),
    );
    assert_eq!(
        said,
        "#1 Acme Pumps: Time to ship: 11 days noted as an earlier reading"
    );
    assert_eq!(wakes(&desk, item), before);
    assert_eq!(file(&desk, item).latest().unwrap().value, value("8"));
    let future = ReadingDraft {
        at: Some(time("2026-12-02T10:00:00Z")),
        ..reading(item, "11")
    };
    assert!(refused(&mut desk, OutcomeCommand::Read(future)).contains("time to come"));
}

#[test]
fn it_is_reached_only_when_a_reading_shows_it_and_its_row_ends_and_opens_with_it() {
    let (mut desk, item) = with_an_outcome();
    let reached = OutcomeCommand::End {
        item,
        end: OutcomeEnd::Reached,
    };
    assert!(refused(&mut desk, reached.clone()).contains("has not reached its target: unmeasured"));
    let short = ReadingDraft {
        reached: true,
        ..reading(item, "4.000001")
    };
    assert!(refused(&mut desk, OutcomeCommand::Read(short)).contains("99% of the way"));
    let said = run(
        &mut desk,
        OutcomeCommand::Read(ReadingDraft {
            reached: true,
            ..reading(item, "4")
        }),
    );
    assert!(
        said.ends_with("100% of the way from 12 to 4 days; reached"),
        "{said}"
    );
    assert_eq!(desk.numbers(List::Done), [1]);
    assert!(refused(&mut desk, reached).contains("was reached: `downbeat reopen 1`"));
    desk.perform(&Command::Reopen { items: vec![item] });
    assert_eq!(file(&desk, item).outcome.ended, None);
    assert_eq!(desk.numbers(List::Later), [1]);
    run(
        &mut desk,
        OutcomeCommand::End {
            item,
            end: OutcomeEnd::GivenUp,
        },
    );
    assert_eq!(file(&desk, item).state(), "given up");
    assert_eq!(desk.wrongs(), [""; 0]);
    let told = timeline(&desk, item);
    assert_eq!(
        told,
        [
            "given up",
            "open again",
            "reached; reading 4",
            "outcome entered: 12 → 4 days by Wed 31 Mar 2027"
        ]
    );
}

#[test]
fn its_row_is_neither_finished_nor_dismissed_without_it() {
    let (mut desk, item) = with_an_outcome();
    for command in [
        Command::Finish {
            items: vec![item],
            told: true,
            reason: None,
            minutes: None,
            words: String::new(),
        },
        Command::Dismiss { items: vec![item] },
    ] {
        let words = desk.try_perform(&command).unwrap_err().to_string();
        assert!(words.contains("note a reading"), "{words}");
    }
}

#[test]
fn an_edit_changes_what_it_names_and_refuses_a_course_that_leads_nowhere() {
    let (mut desk, item) = with_an_outcome();
    let edit = |edit| OutcomeCommand::Edit { item, edit };
    run(
        &mut desk,
        edit(OutcomeEdit {
            unit: Some("hours".into()),
            baseline: Some(value("10")),
            target: Some(value("48")),
            ..OutcomeEdit::default()
        }),
    );
    assert_eq!(file(&desk, item).outcome.course, course("10", "48"));
    assert_eq!(
        subject(&desk, item),
        "Time to ship: unmeasured, from 10 to 48 hours"
    );
    let same = edit(OutcomeEdit {
        target: Some(value("10")),
        ..OutcomeEdit::default()
    });
    assert!(refused(&mut desk, same).contains("from 10 to the same"));
    assert!(refused(&mut desk, edit(OutcomeEdit::default())).contains("nothing of #1"));
    assert!(refused(&mut desk, OutcomeCommand::Read(reading(ItemNo(99), "1"))).contains("#99 is no outcome"));
}

pub(super) fn deal(account: &str, name: &str, minor: i64, currency: &str) -> DealCommand {
    DealCommand::Add(DealDraft {
        account: AccountRef::Named(account.into()),
        name: name.into(),
        value: Some(Money {
            minor,
            currency: Currency::parse(currency).unwrap(),
        }),
        stage: None,
        close_on: "2026-12-18".parse().unwrap(),
        next_step: String::new(),
    })
}

pub(super) fn win(desk: &mut Desk, deal: i64) -> crate::domain::command::Done {
    desk.perform(&Command::Deal(DealCommand::End {
        deal: DealNo(deal),
        won: true,
        credit: Credit::Mine,
    }))
}

#[test]
fn it_is_bought_with_the_clients_only_deal_and_pay_by_results_counts_the_signed_ones() {
    let mut desk = Desk::new();
    desk.settings.outcomes.checks = Vec::new();
    desk.perform(&Command::Deal(deal("Acme Pumps", "Line 2", 4_820_000, "EUR")));
    desk.perform(&Command::Deal(deal("Borealis", "Service", 900_000, "USD")));
    run(&mut desk, OutcomeCommand::Add(draft("Time to ship")));
    let item = ItemNo(3);
    assert_eq!(file(&desk, item).deal.unwrap().name, "Line 2");
    let theirs = OutcomeEdit {
        deal: Some(DealOf::That(DealNo(2))),
        ..OutcomeEdit::default()
    };
    let words = refused(&mut desk, OutcomeCommand::Edit { item, edit: theirs });
    assert!(
        words.contains("with Borealis, and not with Acme Pumps"),
        "{words}"
    );
    // What is not signed earns nothing, measured or not.
    run(&mut desk, OutcomeCommand::Read(reading(item, "6")));
    assert!(desk.reader.paycheck(None).unwrap().is_empty());
    win(&mut desk, 1);
    win(&mut desk, 2);
    let pay = desk.reader.paycheck(None).unwrap();
    let names: Vec<&str> = pay.iter().map(|deal| deal.name.as_str()).collect();
    assert_eq!(names, ["Line 2", "Service"]);
    assert_eq!(pay[0].percent(), Some(75));
    assert_eq!(pay[1].percent(), None);
    let paycheck = crate::domain::outcome::paycheck::Paycheck::of(&pay, None);
    assert_eq!(
        paycheck.words(),
        "€36,150 earned by results of €48,200 signed; unmeasured: $9,000 (1 deal)"
    );
    assert_eq!(desk.reader.paycheck(Some(pay[1].account)).unwrap().len(), 1);
}

#[test]
fn what_was_noted_before_the_signature_is_bought_with_what_is_signed() {
    let mut desk = Desk::new();
    desk.settings.outcomes.checks = Vec::new();
    run(&mut desk, OutcomeCommand::Add(draft("Time to ship")));
    desk.perform(&Command::Deal(deal("Acme Pumps", "Line 2", 4_820_000, "EUR")));
    desk.perform(&Command::Deal(deal("Acme Pumps", "Line 3", 100, "EUR")));
    let before = desk.contents();
    let done = win(&mut desk, 1);
    assert_eq!(
        done.remark,
        Some(Remark::Words("bought for Time to ship".to_owned()))
    );
    assert_eq!(file(&desk, ItemNo(1)).deal.unwrap().name, "Line 2");
    desk.perform(&Command::Undo(None));
    assert_eq!(desk.contents(), before);
    desk.perform(&Command::Redo);
    // One noted later is bought with the one that is signed; with a second one signed nobody knows.
    let words = run(&mut desk, OutcomeCommand::Add(draft("Returns")));
    assert!(words.ends_with("bought with #2 Line 2"), "{words}");
    win(&mut desk, 2);
    let words = run(&mut desk, OutcomeCommand::Add(draft("Scrap")));
    assert!(words.ends_with("bought with none of their deals"), "{words}");
}

#[test]
fn what_was_bought_with_a_deal_goes_with_it_to_another_client() {
    let mut desk = Desk::new();
    desk.perform(&Command::Deal(deal("Acme Pumps", "Line 2", 4_820_000, "EUR")));
    run(&mut desk, OutcomeCommand::Add(draft("Time to ship")));
    desk.perform(&Command::Deal(DealCommand::Edit {
        deal: DealNo(1),
        edit: crate::domain::deal::command::DealEdit {
            account: Some("Borealis".into()),
            ..Default::default()
        },
    }));
    assert_eq!(file(&desk, ItemNo(2)).outcome.client, "Borealis");
    assert_eq!(desk.wrongs(), [""; 0]);
}
