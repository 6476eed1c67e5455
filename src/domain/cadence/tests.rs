use std::collections::BTreeSet;

use chrono::{Datelike, Days, Duration, NaiveDate, Timelike};
use chrono_tz::Tz;
use proptest::prelude::*;

use super::*;

fn hour(hour: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(hour, 0, 0).unwrap()
}

fn at(text: &str) -> Time {
    text.parse().unwrap()
}

fn cadence(after: u32, hours: Option<(u32, u32)>) -> Cadence {
    Cadence {
        step: "call back".to_owned(),
        after: Some(after),
        tries: Some(3),
        hours: hours.map(|(from, to)| (hour(from), hour(to))),
    }
}

#[test]
fn the_next_call_waits_for_the_hours_of_its_cadence() {
    let calendar = Calendar::default();
    // Monday 09:00 and four working hours: 13:00, which is no morning.
    let monday = at("2026-11-23T09:00:00Z");
    assert_eq!(
        cadence(4, None).next(monday, &calendar),
        Some(at("2026-11-23T13:00:00Z"))
    );
    assert_eq!(
        cadence(4, Some((9, 12))).next(monday, &calendar),
        Some(at("2026-11-24T09:00:00Z"))
    );
    assert_eq!(
        cadence(1, Some((9, 12))).next(monday, &calendar),
        Some(at("2026-11-23T10:00:00Z"))
    );
    // The end of the hours is not within them any more.
    assert_eq!(
        cadence(3, Some((9, 12))).next(monday, &calendar),
        Some(at("2026-11-24T09:00:00Z"))
    );
}

#[test]
fn hours_may_end_at_midnight() {
    let day = [(hour(9), hour(17))];
    let calendar = Calendar {
        week: std::array::from_fn(|_| day.to_vec()),
        ..Calendar::default()
    };
    let evening = Cadence {
        hours: Some((hour(16), NaiveTime::MIN)),
        ..cadence(1, None)
    };
    let next = evening.next(at("2026-11-23T09:00:00Z"), &calendar);
    assert_eq!(next, Some(at("2026-11-23T16:00:00Z")));
}

#[test]
fn hours_in_which_nobody_works_are_left_out_of_account() {
    let monday = at("2026-11-23T09:00:00Z");
    let next = cadence(4, Some((19, 21))).next(monday, &Calendar::default());
    assert_eq!(next, Some(at("2026-11-23T13:00:00Z")));
}

#[test]
fn tries_are_counted_and_the_last_one_proposes_nothing() {
    let (cadences, calendar) = (Cadences::default(), Calendar::default());
    let now = at("2026-11-23T09:00:00Z");
    let after = |tries, outcome| {
        let chase = Chase {
            tries,
            ..Chase::fresh(Kind::FollowUp)
        };
        chase.try_that_ended(outcome, &cadences, now, &calendar)
    };
    let third = after(2, CallOutcome::NoAnswer);
    assert_eq!((third.words().as_str(), third.is_last()), ("try 3 of 5", false));
    assert!(third.next.is_some());
    let fifth = after(4, CallOutcome::Voicemail);
    assert_eq!((fifth.words().as_str(), fifth.is_last()), ("try 5 of 5", true));
    assert_eq!(fifth.next, None);
    assert_eq!(after(5, CallOutcome::Busy).words(), "try 6, 5 planned");
    assert!(after(0, CallOutcome::WrongNumber).is_last());
    let reached = after(9, CallOutcome::Connected);
    assert!(
        !reached.is_last(),
        "a connected call ends the chase, it does not run out"
    );
}

#[test]
fn a_kind_has_a_cadence_of_its_own() {
    let mut cadences = Cadences::default();
    cadences
        .kinds
        .insert((Kind::Support, CallOutcome::NoAnswer), cadence(1, None));
    let calendar = Calendar::default();
    let now = at("2026-11-23T09:00:00Z");
    let next = |kind| Chase::fresh(kind).try_that_ended(CallOutcome::NoAnswer, &cadences, now, &calendar);
    assert_eq!(next(Kind::Support).next, Some(at("2026-11-23T10:00:00Z")));
    assert_eq!(next(Kind::Support).of, Some(3));
    assert_eq!(next(Kind::Order).next, Some(at("2026-11-23T13:00:00Z")));
}

/// A week of working hours, holidays in the months around now, and a zone with and one without changes of its clocks.
fn calendars() -> impl Strategy<Value = Calendar> {
    let day = prop_oneof![
        Just(vec![]),
        Just(vec![(9, 17)]),
        Just(vec![(8, 12), (13, 18)]),
        Just(vec![(0, 3), (22, 23)]),
    ];
    let zone = prop_oneof![
        Just(Tz::UTC),
        Just(Tz::Europe__Berlin),
        Just(Tz::America__New_York),
        Just(Tz::Asia__Tokyo),
    ];
    let holidays = prop::collection::btree_set(0_u64..60, 0..20);
    (prop::collection::vec(day, 7), zone, holidays).prop_map(|(days, zone, holidays)| {
        let mut week: [Vec<(NaiveTime, NaiveTime)>; 7] = std::array::from_fn(|weekday| {
            days[weekday]
                .iter()
                .map(|(from, to)| (hour(*from), hour(*to)))
                .collect()
        });
        if week.iter().all(Vec::is_empty) {
            week[1] = vec![(hour(9), hour(17))];
        }
        let first = NaiveDate::from_ymd_opt(2026, 10, 1).unwrap();
        let holidays: BTreeSet<NaiveDate> = holidays.into_iter().map(|n| first + Days::new(n)).collect();
        Calendar { zone, week, holidays }
    })
}

proptest! {
    #[test]
    fn no_call_is_ever_proposed_outside_working_hours_or_on_a_holiday(
        calendar in calendars(),
        minutes in 0_i64..60 * 24 * 40,
        after in 0_u32..60,
        hours in prop::option::of((0_u32..22, 1_u32..5)),
    ) {
        let now = at("2026-10-05T00:00:00Z") + Duration::minutes(minutes);
        let hours = hours.map(|(from, long)| (from, (from + long).min(23)));
        let next = cadence(after, hours).next(now, &calendar).unwrap();
        let local = calendar.local(next);
        prop_assert!(next >= now);
        prop_assert!(!calendar.holidays.contains(&local.date_naive()), "{local} is a holiday");
        let spans = &calendar.week[local.weekday().num_days_from_monday() as usize];
        // A clock that ends with a span ends there: see `Calendar::add`.
        let inside = spans.iter().any(|(from, to)| *from <= local.time() && local.time() <= *to);
        prop_assert!(inside, "{local} is outside {spans:?}");
        // Where the hours ever meet working time, the call lies in them.
        if let Some((from, to)) = hours {
            let meet = calendar.week.iter().flatten().any(|span| {
                span.0.hour() < to && from < span.1.hour()
            });
            let held = (from..to).contains(&local.hour());
            prop_assert!(held || !meet, "{local} is not between {from} and {to}");
        }
    }
}
