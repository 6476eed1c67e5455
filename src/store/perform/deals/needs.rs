//! What a deal needs, from whom, by when: made, handed to its owner, and ended; and the deal that is counted anew
//! whenever one of its steps has moved.

use chrono::NaiveDate;
use rusqlite::params;

use super::super::Act;
use crate::domain::command::Recipient;
use crate::domain::deal::command::{NeedDraft, NeedEdit};
use crate::domain::deal::{Deal, Need, NeedState, brief, words};
use crate::domain::draft::ItemDraft;
use crate::domain::handoff::Stage;
use crate::domain::ids::{ItemNo, NeedNo, OwnerNo};
use crate::domain::item::{Cue, Item, Kind, Play, Standing};
use crate::domain::{Time, clean, say};
use crate::store::{Result, StoreError, deals, items, ms};

/// The source of a need's follow-up.
const SOURCE: &str = "need";

impl Act<'_> {
    /// Names a step of a deal. An owner's is handed off in the same command, unless it is for later.
    pub(super) fn need(&mut self, draft: &NeedDraft) -> Result<String> {
        let mut deal = self.open_deal(draft.deal)?;
        let owner = draft.owner.map(|owner| self.owner(owner)).transpose()?;
        let mut need = Need {
            number: NeedNo(0),
            deal: deal.number,
            place: deals::next_place(self.transaction, deal.number)?,
            what: need_words(&deal, &draft.what)?,
            owner: owner.map(|owner| (owner.number, owner.name)),
            item: None,
            by_on: draft.by_on,
            state: NeedState::Waiting,
        };
        if let Some(by) = need.by_on {
            self.not_past(by)?;
        }
        let mut said = format!("{} needs {}", words::named(&deal), need.what);
        if let Some(by) = need.by_on {
            said = format!("{said} by {}", say::date(by, self.today()));
        }
        let asked = match need.owner.clone() {
            Some(owner) if !draft.later => {
                Some(self.hand_need(&mut need, &deal, owner.0, draft.brief.as_deref())?)
            }
            Some(_) | None => None,
        };
        match (asked, &need.owner) {
            (Some(asked), _) => said = format!("{said}: {asked}"),
            (None, Some((_, owner))) => said = format!("{said}, to be asked of {owner}"),
            (None, None) => {}
        }
        need.number = deals::insert_need(self.transaction, &need, self.moment.now)?;
        if let Some(at) = draft.at {
            self.place(&need, at)?;
        }
        self.stepped(&mut deal)?;
        Ok(said)
    }

    /// Makes the follow-up of a need and hands it to its owner; what happened comes back in words.
    fn hand_need(
        &mut self,
        need: &mut Need,
        deal: &Deal,
        owner: OwnerNo,
        text: Option<&str>,
    ) -> Result<String> {
        let draft = ItemDraft {
            kind: Kind::FollowUp,
            account: deal.account_name.clone(),
            subject: need.what.clone(),
            words: String::new(),
            client_due: Some(self.step_clock(need, deal)),
            urgent: false,
            value: None,
            owner: None,
        };
        let mut item = self.make(&draft, SOURCE, Cue::New)?;
        let card = self.owner(owner)?;
        let drafted = || {
            let (now, settings) = (self.moment.now, self.moment.settings);
            let due = self.moment.owner_clock(&card);
            brief::brief(need, deal, &item, &card.name, due, now, settings)
        };
        let written = text.map_or_else(drafted, str::to_owned);
        let (ended, what) = self.hand_off(&mut item, Recipient::Owner(owner), Some(&written))?;
        items::save_turn(self.transaction, &item, ended.as_ref())?;
        self.touch(item.number);
        need.item = Some(item.number);
        Ok(format!("{what} ({})", item.number))
    }

    /// When the client hears of a step at the latest: at the end of its day, else of the close date.
    fn step_clock(&self, need: &Need, deal: &Deal) -> Time {
        let end = self.calendar().evening(need.by_on.unwrap_or(deal.close_on));
        if end > self.moment.now {
            end
        } else {
            self.moment.client_default(Kind::FollowUp, false, self.moment.now)
        }
    }

    /// The close date is another: the clocks of the steps that went by it follow.
    pub(super) fn move_steps_clocks(&mut self, deal: &Deal, from: NaiveDate) -> Result<()> {
        let before = self.calendar().evening(from);
        for need in deals::needs(self.transaction, deal.number)? {
            let Some(number) = need
                .item
                .filter(|_| need.by_on.is_none() && !need.state.has_ended())
            else {
                continue;
            };
            let mut item = items::load(self.transaction, number)?;
            let clock = self.step_clock(&need, deal);
            if let Standing::Open(open) = &mut item.standing
                && open.client_due == before
            {
                open.client_due = clock;
                self.moment.rewake(open);
                items::save_turn(self.transaction, &item, None)?;
                self.touch(number);
            }
        }
        Ok(())
    }

    /// Hands a planned step to its owner.
    pub(super) fn ask_need(&mut self, number: NeedNo) -> Result<String> {
        let (mut need, mut deal) = self.open_need(number)?;
        let Some((owner, _)) = need.owner.clone() else {
            return Err(StoreError::refused(format!(
                "\"{}\" has no owner to be asked: name one, as in `downbeat deal need-edit {} {} --from dev`",
                need.what,
                deal.item.0,
                self.position(&need)?
            )));
        };
        if let Some(item) = need.item {
            return Err(StoreError::refused(format!(
                "\"{}\" was handed off already, as {item}",
                need.what
            )));
        }
        let asked = self.hand_need(&mut need, &deal, owner, None)?;
        deals::save_need(self.transaction, &need)?;
        self.stepped(&mut deal)?;
        Ok(format!("{}: {}: {asked}", words::named(&deal), need.what))
    }

    /// Changes a step.
    pub(super) fn edit_need(&mut self, number: NeedNo, edit: &NeedEdit) -> Result<String> {
        let (mut need, mut deal) = self.open_need(number)?;
        if let Some(owner) = edit.owner {
            if let Some(item) = need.item {
                return Err(StoreError::refused(format!(
                    "\"{}\" was handed off as {item}: give that to somebody else, as in `downbeat delegate {} --to dev`",
                    need.what, item.0
                )));
            }
            need.owner = match owner {
                Some(owner) => Some((owner, self.owner(owner)?.name)),
                None => None,
            };
        }
        if let Some(what) = &edit.what {
            need.what = need_words(&deal, what)?;
        }
        if let Some(by) = edit.by_on {
            if let Some(by) = by {
                self.not_past(by)?;
            }
            need.by_on = by;
        }
        if let Some(number) = need.item {
            self.follow_step(number, &need, &deal)?;
        }
        deals::save_need(self.transaction, &need)?;
        if let Some(at) = edit.at {
            self.place(&need, at)?;
        }
        self.stepped(&mut deal)?;
        Ok(format!("{}: {} changed", words::named(&deal), need.what))
    }

    /// The row of a step says what the step says.
    fn follow_step(&mut self, number: ItemNo, need: &Need, deal: &Deal) -> Result<()> {
        let clock = self.step_clock(need, deal);
        let mut item = items::load(self.transaction, number)?;
        item.subject.clone_from(&need.what);
        if let Standing::Open(open) = &mut item.standing {
            open.client_due = clock;
            self.moment.rewake(open);
        }
        items::save_turn(self.transaction, &item, None)?;
        self.touch(number);
        Ok(())
    }

    /// A step is done, whoever did it.
    pub(super) fn need_done(&mut self, number: NeedNo) -> Result<String> {
        let (need, mut deal) = self.open_need(number)?;
        let said = format!("{}: {} done", words::named(&deal), need.what);
        self.end_need(need, false)?;
        self.stepped(&mut deal)?;
        Ok(said)
    }

    /// A step is not needed any more.
    pub(super) fn drop_need(&mut self, number: NeedNo) -> Result<String> {
        let (need, mut deal) = self.open_need(number)?;
        let said = format!("{}: {} not needed any more", words::named(&deal), need.what);
        self.end_need(need, true)?;
        self.stepped(&mut deal)?;
        Ok(said)
    }

    /// Ends a step and the row that was handed off for it.
    pub(super) fn end_need(&mut self, mut need: Need, dropped: bool) -> Result<()> {
        let now = self.moment.now;
        let (state, stage) = if dropped {
            (NeedState::Dropped(now), Stage::Recalled)
        } else {
            (NeedState::Done(now), Stage::Done)
        };
        need.state = state;
        deals::save_need(self.transaction, &need)?;
        match need.item {
            Some(item) => self.close_follow_up(item, stage, ""),
            None => Ok(()),
        }
    }

    /// A step that has not ended, of a deal that has not.
    fn open_need(&self, number: NeedNo) -> Result<(Need, Deal)> {
        let need = deals::need(self.transaction, number)?;
        let deal = self.open_deal(need.deal)?;
        if need.state.has_ended() {
            return Err(StoreError::refused(format!(
                "\"{}\" of {} is {} already",
                need.what,
                words::named(&deal),
                need.state.as_str()
            )));
        }
        Ok((need, deal))
    }

    /// Where a step stands among all of its deal, from 1.
    fn position(&self, need: &Need) -> Result<usize> {
        let all = deals::needs(self.transaction, need.deal)?;
        Ok(all
            .iter()
            .position(|other| other.number == need.number)
            .map_or(1, |at| at + 1))
    }

    /// Puts a step at a place among those that are left, counted from 1; the others close up behind it.
    fn place(&mut self, need: &Need, at: usize) -> Result<()> {
        let all = deals::needs(self.transaction, need.deal)?;
        let mut order: Vec<Need> = all
            .into_iter()
            .filter(|other| other.number != need.number)
            .collect();
        let left: Vec<usize> = (0..order.len()).filter(|at| order[*at].state.is_left()).collect();
        let before = at.saturating_sub(1);
        let index = left.get(before).copied().unwrap_or(order.len());
        order.insert(index, deals::need(self.transaction, need.number)?);
        for (place, mut other) in (1..).zip(order) {
            if other.place != place {
                other.place = place;
                deals::save_need(self.transaction, &other)?;
            }
        }
        Ok(())
    }

    /// A step of a deal has moved: the deal is counted back anew.
    fn stepped(&mut self, deal: &mut Deal) -> Result<()> {
        self.count_back(deal, false)?;
        self.touch(deal.item);
        Ok(())
    }

    /// A row has been turned. If it is a step of an open deal, the step has moved: it is with whom the row is with.
    pub(in super::super) fn step_turned(&mut self, item: &Item) -> Result<()> {
        if item.source != SOURCE {
            return Ok(());
        }
        let Some(number) = self.need_of(item.number)? else {
            return Ok(());
        };
        let mut need = deals::need(self.transaction, number)?;
        if let Standing::Open(open) = &item.standing
            && let Play::Owner(hand_off) = &open.play
            && need.owner.as_ref().map(|(owner, _)| *owner) != Some(hand_off.owner)
        {
            need.owner = Some((hand_off.owner, hand_off.owner_name.clone()));
            deals::save_need(self.transaction, &need)?;
        }
        let mut deal = deals::load(self.transaction, need.deal)?;
        if deal.state.end().is_none() {
            self.count_back(&mut deal, false)?;
        }
        Ok(())
    }

    fn need_of(&self, item: ItemNo) -> Result<Option<NeedNo>> {
        use rusqlite::OptionalExtension;
        Ok(self
            .transaction
            .prepare_cached("SELECT number FROM needs WHERE item = ?1")?
            .query_row([item.0], |row| row.get(0).map(NeedNo))
            .optional()?)
    }

    /// The row of a step was closed, or opened again.
    pub(in super::super) fn set_need_done(&self, need: NeedNo, at: Option<Time>) -> Result<()> {
        self.transaction
            .prepare_cached("UPDATE needs SET done_at = ?2, dropped = 0 WHERE number = ?1")?
            .execute(params![need.0, at.map(ms)])?;
        Ok(())
    }
}

fn need_words(deal: &Deal, text: &str) -> Result<String> {
    let what = clean::line(text, clean::SUBJECT);
    if what.is_empty() {
        return Err(StoreError::refused(format!(
            "what {} needs is missing: write it, as in \"security review\"",
            words::named(deal)
        )));
    }
    Ok(what)
}
