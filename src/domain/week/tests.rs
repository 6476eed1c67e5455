use chrono::{TimeZone, Utc};
use proptest::prelude::*;

use super::*;

fn berlin() -> Calendar {
    Calendar {
        zone: chrono_tz::Europe::Berlin,
        ..Calendar::default()
    }
}

fn utc(year: i32, month: u32, day: u32, hour: u32) -> Time {
    Utc.with_ymd_and_hms(year, month, day, hour, 0, 0).unwrap()
}

/// Wednesday of 2026-W47.
fn now() -> Time {
    utc(2026, 11, 18, 9)
}

fn parsed(text: &str) -> String {
    match Week::parse(text, now(), &berlin()) {
        Ok(week) => week.to_string(),
        Err(error) => error.to_string(),
    }
}

#[test]
fn a_week_is_read_as_people_write_it() {
    for text in [
        "2026-W47",
        "2026W47",
        "2026-w47",
        " W47 ",
        "47",
        "this",
        "This Week",
    ] {
        assert_eq!(parsed(text), "2026-W47", "{text}");
    }
    assert_eq!(parsed("last"), "2026-W46");
    assert_eq!(parsed("2026-W5"), "2026-W05");
    assert_eq!(parsed("53"), "2026-W53");
}

#[test]
fn what_is_no_week_is_refused_with_what_to_write() {
    for text in [
        "",
        "w",
        "2026",
        "2026-47",
        "2026-W",
        "20-W47",
        "2026-W471",
        "+7",
        "٤٧",
        "next",
    ] {
        let expected = format!("cannot read {text:?} as a week: write it as 2026-W47, 47, this or last");
        assert_eq!(parsed(text), expected);
    }
    assert_eq!(
        parsed("2025-W53"),
        "there is no week 53 in 2025: that year has weeks 1 to 52"
    );
    assert_eq!(
        parsed("0"),
        "there is no week 0 in 2026: that year has weeks 1 to 53"
    );
    assert_eq!(
        parsed("1969-W10"),
        "cannot take a week of the year 1969: write a year from 1970 to 9998"
    );
}

#[test]
fn the_first_days_of_january_may_belong_to_the_year_before() {
    let week = Week::of(utc(2027, 1, 1, 12), &berlin());
    assert_eq!(week.to_string(), "2026-W53");
    assert_eq!(week.next().to_string(), "2027-W01");
    assert_eq!(Week::parse("53", utc(2027, 1, 1, 12), &berlin()), Ok(week));
}

#[test]
fn the_week_of_a_moment_is_that_of_the_rep_s_wall_clock() {
    // Sunday 23:30 in UTC is Monday 0:30 in Berlin.
    let moment = Utc.with_ymd_and_hms(2026, 11, 22, 23, 30, 0).unwrap();
    assert_eq!(Week::of(moment, &berlin()).to_string(), "2026-W48");
    assert_eq!(Week::of(moment, &Calendar::default()).to_string(), "2026-W47");
}

#[test]
fn a_week_runs_from_monday_to_monday_also_when_the_clocks_change() {
    let bounds = |number| Week::new(2026, number).unwrap().bounds(&berlin());
    assert_eq!(bounds(47), (utc(2026, 11, 15, 23), utc(2026, 11, 22, 23)));
    let hours = |number| (bounds(number).1 - bounds(number).0).num_hours();
    // The clocks went forward on Sunday 29 March 2026 and back on Sunday 25 October.
    assert_eq!((hours(12), hours(13), hours(14)), (168, 167, 168));
    assert_eq!((hours(42), hours(43), hours(44)), (168, 169, 168));
}

#[test]
fn figures_stand_as_of_the_end_or_as_of_now() {
    let week = Week::new(2026, 47).unwrap();
    let (starts, ends) = week.bounds(&berlin());
    assert_eq!(week.as_of(now(), &berlin()), (now(), true));
    assert_eq!(week.as_of(starts, &berlin()), (starts, true));
    assert_eq!(week.as_of(ends, &berlin()), (ends, false));
    assert_eq!(week.as_of(utc(2027, 5, 1, 0), &berlin()), (ends, false));
    assert_eq!(week.next().as_of(now(), &berlin()), (now(), false));
}

#[test]
fn the_ends_of_time_are_weeks_too() {
    let first = Week::new(1970, 1).unwrap();
    assert_eq!(first.previous(), first);
    let last = Week::new(9998, 53).unwrap();
    assert_eq!(last.next(), last);
    assert_eq!(Week::of(Time::MIN_UTC, &berlin()), first);
    assert_eq!(Week::of(Time::MAX_UTC, &berlin()), last);
}

#[test]
fn the_median_is_the_middle_or_the_mean_of_the_middle_two() {
    assert_eq!(median(&mut []), None);
    assert_eq!(median(&mut [7]), Some(7));
    assert_eq!(median(&mut [9, 1, 5]), Some(5));
    assert_eq!(median(&mut [10, 1, 5, 2]), Some(3));
    assert_eq!(median(&mut [i64::MAX, i64::MAX]), Some(i64::MAX));
    assert_eq!(median(&mut [i64::MIN, i64::MAX]), Some(-1));
}

#[test]
fn a_share_is_whole_only_when_nothing_is_missing() {
    assert_eq!(percent(0, 0), 0);
    assert_eq!(percent(1, 2), 50);
    assert_eq!(percent(14, 16), 88);
    assert_eq!(percent(999, 1000), 99);
    assert_eq!(percent(1, 1000), 1);
    assert_eq!(percent(7, 7), 100);
    assert_eq!(percent(u64::MAX - 1, u64::MAX), 99);
}

proptest! {
    #[test]
    fn every_moment_lies_in_its_week_and_weeks_follow_each_other(seconds in 0_i64..200_000_000_000) {
        let at = chrono::DateTime::from_timestamp(seconds, 0).unwrap();
        let week = Week::of(at, &berlin());
        let (starts, ends) = week.bounds(&berlin());
        prop_assert!(starts <= at && at < ends);
        prop_assert_eq!(week.next().bounds(&berlin()).0, ends);
        prop_assert_eq!(week.next().previous(), week);
        prop_assert_eq!(Week::parse(&week.to_string(), at, &berlin()), Ok(week));
    }

    #[test]
    fn any_text_is_a_week_or_an_error(text in "\\PC*") {
        let _ = Week::parse(&text, now(), &berlin());
    }

    #[test]
    fn a_median_lies_between_the_values_whatever_their_order(mut values in proptest::collection::vec(any::<i64>(), 1..20)) {
        let middle = median(&mut values).unwrap();
        let below = values.iter().filter(|&&value| value <= middle).count();
        let above = values.iter().filter(|&&value| value >= middle).count();
        prop_assert!(below * 2 >= values.len() && (above * 2 >= values.len() || values.len() % 2 == 0));
        values.reverse();
        prop_assert_eq!(median(&mut values), Some(middle));
    }
}
