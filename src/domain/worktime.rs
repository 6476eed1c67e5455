//! Working time: hours, days, holidays, and the zone they are in.

use std::collections::BTreeSet;

use chrono::{NaiveDate, NaiveTime};
use chrono_tz::Tz;

/// The rep's working hours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    /// The zone in which days begin and hours count.
    pub zone: Tz,
    /// For each weekday from Monday: spans of working time, in order, not overlapping, each ending after it starts.
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
