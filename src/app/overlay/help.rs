//! Help: every key of the screen it was opened on.

use super::Overlay;
use crate::app::scroll::Scroll;

/// Help.
#[derive(Debug, Clone, PartialEq)]
pub struct Help {
    /// The screen it is about: `Inbox`.
    pub title: String,
    /// The lines, under their headings.
    pub lines: Vec<HelpLine>,
    /// How far it is scrolled.
    pub scroll: Scroll,
    /// What it lies on, and gives back when closed.
    pub(crate) under: Option<Box<Overlay>>,
}

/// A line of help.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HelpLine {
    /// A heading: `Handing off`.
    Heading(&'static str),
    /// Keys, and what they do.
    Keys {
        /// As shown: `d`, `gg`, `↓ j`.
        keys: String,
        /// In words.
        words: String,
    },
}
