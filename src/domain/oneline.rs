//! One line that adds an item, read as it is typed.
//!
//! `order Acme Pumps: 40 pallets to Rotterdam fri 10:00 !  @maria  €48200`
//!
//! Before the first colon: the kind, if one is named (`order` or `o`, `support` or `s`, `follow-up`, `call` or `f`;
//! else a follow-up), and the client. After it, in any order: the subject, `!` for urgent, `@` and an owner's handle,
//! a value with its currency, and a date as [`super::when`] reads it. Text in quotes is taken as it stands, so a client
//! may be called `"Support: Systems"`.
//!
//! A subject is easily mistaken for a date, so the surer a phrase is, the freer its place: `tomorrow` and `fri 10:00`
//! are read anywhere, `sat`, `16:30` and `27 nov` at the end, `27/11` at the end after `by`, `on` or `for`, and `3d`
//! only after `in` or `due`. After words such as *since*, *from* or *the* nothing is (`down since monday`).

mod amount;
mod dates;
mod tokens;

use std::ops::Range;

use thiserror::Error;

use self::tokens::{Token, colon, tokens, unquoted};
use super::Time;
use super::draft::ItemDraft;
use super::item::Kind;
use super::money::Money;
use super::settings::Settings;
use super::when::WhenError;

/// What a part of the line is understood as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// The kind's name.
    Kind,
    /// The client's name.
    Account,
    /// A part of the subject.
    Subject,
    /// When the client hears from the rep.
    Date,
    /// The mark for urgent.
    Urgent,
    /// The owner's handle, with its `@`.
    Owner,
    /// What it is worth.
    Value,
}

impl Role {
    /// The role in words.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Kind => "kind",
            Self::Account => "client",
            Self::Subject => "subject",
            Self::Date => "client hears",
            Self::Urgent => "urgent",
            Self::Owner => "owner",
            Self::Value => "value",
        }
    }
}

/// A part of the line and what it is understood as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// What it is understood as.
    pub role: Role,
    /// The part as written.
    pub text: String,
    /// Where it stands, in bytes of the line; always on character boundaries.
    pub range: Range<usize>,
}

/// What a line lacks to become an item.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum LineError {
    /// Nothing was written.
    #[error("nothing to add yet; write for example order Acme Pumps: 40 pallets to Rotterdam fri 10:00")]
    Empty,
    /// There is no colon, so nothing says where the client's name ends.
    #[error(
        "\"{0}\" needs a colon after the client, then what it is about, for example Acme Pumps: 40 pallets"
    )]
    NoColon(String),
    /// Nothing stands between the kind and the colon.
    #[error(
        "the client is missing; write the name before the colon, for example order Acme Pumps: 40 pallets"
    )]
    NoAccount,
    /// Nothing is left for the subject.
    #[error(
        "the subject is missing; write after the colon what it is about, for example 40 pallets to Rotterdam"
    )]
    NoSubject,
    /// A date that was announced with `due` or `by` cannot be one.
    #[error(transparent)]
    Date(#[from] WhenError),
}

/// What was understood of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The parts in the order of the line. What is between them (spaces, the colon) means nothing by itself.
    pub parts: Vec<Part>,
    /// The kind; a follow-up when none is named.
    pub kind: Kind,
    /// The client's name as far as it is written; may be empty.
    pub account: String,
    /// The subject without what was understood as something else; may be empty.
    pub subject: String,
    /// When the client hears from the rep.
    pub due: Option<Time>,
    /// Sorted before everything else.
    pub urgent: bool,
    /// The owner's handle in lower case, without `@`. Whether there is such an owner is the store's to say.
    pub owner: Option<String>,
    /// What it is worth.
    pub value: Option<Money>,
    /// What is in the way of an item.
    problem: Option<LineError>,
}

impl Reading {
    /// The item, once the line says enough.
    ///
    /// # Errors
    /// When the client or the subject is missing, or a date announced with `due` or `by` cannot be one.
    pub fn draft(&self) -> Result<ItemDraft, LineError> {
        if let Some(problem) = &self.problem {
            return Err(problem.clone());
        }
        Ok(ItemDraft {
            kind: self.kind,
            account: self.account.clone(),
            subject: self.subject.clone(),
            words: String::new(),
            client_due: self.due,
            urgent: self.urgent,
            value: self.value,
            owner: self.owner.clone(),
        })
    }
}

/// Reads a line, finished or not. Dates are understood as of `now`.
#[must_use]
pub fn read(line: &str, now: Time, settings: &Settings) -> Reading {
    let colon = colon(line, 0).map(|first| {
        // `order: Acme: 40 pallets` is meant like `order Acme: 40 pallets`.
        let head: Vec<&str> = line[..first].split_whitespace().collect();
        let only_kind = kind(&head).is_some_and(|(_, count)| count == head.len());
        only_kind
            .then(|| colon(line, first + 1))
            .flatten()
            .unwrap_or(first)
    });
    let mut reading = Reading {
        parts: Vec::new(),
        kind: Kind::FollowUp,
        account: String::new(),
        subject: String::new(),
        due: None,
        urgent: false,
        owner: None,
        value: None,
        problem: None,
    };
    read_head(&line[..colon.unwrap_or(line.len())], &mut reading);
    let mut date_problem = None;
    if let Some(colon) = colon {
        let mut tail = tokens(line, colon + 1);
        date_problem = read_tail(&mut tail, now, settings, &mut reading);
        reading.subject = subject(&tail);
        add_parts(line, &tail, &mut reading.parts);
    }
    reading.problem = if line.trim().is_empty() {
        Some(LineError::Empty)
    } else if reading.account.is_empty() {
        Some(LineError::NoAccount)
    } else if colon.is_none() {
        Some(LineError::NoColon(
            reading
                .account
                .chars()
                .filter(|c| !c.is_control())
                .take(40)
                .collect(),
        ))
    } else if reading.subject.is_empty() {
        Some(LineError::NoSubject)
    } else {
        date_problem.map(LineError::Date)
    };
    reading
}

/// Reads the kind and the client.
fn read_head(head: &str, reading: &mut Reading) {
    let words = tokens(head, 0);
    let texts: Vec<&str> = words.iter().map(|word| word.text).collect();
    let kind_words = kind(&texts).map_or(0, |(kind, count)| {
        reading.kind = kind;
        count
    });
    let (kind, client) = words.split_at(kind_words);
    for (role, words) in [(Role::Kind, kind), (Role::Account, client)] {
        if let (Some(first), Some(last)) = (words.first(), words.last()) {
            reading.parts.push(part(head, role, first.start..last.end()));
        }
    }
    reading.account = match client {
        [only] => unquoted(only.text).trim().to_owned(),
        words => joined(words.iter()),
    };
}

/// The kind that the first words name, and how many they are. Single letters are only read in lower case.
fn kind(words: &[&str]) -> Option<(Kind, usize)> {
    let lower: Vec<String> = words
        .iter()
        .take(2)
        .map(|word| word.trim_end_matches(':').to_lowercase())
        .collect();
    let pair = match lower.as_slice() {
        [first, second] => (first.as_str(), second.as_str()),
        [first] => (first.as_str(), ""),
        _ => return None,
    };
    match pair {
        ("support", "call") => Some((Kind::Support, 2)),
        ("follow", "up") => Some((Kind::FollowUp, 2)),
        ("order", _) => Some((Kind::Order, 1)),
        ("support", _) => Some((Kind::Support, 1)),
        ("follow-up" | "followup" | "call" | "callback", _) => Some((Kind::FollowUp, 1)),
        _ => match *words.first()? {
            "o" => Some((Kind::Order, 1)),
            "s" => Some((Kind::Support, 1)),
            "f" => Some((Kind::FollowUp, 1)),
            _ => None,
        },
    }
}

/// Reads what stands after the colon, and gives each token its role. Returns what is wrong with an announced date.
fn read_tail(
    tail: &mut [Token<'_>],
    now: Time,
    settings: &Settings,
    reading: &mut Reading,
) -> Option<WhenError> {
    for token in tail.iter_mut().filter(|token| !token.quoted) {
        if token.text.chars().all(|c| c == '!') {
            token.role = Role::Urgent;
            reading.urgent = true;
        } else if reading.owner.is_none()
            && let Some(handle) = handle(token.text)
        {
            token.role = Role::Owner;
            reading.owner = Some(handle);
        }
    }
    let amounts = amount::all(tail, &settings.currency);
    let date = dates::choose(tail, &amounts, now, &settings.calendar);
    let mut problem = None;
    if let Some(date) = date {
        tail[date.tokens]
            .iter_mut()
            .for_each(|token| token.role = Role::Date);
        match date.moment {
            Ok(due) => reading.due = Some(due),
            Err(error) => problem = Some(error),
        }
    }
    if let Some(amount) = amount::choose(tail, &amounts) {
        tail[amount.tokens.clone()]
            .iter_mut()
            .for_each(|token| token.role = Role::Value);
        reading.value = Some(amount.money);
    }
    problem
}

/// The handle of `@maria`, in lower case.
fn handle(text: &str) -> Option<String> {
    let name = text.strip_prefix('@')?.trim_end_matches(['.', ',', ';', ':']);
    let fits = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    (!name.is_empty() && name.chars().all(fits)).then(|| name.to_lowercase())
}

/// The tokens that are nothing else, without the punctuation that led over to something else.
fn subject(tail: &[Token<'_>]) -> String {
    let words = joined(tail.iter().filter(|token| token.role == Role::Subject));
    words.trim_end_matches([',', ';', ' ', '-', '–', '—']).to_owned()
}

/// Tokens with one space between them.
fn joined<'a>(tokens: impl Iterator<Item = &'a Token<'a>>) -> String {
    tokens.map(|token| token.text).collect::<Vec<_>>().join(" ")
}

/// Adds a part for each run of tokens with one role.
fn add_parts(line: &str, tail: &[Token<'_>], parts: &mut Vec<Part>) {
    for run in tail.chunk_by(|one, next| one.role == next.role) {
        if let (Some(first), Some(last)) = (run.first(), run.last()) {
            parts.push(part(line, first.role, first.start..last.end()));
        }
    }
}

fn part(line: &str, role: Role, range: Range<usize>) -> Part {
    Part {
        role,
        text: line[range.clone()].to_owned(),
        range,
    }
}

#[cfg(test)]
mod tests;
