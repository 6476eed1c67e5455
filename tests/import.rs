//! Real exports all the way into a store: read by the intake, taken in by the import.

#![expect(clippy::unwrap_used, reason = "a test that can't go on fails")]

use std::path::Path;

use downbeat::domain::Time;
use downbeat::domain::command::Command;
use downbeat::domain::ids::ItemNo;
use downbeat::domain::item::{Cue, Ending, Item, Kind, Standing};
use downbeat::domain::listing::{List, Scope};
use downbeat::domain::routing::Router;
use downbeat::domain::settings::Settings;
use downbeat::domain::sources::Sources;
use downbeat::intake;
use downbeat::store::{Batch, ImportReport, Reader, Store};

struct Desk {
    _folder: tempfile::TempDir,
    store: Store,
    reader: Reader,
    settings: Settings,
    now: Time,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let now: Time = "2026-11-23T07:42:00Z".parse().unwrap();
        let store = Store::open(&folder.path().join("downbeat.db"), now).unwrap();
        let reader = store.reader().unwrap();
        Self {
            _folder: folder,
            store,
            reader,
            settings: Settings::default(),
            now,
        }
    }

    /// Imports fixtures as one command, each recognised by its header.
    fn import(&mut self, files: &[&str], dry_run: bool) -> ImportReport {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/intake");
        let batches = files
            .iter()
            .map(|file| {
                let rows =
                    intake::open_file(&folder.join(file), None, &Sources::default(), self.now).unwrap();
                Batch {
                    source: rows.format().name().to_owned(),
                    file: (*file).to_owned(),
                    rows: Box::new(rows),
                }
            })
            .collect();
        self.store
            .import(batches, &self.settings, self.now, dry_run, &mut |_| {})
            .unwrap()
    }

    fn perform(&mut self, command: &Command) {
        self.store
            .perform(command, &self.settings, self.now, false)
            .unwrap();
    }

    fn numbers(&self, list: Option<List>, words: &str) -> Vec<ItemNo> {
        let scope = Scope {
            list,
            kind: None,
            owner: None,
            words: words.to_owned(),
        };
        self.reader.numbers(&scope, 100).unwrap()
    }

    fn items(&self) -> Vec<Item> {
        let router = Router::new(&self.settings, &[]);
        let mut numbers = self.numbers(Some(List::Inbox), "");
        numbers.extend(self.numbers(Some(List::Later), ""));
        numbers.extend(self.numbers(Some(List::Done), ""));
        numbers.sort_unstable();
        numbers
            .into_iter()
            .map(|number| {
                let detail = self.reader.detail(number, &router, &self.settings, self.now);
                detail.unwrap().unwrap().item
            })
            .collect()
    }

    fn of_key(&self, key: &str) -> Item {
        let found = self
            .items()
            .into_iter()
            .find(|item| item.source_key.as_deref() == Some(key));
        found.unwrap_or_else(|| panic!("nothing came in as {key}"))
    }
}

#[test]
fn a_shop_and_a_support_desk_come_in_as_one_command() {
    let mut desk = Desk::new();
    let files = ["shopify.csv", "zendesk.csv"];
    let dry = desk.import(&files, true);
    assert!(desk.items().is_empty());
    let report = desk.import(&files, false);
    assert_eq!(
        (report.new, report.history, report.changed, report.unchanged),
        (11, 5, 0, 0)
    );
    assert_eq!((dry.new, &dry.skipped), (report.new, &report.skipped));
    assert!(
        report
            .words
            .starts_with("imported 18 rows from 2 files (shopify.csv, zendesk.csv): 11 new (5 finished)"),
        "{}",
        report.words
    );
    assert_eq!(report.skipped_count, report.skipped.len() as u64);
    assert!(
        report
            .skipped
            .iter()
            .all(|skip| files.contains(&skip.file.as_str()) && skip.line > 1)
    );
    assert_eq!(desk.numbers(Some(List::Inbox), "").len(), 6);
    assert_eq!(desk.numbers(Some(List::Done), "").len(), 5);

    let order = desk.of_key("#1001");
    assert_eq!((order.kind, order.source.as_str()), (Kind::Order, "shopify"));
    assert_eq!(order.open().unwrap().wake.cue, Cue::New);
    let fulfilled = desk.of_key("#1003");
    assert!(matches!(&fulfilled.standing, Standing::Closed(closed) if closed.ending == Ending::History));
    // A shop and a support desk that know the same client share the account.
    assert_eq!(order.account, desk.of_key("4711").account);
    assert_eq!(fulfilled.account, desk.of_key("4713").account);
    assert_eq!(desk.numbers(None, "jonas"), [order.number]);
    assert_eq!(desk.numbers(None, "山田").len(), 1);
}

#[test]
fn real_exports_are_known_when_they_come_again_and_one_undo_takes_them_back() {
    let mut desk = Desk::new();
    let files = ["zendesk.csv", "shopify.csv", "shopify-semicolon.csv"];
    let first = desk.import(&files, false);
    let items = desk.items();
    assert_eq!(items.len() as u64, first.new);
    for _ in 0..2 {
        let again = desk.import(&files, false);
        assert_eq!((again.command, again.new, again.changed), (None, 0, 0));
        assert_eq!(again.unchanged, first.new);
        assert!(again.words.starts_with("nothing new"), "{}", again.words);
    }
    assert_eq!(desk.items(), items);
    assert_eq!(desk.reader.history(10).unwrap().len(), 1);
    desk.perform(&Command::Undo(None));
    assert!(desk.items().is_empty());
    assert!(desk.numbers(None, "jonas").is_empty());
    desk.perform(&Command::Redo);
    assert_eq!(desk.items(), items);
    assert_eq!(desk.numbers(None, "jonas").len(), 1);
}
