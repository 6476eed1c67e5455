//! Picking an owner: typing narrows, Enter picks.

use crate::app::input::Input;
use crate::domain::command::Listened;
use crate::domain::ids::{ItemNo, OwnerNo};

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
}
