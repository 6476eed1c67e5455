//! What the card says, and that it says what is not known.

use chrono_tz::Tz;

use super::*;

fn calendar() -> Calendar {
    Calendar {
        zone: Tz::Europe__Berlin,
        ..Calendar::default()
    }
}

fn at(text: &str) -> Time {
    let naive = chrono::NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap();
    calendar().instant(naive)
}

/// Monday morning.
fn now() -> Time {
    at("2026-11-23 07:42")
}

fn card(facts: &Facts) -> Vec<String> {
    let card = Card::of(AccountNo(7), "Borealis GmbH", facts, now(), &calendar());
    assert!(card.lines.len() <= 5);
    assert!(card.text().starts_with("Borealis GmbH. "));
    card.lines.into_iter().map(|line| line.words).collect()
}

fn pallets(latest: Option<(i64, Time)>) -> Outcome {
    Outcome {
        measure: "Pallets shipped a day".into(),
        unit: "pallets".into(),
        baseline: 40_000_000,
        target: 60_000_000,
        target_on: NaiveDate::from_ymd_opt(2027, 3, 1).unwrap(),
        latest,
    }
}

#[test]
fn what_is_not_known_is_said_plainly() {
    assert_eq!(
        card(&Facts::default()),
        [
            "No outcome is noted for them.",
            "No words with them are noted.",
            "Nothing of theirs is open with anybody.",
            "No date lies ahead with them.",
            "What could break it is not known: nothing is open with them.",
        ]
    );
    let open = Facts {
        open: true,
        tries_since: 3,
        outcome: Some(pallets(None)),
        ..Facts::default()
    };
    let lines = card(&open);
    assert_eq!(
        lines[0],
        "Pallets shipped a day: 60 pallets by Mon 1 Mar 2027; nothing measured yet, 40 pallets at the start."
    );
    assert_eq!(
        lines[1],
        "No words with them are noted: 3 calls, and none connected."
    );
    assert_eq!(lines[4], "Nothing that is noted could break it.");
}

#[test]
fn five_lines_tell_the_boss_everything() {
    let facts = Facts {
        outcome: Some(pallets(Some((48_500_000, at("2026-11-20 09:00"))))),
        more_outcomes: 1,
        last: Some(LastWords {
            at: at("2026-11-19 16:10"),
            how: Spoken::Call("Ines Weber, IT lead".into()),
            words: "we can't ship until this works.".into(),
        }),
        tries_since: 2,
        playing: vec![
            Playing {
                item: ItemNo(2),
                kind: Kind::Support,
                subject: "login fails after update".into(),
                who: Who::Owner("Dev".into(), at("2026-11-19 16:20")),
            },
            Playing {
                item: ItemNo(5),
                kind: Kind::Order,
                subject: "12 seals".into(),
                who: Who::Nobody,
            },
        ],
        more_playing: 1,
        next: Some(Ahead {
            at: at("2026-11-25 00:00"),
            whole_day: true,
            what: "we promised “fixed”".into(),
        }),
        risks: vec![
            Risk::GiveWithoutGet {
                at: at("2026-11-03 10:00"),
                what: "5% discount".into(),
            },
            Risk::OwnerSilent {
                due: at("2026-11-21 07:42"),
                owner: "Dev".into(),
                item: ItemNo(2),
            },
            Risk::ClientLate {
                due: at("2026-11-20 12:00"),
                item: ItemNo(2),
            },
            Risk::ChampionGone { name: "Jo Ek".into() },
        ],
        open: true,
    };
    assert_eq!(
        card(&facts),
        [
            "Pallets shipped a day: 60 pallets by Mon 1 Mar 2027; 48.5 pallets on Fri 20 Nov 2026, from 40 pallets at \
             the start, 42% of the way. One more outcome is open.",
            "Thu 19 Nov 16:10, a call with Ines Weber, IT lead: “we can't ship until this works”. 2 calls since did not \
             connect.",
            "Dev has “login fails after update” (#2) since Thu 16:20; nobody has “12 seals” (#5) yet; one more is open.",
            "Wed 25 Nov 2026: we promised “fixed”.",
            "They should have heard about #2 by Fri 20 Nov 2026, 2 d late; Dev owes an answer on #2, 2 d late; we gave \
             “5% discount” on Tue 3 Nov 2026 and got nothing for it; and one thing more.",
        ]
    );
}

#[test]
fn an_outcome_whose_date_has_passed_says_so() {
    let mut outcome = pallets(Some((38_000_000, at("2026-11-20 09:00"))));
    outcome.target_on = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
    let facts = Facts {
        outcome: Some(outcome),
        ..Facts::default()
    };
    assert!(
        card(&facts)[0].ends_with("-10% of the way. That date has passed."),
        "{}",
        card(&facts)[0]
    );
}

#[test]
fn amounts_are_exact() {
    assert_eq!(measured(12_500_000, "%"), "12.5%");
    assert_eq!(measured(-1, ""), "-0.000001");
    assert_eq!(measured(i64::MIN, "h"), "-9223372036854.775808 h");
}
