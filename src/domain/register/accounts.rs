//! Accounts: the splits and columns of the register of clients.

use super::{Empty, Head};
use crate::domain::words_enum;

words_enum! {
    /// Which accounts are shown.
    pub enum AccountSplit {
        /// All, by name.
        ByName = "by_name",
    }
}

const BY_NAME: &[Head] = &[
    Head::new("open", 4, 6, 22).right(),
    Head::new("hears next", 10, 12, 36),
    Head::new("last call", 11, 14, 58),
];

impl AccountSplit {
    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::ByName => "All",
        }
    }

    /// Its columns after the client's name.
    #[must_use]
    pub const fn heads(self) -> &'static [Head] {
        match self {
            Self::ByName => BY_NAME,
        }
    }

    /// The cells that the names of its parts need; 0 when it has none.
    #[must_use]
    pub const fn sections(self) -> u16 {
        match self {
            Self::ByName => 0,
        }
    }

    /// What it is sorted by.
    #[must_use]
    pub const fn order(self) -> &'static str {
        match self {
            Self::ByName => "by name",
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
        }
    }
}
