//! Outcomes: the splits and columns of the register of what clients bought things for.

use super::{Empty, Head};
use crate::domain::words_enum;

words_enum! {
    /// Which rows are shown.
    pub enum OutcomeSplit {
        /// Open outcomes, by client.
        ByClient = "by_client",
        /// The checks that follow a signature, by their date.
        Checks = "checks",
        /// The deals that were won, by client: what was signed, and what of it results have earned.
        Paycheck = "paycheck",
        /// Outcomes that were reached or given up, latest first.
        Ended = "ended",
    }
}

const BY_CLIENT: &[Head] = &[
    Head::main("measure", 34),
    Head::new("from → to", 12, 18, 104),
    Head::new("now", 8, 12, 88).right(),
    Head::new("progress", 10, 16, 22),
    Head::new("readings", 8, 16, 76),
    Head::new("by", 10, 12, 48),
    Head::new("", 10, 12, 62),
];

const CHECKS: &[Head] = &[
    Head::main("deal", 34),
    Head::new("after", 8, 9, 48),
    Head::new("due", 10, 12, 22),
];

const PAYCHECK: &[Head] = &[
    Head::main("deal", 34),
    Head::new("signed", 9, 12, 62).right(),
    Head::new("progress", 10, 16, 48),
    Head::new("earned", 10, 12, 22).right(),
];

const ENDED: &[Head] = &[
    Head::main("measure", 34),
    Head::new("from → to", 12, 18, 88),
    Head::new("progress", 10, 16, 62),
    Head::new("how", 8, 10, 22),
    Head::new("ended", 11, 14, 48),
];

impl OutcomeSplit {
    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::ByClient => "By client",
            Self::Checks => "Checks",
            Self::Paycheck => "Paycheck",
            Self::Ended => "Ended",
        }
    }

    /// Its columns after the client's name.
    #[must_use]
    pub const fn heads(self) -> &'static [Head] {
        match self {
            Self::ByClient => BY_CLIENT,
            Self::Checks => CHECKS,
            Self::Paycheck => PAYCHECK,
            Self::Ended => ENDED,
        }
    }

    /// The cells that the names of its parts need; 0 when it has none.
    #[must_use]
    pub const fn sections(self) -> u16 {
        match self {
            Self::Checks => 9,
            Self::ByClient | Self::Paycheck | Self::Ended => 0,
        }
    }

    /// What it is sorted by.
    #[must_use]
    pub const fn order(self) -> &'static str {
        match self {
            Self::ByClient | Self::Paycheck => "by client",
            Self::Checks => "by date",
            Self::Ended => "latest first",
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
            Self::Checks => Empty {
                head: "No check is to come.",
                rest: "A deal that is won is looked at again after 7, 30, 60 and 90 days, as the config says.",
            },
            Self::Paycheck => Empty {
                head: "Nothing was signed yet.",
                rest: "Deals that are won stand here with what their results have earned.",
            },
            Self::Ended => Empty {
                head: "No outcome has ended yet.",
                rest: "Reached and given up ones stay here.",
            },
        }
    }
}
