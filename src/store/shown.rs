//! All that is shown of an account, as of one moment.

use rusqlite::{Connection, params};

use super::items::money;
use super::{Reader, Result, accounts, asks, calls, card, day_of, events, happenings, people, time};
use crate::domain::Time;
use crate::domain::account::{Dealing, Promised, Shown};
use crate::domain::ids::{AccountNo, DealNo, PromiseNo};
use crate::domain::routing::Router;
use crate::domain::settings::Settings;

/// Most open items shown, and most people.
const OPEN: usize = 1_000;
const PEOPLE: usize = 200;
/// Most of what was closed.
const CLOSED: usize = 10;
/// Most promises, and most deals.
const RECORDS: i64 = 100;
/// Most open asks, and most events ahead.
const ASKS: usize = 50;
/// Most events of the timeline.
const EVENTS: usize = 200;

impl Reader {
    /// All that is shown of an account; `None` when there is none with that number. One that was merged into another
    /// gives that other.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn account_shown(
        &self,
        number: AccountNo,
        router: &Router,
        settings: &Settings,
        now: Time,
    ) -> Result<Option<Shown>> {
        let connection = self.connection.unchecked_transaction()?;
        let Some(account) = people::account(&connection, number)? else {
            return Ok(None);
        };
        let number = account.number;
        let today = settings.calendar.local(now).date_naive();
        let (last, outcomes) = card::last_words_and_outcomes(&connection, number, settings, now)?;
        let (happenings, more) = happenings::of_account(&connection, number, EVENTS)?;
        Ok(Some(Shown {
            account,
            people: people::of_account(&connection, number, PEOPLE)?,
            open: accounts::open_items(&connection, number, OPEN, router, now)?,
            closed: accounts::closed_items(&connection, number, CLOSED, router, now)?,
            calls: calls::last_of(&connection, number)?,
            promises: promises(&connection, number)?,
            outcomes,
            deals: deals(&connection, number)?,
            asks: asks::open_of(&connection, number, ASKS)?,
            invitations: events::ahead(&connection, number, today, ASKS)?,
            last,
            timeline: happenings::events(&happenings, settings, now),
            more,
        }))
    }
}

fn promises(connection: &Connection, account: AccountNo) -> Result<Vec<Promised>> {
    let mut statement = connection.prepare_cached(
        "SELECT number, what, to_whom, basis, due_at FROM promises INDEXED BY promises_account_open
         WHERE account = ?1 AND state = 'open' ORDER BY due_at, number LIMIT ?2",
    )?;
    let rows = statement.query_map(params![account.0, RECORDS], |row| {
        Ok(Promised {
            number: PromiseNo(row.get(0)?),
            what: row.get(1)?,
            to_whom: row.get(2)?,
            basis: row.get(3)?,
            due: time(row.get(4)?),
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn deals(connection: &Connection, account: AccountNo) -> Result<Vec<Dealing>> {
    let mut statement = connection.prepare_cached(
        "SELECT number, name, value_minor, currency, stage, close_on, next_step
         FROM deals INDEXED BY deals_account_open
         WHERE account = ?1 AND state = 'open' ORDER BY close_on, number LIMIT ?2",
    )?;
    let rows = statement.query_map(params![account.0, RECORDS], |row| {
        Ok(Dealing {
            number: DealNo(row.get(0)?),
            name: row.get(1)?,
            value: money(row, 2, 3)?,
            stage: row.get(4)?,
            close_on: day_of(row.get_ref(5)?.as_str()?)?,
            next_step: row.get(6)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
