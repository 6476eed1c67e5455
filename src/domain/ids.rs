//! Short numbers by which a person and the store name a thing. A number is never used again, even after
//! the command that made it was undone.

use std::fmt;

macro_rules! number {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub i64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "#{}", self.0)
            }
        }
    };
}

number!(
    /// An item, as typed by a person: `#142`.
    ItemNo
);
number!(
    /// An account.
    AccountNo
);
number!(
    /// A person at an account.
    PersonNo
);
number!(
    /// An owner.
    OwnerNo
);
number!(
    /// A hand-off.
    HandOffNo
);
number!(
    /// A logged call.
    CallNo
);
number!(
    /// A command: one undo step.
    CommandNo
);
number!(
    /// A promise.
    PromiseNo
);
number!(
    /// An outcome.
    OutcomeNo
);
number!(
    /// A reading of an outcome.
    ReadingNo
);
number!(
    /// A check after a signature.
    CheckNo
);
number!(
    /// A deal.
    DealNo
);
number!(
    /// What a deal needs of somebody.
    NeedNo
);
number!(
    /// What one side conceded in a negotiation.
    ConcessionNo
);
number!(
    /// An ask to an executive or to marketing.
    AskNo
);
number!(
    /// An event that clients are invited to.
    EventNo
);
number!(
    /// A meeting or call from a calendar or a phone.
    MeetingNo
);
