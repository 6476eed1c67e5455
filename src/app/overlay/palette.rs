//! The palette: every action with its key, found by typing.

use crate::app::input::Input;
use crate::keys::Intent;

/// The palette.
#[derive(Debug, Clone, PartialEq)]
pub struct Palette {
    /// What was typed.
    pub input: Input,
    /// Every action of the view it was opened on.
    pub entries: Vec<Entry>,
    /// Which of them match, best first.
    pub found: Vec<usize>,
    /// The one Enter would run, counted in `found`.
    pub at: usize,
}

/// One action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What it does, in words.
    pub words: String,
    /// Its keys; empty when none is bound.
    pub keys: String,
    /// It.
    pub(crate) intent: Intent,
}
