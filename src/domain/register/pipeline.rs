//! Pipeline: the splits and columns of the register of deals.

use super::{Empty, Head};
use crate::domain::words_enum;

words_enum! {
    /// Which deals are shown.
    pub enum DealSplit {
        /// Open ones, by close date.
        Open = "open",
        /// Open ones that are to close this month, or were to close before.
        ThisMonth = "this_month",
        /// Open ones that are to close by the end of the quarter.
        ThisQuarter = "this_quarter",
        /// Open ones that are to close after the quarter.
        Later = "later",
        /// Won and lost ones, latest first.
        Ended = "ended",
    }
}

const OPEN: &[Head] = &[
    Head::main("deal", 34),
    Head::new("value", 9, 12, 62).right(),
    Head::new("stage", 11, 18, 88),
    Head::new("closes", 9, 10, 22),
    Head::new("what breaks it", 14, 26, 74),
];

const ENDED: &[Head] = &[
    Head::main("deal", 34),
    Head::new("value", 9, 12, 62).right(),
    Head::new("how", 10, 18, 22),
    Head::new("ended", 11, 14, 48),
];

impl DealSplit {
    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Open => "Open",
            Self::ThisMonth => "This month",
            Self::ThisQuarter => "This quarter",
            Self::Later => "Later",
            Self::Ended => "Ended",
        }
    }

    /// Its columns after the client's name.
    #[must_use]
    pub const fn heads(self) -> &'static [Head] {
        match self {
            Self::Open | Self::ThisMonth | Self::ThisQuarter | Self::Later => OPEN,
            Self::Ended => ENDED,
        }
    }

    /// The cells that the names of its parts need; 0 when it has none.
    #[must_use]
    pub const fn sections(self) -> u16 {
        match self {
            Self::Open | Self::ThisMonth | Self::ThisQuarter | Self::Later | Self::Ended => 0,
        }
    }

    /// What it is sorted by.
    #[must_use]
    pub const fn order(self) -> &'static str {
        match self {
            Self::Open | Self::ThisMonth | Self::ThisQuarter | Self::Later => "by close date",
            Self::Ended => "latest first",
        }
    }

    /// What it says without rows.
    #[must_use]
    pub const fn empty(self) -> Empty {
        match self {
            Self::Open => Empty {
                head: "No deal is open.",
                rest: "Deals stand here by their close date until they are won or lost.",
            },
            Self::ThisMonth => Empty {
                head: "No deal is to close this month.",
                rest: "Deals whose date comes nearer arrive here by themselves.",
            },
            Self::ThisQuarter => Empty {
                head: "No deal is to close this quarter.",
                rest: "Deals whose date comes nearer arrive here by themselves.",
            },
            Self::Later => Empty {
                head: "No deal is to close after this quarter.",
                rest: "What you begin to sell now may well close then.",
            },
            Self::Ended => Empty {
                head: "No deal has ended yet.",
                rest: "Won and lost deals stay here, with whose doing it was.",
            },
        }
    }
}
