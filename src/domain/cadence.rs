//! Cadences: what follows a call by how it ended: the next step, after how much working time, how many tries in all,
//! in which hours of the day. A *chase* is the tries that have not reached a client yet; a connected call ends it.

use std::collections::BTreeMap;

use chrono::NaiveTime;

use super::Time;
use super::ids::{AccountNo, ItemNo};
use super::item::Kind;
use super::settings::CallOutcome;
use super::worktime::Calendar;

/// What follows a call that ended in some way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cadence {
    /// What is to be done next, in a few words: `call back`.
    pub step: String,
    /// Working hours until then; `None` proposes no next call.
    pub after: Option<u32>,
    /// How many tries a chase has; `None` gives it no end.
    pub tries: Option<u32>,
    /// Only between these times of the day, in the rep's zone; `None` for any working hour.
    pub hours: Option<(NaiveTime, NaiveTime)>,
}

/// The cadences of every outcome; a kind of item may have its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cadences {
    /// One for each outcome.
    pub outcomes: BTreeMap<CallOutcome, Cadence>,
    /// Where the calls are about an item of this kind: stands before that of the outcome alone.
    pub kinds: BTreeMap<(Kind, CallOutcome), Cadence>,
}

impl Default for Cadences {
    fn default() -> Self {
        let cadence = |outcome, step: &str, after, tries| {
            let step = step.to_owned();
            let cadence = Cadence {
                step,
                after,
                tries,
                hours: None,
            };
            (outcome, cadence)
        };
        Self {
            outcomes: BTreeMap::from([
                cadence(CallOutcome::Connected, "call back", None, None),
                cadence(CallOutcome::Voicemail, "call back", Some(16), Some(5)),
                cadence(CallOutcome::LeftMessage, "call back", Some(16), Some(5)),
                cadence(CallOutcome::NoAnswer, "call back", Some(4), Some(5)),
                cadence(CallOutcome::Busy, "call back", Some(1), Some(5)),
                // There is nothing to try again on a number that is not theirs.
                cadence(CallOutcome::WrongNumber, "find the right number", None, Some(1)),
            ]),
            kinds: BTreeMap::new(),
        }
    }
}

impl Cadences {
    /// What follows a call about an item of that kind.
    #[must_use]
    pub fn of(&self, kind: Kind, outcome: CallOutcome) -> Option<&Cadence> {
        self.kinds
            .get(&(kind, outcome))
            .or_else(|| self.outcomes.get(&outcome))
    }
}

impl Cadence {
    /// When the next call is proposed: after so much working time, then at the first moment of working time that lies
    /// within the cadence's hours. Hours in which nobody ever works are left out of account.
    #[must_use]
    pub fn next(&self, now: Time, calendar: &Calendar) -> Option<Time> {
        let at = calendar.add_hours(now, self.after?);
        let within = self.hours.and_then(|hours| calendar.next_within(at, hours));
        Some(within.unwrap_or(at))
    }
}

/// The tries so far to reach a client who has not been reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Chase {
    /// The follow-up as which it goes on, if there is one yet.
    pub callback: Option<ItemNo>,
    /// Tries so far.
    pub tries: u32,
    /// What the calls are about: decides which cadence holds.
    pub kind: Kind,
}

impl Chase {
    /// Nobody has tried yet.
    #[must_use]
    pub const fn fresh(kind: Kind) -> Self {
        Self {
            callback: None,
            tries: 0,
            kind,
        }
    }

    /// One more call, and what follows it.
    #[must_use]
    pub fn try_that_ended(
        &self,
        outcome: CallOutcome,
        cadences: &Cadences,
        now: Time,
        calendar: &Calendar,
    ) -> Try {
        let cadence = cadences.of(self.kind, outcome);
        let mut made = Try {
            number: self.tries.saturating_add(1),
            of: cadence.and_then(|cadence| cadence.tries),
            reached: outcome.reached(),
            step: cadence.map_or_else(String::new, |cadence| cadence.step.clone()),
            next: None,
        };
        if !made.is_last() {
            made.next = cadence.and_then(|cadence| cadence.next(now, calendar));
        }
        made
    }
}

/// A call as part of a chase, and what the cadence makes of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Try {
    /// Which one it is: 1 for the first.
    pub number: u32,
    /// How many there are to be; `None` for no end.
    pub of: Option<u32>,
    /// Whether the client was reached.
    pub reached: bool,
    /// What is to be done next.
    pub step: String,
    /// When the next call is proposed; none after the last.
    pub next: Option<Time>,
}

impl Try {
    /// Whether the chase has had all its tries without reaching anybody.
    #[must_use]
    pub fn is_last(&self) -> bool {
        !self.reached && self.of.is_some_and(|of| self.number >= of)
    }

    /// `try 3 of 5`, `try 6, planned were 5`, `try 2`.
    #[must_use]
    pub fn words(&self) -> String {
        tried(self.number, self.of)
    }
}

/// A try by its number, of so many.
#[must_use]
pub fn tried(number: u32, of: Option<u32>) -> String {
    match of {
        Some(of) if number <= of => format!("try {number} of {of}"),
        Some(of) => format!("try {number}, {of} planned"),
        None => format!("try {number}"),
    }
}

/// A chase whose last try has been made: *Next!*
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChaseOver {
    /// The client nobody reached.
    pub account: AccountNo,
    /// Their name.
    pub client: String,
    /// How often it was tried.
    pub tries: u32,
}

#[cfg(test)]
mod tests;
