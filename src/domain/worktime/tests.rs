//! Working time, by example and by property.

use proptest::prelude::*;

use super::*;

fn berlin() -> Calendar {
    Calendar {
        zone: Tz::Europe__Berlin,
        ..Calendar::default()
    }
}

/// Every hour of every day.
fn round_the_clock(zone: Tz) -> Calendar {
    let end = NaiveTime::from_hms_opt(23, 59, 59).unwrap();
    Calendar {
        zone,
        week: std::array::from_fn(|_| vec![(NaiveTime::MIN, end)]),
        holidays: BTreeSet::new(),
    }
}

fn naive(text: &str) -> NaiveDateTime {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap()
}

fn at(calendar: &Calendar, text: &str) -> Time {
    calendar.instant(naive(text))
}

fn show(calendar: &Calendar, time: Time) -> String {
    calendar.local(time).format("%Y-%m-%d %H:%M").to_string()
}

#[test]
fn four_hours_set_on_friday_afternoon_end_on_monday() {
    let calendar = berlin();
    let end = calendar.add_hours(at(&calendar, "2026-11-20 16:00"), 4);
    assert_eq!(show(&calendar, end), "2026-11-23 12:00");
}

#[test]
fn a_clock_that_ends_with_a_span_ends_there() {
    let calendar = berlin();
    let end = calendar.add_hours(at(&calendar, "2026-11-20 13:00"), 4);
    assert_eq!(show(&calendar, end), "2026-11-20 17:00");
}

#[test]
fn a_clock_that_starts_outside_working_time_starts_with_the_next_span() {
    let calendar = berlin();
    for from in [
        "2026-11-20 17:00",
        "2026-11-21 12:00",
        "2026-11-23 03:00",
        "2026-11-23 09:00",
    ] {
        let end = calendar.add_hours(at(&calendar, from), 1);
        assert_eq!(show(&calendar, end), "2026-11-23 10:00", "{from}");
        let start = calendar.next_start(at(&calendar, from));
        assert_eq!(show(&calendar, start), "2026-11-23 09:00", "{from}");
    }
    let inside = at(&calendar, "2026-11-23 09:01");
    assert_eq!(calendar.next_start(inside), inside);
}

#[test]
fn holidays_and_days_off_are_passed_over() {
    let mut calendar = berlin();
    calendar.holidays = [naive("2026-12-24 00:00"), naive("2026-12-25 00:00")]
        .map(|day| day.date())
        .into();
    let from = at(&calendar, "2026-12-23 16:00");
    assert_eq!(show(&calendar, calendar.add_hours(from, 2)), "2026-12-28 10:00");
    assert_eq!(show(&calendar, calendar.next_morning(from)), "2026-12-28 09:00");
    assert_eq!(
        show(&calendar, calendar.add_working_days(from, 2)),
        "2026-12-29 16:00"
    );
    assert!(!calendar.is_working_day(naive("2026-12-24 00:00").date()));
    assert!(!calendar.is_working_day(naive("2026-12-26 00:00").date()));
}

#[test]
fn several_spans_a_day_leave_out_the_break() {
    let mut calendar = berlin();
    let time = |h, m| NaiveTime::from_hms_opt(h, m, 0).unwrap();
    for day in &mut calendar.week[..5] {
        *day = vec![(time(8, 0), time(12, 30)), (time(13, 30), time(17, 0))];
    }
    let from = at(&calendar, "2026-11-20 12:00");
    assert_eq!(show(&calendar, calendar.add_hours(from, 1)), "2026-11-20 14:00");
    let monday = at(&calendar, "2026-11-23 09:00");
    assert_eq!(calendar.between(from, monday), Duration::hours(5));
    assert_eq!(calendar.between(monday, from), Duration::hours(-5));
}

#[test]
fn without_working_time_clocks_run_in_elapsed_time() {
    let calendar = Calendar {
        week: Default::default(),
        ..berlin()
    };
    let from = at(&calendar, "2026-11-20 16:00");
    assert_eq!(calendar.add_hours(from, 4), from + Duration::hours(4));
    assert_eq!(
        calendar.between(from, from + Duration::hours(4)),
        Duration::hours(4)
    );
    assert_eq!(show(&calendar, calendar.next_morning(from)), "2026-11-21 09:00");
    assert_eq!(
        show(&calendar, calendar.add_working_days(from, 3)),
        "2026-11-23 16:00"
    );
}

#[test]
fn years_of_holidays_neither_hang_nor_lose_the_clock() {
    let mut calendar = berlin();
    let first = naive("2026-11-20 00:00").date();
    calendar.holidays = first.iter_days().take(11 * 366).collect();
    let from = at(&calendar, "2026-11-20 16:00");
    assert_eq!(calendar.add_hours(from, 4), from + Duration::hours(4));
    assert!(calendar.add_hours(from, u32::MAX) > from);
    assert!(calendar.next_morning(from) > from);
}

#[test]
fn the_earlier_of_a_repeated_time_and_the_shifted_one_of_a_skipped_time_is_meant() {
    let cases = [
        // Berlin: 02:00 becomes 03:00 in spring, 03:00 becomes 02:00 in autumn.
        (Tz::Europe__Berlin, "2026-03-29 02:30", "2026-03-29T01:30:00Z"),
        (Tz::Europe__Berlin, "2026-10-25 02:30", "2026-10-25T00:30:00Z"),
        (Tz::America__New_York, "2026-03-08 02:30", "2026-03-08T07:30:00Z"),
        (Tz::America__New_York, "2026-11-01 01:30", "2026-11-01T05:30:00Z"),
        // Half an hour on Lord Howe, and the day that Samoa left out.
        (
            Tz::Australia__Lord_Howe,
            "2026-10-04 02:10",
            "2026-10-03T15:40:00Z",
        ),
        (Tz::Pacific__Apia, "2011-12-30 09:00", "2011-12-30T19:00:00Z"),
    ];
    for (zone, local, utc) in cases {
        let calendar = Calendar {
            zone,
            ..Calendar::default()
        };
        assert_eq!(
            calendar.instant(naive(local)),
            utc.parse::<Time>().unwrap(),
            "{zone} {local}"
        );
    }
}

#[test]
fn a_span_across_a_change_of_clocks_counts_the_time_that_passes() {
    let night = |zone| {
        let time = |h| NaiveTime::from_hms_opt(h, 0, 0).unwrap();
        Calendar {
            week: std::array::from_fn(|_| vec![(time(0), time(6))]),
            zone,
            holidays: BTreeSet::new(),
        }
    };
    for (zone, spring, autumn) in [
        (Tz::Europe__Berlin, "2026-03-29", "2026-10-25"),
        (Tz::America__New_York, "2026-03-08", "2026-11-01"),
    ] {
        let calendar = night(zone);
        for (day, hours, four_later) in [(spring, 5, "05:00"), (autumn, 7, "03:00")] {
            let (start, end) = (
                at(&calendar, &format!("{day} 00:00")),
                at(&calendar, &format!("{day} 12:00")),
            );
            assert_eq!(
                calendar.between(start, end),
                Duration::hours(hours),
                "{zone} {day}"
            );
            let reached = show(&calendar, calendar.add_hours(start, 4));
            assert_eq!(reached, format!("{day} {four_later}"), "{zone}");
        }
    }
}

#[test]
fn hours_up_to_midnight_leave_no_minute_out() {
    let calendar = Calendar {
        zone: Tz::Europe__Berlin,
        week: std::array::from_fn(|_| vec![(NaiveTime::MIN, NaiveTime::MIN)]),
        holidays: BTreeSet::new(),
    };
    // Over days, and over both changes of the clocks.
    for from in ["2026-11-20 16:00", "2026-03-28 23:00", "2026-10-24 23:00"] {
        let from = at(&calendar, from);
        assert_eq!(calendar.add_hours(from, 100), from + Duration::hours(100));
        assert_eq!(
            calendar.between(from, from + Duration::hours(100)),
            Duration::hours(100)
        );
    }
    let day = naive("2026-11-20 00:00").date();
    assert_eq!(show(&calendar, calendar.evening(day)), "2026-11-21 00:00");
    assert_eq!(show(&calendar, calendar.morning(day)), "2026-11-20 00:00");
}

#[test]
fn hours_within_a_skipped_hour_are_no_working_time_and_overlap_nothing() {
    let mut calendar = round_the_clock(Tz::Europe__Berlin);
    let time = |h, m| NaiveTime::from_hms_opt(h, m, 0).unwrap();
    calendar.week[6] = vec![(time(2, 10), time(2, 50)), (time(2, 55), time(4, 0))];
    let day = |hour: &str| at(&calendar, &format!("2026-03-29 {hour}"));
    assert_eq!(calendar.between(day("00:00"), day("12:00")), Duration::hours(1));
    assert_eq!(calendar.next_start(day("00:00")), day("03:00"));
}

#[test]
fn moments_out_of_all_range_are_borne() {
    let calendar = Calendar {
        zone: Tz::Pacific__Kiritimati,
        ..Calendar::default()
    };
    for time in [Time::MIN_UTC, Time::MAX_UTC] {
        assert!(calendar.local(time).year().abs() < 10_000);
        let _ = calendar.add_hours(time, u32::MAX);
        let _ = calendar.add(time, Duration::MAX);
        let _ = calendar.add(time, Duration::MIN);
        let _ = calendar.add_working_days(time, u32::MAX);
        let _ = calendar.next_morning(time);
    }
    let _ = calendar.between(Time::MIN_UTC, Time::MAX_UTC);
}

/// Some zones, with hours that also cover the changes of clocks.
fn calendars() -> impl Strategy<Value = Calendar> {
    let zones = [
        Tz::Europe__Berlin,
        Tz::America__New_York,
        Tz::Asia__Kolkata,
        Tz::Australia__Lord_Howe,
    ];
    let day = prop::collection::btree_set(0..24 * 60_u32, 0..5).prop_map(|minutes| {
        let times: Vec<_> = minutes
            .into_iter()
            .filter_map(|minute| NaiveTime::from_hms_opt(minute / 60, minute % 60, 0))
            .collect();
        times
            .as_chunks()
            .0
            .iter()
            .map(|&[start, end]| (start, end))
            .collect::<Vec<_>>()
    });
    let holidays = prop::collection::btree_set(0..500_u64, 0..20).prop_map(|days| {
        let first = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap();
        days.into_iter().map(|offset| after(first, offset)).collect()
    });
    (
        prop::sample::select(zones.to_vec()),
        prop::array::uniform7(day),
        holidays,
    )
        .prop_map(|(zone, week, holidays)| Calendar { zone, week, holidays })
}

/// Moments of 2026, to the minute.
fn moments() -> impl Strategy<Value = Time> {
    (0..365 * 24 * 60_i64)
        .prop_map(|minute| DateTime::from_timestamp(1_767_225_600 + minute * 60, 0).unwrap())
}

proptest! {
    #[test]
    fn what_a_clock_adds_is_the_working_time_that_passes(
        calendar in calendars(), from in moments(), hours in 0..300_u32
    ) {
        let end = calendar.add_hours(from, hours);
        prop_assert!(end >= from);
        prop_assert_eq!(calendar.between(from, end), Duration::hours(i64::from(hours)));
    }

    #[test]
    fn a_clock_of_more_hours_or_a_later_start_never_ends_earlier(
        calendar in calendars(), from in moments(), later in 0..20_000_i64, hours in 0..300_u32, more in 0..50_u32
    ) {
        let end = calendar.add_hours(from, hours);
        prop_assert!(calendar.add_hours(from, hours + more) >= end);
        prop_assert!(calendar.add_hours(from + Duration::minutes(later), hours) >= end);
    }

    #[test]
    fn counting_back_is_counting_on_the_other_way_round(
        calendar in calendars(), until in moments(), hours in 1..60_u32
    ) {
        let start = calendar.back_hours(until, hours);
        prop_assert!(start < until);
        // Further back than days are counted, the rest is elapsed time.
        prop_assume!(until - start < Duration::days(3_000) && calendar.week.iter().any(|day| !day.is_empty()));
        prop_assert_eq!(calendar.between(start, until), Duration::hours(i64::from(hours)));
        prop_assert!(calendar.back_hours(until, hours + 1) < start);
    }

    #[test]
    fn two_clocks_in_a_row_are_one(
        calendar in calendars(), from in moments(), first in 0..100_u32, second in 1..100_u32
    ) {
        // A week of a few minutes makes centuries of such clocks, which run out of counted days.
        prop_assume!(calendar.add_hours(from, first + second) - from < Duration::days(90 * 365));
        let both = calendar.add_hours(calendar.add_hours(from, first), second);
        prop_assert_eq!(both, calendar.add_hours(from, first + second));
    }

    #[test]
    fn working_time_adds_up(calendar in calendars(), a in moments(), b in moments(), c in moments()) {
        // Only where there is working time: elapsed time takes over at different moments otherwise.
        prop_assume!(calendar.week.iter().any(|day| !day.is_empty()));
        prop_assert_eq!(calendar.between(a, b) + calendar.between(b, c), calendar.between(a, c));
    }

    #[test]
    fn the_next_start_is_within_working_time_and_the_next_morning_on_a_later_day(
        calendar in calendars(), now in moments()
    ) {
        let start = calendar.next_start(now);
        prop_assert!(start >= now);
        prop_assert_eq!(calendar.next_start(start), start);
        let morning = calendar.next_morning(now);
        prop_assert!(calendar.local(morning).date_naive() > calendar.local(now).date_naive());
    }
}
