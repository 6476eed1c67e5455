//! Working time: hours, days, holidays, and the zone they are in.

use std::collections::BTreeSet;

use chrono::{DateTime, Datelike, Days, Duration, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeZone};
use chrono_tz::{GapInfo, Tz};

use super::Time;

/// Days without any working span after which a clock goes on in plain elapsed time: ten years of holidays.
const IDLE_DAYS: u32 = 3_660;
/// Days over which one clock is counted in working time; what is left after a century runs in elapsed time.
const WALKED_DAYS: u32 = 36_525;
/// When a day starts or ends where the week names no hours at all.
const PLAIN_HOURS: (u32, u32) = (9, 17);

/// The rep's working hours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    /// The zone in which days begin and hours count.
    pub zone: Tz,
    /// For each weekday from Monday: spans of working time, in order, not overlapping, each ending after it starts. An
    /// end of 00:00 is the midnight at the end of the day.
    pub week: [Vec<(NaiveTime, NaiveTime)>; 7],
    /// Days on which nobody works.
    pub holidays: BTreeSet<NaiveDate>,
}

/// Monday to Friday, 9:00 to 17:00, UTC, no holidays.
impl Default for Calendar {
    fn default() -> Self {
        let day: Vec<_> = NaiveTime::from_hms_opt(9, 0, 0)
            .zip(NaiveTime::from_hms_opt(17, 0, 0))
            .into_iter()
            .collect();
        let week = std::array::from_fn(|weekday| if weekday < 5 { day.clone() } else { Vec::new() });
        Self {
            zone: Tz::UTC,
            week,
            holidays: BTreeSet::new(),
        }
    }
}

/// Local and absolute time.
impl Calendar {
    /// The moment as the rep's wall clock shows it. Moments outside the years 1 to 9999 are moved to the nearest
    /// moment inside, so that no arithmetic on the result can overflow.
    #[must_use]
    pub fn local(&self, at: Time) -> DateTime<Tz> {
        bounded(at).with_timezone(&self.zone)
    }

    /// The moment at which the rep's wall clock shows `local`.
    ///
    /// A time skipped when the clocks go forward is shifted forward by what was skipped (02:30 becomes 03:30); of
    /// a time shown twice when they go back, the earlier is meant.
    #[must_use]
    pub fn instant(&self, local: NaiveDateTime) -> Time {
        self.shown(local).unwrap_or_else(|| {
            let (_, before) = self.gap_start(local);
            (local - before).and_utc()
        })
    }

    /// As [`Self::instant`], but a skipped time is the moment of the change itself: where a span that begins or ends
    /// within the gap really begins or ends.
    fn edge(&self, local: NaiveDateTime) -> Time {
        self.shown(local).unwrap_or_else(|| {
            let (first_skipped, before) = self.gap_start(local);
            (first_skipped - before).and_utc()
        })
    }

    /// The moment a wall-clock time stands for, unless it is skipped.
    fn shown(&self, local: NaiveDateTime) -> Option<Time> {
        use chrono::offset::LocalResult;
        match self.zone.from_local_datetime(&local) {
            LocalResult::Single(at) => Some(at.to_utc()),
            // chrono does not keep its promise on the order of the two (chrono issue 1625).
            LocalResult::Ambiguous(one, other) => Some(one.min(other).to_utc()),
            LocalResult::None => None,
        }
    }

    /// For a skipped time: the first time skipped with it, and the zone's offset until then.
    fn gap_start(&self, skipped: NaiveDateTime) -> (NaiveDateTime, chrono::FixedOffset) {
        GapInfo::new(&skipped, &self.zone)
            .and_then(|gap| gap.begin)
            .map_or_else(
                || (skipped, chrono::Utc.fix()),
                |(first, offset)| (first, offset.fix()),
            )
    }
}

/// Clocks that count working time.
impl Calendar {
    /// The end of a clock of `hours` working hours that starts at `from`; see [`Self::add`].
    #[must_use]
    pub fn add_hours(&self, from: Time, hours: u32) -> Time {
        self.add(from, Duration::hours(i64::from(hours)))
    }

    /// The end of a clock of so much working time that starts at `from`.
    ///
    /// Working time is the time that really passes inside working spans, also when the clocks change within one.
    /// A clock that starts outside of it starts with the next span, and one that ends with a span ends there: on
    /// Friday at 17:00, not on Monday at 9:00. Negative durations count as none. Where the calendar holds no
    /// working time, within ten years or at all, the rest runs in elapsed time.
    #[must_use]
    pub fn add(&self, from: Time, duration: Duration) -> Time {
        let from = bounded(from);
        let mut left = duration.max(Duration::zero());
        let mut reached = from;
        for (start, end) in self.spans(from) {
            if left <= end - start {
                return start + left;
            }
            left -= end - start;
            reached = end;
        }
        bounded(reached.checked_add_signed(left).unwrap_or(Time::MAX_UTC))
    }

    /// The moment so many working hours before `until`: a clock of as many that starts there ends at `until`, or with the
    /// working time before it. Where the calendar holds no working time within ten years, the rest runs back in elapsed
    /// time.
    #[must_use]
    pub fn back_hours(&self, until: Time, hours: u32) -> Time {
        let until = bounded(until);
        let mut left = Duration::hours(i64::from(hours));
        let mut reached = until;
        let mut day = self.local(until).date_naive();
        let (mut idle, mut walked) = (0, 0);
        let empty = self.week.iter().all(Vec::is_empty);
        while !empty && left > Duration::zero() && idle < IDLE_DAYS && walked < WALKED_DAYS {
            (idle, walked) = (idle + 1, walked + 1);
            let hours = if self.holidays.contains(&day) {
                &[]
            } else {
                self.hours_of(day)
            };
            for (start, end) in hours.iter().rev() {
                let (start, end) = (self.edge(day.and_time(*start)), self.edge(day.and_time(*end)));
                let (start, end) = (start.min(reached), end.min(reached));
                if start < end {
                    if left <= end - start {
                        return end - left;
                    }
                    left -= end - start;
                    (reached, idle) = (start, 0);
                }
            }
            let Some(before) = day.pred_opt() else { break };
            day = before;
        }
        bounded(reached.checked_sub_signed(left).unwrap_or(Time::MIN_UTC))
    }

    /// The working time that passes between two moments; negative when `b` is before `a`.
    #[must_use]
    pub fn between(&self, a: Time, b: Time) -> Duration {
        if b < a {
            return -self.between(b, a);
        }
        let (a, b) = (bounded(a), bounded(b));
        let mut passed = Duration::zero();
        let mut reached = a;
        for (start, end) in self.spans(a) {
            if start >= b {
                return passed;
            }
            passed += end.min(b) - start;
            reached = end;
            if end >= b {
                return passed;
            }
        }
        // The calendar has run out of working time: as in `add`, the rest counts as it passes.
        passed + (b - reached).max(Duration::zero())
    }

    /// `at` itself inside working time, else the start of the next span.
    #[must_use]
    pub fn next_start(&self, at: Time) -> Time {
        self.add(at, Duration::zero())
    }

    /// The first moment from `at` on that is working time and lies between these two times of the day; the second one
    /// is outside, and midnight ends the day. `None` where the two do not meet within three years.
    #[must_use]
    pub fn next_within(&self, at: Time, (from, to): (NaiveTime, NaiveTime)) -> Option<Time> {
        /// Spans of three years with three a day.
        const SPANS: usize = 3_300;
        self.spans(at).take(SPANS).find_map(|(start, end)| {
            let day = self.local(start).date_naive();
            let start = start.max(self.edge(day.and_time(from)));
            (start < end.min(self.end(day, to))).then_some(start)
        })
    }

    /// The spans of working time from a moment on, in order and without overlap, the first one cut to begin there at
    /// the earliest. Ends when there is nothing more within reach.
    fn spans(&self, from: Time) -> Spans<'_> {
        Spans {
            calendar: self,
            day: self.local(from).date_naive(),
            next: 0,
            floor: from,
            idle: 0,
            walked: if self.week.iter().all(Vec::is_empty) {
                WALKED_DAYS
            } else {
                0
            },
        }
    }
}

/// Days.
impl Calendar {
    /// Whether anybody works on that day.
    #[must_use]
    pub fn is_working_day(&self, day: NaiveDate) -> bool {
        !self.holidays.contains(&day) && !self.hours_of(day).is_empty()
    }

    /// When working time begins on the first working day after `now`'s day. Without any working day: the next day
    /// at 9:00.
    #[must_use]
    pub fn next_morning(&self, now: Time) -> Time {
        let tomorrow = after(self.local(now).date_naive(), 1);
        self.morning(self.working_day_from(tomorrow))
    }

    /// The same time of day so many working days later. Without working days, calendar days are counted.
    #[must_use]
    pub fn add_working_days(&self, from: Time, days: u32) -> Time {
        if days == 0 {
            return from;
        }
        let local = self.local(from).naive_local();
        let mut day = local.date();
        for _ in 0..days.min(WALKED_DAYS) {
            day = self.working_day_from(after(day, 1));
        }
        bounded(self.instant(day.and_time(local.time())))
    }

    /// The first working day that is not before `day`; `day` itself when there is none within ten years.
    #[must_use]
    pub fn working_day_from(&self, day: NaiveDate) -> NaiveDate {
        if self.week.iter().all(Vec::is_empty) {
            return day;
        }
        day.iter_days()
            .take(IDLE_DAYS as usize)
            .find(|&day| self.is_working_day(day))
            .unwrap_or(day)
    }

    /// The last working day that is not after `day`; `day` itself when there is none within ten years.
    #[must_use]
    pub fn working_day_until(&self, day: NaiveDate) -> NaiveDate {
        if self.week.iter().all(Vec::is_empty) {
            return day;
        }
        std::iter::successors(Some(day), NaiveDate::pred_opt)
            .take(IDLE_DAYS as usize)
            .find(|&day| self.is_working_day(day))
            .unwrap_or(day)
    }

    /// So many working days before `day`. Without working days, calendar days are counted.
    #[must_use]
    pub fn working_days_back(&self, day: NaiveDate, days: u32) -> NaiveDate {
        (0..days.min(WALKED_DAYS)).fold(day, |day, _| {
            day.pred_opt()
                .map_or(day, |before| self.working_day_until(before))
        })
    }

    /// So many working days after `day`. Without working days, calendar days are counted.
    #[must_use]
    pub fn working_days_later(&self, day: NaiveDate, days: u32) -> NaiveDate {
        (0..days.min(WALKED_DAYS)).fold(day, |day, _| self.working_day_from(after(day, 1)))
    }

    /// How many working days come after one day, up to and with another: Monday to Wednesday is 2, Friday to Monday 1,
    /// and a day to itself, or to one before it, 0.
    #[must_use]
    pub fn working_days_between(&self, from: NaiveDate, to: NaiveDate) -> u32 {
        let idle = self.week.iter().all(Vec::is_empty);
        let mut days = 0;
        let ahead = from.iter_days().skip(1).take(WALKED_DAYS as usize);
        for day in ahead.take_while(|day| *day <= to) {
            days += u32::from(idle || self.is_working_day(day));
        }
        days
    }

    /// When the day begins for the rep. A day without working hours begins like the working day before it.
    #[must_use]
    pub fn morning(&self, day: NaiveDate) -> Time {
        let hour = self.usual(day, PLAIN_HOURS.0, |spans| spans.first().map(|span| span.0));
        bounded(self.edge(day.and_time(hour)))
    }

    /// When the day ends for the rep. A day without working hours ends like the working day before it.
    #[must_use]
    pub fn evening(&self, day: NaiveDate) -> Time {
        let hour = self.usual(day, PLAIN_HOURS.1, |spans| spans.last().map(|span| span.1));
        bounded(self.end(day, hour))
    }

    /// The moment at which a span of the day ends.
    fn end(&self, day: NaiveDate, end: NaiveTime) -> Time {
        let day = if end == NaiveTime::MIN { after(day, 1) } else { day };
        self.edge(day.and_time(end))
    }

    /// Something of the hours of the day's weekday, or of the nearest weekday before it that has any.
    fn usual(
        &self,
        day: NaiveDate,
        otherwise: u32,
        pick: impl Fn(&[(NaiveTime, NaiveTime)]) -> Option<NaiveTime>,
    ) -> NaiveTime {
        let weekday = day.weekday().num_days_from_monday() as usize;
        (0..7)
            .find_map(|back| pick(&self.week[(weekday + 7 - back) % 7]))
            .or_else(|| NaiveTime::from_hms_opt(otherwise, 0, 0))
            .unwrap_or_default()
    }

    /// The spans of the day's weekday, whether or not it is a holiday.
    fn hours_of(&self, day: NaiveDate) -> &[(NaiveTime, NaiveTime)] {
        &self.week[day.weekday().num_days_from_monday() as usize]
    }
}

/// See [`Calendar::spans`].
struct Spans<'a> {
    calendar: &'a Calendar,
    day: NaiveDate,
    /// The next of the day's spans.
    next: usize,
    /// Nothing before this moment is given, or given twice.
    floor: Time,
    /// Days walked since the last span.
    idle: u32,
    /// Days walked.
    walked: u32,
}

impl Iterator for Spans<'_> {
    type Item = (Time, Time);

    fn next(&mut self) -> Option<Self::Item> {
        while self.walked < WALKED_DAYS && self.idle < IDLE_DAYS {
            let hours = self.calendar.hours_of(self.day);
            let span = hours.get(self.next).copied();
            let Some((start, end)) = span.filter(|_| !self.calendar.holidays.contains(&self.day)) else {
                self.day = self.day.succ_opt()?;
                self.next = 0;
                self.walked += 1;
                self.idle += 1;
                continue;
            };
            self.next += 1;
            let start = self.calendar.edge(self.day.and_time(start)).max(self.floor);
            let end = self.calendar.end(self.day, end);
            if start < end {
                self.floor = end;
                self.idle = 0;
                return Some((start, end));
            }
        }
        None
    }
}

/// So many calendar days later.
pub(super) fn after(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days)).unwrap_or(day)
}

/// The moment, or the nearest one within the years 1 to 9999 that leaves room for any zone.
fn bounded(at: Time) -> Time {
    /// 2 January of the year 1 and 30 December 9999, in seconds since the Unix epoch.
    const BOUNDS: (i64, i64) = (-62_135_510_400, 253_402_128_000);
    let seconds = at.timestamp();
    if seconds < BOUNDS.0 {
        DateTime::from_timestamp(BOUNDS.0, 0).unwrap_or(at)
    } else if seconds > BOUNDS.1 {
        DateTime::from_timestamp(BOUNDS.1, 0).unwrap_or(at)
    } else {
        at
    }
}

#[cfg(test)]
mod tests;
