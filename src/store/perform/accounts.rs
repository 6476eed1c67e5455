//! Commands on accounts and people: their cards.

use rusqlite::{OptionalExtension, params};

use super::Act;
use crate::domain::account::{
    self, Account, AccountCommand, AccountDraft, AccountEdit, ListEdit, PersonDraft, PersonEdit, TAGS,
};
use crate::domain::clean;
use crate::domain::command::{AccountRef, Remark};
use crate::domain::duplicates;
use crate::domain::ids::{AccountNo, PersonNo};
use crate::domain::reach::{self, Reach, Way};
use crate::store::people::{self, Whose};
use crate::store::{Result, StoreError, accounts, new_id};

/// Accounts looked at for one that may be the same, and those named.
const LOOKED_AT: i64 = 200;
const SIMILAR: usize = 3;

impl Act<'_> {
    /// Does a command on an account or on somebody there.
    pub(super) fn on_account(&mut self, command: &AccountCommand) -> Result<String> {
        match command {
            AccountCommand::Add(draft) => self.add_account(draft),
            AccountCommand::Edit { account, edit } => self.edit_account(*account, edit),
            AccountCommand::Merge { from, into } => self.merge_accounts(*from, *into),
            AccountCommand::AddPerson { account, person } => self.add_person(account, person),
            AccountCommand::EditPerson { person, edit } => self.edit_person(*person, edit),
            AccountCommand::MergePeople { from, into } => self.merge_people(*from, *into),
        }
    }

    pub(super) fn account(&self, number: AccountNo) -> Result<Account> {
        people::account(self.transaction, number)?.ok_or_else(|| {
            StoreError::refused(format!(
                "there is no account {number}; `downbeat account list` shows those there are"
            ))
        })
    }

    fn add_account(&mut self, draft: &AccountDraft) -> Result<String> {
        let name = clean::line(&draft.name, clean::NAME);
        if name.is_empty() {
            return Err(StoreError::refused("an account needs a name: write one"));
        }
        let match_name = clean::normalise_name(&name);
        if let Some((number, known)) = accounts::of_name(self.transaction, &match_name)? {
            return Err(StoreError::refused(format!(
                "{name:?} is known: it is account {number}, {known}"
            )));
        }
        let number = accounts::insert(self.transaction, &name, &match_name, self.moment.now)?;
        self.count += 1;
        self.set_domain(number, &draft.domain)?;
        self.edit_tags(number, &[], &ListEdit::all(draft.tags.clone()))?;
        let whose = Whose::Account(number);
        self.edit_reach(whose, &name, Way::Phone, &ListEdit::all(draft.phones.clone()))?;
        self.edit_reach(whose, &name, Way::Email, &ListEdit::all(draft.emails.clone()))?;
        self.offer_similar(number, &name)?;
        Ok(format!("account {number} {name} added"))
    }

    fn edit_account(&mut self, number: AccountNo, edit: &AccountEdit) -> Result<String> {
        let before = self.account(number)?;
        let number = before.number;
        if let Some(name) = &edit.name {
            self.rename(&before, name)?;
        }
        if let Some(domain) = &edit.domain {
            self.set_domain(number, domain)?;
        }
        self.edit_tags(number, &before.tags, &edit.tags)?;
        let whose = Whose::Account(number);
        self.edit_reach(whose, &before.name, Way::Phone, &edit.phones)?;
        self.edit_reach(whose, &before.name, Way::Email, &edit.emails)?;
        self.count += 1;
        let after = self.account(number)?;
        if after == before {
            return Err(StoreError::refused(format!(
                "{} is like that already: there is nothing to change",
                before.name
            )));
        }
        Ok(if after.name == before.name {
            format!("account {number} {} edited", after.name)
        } else {
            format!("account {number} {} is called {} now", before.name, after.name)
        })
    }

    /// A new name. The old one stays behind as a row that was merged into this one: what still comes in under it finds
    /// this account.
    fn rename(&self, before: &Account, name: &str) -> Result<()> {
        let number = before.number;
        let name = clean::line(name, clean::NAME);
        if name.is_empty() {
            return Err(StoreError::refused(format!(
                "{} needs a name: write one",
                before.name
            )));
        }
        let (old, new) = (clean::normalise_name(&before.name), clean::normalise_name(&name));
        if old != new {
            let taken: Option<(i64, Option<i64>)> = self
                .transaction
                .prepare_cached("SELECT number, merged_into FROM accounts WHERE match_name = ?1")?
                .query_row([&new], |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()?;
            match taken {
                None => {
                    // The name is given up before another row takes it: no two may have it.
                    self.set_name(number, &name, &new)?;
                    let alias = accounts::insert(self.transaction, &before.name, &old, self.moment.now)?;
                    self.transaction
                        .prepare_cached("UPDATE accounts SET merged_into = ?2 WHERE number = ?1")?
                        .execute(params![alias.0, number.0])?;
                }
                Some((alias, Some(into))) if into == number.0 => {
                    // One of its own earlier names: the two rows change theirs.
                    let between = new_id(self.moment.now);
                    self.set_name(AccountNo(alias), &before.name, &between)?;
                    self.set_name(number, &name, &new)?;
                    self.set_name(AccountNo(alias), &before.name, &old)?;
                }
                Some((other, into)) => {
                    let other = AccountNo(into.unwrap_or(other));
                    let other_name = self.account(other)?.name;
                    return Err(StoreError::refused(format!(
                        "{name:?} is account {other}, {other_name}; `downbeat account merge {number} --into {other}` \
                         makes one of the two"
                    )));
                }
            }
        } else if name != before.name {
            self.set_name(number, &name, &new)?;
        }
        Ok(())
    }

    fn set_name(&self, number: AccountNo, name: &str, match_name: &str) -> Result<()> {
        self.transaction
            .prepare_cached("UPDATE accounts SET name = ?2, match_name = ?3 WHERE number = ?1")?
            .execute(params![number.0, name, match_name])?;
        Ok(())
    }

    pub(super) fn set_domain(&self, number: AccountNo, typed: &str) -> Result<()> {
        let domain = if typed.trim().is_empty() {
            String::new()
        } else {
            reach::domain(typed).ok_or_else(|| {
                StoreError::refused(format!(
                    "{:?} is no domain: write what stands after the @, as in borealis.example",
                    clean::line(typed, clean::NAME)
                ))
            })?
        };
        self.transaction
            .prepare_cached("UPDATE accounts SET domain = ?2 WHERE number = ?1 AND domain <> ?2")?
            .execute(params![number.0, domain])?;
        Ok(())
    }

    pub(super) fn edit_tags(&self, number: AccountNo, before: &[String], edit: &ListEdit) -> Result<()> {
        if edit.is_nothing() {
            return Ok(());
        }
        let mut tags: Vec<String> = match &edit.set {
            Some(all) => all.iter().filter_map(|text| account::tag(text)).collect(),
            None => before.to_vec(),
        };
        tags.extend(edit.add.iter().filter_map(|text| account::tag(text)));
        let gone: Vec<String> = edit.remove.iter().filter_map(|text| account::tag(text)).collect();
        tags.retain(|tag| !gone.contains(tag));
        tags.sort_unstable();
        tags.dedup();
        if tags.len() > TAGS {
            return Err(StoreError::refused(format!(
                "an account has {TAGS} tags at most: take one off first"
            )));
        }
        self.transaction
            .prepare_cached("UPDATE accounts SET tags = ?2 WHERE number = ?1 AND tags <> ?2")?
            .execute(params![number.0, tags.join(" ")])?;
        Ok(())
    }

    /// Changes the numbers or the addresses of a house or of somebody. Those that stay keep their rows.
    fn edit_reach(&self, whose: Whose, name: &str, way: Way, edit: &ListEdit) -> Result<()> {
        if edit.is_nothing() {
            return Ok(());
        }
        let read = |texts: &[String]| -> Result<Vec<Reach>> {
            texts.iter().map(|text| self.read_reach(way, text)).collect()
        };
        let mut there = people::reach_of(self.transaction, whose)?;
        there.retain(|(_, reach)| reach.way == way);
        let gone = read(&edit.remove)?;
        for reach in &gone {
            if !there.iter().any(|(_, other)| other.key == reach.key) {
                return Err(StoreError::refused(format!("{name} has no {:?}", reach.shown)));
            }
        }
        let set = edit.set.as_deref().map(read).transpose()?;
        for (row, reach) in &there {
            let stays = set
                .as_ref()
                .is_none_or(|set| set.iter().any(|other| other.key == reach.key));
            if !stays || gone.iter().any(|other| other.key == reach.key) {
                self.transaction
                    .prepare_cached("DELETE FROM reach WHERE number = ?1")?
                    .execute([row])?;
            }
        }
        let added = set.unwrap_or_default().into_iter().chain(read(&edit.add)?);
        for reach in added.filter(|reach| !gone.iter().any(|other| other.key == reach.key)) {
            match there.iter().find(|(_, other)| other.key == reach.key) {
                None => {
                    people::insert_reach(self.transaction, whose, &reach, self.moment.now)?;
                    there.push((0, reach));
                }
                // The same number, written otherwise.
                Some((row, other)) if other.shown != reach.shown && *row != 0 => {
                    self.transaction
                        .prepare_cached("UPDATE reach SET shown = ?2 WHERE number = ?1")?
                        .execute(params![row, reach.shown])?;
                }
                Some(_) => {}
            }
        }
        Ok(())
    }

    fn read_reach(&self, way: Way, text: &str) -> Result<Reach> {
        match way {
            Way::Phone => Reach::phone(text, self.moment.settings.country),
            Way::Email => Reach::email(text),
        }
        .map_err(StoreError::refused)
    }

    fn add_person(&mut self, account: &AccountRef, draft: &PersonDraft) -> Result<String> {
        let (number, account_name, made) = accounts::resolve(self.transaction, account, self.moment.now)?;
        let name = clean::line(&draft.name, clean::NAME);
        if name.is_empty() {
            return Err(StoreError::refused(format!(
                "whoever is at {account_name} needs a name: write one"
            )));
        }
        let match_name = clean::normalise_name(&name);
        let twin: Option<i64> = self
            .transaction
            .prepare_cached(
                "SELECT number FROM people WHERE account = ?1 AND match_name = ?2 AND merged_into IS NULL LIMIT 1",
            )?
            .query_row(params![number.0, match_name], |row| row.get(0))
            .optional()?;
        self.transaction
            .prepare_cached(
                "INSERT INTO people (id, account, name, match_name, role, champion, words)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )?
            .execute(params![
                new_id(self.moment.now),
                number.0,
                name,
                match_name,
                clean::line(&draft.role, clean::NAME),
                draft.champion,
                clean::block(&draft.words, clean::NOTE),
            ])?;
        let person = PersonNo(self.transaction.last_insert_rowid());
        self.count += 1;
        let whose = Whose::Person(number, person);
        self.edit_reach(whose, &name, Way::Phone, &ListEdit::all(draft.phones.clone()))?;
        self.edit_reach(whose, &name, Way::Email, &ListEdit::all(draft.emails.clone()))?;
        if let Some(twin) = twin {
            self.remark = Some(Remark::Words(format!(
                "{name} is there twice now: `downbeat account person merge {} --into {twin}` makes one of the two",
                person.0
            )));
        }
        let new = if made { ", a new account" } else { "" };
        Ok(format!("{name} added at {account_name}{new} (person {person})"))
    }

    fn edit_person(&mut self, number: PersonNo, edit: &PersonEdit) -> Result<String> {
        let before = people::load_person(self.transaction, number)?;
        let mut after = before.clone();
        if let Some(account) = edit.account {
            (after.account, after.account_name, _) =
                accounts::resolve(self.transaction, &AccountRef::Number(account), self.moment.now)?;
        }
        if let Some(name) = &edit.name {
            after.name = clean::line(name, clean::NAME);
            if after.name.is_empty() {
                return Err(StoreError::refused(format!(
                    "{} needs a name: write one",
                    before.name
                )));
            }
        }
        if let Some(role) = &edit.role {
            after.role = clean::line(role, clean::NAME);
        }
        if let Some(words) = &edit.words {
            after.words = clean::block(words, clean::NOTE);
        }
        after.champion = edit.champion.unwrap_or(after.champion);
        after.gone = edit.gone.unwrap_or(after.gone);
        self.save_person(&after)?;
        let whose = Whose::Person(after.account, after.number);
        self.edit_reach(whose, &after.name, Way::Phone, &edit.phones)?;
        self.edit_reach(whose, &after.name, Way::Email, &edit.emails)?;
        self.count += 1;
        let saved = people::load_person(self.transaction, after.number)?;
        if saved == before {
            return Err(StoreError::refused(format!(
                "{} is like that already: there is nothing to change",
                before.name
            )));
        }
        let what = match (saved.gone, before.gone) {
            (true, false) => "is gone".to_owned(),
            (false, true) => "is there again".to_owned(),
            (true, true) | (false, false) if saved.account != before.account => {
                format!("is at {} now", saved.account_name)
            }
            (true, true) | (false, false) => format!("of {} edited", saved.account_name),
        };
        Ok(format!("{} {what}", saved.name))
    }

    /// Writes somebody's own fields back; numbers and addresses follow them to another account.
    pub(super) fn save_person(&self, person: &crate::domain::account::Person) -> Result<()> {
        self.transaction
            .prepare_cached(
                "UPDATE people SET account = ?2, name = ?3, match_name = ?4, role = ?5, champion = ?6, gone = ?7,
                     words = ?8
                 WHERE number = ?1",
            )?
            .execute(params![
                person.number.0,
                person.account.0,
                person.name,
                clean::normalise_name(&person.name),
                person.role,
                person.champion,
                person.gone,
                person.words,
            ])?;
        self.transaction
            .prepare_cached("UPDATE reach SET account = ?2 WHERE person = ?1 AND account <> ?2")?
            .execute(params![person.number.0, person.account.0])?;
        Ok(())
    }

    /// Says which accounts may be the same as a new one; what is offered is never done by itself.
    fn offer_similar(&mut self, number: AccountNo, name: &str) -> Result<()> {
        let bare = duplicates::bare_name(name);
        let Some(word) = bare.split(' ').max_by_key(|word| word.chars().count()) else {
            return Ok(());
        };
        let beginning: String = word.chars().take(4).collect();
        let mut statement = self.transaction.prepare_cached(
            "SELECT number, name FROM accounts WHERE merged_into IS NULL AND number <> ?1
                 AND (number IN (SELECT rowid FROM account_search WHERE account_search MATCH ?2)
                     OR number IN (SELECT b.account FROM reach a JOIN reach b ON b.key = a.key WHERE a.account = ?1)
                     OR number IN (SELECT b.number FROM accounts a JOIN accounts b ON b.domain = a.domain
                         WHERE a.number = ?1 AND a.domain <> ''))
             LIMIT ?3",
        )?;
        let query = format!("name : \"{}\"*", beginning.replace('"', "\"\""));
        let found: Vec<(i64, String)> = statement
            .query_map(params![number.0, query, LOOKED_AT], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })?
            .collect::<rusqlite::Result<_>>()?;
        let mut similar: Vec<String> = Vec::new();
        for (other, other_name) in found {
            let other_bare = duplicates::bare_name(&other_name);
            let shares: bool = self
                .transaction
                .prepare_cached(
                    "SELECT EXISTS (SELECT 1 FROM reach a JOIN reach b ON b.key = a.key
                         WHERE a.account = ?1 AND b.account = ?2)
                     OR (SELECT count(DISTINCT domain) = 1 AND max(domain) <> '' FROM accounts WHERE number IN (?1, ?2))",
                )?
                .query_row([number.0, other], |row| row.get(0))?;
            if bare == other_bare || duplicates::is_near(&bare, &other_bare) || shares {
                similar.push(format!("{other_name} (account #{other})"));
            }
        }
        if !similar.is_empty() {
            similar.truncate(SIMILAR);
            self.remark = Some(Remark::Words(format!(
                "may be the same as {}: `downbeat account merge` makes one of two",
                similar.join(", ")
            )));
        }
        Ok(())
    }
}
