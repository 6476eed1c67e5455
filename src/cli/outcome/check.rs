//! `downbeat outcome check`: how a client is after a signature.

use clap::{Args, Subcommand};

use super::meant;
use crate::cli::desk::Desk;
use crate::cli::edit;
use crate::cli::failure::{Failure, Result};
use crate::cli::rows::AsJson;
use crate::domain::command::Command;
use crate::domain::outcome::command::{CheckFound, OutcomeCommand};

/// Closes a check.
#[derive(Debug, Args)]
#[command(override_usage = "downbeat outcome check <CHECK> <fine|problem|opportunity> [OPTIONS]")]
pub(in crate::cli) struct CheckClient {
    /// The check by number, or its client's or its deal's name when that has only one open
    #[arg(value_name = "CHECK")]
    check: String,
    #[command(subcommand)]
    found: Found,
}

/// How the client is.
#[derive(Debug, Subcommand)]
enum Found {
    /// The client is well
    Fine(Fine),
    /// Something is wrong: makes a support call, handed off to the owner shown
    Problem(Problem),
    /// Something more can be sold: makes a deal
    Opportunity(Opportunity),
}

/// What every ending takes.
#[derive(Debug, Args)]
struct Said {
    /// What the client says, in the client's own words
    #[arg(
        long,
        value_name = "TEXT",
        allow_hyphen_values = true,
        default_value = "",
        hide_default_value = true
    )]
    words: String,
    #[command(flatten)]
    as_json: AsJson,
}

#[derive(Debug, Args)]
struct Fine {
    #[command(flatten)]
    said: Said,
}

#[derive(Debug, Args)]
struct Problem {
    /// What is wrong, in one line
    #[arg(value_name = "WHAT", default_value = "", hide_default_value = true)]
    what: String,
    #[command(flatten)]
    said: Said,
}

#[derive(Debug, Args)]
struct Opportunity {
    /// What can be sold
    #[arg(value_name = "NAME")]
    name: String,
    /// When the client is to sign
    #[arg(long, value_name = "DATE")]
    close: String,
    /// What it is worth, as in 48200 or 'USD 3180.50'
    #[arg(long, value_name = "AMOUNT")]
    value: Option<String>,
    #[command(flatten)]
    said: Said,
}

impl CheckClient {
    pub(super) fn run(self, desk: &mut Desk) -> Result {
        let (found, said) = match self.found {
            Found::Fine(fine) => (CheckFound::Fine, fine.said),
            Found::Problem(problem) => (CheckFound::Problem { what: problem.what }, problem.said),
            Found::Opportunity(more) => {
                let Some(close_on) = desk.day(Some(&more.close))? else {
                    return Err(Failure::usage(
                        "--close needs a date, as in 'in 6 weeks' or 2027-03-31",
                    ));
                };
                let value = more
                    .value
                    .as_deref()
                    .map(|text| edit::amount("--value", text, desk.settings()))
                    .transpose()?;
                let found = CheckFound::Opportunity {
                    name: more.name,
                    value,
                    close_on,
                };
                (found, more.said)
            }
        };
        let mut store = desk.existing()?;
        let item = meant::check(&store.reader()?, &self.check)?.item;
        let words = said.words;
        let command = Command::Outcome(OutcomeCommand::Check { item, found, words });
        desk.perform(&mut store, &command, said.as_json.json).map(drop)
    }
}
