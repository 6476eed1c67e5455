//! Every view and every overlay, as pictures.

use chrono::TimeDelta;

use super::morning::{closed_detail, empty, later, morning, now};
use super::panels::overlays;
use super::{frame, look, look_at};
use crate::app::state::{Status, StatusKind};
use crate::app::{Overlay, Scroll, View};
use crate::domain::deal::Credit;
use crate::domain::ids::{HandOffNo, ItemNo, OwnerNo};
use crate::domain::item::{Kind, Reason};
use crate::domain::listing::Counts;
use crate::domain::outcome::{Course, Value as OutcomeValue};
use crate::domain::promise::Basis;
use crate::domain::quarter::Quarters;
use crate::domain::week::clients::{
    CheckFigures, ClientSide, MovedLine, PromiseLine, QuarterLine, by_credit,
};
use crate::domain::week::played::{Facts, PlayedRow, RowRef, WhoPlayed};
use crate::domain::week::series::ClocksKept;
use crate::domain::week::{
    CallLine, ClockLine, HandOffLine, KindLine, OwnerLine, ReasonLine, Week, WeekFigures, WeekReport, Whose,
};
use crate::domain::worktime::Calendar;
use crate::domain::{handoff::Stage, ids::CallNo, settings::CallOutcome};
use crate::ui::theme::{Scheme, Theme};

#[test]
fn the_inbox_says_what_came_in_and_who_would_play_it() {
    let mut state = morning();
    look("inbox", &state);
    state.lists.inbox.marks = [ItemNo(142), ItemNo(143)].into();
    state.lists.inbox.selected = Some(ItemNo(142));
    state.in_flight.insert(ItemNo(143), "to Maria".to_owned());
    state.status = Some(Status {
        text: "#143 handed to Maria".to_owned(),
        kind: StatusKind::Done,
        undo: Some("#143 handed to Maria".to_owned()),
    });
    look("inbox_marks_and_flight", &state);
    state.pending = vec!["r".parse().unwrap()];
    state.status = Some(Status {
        text: "#128 could not be handed off: the disk is full; free some space, then press d again"
            .to_owned(),
        kind: StatusKind::Problem,
        undo: None,
    });
    look("inbox_prefix_and_problem", &state);
}

#[test]
fn an_empty_inbox_is_calm() {
    let mut state = morning();
    state.lists.inbox.window.rows.clear();
    state.lists.inbox.selected = None;
    state.counts = Counts {
        waiting: 23,
        later: 8,
        done: 1_204,
        untold: 2,
        ..Counts::default()
    };
    look("inbox_zero", &state);
    state.counts.waiting = 1;
    state.counts.untold = 1;
    let shown = frame(&state, (80, 24), &Theme::default());
    assert!(
        shown.contains("1 row is with its owner, who is not told yet."),
        "{shown}"
    );
    state.lists.waiting.window.rows.clear();
    state.counts = Counts::default();
    state.view = View::Waiting;
    look("waiting_none", &state);
}

#[test]
fn a_filter_without_matches_says_how_to_get_back() {
    let mut state = morning();
    state.lists.inbox.window.rows.clear();
    state.lists.inbox.selected = None;
    state.lists.inbox.scope.words = "zebra".to_owned();
    look("inbox_filtered", &state);
}

#[test]
fn the_other_lists_say_who_is_silent_what_sleeps_and_what_ended() {
    let mut state = morning();
    for (name, view) in [
        ("waiting", View::Waiting),
        ("later", View::Later),
        ("done", View::Done),
    ] {
        state.view = view;
        look(name, &state);
    }
}

#[test]
fn a_search_shows_open_and_closed() {
    let mut state = morning();
    state.view = View::Found;
    let rows = [&state.lists.inbox, &state.lists.later, &state.lists.done]
        .map(|list| list.window.rows.iter().take(2).cloned().collect::<Vec<_>>())
        .concat();
    state.lists.found.selected = rows.first().map(|row| row.item);
    state.lists.found.window.rows = rows;
    state.lists.found.loaded = true;
    state.lists.found.scope.words = "pump".to_owned();
    look("found", &state);
}

#[test]
fn the_detail_opens_over_the_whole_window() {
    let mut state = morning();
    state.detail.open = true;
    look("detail", &state);
    state.detail.scroll = Scroll::from(4);
    look("detail_scrolled", &state);
    state.view = View::Done;
    state.lists.done.selected = Some(ItemNo(126));
    state.detail.scroll = Scroll::default();
    state.detail.shown = Some(Box::new(closed_detail()));
    look("detail_closed", &state);
}

#[test]
fn the_owners_show_what_each_has_at_hand() {
    let mut state = morning();
    state.view = View::Orchestra;
    look("orchestra", &state);
    state.owners.clear();
    look("orchestra_empty", &state);
}

#[test]
fn the_week_adds_up() {
    let mut state = morning();
    state.view = View::Week;
    look("week_reading", &state);
    state.week.report = Some(Box::new(report()));
    look("week", &state);
}

#[test]
fn every_overlay_is_one_plain_panel() {
    let mut state = morning();
    for (name, overlay) in overlays() {
        if matches!(overlay, Overlay::Welcome(_)) {
            state = empty();
        }
        state.overlay = Some(overlay);
        look(&format!("overlay_{name}"), &state);
    }
}

#[test]
fn a_tiny_window_still_shows_the_row_its_keys_and_what_happened() {
    let mut state = morning();
    look_at("tiny", &state, (20, 5));
    state.detail.open = true;
    look_at("tiny_detail", &state, (20, 5));
    state.overlay = overlays()
        .into_iter()
        .find(|(name, _)| *name == "reason")
        .map(|(_, overlay)| overlay);
    look_at("tiny_reason", &state, (20, 5));
}

#[test]
fn a_locale_without_utf8_gets_ascii_lines() {
    let mut state = morning();
    state
        .lists
        .inbox
        .window
        .rows
        .retain(|row| row.client.is_ascii() && row.subject.is_ascii());
    state.overlay = overlays()
        .into_iter()
        .find(|(name, _)| *name == "client_told")
        .map(|(_, overlay)| overlay);
    for size in super::SIZES {
        let shown = frame(&state, size, &Theme::new(Scheme::Mono, true));
        assert!(shown.is_ascii(), "{shown}");
    }
}

/// A week with something under every heading.
fn report() -> WeekReport {
    let hours = |h: i64| now() + TimeDelta::hours(h);
    WeekReport {
        week: Week::new(2026, 48).unwrap(),
        starts: hours(-8),
        ends: hours(160),
        as_of: now(),
        running: true,
        totals: WeekFigures {
            arrived: 31,
            transactions: 24,
            handed_transactions: 20,
            handed_follow_ups: 2,
            handed_off: 23,
            acknowledged: 11,
            done: 15,
            finished: 17,
            client_told: 19,
            came_back: 2,
            recalled: 1,
            still_open: 23,
            overdue: 3,
            untold: 2,
            nudges: 4,
            escalated: 1,
            dismissed: 1,
            finished_transactions: 17,
            conducted: 15,
        },
        reasons: vec![
            ReasonLine {
                reason: Reason::FasterMyself,
                count: 2,
                minutes: 95,
                unknown: 1,
                open: 1,
            },
            ReasonLine {
                reason: Reason::Habit,
                count: 1,
                minutes: 20,
                unknown: 0,
                open: 0,
            },
        ],
        owners: vec![
            owner_line(1, "Maria", 0),
            owner_line(5, "Dr. Okonkwo-Lindqvist", 0),
            owner_line(2, "Dev", 2),
        ],
        kinds: vec![
            kind_line(Kind::Order),
            kind_line(Kind::Support),
            kind_line(Kind::FollowUp),
        ],
        hand_offs: vec![
            hand_off_line(131, "Borealis GmbH", "Login fails after update", "Dev", true),
            hand_off_line(139, "Øresund Marine", "12 gaskets, by courier", "Maria", false),
        ],
        calls: vec![CallLine {
            call: CallNo(1),
            at: hours(-1),
            client: "Borealis GmbH".to_owned(),
            person: String::new(),
            item: None,
            outcome: CallOutcome::Connected,
            minutes: Some(4),
            notes: String::new(),
        }],
        next_week: vec![
            clock_line(131, "Borealis GmbH", Whose::Client),
            clock_line(98, "Hartmann Hydraulik", Whose::Owner("Maria".to_owned())),
        ],
        clients: clients(),
        clocks: ClocksKept::default(),
        weeks: Vec::new(),
        played: WhoPlayed::of(Week::new(2026, 37).unwrap(), &played(), &[], &Calendar::default()),
    }
}

fn clients() -> ClientSide {
    let promise = |basis, made, kept, broken| PromiseLine {
        basis,
        made,
        kept,
        broken,
        released: 0,
    };
    let value = |text: &str| OutcomeValue::parse(text).unwrap();
    ClientSide {
        promises: vec![
            promise(Basis::Real, 3, 2, 0),
            promise(Basis::Dated, 1, 0, 1),
            promise(Basis::Sponsored, 0, 0, 0),
        ],
        moved: vec![MovedLine {
            item: ItemNo(12),
            client: "Acme Pumps".to_owned(),
            measure: "Time to ship".to_owned(),
            unit: "days".to_owned(),
            course: Course::new(value("12"), value("4")).unwrap(),
            before: Some(value("8")),
            latest: value("6"),
            fell_back: false,
        }],
        checks: CheckFigures {
            due: 2,
            fine: 1,
            ..CheckFigures::default()
        },
        asks: Vec::new(),
        deals: Vec::new(),
        quarter: QuarterLine {
            quarter: Quarters::default().of(chrono::NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()),
            credits: by_credit(&[(true, Credit::Mine, None), (true, Credit::Luck, None)]),
        },
    }
}

fn played() -> Facts {
    let row = |item: i64| PlayedRow {
        row: RowRef {
            item: ItemNo(item),
            client: "Øresund Marine".to_owned(),
        },
        kind: Kind::Order,
        source: "shopify".to_owned(),
        arrived_at: now() - TimeDelta::hours(item),
        reason: if item % 2 == 0 {
            Reason::Habit
        } else {
            Reason::FasterMyself
        },
        minutes: Some(15),
    };
    Facts {
        played: (1..=6).map(row).collect(),
        ..Facts::default()
    }
}

fn owner_line(number: i64, name: &str, overdue: u64) -> OwnerLine {
    OwnerLine {
        owner: OwnerNo(number),
        name: name.to_owned(),
        handed: 12,
        acknowledged: 6,
        done: 9,
        returned: 1,
        median_seconds_to_done: Some(19_000),
        open: 9,
        overdue,
    }
}

fn kind_line(kind: Kind) -> KindLine {
    KindLine {
        kind,
        arrived: 14,
        handed: 12,
        done: 9,
        finished: 9,
        first_chair: 1,
    }
}

fn hand_off_line(item: i64, client: &str, subject: &str, owner: &str, carried_over: bool) -> HandOffLine {
    HandOffLine {
        hand_off: HandOffNo(item),
        item: ItemNo(item),
        kind: Kind::Order,
        client: client.to_owned(),
        subject: subject.to_owned(),
        owner: OwnerNo(1),
        owner_name: owner.to_owned(),
        brief: String::new(),
        given_at: later(-5_000),
        owner_due: later(1_200),
        client_due: None,
        stage: Stage::Offered,
        ended_at: None,
        finished_at: None,
        nudges: 0,
        carried_over,
        told: true,
        answer: String::new(),
    }
}

fn clock_line(item: i64, client: &str, whose: Whose) -> ClockLine {
    ClockLine {
        at: later(10_000),
        item: ItemNo(item),
        kind: Kind::Order,
        client: client.to_owned(),
        subject: "Change of delivery address".to_owned(),
        whose,
    }
}
