//! Owners and what each has at hand.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::asks;
use super::whole::{self, Column};
use super::{Reader, Result, StoreError, ms, new_id, time, word};
use crate::domain::Time;
use crate::domain::clean;
use crate::domain::ids::OwnerNo;
use crate::domain::item::Kind;
use crate::domain::owner::{Load, Owner, Part};
use crate::domain::worktime::Calendar;

/// The characters of a handle, at most.
const HANDLE: usize = 40;

const OWNER: &str = "SELECT number, handle, name, role, seat, address, kinds, hours, away_until, stand_in,
    escalate_to, retired, part, asks_a_month FROM owners";

/// All owners, by seat, then by name; those who have left last.
pub(super) fn all(connection: &Connection) -> Result<Vec<Owner>> {
    let mut statement = connection.prepare_cached(&format!(
        "{OWNER} ORDER BY retired, seat IS NULL, seat, name, number"
    ))?;
    let rows = statement.query_map([], owner)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// One owner by number.
pub(super) fn load(connection: &Connection, number: OwnerNo) -> Result<Owner> {
    connection
        .prepare_cached(&format!("{OWNER} WHERE number = ?1"))?
        .query_row([number.0], owner)
        .optional()?
        .ok_or_else(|| {
            StoreError::refused(format!(
                "there is no owner {number}; `downbeat owner list` shows them"
            ))
        })
}

fn owner(row: &Row<'_>) -> rusqlite::Result<Owner> {
    Ok(Owner {
        number: OwnerNo(row.get(0)?),
        handle: row.get(1)?,
        name: row.get(2)?,
        role: row.get(3)?,
        seat: row.get(4)?,
        address: row.get(5)?,
        kinds: row
            .get::<_, String>(6)?
            .split(',')
            .filter_map(Kind::from_word)
            .collect(),
        hours: row.get(7)?,
        away_until: row.get::<_, Option<i64>>(8)?.map(time),
        stand_in: row.get::<_, Option<i64>>(9)?.map(OwnerNo),
        escalate_to: row.get::<_, Option<i64>>(10)?.map(OwnerNo),
        retired: row.get(11)?,
        part: word(&row.get::<_, String>(12)?, Part::from_word)?,
        asks_a_month: row.get(13)?,
    })
}

/// Sees that a card can stand: a handle that can be typed, a name, a free seat, no stand-in for oneself.
fn inspect(connection: &Connection, owner: &Owner) -> Result<Owner> {
    let mut owner = owner.clone();
    owner.handle = owner.handle.trim().trim_start_matches('@').to_lowercase();
    owner.name = clean::line(&owner.name, clean::NAME);
    owner.role = clean::line(&owner.role, clean::NAME);
    owner.address = clean::line(&owner.address, clean::NAME);
    owner.kinds.sort_unstable();
    owner.kinds.dedup();
    if owner.handle.is_empty()
        || !owner
            .handle
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'))
    {
        return Err(StoreError::refused(format!(
            "an owner's handle is one short word to type, of letters, digits, `-`, `_` and `.`; {:?} is not",
            owner.handle
        )));
    }
    if owner.handle.chars().count() > HANDLE {
        return Err(StoreError::refused(format!(
            "an owner's handle is one short word to type, {HANDLE} characters at most; give {:?} a shorter one",
            clean::line(&owner.name, 40)
        )));
    }
    if owner.handle.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(StoreError::refused(format!(
            "the handle {:?} would be taken for a seat: write at least one letter, and name the seat with --seat",
            owner.handle
        )));
    }
    if owner.name.is_empty() {
        owner.name.clone_from(&owner.handle);
    }
    if owner.retired && owner.seat.is_some() {
        return Err(StoreError::refused(format!(
            "{0} is retired and holds no seat: `downbeat owner edit {1} --returns` first",
            owner.name, owner.handle
        )));
    }
    if owner.seat.is_some_and(|seat| !(1..=9).contains(&seat)) {
        return Err(StoreError::refused(format!(
            "{}'s seat must be a digit from 1 to 9",
            owner.name
        )));
    }
    if owner.number.0 != 0
        && (owner.stand_in == Some(owner.number) || owner.escalate_to == Some(owner.number))
    {
        return Err(StoreError::refused(format!(
            "{} can neither stand in for themselves nor be escalated to themselves: name somebody else",
            owner.name
        )));
    }
    let taken = |column: &str, value: &dyn rusqlite::ToSql| -> Result<Option<String>> {
        Ok(connection
            .prepare_cached(&format!(
                "SELECT name FROM owners WHERE {column} = ?1 AND number <> ?2"
            ))?
            .query_row(params![value, owner.number.0], |row| row.get(0))
            .optional()?)
    };
    if let Some(name) = taken("handle", &owner.handle)? {
        return Err(StoreError::refused(format!(
            "the handle @{} is {name}'s; choose another for {}",
            owner.handle, owner.name
        )));
    }
    if let Some(seat) = owner.seat
        && let Some(name) = taken("seat", &seat)?
    {
        return Err(StoreError::refused(format!(
            "seat {seat} is {name}'s; give {} another, or free it first",
            owner.name
        )));
    }
    Ok(owner)
}

/// Adds an owner; the number comes back.
pub(super) fn insert(connection: &Connection, owner: &Owner, now: Time) -> Result<OwnerNo> {
    let owner = inspect(
        connection,
        &Owner {
            number: OwnerNo(0),
            ..owner.clone()
        },
    )?;
    let once: [Column<'_>; 1] = [("id", &new_id(now))];
    with_columns(&owner, |columns| {
        whole::insert(connection, "owners", &once, columns).map(OwnerNo)
    })
}

/// Writes an owner's card back.
pub(super) fn save(connection: &Connection, owner: &Owner) -> Result<()> {
    let owner = inspect(connection, owner)?;
    with_columns(&owner, |columns| {
        whole::update(connection, "owners", owner.number.0, columns, &[])
    })
}

/// The columns of an owner's card.
fn with_columns<T>(owner: &Owner, write: impl FnOnce(&[Column<'_>]) -> Result<T>) -> Result<T> {
    write(&[
        ("handle", &owner.handle),
        ("name", &owner.name),
        ("role", &owner.role),
        ("seat", &owner.seat),
        ("address", &owner.address),
        ("kinds", &kinds(owner)),
        ("hours", &owner.hours),
        ("away_until", &owner.away_until.map(ms)),
        ("stand_in", &owner.stand_in.map(|other| other.0)),
        ("escalate_to", &owner.escalate_to.map(|other| other.0)),
        ("retired", &owner.retired),
        ("part", &owner.part.as_str()),
        ("asks_a_month", &owner.asks_a_month),
    ])
}

fn kinds(owner: &Owner) -> String {
    owner
        .kinds
        .iter()
        .map(|kind| kind.as_str())
        .collect::<Vec<_>>()
        .join(",")
}

impl Reader {
    /// All owners: by seat, then by name; those who have left last.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn owners(&self) -> Result<Vec<Owner>> {
        all(&self.connection)
    }

    /// All owners with what each has at hand at `now`, and how often each was asked in the month of the calendar's zone.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn owners_with_load(&self, calendar: &Calendar, now: Time) -> Result<Vec<(Owner, Load)>> {
        let month = asks::month(calendar, now);
        self.owners()?
            .into_iter()
            .map(|owner| {
                let mut load = load_of(&self.connection, owner.number, now)?;
                if owner.part.is_asked() {
                    load.asks = asks::asked(&self.connection, owner.number, month)?;
                }
                Ok((owner, load))
            })
            .collect()
    }
}

/// What an owner has at hand, among the 1,000 hand-offs that are due first: the screen asks with every commit.
fn load_of(connection: &Connection, owner: OwnerNo, now: Time) -> Result<Load> {
    let (open, overdue, untold) = connection
        .prepare_cached(
            "SELECT count(*), count(*) FILTER (WHERE owner_due <= ?2), count(*) FILTER (WHERE told_at IS NULL)
             FROM (SELECT owner_due, told_at FROM hand_offs WHERE owner = ?1 AND ended_at IS NULL
                 ORDER BY owner_due LIMIT 1000)",
        )?
        .query_row(params![owner.0, ms(now)], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let mut statement = connection.prepare_cached(
        "SELECT (ended_at - given_at) / 1000 FROM hand_offs WHERE owner = ?1 AND stage = 'done'
         ORDER BY ended_at DESC LIMIT 50",
    )?;
    let mut seconds: Vec<i64> = statement
        .query_map([owner.0], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(Load {
        open,
        overdue,
        untold,
        median_seconds_to_done: crate::domain::week::median(&mut seconds),
        asks: 0,
    })
}
