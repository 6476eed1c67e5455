//! Picking an owner: typing narrows, Enter picks.

use super::asked::{AskAbout, AskFacts};
use crate::app::input::Input;
use crate::domain::command::Listened;
use crate::domain::ids::{ItemNo, OwnerNo};
use crate::domain::owner::Owner;

/// Picking an owner. The cards are in the state; this holds who matches, in order.
#[derive(Debug, Clone, PartialEq)]
pub struct Picker {
    /// `Hand #128 Acme Pumps to`.
    pub title: String,
    /// What was typed.
    pub input: Input,
    /// Who matches, best first; everybody while nothing is typed.
    pub found: Vec<OwnerNo>,
    /// The owner Enter would pick, counted in `found`.
    pub at: usize,
    /// What the owner is picked for.
    pub(crate) wanted: PickFor,
}

/// What an owner is picked for.
#[derive(Debug, Clone, PartialEq)]
pub enum PickFor {
    /// To hand these rows to.
    HandOff(Vec<ItemNo>),
    /// To hand a support call to that was just listened to.
    Listen {
        /// The support call.
        item: ItemNo,
        /// What was heard.
        heard: Listened,
    },
    /// To ask for something.
    Ask {
        /// For whom.
        about: Box<AskAbout>,
        /// What is known, once it is.
        facts: Option<Box<AskFacts>>,
    },
}

impl PickFor {
    /// Whether such an owner can be picked.
    #[must_use]
    pub const fn takes(&self, owner: &Owner) -> bool {
        match self {
            Self::HandOff(_) | Self::Listen { .. } => true,
            Self::Ask { .. } => owner.part.is_asked(),
        }
    }
}
