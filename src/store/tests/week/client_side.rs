//! The client's side of a week entered by hand: 2026-W49, 30 November to 6 December, with what came before and after.

use super::super::Desk;
use super::time;
use crate::domain::command::{AccountRef, Answer, Command};
use crate::domain::deal::Credit;
use crate::domain::deal::command::{DealCommand, DealDraft};
use crate::domain::ids::{DealNo, ItemNo, OwnerNo};
use crate::domain::item::Kind;
use crate::domain::money::{Currency, Money};
use crate::domain::outcome::command::{
    CheckFound, DealOf, OutcomeCommand, OutcomeDraft, OutcomeEdit, ReadingDraft,
};
use crate::domain::outcome::{Course, Value};
use crate::domain::promise::{Basis, ClientKnows, PromiseCommand, PromiseDraft, PromiseEnd, Proof, Stated};
use crate::domain::week::WeekReport;
use crate::domain::week::clients::{AskLine, CheckFigures, CreditLine, PromiseLine};

fn stated(text: &str) -> Stated {
    Stated::new(text).unwrap()
}

fn value(text: &str) -> Value {
    Value::parse(text).unwrap()
}

pub(super) fn promise(desk: &mut Desk, client: &str, basis: Basis) -> ItemNo {
    let proof = match basis {
        Basis::Real => Proof::Real {
            exists: stated("the seals are in Rotterdam"),
            seen: stated("at Øresund Marine"),
        },
        Basis::Dated => Proof::Dated {
            owner: OwnerNo(2),
            owner_name: String::new(),
            by: time("2026-12-10T12:00"),
        },
        Basis::Sponsored => Proof::Sponsored {
            approver: stated("the board"),
            worth: None,
            knows: ClientKnows::said(true).unwrap(),
        },
    };
    let draft = PromiseDraft {
        account: AccountRef::Named(client.into()),
        about: None,
        to_whom: String::new(),
        what: stated("40 seals on site"),
        due: time("2027-03-01T12:00"),
        proof,
    };
    desk.perform(&Command::Promise(PromiseCommand::Make(draft))).items[0]
}

fn outcome(desk: &mut Desk, client: &str, measure: &str, (from, to): (&str, &str)) -> ItemNo {
    let draft = OutcomeDraft {
        account: AccountRef::Named(client.into()),
        deal: DealOf::Nothing,
        measure: measure.into(),
        unit: "days".into(),
        course: Course::new(value(from), value(to)).unwrap(),
        by: "2027-03-31".parse().unwrap(),
    };
    desk.perform(&Command::Outcome(OutcomeCommand::Add(draft))).items[0]
}

fn read(desk: &mut Desk, item: ItemNo, of: &str, at: Option<&str>) {
    desk.perform(&Command::Outcome(OutcomeCommand::Read(ReadingDraft {
        item,
        value: value(of),
        at: at.map(time),
        source: String::new(),
        words: String::new(),
        problem: false,
        reached: false,
    })));
}

fn deal(desk: &mut Desk, client: &str, minor: Option<i64>) -> ItemNo {
    let currency = Currency::parse("EUR").unwrap();
    let draft = DealDraft {
        account: AccountRef::Named(client.into()),
        name: "Line 2".into(),
        value: minor.map(|minor| Money { minor, currency }),
        stage: None,
        close_on: "2026-12-18".parse().unwrap(),
        next_step: String::new(),
    };
    desk.perform(&Command::Deal(DealCommand::Add(draft))).items[0]
}

fn end_deal(desk: &mut Desk, deal: i64, won: bool, credit: Credit) {
    let deal = DealNo(deal);
    desk.perform(&Command::Deal(DealCommand::End { deal, won, credit }));
}

/// An ask on a follow-up that is handed to Dev.
fn ask(desk: &mut Desk, client: &str) -> ItemNo {
    let item = desk.add(Kind::FollowUp, client, "a word from Dev");
    desk.perform(&Command::HandOff {
        items: vec![item],
        to: crate::domain::command::Recipient::Owner(OwnerNo(2)),
        brief: None,
    });
    let (number, at) = (item.0, desk.now.timestamp_millis());
    desk.write(&format!(
        "INSERT INTO asks (id, account, item, owner, at, why, ideal_result)
         SELECT 'ask {number}', account, number, 2, {at}, 'they know each other', 'a call' FROM items
         WHERE number = {number}"
    ));
    item
}

struct Told {
    desk: Desk,
    kept: ItemNo,
    shipping: ItemNo,
    lost: ItemNo,
}

fn told() -> Told {
    let mut desk = Desk::new();
    desk.write("UPDATE owners SET part = 'executive', asks_a_month = 3 WHERE number = 2");
    desk.at("2026-11-24T09:00:00Z");
    let kept = promise(&mut desk, "Acme", Basis::Real);
    let late = promise(&mut desk, "Acme", Basis::Dated);
    let shipping = outcome(&mut desk, "Acme", "Time to ship", ("12", "4"));
    let errors = outcome(&mut desk, "Beta", "Errors", ("10", "0"));
    outcome(&mut desk, "Beta", "Never read", ("10", "0"));
    deal(&mut desk, "Acme", Some(4_820_000));
    let lost = deal(&mut desk, "Beta", None);
    deal(&mut desk, "Cargo", Some(90_000));
    desk.at("2026-11-25T09:00:00Z");
    read(&mut desk, shipping, "10", None);
    end_deal(&mut desk, 1, true, Credit::Mine);
    ask(&mut desk, "Acme");

    desk.at("2026-11-30T09:00:00Z");
    promise(&mut desk, "Beta", Basis::Sponsored);
    promise(&mut desk, "Cargo", Basis::Real);
    let never = promise(&mut desk, "Never", Basis::Real);
    assert!(never.0 > 0);
    desk.perform(&Command::Undo(None));
    desk.at("2026-12-01T09:00:00Z");
    let end = PromiseEnd::Kept { told: String::new() };
    desk.perform(&Command::Promise(PromiseCommand::End { item: kept, end }));
    read(&mut desk, shipping, "8", None);
    let asked = ask(&mut desk, "Beta");
    desk.at("2026-12-02T09:00:00Z");
    let told = stated("they come on Tuesday");
    let end = PromiseEnd::Broken { told };
    desk.perform(&Command::Promise(PromiseCommand::End { item: late, end }));
    desk.at("2026-12-03T09:00:00Z");
    read(&mut desk, shipping, "9", None);
    let check = desk.reader.checks(crate::store::Checks::default(), 10).unwrap()[0].item;
    let what = String::new();
    desk.perform(&Command::Outcome(OutcomeCommand::Check {
        item: check,
        found: CheckFound::Problem { what },
        words: "it leaks".into(),
    }));
    desk.at("2026-12-04T09:00:00Z");
    read(&mut desk, errors, "6", None);
    read(&mut desk, errors, "20", None);
    desk.perform(&Command::Undo(None));
    end_deal(&mut desk, 2, false, Credit::Client);
    end_deal(&mut desk, 3, true, Credit::Luck);
    desk.perform(&Command::Undo(None));
    desk.perform(&Command::Answer {
        items: vec![asked],
        answer: Answer::Done,
        words: "gladly".into(),
    });
    desk.at("2026-12-07T00:00:00Z");
    Told {
        desk,
        kept,
        shipping,
        lost,
    }
}

fn promises(report: &WeekReport) -> Vec<(Basis, [u64; 4])> {
    let line = |line: &PromiseLine| (line.basis, [line.made, line.kept, line.broken, line.released]);
    report.clients.promises.iter().map(line).collect()
}

#[test]
fn the_client_s_side_of_a_week_entered_by_hand() {
    let told = told();
    let report = told.desk.week(49);
    let side = &report.clients;
    assert_eq!(
        promises(&report),
        [
            // To Cargo; the one that was undone never was. The one to Acme was kept.
            (Basis::Real, [1, 1, 0, 0]),
            (Basis::Dated, [0, 0, 1, 0]),
            (Basis::Sponsored, [1, 0, 0, 0]),
        ]
    );
    let moved: Vec<_> = side
        .moved
        .iter()
        .map(|line| {
            let before = line.before.map(Value::decimal);
            let latest = line.latest.decimal();
            (
                line.client.as_str(),
                before,
                latest,
                line.percents(),
                line.fell_back,
            )
        })
        .collect();
    assert_eq!(
        moved,
        [
            // From 10, over 8, back to 9: of the way from 12 to 4, 25 and 37.5 in a hundred.
            ("Acme", Some("10".to_owned()), "9".to_owned(), (25, 37), true),
            ("Beta", None, "6".to_owned(), (0, 40), false),
        ]
    );
    let checks = CheckFigures {
        due: 1, // seven days after Wednesday 25 November
        problem: 1,
        ..CheckFigures::default()
    };
    assert_eq!(side.checks, checks);
    let ask = AskLine {
        owner: OwnerNo(2),
        name: "Dev".to_owned(),
        made: 1,
        answered: 1,
        month: 1, // the one in November is of another month
        budget: Some(3),
    };
    assert_eq!(side.asks, [ask]);
    let deals: Vec<_> = side
        .deals
        .iter()
        .map(|line| (line.item, line.won, line.credit))
        .collect();
    assert_eq!(deals, [(told.lost, false, Credit::Client)]);
    let euros = |minor: i128| crate::domain::money::Sum {
        minor,
        currency: Currency::parse("EUR").unwrap(),
    };
    let credit = |credit, won, lost, won_value| CreditLine {
        credit,
        won,
        lost,
        won_value,
        lost_value: Vec::new(),
    };
    assert_eq!(side.quarter.quarter.to_string(), "Q4 2026");
    assert_eq!(
        side.quarter.credits,
        [
            credit(Credit::Mine, 1, 0, vec![euros(4_820_000)]),
            credit(Credit::Client, 0, 1, Vec::new()),
        ]
    );
    assert_eq!(
        side.lines().map(|(_, words)| words),
        [
            "2 made (1 real, 1 sponsored), 1 kept, 1 broken, none released",
            "2 outcomes were read: 1 moved on, 1 fell back",
            "1 due; none ended fine, 1 with a problem, none with an opportunity; none overdue",
            "1 made, 1 answered",
            "none won, 1 lost (the client's); Q4 2026 so far: 1 won (my doing), 1 lost (the client's)",
        ]
    );
}

#[test]
fn the_week_before_has_its_own_and_the_running_week_counts_until_now() {
    let mut told = told();
    let before = told.desk.week(48);
    assert_eq!(
        promises(&before),
        [
            (Basis::Real, [1, 0, 0, 0]),
            (Basis::Dated, [1, 0, 0, 0]),
            (Basis::Sponsored, [0; 4]),
        ]
    );
    assert_eq!(
        (before.clients.asks[0].made, before.clients.asks[0].month),
        (1, 1)
    );
    assert_eq!(before.clients.deals.len(), 1);
    assert_eq!(before.clients.quarter.credits.len(), 1);
    // As it stood on Tuesday evening of the week.
    let tuesday = told.desk.week_at(49, time("2026-12-01T18:00"));
    assert_eq!(promises(&tuesday)[0], (Basis::Real, [1, 1, 0, 0]));
    assert_eq!(promises(&tuesday)[1], (Basis::Dated, [0; 4]));
    assert!(!tuesday.clients.moved[0].fell_back);
    assert_eq!(
        (tuesday.clients.checks.due, tuesday.clients.checks.overdue),
        (1, 0)
    );
    // A check that is left alone becomes overdue.
    told.desk.at("2026-12-28T09:00:00Z");
    let later = told.desk.week(53);
    assert_eq!((later.clients.checks.due, later.clients.checks.overdue), (0, 1));
    assert!(later.clients.is_empty() && later.is_empty());
}

#[test]
fn what_is_done_later_changes_no_week_that_is_over() {
    let mut told = told();
    let report = told.desk.week(49);
    let desk = &mut told.desk;
    desk.at("2026-12-08T09:00:00Z");
    desk.perform(&Command::Reopen {
        items: vec![told.kept],
    });
    // Of the week before, but nobody knew then.
    read(desk, told.shipping, "5", Some("2026-12-04T15:00"));
    desk.perform(&Command::Reopen {
        items: vec![told.lost],
    });
    let edit = OutcomeEdit {
        measure: Some("Days to ship".into()),
        target: Some(value("2")),
        ..OutcomeEdit::default()
    };
    let item = told.shipping;
    desk.perform(&Command::Outcome(OutcomeCommand::Edit { item, edit }));
    assert_eq!(desk.week(49), report);
    assert_eq!(desk.week(50).clients.moved, []);
}
