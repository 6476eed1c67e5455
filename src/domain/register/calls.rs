//! Calls: the splits and columns of the register of callbacks and logged calls.

use super::{Empty, Head};
use crate::domain::words_enum;

words_enum! {
    /// Which calls are shown.
    pub enum CallSplit {
        /// Callbacks, first due first, then what has no log, then what was logged, latest first.
        All = "all",
        /// Callbacks alone.
        ToCall = "to_call",
        /// Meetings and calls of a calendar or a phone that have no log, oldest first.
        NoLog = "no_log",
        /// Logged calls alone.
        Logged = "logged",
    }
}

const CALLS: &[Head] = &[
    Head::main("what", 34),
    Head::new("when", 11, 14, 22),
    Head::new("try", 16, 20, 52),
    Head::new("next step", 10, 22, 96),
];

impl CallSplit {
    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::All => "All",
            Self::ToCall => "To call",
            Self::NoLog => "No log",
            Self::Logged => "Logged",
        }
    }

    /// Its columns after the client's name.
    #[must_use]
    pub const fn heads(self) -> &'static [Head] {
        match self {
            Self::All | Self::ToCall | Self::NoLog | Self::Logged => CALLS,
        }
    }

    /// The cells that the names of its parts need; 0 when it has none.
    #[must_use]
    pub const fn sections(self) -> u16 {
        match self {
            Self::All | Self::ToCall => 7,
            Self::NoLog | Self::Logged => 0,
        }
    }

    /// What it is sorted by.
    #[must_use]
    pub const fn order(self) -> &'static str {
        match self {
            Self::All => "to call first",
            Self::ToCall => "first due first",
            Self::NoLog => "oldest first",
            Self::Logged => "latest first",
        }
    }

    /// What it says without rows.
    #[must_use]
    pub const fn empty(self) -> Empty {
        match self {
            Self::All | Self::ToCall => Empty {
                head: "Nobody waits for your call.",
                rest: "A logged call with a next date comes back here.",
            },
            Self::NoLog => Empty {
                head: "Every call has its log.",
                rest: "Calendars and phones' exports are read by `downbeat diary FILE`, or by the config.",
            },
            Self::Logged => Empty {
                head: "No call is logged yet.",
                rest: "Three keys log one.",
            },
        }
    }
}
