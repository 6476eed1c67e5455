//! `downbeat away` and `downbeat back`: the rep's own holidays.

use clap::Args;

use super::desk::Desk;
use super::failure::{Failure, Result};
use super::names;
use super::rows::AsJson;
use crate::domain::command::Command;
use crate::domain::diary::{DiaryCommand, Loan};
use crate::domain::ids::ItemNo;

/// The rep is away: nothing falls due until the date.
#[derive(Debug, Args)]
pub(super) struct Away {
    /// The day you are back, as in: until 7 dec
    #[arg(value_name = "DATE", required = true, num_args = 1..)]
    until: Vec<String>,
    /// Hand what would fall due to this owner
    #[arg(long, value_name = "OWNER")]
    lend: Option<String>,
    /// Lend these alone
    #[arg(long, value_name = "ITEM", value_parser = names::item, requires = "lend")]
    item: Vec<ItemNo>,
    #[command(flatten)]
    as_json: AsJson,
}

impl Away {
    pub(super) fn run(self, desk: &mut Desk) -> Result {
        let until = desk
            .date(Some(&self.until.join(" ")))?
            .ok_or_else(|| Failure::usage("name the day you are back"))?;
        let mut store = desk.open()?;
        let lend = match &self.lend {
            Some(name) => {
                let owners = store.reader()?.owners()?;
                Some(Loan {
                    to: names::owner(name, &owners)?.number,
                    items: self.item,
                })
            }
            None => None,
        };
        let command = Command::Diary(DiaryCommand::Away { until, lend });
        desk.perform(&mut store, &command, self.as_json.json)?;
        Ok(())
    }
}

/// The rep is back: everything wakes.
#[derive(Debug, Args)]
pub(super) struct Back {
    /// Spread what is overdue over so many working days, today the first; most promised first
    #[arg(long, value_name = "DAYS", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=20))]
    spread: u32,
    #[command(flatten)]
    as_json: AsJson,
}

impl Back {
    pub(super) fn run(self, desk: &mut Desk) -> Result {
        let mut store = desk.existing()?;
        let command = Command::Diary(DiaryCommand::Back { spread: self.spread });
        desk.perform(&mut store, &command, self.as_json.json)?;
        Ok(())
    }
}
