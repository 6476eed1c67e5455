//! Events and who is invited to them.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, Params, Row, params};

use super::whole::{self, Column};
use super::{Reader, Result, StoreError, day, day_of, ms, new_id, time, word};
use crate::domain::Time;
use crate::domain::ask::event::{Coming, Event, EventFile, Invitation};
use crate::domain::ids::{AccountNo, AskNo, EventNo, ItemNo, OwnerNo, PersonNo};

const EVENT: &str = "SELECT number, name, held_on, place FROM events";

const INVITATION: &str =
    "SELECT v.event, e.name, e.held_on, v.account, c.name, v.person, p.name, v.owner, o.name, a.item,
    v.state, v.at
    FROM invitations v JOIN events e ON e.number = v.event JOIN accounts c ON c.number = v.account
    LEFT JOIN people p ON p.number = v.person LEFT JOIN owners o ON o.number = v.owner
    LEFT JOIN asks a ON a.number = v.ask";

fn event(row: &Row<'_>) -> rusqlite::Result<Event> {
    Ok(Event {
        number: EventNo(row.get(0)?),
        name: row.get(1)?,
        on: day_of(row.get_ref(2)?.as_str()?)?,
        place: row.get(3)?,
    })
}

fn invitation(row: &Row<'_>) -> rusqlite::Result<Invitation> {
    Ok(Invitation {
        event: EventNo(row.get(0)?),
        event_name: row.get(1)?,
        on: day_of(row.get_ref(2)?.as_str()?)?,
        account: AccountNo(row.get(3)?),
        client: row.get(4)?,
        person: row
            .get::<_, Option<i64>>(5)?
            .map(PersonNo)
            .zip(row.get::<_, Option<String>>(6)?),
        by: row
            .get::<_, Option<i64>>(7)?
            .map(OwnerNo)
            .zip(row.get::<_, Option<String>>(8)?),
        ask: row.get::<_, Option<i64>>(9)?.map(ItemNo),
        state: word(row.get_ref(10)?.as_str()?, Coming::from_word)?,
        at: time(row.get(11)?),
    })
}

/// The event of a number.
pub(super) fn load(connection: &Connection, number: EventNo) -> Result<Event> {
    connection
        .prepare_cached(&format!("{EVENT} WHERE number = ?1"))?
        .query_row([number.0], event)
        .optional()?
        .ok_or_else(|| {
            StoreError::refused(format!(
                "there is no event {number}; `downbeat event list` shows those there are"
            ))
        })
}

fn invitations(connection: &Connection, rest: &str, given: impl Params) -> Result<Vec<Invitation>> {
    let mut statement = connection.prepare_cached(&format!("{INVITATION} {rest}"))?;
    let found = statement.query_map(given, invitation)?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

/// A client's invitation to an event.
pub(super) fn invited(
    connection: &Connection,
    event: EventNo,
    account: AccountNo,
) -> Result<Option<Invitation>> {
    let found = invitations(
        connection,
        "WHERE v.event = ?1 AND v.account = ?2",
        [event.0, account.0],
    );
    Ok(found?.pop())
}

/// An account's invitations to events from a day on, soonest first, `limit` at most.
pub(super) fn ahead(
    connection: &Connection,
    account: AccountNo,
    today: NaiveDate,
    limit: usize,
) -> Result<Vec<Invitation>> {
    invitations(
        connection,
        "WHERE v.account = ?1 AND e.held_on >= ?2 ORDER BY e.held_on, e.number LIMIT ?3",
        params![account.0, day(today), i64::try_from(limit).unwrap_or(i64::MAX)],
    )
}

/// Adds an event; its number comes back.
pub(super) fn insert(connection: &Connection, event: &Event, now: Time) -> Result<EventNo> {
    let once: [Column<'_>; 1] = [("id", &new_id(now))];
    with_columns(event, |columns| {
        whole::insert(connection, "events", &once, columns).map(EventNo)
    })
}

/// Writes an event back.
pub(super) fn save(connection: &Connection, event: &Event) -> Result<()> {
    with_columns(event, |columns| {
        whole::update(connection, "events", event.number.0, columns, &[])
    })
}

fn with_columns<T>(event: &Event, write: impl FnOnce(&[Column<'_>]) -> Result<T>) -> Result<T> {
    write(&[
        ("name", &event.name),
        ("held_on", &day(event.on)),
        ("place", &event.place),
    ])
}

/// Adds an invitation, with the ask that brought it, or writes it back.
pub(super) fn keep(connection: &Connection, invitation: &Invitation, ask: Option<AskNo>) -> Result<()> {
    let number: Option<i64> = connection
        .prepare_cached("SELECT number FROM invitations WHERE event = ?1 AND account = ?2")?
        .query_row([invitation.event.0, invitation.account.0], |row| row.get(0))
        .optional()?;
    let (state, at) = (invitation.state.as_str(), ms(invitation.at));
    let (person, owner) = (
        invitation.person.as_ref().map(|(person, _)| person.0),
        invitation.by.as_ref().map(|(owner, _)| owner.0),
    );
    let columns: [Column<'_>; 4] = [
        ("person", &person),
        ("owner", &owner),
        ("state", &state),
        ("at", &at),
    ];
    if let Some(number) = number {
        return whole::update(connection, "invitations", number, &columns, &[]);
    }
    let once: [Column<'_>; 4] = [
        ("id", &new_id(invitation.at)),
        ("event", &invitation.event.0),
        ("account", &invitation.account.0),
        ("ask", &ask.map(|ask| ask.0)),
    ];
    whole::insert(connection, "invitations", &once, &columns).map(drop)
}

impl Reader {
    /// The events that are held from a day on and before another, soonest first, with everybody who is invited.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn events(&self, from: NaiveDate, until: NaiveDate) -> Result<Vec<EventFile>> {
        let transaction = self.connection.unchecked_transaction()?;
        let mut statement = transaction.prepare_cached(&format!(
            "{EVENT} WHERE held_on >= ?1 AND held_on < ?2 ORDER BY held_on, number"
        ))?;
        let events: Vec<Event> = statement
            .query_map([day(from), day(until)], event)?
            .collect::<rusqlite::Result<_>>()?;
        events
            .into_iter()
            .map(|event| file(&transaction, event))
            .collect()
    }

    /// The events that are still to come soonest first, then those that are past, latest first; `limit` at most, each with
    /// everybody who is invited.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn events_around(&self, today: NaiveDate, limit: usize) -> Result<Vec<EventFile>> {
        let transaction = self.connection.unchecked_transaction()?;
        let mut statement = transaction.prepare_cached(&format!(
            "{EVENT} ORDER BY held_on < ?1, CASE WHEN held_on < ?1 THEN -julianday(held_on) ELSE julianday(held_on) END,
                 number LIMIT ?2"
        ))?;
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let events: Vec<Event> = statement
            .query_map(params![day(today), limit], event)?
            .collect::<rusqlite::Result<_>>()?;
        events
            .into_iter()
            .map(|event| file(&transaction, event))
            .collect()
    }

    /// An event with everybody who is invited.
    ///
    /// # Errors
    /// When there is no such event, or the store can't be read.
    pub fn event(&self, number: EventNo) -> Result<EventFile> {
        let transaction = self.connection.unchecked_transaction()?;
        let event = load(&transaction, number)?;
        file(&transaction, event)
    }

    /// An account's invitations, the latest event first, `limit` at most.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn invitations_of(&self, account: AccountNo, limit: usize) -> Result<Vec<Invitation>> {
        invitations(
            &self.connection,
            "WHERE v.account = ?1 ORDER BY e.held_on DESC, e.number LIMIT ?2",
            params![account.0, i64::try_from(limit).unwrap_or(i64::MAX)],
        )
    }
}

fn file(connection: &Connection, event: Event) -> Result<EventFile> {
    let invited = invitations(
        connection,
        "WHERE v.event = ?1 ORDER BY c.match_name, v.account",
        [event.number.0],
    )?;
    Ok(EventFile { event, invited })
}
