//! Dates and spans in the words a person says. English, 24 hours, in the calendar's zone.

use chrono::{Datelike, Duration, NaiveDate, Weekday};

use super::Time;
use super::worktime::Calendar;

/// Within so many days a date is said without its year also across New Year.
const NEAR_DAYS: i64 = 180;

/// A client or owner clock for a list column, at most 10 columns wide and read back by [`super::when::parse`] while
/// it is not late.
///
/// `10:00`, `today` (at the end of working time), `tomorrow` and `Tue` (at the start of it), `tom 14:00`,
/// `Tue 10:00`, `27 Nov`, `Nov 2027`; past ones `20 m late`, `3 h late`, `2 d late`.
#[must_use]
pub fn due(at: Time, now: Time, calendar: &Calendar) -> String {
    if let Some((count, unit)) = lateness(at, now, calendar) {
        let unit = if unit == "min" { "m" } else { unit };
        return if count == 0 {
            "now".to_owned()
        } else {
            format!("{count} {unit} late")
        };
    }
    let (there, here) = (calendar.local(at), calendar.local(now));
    let time = there.format("%H:%M");
    let morning = at == calendar.morning(there.date_naive());
    match days_ahead(there.date_naive(), here.date_naive()) {
        0 if at == calendar.evening(here.date_naive()) => "today".to_owned(),
        0 => time.to_string(),
        1 if morning => "tomorrow".to_owned(),
        1 => format!("tom {time}"),
        2..=6 if morning => there.format("%a").to_string(),
        2..=6 => there.format("%a %H:%M").to_string(),
        days if days <= NEAR_DAYS || there.year() == here.year() => there.format("%-d %b").to_string(),
        _ => there.format("%b %Y").to_string(),
    }
}

/// The day something is due, for a column, at most 10 columns wide: `today`, `tomorrow`, `Tue`, `27 Nov`, `Nov 2027`;
/// past ones `1 d late`.
#[must_use]
pub fn due_day(day: NaiveDate, now: Time, calendar: &Calendar) -> String {
    let here = calendar.local(now).date_naive();
    match days_ahead(day, here) {
        past if past < 0 => {
            let (count, unit) = late_days(-past);
            format!("{count} {unit} late")
        }
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        2..=6 => day.format("%a").to_string(),
        days if days <= NEAR_DAYS || day.year() == here.year() => day.format("%-d %b").to_string(),
        _ => day.format("%b %Y").to_string(),
    }
}

/// How late a clock is: `20 min late`, `3 h late`, `2 d late`. Whole days of the wall clock once there is one.
/// `None` while it is not past.
#[must_use]
pub fn late(due: Time, now: Time, calendar: &Calendar) -> Option<String> {
    let (count, unit) = lateness(due, now, calendar)?;
    Some(if count == 0 {
        "due now".to_owned()
    } else {
        format!("{count} {unit} late")
    })
}

/// How late, as a number and its unit.
fn lateness(due: Time, now: Time, calendar: &Calendar) -> Option<(i64, &'static str)> {
    if due >= now {
        return None;
    }
    let passed = now.signed_duration_since(due);
    let days = (calendar.local(now).naive_local() - calendar.local(due).naive_local()).num_days();
    Some(if days >= 1 {
        late_days(days)
    } else if passed >= Duration::hours(1) {
        (passed.num_hours(), "h")
    } else {
        (passed.num_minutes(), "min")
    })
}

/// So many days late, in years once there are many.
const fn late_days(days: i64) -> (i64, &'static str) {
    match days {
        1_000.. => {
            let years = days / 365;
            (if years > 999 { 999 } else { years }, "y")
        }
        _ => (days, "d"),
    }
}

/// A moment in full: `today 10:00`, `tomorrow 09:00`, `yesterday 16:10`, `Tue 24 Nov 10:00`,
/// `Wed 24 Nov 2027 10:00`.
#[must_use]
pub fn long(at: Time, now: Time, calendar: &Calendar) -> String {
    let (there, here) = (calendar.local(at), calendar.local(now));
    let days = days_ahead(there.date_naive(), here.date_naive());
    let pattern = match days {
        0 => "today %H:%M",
        1 => "tomorrow %H:%M",
        -1 => "yesterday %H:%M",
        _ if there.year() == here.year() || days.abs() <= NEAR_DAYS => "%a %-d %b %H:%M",
        _ => "%a %-d %b %Y %H:%M",
    };
    there.format(pattern).to_string()
}

/// A past moment, shorter the longer ago: `today 08:12`, `Thu 16:10`, `3 Nov`, `3 Nov 2025`.
#[must_use]
pub fn since(at: Time, now: Time, calendar: &Calendar) -> String {
    let (there, here) = (calendar.local(at), calendar.local(now));
    let days = -days_ahead(there.date_naive(), here.date_naive());
    let pattern = match days {
        0 => "today %H:%M",
        1..=6 => "%a %H:%M",
        _ if days < 0 => return long(at, now, calendar),
        _ if there.year() == here.year() || days <= NEAR_DAYS => "%-d %b",
        _ => "%-d %b %Y",
    };
    there.format(pattern).to_string()
}

/// A length of time, rounded down: `2 days`, `1 day`, `3 h`, `12 min`. Negative ones are said as positive.
#[must_use]
pub fn span(length: Duration) -> String {
    let length = length.abs();
    match (length.num_days(), length.num_hours()) {
        (0, 0) => format!("{} min", length.num_minutes()),
        (0, hours) => format!("{hours} h"),
        (1, _) => "1 day".to_owned(),
        (days, _) => format!("{days} days"),
    }
}

/// How long ago, or in how long: `2 days ago`, `12 min ago`, `just now`, `in 3 h`.
#[must_use]
pub fn ago(at: Time, now: Time) -> String {
    let passed = now.signed_duration_since(at);
    if passed.abs() < Duration::minutes(1) {
        "just now".to_owned()
    } else if passed > Duration::zero() {
        format!("{} ago", span(passed))
    } else {
        format!("in {}", span(passed))
    }
}

/// The time of day: `07:42`.
#[must_use]
pub fn clock(at: Time, calendar: &Calendar) -> String {
    calendar.local(at).format("%H:%M").to_string()
}

/// The moment as the header shows it: `Mon 23 Nov 07:42`.
#[must_use]
pub fn header(at: Time, calendar: &Calendar) -> String {
    calendar.local(at).format("%a %-d %b %H:%M").to_string()
}

/// A day: `Mon 23 Nov 2026`.
#[must_use]
pub fn day(day: NaiveDate) -> String {
    day.format("%a %-d %b %Y").to_string()
}

/// A day seen from another: `today`, `tomorrow`, `yesterday`, `Tue 24 Nov`, `Wed 24 Nov 2027`.
#[must_use]
pub fn date(day: NaiveDate, today: NaiveDate) -> String {
    let days = days_ahead(day, today);
    let pattern = match days {
        0 => "today",
        1 => "tomorrow",
        -1 => "yesterday",
        _ if day.year() == today.year() || days.abs() <= NEAR_DAYS => "%a %-d %b",
        _ => "%a %-d %b %Y",
    };
    day.format(pattern).to_string()
}

/// A weekday in full.
#[must_use]
pub const fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "Monday",
        Weekday::Tue => "Tuesday",
        Weekday::Wed => "Wednesday",
        Weekday::Thu => "Thursday",
        Weekday::Fri => "Friday",
        Weekday::Sat => "Saturday",
        Weekday::Sun => "Sunday",
    }
}

/// How many days from one date to another.
fn days_ahead(there: NaiveDate, here: NaiveDate) -> i64 {
    there.signed_duration_since(here).num_days()
}

#[cfg(test)]
mod tests {
    use chrono_tz::Tz;
    use proptest::prelude::*;

    use super::super::when;
    use super::*;

    fn calendar() -> Calendar {
        Calendar {
            zone: Tz::Europe__Berlin,
            ..Calendar::default()
        }
    }

    fn moment(text: &str) -> Time {
        let naive = chrono::NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap();
        calendar().instant(naive)
    }

    /// Monday morning.
    fn now() -> Time {
        moment("2026-11-23 07:42")
    }

    #[test]
    fn a_clock_is_said_shortly() {
        for (at, said) in [
            ("2026-11-23 10:00", "10:00"),
            ("2026-11-23 17:00", "today"),
            ("2026-11-24 09:00", "tomorrow"),
            ("2026-11-24 14:00", "tom 14:00"),
            ("2026-11-25 09:00", "Wed"),
            ("2026-11-29 10:00", "Sun 10:00"),
            ("2026-11-30 10:00", "30 Nov"),
            ("2027-01-05 10:00", "5 Jan"),
            ("2027-11-05 10:00", "Nov 2027"),
            ("2026-11-23 07:42", "07:42"),
            ("2026-11-23 07:22", "20 m late"),
            ("2026-11-23 04:42", "3 h late"),
            ("2026-11-22 17:00", "14 h late"),
            ("2026-11-22 07:42", "1 d late"),
            ("2026-11-20 12:00", "2 d late"),
            ("2020-11-20 12:00", "6 y late"),
        ] {
            assert_eq!(due(moment(at), now(), &calendar()), said, "{at}");
        }
        assert_eq!(due(now() - Duration::seconds(30), now(), &calendar()), "now");
    }

    #[test]
    fn a_day_is_due_until_it_is_over() {
        for (day, said) in [
            ("2026-11-23", "today"),
            ("2026-11-24", "tomorrow"),
            ("2026-11-29", "Sun"),
            ("2026-11-30", "30 Nov"),
            ("2027-11-30", "Nov 2027"),
            ("2026-11-22", "1 d late"),
            ("2020-11-22", "6 y late"),
        ] {
            assert_eq!(due_day(day.parse().unwrap(), now(), &calendar()), said, "{day}");
        }
    }

    #[test]
    fn lateness_counts_days_of_the_wall_clock_when_the_clocks_change() {
        let late = |due, now| late(moment(due), moment(now), &calendar());
        assert_eq!(
            late("2026-03-28 09:00", "2026-03-29 09:00").as_deref(),
            Some("1 d late")
        );
        assert_eq!(
            late("2026-10-24 09:00", "2026-10-25 08:30").as_deref(),
            Some("24 h late")
        );
        assert_eq!(
            late("2026-11-23 07:22", "2026-11-23 07:42").as_deref(),
            Some("20 min late")
        );
        assert_eq!(late("2026-11-23 07:42", "2026-11-23 07:42"), None);
    }

    #[test]
    fn a_moment_is_said_in_full() {
        for (at, said) in [
            ("2026-11-23 10:00", "today 10:00"),
            ("2026-11-24 09:00", "tomorrow 09:00"),
            ("2026-11-22 16:10", "yesterday 16:10"),
            ("2026-11-25 10:00", "Wed 25 Nov 10:00"),
            ("2026-01-05 10:00", "Mon 5 Jan 10:00"),
            ("2027-11-24 10:00", "Wed 24 Nov 2027 10:00"),
        ] {
            assert_eq!(long(moment(at), now(), &calendar()), said, "{at}");
        }
        assert_eq!(header(now(), &calendar()), "Mon 23 Nov 07:42");
        assert_eq!(clock(now(), &calendar()), "07:42");
    }

    #[test]
    fn a_past_moment_is_said_the_shorter_the_longer_ago() {
        for (at, said) in [
            ("2026-11-23 07:12", "today 07:12"),
            ("2026-11-19 16:10", "Thu 16:10"),
            ("2026-11-16 16:10", "16 Nov"),
            ("2026-01-03 16:10", "3 Jan"),
            ("2025-11-03 16:10", "3 Nov 2025"),
            ("2026-11-24 16:10", "tomorrow 16:10"),
        ] {
            assert_eq!(since(moment(at), now(), &calendar()), said, "{at}");
        }
    }

    #[test]
    fn spans_are_said_in_their_largest_unit() {
        for (minutes, said) in [
            (0, "0 min"),
            (59, "59 min"),
            (60, "1 h"),
            (1_439, "23 h"),
            (1_440, "1 day"),
            (-4_000, "2 days"),
        ] {
            assert_eq!(span(Duration::minutes(minutes)), said);
        }
        assert_eq!(ago(now() - Duration::hours(3), now()), "3 h ago");
        assert_eq!(ago(now() + Duration::days(2), now()), "in 2 days");
        assert_eq!(ago(now() - Duration::seconds(59), now()), "just now");
    }

    proptest! {
        #[test]
        fn a_clock_fits_its_column(minutes in -600_000_000..600_000_000_i64) {
            let at = now() + Duration::minutes(minutes);
            prop_assert!(due(at, now(), &calendar()).chars().count() <= 10);
        }

        #[test]
        fn what_is_said_of_the_future_is_read_back(start in 0..2_000_000_i64, ahead in 1..1_000_000_i64) {
            let now = now() + Duration::minutes(start);
            let at = now + Duration::minutes(ahead);
            let calendar = calendar();
            let local = calendar.local(at).naive_local();
            // Of a time shown twice, the words mean the earlier.
            prop_assume!(calendar.instant(local) == at);
            let full = long(at, now, &calendar);
            prop_assert_eq!(when::parse(&full, now, &calendar), Ok(at), "{}", full);
            let short = due(at, now, &calendar);
            let read = when::parse(&short, now, &calendar);
            let read = read.map(|read| calendar.local(read).date_naive());
            // Further away only the month is said.
            if ahead < NEAR_DAYS * 24 * 60 {
                prop_assert_eq!(read, Ok(local.date()), "{}", short);
            }
        }
    }
}
