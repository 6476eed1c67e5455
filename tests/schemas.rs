//! A store of every released schema is brought to the newest one, sound, with its undo.
//!
//! The stores are in `tests/fixtures/schemas/`, one for each schema, as that schema's own downbeat wrote it. The newest
//! is made anew, while it is not released yet, by
//!
//! ```text
//! DOWNBEAT_MAKE_FIXTURE=1 cargo test --test schemas
//! ```

#![expect(clippy::unwrap_used, reason = "a test that can't go on fails")]

use std::fs;
use std::path::{Path, PathBuf};

use downbeat::domain::Time;
use downbeat::domain::command::{AccountRef, Answer, CallDraft, Command, Done, Recipient};
use downbeat::domain::draft::ItemDraft;
use downbeat::domain::ids::{ItemNo, OwnerNo};
use downbeat::domain::item::{Kind, Reason};
use downbeat::domain::owner::Owner;
use downbeat::domain::settings::{CallOutcome, Settings};
use downbeat::store::doctor::{Finding, examine};
use downbeat::store::{Reader, Store, newest};

const MAKE: &str = "DOWNBEAT_MAKE_FIXTURE";

fn now() -> Time {
    "2026-11-23T07:42:00Z".parse().unwrap()
}

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/schemas")
}

fn fixture(schema: usize) -> PathBuf {
    fixtures().join(format!("{schema:04}.db"))
}

fn perform(store: &mut Store, command: &Command) -> Done {
    store
        .perform(command, &Settings::default(), now(), false)
        .unwrap()
}

fn draft(kind: Kind, account: &str, subject: &str) -> Command {
    Command::Add(ItemDraft {
        kind,
        account: account.to_owned(),
        subject: subject.to_owned(),
        words: String::new(),
        client_due: None,
        urgent: kind == Kind::Support,
        value: None,
        owner: None,
    })
}

fn owner(handle: &str, seat: u8, kind: Kind) -> Owner {
    Owner {
        number: OwnerNo(0),
        handle: handle.to_owned(),
        name: handle.to_owned(),
        role: String::new(),
        seat: Some(seat),
        address: String::new(),
        kinds: vec![kind],
        hours: 8,
        away_until: None,
        stand_in: None,
        escalate_to: None,
        retired: false,
    }
}

/// A small store with a row in every table, something taken back, and something taken back and done again.
fn fill(store: &mut Store) {
    let owners = vec![owner("maria", 1, Kind::Order), owner("dev", 2, Kind::Support)];
    perform(store, &Command::AddOwners(owners));
    let order = perform(
        store,
        &draft(Kind::Order, "Acme Pumps", "40 pallets to Rotterdam"),
    )
    .items[0];
    let call = perform(
        store,
        &draft(Kind::Support, "Borealis GmbH", "Login fails after update"),
    )
    .items[0];
    let asked = perform(
        store,
        &draft(Kind::FollowUp, "Øresund Marine", "ask about the seals"),
    )
    .items[0];
    let hand_off = |items: &[ItemNo]| Command::HandOff {
        items: items.to_vec(),
        to: Recipient::Shown,
        brief: None,
    };
    perform(store, &hand_off(&[order, call]));
    perform(store, &Command::Undo(None));
    perform(store, &Command::Redo);
    let answer = Answer::Done;
    let words = "shipped".to_owned();
    let items = vec![order];
    perform(store, &Command::Answer { items, answer, words });
    let note = Command::Note {
        items: vec![call],
        text: "they can't ship until this works".to_owned(),
    };
    perform(store, &note);
    let keep = Command::Keep {
        items: vec![asked],
        reason: Reason::Habit,
    };
    perform(store, &keep);
    perform(store, &Command::Undo(None));
    let call = CallDraft {
        account: AccountRef::Named("Acme Pumps".to_owned()),
        item: Some(order),
        person: "Ines Weber".to_owned(),
        outcome: CallOutcome::Connected,
        minutes: Some(4),
        notes: String::new(),
        next: None,
        opens: None,
        at: now(),
    };
    perform(store, &Command::LogCall(call));
}

#[test]
fn a_store_of_the_newest_schema_can_be_made_anew() {
    if std::env::var_os(MAKE).is_none() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::open(&folder.path().join("downbeat.db"), now()).unwrap();
    fill(&mut store);
    fs::create_dir_all(fixtures()).unwrap();
    let path = fixture(newest());
    if path.exists() {
        fs::remove_file(&path).unwrap();
    }
    store.reader().unwrap().backup(&path).unwrap();
}

/// What is wrong inside, whatever the disk and the permissions around it.
fn wrong_inside(path: &Path) -> Vec<Finding> {
    examine(path, now())
        .unwrap()
        .into_iter()
        .filter(|finding| finding.serious && !matches!(finding.area.as_str(), "disk" | "permissions"))
        .collect()
}

#[test]
fn a_store_of_every_schema_is_brought_to_the_newest_sound_and_with_its_undo() {
    for schema in 1..=newest() {
        let stored = fixture(schema);
        assert!(
            stored.exists(),
            "{} is missing: see the top of this file",
            stored.display()
        );
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("downbeat.db");
        fs::copy(&stored, &path).unwrap();
        let before = fs::read(&path).unwrap();
        let told = format!(
            "a released schema never changes; one that is not released yet: see the top of {}",
            file!()
        );
        assert_eq!(wrong_inside(&path), [], "schema {schema}; {told}");
        let mut store = Store::open(&path, now()).unwrap();
        let kept = folder
            .path()
            .join(format!("downbeat.db.before-schema-{}", schema + 1));
        assert_eq!(kept.exists(), schema < newest());
        if kept.exists() {
            assert_eq!(wrong_inside(&kept), []);
        }
        assert_eq!(wrong_inside(&path), []);
        let reader = Reader::open(&path).unwrap();
        let counts = reader.counts().unwrap();
        match reader.undo_words(store.window()).unwrap() {
            // A migration that changed what is logged bars the way back.
            None => assert!(schema < newest()),
            Some(words) => {
                let undone = perform(&mut store, &Command::Undo(None));
                assert!(undone.words.contains(&words), "{} {words}", undone.words);
                perform(&mut store, &Command::Redo);
            }
        }
        perform(&mut store, &draft(Kind::Order, "Acme Pumps", "12 seals"));
        assert_ne!(reader.counts().unwrap(), counts);
        assert_eq!(wrong_inside(&path), []);
        assert!(fs::read(&stored).unwrap() == before);
    }
}
