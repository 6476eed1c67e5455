//! Asks shown: the list, one of them, and whose ear was had.

use clap::Args;

use crate::cli::desk::Desk;
use crate::cli::failure::Result;
use crate::cli::table::{Column, Layout};
use crate::cli::{account, names, out};
use crate::domain::ask::Ask;
use crate::domain::ask::ear::Heard;
use crate::domain::{clean, say};
use crate::report::asks::{AskJson, EarJson};

/// How many asks are listed, unless more are asked for.
const LISTED: usize = 200;
/// How wide the names of fields are.
const FIELD: usize = 15;

const COLUMNS: &[Column] = &[
    Column::number("No."),
    Column::cut("Client", 10, 2),
    Column::cut("Asked", 8, 3),
    Column::cut("For", 16, 1),
    Column::whole("When"),
    Column::cut("Stands", 12, 0),
];

const HEARD: &[Column] = &[
    Column::cut("Client", 10, 1),
    Column::cut("Had the ear of", 8, 0),
    Column::whole("Last"),
];

/// Lists asks.
#[derive(Debug, Args)]
pub(in crate::cli) struct ListAsks {
    /// Those that have ended, latest first
    #[arg(long)]
    ended: bool,
    /// Only those for this client, the ended ones after the open ones
    #[arg(long, value_name = "ACCOUNT", conflicts_with = "ended")]
    account: Option<String>,
    /// Only those to this person
    #[arg(long, value_name = "OWNER")]
    to: Option<String>,
    /// At most so many
    #[arg(long, value_name = "N", default_value_t = LISTED, value_parser = names::limit)]
    limit: usize,
    /// As JSON, one ask a line
    #[arg(long)]
    json: bool,
}

impl ListAsks {
    pub(super) fn run(self, desk: &mut Desk) -> Result {
        let Some(reader) = desk.look()? else {
            return if self.json { desk.out.array().end() } else { Ok(()) };
        };
        let owners = reader.owners()?;
        let to = match &self.to {
            Some(name) => Some(names::owner(name, &owners)?.number),
            None => None,
        };
        let mut found = match &self.account {
            Some(account) => reader.asks_of(account::meant(&reader, account)?.0, usize::MAX)?,
            None if self.ended => reader.asks_ended(usize::MAX)?,
            None => reader.asks_open(usize::MAX)?,
        };
        found.retain(|ask| to.is_none_or(|to| ask.owner == to));
        found.truncate(self.limit);
        if self.json {
            let mut array = desk.out.array();
            for ask in &found {
                array.push(&AskJson::from(ask))?;
            }
            return array.end();
        }
        if found.is_empty() {
            out::say(if self.ended {
                "no ask has ended yet"
            } else {
                "nobody is asked for anything; `downbeat ask add` asks an executive or marketing"
            });
            return Ok(());
        }
        let rows: Vec<Vec<String>> = found.iter().map(|ask| cells(ask, desk)).collect();
        let layout = Layout::of(COLUMNS, &rows, desk.out.columns());
        desk.out.heading(&layout.heads())?;
        rows.iter().try_for_each(|row| desk.out.line(&layout.line(row)))
    }
}

fn cells(ask: &Ask, desk: &Desk) -> Vec<String> {
    let (now, calendar) = (desk.now, desk.calendar());
    vec![
        ask.item.to_string(),
        ask.client.clone(),
        ask.owner_name.clone(),
        ask.words.ideal_result.clone(),
        say::since(ask.at, now, calendar),
        ask.standing(now, calendar),
    ]
}

/// Shows an ask.
#[derive(Debug, Args)]
pub(in crate::cli) struct ShowAsk {
    /// The ask by number, or by words that mean no other
    #[arg(value_name = "ASK")]
    ask: String,
    /// Only what they could write to the client
    #[arg(long, conflicts_with = "json")]
    draft: bool,
    /// As JSON
    #[arg(long)]
    json: bool,
}

impl ShowAsk {
    pub(super) fn run(self, desk: &mut Desk) -> Result {
        let reader = desk.reading()?;
        let ask = super::meant(&reader, &self.ask)?;
        if self.json {
            return desk.out.json(&AskJson::from(&ask));
        }
        if self.draft {
            return desk.out.line(&ask.words.draft);
        }
        told(&ask, desk).iter().try_for_each(|line| desk.out.line(line))
    }
}

fn told(ask: &Ask, desk: &Desk) -> Vec<String> {
    let (now, calendar) = (desk.now, desk.calendar());
    let contact = ask.contact.as_ref().map(|contact| format!(", {contact}"));
    let mut lines = vec![
        format!("{} ask", ask.item),
        format!("{}{}", ask.client, contact.unwrap_or_default()),
        ask.words.ideal_result.clone(),
        String::new(),
    ];
    let about = ask.about.map(|item| item.to_string());
    let event = ask.event.as_ref().map(|(_, name)| name.clone());
    for (name, words) in [
        (
            "Asked",
            format!("{}, {}", ask.owner_name, say::long(ask.at, now, calendar)),
        ),
        ("Stands", ask.standing(now, calendar)),
        ("Why", clean::line(&ask.words.why, clean::NOTE)),
        (
            "Common ground",
            clean::line(&ask.words.common_ground, clean::NOTE),
        ),
        ("Event", event.unwrap_or_default()),
        ("Made on", about.unwrap_or_default()),
    ] {
        if !words.is_empty() {
            lines.push(format!("{name:<FIELD$}{words}"));
        }
    }
    if !ask.words.draft.is_empty() {
        lines.extend([String::new(), "Draft".to_owned()]);
        lines.extend(
            ask.words
                .draft
                .lines()
                .map(|line| format!("  {line}").trim_end().to_owned()),
        );
    }
    lines
}

/// Shows whose ear was had.
#[derive(Debug, Args)]
pub(in crate::cli) struct ShowEar {
    /// Whether this client had it
    #[arg(long, value_name = "ACCOUNT", conflicts_with = "json")]
    account: Option<String>,
    /// As JSON
    #[arg(long)]
    json: bool,
}

impl ShowEar {
    pub(super) fn run(self, desk: &mut Desk) -> Result {
        let Some(reader) = desk.look()? else {
            return Ok(());
        };
        let ear = reader.ear(desk.settings(), desk.now)?;
        if self.json {
            return desk.out.json(&EarJson::from(&ear));
        }
        if let Some(account) = &self.account {
            let (number, name) = account::meant(&reader, account)?;
            let words = ear.words(number, &name, desk.now, desk.calendar());
            return desk.out.line(&words);
        }
        if ear.heard.is_empty() {
            out::say(&format!(
                "no account had an executive's ear since {}: an ask that one takes up gives it",
                say::day(ear.since)
            ));
            return Ok(());
        }
        let rows: Vec<Vec<String>> = ear.heard.iter().map(|heard| heard_cells(heard, desk)).collect();
        let layout = Layout::of(HEARD, &rows, desk.out.columns());
        desk.out.heading(&layout.heads())?;
        rows.iter().try_for_each(|row| desk.out.line(&layout.line(row)))
    }
}

fn heard_cells(heard: &Heard, desk: &Desk) -> Vec<String> {
    vec![
        heard.client.clone(),
        heard.owner_name.clone(),
        say::since(heard.at, desk.now, desk.calendar()),
    ]
}
