//! What a rep can do to a promise. A promise goes by the number of the follow-up that stands for it.

use super::{PromiseEnd, Proof, Stated};
use crate::domain::Time;
use crate::domain::command::AccountRef;
use crate::domain::ids::ItemNo;

/// A promise as it is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PromiseDraft {
    /// To which client.
    pub account: AccountRef,
    /// The row it is made on.
    pub about: Option<ItemNo>,
    /// To whom there; may be empty.
    pub to_whom: String,
    /// What.
    pub what: Stated,
    /// By when.
    pub due: Time,
    /// What makes it honest.
    pub proof: Proof,
}

/// Changes to an open promise; `None` leaves a field as it is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PromiseEdit {
    /// What.
    pub what: Option<Stated>,
    /// To whom; empty clears it.
    pub to_whom: Option<String>,
    /// By when. The date promised first stays.
    pub due: Option<Time>,
    /// Another proof, of the same basis or of another.
    pub proof: Option<Proof>,
}

/// A command on promises.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PromiseCommand {
    /// `p`: make one. A dated one is handed to its owner.
    Make(PromiseDraft),
    /// `E`: change an open one.
    Edit {
        /// The promise.
        item: ItemNo,
        /// The changes.
        edit: PromiseEdit,
    },
    /// `e`: kept, broken or released. Its follow-up closes with it.
    End {
        /// The promise.
        item: ItemNo,
        /// How.
        end: PromiseEnd,
    },
}

impl PromiseCommand {
    /// The rows it names.
    #[must_use]
    pub const fn items(&self) -> &[ItemNo] {
        match self {
            Self::Make(_) => &[],
            Self::Edit { item, .. } | Self::End { item, .. } => std::slice::from_ref(item),
        }
    }
}
