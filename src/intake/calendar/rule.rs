//! Recurrence rules (RFC 5545, section 3.3.10), counted in days: which days a rule names between two others.
//!
//! Rules are walked period by period and never past the last day asked for, so that one without an end, or one that no
//! day ever fits, costs no more than the days looked at.

use std::collections::BTreeSet;

use chrono::{Datelike, Days, Duration, Months, NaiveDate, NaiveDateTime, Weekday};

/// Periods that are walked at most: a daily rule of five centuries.
const WALKED: u32 = 200_000;

/// How often.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Every {
    Day,
    Week,
    Month,
    Year,
}

/// When a rule ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ends {
    /// Never.
    Never,
    /// After so many.
    Count(u32),
    /// With this time, in the zone of the rule's start.
    Local(NaiveDateTime),
    /// With this time, in UTC.
    Utc(NaiveDateTime),
}

/// A recurrence rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Rule {
    every: Every,
    interval: u32,
    /// When it ends. An end in UTC is left to whoever knows the zone.
    pub(super) ends: Ends,
    months: BTreeSet<u32>,
    month_days: Vec<i32>,
    year_days: Vec<i32>,
    /// Which of the weekday in the month or year (0: every), and the weekday.
    weekdays: Vec<(i32, Weekday)>,
    positions: Vec<i32>,
    week_start: Weekday,
}

impl Rule {
    /// Reads a rule. The error says what is not understood.
    pub(super) fn read(text: &str) -> Result<Self, String> {
        let mut rule = Self {
            every: Every::Day,
            interval: 1,
            ends: Ends::Never,
            months: BTreeSet::new(),
            month_days: Vec::new(),
            year_days: Vec::new(),
            weekdays: Vec::new(),
            positions: Vec::new(),
            week_start: Weekday::Mon,
        };
        let mut has_frequency = false;
        for part in text.split(';').filter(|part| !part.trim().is_empty()) {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            let (name, value) = (
                name.trim().to_ascii_uppercase(),
                value.trim().to_ascii_uppercase(),
            );
            let wrong = || format!("{name}={value}");
            match name.as_str() {
                "FREQ" => {
                    has_frequency = true;
                    rule.every = match value.as_str() {
                        "DAILY" => Every::Day,
                        "WEEKLY" => Every::Week,
                        "MONTHLY" => Every::Month,
                        "YEARLY" => Every::Year,
                        _ => return Err(wrong()),
                    };
                }
                "INTERVAL" => rule.interval = value.parse().ok().filter(|n| *n > 0).ok_or_else(wrong)?,
                "COUNT" => rule.ends = Ends::Count(value.parse().map_err(|_| wrong())?),
                "UNTIL" => rule.ends = until(&value).ok_or_else(wrong)?,
                "BYMONTH" => {
                    let months = numbers(&value, 1..=12).ok_or_else(wrong)?;
                    rule.months = months.into_iter().map(i32::unsigned_abs).collect();
                }
                "BYMONTHDAY" => rule.month_days = numbers(&value, -31..=31).ok_or_else(wrong)?,
                "BYYEARDAY" => rule.year_days = numbers(&value, -366..=366).ok_or_else(wrong)?,
                "BYSETPOS" => rule.positions = numbers(&value, -366..=366).ok_or_else(wrong)?,
                "BYDAY" => {
                    rule.weekdays = value
                        .split(',')
                        .map(weekday)
                        .collect::<Option<_>>()
                        .ok_or_else(wrong)?;
                }
                "WKST" => rule.week_start = weekday(&value).map(|(_, day)| day).ok_or_else(wrong)?,
                // Within a day, or by the number of the week: nobody meets a client that way.
                _ => return Err(wrong()),
            }
        }
        if has_frequency {
            Ok(rule)
        } else {
            Err(text.to_owned())
        }
    }

    /// The days that the rule names, `first` always among them, that lie between two others, both included. `None` when
    /// that takes more steps than any real rule does.
    pub(super) fn days(&self, first: NaiveDate, from: NaiveDate, to: NaiveDate) -> Option<Vec<NaiveDate>> {
        let mut days = Vec::new();
        let mut counted = 0;
        let last = match self.ends {
            Ends::Local(until) => to.min(until.date()),
            // The zone may be a day ahead; whoever knows it cuts off the rest.
            Ends::Utc(until) => to.min(until.date().checked_add_days(Days::new(1)).unwrap_or(to)),
            Ends::Never | Ends::Count(_) => to,
        };
        let mut take = |day: NaiveDate| {
            counted += 1;
            if day >= from && day <= to {
                days.push(day);
            }
            !matches!(self.ends, Ends::Count(most) if counted >= most)
        };
        if !take(first) {
            return Some(days);
        }
        let begin = self.first_step(first, from);
        for step in begin..begin.saturating_add(WALKED) {
            let Some(start) = self.period(first, step) else {
                return Some(days);
            };
            if start > last {
                return Some(days);
            }
            for day in self.chosen(first, start) {
                if day > last {
                    return Some(days);
                }
                if day > first && !take(day) {
                    return Some(days);
                }
            }
        }
        None
    }

    /// The period to begin with: the first, where what comes before the days asked for has to be counted.
    fn first_step(&self, first: NaiveDate, from: NaiveDate) -> u32 {
        if matches!(self.ends, Ends::Count(_)) || from <= first {
            return 0;
        }
        let periods = match self.every {
            Every::Day => (from - first).num_days(),
            Every::Week => (from - first).num_weeks(),
            Every::Month => months_between(first, from),
            Every::Year => i64::from(from.year() - first.year()),
        };
        let steps = (periods - 1) / i64::from(self.interval) - 1;
        u32::try_from(steps).unwrap_or(0)
    }

    /// The first day of a period.
    fn period(&self, first: NaiveDate, step: u32) -> Option<NaiveDate> {
        let by = step.checked_mul(self.interval)?;
        match self.every {
            Every::Day => first.checked_add_days(Days::new(by.into())),
            Every::Week => week_of(first, self.week_start)?.checked_add_days(Days::new(u64::from(by) * 7)),
            Every::Month => first.with_day(1)?.checked_add_months(Months::new(by)),
            Every::Year => NaiveDate::from_ymd_opt(first.year().checked_add(i32::try_from(by).ok()?)?, 1, 1),
        }
    }

    /// The days of a period that the rule names, in order.
    fn chosen(&self, first: NaiveDate, start: NaiveDate) -> Vec<NaiveDate> {
        let mut days = match self.every {
            Every::Day => vec![start],
            Every::Week => start.iter_days().take(7).collect(),
            Every::Month => month(start),
            Every::Year => year(start),
        };
        days.retain(|day| self.fits(first, *day));
        if self.positions.is_empty() {
            return days;
        }
        let count = i64::try_from(days.len()).unwrap_or(i64::MAX);
        let mut places: Vec<usize> = self
            .positions
            .iter()
            .map(|at| {
                if *at < 0 {
                    count + i64::from(*at)
                } else {
                    i64::from(*at) - 1
                }
            })
            .filter_map(|at| usize::try_from(at).ok())
            .collect();
        places.sort_unstable();
        places.dedup();
        places
            .into_iter()
            .filter_map(|at| days.get(at).copied())
            .collect()
    }

    /// Whether a day of the rule's period is one that it names.
    fn fits(&self, first: NaiveDate, day: NaiveDate) -> bool {
        if !self.months.is_empty() && !self.months.contains(&day.month()) {
            return false;
        }
        let yearly = self.every == Every::Year;
        if yearly && !self.year_days.is_empty() {
            let length = i32::try_from(year(day).len()).unwrap_or(365);
            let at = i32::try_from(day.ordinal()).unwrap_or(0);
            if !self
                .year_days
                .iter()
                .any(|wanted| *wanted == at || *wanted == at - length - 1)
            {
                return false;
            }
        }
        if !self.month_days.is_empty() {
            let length = i32::try_from(month(day).len()).unwrap_or(31);
            let at = i32::try_from(day.day()).unwrap_or(0);
            if !self
                .month_days
                .iter()
                .any(|wanted| *wanted == at || *wanted == at - length - 1)
            {
                return false;
            }
        }
        if !self.weekdays.is_empty() {
            let of_month = self.every == Every::Month || (yearly && !self.months.is_empty());
            return self.weekdays.iter().any(|(which, weekday)| {
                *weekday == day.weekday() && (*which == 0 || is_nth(*which, day, of_month, yearly))
            });
        }
        if !self.month_days.is_empty() || !self.year_days.is_empty() {
            return true;
        }
        match self.every {
            Every::Day => true,
            Every::Week => day.weekday() == first.weekday(),
            Every::Month => day.day() == first.day(),
            Every::Year => {
                day.day() == first.day() && (!self.months.is_empty() || day.month() == first.month())
            }
        }
    }
}

/// Whether a day is the so-maniest of its weekday in its month, or in its year.
fn is_nth(which: i32, day: NaiveDate, of_month: bool, yearly: bool) -> bool {
    let (at, length) = if of_month {
        (day.day0(), month(day).len())
    } else if yearly {
        (day.ordinal0(), year(day).len())
    } else {
        // An ordinal means nothing within a week.
        return true;
    };
    let from_end = u32::try_from(length).unwrap_or(0).saturating_sub(at + 1);
    let nth = if which > 0 { at / 7 } else { from_end / 7 };
    nth + 1 == which.unsigned_abs()
}

fn month(day: NaiveDate) -> Vec<NaiveDate> {
    let from = day.with_day(1).unwrap_or(day);
    from.iter_days()
        .take_while(|other| other.month() == day.month())
        .collect()
}

fn year(day: NaiveDate) -> Vec<NaiveDate> {
    let from = NaiveDate::from_ymd_opt(day.year(), 1, 1).unwrap_or(day);
    from.iter_days()
        .take_while(|other| other.year() == day.year())
        .collect()
}

fn week_of(day: NaiveDate, start: Weekday) -> Option<NaiveDate> {
    let back = day.weekday().days_since(start);
    day.checked_sub_signed(Duration::days(back.into()))
}

fn months_between(from: NaiveDate, to: NaiveDate) -> i64 {
    i64::from(to.year() - from.year()) * 12 + i64::from(to.month()) - i64::from(from.month())
}

/// `20261231T225959Z`, `20261231T235959` or `20261231`.
fn until(text: &str) -> Option<Ends> {
    // A sign would make room for years that no arithmetic holds.
    if !text.starts_with(|c: char| c.is_ascii_digit()) || text.len() > 16 {
        return None;
    }
    if let Some(utc) = text.strip_suffix('Z') {
        return NaiveDateTime::parse_from_str(utc, "%Y%m%dT%H%M%S")
            .ok()
            .map(Ends::Utc);
    }
    if let Ok(local) = NaiveDateTime::parse_from_str(text, "%Y%m%dT%H%M%S") {
        return Some(Ends::Local(local));
    }
    let day = NaiveDate::parse_from_str(text, "%Y%m%d").ok()?;
    day.and_hms_opt(23, 59, 59).map(Ends::Local)
}

/// Numbers parted by commas; 0 is none of them.
fn numbers(text: &str, within: std::ops::RangeInclusive<i32>) -> Option<Vec<i32>> {
    let number = |part: &str| part.trim().parse().ok().filter(|n| *n != 0 && within.contains(n));
    text.split(',').map(number).collect()
}

/// `MO`, `2TU`, `-1FR`.
fn weekday(text: &str) -> Option<(i32, Weekday)> {
    let text = text.trim();
    let (which, day) = text.split_at_checked(text.len().checked_sub(2)?)?;
    let day = match day {
        "MO" => Weekday::Mon,
        "TU" => Weekday::Tue,
        "WE" => Weekday::Wed,
        "TH" => Weekday::Thu,
        "FR" => Weekday::Fri,
        "SA" => Weekday::Sat,
        "SU" => Weekday::Sun,
        _ => return None,
    };
    let which = if which.is_empty() {
        Some(0)
    } else {
        which.parse().ok()
    };
    which.map(|which| (which, day))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn days(rule: &str, first: &str, from: &str, to: &str) -> String {
        let days = Rule::read(rule)
            .unwrap()
            .days(day(first), day(from), day(to))
            .unwrap();
        let days: Vec<String> = days
            .iter()
            .map(|day| day.format("%-d.%-m.").to_string())
            .collect();
        days.join(" ")
    }

    #[test]
    fn rules_name_the_days_that_people_mean_by_them() {
        for (rule, first, days_named) in [
            (
                "FREQ=DAILY",
                "2026-11-20",
                "20.11. 21.11. 22.11. 23.11. 24.11. 25.11. 26.11. 27.11. 28.11. 29.11. 30.11.",
            ),
            ("FREQ=DAILY;INTERVAL=4;COUNT=2", "2026-11-20", "20.11. 24.11."),
            (
                "FREQ=DAILY;BYDAY=MO,TU",
                "2026-11-20",
                "20.11. 23.11. 24.11. 30.11.",
            ),
            ("FREQ=WEEKLY", "2026-11-20", "20.11. 27.11."),
            (
                "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,FR",
                "2026-11-10",
                "10.11. 13.11. 24.11. 27.11.",
            ),
            (
                "FREQ=WEEKLY;UNTIL=20261124T120000",
                "2026-11-03",
                "3.11. 10.11. 17.11. 24.11.",
            ),
            ("FREQ=MONTHLY", "2026-01-24", "24.11."),
            ("FREQ=MONTHLY;BYDAY=-1FR", "2025-01-31", "27.11."),
            ("FREQ=MONTHLY;BYDAY=2TU", "2025-01-14", "10.11."),
            ("FREQ=MONTHLY;BYMONTHDAY=-1", "2025-01-31", "30.11."),
            (
                "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
                "2025-01-31",
                "30.11.",
            ),
            ("FREQ=YEARLY", "2020-11-23", "23.11."),
            ("FREQ=YEARLY;BYMONTH=11;BYDAY=4TH", "2020-11-26", "26.11."),
            ("FREQ=YEARLY;BYDAY=-6MO", "2020-11-23", "23.11."),
            ("FREQ=YEARLY;BYMONTHDAY=13;BYDAY=FR", "2020-03-13", "13.11."),
            ("FREQ=YEARLY;BYYEARDAY=-32", "2020-11-30", "30.11."),
        ] {
            assert_eq!(
                days(rule, first, "2026-11-01", "2026-11-30"),
                days_named,
                "{rule}"
            );
        }
    }

    #[test]
    fn the_31st_of_every_month_leaves_out_the_short_ones() {
        let named = days("FREQ=MONTHLY;COUNT=4", "2026-01-31", "2026-01-01", "2027-01-01");
        assert_eq!(named, "31.1. 31.3. 31.5. 31.7.");
    }

    #[test]
    fn a_rule_is_walked_from_the_days_asked_for_and_not_from_its_beginning() {
        for (rule, first) in [
            ("FREQ=DAILY;INTERVAL=3", "1971-01-01"),
            ("FREQ=WEEKLY;INTERVAL=3;BYDAY=MO,SU;WKST=SU", "1971-01-03"),
            ("FREQ=MONTHLY;INTERVAL=5;BYMONTHDAY=1,-1", "1971-01-01"),
            ("FREQ=YEARLY;INTERVAL=2;BYMONTH=11", "1970-11-22"),
        ] {
            let all = Rule::read(rule)
                .unwrap()
                .days(day(first), day(first), day("2027-12-31"))
                .unwrap();
            let (from, to) = (day("2026-06-01"), day("2026-12-31"));
            let part = Rule::read(rule).unwrap().days(day(first), from, to).unwrap();
            let wanted: Vec<NaiveDate> = all.into_iter().filter(|day| *day >= from && *day <= to).collect();
            assert_eq!(part, wanted, "{rule}");
        }
    }

    #[test]
    fn a_rule_that_no_day_fits_ends() {
        let named = days(
            "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
            "1970-01-01",
            "2026-01-01",
            "2026-12-31",
        );
        assert_eq!(named, "");
    }

    #[test]
    fn what_is_not_understood_is_named() {
        for (rule, part) in [
            ("FREQ=SECONDLY", "FREQ=SECONDLY"),
            ("FREQ=DAILY;BYHOUR=9,17", "BYHOUR=9,17"),
            ("FREQ=DAILY;INTERVAL=0", "INTERVAL=0"),
            ("FREQ=WEEKLY;BYDAY=XX", "BYDAY=XX"),
            ("COUNT=3", "COUNT=3"),
        ] {
            assert_eq!(Rule::read(rule), Err(part.to_owned()));
        }
    }
}
