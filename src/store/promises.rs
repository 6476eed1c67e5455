//! Promises: read whole, one or many; what they come to.

use rusqlite::{Connection, OptionalExtension, Params, Row, params};

use super::asks;
use super::items::money;
use super::{Reader, Result, StoreError, ms, stands_for, time, word};
use crate::domain::clock::Moment;
use crate::domain::ids::{AccountNo, ItemNo, OwnerNo, PromiseNo};
use crate::domain::item::Item;
use crate::domain::owner::Owner;
use crate::domain::promise::{
    Basis, BasisShare, ClientKnows, Heavy, Promise, PromiseEnd, PromiseState, Proof, Shares, Stated,
};
use crate::domain::stands_for::StandsFor;
use crate::domain::{Time, brief};

/// The columns of a promise, in the order in which [`promise`] reads them.
pub(super) const COLUMNS: &str = "p.number, p.item, p.account, a.name, p.about, p.to_whom, p.what, p.made_at, p.due_at,
    p.first_due_at, p.basis, p.evidence, p.seen, p.owner, o.name, p.owner_by, p.approver, p.value_minor, p.currency,
    p.client_knows, p.state, p.ended_at, p.said";

/// Where they are read from.
pub(super) const FROM: &str =
    "promises p JOIN accounts a ON a.number = p.account LEFT JOIN owners o ON o.number = p.owner";

/// A promise from a row of [`COLUMNS`].
pub(super) fn promise(row: &Row<'_>) -> rusqlite::Result<Promise> {
    Ok(Promise {
        number: PromiseNo(row.get(0)?),
        item: ItemNo(row.get(1)?),
        account: AccountNo(row.get(2)?),
        client: row.get(3)?,
        about: row.get::<_, Option<i64>>(4)?.map(ItemNo),
        to_whom: row.get(5)?,
        what: row.get(6)?,
        made_at: time(row.get(7)?),
        due_at: time(row.get(8)?),
        first_due_at: time(row.get(9)?),
        proof: proof(row)?,
        ended: ended(row)?,
    })
}

fn proof(row: &Row<'_>) -> rusqlite::Result<Proof> {
    Ok(match word(row.get_ref(10)?.as_str()?, Basis::from_word)? {
        Basis::Real => Proof::Real {
            exists: stated(row, 11)?,
            seen: stated(row, 12)?,
        },
        Basis::Dated => Proof::Dated {
            owner: OwnerNo(row.get(13)?),
            owner_name: row.get(14)?,
            by: time(row.get(15)?),
        },
        Basis::Sponsored => Proof::Sponsored {
            approver: stated(row, 16)?,
            worth: money(row, 17, 18)?,
            knows: ClientKnows::said(row.get(19)?).ok_or_else(|| unproven(19))?,
        },
    })
}

fn ended(row: &Row<'_>) -> rusqlite::Result<Option<(Time, PromiseEnd)>> {
    let end = match word(row.get_ref(20)?.as_str()?, PromiseState::from_word)? {
        PromiseState::Open => return Ok(None),
        PromiseState::Kept => PromiseEnd::Kept { told: row.get(22)? },
        PromiseState::Broken => PromiseEnd::Broken {
            told: Stated::prose(row.get_ref(22)?.as_str()?).ok_or_else(|| unproven(22))?,
        },
        PromiseState::Released => PromiseEnd::Released { words: row.get(22)? },
    };
    Ok(Some((time(row.get(21)?), end)))
}

fn stated(row: &Row<'_>, index: usize) -> rusqlite::Result<Stated> {
    Stated::new(row.get_ref(index)?.as_str()?).ok_or_else(|| unproven(index))
}

/// The schema keeps no promise without its proof, so only a damaged file has one.
fn unproven(index: usize) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(
        index,
        rusqlite::types::Type::Text,
        "a promise lacks its proof".into(),
    )
}

/// The promise for which an item stands.
pub(super) fn find(connection: &Connection, item: ItemNo) -> Result<Option<Promise>> {
    Ok(connection
        .prepare_cached(&format!("SELECT {COLUMNS} FROM {FROM} WHERE p.item = ?1"))?
        .query_row([item.0], promise)
        .optional()?)
}

/// The promise of a number.
pub(super) fn numbered(connection: &Connection, number: PromiseNo) -> Result<Option<Promise>> {
    Ok(connection
        .prepare_cached(&format!("SELECT {COLUMNS} FROM {FROM} WHERE p.number = ?1"))?
        .query_row([number.0], promise)
        .optional()?)
}

/// The promise for which an item stands, which must be one.
pub(super) fn load(connection: &Connection, item: ItemNo) -> Result<Promise> {
    find(connection, item)?.ok_or_else(|| {
        StoreError::refused(format!(
            "{item} is no promise; `downbeat promise list` shows those there are"
        ))
    })
}

/// What an item's detail shows of promises: its own if it stands for one, else the open ones made on it.
pub(super) fn of_item(connection: &Connection, item: ItemNo) -> Result<Vec<Promise>> {
    if let Some(own) = find(connection, item)? {
        return Ok(vec![own]);
    }
    many(
        connection,
        "WHERE p.about = ?1 AND p.state = 'open' ORDER BY p.due_at, p.number LIMIT 5",
        [item.0],
    )
}

/// The brief for an owner who is to have an item: a dated promise's or an ask's own, else that of any row.
pub(super) fn brief(
    connection: &Connection,
    item: &Item,
    owner: &Owner,
    moment: &Moment<'_>,
) -> Result<String> {
    let (now, settings) = (moment.now, moment.settings);
    let record = stands_for::of(connection, item)?;
    if let Some(StandsFor::Promise(_)) = record
        && let Some(promise) = find(connection, item.number)?
        && let Proof::Dated { by, .. } = &promise.proof
    {
        return Ok(brief::promised(
            item,
            &owner.name,
            *by,
            promise.due_at,
            now,
            settings,
        ));
    }
    if let Some(StandsFor::Ask(_)) = record
        && let Some(ask) = asks::find(connection, item.number)?
    {
        return asks::brief(connection, &ask, item, owner, moment);
    }
    let due = moment.owner_clock(owner);
    Ok(brief::brief(item, &owner.name, due, now, settings))
}

fn many(connection: &Connection, rest: &str, given: impl Params) -> Result<Vec<Promise>> {
    let mut statement = connection.prepare_cached(&format!("SELECT {COLUMNS} FROM {FROM} {rest}"))?;
    let found = statement.query_map(given, promise)?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

impl Reader {
    /// The promise for which an item stands.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn promise(&self, item: ItemNo) -> Result<Option<Promise>> {
        find(&self.connection, item)
    }

    /// Promises: the open ones by date, or the ended ones, latest first; `limit` at most.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn promises(&self, open: bool, basis: Option<Basis>, limit: usize) -> Result<Vec<Promise>> {
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let basis = basis.map(Basis::as_str);
        match (open, basis) {
            (true, None) => many(
                &self.connection,
                "WHERE p.state = 'open' ORDER BY p.due_at, p.number LIMIT ?1",
                [limit],
            ),
            (true, Some(basis)) => many(
                &self.connection,
                "WHERE p.state = 'open' AND p.basis = ?2 ORDER BY p.due_at, p.number LIMIT ?1",
                params![limit, basis],
            ),
            (false, basis) => many(
                &self.connection,
                "WHERE p.state <> 'open' AND (?2 IS NULL OR p.basis = ?2)
                     ORDER BY p.ended_at DESC, p.number LIMIT ?1",
                params![limit, basis],
            ),
        }
    }

    /// An account's promises: the open ones by date, then the ended ones, latest first; `limit` at most.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn promises_of(&self, account: AccountNo, limit: usize) -> Result<Vec<Promise>> {
        many(
            &self.connection,
            "WHERE p.account = ?1
             ORDER BY p.state <> 'open', CASE p.state WHEN 'open' THEN p.due_at ELSE -p.ended_at END, p.number LIMIT ?2",
            params![account.0, i64::try_from(limit).unwrap_or(i64::MAX)],
        )
    }

    /// What promises come to: what was made and ended from `since` on, what is open, and the accounts of whose open
    /// promises more than `too_much` of a hundred are sponsored, and at least two.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn promise_shares(&self, since: Time, too_much: u8) -> Result<Shares> {
        let transaction = self.connection.unchecked_transaction()?;
        shares(&transaction, since, too_much)
    }
}

/// How many accounts are named to which too much is sponsored.
const HEAVY: usize = 10;

pub(super) fn shares(connection: &Connection, since: Time, too_much: u8) -> Result<Shares> {
    let mut found = Shares {
        since,
        real: BasisShare::default(),
        dated: BasisShare::default(),
        sponsored: BasisShare::default(),
        heavy: heavy(connection, too_much)?,
    };
    let ended = |state: &str| {
        format!(
            "(SELECT count(*) FROM promises INDEXED BY promises_basis_ended
                 WHERE basis = b.basis AND state = '{state}' AND state <> 'open' AND ended_at >= ?1)"
        )
    };
    let sql = format!(
        "WITH b (basis) AS (VALUES ('real'), ('dated'), ('sponsored'))
         SELECT basis, (SELECT count(*) FROM promises WHERE basis = b.basis AND made_at >= ?1), {}, {}, {},
             (SELECT count(*) FROM promises INDEXED BY promises_basis WHERE basis = b.basis AND state = 'open')
         FROM b",
        ended("kept"),
        ended("broken"),
        ended("released")
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query([ms(since)])?;
    while let Some(row) = rows.next()? {
        let figures = BasisShare {
            made: count(row, 1)?,
            kept: count(row, 2)?,
            broken: count(row, 3)?,
            released: count(row, 4)?,
            open: count(row, 5)?,
        };
        match word(&row.get::<_, String>(0)?, Basis::from_word)? {
            Basis::Real => found.real = figures,
            Basis::Dated => found.dated = figures,
            Basis::Sponsored => found.sponsored = figures,
        }
    }
    Ok(found)
}

fn heavy(connection: &Connection, too_much: u8) -> Result<Vec<Heavy>> {
    let mut statement = connection.prepare_cached(
        "SELECT c.account, a.name, c.sponsored, c.open FROM (
             SELECT account, sum(basis = 'sponsored') AS sponsored, count(*) AS open
             FROM promises INDEXED BY promises_open WHERE state = 'open' GROUP BY account) c
         JOIN accounts a ON a.number = c.account
         WHERE c.sponsored >= 2 AND c.sponsored * 100 > c.open * ?1
         ORDER BY c.sponsored DESC, c.sponsored * 100 / c.open DESC, a.match_name LIMIT ?2",
    )?;
    let found = statement.query_map(
        params![too_much, i64::try_from(HEAVY).unwrap_or(i64::MAX)],
        |row| {
            Ok(Heavy {
                account: AccountNo(row.get(0)?),
                client: row.get(1)?,
                sponsored: count(row, 2)?,
                open: count(row, 3)?,
            })
        },
    )?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

fn count(row: &Row<'_>, index: usize) -> rusqlite::Result<u64> {
    Ok(u64::try_from(row.get::<_, i64>(index)?).unwrap_or(0))
}
