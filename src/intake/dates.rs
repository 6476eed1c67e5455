//! Dates as exports write them.

use chrono::{
    DateTime, Datelike, Days, Duration, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeZone, Utc,
};
use chrono_tz::Tz;

use crate::domain::{Time, clean};

/// Formats with an offset behind. A blank in them matches any number of blanks, also none.
const WITH_OFFSET: &[&str] = &[
    "%Y-%m-%d %H:%M:%S%.f %z",
    "%Y-%m-%d %H:%M %z",
    "%Y-%m-%dT%H:%M:%S%.f%z",
    "%Y-%m-%dT%H:%M%z",
    "%d.%m.%Y %H:%M:%S %z",
    "%d.%m.%Y %H:%M %z",
];
const WITHOUT_OFFSET: &[&str] = &[
    "%Y-%m-%d %H:%M:%S%.f",
    "%Y-%m-%d %H:%M",
    "%Y-%m-%dT%H:%M:%S%.f",
    "%Y-%m-%dT%H:%M",
    "%d.%m.%Y %H:%M:%S",
    "%d.%m.%Y %H:%M",
];
const DAYS: &[&str] = &["%Y-%m-%d", "%d.%m.%Y"];

/// Outside of these a year is a slip of the pen, or a spreadsheet's idea of nothing.
const YEARS: std::ops::RangeInclusive<i32> = 1970..=2199;

/// Reads the dates of one source.
#[derive(Debug, Clone)]
pub(super) struct Dates {
    /// Of times that name no zone.
    pub(super) zone: Tz,
    /// The only format, in `strftime` signs; otherwise ISO 8601 and `20.11.2026 09:12` are read.
    pub(super) format: Option<String>,
}

impl Dates {
    /// A moment. A day without a time is its beginning. An empty text is no date.
    ///
    /// The error says what is wrong with the text and what to do about it.
    pub(super) fn moment(&self, column: &str, text: &str) -> Result<Option<Time>, String> {
        self.read(column, text, NaiveTime::MIN)
    }

    /// A moment until which something is due. A day without a time is its last minute.
    pub(super) fn until(&self, column: &str, text: &str) -> Result<Option<Time>, String> {
        let last_minute = NaiveTime::from_hms_opt(23, 59, 0).unwrap_or(NaiveTime::MIN);
        self.read(column, text, last_minute)
    }

    fn read(&self, column: &str, text: &str, of_day: NaiveTime) -> Result<Option<Time>, String> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(None);
        }
        let read = match &self.format {
            Some(format) => self.by_format(text, format, of_day),
            None => self.by_default(text, of_day),
        };
        if let Some(time) = read.filter(|time| YEARS.contains(&time.year())) {
            return Ok(Some(time));
        }
        let expected = match &self.format {
            Some(format) => format!("expected {}, as its mapping says", clean::line(format, 40)),
            None => {
                "expected a date such as 2026-11-20 09:12; for another order of day and month use a mapping \
                     with date_format"
                    .to_owned()
            }
        };
        Err(format!(
            "{column} says \"{}\", which is no date; {expected}",
            clean::line(text, 40)
        ))
    }

    fn by_format(&self, text: &str, format: &str, of_day: NaiveTime) -> Option<Time> {
        if let Ok(time) = DateTime::parse_from_str(text, format) {
            return Some(time.with_timezone(&Utc));
        }
        if let Ok(local) = NaiveDateTime::parse_from_str(text, format) {
            return in_zone(local, self.zone);
        }
        let day = NaiveDate::parse_from_str(text, format).ok()?;
        in_zone(day.and_time(of_day), self.zone)
    }

    fn by_default(&self, text: &str, of_day: NaiveTime) -> Option<Time> {
        if let Ok(time) = DateTime::parse_from_rfc3339(text) {
            return Some(time.with_timezone(&Utc));
        }
        let (text, zone) = match ["UTC", "GMT", "Z"].iter().find_map(|utc| text.strip_suffix(utc)) {
            Some(rest) => (rest.trim_end(), Tz::UTC),
            None => (text, self.zone),
        };
        for format in WITHOUT_OFFSET {
            if let Ok(local) = NaiveDateTime::parse_from_str(text, format) {
                return in_zone(local, zone);
            }
        }
        for format in WITH_OFFSET {
            if let Ok(time) = DateTime::parse_from_str(text, format) {
                return Some(time.with_timezone(&Utc));
            }
        }
        let day = DAYS
            .iter()
            .find_map(|format| NaiveDate::parse_from_str(text, format).ok())?;
        in_zone(day.and_time(of_day), zone)
    }
}

/// A local time as a moment. Of a time that comes twice the first is meant; one that is left out when clocks go
/// forward is moved forward by as much.
fn in_zone(local: NaiveDateTime, zone: Tz) -> Option<Time> {
    let found = zone.from_local_datetime(&local);
    if let (Some(one), Some(other)) = (found.earliest(), found.latest()) {
        return Some(one.min(other).with_timezone(&Utc));
    }
    // The offset that was in force before the gap; no gap is longer than a day.
    let day_before = local.checked_sub_days(Days::new(1))?;
    let offset = zone.offset_from_utc_datetime(&day_before).fix().local_minus_utc();
    local
        .checked_sub_signed(Duration::seconds(offset.into()))
        .map(|utc| utc.and_utc())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<String> {
        let dates = Dates {
            zone: Tz::Europe__Berlin,
            format: None,
        };
        dates
            .moment("Created at", text)
            .ok()
            .flatten()
            .map(|time| time.to_rfc3339())
    }

    #[test]
    fn dates_of_real_exports_are_read() {
        for (text, utc) in [
            ("2026-11-20 09:12:33 +0100", "2026-11-20T08:12:33+00:00"),
            ("2026-11-20 09:12:33 -0500", "2026-11-20T14:12:33+00:00"),
            ("2026-11-20 09:12:33", "2026-11-20T08:12:33+00:00"),
            ("2026-11-20 09:12", "2026-11-20T08:12:00+00:00"),
            ("2026-11-20T09:12:33Z", "2026-11-20T09:12:33+00:00"),
            ("2026-11-20T09:12:33.250+01:00", "2026-11-20T08:12:33.250+00:00"),
            ("2026-11-20 09:12:33 UTC", "2026-11-20T09:12:33+00:00"),
            ("2026-11-20", "2026-11-19T23:00:00+00:00"),
            ("20.11.2026 09:12", "2026-11-20T08:12:00+00:00"),
            ("20.11.2026", "2026-11-19T23:00:00+00:00"),
            // Left out by the clocks, then twice.
            ("2026-03-29 02:30", "2026-03-29T01:30:00+00:00"),
            ("2026-10-25 02:30", "2026-10-25T00:30:00+00:00"),
        ] {
            assert_eq!(read(text).as_deref(), Some(utc), "{text}");
        }
    }

    #[test]
    fn what_could_be_two_dates_or_none_is_refused() {
        for text in [
            "11/20/2026",
            "20.11.26",
            "2026-13-01",
            "0026-11-20",
            "soon",
            "2026-11-20 25:00",
            "46346",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn a_day_until_which_something_is_due_ends_in_the_evening() {
        let dates = Dates {
            zone: Tz::Europe__Berlin,
            format: Some("%d/%m/%Y".to_owned()),
        };
        let due = dates.until("Due", "20/11/2026").unwrap().unwrap();
        assert_eq!(due.to_rfc3339(), "2026-11-20T22:59:00+00:00");
        assert!(dates.until("Due", "2026-11-20").unwrap_err().contains("%d/%m/%Y"));
        assert_eq!(dates.until("Due", " "), Ok(None));
    }
}
