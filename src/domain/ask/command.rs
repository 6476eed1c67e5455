//! What a rep can do with asks and events. An ask goes by the number of the follow-up that stands for it.

use chrono::NaiveDate;

use super::AskEnd;
use super::event::Coming;
use crate::domain::command::AccountRef;
use crate::domain::ids::{EventNo, ItemNo, OwnerNo, PersonNo};
use crate::domain::promise::Stated;

/// An ask as it is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskDraft {
    /// For which client.
    pub account: AccountRef,
    /// The row it is made on.
    pub about: Option<ItemNo>,
    /// Who is asked.
    pub to: OwnerNo,
    /// Why it is worth their time.
    pub why: Stated,
    /// What they and the client have in common; may be empty.
    pub common_ground: String,
    /// What is to come of it.
    pub ideal_result: Stated,
    /// What they could say or write; `None` takes the config's template.
    pub draft: Option<String>,
    /// The event it is about. The client is invited to it by who is asked.
    pub event: Option<EventNo>,
    /// Other clients who are invited to it, by the names they have.
    pub invites: Vec<AccountRef>,
}

/// Changes to an open ask; `None` leaves a field as it is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AskEdit {
    /// Why.
    pub why: Option<Stated>,
    /// Common ground; empty clears it.
    pub common_ground: Option<String>,
    /// Ideal result.
    pub ideal_result: Option<Stated>,
    /// The draft; empty takes the template anew.
    pub draft: Option<String>,
    /// The event; `Some(None)` for none any more. Who was invited stays invited.
    pub event: Option<Option<EventNo>>,
    /// Clients who are invited to the event now.
    pub invites: Vec<AccountRef>,
}

/// An event as it is entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventDraft {
    /// Its name.
    pub name: Stated,
    /// Its day.
    pub on: NaiveDate,
    /// Where; may be empty.
    pub place: String,
}

/// Changes to an event; `None` leaves a field as it is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EventEdit {
    /// Its name.
    pub name: Option<Stated>,
    /// Its day.
    pub on: Option<NaiveDate>,
    /// Where; empty clears it.
    pub place: Option<String>,
}

/// A command on asks and events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AskCommand {
    /// `!`: ask somebody. It is handed to them in the same command.
    Make(Box<AskDraft>),
    /// `E`: change an open one.
    Edit {
        /// The ask.
        item: ItemNo,
        /// The changes.
        edit: Box<AskEdit>,
    },
    /// `e`: what came of it. Its follow-up closes with it.
    End {
        /// The ask.
        item: ItemNo,
        /// How.
        end: AskEnd,
        /// What came of it, in words; may be empty.
        words: String,
    },
    /// Enter an event.
    AddEvent(EventDraft),
    /// Change an event.
    EditEvent {
        /// Which.
        event: EventNo,
        /// What.
        edit: EventEdit,
    },
    /// Invite a client to an event, or say where an invitation stands.
    Invite {
        /// To which event.
        event: EventNo,
        /// Which client.
        account: AccountRef,
        /// Whom there; `None` leaves it as it is, `Some(None)` is nobody in particular.
        person: Option<Option<PersonNo>>,
        /// By whom; `None` leaves it as it is, `Some(None)` is the rep.
        by: Option<Option<OwnerNo>>,
        /// Where the invitation stands.
        state: Coming,
    },
}

impl AskCommand {
    /// The verb under which it is logged. Reports count by these, so they never change.
    #[must_use]
    pub const fn verb(&self) -> &'static str {
        match self {
            Self::Make(_) => "ask",
            Self::Edit { .. } => "ask_edit",
            Self::End { .. } => "ask_end",
            Self::AddEvent(_) => "event_add",
            Self::EditEvent { .. } => "event_edit",
            Self::Invite { .. } => "event_invite",
        }
    }

    /// The rows it names.
    #[must_use]
    pub const fn items(&self) -> &[ItemNo] {
        match self {
            Self::Edit { item, .. } | Self::End { item, .. } => std::slice::from_ref(item),
            Self::Make(_) | Self::AddEvent(_) | Self::EditEvent { .. } | Self::Invite { .. } => &[],
        }
    }

    /// Whether it is sure to close the row that it names.
    #[must_use]
    pub const fn closes(&self) -> bool {
        match self {
            Self::End { .. } => true,
            Self::Make(_)
            | Self::Edit { .. }
            | Self::AddEvent(_)
            | Self::EditEvent { .. }
            | Self::Invite { .. } => false,
        }
    }
}
