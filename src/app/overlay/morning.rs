//! The morning in words: shown by itself on the first start of a day, and over the view when it is asked for.

use crate::app::scroll::Scroll;
use crate::domain::morning::Morning;

/// The morning that the screen shows by itself, on the first start of a day, until the first key.
#[derive(Debug, Clone, PartialEq)]
pub enum Greeting {
    /// It is the first start of the day: asked for once a frame stands.
    Due,
    /// It is asked for.
    Asked,
    /// It is shown.
    Shown(Box<Morning>),
}

/// The morning over the view.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct MorningSheet {
    /// It; `None` until it is there.
    pub morning: Option<Box<Morning>>,
    /// How far it is scrolled.
    pub scroll: Scroll,
}
