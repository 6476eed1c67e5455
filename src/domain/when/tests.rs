//! Dates as people write them, by example and by property.

use chrono_tz::Tz;
use proptest::prelude::*;

use super::*;

fn calendar() -> Calendar {
    Calendar {
        zone: Tz::Europe__Berlin,
        ..Calendar::default()
    }
}

/// Wednesday.
const NOW: &str = "2026-11-18 15:30";

fn moment(text: &str) -> Time {
    let naive = chrono::NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap();
    calendar().instant(naive)
}

fn read_at(text: &str, now: &str) -> String {
    match parse(text, moment(now), &calendar()) {
        Ok(at) => calendar().local(at).format("%Y-%m-%d %H:%M").to_string(),
        Err(error) => error.to_string(),
    }
}

fn read(text: &str) -> String {
    read_at(text, NOW)
}

#[test]
fn reads_days() {
    for (text, expected) in [
        ("tomorrow", "2026-11-19 09:00"),
        ("Tomorrow 9am", "2026-11-19 09:00"),
        ("tomorrow at 9", "2026-11-19 09:00"),
        ("tomorrow 9", "2026-11-19 09:00"),
        ("9am tomorrow", "2026-11-19 09:00"),
        ("at 9 on friday", "2026-11-20 09:00"),
        ("today", "2026-11-18 17:00"),
        ("today 16:00", "2026-11-18 16:00"),
        ("tonight", "2026-11-18 20:00"),
        ("tonight at 9", "2026-11-18 21:00"),
        ("day after tomorrow", "2026-11-20 09:00"),
        ("the day after tomorrow 14:00", "2026-11-20 14:00"),
        ("in 3 days", "2026-11-21 09:00"),
        ("3d", "2026-11-21 09:00"),
        ("3d 14:00", "2026-11-21 14:00"),
        ("2w", "2026-12-02 09:00"),
        ("in two weeks at noon", "2026-12-02 12:00"),
        ("3 days from now", "2026-11-21 09:00"),
        ("in 3 working days", "2026-11-23 09:00"),
        ("in a month", "2026-12-18 09:00"),
        ("in a year", "2027-11-18 09:00"),
        ("next week", "2026-11-23 09:00"),
        ("next month", "2026-12-01 09:00"),
        ("next year", "2027-01-01 09:00"),
        ("end of month", "2026-11-30 17:00"),
        ("end of the week", "2026-11-20 17:00"),
        ("end of next month", "2026-12-31 17:00"),
        ("end of january", "2027-01-29 17:00"),
        ("eow", "2026-11-20 17:00"),
        ("by fri", "2026-11-20 09:00"),
        ("until next tue", "2026-11-24 09:00"),
    ] {
        assert_eq!(read(text), expected, "{text}");
    }
}

#[test]
fn reads_weekdays() {
    for (text, expected) in [
        ("tue", "2026-11-24 09:00"),
        ("next tue", "2026-11-24 09:00"),
        ("wed", "2026-11-25 09:00"),
        ("fri 10:00", "2026-11-20 10:00"),
        ("next fri", "2026-11-27 09:00"),
        ("this fri", "2026-11-20 09:00"),
        ("tuesday next week 8:30", "2026-11-24 08:30"),
        ("next week on Thursday", "2026-11-26 09:00"),
        ("monday morning", "2026-11-23 09:00"),
        ("fri afternoon", "2026-11-20 15:00"),
        ("fri eod", "2026-11-20 17:00"),
        ("fri, 10:00", "2026-11-20 10:00"),
        ("Fri. 10:00", "2026-11-20 10:00"),
    ] {
        assert_eq!(read(text), expected, "{text}");
    }
    assert_eq!(read_at("tue", "2026-11-23 07:42"), "2026-11-24 09:00");
    assert_eq!(read_at("next tue", "2026-11-23 07:42"), "2026-12-01 09:00");
    assert_eq!(read_at("next tue", "2026-11-24 07:42"), "2026-12-01 09:00");
}

#[test]
fn reads_times_and_spans() {
    for (text, expected) in [
        ("4pm", "2026-11-18 16:00"),
        ("4 pm", "2026-11-18 16:00"),
        ("4:15pm", "2026-11-18 16:15"),
        ("4 p.m.", "2026-11-18 16:00"),
        ("16:30", "2026-11-18 16:30"),
        ("9am", "2026-11-19 09:00"),
        ("9.30", "2026-11-19 09:30"),
        ("at 9", "2026-11-19 09:00"),
        ("at 4", "2026-11-18 16:00"),
        ("tomorrow at 3", "2026-11-19 15:00"),
        ("tomorrow at 8", "2026-11-19 08:00"),
        ("noon", "2026-11-19 12:00"),
        ("12am", "2026-11-19 00:00"),
        ("eod", "2026-11-18 17:00"),
        ("end of day", "2026-11-18 17:00"),
        ("this evening", "2026-11-18 19:00"),
        ("in 2 hours", "2026-11-18 17:30"),
        ("2h", "2026-11-18 17:30"),
        ("30m", "2026-11-18 16:00"),
        ("1h30", "2026-11-18 17:00"),
        ("1.5h", "2026-11-18 17:00"),
        ("90 min", "2026-11-18 17:00"),
        ("in half an hour", "2026-11-18 16:00"),
        ("in an hour", "2026-11-18 16:30"),
        ("in 3 h", "2026-11-18 18:30"),
        ("in 2 d", "2026-11-20 09:00"),
        ("later today", "2026-11-18 17:00"),
        ("tomorrow at 0", "2026-11-19 00:00"),
    ] {
        assert_eq!(read(text), expected, "{text}");
    }
    assert_eq!(read_at("this afternoon", "2026-11-18 08:00"), "2026-11-18 15:00");
    assert_eq!(read_at("noon", "2026-11-18 08:00"), "2026-11-18 12:00");
}

#[test]
fn reads_dates() {
    for (text, expected) in [
        ("2026-11-27", "2026-11-27 09:00"),
        ("2026-11-27 14:00", "2026-11-27 14:00"),
        ("2026-11-27T14:00", "2026-11-27 14:00"),
        ("2026-11-27T14:00:30", "2026-11-27 14:00"),
        ("2026-11-27T14:00:00Z", "2026-11-27 15:00"),
        ("2026-11-27T14:00:00+02:00", "2026-11-27 13:00"),
        ("27.11.", "2026-11-27 09:00"),
        ("27.11", "2026-11-27 09:00"),
        ("27.11.2026", "2026-11-27 09:00"),
        ("27.11.26 8:00", "2026-11-27 08:00"),
        ("27 nov", "2026-11-27 09:00"),
        ("27. Nov. 10:00", "2026-11-27 10:00"),
        ("nov 27", "2026-11-27 09:00"),
        ("Nov 27, 2026", "2026-11-27 09:00"),
        ("27th of november", "2026-11-27 09:00"),
        ("on the 27th", "2026-11-27 09:00"),
        ("the 5th", "2026-12-05 09:00"),
        ("27/11", "2026-11-27 09:00"),
        ("1/2", "2027-02-01 09:00"),
        ("3 nov", "2027-11-03 09:00"),
        ("29 feb", "2028-02-29 09:00"),
        ("18.11.", "2026-11-18 17:00"),
        ("Fri 27 Nov 10:00", "2026-11-27 10:00"),
        ("nov 2027", "2027-11-01 09:00"),
    ] {
        assert_eq!(read(text), expected, "{text}");
    }
}

#[test]
fn refuses_what_is_no_date_and_says_so() {
    for text in [
        "mañana",
        "25:00",
        "13pm",
        "0am",
        "soon",
        "may",
        "tom",
        "2 m",
        "99999999999d",
        "in",
        "at",
        "on",
        "next",
        "10:00 11:00",
        "fri tue",
        "9.5",
        "😀",
        "in 3 days ago",
        "16:9",
        "-3d",
        "tomorrow tomorrow",
        "t",
        "T14:00",
    ] {
        let error = parse(text, moment(NOW), &calendar()).unwrap_err();
        assert_eq!(error, WhenError::NotUnderstood(text.to_owned()), "{text}");
    }
    assert_eq!(parse(" ,  ", moment(NOW), &calendar()), Err(WhenError::Empty));
    for text in ["30.2.", "11/27", "31 nov", "2027-02-29"] {
        let error = parse(text, moment(NOW), &calendar()).unwrap_err();
        assert_eq!(error, WhenError::NoSuchDay(text.to_owned()), "{text}");
    }
    let error = parse("mon 24 nov", moment(NOW), &calendar())
        .unwrap_err()
        .to_string();
    assert!(error.starts_with("\"mon 24 nov\" is a Tuesday;"), "{error}");
    let long = "x".repeat(10_000) + "\u{1b}[31m";
    assert!(
        parse(&long, moment(NOW), &calendar())
            .unwrap_err()
            .to_string()
            .len()
            < 300
    );
}

#[test]
fn the_past_is_an_error_that_names_it() {
    assert_eq!(
        read("today 9:00"),
        "\"today 9:00\" is past (today 09:00); write a later date, for example tomorrow 9am or fri 10:00"
    );
    for text in [
        "yesterday",
        "2026-11-17",
        "this mon",
        "0d 9:00",
        "0h",
        "this afternoon",
        "18 nov 9:00",
    ] {
        let error = parse(text, moment(NOW), &calendar());
        assert!(matches!(error, Err(WhenError::Past { .. })), "{text}: {error:?}");
    }
    let evening = read_at("today", "2026-11-18 18:00");
    assert!(evening.contains("is past (today 17:00)"), "{evening}");
    for text in [
        "999999d",
        "999999999 hours",
        "999999999w",
        "99999 working days",
        "in 200 years",
        "2626-01-01",
    ] {
        let error = parse(text, moment(NOW), &calendar());
        assert!(matches!(error, Err(WhenError::TooFar(_))), "{text}: {error:?}");
    }
}

#[test]
fn nine_in_the_morning_stays_nine_when_the_clocks_change() {
    assert_eq!(read_at("tomorrow 9am", "2026-03-28 12:00"), "2026-03-29 09:00");
    assert_eq!(read_at("tomorrow 2:30", "2026-03-28 12:00"), "2026-03-29 03:30");
    assert_eq!(read_at("tomorrow 2:30am", "2026-10-24 12:00"), "2026-10-25 02:30");
    assert_eq!(read_at("in 24 hours", "2026-10-24 12:00"), "2026-10-25 11:00");
}

#[test]
fn the_fixed_choices_keep_to_working_time() {
    let show = |at| calendar().local(at).format("%Y-%m-%d %H:%M").to_string();
    let choices = |now: &str| {
        let now = moment(now);
        [later_today, next_week, in_a_month].map(|choice| show(choice(now, &calendar())))
    };
    let midweek = choices("2026-11-18 10:00");
    assert_eq!(
        midweek,
        ["2026-11-18 13:00", "2026-11-23 09:00", "2026-12-18 09:00"]
    );
    let friday = choices("2026-11-20 16:00");
    assert_eq!(
        friday,
        ["2026-11-20 17:00", "2026-11-23 09:00", "2026-12-21 09:00"]
    );
    let evening = choices("2027-01-29 20:00");
    assert_eq!(
        evening,
        ["2027-02-01 09:00", "2027-02-01 09:00", "2027-03-01 09:00"]
    );
}

#[test]
fn leading_takes_the_longest_date_and_leaves_what_is_none() {
    let found = |line: &str| {
        let words: Vec<&str> = line.split(' ').collect();
        leading(&words, moment(NOW), &calendar()).map(|(_, count)| count)
    };
    assert_eq!(found("fri 10:00 to Rotterdam"), Some(2));
    assert_eq!(found("tomorrow 9 pallets"), Some(1));
    assert_eq!(found("next week on Thursday at 9 sharp"), Some(6));
    for line in [
        "may come",
        "2 m of pipe",
        "30m cable",
        "24/7 support",
        "9.30 each",
        "3d print",
        "Tom",
    ] {
        assert_eq!(found(line), None, "{line}");
    }
    assert_eq!(leading(&[], moment(NOW), &calendar()), None);
}

/// Pieces of dates in any order, so that more than noise is tried.
fn scraps() -> impl Strategy<Value = String> {
    let scrap = prop::sample::select(vec![
        "in",
        "at",
        "on",
        "next",
        "the",
        "this",
        "end",
        "of",
        "day",
        "after",
        "tomorrow",
        "week",
        "month",
        "mon",
        "tue",
        "feb",
        "29",
        "31",
        "0",
        "12",
        "9am",
        "12:30",
        "9.30",
        "3d",
        "99w",
        "2h",
        "27.11.",
        "1/2",
        "2026-11-27",
        "27th",
        "1999",
        "from",
        "now",
        "noon",
        "eod",
        "tonight",
        "morning",
        "half",
        "an",
        "hour",
        "999999",
        "years",
        "\u{e9}",
        "İ",
        "2026-11-27t",
        "1h5",
        "a",
        "tom",
        "'",
        "working",
        "days",
    ]);
    prop::collection::vec(scrap, 0..6).prop_map(|scraps| scraps.join(" "))
}

proptest! {
    #[test]
    fn no_text_makes_it_panic_and_every_result_is_in_the_future(
        text in prop_oneof![any::<String>(), scraps(), "[0-9a-zT:./ -]{0,16}"],
        minute in 0..2_000_000_i64,
    ) {
        let now = moment(NOW) + Duration::minutes(minute);
        if let Ok(at) = parse(&text, now, &calendar()) {
            prop_assert!(at > now);
        }
        let words: Vec<&str> = text.split(' ').collect();
        if let Some((at, count)) = leading(&words, now, &calendar()) {
            prop_assert!(at > now && (1..=words.len()).contains(&count));
        }
        for choice in [later_today, next_week, in_a_month] {
            prop_assert!(choice(now, &calendar()) > now);
        }
    }

    #[test]
    fn no_moment_makes_it_panic(text in scraps(), second in any::<i64>()) {
        let now = chrono::DateTime::from_timestamp(second % 8_000_000_000_000, 0).unwrap();
        let _ = parse(&text, now, &calendar());
        let _ = (next_week(now, &calendar()), in_a_month(now, &calendar()));
    }
}
