//! How other programs' exports are read: zones, words for kinds and urgency, and mappings for any CSV.
//!
//! A pure description, written so that the config can hold it as it stands: `[sources]` with `zones`, `shopify`,
//! `zendesk` and `mappings`. Reading by it is the intake's work.

use std::collections::{BTreeMap, BTreeSet};

use chrono::format::{Item, StrftimeItems};
use chrono_tz::Tz;
use serde::Deserialize;

use super::clean;
use super::item::Kind;
use super::money::Currency;
use super::stands_for::StandsFor;

/// The source of a Shopify order export.
pub const SHOPIFY: &str = "shopify";
/// The source of a Zendesk ticket export.
pub const ZENDESK: &str = "zendesk";
/// Not a source: recognise a file by its header.
pub const AUTO: &str = "auto";

/// Names that mappings cannot take: the sources that are built in, and what other items say as their source.
const RESERVED: &[&str] = &[SHOPIFY, ZENDESK, AUTO, "added", "call", "demo"];

/// Everything that decides how an export is read. The default reads Shopify and Zendesk, with times in UTC.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Sources {
    /// For each source the zone of times that name none: `shopify = "Europe/Berlin"`. Default: the rep's own zone.
    pub zones: BTreeMap<String, Tz>,
    /// Shopify order exports.
    pub shopify: Shopify,
    /// Zendesk ticket exports.
    pub zendesk: Zendesk,
    /// Any other CSV. Default: none.
    pub mappings: Vec<Mapping>,
    /// The rep's own zone, for sources without one in `zones`. Not written here: whoever resolves the config fills
    /// it in.
    #[serde(skip)]
    pub local_zone: Tz,
    /// The currency of amounts written without one. Not written here: whoever resolves the config fills it in.
    /// `None` skips such rows, with the reason.
    #[serde(skip)]
    pub currency: Option<Currency>,
}

impl Default for Sources {
    fn default() -> Self {
        Self {
            zones: BTreeMap::new(),
            shopify: Shopify::default(),
            zendesk: Zendesk::default(),
            mappings: Vec::new(),
            local_zone: Tz::UTC,
            currency: None,
        }
    }
}

/// How Shopify order exports are read.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Shopify {
    /// An order with one of these tags is urgent. Default: `urgent`, `rush`, `express`. Shopify has no urgency of
    /// its own; its risk level is about fraud, not about time.
    pub urgent_tags: Vec<String>,
}

impl Default for Shopify {
    fn default() -> Self {
        Self {
            urgent_tags: ["urgent", "rush", "express"].map(str::to_owned).to_vec(),
        }
    }
}

/// How Zendesk ticket exports are read.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Zendesk {
    /// A ticket with one of these priorities is urgent. Default: `urgent`.
    pub urgent_priorities: Vec<String>,
}

impl Default for Zendesk {
    fn default() -> Self {
        Self {
            urgent_priorities: vec!["urgent".to_owned()],
        }
    }
}

/// How one kind of CSV file is read: which column is which field.
///
/// Headers are compared without case, accents, spaces and punctuation. So are the values of `kind`, `urgent` and
/// `finished`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// The source's name, for `--from` and on the items: `erp`. Required.
    pub name: String,
    /// What the rows are. Required.
    pub kind: Kinds,
    /// Which column is which field. Required.
    pub columns: Columns,
    /// How dates are written, in `strftime` signs: `%d/%m/%Y %H:%M`. Default: RFC 3339, `%Y-%m-%d %H:%M:%S` and
    /// `%d.%m.%Y %H:%M`, each also without seconds or without the time, with `T`, or with an offset behind.
    #[serde(default)]
    pub date_format: Option<String>,
    /// The zone of times that name none. Default: that of `zones`, else the rep's own.
    #[serde(default)]
    pub zone: Option<Tz>,
    /// The currency of the value. Default: the sign or code beside the amount, else the rep's own currency.
    #[serde(default)]
    pub currency: Option<CurrencyFrom>,
    /// Values of `columns.urgent` that mean urgent. Default: `urgent`, `yes`, `true`, `1`, `x`.
    #[serde(default = "urgent_values")]
    pub urgent: Vec<String>,
    /// Values of `columns.finished` that mean that the row is finished. Default: none.
    #[serde(default)]
    pub finished: Vec<String>,
    /// What separates the cells. Default: whichever of `,`, `;` and tab the header uses.
    #[serde(default)]
    pub delimiter: Option<char>,
    /// The decimal mark of amounts. Default: `auto`.
    #[serde(default)]
    pub decimal: Decimal,
}

fn urgent_values() -> Vec<String> {
    ["urgent", "yes", "true", "1", "x"].map(str::to_owned).to_vec()
}

/// Which column is which field. Where several headers are named, the first with something in it counts; of `words`,
/// all do. Only `key` and `account` are required.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Columns {
    /// The source's own key, unique within the source. Required: by it a newer export finds the item again.
    pub key: Headers,
    /// The client. Required.
    pub account: Headers,
    /// One line that says what it is. Default: the kind and the key.
    pub subject: Headers,
    /// Notes and whatever else the rep should read; each column a paragraph.
    pub words: Headers,
    /// Who at the client.
    pub contact: Headers,
    /// What it is worth.
    pub value: Headers,
    /// When it arrived. Default: when it was last changed, else the time of the import.
    pub arrived: Headers,
    /// When it was last changed.
    pub updated: Headers,
    /// By when the client expects to hear. A date without a time means the end of that day.
    pub due: Headers,
    /// Compared with `urgent`.
    pub urgent: Headers,
    /// Compared with `finished`.
    pub finished: Headers,
    /// When it was finished. Without `columns.finished`, a row with a date here is finished.
    pub finished_at: Headers,
}

impl Columns {
    /// Every field with its headers, in the order in which messages name them.
    #[must_use]
    pub fn fields(&self) -> [(&'static str, &Headers); 12] {
        [
            ("key", &self.key),
            ("account", &self.account),
            ("subject", &self.subject),
            ("words", &self.words),
            ("contact", &self.contact),
            ("value", &self.value),
            ("arrived", &self.arrived),
            ("updated", &self.updated),
            ("due", &self.due),
            ("urgent", &self.urgent),
            ("finished", &self.finished),
            ("finished_at", &self.finished_at),
        ]
    }
}

/// Headers of the columns that can hold a field: one, or a list in order of preference.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(from = "OneOrMore")]
pub struct Headers(pub Vec<String>);

#[derive(Deserialize)]
#[serde(untagged, expecting = "expected a column's header, or a list of headers")]
enum OneOrMore {
    One(String),
    More(Vec<String>),
}

impl From<OneOrMore> for Headers {
    fn from(written: OneOrMore) -> Self {
        match written {
            OneOrMore::One(header) => Self(vec![header]),
            OneOrMore::More(headers) => Self(headers),
        }
    }
}

/// What the rows of a mapping are.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(
    untagged,
    expecting = "expected order, support or follow_up, or { column = \"...\", values = { \"...\" = \"order\" } }"
)]
pub enum Kinds {
    /// All the same.
    Fixed(Kind),
    /// What a column says.
    Column(KindColumn),
}

/// The column that says what a row is.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KindColumn {
    /// Its header.
    pub column: String,
    /// The kind for each value.
    pub values: BTreeMap<String, Kind>,
    /// The kind for any other value. Default: none, such a row is skipped with the reason.
    #[serde(default)]
    pub otherwise: Option<Kind>,
}

/// Where a mapping's currency comes from.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(
    untagged,
    expecting = "expected a currency code such as \"EUR\", or { column = \"...\" }"
)]
pub enum CurrencyFrom {
    /// All the same: an ISO 4217 code.
    Fixed(String),
    /// What a column says.
    Column(CurrencyColumn),
}

/// The column that says the currency.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CurrencyColumn {
    /// Its header.
    pub column: String,
}

/// The decimal mark of amounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decimal {
    /// Told by each amount: `1.234,50`, `1,234.50`, `1234.5`. A lone mark before three digits groups thousands.
    #[default]
    Auto,
    /// `.`, so that `1.234` is a little more than one.
    Point,
    /// `,`, so that `1,234` is a little more than one.
    Comma,
}

/// Something wrong in the description.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Where, counted from the description: `mappings[0].columns.key`.
    pub key: String,
    /// What is wrong and what was expected.
    pub words: String,
}

impl Sources {
    /// The zone of times that name none, for a source.
    #[must_use]
    pub fn zone(&self, source: &str) -> Tz {
        let own = self.mapping(source).and_then(|mapping| mapping.zone);
        own.or_else(|| self.zones.get(source).copied())
            .unwrap_or(self.local_zone)
    }

    /// A mapping by its name.
    #[must_use]
    pub fn mapping(&self, name: &str) -> Option<&Mapping> {
        self.mappings.iter().find(|mapping| mapping.name == name)
    }

    /// Every source by name: what `--from` takes besides `auto`.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        [SHOPIFY, ZENDESK]
            .into_iter()
            .chain(self.mappings.iter().map(|mapping| mapping.name.as_str()))
    }

    /// Everything that types cannot rule out: names taken twice, mappings without a key, formats that cannot be
    /// read.
    #[must_use]
    pub fn faults(&self) -> Vec<Fault> {
        let mut faults = Vec::new();
        let mut taken: BTreeSet<&str> = RESERVED.iter().chain(&StandsFor::SOURCES).copied().collect();
        for (index, mapping) in self.mappings.iter().enumerate() {
            let at = format!("mappings[{index}]");
            if !taken.insert(&mapping.name) {
                faults.push(Fault::new(
                    format!("{at}.name"),
                    format!("\"{}\" is taken; expected another name", mapping.name),
                ));
            }
            faults.extend(mapping.faults(&at));
        }
        for source in self.zones.keys() {
            if !self.names().any(|name| name == source) {
                faults.push(Fault::new(
                    format!("zones.{source}"),
                    format!(
                        "there is no source \"{source}\"; expected one of {}",
                        self.names().collect::<Vec<_>>().join(", ")
                    ),
                ));
            }
        }
        faults
    }
}

impl Mapping {
    fn faults(&self, at: &str) -> Vec<Fault> {
        let mut faults = Vec::new();
        let mut fault =
            |key: &str, words: &str| faults.push(Fault::new(format!("{at}.{key}"), words.to_owned()));
        if self.name.trim().is_empty() || clean::line(&self.name, clean::NAME) != self.name {
            fault("name", "expected a short name on one line, such as \"erp\"");
        }
        if self.columns.key.0.is_empty() {
            fault(
                "columns.key",
                "missing; expected the header of the column with the source's own number",
            );
        }
        if self.columns.account.0.is_empty() {
            fault(
                "columns.account",
                "missing; expected the header of the column with the client's name",
            );
        }
        for (field, headers) in self.columns.fields() {
            if headers.0.iter().any(|header| column_key(header).is_empty()) {
                fault(&format!("columns.{field}"), "expected a header, this is empty");
            }
        }
        if self.columns.finished.0.is_empty() != self.finished.is_empty() {
            fault(
                "finished",
                "expected both columns.finished and finished = [\"closed\", ...], the values that mean finished",
            );
        }
        if !self.columns.urgent.0.is_empty() && self.urgent.is_empty() {
            fault("urgent", "expected the values of columns.urgent that mean urgent");
        }
        if let Some(format) = &self.date_format
            && StrftimeItems::new(format).any(|item| matches!(item, Item::Error))
        {
            fault(
                "date_format",
                "expected strftime signs, such as \"%d/%m/%Y %H:%M\"",
            );
        }
        if let Some(CurrencyFrom::Fixed(code)) = &self.currency
            && Currency::parse(code).is_none()
        {
            fault("currency", "expected three letters, such as \"EUR\"");
        }
        if let Kinds::Column(column) = &self.kind
            && column.values.is_empty()
            && column.otherwise.is_none()
        {
            fault(
                "kind.values",
                "expected the kind for each value, such as { \"SO\" = \"order\" }",
            );
        }
        if let Some(delimiter) = self.delimiter
            && (!delimiter.is_ascii() || matches!(delimiter, '"' | '\r' | '\n'))
        {
            fault(
                "delimiter",
                "expected one ASCII character such as \";\", not a quote or a line break",
            );
        }
        faults
    }
}

impl Fault {
    fn new(key: String, words: String) -> Self {
        Self { key, words }
    }
}

/// A header or a value as it is compared: without case, accents, spaces and punctuation.
#[must_use]
pub fn column_key(text: &str) -> String {
    let normal = clean::normalise_name(&clean::line(text, clean::NAME));
    let letters: String = normal.chars().filter(|c| c.is_alphanumeric()).collect();
    // `#` and `%` are headers too.
    if letters.is_empty() { normal } else { letters }
}

#[cfg(test)]
#[path = "sources_tests.rs"]
mod tests;
