//! `downbeat morning`: this morning, in words.

use clap::Args;

use super::desk::Desk;
use super::failure::Result;
use crate::report;

/// This morning, in words.
#[derive(Debug, Args)]
pub(super) struct MorningWords {
    /// As JSON
    #[arg(long)]
    json: bool,
}

impl MorningWords {
    pub(super) fn run(self, desk: &mut Desk) -> Result {
        let Some(reader) = desk.look()? else {
            return Ok(());
        };
        let morning = reader.morning(desk.now, desk.calendar())?;
        let calendar = desk.calendar().clone();
        if self.json {
            report::morning::write_json(&morning, &calendar, desk.out.writer())?;
            return Ok(());
        }
        let lines = morning.lines(&calendar);
        lines.iter().try_for_each(|line| desk.out.line(line))
    }
}
