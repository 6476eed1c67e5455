//! Outcomes and checks by keys: a reading, what comes of one that falls back, how a client is after a signature.

use super::*;
use crate::app::overlay::{Field, Understood};
use crate::domain::ids::{CheckNo, OutcomeNo, ReadingNo};
use crate::domain::outcome::command::{CheckFound, OutcomeCommand, ReadingDraft};
use crate::domain::outcome::{Course, Outcome, OutcomeEnd, OutcomeFile, Reading, Value};
use crate::domain::stands_for::StandsFor;

fn value(text: &str) -> Value {
    Value::parse(text).unwrap()
}

fn standing(number: i64, record: StandsFor, cue: Cue) -> Row {
    let mut row = row(number, Kind::FollowUp);
    row.stands_for = Some(record);
    row.wake = Some((now(), cue));
    row
}

fn outcome_row() -> Row {
    standing(1, StandsFor::Outcome(OutcomeNo(1)), Cue::ReadingStale)
}

fn check_row() -> Row {
    standing(1, StandsFor::Check(CheckNo(1)), Cue::CheckDue)
}

/// From 12 to 4 days, with one reading of 6 a week ago.
fn file() -> OutcomeFile {
    let before = now() - chrono::Duration::days(7);
    OutcomeFile {
        outcome: Outcome {
            number: OutcomeNo(1),
            item: ItemNo(1),
            account: AccountNo(1),
            client: "Client 1".into(),
            deal: None,
            measure: "Time to ship".into(),
            unit: "days".into(),
            course: Course::new(value("12"), value("4")).unwrap(),
            by: "2027-03-31".parse().unwrap(),
            made_at: before,
            ended: None,
        },
        readings: vec![Reading {
            number: ReadingNo(1),
            at: before,
            value: value("6"),
            source: String::new(),
            words: String::new(),
        }],
        deal: None,
    }
}

/// A desk on whose first row a reading is being taken.
fn reading() -> Desk {
    let mut desk = Desk::with(vec![outcome_row()]);
    let effects = desk.press("v");
    assert_eq!(effects, [Effect::Read(Query::Outcome(ItemNo(1)))]);
    load(&mut desk);
    desk
}

fn load(desk: &mut Desk) {
    desk.act(Action::Loaded(Loaded::Outcome {
        item: ItemNo(1),
        file: Some(Box::new(file())),
    }));
}

fn field<'a>(desk: &'a Desk, label: &str) -> &'a Field {
    let Overlay::Form(form) = desk.overlay() else {
        panic!("a form lies on top")
    };
    form.fields.iter().find(|field| field.label == label).unwrap()
}

fn draft(at: &str) -> ReadingDraft {
    ReadingDraft {
        item: ItemNo(1),
        value: value(at),
        at: None,
        source: String::new(),
        words: String::new(),
        problem: false,
        reached: false,
    }
}

fn outcome(effects: &[Effect]) -> OutcomeCommand {
    let Command::Outcome(command) = written(effects) else {
        panic!("an outcome was written to")
    };
    command
}

#[test]
fn a_reading_says_what_it_means_while_it_is_typed() {
    let mut desk = reading();
    assert_eq!(field(&desk, "value").when_empty, "last 6 days");
    desk.type_text("5");
    assert_eq!(
        field(&desk, "value").understood,
        Understood::As("5 days, 87% of the way".into())
    );
    desk.type_text(".x");
    assert!(matches!(field(&desk, "value").understood, Understood::Not(_)));
    assert!(wrote_nothing(&desk.press("Enter")));
    desk.press("Backspace Backspace Tab");
    desk.type_text("much better");
    let words = "much better".into();
    assert_eq!(
        outcome(&desk.press("Enter")),
        OutcomeCommand::Read(ReadingDraft { words, ..draft("5") })
    );
}

#[test]
fn one_that_falls_back_offers_a_support_call_in_the_same_command() {
    for (key, problem) in [("y", true), ("n", false)] {
        let mut desk = reading();
        desk.type_text("7 days");
        assert_eq!(
            field(&desk, "value").understood,
            Understood::As("fell back from 6 to 7 days".into())
        );
        assert!(wrote_nothing(&desk.press("Enter")), "it asks first");
        assert_eq!(
            outcome(&desk.press(key)),
            OutcomeCommand::Read(ReadingDraft {
                problem,
                ..draft("7")
            })
        );
    }
}

#[test]
fn one_that_meets_the_target_offers_to_close_the_outcome() {
    let mut desk = reading();
    desk.type_text("3.5");
    assert!(wrote_nothing(&desk.press("Enter")));
    assert_eq!(
        outcome(&desk.press("y")),
        OutcomeCommand::Read(ReadingDraft {
            reached: true,
            ..draft("3.5")
        })
    );
}

#[test]
fn an_earlier_one_asks_nothing() {
    let mut desk = reading();
    desk.type_text("11");
    desk.press("Tab Tab Tab");
    desk.type_text("2 weeks ago");
    let OutcomeCommand::Read(draft) = outcome(&desk.press("Enter")) else {
        panic!("a reading was taken")
    };
    let noon: Time = "2026-11-09T12:00:00Z".parse().unwrap();
    assert_eq!((draft.value, draft.at), (value("11"), Some(noon)));
}

#[test]
fn e_on_an_outcome_asks_how_it_stands() {
    let press = |keys: &str| {
        let mut desk = Desk::with(vec![outcome_row()]);
        desk.press(keys)
    };
    assert_eq!(press("e v"), [Effect::Read(Query::Outcome(ItemNo(1)))]);
    let item = ItemNo(1);
    for (keys, end) in [("e r", OutcomeEnd::Reached), ("e g", OutcomeEnd::GivenUp)] {
        assert_eq!(outcome(&press(keys)), OutcomeCommand::End { item, end });
    }
    assert!(wrote_nothing(&press("e x")));
}

#[test]
fn a_check_is_closed_with_one_key_or_with_what_it_makes() {
    let item = ItemNo(1);
    let ended = |found, words: &str| OutcomeCommand::Check {
        item,
        found,
        words: words.into(),
    };
    let mut desk = Desk::with(vec![check_row()]);
    assert_eq!(outcome(&desk.press("e f")), ended(CheckFound::Fine, ""));

    let mut desk = Desk::with(vec![check_row()]);
    desk.press("e p");
    assert!(wrote_nothing(&desk.press("Enter")), "what is wrong is needed");
    desk.type_text("The line stands still");
    desk.press("Tab");
    desk.type_text("We can't ship");
    let what = "The line stands still".into();
    assert_eq!(
        outcome(&desk.press("Enter")),
        ended(CheckFound::Problem { what }, "We can't ship")
    );

    let mut desk = Desk::with(vec![check_row()]);
    desk.press("e o");
    desk.type_text("Line 3");
    assert!(wrote_nothing(&desk.press("Enter")), "when they sign is needed");
    desk.type_text("31 mar");
    let found = CheckFound::Opportunity {
        name: "Line 3".into(),
        value: None,
        close_on: "2027-03-31".parse().unwrap(),
    };
    assert_eq!(outcome(&desk.press("Enter")), ended(found, ""));
}

#[test]
fn a_row_that_stands_for_no_outcome_has_nothing_to_read() {
    let mut desk = Desk::with(orders(1));
    assert!(wrote_nothing(&desk.press("v")));
    assert!(
        desk.state
            .status
            .as_ref()
            .unwrap()
            .text
            .contains("stands for no outcome")
    );
}
