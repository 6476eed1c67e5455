//! What lies on top about a client: the boss card, who is who there, and finding a client by anything.

use crate::app::input::Input;
use crate::app::scroll::Scroll;
use crate::domain::account::Person;
use crate::domain::card::Card;
use crate::domain::ids::{AccountNo, EventNo, MeetingNo};
use crate::domain::settings::CallOutcome;

/// What lies on top about a client.
#[derive(Debug, Clone, PartialEq)]
pub enum ClientOverlay {
    /// The boss card.
    Card(BossCard),
    /// The people there: Enter opens a card.
    People(People),
    /// Which client is meant.
    Pick(ClientPick),
}

/// The boss card of an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BossCard {
    /// Whose.
    pub account: AccountNo,
    /// Their name.
    pub client: String,
    /// The card; `None` until it is there.
    pub card: Option<Box<Card>>,
    /// How far it is scrolled.
    pub scroll: Scroll,
}

/// The people of an account; typing narrows them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct People {
    /// Where.
    pub account: AccountNo,
    /// The account's name.
    pub client: String,
    /// What was typed.
    pub input: Input,
    /// Everybody there; `None` until they are there.
    pub people: Option<Vec<Person>>,
    /// Which of them match.
    pub found: Vec<usize>,
    /// The one that Enter opens, counted in `found`; one past the last stands for somebody new.
    pub at: usize,
}

/// Finding a client by anything: name, tag, domain, person, telephone number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientPick {
    /// `Whose card?`
    pub title: String,
    /// What was typed.
    pub input: Input,
    /// Who matches, by name.
    pub found: Vec<(AccountNo, String)>,
    /// The one that Enter takes, counted in `found`.
    pub at: usize,
    /// What the client is picked for.
    pub(crate) wanted: ClientFor,
}

/// What a client is picked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClientFor {
    /// To see the card.
    Card,
    /// To say with whom a meeting was, which is logged then as ended so.
    Meeting(MeetingNo, CallOutcome),
    /// To become one with this account, which is no more then.
    Merge(AccountNo, String),
    /// To be invited to this event.
    Invite(EventNo),
}
