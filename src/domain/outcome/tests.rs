//! Values, progress, trends and the paycheck, without a store.

use chrono::Duration;
use proptest::prelude::*;

use super::paycheck::{DealPay, Paycheck};
use super::*;
use crate::domain::money::{Currency, Money};

fn time(text: &str) -> Time {
    format!("{text}:00Z").parse().unwrap()
}

fn value(text: &str) -> Value {
    Value::parse(text).unwrap()
}

fn course(baseline: &str, target: &str) -> Course {
    Course::new(value(baseline), value(target)).unwrap()
}

/// An outcome from 12 to 4 days, with a reading each Monday morning from 7 September 2026 on.
fn file(readings: &[&str]) -> OutcomeFile {
    let first = time("2026-09-07T09:00");
    OutcomeFile {
        outcome: Outcome {
            number: OutcomeNo(1),
            item: ItemNo(7),
            account: AccountNo(1),
            client: "Acme Pumps".into(),
            deal: None,
            measure: "Time to ship".into(),
            unit: "days".into(),
            course: course("12", "4"),
            by: "2026-12-18".parse().unwrap(),
            made_at: first,
            ended: None,
        },
        readings: (0..)
            .zip(readings)
            .map(|(week, text)| Reading {
                number: ReadingNo(week),
                at: first + Duration::weeks(week),
                value: value(text),
                source: String::new(),
                words: String::new(),
            })
            .collect(),
        deal: None,
    }
}

#[test]
fn values_are_read_as_people_write_them_and_stay_exact() {
    for (text, millionths) in [
        ("12", 12_000_000),
        ("-0.5", -500_000),
        ("−3", -3_000_000),
        ("+7", 7_000_000),
        ("99,5", 99_500_000),
        ("0.125", 125_000),
        ("0,125", 125_000),
        ("1.125", 1_125_000),
        ("1,250", 1_250_000_000),
        ("1,250.75", 1_250_750_000),
        ("1 250,5", 1_250_500_000),
        ("1'250'000", 1_250_000_000_000),
        ("0.000001", 1),
        ("12.500000000", 12_500_000),
        ("999999999999.999999", 999_999_999_999_999_999),
    ] {
        assert_eq!(Value::parse(text), Some(Value(millionths)), "{text}");
    }
    for text in [
        "",
        "-",
        ".5",
        "5.",
        "1,25,3",
        "1.2.3",
        "12a",
        "1e3",
        "0.0000001",
        "1000000000000",
        "1 25",
        "--1",
        "1,2500,5",
    ] {
        assert_eq!(Value::parse(text), None, "{text}");
    }
    assert_eq!(Value::parse_in("6 days", "days"), Some(Value(6_000_000)));
    assert_eq!(Value::parse_in("98.5%", "%"), Some(Value(98_500_000)));
    assert_eq!(Value::parse_in("6 days", ""), None);
}

#[test]
fn progress_runs_from_the_baseline_to_the_target_whichever_way_is_better() {
    for (baseline, target, at, percent) in [
        ("12", "4", "6", 75),
        ("12", "4", "12", 0),
        ("12", "4", "14", -25),
        ("12", "4", "2", 125),
        ("0", "80", "20", 25),
        ("-10", "10", "0", 50),
        // Not yet there is never said to be there, and a little back is not nothing.
        ("0", "1000", "999.999", 99),
        ("0", "1000", "-0.001", -1),
    ] {
        let progress = course(baseline, target).progress(value(at));
        assert_eq!(progress.percent(), percent, "{baseline} to {target} at {at}");
        assert_eq!(progress.is_whole(), percent >= 100);
    }
    assert_eq!(course("12", "4").better(), Better::Down);
    assert_eq!(Course::new(value("4"), value("4.0")), None);
}

#[test]
fn a_trend_is_not_guessed_from_fewer_than_three_readings() {
    let utc = Calendar::default();
    assert_eq!(file(&[]).trend(&utc), Trend::TooFew(0));
    assert_eq!(file(&["11", "10"]).trend(&utc), Trend::TooFew(2));
    // A day less each week: from 12 on Monday 7 September it is 4 eight weeks later.
    let steady = file(&["12", "11", "10"]);
    assert_eq!(steady.trend(&utc), Trend::Meets("2026-11-02".parse().unwrap()));
    assert_eq!(
        steady.trend_words("2026-09-22".parse().unwrap(), &utc),
        "the trend meets the target Mon 2 Nov, 46 days before its date"
    );
    assert_eq!(file(&["12", "12", "12"]).trend(&utc), Trend::Away);
    assert_eq!(file(&["10", "11", "12"]).trend(&utc), Trend::Away);
    assert_eq!(file(&["10", "4"]).trend(&utc), Trend::Met);
    // So slow that it says nothing.
    assert_eq!(file(&["12", "11.9999", "11.9998"]).trend(&utc), Trend::Away);
    let mut at_once = file(&["12", "11", "10"]);
    for reading in &mut at_once.readings {
        reading.at = time("2026-09-07T09:00");
    }
    assert_eq!(at_once.trend(&utc), Trend::TooFew(3));
}

#[test]
fn a_reading_that_falls_back_is_said_in_words_until_the_next_one() {
    assert_eq!(file(&["10"]).fell_back_words(), None);
    assert_eq!(file(&["10", "9"]).fell_back_words(), None);
    let back = file(&["10", "6", "7"]);
    assert_eq!(
        back.fell_back_words().as_deref(),
        Some("fell back from 6 to 7 days")
    );
    assert_eq!(back.subject(), "Time to ship fell back from 6 to 7 days");
    assert_eq!(
        file(&["10", "7", "6"]).subject(),
        "Time to ship: 6 days, 75% of the way from 12 to 4 days"
    );
    assert_eq!(file(&[]).subject(), "Time to ship: unmeasured, from 12 to 4 days");
}

#[test]
fn an_outcome_is_stale_so_many_days_after_its_latest_reading() {
    let (utc, settings) = (Calendar::default(), OutcomeSettings::default());
    // Monday 7 September and thirty days is Wednesday 7 October.
    let one = file(&["11"]);
    let wake = one.stale_wake(&settings, &utc);
    assert_eq!((wake.at, wake.cue), (time("2026-10-07T09:00"), Cue::ReadingStale));
    assert_eq!(one.stale_days(&settings, time("2026-10-06T23:00"), &utc), None);
    assert_eq!(
        one.stale_days(&settings, time("2026-10-07T00:00"), &utc),
        Some(30)
    );
    assert_eq!(
        one.stale_words(&settings, time("2026-10-11T09:00"), &utc)
            .as_deref(),
        Some("no reading for 34 days")
    );
    // Thirty-five days would be a Monday; thirty-three is a Saturday, and it wakes on the Monday after.
    let settings = OutcomeSettings {
        stale_days: 33,
        ..settings
    };
    assert_eq!(one.stale_wake(&settings, &utc).at, time("2026-10-12T09:00"));
}

fn money(minor: i64, code: &str) -> Money {
    Money {
        minor,
        currency: Currency::parse(code).unwrap(),
    }
}

fn pay(signed: Option<Money>, measured: &[&str], unmeasured: usize) -> DealPay {
    DealPay {
        deal: DealNo(1),
        item: ItemNo(9),
        account: AccountNo(1),
        client: "Acme Pumps".into(),
        name: "Line 2".into(),
        signed,
        measured: measured
            .iter()
            .map(|at| course("12", "4").progress(value(at)))
            .collect(),
        unmeasured,
    }
}

#[test]
fn pay_by_results_is_value_times_progress_and_unmeasured_is_not_nothing() {
    let earned = |measured: &[&str]| pay(Some(money(4_820_000, "EUR")), measured, 1).earned();
    assert_eq!(earned(&["6"]), Some(money(3_615_000, "EUR")));
    // Below nothing and past the target count as nothing and all.
    assert_eq!(earned(&["14"]), Some(money(0, "EUR")));
    assert_eq!(earned(&["1"]), Some(money(4_820_000, "EUR")));
    // The mean of those that are measured.
    assert_eq!(earned(&["6", "12"]), Some(money(1_807_500, "EUR")));
    assert_eq!(earned(&[]), None);
    let deals = [
        pay(Some(money(4_820_000, "EUR")), &["6"], 0),
        pay(Some(money(1_200_000, "USD")), &["8"], 0),
        pay(Some(money(900_000, "EUR")), &[], 1),
    ];
    let paycheck = Paycheck::of(&deals, None);
    assert_eq!(
        paycheck.words(),
        "€36,150 + $6,000 earned by results of €48,200 + $12,000 signed; unmeasured: €9,000 (1 deal)"
    );
    assert_eq!(
        Paycheck::of(&deals[2..], None).words(),
        "unmeasured: €9,000 (1 deal)"
    );
    assert_eq!(Paycheck::of(&[], None).words(), "nothing was signed yet");
}

const MOST: i64 = 1_000_000_000_000_000_000;

fn any_course() -> impl Strategy<Value = Course> {
    (-MOST..MOST, -MOST..MOST).prop_filter_map("a course leads somewhere", |(from, to)| {
        Course::new(Value(from), Value(to))
    })
}

proptest! {
    #[test]
    fn every_value_is_read_back_from_both_ways_it_is_written(millionths in -MOST..MOST) {
        let value = Value(millionths);
        prop_assert_eq!(Value::parse(&value.decimal()), Some(value));
        prop_assert_eq!(Value::parse(&value.to_string()), Some(value));
    }

    #[test]
    fn no_text_makes_reading_a_value_fail_otherwise_than_with_none(text in "\\PC{0,24}") {
        let _ = Value::parse(&text);
    }

    #[test]
    fn progress_is_nothing_at_the_baseline_all_at_the_target_and_never_runs_backwards(
        course in any_course(), one in -MOST..MOST, other in -MOST..MOST,
    ) {
        prop_assert_eq!(course.progress(course.baseline()).percent(), 0);
        prop_assert_eq!(course.progress(course.target()).percent(), 100);
        let (worse, better) = match course.better() {
            Better::Up => (one.min(other), one.max(other)),
            Better::Down => (one.max(other), one.min(other)),
        };
        let (worse, better) = (course.progress(Value(worse)), course.progress(Value(better)));
        prop_assert!(worse <= better);
        prop_assert!(worse.percent() <= better.percent());
        prop_assert!((0..=SHARE).contains(&worse.share()));
        prop_assert_eq!(worse.is_whole(), worse.percent() >= 100);
    }

    #[test]
    fn the_trend_of_a_straight_line_meets_the_target_where_the_line_does(
        step in 1_i64..5_000_000, left in 1_i64..200, down in any::<bool>(), count in 3_usize..30,
    ) {
        let (utc, first) = (Calendar::default(), time("2026-01-05T12:00"));
        let sign = if down { -1 } else { 1 };
        // One step a day, and so many days left after the last reading.
        let days = i64::try_from(count).unwrap() - 1;
        let course = Course::new(Value(0), Value(sign * step * (days + left))).unwrap();
        let points: Vec<(Time, Value)> = (0..=days)
            .map(|day| (first + Duration::days(day), Value(sign * step * day)))
            .collect();
        let meets = (first + Duration::days(days + left)).date_naive();
        prop_assert_eq!(Trend::of(course, &points, &utc), Trend::Meets(meets));
    }

    #[test]
    fn no_readings_overflow_a_trend(
        course in any_course(), readings in prop::collection::vec((0_i64..4_000_000_000, -MOST..MOST), 0..40),
    ) {
        let first = time("1970-01-01T00:00");
        let points: Vec<(Time, Value)> = readings
            .into_iter()
            .map(|(second, millionths)| (first + Duration::seconds(second), Value(millionths)))
            .collect();
        let _ = Trend::of(course, &points, &Calendar::default());
    }

    #[test]
    fn pay_by_results_is_never_less_than_nothing_or_more_than_was_signed(
        minor in 0_i64..MOST, at in prop::collection::vec(-MOST..MOST, 1..5), course in any_course(),
    ) {
        let measured = at.into_iter().map(|at| course.progress(Value(at))).collect();
        let deal = DealPay { measured, ..pay(Some(money(minor, "EUR")), &[], 0) };
        let earned = deal.earned().unwrap().minor;
        prop_assert!((0..=minor).contains(&earned));
    }
}
