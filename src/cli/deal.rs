//! `downbeat deal`: deals, from the first talk to the signature.

pub(super) mod meant;
mod shown;
mod steps;

use clap::{ArgGroup, Args, Subcommand};

use super::desk::Desk;
use super::failure::{Failure, Result};
use super::rows::AsJson;
use super::{edit, names};
use crate::domain::command::{AccountRef, Command};
use crate::domain::deal::command::{Answers, DealCommand as Does, DealDraft, DealEdit, Redate};
use crate::domain::deal::{Credit, MoveTag, Side};
use meant::Meant;

/// What can be done with deals.
#[derive(Debug, Subcommand)]
pub(super) enum DealCommand {
    /// Enter a deal
    Add(Add),
    /// List the open deals by close date, with what they come to
    #[command(visible_alias = "ls")]
    List(shown::ListDeals),
    /// Show a deal: its steps, gives and gets, and whether it will close in time
    Show(shown::Show),
    /// Change a deal's own fields
    Edit(Edit),
    /// Move a deal to another stage; without one, to the next
    Stage(Stage),
    /// Move its close date, and say why
    Move(Move),
    /// The client signed
    Win(End),
    /// The client did not sign
    Lose(End),
    /// Name a step that it needs; an owner's is handed off at once
    Need(steps::Add),
    /// Change a step
    NeedEdit(steps::Edit),
    /// Hand a planned step to its owner
    NeedAsk(steps::Step),
    /// A step is done
    NeedDone(steps::Step),
    /// A step is not needed any more
    NeedDrop(steps::Step),
    /// What was conceded to the client
    Give(Concede),
    /// What the client conceded
    Get(Concede),
}

impl DealCommand {
    pub(super) fn run(self, desk: &mut Desk) -> Result {
        match self {
            Self::Add(command) => command.run(desk),
            Self::List(command) => command.run(desk),
            Self::Show(command) => command.run(desk),
            Self::Edit(command) => command.run(desk),
            Self::Stage(command) => command.run(desk),
            Self::Move(command) => command.run(desk),
            Self::Win(command) => command.run(desk, true),
            Self::Lose(command) => command.run(desk, false),
            Self::Need(command) => command.run(desk),
            Self::NeedEdit(command) => command.run(desk),
            Self::NeedAsk(command) => command.run(desk, Does::AskNeed),
            Self::NeedDone(command) => command.run(desk, Does::NeedDone),
            Self::NeedDrop(command) => command.run(desk, Does::DropNeed),
            Self::Give(command) => command.run(desk, Side::Give),
            Self::Get(command) => command.run(desk, Side::Get),
        }
    }
}

/// Enters a deal.
#[derive(Debug, Args)]
pub(super) struct Add {
    /// The client's name; a new one makes an account
    #[arg(value_name = "ACCOUNT")]
    account: String,
    /// What is sold
    #[arg(value_name = "NAME")]
    name: String,
    /// When the client is to sign
    #[arg(long, value_name = "DATE")]
    close: String,
    /// What it is worth, as in 48200 or 'USD 3180.50'
    #[arg(long, value_name = "AMOUNT")]
    value: Option<String>,
    /// Its stage; else the first of the config
    #[arg(long, value_name = "STAGE")]
    stage: Option<String>,
    /// What you do next
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    next_step: Option<String>,
    #[command(flatten)]
    as_json: AsJson,
}

impl Add {
    fn run(self, desk: &mut Desk) -> Result {
        let Some(close_on) = desk.day(Some(&self.close))? else {
            return Err(Failure::usage("--close needs a date, as in 'fri' or 2026-12-18"));
        };
        let value = self
            .value
            .as_deref()
            .map(|text| edit::amount("--value", text, desk.settings()))
            .transpose()?;
        let draft = DealDraft {
            account: AccountRef::Named(self.account),
            name: self.name,
            value,
            stage: self.stage,
            close_on,
            next_step: self.next_step.unwrap_or_default(),
        };
        let mut store = desk.open()?;
        let command = Command::Deal(Does::Add(draft));
        desk.perform(&mut store, &command, self.as_json.json).map(drop)
    }
}

/// Changes a deal's own fields.
#[derive(Debug, Args)]
#[command(override_usage = "downbeat deal edit <DEAL> --FIELD <VALUE>...", group = ArgGroup::new("field").required(true)
    .multiple(true).args(["account", "name", "value", "next_step"]))]
pub(super) struct Edit {
    #[command(flatten)]
    meant: Meant,
    /// The client's name; a new one makes an account
    #[arg(long, value_name = "NAME")]
    account: Option<String>,
    /// What is sold
    #[arg(long, value_name = "TEXT")]
    name: Option<String>,
    /// What it is worth, as in 48200 or 'USD 3180.50'; none clears it
    #[arg(long, value_name = "AMOUNT")]
    value: Option<String>,
    /// What you do next; an empty text clears it
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    next_step: Option<String>,
    #[command(flatten)]
    as_json: AsJson,
}

impl Edit {
    fn run(self, desk: &mut Desk) -> Result {
        let value = match self.value.as_deref().map(str::trim) {
            None => None,
            Some("none") => Some(None),
            Some(text) => Some(Some(edit::amount("--value", text, desk.settings())?)),
        };
        let edit = DealEdit {
            account: self.account,
            name: self.name,
            value,
            next_step: self.next_step,
            ..DealEdit::default()
        };
        edited(desk, &self.meant, edit, self.as_json.json)
    }
}

fn edited(desk: &mut Desk, meant: &Meant, edit: DealEdit, json: bool) -> Result {
    let (mut store, deal) = meant.deal(desk)?;
    let deal = deal.number;
    let command = Command::Deal(Does::Edit { deal, edit });
    desk.perform(&mut store, &command, json).map(drop)
}

/// Moves a deal to another stage.
#[derive(Debug, Args)]
pub(super) struct Stage {
    #[command(flatten)]
    meant: Meant,
    /// The stage, or the beginning of its name; else the one after the deal's
    #[arg(value_name = "STAGE")]
    to: Option<String>,
    #[command(flatten)]
    as_json: AsJson,
}

impl Stage {
    fn run(self, desk: &mut Desk) -> Result {
        let stage = if let Some(stage) = self.to {
            stage
        } else {
            let (_, deal) = self.meant.deal(desk)?;
            let next = desk.settings().deals.after(&deal.stage);
            next.map(str::to_owned).ok_or_else(|| {
                Failure::refused(format!(
                    "no stage comes after {}: name one, or say that the deal was won or lost",
                    deal.stage
                ))
            })?
        };
        let edit = DealEdit {
            stage: Some(stage),
            ..DealEdit::default()
        };
        edited(desk, &self.meant, edit, self.as_json.json)
    }
}

/// Moves a close date.
#[derive(Debug, Args)]
pub(super) struct Move {
    #[command(flatten)]
    meant: Meant,
    /// The new close date
    #[arg(value_name = "DATE")]
    to: String,
    /// Why: the date was always wrong, or there is a new obstacle
    #[arg(long, value_name = "WHY", value_parser = names::tag())]
    because: MoveTag,
    #[command(flatten)]
    as_json: AsJson,
}

impl Move {
    fn run(self, desk: &mut Desk) -> Result {
        let tag = self.because;
        let edit = DealEdit {
            close: desk.day(Some(&self.to))?.map(|to| Redate { to, tag }),
            ..DealEdit::default()
        };
        edited(desk, &self.meant, edit, self.as_json.json)
    }
}

/// Ends a deal.
#[derive(Debug, Args)]
pub(super) struct End {
    #[command(flatten)]
    meant: Meant,
    /// Whose doing it was
    #[arg(long, value_name = "WHOSE", value_parser = names::credit())]
    why: Credit,
    #[command(flatten)]
    as_json: AsJson,
}

impl End {
    fn run(self, desk: &mut Desk, won: bool) -> Result {
        let (mut store, deal) = self.meant.deal(desk)?;
        let command = Command::Deal(Does::End {
            deal: deal.number,
            won,
            credit: self.why,
        });
        desk.perform(&mut store, &command, self.as_json.json).map(drop)
    }
}

/// Notes what one side conceded.
#[derive(Debug, Args)]
pub(super) struct Concede {
    #[command(flatten)]
    meant: Meant,
    /// What was conceded
    #[arg(value_name = "WHAT", allow_hyphen_values = true)]
    what: String,
    /// What it is for: the number of a concession of the other side, or none. A get is for the oldest give without one
    #[arg(long = "for", value_name = "N")]
    what_for: Option<String>,
    #[command(flatten)]
    as_json: AsJson,
}

impl Concede {
    fn run(self, desk: &mut Desk, side: Side) -> Result {
        let (mut store, deal) = self.meant.deal(desk)?;
        let answers = match self.what_for.as_deref().map(str::trim) {
            None => Answers::Usual,
            Some(word) if word.eq_ignore_ascii_case("none") => Answers::Nothing,
            Some(text) => Answers::That(meant::concession(text, &store, &deal, desk)?),
        };
        let command = Command::Deal(Does::Concede {
            deal: deal.number,
            side,
            what: self.what,
            answers,
        });
        desk.perform(&mut store, &command, self.as_json.json).map(drop)
    }
}
