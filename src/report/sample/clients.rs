//! The client's side of the made-up week.

use chrono::NaiveDate;

use crate::domain::deal::Credit;
use crate::domain::ids::{ItemNo, OwnerNo};
use crate::domain::money::{Currency, Money};
use crate::domain::outcome::{Course, Value};
use crate::domain::promise::Basis;
use crate::domain::quarter::Quarters;
use crate::domain::week::clients::{
    AskLine, CheckFigures, ClientSide, DealLine, MovedLine, PromiseLine, QuarterLine, by_credit,
};

fn promise(basis: Basis, [made, kept, broken, released]: [u64; 4]) -> PromiseLine {
    PromiseLine {
        basis,
        made,
        kept,
        broken,
        released,
    }
}

pub(super) fn empty() -> ClientSide {
    ClientSide::nothing(Quarters::default().of(NaiveDate::from_ymd_opt(2026, 11, 20).unwrap()))
}

fn euros(minor: i64) -> Money {
    let currency = Currency::parse("EUR").unwrap();
    Money { minor, currency }
}

fn moved(item: i64, measure: &str, [from, to, before, latest]: [&str; 4], fell_back: bool) -> MovedLine {
    let value = |text: &str| Value::parse(text).unwrap();
    MovedLine {
        item: ItemNo(item),
        client: "Borealis GmbH".to_owned(),
        measure: measure.to_owned(),
        unit: "days".to_owned(),
        course: Course::new(value(from), value(to)).unwrap(),
        before: Value::parse(before),
        latest: value(latest),
        fell_back,
    }
}

fn deal(item: i64, client: &str, won: bool, credit: Credit, value: Option<Money>) -> DealLine {
    DealLine {
        item: ItemNo(item),
        client: client.to_owned(),
        name: "Second line | *all* of it".to_owned(),
        value,
        won,
        credit,
    }
}

pub(super) fn full() -> ClientSide {
    let deals = vec![
        deal(201, "山田商店", true, Credit::Mine, Some(euros(4_820_000))),
        deal(202, "<b>Acme</b>", false, Credit::Client, None),
    ];
    let mut ended: Vec<_> = deals
        .iter()
        .map(|deal| (deal.won, deal.credit, deal.value))
        .collect();
    ended.push((true, Credit::Luck, Some(euros(900_000))));
    ClientSide {
        promises: vec![
            promise(Basis::Real, [3, 2, 0, 0]),
            promise(Basis::Dated, [1, 0, 1, 0]),
            promise(Basis::Sponsored, [1, 0, 0, 1]),
        ],
        moved: vec![
            moved(150, "Time to ship", ["12", "4", "8", "6"], false),
            moved(151, "Errors | a week", ["10", "0", "", "11"], false),
            moved(152, "Returns", ["9", "3", "5", "6.5"], true),
        ],
        checks: CheckFigures {
            due: 3,
            fine: 1,
            problem: 1,
            opportunity: 0,
            overdue: 1,
        },
        asks: vec![
            AskLine {
                owner: OwnerNo(7),
                name: "Helena Brandt".to_owned(),
                made: 1,
                answered: 1,
                month: 2,
                budget: Some(3),
            },
            AskLine {
                owner: OwnerNo(8),
                name: "Marketing".to_owned(),
                made: 1,
                answered: 0,
                month: 1,
                budget: None,
            },
        ],
        deals,
        quarter: QuarterLine {
            credits: by_credit(&ended),
            ..empty().quarter
        },
    }
}
