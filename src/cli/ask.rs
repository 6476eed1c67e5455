//! `downbeat ask`: what executives and marketing are asked to do for clients.

mod shown;

use clap::{ArgGroup, Args, Subcommand};

use super::desk::Desk;
use super::failure::{Failure, Result};
use super::rows::AsJson;
use super::{account, event, names, promise};
use crate::domain::ask::command::{AskCommand, AskDraft, AskEdit};
use crate::domain::ask::{Ask, AskEnd};
use crate::domain::clean;
use crate::domain::command::{AccountRef, Command};
use crate::domain::ids::{EventNo, ItemNo};
use crate::domain::promise::Stated;
use crate::store::Reader;
use shown::{ListAsks, ShowAsk, ShowEar};

/// How many asks are named when words could mean several.
const SIMILAR: usize = 8;
/// How many of each kind are looked through for words.
const SOUGHT: usize = 5_000;

/// What can be done with asks.
#[derive(Debug, Subcommand)]
pub(super) enum AskCommands {
    /// Ask an executive or marketing for something
    Add(Add),
    /// List the open asks, oldest first
    #[command(visible_alias = "ls")]
    List(ListAsks),
    /// Show an ask, or what they could write to the client
    Show(ShowAsk),
    /// Change an open ask
    Edit(Edit),
    /// What came of it: granted, declined or dropped
    End(End),
    /// Which accounts have had an executive's ear in the last two quarters
    Ear(ShowEar),
}

impl AskCommands {
    pub(super) fn run(self, desk: &mut Desk) -> Result {
        match self {
            Self::Add(command) => command.run(desk),
            Self::List(command) => command.run(desk),
            Self::Show(command) => command.run(desk),
            Self::Edit(command) => command.run(desk),
            Self::End(command) => command.run(desk),
            Self::Ear(command) => command.run(desk),
        }
    }
}

/// Asks for something.
#[derive(Debug, Args)]
#[command(override_usage = "downbeat ask add <ACCOUNT> <RESULT> --to <OWNER> --why <TEXT> [OPTIONS]")]
pub(super) struct Add {
    /// The client's name; a new one makes an account
    #[arg(value_name = "ACCOUNT")]
    account: String,
    /// The ideal result: what is asked for, in one line
    #[arg(value_name = "RESULT", allow_hyphen_values = true)]
    result: String,
    /// Who is asked: an executive or marketing
    #[arg(long, value_name = "OWNER")]
    to: String,
    /// Why it is worth their time
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    why: String,
    /// What they and the client have in common
    #[arg(
        long,
        value_name = "TEXT",
        allow_hyphen_values = true,
        default_value = "",
        hide_default_value = true
    )]
    common_ground: String,
    /// What they could write to the client; else as the config's template has it
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    draft: Option<String>,
    /// The event it is about; the client is invited to it by who is asked
    #[arg(long, value_name = "EVENT")]
    event: Option<String>,
    /// Another client to be invited to it; can be given several times
    #[arg(long, value_name = "ACCOUNT", requires = "event")]
    invite: Vec<String>,
    /// The item it is about
    #[arg(long, value_name = "ITEM", value_parser = names::item)]
    about: Option<ItemNo>,
    #[command(flatten)]
    as_json: AsJson,
}

impl Add {
    fn run(self, desk: &mut Desk) -> Result {
        let mut store = desk.existing()?;
        let reader = store.reader()?;
        let owners = reader.owners()?;
        let draft = AskDraft {
            account: promise::client(&reader, &self.account)?,
            about: self.about,
            to: names::owner(&self.to, &owners)?.number,
            why: prose(&self.why, "--why")?,
            common_ground: self.common_ground,
            ideal_result: stated(&self.result, "RESULT")?,
            draft: self.draft,
            event: self.event.map(|event| event_of(&reader, &event)).transpose()?,
            invites: clients(&reader, &self.invite)?,
        };
        let command = Command::Ask(AskCommand::Make(Box::new(draft)));
        desk.perform(&mut store, &command, self.as_json.json).map(drop)
    }
}

/// Changes an open ask.
#[derive(Debug, Args)]
#[command(override_usage = "downbeat ask edit <ASK> --FIELD <VALUE>...", group = ArgGroup::new("field")
    .required(true).multiple(true).args(["result", "why", "common_ground", "draft", "event", "invite"]))]
pub(super) struct Edit {
    /// The ask by number, or by words that mean no other
    #[arg(value_name = "ASK")]
    ask: String,
    /// The ideal result
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    result: Option<String>,
    /// Why it is worth their time
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    why: Option<String>,
    /// What they and the client have in common; none for nothing
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    common_ground: Option<String>,
    /// What they could write to the client; an empty one is made from the template anew
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    draft: Option<String>,
    /// The event it is about, or none
    #[arg(long, value_name = "EVENT")]
    event: Option<String>,
    /// A client to be invited to the event; can be given several times
    #[arg(long, value_name = "ACCOUNT")]
    invite: Vec<String>,
    #[command(flatten)]
    as_json: AsJson,
}

impl Edit {
    fn run(self, desk: &mut Desk) -> Result {
        let mut store = desk.existing()?;
        let reader = store.reader()?;
        let item = meant(&reader, &self.ask)?.item;
        let edit = AskEdit {
            why: self.why.as_deref().map(|why| prose(why, "--why")).transpose()?,
            common_ground: self
                .common_ground
                .map(|ground| if is_none(&ground) { String::new() } else { ground }),
            ideal_result: self
                .result
                .as_deref()
                .map(|result| stated(result, "--result"))
                .transpose()?,
            draft: self.draft,
            event: match self.event.as_deref() {
                None => None,
                Some(none) if is_none(none) => Some(None),
                Some(event) => Some(Some(event_of(&reader, event)?)),
            },
            invites: clients(&reader, &self.invite)?,
        };
        let edit = Box::new(edit);
        let command = Command::Ask(AskCommand::Edit { item, edit });
        desk.perform(&mut store, &command, self.as_json.json).map(drop)
    }
}

/// Says what came of an ask.
#[derive(Debug, Args)]
pub(super) struct End {
    /// The ask by number, or by words that mean no other
    #[arg(value_name = "ASK")]
    ask: String,
    /// How it ended
    #[arg(value_name = "HOW", value_parser = names::ask_end())]
    how: AskEnd,
    /// What came of it
    #[arg(
        long,
        value_name = "TEXT",
        allow_hyphen_values = true,
        default_value = "",
        hide_default_value = true
    )]
    words: String,
    #[command(flatten)]
    as_json: AsJson,
}

impl End {
    fn run(self, desk: &mut Desk) -> Result {
        let mut store = desk.existing()?;
        let item = meant(&store.reader()?, &self.ask)?.item;
        let command = Command::Ask(AskCommand::End {
            item,
            end: self.how,
            words: self.words,
        });
        desk.perform(&mut store, &command, self.as_json.json).map(drop)
    }
}

fn is_none(text: &str) -> bool {
    text.trim().eq_ignore_ascii_case("none")
}

/// Text that says something, on one line.
pub(super) fn stated(text: &str, name: &str) -> Result<Stated> {
    Stated::new(text).ok_or_else(|| Failure::usage(format!("{name} is empty: write something")))
}

/// The same, on as many lines as it has.
fn prose(text: &str, name: &str) -> Result<Stated> {
    Stated::prose(text).ok_or_else(|| Failure::usage(format!("{name} is empty: write something")))
}

/// The event that is named.
fn event_of(reader: &Reader, text: &str) -> Result<EventNo> {
    event::meant(reader, text).map(|file| file.event.number)
}

/// Clients that there are already.
fn clients(reader: &Reader, names: &[String]) -> Result<Vec<AccountRef>> {
    names
        .iter()
        .map(|name| account::meant(reader, name).map(|(number, _)| AccountRef::Number(number)))
        .collect()
}

/// The ask that a number means, or words that are found in what one alone says: an open one before one that has ended.
fn meant(reader: &Reader, text: &str) -> Result<Ask> {
    if let Ok(item) = names::item(text) {
        return reader.ask(item)?.ok_or_else(|| {
            Failure::refused(format!(
                "{item} is no ask; `downbeat ask list` shows those there are"
            ))
        });
    }
    let wanted = clean::normalise_name(text);
    let words: Vec<&str> = wanted.split_whitespace().collect();
    let says = |ask: &Ask| {
        let said = clean::normalise_name(&format!(
            "{} {} {}",
            ask.client, ask.owner_name, ask.words.ideal_result
        ));
        words.iter().all(|word| said.contains(word))
    };
    for mut found in [reader.asks_open(SOUGHT)?, reader.asks_ended(SOUGHT)?] {
        found.retain(says);
        match found.len() {
            0 => {}
            1 => return Ok(found.swap_remove(0)),
            many => return Err(ambiguous(text, &found, many)),
        }
    }
    Err(Failure::refused(format!(
        "no ask says {:?}; `downbeat ask list` shows those there are",
        clean::line(text, clean::NAME)
    )))
}

fn ambiguous(text: &str, found: &[Ask], many: usize) -> Failure {
    let named = |ask: &Ask| {
        format!(
            "{} {}: {} ({})",
            ask.item, ask.client, ask.words.ideal_result, ask.owner_name
        )
    };
    let mut names: Vec<String> = found.iter().take(SIMILAR).map(named).collect();
    if many > SIMILAR {
        names.push(format!("{} more", many - SIMILAR));
    }
    Failure::refused(format!(
        "{:?} could be any of {}: name one by its number",
        clean::line(text, clean::NAME),
        names.join("; ")
    ))
}
