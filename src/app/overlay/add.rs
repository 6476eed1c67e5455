//! Adding an item in one line.

use super::form::Understood;
use crate::app::input::Input;

/// Adding an item in one line, with what is understood of it while it is typed.
#[derive(Debug, Clone, PartialEq)]
pub struct Add {
    /// What was typed.
    pub input: Input,
    /// Each part with what was understood: `kind`, `order`.
    pub parts: Vec<(&'static str, String)>,
    /// Known clients that the name written so far begins, best first.
    pub names: Vec<String>,
    /// Whether it can be saved, else what is missing.
    pub understood: Understood,
    /// What the line held when it was opened: the client it is for, or nothing.
    pub(crate) opened_with: String,
}

impl Add {
    /// Whether anything was typed that the line did not hold when it was opened.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        let typed = self.input.value().trim();
        !typed.is_empty() && typed != self.opened_with.trim()
    }
}
