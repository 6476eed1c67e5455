//! A rep's desk for tests: a store in a temporary folder, a clock that stands until it is moved.

use tempfile::TempDir;

use crate::domain::Time;
use crate::domain::command::{Command, Done, Recipient};
use crate::domain::draft::ItemDraft;
use crate::domain::ids::{ItemNo, OwnerNo};
use crate::domain::item::Kind;
use crate::domain::listing::{Counts, From, List, Scope, Window};
use crate::domain::owner::Owner;
use crate::domain::routing::Router;
use crate::domain::settings::Settings;
use crate::store::{Reader, Result, Store};

pub(in crate::store) struct Desk {
    pub(in crate::store) folder: TempDir,
    pub(in crate::store) store: Store,
    pub(in crate::store) reader: Reader,
    pub(in crate::store) settings: Settings,
    pub(in crate::store) now: Time,
}

impl Desk {
    /// Monday 23 November 2026, 07:42 UTC, with two owners: Maria takes orders, Dev support.
    pub(in crate::store) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let now: Time = "2026-11-23T07:42:00Z".parse().unwrap();
        let store = Store::open(&folder.path().join("downbeat.db"), now).unwrap();
        let reader = store.reader().unwrap();
        let mut desk = Self {
            folder,
            store,
            reader,
            settings: Settings::default(),
            now,
        };
        let maria = owner("maria", Some(1), &[Kind::Order]);
        let dev = owner("dev", Some(2), &[Kind::Support]);
        desk.perform(&Command::AddOwners(vec![maria, dev]));
        desk
    }

    pub(in crate::store) fn try_perform(&mut self, command: &Command) -> Result<Done> {
        self.store.perform(command, &self.settings, self.now, false)
    }

    pub(in crate::store) fn perform(&mut self, command: &Command) -> Done {
        self.try_perform(command).unwrap()
    }

    pub(in crate::store) fn add(&mut self, kind: Kind, account: &str, subject: &str) -> ItemNo {
        self.perform(&Command::Add(draft(kind, account, subject))).items[0]
    }

    pub(in crate::store) fn hand_off(&mut self, items: &[ItemNo]) -> Done {
        self.perform(&Command::HandOff {
            items: items.to_vec(),
            to: Recipient::Shown,
            brief: None,
        })
    }

    pub(in crate::store) fn router(&self) -> Router {
        Router::new(&self.settings, &self.reader.owners().unwrap())
    }

    pub(in crate::store) fn window(&self, scope: &Scope, from: From, limit: usize) -> Window {
        self.reader
            .window(scope, from, limit, &self.router(), self.now)
            .unwrap()
    }

    pub(in crate::store) fn numbers(&self, list: List) -> Vec<i64> {
        self.window(&scope(Some(list)), From::Top, 1000)
            .rows
            .iter()
            .map(|row| row.item.0)
            .collect()
    }

    pub(in crate::store) fn counts(&self) -> Counts {
        self.reader.counts().unwrap()
    }

    /// Every row of every logged and derived table, but the log itself.
    pub(in crate::store) fn contents(&self) -> Vec<String> {
        let mut lines = Vec::new();
        let logged = crate::store::log::LOGGED.iter().map(|logged| logged.table);
        for table in logged.chain(["noted", "awake", "tally"]) {
            let columns = crate::store::log::columns(&self.store.connection, table).unwrap();
            let all: Vec<String> = columns.iter().map(|column| format!("quote({column})")).collect();
            let sql = format!("SELECT {} FROM {table} ORDER BY 1", all.join(" || ',' || "));
            let mut statement = self.store.connection.prepare(&sql).unwrap();
            let rows = statement.query_map([], |row| row.get::<_, String>(0)).unwrap();
            lines.extend(rows.map(|row| format!("{table}: {}", row.unwrap())));
        }
        lines
    }

    /// Writes rows for which there is no command here, as a command of their own.
    pub(in crate::store) fn write(&mut self, sql: &str) {
        let (window, now) = (self.store.window.id, self.now);
        let transaction = self.store.connection.transaction().unwrap();
        let entry = crate::store::log::Entry::Do;
        let number = crate::store::log::begin(&transaction, entry, window, "test", now, false).unwrap();
        transaction.execute_batch(sql).unwrap();
        crate::store::log::end(&transaction, number, "rows written for a test").unwrap();
        transaction.commit().unwrap();
    }

    /// What the doctor finds wrong.
    pub(in crate::store) fn wrongs(&self) -> Vec<String> {
        let path = self.folder.path().join("downbeat.db");
        let findings = crate::store::doctor::examine(&path, self.now).unwrap();
        let wrong = findings
            .into_iter()
            .filter(|finding| finding.serious && finding.area != "disk");
        wrong.map(|finding| finding.words).collect()
    }

    pub(in crate::store) fn at(&mut self, time: &str) {
        self.now = time.parse().unwrap();
        self.store.tick(self.now).unwrap();
    }
}

pub(in crate::store) fn scope(list: Option<List>) -> Scope {
    Scope {
        list,
        kind: None,
        owner: None,
        words: String::new(),
    }
}

pub(in crate::store) fn draft(kind: Kind, account: &str, subject: &str) -> ItemDraft {
    ItemDraft {
        kind,
        account: account.to_owned(),
        subject: subject.to_owned(),
        words: String::new(),
        client_due: None,
        urgent: false,
        value: None,
        owner: None,
    }
}

pub(in crate::store) fn owner(handle: &str, seat: Option<u8>, kinds: &[Kind]) -> Owner {
    let mut name = handle.to_owned();
    name[..1].make_ascii_uppercase();
    Owner {
        number: OwnerNo(0),
        handle: handle.to_owned(),
        name,
        role: String::new(),
        seat,
        address: String::new(),
        kinds: kinds.to_vec(),
        hours: 8,
        away_until: None,
        stand_in: None,
        escalate_to: None,
        retired: false,
        part: crate::domain::owner::Part::Desk,
        asks_a_month: None,
    }
}
