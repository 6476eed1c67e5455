//! Registers: the views that list other things than items, such as promises or accounts. What a row is, where it
//! stands, and what its columns show. Each register has a file of its own here, and one in the store that reads it.

pub mod accounts;
pub mod calls;
pub mod cell;
pub mod outcomes;
pub mod page;
pub mod pipeline;
pub mod promises;

use super::ids::{AccountNo, CallNo, DealNo, ItemNo, MeetingNo, OutcomeNo, PromiseNo};
use super::listing::Row;
use super::words_enum;
pub use accounts::AccountSplit;
pub use calls::CallSplit;
pub use cell::{Cell, Shows, Tone};
pub use outcomes::OutcomeSplit;
pub use page::{Line, Page};
pub use pipeline::DealSplit;
pub use promises::PromiseSplit;

words_enum! {
    /// A view that lists other things than items.
    pub enum Register {
        /// Callbacks due, and the calls that were made.
        Calls = "calls",
        /// The clients.
        Accounts = "accounts",
        /// What the rep told clients.
        Promises = "promises",
        /// What clients bought things for.
        Outcomes = "outcomes",
        /// Deals by close date.
        Pipeline = "pipeline",
    }
}

impl Register {
    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Calls => "Calls",
            Self::Accounts => "Accounts",
            Self::Promises => "Promises",
            Self::Outcomes => "Outcomes",
            Self::Pipeline => "Pipeline",
        }
    }

    /// Its splits, in order: at least one.
    #[must_use]
    pub fn splits(self) -> Vec<Split> {
        match self {
            Self::Calls => CallSplit::ALL.iter().copied().map(Split::Calls).collect(),
            Self::Accounts => AccountSplit::ALL.iter().copied().map(Split::Accounts).collect(),
            Self::Promises => PromiseSplit::ALL.iter().copied().map(Split::Promises).collect(),
            Self::Outcomes => OutcomeSplit::ALL.iter().copied().map(Split::Outcomes).collect(),
            Self::Pipeline => DealSplit::ALL.iter().copied().map(Split::Deals).collect(),
        }
    }

    /// The split that it opens with: the first one.
    #[must_use]
    pub const fn opens_with(self) -> Split {
        match self {
            Self::Calls => Split::Calls(CallSplit::ALL[0]),
            Self::Accounts => Split::Accounts(AccountSplit::ALL[0]),
            Self::Promises => Split::Promises(PromiseSplit::ALL[0]),
            Self::Outcomes => Split::Outcomes(OutcomeSplit::ALL[0]),
            Self::Pipeline => Split::Deals(DealSplit::ALL[0]),
        }
    }
}

/// A split of a register: which of its rows are shown, in which order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Split {
    /// Of Calls.
    Calls(CallSplit),
    /// Of Accounts.
    Accounts(AccountSplit),
    /// Of Promises.
    Promises(PromiseSplit),
    /// Of Outcomes.
    Outcomes(OutcomeSplit),
    /// Of Pipeline.
    Deals(DealSplit),
}

impl Split {
    /// The register it is of.
    #[must_use]
    pub const fn register(self) -> Register {
        match self {
            Self::Calls(_) => Register::Calls,
            Self::Accounts(_) => Register::Accounts,
            Self::Promises(_) => Register::Promises,
            Self::Outcomes(_) => Register::Outcomes,
            Self::Deals(_) => Register::Pipeline,
        }
    }

    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Calls(split) => split.name(),
            Self::Accounts(split) => split.name(),
            Self::Promises(split) => split.name(),
            Self::Outcomes(split) => split.name(),
            Self::Deals(split) => split.name(),
        }
    }

    /// Its columns after the client's name: one for each cell of its rows.
    #[must_use]
    pub const fn heads(self) -> &'static [Head] {
        match self {
            Self::Calls(split) => split.heads(),
            Self::Accounts(split) => split.heads(),
            Self::Promises(split) => split.heads(),
            Self::Outcomes(split) => split.heads(),
            Self::Deals(split) => split.heads(),
        }
    }

    /// The cells that the names of its parts need, in a column before the client's name; 0 when it has no parts.
    #[must_use]
    pub const fn sections(self) -> u16 {
        match self {
            Self::Calls(split) => split.sections(),
            Self::Accounts(split) => split.sections(),
            Self::Promises(split) => split.sections(),
            Self::Outcomes(split) => split.sections(),
            Self::Deals(split) => split.sections(),
        }
    }

    /// Whether no index has its order, as where it depends on the time: reading it looks at every row.
    #[must_use]
    pub const fn scans(self) -> bool {
        matches!(
            self,
            Self::Accounts(AccountSplit::Ready | AccountSplit::Duplicates)
        )
    }

    /// What it is sorted by, in words: `by due date`.
    #[must_use]
    pub const fn order(self) -> &'static str {
        match self {
            Self::Calls(split) => split.order(),
            Self::Accounts(split) => split.order(),
            Self::Promises(split) => split.order(),
            Self::Outcomes(split) => split.order(),
            Self::Deals(split) => split.order(),
        }
    }

    /// What it says without rows.
    #[must_use]
    pub const fn empty(self) -> Empty {
        match self {
            Self::Calls(split) => split.empty(),
            Self::Accounts(split) => split.empty(),
            Self::Promises(split) => split.empty(),
            Self::Outcomes(split) => split.empty(),
            Self::Deals(split) => split.empty(),
        }
    }
}

/// What a split without rows says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Empty {
    /// A calm sentence: `Nothing is promised.`
    pub head: &'static str,
    /// What comes here, or how.
    pub rest: &'static str,
}

/// A column of a register, after the client's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// What stands above it.
    pub name: &'static str,
    /// Cells it has at least.
    pub least: u16,
    /// Cells it takes of what is left over, at most.
    pub most: u16,
    /// Not shown in a table narrower than this.
    pub from: u16,
    /// Set against the right edge of its column.
    pub right: bool,
    /// The column that takes whatever room is left: what the row is about. One of the columns, or none.
    pub main: bool,
}

impl Head {
    /// A column of at least `least` and at most `most` cells, in tables of `from` cells and more.
    #[must_use]
    pub const fn new(name: &'static str, least: u16, most: u16, from: u16) -> Self {
        Self {
            name,
            least,
            most,
            from,
            right: false,
            main: false,
        }
    }

    /// What the row is about.
    #[must_use]
    pub const fn main(name: &'static str, from: u16) -> Self {
        Self {
            main: true,
            ..Self::new(name, 8, u16::MAX, from)
        }
    }

    /// Set against the right edge, as figures are.
    #[must_use]
    pub const fn right(self) -> Self {
        Self { right: true, ..self }
    }
}

/// What a row of a register is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Record {
    /// An item, such as a callback.
    Item(ItemNo),
    /// A logged call.
    Call(CallNo),
    /// A meeting or call from a calendar or a phone.
    Meeting(MeetingNo),
    /// A client.
    Account(AccountNo),
    /// A promise.
    Promise(PromiseNo),
    /// An outcome.
    Outcome(OutcomeNo),
    /// A deal.
    Deal(DealNo),
}

impl Record {
    /// What it is, as said in a sentence.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Item(_) => "item",
            Self::Call(_) => "logged call",
            Self::Meeting(_) => "meeting",
            Self::Account(_) => "client",
            Self::Promise(_) => "promise",
            Self::Outcome(_) => "outcome",
            Self::Deal(_) => "deal",
        }
    }

    /// The item, if it is one.
    #[must_use]
    pub const fn item(self) -> Option<ItemNo> {
        match self {
            Self::Item(item) => Some(item),
            Self::Call(_)
            | Self::Meeting(_)
            | Self::Account(_)
            | Self::Promise(_)
            | Self::Outcome(_)
            | Self::Deal(_) => None,
        }
    }

    /// Its number among its like.
    #[must_use]
    pub const fn number(self) -> i64 {
        match self {
            Self::Item(ItemNo(number))
            | Self::Call(CallNo(number))
            | Self::Meeting(MeetingNo(number))
            | Self::Account(AccountNo(number))
            | Self::Promise(PromiseNo(number))
            | Self::Outcome(OutcomeNo(number))
            | Self::Deal(DealNo(number)) => number,
        }
    }
}

/// What a register shows: a split, and words to narrow it by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisterScope {
    /// Which rows, in which order.
    pub split: Split,
    /// Every word must be found in the row; empty narrows nothing.
    pub words: String,
}

/// One of the values that a register sorts by. What descends is held negated, so that places always ascend.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PlaceKey {
    /// A number, or a time in milliseconds.
    Int(i64),
    /// Text, compared byte by byte.
    Text(String),
}

/// Where a row stands in its register.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RegisterPlace {
    /// Which of the stretches that follow one another in the split.
    pub stretch: usize,
    /// What the stretch sorts by.
    pub keys: Vec<PlaceKey>,
}

/// One row of a register: what is shown, and all that a key needs to act on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisterRow {
    /// What it is.
    pub record: Record,
    /// Where it stands in the split it was read for.
    pub place: RegisterPlace,
    /// The part of the split it belongs to, named where it begins: `this month`. Empty where there are no parts.
    pub section: String,
    /// The account. A meeting may have none yet.
    pub account: Option<AccountNo>,
    /// The client's name, or what stands for it.
    pub client: String,
    /// One for each of the split's columns.
    pub cells: Vec<Cell>,
    /// The item it stands on or waits in the Inbox as.
    pub item: Option<ItemNo>,
    /// That item's row, for the keys that work on items.
    pub row: Option<Box<Row>>,
}
