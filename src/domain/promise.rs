//! Promises: what the rep told a client, by when, and on what basis it can be honest.
//!
//! Selling exchanges what exists and works; leading asks a client to sponsor what does not exist yet. So each basis
//! demands its own proof, and a promise without one cannot be built: [`Proof`] is made of values that are never empty.

mod authority;
mod command;
mod rules;
mod shares;
mod words;

pub use authority::{Allowed, Authority};
pub use command::{PromiseCommand, PromiseDraft, PromiseEdit};
pub use rules::PromiseRefusal;
pub use shares::{BasisShare, Heavy, Shares};

use super::clean;
use super::ids::{AccountNo, ItemNo, OwnerNo, PromiseNo};
use super::money::Money;
use super::{Time, words_enum};

/// How many working hours before its date a promise wakes, where the config does not say.
const LEAD_HOURS: u32 = 8;
/// How many of a hundred of an account's open promises may be sponsored, where the config does not say.
const SPONSORED_SHARE: u8 = 50;

/// What the config decides about promises.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PromiseSettings {
    /// Working hours before its date that a promise wakes.
    pub lead_hours: u32,
    /// Of a hundred open promises to an account, how many may be sponsored before that is too much.
    pub sponsored_share: u8,
    /// Who may sponsor what does not exist yet.
    pub authority: Authority,
}

impl Default for PromiseSettings {
    fn default() -> Self {
        Self {
            lead_hours: LEAD_HOURS,
            sponsored_share: SPONSORED_SHARE,
            authority: Authority::default(),
        }
    }
}

words_enum! {
    /// On what a promise rests.
    pub enum Basis {
        /// It exists and works: it is sold.
        Real = "real",
        /// It does not exist yet, and somebody here has given a date for it.
        Dated = "dated",
        /// It does not exist yet, and the client is asked to sponsor it: that is leading.
        Sponsored = "sponsored",
    }
}

impl Basis {
    /// What the basis means to a client, in words.
    #[must_use]
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Real => "it exists and works",
            Self::Dated => "somebody here has given a date for it",
            Self::Sponsored => "future work, which the client knows",
        }
    }
}

/// Text that says something: cleaned, never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stated(String);

impl Stated {
    /// The text, cleaned to one line; `None` when nothing is left of it.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let line = clean::line(text, clean::NOTE);
        (!line.is_empty()).then_some(Self(line))
    }

    /// The text on as many lines as it has; `None` when nothing is left of it.
    #[must_use]
    pub fn prose(text: &str) -> Option<Self> {
        let block = clean::block(text, clean::NOTE);
        (!block.is_empty()).then_some(Self(block))
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The client has been told that it is future work. Only a yes makes one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClientKnows(());

impl ClientKnows {
    /// `None` unless the rep says so.
    #[must_use]
    pub const fn said(yes: bool) -> Option<Self> {
        if yes { Some(Self(())) } else { None }
    }
}

/// What makes a promise honest, for each basis.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Proof {
    /// What exists, and where it was seen working.
    Real {
        /// What exists.
        exists: Stated,
        /// Where it was seen working.
        seen: Stated,
    },
    /// Who here has it, and by when.
    Dated {
        /// The owner.
        owner: OwnerNo,
        /// The owner's name.
        owner_name: String,
        /// The date the owner gave.
        by: Time,
    },
    /// Who approved it; the client knows that it is future work.
    Sponsored {
        /// Who approved it, by name.
        approver: Stated,
        /// What it is worth, which some approvers' authority depends on.
        worth: Option<Money>,
        /// The client knows.
        knows: ClientKnows,
    },
}

impl Proof {
    /// The basis it is the proof of.
    #[must_use]
    pub const fn basis(&self) -> Basis {
        match self {
            Self::Real { .. } => Basis::Real,
            Self::Dated { .. } => Basis::Dated,
            Self::Sponsored { .. } => Basis::Sponsored,
        }
    }

    /// Who stands for it here: the owner who gave a date, or the approver.
    #[must_use]
    pub fn who(&self) -> Option<&str> {
        match self {
            Self::Real { .. } => None,
            Self::Dated { owner_name, .. } => Some(owner_name),
            Self::Sponsored { approver, .. } => Some(approver.as_str()),
        }
    }
}

words_enum! {
    /// Where a promise stands.
    pub enum PromiseState {
        /// Made, and neither kept nor broken yet.
        Open = "open",
        /// Done as it was told.
        Kept = "kept",
        /// Not done, and the client knows.
        Broken = "broken",
        /// The client does not want it any more.
        Released = "released",
    }
}

/// How a promise ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PromiseEnd {
    /// Kept; what the client was told may be empty.
    Kept {
        /// What the client was told.
        told: String,
    },
    /// Broken: the client was told something.
    Broken {
        /// What the client was told.
        told: Stated,
    },
    /// Released by the client; the client's words may be empty.
    Released {
        /// What the client said.
        words: String,
    },
}

impl PromiseEnd {
    /// The state it leaves the promise in.
    #[must_use]
    pub const fn state(&self) -> PromiseState {
        match self {
            Self::Kept { .. } => PromiseState::Kept,
            Self::Broken { .. } => PromiseState::Broken,
            Self::Released { .. } => PromiseState::Released,
        }
    }

    /// What was said at the end; may be empty.
    #[must_use]
    pub fn said(&self) -> &str {
        match self {
            Self::Kept { told: said } | Self::Released { words: said } => said,
            Self::Broken { told } => told.as_str(),
        }
    }
}

/// A promise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promise {
    /// Its number in its table.
    pub number: PromiseNo,
    /// The follow-up that stands for it, by whose number it goes.
    pub item: ItemNo,
    /// To which client.
    pub account: AccountNo,
    /// The client's name.
    pub client: String,
    /// The row it was made on.
    pub about: Option<ItemNo>,
    /// To whom there; may be empty.
    pub to_whom: String,
    /// What.
    pub what: String,
    /// When it was made.
    pub made_at: Time,
    /// By when.
    pub due_at: Time,
    /// By when it was promised first; re-dating keeps it.
    pub first_due_at: Time,
    /// What makes it honest.
    pub proof: Proof,
    /// When and how it ended; `None` while it is open.
    pub ended: Option<(Time, PromiseEnd)>,
}

impl Promise {
    /// Where it stands.
    #[must_use]
    pub fn state(&self) -> PromiseState {
        self.ended
            .as_ref()
            .map_or(PromiseState::Open, |(_, end)| end.state())
    }

    /// Whether its date was moved since it was made.
    #[must_use]
    pub fn is_redated(&self) -> bool {
        self.due_at != self.first_due_at
    }
}

#[cfg(test)]
mod tests;
