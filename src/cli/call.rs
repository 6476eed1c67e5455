//! `downbeat call`: logs a call, lists and exports the logged ones, and moves on when a chase is over.

mod export;
mod list;
mod next;

use clap::{Args, Subcommand};

use super::desk::Desk;
use super::failure::{Failure, Result};
use super::names;
use super::out;
use super::rows::AsJson;
use crate::domain::clean;
use crate::domain::command::{AccountRef, CallDraft, Command};
use crate::domain::ids::ItemNo;
use crate::domain::item::Kind;
use crate::domain::settings::CallOutcome;
use crate::store::Store;

/// How many accounts with a similar name are named.
const SIMILAR: usize = 4;

/// Calls: logging one, and what is done with the logged ones.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(super) struct Calls {
    #[command(subcommand)]
    command: Option<CallsCommand>,
    #[command(flatten)]
    log: Call,
}

/// What can be done with logged calls.
#[derive(Debug, Subcommand)]
enum CallsCommand {
    /// List the last calls
    #[command(visible_alias = "ls")]
    List(list::ListCalls),
    /// Next! What comes after a chase that reached nobody
    Next(next::Next),
    /// Write the calls for Salesforce, HubSpot or as plain CSV, each only once
    Export(export::Export),
}

impl Calls {
    pub(super) fn run(self, desk: &mut Desk) -> Result {
        match self.command {
            Some(CallsCommand::List(command)) => command.run(desk),
            Some(CallsCommand::Next(command)) => command.run(desk),
            Some(CallsCommand::Export(command)) => command.run(desk),
            None => self.log.run(desk),
        }
    }
}

/// Logs a call.
#[derive(Debug, Args)]
struct Call {
    /// The client's name; a new one makes an account
    #[arg(value_name = "ACCOUNT", required = true)]
    account: Option<String>,
    /// How it ended
    #[arg(long, short, value_name = "OUTCOME", value_parser = names::outcome(), required = true)]
    outcome: Option<CallOutcome>,
    /// The item it was about
    #[arg(long, value_name = "ITEM", value_parser = names::item)]
    item: Option<ItemNo>,
    /// Who it was with
    #[arg(long, value_name = "NAME")]
    person: Option<String>,
    /// What was said
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    notes: Option<String>,
    /// How long it took
    #[arg(long, value_name = "N")]
    minutes: Option<u32>,
    /// The next call; else what the config proposes for the outcome. none proposes none
    #[arg(long, value_name = "DATE")]
    next: Option<String>,
    /// The call brought something new: 'support: login fails after update'
    #[arg(long, value_name = "KIND: SUBJECT", conflicts_with = "item")]
    opens: Option<String>,
    #[command(flatten)]
    as_json: AsJson,
}

impl Call {
    fn run(self, desk: &mut Desk) -> Result {
        // Both are required, unless something else is done with calls.
        let (Some(account), Some(outcome)) = (self.account, self.outcome) else {
            return Err(Failure::usage(
                "name the account and how the call ended, as in: downbeat call 'Acme Pumps' --outcome no-answer",
            ));
        };
        let opens = self.opens.as_deref().map(opened).transpose()?;
        let mut store = if self.item.is_some() {
            desk.existing()?
        } else {
            desk.open()?
        };
        let client = AccountRef::Named(account);
        let chase = store.reader()?.chase(&client, self.item)?;
        let proposed = chase
            .try_that_ended(outcome, &desk.settings().cadences, desk.now, desk.calendar())
            .next;
        let next = match self.next.as_deref().map(str::trim) {
            Some(word) if word.eq_ignore_ascii_case("none") => None,
            Some(text) => desk.date(Some(text))?,
            None => proposed,
        };
        let similar = match &client {
            AccountRef::Named(name) => similar(&store, name)?,
            AccountRef::Number(_) => Vec::new(),
        };
        let call = CallDraft {
            account: client,
            item: self.item,
            person: self.person.unwrap_or_default(),
            outcome,
            minutes: self.minutes,
            notes: self.notes.unwrap_or_default(),
            next,
            opens,
            at: desk.now,
        };
        let done = desk.perform(&mut store, &Command::LogCall(call), self.as_json.json)?;
        if let Some(over) = &done.over
            && !self.as_json.json
        {
            next::say_choices(desk, &store, over.account)?;
        }
        if !similar.is_empty() {
            out::say(&format!(
                "similar accounts: {}; `downbeat undo` takes this back if one of them was meant",
                similar.join(", ")
            ));
        }
        Ok(())
    }
}

/// What a call brought: a kind, a colon and the subject.
fn opened(text: &str) -> Result<(Kind, String)> {
    let read = || {
        let (kind, subject) = text.split_once(':')?;
        let subject = subject.trim();
        (!subject.is_empty()).then_some((names::kind_of(kind)?, subject.to_owned()))
    };
    read().ok_or_else(|| {
        Failure::usage(format!(
            "--opens {:?} needs a kind, a colon and a subject, as in 'support: login fails after update'",
            clean::line(text, clean::NAME)
        ))
    })
}

/// Accounts with a similar name, when none has this one.
fn similar(store: &Store, name: &str) -> Result<Vec<String>> {
    let wanted = clean::normalise_name(name);
    let found = store.reader()?.accounts_like(name, SIMILAR)?;
    if wanted.is_empty()
        || found
            .iter()
            .any(|(_, other)| clean::normalise_name(other) == wanted)
    {
        return Ok(Vec::new());
    }
    Ok(found.into_iter().map(|(_, name)| name).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_call_brought_has_a_kind_and_a_subject() {
        assert_eq!(
            opened("support: login fails: all of them").unwrap(),
            (Kind::Support, "login fails: all of them".to_owned())
        );
        assert_eq!(opened("Follow-up: send it").unwrap().0, Kind::FollowUp);
        for bad in ["", "support", "support:", "support:  ", "thing: x"] {
            assert!(matches!(opened(bad), Err(Failure::Usage(_))), "{bad}");
        }
    }
}
