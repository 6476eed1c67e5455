//! Logging a call: the call, the row's client clock, and the account's one callback, in one command.

use rusqlite::params;

use super::Act;
use crate::domain::cadence::{Chase, ChaseOver, Try};
use crate::domain::command::{CallDraft, Remark};
use crate::domain::draft::ItemDraft;
use crate::domain::ids::{AccountNo, ItemNo, PersonNo};
use crate::domain::item::{Cue, Item, Kind, Standing};
use crate::domain::settings::CallOutcome;
use crate::domain::{Time, clean, say};
use crate::store::calls::{self, CALL_BACK, Call};
use crate::store::{Result, StoreError, accounts, items, people, time};

/// The source of a follow-up that a call made.
pub(super) const CALLBACKS: &str = "call";

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
        let chase = calls::chase(self.transaction, account, item.as_ref().map(|item| item.number))?;
        let this = chase.try_that_ended(
            call.outcome,
            &self.moment.settings.cadences,
            self.moment.now,
            self.calendar(),
        );
        if made {
            said = format!("{said}, new account {name}");
        }
        if !this.reached && (chase.tries > 0 || this.is_last()) {
            said = format!("{said}, {}", this.words());
        }
        let (callback, moved) = self.callback(call, &chase, &this, (account, &name))?;
        if let Some(what) = moved {
            said = format!("{said}, {what}");
        }
        let in_chase = chase.tries > 0 || chase.callback.is_some();
        self.insert_call(
            call,
            account,
            item.as_ref(),
            (!this.reached || in_chase).then_some(this.number),
            callback.filter(|_| !this.reached),
        )?;
        if this.reached
            && let Some(callback) = callback
        {
            calls::end_chase(self.transaction, callback)?;
        }
        if this.is_last() && call.next.is_none() {
            if let Some(callback) = callback {
                self.bring_up(callback, Some(&callback_subject(call.outcome, &this)))?;
            }
            self.over = Some(ChaseOver {
                account,
                client: name.clone(),
                tries: this.number,
            });
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

    fn insert_call(
        &mut self,
        call: &CallDraft,
        account: AccountNo,
        item: Option<&Item>,
        attempt: Option<u32>,
        chase: Option<ItemNo>,
    ) -> Result<()> {
        self.count += 1;
        let (card, person) = self.spoken_with(account, &call.person)?;
        calls::insert(
            self.transaction,
            &Call {
                account,
                item: item.map(|item| item.number),
                outcome: call.outcome,
                at: call.at,
                minutes: call.minutes,
                next: call.next,
                card,
                person,
                notes: clean::block(&call.notes, clean::NOTE),
                attempt,
                chase,
            },
        )?;
        self.settle_meetings(account, call.at)
    }

    /// Who a call was with: the card of the one who is meant and the whole name, else the words as they are.
    fn spoken_with(&self, account: AccountNo, words: &str) -> Result<(Option<PersonNo>, String)> {
        Ok(match people::named_there(self.transaction, account, words)? {
            Some((card, name)) => (Some(card), name),
            None => (None, clean::line(words, clean::NAME)),
        })
    }

    /// Makes or moves the account's one callback to the next date; a connected call without one ends the chase.
    /// The callback comes back, with what became of it in words.
    fn callback(
        &mut self,
        call: &CallDraft,
        chase: &Chase,
        this: &Try,
        (account, name): (AccountNo, &str),
    ) -> Result<(Option<ItemNo>, Option<String>)> {
        match (call.next, chase.callback) {
            (Some(next), Some(number)) => {
                self.set_callback(number, next, Some(&callback_subject(call.outcome, this)))?;
                Ok((Some(number), Some(format!("next call {}", self.day(next)))))
            }
            (Some(next), None) => {
                let draft = ItemDraft {
                    kind: Kind::FollowUp,
                    account: name.to_owned(),
                    subject: callback_subject(call.outcome, this),
                    words: call.notes.clone(),
                    client_due: Some(next),
                    urgent: false,
                    value: None,
                    owner: None,
                };
                let mut item = self.make(&draft, CALLBACKS, Cue::Callback)?;
                let (number, (_, person)) = (item.number, self.spoken_with(account, &call.person)?);
                if !person.is_empty() {
                    item.contact = Some(person);
                    items::save_turn(self.transaction, &item, None)?;
                }
                self.set_callback(number, next, None)?;
                let words = format!("next call {} ({number})", self.day(next));
                Ok((Some(number), Some(words)))
            }
            (None, Some(number)) if call.outcome.reached() => {
                self.close_callback(number, "")?;
                Ok((Some(number), Some(format!("callback {number} closed"))))
            }
            (None, standing) => Ok((standing, None)),
        }
    }

    /// Closes a callback, with what the client was told.
    pub(super) fn close_callback(&mut self, number: ItemNo, told: &str) -> Result<()> {
        let mut item = items::load(self.transaction, number)?;
        let ended = self.moment.finish(&mut item, true, true, None, None)?;
        items::save_turn(self.transaction, &item, ended.as_ref())?;
        self.keep_words(number, "told", told)?;
        self.touch(number);
        Ok(())
    }

    /// Puts a callback in front of the rep now. With a subject, it says so, unless the rep gave it another one.
    pub(super) fn bring_up(&mut self, number: ItemNo, subject: Option<&str>) -> Result<()> {
        let mut item = items::load(self.transaction, number)?;
        say_in_callback(&mut item, subject);
        if let Standing::Open(open) = &mut item.standing {
            open.snoozed_until = None;
            open.standing_cue = Cue::Callback;
            self.moment.rewake(open);
        }
        items::save_turn(self.transaction, &item, None)?;
        self.touch(number);
        Ok(())
    }

    /// Sets a callback to a date; it sleeps until then. With a subject, it says so, unless the rep gave it another one.
    pub(super) fn set_callback(&mut self, number: ItemNo, next: Time, subject: Option<&str>) -> Result<()> {
        let mut item = items::load(self.transaction, number)?;
        say_in_callback(&mut item, subject);
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

/// What a callback is about: how the latest try ended, and how many there were since the client was reached.
fn callback_subject(outcome: CallOutcome, this: &Try) -> String {
    let tries = if this.reached { 0 } else { this.number };
    let tried = match tries {
        0 | 1 => String::new(),
        2 => ", tried twice".to_owned(),
        many => format!(", tried {many} times"),
    };
    format!("{CALL_BACK}{}{tried}", outcome.words())
}

/// Gives a callback its subject, unless the rep gave it another one.
fn say_in_callback(item: &mut Item, subject: Option<&str>) {
    if let Some(subject) = subject
        && is_written_by_a_call(&item.subject)
    {
        subject.clone_into(&mut item.subject);
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
