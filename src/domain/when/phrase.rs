//! A phrase made of a day and a time, before it is tied to a calendar.

use chrono::{DateTime, Duration};

use super::clocks::{self, Clock};
use super::days::{self, Day};
use crate::domain::Time;

/// How sure it is that words found in a line are meant as a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::domain) enum Sureness {
    /// Only where the line announces a date: `due 3d`. It is rather a length of time, or of pipe.
    Hardly,
    /// At the end of a line that leads to it: `by 27/11`, `on 3 nov`.
    Doubtful,
    /// At the end of a line: `sat`, `16:30`.
    Likely,
    /// Anywhere: `tomorrow`, `fri 10:00`.
    Sure,
}

/// What the words of a date say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Phrase {
    /// A moment with its zone, as programs write it.
    Exact(Time),
    /// So long from now.
    After(Duration),
    /// A time of day, today or tomorrow.
    At(Clock),
    /// A day, and perhaps a time.
    On(Day, Option<Clock>),
}

impl Phrase {
    /// Whether a date is written without its year.
    pub(super) const fn lacks_year(&self) -> bool {
        matches!(self, Self::On(Day::Date { year: None, .. }, _))
    }
}

/// Reads words that are one phrase as a whole. `alone` when nothing else can follow: a bare number after a day is then
/// an hour.
pub(super) fn read(words: &[&str], alone: bool) -> Option<(Phrase, Sureness)> {
    if let [word] = words
        && let Ok(exact) = DateTime::parse_from_rfc3339(&word.to_uppercase())
    {
        return Some((Phrase::Exact(exact.to_utc()), Sureness::Sure));
    }
    if let Some((span, sureness)) = clocks::span(words) {
        return Some((Phrase::After(span), sureness));
    }
    let mut day: Option<(Day, Sureness)> = None;
    let mut clock: Option<(Clock, Sureness)> = None;
    let mut rest = words;
    while !rest.is_empty() {
        let used = if day.is_none()
            && let Some(found) = days::day(rest)
        {
            day = Some((found.day, found.sureness));
            if let Some(time) = found.clock {
                clock = Some((time, Sureness::Sure));
            }
            found.words
        } else if clock.is_none()
            && let Some(found) = clocks::clock(rest, alone && day.is_some())
        {
            clock = Some((found.clock, found.sureness));
            found.words
        } else if clock.is_some() && day.is_none() && rest[0] == "on" {
            1
        } else {
            return None;
        };
        rest = rest.get(used..)?;
    }
    match (day, clock) {
        // `tom` is a name unless a time follows it.
        (Some((Day::Plus(1, _), Sureness::Doubtful)), None) if words == ["tom"] => None,
        (Some((day, sureness)), None) => Some((Phrase::On(day, None), sureness)),
        (Some((day, _)), Some((clock, _))) => Some((Phrase::On(day, Some(clock)), Sureness::Sure)),
        (None, Some((Clock::WorkEnd, sureness))) => {
            Some((Phrase::On(Day::Today, Some(Clock::WorkEnd)), sureness))
        }
        (None, Some((clock, sureness))) => Some((Phrase::At(clock), sureness)),
        (None, None) => None,
    }
}
