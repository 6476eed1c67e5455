//! Asks and events as JSON, for whatever lists them. Days are ISO dates, times RFC 3339 in UTC; the fields keep their
//! order and names, and what is not known is null.

use chrono::NaiveDate;
use serde::Serialize;

use crate::domain::Time;
use crate::domain::ask::ear::{Ear, Heard};
use crate::domain::ask::event::{Coming, EventFile, Invitation};
use crate::domain::ask::{Ask, AskState};
use crate::domain::owner::Part;

/// An ask.
#[derive(Debug, Serialize)]
pub struct AskJson<'a> {
    /// The number it goes by: that of the follow-up that stands for it.
    pub number: i64,
    /// For which client.
    pub client: &'a str,
    /// Who there.
    pub contact: Option<&'a str>,
    /// The item it was made on.
    pub about: Option<i64>,
    /// Who is asked.
    pub to: &'a str,
    /// The part they play.
    pub part: Part,
    /// The event it is about.
    pub event: Option<&'a str>,
    /// When it was asked.
    pub asked_at: Time,
    /// `asked`, `taken_up`, `answered`, `back`, `granted`, `declined` or `dropped`.
    pub state: &'static str,
    /// What is to come of it.
    pub ideal_result: &'a str,
    /// Why it is worth their time.
    pub why: &'a str,
    /// What they have in common.
    pub common_ground: &'a str,
    /// What they could say or write to the client.
    pub draft: &'a str,
    /// What they answered last.
    pub answer: &'a str,
    /// When it ended.
    pub ended_at: Option<Time>,
    /// What came of it.
    pub came_of: &'a str,
}

impl<'a> From<&'a Ask> for AskJson<'a> {
    fn from(ask: &'a Ask) -> Self {
        let (ended_at, came_of) = match &ask.state {
            AskState::Ended { at, words, .. } => (Some(*at), words.as_str()),
            AskState::Asked(_) | AskState::TakenUp(_) | AskState::Answered(_) | AskState::Back => (None, ""),
        };
        Self {
            number: ask.item.0,
            client: &ask.client,
            contact: ask.contact.as_deref(),
            about: ask.about.map(|item| item.0),
            to: &ask.owner_name,
            part: ask.part,
            event: ask.event.as_ref().map(|(_, name)| name.as_str()),
            asked_at: ask.at,
            state: ask.state.as_str(),
            ideal_result: &ask.words.ideal_result,
            why: &ask.words.why,
            common_ground: &ask.words.common_ground,
            draft: &ask.words.draft,
            answer: &ask.answer,
            ended_at,
            came_of,
        }
    }
}

/// An account that had an executive's ear.
#[derive(Debug, Serialize)]
pub struct HeardJson<'a> {
    /// Its number.
    pub account: i64,
    /// Its name.
    pub client: &'a str,
    /// When, last.
    pub at: Time,
    /// By whom, last.
    pub by: &'a str,
}

impl<'a> From<&'a Heard> for HeardJson<'a> {
    fn from(heard: &'a Heard) -> Self {
        Self {
            account: heard.account.0,
            client: &heard.client,
            at: heard.at,
            by: &heard.owner_name,
        }
    }
}

/// Who had an executive's ear in the last two quarters.
#[derive(Debug, Serialize)]
pub struct EarJson<'a> {
    /// Since the first day of the quarter before this one.
    pub since: NaiveDate,
    /// How many accounts.
    pub accounts: usize,
    /// Which, latest first; each once for every executive.
    pub heard: Vec<HeardJson<'a>>,
}

impl<'a> From<&'a Ear> for EarJson<'a> {
    fn from(ear: &'a Ear) -> Self {
        Self {
            since: ear.since,
            accounts: ear.accounts(),
            heard: ear.heard.iter().map(HeardJson::from).collect(),
        }
    }
}

/// An invitation to an event.
#[derive(Debug, Serialize)]
pub struct InvitationJson<'a> {
    /// To which event.
    pub event: &'a str,
    /// On which day it is.
    pub on: NaiveDate,
    /// Who is invited.
    pub client: &'a str,
    /// Whom there.
    pub person: Option<&'a str>,
    /// By whom; null is the rep.
    pub by: Option<&'a str>,
    /// The number of the ask that brought it.
    pub ask: Option<i64>,
    /// Where it stands.
    pub state: Coming,
    /// Since when.
    pub since: Time,
}

impl<'a> From<&'a Invitation> for InvitationJson<'a> {
    fn from(invitation: &'a Invitation) -> Self {
        Self {
            event: &invitation.event_name,
            on: invitation.on,
            client: &invitation.client,
            person: invitation.person.as_ref().map(|(_, name)| name.as_str()),
            by: invitation.by.as_ref().map(|(_, name)| name.as_str()),
            ask: invitation.ask.map(|item| item.0),
            state: invitation.state,
            since: invitation.at,
        }
    }
}

/// An event with everybody who is invited.
#[derive(Debug, Serialize)]
pub struct EventJson<'a> {
    /// Its number.
    pub number: i64,
    /// Its name.
    pub name: &'a str,
    /// Its day.
    pub on: NaiveDate,
    /// Where; may be empty.
    pub place: &'a str,
    /// Who is invited, by name.
    pub invited: Vec<InvitationJson<'a>>,
}

impl<'a> From<&'a EventFile> for EventJson<'a> {
    fn from(file: &'a EventFile) -> Self {
        Self {
            number: file.event.number.0,
            name: &file.event.name,
            on: file.event.on,
            place: &file.event.place,
            invited: file.invited.iter().map(InvitationJson::from).collect(),
        }
    }
}
