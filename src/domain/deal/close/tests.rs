use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Friday 27 November 2026 is a week's last working day; Wednesday the 25th is a holiday in some tests.
fn calendar(holidays: &[&str]) -> Calendar {
    Calendar {
        holidays: holidays.iter().map(|text| day(text)).collect(),
        ..Calendar::default()
    }
}

fn known(number: i64, days: u32) -> Step {
    Step {
        need: NeedNo(number),
        given: None,
        by: None,
        pace: Pace::Known { days, finished: 5 },
    }
}

fn unknown(number: i64, pace: Pace) -> Step {
    Step {
        pace,
        ..known(number, 0)
    }
}

fn count(close: &str, steps: &[Step], today: &str) -> CountBack {
    CountBack::of(day(close), steps, day(today), &calendar(&[]))
}

#[test]
fn a_pace_is_the_median_and_below_five_there_is_none() {
    assert_eq!(Pace::of(&[9, 1, 1, 1]), Pace::TooFew { finished: 4 });
    assert_eq!(Pace::of(&[]), Pace::TooFew { finished: 0 });
    assert_eq!(Pace::of(&[9, 1, 3, 1, 90]), Pace::Known { days: 3, finished: 5 });
    // 2 and 3 in the middle: two and a half days count as three.
    assert_eq!(
        Pace::of(&[1, 2, 3, 9, 1, 9]),
        Pace::Known { days: 3, finished: 6 }
    );
    assert_eq!(
        Pace::of(&[2, 2, 2, 2, 9, 9]),
        Pace::Known { days: 2, finished: 6 }
    );
}

#[test]
fn steps_are_counted_back_one_before_the_other_over_working_days() {
    // Four days for the second, three for the first: Friday the 27th, Monday the 23rd, Wednesday the 18th.
    let found = count("2026-11-27", &[known(1, 3), known(2, 4)], "2026-11-16");
    let dates: Vec<_> = found
        .steps
        .iter()
        .map(|one| (one.done_by, one.start_by))
        .collect();
    assert_eq!(
        dates,
        [
            (day("2026-11-23"), Some(day("2026-11-18"))),
            (day("2026-11-27"), Some(day("2026-11-23"))),
        ]
    );
    assert_eq!(found.verdict, Verdict::InTime(0));
    assert_eq!(found.wakes_on, Some(day("2026-11-18")));
    // A holiday in between is no working day.
    let holiday = calendar(&["2026-11-25"]);
    let found = CountBack::of(day("2026-11-27"), &[known(1, 4)], day("2026-11-16"), &holiday);
    assert_eq!(found.wakes_on, Some(day("2026-11-20")));
    // A close date on a Sunday is kept by the Friday before it.
    let found = count("2026-11-29", &[known(1, 4)], "2026-11-16");
    assert_eq!(found.steps[0].done_by, day("2026-11-27"));
}

#[test]
fn the_step_that_breaks_it_is_the_first_that_does_not_fit_counted_back() {
    // The last safe start is a day on which it is still safe.
    assert_eq!(
        count("2026-11-27", &[known(1, 4)], "2026-11-23").verdict,
        Verdict::InTime(0)
    );
    let late = count("2026-11-27", &[known(1, 4)], "2026-11-24");
    assert_eq!(late.verdict, Verdict::Breaks(0));
    assert_eq!(late.breaking().unwrap().start_by, Some(day("2026-11-23")));
    assert!(late.is_at_risk());
    assert_eq!(late.wakes_on, Some(day("2026-11-23")));
    // The long second step breaks it, not the short one before it.
    let found = count("2026-11-27", &[known(1, 1), known(2, 20)], "2026-11-16");
    assert_eq!(found.verdict, Verdict::Breaks(1));
    // The long first step does, where the short one after it fits.
    let found = count("2026-11-27", &[known(1, 20), known(2, 1)], "2026-11-16");
    assert_eq!(found.verdict, Verdict::Breaks(0));
}

#[test]
fn a_step_under_way_is_held_to_the_day_it_was_given_and_waits_for_nobody() {
    let given = |number, days, on: &str| Step {
        given: Some(day(on)),
        ..known(number, days)
    };
    // Given on Monday the 16th, four days: done by Friday the 20th.
    let found = count("2026-11-27", &[given(1, 4, "2026-11-16")], "2026-11-24");
    assert_eq!(found.verdict, Verdict::InTime(0));
    assert_eq!(found.steps[0].act_by(), day("2026-11-27"));
    assert_eq!(
        found.wakes_on,
        Some(day("2026-11-26")),
        "the eve of the close date"
    );
    // Given too late by its owner's own pace.
    let found = count("2026-11-27", &[given(1, 4, "2026-11-24")], "2026-11-24");
    assert_eq!(found.verdict, Verdict::Breaks(0));
    assert_eq!(found.wakes_on, Some(day("2026-11-24")));
    // The second is under way, so the first has until the close date as well.
    let found = count(
        "2026-11-27",
        &[known(1, 2), given(2, 4, "2026-11-16")],
        "2026-11-18",
    );
    assert_eq!(found.steps[0].done_by, day("2026-11-27"));
    // It must be done when the next one has to start, and is not.
    let found = count(
        "2026-11-27",
        &[given(1, 1, "2026-11-16"), known(2, 4)],
        "2026-11-24",
    );
    assert_eq!(found.verdict, Verdict::Breaks(1));
    let found = count(
        "2026-11-27",
        &[given(1, 1, "2026-11-16"), known(2, 3)],
        "2026-11-24",
    );
    assert_eq!(found.verdict, Verdict::InTime(0));
    assert_eq!(found.wakes_on, Some(day("2026-11-24")));
}

#[test]
fn nothing_is_guessed_where_there_is_not_enough_history() {
    let few = Pace::TooFew { finished: 4 };
    let found = count("2026-11-27", &[unknown(1, few), known(2, 4)], "2026-11-16");
    assert_eq!(found.verdict, Verdict::Unknown(vec![0]));
    assert_eq!(found.steps[0].start_by, None);
    // What is known still wakes it, and the eve where nothing is.
    assert_eq!(found.wakes_on, Some(day("2026-11-23")));
    let found = count(
        "2026-11-27",
        &[unknown(1, few), unknown(2, Pace::Nobody)],
        "2026-11-16",
    );
    assert_eq!(found.verdict, Verdict::Unknown(vec![0, 1]));
    assert_eq!(found.wakes_on, Some(day("2026-11-26")));
    // What is known and does not fit breaks the date, whatever the rest takes.
    let found = count("2026-11-27", &[unknown(1, few), known(2, 20)], "2026-11-16");
    assert_eq!(found.verdict, Verdict::Breaks(1));
    assert_eq!(count("2026-11-27", &[], "2026-11-16").verdict, Verdict::NoSteps);
    assert_eq!(
        count("2026-11-27", &[known(1, 1)], "2026-11-28").verdict,
        Verdict::Past
    );
}

#[test]
fn a_step_without_an_owner_goes_by_its_day() {
    let board = |on: &str| Step {
        by: Some(day(on)),
        ..unknown(1, Pace::Nobody)
    };
    // What comes before it must be done by that day.
    let found = count("2026-11-27", &[known(2, 2), board("2026-11-20")], "2026-11-16");
    assert_eq!(found.steps[0].done_by, day("2026-11-20"));
    assert_eq!(found.verdict, Verdict::InTime(0));
    // Set for a day after the close date, it breaks it.
    let found = count("2026-11-27", &[board("2026-12-08")], "2026-11-16");
    assert_eq!(found.verdict, Verdict::Breaks(0));
    assert_eq!(found.wakes_on, Some(day("2026-11-16")));
}

fn days() -> impl Strategy<Value = NaiveDate> {
    (0..4_000_u64).prop_map(|ahead| day("2024-01-01") + chrono::Days::new(ahead))
}

fn calendars() -> impl Strategy<Value = Calendar> {
    let holidays = prop::collection::btree_set(days(), 0..200);
    (holidays, 1..128_u8).prop_map(|(holidays, mask): (BTreeSet<NaiveDate>, u8)| {
        let plain = Calendar::default();
        let span = plain.week[0].clone();
        Calendar {
            week: std::array::from_fn(|weekday| {
                if mask >> weekday & 1 == 1 {
                    span.clone()
                } else {
                    Vec::new()
                }
            }),
            holidays,
            ..plain
        }
    })
}

proptest! {
    #[test]
    fn counting_back_and_on_again_meets(calendar in calendars(), day in days(), back in 0..40_u32) {
        let end = calendar.working_day_until(day);
        prop_assert!(end <= day && calendar.is_working_day(end));
        let start = calendar.working_days_back(end, back);
        prop_assert!(calendar.is_working_day(start));
        prop_assert_eq!(calendar.working_days_between(start, end), back);
        prop_assert_eq!(calendar.working_days_later(start, back), end);
        // The last safe start is the last: a working day later it is too late.
        prop_assert!(calendar.working_days_later(calendar.working_days_later(start, 1), back) > end);
    }

    #[test]
    fn begun_on_the_last_safe_start_everything_is_done_in_time_and_a_day_later_it_is_not(
        calendar in calendars(),
        close in days(),
        lengths in prop::collection::vec(0..15_u32, 1..6),
    ) {
        let steps: Vec<Step> = lengths.iter().zip(1..).map(|(days, number)| known(number, *days)).collect();
        let early = calendar.working_days_back(close, 120);
        let found = CountBack::of(close, &steps, early, &calendar);
        prop_assert!(matches!(found.verdict, Verdict::InTime(_)));
        let start = found.steps[0].start_by.unwrap();
        let finish = |start| lengths.iter().fold(start, |day, days| calendar.working_days_later(day, *days));
        prop_assert!(finish(start) <= close);
        let next = calendar.working_days_later(start, 1);
        prop_assert!(finish(next) > calendar.working_day_until(close));
        // As the days pass it says so from that day on, and not before.
        prop_assert!(!CountBack::of(close, &steps, start, &calendar).is_at_risk());
        prop_assert!(CountBack::of(close, &steps, next, &calendar).is_at_risk());
        // Each step is done when the next one starts.
        for pair in found.steps.windows(2) {
            prop_assert_eq!(Some(pair[0].done_by), pair[1].start_by);
        }
    }

    #[test]
    fn a_longer_step_never_leaves_more_time(
        close in days(),
        lengths in prop::collection::vec(0..15_u32, 1..6),
        which in 0..6_usize,
        more in 1..10_u32,
    ) {
        let calendar = Calendar::default();
        let today = day("2024-01-01");
        let steps: Vec<Step> = lengths.iter().zip(1..).map(|(days, number)| known(number, *days)).collect();
        let mut longer = steps.clone();
        let at = which % longer.len();
        longer[at] = known(longer[at].need.0, lengths[at] + more);
        let (before, after) = (CountBack::of(close, &steps, today, &calendar), CountBack::of(close, &longer, today, &calendar));
        prop_assert!(after.steps[0].start_by <= before.steps[0].start_by);
        prop_assert!(after.is_at_risk() || !before.is_at_risk());
    }
}
