//! `downbeat call export`: logged calls for another program, each only once.

use std::io::Write;
use std::path::PathBuf;

use chrono::NaiveDate;
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use crate::cli::desk::Desk;
use crate::cli::failure::{Failure, Result};
use crate::cli::out;
use crate::domain::Time;
use crate::domain::calls::{CallCommand, Target};
use crate::domain::command::Command;
use crate::domain::week::Week;
use crate::report;

/// Writes logged calls for another program. What was exported for it once is left out from then on.
#[derive(Debug, Args)]
pub(in crate::cli) struct Export {
    /// The program
    #[arg(long, value_name = "PROGRAM", value_parser = target())]
    to: Target,
    /// Write them to a file, whole or not at all; else to standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Only those of this week: 2026-W47, 47, this or last
    #[arg(long, short, value_name = "WEEK", conflicts_with = "since")]
    week: Option<String>,
    /// Only those from this day on: 2026-11-16
    #[arg(long, value_name = "DAY", value_parser = day)]
    since: Option<NaiveDate>,
    /// Also those that were exported for this program before
    #[arg(long)]
    again: bool,
}

fn target() -> impl TypedValueParser<Value = Target> {
    let words = Target::ALL.iter().map(|target| target.as_str());
    PossibleValuesParser::new(words)
        .try_map(|word| Target::from_word(&word).ok_or("calls are not exported for this program"))
}

fn day(text: &str) -> std::result::Result<NaiveDate, String> {
    NaiveDate::parse_from_str(text.trim(), "%Y-%m-%d")
        .map_err(|_| "a day is written as in 2026-11-16".to_owned())
}

impl Export {
    pub(super) fn run(self, desk: &mut Desk) -> Result {
        let bounds = self.bounds(desk)?;
        let mut store = desk.existing()?;
        let found = store.reader()?.calls_to_export(self.to, bounds, self.again)?;
        let (target, calendar) = (self.to, desk.calendar().clone());
        if found.calls.is_empty() && found.left_out > 0 {
            out::say(&format!(
                "nothing is exported: {} for {} before; --again exports them once more",
                many(found.left_out, "was exported", "were exported"),
                target.name()
            ));
            return Ok(());
        }
        let file = self.output.filter(|path| path.as_os_str() != "-");
        match &file {
            None => {
                report::calls::write(target, &found.calls, &calendar, desk.out.writer())?;
                // Only what has reached its reader is noted as exported.
                desk.out.flush()?;
            }
            Some(path) => {
                let mut filling =
                    |out: &mut dyn Write| report::calls::write(target, &found.calls, &calendar, out);
                (desk.world.write_whole)(path, &mut filling)
                    .map_err(|error| Failure::refused(format!("{error:#}; name another file with -o")))?;
            }
        }
        if !found.new.is_empty() {
            let command = Command::Call(CallCommand::Exported {
                target,
                calls: found.new,
            });
            store.perform(&command, desk.settings(), desk.now, false).map_err(|error| {
                Failure::refused(format!(
                    "the calls are written, and could not be noted as exported: {error}; they would be exported \
                     again, so take the file away"
                ))
            })?;
        }
        let place = file.map_or_else(String::new, |path| format!(" to {}", path.display()));
        let left_out = match found.left_out {
            0 => String::new(),
            n => format!(
                "; {} before and left out",
                many(n, "was exported", "were exported")
            ),
        };
        out::say(&format!(
            "{} for {}{place}{left_out}",
            many(found.calls.len(), "exported", "exported"),
            target.name()
        ));
        Ok(())
    }

    fn bounds(&self, desk: &Desk) -> Result<(Option<Time>, Option<Time>)> {
        let calendar = desk.calendar();
        Ok(match (&self.week, self.since) {
            (Some(week), _) => {
                let (from, until) = Week::parse(week, desk.now, calendar)?.bounds(calendar);
                (Some(from), Some(until))
            }
            (None, Some(day)) => (Some(calendar.instant(day.and_time(chrono::NaiveTime::MIN))), None),
            (None, None) => (None, None),
        })
    }
}

/// `1 call exported`, `3 calls exported`.
fn many(count: usize, one: &str, several: &str) -> String {
    if count == 1 {
        format!("1 call {one}")
    } else {
        format!("{count} calls {several}")
    }
}
