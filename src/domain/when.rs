//! Dates as people write them.
//!
//! What is read, in any case, alone or as a day and a time in either order:
//!
//! - days: `today`, `tomorrow`, `day after tomorrow`, `tue`, `next tue`, `tue next week`, `in 3 days`, `3d`, `2w`,
//!   `in a month`, `in 2 working days`, `next week`, `next month`, `end of month`, `2026-11-27`, `27.11.`,
//!   `27.11.2026`, `27/11` (day first, always), `27 nov`, `nov 27`, `the 27th`;
//! - times: `9am`, `16:30`, `9.30`, `at 9`, `noon`, `morning`, `this afternoon`, `tonight`, `eod`;
//! - spans from now: `in 2 hours`, `2h`, `30m`, `1h30`, and `later today` (see [`later_today`]).
//!
//! A weekday is the next such day after today; with `next`, the one in the calendar week after this one, which is
//! the same day or a week later. A date without a year is the next such date; with points it keeps its last one
//! (`13.12.`), since `13.12` is a time. A day without a time means the start
//! of its working hours, today the end of them. A time without a day is today, or tomorrow once it has passed. A bare
//! hour before working hours whose afternoon counterpart is within them means the afternoon (`at 3` is 15:00).
//! A month or year that starts (`next month`, `nov 2027`) starts with its first working day.

mod clocks;
mod days;
mod past;
mod phrase;
mod resolve;
mod words;

use chrono::{Duration, Months};
use thiserror::Error;

use self::days::Period;
pub use self::past::past_moment;
pub(super) use self::phrase::Sureness;
use self::resolve::{Problem, YEARS_AHEAD, resolve, start_of_next};
use super::worktime::Calendar;
use super::{Time, say};

/// The longest phrase read from a line, in words: `tuesday the 27th of november 2026 at 10:00 pm`.
pub(super) const LONGEST_PHRASE: usize = 9;
/// A date written without its year that is further away is rather one of the past: `invoice of 3 nov`.
const DAYS_WITHOUT_YEAR: i64 = 300;

/// Why a date could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum WhenError {
    /// Nothing was written.
    #[error("a date is missing; write for example tomorrow 9am, fri 10:00, in 3 days or 27 nov")]
    Empty,
    /// The words mean no date.
    #[error(
        "\"{0}\" is not understood as a date; write for example tomorrow 9am, fri 10:00, in 3 days, 27 nov \
         or 2026-11-27 14:00"
    )]
    NotUnderstood(String),
    /// A date that no calendar has, such as 30 February.
    #[error(
        "\"{0}\" is a day that does not exist; write the day before the month, for example 27/11 or 27 nov"
    )]
    NoSuchDay(String),
    /// A weekday that is not the date's.
    #[error("\"{text}\" is a {weekday}; write the date alone, or the weekday alone")]
    OtherWeekday {
        /// As written.
        text: String,
        /// The date's weekday.
        weekday: &'static str,
    },
    /// A moment that is not in the future.
    #[error("\"{text}\" is past ({was}); write a later date, for example tomorrow 9am or fri 10:00")]
    Past {
        /// As written.
        text: String,
        /// The moment it names, in words.
        was: String,
    },
    /// A moment further away than anybody plans.
    #[error(
        "\"{0}\" is more than {YEARS_AHEAD} years away; write a nearer date, for example in 3 days or 27 nov"
    )]
    TooFar(String),
}

/// Reads a date; the result is always after `now`.
///
/// # Errors
/// When the text is no date, names a day that does not exist, is past, or is more than a century away.
pub fn parse(text: &str, now: Time, calendar: &Calendar) -> Result<Time, WhenError> {
    let words: Vec<String> = text.split_whitespace().map(normal).collect();
    if words.iter().all(String::is_empty) {
        return Err(WhenError::Empty);
    }
    let mut words: Vec<&str> = words.iter().map(String::as_str).collect();
    let intro = words
        .iter()
        .take_while(|word| is_intro(word) || **word == "until")
        .count();
    words.drain(..intro);
    if words == ["later", "today"] {
        return Ok(later_today(now, calendar));
    }
    let phrase = phrase::read(&words, true).map(|(phrase, _)| phrase);
    let resolved = phrase.map_or(Err(Problem::Words), |phrase| resolve(&phrase, now, calendar));
    resolved.map_err(|problem| problem.said_of(text, now, calendar))
}

/// The longest date at the start of `words` that cannot be meant as anything else, with the number of words it takes.
///
/// Stricter than [`parse`]: bare spans (`3d`, `2 hours`) and numbers that look like prices or shares (`9.30`,
/// `24/7`) are no dates here, since other words follow them in a line.
#[must_use]
pub fn leading(words: &[&str], now: Time, calendar: &Calendar) -> Option<(Time, usize)> {
    let found = find(words, now, calendar)?;
    let at = found.moment.ok()?;
    (found.sureness > Sureness::Doubtful).then_some((at, found.words))
}

/// A date found at the start of some words.
pub(super) struct Found {
    /// The moment it names, or why it names none.
    pub(super) moment: Result<Time, WhenError>,
    /// How many words it takes.
    pub(super) words: usize,
    /// How sure it is that a date is meant.
    pub(super) sureness: Sureness,
}

/// The longest date at the start of `words`, however unsure.
pub(super) fn find(words: &[&str], now: Time, calendar: &Calendar) -> Option<Found> {
    let longest = words.len().min(LONGEST_PHRASE);
    let normal: Vec<String> = words[..longest].iter().map(|word| normal(word)).collect();
    let normal: Vec<&str> = normal.iter().map(String::as_str).collect();
    (1..=longest).rev().find_map(|count| {
        let (phrase, sureness) = phrase::read(&normal[..count], false)?;
        let moment = resolve(&phrase, now, calendar);
        let far = moment
            .as_ref()
            .is_ok_and(|&at| at - now > Duration::days(DAYS_WITHOUT_YEAR));
        let sureness = if far && phrase.lacks_year() {
            Sureness::Doubtful
        } else {
            sureness
        };
        let text = || words[..count].join(" ");
        Some(Found {
            moment: moment.map_err(|problem| problem.said_of(&text(), now, calendar)),
            words: count,
            sureness,
        })
    })
}

/// Words that only lead to a date.
pub(super) fn is_intro(word: &str) -> bool {
    matches!(word, "due" | "by" | "on" | "before")
}

/// A word as compared: lower case, without the punctuation that ends it.
fn normal(word: &str) -> String {
    let word = word.to_lowercase();
    let word = word.trim_end_matches([',', ';', '!', '?']);
    let word = if word.starts_with(char::is_alphabetic) {
        word.trim_end_matches('.')
    } else {
        word
    };
    word.to_owned()
}

/// In three hours, but at the latest when working time ends today; after that, the next morning.
#[must_use]
pub fn later_today(now: Time, calendar: &Calendar) -> Time {
    let evening = calendar.evening(calendar.local(now).date_naive());
    let later = now
        .checked_add_signed(Duration::hours(3))
        .unwrap_or(now)
        .min(evening);
    if later > now {
        later
    } else {
        calendar.next_morning(now)
    }
}

/// The morning of the first working day of next week (or after it, when nobody works all week).
#[must_use]
pub fn next_week(now: Time, calendar: &Calendar) -> Time {
    let monday = start_of_next(Period::Week, calendar.local(now).date_naive());
    calendar.morning(calendar.working_day_from(monday))
}

/// The morning of this day next month, or of the first working day after it.
#[must_use]
pub fn in_a_month(now: Time, calendar: &Calendar) -> Time {
    let today = calendar.local(now).date_naive();
    let day = today.checked_add_months(Months::new(1)).unwrap_or(today);
    calendar.morning(calendar.working_day_from(day))
}

impl Problem {
    /// The problem with the text it is about, cut where it is long and without control characters.
    fn said_of(self, text: &str, now: Time, calendar: &Calendar) -> WhenError {
        const SHOWN: usize = 40;
        let text = text.trim();
        let mut shown: String = text.chars().filter(|c| !c.is_control()).take(SHOWN).collect();
        if text.chars().nth(SHOWN).is_some() {
            shown.push('…');
        }
        match self {
            Self::Words => WhenError::NotUnderstood(shown),
            Self::NoSuchDay => WhenError::NoSuchDay(shown),
            Self::OtherWeekday(weekday) => WhenError::OtherWeekday {
                text: shown,
                weekday: say::weekday(weekday),
            },
            Self::Past(at) => WhenError::Past {
                text: shown,
                was: say::long(at, now, calendar),
            },
            Self::TooFar => WhenError::TooFar(shown),
        }
    }
}

#[cfg(test)]
mod tests;
