//! `downbeat event`: events, and who is invited to them.

use chrono::NaiveDate;
use clap::{ArgGroup, Args, Subcommand};

use super::account::person::meant_person;
use super::ask::stated;
use super::desk::Desk;
use super::failure::{Failure, Result};
use super::rows::AsJson;
use super::table::{Column, Layout};
use super::{account, names, out};
use crate::domain::ask::command::{AskCommand, EventDraft, EventEdit};
use crate::domain::ask::event::{Coming, EventFile, Invitation};
use crate::domain::clean;
use crate::domain::command::{AccountRef, Command};
use crate::domain::ids::EventNo;
use crate::domain::say;
use crate::report::asks::EventJson;
use crate::store::Reader;

/// How many events are looked through for a name.
const SOUGHT: usize = 5_000;
/// How many are named when a name could mean several.
const SIMILAR: usize = 8;
/// How many are listed, unless more are asked for.
const LISTED: usize = 50;

const EVENTS: &[Column] = &[
    Column::number("No."),
    Column::whole("Day"),
    Column::cut("Event", 12, 1),
    Column::cut("Place", 8, 2),
    Column::cut("", 12, 0),
];

const INVITED: &[Column] = &[
    Column::cut("Client", 10, 1),
    Column::cut("Whom", 8, 0),
    Column::cut("Invited by", 8, 2),
    Column::whole(""),
    Column::whole("Since"),
    Column::number("Ask"),
];

/// What can be done with events.
#[derive(Debug, Subcommand)]
pub(super) enum EventCommands {
    /// Enter an event
    Add(Add),
    /// List events: those to come, then those that are past
    #[command(visible_alias = "ls")]
    List(List),
    /// Show an event with everybody who is invited
    Show(Show),
    /// Change an event
    Edit(Edit),
    /// Invite a client
    Invite(Invite),
    /// What a client answered, or whether they came
    Answer(Answered),
}

impl EventCommands {
    pub(super) fn run(self, desk: &mut Desk) -> Result {
        match self {
            Self::Add(command) => command.run(desk),
            Self::List(command) => command.run(desk),
            Self::Show(command) => command.run(desk),
            Self::Edit(command) => command.run(desk),
            Self::Invite(command) => command.run(desk),
            Self::Answer(command) => command.run(desk),
        }
    }
}

/// Enters an event.
#[derive(Debug, Args)]
pub(super) struct Add {
    /// What it is called
    #[arg(value_name = "NAME")]
    name: String,
    /// The day on which it is held, or begins
    #[arg(long, value_name = "DATE")]
    on: String,
    /// Where
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    place: String,
    #[command(flatten)]
    as_json: AsJson,
}

impl Add {
    fn run(self, desk: &mut Desk) -> Result {
        let name = stated(&self.name, "NAME")?;
        let on = day(desk, &self.on)?;
        let mut store = desk.open()?;
        let place = self.place;
        let command = Command::Ask(AskCommand::AddEvent(EventDraft { name, on, place }));
        desk.perform(&mut store, &command, self.as_json.json).map(drop)
    }
}

fn day(desk: &Desk, text: &str) -> Result<NaiveDate> {
    // An event may be entered after it was held, by its date.
    if let Ok(day) = text.trim().parse() {
        return Ok(day);
    }
    desk.day(Some(text))?
        .ok_or_else(|| Failure::usage("--on needs a date, as in '8 dec' or 2026-12-08"))
}

/// Lists events.
#[derive(Debug, Args)]
pub(super) struct List {
    /// At most so many
    #[arg(long, value_name = "N", default_value_t = LISTED, value_parser = names::limit)]
    limit: usize,
    /// As JSON, one event a line
    #[arg(long)]
    json: bool,
}

impl List {
    fn run(self, desk: &mut Desk) -> Result {
        let Some(reader) = desk.look()? else {
            return if self.json { desk.out.array().end() } else { Ok(()) };
        };
        let today = desk.today();
        let files = reader.events_around(today, self.limit)?;
        if self.json {
            let mut array = desk.out.array();
            for file in &files {
                array.push(&EventJson::from(file))?;
            }
            return array.end();
        }
        if files.is_empty() {
            out::say("no event is known; `downbeat event add 'Open day' --on '8 dec'` enters one");
            return Ok(());
        }
        let cells = |file: &EventFile| {
            vec![
                file.event.number.to_string(),
                say::date(file.event.on, today),
                file.event.name.clone(),
                file.event.place.clone(),
                file.tally(),
            ]
        };
        table(desk, EVENTS, &files.iter().map(cells).collect::<Vec<_>>())
    }
}

fn table(desk: &mut Desk, columns: &[Column], rows: &[Vec<String>]) -> Result {
    let layout = Layout::of(columns, rows, desk.out.columns());
    desk.out.heading(&layout.heads())?;
    rows.iter().try_for_each(|row| desk.out.line(&layout.line(row)))
}

/// Shows an event.
#[derive(Debug, Args)]
pub(super) struct Show {
    /// The event by number, or by words of its name that mean no other
    #[arg(value_name = "EVENT")]
    event: String,
    /// As JSON
    #[arg(long)]
    json: bool,
}

impl Show {
    fn run(self, desk: &mut Desk) -> Result {
        let reader = desk.reading()?;
        let file = meant(&reader, &self.event)?;
        if self.json {
            return desk.out.json(&EventJson::from(&file));
        }
        desk.out.line(&format!(
            "event {}  {}",
            file.event.number,
            file.event.introduced()
        ))?;
        desk.out.line(&file.tally())?;
        if file.invited.is_empty() {
            return Ok(());
        }
        desk.out.line("")?;
        let rows: Vec<Vec<String>> = file.invited.iter().map(|one| invited_cells(one, desk)).collect();
        table(desk, INVITED, &rows)
    }
}

fn invited_cells(one: &Invitation, desk: &Desk) -> Vec<String> {
    vec![
        one.client.clone(),
        one.person
            .as_ref()
            .map(|(_, name)| name.clone())
            .unwrap_or_default(),
        one.inviter().to_owned(),
        one.state.words().to_owned(),
        say::since(one.at, desk.now, desk.calendar()),
        one.ask.map(|item| item.to_string()).unwrap_or_default(),
    ]
}

/// Changes an event.
#[derive(Debug, Args)]
#[command(override_usage = "downbeat event edit <EVENT> --FIELD <VALUE>...",
    group = ArgGroup::new("field").required(true).multiple(true).args(["name", "on", "place"]))]
pub(super) struct Edit {
    /// The event by number, or by words of its name that mean no other
    #[arg(value_name = "EVENT")]
    event: String,
    /// What it is called
    #[arg(long, value_name = "TEXT")]
    name: Option<String>,
    /// Its day
    #[arg(long, value_name = "DATE")]
    on: Option<String>,
    /// Where; none for nowhere in particular
    #[arg(long, value_name = "TEXT")]
    place: Option<String>,
    #[command(flatten)]
    as_json: AsJson,
}

impl Edit {
    fn run(self, desk: &mut Desk) -> Result {
        let mut store = desk.existing()?;
        let event = meant(&store.reader()?, &self.event)?.event.number;
        let none = |text: String| {
            if text.trim().eq_ignore_ascii_case("none") {
                String::new()
            } else {
                text
            }
        };
        let edit = EventEdit {
            name: self
                .name
                .as_deref()
                .map(|name| stated(name, "--name"))
                .transpose()?,
            on: self.on.as_deref().map(|on| day(desk, on)).transpose()?,
            place: self.place.map(none),
        };
        let command = Command::Ask(AskCommand::EditEvent { event, edit });
        desk.perform(&mut store, &command, self.as_json.json).map(drop)
    }
}

/// Whom there, and by whom.
#[derive(Debug, Args)]
struct Whom {
    /// The event by number, or by words of its name that mean no other
    #[arg(value_name = "EVENT")]
    event: String,
    /// The client by name or number
    #[arg(value_name = "ACCOUNT")]
    account: String,
    /// Whom there; none for nobody in particular
    #[arg(long, value_name = "PERSON")]
    person: Option<String>,
    /// Who invites them; me for yourself
    #[arg(long, value_name = "OWNER")]
    by: Option<String>,
    #[command(flatten)]
    as_json: AsJson,
}

impl Whom {
    fn perform(self, desk: &mut Desk, state: Coming) -> Result {
        let mut store = desk.existing()?;
        let reader = store.reader()?;
        let owners = reader.owners()?;
        let event = meant(&reader, &self.event)?.event.number;
        let (account, _) = account::meant(&reader, &self.account)?;
        let person = match self.person.as_deref() {
            None => None,
            Some(none) if none.trim().eq_ignore_ascii_case("none") => Some(None),
            Some(name) => Some(Some(meant_person(&reader, name, Some(&self.account))?.number)),
        };
        let by = match self.by.as_deref() {
            None => None,
            Some(me) if me.trim().eq_ignore_ascii_case("me") => Some(None),
            Some(name) => Some(Some(names::owner(name, &owners)?.number)),
        };
        let command = Command::Ask(AskCommand::Invite {
            event,
            account: AccountRef::Number(account),
            person,
            by,
            state,
        });
        desk.perform(&mut store, &command, self.as_json.json).map(drop)
    }
}

/// Invites a client.
#[derive(Debug, Args)]
pub(super) struct Invite {
    #[command(flatten)]
    whom: Whom,
}

impl Invite {
    fn run(self, desk: &mut Desk) -> Result {
        self.whom.perform(desk, Coming::Invited)
    }
}

/// Says what a client answered.
#[derive(Debug, Args)]
pub(super) struct Answered {
    #[command(flatten)]
    whom: Whom,
    /// Where the invitation stands
    #[arg(value_name = "HOW", value_parser = names::coming())]
    how: Coming,
}

impl Answered {
    fn run(self, desk: &mut Desk) -> Result {
        self.whom.perform(desk, self.how)
    }
}

/// The event that a number means, or words that are found in the name of one alone. Nothing and several are refused,
/// with those that could be meant.
pub(super) fn meant(reader: &Reader, text: &str) -> Result<EventFile> {
    let shown = clean::line(text, clean::NAME);
    if let Some(number) = names::number(text.trim()) {
        return Ok(reader.event(EventNo(number))?);
    }
    let wanted = clean::normalise_name(text);
    let words: Vec<&str> = wanted.split_whitespace().collect();
    let mut found = reader.events_around(NaiveDate::default(), SOUGHT)?;
    found.retain(|file| {
        let name = clean::normalise_name(&file.event.name);
        words.iter().all(|word| name.contains(word))
    });
    let whole = |file: &EventFile| clean::normalise_name(&file.event.name) == wanted;
    if found.len() > 1 && found.iter().filter(|file| whole(file)).count() == 1 {
        found.retain(whole);
    }
    match found.len() {
        1 => Ok(found.swap_remove(0)),
        0 => Err(Failure::refused(format!(
            "there is no event {shown:?}; `downbeat event list` shows those there are"
        ))),
        _ => {
            let names: Vec<String> = found
                .iter()
                .take(SIMILAR)
                .map(|file| {
                    format!(
                        "{} on {} ({})",
                        file.event.name,
                        say::day(file.event.on),
                        file.event.number
                    )
                })
                .collect();
            Err(Failure::refused(format!(
                "{shown:?} could be any of {}: name one by its number",
                names.join("; ")
            )))
        }
    }
}
