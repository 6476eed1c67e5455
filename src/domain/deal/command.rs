//! What a rep can do with deals. Each is one command and one undo step.

use chrono::NaiveDate;

use super::{Credit, MoveTag, Side};
use crate::domain::command::AccountRef;
use crate::domain::ids::{ConcessionNo, DealNo, NeedNo, OwnerNo};
use crate::domain::money::Money;

/// A deal as entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DealDraft {
    /// With whom: an account that exists, or the name of one to make.
    pub account: AccountRef,
    /// What it is called.
    pub name: String,
    /// What it is worth.
    pub value: Option<Money>,
    /// The stage; `None` takes the first.
    pub stage: Option<String>,
    /// The day on which the client is to sign.
    pub close_on: NaiveDate,
    /// What the rep does next; may be empty.
    pub next_step: String,
}

/// A new close date, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Redate {
    /// The new date.
    pub to: NaiveDate,
    /// Why it is another.
    pub tag: MoveTag,
}

/// Changes to a deal; `None` leaves a field as it is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DealEdit {
    /// New account, by name.
    pub account: Option<String>,
    /// New name.
    pub name: Option<String>,
    /// New value; `Some(None)` clears it.
    pub value: Option<Option<Money>>,
    /// New stage, by name.
    pub stage: Option<String>,
    /// New next step; empty clears it.
    pub next_step: Option<String>,
    /// New close date.
    pub close: Option<Redate>,
}

impl DealEdit {
    /// Whether it answers what a date at risk asks: a new date, a new step, another stage.
    #[must_use]
    pub const fn is_an_answer(&self) -> bool {
        self.stage.is_some() || self.next_step.is_some() || self.close.is_some()
    }
}

/// A need as entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NeedDraft {
    /// Of which deal.
    pub deal: DealNo,
    /// What is needed.
    pub what: String,
    /// Of whom; `None` is the client's step, or the rep's own.
    pub owner: Option<OwnerNo>,
    /// By when.
    pub by_on: Option<NaiveDate>,
    /// Its place among the open steps, from 1; `None` puts it last.
    pub at: Option<usize>,
    /// Planned only: its owner is asked later.
    pub later: bool,
    /// The brief; `None` writes one.
    pub brief: Option<String>,
}

/// Changes to a need; `None` leaves a field as it is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NeedEdit {
    /// New words for what is needed.
    pub what: Option<String>,
    /// Another owner; `Some(None)` makes it the client's or the rep's own.
    pub owner: Option<Option<OwnerNo>>,
    /// Another day; `Some(None)` clears it.
    pub by_on: Option<Option<NaiveDate>>,
    /// Another place among the open steps, from 1.
    pub at: Option<usize>,
}

/// For which concession of the other side one is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answers {
    /// A get stands for the oldest give without one; a give for nothing yet.
    Usual,
    /// For nothing.
    Nothing,
    /// For this one.
    That(ConcessionNo),
}

/// One thing a rep does with a deal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DealCommand {
    /// Enter a deal, with the follow-up that stands for it.
    Add(DealDraft),
    /// Change a deal: its fields, its stage, its close date.
    Edit {
        /// Which.
        deal: DealNo,
        /// What changes.
        edit: DealEdit,
    },
    /// The client signed, or did not.
    End {
        /// Which.
        deal: DealNo,
        /// Whether the client signed.
        won: bool,
        /// To whom it is owed.
        credit: Credit,
    },
    /// Name a step that a deal needs; with an owner it is handed off at once, unless it is for later.
    Need(NeedDraft),
    /// Change a step.
    EditNeed {
        /// Which.
        need: NeedNo,
        /// What changes.
        edit: NeedEdit,
    },
    /// Hand a planned step to its owner.
    AskNeed(NeedNo),
    /// A step is done.
    NeedDone(NeedNo),
    /// A step is not needed any more.
    DropNeed(NeedNo),
    /// One side conceded something.
    Concede {
        /// In which deal.
        deal: DealNo,
        /// Which side.
        side: Side,
        /// What.
        what: String,
        /// What for.
        answers: Answers,
    },
}

impl DealCommand {
    /// The verb under which it is logged. Reports count by these, so they never change.
    #[must_use]
    pub const fn verb(&self) -> &'static str {
        match self {
            Self::Add(_) => "deal_add",
            Self::Edit {
                edit: DealEdit { close: Some(_), .. },
                ..
            } => "deal_move",
            Self::Edit {
                edit: DealEdit { stage: Some(_), .. },
                ..
            } => "deal_stage",
            Self::Edit { .. } => "deal_edit",
            Self::End { won: true, .. } => "deal_won",
            Self::End { won: false, .. } => "deal_lost",
            Self::Need(_) => "need_add",
            Self::EditNeed { .. } => "need_edit",
            Self::AskNeed(_) => "need_ask",
            Self::NeedDone(_) => "need_done",
            Self::DropNeed(_) => "need_drop",
            Self::Concede { side: Side::Give, .. } => "deal_give",
            Self::Concede { side: Side::Get, .. } => "deal_get",
        }
    }
}
