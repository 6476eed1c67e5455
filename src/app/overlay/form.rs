//! A few fields to fill in, with what is understood of each while it is typed.

use super::{AskForm, DealForm, OutcomeForm, PromiseForm};
use crate::app::input::Input;
use crate::domain::Time;
use crate::domain::account::{Account, Person};
use crate::domain::clean;
use crate::domain::ids::{AccountNo, ItemNo};
use crate::domain::item::{Kind, Reason};
use crate::domain::owner::Owner;
use crate::keys::Mode;

/// A few fields: Tab moves, Enter saves, Esc leaves.
#[derive(Debug, Clone, PartialEq)]
pub struct Form {
    /// What it is: `Client told: #128 Acme Pumps`.
    pub title: String,
    /// The fields, in order; at least one.
    pub fields: Vec<Field>,
    /// The field that is typed into.
    pub focus: usize,
    /// Why it could not be saved, in words.
    pub problem: Option<String>,
    /// What it is for.
    pub(crate) wanted: FormFor,
}

/// One field.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// Its name: `when the client hears next`.
    pub label: &'static str,
    /// What was typed.
    pub input: Input,
    /// What an empty field means, shown faintly in it: `Tue 10:00`, `unknown`.
    pub when_empty: String,
    /// How what was typed is read.
    pub reads: Reads,
    /// What is understood of it now.
    pub understood: Understood,
    /// Names that are offered: the beginning of one stands for it.
    pub known: Vec<String>,
    /// What it held when it was opened.
    opened_with: String,
}

/// How a field is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reads {
    /// Any text.
    Text,
    /// Text that must not be empty.
    NeededText,
    /// What people write or say, on several lines.
    Prose,
    /// The same, and it must not be empty.
    NeededProse,
    /// A date as people write it.
    Date,
    /// A date, or `none`.
    NextCall,
    /// When an owner is back.
    AwayUntil,
    /// Whole minutes.
    Minutes,
    /// An amount.
    Money,
    /// An account's name.
    Account,
    /// An owner's handle.
    Handle,
    /// A seat from 1 to 9.
    Seat,
    /// The kinds an owner takes.
    Kinds,
    /// Whole working hours.
    Hours,
    /// Another owner, by handle or name.
    OwnerName,
    /// One kind.
    Kind,
    /// What a call opens: a kind, if not a support call, and a subject.
    Opens,
    /// A date that must be there.
    NeededDate,
    /// Another owner who must be there, by handle or name.
    NeededOwner,
    /// Who approved a sponsored promise: an owner, or anybody by name.
    Approver,
    /// A yes, and nothing else will do.
    Yes,
    /// What a promise rests on: real, dated or sponsored.
    Basis,
    /// A value of an outcome's measure.
    Value,
    /// A day that is past.
    PastDay,
    /// A day.
    Day,
    /// A day that must be there.
    NeededDay,
    /// A stage of a deal.
    Stage,
    /// Whether a step is asked for now, or later.
    NowOrLater,
    /// Telephone numbers, parted by commas.
    Phones,
    /// Mail addresses, parted by commas.
    Emails,
    /// A domain.
    Domain,
    /// Yes or no.
    YesNo,
    /// The part an owner plays: desk, executive or marketing.
    Part,
    /// How often a month an owner can be asked.
    AsksAMonth,
    /// An event, by the name it has.
    Event,
}

impl Reads {
    /// Whether the field takes several lines.
    #[must_use]
    pub const fn is_prose(self) -> bool {
        matches!(self, Self::Prose | Self::NeededProse)
    }

    /// Whether such a field can't be left empty.
    #[must_use]
    pub const fn is_needed(self) -> bool {
        match self {
            Self::NeededText
            | Self::NeededProse
            | Self::NeededDate
            | Self::NeededDay
            | Self::NeededOwner
            | Self::Approver
            | Self::Yes
            | Self::Basis
            | Self::Value => true,
            Self::Text
            | Self::Prose
            | Self::Date
            | Self::NextCall
            | Self::AwayUntil
            | Self::Minutes
            | Self::Money
            | Self::Account
            | Self::Handle
            | Self::Seat
            | Self::Kinds
            | Self::Hours
            | Self::OwnerName
            | Self::Kind
            | Self::Opens
            | Self::PastDay
            | Self::Day
            | Self::Stage
            | Self::NowOrLater
            | Self::Phones
            | Self::Emails
            | Self::Domain
            | Self::YesNo
            | Self::Part
            | Self::AsksAMonth
            | Self::Event => false,
        }
    }
}

/// What is understood of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Understood {
    /// Nothing was typed, or text stands for itself.
    Plain,
    /// This: `Tue 24 Nov 10:00`.
    As(String),
    /// Not understood, and why: `no date: use tomorrow 9am, fri, in 3 days`.
    Not(String),
}

/// What a form is for.
#[derive(Debug, Clone, PartialEq)]
pub enum FormFor {
    /// `a`: a note.
    Note(Vec<ItemNo>),
    /// `t`: what the client was told, and when the client hears next.
    Tell(Vec<ItemNo>),
    /// `r a`: by when the owner answers.
    Acknowledge(Vec<ItemNo>),
    /// `e` on first chair: the minutes it took.
    FinishMinutes {
        /// The rows.
        items: Vec<ItemNo>,
        /// The reason, when it had to be asked for.
        reason: Option<Reason>,
    },
    /// `E`: a row's own fields, as they were.
    Edit(Box<EditedRow>),
    /// An owner's card: one that exists, or a new one.
    Owner(Option<Box<Owner>>),
    /// An account's card, or somebody's there.
    Account(AccountForm),
    /// `l`: what was heard.
    Listen(ItemNo),
    /// A promise: made, changed or broken.
    Promise(PromiseForm),
    /// An outcome or a check: a reading, a problem, an opportunity.
    Outcome(OutcomeForm),
    /// A deal: entered, changed, or with what it needs.
    Deal(DealForm),
    /// An ask, an event or an invitation.
    Ask(AskForm),
    /// `z a`: the rep is away; these rows alone are lent, or all that would fall due.
    Away(Vec<ItemNo>),
    /// A call: with whom. Part of [`super::Call`].
    CallWho,
    /// A call: the rest. Part of [`super::Call`].
    CallRest,
}

/// Whose card a form is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AccountForm {
    /// An account's, or a new one's.
    Account(Option<Box<Account>>),
    /// Somebody's at an account.
    Person(Box<Person>),
    /// Somebody's who is new at an account.
    NewPerson(AccountNo),
}

/// A row as it was when its form was opened: only what was changed is saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EditedRow {
    /// The row.
    pub item: ItemNo,
    /// Its kind.
    pub kind: Kind,
    /// Its client.
    pub client: String,
    /// Its subject.
    pub subject: String,
    /// Its value, as typed.
    pub value: String,
    /// Its client clock.
    pub client_due: Option<Time>,
}

impl Field {
    /// An empty field.
    #[must_use]
    pub fn new(label: &'static str, reads: Reads, when_empty: impl Into<String>) -> Self {
        Self {
            label,
            input: Input::default(),
            when_empty: when_empty.into(),
            reads,
            understood: Understood::Plain,
            known: Vec::new(),
            opened_with: String::new(),
        }
    }

    /// A field that already holds a text.
    #[must_use]
    pub fn holding(label: &'static str, reads: Reads, text: impl Into<String>) -> Self {
        let text = text.into();
        Self {
            input: Input::new(text.clone()),
            opened_with: text,
            ..Self::new(label, reads, "")
        }
    }

    /// Whether it holds something that it did not hold when it was opened.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        !self.text().is_empty() && self.text() != self.opened_with.trim()
    }

    /// The one of the names offered that what was typed begins, or begins a word of.
    #[must_use]
    pub fn meant(&self) -> Option<&str> {
        let typed = clean::normalise_name(self.text());
        let begins = |name: &&String| {
            let name = clean::normalise_name(name);
            name.starts_with(&typed) || name.contains(&format!(" {typed}"))
        };
        let mut names = self.known.iter().filter(begins);
        match (self.text().is_empty(), names.next(), names.next()) {
            (false, Some(name), None) => Some(name),
            (_, _, _) => None,
        }
    }

    /// What was typed, without spaces at the ends.
    #[must_use]
    pub fn text(&self) -> &str {
        self.input.value().trim()
    }
}

impl Form {
    /// A form, with the first field typed into.
    #[must_use]
    pub const fn new(title: String, fields: Vec<Field>, wanted: FormFor) -> Self {
        Self {
            title,
            fields,
            focus: 0,
            problem: None,
            wanted,
        }
    }

    /// The mode whose keys it answers.
    #[must_use]
    pub const fn mode(&self) -> Mode {
        match self.wanted {
            FormFor::Listen(_) => Mode::Listen,
            FormFor::CallRest => Mode::CallNotes,
            FormFor::CallWho => Mode::Pick,
            FormFor::Note(_)
            | FormFor::Tell(_)
            | FormFor::Acknowledge(_)
            | FormFor::FinishMinutes { .. }
            | FormFor::Edit(_)
            | FormFor::Owner(_)
            | FormFor::Account(_)
            | FormFor::Promise(_)
            | FormFor::Outcome(_)
            | FormFor::Deal(_)
            | FormFor::Ask(_)
            | FormFor::Away(_) => Mode::Text,
        }
    }

    /// Goes to the next field, or the one before; round at the ends.
    pub(crate) fn step(&mut self, forward: bool) {
        let count = self.fields.len().max(1);
        let by = if forward { 1 } else { count - 1 };
        self.focus = (self.focus + by) % count;
    }

    /// Whether nothing stands in any field.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.fields.iter().all(|field| field.text().is_empty())
    }

    /// What was typed into the field of this name; empty when there is none.
    #[must_use]
    pub fn text(&self, label: &str) -> &str {
        self.fields
            .iter()
            .find(|field| field.label == label)
            .map_or("", Field::text)
    }
}
