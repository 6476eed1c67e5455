//! Accounts found: by name or by anything, those that wait most for a word, and those that may be one and the same.

use clap::Args;
use serde::Serialize;

use super::table;
use crate::cli::desk::Desk;
use crate::cli::failure::Result;
use crate::cli::out;
use crate::cli::table::Column;
use crate::domain::duplicates::Why;
use crate::domain::ready::Waiting;
use crate::domain::{Time, say};
use crate::store::{AccountLine, Duplicate};

/// Most accounts on the ready list, and most pairs offered, where no number is given.
const READY: usize = 20;
const PAIRS: usize = 50;

const READY_COLUMNS: &[Column] = &[
    Column::number("No."),
    Column::cut("Account", 12, 0),
    Column::whole("Silent for"),
    Column::whole("Promised"),
    Column::whole("Next promise"),
    Column::number("Open"),
];

const PAIR_COLUMNS: &[Column] = &[
    Column::cut("One", 12, 1),
    Column::cut("The other", 12, 0),
    Column::whole("Why"),
];

/// Lists accounts.
#[derive(Debug, Args)]
pub(in crate::cli) struct ListAccounts {
    /// Only those of which each word begins a word of the name, a tag, the domain, a person or an address; or a
    /// telephone number
    #[arg(value_name = "WORDS", num_args = 0..)]
    words: Vec<String>,
    /// Those that wait most for a word: the longest silence, weighed by what is promised
    #[arg(long, conflicts_with = "words")]
    ready: bool,
    /// At most so many
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// As JSON, one account a line
    #[arg(long)]
    json: bool,
}

impl ListAccounts {
    pub(super) fn run(self, desk: &mut Desk) -> Result {
        if self.ready {
            return self.ready(desk);
        }
        let country = desk.settings().country;
        let accounts = match desk.look()? {
            Some(reader) => {
                let limit = self.limit.unwrap_or(usize::MAX);
                reader.accounts_found(&self.words.join(" "), country, "", limit)?
            }
            None => Vec::new(),
        };
        if self.json {
            let mut array = desk.out.array();
            for account in &accounts {
                array.push(&AccountJson::from(account))?;
            }
            return array.end();
        }
        for account in &accounts {
            desk.out.line(&account.name)?;
        }
        Ok(())
    }

    fn ready(&self, desk: &mut Desk) -> Result {
        let list = match desk.look()? {
            Some(reader) => reader.ready(desk.now, self.limit.unwrap_or(READY))?,
            None => Vec::new(),
        };
        if self.json {
            let mut array = desk.out.array();
            for waiting in &list {
                array.push(&ReadyJson::new(waiting, desk.now))?;
            }
            return array.end();
        }
        if list.is_empty() {
            out::say("nobody waits for a word: nothing is open with any account");
        }
        let rows: Vec<Vec<String>> = list.iter().map(|waiting| ready_cells(waiting, desk)).collect();
        table(desk, READY_COLUMNS, &rows)
    }
}

/// An account as JSON.
#[derive(Debug, Serialize)]
struct AccountJson<'a> {
    number: i64,
    name: &'a str,
    domain: &'a str,
    tags: &'a [String],
}

impl<'a> From<&'a AccountLine> for AccountJson<'a> {
    fn from(account: &'a AccountLine) -> Self {
        Self {
            number: account.number.0,
            name: &account.name,
            domain: &account.domain,
            tags: &account.tags,
        }
    }
}

/// An account on the ready list as JSON.
#[derive(Debug, Serialize)]
struct ReadyJson<'a> {
    number: i64,
    name: &'a str,
    /// The last words with them; null when there were none.
    last_words: Option<Time>,
    /// Since when they have heard nothing.
    silent_since: Time,
    open_items: u32,
    open_promises: u32,
    overdue_promises: u32,
    next_promise: Option<Time>,
    /// The silence in minutes, weighed: what the list is sorted by.
    score: i64,
}

impl<'a> ReadyJson<'a> {
    fn new(waiting: &'a Waiting, now: Time) -> Self {
        Self {
            number: waiting.account.0,
            name: &waiting.name,
            last_words: waiting.last_words,
            silent_since: waiting.since,
            open_items: waiting.items,
            open_promises: waiting.promises,
            overdue_promises: waiting.overdue,
            next_promise: waiting.next_promise,
            score: waiting.score(now),
        }
    }
}

fn ready_cells(waiting: &Waiting, desk: &Desk) -> Vec<String> {
    let silence = say::span(desk.now - waiting.since);
    let silent = if waiting.last_words.is_some() {
        silence
    } else {
        format!("{silence}, never spoken")
    };
    vec![
        waiting.account.to_string(),
        waiting.name.clone(),
        silent,
        waiting.promised(),
        waiting
            .next_promise
            .map_or_else(String::new, |due| say::due(due, desk.now, desk.calendar())),
        waiting.items.to_string(),
    ]
}

/// Lists what may be one and the same.
#[derive(Debug, Args)]
pub(in crate::cli) struct Duplicates {
    /// People instead of accounts
    #[arg(long)]
    people: bool,
    /// At most so many pairs
    #[arg(long, value_name = "N", default_value_t = PAIRS)]
    limit: usize,
    /// As JSON, one pair a line
    #[arg(long)]
    json: bool,
}

/// A pair as JSON.
#[derive(Debug, Serialize)]
struct PairJson<'a> {
    first: i64,
    first_name: &'a str,
    second: i64,
    second_name: &'a str,
    why: &'a [Why],
}

impl Duplicates {
    pub(super) fn run(self, desk: &mut Desk) -> Result {
        let (pairs, more) = match desk.look()? {
            Some(reader) if self.people => reader.duplicate_people(self.limit)?,
            Some(reader) => reader.duplicate_accounts(self.limit)?,
            None => (Vec::new(), false),
        };
        if self.json {
            let mut array = desk.out.array();
            for two in &pairs {
                array.push(&PairJson {
                    first: two.pair.first,
                    first_name: &two.first,
                    second: two.pair.second,
                    second_name: &two.second,
                    why: &two.pair.why,
                })?;
            }
            return array.end();
        }
        let whose = if self.people { "account person" } else { "account" };
        if pairs.is_empty() {
            out::say("none look like one and the same");
            return Ok(());
        }
        let rows: Vec<Vec<String>> = pairs.iter().map(pair_cells).collect();
        table(desk, PAIR_COLUMNS, &rows)?;
        if more {
            out::say("there are more; --limit shows them");
        }
        out::say(&format!(
            "nothing was changed: `downbeat {whose} merge NUMBER --into NUMBER` makes one of two"
        ));
        Ok(())
    }
}

fn pair_cells(two: &Duplicate) -> Vec<String> {
    let why: Vec<&str> = two.pair.why.iter().map(|why| why.words()).collect();
    vec![
        format!("#{} {}", two.pair.first, two.first),
        format!("#{} {}", two.pair.second, two.second),
        why.join(", "),
    ]
}
