//! Quarters: the one rule by which everything that says *quarter* counts. They are three calendar months each, from the
//! month with which the config lets the fiscal year begin.

use std::fmt;

use chrono::{Datelike, Months, NaiveDate};

use super::words_enum;

words_enum! {
    /// By which of its two calendar years a fiscal year is named.
    pub enum NamedBy {
        /// The one in which it begins.
        Start = "start",
        /// The one in which it ends.
        End = "end",
    }
}

/// What the config decides about quarters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quarters {
    /// The month with which the fiscal year begins: 1 to 12.
    pub first_month: u32,
    /// How a year that lies in two calendar years is named.
    pub named_by: NamedBy,
}

impl Default for Quarters {
    fn default() -> Self {
        Self {
            first_month: 1,
            named_by: NamedBy::End,
        }
    }
}

/// A quarter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Quarter {
    begins: NaiveDate,
    /// The year it is named by.
    year: i32,
    /// 1 to 4.
    number: u32,
    /// Its year is not the calendar's.
    fiscal: bool,
}

impl Quarters {
    /// The quarter in which a day lies.
    #[must_use]
    pub fn of(&self, day: NaiveDate) -> Quarter {
        let first = self.first_month.clamp(1, 12);
        // Months since the fiscal year began.
        let since = (day.month() + 12 - first) % 12;
        let month_begins = day.with_day(1).unwrap_or(day);
        let back = |months| {
            month_begins
                .checked_sub_months(Months::new(months))
                .unwrap_or(month_begins)
        };
        let year_begins = back(since).year();
        let later = match self.named_by {
            NamedBy::End => i32::from(first > 1),
            NamedBy::Start => 0,
        };
        Quarter {
            begins: back(since % 3),
            year: year_begins + later,
            number: since / 3 + 1,
            fiscal: first > 1,
        }
    }
}

impl Quarter {
    /// Its first day.
    #[must_use]
    pub const fn begins(&self) -> NaiveDate {
        self.begins
    }

    /// The first day that is not in it any more.
    #[must_use]
    pub fn after(&self) -> NaiveDate {
        self.begins
            .checked_add_months(Months::new(3))
            .unwrap_or(NaiveDate::MAX)
    }

    /// Its last day.
    #[must_use]
    pub fn ends(&self) -> NaiveDate {
        let after = self.after();
        after.pred_opt().unwrap_or(after)
    }

    /// Whether a day lies in it.
    #[must_use]
    pub fn holds(&self, day: NaiveDate) -> bool {
        (self.begins..self.after()).contains(&day)
    }
}

/// `Q4 2026`; of a fiscal year that is not the calendar's, `Q1 FY2027`.
impl fmt::Display for Quarter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fiscal = if self.fiscal { "FY" } else { "" };
        write!(f, "Q{} {fiscal}{}", self.number, self.year)
    }
}

/// The first day of the month after a day's.
#[must_use]
pub fn next_month(day: NaiveDate) -> NaiveDate {
    day.with_day(1)
        .and_then(|first| first.checked_add_months(Months::new(1)))
        .unwrap_or(NaiveDate::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn said(quarters: Quarters, day: &str) -> (String, String, String) {
        let quarter = quarters.of(on(day));
        assert!(quarter.holds(on(day)) && !quarter.holds(quarter.after()));
        (
            quarter.to_string(),
            quarter.begins().to_string(),
            quarter.ends().to_string(),
        )
    }

    fn three(name: &str, begins: &str, ends: &str) -> (String, String, String) {
        (name.to_owned(), begins.to_owned(), ends.to_owned())
    }

    #[test]
    fn without_a_word_in_the_config_quarters_are_the_calendars() {
        let quarters = Quarters::default();
        assert_eq!(
            said(quarters, "2026-11-23"),
            three("Q4 2026", "2026-10-01", "2026-12-31")
        );
        assert_eq!(
            said(quarters, "2027-01-01"),
            three("Q1 2027", "2027-01-01", "2027-03-31")
        );
        assert_eq!(said(quarters, "2028-02-29").2, "2028-03-31");
    }

    #[test]
    fn a_fiscal_year_begins_with_its_month_and_is_named_by_its_start_or_its_end() {
        let end = |first_month| Quarters {
            first_month,
            named_by: NamedBy::End,
        };
        let start = Quarters {
            first_month: 2,
            named_by: NamedBy::Start,
        };
        assert_eq!(
            said(end(2), "2027-01-31"),
            three("Q4 FY2027", "2026-11-01", "2027-01-31")
        );
        assert_eq!(
            said(end(2), "2027-02-01"),
            three("Q1 FY2028", "2027-02-01", "2027-04-30")
        );
        assert_eq!(said(start, "2027-01-31").0, "Q4 FY2026");
        assert_eq!(said(start, "2027-02-01").0, "Q1 FY2027");
        assert_eq!(
            said(end(10), "2026-11-23"),
            three("Q1 FY2027", "2026-10-01", "2026-12-31")
        );
        assert_eq!(
            said(end(12), "2026-12-01"),
            three("Q1 FY2027", "2026-12-01", "2027-02-28")
        );
        assert_eq!(
            said(end(4), "2027-03-31"),
            three("Q4 FY2027", "2027-01-01", "2027-03-31")
        );
    }

    #[test]
    fn every_day_of_a_year_lies_in_the_quarter_that_follows_or_in_the_same() {
        for first_month in 1..=12 {
            let quarters = Quarters {
                first_month,
                named_by: NamedBy::End,
            };
            let mut before = quarters.of(on("2026-01-01"));
            for day in on("2026-01-02").iter_days().take(800) {
                let quarter = quarters.of(day);
                assert!(quarter == before || quarter.begins() == before.after(), "{day}");
                before = quarter;
            }
        }
    }
}
