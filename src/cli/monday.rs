//! `downbeat monday`: the Monday sheet, and the snapshots it is compared with.

use chrono::NaiveDate;
use clap::{Args, Subcommand};

use super::desk::Desk;
use super::failure::{Failure, Result};
use super::names;
use super::out;
use super::table::{Column, Layout};
use super::written::Written;
use crate::domain::monday::{Against, words};
use crate::domain::{say, when};
use crate::report::monday::{self, snapshots::SnapshotJson};

const COLUMNS: &[Column] = &[
    Column::whole("week of"),
    Column::whole("taken"),
    Column::number("deals"),
];

/// The Monday sheet.
#[derive(Debug, Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "The pipeline is frozen by itself on the first start of a week: by the screen, by this command, and by \
                  any that writes. The sheet compares with the first snapshot of last week, or the nearest before it."
)]
pub(super) struct Monday {
    #[command(subcommand)]
    act: Option<MondayAct>,
    /// Compare with the latest snapshot taken up to the end of this day, instead of last Monday's
    #[arg(long, value_name = "DATE")]
    against: Option<String>,
    #[command(flatten)]
    written: Written,
}

/// What is done with snapshots.
#[derive(Debug, Subcommand)]
enum MondayAct {
    /// Freeze the pipeline as it stands now
    Freeze(Freeze),
    /// List the snapshots, the newest first
    Snapshots(Snapshots),
}

/// Freeze the pipeline.
#[derive(Debug, Args)]
struct Freeze {
    /// As JSON
    #[arg(long)]
    json: bool,
}

/// List the snapshots.
#[derive(Debug, Args)]
struct Snapshots {
    /// So many at most
    #[arg(long, value_name = "N", default_value_t = 60, value_parser = names::limit)]
    limit: usize,
    /// As JSON
    #[arg(long)]
    json: bool,
}

impl Monday {
    pub(super) fn run(self, desk: &mut Desk) -> Result {
        match self.act {
            Some(MondayAct::Freeze(freeze)) => return freeze.run(desk),
            Some(MondayAct::Snapshots(snapshots)) => return snapshots.run(desk),
            None => {}
        }
        let against = match &self.against {
            Some(text) => Against::Day(past(text, desk)?),
            None => Against::usual(desk.today()),
        };
        let mut reader = desk.reading()?;
        reader.freeze_week(desk.calendar(), desk.now)?;
        let sheet = reader.monday(against, desk.settings(), desk.now)?;
        let calendar = desk.calendar().clone();
        let name = format!("the sheet of {}", say::day(sheet.today));
        self.written.write(desk, &name, |format, out| {
            monday::render(&sheet, format, &calendar, out)
        })
    }
}

impl Freeze {
    fn run(self, desk: &mut Desk) -> Result {
        let mut store = desk.existing()?;
        let head = store.freeze(desk.calendar(), desk.now)?;
        if self.json {
            return desk.out.json_line(&SnapshotJson::from(&head));
        }
        let count = usize::try_from(head.deals).unwrap_or(usize::MAX);
        let at = say::header(head.at, desk.calendar());
        out::say(&format!(
            "the pipeline is frozen as it stands: {}, {at}",
            words::deals(count)
        ));
        Ok(())
    }
}

impl Snapshots {
    fn run(self, desk: &mut Desk) -> Result {
        let heads = match desk.look()? {
            Some(reader) => reader.snapshots(self.limit)?,
            None => Vec::new(),
        };
        if self.json {
            let mut array = desk.out.array();
            for head in &heads {
                array.push(&SnapshotJson::from(head))?;
            }
            return array.end();
        }
        if heads.is_empty() {
            out::say("no snapshot has been taken yet; `downbeat monday freeze` takes one");
            return Ok(());
        }
        let rows: Vec<Vec<String>> = heads
            .iter()
            .map(|head| {
                vec![
                    say::day(head.monday),
                    say::long(head.at, desk.now, desk.calendar()),
                    head.deals.to_string(),
                ]
            })
            .collect();
        let layout = Layout::of(COLUMNS, &rows, desk.out.columns());
        desk.out.heading(&layout.heads())?;
        rows.iter().try_for_each(|row| desk.out.line(&layout.line(row)))
    }
}

/// A day that is over, or today.
fn past(text: &str, desk: &Desk) -> Result<NaiveDate> {
    let calendar = desk.calendar();
    let at = when::past_moment(text, desk.now, calendar).ok_or_else(|| {
        Failure::usage(format!(
            "--against {text:?} is no past day: write for example today, mon, '2 weeks ago' or 2026-11-16"
        ))
    })?;
    Ok(calendar.local(at).date_naive())
}
