//! Follow-ups that stand for a record: a promise, a check, an outcome, a deal, what a deal needs, an ask.
//!
//! Whatever falls due arrives in the one inbox, so each such record has a follow-up of its own in the items, whose source
//! names the kind of record. The record is open exactly when its follow-up is: every command that ends or reopens one
//! does both. The follow-up sleeps until the record falls due; handed to an owner or kept, it wakes then all the same.

use super::Time;
use super::clock::Moment;
use super::handoff::Stage;
use super::ids::{AskNo, CheckNo, DealNo, NeedNo, OutcomeNo, PromiseNo};
use super::item::{Closed, Ending, Item, Open, Play, Standing, Wake};
use super::life::{Refusal, Turned, opened};

/// The record that a follow-up stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StandsFor {
    /// What the rep told a client, until it is kept, broken or released.
    Promise(PromiseNo),
    /// A look at a client after a signature.
    Check(CheckNo),
    /// What the client bought the thing for.
    Outcome(OutcomeNo),
    /// A deal.
    Deal(DealNo),
    /// What a deal needs of somebody.
    Need(NeedNo),
    /// An ask to an executive or to marketing.
    Ask(AskNo),
}

impl StandsFor {
    /// Every source that such a follow-up may name. No export may be called by one of these.
    pub const SOURCES: [&'static str; 6] = ["promise", "check", "outcome", "deal", "need", "ask"];

    /// The record of that number for a follow-up of that source; `None` for a source that stands for nothing.
    #[must_use]
    pub fn of(source: &str, number: i64) -> Option<Self> {
        Some(match source {
            "promise" => Self::Promise(PromiseNo(number)),
            "check" => Self::Check(CheckNo(number)),
            "outcome" => Self::Outcome(OutcomeNo(number)),
            "deal" => Self::Deal(DealNo(number)),
            "need" => Self::Need(NeedNo(number)),
            "ask" => Self::Ask(AskNo(number)),
            _ => return None,
        })
    }

    /// The word for the kind of record: the source of its follow-up.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Promise(_) => "promise",
            Self::Check(_) => "check",
            Self::Outcome(_) => "outcome",
            Self::Deal(_) => "deal",
            Self::Need(_) => "need",
            Self::Ask(_) => "ask",
        }
    }

    /// The kind of record in a sentence: `a promise`, `an ask`.
    #[must_use]
    pub const fn a_record(self) -> &'static str {
        match self {
            Self::Promise(_) => "a promise",
            Self::Check(_) => "a check",
            Self::Outcome(_) => "an outcome",
            Self::Deal(_) => "a deal",
            Self::Need(_) => "what a deal needs",
            Self::Ask(_) => "an ask",
        }
    }

    /// Whether the record has a question of its own that ends it. The others end as any row does, when the client has
    /// been told.
    #[must_use]
    pub const fn has_its_own_end(self) -> bool {
        match self {
            Self::Promise(_) | Self::Check(_) | Self::Outcome(_) | Self::Deal(_) | Self::Ask(_) => true,
            Self::Need(_) => false,
        }
    }

    /// What ends it, in words that follow a colon.
    #[must_use]
    pub const fn ends_by(self) -> &'static str {
        match self {
            Self::Promise(_) => "say whether it was kept, broken or released by the client",
            Self::Check(_) => "say how the client is: fine, a problem, or an opportunity",
            Self::Outcome(_) => "note a reading, or say that it was reached or given up",
            Self::Deal(_) => "name its next date or step, or say that it was won or lost",
            Self::Ask(_) => "say what came of it",
            Self::Need(_) => "finish it, or recall it first if somebody has it",
        }
    }
}

impl Moment<'_> {
    /// The open half of a follow-up that begins to stand for a record: with nobody, asleep until the record falls due.
    /// One that has fallen due already is awake.
    #[must_use]
    pub fn standing_for(&self, due: Wake, client_due: Time) -> Open {
        let mut open = self.arrived(client_due, due.cue);
        open.falls_due = Some(due);
        self.rewake(&mut open);
        open
    }

    /// Moves the date on which the record falls due, and the client clock with it. A snooze ends; whoever plays the row
    /// goes on playing it.
    ///
    /// # Errors
    /// When the item is closed.
    pub fn fall_due(&self, item: &mut Item, due: Wake, client_due: Time) -> Turned {
        let open = opened(item)?;
        open.client_due = client_due;
        open.falls_due = Some(due);
        open.snoozed_until = None;
        // What came back from its owner stays in front of the rep until the rep has dealt with it.
        if open.standing_cue.is_a_date() {
            open.standing_cue = due.cue;
        }
        self.rewake(open);
        Ok(None)
    }

    /// Nobody has the row any more, and nothing came back that the rep would have to deal with: it sleeps until the record
    /// falls due.
    pub fn rest(&self, item: &mut Item) {
        if let Standing::Open(open) = &mut item.standing
            && let Some(due) = open.falls_due
            && matches!(open.play, Play::Nobody)
        {
            open.standing_cue = due.cue;
            self.rewake(open);
        }
    }

    /// Closes the follow-up of a record that has ended. An open hand-off ends as `stage` says: *done* when the owner did
    /// the part, *recalled* when there is nothing left to do.
    ///
    /// # Errors
    /// When the item is closed.
    pub fn end_with_record(&self, item: &mut Item, stage: Stage) -> Turned {
        let open = opened(item)?;
        let ended = self.end_hand_off(open, stage);
        let reason = match &open.play {
            Play::FirstChair { reason } => Some(*reason),
            Play::Nobody | Play::Owner(_) => None,
        };
        item.standing = Standing::Closed(Closed {
            at: self.now,
            ending: Ending::Told,
            reason,
            minutes: None,
        });
        Ok(ended)
    }

    /// Opens the follow-up of a record again that was ended too early.
    ///
    /// # Errors
    /// When the item is open.
    pub fn reopen_with_record(&self, item: &mut Item, due: Wake, client_due: Time) -> Turned {
        if item.open().is_some() {
            return Err(Refusal::Open(item.number));
        }
        item.standing = Standing::Open(self.standing_for(due, client_due));
        Ok(None)
    }
}

#[cfg(test)]
mod tests;
