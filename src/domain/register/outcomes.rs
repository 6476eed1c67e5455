//! Outcomes: the splits and columns of the register of what clients bought things for.

use super::{Empty, Head};
use crate::domain::words_enum;

words_enum! {
    /// Which outcomes are shown.
    pub enum OutcomeSplit {
        /// Open ones, by client.
        ByClient = "by_client",
    }
}

const BY_CLIENT: &[Head] = &[
    Head::main("measure", 34),
    Head::new("progress", 10, 16, 22),
    Head::new("readings", 10, 16, 76),
    Head::new("by", 10, 12, 48),
];

impl OutcomeSplit {
    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::ByClient => "By client",
        }
    }

    /// Its columns after the client's name.
    #[must_use]
    pub const fn heads(self) -> &'static [Head] {
        match self {
            Self::ByClient => BY_CLIENT,
        }
    }

    /// The cells that the names of its parts need; 0 when it has none.
    #[must_use]
    pub const fn sections(self) -> u16 {
        match self {
            Self::ByClient => 0,
        }
    }

    /// What it is sorted by.
    #[must_use]
    pub const fn order(self) -> &'static str {
        match self {
            Self::ByClient => "by client",
        }
    }

    /// What it says without rows.
    #[must_use]
    pub const fn empty(self) -> Empty {
        match self {
            Self::ByClient => Empty {
                head: "No outcome is followed yet.",
                rest: "An outcome is what a client bought the thing for: a measure, a target, a date.",
            },
        }
    }
}
