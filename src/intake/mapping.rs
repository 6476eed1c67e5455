//! Any CSV, by a mapping of the config: one row is one item.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::Time;
use crate::domain::clean;
use crate::domain::draft::{self, Arrival, Finished};
use crate::domain::item::Kind;
use crate::domain::money::Currency;
use crate::domain::sources::{Columns, CurrencyFrom, Headers, Kinds, Mapping, Sources, column_key};

use super::amounts::Amounts;
use super::dates::Dates;
use super::error::Refusal;
use super::header::Header;
use super::row::{Column, Row, is_blank, paragraphs, unsaid};
use super::sink::Sink;

/// The columns that a mapping reads besides key and account.
pub(super) fn optional_columns(mapping: &Mapping) -> Vec<String> {
    let fields = mapping.columns.fields();
    let mut columns: Vec<String> = fields
        .iter()
        .filter(|(field, _)| !matches!(*field, "key" | "account"))
        .flat_map(|(_, headers)| headers.0.iter().cloned())
        .collect();
    if let Kinds::Column(kind) = &mapping.kind {
        columns.push(kind.column.clone());
    }
    if let Some(CurrencyFrom::Column(currency)) = &mapping.currency {
        columns.push(currency.column.clone());
    }
    columns
}

/// The columns that the mapping names and the file lacks, and what they would say.
pub(super) fn lacking(mapping: &Mapping, header: &Header) -> Vec<(String, &'static str)> {
    let mut lacking = Vec::new();
    let mut look = |headers: &[String], what| {
        if !headers.is_empty() && !headers.iter().any(|name| header.has(name)) {
            lacking.push((headers.join(" or "), what));
        }
    };
    for (field, headers) in mapping.columns.fields() {
        look(
            &headers.0,
            match field {
                "subject" => "what a row is about",
                "words" => "the words of a row",
                "contact" => "who at the client it is",
                "value" => "what a row is worth",
                "arrived" => "when a row came in",
                "updated" => "when a row was changed",
                "due" => "by when the client expects to hear",
                "urgent" => "what is urgent",
                "finished" => "what is finished",
                "finished_at" => "when a row was finished",
                // Without these the file would not have been taken for one of the mapping.
                _ => continue,
            },
        );
    }
    if let Kinds::Column(kind) = &mapping.kind {
        look(std::slice::from_ref(&kind.column), "what kind a row is of");
    }
    if let Some(CurrencyFrom::Column(currency)) = &mapping.currency {
        look(std::slice::from_ref(&currency.column), "the currency");
    }
    lacking
}

/// Reads the rows of a mapping.
pub(super) struct Mapped {
    name: String,
    fields: Fields,
    kind: KindOf,
    currency: Column,
    dates: Dates,
    amounts: Amounts,
    urgent: BTreeSet<String>,
    finished: BTreeSet<String>,
    now: Time,
}

/// What a row is.
enum KindOf {
    Fixed(Kind),
    Column {
        column: Column,
        header: String,
        values: BTreeMap<String, Kind>,
        otherwise: Option<Kind>,
    },
}

impl KindOf {
    fn is_said(&self) -> bool {
        match self {
            Self::Fixed(_) => true,
            Self::Column { column, .. } => column.is_some(),
        }
    }
}

/// A field's columns in order of preference, and the name that messages give it.
struct Field {
    columns: Vec<Column>,
    header: String,
}

impl Field {
    fn find(headers: &Headers, header: &Header) -> Result<Self, Refusal> {
        let columns = headers.0.iter().map(|name| header.find(name));
        Ok(Self {
            columns: columns.collect::<Result<_, _>>()?,
            header: clean::line(&headers.0.join(" or "), clean::NAME),
        })
    }

    fn text<'a>(&self, row: Row<'a>) -> &'a str {
        row.first(&self.columns)
    }

    /// Whether the file has any of its columns.
    fn is_here(&self) -> bool {
        self.columns.iter().any(Option::is_some)
    }

    /// Whether the mapping names no column for it, or the file has one.
    fn is_said(&self) -> bool {
        self.columns.is_empty() || self.is_here()
    }
}

struct Fields {
    key: Field,
    account: Field,
    subject: Field,
    words: Field,
    contact: Field,
    value: Field,
    arrived: Field,
    updated: Field,
    due: Field,
    urgent: Field,
    finished: Field,
    finished_at: Field,
}

impl Fields {
    fn find(columns: &Columns, header: &Header) -> Result<Self, Refusal> {
        Ok(Self {
            key: Field::find(&columns.key, header)?,
            account: Field::find(&columns.account, header)?,
            subject: Field::find(&columns.subject, header)?,
            words: Field::find(&columns.words, header)?,
            contact: Field::find(&columns.contact, header)?,
            value: Field::find(&columns.value, header)?,
            arrived: Field::find(&columns.arrived, header)?,
            updated: Field::find(&columns.updated, header)?,
            due: Field::find(&columns.due, header)?,
            urgent: Field::find(&columns.urgent, header)?,
            finished: Field::find(&columns.finished, header)?,
            finished_at: Field::find(&columns.finished_at, header)?,
        })
    }
}

impl Mapped {
    pub(super) fn new(
        mapping: &Mapping,
        header: &Header,
        sources: &Sources,
        now: Time,
    ) -> Result<Self, Refusal> {
        let (currency, fixed) = match &mapping.currency {
            Some(CurrencyFrom::Column(column)) => (header.find(&column.column)?, None),
            Some(CurrencyFrom::Fixed(code)) => (None, Currency::parse(code)),
            None => (None, None),
        };
        let kind = match &mapping.kind {
            Kinds::Fixed(kind) => KindOf::Fixed(*kind),
            Kinds::Column(kind) => KindOf::Column {
                column: header.find(&kind.column)?,
                header: clean::line(&kind.column, clean::NAME),
                values: kind
                    .values
                    .iter()
                    .map(|(value, kind)| (column_key(value), *kind))
                    .collect(),
                otherwise: kind.otherwise,
            },
        };
        let keys = |values: &[String]| values.iter().map(|value| column_key(value)).collect();
        Ok(Self {
            name: mapping.name.clone(),
            fields: Fields::find(&mapping.columns, header)?,
            kind,
            currency,
            dates: Dates {
                zone: sources.zone(&mapping.name),
                format: mapping.date_format.clone(),
            },
            amounts: Amounts {
                decimal: mapping.decimal,
                currency: fixed.or(sources.currency),
            },
            urgent: keys(&mapping.urgent),
            finished: keys(&mapping.finished),
            now,
        })
    }

    pub(super) fn row(&self, row: Row<'_>, sink: &mut Sink) {
        match self.item(row, sink) {
            Ok(arrival) => sink.arrive(arrival),
            Err(reason) => sink.skip(row.line, reason),
        }
    }

    fn item(&self, row: Row<'_>, sink: &mut Sink) -> Result<Arrival, String> {
        let fields = &self.fields;
        let key = super::key_text(fields.key.text(row), &fields.key.header)?;
        let (account, account_sure) = row.first_surely(&fields.account.columns);
        if is_blank(account) {
            return Err(format!(
                "{key} names no client; fill {} in the file",
                fields.account.header
            ));
        }
        let kind = self.kind(row)?;
        let date = |field: &Field| self.dates.moment(&field.header, field.text(row));
        let arrived = date(&fields.arrived)?;
        let updated_at = date(&fields.updated)?;
        let finished_at = date(&fields.finished_at)?;
        let due = self.dates.until(&fields.due.header, fields.due.text(row))?;
        let value = self.amounts.read(
            &fields.value.header,
            fields.value.text(row),
            row.text(self.currency),
        )?;
        let arrived_at = arrived.or(updated_at).unwrap_or(self.now);
        let subject = match fields.subject.text(row) {
            "" => format!("{} {key}", capitalised(kind.words())),
            text => sink.line(row.line, "subject", text, clean::SUBJECT),
        };
        let paragraph: Vec<&str> = fields
            .words
            .columns
            .iter()
            .map(|&column| row.text(column))
            .collect();
        let contact = sink.line(row.line, "contact", fields.contact.text(row), clean::NAME);
        let how_finished = self.how_finished(row, finished_at.is_some());
        Ok(Arrival {
            line: row.line,
            unsaid: unsaid(&[
                (draft::Field::Kind, self.kind.is_said()),
                (draft::Field::Account, account_sure),
                (draft::Field::Contact, fields.contact.is_said()),
                (draft::Field::Subject, fields.subject.is_said()),
                (draft::Field::Words, fields.words.is_said()),
                (draft::Field::Urgent, fields.urgent.is_said()),
                (draft::Field::Value, fields.value.is_said()),
                (draft::Field::Due, fields.due.is_said()),
                (
                    draft::Field::Finished,
                    how_finished.is_some() || (fields.finished.is_said() && fields.finished_at.is_said()),
                ),
                (draft::Field::Updated, fields.updated.is_said()),
            ]),
            kind,
            account: sink.line(row.line, "client's name", account, clean::NAME),
            contact: Some(contact).filter(|contact| !contact.is_empty()),
            subject,
            words: sink.block(row.line, "text", &paragraphs(&paragraph), clean::WORDS),
            urgent: self.urgent.contains(&column_key(fields.urgent.text(row))),
            value,
            arrived_at,
            updated_at,
            due,
            finished: how_finished.map(|how| Finished {
                at: finished_at.or(updated_at).unwrap_or(arrived_at),
                how,
            }),
            key,
        })
    }

    fn kind(&self, row: Row<'_>) -> Result<Kind, String> {
        match &self.kind {
            KindOf::Fixed(kind) => Ok(*kind),
            KindOf::Column {
                column,
                header,
                values,
                otherwise,
            } => {
                let text = row.text(*column);
                values
                    .get(&column_key(text))
                    .copied()
                    .or(*otherwise)
                    .ok_or_else(|| {
                        format!(
                            "{header} says \"{}\", for which the mapping \"{}\" names no kind; add it to kind.values",
                            clean::line(text, 40),
                            clean::line(&self.name, 40)
                        )
                    })
            }
        }
    }

    /// The source's word for the row's end, if it has ended.
    fn how_finished(&self, row: Row<'_>, has_date: bool) -> Option<String> {
        let field = &self.fields.finished;
        let text = field.text(row);
        if !field.is_here() {
            return has_date.then(|| "finished".to_owned());
        }
        // An empty value among those that mean finished is not what anybody wants.
        (!is_blank(text) && self.finished.contains(&column_key(text))).then(|| clean::line(text, clean::NAME))
    }
}

fn capitalised(words: &str) -> String {
    let mut chars = words.chars();
    chars
        .next()
        .map(|first| first.to_uppercase().chain(chars).collect())
        .unwrap_or_default()
}
