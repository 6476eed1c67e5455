//! Checks: the looks at a client that follow a signature, read and written.

use rusqlite::{Connection, Params, Row, params};

use crate::domain::Time;
use crate::domain::ids::{AccountNo, CheckNo, DealNo, ItemNo};
use crate::domain::outcome::{Check, CheckEnd};
use crate::store::items::optional_word;
use crate::store::{Reader, Result, StoreError, ms, new_id, time};

const CHECK: &str =
    "SELECT c.number, c.item, c.account, a.name, c.deal, d.name, c.days, c.due_at, c.ending, c.ended_at,
    c.made_item, made.item, c.words
    FROM checks c JOIN accounts a ON a.number = c.account JOIN deals d ON d.number = c.deal
        LEFT JOIN deals made ON made.number = c.made_deal";

fn row(row: &Row<'_>) -> rusqlite::Result<Check> {
    let end = optional_word(row, 8, CheckEnd::from_word)?;
    Ok(Check {
        number: CheckNo(row.get(0)?),
        item: ItemNo(row.get(1)?),
        account: AccountNo(row.get(2)?),
        client: row.get(3)?,
        deal: DealNo(row.get(4)?),
        deal_name: row.get(5)?,
        days: row.get(6)?,
        due_at: time(row.get(7)?),
        ended: row.get::<_, Option<i64>>(9)?.map(time).zip(end),
        made_item: row.get::<_, Option<i64>>(10)?.map(ItemNo),
        made_deal: row.get::<_, Option<i64>>(11)?.map(ItemNo),
        words: row.get(12)?,
    })
}

fn many(connection: &Connection, rest: &str, given: impl Params) -> Result<Vec<Check>> {
    let mut statement = connection.prepare_cached(&format!("{CHECK} {rest}"))?;
    let found = statement.query_map(given, row)?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

/// A check.
pub(in crate::store) fn check(connection: &Connection, number: CheckNo) -> Result<Check> {
    many(connection, "WHERE c.number = ?1", [number.0])?
        .pop()
        .ok_or_else(|| {
            StoreError::refused(format!(
                "there is no check of that number ({number}); `downbeat outcome checks` shows those there are"
            ))
        })
}

/// The check for which an item stands, if it stands for one.
pub(in crate::store) fn check_of_item(connection: &Connection, item: ItemNo) -> Result<Option<Check>> {
    Ok(many(connection, "WHERE c.item = ?1", [item.0])?.pop())
}

/// The checks that follow the signature of a deal, the first first.
pub(in crate::store) fn checks_of(connection: &Connection, deal: DealNo) -> Result<Vec<Check>> {
    many(
        connection,
        "WHERE c.deal = ?1 ORDER BY c.due_at, c.number",
        [deal.0],
    )
}

/// Adds a check.
pub(in crate::store) fn insert_check(connection: &Connection, check: &Check, now: Time) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO checks (id, account, deal, item, days, due_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![
            new_id(now),
            check.account.0,
            check.deal.0,
            check.item.0,
            check.days,
            ms(check.due_at)
        ])?;
    Ok(())
}

/// Writes back how a check ended; `made_deal` is the deal that it made.
pub(in crate::store) fn save_check(
    connection: &Connection,
    check: &Check,
    made_deal: Option<DealNo>,
) -> Result<()> {
    connection
        .prepare_cached(
            "UPDATE checks SET ending = ?2, ended_at = ?3, made_item = ?4, made_deal = ?5, words = ?6 WHERE number = ?1",
        )?
        .execute(params![
            check.number.0,
            check.ended.map(|(_, end)| end.as_str()),
            check.ended.map(|(at, _)| ms(at)),
            check.made_item.map(|item| item.0),
            made_deal.map(|deal| deal.0),
            check.words
        ])?;
    Ok(())
}

/// Which checks are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Checks {
    /// Those that ended, the latest first, instead of the open ones by date.
    pub ended: bool,
    /// One client's only.
    pub account: Option<AccountNo>,
}

impl Reader {
    /// The check for which an item stands.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn check_of(&self, item: ItemNo) -> Result<Option<Check>> {
        check_of_item(&self.connection, item)
    }

    /// Checks, `limit` at most.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn checks(&self, asked: Checks, limit: usize) -> Result<Vec<Check>> {
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let rest = if asked.ended {
            "WHERE c.ended_at IS NOT NULL AND (?1 IS NULL OR c.account = ?1) ORDER BY c.ended_at DESC, c.number LIMIT ?2"
        } else {
            "WHERE c.ending IS NULL AND (?1 IS NULL OR c.account = ?1) ORDER BY c.due_at, c.number LIMIT ?2"
        };
        let account = asked.account.map(|account| account.0);
        many(&self.connection, rest, params![account, limit])
    }
}
