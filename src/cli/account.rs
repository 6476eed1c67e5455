//! `downbeat account`: the clients.

use clap::{Args, Subcommand};
use serde::Serialize;

use super::desk::Desk;
use super::failure::{Failure, Result};
use super::list;
use super::out;
use super::table::{Column, Layout};
use crate::domain::ids::AccountNo;
use crate::domain::listing::{From, Row, Scope};
use crate::domain::{clean, say};
use crate::report::rows::RowJson;
use crate::store::Reader;

/// Rows read at a time while an account's items are looked for.
const PAGE: usize = 200;
/// Closed items shown with an account, newest first.
const CLOSED: usize = 10;
/// Accounts named when a name could be several.
const SIMILAR: usize = 8;

const COLUMNS: &[Column] = &[
    Column::number("No."),
    Column::whole("Kind"),
    Column::cut("Subject", 16, 0),
    Column::whole("Clock"),
    Column::cut("Owner", 10, 1),
];

/// What can be done with accounts.
#[derive(Debug, Subcommand)]
pub(super) enum AccountCommand {
    /// List accounts by name
    #[command(visible_alias = "ls")]
    List(ListAccounts),
    /// Show an account's items
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

/// Shows an account's items.
#[derive(Debug, Args)]
pub(super) struct Show {
    /// The client's name, or the beginning of one of its words
    #[arg(value_name = "ACCOUNT")]
    account: String,
    /// As JSON
    #[arg(long)]
    json: bool,
}

/// An account with its items as JSON.
#[derive(Debug, Serialize)]
struct ShownJson<'a> {
    number: i64,
    name: &'a str,
    open: Vec<RowJson>,
    closed: Vec<RowJson>,
}

impl Show {
    fn run(self, desk: &mut Desk) -> Result {
        let mut store = desk.existing()?;
        store.tick(desk.now)?;
        let reader = store.reader()?;
        let (account, name) = meant(&reader, &self.account)?;
        let (open, closed) = items(desk, &reader, account, &name)?;
        if self.json {
            let rows = |rows: &[Row]| rows.iter().map(RowJson::from).collect();
            return desk.out.json(&ShownJson {
                number: account.0,
                name: &name,
                open: rows(&open),
                closed: rows(&closed),
            });
        }
        desk.out.line(&name)?;
        let rows: Vec<Vec<String>> = open.iter().chain(&closed).map(|row| cells(row, desk)).collect();
        if rows.is_empty() {
            out::say("nothing has come in from them yet");
            return Ok(());
        }
        let layout = Layout::of(COLUMNS, &rows, desk.out.columns());
        desk.out.heading(&layout.heads())?;
        for row in &rows {
            desk.out.line(&layout.line(row))?;
        }
        Ok(())
    }
}

/// The account that a name means: the one of that name, else the only one that begins like it.
fn meant(reader: &Reader, text: &str) -> Result<(AccountNo, String)> {
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

/// An account's open items, and the newest of its closed ones, found by searching for its name.
fn items(desk: &Desk, reader: &Reader, account: AccountNo, name: &str) -> Result<(Vec<Row>, Vec<Row>)> {
    let router = desk.router(&reader.owners()?);
    let scope = Scope {
        list: None,
        kind: None,
        owner: None,
        words: name.to_owned(),
    };
    let (mut open, mut closed) = (Vec::new(), Vec::new());
    let mut from = From::Top;
    loop {
        let window = reader.window(&scope, from, PAGE, &router, desk.now)?;
        let last = window.rows.last().map(|row| row.place);
        for row in window.rows.into_iter().filter(|row| row.account == account) {
            if row.end.is_none() {
                open.push(row);
            } else if closed.len() < CLOSED {
                closed.push(row);
            }
        }
        match last {
            Some(place) if window.more_after => from = From::After(place),
            Some(_) | None => return Ok((open, closed)),
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
