//! What is known of accounts, and of people, to find which of them may be one and the same. Reads all of them: a
//! question for a worker.

use std::collections::HashMap;

use rusqlite::Connection;

use super::{Reader, Result};
use crate::domain::duplicates::{Known, Pair, pairs};
use crate::domain::reach::{self, Way};

/// Two that may be one, with their names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duplicate {
    /// By number, and why.
    pub pair: Pair,
    /// The first one's name; a person's with the account.
    pub first: String,
    /// The other's.
    pub second: String,
}

impl Reader {
    /// Accounts that may be one and the same, `limit` at most, and whether there are more.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn duplicate_accounts(&self, limit: usize) -> Result<(Vec<Duplicate>, bool)> {
        let transaction = self.connection.unchecked_transaction()?;
        accounts(&transaction, limit)
    }

    /// People that may be one and the same, `limit` at most, and whether there are more. By name only inside one
    /// account.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn duplicate_people(&self, limit: usize) -> Result<(Vec<Duplicate>, bool)> {
        let transaction = self.connection.unchecked_transaction()?;
        let (mut known, mut places) = (HashMap::new(), HashMap::new());
        let mut statement = transaction.prepare_cached(
            "SELECT p.number, p.name, p.account, a.name FROM people p JOIN accounts a ON a.number = p.account
             WHERE p.merged_into IS NULL",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let number: i64 = row.get(0)?;
            places.insert(number, row.get::<_, String>(3)?);
            known.insert(
                number,
                Known {
                    number,
                    name: row.get(1)?,
                    group: row.get(2)?,
                    ..Known::default()
                },
            );
        }
        with_reach(
            &transaction,
            "SELECT person, way, key FROM reach WHERE person IS NOT NULL ORDER BY number",
            &mut known,
            false,
        )?;
        Ok(offered(known, limit, |one| match places.get(&one.number) {
            Some(place) => format!("{} of {place}", one.name),
            None => one.name.clone(),
        }))
    }
}

/// Accounts that may be one and the same.
pub(super) fn accounts(connection: &Connection, limit: usize) -> Result<(Vec<Duplicate>, bool)> {
    let mut known: HashMap<i64, Known> = HashMap::new();
    let mut statement =
        connection.prepare_cached("SELECT number, name, domain FROM accounts WHERE merged_into IS NULL")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (number, domain): (i64, String) = (row.get(0)?, row.get(2)?);
        let domains = if domain.is_empty() || reach::is_public(&domain) {
            Vec::new()
        } else {
            vec![domain]
        };
        known.insert(
            number,
            Known {
                number,
                name: row.get(1)?,
                domains,
                ..Known::default()
            },
        );
    }
    with_reach(
        connection,
        "SELECT account, way, key FROM reach ORDER BY number",
        &mut known,
        true,
    )?;
    Ok(offered(known, limit, |one| one.name.clone()))
}

/// Adds numbers and addresses, and where `domains` are wanted what the addresses tell of them.
fn with_reach(
    connection: &Connection,
    sql: &str,
    known: &mut HashMap<i64, Known>,
    domains: bool,
) -> Result<()> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let Some(one) = known.get_mut(&row.get(0)?) else {
            continue;
        };
        let key: String = row.get(2)?;
        match super::word(&row.get::<_, String>(1)?, Way::from_word)? {
            // Digits that are no whole number may be anybody's extension.
            Way::Phone if key.starts_with('+') => one.phones.push(key),
            Way::Phone => {}
            Way::Email => {
                if domains
                    && let Some(domain) = reach::own_domain(&key)
                    && !one.domains.iter().any(|other| other == domain)
                {
                    one.domains.push(domain.to_owned());
                }
                one.emails.push(key);
            }
        }
    }
    Ok(())
}

fn offered(
    known: HashMap<i64, Known>,
    limit: usize,
    name: impl Fn(&Known) -> String,
) -> (Vec<Duplicate>, bool) {
    let mut known: Vec<Known> = known.into_values().collect();
    // In the order of their numbers, so that the same store offers the same pairs.
    known.sort_unstable_by_key(|one| one.number);
    let (found, more) = pairs(&known, limit);
    let named = |number: i64| {
        known
            .binary_search_by_key(&number, |one| one.number)
            .map_or_else(|_| String::new(), |at| name(&known[at]))
    };
    let offered = found
        .into_iter()
        .map(|pair| Duplicate {
            first: named(pair.first),
            second: named(pair.second),
            pair,
        })
        .collect();
    (offered, more)
}
