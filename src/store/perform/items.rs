//! Commands on items.

use rusqlite::params;

use super::{Act, words};
use crate::domain::command::{Command, ItemEdit, Listened, Remark};
use crate::domain::draft::ItemDraft;
use crate::domain::handoff::HandOff;
use crate::domain::ids::ItemNo;
use crate::domain::item::{Cue, Item, Kind, Reason, Standing};
use crate::domain::life::Refusal;
use crate::domain::owner::Owner;
use crate::domain::{Time, clean, say};
use crate::store::items::{self, SourceMark};
use crate::store::{Result, StoreError, accounts, ms, new_id, owners};

/// What a command made of one item: the hand-off that ended, and what happened in words.
pub(super) type Turn = Result<(Option<HandOff>, String)>;

impl Act<'_> {
    /// Does the command; the words come back.
    pub(super) fn act(&mut self, command: &Command) -> Result<String> {
        match command {
            Command::HandOff { items, to, brief } => {
                self.each(items, |act, item| act.hand_off(item, *to, brief.as_deref()))
            }
            Command::Answer { items, answer, words } => {
                let words = clean::block(words, clean::NOTE);
                self.each(items, |act, item| act.answer(item, answer, &words))
            }
            Command::Recall { items } => self.each(items, Self::recall),
            Command::Nudge { items } => self.each(items, Self::nudge),
            Command::Escalate { items } => self.each(items, Self::escalate),
            Command::Tell { items, words, next } => {
                let said = self.each(items, |act, item| act.tell(item, words, *next))?;
                self.offer_others(items)?;
                Ok(said)
            }
            // Each as if it alone had taken that long: the week would add up hours that nobody worked.
            Command::Finish {
                items,
                minutes: Some(_),
                ..
            } if items.len() > 1 => Err(StoreError::refused(
                "could not note the minutes: they are one row's, and several are being closed; \
                 close them without, or one at a time"
                    .to_owned(),
            )),
            Command::Finish {
                items,
                told,
                reason,
                minutes,
                words,
            } => self.each(items, |act, item| {
                act.finish(item, told.then_some(words), *reason, *minutes)
            }),
            Command::Keep { items, reason } => self.each(items, |act, item| {
                Ok((
                    act.moment.keep(item, *reason)?,
                    format!("kept: first chair, {}", reason.words()),
                ))
            }),
            Command::Snooze { items, until } => {
                let mut past = Vec::new();
                let said = self.each(items, |act, item| act.snooze(item, *until, &mut past))?;
                self.remark = self.past_clocks(&past);
                Ok(said)
            }
            Command::Star { items, urgent } => self.each(items, |_, item| star(item, *urgent)),
            Command::Dismiss { items } => self.each(items, Self::dismiss),
            Command::Reopen { items } => self.each(items, Self::reopen),
            Command::Note { items, text } => self.each(items, |act, item| act.note(item, text)),
            Command::MarkTold { items, .. } => self.each(items, Self::mark_told),
            Command::MarkOwnerTold { owner, .. } => self.mark_owner_told(*owner),
            Command::Add(draft) => self.add(draft),
            Command::Edit { item, edit } => self.each(&[*item], |act, item| act.edit(item, edit)),
            Command::Listen { item, heard } => self.each(&[*item], |act, item| act.listen(item, heard)),
            Command::LogCall(call) => self.log_call(call),
            Command::Promise(command) => self.promise(command),
            Command::AddOwners(owners) => self.add_owners(owners),
            Command::EditOwner(owner) => self.edit_owner(owner),
            Command::Deal(command) => self.deal(command),
            Command::Outcome(command) => self.outcome(command),
            Command::Account(command) => self.on_account(command),
            Command::Ask(command) => self.ask(command),
            Command::Call(command) => self.on_calls(command),
            Command::Diary(command) => self.diary(command),
            Command::Undo(_) | Command::Redo => {
                Err(StoreError::refused("undo and redo are no commands to log"))
            }
        }
    }

    /// Does one thing to each item and writes it back.
    pub(super) fn each(
        &mut self,
        numbers: &[ItemNo],
        mut turn: impl FnMut(&mut Self, &mut Item) -> Turn,
    ) -> Result<String> {
        let mut done: Vec<(Item, String)> = Vec::new();
        let mut count = 0;
        for &number in numbers {
            let mut item = items::load(self.transaction, number)?;
            match turn(self, &mut item) {
                Ok((ended, what)) => {
                    items::save_turn(self.transaction, &item, ended.as_ref())?;
                    self.step_turned(&item)?;
                    self.ask_turned(&item)?;
                    self.touch(number);
                    count += 1;
                    if done.len() < super::NAMED {
                        done.push((item, what));
                    }
                }
                Err(StoreError::Refused(why) | StoreError::NeedsReason(why))
                    if self.leave_out && numbers.len() > 1 =>
                {
                    self.left_out.push(why);
                }
                Err(error) => return Err(error),
            }
        }
        Ok(words::said(&done, count))
    }

    fn tell(&mut self, item: &mut Item, text: &str, next: Option<Time>) -> Turn {
        let ended = self.moment.tell(item, next)?;
        self.keep_words(item.number, "told", &clean::block(text, clean::NOTE))?;
        let due = item
            .open()
            .map(|open| say::long(open.client_due, self.moment.now, self.calendar()));
        Ok((
            ended,
            format!("client told, hears again {}", due.unwrap_or_default()),
        ))
    }

    /// Finishes: closes with what the client was told, or wakes for the client to be told.
    fn finish(
        &mut self,
        item: &mut Item,
        told: Option<&String>,
        reason: Option<Reason>,
        minutes: Option<u32>,
    ) -> Turn {
        let record = self.may_finish(item)?;
        let ever_handed = items::ever_handed(self.transaction, item.number)?;
        let ended = self
            .moment
            .finish(item, told.is_some(), ever_handed, reason, minutes)?;
        let what = if let Some(words) = told {
            self.ended_with_row(record)?;
            self.keep_words(item.number, "told", &clean::block(words, clean::NOTE))?;
            "closed: the client knows"
        } else {
            "done, the client is still to be told"
        };
        Ok((ended, what.to_owned()))
    }

    /// The client heard of these rows: the other open ones of the client are offered, if it is one client.
    fn offer_others(&mut self, told: &[ItemNo]) -> Result<()> {
        let mut clients = Vec::new();
        if told.len() > super::NAMED {
            return Ok(());
        }
        for &number in told {
            let item = items::load(self.transaction, number)?;
            if clients.iter().all(|(account, _)| *account != item.account) {
                clients.push((item.account, item.account_name));
            }
            if clients.len() > 1 {
                return Ok(());
            }
        }
        if let Some((account, name)) = clients.first() {
            self.remark = self.others_open(*account, name, None)?;
        }
        Ok(())
    }

    /// Snoozes; an item that sleeps past its client clock is noted with it.
    fn snooze(&mut self, item: &mut Item, until: Time, past: &mut Vec<(ItemNo, Time)>) -> Turn {
        let ended = self.moment.snooze(item, until)?;
        if let Some(open) = item.open()
            && open.client_due < until
        {
            past.push((item.number, open.client_due));
        }
        let until = say::long(until, self.moment.now, self.calendar());
        Ok((ended, format!("asleep until {until}")))
    }

    /// Which rows sleep past their client clocks.
    fn past_clocks(&self, past: &[(ItemNo, Time)]) -> Option<Remark> {
        let [(first, due), others @ ..] = past else {
            return None;
        };
        let due = say::long(*due, self.moment.now, self.calendar());
        let more = match others.len() {
            0 => String::new(),
            1 => " and 1 row more".to_owned(),
            more => format!(" and {more} rows more"),
        };
        Some(Remark::Words(format!(
            "that is past the client clock of {first}: {due}{more}"
        )))
    }

    fn note(&mut self, item: &mut Item, text: &str) -> Turn {
        let text = clean::block(text, clean::NOTE);
        if text.is_empty() {
            return Err(StoreError::refused(format!(
                "the note on {} is empty: write something",
                item.number
            )));
        }
        self.keep_words(item.number, "note", &text)?;
        Ok((None, "noted".to_owned()))
    }

    pub(super) fn keep_words(&self, item: ItemNo, kind: &str, text: &str) -> Result<()> {
        self.transaction
            .prepare_cached("INSERT INTO notes (id, item, kind, at, text) VALUES (?1, ?2, ?3, ?4, ?5)")?
            .execute(params![
                new_id(self.moment.now),
                item.0,
                kind,
                ms(self.moment.now),
                text
            ])?;
        Ok(())
    }

    fn add(&mut self, draft: &ItemDraft) -> Result<String> {
        let owner = draft
            .owner
            .as_deref()
            .map(|handle| self.by_handle(handle))
            .transpose()?;
        let item = self.make(draft, "added", Cue::New)?;
        let mut said = format!("{} {} added: {}", item.number, item.account_name, item.subject);
        self.touch(item.number);
        if let Some(owner) = owner {
            let mut item = item;
            let text = self.brief(&item, &owner, None)?;
            let ended = self.moment.hand_off(&mut item, &owner, text)?;
            items::save_turn(self.transaction, &item, ended.as_ref())?;
            said = format!("{said}, handed to {}", owner.name);
        }
        Ok(said)
    }

    /// A new item from a draft, awake.
    pub(super) fn make(&self, draft: &ItemDraft, source: &str, cue: Cue) -> Result<Item> {
        let (account, account_name, _) = accounts::named(self.transaction, &draft.account, self.moment.now)?;
        let subject = clean::line(&draft.subject, clean::SUBJECT);
        if subject.is_empty() {
            return Err(StoreError::refused(
                "an item needs a subject: write it after the colon, as in `Acme: 40 pallets`",
            ));
        }
        let now = self.moment.now;
        let client_due = draft
            .client_due
            .unwrap_or_else(|| self.moment.client_default(draft.kind, draft.urgent, now));
        let mut item = Item {
            number: ItemNo(0),
            kind: draft.kind,
            account,
            account_name,
            contact: None,
            subject,
            words: clean::block(&draft.words, clean::WORDS),
            mood: None,
            urgent: draft.urgent,
            value: draft.value,
            source: source.to_owned(),
            source_key: None,
            arrived_at: now,
            standing: Standing::Open(self.moment.arrived(client_due, cue)),
        };
        item.number = items::insert(self.transaction, &item, &SourceMark::default(), now)?;
        Ok(item)
    }

    fn edit(&mut self, item: &mut Item, edit: &ItemEdit) -> Turn {
        self.may_edit(item, edit)?;
        if let Some(account) = &edit.account {
            (item.account, item.account_name, _) =
                accounts::named(self.transaction, account, self.moment.now)?;
        }
        if let Some(subject) = &edit.subject {
            item.subject = clean::line(subject, clean::SUBJECT);
            if item.subject.is_empty() {
                return Err(StoreError::refused(format!("{} needs a subject", item.number)));
            }
        }
        item.kind = edit.kind.unwrap_or(item.kind);
        item.value = edit.value.unwrap_or(item.value);
        item.urgent = edit.urgent.unwrap_or(item.urgent);
        if let Some(due) = edit.client_due {
            let Standing::Open(open) = &mut item.standing else {
                return Err(Refusal::Closed(item.number).into());
            };
            open.client_due = due;
            self.moment.rewake(open);
        }
        if edit.kind.is_some() || edit.account.is_some() {
            // Routing looks for who took this account's last item of the kind, so hand-offs follow.
            self.transaction
                .prepare_cached("UPDATE hand_offs SET kind = ?2, account = ?3 WHERE item = ?1")?
                .execute(params![item.number.0, item.kind.as_str(), item.account.0])?;
        }
        Ok((None, "edited".to_owned()))
    }

    fn listen(&mut self, item: &mut Item, heard: &Listened) -> Turn {
        opened(item)?;
        if item.kind != Kind::Support {
            return Err(StoreError::refused(format!(
                "{} is no support call: listening is for those",
                item.number
            )));
        }
        let words = clean::block(&heard.words, clean::WORDS);
        if !words.is_empty() {
            self.keep_words(item.number, "heard", &words)?;
            item.words = words;
        }
        item.mood = heard.mood.or(item.mood);
        let said = clean::block(&heard.said, clean::NOTE);
        if !said.is_empty() || heard.next.is_some() {
            self.moment.tell(item, heard.next)?;
            self.keep_words(item.number, "told", &said)?;
        }
        match heard.then {
            Some(to) => {
                let (ended, what) = self.hand_off(item, to, None)?;
                Ok((ended, format!("heard, {what}")))
            }
            None => Ok((None, "heard".to_owned())),
        }
    }

    fn add_owners(&mut self, added: &[Owner]) -> Result<String> {
        let mut names = Vec::new();
        for owner in added {
            let number = owners::insert(self.transaction, owner, self.moment.now)?;
            self.count += 1;
            // The name as it was cleaned, not as it was given.
            names.push(owners::load(self.transaction, number)?.name);
        }
        Ok(format!(
            "{} added as {}",
            names.join(", "),
            if names.len() == 1 { "an owner" } else { "owners" }
        ))
    }

    fn edit_owner(&mut self, owner: &Owner) -> Result<String> {
        let before = owners::load(self.transaction, owner.number)?;
        owners::save(self.transaction, owner)?;
        self.count += 1;
        Ok(if owner.retired && !before.retired {
            self.remark = self.still_with(owner)?;
            format!("{} takes no new work from now on", before.name)
        } else {
            format!("{}'s card edited", before.name)
        })
    }

    /// What an owner who takes nothing new has at hand still.
    fn still_with(&self, owner: &Owner) -> Result<Option<Remark>> {
        let open: i64 = self
            .transaction
            .prepare_cached("SELECT count(*) FROM hand_offs WHERE owner = ?1 AND ended_at IS NULL")?
            .query_row([owner.number.0], |row| row.get(0))?;
        Ok(match open {
            0 => None,
            1 => Some(Remark::Words("1 row is still with them: see Waiting".to_owned())),
            more => Some(Remark::Words(format!(
                "{more} rows are still with them: see Waiting"
            ))),
        })
    }

    pub(super) fn calendar(&self) -> &crate::domain::worktime::Calendar {
        &self.moment.settings.calendar
    }
}

pub(super) fn opened(item: &Item) -> Result<()> {
    if item.open().is_some() {
        Ok(())
    } else {
        Err(Refusal::Closed(item.number).into())
    }
}

fn star(item: &mut Item, urgent: bool) -> Turn {
    opened(item)?;
    item.urgent = urgent;
    Ok((
        None,
        if urgent {
            "starred as urgent"
        } else {
            "no longer urgent"
        }
        .to_owned(),
    ))
}
