//! `downbeat week`: the weekly delegation summary.

use clap::Args;

use super::desk::Desk;
use super::failure::Result;
use super::written::Written;
use crate::domain::week::Week;
use crate::report;

/// The weekly delegation summary.
#[derive(Debug, Args)]
pub(super) struct WeekReport {
    /// The week: 2026-W47, 47, this or last
    #[arg(long, short, value_name = "WEEK", default_value = "this")]
    week: String,
    #[command(flatten)]
    written: Written,
}

impl WeekReport {
    pub(super) fn run(self, desk: &mut Desk) -> Result {
        let week = Week::parse(&self.week, desk.now, desk.calendar())?;
        let figures = desk.reading()?.week(week, desk.settings(), desk.now, None)?;
        let calendar = desk.calendar().clone();
        self.written.write(desk, &week.to_string(), |format, out| {
            report::render(&figures, format, &calendar, out)
        })
    }
}
