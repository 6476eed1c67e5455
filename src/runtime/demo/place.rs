//! Places in time, counted from the demo's *now* in working hours, as the story counts them.

use chrono::{Datelike, Days, Duration};

use crate::domain::Time;
use crate::domain::worktime::Calendar;

/// How far back a working hour is looked for.
const DAYS_BACK: u64 = 3_660;
/// The dates that the rep gives and is given are on the half hour.
const HALF_HOUR: i64 = 30 * 60;

/// Where the demo stands in time.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'a> {
    pub(super) calendar: &'a Calendar,
    pub(super) now: Time,
}

impl Place<'_> {
    /// So many working hours before now; the latest such moment.
    pub(super) fn back(self, hours: f64) -> Time {
        let mut left = span(hours);
        let today = self.calendar.local(self.now).date_naive();
        for back in 0..DAYS_BACK {
            let Some(day) = today.checked_sub_days(Days::new(back)) else {
                break;
            };
            if !self.calendar.is_working_day(day) {
                continue;
            }
            let (start, end) = (
                self.calendar.morning(day),
                self.calendar.evening(day).min(self.now),
            );
            if end <= start {
                continue;
            }
            let worked = self.calendar.between(start, end);
            if left <= worked {
                return self.calendar.add(start, worked - left);
            }
            left -= worked;
        }
        self.now - left
    }

    /// The mornings of so many Mondays before this week's, the latest first.
    pub(super) fn mondays(self, count: u64) -> impl Iterator<Item = Time> {
        let today = self.calendar.local(self.now).date_naive();
        let since = u64::from(today.weekday().num_days_from_monday());
        (1..=count).filter_map(move |weeks| {
            let monday = today.checked_sub_days(Days::new(since + 7 * weeks))?;
            Some(self.calendar.morning(monday))
        })
    }

    /// So many hours on the wall before now.
    pub(super) fn wall(self, hours: f64) -> Time {
        self.now - span(hours)
    }

    /// So many working hours after a moment.
    pub(super) fn after(self, from: Time, hours: f64) -> Time {
        self.calendar.add(from, span(hours))
    }

    /// A date that somebody names, so many working hours after a moment: on the half hour, as people say it.
    pub(super) fn date(self, from: Time, hours: f64) -> Time {
        let at = self.after(from, hours);
        let over = at.timestamp().rem_euclid(HALF_HOUR);
        if over == 0 {
            at
        } else {
            at + Duration::seconds(HALF_HOUR - over)
        }
    }
}

/// Hours as a duration, to the minute. Negative hours count as none.
pub(super) fn span(hours: f64) -> Duration {
    // A second more, so that 1.1 hours are 66 minutes and not 65.
    let seconds = std::time::Duration::try_from_secs_f64(hours.max(0.0) * 3600.0 + 1.0).unwrap_or_default();
    Duration::minutes(i64::try_from(seconds.as_secs() / 60).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn time(text: &str) -> Time {
        text.parse().unwrap()
    }

    #[test]
    fn hours_are_counted_back_as_the_story_says() {
        let calendar = Calendar::default();
        let place = Place {
            calendar: &calendar,
            now: time("2026-11-23T07:42:00Z"),
        };
        for (hours, at) in [
            (0.0, "2026-11-20T17:00:00Z"),
            (0.5, "2026-11-20T16:30:00Z"),
            (8.0, "2026-11-20T09:00:00Z"),
            (12.0, "2026-11-19T13:00:00Z"),
            (40.0, "2026-11-16T09:00:00Z"),
        ] {
            assert_eq!(place.back(hours), time(at), "{hours}");
        }
        assert_eq!(place.wall(1.1), time("2026-11-23T06:36:00Z"));
    }

    #[test]
    fn within_a_day_only_what_has_passed_of_it_counts() {
        let calendar = Calendar::default();
        let place = Place {
            calendar: &calendar,
            now: time("2026-11-25T13:00:00Z"),
        };
        assert_eq!(place.back(1.5), time("2026-11-25T11:30:00Z"));
        assert_eq!(place.back(5.0), time("2026-11-24T16:00:00Z"));
    }

    #[test]
    fn dates_are_on_the_half_hour_and_within_working_time() {
        let calendar = Calendar::default();
        let place = Place {
            calendar: &calendar,
            now: time("2026-11-23T07:42:00Z"),
        };
        assert_eq!(
            place.date(time("2026-11-20T16:12:00Z"), 0.1),
            time("2026-11-20T16:30:00Z")
        );
        assert_eq!(
            place.date(time("2026-11-20T16:48:00Z"), 1.0),
            time("2026-11-23T10:00:00Z")
        );
    }
}
