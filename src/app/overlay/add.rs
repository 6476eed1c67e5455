//! Adding an item in one line.

use tui_input::Input;

use super::form::Understood;

/// Adding an item in one line, with what is understood of it while it is typed.
#[derive(Debug, Clone)]
pub struct Add {
    /// What was typed.
    pub input: Input,
    /// Each part with what was understood: `kind`, `order`.
    pub parts: Vec<(&'static str, String)>,
    /// Known clients that the name written so far begins, best first.
    pub names: Vec<String>,
    /// Whether it can be saved, else what is missing.
    pub understood: Understood,
}

impl PartialEq for Add {
    fn eq(&self, other: &Self) -> bool {
        self.input.value() == other.input.value()
            && self.parts == other.parts
            && self.names == other.names
            && self.understood == other.understood
    }
}
