//! Outcomes: read with their readings, and written.

mod checks;
mod pay;

use rusqlite::{Connection, OptionalExtension, Params, Row, params};

use super::items::money;
use super::{Reader, Result, StoreError, day, day_of, ms, new_id, time, word};
use crate::domain::clean;
use crate::domain::ids::{AccountNo, DealNo, ItemNo, OutcomeNo, ReadingNo};
use crate::domain::outcome::{BoughtWith, Course, Outcome, OutcomeEnd, OutcomeFile, Reading, Value};

pub use checks::Checks;
pub(super) use checks::{check, check_of_item, checks_of, insert_check, save_check};
pub(super) use pay::pay;

/// Readings that are read of one outcome, the latest.
const READINGS: usize = 1_000;

/// The columns of an outcome, in the order in which [`outcome`] reads them.
const COLUMNS: &str =
    "o.number, o.item, o.account, a.name, o.deal, o.measure, o.unit, o.baseline, o.target, o.target_on,
    o.made_at, o.state, o.ended_at";

/// Where they are read from.
const FROM: &str = "outcomes o JOIN accounts a ON a.number = o.account";

fn outcome(row: &Row<'_>) -> rusqlite::Result<Outcome> {
    let end = word(row.get_ref(11)?.as_str()?, |state| match state {
        "open" => Some(None),
        ended => OutcomeEnd::from_word(ended).map(Some),
    })?;
    let course = Course::new(Value(row.get(7)?), Value(row.get(8)?)).ok_or_else(|| {
        // The schema keeps the two apart, so only a damaged file has them the same.
        rusqlite::Error::FromSqlConversionFailure(
            8,
            rusqlite::types::Type::Integer,
            "an outcome leads from its baseline to the same".into(),
        )
    })?;
    Ok(Outcome {
        number: OutcomeNo(row.get(0)?),
        item: ItemNo(row.get(1)?),
        account: AccountNo(row.get(2)?),
        client: row.get(3)?,
        deal: row.get::<_, Option<i64>>(4)?.map(DealNo),
        measure: row.get(5)?,
        unit: row.get(6)?,
        course,
        by: day_of(row.get_ref(9)?.as_str()?)?,
        made_at: time(row.get(10)?),
        ended: row.get::<_, Option<i64>>(12)?.map(time).zip(end),
    })
}

fn many(connection: &Connection, rest: &str, given: impl Params) -> Result<Vec<Outcome>> {
    let mut statement = connection.prepare_cached(&format!("SELECT {COLUMNS} FROM {FROM} {rest}"))?;
    let found = statement.query_map(given, outcome)?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

/// An outcome, if there is one of that number.
pub(super) fn find(connection: &Connection, number: OutcomeNo) -> Result<Option<Outcome>> {
    Ok(many(connection, "WHERE o.number = ?1", [number.0])?.pop())
}

/// The outcome for which an item stands, if it stands for one.
pub(super) fn of_item(connection: &Connection, item: ItemNo) -> Result<Option<Outcome>> {
    Ok(many(connection, "WHERE o.item = ?1", [item.0])?.pop())
}

/// An outcome.
pub(super) fn load(connection: &Connection, number: OutcomeNo) -> Result<Outcome> {
    find(connection, number)?.ok_or_else(|| {
        StoreError::refused(format!(
            "there is no outcome of that number ({number}); `downbeat outcome list` shows those there are"
        ))
    })
}

/// The outcomes that were bought with a deal.
pub(super) fn of_deal(connection: &Connection, deal: DealNo) -> Result<Vec<Outcome>> {
    many(connection, "WHERE o.deal = ?1 ORDER BY o.number", [deal.0])
}

/// The open outcomes of an account that were bought with no deal.
pub(super) fn of_no_deal(connection: &Connection, account: AccountNo) -> Result<Vec<Outcome>> {
    many(
        connection,
        "WHERE o.account = ?1 AND o.state = 'open' AND o.deal IS NULL ORDER BY o.number",
        [account.0],
    )
}

/// An outcome with all that hangs on it.
pub(super) fn file(connection: &Connection, outcome: Outcome) -> Result<OutcomeFile> {
    let deal = outcome
        .deal
        .map_or(Ok(None), |deal| bought_with(connection, deal))?;
    Ok(OutcomeFile {
        readings: readings(connection, outcome.number)?,
        outcome,
        deal,
    })
}

fn bought_with(connection: &Connection, deal: DealNo) -> Result<Option<BoughtWith>> {
    Ok(connection
        .prepare_cached(
            "SELECT number, item, name, value_minor, currency, state = 'won' FROM deals WHERE number = ?1",
        )?
        .query_row([deal.0], |row| {
            Ok(BoughtWith {
                deal: DealNo(row.get(0)?),
                item: ItemNo(row.get(1)?),
                name: row.get(2)?,
                value: money(row, 3, 4)?,
                won: row.get(5)?,
            })
        })
        .optional()?)
}

/// An outcome's latest readings, oldest first.
fn readings(connection: &Connection, outcome: OutcomeNo) -> Result<Vec<Reading>> {
    let limit = i64::try_from(READINGS).unwrap_or(i64::MAX);
    let mut statement = connection.prepare_cached(
        "SELECT number, at, value, source, words FROM readings WHERE outcome = ?1
         ORDER BY at DESC, number DESC LIMIT ?2",
    )?;
    let mut found: Vec<Reading> = statement
        .query_map([outcome.0, limit], |row| {
            Ok(Reading {
                number: ReadingNo(row.get(0)?),
                at: time(row.get(1)?),
                value: Value(row.get(2)?),
                source: row.get(3)?,
                words: row.get(4)?,
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    found.reverse();
    Ok(found)
}

/// Adds an outcome; its number comes back.
pub(super) fn insert(connection: &Connection, outcome: &Outcome) -> Result<OutcomeNo> {
    connection
        .prepare_cached(
            "INSERT INTO outcomes (id, account, item, deal, state, better, baseline, target, target_on, made_at, measure,
                 unit)
             VALUES (?1, ?2, ?3, ?4, 'open', ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        )?
        .execute(params![
            new_id(outcome.made_at),
            outcome.account.0,
            outcome.item.0,
            outcome.deal.map(|deal| deal.0),
            outcome.course.better().as_str(),
            outcome.course.baseline().0,
            outcome.course.target().0,
            day(outcome.by),
            ms(outcome.made_at),
            outcome.measure,
            outcome.unit,
        ])?;
    Ok(OutcomeNo(connection.last_insert_rowid()))
}

/// Writes an outcome back.
pub(super) fn save(connection: &Connection, outcome: &Outcome) -> Result<()> {
    connection
        .prepare_cached(
            "UPDATE outcomes SET account = ?2, deal = ?3, better = ?4, baseline = ?5, target = ?6, target_on = ?7,
                 measure = ?8, unit = ?9, state = ?10, ended_at = ?11
             WHERE number = ?1",
        )?
        .execute(params![
            outcome.number.0,
            outcome.account.0,
            outcome.deal.map(|deal| deal.0),
            outcome.course.better().as_str(),
            outcome.course.baseline().0,
            outcome.course.target().0,
            day(outcome.by),
            outcome.measure,
            outcome.unit,
            outcome.ended.map_or("open", |(_, end)| end.as_str()),
            outcome.ended.map(|(at, _)| ms(at)),
        ])?;
    Ok(())
}

/// Adds a reading; its number comes back.
pub(super) fn insert_reading(
    connection: &Connection,
    outcome: OutcomeNo,
    reading: &Reading,
) -> Result<ReadingNo> {
    connection
        .prepare_cached(
            "INSERT INTO readings (id, outcome, at, value, source, words) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![
            new_id(reading.at),
            outcome.0,
            ms(reading.at),
            reading.value.0,
            reading.source,
            reading.words
        ])?;
    Ok(ReadingNo(connection.last_insert_rowid()))
}

/// Which outcomes are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Outcomes {
    /// Those that ended, the latest first, instead of the open ones by client.
    pub ended: bool,
    /// One client's only.
    pub account: Option<AccountNo>,
}

impl Reader {
    /// An outcome with all that hangs on it.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn outcome(&self, number: OutcomeNo) -> Result<Option<OutcomeFile>> {
        let found = find(&self.connection, number)?;
        found.map(|outcome| file(&self.connection, outcome)).transpose()
    }

    /// The outcome for which an item stands.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn outcome_of(&self, item: ItemNo) -> Result<Option<OutcomeFile>> {
        let found = of_item(&self.connection, item)?;
        found.map(|outcome| file(&self.connection, outcome)).transpose()
    }

    /// Outcomes, `limit` at most.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn outcomes(&self, asked: Outcomes, limit: usize) -> Result<Vec<OutcomeFile>> {
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let account = asked.account.map(|account| account.0);
        let rest = match (asked.ended, account) {
            (false, None) => "WHERE o.state = 'open' AND ?1 IS NULL ORDER BY a.match_name, o.number LIMIT ?2",
            (true, None) => {
                "WHERE o.state <> 'open' AND ?1 IS NULL ORDER BY o.ended_at DESC, o.number LIMIT ?2"
            }
            (false, Some(_)) => "WHERE o.state = 'open' AND o.account = ?1 ORDER BY o.number LIMIT ?2",
            (true, Some(_)) => {
                "WHERE o.state <> 'open' AND o.account = ?1 ORDER BY o.ended_at DESC, o.number LIMIT ?2"
            }
        };
        many(&self.connection, rest, params![account, limit])?
            .into_iter()
            .map(|outcome| file(&self.connection, outcome))
            .collect()
    }

    /// Outcomes whose measure or client begins with what was typed, or has a word that does; open ones first.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn outcomes_like(&self, text: &str) -> Result<Vec<Outcome>> {
        let wanted = clean::normalise_name(text);
        if wanted.is_empty() {
            return Ok(Vec::new());
        }
        let begins = |name: &str| {
            let name = clean::normalise_name(name);
            name.starts_with(&wanted) || name.contains(&format!(" {wanted}"))
        };
        let mut found = many(
            &self.connection,
            "ORDER BY o.state <> 'open', a.match_name, o.number",
            [],
        )?;
        found.retain(|outcome| begins(&outcome.measure) || begins(&outcome.client));
        Ok(found)
    }
}
