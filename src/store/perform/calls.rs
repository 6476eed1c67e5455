//! Logging a call: the call, the row's client clock, and the account's one callback, in one command.

use rusqlite::{OptionalExtension, params};

use super::Act;
use crate::domain::command::{CallDraft, Remark};
use crate::domain::draft::ItemDraft;
use crate::domain::ids::{AccountNo, ItemNo};
use crate::domain::item::{Cue, Item, Kind, Standing};
use crate::domain::settings::CallOutcome;
use crate::domain::{Time, clean, say};
use crate::store::calls::{self, Call};
use crate::store::items;
use crate::store::{Result, StoreError, accounts, time};

/// The source of a follow-up that a call made.
const CALLBACKS: &str = "call";

/// How the subject of such a follow-up begins.
const CALL_BACK: &str = "Call back: ";

impl Act<'_> {
    pub(super) fn log_call(&mut self, call: &CallDraft) -> Result<String> {
        let (account, name, made) = accounts::resolve(self.transaction, &call.account, self.moment.now)?;
        if call.next.is_some_and(|next| next <= self.moment.now) {
            return Err(StoreError::refused(format!(
                "the next call to {name} must be in the future"
            )));
        }
        let mut said = format!("call to {name} logged: {}", call.outcome.words());
        let item = match (&call.item, &call.opens) {
            (Some(number), _) => Some(self.row_of_call(*number, account, &name)?),
            (None, Some((kind, subject))) => {
                let item = self.opened_by_call(*kind, &name, subject, &call.notes)?;
                said = format!("{said}, {} {} opened", item.kind.words(), item.number);
                Some(item)
            }
            (None, None) => None,
        };
        self.insert_call(call, account, item.as_ref())?;
        if made {
            said = format!("{said}, new account {name}");
        }
        let moved = self.callback(call, account, &name, item.as_ref())?;
        if let Some(what) = moved {
            said = format!("{said}, {what}");
        }
        if let Some(item) = item
            && call.outcome.reached()
            && call.opens.is_none()
        {
            self.reset_clock(item.number, call.next, &call.notes)?;
        }
        if call.outcome.reached() {
            self.remark = self.others_open(account, &name, call.item)?;
        }
        Ok(said)
    }

    fn row_of_call(&mut self, number: ItemNo, account: AccountNo, name: &str) -> Result<Item> {
        let item = items::load(self.transaction, number)?;
        if item.account != account {
            return Err(StoreError::refused(format!(
                "{number} is {}'s and the call was with {name}: log it on a row of theirs, or without a row",
                item.account_name
            )));
        }
        self.touch(number);
        Ok(item)
    }

    fn opened_by_call(&mut self, kind: Kind, account: &str, subject: &str, notes: &str) -> Result<Item> {
        let draft = ItemDraft {
            kind,
            account: account.to_owned(),
            subject: subject.to_owned(),
            words: notes.to_owned(),
            client_due: None,
            urgent: false,
            value: None,
            owner: None,
        };
        let item = self.make(&draft, CALLBACKS, Cue::New)?;
        self.touch(item.number);
        Ok(item)
    }

    fn insert_call(&mut self, call: &CallDraft, account: AccountNo, item: Option<&Item>) -> Result<()> {
        self.count += 1;
        calls::insert(
            self.transaction,
            &Call {
                account,
                item: item.map(|item| item.number),
                outcome: call.outcome,
                at: call.at,
                minutes: call.minutes,
                next: call.next,
                person: clean::line(&call.person, clean::NAME),
                notes: clean::block(&call.notes, clean::NOTE),
            },
        )
    }

    /// Makes or moves the account's one callback to the next date; a connected call without one ends the chase.
    fn callback(
        &mut self,
        call: &CallDraft,
        account: AccountNo,
        name: &str,
        item: Option<&Item>,
    ) -> Result<Option<String>> {
        let standing = match item.filter(|item| is_callback(item)) {
            Some(item) => Some(item.number),
            None => self.standing_callback(account)?,
        };
        match (call.next, standing) {
            (Some(next), Some(number)) => {
                let subject = self.callback_subject(call.outcome, account)?;
                self.set_callback(number, next, &subject)?;
                Ok(Some(format!("next call {}", self.day(next))))
            }
            (Some(next), None) => {
                let subject = self.callback_subject(call.outcome, account)?;
                let draft = ItemDraft {
                    kind: Kind::FollowUp,
                    account: name.to_owned(),
                    subject: subject.clone(),
                    words: call.notes.clone(),
                    client_due: Some(next),
                    urgent: false,
                    value: None,
                    owner: None,
                };
                let number = self.make(&draft, CALLBACKS, Cue::Callback)?.number;
                self.set_callback(number, next, &subject)?;
                Ok(Some(format!("next call {} ({number})", self.day(next))))
            }
            (None, Some(number)) if call.outcome.reached() => {
                let mut item = items::load(self.transaction, number)?;
                let ended = self.moment.finish(&mut item, true, true, None, None)?;
                items::save_turn(self.transaction, &item, ended.as_ref())?;
                self.keep_words(number, "told", "")?;
                self.touch(number);
                Ok(Some(format!("callback {number} closed")))
            }
            (None, Some(_) | None) => Ok(None),
        }
    }

    /// What a callback is about: how the latest try ended, and how many there were since the client was reached.
    fn callback_subject(&self, outcome: CallOutcome, account: AccountNo) -> Result<String> {
        let tries = calls::tries(self.transaction, account)?;
        let tried = match tries {
            0 | 1 => String::new(),
            2 => ", tried twice".to_owned(),
            many => format!(", tried {many} times"),
        };
        Ok(format!("{CALL_BACK}{}{tried}", outcome.words()))
    }

    fn set_callback(&mut self, number: ItemNo, next: Time, subject: &str) -> Result<()> {
        let mut item = items::load(self.transaction, number)?;
        // Words of the rep's own stand.
        if is_written_by_a_call(&item.subject) {
            subject.clone_into(&mut item.subject);
        }
        if let Standing::Open(open) = &mut item.standing {
            open.client_due = next;
            open.snoozed_until = Some(next);
            open.standing_cue = Cue::Callback;
            self.moment.rewake(open);
        }
        items::save_turn(self.transaction, &item, None)?;
        self.touch(number);
        Ok(())
    }

    /// The account's open callback that nobody else has, if there is one.
    fn standing_callback(&self, account: AccountNo) -> Result<Option<ItemNo>> {
        Ok(self
            .transaction
            .prepare_cached(
                "SELECT number FROM items WHERE account = ?1 AND state = 'open' AND kind = 'follow_up'
                     AND standing_cue = 'callback' AND play = 'nobody' ORDER BY number DESC LIMIT 1",
            )?
            .query_row([account.0], |row| row.get(0).map(ItemNo))
            .optional()?)
    }

    /// A connected call tells the client: the row's clock is set to the next date, else to the default. A callback's
    /// clock has been set with its next call.
    fn reset_clock(&mut self, number: ItemNo, next: Option<Time>, notes: &str) -> Result<()> {
        let mut item = items::load(self.transaction, number)?;
        if item.open().is_none() {
            return Ok(());
        }
        if !is_callback(&item) {
            self.moment.tell(&mut item, next)?;
            items::save_turn(self.transaction, &item, None)?;
        }
        self.keep_words(number, "told", &clean::block(notes, clean::NOTE))
    }

    /// The account's other open rows, whose clocks the command did not touch.
    pub(super) fn others_open(
        &self,
        account: AccountNo,
        name: &str,
        but: Option<ItemNo>,
    ) -> Result<Option<Remark>> {
        let mut statement = self.transaction.prepare_cached(
            "SELECT number, client_due FROM items
             WHERE account = ?1 AND state = 'open' AND number <> ?2 AND standing_cue <> 'callback'
             ORDER BY client_due, number LIMIT ?3",
        )?;
        let room = i64::try_from(self.touched.len() + 4).unwrap_or(i64::MAX);
        let others: Vec<(i64, i64)> = statement
            .query_map(
                params![account.0, but.map_or(0, |number| number.0), room],
                |row| Ok((row.get(0)?, row.get(1)?)),
            )?
            .filter(|row: &rusqlite::Result<(i64, i64)>| {
                row.as_ref()
                    .map_or(true, |(number, _)| !self.touched.contains(&ItemNo(*number)))
            })
            .collect::<rusqlite::Result<_>>()?;
        let named: Vec<(ItemNo, String)> = others
            .iter()
            .take(3)
            .map(|(number, due)| (ItemNo(*number), *due))
            .map(|(number, due)| {
                let due = say::due(time(due), self.moment.now, self.calendar());
                (number, format!("{number} {due}"))
            })
            .collect();
        let more = if others.len() > 3 { ", …" } else { "" };
        Ok(named.first().map(|(first, _)| {
            let rows: Vec<&str> = named.iter().map(|(_, row)| row.as_str()).collect();
            Remark::OthersOpen {
                words: format!("also open for {name}: {}{more}", rows.join(", ")),
                first: *first,
            }
        }))
    }

    fn day(&self, at: Time) -> String {
        say::long(at, self.moment.now, self.calendar())
    }
}

/// Whether the subject is one that a call gave its callback.
fn is_written_by_a_call(subject: &str) -> bool {
    subject.strip_prefix(CALL_BACK).is_some_and(|rest| {
        let outcome = rest.split_once(", tried ").map_or(rest, |(outcome, _)| outcome);
        CallOutcome::ALL.iter().any(|known| known.words() == outcome)
    })
}

fn is_callback(item: &Item) -> bool {
    item.kind == Kind::FollowUp
        && item
            .open()
            .is_some_and(|open| open.standing_cue == Cue::Callback && item.hand_off().is_none())
}
