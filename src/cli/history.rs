//! `downbeat history`, `undo` and `redo`: what was done, and taking it back.

use clap::Args;
use serde::Serialize;

use super::desk::Desk;
use super::failure::Result;
use super::names;
use super::out;
use super::rows::AsJson;
use super::table::{Column, Layout};
use crate::domain::Time;
use crate::domain::command::Command;
use crate::domain::ids::CommandNo;
use crate::domain::say;
use crate::store::Entry;

const COLUMNS: &[Column] = &[
    Column::number("No."),
    Column::whole("When"),
    Column::cut("What", 20, 0),
    Column::whole(""),
];

/// Takes back a command.
#[derive(Debug, Args)]
pub(super) struct Undo {
    /// The command by number; else the last one that stands
    #[arg(value_name = "COMMAND", value_parser = names::command)]
    command: Option<CommandNo>,
    #[command(flatten)]
    as_json: AsJson,
}

impl Undo {
    pub(super) fn run(self, desk: &mut Desk) -> Result {
        let mut store = desk.existing()?;
        desk.perform(&mut store, &Command::Undo(self.command), self.as_json.json)
            .map(drop)
    }
}

/// Does again what was taken back last.
#[derive(Debug, Args)]
pub(super) struct Redo {
    #[command(flatten)]
    as_json: AsJson,
}

impl Redo {
    pub(super) fn run(self, desk: &mut Desk) -> Result {
        let mut store = desk.existing()?;
        desk.perform(&mut store, &Command::Redo, self.as_json.json)
            .map(drop)
    }
}

/// What was done.
#[derive(Debug, Args)]
pub(super) struct History {
    /// At most so many commands
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = names::limit)]
    limit: usize,
    /// As JSON, one command a line
    #[arg(long)]
    json: bool,
}

/// A command as JSON.
#[derive(Debug, Serialize)]
struct EntryJson<'a> {
    /// Its number.
    command: i64,
    /// When, in UTC.
    at: Time,
    /// `do`, `undo`, `redo` or `migration`.
    kind: &'a str,
    /// What it is logged as.
    verb: &'a str,
    /// What happened.
    words: &'a str,
    /// Whether it was taken back.
    undone: bool,
}

impl History {
    pub(super) fn run(self, desk: &mut Desk) -> Result {
        let entries = match desk.look()? {
            Some(reader) => reader.history(self.limit)?,
            None => Vec::new(),
        };
        if self.json {
            let mut array = desk.out.array();
            for entry in &entries {
                array.push(&EntryJson {
                    command: entry.command.0,
                    at: entry.at,
                    kind: &entry.kind,
                    verb: &entry.verb,
                    words: &entry.words,
                    undone: entry.undone,
                })?;
            }
            return array.end();
        }
        if entries.is_empty() {
            out::say("nothing was done yet");
            return Ok(());
        }
        let rows: Vec<Vec<String>> = entries.iter().map(|entry| cells(entry, desk)).collect();
        let layout = Layout::of(COLUMNS, &rows, desk.out.columns());
        desk.out.heading(&layout.heads())?;
        for row in &rows {
            desk.out.line(&layout.line(row))?;
        }
        Ok(())
    }
}

fn cells(entry: &Entry, desk: &Desk) -> Vec<String> {
    vec![
        entry.command.0.to_string(),
        say::long(entry.at, desk.now, desk.calendar()),
        entry.words.clone(),
        if entry.undone { "taken back" } else { "" }.to_owned(),
    ]
}
