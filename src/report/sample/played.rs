//! The weeks up to the made-up one, and who played in them.

use chrono::Duration;

use super::{at, calendar};
use crate::domain::ids::ItemNo;
use crate::domain::item::{Kind, Reason};
use crate::domain::week::Week;
use crate::domain::week::played::{EndedRow, Facts, PlayedBy, PlayedRow, RowRef, WhoPlayed};
use crate::domain::week::series::WeekLine;

fn since() -> Week {
    Week::new(2026, 36).unwrap()
}

pub(super) fn nothing() -> WhoPlayed {
    WhoPlayed::of(since(), &Facts::default(), &[], &calendar())
}

/// Three weeks of little first chair, three of much, then the one that runs.
pub(super) fn weeks() -> Vec<WeekLine> {
    let line = |number: u32, finished, conducted, first_chair, calls, promises| WeekLine {
        week: Week::new(2026, number).unwrap(),
        over: number < 47,
        finished,
        conducted,
        first_chair,
        calls,
        promises,
    };
    vec![
        line(40, 0, 0, 0, 0, 0),
        line(41, 20, 19, 1, 14, 4),
        line(42, 22, 20, 2, 12, 5),
        line(43, 18, 15, 3, 13, 3),
        line(44, 19, 11, 8, 5, 1),
        line(45, 21, 12, 9, 4, 0),
        line(46, 16, 8, 8, 3, 2),
        line(47, 16, 14, 4, 2, 5),
    ]
}

fn row(item: i64, client: &str) -> RowRef {
    RowRef {
        item: ItemNo(item),
        client: client.to_owned(),
    }
}

fn played(item: i64) -> PlayedRow {
    let clients = ["Acme | Pumps", "<i>Borealis</i>", "山田商店"];
    let turn = usize::try_from(item).unwrap_or(0);
    PlayedRow {
        row: row(item, clients[turn % 3]),
        kind: if item % 4 == 0 { Kind::Support } else { Kind::Order },
        source: if item % 3 == 0 { "added" } else { "shopify" }.to_owned(),
        arrived_at: at(10, 7, 30) + Duration::hours(item % 3),
        reason: Reason::ALL[turn % 2 + 2],
        minutes: (item % 5 > 0).then_some(20),
    }
}

fn ended(item: i64) -> EndedRow {
    EndedRow {
        row: row(item, "Acme | Pumps"),
        by: if item < 115 {
            PlayedBy::Owner
        } else {
            PlayedBy::Rep
        },
        seconds: 3_600 * (item - 90),
        reopened: item % 6 == 0,
        late: (item != 101).then_some(item % 4 == 0),
    }
}

pub(super) fn full() -> WhoPlayed {
    let facts = Facts {
        played: (1..=15).map(played).collect(),
        ended: (100..121).map(ended).collect(),
        heard: vec![row(61, "Borealis GmbH"), row(62, "Čapek Roboti")],
        keeping: vec![row(63, "Øresund Marine")],
    };
    WhoPlayed::of(since(), &facts, &weeks(), &calendar())
}
