//! Lists on real files.

use super::Desk;
use super::desk::scope;
use crate::domain::command::{Answer, Command};
use crate::domain::item::{Cue, Kind};
use crate::domain::listing::{From, List};

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
