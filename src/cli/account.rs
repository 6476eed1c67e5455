//! `downbeat account`: the clients.

use clap::{Args, Subcommand};
use serde::Serialize;

use super::desk::Desk;
use super::failure::{Failure, Result};
use super::list;
use super::out;
use super::table::{Column, Layout};
use crate::domain::ids::AccountNo;
use crate::domain::listing::Row;
use crate::domain::week::CallLine;
use crate::domain::{Time, clean, say};
use crate::report::rows::RowJson;
use crate::store::Reader;

/// Accounts named when a name could be several.
const SIMILAR: usize = 8;

const COLUMNS: &[Column] = &[
    Column::number("No."),
    Column::whole("Kind"),
    Column::cut("Subject", 16, 0),
    Column::whole("Clock"),
    Column::cut("Owner", 10, 1),
];

const CALLS: &[Column] = &[
    Column::whole("When"),
    Column::whole("Call"),
    Column::cut("With", 8, 1),
    Column::number("Took"),
    Column::cut("Notes", 16, 0),
];

/// What can be done with accounts.
#[derive(Debug, Subcommand)]
pub(super) enum AccountCommand {
    /// List accounts by name
    #[command(visible_alias = "ls")]
    List(ListAccounts),
    /// Show what is open with an account, what was closed last, and the last calls
    Show(Show),
}

impl AccountCommand {
    pub(super) fn run(self, desk: &mut Desk) -> Result {
        match self {
            Self::List(command) => command.run(desk),
            Self::Show(command) => command.run(desk),
        }
    }
}

/// An account as JSON.
#[derive(Debug, Serialize)]
struct AccountJson<'a> {
    number: i64,
    name: &'a str,
}

/// Lists accounts.
#[derive(Debug, Args)]
pub(super) struct ListAccounts {
    /// Only those with a word that begins like this
    #[arg(value_name = "NAME", default_value = "", hide_default_value = true)]
    name: String,
    /// At most so many
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// As JSON, one account a line
    #[arg(long)]
    json: bool,
}

impl ListAccounts {
    fn run(self, desk: &mut Desk) -> Result {
        let accounts = match desk.look()? {
            Some(reader) => reader.accounts_like(&self.name, self.limit.unwrap_or(usize::MAX))?,
            None => Vec::new(),
        };
        if self.json {
            let mut array = desk.out.array();
            for (number, name) in &accounts {
                array.push(&AccountJson {
                    number: number.0,
                    name,
                })?;
            }
            return array.end();
        }
        for (_, name) in &accounts {
            desk.out.line(name)?;
        }
        Ok(())
    }
}

/// Shows an account's items and calls.
#[derive(Debug, Args)]
pub(super) struct Show {
    /// The client's name, or the beginning of one of its words
    #[arg(value_name = "ACCOUNT")]
    account: String,
    /// As JSON
    #[arg(long)]
    json: bool,
}

/// An account with its items and calls as JSON.
#[derive(Debug, Serialize)]
struct ShownJson<'a> {
    number: i64,
    name: &'a str,
    open: Vec<RowJson>,
    closed: Vec<RowJson>,
    calls: Vec<CallJson<'a>>,
}

/// A call as JSON.
#[derive(Debug, Serialize)]
struct CallJson<'a> {
    at: Time,
    outcome: &'static str,
    person: &'a str,
    item: Option<i64>,
    minutes: Option<u32>,
    notes: &'a str,
}

impl<'a> From<&'a CallLine> for CallJson<'a> {
    fn from(call: &'a CallLine) -> Self {
        Self {
            at: call.at,
            outcome: call.outcome.as_str(),
            person: &call.person,
            item: call.item.map(|item| item.0),
            minutes: call.minutes,
            notes: &call.notes,
        }
    }
}

impl Show {
    fn run(self, desk: &mut Desk) -> Result {
        let reader = desk.reading()?;
        let (account, name) = meant(&reader, &self.account)?;
        let router = desk.router(&reader.owners()?);
        let open = reader.open_items_of(account, &router, desk.now)?;
        let closed = reader.closed_items_of(account, &router, desk.now)?;
        let calls = reader.calls_of(account)?;
        if self.json {
            let rows = |rows: &[Row]| rows.iter().map(RowJson::from).collect();
            return desk.out.json(&ShownJson {
                number: account.0,
                name: &name,
                open: rows(&open),
                closed: rows(&closed),
                calls: calls.iter().map(CallJson::from).collect(),
            });
        }
        desk.out.line(&name)?;
        let rows: Vec<Vec<String>> = open.iter().chain(&closed).map(|row| cells(row, desk)).collect();
        let calls: Vec<Vec<String>> = calls.iter().map(|call| call_cells(call, desk)).collect();
        if rows.is_empty() && calls.is_empty() {
            out::say("nothing has come in from them yet");
        }
        table(desk, COLUMNS, &rows)?;
        if !rows.is_empty() && !calls.is_empty() {
            desk.out.line("")?;
        }
        table(desk, CALLS, &calls)
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

/// The account that a name means: the one of that name, else the only one that begins like it.
pub(super) fn meant(reader: &Reader, text: &str) -> Result<(AccountNo, String)> {
    let wanted = clean::normalise_name(text);
    let mut found = reader.accounts_like(text, SIMILAR)?;
    if let Some(at) = found
        .iter()
        .position(|(_, name)| clean::normalise_name(name) == wanted)
    {
        return Ok(found.swap_remove(at));
    }
    let shown = clean::line(text, clean::NAME);
    match (found.len(), found.pop()) {
        (1, Some(one)) => Ok(one),
        (_, None) => Err(Failure::refused(format!(
            "there is no account {shown:?}; `downbeat account list` shows those there are"
        ))),
        (_, Some(last)) => {
            let names: Vec<String> = found.into_iter().chain([last]).map(|(_, name)| name).collect();
            Err(Failure::refused(format!(
                "{shown:?} could be any of {}: write more of the name",
                names.join(", ")
            )))
        }
    }
}

fn cells(row: &Row, desk: &Desk) -> Vec<String> {
    let (now, calendar) = (desk.now, desk.calendar());
    let (clock, owner) = match (&row.end, row.client_due) {
        (Some(end), _) => (
            format!("closed {}", say::since(end.at, now, calendar)),
            String::new(),
        ),
        (None, Some(due)) => (say::due(due, now, calendar), list::owner(row)),
        (None, None) => (String::new(), list::owner(row)),
    };
    vec![
        row.item.to_string(),
        row.kind.words().to_owned(),
        row.subject.clone(),
        clock,
        owner,
    ]
}

fn call_cells(call: &CallLine, desk: &Desk) -> Vec<String> {
    vec![
        say::since(call.at, desk.now, desk.calendar()),
        call.outcome.words().to_owned(),
        call.person.clone(),
        call.minutes
            .map_or_else(String::new, |minutes| format!("{minutes} min")),
        clean::joined(&call.notes, " / ", clean::NAME),
    ]
}
