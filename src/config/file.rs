//! The config file as it is written: every field optional, an unknown one an error. Each is described in
//! `config.example.toml`.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use toml::{Spanned, Value};

use crate::domain::diary::PhoneMapping;
use crate::domain::item::Kind;
use crate::domain::sources::Sources;

/// The whole file.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct File {
    /// The rep's name.
    pub(super) rep: Option<Spanned<String>>,
    /// An ISO 4217 code.
    pub(super) currency: Option<Spanned<String>>,
    /// The ISO 3166 letters of the country whose telephone numbers stand without a calling code; empty for none.
    pub(super) country: Option<Spanned<String>>,
    /// A zone of the IANA list, or `auto`.
    pub(super) zone: Option<Spanned<String>>,
    /// Days on which nobody works: dates, in quotes or not.
    pub(super) holidays: Vec<Spanned<Value>>,
    /// Working hours.
    pub(super) hours: Hours,
    /// Working hours until somebody hears.
    pub(super) clocks: Clocks,
    /// Who gets which row.
    pub(super) rules: Vec<Spanned<RuleEntry>>,
    /// Who gets a row that no rule matches: for each kind a handle.
    pub(super) defaults: Defaults,
    /// What follows a call: for each outcome, and for each kind and outcome. Older configs call the table `calls`.
    #[serde(alias = "calls")]
    pub(super) cadences: CadencesEntry,
    /// The system's dialler.
    pub(super) dialler: DiallerEntry,
    /// When a promise wakes, and how much future work is too much.
    pub(super) promises: PromisesEntry,
    /// Who may sponsor what does not exist yet: for each handle or name true, false or the most it may be worth.
    pub(super) authority: BTreeMap<Spanned<String>, Spanned<Value>>,
    /// When a reading is stale, and when a client is looked at after a signature.
    pub(super) outcomes: OutcomesEntry,
    /// Calendars and phones' exports.
    pub(super) diary: DiaryEntry,
    /// The stages of deals.
    pub(super) deals: Deals,
    /// The templates from which drafts of asks are made.
    pub(super) asks: AsksEntry,
    /// When quarters begin.
    pub(super) quarters: QuartersEntry,
    /// What other currencies come to: for each code a rate, and the day they are of.
    pub(super) rates: BTreeMap<Spanned<String>, Spanned<Value>>,
    /// How other programs' exports are read.
    pub(super) sources: Sources,
    /// How the screen looks.
    pub(super) screen: ScreenEntry,
    /// Keys: for each mode or layer what each key does.
    pub(super) keys: BTreeMap<Spanned<String>, BTreeMap<Spanned<String>, Spanned<String>>>,
}

/// Spans such as `09:00-12:30`; an empty list is a day off.
pub(super) type Day = Option<Spanned<Vec<Spanned<String>>>>;

/// Working hours. A day's own stand before those of all weekdays.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Hours {
    pub(super) weekdays: Day,
    pub(super) monday: Day,
    pub(super) tuesday: Day,
    pub(super) wednesday: Day,
    pub(super) thursday: Day,
    pub(super) friday: Day,
    pub(super) saturday: Day,
    pub(super) sunday: Day,
}

/// The clocks' defaults.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Clocks {
    pub(super) owner: Option<Spanned<i64>>,
    pub(super) order: ClientClock,
    pub(super) support: ClientClock,
    pub(super) follow_up: ClientClock,
}

/// A kind's client clock.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct ClientClock {
    pub(super) normal: Option<Spanned<i64>>,
    pub(super) urgent: Option<Spanned<i64>>,
}

/// A routing rule.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RuleEntry {
    pub(super) to: Spanned<String>,
    #[serde(default)]
    pub(super) kind: Option<Kind>,
    #[serde(default)]
    pub(super) account: Option<Spanned<String>>,
    #[serde(default)]
    pub(super) words: Vec<Spanned<String>>,
    #[serde(default)]
    pub(super) source: Option<Spanned<String>>,
    #[serde(default)]
    pub(super) value_over: Option<Spanned<i64>>,
}

/// For each kind the handle of its default owner.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Defaults {
    pub(super) order: Option<Spanned<String>>,
    pub(super) support: Option<Spanned<String>>,
    pub(super) follow_up: Option<Spanned<String>>,
}

/// What follows a call: for each outcome, and for each kind the outcomes whose cadence differs.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct CadencesEntry {
    pub(super) connected: Option<Spanned<CadenceEntry>>,
    pub(super) voicemail: Option<Spanned<CadenceEntry>>,
    pub(super) left_message: Option<Spanned<CadenceEntry>>,
    pub(super) no_answer: Option<Spanned<CadenceEntry>>,
    pub(super) busy: Option<Spanned<CadenceEntry>>,
    pub(super) wrong_number: Option<Spanned<CadenceEntry>>,
    pub(super) order: KindCadences,
    pub(super) support: KindCadences,
    pub(super) follow_up: KindCadences,
}

/// A kind's own cadences.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct KindCadences {
    pub(super) connected: Option<Spanned<CadenceEntry>>,
    pub(super) voicemail: Option<Spanned<CadenceEntry>>,
    pub(super) left_message: Option<Spanned<CadenceEntry>>,
    pub(super) no_answer: Option<Spanned<CadenceEntry>>,
    pub(super) busy: Option<Spanned<CadenceEntry>>,
    pub(super) wrong_number: Option<Spanned<CadenceEntry>>,
}

/// A cadence: the working hours alone, `none`, or a table.
#[derive(Debug, Clone)]
pub(super) enum CadenceEntry {
    Hours(i64),
    Word(String),
    Table(Box<CadenceTable>),
}

/// A cadence as a table.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct CadenceTable {
    pub(super) step: Option<Spanned<String>>,
    /// Working hours, or `none`.
    pub(super) after: Option<Spanned<Value>>,
    /// A number, or `none`.
    pub(super) tries: Option<Spanned<Value>>,
    /// A span such as `09:00-12:00`, or `any`.
    pub(super) hours: Option<Spanned<String>>,
}

impl<'de> Deserialize<'de> for CadenceEntry {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;
        impl<'de> Visitor<'de> for Either {
            type Value = CadenceEntry;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("working hours, \"none\", or a table such as { after = 4, tries = 5 }")
            }

            fn visit_i64<E>(self, hours: i64) -> Result<CadenceEntry, E> {
                Ok(CadenceEntry::Hours(hours))
            }

            fn visit_str<E>(self, word: &str) -> Result<CadenceEntry, E> {
                Ok(CadenceEntry::Word(word.to_owned()))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<CadenceEntry, A::Error> {
                CadenceTable::deserialize(MapAccessDeserializer::new(map))
                    .map(|table| CadenceEntry::Table(Box::new(table)))
            }
        }
        deserializer.deserialize_any(Either)
    }
}

/// The system's dialler.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct DiallerEntry {
    /// A program and its arguments.
    pub(super) command: Vec<Spanned<String>>,
}

/// Promises.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct PromisesEntry {
    pub(super) lead_hours: Option<Spanned<i64>>,
    pub(super) sponsored_share: Option<Spanned<i64>>,
}

/// Outcomes, and the checks that follow a signature.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct OutcomesEntry {
    pub(super) stale_days: Option<Spanned<i64>>,
    pub(super) checks: Option<Spanned<Vec<Spanned<i64>>>>,
}

/// The rep's diary.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct DiaryEntry {
    pub(super) files: Vec<Spanned<String>>,
    pub(super) zone: Option<Spanned<String>>,
    pub(super) own: Vec<Spanned<String>>,
    pub(super) days: Option<Spanned<i64>>,
    pub(super) phones: Vec<Spanned<PhoneMapping>>,
}

/// What decides about deals.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Deals {
    pub(super) stages: Option<Spanned<Vec<Spanned<StageEntry>>>>,
}

/// What somebody who is asked could write to the client: for each part a template.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct AsksEntry {
    pub(super) executive: Option<Spanned<String>>,
    pub(super) marketing: Option<Spanned<String>>,
}

/// When quarters begin, and how their years are named.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct QuartersEntry {
    pub(super) first_month: Option<Spanned<i64>>,
    pub(super) named_by: Option<Spanned<String>>,
}

/// A stage of a deal.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StageEntry {
    pub(super) name: Spanned<String>,
    pub(super) rots_after: Spanned<i64>,
}

/// How the screen looks.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct ScreenEntry {
    pub(super) theme: Option<Spanned<String>>,
    pub(super) mouse: Option<bool>,
    /// `auto`, true or false.
    pub(super) ascii: Option<Spanned<Value>>,
}
