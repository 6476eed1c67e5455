//! Items: what arrived and is open until the client has been told.

use super::handoff::HandOff;
use super::ids::{AccountNo, ItemNo};
use super::money::Money;
use super::{Time, words_enum};

words_enum! {
    /// What kind of thing arrived.
    pub enum Kind {
        /// An order: somebody's to manage, and it isn't the rep.
        Order = "order",
        /// A support call: the rep listens, support runs the incident.
        Support = "support",
        /// A follow-up: the rep's own work (calling, asking, selling).
        FollowUp = "follow_up",
    }
}

impl Kind {
    /// Orders and support calls are transactions: doing one yourself is first chair. Follow-ups are the rep's own.
    #[must_use]
    pub const fn is_transaction(self) -> bool {
        matches!(self, Self::Order | Self::Support)
    }

    /// The kind in words, as said in a sentence.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Order => "order",
            Self::Support => "support call",
            Self::FollowUp => "follow-up",
        }
    }

    /// The one letter that stands for the kind in a list.
    #[must_use]
    pub const fn letter(self) -> char {
        match self {
            Self::Order => 'O',
            Self::Support => 'S',
            Self::FollowUp => 'F',
        }
    }
}

words_enum! {
    /// Why an awake item is in front of the rep.
    pub enum Cue {
        /// It has just arrived, or stands as it did then: the rep took it back from an owner.
        New = "new",
        /// The client clock has run out: the client hears from the rep now.
        ClientDue = "client_due",
        /// The owner clock has run out without a word.
        OwnerSilent = "owner_silent",
        /// The owner says it is done; the client has not been told.
        OwnerDone = "owner_done",
        /// The owner gave it back.
        Returned = "returned",
        /// A snooze has ended.
        SnoozeOver = "snooze_over",
        /// A call is due.
        Callback = "callback",
        /// A promise falls due.
        PromiseDue = "promise_due",
        /// A check after a signature falls due.
        CheckDue = "check_due",
        /// An outcome has no fresh reading.
        ReadingStale = "reading_stale",
        /// A deal's close date is at risk.
        DateAtRisk = "date_at_risk",
    }
}

impl Cue {
    /// Whether a row with this standing cue sleeps until a date of its own and then says why, as a callback does.
    #[must_use]
    pub const fn is_a_date(self) -> bool {
        match self {
            Self::Callback | Self::PromiseDue | Self::CheckDue | Self::ReadingStale | Self::DateAtRisk => {
                true
            }
            Self::New
            | Self::ClientDue
            | Self::OwnerSilent
            | Self::OwnerDone
            | Self::Returned
            | Self::SnoozeOver => false,
        }
    }

    /// The cue as shown on the row.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::ClientDue => "client due",
            Self::OwnerSilent => "owner silent",
            Self::OwnerDone => "owner done",
            Self::Returned => "returned",
            Self::SnoozeOver => "snooze over",
            Self::Callback => "callback",
            Self::PromiseDue => "promise due",
            Self::CheckDue => "check due",
            Self::ReadingStale => "reading stale",
            Self::DateAtRisk => "date at risk",
        }
    }
}

words_enum! {
    /// Why the rep took first chair. The week adds these up.
    pub enum Reason {
        /// Nobody's work it is.
        NoOwner = "no_owner",
        /// The owner has too much already.
        OwnerOverloaded = "owner_overloaded",
        /// It seemed faster to do it myself.
        FasterMyself = "faster_myself",
        /// The client would have nobody else.
        ClientInsisted = "client_insisted",
        /// I always did it.
        Habit = "habit",
    }
}

impl Reason {
    /// The reason in words.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::NoOwner => "no owner",
            Self::OwnerOverloaded => "owner overloaded",
            Self::FasterMyself => "faster myself",
            Self::ClientInsisted => "client insisted",
            Self::Habit => "habit",
        }
    }
}

words_enum! {
    /// How a client sounded on a support call.
    pub enum Mood {
        /// At ease.
        Calm = "calm",
        /// Worried about what may come.
        Worried = "worried",
        /// Annoyed.
        Annoyed = "annoyed",
        /// Angry.
        Angry = "angry",
    }
}

/// When an item next needs the rep, and why. An open item without one cannot exist.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wake {
    /// From this moment on the item is awake.
    pub at: Time,
    /// Shown on the row once it is awake.
    pub cue: Cue,
}

/// Who plays an open item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Play {
    /// Nobody yet, or nobody any more: it is in front of the rep, unless snoozed.
    Nobody,
    /// An owner, by the item's one open hand-off.
    Owner(HandOff),
    /// The rep, and why.
    FirstChair {
        /// Why the rep kept it.
        reason: Reason,
    },
}

/// An item that is open: the client has not been told the end of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Open {
    /// The client clock: when the client next hears from the rep.
    pub client_due: Time,
    /// Who plays it.
    pub play: Play,
    /// Asleep until then, or new activity, whichever is first.
    pub snoozed_until: Option<Time>,
    /// What the item is in front of the rep for when neither clock nor snooze decides: *new*, *owner done*,
    /// *returned*, *callback* and so on.
    pub standing_cue: Cue,
    /// When the record that the row stands for needs the rep, whoever plays the row, and the cue with which it then
    /// wakes; `None` on a row that stands for nothing but itself. See [`super::stands_for`].
    pub falls_due: Option<Wake>,
    /// When it next needs the rep. Derived from the rest by [`super::clock::Moment::wake`] whenever the rest changes.
    pub wake: Wake,
}

words_enum! {
    /// How a closed item ended.
    pub enum Ending {
        /// The client was told.
        Told = "told",
        /// Dismissed by the rep: nobody's work.
        Dismissed = "dismissed",
        /// It had already ended at its source when it was imported.
        History = "history",
    }
}

/// An item that is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Closed {
    /// When.
    pub at: Time,
    /// How.
    pub ending: Ending,
    /// First chair: the reason, when the rep played it.
    pub reason: Option<Reason>,
    /// First chair: the minutes it took; unknown is `None`.
    pub minutes: Option<u32>,
}

/// Open or closed, with what belongs to each.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::large_enum_variant, reason = "nearly every item at hand is open")]
pub enum Standing {
    /// In the rep's care.
    Open(Open),
    /// Ended; can be reopened.
    Closed(Closed),
}

/// One thing that arrived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Its short number.
    pub number: ItemNo,
    /// Order, support call or follow-up.
    pub kind: Kind,
    /// The client it is about.
    pub account: AccountNo,
    /// The client's name.
    pub account_name: String,
    /// Who at the client, when known: a name or an address.
    pub contact: Option<String>,
    /// One line that says what it is.
    pub subject: String,
    /// The client's own words, notes from the source, line items; may be empty and may hold line breaks.
    pub words: String,
    /// How the client sounded, once the rep has listened.
    pub mood: Option<Mood>,
    /// Sorted before everything else.
    pub urgent: bool,
    /// What it is worth.
    pub value: Option<Money>,
    /// Where it came from: `shopify`, `zendesk`, a mapping's name, `added`, `call`.
    pub source: String,
    /// The source's own name for it, such as `#1001`; unique within the source.
    pub source_key: Option<String>,
    /// When it arrived at its source.
    pub arrived_at: Time,
    /// Open or closed.
    pub standing: Standing,
}

impl Item {
    /// The open half, if it is open.
    #[must_use]
    pub const fn open(&self) -> Option<&Open> {
        match &self.standing {
            Standing::Open(open) => Some(open),
            Standing::Closed(_) => None,
        }
    }

    /// The open hand-off, if an owner has the item.
    #[must_use]
    pub const fn hand_off(&self) -> Option<&HandOff> {
        match &self.standing {
            Standing::Open(Open {
                play: Play::Owner(hand_off),
                ..
            }) => Some(hand_off),
            Standing::Open(_) | Standing::Closed(_) => None,
        }
    }
}
