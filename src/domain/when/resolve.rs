//! The moment that a phrase means, seen from now.

use chrono::{Datelike, Months, NaiveDate, NaiveTime, Timelike, Weekday};

use super::clocks::Clock;
use super::days::{Day, Period, Unit, Week};
use super::phrase::Phrase;
use crate::domain::Time;
use crate::domain::worktime::{Calendar, after};

/// Dates further away are taken for slips of the pen.
pub(super) const YEARS_AHEAD: u32 = 100;

/// Why a phrase names no moment.
pub(super) enum Problem {
    Words,
    NoSuchDay,
    OtherWeekday(Weekday),
    Past(Time),
    TooFar,
}

/// The moment a phrase names, if it is in the future.
pub(super) fn resolve(phrase: &Phrase, now: Time, calendar: &Calendar) -> Result<Time, Problem> {
    let today = calendar.local(now).date_naive();
    let at = match *phrase {
        Phrase::Exact(at) => at,
        Phrase::After(span) => now.checked_add_signed(span).ok_or(Problem::TooFar)?,
        Phrase::At(clock) => {
            let at = clock_on(clock, today, calendar);
            if at > now {
                at
            } else {
                clock_on(clock, after(today, 1), calendar)
            }
        }
        Phrase::On(day, clock) => {
            let date = date_of(day, now, calendar)?;
            match clock {
                Some(Clock::Hour(hour @ 1..12)) if day == Day::Tonight => {
                    clock_on(Clock::Hour(hour + 12), date, calendar)
                }
                Some(clock) => clock_on(clock, date, calendar),
                None => day_alone(day, date, today, calendar),
            }
        }
    };
    let horizon = now.checked_add_months(Months::new(YEARS_AHEAD * 12));
    if at <= now {
        Err(Problem::Past(at))
    } else if horizon.is_none_or(|horizon| at > horizon) {
        Err(Problem::TooFar)
    } else {
        Ok(at)
    }
}

/// The moment of a day for which no time was written.
fn day_alone(day: Day, date: NaiveDate, today: NaiveDate, calendar: &Calendar) -> Time {
    let ends = matches!(day, Day::EndOf(..) | Day::EndOfMonth(_));
    if day == Day::Tonight {
        calendar.instant(date.and_time(hour(20)))
    } else if ends || date == today {
        calendar.evening(date)
    } else {
        calendar.morning(date)
    }
}

/// A time of day on a date.
fn clock_on(clock: Clock, date: NaiveDate, calendar: &Calendar) -> Time {
    let time = match clock {
        Clock::Time(time) => time,
        Clock::Hour(bare) => {
            let (from, to) = (calendar.morning(date), calendar.evening(date));
            let [early, late] = [bare, bare + 12].map(|bare| calendar.instant(date.and_time(hour(bare))));
            hour(if (1..12).contains(&bare) && early < from && late <= to {
                bare + 12
            } else {
                bare
            })
        }
        Clock::Noon => hour(12),
        Clock::Afternoon => hour(15),
        Clock::Evening => hour(19),
        Clock::Night => hour(20),
        Clock::Morning => return calendar.morning(date),
        Clock::WorkEnd => return calendar.evening(date),
    };
    calendar.instant(date.and_time(time))
}

/// The full hour, of 24.
fn hour(hour: u32) -> NaiveTime {
    NaiveTime::default().with_hour(hour % 24).unwrap_or_default()
}

/// The date a day means, seen from today.
fn date_of(day: Day, now: Time, calendar: &Calendar) -> Result<NaiveDate, Problem> {
    let today = calendar.local(now).date_naive();
    let far = Problem::TooFar;
    let date = match day {
        Day::Today | Day::Tonight => today,
        Day::Yesterday => today.pred_opt().ok_or(Problem::NoSuchDay)?,
        Day::Plus(count, Unit::Day) => today.checked_add_days(days(count)).ok_or(far)?,
        Day::Plus(count, Unit::Week) => today.checked_add_days(days(count.saturating_mul(7))).ok_or(far)?,
        Day::Plus(count, Unit::Month) => today.checked_add_months(Months::new(count)).ok_or(far)?,
        Day::Plus(count, Unit::Year) => {
            let months = Months::new(count.saturating_mul(12));
            today.checked_add_months(months).ok_or(far)?
        }
        Day::Plus(count, Unit::WorkingDay) => {
            calendar.local(calendar.add_working_days(now, count)).date_naive()
        }
        Day::Weekday(weekday, week) => weekday_in(weekday, week, today),
        Day::Date {
            year,
            month,
            day,
            weekday,
        } => {
            let date = dated(year, month, day, today).ok_or(Problem::NoSuchDay)?;
            if weekday.is_some_and(|weekday| weekday != date.weekday()) {
                return Err(Problem::OtherWeekday(date.weekday()));
            }
            date
        }
        Day::OfMonth(day) => next_of_month(day, today).ok_or(Problem::NoSuchDay)?,
        Day::MonthOf { year, month } => {
            let first = NaiveDate::from_ymd_opt(year, month, 1).ok_or(Problem::NoSuchDay)?;
            calendar.working_day_from(first)
        }
        Day::Next(period) => calendar.working_day_from(start_of_next(period, today)),
        Day::EndOf(period, next) => {
            let within = if next { start_of_next(period, today) } else { today };
            last_working_day(period, within, now, calendar)
        }
        Day::EndOfMonth(month) => {
            let this_year = NaiveDate::from_ymd_opt(today.year(), month, 1);
            let first = this_year.filter(|_| month >= today.month());
            let first = first.or_else(|| NaiveDate::from_ymd_opt(today.year() + 1, month, 1));
            last_working_day(Period::Month, first.ok_or(Problem::NoSuchDay)?, now, calendar)
        }
    };
    Ok(date)
}

/// So many days, as chrono wants them.
fn days(count: u32) -> chrono::Days {
    chrono::Days::new(u64::from(count))
}

/// A weekday, seen from today.
fn weekday_in(weekday: Weekday, week: Week, today: NaiveDate) -> NaiveDate {
    let of_week = |monday: NaiveDate| after(monday, u64::from(weekday.num_days_from_monday()));
    let this_monday = today.week(Weekday::Mon).checked_first_day().unwrap_or(today);
    match week {
        Week::Coming => {
            let ahead = weekday.days_since(today.weekday());
            after(today, u64::from(if ahead == 0 { 7 } else { ahead }))
        }
        Week::This => of_week(this_monday),
        Week::Next => of_week(after(this_monday, 7)),
    }
}

/// A date; without a year, the next one there is, today included.
fn dated(year: Option<i32>, month: u32, day: u32, today: NaiveDate) -> Option<NaiveDate> {
    if let Some(year) = year {
        return NaiveDate::from_ymd_opt(year, month, day);
    }
    // Nine years, because 29 February can be missing for eight.
    (today.year()..today.year() + 9)
        .filter_map(|year| NaiveDate::from_ymd_opt(year, month, day))
        .find(|&date| date >= today)
}

/// The next day with that number in its month, today included.
fn next_of_month(day: u32, today: NaiveDate) -> Option<NaiveDate> {
    let first = today.with_day(1)?;
    (0..4)
        .filter_map(|ahead| first.checked_add_months(Months::new(ahead))?.with_day(day))
        .find(|&date| date >= today)
}

/// The first day of the period after the one that holds `today`.
pub(super) fn start_of_next(period: Period, today: NaiveDate) -> NaiveDate {
    last_day(period, today).succ_opt().unwrap_or(today)
}

/// The last day of the period that holds `day`.
fn last_day(period: Period, day: NaiveDate) -> NaiveDate {
    let last = match period {
        Period::Week => day.week(Weekday::Mon).checked_last_day(),
        Period::Month => {
            let next = day
                .with_day(1)
                .and_then(|first| first.checked_add_months(Months::new(1)));
            next.and_then(|next| next.pred_opt())
        }
        Period::Year => NaiveDate::from_ymd_opt(day.year(), 12, 31),
    };
    last.unwrap_or(day)
}

/// The last working day of the period that holds `within`; once that is over, the period's last day.
fn last_working_day(period: Period, within: NaiveDate, now: Time, calendar: &Calendar) -> NaiveDate {
    let last = last_day(period, within);
    let back = std::iter::successors(Some(last), NaiveDate::pred_opt);
    back.take_while(|&day| day >= within)
        .find(|&day| calendar.is_working_day(day) && calendar.evening(day) > now)
        .unwrap_or(last)
}
