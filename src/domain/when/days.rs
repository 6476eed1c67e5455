//! The day of a date phrase. Words come in lower case.

use chrono::Weekday;

use super::clocks::{Clock, hours_minutes};
use super::phrase::Sureness::{self, Doubtful, Hardly, Likely, Sure};
use super::words::{count, day_number, digits, month, ordinal, weekday, year};

/// What is counted in days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Day,
    WorkingDay,
    Week,
    Month,
    Year,
}

/// What has a start and an end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Period {
    Week,
    Month,
    Year,
}

/// Which of the weekdays of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Week {
    /// The next one after today.
    Coming,
    /// The one in this calendar week.
    This,
    /// The one in the calendar week after this one.
    Next,
}

/// A day, as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Day {
    Yesterday,
    Today,
    /// Today, at night.
    Tonight,
    /// So many units from today.
    Plus(u32, Unit),
    Weekday(Weekday, Week),
    /// A date; without a year, the next such date. A weekday written with it must fit.
    Date {
        year: Option<i32>,
        month: u32,
        day: u32,
        weekday: Option<Weekday>,
    },
    /// `the 27th`.
    OfMonth(u32),
    /// `nov 2027`.
    MonthOf {
        year: i32,
        month: u32,
    },
    /// The start of the next one.
    Next(Period),
    /// The end of this one, or of the next one.
    EndOf(Period, bool),
    /// `end of january`.
    EndOfMonth(u32),
}

/// A day found at the start of some words.
pub(super) struct FoundDay {
    pub(super) day: Day,
    /// The time glued to it: `2026-11-27T14:00`.
    pub(super) clock: Option<Clock>,
    pub(super) words: usize,
    pub(super) sureness: Sureness,
}

/// The day at the start of the words, the longest that there is.
pub(super) fn day(words: &[&str]) -> Option<FoundDay> {
    if let Some(found) = iso_moment(words[0]) {
        return Some(found);
    }
    let (day, words, sureness) = weekday_phrase(words)
        .or_else(|| named_day(words))
        .or_else(|| period_phrase(words))
        .or_else(|| date(words))
        .or_else(|| days_ahead(words))?;
    Some(FoundDay {
        day,
        clock: None,
        words,
        sureness,
    })
}

type Piece = (Day, usize, Sureness);

/// `2026-11-27t14:00`.
fn iso_moment(word: &str) -> Option<FoundDay> {
    let (date, time) = word.split_once('t')?;
    let (year, month, day, _) = numeric_date(date)?;
    year?;
    Some(FoundDay {
        day: Day::Date {
            year,
            month,
            day,
            weekday: None,
        },
        clock: Some(Clock::Time(hours_minutes(time, ':')?)),
        words: 1,
        sureness: Sure,
    })
}

/// `today`, `tomorrow`, `day after tomorrow`, `this afternoon` (without the afternoon).
fn named_day(words: &[&str]) -> Option<Piece> {
    let (day, count, sureness) = match *words {
        ["the", "day", "after", "tomorrow", ..] => (Day::Plus(2, Unit::Day), 4, Sure),
        ["day", "after", "tomorrow", ..] => (Day::Plus(2, Unit::Day), 3, Sure),
        ["today", ..] | ["this", "morning" | "afternoon" | "evening", ..] => (Day::Today, 1, Sure),
        ["tonight", ..] => (Day::Tonight, 1, Sure),
        ["tomorrow" | "tmr" | "tmrw", ..] => (Day::Plus(1, Unit::Day), 1, Sure),
        ["tom", ..] => (Day::Plus(1, Unit::Day), 1, Doubtful),
        ["yesterday", ..] => (Day::Yesterday, 1, Sure),
        _ => return None,
    };
    Some((day, count, sureness))
}

/// `tue`, `next tue`, `tue next week`, `next week on tue`, and `tue 24 nov`.
fn weekday_phrase(words: &[&str]) -> Option<Piece> {
    let named = |word: &&str| weekday(word);
    match words {
        ["next", "week", "on", day, ..] if weekday(day).is_some() => {
            Some((Day::Weekday(named(day)?.0, Week::Next), 4, Sure))
        }
        ["next", "week", day, ..] if weekday(day).is_some() => {
            Some((Day::Weekday(named(day)?.0, Week::Next), 3, Sure))
        }
        ["next", day, ..] => Some((Day::Weekday(named(day)?.0, Week::Next), 2, Sure)),
        ["this", day, ..] => Some((Day::Weekday(named(day)?.0, Week::This), 2, Sure)),
        ["coming", day, ..] => Some((Day::Weekday(named(day)?.0, Week::Coming), 2, Sure)),
        [day, rest @ ..] => {
            let (weekday, sureness) = named(day)?;
            if let Some((Day::Date { year, month, day, .. }, count, _)) = date(rest) {
                let weekday = Some(weekday);
                return Some((
                    Day::Date {
                        year,
                        month,
                        day,
                        weekday,
                    },
                    count + 1,
                    Sure,
                ));
            }
            Some(match rest {
                ["next", "week", ..] => (Day::Weekday(weekday, Week::Next), 3, Sure),
                ["this", "week", ..] => (Day::Weekday(weekday, Week::This), 3, Sure),
                _ => (Day::Weekday(weekday, Week::Coming), 1, sureness),
            })
        }
        [] => None,
    }
}

/// `next week`, `end of month`, `end of next week`, `end of january`, `eom`.
fn period_phrase(words: &[&str]) -> Option<Piece> {
    match words {
        ["eow", ..] => return Some((Day::EndOf(Period::Week, false), 1, Likely)),
        ["eom", ..] => return Some((Day::EndOf(Period::Month, false), 1, Likely)),
        ["eoy", ..] => return Some((Day::EndOf(Period::Year, false), 1, Likely)),
        ["next", "working" | "business", "day", ..] => {
            return Some((Day::Plus(1, Unit::WorkingDay), 3, Sure));
        }
        ["next", name, ..] => return Some((Day::Next(period(name)?), 2, Sure)),
        _ => {}
    }
    let mut rest = words.strip_prefix(&["end", "of"])?;
    let mut next = false;
    while let [which @ ("the" | "this" | "next"), after @ ..] = rest {
        next |= *which == "next";
        rest = after;
    }
    let name = rest.first()?;
    let count = words.len() - rest.len() + 1;
    period(name)
        .map(|period| (Day::EndOf(period, next), count, Likely))
        .or_else(|| month(name).map(|month| (Day::EndOfMonth(month), count, Likely)))
}

/// The period of a name.
fn period(word: &str) -> Option<Period> {
    match word {
        "week" => Some(Period::Week),
        "month" => Some(Period::Month),
        "year" => Some(Period::Year),
        _ => None,
    }
}

/// `27.11.`, `27 nov`, `27th of november 2026`, `nov 27`, `the 27th`, `nov 2027`.
fn date(words: &[&str]) -> Option<Piece> {
    let first = words.first()?;
    let plain = |year, month, day| Day::Date {
        year,
        month,
        day,
        weekday: None,
    };
    if let Some((year, month, day, sureness)) = numeric_date(first) {
        return Some((plain(year, month, day), 1, sureness));
    }
    if *first == "the" {
        let (day, count, sureness) = date(&words[1..])?;
        return ordinal(words[1]).map(|_| (day, count + 1, sureness));
    }
    if let Some(month_number) = month(first) {
        let second = words.get(1)?;
        if let Some(year) = year(second) {
            return Some((
                Day::MonthOf {
                    year,
                    month: month_number,
                },
                2,
                Doubtful,
            ));
        }
        let day = day_number(second)?;
        let year = words.get(2).and_then(|word| year(word));
        return Some((
            plain(year, month_number, day),
            2 + usize::from(year.is_some()),
            Likely,
        ));
    }
    let day = day_number(first)?;
    let name = 1 + usize::from(words.get(1) == Some(&"of"));
    if let Some(month) = words.get(name).and_then(|word| month(word)) {
        let year = words.get(name + 1).and_then(|word| year(word));
        let count = name + 1 + usize::from(year.is_some());
        return Some((
            plain(year, month, day),
            count,
            if year.is_some() { Sure } else { Likely },
        ));
    }
    ordinal(first).map(|day| (Day::OfMonth(day), 1, Likely))
}

/// `2026-11-27`, `27.11.2026`, `27.11.26`, `27.11.`, `27/11`, and `27.11` where that is no time of day.
fn numeric_date(word: &str) -> Option<(Option<i32>, u32, u32, Sureness)> {
    let mark = word
        .chars()
        .find(|c| !c.is_ascii_digit())
        .filter(|c| matches!(c, '-' | '/' | '.'))?;
    let parts: Vec<&str> = word.split(mark).collect();
    let short = |part: &str| digits(part).filter(|_| part.len() <= 2);
    match (parts.as_slice(), mark) {
        ([y, m, d], _) if y.len() == 4 => Some((Some(year(y)?), short(m)?, short(d)?, Sure)),
        ([d, m, y], _) if y.len() == 4 => Some((Some(year(y)?), short(m)?, short(d)?, Sure)),
        ([d, m, ""], '.') => Some((None, short(m)?, short(d)?, Likely)),
        ([d, m, y], '.' | '/') if y.len() == 2 => {
            let year = i32::try_from(2000 + short(y)?).ok()?;
            Some((Some(year), short(m)?, short(d)?, Likely))
        }
        ([d, m], '/') => Some((None, short(m)?, short(d)?, Doubtful)),
        ([d, m], '.') if hours_minutes(word, '.').is_none() => {
            Some((None, short(m).filter(|_| m.len() == 2)?, short(d)?, Doubtful))
        }
        _ => None,
    }
}

/// `in 3 days`, `3d`, `2 weeks`, `in a month`, `in 2 working days`, `3 days from now`.
fn days_ahead(words: &[&str]) -> Option<Piece> {
    let (rest, mut sureness) = match words {
        ["in", rest @ ..] => (rest, Sure),
        _ => (words, Hardly),
    };
    let (count, unit, mut used) = match rest {
        [number, "working" | "business", "day" | "days", ..] => (count(number)?, Unit::WorkingDay, 3),
        [number, unit, ..] if count(number).is_some() && day_unit(unit).is_some() => {
            (count(number)?, day_unit(unit)?, 2)
        }
        [number, "d" | "w", ..] if sureness == Sure => (
            digits(number)?,
            if rest[1] == "d" { Unit::Day } else { Unit::Week },
            2,
        ),
        [glued, ..] => {
            let (number, unit) = glued.split_at(glued.find(|c: char| !c.is_ascii_digit())?);
            let unit = match unit {
                "d" => Unit::Day,
                "w" | "wk" => Unit::Week,
                "mo" => Unit::Month,
                "y" => Unit::Year,
                _ => day_unit(unit)?,
            };
            (digits(number)?, unit, 1)
        }
        [] => return None,
    };
    if rest[used..].starts_with(&["from", "now"]) {
        used += 2;
        sureness = Sure;
    }
    Some((Day::Plus(count, unit), words.len() - rest.len() + used, sureness))
}

/// A unit that is counted in days.
fn day_unit(word: &str) -> Option<Unit> {
    match word {
        "day" | "days" => Some(Unit::Day),
        "workday" | "workdays" => Some(Unit::WorkingDay),
        "week" | "weeks" | "wks" => Some(Unit::Week),
        "month" | "months" => Some(Unit::Month),
        "year" | "years" | "yrs" => Some(Unit::Year),
        _ => None,
    }
}
