//! Lists on real files.

use rusqlite::StatementStatus;

use super::Desk;
use super::desk::scope;
use crate::domain::command::{Answer, Command};
use crate::domain::item::{Cue, Kind};
use crate::domain::listing::{From, List};
use crate::store::Reader;

#[test]
fn every_open_item_is_awake_or_asleep_and_moves_as_time_passes() {
    let mut desk = Desk::new();
    let order = desk.add(Kind::Order, "Acme", "40 pallets");
    let call = desk.add(Kind::Support, "Borealis", "Login fails");
    assert_eq!(desk.numbers(List::Inbox), [call.0, order.0]);
    desk.hand_off(&[order]);
    assert_eq!(desk.numbers(List::Inbox), [call.0]);
    assert_eq!(desk.numbers(List::Waiting), [order.0]);
    assert_eq!(desk.numbers(List::Later), [order.0]);
    // Eight working hours from before nine end at 17:00 the same day; the client comes first on a tie.
    desk.at("2026-11-23T17:00:00Z");
    let window = desk.window(&scope(Some(List::Inbox)), From::Top, 10);
    let row = window.rows.iter().find(|row| row.item == order).unwrap();
    assert_eq!(row.wake.unwrap().1, Cue::ClientDue);
    // Acting on it when it is late lets it sleep until the next working morning.
    desk.perform(&Command::Nudge { items: vec![order] });
    assert_eq!(desk.numbers(List::Later), [order.0]);
    desk.at("2026-11-24T09:00:00Z");
    assert!(desk.numbers(List::Inbox).contains(&order.0));
    desk.perform(&Command::Answer {
        items: vec![order],
        answer: Answer::Done,
        words: "gone".into(),
    });
    assert_eq!(desk.counts().waiting, 0);
    desk.perform(&Command::Finish {
        items: vec![order],
        told: true,
        reason: None,
        minutes: None,
        words: String::new(),
    });
    assert_eq!(desk.numbers(List::Done), [order.0]);
}

#[test]
fn a_list_read_in_pages_is_the_list_read_whole() {
    let mut desk = Desk::new();
    for n in 0..60 {
        let kind = Kind::ALL[n % 3];
        let item = desk.add(kind, &format!("Client {}", n % 7), "a thing to find");
        match n % 4 {
            0 => drop(desk.perform(&Command::Star {
                items: vec![item],
                urgent: true,
            })),
            1 if kind != Kind::FollowUp => drop(desk.hand_off(&[item])),
            2 => drop(desk.perform(&Command::Dismiss { items: vec![item] })),
            _ => {}
        }
        desk.now += chrono::Duration::minutes(7);
    }
    let mut searched = scope(None);
    searched.words = "thing clie".into();
    let mut filtered = scope(Some(List::Inbox));
    filtered.words = "client".into();
    let mut scopes: Vec<_> = List::ALL.iter().map(|list| scope(Some(*list))).collect();
    scopes.extend([searched, filtered]);
    for kind in Kind::ALL {
        let mut one = scope(Some(List::Inbox));
        one.kind = Some(*kind);
        scopes.push(one);
    }
    for scope in &scopes {
        let whole = desk.window(scope, From::Top, 1000).rows;
        assert!(!whole.is_empty(), "{scope:?}");
        let mut paged = desk.window(scope, From::Top, 4);
        let mut rows = paged.rows.clone();
        while paged.more_after {
            paged = desk.window(scope, From::After(rows.last().unwrap().place), 4);
            assert!(paged.more_before);
            rows.extend(paged.rows.clone());
        }
        assert_eq!(rows, whole, "{scope:?}");
        let mut paged = desk.window(scope, From::Bottom, 4);
        let mut rows = paged.rows.clone();
        while paged.more_before {
            paged = desk.window(scope, From::Before(rows[0].place), 4);
            rows.splice(0..0, paged.rows.clone());
        }
        assert_eq!(rows, whole, "{scope:?}");
        for (index, row) in whole.iter().enumerate() {
            let around = desk.window(scope, From::Around(row.place), 9);
            assert!(around.rows.contains(row));
            assert_eq!(around.rows.len(), whole.len().min(9), "{scope:?} around {index}");
            assert_eq!(around.more_before, around.rows[0] != whole[0]);
            assert_eq!(around.more_after, around.rows.last() != whole.last());
            if scope.words.is_empty() {
                assert_eq!(desk.reader.place_of(scope, row.item).unwrap(), Some(row.place));
            }
        }
    }
}

#[test]
fn any_text_can_be_searched_for() {
    let mut desk = Desk::new();
    desk.add(Kind::Order, "O'Brien & Søn", "a-b AND (c)");
    for words in [
        "o'brien", "a-b", "AND", "(", "son", "t:x", "\"", "*", "søn ab", "#1", "1",
    ] {
        let mut everything = scope(None);
        everything.words = words.into();
        desk.window(&everything, From::Top, 10);
    }
    let mut found = scope(None);
    found.words = "obr".into();
    assert!(desk.window(&found, From::Top, 10).rows.is_empty());
    found.words = "o'br".into();
    assert_eq!(desk.window(&found, From::Top, 10).rows.len(), 1);
}

#[test]
fn a_reader_alone_will_do_unless_something_has_to_be_written_first() {
    let mut desk = Desk::new();
    desk.add(Kind::Order, "Acme", "40 pallets");
    let order = desk.add(Kind::Order, "Acme", "12 seals");
    desk.hand_off(&[order]);
    let path = desk.store.path().to_owned();
    let alone = |time: &str| Reader::open_caught_up(&path, time.parse().unwrap()).is_some();
    assert!(alone("2026-11-23T07:42:00Z"));
    assert!(alone("2026-11-23T16:59:59Z"), "nothing wakes before 17:00");
    assert!(!alone("2026-11-23T17:00:00Z"));
    desk.at("2026-11-23T17:00:00Z");
    assert!(alone("2026-11-24T07:42:00Z"));
    assert!(
        !alone("2026-11-23T16:59:59Z"),
        "a clock set back puts the order to sleep again"
    );
    let none = path.with_file_name("none.db");
    assert!(Reader::open_caught_up(&none, desk.now).is_none());
    assert!(!none.exists());
}

/// The plan of a query, in lines.
fn plan(desk: &Desk, sql: &str) -> Vec<String> {
    let mut statement = desk
        .reader
        .connection
        .prepare(&format!("EXPLAIN QUERY PLAN {sql}"))
        .unwrap();
    let lines = statement.raw_query().mapped(|row| row.get(3));
    lines.collect::<rusqlite::Result<_>>().unwrap()
}

#[test]
fn what_has_become_due_is_looked_up_in_the_index_of_what_sleeps() {
    let desk = Desk::new();
    let plan = plan(&desk, super::super::lists::MOVES);
    assert!(
        plan.contains(&"SEARCH items USING COVERING INDEX items_wake (wake_at>? AND wake_at<?)".to_owned()),
        "{plan:?}"
    );
    assert!(
        !plan.iter().any(|line| line.starts_with("SCAN items")),
        "{plan:?}"
    );
}

#[test]
fn a_statement_is_planned_once_whatever_is_bound_to_it() {
    let desk = Desk::new();
    for connection in [&desk.reader.connection, &desk.store.connection] {
        // An index holds only what is open, and the planner would like to know whether this asks for that.
        let mut statement = connection
            .prepare("SELECT number FROM items WHERE state = ?1 AND wake_at > ?2")
            .unwrap();
        for (state, at) in [("open", 1), ("closed", 2), ("open", 3)] {
            assert!(!statement.exists((state, at)).unwrap());
        }
        assert_eq!(statement.get_status(StatementStatus::RePrepare), 0);
    }
}

#[test]
fn whoever_looks_reads_what_there_is_while_another_program_writes() {
    let mut desk = Desk::new();
    let order = desk.add(Kind::Order, "Acme", "40 pallets");
    let until = desk.now + chrono::Duration::days(1);
    desk.perform(&Command::Snooze {
        items: vec![order],
        until,
    });
    let other = rusqlite::Connection::open(desk.store.path()).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let held = desk.store.tick_before_reading(until).unwrap();
    assert_eq!(held, Some("another program is writing to the store"));
    assert_eq!(desk.numbers(List::Inbox), [0; 0]);
    other.execute_batch("ROLLBACK").unwrap();
    assert_eq!(desk.store.tick_before_reading(until).unwrap(), None);
    assert_eq!(desk.numbers(List::Inbox), [order.0]);
}
