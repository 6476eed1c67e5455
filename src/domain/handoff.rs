//! Hand-offs: an item given to an owner with a brief.

use super::ids::{HandOffNo, ItemNo, OwnerNo};
use super::{Time, words_enum};

words_enum! {
    /// Where a hand-off stands: *offered → acknowledged → done*, or *returned* by the owner, or *recalled* by the rep.
    pub enum Stage {
        /// Given; the owner has not answered.
        Offered = "offered",
        /// The owner has it.
        Acknowledged = "acknowledged",
        /// The owner says it is done.
        Done = "done",
        /// The owner gave it back.
        Returned = "returned",
        /// The rep took it back.
        Recalled = "recalled",
    }
}

impl Stage {
    /// Whether the owner still has it.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Offered | Self::Acknowledged)
    }
}

/// One hand-off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandOff {
    /// Its number.
    pub number: HandOffNo,
    /// The item.
    pub item: ItemNo,
    /// Who has it.
    pub owner: OwnerNo,
    /// That owner's name.
    pub owner_name: String,
    /// The owner whom the row showed, when the rep picked another.
    pub instead_of: Option<OwnerNo>,
    /// Where it stands.
    pub stage: Stage,
    /// The text that goes with it.
    pub brief: String,
    /// When it was given.
    pub given_at: Time,
    /// The owner clock: when the owner owes an answer.
    pub owner_due: Time,
    /// The owner's last word, else when it was given: silence is counted from here.
    pub last_word_at: Time,
    /// When the owner acknowledged it.
    pub acknowledged_at: Option<Time>,
    /// How often the owner was nudged.
    pub nudges: u32,
    /// When the owner was told of it; `None` is *untold*.
    pub told_at: Option<Time>,
    /// When it ended: done, returned or recalled.
    pub ended_at: Option<Time>,
    /// What the owner answered last; may be empty.
    pub answer: String,
}
