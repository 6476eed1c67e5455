//! Days that are past, for what is noted afterwards: `yesterday`, `mon`, `3 days ago`, `2026-11-02`.

use chrono::{Datelike, Days, NaiveDate};

use super::words;
use crate::domain::Time;
use crate::domain::worktime::Calendar;

/// Reads a day that is today or before; `None` for anything else. A weekday is the latest one before today.
fn past_day(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let lower = text.trim().to_lowercase();
    let parts: Vec<&str> = lower.split_whitespace().collect();
    let back = |days: u64| today.checked_sub_days(Days::new(days));
    let day = match parts.as_slice() {
        ["today" | "now"] => Some(today),
        ["yesterday"] => back(1),
        [count, unit, "ago"] => {
            let days = match *unit {
                "day" | "days" => 1,
                "week" | "weeks" => 7,
                _ => return None,
            };
            back(count.parse::<u64>().ok()?.checked_mul(days)?)
        }
        [one] => words::weekday(one).map_or_else(
            || NaiveDate::parse_from_str(one, "%Y-%m-%d").ok(),
            |(weekday, _)| (1..=7).filter_map(back).find(|day| day.weekday() == weekday),
        ),
        _ => None,
    };
    day.filter(|day| *day <= today)
}

/// Noon of a past day, as `past_day` reads it; of today, now.
#[must_use]
pub fn past_moment(text: &str, now: Time, calendar: &Calendar) -> Option<Time> {
    let today = calendar.local(now).date_naive();
    let day = past_day(text, today)?;
    let noon = chrono::NaiveTime::from_hms_opt(12, 0, 0)?;
    Some(if day == today {
        now
    } else {
        calendar.instant(day.and_time(noon))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn past_days_are_read_as_said_and_days_to_come_are_not() {
        // A Monday.
        let today: NaiveDate = "2026-11-23".parse().unwrap();
        for (text, day) in [
            ("today", "2026-11-23"),
            ("Yesterday", "2026-11-22"),
            ("fri", "2026-11-20"),
            ("monday", "2026-11-16"),
            ("3 days ago", "2026-11-20"),
            ("2 weeks ago", "2026-11-09"),
            ("2026-11-02", "2026-11-02"),
        ] {
            assert_eq!(past_day(text, today), Some(day.parse().unwrap()), "{text}");
        }
        for text in [
            "",
            "tomorrow",
            "2026-11-24",
            "in 3 days",
            "x days ago",
            "99999999999999999999 weeks ago",
        ] {
            assert_eq!(past_day(text, today), None, "{text}");
        }
    }
}
