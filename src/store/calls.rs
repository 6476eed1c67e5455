//! Logged calls.

use rusqlite::{Connection, Row, params};

use super::{Result, ms, new_id, time, word};
use crate::domain::Time;
use crate::domain::ids::{AccountNo, CallNo, ItemNo};
use crate::domain::settings::CallOutcome;
use crate::domain::week::CallLine;

/// A call as stored.
pub(super) struct Call {
    pub(super) account: AccountNo,
    pub(super) item: Option<ItemNo>,
    pub(super) outcome: CallOutcome,
    pub(super) at: Time,
    pub(super) minutes: Option<u32>,
    pub(super) next: Option<Time>,
    pub(super) person: String,
    pub(super) notes: String,
}

/// Adds a call.
pub(super) fn insert(connection: &Connection, call: &Call) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO calls (id, account, item, outcome, at, minutes, next_at, person, notes)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        )?
        .execute(params![
            new_id(call.at),
            call.account.0,
            call.item.map(|item| item.0),
            call.outcome.as_str(),
            ms(call.at),
            call.minutes,
            call.next.map(ms),
            call.person,
            call.notes,
        ])?;
    Ok(())
}

/// A call as reports show it, from its number, time, client, person, item, outcome, minutes and notes.
pub(super) fn line(row: &Row<'_>) -> rusqlite::Result<CallLine> {
    Ok(CallLine {
        call: CallNo(row.get(0)?),
        at: time(row.get(1)?),
        client: row.get(2)?,
        person: row.get(3)?,
        item: row.get::<_, Option<i64>>(4)?.map(ItemNo),
        outcome: word(row.get_ref(5)?.as_str()?, CallOutcome::from_word)?,
        minutes: row.get(6)?,
        notes: row.get(7)?,
    })
}

/// The last calls with an account, newest first, ten at most.
pub(super) fn last_of(connection: &Connection, account: AccountNo) -> Result<Vec<CallLine>> {
    let mut statement = connection.prepare_cached(
        "SELECT c.number, c.at, a.name, c.person, c.item, c.outcome, c.minutes, c.notes
         FROM calls c JOIN accounts a ON a.number = c.account
         WHERE c.account = ?1 ORDER BY c.at DESC, c.number DESC LIMIT 10",
    )?;
    let calls = statement.query_map([account.0], line)?;
    Ok(calls.collect::<rusqlite::Result<_>>()?)
}
