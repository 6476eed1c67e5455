//! Tests of the week's figures.

mod by_hand;
mod import;
mod past;
mod plans;
mod recount;
mod story;

use crate::domain::Time;
use crate::domain::week::{Week, WeekReport};
use crate::report::{self, Format};

use super::Desk;

fn time(text: &str) -> Time {
    format!("{text}:00Z").parse().unwrap()
}

impl Desk {
    fn week(&self, number: u32) -> WeekReport {
        self.week_at(number, self.now)
    }

    fn week_at(&self, number: u32, now: Time) -> WeekReport {
        let week = Week::new(2026, number).unwrap();
        self.reader.week(week, &self.settings, now, None).unwrap()
    }

    /// The week in which the clock stands, and the one before it.
    fn this_and_last(&self) -> [WeekReport; 2] {
        let this = Week::of(self.now, &self.settings.calendar);
        [this, this.previous()].map(|week| self.reader.week(week, &self.settings, self.now, None).unwrap())
    }

    /// All four formats, one after the other.
    fn rendered(&self, report: &WeekReport) -> String {
        let mut bytes = Vec::new();
        for format in [Format::Markdown, Format::Html, Format::Csv, Format::Json] {
            report::render(report, format, &self.settings.calendar, &mut bytes).unwrap();
        }
        String::from_utf8(bytes).unwrap()
    }
}
