//! Events that clients are invited to: by whom, who is coming, who came.

use chrono::NaiveDate;

use crate::domain::Time;
use crate::domain::ids::{AccountNo, EventNo, ItemNo, OwnerNo, PersonNo};
use crate::domain::words_enum;

words_enum! {
    /// Where an invitation stands.
    pub enum Coming {
        /// They have not answered.
        Invited = "invited",
        /// They will come.
        Coming = "coming",
        /// They will not.
        Declined = "declined",
        /// They were there.
        Came = "came",
        /// They were not.
        StayedAway = "stayed_away",
    }
}

impl Coming {
    /// In words.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Invited => "invited",
            Self::Coming => "coming",
            Self::Declined => "declined",
            Self::Came => "came",
            Self::StayedAway => "stayed away",
        }
    }
}

/// An event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Its number.
    pub number: EventNo,
    /// Its name.
    pub name: String,
    /// The day on which it is held, or begins.
    pub on: NaiveDate,
    /// Where; may be empty.
    pub place: String,
}

impl Event {
    /// `Rotterdam day, Tue 8 Dec 2026, Rotterdam`, for people outside: with the year.
    #[must_use]
    pub fn introduced(&self) -> String {
        let place = if self.place.is_empty() {
            String::new()
        } else {
            format!(", {}", self.place)
        };
        format!("{}, {}{place}", self.name, self.on.format("%a %-d %b %Y"))
    }
}

/// A client invited to an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// The event.
    pub event: EventNo,
    /// Its name.
    pub event_name: String,
    /// Its day.
    pub on: NaiveDate,
    /// Who is invited.
    pub account: AccountNo,
    /// The client's name.
    pub client: String,
    /// Whom there: number and name; `None` is nobody in particular.
    pub person: Option<(PersonNo, String)>,
    /// Who invites them: number and name; `None` is the rep.
    pub by: Option<(OwnerNo, String)>,
    /// The follow-up of the ask that brought the invitation.
    pub ask: Option<ItemNo>,
    /// Where it stands.
    pub state: Coming,
    /// Since when.
    pub at: Time,
}

impl Invitation {
    /// Who invites them, in words.
    #[must_use]
    pub fn inviter(&self) -> &str {
        self.by.as_ref().map_or("me", |(_, name)| name)
    }
}

/// An event with everybody who is invited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventFile {
    /// The event.
    pub event: Event,
    /// Who is invited, by name.
    pub invited: Vec<Invitation>,
}

impl EventFile {
    /// How many stand at one of these.
    #[must_use]
    pub fn count(&self, states: &[Coming]) -> usize {
        self.invited
            .iter()
            .filter(|invitation| states.contains(&invitation.state))
            .count()
    }

    /// `4 invited, 2 coming`; once somebody was there, `4 invited, 2 came`.
    #[must_use]
    pub fn tally(&self) -> String {
        let invited = match self.invited.len() {
            0 => return "nobody invited yet".to_owned(),
            many => format!("{many} invited"),
        };
        let (came, coming) = (self.count(&[Coming::Came]), self.count(&[Coming::Coming]));
        match (came, coming) {
            (0, 0) => invited,
            (0, coming) => format!("{invited}, {coming} coming"),
            (came, _) => format!("{invited}, {came} came"),
        }
    }
}
