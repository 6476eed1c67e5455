//! Accounts' cards, the people there, and how both are reached.

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Row, ToSql, params};

use super::{Reader, Result, StoreError, accounts, new_id, search, word};
use crate::domain::account::{Account, Person};
use crate::domain::ids::{AccountNo, PersonNo};
use crate::domain::phone::{self, Country};
use crate::domain::reach::{Reach, Way};
use crate::domain::{Time, clean};

/// A number or an address as stored: its row, and itself.
pub(super) type StoredReach = (i64, Reach);

/// Whose number or address it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Whose {
    /// The house's own.
    Account(AccountNo),
    /// Somebody's there.
    Person(AccountNo, PersonNo),
}

impl Whose {
    const fn account(self) -> AccountNo {
        match self {
            Self::Account(account) | Self::Person(account, _) => account,
        }
    }

    const fn person(self) -> Option<i64> {
        match self {
            Self::Account(_) => None,
            Self::Person(_, person) => Some(person.0),
        }
    }
}

/// The numbers and addresses of an account's house, or of somebody there, in the order in which they were added.
pub(super) fn reach_of(connection: &Connection, whose: Whose) -> Result<Vec<StoredReach>> {
    let mut statement = connection.prepare_cached(match whose {
        Whose::Account(_) => {
            "SELECT number, way, shown, key FROM reach INDEXED BY reach_account
             WHERE account = ?1 AND person IS NULL ORDER BY number"
        }
        Whose::Person(..) => "SELECT number, way, shown, key FROM reach WHERE person = ?1 ORDER BY number",
    })?;
    let owner = whose.person().unwrap_or_else(|| whose.account().0);
    let rows = statement.query_map([owner], |row| {
        Ok((
            row.get(0)?,
            Reach {
                way: word(row.get_ref(1)?.as_str()?, Way::from_word)?,
                shown: row.get(2)?,
                key: row.get(3)?,
            },
        ))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Adds a number or an address.
pub(super) fn insert_reach(connection: &Connection, whose: Whose, reach: &Reach, now: Time) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO reach (id, account, person, way, shown, key) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![
            new_id(now),
            whose.account().0,
            whose.person(),
            reach.way.as_str(),
            reach.shown,
            reach.key
        ])?;
    Ok(())
}

fn shown_of(reach: &[StoredReach], way: Way) -> Vec<String> {
    reach
        .iter()
        .filter(|(_, reach)| reach.way == way)
        .map(|(_, reach)| reach.shown.clone())
        .collect()
}

/// An account's card; one that was merged into another stands for that other.
pub(super) fn account(connection: &Connection, number: AccountNo) -> Result<Option<Account>> {
    let Some((number, name)) = accounts::standing(connection, number)? else {
        return Ok(None);
    };
    let (domain, tags): (String, String) = connection
        .prepare_cached("SELECT domain, tags FROM accounts WHERE number = ?1")?
        .query_row([number.0], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let reach = reach_of(connection, Whose::Account(number))?;
    Ok(Some(Account {
        number,
        name,
        domain,
        tags: tags.split_whitespace().map(str::to_owned).collect(),
        phones: shown_of(&reach, Way::Phone),
        emails: shown_of(&reach, Way::Email),
    }))
}

const PERSON: &str = "SELECT p.number, p.account, a.name, p.name, p.role, p.champion, p.gone, p.words
    FROM people p JOIN accounts a ON a.number = p.account";

/// Somebody's card without numbers and addresses.
fn bare(row: &Row<'_>) -> rusqlite::Result<Person> {
    Ok(Person {
        number: PersonNo(row.get(0)?),
        account: AccountNo(row.get(1)?),
        account_name: row.get(2)?,
        name: row.get(3)?,
        role: row.get(4)?,
        champion: row.get(5)?,
        gone: row.get(6)?,
        phones: Vec::new(),
        emails: Vec::new(),
        words: row.get(7)?,
    })
}

fn with_reach(connection: &Connection, mut person: Person) -> Result<Person> {
    let reach = reach_of(connection, Whose::Person(person.account, person.number))?;
    person.phones = shown_of(&reach, Way::Phone);
    person.emails = shown_of(&reach, Way::Email);
    Ok(person)
}

/// Somebody's card; one that was merged into another stands for that other.
pub(super) fn person(connection: &Connection, number: PersonNo) -> Result<Option<Person>> {
    let standing: Option<i64> = connection
        .prepare_cached("SELECT coalesce(merged_into, number) FROM people WHERE number = ?1")?
        .query_row([number.0], |row| row.get(0))
        .optional()?;
    let Some(standing) = standing else { return Ok(None) };
    let person = connection
        .prepare_cached(&format!("{PERSON} WHERE p.number = ?1"))?
        .query_row([standing], bare)?;
    with_reach(connection, person).map(Some)
}

/// Somebody's card, or a refusal that says how to find it.
pub(super) fn load_person(connection: &Connection, number: PersonNo) -> Result<Person> {
    person(connection, number)?.ok_or_else(|| {
        StoreError::refused(format!(
            "there is no person {number}; `downbeat account person list` shows them"
        ))
    })
}

/// The one person at an account who is meant by a name: called exactly so, else with a word of the name that begins so.
/// The name comes back whole; `None` where nobody or several could be meant.
pub(super) fn named_there(
    connection: &Connection,
    account: AccountNo,
    name: &str,
) -> Result<Option<(PersonNo, String)>> {
    let meant = clean::normalise_name(name);
    if meant.is_empty() {
        return Ok(None);
    }
    let mut statement = connection.prepare_cached(
        "SELECT number, name, match_name = ?2 AS exactly FROM people
         WHERE account = ?1 AND merged_into IS NULL AND instr(' ' || match_name, ' ' || ?2) > 0
         ORDER BY exactly DESC LIMIT 2",
    )?;
    let found: Vec<(PersonNo, String, bool)> = statement
        .query_map(params![account.0, meant], |row| {
            Ok((PersonNo(row.get(0)?), row.get(1)?, row.get(2)?))
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(match found.as_slice() {
        [(number, name, _)] | [(number, name, true), (_, _, false)] => Some((*number, name.clone())),
        _ => None,
    })
}

/// The people of an account: champions first, then by name, those who are gone last.
pub(super) fn of_account(connection: &Connection, account: AccountNo, limit: usize) -> Result<Vec<Person>> {
    let mut statement = connection.prepare_cached(&format!(
        "{PERSON} WHERE p.account = ?1 AND p.merged_into IS NULL
         ORDER BY p.gone, p.champion DESC, p.match_name, p.number LIMIT ?2"
    ))?;
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let people: Vec<Person> = statement
        .query_map(params![account.0, limit], bare)?
        .collect::<rusqlite::Result<_>>()?;
    people
        .into_iter()
        .map(|person| with_reach(connection, person))
        .collect()
}

/// The condition under which the account in a column is one that was looked for, with what it binds: by words that
/// begin words of its name, tags, domain, people or addresses, or by the beginning of a telephone number.
pub(super) fn found_by(
    column: &str,
    words: &str,
    country: Option<Country>,
) -> (String, Vec<(String, Value)>) {
    let (mut ways, mut binds) = (Vec::new(), Vec::new());
    if let Some(query) = search::beginnings(words) {
        ways.push("SELECT rowid FROM account_search WHERE account_search MATCH :query");
        binds.push((":query".to_owned(), Value::Text(query)));
    }
    if let Some(number) = phone::key_beginning(words, country) {
        ways.push("SELECT account FROM reach WHERE key >= :number AND key < :number || '~'");
        binds.push((":number".to_owned(), Value::Text(number)));
    }
    if ways.is_empty() {
        return ("0".to_owned(), Vec::new());
    }
    (format!("{column} IN ({})", ways.join(" UNION ")), binds)
}

/// The account as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountLine {
    /// Which.
    pub number: AccountNo,
    /// Its name.
    pub name: String,
    /// Its domain; may be empty.
    pub domain: String,
    /// Its tags.
    pub tags: Vec<String>,
}

impl Reader {
    /// An account's card. The number of one that was merged into another gives that other.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn account(&self, number: AccountNo) -> Result<Option<Account>> {
        account(&self.connection, number)
    }

    /// The account of exactly this name, or the one that an account of this name was merged into.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn account_named(&self, name: &str) -> Result<Option<(AccountNo, String)>> {
        accounts::of_name(&self.connection, &clean::normalise_name(name))
    }

    /// The people of an account, `limit` at most: champions first, then by name, those who are gone last.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn people_of(&self, account: AccountNo, limit: usize) -> Result<Vec<Person>> {
        of_account(&self.connection, account, limit)
    }

    /// Somebody's card. The number of one that was merged into another gives that other.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn person(&self, number: PersonNo) -> Result<Option<Person>> {
        person(&self.connection, number)
    }

    /// Up to `limit` people with a word in their name that begins like this, by name; of one account or of all.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn people_like(&self, text: &str, account: Option<AccountNo>, limit: usize) -> Result<Vec<Person>> {
        let start = accounts::escaped(&clean::normalise_name(text));
        let of_account = if account.is_some() {
            "p.account = ?3"
        } else {
            "?3 IS NULL"
        };
        let mut statement = self.connection.prepare_cached(&format!(
            "{PERSON} WHERE {of_account} AND p.merged_into IS NULL
                 AND (p.match_name LIKE ?1 || '%' ESCAPE '\\' OR p.match_name LIKE '% ' || ?1 || '%' ESCAPE '\\')
             ORDER BY p.gone, p.match_name, a.match_name, p.number LIMIT ?2"
        ))?;
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let people: Vec<Person> = statement
            .query_map(params![start, limit, account.map(|account| account.0)], bare)?
            .collect::<rusqlite::Result<_>>()?;
        people
            .into_iter()
            .map(|person| with_reach(&self.connection, person))
            .collect()
    }

    /// Up to `limit` accounts by name, after the normalised name `after`. With words, only those that have each of
    /// them at the beginning of a word of their name, tags, domain, people or addresses; or, where a telephone number
    /// was typed, those with a number that begins so.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn accounts_found(
        &self,
        words: &str,
        country: Option<Country>,
        after: &str,
        limit: usize,
    ) -> Result<Vec<AccountLine>> {
        let (condition, mut binds) = if words.trim().is_empty() {
            ("1".to_owned(), Vec::new())
        } else {
            found_by("number", words, country)
        };
        let sql = format!(
            "SELECT number, name, domain, tags FROM accounts
             WHERE merged_into IS NULL AND match_name > :after AND {condition} ORDER BY match_name LIMIT :limit"
        );
        binds.push((":after".to_owned(), Value::Text(after.to_owned())));
        binds.push((
            ":limit".to_owned(),
            Value::Integer(i64::try_from(limit).unwrap_or(i64::MAX)),
        ));
        let used: Vec<(&str, &dyn ToSql)> = binds
            .iter()
            .map(|(name, value)| (name.as_str(), value as &dyn ToSql))
            .collect();
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement.query_map(used.as_slice(), |row| {
            Ok(AccountLine {
                number: AccountNo(row.get(0)?),
                name: row.get(1)?,
                domain: row.get(2)?,
                tags: row
                    .get_ref(3)?
                    .as_str()?
                    .split_whitespace()
                    .map(str::to_owned)
                    .collect(),
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
