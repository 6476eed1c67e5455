//! Owners: the people who play a part. They need no account and no program.

use super::Time;
use super::ids::OwnerNo;
use super::item::Kind;
use super::words_enum;

words_enum! {
    /// The part that an owner plays.
    pub enum Part {
        /// Takes the transactions: order desk, support, implementation.
        Desk = "desk",
        /// Speaks for the house, and is asked to.
        Executive = "executive",
        /// Brings clients and the house together, and is asked to.
        Marketing = "marketing",
    }
}

impl Part {
    /// The part in words.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Desk => "takes the transactions",
            Self::Executive => "an executive, who is asked",
            Self::Marketing => "marketing, which is asked",
        }
    }

    /// Whether such an owner is asked for something, by an ask that counts against a budget.
    #[must_use]
    pub const fn is_asked(self) -> bool {
        match self {
            Self::Executive | Self::Marketing => true,
            Self::Desk => false,
        }
    }
}

/// A person who plays a part: order desk, support, implementation, marketing, an executive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owner {
    /// Number in the store.
    pub number: OwnerNo,
    /// Short name to type, lower case, without `@`: `maria`.
    pub handle: String,
    /// Name as said.
    pub name: String,
    /// What they do: `order desk`, `support`; may be empty.
    pub role: String,
    /// 1 to 9, the key that hands to them. Held by one active owner at a time.
    pub seat: Option<u8>,
    /// Mail address or whatever reaches them; may be empty.
    pub address: String,
    /// The kinds they take; empty means none by default.
    pub kinds: Vec<Kind>,
    /// Working hours they have to answer.
    pub hours: u32,
    /// Away until then.
    pub away_until: Option<Time>,
    /// Who plays their part while they are away.
    pub stand_in: Option<OwnerNo>,
    /// Whom to escalate to.
    pub escalate_to: Option<OwnerNo>,
    /// Retired owners take no new hand-offs and hold no seat; their history stays.
    pub retired: bool,
    /// The part they play.
    pub part: Part,
    /// How often a calendar month they can be asked for something; `None` is not limited.
    pub asks_a_month: Option<u32>,
}

impl Owner {
    /// Whether the owner is away at `now`.
    #[must_use]
    pub fn is_away(&self, now: Time) -> bool {
        self.away_until.is_some_and(|until| until > now)
    }
}

/// What an owner has at hand, for the picker and Orchestra. Counted among the 1,000 open hand-offs that are due first:
/// 1,000 stands for that many or more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Load {
    /// Open hand-offs.
    pub open: u32,
    /// Open hand-offs whose owner clock has run out.
    pub overdue: u32,
    /// Open hand-offs the owner has not been told of.
    pub untold: u32,
    /// Median seconds of wall time from given to done over the latest 50 done hand-offs; `None` without any.
    pub median_seconds_to_done: Option<i64>,
    /// Asks of this calendar month, in the rep's zone.
    pub asks: u32,
}
