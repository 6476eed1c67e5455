//! Follow-ups that stand for a record: made, moved and closed by the record's own commands, and what the commands on
//! items may do to them.

use super::Act;
use super::items::Turn;
use crate::domain::clean;
use crate::domain::handoff::Stage;
use crate::domain::ids::{AccountNo, ItemNo};
use crate::domain::item::{Item, Kind, Standing, Wake};
use crate::domain::life::Refusal;
use crate::domain::stands_for::StandsFor;
use crate::domain::{Time, command::ItemEdit};
use crate::store::items::{self, SourceMark};
use crate::store::{Result, StoreError, stands_for};

/// The field of a row that only a deal has for itself.
const VALUE: &str = "value";

/// What a follow-up that stands for a record is made of.
pub(super) struct FollowUp<'a> {
    /// The kind of record, as its source: the word of [`StandsFor::word`].
    pub(super) source: &'static str,
    /// The record's account: its number and name.
    pub(super) account: (AccountNo, &'a str),
    /// Who at the client, when known.
    pub(super) contact: Option<String>,
    /// What the record is, in one line.
    pub(super) subject: &'a str,
    /// When the record needs the rep, and as what.
    pub(super) due: Wake,
    /// When the client next hears.
    pub(super) client_due: Time,
}

impl Act<'_> {
    /// Makes the follow-up of a record, asleep until the record falls due. Its number is for the record's row, which the
    /// caller writes in the same command; the row is counted as touched.
    pub(super) fn follow_up(&mut self, made: FollowUp<'_>) -> Result<Item> {
        let subject = clean::line(made.subject, clean::SUBJECT);
        if subject.is_empty() {
            return Err(StoreError::refused(format!(
                "the {} of {} needs a line that says what it is",
                made.source, made.account.1
            )));
        }
        let now = self.moment.now;
        let mut item = Item {
            number: ItemNo(0),
            kind: Kind::FollowUp,
            account: made.account.0,
            account_name: made.account.1.to_owned(),
            contact: made.contact,
            subject,
            words: String::new(),
            mood: None,
            urgent: false,
            value: None,
            source: made.source.to_owned(),
            source_key: None,
            arrived_at: now,
            standing: Standing::Open(self.moment.standing_for(made.due, made.client_due)),
        };
        item.number = items::insert(self.transaction, &item, &SourceMark::default(), now)?;
        self.touch(item.number);
        Ok(item)
    }

    /// Moves the date on which the follow-up of a record wakes, and its client clock. The caller moves the record's own.
    pub(super) fn move_follow_up(&mut self, number: ItemNo, due: Wake, client_due: Time) -> Result<()> {
        let mut item = items::load(self.transaction, number)?;
        self.moment.fall_due(&mut item, due, client_due)?;
        items::save_turn(self.transaction, &item, None)?;
        self.touch(number);
        Ok(())
    }

    /// Closes the follow-up of a record that ends with this command, with what the client was told; an open hand-off
    /// ends as `stage` says. The caller ends the record's own row.
    pub(super) fn close_follow_up(&mut self, number: ItemNo, stage: Stage, told: &str) -> Result<()> {
        let mut item = items::load(self.transaction, number)?;
        let ended = self.moment.end_with_record(&mut item, stage)?;
        items::save_turn(self.transaction, &item, ended.as_ref())?;
        let told = clean::block(told, clean::NOTE);
        if !told.is_empty() {
            self.keep_words(number, "told", &told)?;
        }
        self.touch(number);
        Ok(())
    }

    /// Refuses to finish a row whose record has a question of its own; else the record, which ends with its row.
    pub(super) fn may_finish(&self, item: &Item) -> Result<Option<StandsFor>> {
        match stands_for::of(self.transaction, item)? {
            Some(record) if record.has_its_own_end() => Err(Refusal::StandsFor(item.number, record).into()),
            record => Ok(record),
        }
    }

    /// The row has been closed: so is the record that ends as any row does.
    pub(super) fn ended_with_row(&self, record: Option<StandsFor>) -> Result<()> {
        match record {
            Some(StandsFor::Need(need)) => self.set_need_done(need, Some(self.moment.now)),
            // The others have a question of their own, and are not finished like this.
            Some(
                StandsFor::Ask(_)
                | StandsFor::Promise(_)
                | StandsFor::Check(_)
                | StandsFor::Outcome(_)
                | StandsFor::Deal(_),
            )
            | None => Ok(()),
        }
    }

    /// `#`: nothing that stands for a record is nobody's work.
    pub(super) fn dismiss(&mut self, item: &mut Item) -> Turn {
        if let Some(record) = stands_for::of(self.transaction, item)? {
            return Err(Refusal::StandsFor(item.number, record).into());
        }
        Ok((self.moment.dismiss(item)?, "dismissed".to_owned()))
    }

    /// Opens a closed row again, and with it the record that it stands for.
    pub(super) fn reopen(&mut self, item: &mut Item) -> Turn {
        match stands_for::of(self.transaction, item)? {
            Some(StandsFor::Promise(_)) => Ok((None, self.reopen_promise(item)?)),
            Some(StandsFor::Deal(deal)) => self.reopen_deal(deal, item),
            Some(record @ (StandsFor::Check(_) | StandsFor::Outcome(_))) => {
                self.reopen_followed(record, item)
            }
            Some(StandsFor::Need(need)) => {
                let ended = self.moment.reopen(item)?;
                self.set_need_done(need, None)?;
                Ok((ended, "reopened".to_owned()))
            }
            Some(StandsFor::Ask(_)) => self.reopen_ask(item),
            None => Ok((self.moment.reopen(item)?, "reopened".to_owned())),
        }
    }

    /// Refuses to change on a row what belongs to the record that it stands for.
    pub(super) fn may_edit(&self, item: &Item, edit: &ItemEdit) -> Result<()> {
        let what = match edit {
            ItemEdit { kind: Some(_), .. } => "kind",
            ItemEdit { account: Some(_), .. } => "client",
            ItemEdit { subject: Some(_), .. } => "subject",
            ItemEdit { value: Some(_), .. } => VALUE,
            ItemEdit {
                kind: None,
                account: None,
                subject: None,
                value: None,
                ..
            } => return Ok(()),
        };
        match stands_for::of(self.transaction, item)? {
            // Only a deal has a value of its own.
            Some(record) if what != VALUE || matches!(record, StandsFor::Deal(_)) => {
                let item = item.number;
                Err(Refusal::OfTheRecord { item, record, what }.into())
            }
            Some(_) | None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests;
