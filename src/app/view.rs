//! The views: what can fill the frame below the header.

use crate::domain::register::Register;

/// A view: what fills the frame below the header.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum View {
    /// Open items that are awake.
    Inbox,
    /// Open hand-offs.
    Waiting,
    /// Sleeping items.
    Later,
    /// Closed items.
    Done,
    /// What a search found.
    Found,
    /// A view that lists other things than items.
    Register(Register),
    /// The owners.
    Orchestra,
    /// The week.
    Week,
}

impl View {
    /// The views with a name in the header, in order.
    pub const SHOWN: [Self; 11] = [
        Self::Inbox,
        Self::Waiting,
        Self::Register(Register::Calls),
        Self::Register(Register::Accounts),
        Self::Register(Register::Promises),
        Self::Register(Register::Outcomes),
        Self::Register(Register::Pipeline),
        Self::Orchestra,
        Self::Week,
        Self::Later,
        Self::Done,
    ];

    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Inbox => "Inbox",
            Self::Waiting => "Waiting",
            Self::Later => "Later",
            Self::Done => "Done",
            Self::Found => "Found",
            Self::Register(register) => register.name(),
            Self::Orchestra => "Orchestra",
            Self::Week => "Week",
        }
    }

    /// Whether it is a list of items.
    #[must_use]
    pub const fn is_list(self) -> bool {
        match self {
            Self::Inbox | Self::Waiting | Self::Later | Self::Done | Self::Found => true,
            Self::Register(_) | Self::Orchestra | Self::Week => false,
        }
    }

    /// Whether a row of it can be opened over the whole width.
    #[must_use]
    pub const fn opens(self) -> bool {
        match self {
            Self::Inbox | Self::Waiting | Self::Later | Self::Done | Self::Found | Self::Register(_) => true,
            Self::Orchestra | Self::Week => false,
        }
    }
}
