//! Snapshots: the pipeline frozen by itself on the first start of a week, or when the rep asks for it.

use chrono::NaiveDate;
use rusqlite::{Connection, Row, TransactionBehavior, params};
use serde::{Deserialize, Serialize};

use crate::domain::Time;
use crate::domain::ids::{DealNo, ItemNo};
use crate::domain::monday::{Frozen, Snapshot, SnapshotHead, monday_of};
use crate::domain::money::{Currency, Money};
use crate::domain::worktime::Calendar;
use crate::store::open::PATIENCE;
use crate::store::perform::READERS_PATIENCE;
use crate::store::{Result, Store, StoreError, day, items, ms, new_id};

/// A deal as it stands in the snapshot's text. Its fields keep their names: snapshots are read for as long as a store
/// lives.
#[derive(Serialize, Deserialize)]
struct Written {
    deal: i64,
    item: i64,
    client: String,
    name: String,
    minor: Option<i64>,
    currency: Option<String>,
    stage: String,
    close_on: NaiveDate,
}

impl Store {
    /// Freezes the pipeline if that has not been done in this week of the rep's. `true` when it was. It is nothing that
    /// the rep did: it is not in the log, and no undo takes it back.
    ///
    /// # Errors
    /// When the store can't be read or written.
    pub fn freeze_week(&mut self, calendar: &Calendar, now: Time) -> Result<bool> {
        let monday = monday_of(calendar.local(now).date_naive());
        // A clock that was set back must not freeze today's pipeline as that of an earlier week.
        let is_frozen = "SELECT EXISTS (SELECT 1 FROM snapshots WHERE monday_on >= ?1)";
        let is_frozen = |connection: &Connection| -> Result<bool> {
            Ok(connection
                .prepare_cached(is_frozen)?
                .query_row([day(monday)], |row| row.get(0))?)
        };
        if is_frozen(&self.connection)? {
            return Ok(false);
        }
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        // Another program may have done it in between.
        if is_frozen(&transaction)? {
            return Ok(false);
        }
        write(&transaction, monday, now)?;
        transaction.commit()?;
        Ok(true)
    }

    /// As [`Self::freeze_week`] before something is read or done: nobody waits for that where another program writes for
    /// long, or where nothing can be written. `false` when it has to be done at another time.
    ///
    /// # Errors
    /// When the store can't be read, or can't be written for another reason.
    pub fn freeze_week_if_free(&mut self, calendar: &Calendar, now: Time) -> Result<bool> {
        self.connection.busy_timeout(READERS_PATIENCE)?;
        let frozen = self.freeze_week(calendar, now);
        self.connection.busy_timeout(PATIENCE)?;
        match frozen {
            Ok(_) => Ok(true),
            Err(error) if error.hinders_writing().is_some() => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Freezes the pipeline as it stands, because the rep asked for it.
    ///
    /// # Errors
    /// When the store can't be read or written.
    pub fn freeze(&mut self, calendar: &Calendar, now: Time) -> Result<SnapshotHead> {
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let head = write(&transaction, monday_of(calendar.local(now).date_naive()), now)?;
        transaction.commit()?;
        Ok(head)
    }
}

/// Writes a snapshot of the open deals.
fn write(connection: &Connection, monday: NaiveDate, now: Time) -> Result<SnapshotHead> {
    let deals: Vec<Written> = connection
        .prepare_cached(
            "SELECT d.number, d.item, a.name, d.name, d.value_minor, d.currency, d.stage, d.close_on
             FROM deals d JOIN accounts a ON a.number = d.account WHERE d.state = 'open' ORDER BY d.number",
        )?
        .query_map([], written)?
        .collect::<rusqlite::Result<_>>()?;
    let text = serde_json::to_string(&deals).map_err(|error| {
        StoreError::failed(
            "could not freeze the pipeline",
            error.to_string(),
            "try `downbeat doctor`",
        )
    })?;
    let count = i64::try_from(deals.len()).unwrap_or(i64::MAX);
    connection
        .prepare_cached(
            "INSERT INTO snapshots (id, monday_on, at, deals, pipeline) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![new_id(now), day(monday), ms(now), count, text])?;
    Ok(SnapshotHead {
        monday,
        at: now,
        deals: count.unsigned_abs(),
    })
}

fn written(row: &Row<'_>) -> rusqlite::Result<Written> {
    let value = items::money(row, 4, 5)?;
    Ok(Written {
        deal: row.get(0)?,
        item: row.get(1)?,
        client: row.get(2)?,
        name: row.get(3)?,
        minor: value.map(|value| value.minor),
        currency: value.map(|value| value.currency.code().to_owned()),
        stage: row.get(6)?,
        close_on: crate::store::day_of(row.get_ref(7)?.as_str()?)?,
    })
}

/// Reads a snapshot.
pub(super) fn read(connection: &Connection, number: i64) -> Result<Snapshot> {
    let (head, text) = connection
        .prepare_cached("SELECT monday_on, at, deals, pipeline FROM snapshots WHERE number = ?1")?
        .query_row([number], |row| Ok((super::head(row)?, row.get::<_, String>(3)?)))?;
    let written: Vec<Written> = serde_json::from_str(&text).map_err(|error| {
        StoreError::failed(
            format!("could not read the snapshot of {}", head.monday),
            error.to_string(),
            "compare with another one: `downbeat monday snapshots` lists them, `--against DATE` takes one",
        )
    })?;
    Ok(Snapshot {
        head,
        deals: written.into_iter().map(thawed).collect(),
    })
}

fn thawed(written: Written) -> Frozen {
    let currency = written.currency.as_deref().and_then(Currency::parse);
    Frozen {
        deal: DealNo(written.deal),
        item: ItemNo(written.item),
        client: written.client,
        name: written.name,
        value: written
            .minor
            .zip(currency)
            .map(|(minor, currency)| Money { minor, currency }),
        stage: written.stage,
        close_on: written.close_on,
    }
}
