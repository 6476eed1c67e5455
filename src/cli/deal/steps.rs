//! The steps that a deal needs, on the command line.

use clap::{ArgGroup, Args};

use super::meant::{self, Meant};
use crate::cli::desk::Desk;
use crate::cli::failure::Result;
use crate::cli::names;
use crate::cli::rows::AsJson;
use crate::domain::command::Command;
use crate::domain::deal::command::{DealCommand, NeedDraft, NeedEdit};
use crate::domain::ids::{NeedNo, OwnerNo};
use crate::store::Store;

/// Names a step.
#[derive(Debug, Args)]
pub(in crate::cli) struct Add {
    #[command(flatten)]
    meant: Meant,
    /// What is needed
    #[arg(value_name = "WHAT")]
    what: String,
    /// Of which owner, by handle, seat or name; without one it is the client's step, or yours
    #[arg(long, value_name = "OWNER")]
    from: Option<String>,
    /// By when
    #[arg(long, value_name = "DATE")]
    by: Option<String>,
    /// Its place among the steps that are left, from 1; else it comes last
    #[arg(long, value_name = "N")]
    at: Option<usize>,
    /// Only planned: its owner is asked later, with need-ask
    #[arg(long, requires = "from")]
    later: bool,
    /// The text that goes with it; else one is written from the deal
    #[arg(
        long,
        value_name = "TEXT",
        allow_hyphen_values = true,
        requires = "from",
        conflicts_with = "later"
    )]
    brief: Option<String>,
    #[command(flatten)]
    as_json: AsJson,
}

fn owner(text: &str, store: &Store) -> Result<OwnerNo> {
    let owners = store.reader()?.owners()?;
    Ok(names::owner(text, &owners)?.number)
}

impl Add {
    pub(super) fn run(self, desk: &mut Desk) -> Result {
        let (mut store, deal) = self.meant.deal(desk)?;
        let draft = NeedDraft {
            deal: deal.number,
            what: self.what,
            owner: self.from.as_deref().map(|text| owner(text, &store)).transpose()?,
            by_on: desk.day(self.by.as_deref())?,
            at: self.at,
            later: self.later,
            brief: self.brief,
        };
        let command = Command::Deal(DealCommand::Need(draft));
        desk.perform(&mut store, &command, self.as_json.json).map(drop)
    }
}

/// Changes a step.
#[derive(Debug, Args)]
#[command(override_usage = "downbeat deal need-edit <DEAL> <STEP> --FIELD <VALUE>...", group = ArgGroup::new("field")
    .required(true).multiple(true).args(["what", "from", "by", "at"]))]
pub(in crate::cli) struct Edit {
    #[command(flatten)]
    meant: Meant,
    /// The step by its number, or the beginning of its words
    #[arg(value_name = "STEP")]
    step: String,
    /// What is needed
    #[arg(long, value_name = "TEXT")]
    what: Option<String>,
    /// Of which owner; none makes it the client's step, or yours
    #[arg(long, value_name = "OWNER")]
    from: Option<String>,
    /// By when; none clears it
    #[arg(long, value_name = "DATE")]
    by: Option<String>,
    /// Its place among the steps that are left, from 1
    #[arg(long, value_name = "N")]
    at: Option<usize>,
    #[command(flatten)]
    as_json: AsJson,
}

fn is_none(text: &str) -> bool {
    text.trim().eq_ignore_ascii_case("none")
}

impl Edit {
    pub(super) fn run(self, desk: &mut Desk) -> Result {
        let (mut store, file) = self.meant.file(desk)?;
        let need = meant::step(&self.step, &file)?.number;
        let edit = NeedEdit {
            what: self.what,
            owner: match self.from.as_deref() {
                None => None,
                Some(text) if is_none(text) => Some(None),
                Some(text) => Some(Some(owner(text, &store)?)),
            },
            by_on: match self.by.as_deref() {
                Some(text) if is_none(text) => Some(None),
                text => desk.day(text)?.map(Some),
            },
            at: self.at,
        };
        let command = Command::Deal(DealCommand::EditNeed { need, edit });
        desk.perform(&mut store, &command, self.as_json.json).map(drop)
    }
}

/// A step of a deal.
#[derive(Debug, Args)]
pub(in crate::cli) struct Step {
    #[command(flatten)]
    meant: Meant,
    /// The step by its number, or the beginning of its words
    #[arg(value_name = "STEP")]
    which: String,
    #[command(flatten)]
    as_json: AsJson,
}

impl Step {
    pub(super) fn run(self, desk: &mut Desk, does: impl FnOnce(NeedNo) -> DealCommand) -> Result {
        let (mut store, file) = self.meant.file(desk)?;
        let need = meant::step(&self.which, &file)?.number;
        desk.perform(&mut store, &Command::Deal(does(need)), self.as_json.json)
            .map(drop)
    }
}
