//! The search line and the filter line.

use crate::app::input::Input;
use crate::app::state::View;
use crate::domain::register::Record;

/// The line in which a search or a filter is typed; the list answers as it is typed.
#[derive(Debug, Clone, PartialEq)]
pub struct Search {
    /// Search or filter.
    pub kind: SearchKind,
    /// What was typed.
    pub input: Input,
}

/// Search or filter, with what Esc goes back to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SearchKind {
    /// `/`: everything, open and closed.
    Everything {
        /// The view it was opened on.
        from: View,
        /// The words searched for before.
        before: String,
    },
    /// `\`: this list only.
    Filter {
        /// The words it was narrowed by before.
        before: String,
        /// The row selected before.
        selected: Option<Record>,
    },
}
