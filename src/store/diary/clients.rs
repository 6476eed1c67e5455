//! Which client a meeting was with: by the address or number of somebody who was there, by the domain of an address, or by
//! a name in the title.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension};

use crate::domain::clean::normalise_name;
use crate::domain::diary::Entry;
use crate::domain::duplicates::bare_name;
use crate::domain::ids::AccountNo;
use crate::domain::settings::Settings;
use crate::domain::{phone, reach};
use crate::store::Result;

/// Words of a title that are looked at, and words that a client's name has at most.
const TITLE: usize = 40;
const NAME: usize = 6;
/// A shorter name stands in too many titles by chance.
const SHORTEST: usize = 3;

/// The clients, as far as titles are looked through for their names; addresses are looked up one by one.
pub(super) struct Clients<'a> {
    connection: &'a Connection,
    settings: &'a Settings,
    /// Names as they are compared, in full and without their legal form; `None` where several clients have it.
    names: BTreeMap<String, Option<AccountNo>>,
}

impl<'a> Clients<'a> {
    /// Reads the clients' names.
    pub(super) fn read(connection: &'a Connection, settings: &'a Settings) -> Result<Self> {
        let mut names = BTreeMap::new();
        let mut note = |name: String, account: AccountNo| {
            if name.chars().count() >= SHORTEST {
                names
                    .entry(name)
                    .and_modify(|known| {
                        if *known != Some(account) {
                            *known = None;
                        }
                    })
                    .or_insert(Some(account));
            }
        };
        let mut statement = connection
            .prepare_cached("SELECT coalesce(merged_into, number), name, match_name FROM accounts")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let account = AccountNo(row.get(0)?);
            let (name, match_name): (String, String) = (row.get(1)?, row.get(2)?);
            let bare = bare_name(&name);
            // Its words stand in alphabetical order, so only one word can be looked for in a title.
            if bare != match_name && !bare.contains(' ') {
                note(bare, account);
            }
            note(match_name, account);
        }
        let mut statement =
            connection.prepare_cached("SELECT account, match_name FROM people WHERE gone = 0")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let name: String = row.get(1)?;
            // A first name alone is many people's.
            if name.contains(' ') {
                note(name, AccountNo(row.get(0)?));
            }
        }
        Ok(Self {
            connection,
            settings,
            names,
        })
    }

    /// The client that an entry was with, where that is beyond doubt.
    pub(super) fn of(&self, entry: &Entry) -> Result<Option<AccountNo>> {
        if !entry.number.is_empty() {
            return self.reached_by(&entry.number);
        }
        let mut found: Vec<AccountNo> = Vec::new();
        for person in entry.people.iter().filter(|person| !person.address.is_empty()) {
            let own = match self.reached_by(&person.address)? {
                Some(account) => Some(account),
                None => self.of_domain(&person.address)?,
            };
            found.extend(own.filter(|account| !found.contains(account)));
        }
        if let [one] = found.as_slice() {
            return Ok(Some(*one));
        }
        // Several clients at one table: the title may say whose meeting it is.
        let titled = self.named_in(&entry.title);
        if !found.is_empty() {
            return Ok(titled.filter(|account| found.contains(account)));
        }
        if titled.is_some() {
            return Ok(titled);
        }
        match phone::key(&entry.place, self.settings.country) {
            Some(number) => self.reached_by(&number),
            None => Ok(None),
        }
    }

    /// Whether somebody is there whose address is neither the rep's nor of the rep's house.
    pub(super) fn has_strangers(entry: &Entry, own: &[String]) -> bool {
        let houses: Vec<&str> = own
            .iter()
            .filter_map(|address| reach::own_domain(address))
            .collect();
        entry
            .people
            .iter()
            .filter(|person| !person.address.is_empty())
            .any(|person| {
                !own.contains(&person.address)
                    && reach::own_domain(&person.address).is_none_or(|domain| !houses.contains(&domain))
            })
    }

    /// The one client who has this number or address, or somebody who has.
    fn reached_by(&self, key: &str) -> Result<Option<AccountNo>> {
        self.one("SELECT DISTINCT account FROM reach WHERE key = ?1 LIMIT 2", key)
    }

    /// The one client of an address's domain.
    fn of_domain(&self, address: &str) -> Result<Option<AccountNo>> {
        let Some(domain) = reach::own_domain(address) else {
            return Ok(None);
        };
        self.one(
            "SELECT number FROM accounts WHERE domain = ?1 AND domain <> '' AND merged_into IS NULL LIMIT 2",
            domain,
        )
    }

    fn one(&self, sql: &str, key: &str) -> Result<Option<AccountNo>> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let found: Vec<i64> = statement
            .query_map([key], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        let [one] = found.as_slice() else {
            return Ok(None);
        };
        // Whoever was merged into another stands for that other.
        Ok(self
            .connection
            .prepare_cached("SELECT coalesce(merged_into, number) FROM accounts WHERE number = ?1")?
            .query_row([one], |row| row.get(0).map(AccountNo))
            .optional()?)
    }

    /// The client whose name stands in a title: the longest name counts, and two as long as another leave it open.
    fn named_in(&self, title: &str) -> Option<AccountNo> {
        let normal = normalise_name(title);
        let words: Vec<&str> = normal.split(' ').take(TITLE).collect();
        for length in (1..=NAME.min(words.len())).rev() {
            let mut found: Vec<AccountNo> = words
                .windows(length)
                .filter_map(|part| self.names.get(&part.join(" ")).copied().flatten())
                .collect();
            found.sort_unstable();
            found.dedup();
            match found.as_slice() {
                [] => {}
                [one] => return Some(*one),
                _ => return None,
            }
        }
        None
    }
}
