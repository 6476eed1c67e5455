//! What comes in for the first time.

use std::cell::Cell;

use super::{arrives, at, closed, counts, solved, ticket};
use crate::domain::command::Command;
use crate::domain::draft::{Arrival, Finished, Intake};
use crate::domain::item::{Cue, Ending, Kind};
use crate::domain::listing::List;
use crate::domain::money::{Currency, Money};
use crate::store::Batch;
use crate::store::tests::Desk;

#[test]
fn a_first_import_puts_open_rows_into_the_inbox_and_finished_ones_into_done() {
    let mut desk = Desk::new();
    let mut order = ticket("#1001", "40 pallets");
    order.kind = Kind::Order;
    order.value = Currency::parse("EUR").map(|currency| Money {
        minor: 4_820_000,
        currency,
    });
    order.urgent = true;
    let mut dated = ticket("4712", "Wrong VAT");
    dated.due = Some(at("2026-11-24T23:00:00Z"));
    let mut done = ticket("4713", "How do I export?");
    done.account = "Øresund Marine A/S".to_owned();
    solved(&mut done);
    let report = desk.import(&[ticket("4711", "Login fails"), order.clone(), dated, done]);
    assert_eq!(counts(&report), [4, 0, 0, 0]);
    assert_eq!((report.history, report.woke), (1, 0));
    assert_eq!(
        report.words,
        "imported 4 rows from tickets.csv: 4 new (1 finished)"
    );
    assert_eq!(
        desk.reader.undo_words(desk.store.window()).unwrap().as_deref(),
        Some(&*report.words)
    );

    let login = desk.of_key("4711");
    assert_eq!(login.source, "zendesk");
    assert_eq!(login.contact.as_deref(), Some("Ines Weber"));
    let open = login.open().unwrap();
    assert_eq!(
        (open.wake.at, open.wake.cue, open.standing_cue),
        (desk.now, Cue::New, Cue::New)
    );
    // Four working hours from Friday at 9:00, and the date that the source names.
    assert_eq!(open.client_due, at("2026-11-20T13:00:00Z"));
    assert_eq!(
        desk.of_key("4712").open().unwrap().client_due,
        at("2026-11-24T23:00:00Z")
    );
    let pallets = desk.of_key("#1001");
    assert_eq!(
        (pallets.kind, pallets.urgent, pallets.value),
        (Kind::Order, true, order.value)
    );
    assert_eq!(pallets.account, login.account);
    let export = desk.of_key("4713");
    assert_eq!(closed(&export).ending, Ending::History);
    assert_eq!(closed(&export).at, at("2026-11-23T07:00:00Z"));
    assert_eq!(desk.numbers(List::Inbox).len(), 3);
    assert_eq!(desk.numbers(List::Done), [export.number.0]);
    assert_eq!(desk.counts().inbox(None), 3);
}

#[test]
fn a_bad_row_is_named_and_the_good_ones_come_in() {
    let mut desk = Desk::new();
    let mut nobody = ticket("2", "No client");
    nobody.account = " ".into();
    nobody.line = 7;
    let mut rows = vec![arrives(ticket("1", "Login fails")), arrives(nobody)];
    rows.extend((0..2_000).map(|line| Intake::Skipped {
        line,
        reason: "the row has 3 cells and the header 41".into(),
    }));
    let report = desk.try_import(rows, false);
    assert_eq!(counts(&report), [1, 0, 0, 2_001]);
    assert_eq!(report.skipped.len(), 1_000);
    assert_eq!(
        (report.skipped[0].file.as_str(), report.skipped[0].line),
        ("exports/tickets.csv", 7)
    );
    assert!(report.words.ends_with("1 new, 2001 skipped"), "{}", report.words);
}

#[test]
fn dates_of_any_age_are_taken_as_they_are() {
    let mut desk = Desk::new();
    let rows = [
        "0001-01-01T00:00:00Z",
        "1601-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z",
    ]
    .map(|time| {
        let mut open = ticket(time, "Odd");
        open.arrived_at = at(time);
        open.updated_at = Some(at(time));
        open
    });
    let report = desk.import(&rows);
    assert_eq!(counts(&report), [3, 0, 0, 0]);
    for row in &rows {
        assert_eq!(desk.of_key(&row.key).arrived_at, row.arrived_at);
    }
    let done = rows.each_ref().map(|row| {
        let mut row = row.clone();
        row.key.push('x');
        row.finished = Some(Finished {
            at: row.arrived_at,
            how: "closed".into(),
        });
        row
    });
    assert_eq!(desk.import(&done).history, 3);
    assert_eq!(desk.numbers(List::Done).len(), 3);
}

#[test]
fn files_of_several_sources_are_one_command_and_their_keys_do_not_meet() {
    let mut desk = Desk::new();
    let (one, two) = (ticket("1", "From the shop"), ticket("1", "From the desk"));
    let batch = |source: &str, row: &Arrival| Batch {
        source: source.to_owned(),
        file: format!("{source}.csv"),
        rows: Box::new(std::iter::once(arrives(row.clone()))),
    };
    let mut seen = Vec::new();
    let report = desk
        .store
        .import(
            vec![batch("shopify", &one), batch("zendesk", &two)],
            &desk.settings,
            desk.now,
            false,
            &mut |rows| seen.push(rows),
        )
        .unwrap();
    assert_eq!(counts(&report), [2, 0, 0, 0]);
    assert_eq!(
        report.words,
        "imported 2 rows from 2 files (shopify.csv, zendesk.csv): 2 new"
    );
    assert_eq!(seen.last(), Some(&2));
    desk.perform(&Command::Undo(Some(report.command.unwrap())));
    assert_eq!(desk.count("SELECT count(*) FROM items"), 0);
}

#[test]
fn rows_are_fetched_one_by_one_as_they_are_written() {
    const ROWS: u32 = 20_000;
    let mut desk = Desk::new();
    let done = Cell::new(0);
    let rows = (0..ROWS).map(|n| {
        // Progress is told every few rows; anything kept back would be more than that behind.
        assert!(u64::from(n) < done.get() + 200, "row {n} was asked for early");
        let mut row = ticket(&n.to_string(), &format!("Case {n}"));
        row.account = format!("Client {}", n % 997);
        if n % 4 == 0 {
            solved(&mut row);
        }
        arrives(row)
    });
    let batch = Batch {
        source: "zendesk".to_owned(),
        file: "many.csv".to_owned(),
        rows: Box::new(rows),
    };
    let report = desk
        .store
        .import(vec![batch], &desk.settings, desk.now, false, &mut |rows| {
            assert!(rows >= done.replace(rows));
        })
        .unwrap();
    assert_eq!(counts(&report), [u64::from(ROWS), 0, 0, 0]);
    assert_eq!(done.get(), u64::from(ROWS));
    assert_eq!(desk.found("case 19999").len(), 1);
    assert_eq!(desk.counts().inbox(None), u64::from(ROWS / 4 * 3));
}

#[test]
fn the_client_clock_of_what_arrives_in_the_future_starts_now() {
    let mut desk = Desk::new();
    let mut row = ticket("1", "From a clock that is wrong");
    row.arrived_at = desk.now + chrono::Duration::days(400);
    desk.import(&[row]);
    let item = desk.of_key("1");
    let due = item.open().unwrap().client_due;
    assert!(due < desk.now + chrono::Duration::days(7), "{due}");
}
