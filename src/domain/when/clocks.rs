//! The time of day of a date phrase, and spans of hours and minutes. Words come in lower case.

use chrono::{Duration, NaiveTime};

use super::phrase::Sureness::{self, Doubtful, Hardly, Likely, Sure};
use super::words::{count, digits};

/// A time of day, as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Clock {
    Time(NaiveTime),
    /// An hour from 0 to 23 that says nothing of morning or afternoon.
    Hour(u32),
    Morning,
    Noon,
    Afternoon,
    Evening,
    Night,
    /// The end of working time.
    WorkEnd,
}

/// A time of day found at the start of some words.
pub(super) struct FoundClock {
    pub(super) clock: Clock,
    pub(super) words: usize,
    pub(super) sureness: Sureness,
}

/// Words that are, as a whole, a span in hours or minutes: `in 2 hours`, `2h`, `30m`, `1h30`, `1.5h`, `half an hour`.
pub(super) fn span(words: &[&str]) -> Option<(Duration, Sureness)> {
    let (rest, said) = match words {
        ["in", rest @ ..] | [rest @ .., "from", "now"] => (rest, true),
        _ => (words, false),
    };
    let sureness = if said { Sure } else { Hardly };
    match rest {
        ["half", "an", "hour"] => Some((Duration::minutes(30), sureness)),
        [number, unit] => {
            // `2 m` is rather a length of pipe.
            let minutes = minutes_in(unit).filter(|_| *unit != "m")?;
            Some((scaled(number, minutes)?, sureness))
        }
        [glued] => {
            let (number, unit) = glued.split_at(glued.find(char::is_alphabetic)?);
            if let Some(minutes) = minutes_in(unit) {
                // Thirty metres look just the same.
                let sureness = if unit == "m" {
                    sureness.min(Likely)
                } else {
                    sureness
                };
                return Some((scaled(number, minutes)?, sureness));
            }
            let minutes = unit
                .strip_prefix('h')?
                .trim_end_matches("min")
                .trim_end_matches('m');
            let minutes = digits(minutes).filter(|&minutes| minutes < 60)?;
            Some((
                scaled(number, 60)? + Duration::minutes(i64::from(minutes)),
                sureness,
            ))
        }
        _ => None,
    }
}

/// How many minutes a unit has.
fn minutes_in(unit: &str) -> Option<u32> {
    match unit {
        "m" | "min" | "mins" | "minute" | "minutes" => Some(1),
        "h" | "hr" | "hrs" | "hour" | "hours" => Some(60),
        _ => None,
    }
}

/// So many units of so many minutes; tenths of an hour are read.
fn scaled(number: &str, minutes: u32) -> Option<Duration> {
    if let Some((whole, tenths)) = number.split_once(['.', ',']) {
        let tenths = digits(tenths).filter(|_| tenths.len() == 1 && minutes == 60)?;
        return Some(Duration::minutes(
            i64::from(digits(whole)?) * 60 + i64::from(tenths) * 6,
        ));
    }
    Some(Duration::minutes(i64::from(count(number)?) * i64::from(minutes)))
}

/// The time of day at the start of the words. With `bare`, a last word that is only a number is an hour.
pub(super) fn clock(words: &[&str], bare: bool) -> Option<FoundClock> {
    let (rest, said) = match words {
        ["at", rest @ ..] => (rest, true),
        _ => (words, false),
    };
    let (clock, used, sureness) = match rest {
        ["noon" | "midday", ..] => (Clock::Noon, 1, Likely),
        ["morning", ..] => (Clock::Morning, 1, Doubtful),
        ["afternoon", ..] => (Clock::Afternoon, 1, Doubtful),
        ["evening", ..] => (Clock::Evening, 1, Doubtful),
        ["night", ..] => (Clock::Night, 1, Doubtful),
        ["eod" | "cob", ..] => (Clock::WorkEnd, 1, Likely),
        ["end", "of", "day", ..] => (Clock::WorkEnd, 3, Likely),
        ["end", "of", "the" | "this", "day", ..] => (Clock::WorkEnd, 4, Likely),
        [number, half @ ("am" | "pm" | "a.m" | "p.m"), ..] => {
            (Clock::Time(half_day(number, half.starts_with('p'))?), 2, Sure)
        }
        [number, "o'clock" | "o’clock", ..] => (hour(number)?, 2, Sure),
        [number, ..] => numeric_clock(number)
            .map(|(clock, sureness)| (clock, 1, sureness))
            .or_else(|| {
                hour(number)
                    .filter(|_| said || (bare && rest.len() == 1))
                    .map(|hour| (hour, 1, Likely))
            })?,
        [] => return None,
    };
    Some(FoundClock {
        clock,
        words: words.len() - rest.len() + used,
        sureness,
    })
}

/// `9am`, `9:30pm`, `16:30`, `9.30`.
fn numeric_clock(word: &str) -> Option<(Clock, Sureness)> {
    let word = word.trim_end_matches('.');
    let halves = [("am", false), ("pm", true), ("a.m", false), ("p.m", true)];
    for (ending, afternoon) in halves {
        if let Some(number) = word.strip_suffix(ending) {
            return Some((Clock::Time(half_day(number, afternoon)?), Sure));
        }
    }
    hours_minutes(word, ':')
        .map(|time| (Clock::Time(time), Likely))
        .or_else(|| hours_minutes(word, '.').map(|time| (Clock::Time(time), Doubtful)))
}

/// `9` or `9:30` of the morning or the afternoon.
fn half_day(word: &str, afternoon: bool) -> Option<NaiveTime> {
    let (hours, minutes) = word.split_once([':', '.']).unwrap_or((word, "00"));
    let hours = digits(hours).filter(|hours| (1..=12).contains(hours))? % 12;
    let minutes = digits(minutes).filter(|_| minutes.len() == 2)?;
    NaiveTime::from_hms_opt(if afternoon { hours + 12 } else { hours }, minutes, 0)
}

/// `16:30` or `16:30:00`, with this mark.
pub(super) fn hours_minutes(word: &str, mark: char) -> Option<NaiveTime> {
    let mut parts = word.split(mark);
    let hours = parts.next().filter(|part| part.len() <= 2)?;
    let two = |part: Option<&str>| part.filter(|part| part.len() == 2).and_then(digits);
    let minutes = two(parts.next())?;
    let seconds = match (parts.next(), mark) {
        (None, _) => 0,
        (part, ':') => two(part)?,
        _ => return None,
    };
    if parts.next().is_some() {
        return None;
    }
    NaiveTime::from_hms_opt(digits(hours)?, minutes, seconds)
}

/// A bare hour of the day.
fn hour(word: &str) -> Option<Clock> {
    digits(word)
        .filter(|&hour| word.len() <= 2 && hour < 24)
        .map(Clock::Hour)
}
