//! Importing on real files.

mod arriving;
mod renewing;
mod whole;

use super::Desk;
use super::desk::scope;
use crate::domain::Time;
use crate::domain::draft::{Arrival, Finished, Intake};
use crate::domain::ids::ItemNo;
use crate::domain::item::{Closed, Cue, Item, Kind, Standing};
use crate::domain::listing::From;
use crate::store::{Batch, ImportReport, items};

fn at(text: &str) -> Time {
    text.parse().unwrap()
}

/// A ticket that arrived on Friday at 9:00 and changed at 10:00.
fn ticket(key: &str, subject: &str) -> Arrival {
    Arrival {
        line: 2,
        key: key.to_owned(),
        kind: Kind::Support,
        account: "Borealis GmbH".to_owned(),
        contact: Some("Ines Weber".to_owned()),
        subject: subject.to_owned(),
        words: "Status: open".to_owned(),
        urgent: false,
        value: None,
        arrived_at: at("2026-11-20T09:00:00Z"),
        updated_at: Some(at("2026-11-20T10:00:00Z")),
        due: None,
        finished: None,
        unsaid: Vec::new(),
    }
}

/// As the row, in an export made later.
fn later(row: &Arrival, change: impl Fn(&mut Arrival)) -> Arrival {
    let mut row = row.clone();
    row.updated_at = Some(at("2026-11-23T07:00:00Z"));
    change(&mut row);
    row
}

fn solved(row: &mut Arrival) {
    row.finished = Some(Finished {
        at: at("2026-11-23T07:00:00Z"),
        how: "solved".to_owned(),
    });
}

impl Desk {
    fn try_import(&mut self, rows: Vec<Intake>, dry_run: bool) -> ImportReport {
        let batch = Batch {
            source: "zendesk".to_owned(),
            file: "exports/tickets.csv".to_owned(),
            rows: Box::new(rows.into_iter()),
        };
        self.store
            .import(vec![batch], &self.settings, self.now, dry_run, &mut |_| {})
            .unwrap()
    }

    fn import(&mut self, rows: &[Arrival]) -> ImportReport {
        self.try_import(rows.iter().cloned().map(arrives).collect(), false)
    }

    fn of_key(&self, key: &str) -> Item {
        let number = self
            .store
            .connection
            .query_row("SELECT number FROM items WHERE source_key = ?1", [key], |row| {
                row.get(0)
            })
            .unwrap();
        items::load(&self.store.connection, ItemNo(number)).unwrap()
    }

    fn found(&self, words: &str) -> Vec<i64> {
        let mut wanted = scope(None);
        wanted.words = words.to_owned();
        let mut found: Vec<i64> = self
            .window(&wanted, From::Top, 100)
            .rows
            .iter()
            .map(|row| row.item.0)
            .collect();
        found.sort_unstable();
        found
    }

    fn commands(&self) -> i64 {
        self.count("SELECT count(*) FROM commands")
    }

    fn count(&self, sql: &str) -> i64 {
        self.store
            .connection
            .query_row(sql, [], |row| row.get(0))
            .unwrap()
    }

    /// The search is derived: made anew from the items it must say the same.
    fn check_search(&self) {
        let words = |sql: &str| -> Vec<String> {
            let mut statement = self.store.connection.prepare(sql).unwrap();
            let rows = statement.query_map([], |row| row.get(0)).unwrap();
            rows.map(Result::unwrap).collect()
        };
        self.store
            .connection
            .execute_batch(
                "DROP TABLE IF EXISTS temp.anew;
                 CREATE VIRTUAL TABLE temp.anew USING fts5 (subject, client, contact, words, content = '',
                     contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3');
                 INSERT INTO temp.anew (rowid, subject, client, contact, words)
                     SELECT i.number, i.subject, a.name, i.contact, i.words
                     FROM items i JOIN accounts a ON a.number = i.account;
                 DROP TABLE IF EXISTS temp.anew_terms;
                 DROP TABLE IF EXISTS temp.kept_terms;
                 CREATE VIRTUAL TABLE temp.anew_terms USING fts5vocab (temp, anew, instance);
                 CREATE VIRTUAL TABLE temp.kept_terms USING fts5vocab (main, search, instance);",
            )
            .unwrap();
        let all = "SELECT term || ' ' || doc || ' ' || col || ' ' || offset FROM temp.";
        assert_eq!(
            words(&format!("{all}kept_terms ORDER BY 1")),
            words(&format!("{all}anew_terms ORDER BY 1"))
        );
    }
}

fn arrives(row: Arrival) -> Intake {
    Intake::Arrival(Box::new(row))
}

fn counts(report: &ImportReport) -> [u64; 4] {
    [report.new, report.changed, report.unchanged, report.skipped_count]
}

fn wake_cue(item: &Item) -> Cue {
    item.open().unwrap().wake.cue
}

fn closed(item: &Item) -> Closed {
    match &item.standing {
        Standing::Closed(closed) => *closed,
        Standing::Open(_) => panic!("{} is open", item.number),
    }
}
