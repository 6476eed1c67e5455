//! What is asked about a deal: by a form of a few fields, or by one key.

use chrono::NaiveDate;

use crate::domain::deal::DealFile;
use crate::domain::ids::DealNo;
use crate::keys::Mode;

/// What a key on a deal is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DealKey {
    /// `e`: what now? A step, a date, a stage, or the end.
    Turn,
    /// Its own fields.
    Edit,
    /// What the rep does next.
    NextStep,
    /// Another stage.
    Stage,
    /// Another close date.
    Move,
    /// The client signed.
    Win,
    /// The client did not.
    Lose,
    /// A step that it needs.
    Need,
    /// A step is done.
    StepDone,
    /// A planned step is handed to its owner.
    AskStep,
    /// What was conceded to the client.
    Give,
    /// What the client conceded.
    Get,
}

/// A form about a deal.
#[derive(Debug, Clone, PartialEq)]
pub enum DealForm {
    /// A new deal.
    Add,
    /// A deal as it stood when the form was opened, and what the form is for.
    Of(DealKey, Box<DealFile>),
}

/// A question about a deal.
#[derive(Debug, Clone, PartialEq)]
pub enum DealAsk {
    /// What now?
    Turn(Box<DealFile>),
    /// Won or lost: whose doing was it?
    Credit {
        /// The deal.
        deal: DealNo,
        /// Whether the client signed.
        won: bool,
    },
    /// Why is the close date another one?
    Tag {
        /// The deal.
        deal: DealNo,
        /// The new date.
        to: NaiveDate,
    },
}

impl DealAsk {
    /// The mode whose keys answer it.
    #[must_use]
    pub const fn mode(&self) -> Mode {
        match self {
            Self::Turn(_) => Mode::DealTurn,
            Self::Credit { .. } => Mode::Credit,
            Self::Tag { .. } => Mode::CloseTag,
        }
    }
}
