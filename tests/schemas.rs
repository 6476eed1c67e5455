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
use downbeat::domain::deal::command::{Answers, DealCommand, DealDraft, DealEdit, NeedDraft, Redate};
use downbeat::domain::deal::{Credit, MoveTag, Side};
use downbeat::domain::draft::ItemDraft;
use downbeat::domain::ids::{DealNo, ItemNo, OwnerNo};
use downbeat::domain::item::{Kind, Reason};
use downbeat::domain::money::{Currency, Money};
use downbeat::domain::outcome::command::{CheckFound, DealOf, OutcomeCommand, OutcomeDraft, ReadingDraft};
use downbeat::domain::outcome::{Course, Value};
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
        part: downbeat::domain::owner::Part::Desk,
        asks_a_month: None,
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
    let deal = DealDraft {
        account: AccountRef::Named("Acme Pumps".to_owned()),
        name: "Line 2".to_owned(),
        value: Money::read("48200", Currency::parse("EUR")),
        stage: None,
        close_on: "2026-12-18".parse().unwrap(),
        next_step: "call Ines".to_owned(),
    };
    perform(store, &Command::Deal(DealCommand::Add(deal)));
    let need = NeedDraft {
        deal: DealNo(1),
        what: "Security review".to_owned(),
        owner: Some(OwnerNo(2)),
        by_on: None,
        at: None,
        later: false,
        brief: None,
    };
    perform(store, &Command::Deal(DealCommand::Need(need)));
    let given = DealCommand::Concede {
        deal: DealNo(1),
        side: Side::Give,
        what: "60 days to pay".to_owned(),
        answers: Answers::Usual,
    };
    perform(store, &Command::Deal(given));
    let close = Some(Redate {
        to: "2027-01-29".parse().unwrap(),
        tag: MoveTag::NewObstacle,
    });
    let edit = DealEdit {
        close,
        ..DealEdit::default()
    };
    let deal = DealNo(1);
    perform(store, &Command::Deal(DealCommand::Edit { deal, edit }));
    follow(store);
}

/// An outcome with a reading, and a deal that was won, with its checks, one of them answered.
fn follow(store: &mut Store) {
    let value = |text: &str| Value::parse(text).unwrap();
    let deal = DealDraft {
        account: AccountRef::Named("Borealis".to_owned()),
        name: "Service".to_owned(),
        value: Money::read("12000", Currency::parse("USD")),
        stage: None,
        close_on: "2026-12-18".parse().unwrap(),
        next_step: String::new(),
    };
    perform(store, &Command::Deal(DealCommand::Add(deal)));
    let outcome = OutcomeDraft {
        account: AccountRef::Named("Borealis".to_owned()),
        deal: DealOf::Only,
        measure: "Logins that fail".to_owned(),
        unit: "%".to_owned(),
        course: Course::new(value("4.5"), value("0.5")).unwrap(),
        by: "2027-03-31".parse().unwrap(),
    };
    let added = perform(store, &Command::Outcome(OutcomeCommand::Add(outcome)));
    let reading = ReadingDraft {
        item: *added.items.first().unwrap(),
        value: value("2.25"),
        at: None,
        source: "their report".to_owned(),
        words: "Far fewer calls".to_owned(),
        problem: false,
        reached: false,
    };
    perform(store, &Command::Outcome(OutcomeCommand::Read(reading)));
    let won = DealCommand::End {
        deal: DealNo(2),
        won: true,
        credit: Credit::Team,
    };
    let won = perform(store, &Command::Deal(won));
    let check = OutcomeCommand::Check {
        item: *won.items.last().unwrap(),
        found: CheckFound::Fine,
        words: String::new(),
    };
    perform(store, &Command::Outcome(check));
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
