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
}
