//! Deals: read with all that hangs on them, and written.

mod hanging;
mod paces;

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::items::money;
use super::{Reader, Result, StoreError, day, day_of, ms, new_id, time, word};
use crate::domain::Time;
use crate::domain::clean;
use crate::domain::deal::close::CountBack;
use crate::domain::deal::{Credit, Deal, DealEnd, DealFile, DealState, Need, words};
use crate::domain::ids::{AccountNo, DealNo, ItemNo};
use crate::domain::settings::Settings;
use crate::domain::stands_for::StandsFor;
use crate::domain::worktime::Calendar;

pub(super) use hanging::{
    concede, concessions, insert_move, insert_need, moves_since, need, needs, next_place, save_need,
};
pub(super) use paces::Paces;
use paces::steps;

const DEAL: &str =
    "SELECT d.number, d.account, a.name, d.item, d.name, d.state, d.ended_at, d.why, d.value_minor,
    d.currency, d.stage, d.stage_at, d.close_on, d.next_step, d.made_at, d.wakes_at
    FROM deals d JOIN accounts a ON a.number = d.account";

/// A deal.
pub(super) fn load(connection: &Connection, number: DealNo) -> Result<Deal> {
    find(connection, number)?.ok_or_else(|| {
        StoreError::refused(format!(
            "there is no deal of that number ({number}); `downbeat deal list` shows those there are"
        ))
    })
}

/// A deal, if there is one of that number.
pub(super) fn find(connection: &Connection, number: DealNo) -> Result<Option<Deal>> {
    Ok(connection
        .prepare_cached(&format!("{DEAL} WHERE d.number = ?1"))?
        .query_row([number.0], deal)
        .optional()?)
}

fn deal(row: &Row<'_>) -> rusqlite::Result<Deal> {
    let end = row
        .get::<_, Option<i64>>(6)?
        .zip(super::items::optional_word(row, 7, Credit::from_word)?)
        .map(|(at, credit)| DealEnd { at: time(at), credit });
    let state = word(row.get_ref(5)?.as_str()?, |state| match (state, end) {
        ("open", None) => Some(DealState::Open),
        ("won", Some(end)) => Some(DealState::Won(end)),
        ("lost", Some(end)) => Some(DealState::Lost(end)),
        _ => None,
    })?;
    Ok(Deal {
        number: DealNo(row.get(0)?),
        account: AccountNo(row.get(1)?),
        account_name: row.get(2)?,
        item: ItemNo(row.get(3)?),
        name: row.get(4)?,
        state,
        value: money(row, 8, 9)?,
        stage: row.get(10)?,
        stage_at: time(row.get(11)?),
        close_on: day_of(row.get_ref(12)?.as_str()?)?,
        next_step: row.get(13)?,
        made_at: time(row.get(14)?),
        wakes_at: row.get::<_, Option<i64>>(15)?.map(time),
    })
}

/// Adds a deal; its number comes back.
pub(super) fn insert(connection: &Connection, deal: &Deal) -> Result<DealNo> {
    connection
        .prepare_cached(
            "INSERT INTO deals (id, account, item, state, stage, stage_at, value_minor, currency, close_on, made_at,
                 wakes_at, name, next_step)
             VALUES (?1, ?2, ?3, 'open', ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        )?
        .execute(params![
            new_id(deal.made_at),
            deal.account.0,
            deal.item.0,
            deal.stage,
            ms(deal.stage_at),
            deal.value.map(|value| value.minor),
            deal.value.map(|value| value.currency.code().to_owned()),
            day(deal.close_on),
            ms(deal.made_at),
            deal.wakes_at.map(ms),
            deal.name,
            deal.next_step,
        ])?;
    Ok(DealNo(connection.last_insert_rowid()))
}

/// Writes a deal back.
pub(super) fn save(connection: &Connection, deal: &Deal) -> Result<()> {
    let end = deal.state.end();
    connection
        .prepare_cached(
            "UPDATE deals SET account = ?2, state = ?3, stage = ?4, stage_at = ?5, value_minor = ?6, currency = ?7,
                 close_on = ?8, ended_at = ?9, wakes_at = ?10, why = ?11, name = ?12, next_step = ?13
             WHERE number = ?1",
        )?
        .execute(params![
            deal.number.0,
            deal.account.0,
            deal.state.as_str(),
            deal.stage,
            ms(deal.stage_at),
            deal.value.map(|value| value.minor),
            deal.value.map(|value| value.currency.code().to_owned()),
            day(deal.close_on),
            end.map(|end| ms(end.at)),
            deal.wakes_at.map(ms),
            end.map(|end| end.credit.as_str()),
            deal.name,
            deal.next_step,
        ])?;
    Ok(())
}

/// The open deals of an account that close first.
pub(super) fn open_of(connection: &Connection, account: AccountNo, limit: i64) -> Result<Vec<Deal>> {
    Ok(connection
        .prepare_cached(&format!(
            "{DEAL} WHERE d.account = ?1 AND d.state = 'open' ORDER BY d.close_on, d.number LIMIT ?2"
        ))?
        .query_map(params![account.0, limit], deal)?
        .collect::<rusqlite::Result<_>>()?)
}

/// Whether an account has a deal that was not lost.
pub(super) fn any_of(connection: &Connection, account: AccountNo) -> Result<bool> {
    Ok(connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM deals WHERE account = ?1 AND state <> 'lost')")?
        .query_row([account.0], |row| row.get(0))?)
}

/// An open deal counted back from its close date.
fn count(
    deal: &Deal,
    needs: &[Need],
    paces: &mut Paces<'_>,
    calendar: &Calendar,
    now: Time,
) -> Result<CountBack> {
    let today = calendar.local(now).date_naive();
    Ok(CountBack::of(
        deal.close_on,
        &steps(needs, paces)?,
        today,
        calendar,
    ))
}

/// The open deals that close first, each with what it comes to when counted back: `limit` at most.
pub(super) fn counted(
    connection: &Connection,
    limit: usize,
    calendar: &Calendar,
    now: Time,
) -> Result<Vec<(Deal, CountBack)>> {
    let open: Vec<Deal> = connection
        .prepare_cached(&format!(
            "{DEAL} WHERE d.state = 'open' ORDER BY d.close_on, d.number LIMIT ?1"
        ))?
        .query_map([i64::try_from(limit).unwrap_or(i64::MAX)], deal)?
        .collect::<rusqlite::Result<_>>()?;
    let mut paces = Paces::new(connection, calendar);
    open.into_iter()
        .map(|deal| {
            let count = count(&deal, &needs(connection, deal.number)?, &mut paces, calendar, now)?;
            Ok((deal, count))
        })
        .collect()
}

/// A deal counted back with its steps, and without what each side conceded and the moves of its date: what a list says.
pub(super) fn glance(deal: Deal, paces: &mut Paces<'_>, settings: &Settings, now: Time) -> Result<DealFile> {
    let needs = needs(paces.connection, deal.number)?;
    glanced(deal, needs, paces, settings, now)
}

fn glanced(
    deal: Deal,
    needs: Vec<Need>,
    paces: &mut Paces<'_>,
    settings: &Settings,
    now: Time,
) -> Result<DealFile> {
    let calendar = &settings.calendar;
    let count = if deal.state.end().is_some() {
        CountBack::ended()
    } else {
        count(&deal, &needs, paces, calendar, now)?
    };
    Ok(DealFile {
        concessions: Vec::new(),
        moves: Vec::new(),
        rotten: settings.deals.rotten(&deal, now, calendar),
        needs,
        count,
        deal,
    })
}

/// Every open deal as a list says it, by close date: their steps are read at once.
pub(super) fn every_open(connection: &Connection, settings: &Settings, now: Time) -> Result<Vec<DealFile>> {
    let mut needs = hanging::needs_of_open(connection)?;
    let open: Vec<Deal> = connection
        .prepare_cached(&format!(
            "{DEAL} WHERE d.state = 'open' ORDER BY d.close_on, d.number"
        ))?
        .query_map([], deal)?
        .collect::<rusqlite::Result<_>>()?;
    let mut paces = Paces::new(connection, &settings.calendar);
    open.into_iter()
        .map(|deal| {
            let needs = needs.remove(&deal.number).unwrap_or_default();
            glanced(deal, needs, &mut paces, settings, now)
        })
        .collect()
}

/// The deals that have ended since a moment, the latest first.
pub(super) fn ended_since(connection: &Connection, since: Time) -> Result<Vec<Deal>> {
    let rows = connection
        .prepare_cached(&format!(
            "{DEAL} WHERE d.state <> 'open' AND d.ended_at >= ?1 ORDER BY d.ended_at DESC, d.number"
        ))?
        .query_map([ms(since)], deal)?
        .collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}

/// A deal with everything that hangs on it, counted back.
pub(super) fn file(deal: Deal, paces: &mut Paces<'_>, settings: &Settings, now: Time) -> Result<DealFile> {
    let number = deal.number;
    Ok(DealFile {
        concessions: concessions(paces.connection, number)?,
        moves: hanging::moves(paces.connection, number)?,
        ..glance(deal, paces, settings, now)?
    })
}

/// What is to be known of the deal that a row stands for, or that needs what it stands for.
pub(super) fn about(
    connection: &Connection,
    record: Option<StandsFor>,
    settings: &Settings,
    now: Time,
) -> Result<Vec<String>> {
    let today = settings.calendar.local(now).date_naive();
    let file = |number| {
        let mut paces = Paces::new(connection, &settings.calendar);
        file(load(connection, number)?, &mut paces, settings, now)
    };
    Ok(match record {
        Some(StandsFor::Deal(number)) => words::about(&file(number)?, today),
        Some(StandsFor::Need(number)) => {
            let need = need(connection, number)?;
            vec![words::about_need(&file(need.deal)?, today)]
        }
        Some(StandsFor::Promise(_) | StandsFor::Check(_) | StandsFor::Outcome(_) | StandsFor::Ask(_))
        | None => Vec::new(),
    })
}

/// Which deals are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Deals {
    /// Those that have ended instead of those that are open.
    pub ended: bool,
    /// One account's only.
    pub account: Option<AccountNo>,
}

impl Reader {
    /// A deal with everything that hangs on it; `None` when there is none of that number.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn deal(&self, number: DealNo, settings: &Settings, now: Time) -> Result<Option<DealFile>> {
        let transaction = self.connection.unchecked_transaction()?;
        find(&transaction, number)?
            .map(|deal| {
                file(
                    deal,
                    &mut Paces::new(&transaction, &settings.calendar),
                    settings,
                    now,
                )
            })
            .transpose()
    }

    /// The deal that an item stands for; `None` when it stands for none.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn deal_of(&self, item: ItemNo) -> Result<Option<Deal>> {
        Ok(self
            .connection
            .prepare_cached(&format!("{DEAL} WHERE d.item = ?1"))?
            .query_row([item.0], deal)
            .optional()?)
    }

    /// Deals with everything that hangs on them: open ones by close date, ended ones the latest first; `limit` at most.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn deals(&self, asked: Deals, limit: usize, settings: &Settings, now: Time) -> Result<Vec<DealFile>> {
        let transaction = self.connection.unchecked_transaction()?;
        // The plus keeps SQLite to one account's own deals, which are few.
        let (plus, account) = match asked.account {
            Some(_) => ("+", "d.account = ?1"),
            None => ("", "?1 IS NULL"),
        };
        let (state, order) = if asked.ended {
            ("<> 'open'", "d.ended_at DESC, d.number")
        } else {
            ("= 'open'", "d.close_on, d.number")
        };
        let found: Vec<Deal> = transaction
            .prepare_cached(&format!(
                "{DEAL} WHERE {account} AND {plus}d.state {state} ORDER BY {order} LIMIT ?2"
            ))?
            .query_map(
                params![
                    asked.account.map(|account| account.0),
                    i64::try_from(limit).unwrap_or(i64::MAX)
                ],
                deal,
            )?
            .collect::<rusqlite::Result<_>>()?;
        let mut paces = Paces::new(&transaction, &settings.calendar);
        found
            .into_iter()
            .map(|deal| file(deal, &mut paces, settings, now))
            .collect()
    }

    /// Every deal whose name, or whose client's name, has a word that begins like the text, open ones first; `limit` at
    /// most. Reads every deal there is.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn deals_like(&self, text: &str, limit: usize) -> Result<Vec<Deal>> {
        let wanted = clean::normalise_name(text);
        let begins = |name: &str| {
            let name = clean::normalise_name(name);
            name.starts_with(&wanted) || name.contains(&format!(" {wanted}"))
        };
        let mut statement = self
            .connection
            .prepare_cached(&format!("{DEAL} ORDER BY d.state <> 'open', d.number"))?;
        let mut rows = statement.query([])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let deal = deal(row)?;
            if found.len() < limit && (begins(&deal.name) || begins(&deal.account_name)) {
                found.push(deal);
            }
        }
        Ok(found)
    }
}
