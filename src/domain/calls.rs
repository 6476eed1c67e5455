//! What the rep does with calls besides logging them: moving on when a chase is over (*Next!*), and passing logged calls
//! on to other programs.

use super::Time;
use super::clean::normalise_name;
use super::ids::{AccountNo, CallNo, ItemNo, PersonNo};
use super::settings::{CallOutcome, Settings};
use super::words_enum;

/// A command on calls.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CallCommand {
    /// *Next!*: the chase of this client is over, and this comes instead.
    MoveOn {
        /// The client nobody reached.
        account: AccountNo,
        /// What comes instead.
        to: MoveOn,
    },
    /// These calls stand in a file for another program.
    Exported {
        /// Which program.
        target: Target,
        /// The calls.
        calls: Vec<CallNo>,
    },
}

/// What comes after a chase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MoveOn {
    /// Another person there is called, from the first try on.
    Person(PersonNo),
    /// Another client is called; nobody calls this one any more.
    Account(AccountNo),
    /// One last note is sent, with this text; nobody calls any more.
    Note(String),
    /// It rests until then, and begins anew.
    Rest(Time),
}

impl CallCommand {
    /// The verb under which it is logged.
    #[must_use]
    pub const fn verb(&self) -> &'static str {
        match self {
            Self::MoveOn { .. } => "move_on",
            Self::Exported { .. } => "export_calls",
        }
    }
}

/// What can be done when a chase is over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextUp {
    /// The client nobody reached.
    pub account: AccountNo,
    /// Their name.
    pub client: String,
    /// How often it was tried.
    pub tries: u32,
    /// Whom else one could ask for there: champions first.
    pub people: Vec<Callee>,
    /// Who is most in need of a call, with since when they have heard nothing.
    pub ready: Option<(AccountNo, String, Time)>,
    /// The last note, drafted.
    pub note: String,
}

/// Somebody who can be called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Callee {
    /// Their card.
    pub person: PersonNo,
    /// Their name.
    pub name: String,
    /// `Ines Weber, IT lead`.
    pub introduced: String,
    /// Telephone numbers, as written.
    pub phones: Vec<String>,
}

impl Callee {
    /// Whether they are called exactly so; the name given is normalised.
    #[must_use]
    pub fn is_called(&self, name: &str) -> bool {
        normalise_name(&self.name) == name
    }

    /// Whether a word of their name begins so.
    #[must_use]
    pub fn begins_like(&self, name: &str) -> bool {
        let own = normalise_name(&self.name);
        !name.is_empty() && (own.starts_with(name) || own.contains(&format!(" {name}")))
    }
}

/// A number that can be dialled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    /// Whose: a person there, or the house.
    pub whose: String,
    /// As written.
    pub shown: String,
    /// As dialled: digits, with a plus before an international one.
    pub dialled: String,
}

/// The last note to a client nobody reached, to `person` where that is known.
#[must_use]
pub fn closing_note(person: &str, tries: u32, settings: &Settings) -> String {
    let greeting = match person {
        "" => "Hello,".to_owned(),
        person => format!("Hello {person},"),
    };
    let tried = match tries {
        0 | 1 => "I have tried to reach you and did not succeed.".to_owned(),
        tries => format!("I have tried {tries} times to reach you and did not succeed."),
    };
    let mut lines = vec![
        greeting,
        String::new(),
        format!("{tried} I take it that this is not the moment, and will not call again for now."),
        "A word from you is enough, and I am there.".to_owned(),
    ];
    if !settings.rep.is_empty() {
        lines.extend([String::new(), settings.rep.clone()]);
    }
    lines.join("\n")
}

words_enum! {
    /// A program that logged calls are exported for.
    pub enum Target {
        /// Salesforce: tasks to insert.
        Salesforce = "salesforce",
        /// HubSpot: calls to import.
        Hubspot = "hubspot",
        /// Any program that reads CSV.
        Csv = "csv",
    }
}

impl Target {
    /// Its name as its makers write it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Salesforce => "Salesforce",
            Self::Hubspot => "HubSpot",
            Self::Csv => "CSV",
        }
    }
}

/// A logged call with all that is known of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoggedCall {
    /// Its number.
    pub call: CallNo,
    /// When it began.
    pub at: Time,
    /// The client.
    pub client: String,
    /// With whom; may be empty.
    pub person: String,
    /// The row it was logged on.
    pub item: Option<ItemNo>,
    /// How it ended.
    pub outcome: CallOutcome,
    /// Whole minutes; unknown is `None`.
    pub minutes: Option<u32>,
    /// Which try of a chase.
    pub attempt: Option<u32>,
    /// The next date that was set.
    pub next: Option<Time>,
    /// What was said; may be empty.
    pub notes: String,
    /// The name that Salesforce has for what it was about, where the row came from there.
    pub salesforce_id: Option<String>,
}

/// Whether a text is an id of Salesforce: 15 or 18 letters and digits.
#[must_use]
pub fn is_salesforce_id(text: &str) -> bool {
    matches!(text.len(), 15 | 18) && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_note_says_how_often_it_was_tried_and_promises_no_more_calls() {
        let settings = Settings {
            rep: "Robin".to_owned(),
            ..Settings::default()
        };
        let note = closing_note("Ines Weber", 5, &settings);
        assert!(
            note.starts_with("Hello Ines Weber,\n\nI have tried 5 times"),
            "{note}"
        );
        assert!(
            note.contains("will not call again") && note.ends_with("\n\nRobin"),
            "{note}"
        );
        let bare = closing_note("", 1, &Settings::default());
        assert!(bare.starts_with("Hello,\n\nI have tried to reach you"), "{bare}");
        assert!(bare.ends_with("I am there."), "{bare}");
    }

    #[test]
    fn an_id_of_salesforce_has_fifteen_or_eighteen_letters_and_digits() {
        assert!(is_salesforce_id("0065g00000XyZaB") && is_salesforce_id("0065g00000XyZaBAAZ"));
        assert!(!is_salesforce_id("#1001") && !is_salesforce_id("0065g00000XyZ B"));
    }
}
