//! Commands on deals.

mod count;
mod daily;
mod needs;

use crate::domain::command::{AccountRef, Remark};
use crate::domain::deal::command::{Answers, DealCommand, DealDraft, DealEdit, Redate};
use crate::domain::deal::{Concession, Credit, Deal, DealEnd, DealState, Side, unanswered, words};
use crate::domain::handoff::Stage;
use crate::domain::ids::{ConcessionNo, DealNo};
use crate::domain::item::Item;
use crate::domain::life::Refusal;
use crate::domain::stands_for::StandsFor;
use crate::domain::{clean, say};
use crate::store::{Result, StoreError, accounts, deals, items};
use chrono::NaiveDate;
use rusqlite::params;

use super::Act;
use super::items::Turn;
use super::stands_for::FollowUp;

/// The source of a deal's follow-up.
const SOURCE: &str = "deal";

impl Act<'_> {
    /// Does a command on a deal; the words come back.
    pub(super) fn deal(&mut self, command: &DealCommand) -> Result<String> {
        match command {
            DealCommand::Add(draft) => self.add_deal(draft),
            DealCommand::Edit { deal, edit } => self.edit_deal(*deal, edit),
            DealCommand::End { deal, won, credit } => self.end_deal(*deal, *won, *credit),
            DealCommand::Need(draft) => self.need(draft),
            DealCommand::EditNeed { need, edit } => self.edit_need(*need, edit),
            DealCommand::AskNeed(need) => self.ask_need(*need),
            DealCommand::NeedDone(need) => self.need_done(*need),
            DealCommand::DropNeed(need) => self.drop_need(*need),
            DealCommand::Concede {
                deal,
                side,
                what,
                answers,
            } => self.concede(*deal, *side, what, *answers),
        }
    }

    /// The day it is for the rep.
    fn today(&self) -> NaiveDate {
        self.calendar().local(self.moment.now).date_naive()
    }

    /// A deal that can still be changed.
    fn open_deal(&self, number: DealNo) -> Result<Deal> {
        let deal = deals::load(self.transaction, number)?;
        match deal.state {
            DealState::Open => Ok(deal),
            DealState::Won(_) => Err(StoreError::refused(format!(
                "{} was won: take that back first with `downbeat undo`, or add a new deal",
                words::named(&deal)
            ))),
            DealState::Lost(_) => Err(StoreError::refused(format!(
                "{} was lost: `downbeat reopen {}` opens it again",
                words::named(&deal),
                deal.item.0
            ))),
        }
    }

    fn stage(&self, text: &str) -> Result<String> {
        let settings = &self.moment.settings.deals;
        settings
            .meant(text)
            .map(str::to_owned)
            .map_err(StoreError::refused)
    }

    fn add_deal(&mut self, draft: &DealDraft) -> Result<String> {
        let known = accounts::resolve(self.transaction, &draft.account, self.moment.now)?;
        let deal = self.make_deal(&DealDraft {
            account: AccountRef::Number(known.0),
            ..draft.clone()
        })?;
        let value = deal.value.map(|value| format!(", {value}")).unwrap_or_default();
        let new = if known.2 { ", a new account" } else { "" };
        Ok(format!(
            "{} added as a deal{new}: {}{value}, to close {}",
            words::named(&deal),
            deal.stage,
            say::date(deal.close_on, self.today())
        ))
    }

    /// Enters a deal with its follow-up.
    pub(super) fn make_deal(&mut self, draft: &DealDraft) -> Result<Deal> {
        let now = self.moment.now;
        let name = deal_name(&draft.name)?;
        let stage = match &draft.stage {
            Some(stage) => self.stage(stage)?,
            None => self.moment.settings.deals.first().to_owned(),
        };
        self.not_past(draft.close_on)?;
        let (account, account_name, _) = accounts::resolve(self.transaction, &draft.account, now)?;
        let due = self.at_eve(draft.close_on);
        let mut item = self.follow_up(FollowUp {
            source: SOURCE,
            account: (account, &account_name),
            contact: None,
            subject: &subject(&name),
            due,
            client_due: due.at,
        })?;
        item.value = draft.value;
        items::save_turn(self.transaction, &item, None)?;
        let mut deal = Deal {
            number: DealNo(0),
            account,
            account_name,
            item: item.number,
            name,
            state: DealState::Open,
            value: draft.value,
            stage,
            stage_at: now,
            close_on: draft.close_on,
            next_step: clean::line(&draft.next_step, clean::SUBJECT),
            made_at: now,
            wakes_at: Some(due.at),
        };
        deal.number = deals::insert(self.transaction, &deal)?;
        Ok(deal)
    }

    fn not_past(&self, day: NaiveDate) -> Result<()> {
        if day < self.today() {
            return Err(StoreError::refused(format!(
                "{} is past: a deal closes today at the earliest",
                say::date(day, self.today())
            )));
        }
        Ok(())
    }

    fn edit_deal(&mut self, number: DealNo, edit: &DealEdit) -> Result<String> {
        let mut deal = self.open_deal(number)?;
        let mut said: Vec<String> = Vec::new();
        if let Some(account) = &edit.account {
            said.extend(self.move_deal_to(&mut deal, account)?);
        }
        let mut item = items::load(self.transaction, deal.item)?;
        if let Some(name) = &edit.name {
            deal.name = deal_name(name)?;
            item.subject = subject(&deal.name);
            said.push("renamed".to_owned());
        }
        if let Some(value) = edit.value {
            deal.value = value;
            item.value = value;
            said.push(value.map_or_else(|| "no value".to_owned(), |value| format!("worth {value}")));
        }
        items::save_turn(self.transaction, &item, None)?;
        if let Some(stage) = &edit.stage {
            let stage = self.stage(stage)?;
            if stage == deal.stage {
                return Err(StoreError::refused(format!(
                    "{} is in {stage} already",
                    words::named(&deal)
                )));
            }
            deal.stage_at = self.moment.now;
            said.push(format!("now in {stage}"));
            deal.stage = stage;
        }
        if let Some(step) = &edit.next_step {
            deal.next_step = clean::line(step, clean::SUBJECT);
            said.push(if deal.next_step.is_empty() {
                "no next step".to_owned()
            } else {
                format!("next: {}", deal.next_step)
            });
        }
        if let Some(close) = edit.close {
            said.push(self.redate(&mut deal, close)?);
        }
        if said.is_empty() {
            return Err(StoreError::refused(format!(
                "nothing of {} was changed",
                words::named(&deal)
            )));
        }
        self.count_back(&mut deal, edit.is_an_answer())?;
        self.touch(deal.item);
        Ok(format!("{}: {}", words::named(&deal), said.join(", ")))
    }

    /// Another close date: noted with its reason, and the dates of the steps that go by it follow.
    fn redate(&mut self, deal: &mut Deal, close: Redate) -> Result<String> {
        self.not_past(close.to)?;
        let today = self.today();
        if close.to == deal.close_on {
            return Err(StoreError::refused(format!(
                "{} closes {} already",
                words::named(deal),
                say::date(close.to, today)
            )));
        }
        deals::insert_move(self.transaction, deal, close, self.moment.now)?;
        let from = deal.close_on;
        deal.close_on = close.to;
        self.move_steps_clocks(deal, from)?;
        Ok(format!(
            "to close {} instead of {} ({})",
            say::date(close.to, today),
            say::date(from, today),
            close.tag.words()
        ))
    }

    /// Another client, for the deal and the rows that hang on it.
    fn move_deal_to(&mut self, deal: &mut Deal, account: &str) -> Result<Option<String>> {
        let (account, name, _) = accounts::named(self.transaction, account, self.moment.now)?;
        if account == deal.account {
            return Ok(None);
        }
        let steps = deals::needs(self.transaction, deal.number)?;
        let bought = self.move_outcomes_of(deal.number, account)?;
        let steps = steps.iter().filter_map(|need| need.item);
        for number in steps.chain(bought).chain([deal.item]) {
            let mut item = items::load(self.transaction, number)?;
            item.account = account;
            items::save_turn(self.transaction, &item, None)?;
            self.transaction
                .prepare_cached("UPDATE hand_offs SET account = ?2 WHERE item = ?1")?
                .execute(params![number.0, account.0])?;
        }
        (deal.account, deal.account_name) = (account, name);
        Ok(Some("moved to another client".to_owned()))
    }

    /// The client signed, or did not. Lost, it needs nothing any more; won, what is under way goes on.
    fn end_deal(&mut self, number: DealNo, won: bool, credit: Credit) -> Result<String> {
        let mut deal = self.open_deal(number)?;
        let end = DealEnd {
            at: self.moment.now,
            credit,
        };
        let left: Vec<_> = deals::needs(self.transaction, number)?
            .into_iter()
            .filter(|need| !need.state.has_ended())
            .collect();
        let names: Vec<&str> = left.iter().map(|need| need.what.as_str()).collect();
        deal.wakes_at = None;
        let rest = if won {
            deal.state = DealState::Won(end);
            (!left.is_empty()).then(|| format!("still open: {}", names.join(", ")))
        } else {
            deal.state = DealState::Lost(end);
            for need in left.clone() {
                self.end_need(need, true)?;
            }
            (!left.is_empty()).then(|| format!("not needed any more: {}", names.join(", ")))
        };
        deals::save(self.transaction, &deal)?;
        let stage = if won { Stage::Done } else { Stage::Recalled };
        self.close_follow_up(deal.item, stage, "")?;
        let mut remarks: Vec<String> = rest.into_iter().collect();
        if won {
            remarks.extend(self.bought_with_signature(&deal)?);
            remarks.extend(self.check_after_signature(&deal)?);
        }
        self.remark = (!remarks.is_empty()).then(|| Remark::Words(remarks.join("; ")));
        Ok(format!("{} {}", words::named(&deal), words::state(deal.state)))
    }

    /// A lost deal comes to life again with its row. One that was won has had its checks made.
    pub(super) fn reopen_deal(&mut self, number: DealNo, item: &mut Item) -> Turn {
        let mut deal = deals::load(self.transaction, number)?;
        match deal.state {
            DealState::Open => return Err(Refusal::Open(item.number).into()),
            DealState::Won(_) => return Err(Refusal::Ended(item.number, StandsFor::Deal(number)).into()),
            DealState::Lost(_) => {}
        }
        deal.state = DealState::Open;
        let due = self.falls_due(&deal)?;
        let ended = self.moment.reopen_with_record(item, due, due.at)?;
        deal.wakes_at = Some(due.at);
        deals::save(self.transaction, &deal)?;
        Ok((ended, "reopened".to_owned()))
    }

    /// One side conceded something. A get stands for the oldest give without one, unless another is named.
    fn concede(&mut self, number: DealNo, side: Side, what: &str, answers: Answers) -> Result<String> {
        let mut deal = self.open_deal(number)?;
        let what = clean::line(what, clean::SUBJECT);
        if what.is_empty() {
            return Err(StoreError::refused(format!(
                "what was conceded in {} is missing: write it, as in \"60 days to pay\"",
                words::named(&deal)
            )));
        }
        let mut all = deals::concessions(self.transaction, number)?;
        let answers = match answers {
            Answers::Usual if side == Side::Get => {
                unanswered(&all, Side::Give).next().map(|give| give.number)
            }
            Answers::Usual | Answers::Nothing => None,
            Answers::That(other) => Some(answerable(&deal, &all, side, other)?),
        };
        let one = Concession {
            number: ConcessionNo(0),
            side,
            what,
            at: self.moment.now,
            answers,
        };
        deals::concede(self.transaction, number, &one)?;
        let said = format!("{}: {}", words::named(&deal), words::concession(&one, &all));
        all.push(one);
        let open: Vec<&str> = unanswered(&all, Side::Give)
            .map(|give| give.what.as_str())
            .collect();
        if !open.is_empty() {
            let words = format!("given without a get: {}", open.join(", "));
            self.remark = Some(Remark::Words(words));
        }
        self.count_back(&mut deal, false)?;
        self.touch(deal.item);
        Ok(said)
    }
}

/// The concession that another is said to have been made for: of the same deal, and of the other side.
fn answerable(deal: &Deal, all: &[Concession], side: Side, number: ConcessionNo) -> Result<ConcessionNo> {
    let found = all.iter().find(|other| other.number == number);
    match found {
        Some(other) if other.side == side.other() => Ok(number),
        Some(_) | None => Err(StoreError::refused(format!(
            "{} has no such {} to stand against; `downbeat deal show {}` numbers them",
            words::named(deal),
            side.other().as_str(),
            deal.item.0
        ))),
    }
}

fn deal_name(text: &str) -> Result<String> {
    let name = clean::line(text, clean::NAME);
    if name.is_empty() {
        return Err(StoreError::refused(
            "a deal needs a name: say what is sold, as in \"Line 2 retrofit\"",
        ));
    }
    Ok(name)
}

/// What the row of a deal's follow-up says.
fn subject(name: &str) -> String {
    format!("Deal: {name}")
}

#[cfg(test)]
mod tests;
