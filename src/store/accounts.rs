//! Accounts: found by their normalised name, made when new.

use rusqlite::{Connection, OptionalExtension, params};

use super::{Reader, Result, StoreError, detail, new_id};
use crate::domain::Time;
use crate::domain::clean;
use crate::domain::command::AccountRef;
use crate::domain::ids::{AccountNo, ItemNo};
use crate::domain::listing::{Place, Row};
use crate::domain::routing::Router;

/// The account by number or name; a name that none has makes one. `true` when it was made.
pub(super) fn resolve(
    connection: &Connection,
    account: &AccountRef,
    now: Time,
) -> Result<(AccountNo, String, bool)> {
    match account {
        AccountRef::Number(number) => {
            let name = connection
                .prepare_cached("SELECT name FROM accounts WHERE number = ?1")?
                .query_row([number.0], |row| row.get(0))
                .optional()?
                .ok_or_else(|| StoreError::refused(format!("there is no account {number}")))?;
            Ok((*number, name, false))
        }
        AccountRef::Named(name) => named(connection, name, now),
    }
}

/// The account of a name, made when there is none.
pub(super) fn named(connection: &Connection, name: &str, now: Time) -> Result<(AccountNo, String, bool)> {
    let name = clean::line(name, clean::NAME);
    if name.is_empty() {
        return Err(StoreError::refused(
            "the client's name is missing; write one, as in `downbeat add 'Acme: 40 pallets'`",
        ));
    }
    let match_name = clean::normalise_name(&name);
    if let Some((number, name)) = connection
        .prepare_cached("SELECT number, name FROM accounts WHERE match_name = ?1")?
        .query_row([&match_name], |row| Ok((AccountNo(row.get(0)?), row.get(1)?)))
        .optional()?
    {
        return Ok((number, name, false));
    }
    connection
        .prepare_cached("INSERT INTO accounts (id, name, match_name) VALUES (?1, ?2, ?3)")?
        .execute(params![new_id(now), name, match_name])?;
    Ok((AccountNo(connection.last_insert_rowid()), name, true))
}

impl Reader {
    /// Up to `limit` accounts whose normalised name begins with, or has a word that begins with, the given text.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn accounts_like(&self, text: &str, limit: usize) -> Result<Vec<(AccountNo, String)>> {
        let start = clean::normalise_name(text);
        let escaped: String = start
            .chars()
            .flat_map(|c| {
                matches!(c, '%' | '_' | '\\')
                    .then_some('\\')
                    .into_iter()
                    .chain([c])
            })
            .collect();
        let mut statement = self.connection.prepare_cached(
            "SELECT number, name FROM accounts
             WHERE match_name LIKE ?1 || '%' ESCAPE '\\' OR match_name LIKE '% ' || ?1 || '%' ESCAPE '\\'
             ORDER BY match_name NOT LIKE ?1 || '%' ESCAPE '\\', match_name LIMIT ?2",
        )?;
        let rows = statement.query_map(
            params![escaped, i64::try_from(limit).unwrap_or(i64::MAX)],
            |row| Ok((AccountNo(row.get(0)?), row.get(1)?)),
        )?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// An account's open items, urgent first, then by client clock: 1,000 at most.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn open_items_of(&self, account: AccountNo, router: &Router, now: Time) -> Result<Vec<Row>> {
        // The plus keeps SQLite to the account's own items, which are few, instead of all that are open.
        let places = "SELECT 1 - urgent, client_due, number FROM items
             WHERE account = ?1 AND +state = 'open' ORDER BY 1, 2, 3 LIMIT 1000";
        self.rows_of(account, places, router, now)
    }

    /// The items of an account that were closed last, newest first, ten at most.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn closed_items_of(&self, account: AccountNo, router: &Router, now: Time) -> Result<Vec<Row>> {
        let places = "SELECT 0, -closed_at, number FROM items
             WHERE account = ?1 AND +state = 'closed' ORDER BY 2, 3 LIMIT 10";
        self.rows_of(account, places, router, now)
    }

    fn rows_of(&self, account: AccountNo, places: &str, router: &Router, now: Time) -> Result<Vec<Row>> {
        // One view of the file for all of them, though another program may commit in between.
        let transaction = self.connection.unchecked_transaction()?;
        let places: Vec<Place> = transaction
            .prepare_cached(places)?
            .query_map([account.0], |row| {
                Ok(Place {
                    first: row.get(0)?,
                    second: row.get(1)?,
                    item: ItemNo(row.get(2)?),
                })
            })?
            .collect::<rusqlite::Result<_>>()?;
        detail::rows(&transaction, &places, router, now)
    }
}
