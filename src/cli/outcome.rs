//! `downbeat outcome`: what clients bought things for, with its readings; the checks after a signature; pay by results.

mod check;
mod meant;
mod shown;

use clap::{ArgGroup, Args, Subcommand};

use super::desk::Desk;
use super::failure::{Failure, Result};
use super::rows::AsJson;
use super::{deal, promise};
use crate::domain::clean;
use crate::domain::command::{AccountRef, Command};
use crate::domain::outcome::command::{DealOf, OutcomeCommand, OutcomeDraft, OutcomeEdit, ReadingDraft};
use crate::domain::outcome::{Course, OutcomeEnd, Value};
use crate::domain::{Time, when};
use crate::store::Reader;
use check::CheckClient;
use meant::Meant;

/// What can be done with outcomes.
#[derive(Debug, Subcommand)]
pub(super) enum OutcomeCommands {
    /// Enter an outcome: what is measured, from where to where, by when
    Add(Add),
    /// List the open outcomes by client
    #[command(visible_alias = "ls")]
    List(shown::ListOutcomes),
    /// Show an outcome: all its readings, where they lead, what it has earned
    Show(shown::ShowOutcome),
    /// Change an open outcome
    Edit(Edit),
    /// Take a reading
    Reading(Read),
    /// The target was met, or it is followed no more
    Close(Close),
    /// List the checks that follow signatures, by date
    Checks(shown::ListChecks),
    /// Close a check: fine, a problem, or an opportunity
    Check(CheckClient),
    /// What you would earn if pay followed results, for each client and in total
    Paycheck(shown::ShowPaycheck),
}

impl OutcomeCommands {
    pub(super) fn run(self, desk: &mut Desk) -> Result {
        match self {
            Self::Add(command) => command.run(desk),
            Self::List(command) => command.run(desk),
            Self::Show(command) => command.run(desk),
            Self::Edit(command) => command.run(desk),
            Self::Reading(command) => command.run(desk),
            Self::Close(command) => command.run(desk),
            Self::Checks(command) => command.run(desk),
            Self::Check(command) => command.run(desk),
            Self::Paycheck(command) => command.run(desk),
        }
    }
}

/// A value of a measure as it was written.
fn value(option: &str, text: &str, unit: &str) -> Result<Value> {
    Value::parse_in(text, unit).ok_or_else(|| {
        Failure::usage(format!(
            "{option} {:?} is no value: write a decimal such as 12, -0.5 or 1,250.75, with six digits after the point at \
             most",
            clean::line(text, clean::NAME)
        ))
    })
}

/// The deal that was bought for it: one by number or name, or none.
fn deal_of(reader: Option<&Reader>, text: Option<&str>) -> Result<Option<DealOf>> {
    Ok(match (text.map(str::trim), reader) {
        (None, _) => None,
        (Some(none), _) if none.eq_ignore_ascii_case("none") => Some(DealOf::Nothing),
        (Some(text), Some(reader)) => Some(DealOf::That(deal::meant::meant(reader, text)?.number)),
        (Some(text), None) => {
            return Err(Failure::refused(format!(
                "there is no deal {:?}: there is no store yet",
                clean::line(text, clean::NAME)
            )));
        }
    })
}

/// Enters an outcome.
#[derive(Debug, Args)]
#[command(
    override_usage = "downbeat outcome add <ACCOUNT> <MEASURE> --from <VALUE> --to <VALUE> --by <DATE> [OPTIONS]"
)]
pub(super) struct Add {
    /// The client's name; a new one makes an account
    #[arg(value_name = "ACCOUNT")]
    account: String,
    /// What is measured
    #[arg(value_name = "MEASURE")]
    measure: String,
    /// Where it begins
    #[arg(long, value_name = "VALUE", allow_hyphen_values = true)]
    from: String,
    /// Where it is to lead; which way is better follows from the two
    #[arg(long, value_name = "VALUE", allow_hyphen_values = true)]
    to: String,
    /// By when
    #[arg(long, value_name = "DATE")]
    by: String,
    /// In what it is measured, as in days or %
    #[arg(long, value_name = "UNIT", default_value = "", hide_default_value = true)]
    unit: String,
    /// The deal that was bought for it, or none; else the client's only one, or the only one signed
    #[arg(long, value_name = "DEAL")]
    deal: Option<String>,
    #[command(flatten)]
    as_json: AsJson,
}

impl Add {
    fn run(self, desk: &mut Desk) -> Result {
        let baseline = value("--from", &self.from, &self.unit)?;
        let target = value("--to", &self.to, &self.unit)?;
        let course = Course::new(baseline, target)
            .ok_or_else(|| Failure::usage("--from and --to are the same: then nothing is to change"))?;
        let Some(by) = desk.day(Some(&self.by))? else {
            return Err(Failure::usage(
                "--by needs a date, as in 'in 3 months' or 2027-03-31",
            ));
        };
        // All is read before a store is made, so that a slip of the pen makes none.
        let (account, of) = match desk.found()? {
            Some(store) => {
                let reader = store.reader()?;
                (
                    promise::client(&reader, &self.account)?,
                    deal_of(Some(&reader), self.deal.as_deref())?,
                )
            }
            None => (
                AccountRef::Named(self.account),
                deal_of(None, self.deal.as_deref())?,
            ),
        };
        let draft = OutcomeDraft {
            account,
            deal: of.unwrap_or(DealOf::Only),
            measure: self.measure,
            unit: self.unit,
            course,
            by,
        };
        let mut store = desk.open()?;
        let command = Command::Outcome(OutcomeCommand::Add(draft));
        desk.perform(&mut store, &command, self.as_json.json).map(drop)
    }
}

/// Changes an open outcome.
#[derive(Debug, Args)]
#[command(override_usage = "downbeat outcome edit <OUTCOME> --FIELD <VALUE>...", group = ArgGroup::new("field")
    .required(true).multiple(true).args(["measure", "unit", "from", "to", "by", "deal"]))]
pub(super) struct Edit {
    #[command(flatten)]
    meant: Meant,
    /// What is measured
    #[arg(long, value_name = "TEXT")]
    measure: Option<String>,
    /// In what it is measured; an empty text clears it
    #[arg(long, value_name = "UNIT")]
    unit: Option<String>,
    /// Where it began
    #[arg(long, value_name = "VALUE", allow_hyphen_values = true)]
    from: Option<String>,
    /// Where it is to lead
    #[arg(long, value_name = "VALUE", allow_hyphen_values = true)]
    to: Option<String>,
    /// By when
    #[arg(long, value_name = "DATE")]
    by: Option<String>,
    /// The deal that was bought for it, or none
    #[arg(long, value_name = "DEAL")]
    deal: Option<String>,
    #[command(flatten)]
    as_json: AsJson,
}

impl Edit {
    fn run(self, desk: &mut Desk) -> Result {
        let (mut store, file) = self.meant.outcome(desk)?;
        let unit = self.unit.clone().unwrap_or_else(|| file.outcome.unit.clone());
        let read = |option: &str, text: &Option<String>| {
            text.as_deref().map(|text| value(option, text, &unit)).transpose()
        };
        let edit = OutcomeEdit {
            measure: self.measure,
            baseline: read("--from", &self.from)?,
            target: read("--to", &self.to)?,
            by: desk.day(self.by.as_deref())?,
            deal: deal_of(Some(&store.reader()?), self.deal.as_deref())?,
            unit: self.unit,
        };
        let item = file.outcome.item;
        let command = Command::Outcome(OutcomeCommand::Edit { item, edit });
        desk.perform(&mut store, &command, self.as_json.json).map(drop)
    }
}

/// Takes a reading.
#[derive(Debug, Args)]
pub(super) struct Read {
    #[command(flatten)]
    meant: Meant,
    /// The value
    #[arg(value_name = "VALUE", allow_hyphen_values = true)]
    value: String,
    /// As of which day, as in yesterday, 'mon' or 2026-11-02; else now
    #[arg(long, value_name = "DAY")]
    at: Option<String>,
    /// Where it comes from
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    source: String,
    /// What the client says, in the client's own words
    #[arg(
        long,
        value_name = "TEXT",
        allow_hyphen_values = true,
        default_value = "",
        hide_default_value = true
    )]
    words: String,
    /// Make a support call of it, handed off to the owner shown
    #[arg(long)]
    problem: bool,
    /// The target is met with it: close the outcome
    #[arg(long)]
    reached: bool,
    #[command(flatten)]
    as_json: AsJson,
}

impl Read {
    fn run(self, desk: &mut Desk) -> Result {
        let at = self.at.as_deref().map(|text| past(text, desk)).transpose()?;
        let (mut store, file) = self.meant.outcome(desk)?;
        let draft = ReadingDraft {
            item: file.outcome.item,
            value: value("VALUE", &self.value, &file.outcome.unit)?,
            at,
            source: self.source,
            words: self.words,
            problem: self.problem,
            reached: self.reached,
        };
        let command = Command::Outcome(OutcomeCommand::Read(draft));
        desk.perform(&mut store, &command, self.as_json.json).map(drop)
    }
}

/// Noon of a past day; of today, now.
fn past(text: &str, desk: &Desk) -> Result<Time> {
    when::past_moment(text, desk.now, desk.calendar()).ok_or_else(|| {
        Failure::usage(format!(
            "--at {:?} is no past day: write for example yesterday, mon, '3 days ago' or 2026-11-02",
            clean::line(text, clean::NAME)
        ))
    })
}

/// Ends an outcome.
#[derive(Debug, Args)]
#[command(group = ArgGroup::new("how").required(true).args(["reached", "given_up"]))]
pub(super) struct Close {
    #[command(flatten)]
    meant: Meant,
    /// The latest reading meets the target
    #[arg(long)]
    reached: bool,
    /// It is followed no more
    #[arg(long)]
    given_up: bool,
    #[command(flatten)]
    as_json: AsJson,
}

impl Close {
    fn run(self, desk: &mut Desk) -> Result {
        let (mut store, file) = self.meant.outcome(desk)?;
        let end = if self.reached {
            OutcomeEnd::Reached
        } else {
            OutcomeEnd::GivenUp
        };
        let item = file.outcome.item;
        let command = Command::Outcome(OutcomeCommand::End { item, end });
        desk.perform(&mut store, &command, self.as_json.json).map(drop)
    }
}
