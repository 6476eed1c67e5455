//! Weeks, and the figures of a week.

use std::fmt;

use chrono::{Datelike, Days, NaiveDate, NaiveTime, Weekday};
use thiserror::Error;

use super::Time;
use super::worktime::Calendar;

pub mod clients;
mod figures;
pub mod played;
mod sentence;
pub mod series;

pub use figures::{
    CallLine, ClockLine, HandOffLine, KindLine, OwnerLine, ReasonLine, WeekFigures, WeekReport, Whose,
    median, percent,
};
pub use sentence::sentence;

/// The first week that can be named: the store counts time from 1970.
const FIRST: Week = Week {
    year: 1970,
    number: 1,
};
/// The last week that can be named: dates are written with four digits, also the end of this week.
const LAST: Week = Week {
    year: 9998,
    number: 53,
};

/// An ISO 8601 week: Monday to Sunday. Week 1 is the one with the year's first Thursday in it, so the first days
/// of January may belong to the last week of the year before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Week {
    year: i32,
    number: u32,
}

/// Why a text names no week.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum WeekError {
    /// It is not written as a week.
    #[error("cannot read {0:?} as a week: write it as 2026-W47, 47, this or last")]
    Unreadable(String),
    /// It is written as a week that the year does not have.
    #[error("there is no week {number} in {year}: that year has weeks 1 to {last}")]
    NoSuchWeek {
        /// The ISO year.
        year: i32,
        /// The week asked for.
        number: u32,
        /// The year's last week: 52 or 53.
        last: u32,
    },
    /// Its year is outside the years downbeat can name.
    #[error("cannot take a week of the year {0}: write a year from 1970 to 9998")]
    NoSuchYear(i32),
}

impl Week {
    /// The week with this number in this ISO year.
    ///
    /// # Errors
    /// When the year has no such week, or lies outside 1970 to 9998.
    pub fn new(year: i32, number: u32) -> Result<Self, WeekError> {
        if !(FIRST.year..=LAST.year).contains(&year) {
            return Err(WeekError::NoSuchYear(year));
        }
        if NaiveDate::from_isoywd_opt(year, number, Weekday::Mon).is_none() {
            let last = if NaiveDate::from_isoywd_opt(year, 53, Weekday::Mon).is_some() {
                53
            } else {
                52
            };
            return Err(WeekError::NoSuchWeek { year, number, last });
        }
        Ok(Self { year, number })
    }

    /// The week in which `now` lies, by the calendar's zone. A moment outside the years that can be named is
    /// taken for the nearest week that can.
    #[must_use]
    pub fn of(now: Time, calendar: &Calendar) -> Self {
        Self::of_date(calendar.local(now).date_naive())
    }

    fn of_date(date: NaiveDate) -> Self {
        let iso = date.iso_week();
        Self {
            year: iso.year(),
            number: iso.week(),
        }
        .clamp(FIRST, LAST)
    }

    /// Reads a week as a person writes it, in any case: `2026-W47`, `2026W47`, `W47` and `47` (of the ISO year
    /// in which `now` lies), `this`, `last`.
    ///
    /// # Errors
    /// When the text is no week, or one that does not exist.
    pub fn parse(text: &str, now: Time, calendar: &Calendar) -> Result<Self, WeekError> {
        let unreadable = || WeekError::Unreadable(text.trim().to_owned());
        let word = text.trim().to_ascii_lowercase();
        let this = Self::of(now, calendar);
        match word.as_str() {
            "this" | "this week" => return Ok(this),
            "last" | "last week" => return Ok(this.previous()),
            _ => {}
        }
        let (year, number) = match word.split_once('w') {
            Some(("", number)) => (this.year, number),
            Some((year, number)) => (
                read_digits(year.strip_suffix('-').unwrap_or(year), 4).ok_or_else(unreadable)?,
                number,
            ),
            None => (this.year, word.as_str()),
        };
        let number = if number.len() == 1 {
            read_digits(number, 1)
        } else {
            read_digits(number, 2)
        };
        Self::new(year, number.ok_or_else(unreadable)?.unsigned_abs())
    }

    /// The ISO year, which near New Year is not always the calendar's.
    #[must_use]
    pub const fn year(self) -> i32 {
        self.year
    }

    /// The number within the year: 1 to 53.
    #[must_use]
    pub const fn number(self) -> u32 {
        self.number
    }

    /// The week's Monday.
    #[must_use]
    pub fn monday(self) -> NaiveDate {
        // Checked in `new`, so the date exists.
        NaiveDate::from_isoywd_opt(self.year, self.number, Weekday::Mon).unwrap_or_default()
    }

    /// The week before; the first week that can be named stays itself.
    #[must_use]
    pub fn previous(self) -> Self {
        Self::of_date(self.monday() - Days::new(7))
    }

    /// The week after; the last week that can be named stays itself.
    #[must_use]
    pub fn next(self) -> Self {
        Self::of_date(self.monday() + Days::new(7))
    }

    /// From Monday 00:00 local time to the next Monday 00:00, which is not part of the week any more. A week in
    /// which the clocks change is an hour longer or shorter than 168 hours.
    #[must_use]
    pub fn bounds(self, calendar: &Calendar) -> (Time, Time) {
        let monday = self.monday();
        let begins = |day: NaiveDate| calendar.instant(day.and_time(NaiveTime::MIN));
        (begins(monday), begins(monday + Days::new(7)))
    }

    /// The moment as of which the week's figures stand, and whether the week is running: the week's end once it
    /// is over, else `now`. A week that has not begun is not running.
    #[must_use]
    pub fn as_of(self, now: Time, calendar: &Calendar) -> (Time, bool) {
        let (starts, ends) = self.bounds(calendar);
        if now >= ends {
            (ends, false)
        } else {
            (now, now >= starts)
        }
    }
}

/// `2026-W47`.
impl fmt::Display for Week {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-W{:02}", self.year, self.number)
    }
}

/// Exactly `len` ASCII digits, as a number.
fn read_digits(text: &str, len: usize) -> Option<i32> {
    (text.len() == len && text.bytes().all(|b| b.is_ascii_digit()))
        .then(|| text.parse().ok())
        .flatten()
}

#[cfg(test)]
mod tests;
