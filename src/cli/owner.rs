//! `downbeat owner`: the people who play a part.

mod shown;

use clap::{ArgGroup, Args, Subcommand};

use super::desk::Desk;
use super::failure::{Failure, Result};
use super::names;
use super::rows::AsJson;
use crate::domain::command::Command;
use crate::domain::ids::OwnerNo;
use crate::domain::item::Kind;
use crate::domain::owner::{Owner, Part};
use crate::store::Store;
use shown::{ListOwners, Show};

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
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    role: Option<String>,
    /// The key that hands to them, 1 to 9; 0 frees it
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(0..=9))]
    seat: Option<u8>,
    /// A mail address, or whatever reaches them
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    address: Option<String>,
    /// The kinds they take by default: order,support,follow-up; none for none
    #[arg(long, value_name = "KINDS")]
    kinds: Option<String>,
    /// Working hours they have to answer; 0 takes the config's
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(0..=20_000))]
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
    /// The part they play: desk, or executive or marketing, who are asked
    #[arg(long, value_name = "PART", value_parser = names::part())]
    part: Option<Part>,
    /// How often a month they can be asked; none for as often as need be
    #[arg(long, value_name = "N", value_parser = asks_a_month)]
    asks_a_month: Option<Asks>,
}

/// How often a month somebody can be asked, if that is limited.
type Asks = (Option<u32>,);

fn asks_a_month(text: &str) -> std::result::Result<Asks, String> {
    if is_none(text) {
        return Ok((None,));
    }
    let asks = text.parse().ok().filter(|asks| *asks <= 1_000);
    asks.map(|asks| (Some(asks),))
        .ok_or_else(|| "it is a number of asks, or none for no limit".to_owned())
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
        owner.part = self.part.unwrap_or(owner.part);
        if let Some((asks,)) = self.asks_a_month {
            owner.asks_a_month = asks;
        }
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
            part: Part::Desk,
            asks_a_month: None,
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

/// Changes an owner's card.
#[derive(Debug, Args)]
#[command(override_usage = "downbeat owner edit <OWNER> --FIELD <VALUE>...", group = ArgGroup::new("field").required(true).multiple(true).args([
    "handle", "name", "role", "seat", "address", "kinds", "hours", "away_until", "back", "stand_in",
    "escalate_to", "part", "asks_a_month", "returns",
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
    desk.perform(store, &Command::EditOwner(Box::new(owner)), json)
        .map(drop)
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
