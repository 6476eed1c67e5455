//! `downbeat account`: the clients and the people there.

mod edit;
mod found;
pub(super) mod person;
mod show;

use clap::Subcommand;

use super::desk::Desk;
use super::failure::{Failure, Result};
use super::names;
use super::table::{Column, Layout};
use crate::domain::clean;
use crate::domain::ids::AccountNo;
use crate::store::Reader;

/// Accounts named when a name could be several.
const SIMILAR: usize = 8;

/// What can be done with accounts.
#[derive(Debug, Subcommand)]
pub(super) enum AccountCommand {
    /// Add an account
    Add(edit::Add),
    /// List accounts by name, or those that wait most for a word
    #[command(visible_alias = "ls")]
    List(found::ListAccounts),
    /// Show an account: people, what is open, what was said, what happened
    Show(show::Show),
    /// Change an account's name, domain, tags, numbers and addresses
    Edit(edit::Edit),
    /// Make one of two accounts; everything of the first becomes the other's
    Merge(edit::Merge),
    /// Accounts, or people, that may be one and the same
    Duplicates(found::Duplicates),
    /// The people at the accounts
    #[command(subcommand)]
    Person(person::PersonCommand),
}

impl AccountCommand {
    pub(super) fn run(self, desk: &mut Desk) -> Result {
        match self {
            Self::Add(command) => command.run(desk),
            Self::List(command) => command.run(desk),
            Self::Show(command) => command.run(desk),
            Self::Edit(command) => command.run(desk),
            Self::Merge(command) => command.run(desk),
            Self::Duplicates(command) => command.run(desk),
            Self::Person(command) => command.run(desk),
        }
    }
}

/// A table, or nothing where there are no rows.
fn table(desk: &mut Desk, columns: &[Column], rows: &[Vec<String>]) -> Result {
    if rows.is_empty() {
        return Ok(());
    }
    let layout = Layout::of(columns, rows, desk.out.columns());
    desk.out.heading(&layout.heads())?;
    for row in rows {
        desk.out.line(&layout.line(row))?;
    }
    Ok(())
}

/// The account that is meant: by number with its sign, by its whole name, by number alone, else the only one that
/// begins like it. Nobody and several are refused, with those that could be meant.
pub(super) fn meant(reader: &Reader, text: &str) -> Result<(AccountNo, String)> {
    let by_number = |number: Option<i64>| -> Result<Option<(AccountNo, String)>> {
        let Some(number) = number else { return Ok(None) };
        let account = reader.account(AccountNo(number))?;
        Ok(account.map(|account| (account.number, account.name)))
    };
    let text = text.trim();
    let number = names::number(text);
    if text.starts_with('#')
        && let Some(account) = by_number(number)?
    {
        return Ok(account);
    }
    if let Some(account) = reader.account_named(text)? {
        return Ok(account);
    }
    if let Some(account) = by_number(number)? {
        return Ok(account);
    }
    let mut found = reader.accounts_like(text, SIMILAR)?;
    let shown = clean::line(text, clean::NAME);
    match (found.len(), found.pop()) {
        (1, Some(one)) => Ok(one),
        (_, None) => Err(Failure::refused(format!(
            "there is no account {shown:?}; `downbeat account list` shows those there are"
        ))),
        (_, Some(last)) => {
            let names: Vec<String> = found
                .into_iter()
                .chain([last])
                .map(|(number, name)| format!("{name} ({number})"))
                .collect();
            Err(Failure::refused(format!(
                "{shown:?} could be any of {}: write more of the name, or the number",
                names.join(", ")
            )))
        }
    }
}
