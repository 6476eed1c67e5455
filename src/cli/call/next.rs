//! `downbeat call next`: what comes after a chase that reached nobody.

use clap::Args;

use crate::cli::account;
use crate::cli::desk::Desk;
use crate::cli::failure::{Failure, Result};
use crate::cli::out;
use crate::cli::rows::AsJson;
use crate::domain::calls::{CallCommand, Callee, MoveOn, NextUp};
use crate::domain::clean::normalise_name;
use crate::domain::command::Command;
use crate::domain::ids::{AccountNo, PersonNo};
use crate::domain::say;
use crate::store::Store;

/// Moves on from a chase. Without a choice, says what there is to choose from.
#[derive(Debug, Args)]
pub(in crate::cli) struct Next {
    /// The client nobody reached, by number or name
    #[arg(value_name = "ACCOUNT")]
    account: String,
    /// Call somebody else there, by name
    #[arg(long, value_name = "NAME", group = "choice")]
    person: Option<String>,
    /// Call the account most in need of a call instead
    #[arg(long, group = "choice")]
    ready: bool,
    /// Send one last note, and call no more; prints the note
    #[arg(long, group = "choice", value_name = "TEXT", num_args = 0..=1, default_missing_value = "", allow_hyphen_values = true)]
    note: Option<String>,
    /// Let it rest until a date
    #[arg(long, value_name = "DATE", group = "choice")]
    rest: Option<String>,
    #[command(flatten)]
    as_json: AsJson,
}

impl Next {
    pub(super) fn run(self, desk: &mut Desk) -> Result {
        let mut store = desk.existing()?;
        store.tick(desk.now)?;
        let reader = store.reader()?;
        let (account, name) = account::meant(&reader, &self.account)?;
        let next = found(desk, &store, account)?;
        let to = match (self.person, self.ready, self.note, self.rest) {
            (Some(person), ..) => MoveOn::Person(somebody(&next, &person)?),
            (None, true, ..) => {
                let Some((other, ..)) = next.ready else {
                    return Err(Failure::refused(
                        "no other account has anything open: nobody is in need of a call",
                    ));
                };
                MoveOn::Account(other)
            }
            (None, false, Some(text), _) if text.trim().is_empty() => MoveOn::Note(next.note),
            (None, false, Some(text), _) => MoveOn::Note(text),
            (None, false, None, Some(date)) => match desk.date(Some(&date))? {
                Some(until) => MoveOn::Rest(until),
                None => return Err(Failure::usage("--rest needs a date")),
            },
            (None, false, None, None) => {
                choices(desk, &next);
                return Err(Failure::usage(format!("choose what comes after {name}")));
            }
        };
        let command = Command::Call(CallCommand::MoveOn { account, to });
        let done = desk.perform(&mut store, &command, self.as_json.json)?;
        match done.draft {
            Some(note) if !self.as_json.json => desk.out.line(&note),
            Some(_) | None => Ok(()),
        }
    }
}

fn found(desk: &Desk, store: &Store, account: AccountNo) -> Result<NextUp> {
    store
        .reader()?
        .next_up(account, desk.settings(), desk.now)?
        .ok_or_else(|| Failure::refused(format!("there is no account {account}")))
}

/// The one person there that the name begins like.
fn somebody(next: &NextUp, name: &str) -> Result<PersonNo> {
    let wanted = normalise_name(name);
    let all = || next.people.iter();
    let whole: Vec<_> = all().filter(|callee| callee.is_called(&wanted)).collect();
    let begins: Vec<_> = all().filter(|callee| callee.begins_like(&wanted)).collect();
    let meant = if whole.is_empty() { begins } else { whole };
    let names = |callees: &[&Callee]| {
        let names: Vec<&str> = callees.iter().map(|callee| callee.introduced.as_str()).collect();
        names.join("; ")
    };
    match meant.as_slice() {
        [one] => Ok(one.person),
        [] if next.people.is_empty() => Err(Failure::refused(format!(
            "nobody else is known at {}; `downbeat account person add {:?} NAME` adds somebody",
            next.client, next.client
        ))),
        [] => Err(Failure::refused(format!(
            "nobody at {} is called {name:?}; there are: {}",
            next.client,
            names(&next.people.iter().collect::<Vec<_>>())
        ))),
        several => Err(Failure::refused(format!(
            "{name:?} could be any of: {}; write more of the name",
            names(several)
        ))),
    }
}

/// Says what can be chosen after the last try.
pub(super) fn say_choices(desk: &Desk, store: &Store, account: AccountNo) -> Result {
    let next = found(desk, store, account)?;
    choices(desk, &next);
    Ok(())
}

fn choices(desk: &Desk, next: &NextUp) {
    let client = &next.client;
    let tries = match next.tries {
        1 => "1 try".to_owned(),
        tries => format!("{tries} tries"),
    };
    out::say(&format!(
        "Next! {tries} have not reached {client}. `downbeat call next {client:?}` with one of:"
    ));
    let people: Vec<&str> = next
        .people
        .iter()
        .map(|callee| callee.introduced.as_str())
        .collect();
    let people = if people.is_empty() {
        "nobody else is known there".to_owned()
    } else {
        people.join("; ")
    };
    out::say(&format!("  --person NAME  call somebody else there: {people}"));
    let ready = match &next.ready {
        Some((_, name, since)) => format!(
            "{name}, no word since {}",
            say::since(*since, desk.now, desk.calendar())
        ),
        None => "no other account has anything open".to_owned(),
    };
    out::say(&format!(
        "  --ready        call the account most in need: {ready}"
    ));
    out::say("  --note [TEXT]  send one last note, and call no more");
    out::say("  --rest DATE    let it rest until a date");
}
