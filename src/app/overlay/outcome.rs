//! Outcomes and checks: the questions and forms that read, end and answer them.

use crate::domain::ids::ItemNo;
use crate::domain::outcome::OutcomeFile;
use crate::domain::outcome::command::ReadingDraft;
use crate::keys::{Intent, Mode};

/// A question about an outcome or a check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OutcomeAsk {
    /// `e` on an outcome's row: a reading, reached or given up.
    Outcome(ItemNo),
    /// `e` on a check's row: how the client is.
    Check(ItemNo),
    /// A reading that falls back: is a support call made of it?
    FellBack(Box<ReadingDraft>),
    /// A reading that meets the target: is the outcome closed with it?
    Met(Box<ReadingDraft>),
}

impl OutcomeAsk {
    /// The mode whose keys answer it.
    #[must_use]
    pub const fn mode(&self) -> Mode {
        match self {
            Self::Outcome(_) => Mode::OutcomeEnd,
            Self::Check(_) => Mode::Check,
            Self::FellBack(_) | Self::Met(_) => Mode::Confirm,
        }
    }

    /// The answers, in order.
    #[must_use]
    pub const fn choices(&self) -> &'static [Intent] {
        match self {
            Self::Outcome(_) => &[
                Intent::TakeReading,
                Intent::OutcomeReached,
                Intent::OutcomeGivenUp,
            ],
            Self::Check(_) => &[Intent::CheckFine, Intent::CheckProblem, Intent::CheckOpportunity],
            Self::FellBack(_) | Self::Met(_) => &[Intent::Yes, Intent::No],
        }
    }

    /// An answer in words: what it leads to here.
    #[must_use]
    pub const fn words(&self, answer: Intent) -> &'static str {
        match (self, answer) {
            (Self::FellBack(_), Intent::Yes) => "yes, and hand it off",
            (Self::FellBack(_), Intent::No) => "no: it stays in front of me",
            (Self::Met(_), Intent::Yes) => "yes, close it as reached",
            (Self::Met(_), Intent::No) => "no, follow it on",
            (_, answer) => answer.words(),
        }
    }
}

/// A form about an outcome or a check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OutcomeForm {
    /// A reading of this outcome, as it stood when the form was opened.
    Reading(Box<OutcomeFile>),
    /// A check found a problem: what is wrong.
    Problem(ItemNo),
    /// A check found an opportunity: what can be sold.
    Opportunity(ItemNo),
}
