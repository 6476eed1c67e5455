//! The weekly summary from the store to its bytes: a week that is over reads the same for ever, in every format.

#![expect(clippy::unwrap_used, reason = "a test that can't go on fails")]

use downbeat::domain::Time;
use downbeat::domain::command::{Answer, Command, Recipient};
use downbeat::domain::draft::ItemDraft;
use downbeat::domain::ids::OwnerNo;
use downbeat::domain::item::{Kind, Reason};
use downbeat::domain::owner::Owner;
use downbeat::domain::settings::Settings;
use downbeat::domain::week::Week;
use downbeat::report::{self, Format};
use downbeat::store::{Reader, Store};

fn time(text: &str) -> Time {
    format!("{text}:00Z").parse().unwrap()
}

fn order(client: &str) -> Command {
    Command::Add(ItemDraft {
        kind: Kind::Order,
        account: client.into(),
        subject: "40 pallets".into(),
        words: String::new(),
        client_due: None,
        urgent: false,
        value: None,
        owner: Some("maria".into()),
    })
}

fn maria(name: &str) -> Owner {
    Owner {
        number: OwnerNo(1),
        handle: "maria".into(),
        name: name.into(),
        role: String::new(),
        seat: Some(1),
        address: String::new(),
        kinds: vec![Kind::Order],
        hours: 4,
        away_until: None,
        stand_in: None,
        escalate_to: None,
        retired: false,
        part: downbeat::domain::owner::Part::Desk,
        asks_a_month: None,
    }
}

/// The week of 23 November 2026 in one format, asked at `now`.
fn bytes(reader: &Reader, settings: &Settings, now: Time, format: Format) -> String {
    let week = Week::new(2026, 48).unwrap();
    let figures = reader.week(week, settings, now, None).unwrap();
    let mut out = Vec::new();
    report::render(&figures, format, &settings.calendar, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn a_week_that_is_over_gives_the_same_bytes_whatever_is_done_later() {
    let folder = tempfile::tempdir().unwrap();
    let settings = Settings::default();
    let mut store = Store::open(&folder.path().join("downbeat.db"), time("2026-11-23T08:00")).unwrap();
    let reader = store.reader().unwrap();
    let mut perform =
        |now: &str, command: &Command| store.perform(command, &settings, time(now), false).unwrap().items;
    let formats = [Format::Markdown, Format::Html, Format::Csv, Format::Json];
    perform("2026-11-23T08:00", &Command::AddOwners(vec![maria("Maria")]));
    let acme = perform("2026-11-23T09:00", &order("Acme"));
    let beta = perform("2026-11-24T09:00", &order("Beta"));
    let close = |items: &[_]| Command::Finish {
        items: items.to_vec(),
        told: true,
        reason: None,
        minutes: None,
        words: String::new(),
    };
    perform("2026-11-25T09:00", &close(&acme));
    let end = time("2026-11-30T00:00");
    let then = formats.map(|format| bytes(&reader, &settings, end, format));
    assert!(then[0].contains("Maria") && then[3].contains("\"still_open\": 1"));

    let nudge = Command::Nudge { items: beta.clone() };
    perform("2026-11-30T09:00", &nudge);
    let answer = Answer::Done;
    let words = "gone".to_owned();
    perform(
        "2026-11-30T10:00",
        &Command::Answer {
            items: beta.clone(),
            answer,
            words,
        },
    );
    perform("2026-11-30T10:05", &close(&beta));
    perform("2026-12-01T09:00", &Command::Reopen { items: acme.clone() });
    let to = Recipient::Shown;
    perform(
        "2026-12-01T09:05",
        &Command::HandOff {
            items: acme.clone(),
            to,
            brief: None,
        },
    );
    perform(
        "2026-12-01T09:10",
        &Command::Keep {
            items: acme,
            reason: Reason::Habit,
        },
    );
    perform("2026-12-01T09:15", &Command::EditOwner(Box::new(maria("Zoe"))));
    let later = formats.map(|format| bytes(&reader, &settings, time("2026-12-01T10:00"), format));
    assert_eq!(later, then);
}
