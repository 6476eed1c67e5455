//! What a rep can do with outcomes and checks, each of which goes by the number of the follow-up that stands for it. Each
//! is one command and one undo step.

use chrono::NaiveDate;

use super::{CheckEnd, Course, OutcomeEnd, Value};
use crate::domain::Time;
use crate::domain::command::AccountRef;
use crate::domain::ids::{DealNo, ItemNo};
use crate::domain::money::Money;

/// With which deal an outcome was bought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DealOf {
    /// With the client's only one that was not lost, else with the only one that they have signed, if there is one.
    Only,
    /// With none.
    Nothing,
    /// With this one.
    That(DealNo),
}

/// An outcome as entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutcomeDraft {
    /// The client: an account that exists, or the name of one to make.
    pub account: AccountRef,
    /// With which deal.
    pub deal: DealOf,
    /// What is measured.
    pub measure: String,
    /// In what; may be empty.
    pub unit: String,
    /// From where to where; which way is better follows from it.
    pub course: Course,
    /// By when.
    pub by: NaiveDate,
}

/// Changes to an outcome; `None` leaves a field as it is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OutcomeEdit {
    /// What is measured.
    pub measure: Option<String>,
    /// In what; empty clears it.
    pub unit: Option<String>,
    /// Where it began.
    pub baseline: Option<Value>,
    /// Where it is to lead.
    pub target: Option<Value>,
    /// By when.
    pub by: Option<NaiveDate>,
    /// With which deal.
    pub deal: Option<DealOf>,
}

/// A reading as it is taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadingDraft {
    /// The outcome.
    pub item: ItemNo,
    /// The value.
    pub value: Value,
    /// As of when; `None` is now.
    pub at: Option<Time>,
    /// Where it comes from; may be empty.
    pub source: String,
    /// What the client said; may be empty.
    pub words: String,
    /// Make a support call of it, handed off to the owner shown.
    pub problem: bool,
    /// The target is met with it: close the outcome as reached.
    pub reached: bool,
}

/// How a check ends, with what comes of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CheckFound {
    /// The client is well.
    Fine,
    /// Something is wrong: a support call is made, and handed off to the owner shown.
    Problem {
        /// What is wrong, in one line; empty takes the check's own words.
        what: String,
    },
    /// Something more can be sold: a deal is made.
    Opportunity {
        /// What is to be sold.
        name: String,
        /// What it is worth.
        value: Option<Money>,
        /// When the client is to sign.
        close_on: NaiveDate,
    },
}

impl CheckFound {
    /// The ending that it is.
    #[must_use]
    pub const fn end(&self) -> CheckEnd {
        match self {
            Self::Fine => CheckEnd::Fine,
            Self::Problem { .. } => CheckEnd::Problem,
            Self::Opportunity { .. } => CheckEnd::Opportunity,
        }
    }
}

/// One thing a rep does with an outcome or a check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OutcomeCommand {
    /// Enter an outcome, with the follow-up that stands for it.
    Add(OutcomeDraft),
    /// Change an open one.
    Edit {
        /// The outcome.
        item: ItemNo,
        /// What changes.
        edit: OutcomeEdit,
    },
    /// Take a reading.
    Read(ReadingDraft),
    /// The target was met, or it is followed no more. Its follow-up closes with it.
    End {
        /// The outcome.
        item: ItemNo,
        /// How.
        end: OutcomeEnd,
    },
    /// A look at the client after a signature: how the client is.
    Check {
        /// The check.
        item: ItemNo,
        /// How the client is, and what comes of it.
        found: CheckFound,
        /// What the client said; may be empty.
        words: String,
    },
}

impl OutcomeCommand {
    /// The verb under which it is logged. Reports count by these, so they never change.
    #[must_use]
    pub const fn verb(&self) -> &'static str {
        match self {
            Self::Add(_) => "outcome_add",
            Self::Edit { .. } => "outcome_edit",
            Self::Read(_) => "reading",
            Self::End {
                end: OutcomeEnd::Reached,
                ..
            } => "outcome_reached",
            Self::End {
                end: OutcomeEnd::GivenUp,
                ..
            } => "outcome_given_up",
            Self::Check { found, .. } => match found {
                CheckFound::Fine => "check_fine",
                CheckFound::Problem { .. } => "check_problem",
                CheckFound::Opportunity { .. } => "check_opportunity",
            },
        }
    }

    /// The rows it names.
    #[must_use]
    pub const fn items(&self) -> &[ItemNo] {
        match self {
            Self::Add(_) => &[],
            Self::Read(ReadingDraft { item, .. })
            | Self::Edit { item, .. }
            | Self::End { item, .. }
            | Self::Check { item, .. } => std::slice::from_ref(item),
        }
    }

    /// Whether the row that it names is closed with it.
    #[must_use]
    pub const fn closes(&self) -> bool {
        match self {
            Self::Add(_) | Self::Edit { .. } => false,
            Self::Read(draft) => draft.reached,
            Self::End { .. } | Self::Check { .. } => true,
        }
    }
}
