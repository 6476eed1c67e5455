//! `downbeat diary`: calendars and phones' exports, and the meetings and calls in them that have no log.

mod read;

use clap::{Args, Subcommand};
use serde::Serialize;

use super::account;
use super::desk::Desk;
use super::failure::{Failure, Result};
use super::names;
use super::out;
use super::rows::AsJson;
use super::table::{Column, Layout};
use crate::domain::Time;
use crate::domain::command::{AccountRef, Command};
use crate::domain::diary::{DiaryCommand, MeetingAnswer, Unlogged};
use crate::domain::ids::MeetingNo;
use crate::domain::say;
use crate::domain::settings::CallOutcome;

/// Meetings that are listed where no number is given.
const LISTED: usize = 100;

const COLUMNS: &[Column] = &[
    Column::number("No."),
    Column::whole("When"),
    Column::cut("Client", 12, 2),
    Column::cut("About", 12, 1),
    Column::cut("With", 8, 0),
];

/// Reads calendars and phones' exports, and lists what has no log.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(super) struct Diary {
    #[command(subcommand)]
    command: Option<DiarySubcommand>,
    #[command(flatten)]
    read: read::Read,
}

/// What can be done with meetings that have no log.
#[derive(Debug, Subcommand)]
enum DiarySubcommand {
    /// List the meetings and calls that have no log
    #[command(visible_alias = "ls")]
    List(List),
    /// Say what meetings were: a call that is logged, no call with a client, or to be asked for later
    Answer(Answer),
}

impl Diary {
    pub(super) fn run(self, desk: &mut Desk) -> Result {
        match self.command {
            Some(DiarySubcommand::List(command)) => command.run(desk),
            Some(DiarySubcommand::Answer(command)) => command.run(desk),
            None => self.read.run(desk),
        }
    }
}

/// Lists the meetings and calls that have no log, oldest first.
#[derive(Debug, Args)]
struct List {
    /// At most so many
    #[arg(long, value_name = "N", default_value_t = LISTED)]
    limit: usize,
    /// As JSON
    #[arg(long)]
    json: bool,
}

/// A meeting as JSON.
#[derive(Debug, Serialize)]
struct MeetingJson<'a> {
    number: i64,
    source: &'static str,
    starts_at: Time,
    ends_at: Option<Time>,
    client: Option<&'a str>,
    title: &'a str,
    who: &'a str,
}

impl<'a> From<&'a Unlogged> for MeetingJson<'a> {
    fn from(meeting: &'a Unlogged) -> Self {
        Self {
            number: meeting.number.0,
            source: meeting.source.as_str(),
            starts_at: meeting.starts_at,
            ends_at: meeting.ends_at,
            client: meeting.client.as_deref(),
            title: &meeting.title,
            who: &meeting.who,
        }
    }
}

impl List {
    fn run(self, desk: &mut Desk) -> Result {
        let meetings = match desk.look()? {
            Some(reader) => reader.unlogged(desk.now, self.limit)?,
            None => Vec::new(),
        };
        if self.json {
            let mut array = desk.out.array();
            for meeting in &meetings {
                array.push(&MeetingJson::from(meeting))?;
            }
            return array.end();
        }
        if meetings.is_empty() {
            out::say("no call is without a log");
            return Ok(());
        }
        list(desk, &meetings)
    }
}

/// Meetings as a table.
fn list(desk: &mut Desk, meetings: &[Unlogged]) -> Result {
    let rows: Vec<Vec<String>> = meetings
        .iter()
        .map(|meeting| {
            vec![
                meeting.number.0.to_string(),
                say::since(meeting.starts_at, desk.now, desk.calendar()),
                meeting.client.clone().unwrap_or_else(|| "?".to_owned()),
                meeting.title.clone(),
                meeting.who.clone(),
            ]
        })
        .collect();
    let layout = Layout::of(COLUMNS, &rows, desk.out.columns());
    desk.out.heading(&layout.heads())?;
    rows.iter().try_for_each(|row| desk.out.line(&layout.line(row)))
}

/// Says what meetings were.
#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("answer").required(true))]
struct Answer {
    /// Which, by their numbers
    #[arg(value_name = "MEETING", required = true, value_parser = meeting)]
    meetings: Vec<MeetingNo>,
    /// They were calls that ended so, and are logged
    #[arg(long, short, value_name = "OUTCOME", value_parser = names::outcome(), group = "answer")]
    outcome: Option<CallOutcome>,
    /// They were no calls with a client
    #[arg(long, group = "answer")]
    no_call: bool,
    /// Ask again on the next working day
    #[arg(long, group = "answer")]
    later: bool,
    /// With whom, by number or name, where the diary does not say
    #[arg(long, value_name = "ACCOUNT", requires = "outcome")]
    client: Option<String>,
    #[command(flatten)]
    as_json: AsJson,
}

impl Answer {
    fn run(self, desk: &mut Desk) -> Result {
        let answer = match (self.outcome, self.no_call, self.later) {
            (Some(outcome), ..) => MeetingAnswer::Called(outcome),
            (None, true, _) => MeetingAnswer::NoCall,
            (None, false, true) => MeetingAnswer::Later,
            (None, false, false) => {
                return Err(Failure::usage(
                    "say what they were: --outcome, --no-call or --later",
                ));
            }
        };
        let mut store = desk.existing()?;
        let client = match &self.client {
            Some(client) => {
                let (account, _) = account::meant(&store.reader()?, client)?;
                Some(AccountRef::Number(account))
            }
            None => None,
        };
        let command = Command::Diary(DiaryCommand::Answer {
            meetings: self.meetings,
            answer,
            client,
        });
        desk.perform(&mut store, &command, self.as_json.json)?;
        Ok(())
    }
}

fn meeting(text: &str) -> std::result::Result<MeetingNo, String> {
    names::number(text)
        .map(MeetingNo)
        .ok_or_else(|| "a meeting's number is expected, as `downbeat diary list` shows it".to_owned())
}
