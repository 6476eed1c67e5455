//! Dates and spans in the words a person says. English, 24 hours, in the calendar's zone.

use chrono::{Datelike, Duration, NaiveDate};

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
    Some(if days >= 1_000 {
        (days / 365, "y")
    } else if days >= 1 {
        (days, "d")
    } else if passed >= Duration::hours(1) {
        (passed.num_hours(), "h")
    } else {
        (passed.num_minutes(), "min")
    })
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

/// How many days from one date to another.
fn days_ahead(there: NaiveDate, here: NaiveDate) -> i64 {
    there.signed_duration_since(here).num_days()
}
