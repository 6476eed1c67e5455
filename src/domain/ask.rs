//! Asks: what an executive or marketing is asked to do for a client, the budget of each, and the events that clients are
//! invited to.

pub mod budget;
pub mod command;
pub mod ear;
pub mod event;
pub mod template;
mod words;

use self::template::Fields;
use super::ids::{AccountNo, AskNo, EventNo, ItemNo, OwnerNo};
use super::owner::Part;
use super::{Time, words_enum};

words_enum! {
    /// What came of an ask.
    pub enum AskEnd {
        /// It came about: they did it, and the client has had it.
        Granted = "granted",
        /// They would not, or could not.
        Declined = "declined",
        /// It is not needed any more.
        Dropped = "dropped",
    }
}

impl AskEnd {
    /// In words.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Granted => "it came about",
            Self::Declined => "declined",
            Self::Dropped => "not needed any more",
        }
    }
}

/// How far an ask has come: what its hand-off says, until the rep has said what came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AskState {
    /// They have it since then, and have said nothing yet.
    Asked(Time),
    /// They said that they will.
    TakenUp(Time),
    /// They did it; what came of it is still to be said.
    Answered(Time),
    /// They gave it back, or the rep took it back: it is with nobody.
    Back,
    /// It has ended.
    Ended {
        /// When.
        at: Time,
        /// How.
        end: AskEnd,
        /// What came of it, in the rep's words; may be empty.
        words: String,
    },
}

impl AskState {
    /// The word that is listed in JSON.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Asked(_) => "asked",
            Self::TakenUp(_) => "taken_up",
            Self::Answered(_) => "answered",
            Self::Back => "back",
            Self::Ended { end, .. } => end.as_str(),
        }
    }

    /// Whether what came of it is still to be said.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        match self {
            Self::Asked(_) | Self::TakenUp(_) | Self::Answered(_) | Self::Back => true,
            Self::Ended { .. } => false,
        }
    }
}

/// What somebody is asked, and why.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AskWords {
    /// Why it is worth their time.
    pub why: String,
    /// What they and the client have in common; may be empty.
    pub common_ground: String,
    /// What is to come of it, if all goes well: in one line what is asked for.
    pub ideal_result: String,
    /// What they could say or write to the client, in the rep's words; may be empty.
    pub draft: String,
}

/// An ask. It goes by the number of the follow-up that stands for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ask {
    /// Its number in the store.
    pub number: AskNo,
    /// The follow-up that stands for it, with the hand-off.
    pub item: ItemNo,
    /// For which client.
    pub account: AccountNo,
    /// The client's name.
    pub client: String,
    /// Who at the client, when known.
    pub contact: Option<String>,
    /// The row it was made on.
    pub about: Option<ItemNo>,
    /// Who is asked.
    pub owner: OwnerNo,
    /// That person's name.
    pub owner_name: String,
    /// The part they play.
    pub part: Part,
    /// The event it is about: number and name.
    pub event: Option<(EventNo, String)>,
    /// When it was asked.
    pub at: Time,
    /// What is asked, and why.
    pub words: AskWords,
    /// How far it has come.
    pub state: AskState,
    /// What they answered last; may be empty.
    pub answer: String,
}

/// What the config decides about asks: the templates from which drafts are made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskSettings {
    /// What an executive could write to the client.
    pub executive: String,
    /// What marketing could write to the client.
    pub marketing: String,
}

impl Default for AskSettings {
    fn default() -> Self {
        Self {
            executive: template::EXECUTIVE.to_owned(),
            marketing: template::MARKETING.to_owned(),
        }
    }
}

impl AskSettings {
    /// The draft for somebody who plays that part.
    #[must_use]
    pub fn draft(&self, part: Part, fields: &Fields<'_>) -> String {
        let template = match part {
            Part::Marketing => &self.marketing,
            Part::Executive | Part::Desk => &self.executive,
        };
        template::filled(template, fields)
    }
}

#[cfg(test)]
mod tests;
