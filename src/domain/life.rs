//! An item's life: what each command makes of an item. Every rule of who may do what to which item is here.

use super::Time;
use super::clock::Moment;
use super::handoff::{HandOff, Stage};
use super::ids::HandOffNo;
use super::item::{Closed, Cue, Ending, Item, Open, Play, Reason, Standing};
use super::owner::Owner;
use super::stands_for::StandsFor;

/// Why a command does not apply to an item, in words for the rep.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[expect(missing_docs, reason = "each message says what it is")]
pub enum Refusal {
    #[error("{0} is closed; reopen it first")]
    Closed(super::ids::ItemNo),
    #[error("{0} is open already")]
    Open(super::ids::ItemNo),
    #[error("{item} is already with {owner}: nudge, hand to another, escalate, or note the answer")]
    With { item: super::ids::ItemNo, owner: String },
    #[error("nobody has {0}; hand it off first")]
    NobodyHas(super::ids::ItemNo),
    #[error("{0} can't go to {1}, who takes no new work; pick another owner")]
    Retired(super::ids::ItemNo, String),
    #[error("{item} has nobody to escalate to: name one on {owner}'s card")]
    NobodyAbove { item: super::ids::ItemNo, owner: String },
    #[error("{0} was never handed off: closing it is first chair and takes a reason")]
    NeedsReason(super::ids::ItemNo),
    #[error("a snooze of {0} must end in the future")]
    PastSnooze(super::ids::ItemNo),
    #[error("the client clock of {0} must be set in the future")]
    PastClock(super::ids::ItemNo),
    #[error("{0} would go to nobody: pick an owner, or name a default for its kind")]
    NoOwner(super::ids::ItemNo),
    #[error("{0} stands for {a}: {by}", a = .1.a_record(), by = .1.ends_by())]
    StandsFor(super::ids::ItemNo, StandsFor),
    #[error("{0} stood for {a} that has ended: make a new one", a = .1.a_record())]
    Ended(super::ids::ItemNo, StandsFor),
    #[error("{item} stands for {a}: its {what} is changed on the {w} itself", a = .record.a_record(), w = .record.word())]
    OfTheRecord {
        item: super::ids::ItemNo,
        record: StandsFor,
        what: &'static str,
    },
}

/// What a command made of an item: the hand-off that ended by it, if one did. A hand-off that began stands in the
/// item itself, with number 0 until the store gives it one.
pub type Turned = Result<Option<HandOff>, Refusal>;

/// The number of a hand-off that the store has not numbered yet.
pub const UNNUMBERED: HandOffNo = HandOffNo(0);

impl Moment<'_> {
    /// Gives the item to an owner; an open hand-off is recalled first.
    ///
    /// # Errors
    /// When the item is closed, already with that owner, or the owner has left.
    pub fn hand_off(&self, item: &mut Item, owner: &Owner, brief: String) -> Turned {
        let number = item.number;
        if owner.retired {
            return Err(Refusal::Retired(number, owner.name.clone()));
        }
        let open = opened(item)?;
        if let Play::Owner(current) = &open.play
            && current.owner == owner.number
        {
            return Err(Refusal::With {
                item: number,
                owner: owner.name.clone(),
            });
        }
        let ended = self.end_hand_off(open, Stage::Recalled);
        open.play = Play::Owner(HandOff {
            number: UNNUMBERED,
            item: number,
            owner: owner.number,
            owner_name: owner.name.clone(),
            instead_of: None,
            stage: Stage::Offered,
            brief,
            given_at: self.now,
            owner_due: self.owner_clock(owner),
            last_word_at: self.now,
            acknowledged_at: None,
            nudges: 0,
            told_at: None,
            ended_at: None,
            answer: String::new(),
        });
        open.snoozed_until = None;
        self.rewake(open);
        Ok(ended)
    }

    /// The owner has it, and says by when, or not.
    ///
    /// # Errors
    /// When the item is closed or nobody has it.
    pub fn acknowledge(&self, item: &mut Item, owner: &Owner, by: Option<Time>, words: &str) -> Turned {
        let (open, mut hand_off) = with_owner(item)?;
        hand_off.stage = Stage::Acknowledged;
        hand_off.acknowledged_at = hand_off.acknowledged_at.or(Some(self.now));
        hand_off.last_word_at = self.now;
        hand_off.owner_due = by.unwrap_or_else(|| self.owner_clock(owner));
        // An answer is proof that the brief arrived, however it got there.
        hand_off.told_at = hand_off.told_at.or(Some(self.now));
        words.clone_into(&mut hand_off.answer);
        open.play = Play::Owner(hand_off.clone());
        self.rewake(open);
        Ok(None)
    }

    /// The owner is done, gave it back, or the rep takes it back: the item is in front of the rep at once.
    ///
    /// # Errors
    /// When the item is closed or nobody has it.
    pub fn come_back(&self, item: &mut Item, stage: Stage, words: &str) -> Turned {
        let (open, _) = with_owner(item)?;
        let mut ended = self.end_hand_off(open, stage);
        if let Some(hand_off) = &mut ended
            && stage != Stage::Recalled
        {
            words.clone_into(&mut hand_off.answer);
            hand_off.last_word_at = self.now;
            hand_off.told_at = hand_off.told_at.or(Some(self.now));
        }
        open.standing_cue = match stage {
            Stage::Done => Cue::OwnerDone,
            Stage::Returned => Cue::Returned,
            // Nothing came from the owner: it is in front of the rep for what it was before it was given.
            Stage::Recalled | Stage::Offered | Stage::Acknowledged => open.standing_cue,
        };
        open.snoozed_until = None;
        self.rewake(open);
        Ok(ended)
    }

    /// Chases the owner; the owner clock starts again. Silence goes on: it is counted from the owner's last word.
    ///
    /// # Errors
    /// When the item is closed or nobody has it.
    pub fn nudge(&self, item: &mut Item, owner: &Owner) -> Turned {
        let (open, mut hand_off) = with_owner(item)?;
        hand_off.nudges += 1;
        hand_off.owner_due = self.owner_clock(owner);
        open.play = Play::Owner(hand_off.clone());
        self.rewake(open);
        Ok(None)
    }

    /// The client was told something and hears again at `next`, else after the default.
    ///
    /// # Errors
    /// When the item is closed, or `next` is past.
    pub fn tell(&self, item: &mut Item, next: Option<Time>) -> Turned {
        let (number, kind, urgent) = (item.number, item.kind, item.urgent);
        let open = opened(item)?;
        if next.is_some_and(|next| next <= self.now) {
            return Err(Refusal::PastClock(number));
        }
        open.client_due = next.unwrap_or_else(|| match open.falls_due {
            // The client already has a date, and expects to hear on it.
            Some(_) if open.client_due > self.now => open.client_due,
            Some(_) | None => self.client_default(kind, urgent, self.now),
        });
        self.rewake(open);
        Ok(None)
    }

    /// Finishes: told, the item closes and an open hand-off counts as done; untold, it stays awake as *owner done*.
    /// The reason is used only where one is needed: for a transaction that nobody was ever handed.
    ///
    /// # Errors
    /// When the item is closed, or is a transaction that was never handed off and no reason is given.
    pub fn finish(
        &self,
        item: &mut Item,
        told: bool,
        ever_handed: bool,
        reason: Option<Reason>,
        minutes: Option<u32>,
    ) -> Turned {
        let (number, transaction) = (item.number, item.kind.is_transaction());
        let open = opened(item)?;
        let kept = match &open.play {
            Play::FirstChair { reason } => Some(*reason),
            Play::Nobody | Play::Owner(_) => None,
        };
        let needed = transaction && !ever_handed;
        let played = kept.or(reason.filter(|_| needed));
        if told && needed && played.is_none() {
            return Err(Refusal::NeedsReason(number));
        }
        let ended = self.end_hand_off(open, Stage::Done);
        if told {
            let reason = if ended.is_some() { None } else { played };
            let minutes = if reason.is_some() { minutes } else { None };
            item.standing = Standing::Closed(Closed {
                at: self.now,
                ending: Ending::Told,
                reason,
                minutes,
            });
        } else {
            if let Some(reason) = played
                && ended.is_none()
            {
                open.play = Play::FirstChair { reason };
            }
            open.standing_cue = Cue::OwnerDone;
            open.snoozed_until = None;
            self.rewake(open);
        }
        Ok(ended)
    }

    /// First chair: the rep keeps it, and says why. It sleeps until the client clock.
    ///
    /// # Errors
    /// When the item is closed.
    pub fn keep(&self, item: &mut Item, reason: Reason) -> Turned {
        let open = opened(item)?;
        let ended = self.end_hand_off(open, Stage::Recalled);
        open.play = Play::FirstChair { reason };
        open.standing_cue = Cue::New;
        open.snoozed_until = None;
        self.rewake(open);
        Ok(ended)
    }

    /// Asleep until then, or new activity.
    ///
    /// # Errors
    /// When the item is closed or the end is not in the future.
    pub fn snooze(&self, item: &mut Item, until: Time) -> Turned {
        let number = item.number;
        let open = opened(item)?;
        if until <= self.now {
            return Err(Refusal::PastSnooze(number));
        }
        open.snoozed_until = Some(until);
        self.rewake(open);
        Ok(None)
    }

    /// Nobody's work. An open hand-off is recalled.
    ///
    /// # Errors
    /// When the item is closed.
    pub fn dismiss(&self, item: &mut Item) -> Turned {
        let open = opened(item)?;
        let ended = self.end_hand_off(open, Stage::Recalled);
        let ending = Ending::Dismissed;
        item.standing = Standing::Closed(Closed {
            at: self.now,
            ending,
            reason: None,
            minutes: None,
        });
        Ok(ended)
    }

    /// Opens a closed item again, in front of the rep, with a fresh client clock.
    ///
    /// # Errors
    /// When it is open.
    pub fn reopen(&self, item: &mut Item) -> Turned {
        if item.open().is_some() {
            return Err(Refusal::Open(item.number));
        }
        let client_due = self.client_default(item.kind, item.urgent, self.now);
        item.standing = Standing::Open(self.arrived(client_due, Cue::New));
        Ok(None)
    }

    /// An open item that nobody has yet, awake now.
    #[must_use]
    pub fn arrived(&self, client_due: Time, cue: Cue) -> Open {
        let wake = super::item::Wake { at: self.now, cue };
        Open {
            client_due,
            play: Play::Nobody,
            snoozed_until: None,
            standing_cue: cue,
            falls_due: None,
            wake,
        }
    }

    /// Something new came in from outside: an open item wakes at once, whatever it slept for.
    pub fn stir(&self, item: &mut Item) {
        if let Standing::Open(open) = &mut item.standing
            && open.wake.at > self.now
        {
            let snoozed = open.snoozed_until.take().is_some();
            let cue = if snoozed { Cue::SnoozeOver } else { Cue::New };
            open.wake = super::item::Wake { at: self.now, cue };
        }
    }

    /// The source reports an open item as finished: an open hand-off is done, and the rep still has to tell the client.
    pub fn finished_at_source(&self, item: &mut Item, how: &str) -> Option<HandOff> {
        let Standing::Open(open) = &mut item.standing else {
            return None;
        };
        let mut ended = self.end_hand_off(open, Stage::Done);
        if let Some(hand_off) = &mut ended {
            how.clone_into(&mut hand_off.answer);
            hand_off.last_word_at = self.now;
        }
        open.standing_cue = Cue::OwnerDone;
        open.snoozed_until = None;
        open.wake = super::item::Wake {
            at: self.now,
            cue: Cue::OwnerDone,
        };
        ended
    }

    /// Computes the wake time anew after the clocks or the play changed.
    pub fn rewake(&self, open: &mut Open) {
        if open.snoozed_until.is_some_and(|until| until <= self.now) {
            open.snoozed_until = None;
        }
        open.wake = self.wake(open);
    }

    pub(super) fn end_hand_off(&self, open: &mut Open, stage: Stage) -> Option<HandOff> {
        match std::mem::replace(&mut open.play, Play::Nobody) {
            Play::Owner(mut hand_off) => {
                hand_off.stage = stage;
                hand_off.ended_at = Some(self.now);
                Some(hand_off)
            }
            Play::Nobody => None,
            first_chair @ Play::FirstChair { .. } => {
                open.play = first_chair;
                None
            }
        }
    }
}

pub(super) fn opened(item: &mut Item) -> Result<&mut Open, Refusal> {
    match &mut item.standing {
        Standing::Open(open) => Ok(open),
        Standing::Closed(_) => Err(Refusal::Closed(item.number)),
    }
}

fn with_owner(item: &mut Item) -> Result<(&mut Open, HandOff), Refusal> {
    let number = item.number;
    let open = opened(item)?;
    match &open.play {
        Play::Owner(hand_off) => {
            let hand_off = hand_off.clone();
            Ok((open, hand_off))
        }
        Play::Nobody | Play::FirstChair { .. } => Err(Refusal::NobodyHas(number)),
    }
}

#[cfg(test)]
mod tests;
