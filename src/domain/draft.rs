//! Drafts: things about to enter the store, from a line typed or from another program's export.
//! All text in them has been cleaned (see [`super::clean`]).

use super::Time;
use super::item::Kind;
use super::money::Money;

/// An item as captured by hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemDraft {
    /// Its kind.
    pub kind: Kind,
    /// The account's name.
    pub account: String,
    /// One line that says what it is.
    pub subject: String,
    /// The client's words; may be empty.
    pub words: String,
    /// When the client hears from the rep; `None` takes the default.
    pub client_due: Option<Time>,
    /// Sorted before everything else.
    pub urgent: bool,
    /// What it is worth.
    pub value: Option<Money>,
    /// The handle of the owner it goes to at once.
    pub owner: Option<String>,
}

/// What a source can say of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// [`Arrival::kind`].
    Kind,
    /// [`Arrival::account`].
    Account,
    /// [`Arrival::contact`].
    Contact,
    /// [`Arrival::subject`].
    Subject,
    /// [`Arrival::words`].
    Words,
    /// [`Arrival::urgent`].
    Urgent,
    /// [`Arrival::value`].
    Value,
    /// [`Arrival::due`].
    Due,
    /// [`Arrival::finished`].
    Finished,
    /// [`Arrival::updated_at`].
    Updated,
}

/// A row of another program's export, as an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrival {
    /// The line of the file on which it starts, counted from 1.
    pub line: u64,
    /// The source's own key, unique within the source: `#1001`, `4711`.
    pub key: String,
    /// Its kind.
    pub kind: Kind,
    /// The account's name.
    pub account: String,
    /// Who at the client; name, else address.
    pub contact: Option<String>,
    /// One line that says what it is.
    pub subject: String,
    /// Notes, line items; may be empty and may hold line breaks.
    pub words: String,
    /// Urgent at the source.
    pub urgent: bool,
    /// What it is worth.
    pub value: Option<Money>,
    /// When it arrived at the source.
    pub arrived_at: Time,
    /// When the source last changed it, where the source says so.
    pub updated_at: Option<Time>,
    /// By when the client expects to hear, where the source says so.
    pub due: Option<Time>,
    /// When it ended at the source, if it has.
    pub finished: Option<Finished>,
    /// Of what the file lacks columns for: a column that is left out of an export takes nothing away from an item that
    /// an earlier one brought.
    pub unsaid: Vec<Field>,
}

/// The end of an item at its source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finished {
    /// When; the time of the last change where the source gives no better.
    pub at: Time,
    /// The source's word for it: `fulfilled`, `refunded`, `solved`.
    pub how: String,
}

/// What a row of a file came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Intake {
    /// An item.
    Arrival(Box<Arrival>),
    /// A row that could not be read, with the reason in words that say what to do.
    Skipped {
        /// The line on which the row starts, counted from 1.
        line: u64,
        /// Why.
        reason: String,
    },
}
