//! Pipeline: the splits and columns of the register of deals.

use super::{Empty, Head};
use crate::domain::words_enum;

words_enum! {
    /// Which deals are shown.
    pub enum DealSplit {
        /// Open ones, by close date.
        ByClose = "by_close",
        /// Won and lost ones, latest first.
        Ended = "ended",
    }
}

const BY_CLOSE: &[Head] = &[
    Head::main("deal", 34),
    Head::new("value", 9, 12, 62).right(),
    Head::new("stage", 10, 14, 80),
    Head::new("closes", 10, 12, 22),
];

const ENDED: &[Head] = &[
    Head::main("deal", 34),
    Head::new("value", 9, 12, 62).right(),
    Head::new("how", 6, 10, 22),
    Head::new("ended", 11, 14, 48),
];

impl DealSplit {
    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::ByClose => "Open",
            Self::Ended => "Won and lost",
        }
    }

    /// Its columns after the client's name.
    #[must_use]
    pub const fn heads(self) -> &'static [Head] {
        match self {
            Self::ByClose => BY_CLOSE,
            Self::Ended => ENDED,
        }
    }

    /// The cells that the names of its parts need; 0 when it has none.
    #[must_use]
    pub const fn sections(self) -> u16 {
        match self {
            Self::ByClose | Self::Ended => 0,
        }
    }

    /// What it is sorted by.
    #[must_use]
    pub const fn order(self) -> &'static str {
        match self {
            Self::ByClose => "by close date",
            Self::Ended => "latest first",
        }
    }

    /// What it says without rows.
    #[must_use]
    pub const fn empty(self) -> Empty {
        match self {
            Self::ByClose => Empty {
                head: "No deal is open.",
                rest: "Deals stand here by their close date until they are won or lost.",
            },
            Self::Ended => Empty {
                head: "No deal has ended yet.",
                rest: "Won and lost deals stay here.",
            },
        }
    }
}
