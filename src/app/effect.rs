//! Effects: what the runtime is to do, as data. Each is answered by an action.

use super::list::Listed;
use super::overlay::DealKey;
use crate::domain::command::{AccountRef, Command};
use crate::domain::format::Format;
use crate::domain::ids::{AccountNo, DealNo, ItemNo, OwnerNo};
use crate::domain::listing::{From, Row, Scope};
use crate::domain::register::{Record, RegisterRow};
use crate::domain::settings::Rule;
use crate::domain::week::Week;

/// Names one write, so that its answer finds the rows it was for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ticket(pub u64);

/// What the runtime is to do.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// A bounded read, run at once and answered before the next key is taken.
    Read(Query),
    /// A bounded read, run when no key waits; a newer one replaces it.
    ReadWhenIdle(Query),
    /// A question that may scan, answered by a worker; a newer one of the same kind replaces it.
    Ask(Question),
    /// A command for the writer; answered by `Committed` or `Failed` with the same ticket, in order.
    Write {
        /// Its name.
        ticket: Ticket,
        /// The command.
        command: Command,
        /// Rows to which it does not apply are left out and named, instead of failing it.
        leave_out: bool,
    },
    /// Put the text on the clipboard; answered by `Copied` with the same `of` and `tells`, or by `CopyFailed`.
    Copy {
        /// The text.
        text: String,
        /// Whose briefs it holds.
        of: BriefsOf,
        /// The items whose open hand-offs it tells of.
        tells: Vec<ItemNo>,
    },
    /// Put a text on the clipboard; answered by `TextCopied` or by `CopyFailed`.
    CopyText {
        /// The text.
        text: String,
        /// What it is, in words: `the card of Borealis GmbH`.
        what: String,
    },
    /// Write a week to a file of its usual name in the working directory; answered by `Exported` or `ExportFailed`.
    Export {
        /// The week.
        week: Week,
        /// In this format.
        format: Format,
    },
    /// Hand a number to the system's dialler; answered by `DialFailed` when it could not be.
    Dial {
        /// Digits, with a plus before an international one.
        number: String,
    },
    /// Write the Monday sheet to a file of its usual name in the working directory; answered by `Exported` or
    /// `ExportFailed`.
    ExportMonday(Format),
    /// The morning was shown by itself: not again on this day of the rep's.
    NoteMorning,
    /// Write a rule into the config; answered by `RuleWritten` or `RuleFailed`.
    WriteRule(Rule),
    /// Put a week on the clipboard as Markdown; answered by `WeekCopied` or by `CopyFailed`.
    CopyWeek(Week),
    /// Leave, after the writer has finished; the farewell is printed once the terminal is given back.
    Quit {
        /// Untold hand-offs, in words.
        farewell: Option<String>,
    },
    /// Leave this store and open the demo.
    OpenDemo,
    /// Stop until the shell continues the program.
    Suspend,
    /// Draw every cell again.
    Redraw,
}

/// A bounded read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Query {
    /// Part of a list without words.
    Rows(RowsQuery),
    /// The header's counts.
    Counts,
    /// Every owner that is not retired.
    Owners,
    /// As `Owners`, with what each has at hand.
    OwnersAtWork,
    /// One item whole.
    Detail(ItemNo),
    /// Briefs as one text.
    Briefs(BriefsOf),
    /// The promise for which an item stands.
    Promise(ItemNo),
    /// The outcome for which an item stands.
    Outcome(ItemNo),
    /// Part of a register without words.
    Register(RowsQuery<RegisterRow>),
    /// All about one record.
    Page(Record),
    /// A deal with all that hangs on it, for a key.
    Deal(DealNo, DealKey),
    /// How far the chase of a client has come, for a call on a row or on none.
    Chase(AccountRef, Option<ItemNo>),
    /// The numbers that can be dialled for a client: those of whom to speak with on a row first.
    Phones(AccountNo, Option<ItemNo>),
    /// Something about an account.
    Account(AccountQuery),
    /// Something about asks or events.
    Ask(AskQuery),
}

/// A question that may scan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Question {
    /// Part of a list narrowed by words.
    Rows(RowsQuery),
    /// The numbers of every row of a list, in its order, 5,000 at most.
    Numbers(Scope),
    /// The figures of a week.
    Week(Week),
    /// Known accounts for what was typed.
    Accounts(String),
    /// Accounts found by anything, 50 at most.
    Clients(String),
    /// Part of a register narrowed by words.
    Register(RowsQuery<RegisterRow>),
    /// What can be done when a client's chase is over.
    NextUp(AccountNo),
    /// The morning.
    Morning,
}

/// What is asked about an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AccountQuery {
    /// The boss card.
    Card(AccountNo),
    /// The people there.
    People(AccountRef),
    /// The account's own card.
    Whole(AccountNo),
}

/// What is asked about asks and events.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AskQuery {
    /// What is known when something is asked for a client, on a row of theirs or not.
    For(AccountNo, Option<ItemNo>),
    /// The ask for which an item stands.
    Whole(ItemNo),
    /// The events with everybody who is invited.
    Events,
    /// Who had an executive's ear of late.
    Ear,
}

/// Part of a list: of items, if nothing else is said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowsQuery<R: Listed = Row> {
    /// What the list shows.
    pub scope: R::Scope,
    /// Around this row, wherever it stands now, if the list holds it; else from `from`.
    pub follow: Option<R::Id>,
    /// Where the rows start when `follow` is not in the list.
    pub from: From<R::Place>,
    /// As many rows as this at most.
    pub limit: u32,
}

/// Whose briefs are meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BriefsOf {
    /// These rows': of the open hand-off, else as it would go out.
    Rows(Vec<ItemNo>),
    /// All untold ones of an owner, as one message.
    Owner(OwnerNo),
    /// The newest hand-off that stands.
    LastHanded,
    /// No brief: what can be quoted of the promise for which this row stands.
    Quote(ItemNo),
}
