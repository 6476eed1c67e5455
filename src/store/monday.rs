//! What the Monday sheet is made of, and the snapshots it is compared with.

mod asks;
mod frozen;

use chrono::{Days, NaiveDate, NaiveTime};
use rusqlite::{Connection, OptionalExtension, Row};

use super::{Reader, Result, day, day_of, deals, ms, time};
use crate::domain::Time;
use crate::domain::deal::Deal;
use crate::domain::monday::{Against, Facts, MondaySheet, Snapshot, SnapshotHead, monday_of};
use crate::domain::settings::Settings;
use crate::domain::worktime::Calendar;

const HEAD: &str = "SELECT monday_on, at, deals FROM snapshots";

impl Reader {
    /// The Monday sheet as of now, against a snapshot. Where there is none, it says so and compares with nothing.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn monday(&self, against: Against, settings: &Settings, now: Time) -> Result<MondaySheet> {
        // One view of the file for all of it, though another program may commit in between.
        let transaction = self.connection.unchecked_transaction()?;
        let calendar = &settings.calendar;
        let today = calendar.local(now).date_naive();
        let snapshot = find(&transaction, against, calendar)?;
        let midnight = |day: NaiveDate| calendar.instant(day.and_time(NaiveTime::MIN));
        let since = snapshot.as_ref().map_or_else(
            || midnight(monday_of(today) - Days::new(7)),
            |found| found.head.at,
        );
        let open = deals::every_open(&transaction, settings, now)?;
        let began = midnight(settings.quarters.of(today).begins());
        let mut ended = deals::ended_since(&transaction, began.min(since))?;
        if let Some(snapshot) = &snapshot {
            ended.extend(ended_before(&transaction, snapshot, &open, &ended)?);
        }
        let facts = Facts {
            now,
            open,
            ended,
            moves: deals::moves_since(&transaction, since)?,
            against,
            snapshot,
            first: transaction
                .prepare_cached(&format!("{HEAD} ORDER BY monday_on, at LIMIT 1"))?
                .query_row([], head)
                .optional()?,
            beside: asks::beside(&transaction, today.min(calendar.local(since).date_naive()), since)?,
        };
        Ok(MondaySheet::of(facts, settings))
    }

    /// The snapshots there are, the newest first; `limit` at most.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn snapshots(&self, limit: usize) -> Result<Vec<SnapshotHead>> {
        Ok(self
            .connection
            .prepare_cached(&format!("{HEAD} ORDER BY monday_on DESC, at DESC LIMIT ?1"))?
            .query_map([i64::try_from(limit).unwrap_or(i64::MAX)], head)?
            .collect::<rusqlite::Result<_>>()?)
    }
}

fn head(row: &Row<'_>) -> rusqlite::Result<SnapshotHead> {
    Ok(SnapshotHead {
        monday: day_of(row.get_ref(0)?.as_str()?)?,
        at: time(row.get(1)?),
        deals: row.get::<_, i64>(2)?.unsigned_abs(),
    })
}

/// The snapshot that is compared with.
fn find(connection: &Connection, against: Against, calendar: &Calendar) -> Result<Option<Snapshot>> {
    let number: Option<i64> = match against {
        Against::LastMonday(monday) => connection
            .prepare_cached(
                "SELECT number FROM snapshots WHERE monday_on <= ?1 ORDER BY monday_on DESC, at, number LIMIT 1",
            )?
            .query_row([day(monday)], |row| row.get(0))
            .optional()?,
        Against::Day(until) => {
            let after = calendar.instant((until + Days::new(1)).and_time(NaiveTime::MIN));
            connection
                .prepare_cached("SELECT number FROM snapshots WHERE at < ?1 ORDER BY at DESC, number DESC LIMIT 1")?
                .query_row([ms(after)], |row| row.get(0))
                .optional()?
        }
    };
    number.map(|number| frozen::read(connection, number)).transpose()
}

/// The deals of a snapshot that are neither open nor among those that ended since: they ended before, and were open in
/// between.
fn ended_before(
    connection: &Connection,
    snapshot: &Snapshot,
    open: &[crate::domain::deal::DealFile],
    ended: &[Deal],
) -> Result<Vec<Deal>> {
    let known: std::collections::BTreeSet<_> = open
        .iter()
        .map(|file| file.deal.number)
        .chain(ended.iter().map(|deal| deal.number))
        .collect();
    let missing = snapshot
        .deals
        .iter()
        .filter(|frozen| !known.contains(&frozen.deal));
    let found: Vec<Option<Deal>> = missing
        .map(|frozen| deals::find(connection, frozen.deal))
        .collect::<Result<_>>()?;
    Ok(found.into_iter().flatten().collect())
}

#[cfg(test)]
mod tests;
