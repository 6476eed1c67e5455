//! Accounts: the splits and columns of the register of clients.

use super::{Empty, Head};
use crate::domain::words_enum;

words_enum! {
    /// Which accounts are shown.
    pub enum AccountSplit {
        /// All, by name.
        ByName = "by_name",
        /// Those that wait most for a word: the longest silence, weighed by what is promised.
        Ready = "ready",
        /// Those that may be one and the same as another: only offered.
        Duplicates = "duplicates",
    }
}

const BY_NAME: &[Head] = &[
    Head::main("whom we know", 44),
    Head::new("open", 4, 6, 22).right(),
    Head::new("hears next", 10, 12, 36),
    Head::new("last words", 11, 14, 58),
];

const READY: &[Head] = &[
    Head::main("promised", 44),
    Head::new("silent for", 10, 12, 22),
    Head::new("next due", 10, 12, 58),
    Head::new("open", 4, 6, 36).right(),
];

const DUPLICATES: &[Head] = &[Head::main("may be the same as", 22), Head::new("why", 12, 24, 44)];

impl AccountSplit {
    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::ByName => "All",
            Self::Ready => "Ready",
            Self::Duplicates => "Duplicates",
        }
    }

    /// Its columns after the client's name.
    #[must_use]
    pub const fn heads(self) -> &'static [Head] {
        match self {
            Self::ByName => BY_NAME,
            Self::Ready => READY,
            Self::Duplicates => DUPLICATES,
        }
    }

    /// The cells that the names of its parts need; 0 when it has none.
    #[must_use]
    pub const fn sections(self) -> u16 {
        match self {
            Self::ByName | Self::Ready | Self::Duplicates => 0,
        }
    }

    /// What it is sorted by.
    #[must_use]
    pub const fn order(self) -> &'static str {
        match self {
            Self::ByName => "by name",
            Self::Ready => "longest silence, weighed by promises",
            Self::Duplicates => "surest first; M makes one of two",
        }
    }

    /// What it says without rows.
    #[must_use]
    pub const fn empty(self) -> Empty {
        match self {
            Self::ByName => Empty {
                head: "No clients yet.",
                rest: "They come with their first order, support call or logged call.",
            },
            Self::Ready => Empty {
                head: "Nobody waits for a word.",
                rest: "Clients with something open stand here, the longest silence first.",
            },
            Self::Duplicates => Empty {
                head: "No two look like one and the same.",
                rest: "Names, domains, telephone numbers and addresses are compared.",
            },
        }
    }
}
