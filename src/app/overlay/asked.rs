//! Asking an executive or marketing: for whom, what is known, the forms, and the events that clients are invited to.

use crate::domain::ask::event::{Event, EventFile};
use crate::domain::ask::{Ask, AskEnd};
use crate::domain::ids::{AccountNo, EventNo, ItemNo, OwnerNo};
use crate::keys::{Intent, Mode};

/// For whom something is asked, and on which row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskAbout {
    /// The client.
    pub account: AccountNo,
    /// The client's name.
    pub client: String,
    /// The row it is made on.
    pub about: Option<ItemNo>,
}

/// What is known when something is asked for a client.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AskFacts {
    /// Who had an executive's ear of late, and whether this client did.
    pub ear: String,
    /// Who at the client, when known.
    pub contact: Option<String>,
    /// The events still to come.
    pub events: Vec<Event>,
}

/// A question about asks, answered by one key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AskQuestion {
    /// `!` on a row that can be escalated: that, or ask somebody.
    Escalate(Box<AskAbout>, ItemNo),
    /// `e` on an ask's row: what came of it.
    End(ItemNo),
}

impl AskQuestion {
    /// The mode whose keys answer it.
    #[must_use]
    pub const fn mode(&self) -> Mode {
        match self {
            Self::Escalate(..) => Mode::EscalateOrAsk,
            Self::End(_) => Mode::AskEnd,
        }
    }

    /// The answers, in order.
    #[must_use]
    pub fn choices(&self) -> Vec<Intent> {
        match self {
            Self::Escalate(..) => vec![Intent::EscalateNow, Intent::AskSomebody],
            Self::End(_) => vec![Intent::AskGranted, Intent::AskDeclined, Intent::AskDropped],
        }
    }
}

/// A form about asks or events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AskForm {
    /// Something is asked.
    Make {
        /// For whom.
        about: Box<AskAbout>,
        /// Of whom.
        to: OwnerNo,
        /// What is known.
        facts: Box<AskFacts>,
        /// The draft as the template makes it of what is typed so far.
        drafted: String,
    },
    /// `E`: an open ask, as it was when the form was opened.
    Edit {
        /// As it was.
        ask: Box<Ask>,
        /// The events there are.
        events: Vec<Event>,
    },
    /// What came of an ask, in words.
    End(ItemNo, AskEnd),
    /// An event: one that there is, or a new one.
    Event(Option<Box<Event>>),
    /// A client is invited, by whom.
    Invite {
        /// To which event.
        event: EventNo,
        /// Which client.
        account: AccountNo,
        /// Who invites them so far; `None` is the rep.
        by: Option<OwnerNo>,
        /// Where it stands.
        state: crate::domain::ask::event::Coming,
    },
}

/// The events; one of them may be open, with everybody who is invited.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Events {
    /// Those to come, then those that are past; `None` until they are there.
    pub files: Option<Vec<EventFile>>,
    /// The one that is open.
    pub open: Option<EventNo>,
    /// Which event or invitation is selected.
    pub at: usize,
}

impl Events {
    /// All of them, as far as they are there.
    #[must_use]
    pub fn all(&self) -> &[EventFile] {
        self.files.as_deref().unwrap_or_default()
    }

    /// The event that is open.
    #[must_use]
    pub fn opened(&self) -> Option<&EventFile> {
        let open = self.open?;
        self.all().iter().find(|file| file.event.number == open)
    }

    /// The event that a key is about: the one that is open, else the one selected.
    #[must_use]
    pub fn meant(&self) -> Option<&EventFile> {
        match self.open {
            Some(_) => self.opened(),
            None => self.all().get(self.at),
        }
    }

    /// How many lines can be selected.
    #[must_use]
    pub fn len(&self) -> usize {
        match self.open {
            Some(_) => self.opened().map_or(0, |file| file.invited.len()),
            None => self.all().len(),
        }
    }

    /// Whether there is nothing to select.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}
