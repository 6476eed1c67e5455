//! Commands on asks: made with their hand-off, changed, and ended with what came of them.

use super::Act;
use super::items::Turn;
use crate::domain::ask::budget::Budget;
use crate::domain::ask::command::{AskCommand, AskDraft, AskEdit};
use crate::domain::ask::{Ask, AskEnd, AskState, AskWords};
use crate::domain::clean;
use crate::domain::command::{Recipient, Remark};
use crate::domain::draft::ItemDraft;
use crate::domain::handoff::Stage;
use crate::domain::ids::{AccountNo, AskNo, EventNo, ItemNo};
use crate::domain::item::{Cue, Item, Kind, Play, Standing};
use crate::domain::life::Refusal;
use crate::domain::owner::{Load, Owner};
use crate::store::{Result, StoreError, accounts, asks, events, items};

/// The source of an ask's follow-up.
const SOURCE: &str = "ask";

impl Act<'_> {
    /// Does a command on asks or events; the words come back.
    pub(super) fn ask(&mut self, command: &AskCommand) -> Result<String> {
        match command {
            AskCommand::Make(draft) => self.make_ask(draft),
            AskCommand::Edit { item, edit } => self.edit_ask(*item, edit),
            AskCommand::End { item, end, words } => self.end_ask(*item, *end, words),
            AskCommand::AddEvent(draft) => self.add_event(draft),
            AskCommand::EditEvent { event, edit } => self.edit_event(*event, edit),
            AskCommand::Invite {
                event,
                account,
                person,
                by,
                state,
            } => self.invite(*event, account, (*person, *by, *state)),
        }
    }

    fn make_ask(&mut self, draft: &AskDraft) -> Result<String> {
        let now = self.moment.now;
        let owner = self.who_is_asked(draft)?;
        let (account, client, made) = accounts::resolve(self.transaction, &draft.account, now)?;
        if let Some(about) = draft.about {
            self.is_theirs(about, account, &client)?;
        }
        let event = self.event_of(draft.event)?;
        let follow_up = ItemDraft {
            kind: Kind::FollowUp,
            account: client.clone(),
            subject: draft.ideal_result.as_str().to_owned(),
            words: String::new(),
            client_due: None,
            urgent: false,
            value: None,
            owner: None,
        };
        let mut item = self.make(&follow_up, SOURCE, Cue::New)?;
        item.contact = asks::contact(self.transaction, draft.about, account)?;
        let mut ask = Ask {
            number: AskNo(0),
            item: item.number,
            account,
            client,
            contact: item.contact.clone(),
            about: draft.about,
            owner: owner.number,
            owner_name: owner.name.clone(),
            part: owner.part,
            event,
            at: now,
            words: AskWords {
                why: draft.why.as_str().to_owned(),
                common_ground: clean::block(&draft.common_ground, clean::NOTE),
                ideal_result: item.subject.clone(),
                draft: String::new(),
            },
            state: AskState::Asked(now),
            answer: String::new(),
        };
        ask.words.draft = self.drafted(&ask, draft.draft.as_deref())?;
        ask.number = asks::insert(self.transaction, &ask)?;
        self.bring(&ask, &draft.invites)?;
        self.hand_ask(&ask, &mut item)?;
        self.budget(&owner)?;
        let mut said = format!(
            "{} {}: asked {} for {}",
            ask.item, ask.client, ask.owner_name, ask.words.ideal_result
        );
        if made {
            said = format!("{said}, new account");
        }
        Ok(said)
    }

    /// Who is asked: somebody who takes work, and whose part it is to be asked.
    fn who_is_asked(&self, draft: &AskDraft) -> Result<Owner> {
        let owner = self.owner(draft.to)?;
        if owner.retired {
            return Err(StoreError::refused(format!(
                "{} takes no new work and can't be asked: ask somebody else",
                owner.name
            )));
        }
        if !owner.part.is_asked() {
            return Err(StoreError::refused(format!(
                "{0} is no executive and not marketing: hand it off instead, or say so first with `downbeat owner edit {1} \
                 --part executive`",
                owner.name, owner.handle
            )));
        }
        Ok(owner)
    }

    /// The row that an ask is made on must be the client's.
    fn is_theirs(&self, about: ItemNo, account: AccountNo, client: &str) -> Result<()> {
        let item = items::load(self.transaction, about)?;
        if item.account == account {
            return Ok(());
        }
        Err(StoreError::refused(format!(
            "{about} is {}'s and the ask is for {client}: name a row of theirs, or none",
            item.account_name
        )))
    }

    fn event_of(&self, event: Option<EventNo>) -> Result<Option<(EventNo, String)>> {
        event
            .map(|event| Ok((event, events::load(self.transaction, event)?.name)))
            .transpose()
    }

    /// The draft as it was written, else as the template makes it.
    fn drafted(&self, ask: &Ask, written: Option<&str>) -> Result<String> {
        let written = written
            .map(|text| clean::block(text, clean::NOTE))
            .filter(|text| !text.is_empty());
        if let Some(written) = written {
            return Ok(written);
        }
        let settings = self.moment.settings;
        let event = asks::introduced(self.transaction, ask)?;
        Ok(ask.drafted(event.as_deref(), &settings.rep, &settings.asks))
    }

    /// Hands an ask's row to who is asked.
    fn hand_ask(&mut self, ask: &Ask, item: &mut Item) -> Result<()> {
        let owner = self.owner(ask.owner)?;
        let brief = asks::brief(self.transaction, ask, item, &owner, &self.moment)?;
        let (ended, _) = self.hand_off(item, Recipient::Owner(ask.owner), Some(&brief))?;
        items::save_turn(self.transaction, item, ended.as_ref())?;
        self.touch(item.number);
        Ok(())
    }

    /// Says so when somebody has been asked more often this month than they can be.
    fn budget(&mut self, owner: &Owner) -> Result<()> {
        let month = asks::month(self.calendar(), self.moment.now);
        let load = Load {
            asks: asks::asked(self.transaction, owner.number, month)?,
            ..Load::default()
        };
        if let Some(warning) = Budget::of(owner, &load).warning(&owner.name) {
            let also = self.remark.take().map(|remark| format!("; {}", remark.words()));
            self.remark = Some(Remark::Words(format!("{warning}{}", also.unwrap_or_default())));
        }
        Ok(())
    }

    fn open_ask(&self, item: ItemNo) -> Result<Ask> {
        let ask = asks::load(self.transaction, item)?;
        if ask.state.is_open() {
            return Ok(ask);
        }
        Err(Refusal::Closed(item).into())
    }

    fn edit_ask(&mut self, number: ItemNo, edit: &AskEdit) -> Result<String> {
        let before = self.open_ask(number)?;
        let mut ask = before.clone();
        if let Some(why) = &edit.why {
            why.as_str().clone_into(&mut ask.words.why);
        }
        if let Some(ground) = &edit.common_ground {
            ask.words.common_ground = clean::block(ground, clean::NOTE);
        }
        if let Some(result) = &edit.ideal_result {
            ask.words.ideal_result = clean::line(result.as_str(), clean::SUBJECT);
        }
        if let Some(event) = edit.event {
            ask.event = self.event_of(event)?;
        }
        if let Some(draft) = &edit.draft {
            ask.words.draft = self.drafted(&ask, Some(draft))?;
        }
        let invited = self.bring(&ask, &edit.invites)?;
        if ask == before && invited == 0 {
            return Err(StoreError::refused(format!(
                "nothing would change on the ask {number}: name what is other now"
            )));
        }
        asks::save(self.transaction, &ask)?;
        let mut item = items::load(self.transaction, number)?;
        ask.words.ideal_result.clone_into(&mut item.subject);
        self.rewrite_brief(&ask, &mut item)?;
        items::save_turn(self.transaction, &item, None)?;
        self.touch(number);
        Ok(format!("{number} {}: ask edited", ask.client))
    }

    /// Whoever has the row is to read what the ask says now.
    fn rewrite_brief(&self, ask: &Ask, item: &mut Item) -> Result<()> {
        let Some(owner) = item.hand_off().map(|hand_off| hand_off.owner) else {
            return Ok(());
        };
        let owner = self.owner(owner)?;
        let brief = asks::brief(self.transaction, ask, item, &owner, &self.moment)?;
        if let Standing::Open(open) = &mut item.standing
            && let Play::Owner(hand_off) = &mut open.play
        {
            hand_off.brief = brief;
        }
        Ok(())
    }

    fn end_ask(&mut self, number: ItemNo, end: AskEnd, words: &str) -> Result<String> {
        let mut ask = self.open_ask(number)?;
        let stage = match end {
            AskEnd::Granted => Stage::Done,
            AskEnd::Declined => Stage::Returned,
            AskEnd::Dropped => Stage::Recalled,
        };
        self.close_follow_up(number, stage, "")?;
        ask.state = AskState::Ended {
            at: self.moment.now,
            end,
            words: clean::block(words, clean::NOTE),
        };
        asks::save(self.transaction, &ask)?;
        let what = match end {
            AskEnd::Granted => format!("the ask to {} came about", ask.owner_name),
            AskEnd::Declined => format!("{} declined", ask.owner_name),
            AskEnd::Dropped => format!("the ask to {} is not needed any more", ask.owner_name),
        };
        Ok(format!("{number} {}: {what}", ask.client))
    }

    /// Opens an ask again with its row: it was ended too early.
    pub(super) fn reopen_ask(&self, item: &mut Item) -> Turn {
        let mut ask = asks::load(self.transaction, item.number)?;
        let ended = self.moment.reopen(item)?;
        ask.state = AskState::Back;
        asks::save(self.transaction, &ask)?;
        Ok((ended, "ask open again".to_owned()))
    }

    /// A row has been turned. If it is an ask's and went to another who is asked, the ask is theirs now, and counts
    /// against their budget.
    pub(super) fn ask_turned(&mut self, item: &Item) -> Result<()> {
        if item.source != SOURCE {
            return Ok(());
        }
        let (Some(with), Some(mut ask)) = (
            item.hand_off().map(|hand_off| hand_off.owner),
            asks::find(self.transaction, item.number)?,
        ) else {
            return Ok(());
        };
        let owner = self.owner(with)?;
        if ask.owner != with && owner.part.is_asked() {
            ask.owner = with;
            asks::save(self.transaction, &ask)?;
            self.budget(&owner)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
