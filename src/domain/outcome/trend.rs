//! Where readings lead: a straight line by least squares, and the day on which it meets the target. Whole numbers all
//! the way, so that the same readings give the same day everywhere.

use chrono::{Duration, NaiveDate};

use super::{Better, Course, Value};
use crate::domain::Time;
use crate::domain::worktime::Calendar;

/// Readings below which nothing is guessed.
pub const ENOUGH: usize = 3;
/// Readings that are looked at, the latest ones. With values of 12 whole digits and hours of a century no product
/// overflows.
const MOST: usize = 200;
/// Hours that readings may lie apart, and that a trend may lead ahead: more than a century says nothing.
const CENTURY: i128 = 24 * 36_525;

/// Where readings lead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trend {
    /// The latest reading meets the target.
    Met,
    /// Too few readings to tell: so many, or all of one time.
    TooFew(usize),
    /// To the target, on that day in the rep's zone; it may be past.
    Meets(NaiveDate),
    /// Nowhere, or away from the target.
    Away,
}

impl Trend {
    /// Where readings lead, given oldest first.
    #[must_use]
    pub fn of(course: Course, readings: &[(Time, Value)], calendar: &Calendar) -> Self {
        let readings = readings.get(readings.len().saturating_sub(MOST)..).unwrap_or(&[]);
        let (Some((first, _)), Some((_, latest))) = (readings.first(), readings.last()) else {
            return Self::TooFew(0);
        };
        if course.progress(*latest).is_whole() {
            return Self::Met;
        }
        if readings.len() < ENOUGH {
            return Self::TooFew(readings.len());
        }
        let points: Vec<(i128, i128)> = readings
            .iter()
            .map(|(at, value)| {
                let hours = at.signed_duration_since(*first).num_hours();
                (
                    i128::from(hours).clamp(-CENTURY, CENTURY),
                    i128::from(value.0) - i128::from(course.baseline().0),
                )
            })
            .collect();
        let Some(line) = Line::through(&points) else {
            return Self::TooFew(readings.len());
        };
        let target = i128::from(course.target().0) - i128::from(course.baseline().0);
        let leads = match course.better() {
            Better::Up => line.rise > 0,
            Better::Down => line.rise < 0,
        };
        match line.meets(target).filter(|_| leads) {
            Some(hours) if hours.abs() <= CENTURY => i64::try_from(hours)
                .ok()
                .and_then(|hours| first.checked_add_signed(Duration::hours(hours)))
                .map_or(Self::Away, |at| Self::Meets(calendar.local(at).date_naive())),
            Some(_) | None => Self::Away,
        }
    }
}

/// The straight line with the least squares, as sums: it rises by `rise / run` an hour.
struct Line {
    count: i128,
    sum_x: i128,
    sum_y: i128,
    rise: i128,
    run: i128,
}

impl Line {
    /// `None` when all points are of one time.
    fn through(points: &[(i128, i128)]) -> Option<Self> {
        let count = i128::try_from(points.len()).ok()?;
        let sum = |of: fn(&(i128, i128)) -> i128| points.iter().map(of).sum::<i128>();
        let (sum_x, sum_y) = (sum(|point| point.0), sum(|point| point.1));
        let run = count * sum(|point| point.0 * point.0) - sum_x * sum_x;
        let rise = count * sum(|point| point.0 * point.1) - sum_x * sum_y;
        (run > 0).then_some(Self {
            count,
            sum_x,
            sum_y,
            rise,
            run,
        })
    }

    /// The hour at which it has a height; `None` when it never has, or past all bounds.
    fn meets(&self, height: i128) -> Option<i128> {
        let over = (self.count * height - self.sum_y).checked_mul(self.run)?;
        let over = self.sum_x.checked_mul(self.rise)?.checked_add(over)?;
        over.checked_div_euclid(self.count.checked_mul(self.rise)?)
    }
}
