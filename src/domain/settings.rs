//! What the config decides, resolved: the zone, working hours, clocks, routing rules, calls and sources.

use std::collections::BTreeMap;

use super::ask::AskSettings;
use super::cadence::Cadences;
use super::deal::DealSettings;
use super::diary::DiarySettings;
use super::item::Kind;
use super::outcome::OutcomeSettings;
use super::phone::Country;
use super::promise::PromiseSettings;
use super::quarter::Quarters;
use super::words_enum;
use super::worktime::Calendar;

words_enum! {
    /// How a call ended.
    pub enum CallOutcome {
        /// Spoke with the client.
        Connected = "connected",
        /// Reached the voicemail.
        Voicemail = "voicemail",
        /// Left a message with somebody.
        LeftMessage = "left_message",
        /// Nobody picked up.
        NoAnswer = "no_answer",
        /// Busy.
        Busy = "busy",
        /// Not the client's number.
        WrongNumber = "wrong_number",
    }
}

impl CallOutcome {
    /// The outcome in words.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Connected => "connected",
            Self::Voicemail => "voicemail",
            Self::LeftMessage => "left message",
            Self::NoAnswer => "no answer",
            Self::Busy => "busy",
            Self::WrongNumber => "wrong number",
        }
    }

    /// Whether the client was reached. The week's reached share counts these.
    #[must_use]
    pub const fn reached(self) -> bool {
        matches!(self, Self::Connected)
    }
}

/// A routing rule: every condition given must hold. First match wins.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rule {
    /// The handle of the owner it names.
    pub to: String,
    /// Only this kind.
    pub kind: Option<Kind>,
    /// The account's name contains this, ignoring case and accents.
    pub account: Option<String>,
    /// Subject or words contain any of these, ignoring case and accents.
    pub words: Vec<String>,
    /// Only from this source.
    pub source: Option<String>,
    /// Only with a value of at least this many units of its currency.
    pub value_over: Option<i64>,
}

/// Working hours until the client hears from the rep, for a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClientHours {
    /// When nothing is urgent.
    pub normal: u32,
    /// When it is urgent.
    pub urgent: u32,
}

/// Everything that the config decides about a rep's work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Working hours, days, holidays and the zone they are in.
    pub calendar: Calendar,
    /// The rep's own name, for briefs; may be empty.
    pub rep: String,
    /// The client clock's default for each kind, in working hours.
    pub client_hours: BTreeMap<Kind, ClientHours>,
    /// The owner clock's default where an owner names none, in working hours.
    pub owner_hours: u32,
    /// Rules, first match wins.
    pub rules: Vec<Rule>,
    /// The default owner's handle for each kind.
    pub default_owner: BTreeMap<Kind, String>,
    /// What follows a call, by how it ended.
    pub cadences: Cadences,
    /// The command that hands a number to the system's dialler: a program and its arguments, with `{number}` where the
    /// number goes. Empty for none.
    pub dialler: Vec<String>,
    /// The currency of an amount written without one: an ISO 4217 code.
    pub currency: String,
    /// What decides about deals.
    pub deals: DealSettings,
    /// The rep's diary: which files are read, and how.
    pub diary: DiarySettings,
    /// The country whose telephone numbers are written without a calling code; `None` compares such by their digits.
    pub country: Option<Country>,
    /// Promises: their lead time, what is too much future work, who may sponsor it.
    pub promises: PromiseSettings,
    /// Outcomes: when a reading is stale, and when a client is looked at after a signature.
    pub outcomes: OutcomeSettings,
    /// When a quarter begins, and what it is called.
    pub quarters: Quarters,
    /// Asks: the templates from which drafts are made.
    pub asks: AskSettings,
}

impl Default for Settings {
    fn default() -> Self {
        let hours = |normal, urgent| ClientHours { normal, urgent };
        Self {
            calendar: Calendar::default(),
            rep: String::new(),
            client_hours: BTreeMap::from([
                (Kind::Order, hours(8, 2)),
                (Kind::Support, hours(4, 1)),
                (Kind::FollowUp, hours(16, 4)),
            ]),
            owner_hours: 8,
            rules: Vec::new(),
            default_owner: BTreeMap::new(),
            cadences: Cadences::default(),
            dialler: Vec::new(),
            currency: "EUR".to_owned(),
            deals: DealSettings::default(),
            diary: DiarySettings::default(),
            country: None,
            promises: PromiseSettings::default(),
            outcomes: OutcomeSettings::default(),
            asks: AskSettings::default(),
            quarters: Quarters::default(),
        }
    }
}
