//! Logged calls.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::{Reader, Result, accounts, ms, new_id, time, word};
use crate::domain::Time;
use crate::domain::cadence::Chase;
use crate::domain::command::AccountRef;
use crate::domain::ids::{AccountNo, CallNo, ItemNo, PersonNo};
use crate::domain::item::Kind;
use crate::domain::settings::CallOutcome;
use crate::domain::week::CallLine;

/// How the subject of a follow-up begins that a call made.
pub(super) const CALL_BACK: &str = "Call back: ";

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
    /// Which try of a chase.
    pub(super) attempt: Option<u32>,
    /// The callback as which the chase goes on.
    pub(super) chase: Option<ItemNo>,
    /// The person's card, where the name is one person's there.
    pub(super) card: Option<PersonNo>,
}

/// Adds a call.
pub(super) fn insert(connection: &Connection, call: &Call) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO calls (id, account, item, outcome, at, minutes, next_at, person, notes, attempt, chase,
                 person_number)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
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
            call.attempt,
            call.chase.map(|item| item.0),
            call.card.map(|person| person.0),
        ])?;
    Ok(())
}

/// The call that was logged last.
pub(super) fn latest(connection: &Connection) -> Result<CallNo> {
    Ok(connection
        .prepare_cached("SELECT max(number) FROM calls")?
        .query_row([], |row| row.get(0).map(CallNo))?)
}

/// The account's open callback that nobody else has, if there is one; the one of this number before all others.
fn standing_callback(
    connection: &Connection,
    account: AccountNo,
    before: Option<ItemNo>,
) -> Result<Option<ItemNo>> {
    Ok(connection
        .prepare_cached(
            "SELECT number FROM items WHERE account = ?1 AND state = 'open' AND kind = 'follow_up'
                 AND standing_cue = 'callback' AND (play = 'nobody' OR (number = ?2 AND play <> 'owner'))
             ORDER BY number = ?2 DESC, number DESC LIMIT 1",
        )?
        .query_row([account.0, before.map_or(0, |item| item.0)], |row| {
            row.get(0).map(ItemNo)
        })
        .optional()?)
}

/// How far the chase of an account has come, for a call on a row or on none.
pub(super) fn chase(connection: &Connection, account: AccountNo, on: Option<ItemNo>) -> Result<Chase> {
    let callback = standing_callback(connection, account, on)?;
    let own = on.filter(|item| Some(*item) != callback);
    let tries = match callback {
        Some(callback) => connection
            .prepare_cached("SELECT count(*) FROM calls WHERE chase = ?1")?
            .query_row([callback.0], |row| row.get(0))?,
        None => 0,
    };
    // A callback stands for what was called about first.
    let about = match (own, callback) {
        (Some(item), _) => kind_of(connection, "SELECT kind FROM items WHERE number = ?1", item)?,
        (None, Some(callback)) => kind_of(
            connection,
            "SELECT i.kind FROM calls c JOIN items i ON i.number = c.item
             WHERE c.chase = ?1 AND c.item <> ?1 ORDER BY c.number LIMIT 1",
            callback,
        )?,
        (None, None) => None,
    };
    Ok(Chase {
        callback,
        tries,
        kind: about.unwrap_or(Kind::FollowUp),
    })
}

fn kind_of(connection: &Connection, sql: &str, item: ItemNo) -> Result<Option<Kind>> {
    Ok(connection
        .prepare_cached(sql)?
        .query_row([item.0], |row| word(row.get_ref(0)?.as_str()?, Kind::from_word))
        .optional()?)
}

/// How the last call of a callback's chase ended.
pub(super) fn last_outcome(connection: &Connection, callback: ItemNo) -> Result<Option<CallOutcome>> {
    Ok(connection
        .prepare_cached("SELECT outcome FROM calls WHERE chase = ?1 ORDER BY number DESC LIMIT 1")?
        .query_row([callback.0], |row| {
            word(row.get_ref(0)?.as_str()?, CallOutcome::from_word)
        })
        .optional()?)
}

/// The chase is over: its calls belong to none any more, and the next try is the first again.
pub(super) fn end_chase(connection: &Connection, callback: ItemNo) -> Result<()> {
    connection
        .prepare_cached("UPDATE calls SET chase = NULL WHERE chase = ?1")?
        .execute([callback.0])?;
    Ok(())
}

impl Reader {
    /// How far the chase of a client has come, for a call on a row or on none. A client who is not known has none.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn chase(&self, client: &AccountRef, on: Option<ItemNo>) -> Result<Chase> {
        let account = match client {
            AccountRef::Number(number) => accounts::standing(&self.connection, *number)?,
            AccountRef::Named(name) => self.account_named(name)?,
        };
        match account {
            Some((account, _)) => chase(&self.connection, account, on),
            None => Ok(Chase::fresh(Kind::FollowUp)),
        }
    }
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
