//! Commands on promises: made with their proof, re-dated, kept, broken or released, always with their follow-up.

mod follow_up;
mod rows;

use rusqlite::params;

use super::Act;
use super::stands_for::FollowUp;
use crate::domain::clean;
use crate::domain::command::Remark;
use crate::domain::handoff::Stage;
use crate::domain::ids::{AccountNo, ItemNo, PromiseNo};
use crate::domain::item::Item;
use crate::domain::life::Refusal;
use crate::domain::promise::{
    Promise, PromiseCommand, PromiseDraft, PromiseEdit, PromiseEnd, PromiseState, Proof, Stated,
};
use crate::domain::{Time, say};
use crate::store::{Result, StoreError, accounts, items, ms, promises};

impl Act<'_> {
    /// Does a command on promises; the words come back.
    pub(super) fn promise(&mut self, command: &PromiseCommand) -> Result<String> {
        match command {
            PromiseCommand::Make(draft) => self.make_promise(draft),
            PromiseCommand::Edit { item, edit } => self.edit_promise(*item, edit),
            PromiseCommand::End { item, end } => self.end_promise(*item, end),
        }
    }

    fn make_promise(&mut self, draft: &PromiseDraft) -> Result<String> {
        let (account, client, made) = accounts::resolve(self.transaction, &draft.account, self.moment.now)?;
        let about = draft
            .about
            .map(|about| self.row_it_is_about(about, account, &client))
            .transpose()?;
        let proof = self.known(&draft.proof)?;
        self.moment.may_promise(draft.due, &proof)?;
        let to_whom = clean::line(&draft.to_whom, clean::NAME);
        let item = self.follow_up(FollowUp {
            source: "promise",
            account: (account, &client),
            contact: Some(to_whom.clone()).filter(|name| !name.is_empty()),
            subject: draft.what.as_str(),
            due: self.moment.promise_wakes(draft.due),
            client_due: draft.due,
        })?;
        let promise = Promise {
            number: PromiseNo(0),
            item: item.number,
            account,
            client,
            about,
            to_whom,
            what: item.subject.clone(),
            made_at: self.moment.now,
            due_at: draft.due,
            first_due_at: draft.due,
            proof,
            ended: None,
        };
        self.insert_promise(&promise)?;
        let mut said = format!(
            "{} {}: promised by {} ({})",
            promise.item,
            promise.client,
            self.date(promise.due_at),
            promise.proof.basis().as_str()
        );
        if made {
            said = format!("{said}, new account");
        }
        if let Some(name) = self.hand_to_promised_owner(item, &promise)? {
            said = format!("{said}, handed to {name}");
        }
        self.doubt(&promise.proof);
        Ok(said)
    }

    fn edit_promise(&mut self, number: ItemNo, edit: &PromiseEdit) -> Result<String> {
        let before = self.open_promise(number)?;
        let mut promise = before.clone();
        if let Some(what) = &edit.what {
            promise.what = clean::line(what.as_str(), clean::SUBJECT);
        }
        if let Some(to_whom) = &edit.to_whom {
            promise.to_whom = clean::line(to_whom, clean::NAME);
        }
        promise.due_at = edit.due.unwrap_or(promise.due_at);
        if let Some(proof) = &edit.proof {
            promise.proof = self.known(proof)?;
        }
        if promise == before {
            return Err(StoreError::refused(format!(
                "nothing would change on the promise {number}: name what is other now"
            )));
        }
        if promise.due_at != before.due_at {
            self.moment.may_promise(promise.due_at, &promise.proof)?;
        } else if promise.proof != before.proof {
            self.moment.may_rest_on(promise.due_at, &promise.proof)?;
        }
        self.save_promise(&promise)?;
        self.change_follow_up(&before, &promise)?;
        let mut changed = Vec::new();
        if promise.due_at != before.due_at {
            let first = self.date(promise.first_due_at);
            changed.push(format!(
                "now promised by {}, first {first}",
                self.date(promise.due_at)
            ));
        }
        if promise.proof != before.proof {
            changed.push(format!("now {}", promise.proof.basis().as_str()));
            self.doubt(&promise.proof);
        }
        if changed.is_empty() {
            changed.push("promise edited".to_owned());
        }
        Ok(format!("{number} {}: {}", promise.client, changed.join(", ")))
    }

    fn end_promise(&mut self, number: ItemNo, end: &PromiseEnd) -> Result<String> {
        let promise = self.open_promise(number)?;
        let said = clean::block(end.said(), clean::NOTE);
        let (stage, told) = match end {
            PromiseEnd::Kept { .. } => (Stage::Done, said.as_str()),
            PromiseEnd::Broken { .. } => (Stage::Recalled, said.as_str()),
            // What the client said is no word to the client.
            PromiseEnd::Released { .. } => (Stage::Recalled, ""),
        };
        self.close_follow_up(number, stage, told)?;
        self.transaction
            .prepare_cached("UPDATE promises SET state = ?2, ended_at = ?3, said = ?4 WHERE number = ?1")?
            .execute(params![
                promise.number.0,
                end.state().as_str(),
                ms(self.moment.now),
                said
            ])?;
        let what = match end.state() {
            PromiseState::Released => "promise released by the client",
            PromiseState::Broken => "promise broken, and the client knows",
            PromiseState::Kept | PromiseState::Open => "promise kept",
        };
        Ok(format!("{number} {}: {what}", promise.client))
    }

    /// Opens a promise again with its row: it was ended too early.
    pub(super) fn reopen_promise(&self, item: &mut Item) -> Result<String> {
        let promise = promises::load(self.transaction, item.number)?;
        let wakes = self.moment.promise_wakes(promise.due_at);
        self.moment.reopen_with_record(item, wakes, promise.due_at)?;
        self.transaction
            .prepare_cached(
                "UPDATE promises SET state = 'open', ended_at = NULL, said = '' WHERE number = ?1",
            )?
            .execute([promise.number.0])?;
        Ok("promise open again".to_owned())
    }

    /// The row that a promise is made on, which must be the client's.
    fn row_it_is_about(&self, about: ItemNo, account: AccountNo, client: &str) -> Result<ItemNo> {
        let item = items::load(self.transaction, about)?;
        if item.account == account {
            return Ok(about);
        }
        Err(StoreError::refused(format!(
            "{about} is {}'s and the promise is made to {client}: name a row of theirs, or none",
            item.account_name
        )))
    }

    /// The proof with the names that the store knows: an owner's as on the card, an approver's likewise.
    fn known(&self, proof: &Proof) -> Result<Proof> {
        Ok(match proof {
            Proof::Real { .. } => proof.clone(),
            Proof::Dated { owner, by, .. } => {
                let owner = self.owner(*owner)?;
                if owner.retired {
                    return Err(StoreError::refused(format!(
                        "{} takes no new work and can't give a date: name another owner",
                        owner.name
                    )));
                }
                Proof::Dated {
                    owner: owner.number,
                    owner_name: owner.name,
                    by: *by,
                }
            }
            Proof::Sponsored {
                approver,
                worth,
                knows,
            } => {
                let typed = approver.as_str().trim_start_matches('@');
                let handle = typed.to_lowercase();
                let named = self.owners.iter().find(|owner| owner.handle == handle);
                let name = named.map_or(typed, |owner| owner.name.as_str());
                Proof::Sponsored {
                    approver: Stated::new(name).unwrap_or_else(|| approver.clone()),
                    worth: *worth,
                    knows: *knows,
                }
            }
        })
    }

    /// Says so when the approver has not the authority that the config gives.
    fn doubt(&mut self, proof: &Proof) {
        let Proof::Sponsored { approver, worth, .. } = proof else {
            return;
        };
        let authority = &self.moment.settings.promises.authority;
        if let Some(doubt) = authority.doubt(approver.as_str(), *worth, &self.owners) {
            self.remark = Some(Remark::Words(doubt));
        }
    }

    fn open_promise(&self, item: ItemNo) -> Result<Promise> {
        let promise = promises::load(self.transaction, item)?;
        match &promise.ended {
            None => Ok(promise),
            Some(_) => Err(Refusal::Closed(item).into()),
        }
    }

    pub(super) fn date(&self, at: Time) -> String {
        say::long(at, self.moment.now, self.calendar())
    }
}

#[cfg(test)]
mod tests;
