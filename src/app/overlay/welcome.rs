//! The first start: where the store is, the first owners, or the demo.

use super::form::Form;
use crate::app::scroll::Scroll;
use crate::domain::owner::Owner;
use crate::keys::Intent;

/// The first start.
#[derive(Debug, Clone, PartialEq)]
pub struct Welcome {
    /// Where the store is, as the rep would type it.
    pub place: String,
    /// The owners entered so far; saved together.
    pub entered: Vec<Owner>,
    /// The three ways on, in order; their keys are in the keymap.
    pub choices: Vec<Intent>,
    /// How far the words and the choices are scrolled, in a window too low for all of them.
    pub scroll: Scroll,
    /// The card being filled in; `None` while the three ways on are offered. Enter keeps the card and opens the next
    /// one; Enter on an empty card saves them all; Esc goes back.
    pub form: Option<Form>,
}

impl Welcome {
    /// The first start of the store at `place`.
    #[must_use]
    pub fn at(place: String) -> Self {
        Self {
            place,
            entered: Vec::new(),
            choices: vec![Intent::WelcomeOwners, Intent::WelcomeDemo, Intent::WelcomeStart],
            scroll: Scroll::default(),
            form: None,
        }
    }
}
