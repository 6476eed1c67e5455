use std::io::Cursor;

use chrono::Duration;
use chrono_tz::Tz;

use super::super::input::Input;
use super::*;
use crate::domain::diary::Contact;

const GOOGLE: &str = include_str!("../../../tests/fixtures/diary/google.ics");
const OUTLOOK: &str = include_str!("../../../tests/fixtures/diary/outlook.ics");
const APPLE: &str = include_str!("../../../tests/fixtures/diary/apple.ics");

fn at(text: &str) -> Time {
    format!("{text}:00Z").parse().unwrap()
}

/// The week before the evening of Monday 23 November 2026, and two weeks after it, of a rep in Berlin.
fn asked() -> Asked {
    Asked {
        from: at("2026-11-15T23:00"),
        until: at("2026-12-06T23:00"),
        zone: Tz::Europe__Berlin,
        own: vec!["ruth@downbeat.example".to_owned()],
    }
}

fn read_with(text: &str, asked: &Asked) -> Reading {
    read(Input::new(Cursor::new(text.as_bytes().to_vec())), asked).unwrap()
}

/// When and what, in order.
fn entries(reading: &Reading) -> Vec<String> {
    let mut said: Vec<String> = reading
        .entries
        .iter()
        .map(|entry| {
            let gone = if entry.gone { " GONE" } else { "" };
            let minutes = entry
                .ends_at
                .map_or(0, |end| (end - entry.starts_at).num_minutes());
            format!(
                "{} {minutes} {}{gone}",
                entry.starts_at.format("%d %H:%M"),
                entry.title
            )
        })
        .collect();
    said.sort();
    said
}

/// A calendar with one event.
fn event(lines: &str) -> String {
    format!("BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:one\nSUMMARY:s\n{lines}\nEND:VEVENT\nEND:VCALENDAR\n")
}

fn starts(lines: &str) -> Vec<String> {
    let reading = read_with(&event(lines), &asked());
    assert_eq!(reading.skipped, [], "{lines}");
    reading
        .entries
        .iter()
        .map(|entry| entry.starts_at.format("%d %H:%M").to_string())
        .collect()
}

fn refused(lines: &str) -> (u64, String) {
    let reading = read_with(&event(lines), &asked());
    assert_eq!(reading.entries, [], "{lines}");
    reading.skipped[0].clone()
}

#[test]
fn googles_export_gives_the_meetings_with_clients() {
    let reading = read_with(
        GOOGLE,
        &Asked {
            own: Vec::new(),
            ..asked()
        },
    );
    assert_eq!(reading.skipped, []);
    assert_eq!(
        entries(&reading),
        [
            "22 23:00 1440 Trade fair GONE",
            "23 09:00 30 Kick-off, second part",
            "23 14:00 60 Steering committee GONE",
            "23 16:00 30 Dentist GONE",
            "24 14:00 60 Acme Pumps weekly (moved)",
            "30 09:00 30 Acme Pumps weekly GONE",
        ]
    );
    let why: Vec<(LeftOut, u64)> = reading.left_out.into_iter().collect();
    // The calendar is named by its owner's address, so that a declined invitation is known without the config.
    assert_eq!(
        why,
        [
            (LeftOut::AllDay, 1),
            (LeftOut::Private, 1),
            (LeftOut::Declined, 1)
        ]
    );
    let meeting = reading.entries.iter().find(|entry| !entry.gone).unwrap();
    assert_eq!(
        meeting.people,
        [Contact {
            name: "Weber, Ines".to_owned(),
            address: "ines@borealis.example".to_owned()
        }]
    );
}

#[test]
fn outlooks_export_gives_its_windows_zones_and_its_own_ones() {
    let reading = read_with(OUTLOOK, &asked());
    assert_eq!(
        entries(&reading),
        [
            "22 23:00 1440 Holiday GONE",
            "23 09:30 60 Preisgespräch",
            "30 08:00 30 Acme Pumps: month's end"
        ]
    );
    let why: Vec<(LeftOut, u64)> = reading.left_out.into_iter().collect();
    assert_eq!(why, [(LeftOut::AllDay, 1)]);
    let (line, words) = &reading.skipped[0];
    assert_eq!(*line, 73);
    assert!(
        words.contains("\"Mars Standard Time\" is neither known nor defined"),
        "{words}"
    );
    // The room is nobody.
    let meeting = reading.entries.iter().find(|entry| !entry.gone).unwrap();
    assert_eq!(meeting.people.len(), 1);
}

#[test]
fn apples_export_gives_floating_times_and_listed_dates_and_a_cut_event_is_named() {
    let reading = read_with(APPLE, &asked());
    assert_eq!(
        entries(&reading),
        [
            "20 14:00 30 Borealis GmbH review",
            "23 07:30 45 Call Øresund Marine",
            "23 14:00 30 Borealis GmbH review"
        ]
    );
    assert_eq!(reading.skipped.len(), 1);
    assert!(
        reading.skipped[0].1.contains("inside of this event"),
        "{:?}",
        reading.skipped
    );
}

#[test]
fn a_recurring_meeting_keeps_its_hour_when_the_clocks_change() {
    let of = |from: &str, until: &str, zone: &str| {
        let asked = Asked {
            from: at(from),
            until: at(until),
            ..asked()
        };
        let text = event(&format!("DTSTART;TZID={zone}:20260105T100000\nRRULE:FREQ=WEEKLY"));
        let reading = read_with(&text, &asked);
        let hours = reading
            .entries
            .iter()
            .map(|entry| entry.starts_at.format("%d.%m. %H").to_string());
        hours.collect::<Vec<_>>()
    };
    // Europe goes forward on 29 March and back on 25 October 2026, New York on 8 March and 1 November.
    assert_eq!(
        of("2026-03-20T00:00", "2026-04-01T00:00", "Europe/Berlin"),
        ["23.03. 09", "30.03. 08"]
    );
    assert_eq!(
        of("2026-10-15T00:00", "2026-10-27T00:00", "Europe/Berlin"),
        ["19.10. 08", "26.10. 09"]
    );
    assert_eq!(
        of("2026-03-01T00:00", "2026-03-10T00:00", "Eastern Standard Time"),
        ["02.03. 15", "09.03. 14"]
    );
    assert_eq!(
        of("2026-10-25T00:00", "2026-11-03T00:00", "America/New_York"),
        ["26.10. 14", "02.11. 15"]
    );
}

#[test]
fn a_zone_that_the_file_defines_changes_its_clocks_by_its_rules() {
    let zone = "BEGIN:VTIMEZONE\nTZID:Ours\nBEGIN:STANDARD\nDTSTART:16011028T030000\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\n\
                TZOFFSETFROM:+0200\nTZOFFSETTO:+0100\nEND:STANDARD\nBEGIN:DAYLIGHT\nDTSTART:16010325T020000\n\
                RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\nEND:DAYLIGHT\nEND:VTIMEZONE\n";
    let mut zones = Zones::default();
    let mut lines = Lines::new(Input::new(Cursor::new(zone.as_bytes().to_vec())));
    let mut inside = Vec::new();
    while let Some(line) = lines.read().unwrap() {
        inside.push(line);
    }
    zones.define(&inside[1..inside.len() - 1]);
    let defined = zones.find("Ours").unwrap();
    let known = Zone::Known(Tz::Europe__Berlin);
    // Every half hour around both changes of the clocks, the gap and the doubled hour among them.
    for start in [
        "20260328T230000",
        "20261024T230000",
        "20260701T120000",
        "20260115T120000",
    ] {
        let start = zones::local_time(start).unwrap();
        for half in 0..14 {
            let local = start + Duration::minutes(30 * half);
            assert_eq!(defined.instant(local), known.instant(local), "{local}");
        }
    }
}

#[test]
fn an_end_counts_in_its_own_zone() {
    let rule = "DTSTART;TZID=America/New_York:20261120T200000\nRRULE:FREQ=DAILY;UNTIL=";
    // 20:00 in New York is 01:00 UTC on the day after.
    assert_eq!(
        starts(&format!("{rule}20261122T010000Z")),
        ["21 01:00", "22 01:00"]
    );
    assert_eq!(starts(&format!("{rule}20261122T005959Z")), ["21 01:00"]);
    assert_eq!(starts(&format!("{rule}20261121")), ["21 01:00", "22 01:00"]);
    assert_eq!(
        starts("DTSTART:20261120T100000Z\nRRULE:FREQ=DAILY;COUNT=3\nEXDATE:20261121T100000Z"),
        ["20 10:00", "22 10:00"]
    );
}

#[test]
fn rules_without_an_end_and_rules_that_fit_no_day_are_harmless() {
    assert_eq!(starts("DTSTART:19700101T100000Z\nRRULE:FREQ=DAILY").len(), 21);
    assert_eq!(
        starts("DTSTART:19700101T100000Z\nRRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30").len(),
        0
    );
    assert_eq!(
        starts("DTSTART:19700101T100000Z\nRRULE:FREQ=DAILY;COUNT=4294967295").len(),
        21
    );
}

#[test]
fn what_is_wrong_is_named_with_its_line_and_the_next_event_is_read() {
    let text = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:no key\nDTSTART:20261123T100000Z\nEND:VEVENT\n\
                BEGIN:VEVENT\nUID:a\nDTSTART:2026-11-23\nEND:VEVENT\n\
                BEGIN:VEVENT\nUID:b\nSUMMARY:good\nDTSTART:20261123T100000Z\nEND:VEVENT\nEND:VCALENDAR\n";
    let reading = read_with(text, &asked());
    assert_eq!(entries(&reading), ["23 10:00 0 good"]);
    assert_eq!(
        reading.skipped.iter().map(|(line, _)| *line).collect::<Vec<_>>(),
        [2, 8]
    );
    assert!(
        reading.skipped[1].1.contains("\"2026-11-23\" is no date"),
        "{:?}",
        reading.skipped
    );
    assert_eq!(refused("SUMMARY:x").0, 2);
    assert!(
        refused("DTSTART:20261123T100000Z\nDTEND:20261123T090000Z")
            .1
            .contains("ends before it starts")
    );
    assert!(
        refused("DTSTART:20261123T100000Z\nDURATION:an hour")
            .1
            .contains("is no duration")
    );
    assert!(
        refused("DTSTART:20261123T100000Z\nRRULE:FREQ=HOURLY")
            .1
            .contains("FREQ=HOURLY")
    );
    let endless = format!(
        "DTSTART:20261123T100000Z\nEXDATE:{}",
        "20261123T100000Z,".repeat(5_000)
    );
    let (line, words) = refused(&endless);
    assert_eq!(line, 6);
    assert!(words.contains("EXDATE is longer than 64 KB"), "{words}");
}

#[test]
fn escape_characters_of_a_calendar_go_nowhere() {
    let reading = read_with(
        &event(
            "DTSTART:20261123T100000Z\nLOCATION:\u{1b}[2Jhere\nATTENDEE;CN=\u{1b}]0;x\u{7}Eve:mailto:eve@x.example",
        ),
        &asked(),
    );
    let entry = &reading.entries[0];
    for text in [&entry.place, &entry.people[0].name] {
        assert!(!text.chars().any(char::is_control), "{text:?}");
    }
}

#[test]
fn a_file_that_is_no_calendar_is_refused() {
    let refusal = |text: &str| {
        read(Input::new(Cursor::new(text.as_bytes().to_vec())), &asked())
            .unwrap_err()
            .to_string()
    };
    assert!(refusal("").contains("it is empty"));
    assert!(refusal("BEGIN:VCARD\n").contains("does not begin with BEGIN:VCALENDAR"));
}

#[test]
fn a_cancelled_invitation_takes_back_what_it_lists() {
    let text = event("DTSTART:20261123T100000Z").replace("BEGIN:VEVENT", "METHOD:CANCEL\nBEGIN:VEVENT");
    assert!(read_with(&text, &asked()).entries[0].gone);
}

proptest::proptest! {
    /// Files that were cut, joined and scribbled on: nothing panics, nothing lies outside of the days asked for, and no
    /// control character comes through.
    #[test]
    fn any_file_is_read_to_its_end(
        which in 0..3_usize,
        cuts in proptest::collection::vec((0..6_000_usize, 0..40_usize, "[A-Z0-9;:,=\\n\\x1b\"+-]{0,12}"), 0..8),
    ) {
        let mut text: Vec<char> = [GOOGLE, OUTLOOK, APPLE][which].chars().collect();
        for (at, length, instead) in cuts {
            let from = at.min(text.len());
            let to = (from + length).min(text.len());
            text.splice(from..to, instead.chars());
        }
        let text: String = text.into_iter().collect();
        let asked = asked();
        let Ok(reading) = read(Input::new(Cursor::new(text.into_bytes())), &asked) else {
            return Ok(());
        };
        for entry in reading.entries {
            let within = entry.starts_at >= asked.from && entry.starts_at < asked.until;
            proptest::prop_assert!(within || entry.gone);
            let texts = [entry.title, entry.place, entry.key];
            proptest::prop_assert!(texts.iter().all(|text| !text.chars().any(char::is_control)));
        }
    }
}
