//! Tests of the week's figures.

mod by_hand;
mod client_side;
mod import;
mod past;
mod plans;
mod played;
mod recount;
mod story;

use crate::domain::Time;
use crate::domain::week::{Week, WeekReport};

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

    /// The week in which the clock stands.
    fn this_week(&self) -> WeekReport {
        let week = Week::of(self.now, &self.settings.calendar);
        self.reader.week(week, &self.settings, self.now, None).unwrap()
    }

    /// That week, and the one before it.
    fn this_and_last(&self) -> [WeekReport; 2] {
        let this = self.this_week();
        let last = self
            .reader
            .week(this.week.previous(), &self.settings, self.now, None);
        [this, last.unwrap()]
    }
}
