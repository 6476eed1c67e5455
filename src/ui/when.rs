//! Moments as a column, a sentence and the header show them, by the words of [`crate::domain::say`].

use chrono::{Datelike, Days};

use crate::domain::Time;
use crate::domain::week::Week;
use crate::domain::worktime::Calendar;

/// `Mon 23 Nov 07:42`.
#[must_use]
pub fn header(now: Time, calendar: &Calendar) -> String {
    now.with_timezone(&calendar.zone)
        .format("%a %-d %b %H:%M")
        .to_string()
}

/// `07:42`.
#[must_use]
pub fn time(now: Time, calendar: &Calendar) -> String {
    now.with_timezone(&calendar.zone).format("%H:%M").to_string()
}

/// `Week 47, 16–22 Nov 2026`.
#[must_use]
pub fn week_title(week: Week) -> String {
    let (first, last) = (week.monday(), week.monday() + Days::new(6));
    let first_words = if first.year() != last.year() {
        first.format("%-d %b %Y").to_string()
    } else if first.month() != last.month() {
        first.format("%-d %b").to_string()
    } else {
        first.format("%-d").to_string()
    };
    format!(
        "Week {}, {first_words}–{}",
        week.number(),
        last.format("%-d %b %Y")
    )
}

/// A clock in a column, and whether it has run out: `2 d late`, `10:00`, `Tue`.
#[must_use]
pub fn clock(at: Time, now: Time, calendar: &Calendar) -> (String, bool) {
    if at < now {
        return (format!("{} late", span((now - at).num_seconds())), true);
    }
    let local = at.with_timezone(&calendar.zone);
    let days = (local.date_naive() - now.with_timezone(&calendar.zone).date_naive()).num_days();
    let form = match days {
        0 => "%H:%M",
        1..=6 => "%a",
        _ => "%-d %b",
    };
    (local.format(form).to_string(), false)
}

/// A moment in a sentence: `today 10:00`, `Thu 16:10`, `12 Nov`.
#[must_use]
pub fn moment(at: Time, now: Time, calendar: &Calendar) -> String {
    let local = at.with_timezone(&calendar.zone);
    let days = (local.date_naive() - now.with_timezone(&calendar.zone).date_naive()).num_days();
    let form = match days {
        0 => "today %H:%M",
        -6..=6 => "%a %H:%M",
        _ => "%-d %b %H:%M",
    };
    local.format(form).to_string()
}

/// A span of time in its largest unit: `2 d`, `3 h`, `5 min`.
#[must_use]
pub fn span(seconds: i64) -> String {
    match seconds.max(0) {
        ..3_600 => format!("{} min", seconds.max(0) / 60),
        3_600..86_400 => format!("{} h", seconds / 3_600),
        86_400.. => format!("{} d", seconds / 86_400),
    }
}

/// When something comes, in a column: `Tue 09:00`, `12 Dec`.
#[must_use]
pub fn ahead(at: Time, state: &crate::app::State) -> String {
    moment(at, state.now, &state.settings.calendar)
}

/// When something happened, in a column: `today 07:10`, `Thu 16:10`, `12 Nov`.
#[must_use]
pub fn ago(at: Time, state: &crate::app::State) -> String {
    moment(at, state.now, &state.settings.calendar)
}
