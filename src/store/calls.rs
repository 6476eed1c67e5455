//! Logged calls.

use rusqlite::{Connection, params};

use super::{Result, ms, new_id};
use crate::domain::Time;
use crate::domain::ids::{AccountNo, ItemNo};
use crate::domain::settings::CallOutcome;

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
