//! Registers on real files: what they list, and that every split is walked along an index in windows.

use super::Desk;
use crate::domain::command::{AccountRef, CallDraft, Command};
use crate::domain::ids::ItemNo;
use crate::domain::item::Kind;
use crate::domain::listing::{From, Window};
use crate::domain::register::{
    CallSplit, Record, Register, RegisterPlace, RegisterRow, RegisterScope, Shows, Split,
};
use crate::domain::settings::CallOutcome;

fn all(split: Split) -> RegisterScope {
    RegisterScope {
        split,
        words: String::new(),
    }
}

fn read(desk: &Desk, scope: &RegisterScope, from: &From<RegisterPlace>, limit: usize) -> Window<RegisterRow> {
    let router = desk.router();
    desk.reader
        .register(scope, from, limit, (&router, &desk.settings), desk.now)
        .unwrap()
}

/// Rows in every table that a register lists, some standing in the same place.
fn filled() -> Desk {
    let mut desk = Desk::new();
    for n in 0..40 {
        desk.add(Kind::FollowUp, &format!("Client {}", n % 9), "a thing to find");
    }
    for n in 0..12 {
        let outcome = CallOutcome::ALL[n % CallOutcome::ALL.len()];
        desk.perform(&Command::LogCall(CallDraft {
            account: AccountRef::Named(format!("Client {}", n % 9)),
            item: None,
            person: String::new(),
            outcome,
            minutes: None,
            notes: format!("words {n}"),
            next: (n % 3 != 0).then(|| desk.now + chrono::Duration::hours(1 + i64::try_from(n).unwrap())),
            opens: None,
            at: desk.now - chrono::Duration::minutes(i64::try_from(n / 2).unwrap()),
        }));
    }
    // Each may be the client of that name without its legal form.
    for n in 0..9 {
        desk.add(Kind::Order, &format!("Client {n} Ltd"), "a thing to find");
    }
    desk.at("2026-11-23T13:00:00Z");
    let connection = rusqlite::Connection::open(desk.folder.path().join("downbeat.db")).unwrap();
    // No command makes these yet; the rows alone matter here.
    connection
        .execute_batch(
            "INSERT INTO commands (id, at, window, kind, verb, words) VALUES ('test', 0, 'test', 'do', 'test', 'test');
             INSERT INTO running (one, command, bulk) VALUES (1, last_insert_rowid(), 0);
             INSERT INTO promises (id, account, item, basis, state, made_at, due_at, first_due_at, ended_at, what,
                     evidence, seen, said)
                 SELECT 'p' || number, account, number, 'real',
                     CASE WHEN number % 4 = 0 THEN 'broken' ELSE 'open' END, 1000, 2000 + number / 3, 2000,
                     CASE WHEN number % 4 = 0 THEN 3000 + number / 5 END, 'a thing to find', 'it is there', 'seen', 'sorry'
                 FROM items WHERE number <= 40;
             INSERT INTO outcomes (id, account, item, state, better, baseline, target, target_on, made_at, ended_at, measure)
                 SELECT 'o' || number, account, number, CASE WHEN number > 20 THEN 'reached' ELSE 'open' END, 'up', 0, 10,
                     '2027-01-01', 1000, CASE WHEN number > 20 THEN 4000 + number / 3 END, 'a thing to find'
                 FROM items WHERE number <= 40;
             INSERT INTO readings (id, outcome, at, value) SELECT 'r' || number, number, 5, 4 FROM outcomes;
             INSERT INTO readings (id, outcome, at, value) SELECT 'q' || number, number, 6, 5 FROM outcomes;
             INSERT INTO deals (id, account, item, state, stage, stage_at, close_on, made_at, ended_at, why, name)
                 SELECT 'd' || number, account, number, CASE WHEN number % 5 = 0 THEN 'won' ELSE 'open' END, 'offer', 0,
                     date('2026-11-24', (number % 7 * 15) || ' days'), 1000, CASE WHEN number % 5 = 0 THEN 9 END,
                     CASE WHEN number % 5 = 0 THEN 'mine' END, 'a thing to find'
                 FROM items WHERE number <= 40;
             INSERT INTO meetings (id, source, source_key, starts_at, ask_at, account, state, title)
                 SELECT 'm' || number, 'calendar', 'm' || number, 1000, 2000 + number / 3, account,
                     CASE WHEN number % 4 = 0 THEN 'ignored' ELSE 'open' END, 'a thing to find'
                 FROM items WHERE number <= 40;
             INSERT INTO checks (id, account, deal, item, days, due_at)
                 SELECT 'c' || number, account, number / 5 * 5, item, 7, 2000 + number / 3 FROM deals WHERE number >= 5;
             DELETE FROM running;",
        )
        .unwrap();
    desk
}

fn splits() -> impl Iterator<Item = Split> {
    Register::ALL.iter().flat_map(|register| register.splits())
}

#[test]
fn a_register_read_in_pages_is_the_register_read_whole() {
    let desk = filled();
    let router = desk.router();
    let mut scopes: Vec<_> = splits().map(all).collect();
    scopes.extend(splits().map(|split| RegisterScope {
        split,
        words: "CLIENT 4".to_owned(),
    }));
    for scope in &scopes {
        let whole = read(&desk, scope, &From::Top, 1000).rows;
        assert!(!whole.is_empty(), "{scope:?}");
        assert!(whole.is_sorted_by_key(|row| row.place.clone()), "{scope:?}");
        let mut paged = read(&desk, scope, &From::Top, 4);
        let mut rows = paged.rows.clone();
        while paged.more_after {
            let last = rows.last().unwrap().place.clone();
            paged = read(&desk, scope, &From::After(last), 4);
            assert!(paged.more_before);
            rows.extend(paged.rows.clone());
        }
        assert_eq!(rows, whole, "{scope:?}");
        let mut paged = read(&desk, scope, &From::Bottom, 4);
        let mut rows = paged.rows.clone();
        while paged.more_before {
            let first = rows[0].place.clone();
            paged = read(&desk, scope, &From::Before(first), 4);
            rows.splice(0..0, paged.rows.clone());
        }
        assert_eq!(rows, whole, "{scope:?}");
        for row in &whole {
            let around = read(&desk, scope, &From::Around(row.place.clone()), 9);
            assert!(around.rows.contains(row), "{scope:?}");
            assert_eq!(around.rows.len(), whole.len().min(9), "{scope:?}");
            let place = desk
                .reader
                .place_in_register(scope, row.record, (&router, &desk.settings), desk.now)
                .unwrap();
            assert_eq!(place.as_ref(), Some(&row.place), "{scope:?}");
        }
    }
}

#[test]
fn every_row_has_a_cell_for_each_column_and_a_page() {
    let desk = filled();
    let router = desk.router();
    for split in splits() {
        for row in read(&desk, &all(split), &From::Top, 1000).rows {
            assert_eq!(row.cells.len(), split.heads().len(), "{split:?}");
            assert_eq!(row.item.is_some(), row.row.is_some(), "{split:?}");
            assert!(!row.client.is_empty() && row.account.is_some());
            let page = desk
                .reader
                .page(row.record, (&router, &desk.settings), desk.now)
                .unwrap();
            assert!(page.is_some_and(|page| !page.lines.is_empty()), "{split:?}");
        }
    }
}

#[test]
fn callbacks_stand_before_what_was_logged_and_are_found_by_their_item() {
    let desk = filled();
    let scope = all(Split::Calls(CallSplit::All));
    let rows = read(&desk, &scope, &From::Top, 1000).rows;
    let first_logged = rows.iter().position(|row| row.item.is_none()).unwrap();
    assert!(first_logged > 0);
    assert!(rows[first_logged..].iter().all(|row| row.item.is_none()));
    // What has no log stands between the two.
    let no_log = rows.iter().filter(|row| row.section == "no log").count();
    assert!(no_log > 0 && rows[first_logged].section == "no log");
    assert_eq!(rows.len() - first_logged - no_log, 12);
    let due = desk.counts().calls;
    let shown_due = rows
        .iter()
        .filter(|row| matches!(row.cells[1].shows, Shows::Due(at) if at <= desk.now))
        .count();
    assert_eq!(due, u64::try_from(shown_due).unwrap());
    assert_eq!(desk.counts().promises, 30);

    // A promise is found by the item it waits as.
    let promises = all(Register::Promises.opens_with());
    let router = desk.router();
    let place = desk
        .reader
        .place_in_register(
            &promises,
            Record::Item(ItemNo(7)),
            (&router, &desk.settings),
            desk.now,
        )
        .unwrap();
    let rows = read(&desk, &promises, &From::Top, 1000).rows;
    let row = rows.iter().find(|row| row.item == Some(ItemNo(7))).unwrap();
    assert_eq!(place.as_ref(), Some(&row.place));
}
