//! Moments as a column and a sentence of the screen show them, in the words of [`crate::domain::say`].

use chrono::{Datelike, Days, Duration};

use crate::app::State;
use crate::domain::week::Week;
use crate::domain::{Time, say};

/// `Week 47, 16 to 22 Nov 2026`.
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
        "Week {}, {first_words} to {}",
        week.number(),
        last.format("%-d %b %Y")
    )
}

/// A clock in a column, at most 10 cells, and whether it has run out: `2 d late`, `10:00`, `Tue`.
#[must_use]
pub fn clock(at: Time, state: &State) -> (String, bool) {
    (say::due(at, state.now, &state.settings.calendar), at < state.now)
}

/// A moment in a sentence: what is past without more than it takes, what is to come in full.
#[must_use]
pub fn moment(at: Time, state: &State) -> String {
    if at <= state.now {
        say::since(at, state.now, &state.settings.calendar)
    } else {
        say::long(at, state.now, &state.settings.calendar)
    }
}

/// How late a clock is: `2 d late`. `None` while it is not.
#[must_use]
pub fn late(at: Time, state: &State) -> Option<String> {
    say::late(at, state.now, &state.settings.calendar)
}

/// The time passed since a moment: `2 days`, `3 h`.
#[must_use]
pub fn passed(since: Time, state: &State) -> String {
    say::span((state.now - since).max(Duration::zero()))
}

/// A span given in seconds.
#[must_use]
pub fn seconds(seconds: i64) -> String {
    say::span(Duration::try_seconds(seconds).unwrap_or(Duration::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_names_the_month_and_year_it_ends_in_and_others_where_they_differ() {
        assert_eq!(
            week_title(Week::new(2026, 47).unwrap()),
            "Week 47, 16 to 22 Nov 2026"
        );
        assert_eq!(
            week_title(Week::new(2026, 49).unwrap()),
            "Week 49, 30 Nov to 6 Dec 2026"
        );
        assert_eq!(
            week_title(Week::new(2026, 53).unwrap()),
            "Week 53, 28 Dec 2026 to 3 Jan 2027"
        );
    }
}
