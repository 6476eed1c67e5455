//! `downbeat owner`: the people who play a part.

use clap::{ArgGroup, Args, Subcommand};
use serde::Serialize;

use super::desk::Desk;
use super::failure::{Failure, Result};
use super::names;
use super::out;
use super::rows::AsJson;
use super::table::{Column, Layout};
use crate::domain::command::Command;
use crate::domain::ids::OwnerNo;
use crate::domain::item::Kind;
use crate::domain::owner::{Load, Owner};
use crate::domain::{Time, say};
use crate::store::Store;

const COLUMNS: &[Column] = &[
    Column::number("Seat"),
    Column::cut("Handle", 8),
    Column::cut("Name", 12),
    Column::cut("Role", 8),
    Column::cut("Takes", 8),
    Column::number("Open"),
    Column::number("Overdue"),
    Column::number("Untold"),
    Column::whole("Done in"),
    Column::whole(""),
];

/// What can be done with owners.
#[derive(Debug, Subcommand)]
pub(super) enum OwnerCommand {
    /// Add an owner
    Add(Add),
    /// List the owners with what each has at hand
    #[command(visible_alias = "ls")]
    List(ListOwners),
    /// Show an owner's card
    Show(Show),
    /// Change an owner's card
    Edit(Edit),
    /// No new work from now on; what was done stays
    Retire(Retire),
}

impl OwnerCommand {
    pub(super) fn run(self, desk: &mut Desk) -> Result {
        match self {
            Self::Add(command) => command.run(desk),
            Self::List(command) => command.run(desk),
            Self::Show(command) => command.run(desk),
            Self::Edit(command) => command.run(desk),
            Self::Retire(command) => command.run(desk),
        }
    }
}

/// What a card says, as far as it is given.
#[derive(Debug, Args)]
struct Card {
    /// The name as said
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// What they do: order desk, support
    #[arg(long, value_name = "TEXT")]
    role: Option<String>,
    /// The key that hands to them, 1 to 9; 0 frees it
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(0..=9))]
    seat: Option<u8>,
    /// A mail address, or whatever reaches them
    #[arg(long, value_name = "TEXT")]
    address: Option<String>,
    /// The kinds they take by default: order,support,follow-up; none for none
    #[arg(long, value_name = "KINDS")]
    kinds: Option<String>,
    /// Working hours they have to answer; 0 takes the config's
    #[arg(long, value_name = "N")]
    hours: Option<u32>,
    /// Away until then
    #[arg(long, value_name = "DATE")]
    away_until: Option<String>,
    /// Who plays their part while they are away; none for nobody
    #[arg(long, value_name = "OWNER")]
    stand_in: Option<String>,
    /// Whom to escalate to; none for nobody
    #[arg(long, value_name = "OWNER")]
    escalate_to: Option<String>,
}

impl Card {
    /// Writes what is given onto an owner's card.
    fn write(self, owner: &mut Owner, owners: &[Owner], desk: &Desk) -> Result {
        let texts = [
            (self.name, &mut owner.name),
            (self.role, &mut owner.role),
            (self.address, &mut owner.address),
        ];
        for (given, field) in texts {
            if let Some(given) = given {
                *field = given;
            }
        }
        if let Some(seat) = self.seat {
            owner.seat = (seat > 0).then_some(seat);
        }
        if let Some(kinds) = &self.kinds {
            owner.kinds = read_kinds(kinds)?;
        }
        owner.hours = self.hours.unwrap_or(owner.hours);
        if let Some(away) = desk.date(self.away_until.as_deref())? {
            owner.away_until = Some(away);
        }
        let mean = |name: &str| -> Result<Option<OwnerNo>> {
            if is_none(name) {
                return Ok(None);
            }
            Ok(Some(names::owner(name, owners)?.number))
        };
        if let Some(name) = &self.stand_in {
            owner.stand_in = mean(name)?;
        }
        if let Some(name) = &self.escalate_to {
            owner.escalate_to = mean(name)?;
        }
        Ok(())
    }
}

fn is_none(word: &str) -> bool {
    word.trim().eq_ignore_ascii_case("none")
}

fn read_kinds(text: &str) -> Result<Vec<Kind>> {
    if is_none(text) {
        return Ok(Vec::new());
    }
    let words = text.split(',').filter(|word| !word.trim().is_empty());
    words
        .map(|word| {
            names::kind_of(word).ok_or_else(|| {
                Failure::usage(format!(
                    "--kinds: {:?} is no kind; the kinds are order, support and follow-up",
                    word.trim()
                ))
            })
        })
        .collect()
}

/// Adds an owner.
#[derive(Debug, Args)]
pub(super) struct Add {
    /// A short name to type: maria
    #[arg(value_name = "HANDLE")]
    handle: String,
    #[command(flatten)]
    card: Card,
    #[command(flatten)]
    as_json: AsJson,
}

impl Add {
    fn run(self, desk: &mut Desk) -> Result {
        let mut owner = Owner {
            number: OwnerNo(0),
            handle: self.handle,
            name: String::new(),
            role: String::new(),
            seat: None,
            address: String::new(),
            kinds: Vec::new(),
            hours: 0,
            away_until: None,
            stand_in: None,
            escalate_to: None,
            retired: false,
        };
        // The card is read before a store is made, so that a slip of the pen makes none.
        let owners = match desk.found()? {
            Some(store) => store.reader()?.owners()?,
            None => Vec::new(),
        };
        self.card.write(&mut owner, &owners, desk)?;
        let mut store = desk.open()?;
        desk.perform(&mut store, &Command::AddOwners(vec![owner]), self.as_json.json)
            .map(drop)
    }
}

/// Lists owners.
#[derive(Debug, Args)]
pub(super) struct ListOwners {
    /// Also those who take no new work any more
    #[arg(long)]
    all: bool,
    /// As JSON, one owner a line
    #[arg(long)]
    json: bool,
}

impl ListOwners {
    fn run(self, desk: &mut Desk) -> Result {
        let Some(reader) = desk.look()? else {
            return if self.json { desk.out.array().end() } else { Ok(()) };
        };
        let everybody = reader.owners()?;
        let mut owners = reader.owners_with_load(desk.now)?;
        owners.retain(|(owner, _)| self.all || !owner.retired);
        if self.json {
            let mut array = desk.out.array();
            for (owner, load) in &owners {
                array.push(&OwnerJson::new(owner, *load, &everybody))?;
            }
            return array.end();
        }
        if owners.is_empty() {
            out::say(
                "there are no owners yet; `downbeat owner add maria --name 'Maria Sol' --seat 1` adds one",
            );
            return Ok(());
        }
        let rows: Vec<Vec<String>> = owners
            .iter()
            .map(|(owner, load)| cells(owner, load, desk))
            .collect();
        let layout = Layout::of(COLUMNS, &rows, desk.out.columns());
        desk.out.heading(&layout.heads())?;
        for row in &rows {
            desk.out.line(&layout.line(row))?;
        }
        Ok(())
    }
}

fn cells(owner: &Owner, load: &Load, desk: &Desk) -> Vec<String> {
    let number = |count: u32| {
        if count == 0 {
            String::new()
        } else {
            count.to_string()
        }
    };
    vec![
        owner.seat.map(|seat| seat.to_string()).unwrap_or_default(),
        owner.handle.clone(),
        owner.name.clone(),
        owner.role.clone(),
        kinds(owner),
        load.open.to_string(),
        number(load.overdue),
        number(load.untold),
        done_in(load),
        presence(owner, desk),
    ]
}

fn kinds(owner: &Owner) -> String {
    let words: Vec<&str> = owner.kinds.iter().map(|kind| kind.words()).collect();
    words.join(", ")
}

fn done_in(load: &Load) -> String {
    load.median_seconds_to_done
        .map(|seconds| say::span(chrono::Duration::seconds(seconds)))
        .unwrap_or_default()
}

fn presence(owner: &Owner, desk: &Desk) -> String {
    match owner.away_until {
        _ if owner.retired => "takes no new work".to_owned(),
        Some(until) if until > desk.now => {
            format!("away until {}", say::long(until, desk.now, desk.calendar()))
        }
        Some(_) | None => String::new(),
    }
}

/// An owner as JSON. Other owners are named by handle.
#[derive(Debug, Serialize)]
struct OwnerJson<'a> {
    handle: &'a str,
    name: &'a str,
    role: &'a str,
    seat: Option<u8>,
    address: &'a str,
    kinds: &'a [Kind],
    /// Working hours to answer; 0 takes the config's.
    hours: u32,
    away_until: Option<Time>,
    stand_in: Option<&'a str>,
    escalate_to: Option<&'a str>,
    retired: bool,
    /// Open hand-offs, those overdue, and those untold.
    open: u32,
    overdue: u32,
    untold: u32,
    /// Median seconds from given to done.
    median_seconds_to_done: Option<i64>,
}

impl<'a> OwnerJson<'a> {
    fn new(owner: &'a Owner, load: Load, everybody: &'a [Owner]) -> Self {
        Self {
            handle: &owner.handle,
            name: &owner.name,
            role: &owner.role,
            seat: owner.seat,
            address: &owner.address,
            kinds: &owner.kinds,
            hours: owner.hours,
            away_until: owner.away_until,
            stand_in: handle_of(owner.stand_in, everybody),
            escalate_to: handle_of(owner.escalate_to, everybody),
            retired: owner.retired,
            open: load.open,
            overdue: load.overdue,
            untold: load.untold,
            median_seconds_to_done: load.median_seconds_to_done,
        }
    }
}

fn handle_of(number: Option<OwnerNo>, everybody: &[Owner]) -> Option<&str> {
    let number = number?;
    everybody
        .iter()
        .find(|owner| owner.number == number)
        .map(|owner| owner.handle.as_str())
}

/// Shows an owner's card.
#[derive(Debug, Args)]
pub(super) struct Show {
    /// The owner by handle, seat or name
    #[arg(value_name = "OWNER")]
    owner: String,
    /// As JSON
    #[arg(long)]
    json: bool,
}

impl Show {
    fn run(self, desk: &mut Desk) -> Result {
        let reader = desk.existing()?.reader()?;
        let everybody = reader.owners()?;
        let owner = names::owner(&self.owner, &everybody)?;
        let load = reader
            .owners_with_load(desk.now)?
            .into_iter()
            .find(|(other, _)| other.number == owner.number)
            .map(|(_, load)| load)
            .unwrap_or_default();
        if self.json {
            return desk.out.json(&OwnerJson::new(owner, load, &everybody));
        }
        let other = |number| handle_of(number, &everybody).map(|handle| format!("@{handle}"));
        let hours = if owner.hours == 0 {
            format!("{} (from the config)", desk.settings().owner_hours)
        } else {
            owner.hours.to_string()
        };
        let fields = [
            ("Handle", format!("@{}", owner.handle)),
            ("Name", owner.name.clone()),
            ("Role", owner.role.clone()),
            (
                "Seat",
                owner.seat.map(|seat| seat.to_string()).unwrap_or_default(),
            ),
            ("Address", owner.address.clone()),
            ("Takes", kinds(owner)),
            ("Hours to answer", hours),
            ("Stand-in", other(owner.stand_in).unwrap_or_default()),
            ("Escalates to", other(owner.escalate_to).unwrap_or_default()),
            ("Presence", presence(owner, desk)),
            (
                "At hand",
                format!(
                    "{} open, {} overdue, {} untold",
                    load.open, load.overdue, load.untold
                ),
            ),
            ("Done in", done_in(&load)),
        ];
        for (name, words) in fields.iter().filter(|(_, words)| !words.is_empty()) {
            desk.out.line(&format!("{name:<17}{words}"))?;
        }
        Ok(())
    }
}

/// Changes an owner's card.
#[derive(Debug, Args)]
#[command(group = ArgGroup::new("field").required(true).multiple(true).args([
    "handle", "name", "role", "seat", "address", "kinds", "hours", "away_until", "back", "stand_in",
    "escalate_to", "returns",
]))]
pub(super) struct Edit {
    /// The owner by handle, seat or name
    #[arg(value_name = "OWNER")]
    owner: String,
    /// A new short name to type
    #[arg(long, value_name = "HANDLE")]
    handle: Option<String>,
    #[command(flatten)]
    card: Card,
    /// No longer away
    #[arg(long, conflicts_with = "away_until")]
    back: bool,
    /// Takes new work again after having been retired
    #[arg(long)]
    returns: bool,
    #[command(flatten)]
    as_json: AsJson,
}

impl Edit {
    fn run(self, desk: &mut Desk) -> Result {
        let mut store = desk.existing()?;
        let owners = store.reader()?.owners()?;
        let mut owner = names::owner(&self.owner, &owners)?.clone();
        if let Some(handle) = self.handle {
            owner.handle = handle;
        }
        if self.back {
            owner.away_until = None;
        }
        if self.returns {
            owner.retired = false;
        }
        self.card.write(&mut owner, &owners, desk)?;
        edited(desk, &mut store, owner, self.as_json.json)
    }
}

/// Retires an owner.
#[derive(Debug, Args)]
pub(super) struct Retire {
    /// The owner by handle, seat or name
    #[arg(value_name = "OWNER")]
    owner: String,
    #[command(flatten)]
    as_json: AsJson,
}

impl Retire {
    fn run(self, desk: &mut Desk) -> Result {
        let mut store = desk.existing()?;
        let owners = store.reader()?.owners()?;
        let mut owner = names::owner(&self.owner, &owners)?.clone();
        owner.retired = true;
        owner.seat = None;
        edited(desk, &mut store, owner, self.as_json.json)
    }
}

fn edited(desk: &mut Desk, store: &mut Store, owner: Owner, json: bool) -> Result {
    desk.perform(store, &Command::EditOwner(owner), json).map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_a_list_of_words_or_none() {
        assert_eq!(
            read_kinds("order, Support,follow-up").unwrap(),
            [Kind::Order, Kind::Support, Kind::FollowUp]
        );
        assert_eq!(read_kinds("none").unwrap(), []);
        assert!(matches!(read_kinds("order,thing"), Err(Failure::Usage(_))));
    }
}
