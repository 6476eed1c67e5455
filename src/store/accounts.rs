//! Accounts: found by their normalised name, made when new.

use rusqlite::{Connection, OptionalExtension, params};

use super::{Reader, Result, StoreError, detail, new_id};
use crate::domain::Time;
use crate::domain::clean;
use crate::domain::command::AccountRef;
use crate::domain::ids::{AccountNo, ItemNo};
use crate::domain::listing::{Place, Row};
use crate::domain::routing::Router;

/// The account by number or name; a name that none has makes one. `true` when it was made. One that was merged into
/// another stands for that other.
pub(super) fn resolve(
    connection: &Connection,
    account: &AccountRef,
    now: Time,
) -> Result<(AccountNo, String, bool)> {
    match account {
        AccountRef::Number(number) => {
            let (number, name) = standing(connection, *number)?
                .ok_or_else(|| StoreError::refused(format!("there is no account {number}")))?;
            Ok((number, name, false))
        }
        AccountRef::Named(name) => named(connection, name, now),
    }
}

/// The account that a number stands for, and its name: itself, or the one it was merged into.
pub(super) fn standing(connection: &Connection, number: AccountNo) -> Result<Option<(AccountNo, String)>> {
    Ok(connection
        .prepare_cached(
            "SELECT s.number, s.name FROM accounts a JOIN accounts s ON s.number = coalesce(a.merged_into, a.number)
             WHERE a.number = ?1",
        )?
        .query_row([number.0], |row| Ok((AccountNo(row.get(0)?), row.get(1)?)))
        .optional()?)
}

/// The account that a normalised name finds: the one of that name, or the one it was merged into.
pub(super) fn of_name(connection: &Connection, match_name: &str) -> Result<Option<(AccountNo, String)>> {
    Ok(connection
        .prepare_cached(
            "SELECT s.number, s.name FROM accounts a JOIN accounts s ON s.number = coalesce(a.merged_into, a.number)
             WHERE a.match_name = ?1",
        )?
        .query_row([match_name], |row| Ok((AccountNo(row.get(0)?), row.get(1)?)))
        .optional()?)
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
    if let Some((number, name)) = of_name(connection, &match_name)? {
        return Ok((number, name, false));
    }
    let number = insert(connection, &name, &match_name, now)?;
    Ok((number, name, true))
}

/// Adds an account; its number comes back.
pub(super) fn insert(connection: &Connection, name: &str, match_name: &str, now: Time) -> Result<AccountNo> {
    connection
        .prepare_cached("INSERT INTO accounts (id, name, match_name) VALUES (?1, ?2, ?3)")?
        .execute(params![new_id(now), name, match_name])?;
    Ok(AccountNo(connection.last_insert_rowid()))
}

/// A text that LIKE takes as it stands.
pub(super) fn escaped(text: &str) -> String {
    text.chars()
        .flat_map(|c| {
            matches!(c, '%' | '_' | '\\')
                .then_some('\\')
                .into_iter()
                .chain([c])
        })
        .collect()
}

impl Reader {
    /// Up to `limit` accounts whose normalised name begins with, or has a word that begins with, the given text. The
    /// name of one that was merged finds the one it was merged into.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn accounts_like(&self, text: &str, limit: usize) -> Result<Vec<(AccountNo, String)>> {
        let escaped = escaped(&clean::normalise_name(text));
        let mut statement = self.connection.prepare_cached(
            "SELECT s.number, s.name FROM accounts a JOIN accounts s ON s.number = coalesce(a.merged_into, a.number)
             WHERE a.match_name LIKE ?1 || '%' ESCAPE '\\' OR a.match_name LIKE '% ' || ?1 || '%' ESCAPE '\\'
             GROUP BY s.number
             ORDER BY min(a.match_name NOT LIKE ?1 || '%' ESCAPE '\\'), s.match_name LIMIT ?2",
        )?;
        let rows = statement.query_map(
            params![escaped, i64::try_from(limit).unwrap_or(i64::MAX)],
            |row| Ok((AccountNo(row.get(0)?), row.get(1)?)),
        )?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

/// An account's open items, urgent first, then by client clock: `limit` at most.
pub(super) fn open_items(
    connection: &Connection,
    account: AccountNo,
    limit: usize,
    router: &Router,
    now: Time,
) -> Result<Vec<Row>> {
    let places = "SELECT 1 - urgent, client_due, number FROM items INDEXED BY items_account_open
         WHERE account = ?1 AND state = 'open' ORDER BY 1, 2, 3 LIMIT ?2";
    rows_of(connection, account, places, limit, router, now)
}

/// The items of an account that were closed last, newest first, `limit` at most.
pub(super) fn closed_items(
    connection: &Connection,
    account: AccountNo,
    limit: usize,
    router: &Router,
    now: Time,
) -> Result<Vec<Row>> {
    let places = "SELECT 0, -closed_at, number FROM items INDEXED BY items_account_closed
         WHERE account = ?1 AND state = 'closed' ORDER BY closed_at DESC, number DESC LIMIT ?2";
    rows_of(connection, account, places, limit, router, now)
}

fn rows_of(
    connection: &Connection,
    account: AccountNo,
    places: &str,
    limit: usize,
    router: &Router,
    now: Time,
) -> Result<Vec<Row>> {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let places: Vec<Place> = connection
        .prepare_cached(places)?
        .query_map([account.0, limit], |row| {
            Ok(Place {
                first: row.get(0)?,
                second: row.get(1)?,
                item: ItemNo(row.get(2)?),
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    detail::rows(connection, &places, router, now)
}
