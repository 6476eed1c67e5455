//! A made-up week for the tests, with every kind of line and text that must not break a format.

use chrono::{TimeZone, Utc};
use chrono_tz::Europe::Berlin;

use crate::domain::Time;
use crate::domain::handoff::Stage;
use crate::domain::ids::{CallNo, HandOffNo, ItemNo, OwnerNo};
use crate::domain::item::{Kind, Reason};
use crate::domain::settings::CallOutcome;
use crate::domain::week::series::ClocksKept;
use crate::domain::week::{
    CallLine, ClockLine, HandOffLine, KindLine, OwnerLine, ReasonLine, Week, WeekFigures, WeekReport, Whose,
};
use crate::domain::worktime::Calendar;

mod clients;
mod played;

pub(super) fn calendar() -> Calendar {
    Calendar {
        zone: Berlin,
        ..Calendar::default()
    }
}

/// A moment of November 2026 in UTC.
pub(super) fn at(day: u32, hour: u32, minute: u32) -> Time {
    Utc.with_ymd_and_hms(2026, 11, day, hour, minute, 0).unwrap()
}

/// A week in which nothing happened, as of its end.
pub(super) fn empty() -> WeekReport {
    let week = Week::new(2026, 47).unwrap();
    let (starts, ends) = week.bounds(&calendar());
    let kind = |&kind| KindLine {
        kind,
        arrived: 0,
        handed: 0,
        done: 0,
        finished: 0,
        first_chair: 0,
    };
    WeekReport {
        week,
        starts,
        ends,
        as_of: ends,
        running: false,
        totals: WeekFigures::default(),
        reasons: Vec::new(),
        owners: Vec::new(),
        kinds: Kind::ALL.iter().map(kind).collect(),
        hand_offs: Vec::new(),
        calls: Vec::new(),
        next_week: Vec::new(),
        clients: clients::empty(),
        clocks: ClocksKept::default(),
        weeks: Vec::new(),
        played: played::nothing(),
    }
}

pub(super) fn hand_off() -> HandOffLine {
    HandOffLine {
        hand_off: HandOffNo(9),
        item: ItemNo(131),
        kind: Kind::Support,
        client: "Borealis GmbH".to_owned(),
        subject: "Login fails after update".to_owned(),
        owner: OwnerNo(2),
        owner_name: "Dev".to_owned(),
        brief: "Borealis can't log in since 2.1.\nInes hears from us by Friday noon.".to_owned(),
        given_at: at(12, 15, 10),
        owner_due: at(18, 11, 0),
        client_due: Some(at(20, 11, 0)),
        stage: Stage::Acknowledged,
        ended_at: None,
        finished_at: None,
        nudges: 2,
        carried_over: true,
        told: true,
        answer: String::new(),
    }
}

/// A full week, while it runs.
pub(super) fn full() -> WeekReport {
    WeekReport {
        as_of: at(20, 15, 30),
        running: true,
        totals: totals(),
        reasons: vec![
            ReasonLine {
                reason: Reason::FasterMyself,
                count: 3,
                minutes: 200,
                unknown: 1,
                open: 0,
            },
            ReasonLine {
                reason: Reason::Habit,
                count: 1,
                minutes: 0,
                unknown: 1,
                open: 2,
            },
        ],
        owners: owners(),
        kinds: vec![
            KindLine {
                kind: Kind::Order,
                arrived: 20,
                handed: 16,
                done: 12,
                finished: 11,
                first_chair: 3,
            },
            KindLine {
                kind: Kind::Support,
                arrived: 8,
                handed: 7,
                done: 5,
                finished: 4,
                first_chair: 1,
            },
            KindLine {
                kind: Kind::FollowUp,
                arrived: 3,
                handed: 1,
                done: 0,
                finished: 0,
                first_chair: 0,
            },
        ],
        hand_offs: hand_offs(),
        calls: calls(),
        next_week: next_week(),
        clients: clients::full(),
        clocks: ClocksKept {
            owners_kept: 14,
            owners_missed: 5,
            clients_kept: 18,
            clients_missed: 2,
        },
        weeks: played::weeks(),
        played: played::full(),
        ..empty()
    }
}

fn totals() -> WeekFigures {
    WeekFigures {
        arrived: 31,
        transactions: 31,
        handed_transactions: 23,
        handed_follow_ups: 1,
        handed_off: 25,
        acknowledged: 12,
        done: 17,
        finished: 15,
        client_told: 19,
        came_back: 2,
        recalled: 1,
        still_open: 6,
        overdue: 4,
        untold: 1,
        nudges: 3,
        escalated: 1,
        dismissed: 2,
        finished_transactions: 16,
        conducted: 14,
    }
}

fn owners() -> Vec<OwnerLine> {
    vec![
        OwnerLine {
            owner: OwnerNo(2),
            name: "Dev".to_owned(),
            handed: 1,
            acknowledged: 1,
            done: 0,
            returned: 0,
            median_seconds_to_done: None,
            open: 2,
            overdue: 1,
        },
        OwnerLine {
            owner: OwnerNo(1),
            name: "Maria_*".to_owned(),
            handed: 24,
            acknowledged: 11,
            done: 17,
            returned: 2,
            median_seconds_to_done: Some(94_680),
            open: 4,
            overdue: 3,
        },
    ]
}

fn hand_offs() -> Vec<HandOffLine> {
    let carried = hand_off();
    let done = HandOffLine {
        hand_off: HandOffNo(10),
        item: ItemNo(140),
        kind: Kind::Order,
        client: "=HYPERLINK(\"http://x\") | Söhne <b>".to_owned(),
        subject: "40 pallets *to* [Rotterdam](http://x) & \"back\"".to_owned(),
        owner: OwnerNo(1),
        owner_name: "Maria".to_owned(),
        brief: "<script>alert(1)</script>".to_owned(),
        given_at: at(16, 7, 42),
        owner_due: at(17, 7, 42),
        client_due: None,
        stage: Stage::Done,
        ended_at: Some(at(17, 10, 0)),
        finished_at: Some(at(17, 10, 30)),
        nudges: 1,
        carried_over: false,
        told: true,
        answer: "-5 % for them, next time".to_owned(),
    };
    let new = HandOffLine {
        hand_off: HandOffNo(11),
        item: ItemNo(142),
        kind: Kind::FollowUp,
        client: "山田商店".to_owned(),
        subject: "Callback, third try".to_owned(),
        brief: String::new(),
        given_at: at(20, 9, 0),
        owner_due: at(23, 9, 0),
        client_due: Some(at(23, 15, 0)),
        stage: Stage::Offered,
        nudges: 0,
        carried_over: false,
        told: false,
        ..hand_off()
    };
    vec![carried, done, new]
}

fn calls() -> Vec<CallLine> {
    vec![
        CallLine {
            call: CallNo(1),
            at: at(16, 8, 5),
            client: "Čapek Roboti".to_owned(),
            person: "Karel".to_owned(),
            item: Some(ItemNo(133)),
            outcome: CallOutcome::Connected,
            minutes: Some(12),
            notes: "Invoice: `VAT` wrong\nwants a new one".to_owned(),
        },
        CallLine {
            call: CallNo(2),
            at: at(16, 8, 20),
            client: "Acme Pumps".to_owned(),
            person: String::new(),
            item: None,
            outcome: CallOutcome::LeftMessage,
            minutes: None,
            notes: String::new(),
        },
    ]
}

fn next_week() -> Vec<ClockLine> {
    vec![
        ClockLine {
            at: at(23, 9, 0),
            item: ItemNo(142),
            kind: Kind::FollowUp,
            client: "山田商店".to_owned(),
            subject: "Callback, third try".to_owned(),
            whose: Whose::Owner("Dev".to_owned()),
        },
        ClockLine {
            at: at(23, 15, 0),
            item: ItemNo(142),
            kind: Kind::FollowUp,
            client: "山田商店".to_owned(),
            subject: "Callback, third try".to_owned(),
            whose: Whose::Client,
        },
    ]
}
