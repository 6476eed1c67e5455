//! Promises: the splits and columns of the register of what the rep told clients.

use super::{Empty, Head};
use crate::domain::words_enum;

words_enum! {
    /// Which promises are shown.
    pub enum PromiseSplit {
        /// Open ones, by the date promised.
        ByDate = "by_date",
        /// Open ones, by client.
        ByClient = "by_client",
        /// Open ones, by what they rest on.
        ByBasis = "by_basis",
        /// Those that were kept, broken or released, latest first.
        Ended = "ended",
    }
}

const OPEN: &[Head] = &[
    Head::main("promised", 34),
    Head::new("basis", 9, 10, 48),
    Head::new("proof", 14, 32, 104),
    Head::new("first", 10, 12, 92),
    Head::new("due", 10, 12, 22),
];

const ENDED: &[Head] = &[
    Head::main("promised", 34),
    Head::new("basis", 9, 10, 60),
    Head::new("how", 8, 10, 22),
    Head::new("ended", 11, 14, 48),
];

impl PromiseSplit {
    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::ByDate => "By date",
            Self::ByClient => "By client",
            Self::ByBasis => "By basis",
            Self::Ended => "Ended",
        }
    }

    /// Its columns after the client's name.
    #[must_use]
    pub const fn heads(self) -> &'static [Head] {
        match self {
            Self::ByDate | Self::ByClient | Self::ByBasis => OPEN,
            Self::Ended => ENDED,
        }
    }

    /// The cells that the names of its parts need; 0 when it has none.
    #[must_use]
    pub const fn sections(self) -> u16 {
        match self {
            Self::ByDate | Self::ByBasis => 9,
            Self::ByClient | Self::Ended => 0,
        }
    }

    /// What it is sorted by.
    #[must_use]
    pub const fn order(self) -> &'static str {
        match self {
            Self::ByDate => "by the date promised",
            Self::ByClient => "by client",
            Self::ByBasis => "by what they rest on",
            Self::Ended => "latest first",
        }
    }

    /// What it says without rows.
    #[must_use]
    pub const fn empty(self) -> Empty {
        match self {
            Self::ByDate | Self::ByClient | Self::ByBasis => Empty {
                head: "Nothing is promised.",
                rest: "What you tell a client with a date stands here until it is kept.",
            },
            Self::Ended => Empty {
                head: "No promise has ended yet.",
                rest: "Kept, broken and released ones stay here.",
            },
        }
    }
}
