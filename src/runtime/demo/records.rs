//! The client's side of a large store: people, calls, promises, outcomes with their readings, deals with what they need.
//!
//! Each record is made, moved and ended by the command that the rep would have given, at its own moment, so that rows
//! that stand for records, the checks after a signature and the change log are as commands make them. What is still open
//! falls due after now: how many rows are awake is said by the seed alone.

mod deals;
mod errands;

use chrono::Duration;

use super::place::Place;
use crate::domain::Time;

pub(super) use errands::{Errands, Made};

/// How many records of the client's side a seeded store holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Records {
    /// Accounts, each with somebody who is known there; 0 takes as many as the items ask for, and knows nobody.
    pub accounts: usize,
    /// Logged calls.
    pub calls: usize,
    /// Promises.
    pub promises: usize,
    /// Outcomes.
    pub outcomes: usize,
    /// Readings of each outcome.
    pub readings: usize,
    /// Deals.
    pub deals: usize,
}

/// So many days before a promise's date it is ended.
const ENDED_BEFORE: i64 = 2;
/// A promise is made so many days before its date, and one in [`FAR`] for a date after now.
const PROMISED_FOR: i64 = 12;
const FAR: usize = 6;
/// The latest readings were taken within so many days.
const READ_WITHIN: i64 = 20;
/// One outcome in so many has ended.
const OUTCOME_ENDED: usize = 25;
/// So many days after it was entered a deal is won or lost.
const DEAL_LASTS: i64 = 10;
/// So many days after a signature the client is looked at: two more than the check is for, since one may be a Sunday.
const CHECKED: [i64; 4] = [9, 32, 62, 92];

/// What a rep does with a record. Numbers count the records of a kind from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Errand {
    /// Somebody at an account is entered.
    Person(usize),
    Call(usize),
    Promise(usize),
    EndPromise(usize),
    Outcome(usize),
    /// The how manieth reading of an outcome.
    Reading(usize, usize),
    EndOutcome(usize),
    Deal(usize),
    /// The steps of a deal.
    Needs(usize),
    /// Another close date.
    Redate(usize),
    /// Something given, and every other time something got for it.
    Concede(usize),
    EndDeal(usize),
    /// The next check after a signature is found fine.
    Check(usize),
}

/// What becomes of a deal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    Open,
    Won,
    Lost,
}

impl Records {
    /// What becomes of a deal: two in ten are won and one is lost.
    pub(super) const fn fate(deal: usize) -> Fate {
        match deal % 10 {
            7 | 8 => Fate::Won,
            9 => Fate::Lost,
            _ => Fate::Open,
        }
    }

    /// Whether an outcome has been reached by now.
    pub(super) const fn outcome_ends(outcome: usize) -> bool {
        outcome % OUTCOME_ENDED == OUTCOME_ENDED - 1
    }

    /// Everything that is done with the records, from a moment to now, each at its own moment.
    pub(super) fn errands(self, starts: Time, place: Place<'_>) -> Vec<(Time, Errand)> {
        let mut year = Year {
            starts,
            place,
            latest: place.back(0.0),
            errands: Vec::new(),
        };
        for person in 0..self.accounts {
            year.add(starts, Errand::Person(person));
        }
        for call in 0..self.calls {
            year.add(year.moment(call, self.calls), Errand::Call(call));
        }
        for promise in 0..self.promises {
            let made = year.moment(promise, self.promises);
            year.add(made, Errand::Promise(promise));
            if let Some(end) = year.promise_ends(promise, made) {
                year.add(end, Errand::EndPromise(promise));
            }
        }
        self.outcomes(&mut year);
        self.deals(&mut year);
        year.errands
    }

    fn outcomes(self, year: &mut Year<'_>) {
        for outcome in 0..self.outcomes {
            // Within the first half, so that there is time for readings.
            let made = year.moment(outcome, self.outcomes * 2);
            year.add(made, Errand::Outcome(outcome));
            let read = year.place.now - Duration::days(days(outcome) % READ_WITHIN) - Duration::hours(2);
            let latest = read.max(made + (year.place.now - made) / 2);
            let apart = (latest - made) / i32::try_from(self.readings.max(1)).unwrap_or(i32::MAX);
            for reading in 0..self.readings {
                let nth = i32::try_from(reading + 1).unwrap_or(i32::MAX);
                year.add(made + apart * nth, Errand::Reading(outcome, reading));
            }
            if Self::outcome_ends(outcome) {
                year.add(latest + Duration::minutes(30), Errand::EndOutcome(outcome));
            }
        }
    }

    fn deals(self, year: &mut Year<'_>) {
        for deal in 0..self.deals {
            let made = year.moment(deal, self.deals);
            let after = |days: i64| made + Duration::days(days);
            year.add(made, Errand::Deal(deal));
            year.add(after(1), Errand::Needs(deal));
            if deal.is_multiple_of(3) {
                year.add(after(3), Errand::Redate(deal));
            }
            if deal.is_multiple_of(4) {
                year.add(after(5), Errand::Concede(deal));
            }
            let ends = after(DEAL_LASTS);
            if Self::fate(deal) == Fate::Open || ends > year.place.now {
                continue;
            }
            year.add(ends, Errand::EndDeal(deal));
            if Self::fate(deal) == Fate::Won {
                for days in CHECKED {
                    year.add(ends + Duration::days(days), Errand::Check(deal));
                }
            }
        }
    }
}

/// The time over which the records were made.
struct Year<'a> {
    starts: Time,
    place: Place<'a>,
    /// The last working moment.
    latest: Time,
    errands: Vec<(Time, Errand)>,
}

impl Year<'_> {
    /// The moment of the n-th of so many.
    fn moment(&self, nth: usize, of: usize) -> Time {
        let whole = (self.place.now - self.starts).num_minutes();
        self.starts + Duration::minutes(whole.saturating_mul(days(nth)) / days(of).max(1))
    }

    /// Adds what is done by now, at the next working moment, or at the last one before now.
    fn add(&mut self, at: Time, errand: Errand) {
        if at < self.place.now {
            let worked = self.place.after(at, 0.0).min(self.latest);
            self.errands.push((worked, errand));
        }
    }

    /// When a promise ends; `None` while it is open.
    fn promise_ends(&self, promise: usize, made: Time) -> Option<Time> {
        let due = promise_due(promise, made, self.place);
        (due < self.place.now).then(|| due - Duration::days(ENDED_BEFORE))
    }
}

/// By when something was promised: a past date for what has ended, else one well after now.
fn promise_due(promise: usize, made: Time, place: Place<'_>) -> Time {
    let due = made + Duration::days(PROMISED_FOR);
    if promise.is_multiple_of(FAR) || due >= place.now {
        place.now + Duration::days(5 + days(promise) % 120)
    } else {
        due
    }
}

/// A count as whole days.
fn days(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
