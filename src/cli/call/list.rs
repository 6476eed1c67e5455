//! `downbeat call list`: the last calls.

use clap::Args;
use serde::Serialize;

use crate::cli::desk::Desk;
use crate::cli::failure::Result;
use crate::cli::out;
use crate::cli::table::{Column, Layout};
use crate::domain::calls::LoggedCall;
use crate::domain::{Time, say};

/// How many calls are listed where no number is given.
const LISTED: usize = 50;

const COLUMNS: &[Column] = &[
    Column::whole("When"),
    Column::cut("Client", 12, 2),
    Column::cut("With", 8, 1),
    Column::whole("How"),
    Column::number("Try"),
    Column::number("Min"),
    Column::cut("Notes", 12, 0),
];

/// Lists the last calls, newest first.
#[derive(Debug, Args)]
pub(in crate::cli) struct ListCalls {
    /// At most so many
    #[arg(long, value_name = "N", default_value_t = LISTED)]
    limit: usize,
    /// As JSON, one call a line
    #[arg(long)]
    json: bool,
}

/// A call as JSON.
#[derive(Debug, Serialize)]
struct CallJson<'a> {
    number: i64,
    at: Time,
    client: &'a str,
    person: &'a str,
    outcome: &'static str,
    minutes: Option<u32>,
    attempt: Option<u32>,
    item: Option<i64>,
    next: Option<Time>,
    notes: &'a str,
}

impl<'a> From<&'a LoggedCall> for CallJson<'a> {
    fn from(call: &'a LoggedCall) -> Self {
        Self {
            number: call.call.0,
            at: call.at,
            client: &call.client,
            person: &call.person,
            outcome: call.outcome.as_str(),
            minutes: call.minutes,
            attempt: call.attempt,
            item: call.item.map(|item| item.0),
            next: call.next,
            notes: &call.notes,
        }
    }
}

impl ListCalls {
    pub(super) fn run(self, desk: &mut Desk) -> Result {
        let calls = match desk.look()? {
            Some(reader) => reader.calls(self.limit)?,
            None => Vec::new(),
        };
        if self.json {
            let mut array = desk.out.array();
            for call in &calls {
                array.push(&CallJson::from(call))?;
            }
            return array.end();
        }
        if calls.is_empty() {
            out::say("no call is logged yet; `downbeat call ACCOUNT --outcome OUTCOME` logs one");
            return Ok(());
        }
        let number = |number: Option<u32>| number.map_or_else(String::new, |number| number.to_string());
        let rows: Vec<Vec<String>> = calls
            .iter()
            .map(|call| {
                vec![
                    say::since(call.at, desk.now, desk.calendar()),
                    call.client.clone(),
                    call.person.clone(),
                    call.outcome.words().to_owned(),
                    number(call.attempt),
                    number(call.minutes),
                    call.notes.split_whitespace().collect::<Vec<_>>().join(" "),
                ]
            })
            .collect();
        let layout = Layout::of(COLUMNS, &rows, desk.out.columns());
        desk.out.heading(&layout.heads())?;
        rows.iter().try_for_each(|row| desk.out.line(&layout.line(row)))
    }
}
