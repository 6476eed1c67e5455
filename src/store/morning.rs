//! What the morning says: each of its questions walks an index, and stops after a few rows.

use chrono::NaiveDate;
use rusqlite::{Connection, Row, named_params};

use super::{Reader, Result, Store, day, ms, time};
use crate::domain::Time;
use crate::domain::ids::ItemNo;
use crate::domain::morning::{Bounds, Due, Morning, NAMED, Silence, Silent, Some3};
use crate::domain::worktime::Calendar;

/// Nothing is counted any further.
const MOST: u64 = 999;

/// Hand-offs whose owner clock has run out, longest silence first.
const OWNERS: &str = "FROM hand_offs h INDEXED BY hand_offs_due
    JOIN items i ON i.number = h.item JOIN accounts a ON a.number = i.account JOIN owners o ON o.number = h.owner
    WHERE h.ended_at IS NULL AND h.owner_due < :now";
/// Rows whose client should have heard; those with a silent owner are the owner's. Calls, promises and checks have lines
/// of their own, and where a measure or a close date is due nobody is silent.
const MINE: &str = "FROM items i INDEXED BY items_client_due JOIN accounts a ON a.number = i.account
    WHERE i.state = 'open' AND i.client_due < :now
    AND i.standing_cue NOT IN ('callback', 'promise_due', 'check_due', 'reading_stale', 'date_at_risk')
    AND NOT EXISTS (SELECT 1 FROM hand_offs h WHERE h.item = i.number AND h.ended_at IS NULL AND h.owner_due < :now)";
/// Calls due by tonight.
const CALLBACKS: &str = "FROM items i INDEXED BY items_callbacks JOIN accounts a ON a.number = i.account
    WHERE i.state = 'open' AND i.standing_cue = 'callback' AND i.client_due < :midnight";
/// Promises due by tonight.
const PROMISES: &str = "FROM promises p JOIN accounts a ON a.number = p.account
    WHERE p.state = 'open' AND p.due_at < :midnight";
/// Checks due by tonight.
const CHECKS: &str = "FROM checks c JOIN accounts a ON a.number = c.account
    WHERE c.ending IS NULL AND c.due_at < :midnight";
/// Client clocks that run out by the next working day's end.
const LATE_CLIENTS: &str = "FROM items i INDEXED BY items_client_due JOIN accounts a ON a.number = i.account
    WHERE i.state = 'open' AND i.client_due >= :midnight AND i.client_due <= :next";
/// Owner clocks that do.
const LATE_OWNERS: &str = "FROM hand_offs h INDEXED BY hand_offs_due JOIN items i ON i.number = h.item
    JOIN accounts a ON a.number = i.account JOIN owners o ON o.number = h.owner
    WHERE h.ended_at IS NULL AND h.owner_due >= :midnight AND h.owner_due <= :next";

impl Reader {
    /// The day on which the screen last showed the morning by itself; `None` when it never did.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn morning_shown_on(&self) -> Result<Option<NaiveDate>> {
        let shown_on: String = self
            .connection
            .prepare_cached("SELECT shown_on FROM mornings")?
            .query_row([], |row| row.get(0))?;
        Ok(shown_on.parse().ok())
    }

    /// What the morning says at `now`.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn morning(&self, now: Time, calendar: &Calendar) -> Result<Morning> {
        // One view of the file for all of it, though another program may commit in between.
        let transaction = self.connection.unchecked_transaction()?;
        let ask = Ask {
            connection: &transaction,
            now,
            bounds: Bounds::of(now, calendar),
        };
        let counts = self.counts()?;
        let mut silences = ask.silences(Silent::Owner, "o.name, h.last_word_at", OWNERS, "h.last_word_at")?;
        silences.extend(ask.silences(Silent::Me, "'', i.client_due", MINE, "i.client_due")?);
        silences.extend(ask.silences(Silent::Client, "'', i.arrived_at", CALLBACKS, "i.arrived_at")?);
        silences.sort_by_key(|silence| (silence.since, silence.item));
        let mut late = ask.due("i.client_due, i.number, a.name, 'yours'", LATE_CLIENTS, "1")?;
        let owners = ask.due("h.owner_due, i.number, a.name, o.name", LATE_OWNERS, "1")?;
        late.count = (late.count + owners.count).min(MOST);
        late.first.extend(owners.first);
        late.first.sort_by_key(|due| (due.at, due.item));
        late.first.truncate(NAMED);
        Ok(Morning {
            at: now,
            away: self
                .absence()?
                .filter(|absence| absence.holds(now))
                .map(|absence| absence.until),
            inbox: counts.inbox(None),
            urgent: ask.count("FROM awake WHERE calm = 0")?,
            waiting: counts.waiting,
            untold: counts.untold,
            silences,
            silent: [
                (Silent::Owner, ask.count(OWNERS)?),
                (Silent::Me, ask.count(MINE)?),
                (Silent::Client, ask.count(CALLBACKS)?),
            ],
            promises: ask.due("p.due_at, p.item, a.name, p.what", PROMISES, "1")?,
            callbacks: ask.due("i.client_due, i.number, a.name, i.subject", CALLBACKS, "1")?,
            checks: ask.due("c.due_at, c.item, a.name, c.days || ' days'", CHECKS, "1")?,
            unlogged: ask.count("FROM meetings WHERE state = 'open' AND ask_at <= :now")?,
            late_tomorrow: late,
        })
    }
}

impl Store {
    /// Notes that the screen showed the morning on this day. It is nothing that the rep did: it is not in the log.
    ///
    /// # Errors
    /// When the store can't be written.
    pub fn note_morning(&mut self, shown_on: NaiveDate) -> Result<()> {
        self.connection
            .execute("UPDATE mornings SET shown_on = ?1", [day(shown_on)])?;
        Ok(())
    }
}

/// The questions of one morning.
struct Ask<'a> {
    connection: &'a Connection,
    now: Time,
    bounds: Bounds,
}

impl Ask<'_> {
    fn rows<T>(&self, sql: &str, read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>) -> Result<Vec<T>> {
        // Only what a statement names may be bound to it.
        let sql = format!("WITH bound AS (SELECT :now, :midnight, :next) {sql}");
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement.query_map(
            named_params! {
                ":now": ms(self.now),
                ":midnight": ms(self.bounds.midnight),
                ":next": ms(self.bounds.next_evening),
            },
            read,
        )?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn count(&self, from: &str) -> Result<u64> {
        let sql = format!("SELECT count(*) FROM (SELECT 1 {from} LIMIT {MOST})");
        let counts: Vec<i64> = self.rows(&sql, |row| row.get(0))?;
        Ok(counts.first().map_or(0, |count| count.unsigned_abs()))
    }

    fn silences(&self, who: Silent, said: &str, from: &str, order: &str) -> Result<Vec<Silence>> {
        let sql = format!(
            "SELECT {said}, i.number, a.name, substr(i.subject, 1, 80) {from} ORDER BY {order}, i.number LIMIT {NAMED}"
        );
        self.rows(&sql, |row| {
            Ok(Silence {
                who,
                owner: row.get(0)?,
                since: time(row.get(1)?),
                item: ItemNo(row.get(2)?),
                client: row.get(3)?,
                subject: row.get(4)?,
            })
        })
    }

    fn due(&self, said: &str, from: &str, order: &str) -> Result<Some3> {
        let sql = format!("SELECT {said} {from} ORDER BY {order}, 2 LIMIT {NAMED}");
        let first = self.rows(&sql, |row| {
            Ok(Due {
                at: time(row.get(0)?),
                item: ItemNo(row.get(1)?),
                client: row.get(2)?,
                what: row.get(3)?,
            })
        })?;
        let count = self.count(from)?;
        Ok(Some3 { count, first })
    }
}
