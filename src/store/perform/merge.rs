//! Merging two accounts, or two people: everything that points at one points at the other, in one command.

use rusqlite::params;

use super::Act;
use crate::domain::account::{ListEdit, Person};
use crate::domain::command::Remark;
use crate::domain::ids::{AccountNo, ItemNo, PersonNo};
use crate::store::people;
use crate::store::{Result, StoreError, log};

impl Act<'_> {
    /// One account becomes part of another. The row of the one that is no more stays, with its name: what comes in
    /// under it finds the one that stands.
    pub(super) fn merge_accounts(&mut self, from: AccountNo, into: AccountNo) -> Result<String> {
        let (gone, stands) = (self.account(from)?, self.account(into)?);
        if gone.number == stands.number {
            return Err(StoreError::refused(format!(
                "{from} and {into} are one account already: {}",
                stands.name
            )));
        }
        let (from, into) = (gone.number, stands.number);
        self.touch_items_of(from)?;
        self.count += 1;
        self.fold_invitations(from, into)?;
        // By their items, which have an index for it; and before the items, which lead to them.
        self.transaction
            .prepare_cached(
                "UPDATE hand_offs SET account = ?2 WHERE item IN (SELECT number FROM items WHERE account = ?1)",
            )?
            .execute([from.0, into.0])?;
        let mut moved: Vec<(&'static str, usize)> = Vec::new();
        for (table, column) in self.pointing_at("accounts")? {
            if table == "hand_offs" {
                continue;
            }
            let count = self
                .transaction
                .prepare_cached(&format!("UPDATE {table} SET {column} = ?2 WHERE {column} = ?1"))?
                .execute([from.0, into.0])?;
            moved.push((table, count));
        }
        self.transaction
            .prepare_cached("UPDATE accounts SET merged_into = ?2 WHERE number = ?1")?
            .execute([from.0, into.0])?;
        if stands.domain.is_empty() {
            self.set_domain(into, &gone.domain)?;
        }
        let tags = ListEdit {
            add: gone.tags.clone(),
            ..ListEdit::default()
        };
        self.edit_tags(into, &stands.tags, &tags)?;
        self.fold_reach("account = ?1 AND person IS NULL", into.0)?;
        self.say_twins(into)?;
        let words: Vec<String> = moved
            .iter()
            .filter_map(|(table, count)| counted(table, *count))
            .collect();
        let with = if words.is_empty() {
            String::new()
        } else {
            format!(", with {}", words.join(", "))
        };
        Ok(format!("{} merged into {}{with}", gone.name, stands.name))
    }

    /// One card becomes part of another, which keeps what it says and takes what it lacks.
    pub(super) fn merge_people(&mut self, from: PersonNo, into: PersonNo) -> Result<String> {
        let gone = people::load_person(self.transaction, from)?;
        let mut stands = people::load_person(self.transaction, into)?;
        if gone.number == stands.number {
            return Err(StoreError::refused(format!(
                "{from} and {into} are one person already: {}",
                stands.name
            )));
        }
        self.count += 1;
        for (table, column) in self.pointing_at("people")? {
            self.transaction
                .prepare_cached(&format!("UPDATE {table} SET {column} = ?2 WHERE {column} = ?1"))?
                .execute([gone.number.0, stands.number.0])?;
        }
        self.transaction
            .prepare_cached("UPDATE people SET merged_into = ?2 WHERE number = ?1")?
            .execute([gone.number.0, stands.number.0])?;
        take_over(&mut stands, &gone);
        self.save_person(&stands)?;
        self.fold_reach("person = ?1", stands.number.0)?;
        Ok(format!(
            "{} of {} merged into {} of {}",
            gone.name, gone.account_name, stands.name, stands.account_name
        ))
    }

    /// Every column of a logged table that names a row of this one. From the schema, so that a table that comes later
    /// is not forgotten.
    fn pointing_at(&self, to: &str) -> Result<Vec<(&'static str, String)>> {
        let mut found = Vec::new();
        for logged in log::LOGGED {
            let mut statement = self
                .transaction
                .prepare_cached("SELECT \"from\" FROM pragma_foreign_key_list(?1) WHERE \"table\" = ?2")?;
            let columns = statement.query_map([logged.table, to], |row| row.get::<_, String>(0))?;
            for column in columns {
                found.push((logged.table, column?));
            }
        }
        Ok(found)
    }

    fn touch_items_of(&mut self, account: AccountNo) -> Result<()> {
        let items: Vec<i64> = self
            .transaction
            .prepare_cached("SELECT number FROM items WHERE account = ?1 ORDER BY arrived_at DESC LIMIT ?2")?
            .query_map(
                params![account.0, i64::try_from(super::NAMED).unwrap_or(i64::MAX)],
                |row| row.get(0),
            )?
            .collect::<rusqlite::Result<_>>()?;
        for item in items {
            self.touch(ItemNo(item));
        }
        Ok(())
    }

    /// An event has an account once: where both were invited, the later answer stands.
    fn fold_invitations(&self, from: AccountNo, into: AccountNo) -> Result<()> {
        self.transaction
            .prepare_cached(
                "DELETE FROM invitations WHERE number IN (
                     SELECT CASE WHEN a.at > b.at THEN b.number ELSE a.number END
                     FROM invitations a JOIN invitations b ON b.event = a.event AND b.account = ?2
                     WHERE a.account = ?1)",
            )?
            .execute([from.0, into.0])?;
        Ok(())
    }

    /// Of several rows with one number or address the first stays.
    fn fold_reach(&self, whose: &str, number: i64) -> Result<()> {
        self.transaction
            .prepare_cached(&format!(
                "DELETE FROM reach WHERE {whose} AND number NOT IN
                     (SELECT min(number) FROM reach WHERE {whose} GROUP BY way, key)"
            ))?
            .execute([number])?;
        Ok(())
    }

    /// People of one name at the account: offered, since two may be called the same.
    fn say_twins(&mut self, account: AccountNo) -> Result<()> {
        let twins: Vec<(String, i64, i64)> = self
            .transaction
            .prepare_cached(
                "SELECT min(name), min(number), max(number) FROM people WHERE account = ?1 AND merged_into IS NULL
                 GROUP BY match_name HAVING count(*) > 1 ORDER BY match_name LIMIT 3",
            )?
            .query_map([account.0], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
            .collect::<rusqlite::Result<_>>()?;
        if !twins.is_empty() {
            let named: Vec<String> = twins
                .into_iter()
                .map(|(name, first, last)| format!("{name} (#{first} and #{last})"))
                .collect();
            self.remark = Some(Remark::Words(format!(
                "there twice now: {}; `downbeat account person merge` makes one of two",
                named.join(", ")
            )));
        }
        Ok(())
    }
}

/// What the card that stands takes from the one that is no more: only what it does not say itself.
fn take_over(stands: &mut Person, gone: &Person) {
    if stands.role.is_empty() {
        stands.role.clone_from(&gone.role);
    }
    stands.champion |= gone.champion;
    stands.gone &= gone.gone;
    if stands.words.is_empty() {
        stands.words.clone_from(&gone.words);
    } else if !gone.words.is_empty() && gone.words != stands.words {
        stands.words = format!("{}\n{}", stands.words, gone.words);
    }
}

/// `12 items`; nothing for tables that say nothing to the rep.
fn counted(table: &str, count: usize) -> Option<String> {
    let (one, several) = match table {
        "items" => ("item", "items"),
        "people" => ("person", "people"),
        "calls" => ("call", "calls"),
        "promises" => ("promise", "promises"),
        "outcomes" => ("outcome", "outcomes"),
        "deals" => ("deal", "deals"),
        _ => return None,
    };
    match count {
        0 => None,
        1 => Some(format!("1 {one}")),
        count => Some(format!("{count} {several}")),
    }
}
