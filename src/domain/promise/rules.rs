//! What a promise may say, and when it wakes.

use super::{Promise, Proof};
use crate::domain::Time;
use crate::domain::clock::Moment;
use crate::domain::item::{Cue, Item, Open, Play, Wake};
use crate::domain::say;

/// Why a promise can't be made or changed like this, in words for the rep.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PromiseRefusal {
    /// Nobody can promise the past.
    #[error("a promise is for a date in the future, and {0} is past")]
    Past(String),
    /// The owner's date is past.
    #[error("{owner} can't have it ready by {by}, which is past: ask for a new date")]
    OwnerPast {
        /// The owner's name.
        owner: String,
        /// The owner's date, in words.
        by: String,
    },
    /// The owner would be ready too late.
    #[error("{owner} has it by {by}, and the client by {due}: get an earlier date, or promise a later one")]
    OwnerAfterClient {
        /// The owner's name.
        owner: String,
        /// The owner's date, in words.
        by: String,
        /// The promised date, in words.
        due: String,
    },
}

impl Moment<'_> {
    /// When a promise for `due` wakes: the lead time before it, in working time.
    #[must_use]
    pub fn promise_wakes(&self, due: Time) -> Wake {
        Wake {
            at: self
                .settings
                .calendar
                .back_hours(due, self.settings.promises.lead_hours),
            cue: Cue::PromiseDue,
        }
    }

    /// Whether a promise for `due` with this proof can be made now.
    ///
    /// # Errors
    /// When a date in it is past, or the owner's comes after the client's.
    pub fn may_promise(&self, due: Time, proof: &Proof) -> Result<(), PromiseRefusal> {
        if due <= self.now {
            return Err(PromiseRefusal::Past(say::long(
                due,
                self.now,
                &self.settings.calendar,
            )));
        }
        self.may_rest_on(due, proof)
    }

    /// Whether a promise for `due` can rest on this proof now.
    ///
    /// # Errors
    /// When an owner's date is past, or comes after the client's.
    pub fn may_rest_on(&self, due: Time, proof: &Proof) -> Result<(), PromiseRefusal> {
        let said = |at| say::long(at, self.now, &self.settings.calendar);
        let Proof::Dated { owner_name, by, .. } = proof else {
            return Ok(());
        };
        let (owner, by_words) = (owner_name.clone(), said(*by));
        if *by <= self.now {
            return Err(PromiseRefusal::OwnerPast { owner, by: by_words });
        }
        if *by > due {
            return Err(PromiseRefusal::OwnerAfterClient {
                owner,
                by: by_words,
                due: said(due),
            });
        }
        Ok(())
    }

    /// The owner of a dated promise owes it by the date given, not by the usual hours. A date that is past leaves the
    /// usual ones.
    pub fn owe_by(&self, item: &mut Item, by: Time) {
        if let crate::domain::item::Standing::Open(open) = &mut item.standing
            && let Open {
                play: Play::Owner(hand_off),
                ..
            } = open
            && by > self.now
        {
            hand_off.owner_due = by;
            self.rewake(open);
        }
    }
}

impl Promise {
    /// Whether the date an owner gave comes after the one that the client was told.
    #[must_use]
    pub fn owner_is_too_late(&self) -> bool {
        matches!(&self.proof, Proof::Dated { by, .. } if *by > self.due_at)
    }
}
