//! Next!: what comes after a chase that reached nobody; and calls that went into a file for another program.

use rusqlite::params;

use super::Act;
use super::calls::CALLBACKS;
use crate::domain::calls::{CallCommand, MoveOn, Target};
use crate::domain::draft::ItemDraft;
use crate::domain::ids::{AccountNo, CallNo, ItemNo, PersonNo};
use crate::domain::item::{Cue, Kind};
use crate::domain::{Time, clean, say};
use crate::store::{Result, StoreError, accounts, calls, items, ms, new_id, people};

impl Act<'_> {
    pub(super) fn on_calls(&mut self, command: &CallCommand) -> Result<String> {
        match command {
            CallCommand::MoveOn { account, to } => self.move_on(*account, to),
            CallCommand::Exported { target, calls } => self.exported(*target, calls),
        }
    }

    fn move_on(&mut self, account: AccountNo, to: &MoveOn) -> Result<String> {
        let (account, name) = self.client(account)?;
        let chase = calls::chase(self.transaction, account, None)?;
        if let Some(callback) = chase.callback {
            calls::end_chase(self.transaction, callback)?;
        }
        match to {
            MoveOn::Person(person) => self.call_person(account, &name, chase.callback, *person),
            MoveOn::Account(other) => self.call_account(account, &name, chase.callback, *other),
            MoveOn::Note(text) => self.last_note(&name, chase.callback, text),
            MoveOn::Rest(until) => self.rest(&name, chase.callback, *until),
        }
    }

    fn client(&self, account: AccountNo) -> Result<(AccountNo, String)> {
        accounts::standing(self.transaction, account)?
            .ok_or_else(|| StoreError::refused(format!("there is no account {account}")))
    }

    fn call_person(
        &mut self,
        account: AccountNo,
        name: &str,
        callback: Option<ItemNo>,
        person: PersonNo,
    ) -> Result<String> {
        let person = people::load_person(self.transaction, person)?;
        if person.account != account {
            return Err(StoreError::refused(format!(
                "{} is at {} and not at {name}: call there, or name somebody at {name}",
                person.name, person.account_name
            )));
        }
        if person.gone {
            return Err(StoreError::refused(format!(
                "{} is not at {name} any more: name somebody else there",
                person.name
            )));
        }
        let subject = format!("Call {}", person.name);
        let number = self.callback_now(callback, name, &subject, &person.name)?;
        Ok(format!(
            "Next! {name}: {} is to be called ({number})",
            person.name
        ))
    }

    /// A callback in front of the rep now, with this subject and contact; the one that stands, if one does.
    fn callback_now(
        &mut self,
        callback: Option<ItemNo>,
        client: &str,
        subject: &str,
        contact: &str,
    ) -> Result<ItemNo> {
        let number = match callback {
            Some(number) => number,
            None => self.new_callback(client, subject)?,
        };
        let mut item = items::load(self.transaction, number)?;
        item.subject = clean::line(subject, clean::SUBJECT);
        item.contact = (!contact.is_empty()).then(|| contact.to_owned());
        self.moment.tell(&mut item, None)?;
        items::save_turn(self.transaction, &item, None)?;
        self.bring_up(number, None)?;
        Ok(number)
    }

    fn new_callback(&self, client: &str, subject: &str) -> Result<ItemNo> {
        let draft = ItemDraft {
            kind: Kind::FollowUp,
            account: client.to_owned(),
            subject: subject.to_owned(),
            words: String::new(),
            client_due: None,
            urgent: false,
            value: None,
            owner: None,
        };
        Ok(self.make(&draft, CALLBACKS, Cue::Callback)?.number)
    }

    fn call_account(
        &mut self,
        account: AccountNo,
        name: &str,
        callback: Option<ItemNo>,
        other: AccountNo,
    ) -> Result<String> {
        let (other, other_name) = self.client(other)?;
        if other == account {
            return Err(StoreError::refused(format!(
                "{name} is the client nobody reached: name another one"
            )));
        }
        if let Some(number) = callback {
            // Nobody was told anything: the callback is dropped, not finished.
            let mut item = items::load(self.transaction, number)?;
            let ended = self.moment.dismiss(&mut item)?;
            items::save_turn(self.transaction, &item, ended.as_ref())?;
        }
        let standing = calls::chase(self.transaction, other, None)?.callback;
        let number = if let Some(number) = standing {
            self.bring_up(number, None)?;
            number
        } else {
            let number = self.new_callback(&other_name, "Call: they have heard nothing for a while")?;
            self.touch(number);
            number
        };
        if let Some(dropped) = callback {
            self.touch(dropped);
        }
        Ok(format!(
            "Next! {other_name} is to be called ({number}); {name} is left alone"
        ))
    }

    fn last_note(&mut self, name: &str, callback: Option<ItemNo>, text: &str) -> Result<String> {
        let text = clean::block(text, clean::NOTE);
        if text.is_empty() {
            return Err(StoreError::refused(format!(
                "the last note to {name} is empty: write something"
            )));
        }
        let number = match callback {
            Some(number) => number,
            None => self.new_callback(name, "One last note")?,
        };
        self.close_callback(number, &text)?;
        self.draft = Some(text);
        Ok(format!("Next! one last note to {name}, {number} closed"))
    }

    fn rest(&mut self, name: &str, callback: Option<ItemNo>, until: Time) -> Result<String> {
        if until <= self.moment.now {
            return Err(StoreError::refused(format!(
                "{name} can only rest until a time in the future"
            )));
        }
        let number = match callback {
            Some(number) => number,
            None => self.new_callback(name, "Call again")?,
        };
        self.set_callback(number, until, None)?;
        let day = say::long(until, self.moment.now, self.calendar());
        Ok(format!("Next! {name} rests until {day} ({number})"))
    }

    /// Notes that calls stand in a file for another program. One that stood there before is not noted twice.
    fn exported(&mut self, target: Target, exported: &[CallNo]) -> Result<String> {
        let now = self.moment.now;
        let mut insert = self.transaction.prepare_cached(
            "INSERT INTO call_exports (id, call, target, at) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (call, target) DO NOTHING",
        )?;
        let mut noted = 0;
        for call in exported {
            noted += insert.execute(params![new_id(now), call.0, target.as_str(), ms(now)])?;
        }
        drop(insert);
        self.count += noted;
        let calls = if noted == 1 { "call" } else { "calls" };
        Ok(format!("{noted} {calls} exported for {}", target.name()))
    }
}
