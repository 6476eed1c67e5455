//! The client's side of the demo: cards and people, deals, promises and outcomes, as `assets/demo/clients.toml` tells
//! them. Each client has one line, which its items, calls and records tell together:
//!
//! - *Borealis* shipped more and more on the same day with the portal, until Thursday's update locked the warehouse out.
//!   Dev named Friday and is silent: a promise is overdue, the reading has fallen back, and the 90 days' look is due today.
//! - *Lumen* has signed three years of service. The second wing is next; its technical director decides, and trusts what
//!   he has touched: the president is asked to invite him. Pump 3 alarms at night, and a word on that is promised today.
//! - *Harbour Lights* likes the quiet of the first building; the board meets on the second. We gave 60 days to pay and
//!   got nothing for it, and the measurement that has to come first should have begun on Friday.
//! - *Acme* buys pallets and dreams of a second line after its budget round; too much of what it is promised is future
//!   work. The fair has written down the house and its buyer a second time, as it did with *Øresund*.
//! - *Yamada* would order for the whole street, but nobody reaches her: three tries, and the date has slipped. *Nguyễn*,
//!   whose looms were lost, has had four tries: the next is the last.
//! - *Northmoor* signs once the six valve sets are there, and earlier than planned. *Øresund* wants more alarms than it
//!   did, *Kriti* smaller pumps. *Wojciechowski* waits for one date from Jonas, who is away, and closes later for it.
//! - *Kılıç* has its first stage, in Turkish; nobody has measured the dosing loss, and the 30 days' look is overdue.
//!   *Ísland* wants a second hall; *Grootjans* turns pumps round faster, but the numbers are old; *O'Rourke* is nearly
//!   where it wanted to be; *Regensburg* is there.
//! - *Tesoro* bought two pumps instead of a line, *Hanbit* orders seals one by one instead of for two years. *Carmel*
//!   waits for a tender and rots; *Poltava* waits for its bank, *Quill* for its partners' return, *Čapek* for the fair.
//!
//! Before that, the rep's own line: in September most was played in the first chair, in November little is.

mod asks;
mod diary;
mod play;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use chrono::NaiveDate;
use serde::Deserialize;

use super::place::Place;
use super::story::{Step, Story, What};
use crate::domain::Time;
use crate::domain::deal::rates::{Rate, Rates};
use crate::domain::deal::{Credit, MoveTag};
use crate::domain::item::Reason;
use crate::domain::money::{Currency, Money};
use crate::domain::outcome::CheckEnd;
use crate::domain::promise::{Allowed, Authority};

pub(super) use play::Made;

const CLIENTS: &str = include_str!("../../../../assets/demo/clients.toml");

/// The currency of the demo's rep.
const OWN: &str = "EUR";

/// Working hours of a day, by which the file counts.
const DAY: f64 = 8.0;

/// The whole of it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Clients {
    authority: BTreeMap<String, String>,
    rates: Quoted,
    #[serde(rename = "card")]
    cards: Vec<Card>,
    #[serde(rename = "person")]
    people: Vec<Person>,
    #[serde(rename = "deal")]
    deals: Vec<Deal>,
    #[serde(rename = "promise")]
    promises: Vec<Promise>,
    #[serde(rename = "outcome")]
    outcomes: Vec<Outcome>,
    #[serde(rename = "event")]
    events: Vec<asks::Event>,
    #[serde(rename = "ask")]
    asks: Vec<asks::Ask>,
    #[serde(rename = "meeting")]
    meetings: Vec<diary::Meeting>,
    /// Weeks that are over.
    #[serde(rename = "past")]
    pub(super) weeks: Vec<PastWeek>,
}

/// Rates as written.
#[derive(Debug, Clone, Deserialize)]
struct Quoted {
    on: NaiveDate,
    #[serde(flatten)]
    of: BTreeMap<String, String>,
}

/// What is known of an account.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Card {
    account: String,
    #[serde(default)]
    domain: String,
    #[serde(default)]
    tags: Vec<String>,
    #[serde(default)]
    phones: Vec<String>,
}

/// Somebody at an account.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Person {
    account: String,
    name: String,
    role: String,
    #[serde(default)]
    champion: bool,
    #[serde(default)]
    phones: Vec<String>,
    #[serde(default)]
    emails: Vec<String>,
    #[serde(default)]
    words: String,
}

/// A deal and what became of it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Deal {
    id: String,
    account: String,
    name: String,
    value: String,
    currency: String,
    ago_days: f64,
    close_in_days: i32,
    next_step: String,
    #[serde(default)]
    did: Vec<Turn>,
}

/// What can be done with a deal or a promise, or with an item that came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
enum Doing {
    Record(Record),
    Item(What),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Record {
    Stage,
    Moved,
    Worth,
    Plans,
    Need,
    NeedDone,
    Gave,
    Got,
    Won,
    Lost,
    Check,
    Redated,
    Kept,
    Broken,
    Released,
}

/// One thing done; which fields count depends on what it is.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Turn {
    ago_days: f64,
    what: Doing,
    #[serde(default)]
    words: String,
    stage: Option<String>,
    close_in_days: Option<i32>,
    tag: Option<MoveTag>,
    value: Option<String>,
    to: Option<String>,
    by_in_days: Option<i32>,
    #[serde(default)]
    later: bool,
    #[serde(default)]
    alone: bool,
    credit: Option<Credit>,
    check: Option<u32>,
    found: Option<CheckEnd>,
    #[serde(default)]
    subject: String,
    need: Option<String>,
    by_hours: Option<f64>,
    next_hours: Option<f64>,
    due_in_days: Option<f64>,
}

/// A promise, its proof and its end.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Promise {
    account: String,
    to: String,
    what: String,
    ago_days: f64,
    due_in_days: f64,
    exists: Option<String>,
    seen: Option<String>,
    owner: Option<String>,
    by_in_days: Option<f64>,
    approver: Option<String>,
    value: Option<String>,
    currency: Option<String>,
    #[serde(default)]
    did: Vec<Turn>,
}

/// An outcome with its readings.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Outcome {
    account: String,
    deal: String,
    measure: String,
    unit: String,
    baseline: String,
    target: String,
    by_in_days: i32,
    ago_days: f64,
    #[serde(default)]
    readings: Vec<Reading>,
}

/// One reading.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Reading {
    ago_days: f64,
    value: String,
    source: String,
    #[serde(default)]
    words: String,
    #[serde(default)]
    reached: bool,
}

/// A week that is over, of which only the figures matter.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PastWeek {
    pub(super) weeks_ago: u32,
    pub(super) handed: u32,
    pub(super) kept: Vec<Reason>,
    pub(super) calls: u32,
}

/// One thing that happens on the client's side.
#[derive(Debug, Clone, Copy)]
pub(super) enum Deed<'a> {
    Card(&'a Card),
    Person(&'a Person),
    Deal(&'a Deal),
    Turn(&'a Deal, &'a Turn),
    Promise(usize, &'a Promise),
    OfPromise(usize, &'a Promise, &'a Turn),
    Outcome(usize, &'a Outcome),
    Reading(usize, &'a Reading),
    Event(&'a asks::Event),
    Invited(&'a asks::Event, &'a asks::Invited),
    Ask(usize, &'a asks::Ask),
    OfAsk(usize, &'a Turn),
    AskEnd(usize, &'a asks::Ended),
    Calendar(&'a [diary::Meeting]),
}

impl Clients {
    /// The client's side that comes with the program.
    ///
    /// # Errors
    /// When it is not written as it describes itself.
    pub(super) fn read() -> Result<Self> {
        toml::from_str(CLIENTS).context("could not read the client's side of the demo")
    }

    /// Who may sponsor what does not exist yet.
    pub(super) fn authority(&self) -> Authority {
        let mut authority = Authority::default();
        for (who, most) in &self.authority {
            let most = money(most, OWN).map_or(Allowed::Anything, Allowed::UpTo);
            authority.allow(who, most);
        }
        authority
    }

    /// What other currencies come to in the rep's own.
    pub(super) fn rates(&self) -> Option<Rates> {
        let rate =
            |(currency, text): (&String, &String)| Some((Currency::parse(currency)?, Rate::parse(text)?));
        Some(Rates {
            on: self.rates.on,
            to: Currency::parse(OWN)?,
            of: self.rates.of.iter().filter_map(rate).collect(),
        })
    }

    /// Everything that happens, each with its moment: first the cards, then what was done, as it is written.
    pub(super) fn events(&self, place: Place<'_>) -> Vec<(Time, Deed<'_>)> {
        let mut events: Vec<(Time, Deed<'_>)> = Vec::new();
        for deal in &self.deals {
            events.push((ago(place, deal.ago_days), Deed::Deal(deal)));
            let turns = deal.did.iter();
            events.extend(turns.map(|turn| (ago(place, turn.ago_days), Deed::Turn(deal, turn))));
        }
        for (index, promise) in self.promises.iter().enumerate() {
            events.push((ago(place, promise.ago_days), Deed::Promise(index, promise)));
            let turns = promise.did.iter();
            events
                .extend(turns.map(|turn| (ago(place, turn.ago_days), Deed::OfPromise(index, promise, turn))));
        }
        for (index, outcome) in self.outcomes.iter().enumerate() {
            events.push((ago(place, outcome.ago_days), Deed::Outcome(index, outcome)));
            let readings = outcome.readings.iter();
            events.extend(
                readings.map(|reading| (ago(place, reading.ago_days), Deed::Reading(index, reading))),
            );
        }
        events.push((place.wall(diary::TAKEN), Deed::Calendar(&self.meetings)));
        events.extend(asks::happen(&self.events, &self.asks, place));
        let first = events.iter().map(|(at, _)| *at).min().unwrap_or(place.now);
        let cards = self.cards.iter().map(Deed::Card);
        let people = self.people.iter().map(Deed::Person);
        events.splice(0..0, cards.chain(people).map(|deed| (first, deed)));
        events.sort_by_key(|(at, _)| *at);
        events
    }
}

impl Turn {
    /// As a step of the story, done to an item.
    fn step(&self, what: What) -> Step {
        Step {
            words: self.words.clone(),
            by_hours: self.by_hours,
            next_hours: self.next_hours,
            ..Step::of(what)
        }
    }
}

/// The client that a record names: by its id in the story, or by a name of its own.
fn client<'a>(story: &'a Story, account: &'a str) -> &'a str {
    story.account(account).map_or(account, |known| &known.name)
}

/// So many working days before now.
fn ago(place: Place<'_>, days: f64) -> Time {
    place.back(days * DAY)
}

/// A moment so many working days from now, before or after.
fn ahead(place: Place<'_>, days: f64) -> Time {
    if days < 0.0 {
        ago(place, -days)
    } else {
        place.date(place.now, days * DAY)
    }
}

/// A day so many working days from today, before or after.
fn day(place: Place<'_>, days: i32) -> NaiveDate {
    let today = place
        .calendar
        .working_day_from(place.calendar.local(place.now).date_naive());
    if days < 0 {
        place.calendar.working_days_back(today, days.unsigned_abs())
    } else {
        place.calendar.working_days_later(today, days.unsigned_abs())
    }
}

fn money(value: &str, currency: &str) -> Result<Money> {
    Currency::parse(currency)
        .and_then(|currency| Money::parse(value, currency))
        .with_context(|| format!("the story of the demo has no amount in \"{value} {currency}\""))
}
