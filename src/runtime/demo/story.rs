//! The story as written in `assets/demo/story.toml`, which describes every field.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::domain::item::{Kind, Mood, Reason};
use crate::domain::money::{Currency, Money};
use crate::domain::owner::Part;
use crate::domain::settings::{CallOutcome, Rule};

const STORY: &str = include_str!("../../../assets/demo/story.toml");

/// The whole of it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Story {
    #[serde(rename = "owner")]
    pub(super) owners: Vec<Card>,
    #[serde(rename = "rule")]
    rules: Vec<Routed>,
    #[serde(rename = "account")]
    pub(super) accounts: Vec<Account>,
    #[serde(rename = "item")]
    pub(super) items: Vec<Told>,
    #[serde(rename = "call")]
    pub(super) calls: Vec<Call>,
    #[serde(rename = "template")]
    pub(super) templates: Vec<Template>,
    #[serde(rename = "life")]
    pub(super) lives: Vec<Life>,
    pub(super) fill: BTreeMap<String, Vec<String>>,
    pub(super) names: Names,
}

/// An owner's card.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Card {
    pub(super) handle: String,
    pub(super) name: String,
    pub(super) role: String,
    pub(super) seat: Option<u8>,
    pub(super) address: String,
    pub(super) kinds: Vec<Kind>,
    pub(super) hours: u32,
    pub(super) escalates_to: Option<String>,
    pub(super) away_for_hours: Option<f64>,
    pub(super) away_since_hours: Option<f64>,
    pub(super) stand_in: Option<String>,
    pub(super) part: Option<Part>,
    pub(super) asks_a_month: Option<u32>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Routed {
    to: String,
    kind: Option<Kind>,
    #[serde(default)]
    words: Vec<String>,
    value_over: Option<i64>,
}

/// A client.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Account {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) contact: String,
    pub(super) role: String,
}

/// An item and what became of it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Told {
    pub(super) kind: Kind,
    pub(super) account: String,
    pub(super) subject: String,
    #[serde(default)]
    pub(super) words: String,
    #[serde(default)]
    pub(super) urgent: bool,
    value: Option<String>,
    currency: Option<String>,
    pub(super) source: Option<String>,
    pub(super) key: Option<String>,
    pub(super) ago_hours: Option<f64>,
    pub(super) ago_wall_hours: Option<f64>,
    pub(super) due_hours: Option<f64>,
    #[serde(default)]
    pub(super) did: Vec<Step>,
}

/// What can be done to an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum What {
    HandedOff,
    Acknowledged,
    OwnerDone,
    Returned,
    Recalled,
    Nudged,
    Escalated,
    Starred,
    Dismissed,
    Reopened,
    Told,
    Listened,
    Called,
    Noted,
    Kept,
    Snoozed,
    Finished,
}

/// One thing done to an item; which fields count depends on what it is.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Step {
    pub(super) what: What,
    pub(super) ago_hours: Option<f64>,
    pub(super) after_hours: Option<f64>,
    pub(super) to: Option<String>,
    #[serde(default)]
    pub(super) untold: bool,
    #[serde(default)]
    pub(super) words: String,
    pub(super) by_hours: Option<f64>,
    pub(super) next_hours: Option<f64>,
    pub(super) for_hours: Option<f64>,
    pub(super) mood: Option<Mood>,
    #[serde(default)]
    pub(super) said: String,
    pub(super) outcome: Option<CallOutcome>,
    pub(super) minutes: Option<u32>,
    #[serde(default)]
    pub(super) person: String,
    pub(super) reason: Option<Reason>,
}

/// A call that belongs to no item.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Call {
    pub(super) account: String,
    #[serde(default)]
    pub(super) person: String,
    pub(super) outcome: CallOutcome,
    pub(super) minutes: Option<u32>,
    #[serde(default)]
    pub(super) notes: String,
    pub(super) ago_hours: f64,
    pub(super) next_hours: Option<f64>,
}

/// What more items are written like.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Template {
    pub(super) kind: Kind,
    pub(super) weight: u32,
    pub(super) subjects: Vec<String>,
    pub(super) words: Vec<String>,
    pub(super) value_from: Option<u32>,
    pub(super) value_to: Option<u32>,
    pub(super) currency: Option<String>,
}

/// What becomes of more items.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Life {
    #[expect(
        dead_code,
        reason = "read so that every field of the file is known; it names the life for whoever edits"
    )]
    name: String,
    pub(super) weight: u32,
    pub(super) ago_from: f64,
    pub(super) ago_to: f64,
    #[serde(default)]
    pub(super) kinds: Vec<Kind>,
    #[serde(default)]
    pub(super) did: Vec<Step>,
}

/// What more clients are called like.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Names {
    pub(super) accounts: Vec<String>,
    pub(super) contacts: Vec<String>,
}

impl Story {
    /// The story that comes with the program.
    ///
    /// # Errors
    /// When it is not written as it describes itself.
    pub(super) fn read() -> Result<Self> {
        toml::from_str(STORY).context("could not read the story of the demo")
    }

    /// The client that items and calls name by its id.
    pub(super) fn account(&self, id: &str) -> Result<&Account> {
        self.accounts
            .iter()
            .find(|account| account.id == id)
            .with_context(|| format!("the story of the demo has no account \"{id}\""))
    }

    /// The clients that somebody might call: all but the one who only advertises.
    pub(super) fn clients(&self) -> &[Account] {
        let stranger = self.accounts.len().saturating_sub(1);
        self.accounts.get(..stranger).unwrap_or_default()
    }

    /// The routing rules.
    pub(super) fn rules(&self) -> Vec<Rule> {
        let rule = |routed: &Routed| Rule {
            to: routed.to.clone(),
            kind: routed.kind,
            words: routed.words.clone(),
            value_over: routed.value_over,
            ..Rule::default()
        };
        self.rules.iter().map(rule).collect()
    }
}

impl Step {
    /// Only what is done.
    pub(super) const fn of(what: What) -> Self {
        Self {
            what,
            ago_hours: None,
            after_hours: None,
            to: None,
            untold: false,
            words: String::new(),
            by_hours: None,
            next_hours: None,
            for_hours: None,
            mood: None,
            said: String::new(),
            outcome: None,
            minutes: None,
            person: String::new(),
            reason: None,
        }
    }
}

impl Told {
    /// What it is worth.
    pub(super) fn money(&self) -> Option<Money> {
        let currency = Currency::parse(self.currency.as_deref()?)?;
        Money::parse(self.value.as_deref()?, currency)
    }

    /// An item from a template.
    pub(super) fn made(kind: Kind, account: String, subject: String, words: String) -> Self {
        Self {
            kind,
            account,
            subject,
            words,
            urgent: false,
            value: None,
            currency: None,
            source: None,
            key: None,
            ago_hours: None,
            ago_wall_hours: None,
            due_hours: None,
            did: Vec::new(),
        }
    }

    /// Sets what it is worth, in whole units.
    pub(super) fn worth(&mut self, units: u64, currency: &str) {
        self.value = Some(units.to_string());
        self.currency = Some(currency.to_owned());
    }
}
