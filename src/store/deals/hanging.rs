//! What hangs on a deal: needs, concessions, and the moves of its close date.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::domain::Time;
use crate::domain::deal::command::Redate;
use crate::domain::deal::{CloseMove, Concession, Deal, MoveTag, Need, NeedState, Side};
use crate::domain::handoff::Stage;
use crate::domain::ids::{ConcessionNo, DealNo, ItemNo, NeedNo, OwnerNo};
use crate::store::items::optional_word;
use crate::store::{Result, StoreError, day, day_of, ms, new_id, time, word};

const NEED: &str =
    "SELECT n.number, n.deal, n.place, n.what, n.owner, o.name, n.item, n.by_on, n.done_at, n.dropped,
    h.stage, h.given_at, h.ended_at
    FROM needs n LEFT JOIN owners o ON o.number = n.owner
    LEFT JOIN hand_offs h ON h.number = (SELECT max(number) FROM hand_offs WHERE item = n.item)";

/// The needs of a deal, in order.
pub(in crate::store) fn needs(connection: &Connection, deal: DealNo) -> Result<Vec<Need>> {
    let mut statement =
        connection.prepare_cached(&format!("{NEED} WHERE n.deal = ?1 ORDER BY n.place, n.number"))?;
    let rows = statement.query_map([deal.0], read_need)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The needs of every open deal, each deal's in order.
pub(in crate::store) fn needs_of_open(connection: &Connection) -> Result<BTreeMap<DealNo, Vec<Need>>> {
    let mut statement = connection.prepare_cached(&format!(
        "{NEED} WHERE n.deal IN (SELECT number FROM deals WHERE state = 'open') ORDER BY n.deal, n.place, n.number"
    ))?;
    let mut needs: BTreeMap<DealNo, Vec<Need>> = BTreeMap::new();
    for need in statement.query_map([], read_need)? {
        let need = need?;
        needs.entry(need.deal).or_default().push(need);
    }
    Ok(needs)
}

/// One need.
pub(in crate::store) fn need(connection: &Connection, number: NeedNo) -> Result<Need> {
    connection
        .prepare_cached(&format!("{NEED} WHERE n.number = ?1"))?
        .query_row([number.0], read_need)
        .optional()?
        .ok_or_else(|| {
            StoreError::refused(format!(
                "no deal has a need {number}; `downbeat deal show` shows those of a deal"
            ))
        })
}

fn read_need(row: &Row<'_>) -> rusqlite::Result<Need> {
    let at = |index| row.get::<_, Option<i64>>(index).map(|ms| ms.map(time));
    let (given, back) = (at(11)?, at(12)?);
    let stage = optional_word(row, 10, Stage::from_word)?;
    let state = match (at(8)?, row.get::<_, bool>(9)?, stage) {
        (Some(at), true, _) => NeedState::Dropped(at),
        (Some(at), false, _) => NeedState::Done(at),
        (None, _, Some(Stage::Offered | Stage::Acknowledged)) => {
            NeedState::UnderWay(given.unwrap_or_default())
        }
        (None, _, Some(Stage::Done)) => NeedState::Answered(back.unwrap_or_default()),
        (None, _, Some(Stage::Returned | Stage::Recalled)) => NeedState::Back,
        (None, _, None) => NeedState::Waiting,
    };
    Ok(Need {
        number: NeedNo(row.get(0)?),
        deal: DealNo(row.get(1)?),
        place: row.get(2)?,
        what: row.get(3)?,
        owner: row
            .get::<_, Option<i64>>(4)?
            .map(OwnerNo)
            .zip(row.get::<_, Option<String>>(5)?),
        item: row.get::<_, Option<i64>>(6)?.map(ItemNo),
        by_on: row
            .get::<_, Option<String>>(7)?
            .map(|on| day_of(&on))
            .transpose()?,
        state,
    })
}

/// The place after every step of a deal.
pub(in crate::store) fn next_place(connection: &Connection, deal: DealNo) -> Result<i64> {
    Ok(connection
        .prepare_cached("SELECT coalesce(max(place), 0) + 1 FROM needs WHERE deal = ?1")?
        .query_row([deal.0], |row| row.get(0))?)
}

/// Adds a need; its number comes back.
pub(in crate::store) fn insert_need(connection: &Connection, need: &Need, now: Time) -> Result<NeedNo> {
    connection
        .prepare_cached(
            "INSERT INTO needs (id, deal, item, owner, place, by_on, what) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute(params![
            new_id(now),
            need.deal.0,
            need.item.map(|item| item.0),
            need.owner.as_ref().map(|(owner, _)| owner.0),
            need.place,
            need.by_on.map(day),
            need.what,
        ])?;
    Ok(NeedNo(connection.last_insert_rowid()))
}

/// Writes a need back.
pub(in crate::store) fn save_need(connection: &Connection, need: &Need) -> Result<()> {
    let (done_at, dropped) = match need.state {
        NeedState::Done(at) => (Some(ms(at)), false),
        NeedState::Dropped(at) => (Some(ms(at)), true),
        NeedState::Waiting | NeedState::UnderWay(_) | NeedState::Back | NeedState::Answered(_) => {
            (None, false)
        }
    };
    connection
        .prepare_cached(
            "UPDATE needs SET item = ?2, owner = ?3, place = ?4, by_on = ?5, done_at = ?6, dropped = ?7, what = ?8
             WHERE number = ?1",
        )?
        .execute(params![
            need.number.0,
            need.item.map(|item| item.0),
            need.owner.as_ref().map(|(owner, _)| owner.0),
            need.place,
            need.by_on.map(day),
            done_at,
            dropped,
            need.what,
        ])?;
    Ok(())
}

/// What each side conceded, oldest first.
pub(in crate::store) fn concessions(connection: &Connection, deal: DealNo) -> Result<Vec<Concession>> {
    let mut statement = connection.prepare_cached(
        "SELECT number, side, what, at, answers FROM concessions WHERE deal = ?1 ORDER BY at, number",
    )?;
    let rows = statement.query_map([deal.0], |row| {
        Ok(Concession {
            number: ConcessionNo(row.get(0)?),
            side: word(row.get_ref(1)?.as_str()?, Side::from_word)?,
            what: row.get(2)?,
            at: time(row.get(3)?),
            answers: row.get::<_, Option<i64>>(4)?.map(ConcessionNo),
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Adds a concession; its number is the store's to give.
pub(in crate::store) fn concede(connection: &Connection, deal: DealNo, one: &Concession) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO concessions (id, deal, side, at, answers, what) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![
            new_id(one.at),
            deal.0,
            one.side.as_str(),
            ms(one.at),
            one.answers.map(|other| other.0),
            one.what,
        ])?;
    Ok(())
}

/// The moves of a close date, oldest first.
pub(super) fn moves(connection: &Connection, deal: DealNo) -> Result<Vec<CloseMove>> {
    let mut statement = connection.prepare_cached(
        "SELECT at, from_on, to_on, tag FROM close_moves WHERE deal = ?1 ORDER BY at, number",
    )?;
    let rows = statement.query_map([deal.0], read_move)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The moves of every close date since a moment, for each deal oldest first.
pub(in crate::store) fn moves_since(
    connection: &Connection,
    since: Time,
) -> Result<BTreeMap<DealNo, Vec<CloseMove>>> {
    let mut statement = connection.prepare_cached(
        "SELECT at, from_on, to_on, tag, deal FROM close_moves WHERE at >= ?1 ORDER BY at, number",
    )?;
    let mut moves: BTreeMap<DealNo, Vec<CloseMove>> = BTreeMap::new();
    let rows = statement.query_map([ms(since)], |row| Ok((DealNo(row.get(4)?), read_move(row)?)))?;
    for row in rows {
        let (deal, moved) = row?;
        moves.entry(deal).or_default().push(moved);
    }
    Ok(moves)
}

fn read_move(row: &Row<'_>) -> rusqlite::Result<CloseMove> {
    Ok(CloseMove {
        at: time(row.get(0)?),
        from: day_of(row.get_ref(1)?.as_str()?)?,
        to: day_of(row.get_ref(2)?.as_str()?)?,
        tag: word(row.get_ref(3)?.as_str()?, MoveTag::from_word)?,
    })
}

/// Notes the move of a deal's close date from where it stands.
pub(in crate::store) fn insert_move(
    connection: &Connection,
    deal: &Deal,
    to: Redate,
    now: Time,
) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO close_moves (id, deal, at, from_on, to_on, tag) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![
            new_id(now),
            deal.number.0,
            ms(now),
            day(deal.close_on),
            day(to.to),
            to.tag.as_str(),
        ])?;
    Ok(())
}
