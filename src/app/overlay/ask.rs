//! One question, answered by one key.

use super::{AskQuestion, DealAsk, OutcomeAsk, PromiseAsk};
use crate::app::scroll::Scroll;
use crate::domain::command::Listened;
use crate::domain::ids::{AccountNo, ItemNo};
use crate::keys::{Intent, Mode};

/// One question, answered by one key. Esc leaves it unanswered and nothing done.
#[derive(Debug, Clone, PartialEq)]
pub struct Ask {
    /// The question: `Why keep #128 Acme Pumps yourself?`
    pub title: String,
    /// The answers, in order. Their keys are in the keymap: see [`crate::app::State::key_of`].
    pub choices: Vec<Intent>,
    /// How far they are scrolled, in a window too low for all of them.
    pub scroll: Scroll,
    /// What is asked for.
    pub(crate) wanted: AskFor,
}

/// What a question is asked for.
#[derive(Debug, Clone, PartialEq)]
pub enum AskFor {
    /// `m`: why keep them.
    Keep(Vec<ItemNo>),
    /// `e`: has the client been told?
    ClientTold(Vec<ItemNo>),
    /// `e` on a transaction that was never handed off: why first chair.
    FinishReason(Vec<ItemNo>),
    /// `#`: really?
    Dismiss(Vec<ItemNo>),
    /// Back from an absence: over how many days is what is overdue spread?
    Spread,
    /// `M`: make one account part of another?
    Merge {
        /// The one that is no more then.
        from: AccountNo,
        /// The one that stays.
        into: AccountNo,
    },
    /// `l`: how the client sounded.
    Mood {
        /// The support call.
        item: ItemNo,
        /// What was heard so far.
        heard: Listened,
    },
    /// `p` and `e`: about a promise.
    Promise(PromiseAsk),
    /// `e`: about an outcome or a check.
    Outcome(OutcomeAsk),
    /// About a deal: what now, whose doing its end was, why its date is another.
    Deal(DealAsk),
    /// `!` and `e`: about an ask.
    Asked(AskQuestion),
}

impl Ask {
    /// An answer in words: what it leads to here.
    #[must_use]
    pub const fn words(&self, answer: Intent) -> &'static str {
        match (&self.wanted, answer) {
            (AskFor::ClientTold(items), Intent::Yes) if items.len() > 1 => "yes, close them",
            (AskFor::ClientTold(items), Intent::No) if items.len() > 1 => "no: they stay as owner done",
            (AskFor::ClientTold(_), Intent::Yes) => "yes, close it",
            (AskFor::ClientTold(_), Intent::No) => "no: it stays as owner done",
            (AskFor::Dismiss(items), Intent::Yes) if items.len() > 1 => "yes, dismiss them",
            (AskFor::Dismiss(items), Intent::No) if items.len() > 1 => "no, leave them where they are",
            (AskFor::Dismiss(_), Intent::Yes) => "yes, dismiss it",
            (AskFor::Dismiss(_), Intent::No) => "no, leave it where it is",
            (AskFor::Outcome(wanted), answer) => wanted.words(answer),
            (AskFor::Merge { .. }, Intent::Yes) => "yes, make one of the two",
            (AskFor::Merge { .. }, Intent::No) => "no, leave both",
            (_, answer) => answer.words(),
        }
    }

    /// The mode whose keys answer it.
    #[must_use]
    pub const fn mode(&self) -> Mode {
        match &self.wanted {
            AskFor::Keep(_) | AskFor::FinishReason(_) => Mode::Reason,
            AskFor::ClientTold(_) | AskFor::Dismiss(_) | AskFor::Merge { .. } => Mode::Confirm,
            AskFor::Mood { .. } => Mode::Mood,
            AskFor::Spread => Mode::Spread,
            AskFor::Promise(wanted) => wanted.mode(),
            AskFor::Outcome(wanted) => wanted.mode(),
            AskFor::Deal(wanted) => wanted.mode(),
            AskFor::Asked(wanted) => wanted.mode(),
        }
    }
}
