//! Commands on outcomes: entered, read, ended, always with the follow-up that stands for them; and on checks.

mod checks;

use super::Act;
use super::items::Turn;
use super::stands_for::FollowUp;
use crate::domain::clean;
use crate::domain::command::{Recipient, Remark};
use crate::domain::deal::Deal;
use crate::domain::draft::ItemDraft;
use crate::domain::handoff::Stage;
use crate::domain::ids::{AccountNo, DealNo, ItemNo, OutcomeNo, ReadingNo};
use crate::domain::item::{Cue, Item, Kind, Play, Standing, Wake};
use crate::domain::life::Refusal;
use crate::domain::outcome::command::{DealOf, OutcomeCommand, OutcomeDraft, OutcomeEdit, ReadingDraft};
use crate::domain::outcome::{Course, Outcome, OutcomeEnd, OutcomeFile, Reading, words};
use crate::domain::stands_for::StandsFor;
use crate::store::{Result, StoreError, accounts, deals, items, outcomes};

/// The source of an outcome's follow-up.
const SOURCE: &str = "outcome";

impl Act<'_> {
    /// Does a command on an outcome or a check; the words come back.
    pub(super) fn outcome(&mut self, command: &OutcomeCommand) -> Result<String> {
        match command {
            OutcomeCommand::Add(draft) => self.add_outcome(draft),
            OutcomeCommand::Edit { item, edit } => self.edit_outcome(*item, edit),
            OutcomeCommand::Read(draft) => self.read_outcome(draft),
            OutcomeCommand::End { item, end } => self.end_outcome(*item, *end),
            OutcomeCommand::Check { item, found, words } => self.end_check(*item, found, words),
        }
    }

    /// An outcome that can still be changed, with all that hangs on it.
    fn open_outcome(&self, item: ItemNo) -> Result<OutcomeFile> {
        let outcome = outcomes::of_item(self.transaction, item)?.ok_or_else(|| {
            StoreError::refused(format!(
                "{item} is no outcome; `downbeat outcome list` shows those there are"
            ))
        })?;
        if let Some((_, end)) = outcome.ended {
            return Err(StoreError::refused(format!(
                "{} was {}: `downbeat reopen {}` opens it again",
                words::named(&outcome),
                end.words(),
                outcome.item.0
            )));
        }
        outcomes::file(self.transaction, outcome)
    }

    fn add_outcome(&mut self, draft: &OutcomeDraft) -> Result<String> {
        let now = self.moment.now;
        let measure = measure(&draft.measure)?;
        let (account, client, made) = accounts::resolve(self.transaction, &draft.account, now)?;
        let mut file = OutcomeFile {
            outcome: Outcome {
                number: OutcomeNo(0),
                item: ItemNo(0),
                account,
                client: client.clone(),
                deal: self.deal_of(account, &client, draft.deal)?,
                measure,
                unit: clean::line(&draft.unit, clean::NAME),
                course: draft.course,
                by: draft.by,
                made_at: now,
                ended: None,
            },
            readings: Vec::new(),
            deal: None,
        };
        let due = self.stale_wake(&file);
        let item = self.follow_up(FollowUp {
            source: SOURCE,
            account: (account, &client),
            contact: None,
            subject: &file.subject(),
            due,
            client_due: due.at,
        })?;
        file.outcome.item = item.number;
        outcomes::insert(self.transaction, &file.outcome)?;
        let file = outcomes::file(self.transaction, file.outcome)?;
        let new = if made { ", a new account" } else { "" };
        let with = match &file.deal {
            Some(deal) => format!(", bought with {} {}", deal.item, deal.name),
            None if draft.deal == DealOf::Only && deals::any_of(self.transaction, account)? => {
                ", bought with none of their deals".to_owned()
            }
            None => String::new(),
        };
        Ok(format!(
            "{} added as an outcome{new}: {}{with}",
            words::named(&file.outcome),
            words::course(file.outcome.course, &file.outcome.unit),
        ))
    }

    /// The deal that an outcome was bought with, which is the same client's.
    fn deal_of(&self, account: AccountNo, client: &str, of: DealOf) -> Result<Option<DealNo>> {
        let number = match of {
            DealOf::Nothing => return Ok(None),
            DealOf::Only => {
                let mut statement = self.transaction.prepare_cached(
                    "SELECT number, state = 'won' FROM deals WHERE account = ?1 AND state <> 'lost'
                     ORDER BY state = 'won' DESC LIMIT 2",
                )?;
                let found: Vec<(DealNo, bool)> = statement
                    .query_map([account.0], |row| Ok((DealNo(row.get(0)?), row.get(1)?)))?
                    .collect::<rusqlite::Result<_>>()?;
                return Ok(match found.as_slice() {
                    [(only, _)] | [(only, true), (_, false)] => Some(*only),
                    [] | [_, _, ..] => None,
                });
            }
            DealOf::That(number) => number,
        };
        let deal = deals::load(self.transaction, number)?;
        if deal.account != account {
            return Err(StoreError::refused(format!(
                "{} is a deal with {}, and not with {client}: name one of theirs, or none",
                deal.item, deal.account_name
            )));
        }
        Ok(Some(number))
    }

    /// What was noted for a client before the signature is bought with the deal that is signed, where it is the only one
    /// they have signed; what was so bought, in words.
    pub(in crate::store::perform) fn bought_with_signature(&mut self, won: &Deal) -> Result<Option<String>> {
        if self.deal_of(won.account, &won.account_name, DealOf::Only)? != Some(won.number) {
            return Ok(None);
        }
        let mut bought = Vec::new();
        for outcome in outcomes::of_no_deal(self.transaction, won.account)? {
            let outcome = Outcome {
                deal: Some(won.number),
                ..outcome
            };
            outcomes::save(self.transaction, &outcome)?;
            self.touch(outcome.item);
            bought.push(outcome.measure);
        }
        Ok((!bought.is_empty()).then(|| format!("bought for {}", bought.join(", "))))
    }

    fn edit_outcome(&mut self, number: ItemNo, edit: &OutcomeEdit) -> Result<String> {
        let before = self.open_outcome(number)?.outcome;
        let mut outcome = before.clone();
        if let Some(text) = &edit.measure {
            outcome.measure = measure(text)?;
        }
        if let Some(unit) = &edit.unit {
            outcome.unit = clean::line(unit, clean::NAME);
        }
        let (baseline, target) = (
            edit.baseline.unwrap_or_else(|| outcome.course.baseline()),
            edit.target.unwrap_or_else(|| outcome.course.target()),
        );
        outcome.course = Course::new(baseline, target).ok_or_else(|| {
            StoreError::refused(format!(
                "{} would lead from {baseline} to the same: name another baseline or target",
                words::named(&before)
            ))
        })?;
        outcome.by = edit.by.unwrap_or(outcome.by);
        if let Some(of) = edit.deal {
            outcome.deal = self.deal_of(outcome.account, &outcome.client, of)?;
        }
        if outcome == before {
            return Err(StoreError::refused(format!(
                "nothing of {} was changed",
                words::named(&before)
            )));
        }
        outcomes::save(self.transaction, &outcome)?;
        let file = outcomes::file(self.transaction, outcome)?;
        let mut item = items::load(self.transaction, file.outcome.item)?;
        item.subject = clean::line(&file.subject(), clean::SUBJECT);
        items::save_turn(self.transaction, &item, None)?;
        self.touch(item.number);
        Ok(format!(
            "{}: edited, {}",
            words::named(&file.outcome),
            file.stands()
        ))
    }

    fn read_outcome(&mut self, draft: &ReadingDraft) -> Result<String> {
        let now = self.moment.now;
        let before = self.open_outcome(draft.item)?;
        let at = draft.at.unwrap_or(now);
        if at > now {
            return Err(StoreError::refused(format!(
                "a reading of {} can't be of a time to come: leave its date out, or name a past one",
                words::named(&before.outcome)
            )));
        }
        let mut reading = Reading {
            number: ReadingNo(0),
            at,
            value: draft.value,
            source: clean::line(&draft.source, clean::NAME),
            words: clean::block(&draft.words, clean::WORDS),
        };
        reading.number = outcomes::insert_reading(self.transaction, before.outcome.number, &reading)?;
        let file = outcomes::file(self.transaction, before.outcome)?;
        // One of an earlier day fills a gap, and says nothing of how things stand.
        let is_latest = file
            .latest()
            .is_some_and(|latest| latest.number == reading.number);
        let fell_back = file.fell_back_words().filter(|_| is_latest);
        if draft.reached && !(is_latest && file.is_met()) {
            return Err(StoreError::refused(format!(
                "{} has not reached its target: {}",
                words::named(&file.outcome),
                file.stands()
            )));
        }
        self.answer_with_reading(&file, is_latest, fell_back.is_some() && !draft.problem)?;
        let mut said = format!("{}: {}", words::named(&file.outcome), file.stands());
        if !is_latest {
            said = format!(
                "{}: {} noted as an earlier reading",
                words::named(&file.outcome),
                file.said(reading.value)
            );
        }
        if let Some(words) = &fell_back {
            said = format!("{said}, {words}");
        }
        if draft.problem {
            let what = format!(
                "{} {}",
                file.outcome.measure,
                fell_back.unwrap_or_else(|| file.stands())
            );
            let (made, what) = self.support_call(&file.outcome.client, &what, &reading.words)?;
            self.keep_words(
                file.outcome.item,
                "note",
                &format!("support call {made} made of it"),
            )?;
            said = format!("{said}; {what}");
        }
        if draft.reached {
            said = format!(
                "{said}; {}",
                self.close_outcome(file.outcome, OutcomeEnd::Reached)?
            );
        }
        Ok(said)
    }

    /// The row of an outcome after a reading: its words say where it stands, and it sleeps until the reading is stale; one
    /// that fell back is in front of the rep at once.
    fn answer_with_reading(&mut self, file: &OutcomeFile, is_latest: bool, wakes: bool) -> Result<()> {
        let now = self.moment.now;
        let mut item = items::load(self.transaction, file.outcome.item)?;
        item.subject = clean::line(&file.subject(), clean::SUBJECT);
        if is_latest {
            let stale = self.stale_wake(file);
            let (due, client_due) = if wakes {
                let due = Wake {
                    at: now,
                    cue: Cue::DateAtRisk,
                };
                (due, self.moment.client_default(Kind::FollowUp, false, now))
            } else {
                (stale, stale.at)
            };
            self.moment.fall_due(&mut item, due, client_due)?;
            if let Standing::Open(open) = &mut item.standing
                && !matches!(open.play, Play::Owner(_))
            {
                // What came back from somebody has been dealt with by the reading.
                open.standing_cue = due.cue;
                self.moment.rewake(open);
            }
        }
        items::save_turn(self.transaction, &item, None)?;
        self.touch(item.number);
        Ok(())
    }

    fn stale_wake(&self, file: &OutcomeFile) -> Wake {
        file.stale_wake(&self.moment.settings.outcomes, self.calendar())
    }

    fn end_outcome(&mut self, number: ItemNo, end: OutcomeEnd) -> Result<String> {
        let file = self.open_outcome(number)?;
        if end == OutcomeEnd::Reached && !file.is_met() {
            return Err(StoreError::refused(format!(
                "{} has not reached its target: {}. Note the reading that shows it, or say that it is given up",
                words::named(&file.outcome),
                file.stands()
            )));
        }
        let (named, stands) = (words::named(&file.outcome), file.stands());
        let said = self.close_outcome(file.outcome, end)?;
        Ok(format!("{named}: {said}, {stands}"))
    }

    fn close_outcome(&mut self, mut outcome: Outcome, end: OutcomeEnd) -> Result<String> {
        outcome.ended = Some((self.moment.now, end));
        outcomes::save(self.transaction, &outcome)?;
        let stage = match end {
            OutcomeEnd::Reached => Stage::Done,
            OutcomeEnd::GivenUp => Stage::Recalled,
        };
        self.close_follow_up(outcome.item, stage, "")?;
        Ok(end.words().to_owned())
    }

    /// An outcome that was ended too early comes to life again with its row.
    pub(super) fn reopen_outcome(&mut self, number: OutcomeNo, item: &mut Item) -> Turn {
        let mut outcome = outcomes::load(self.transaction, number)?;
        if outcome.ended.take().is_none() {
            return Err(Refusal::Open(item.number).into());
        }
        outcomes::save(self.transaction, &outcome)?;
        let file = outcomes::file(self.transaction, outcome)?;
        let due = self.stale_wake(&file);
        let ended = self.moment.reopen_with_record(item, due, due.at)?;
        Ok((ended, "reopened".to_owned()))
    }

    /// The outcomes that were bought with a deal go with it to another client.
    pub(super) fn move_outcomes_of(&mut self, deal: DealNo, account: AccountNo) -> Result<Vec<ItemNo>> {
        let bought = outcomes::of_deal(self.transaction, deal)?;
        for outcome in &bought {
            let moved = Outcome {
                account,
                ..outcome.clone()
            };
            outcomes::save(self.transaction, &moved)?;
        }
        Ok(bought.iter().map(|outcome| outcome.item).collect())
    }

    /// Makes a support call for a client and hands it to the owner that its row shows; its number comes back, with what
    /// happened. Where nobody can be found it stays in front of the rep, with a word.
    fn support_call(&mut self, client: &str, what: &str, words: &str) -> Result<(ItemNo, String)> {
        let draft = ItemDraft {
            kind: Kind::Support,
            account: client.to_owned(),
            subject: what.to_owned(),
            words: words.to_owned(),
            client_due: None,
            urgent: false,
            value: None,
            owner: None,
        };
        let mut item = self.make(&draft, "added", Cue::New)?;
        self.touch(item.number);
        match self.hand_off(&mut item, Recipient::Shown, None) {
            Ok((ended, what)) => {
                items::save_turn(self.transaction, &item, ended.as_ref())?;
                Ok((item.number, format!("support call {} {what}", item.number)))
            }
            Err(StoreError::Refused(why)) => {
                self.remark = Some(Remark::Words(format!("{} is in the Inbox: {why}", item.number)));
                Ok((item.number, format!("support call {} made", item.number)))
            }
            Err(error) => Err(error),
        }
    }

    /// What an outcome's or a check's row is to be reopened as; the others end and open otherwise.
    pub(super) fn reopen_followed(&mut self, record: StandsFor, item: &mut Item) -> Turn {
        match record {
            StandsFor::Outcome(number) => self.reopen_outcome(number, item),
            StandsFor::Check(number) => self.reopen_check(number, item),
            StandsFor::Promise(_) | StandsFor::Deal(_) | StandsFor::Need(_) | StandsFor::Ask(_) => {
                Err(Refusal::Ended(item.number, record).into())
            }
        }
    }
}

fn measure(text: &str) -> Result<String> {
    let measure = clean::line(text, clean::NAME);
    if measure.is_empty() {
        return Err(StoreError::refused(
            "an outcome needs a measure: say what is measured, as in \"Time to ship\"",
        ));
    }
    Ok(measure)
}

#[cfg(test)]
mod tests;
