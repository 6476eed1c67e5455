//! Next!: what comes after a chase that reached nobody; and which number to dial.

use crate::app::scroll::Scroll;
use crate::domain::calls::{NextUp, Number};
use crate::keys::Intent;

/// What comes after a chase, one key each.
#[derive(Debug, Clone, PartialEq)]
pub struct Next {
    /// What there is to choose from.
    pub up: NextUp,
    /// The choices, in order. Their keys are in the keymap.
    pub choices: Vec<Intent>,
    /// Whom else to call there is being picked: the line that the arrows stand on.
    pub picking: Option<usize>,
    /// How far it is scrolled, where it does not fit.
    pub scroll: Scroll,
}

/// Which of several numbers to dial.
#[derive(Debug, Clone, PartialEq)]
pub struct Dial {
    /// The client.
    pub client: String,
    /// The numbers: of the one to speak with first.
    pub numbers: Vec<Number>,
    /// The one that the arrows stand on.
    pub at: usize,
}
