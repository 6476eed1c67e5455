//! The follow-up of a promise, where both change: who has it, by when, and what an edit makes of it.

use rusqlite::params;

use super::super::Act;
use crate::domain::Time;
use crate::domain::command::Remark;
use crate::domain::handoff::{HandOff, Stage};
use crate::domain::ids::OwnerNo;
use crate::domain::item::Item;
use crate::domain::promise::{Promise, Proof};
use crate::domain::stands_for::StandsFor;
use crate::store::{Result, items, ms, promises};

impl Act<'_> {
    /// A dated promise follows its row to another owner, who takes it for the same date.
    pub(in super::super) fn promise_handed(&self, item: &mut Item, owner: OwnerNo) -> Result<()> {
        let Some(Promise {
            number,
            proof: Proof::Dated { by, .. },
            ..
        }) = self.promise_of(item)?
        else {
            return Ok(());
        };
        self.transaction
            .prepare_cached("UPDATE promises SET owner = ?2 WHERE number = ?1")?
            .execute(params![number.0, owner.0])?;
        self.moment.owe_by(item, by);
        Ok(())
    }

    /// The owner of a dated promise has named a date: it is the promise's, and one after the client's is said.
    pub(in super::super) fn promise_acknowledged(&mut self, item: &Item, by: Time) -> Result<()> {
        let Some(mut promise) = self.promise_of(item)? else {
            return Ok(());
        };
        let Proof::Dated {
            by: given,
            owner_name,
            ..
        } = &mut promise.proof
        else {
            return Ok(());
        };
        *given = by;
        let owner = owner_name.clone();
        self.transaction
            .prepare_cached("UPDATE promises SET owner_by = ?2 WHERE number = ?1")?
            .execute(params![promise.number.0, ms(by)])?;
        if promise.owner_is_too_late() {
            self.remark = Some(Remark::Words(format!(
                "{} was promised it by {}, before {owner} has it: move the date, and tell them",
                promise.client,
                self.date(promise.due_at)
            )));
        }
        Ok(())
    }

    /// The promise for which an item stands, if it does.
    pub(super) fn promise_of(&self, item: &Item) -> Result<Option<Promise>> {
        match crate::store::stands_for::of(self.transaction, item)? {
            Some(StandsFor::Promise(_)) => promises::find(self.transaction, item.number),
            Some(
                StandsFor::Check(_)
                | StandsFor::Outcome(_)
                | StandsFor::Deal(_)
                | StandsFor::Need(_)
                | StandsFor::Ask(_),
            )
            | None => Ok(None),
        }
    }

    /// What an edit makes of the follow-up: its words, its date, and who has it.
    pub(super) fn change_follow_up(&mut self, before: &Promise, promise: &Promise) -> Result<()> {
        if promise.due_at != before.due_at {
            let wakes = self.moment.promise_wakes(promise.due_at);
            self.move_follow_up(promise.item, wakes, promise.due_at)?;
        }
        let mut item = items::load(self.transaction, promise.item)?;
        promise.what.clone_into(&mut item.subject);
        if promise.to_whom != before.to_whom {
            item.contact = Some(promise.to_whom.clone()).filter(|name| !name.is_empty());
        }
        let ended = match (&before.proof, &promise.proof) {
            (_, Proof::Dated { owner, .. }) if item.hand_off().is_none_or(|with| with.owner != *owner) => {
                return self.hand_to_promised_owner(item, promise).map(drop);
            }
            (Proof::Dated { by: old, .. }, Proof::Dated { by, .. }) if old != by => {
                self.moment.owe_by(&mut item, *by);
                None
            }
            // It is there: whoever was to make it has made it.
            (Proof::Dated { owner, .. }, Proof::Real { .. }) => {
                self.take_from(&mut item, *owner, Stage::Done)?
            }
            (Proof::Dated { owner, .. }, Proof::Sponsored { .. }) => {
                self.take_from(&mut item, *owner, Stage::Recalled)?
            }
            (Proof::Real { .. } | Proof::Dated { .. } | Proof::Sponsored { .. }, _) => None,
        };
        items::save_turn(self.transaction, &item, ended.as_ref())?;
        self.touch(promise.item);
        Ok(())
    }

    /// Ends the hand-off by which an owner had a promise that is dated no more; the row sleeps until its date again.
    fn take_from(&self, item: &mut Item, owner: OwnerNo, stage: Stage) -> Result<Option<HandOff>> {
        let has = item.hand_off().is_some_and(|with| with.owner == owner);
        if !has {
            return Ok(None);
        }
        let ended = self.moment.come_back(item, stage, "")?;
        self.moment.rest(item);
        Ok(ended)
    }

    /// Hands the follow-up of a dated promise to its owner, for the date given. The name comes back; `None` for a promise
    /// that nobody here has to keep.
    pub(super) fn hand_to_promised_owner(
        &mut self,
        mut item: Item,
        promise: &Promise,
    ) -> Result<Option<String>> {
        let Proof::Dated { owner, by, .. } = &promise.proof else {
            return Ok(None);
        };
        let owner = self.owner(*owner)?;
        if owner.is_away(self.moment.now) && self.remark.is_none() {
            let back = owner.away_until.map(|until| self.date(until));
            self.remark = back.map(|back| Remark::Words(format!("{} is away until {back}", owner.name)));
        }
        let text = self.brief(&item, &owner, None)?;
        let ended = self.moment.hand_off(&mut item, &owner, text)?;
        self.moment.owe_by(&mut item, *by);
        items::save_turn(self.transaction, &item, ended.as_ref())?;
        self.touch(item.number);
        Ok(Some(owner.name))
    }
}
