//! The lists, read by keyset from an index each; what is awake; and the header's counts.

use rusqlite::{Connection, OptionalExtension, ToSql, named_params, params};

use super::window::{self, Part, Side};
use super::{Reader, Result, ms, search};
use crate::domain::Time;
use crate::domain::ids::ItemNo;
use crate::domain::item::Kind;
use crate::domain::listing::{Counts, From, List, MOST_COUNTED, Place, Scope, Window};
use crate::domain::routing::Router;

/// Who took an account's last item of a kind; `$account` and `$kind` are what is asked for. What stands for a record was
/// given to somebody for its own sake, and says nothing of whose the client's other follow-ups are.
macro_rules! last_taker {
    ($account:literal, $kind:literal) => {
        concat!(
            "SELECT t.owner FROM hand_offs t WHERE t.account = ",
            $account,
            " AND t.kind = ",
            $kind,
            " AND t.stage IN ('offered', 'acknowledged', 'done') AND (t.kind <> 'follow_up'
                 OR (SELECT source FROM items WHERE number = t.item)
                     NOT IN ('promise', 'check', 'outcome', 'deal', 'need', 'ask'))
             ORDER BY t.number DESC LIMIT 1"
        )
    };
}

/// Who took an account's last item of a kind: parameters 1 and 2.
pub(super) const LAST_TAKER: &str = last_taker!("?1", "?2");

/// Who took the last item of the account and the kind of the row `i`.
pub(super) const LAST_TAKER_OF_ROW: &str = last_taker!("i.account", "i.kind");

/// Wakes what has become due, or puts back to sleep what a clock set back has not reached yet. `true` when any did.
pub(super) fn tick(connection: &Connection, now: Time) -> Result<bool> {
    let now = wakes_by(connection, now)?;
    let before: i64 = connection
        .prepare_cached("SELECT at FROM tick")?
        .query_row([], |row| row.get(0))?;
    if now == before {
        return Ok(false);
    }
    let moved = if now > before {
        connection
            .prepare_cached(
                "INSERT OR IGNORE INTO awake (item, kind, calm, client_due)
                 SELECT number, kind, 1 - urgent, client_due FROM items
                 WHERE state = 'open' AND wake_at > ?1 AND wake_at <= ?2",
            )?
            .execute(params![before, now])?
    } else {
        connection
            .prepare_cached(
                "DELETE FROM awake WHERE item IN
                 (SELECT number FROM items WHERE state = 'open' AND wake_at > ?2 AND wake_at <= ?1)",
            )?
            .execute(params![before, now])?
    };
    connection
        .prepare_cached("UPDATE tick SET at = ?1")?
        .execute([now])?;
    Ok(moved > 0)
}

/// Whether a tick at that time would leave everything asleep or awake as it is.
pub(super) fn is_caught_up(connection: &Connection, now: Time) -> Result<bool> {
    let moves: bool = connection
        .prepare_cached(MOVES)?
        .query_row([wakes_by(connection, now)?], |row| row.get(0))?;
    Ok(!moves)
}

/// The moment, in milliseconds, up to which things are awake at a time: while the rep is away, when that began.
fn wakes_by(connection: &Connection, now: Time) -> Result<i64> {
    Ok(connection
        .prepare_cached(
            "SELECT coalesce((SELECT from_at FROM absences WHERE back_at IS NULL AND from_at <= ?1 AND until_at > ?1), ?1)",
        )?
        .query_row([ms(now)], |row| row.get(0))?)
}

/// Whether anything wakes or goes back to sleep between the latest tick and a time.
pub(super) const MOVES: &str = "SELECT EXISTS (SELECT 1 FROM items WHERE state = 'open'
    AND wake_at > min((SELECT at FROM tick), ?1) AND wake_at <= max((SELECT at FROM tick), ?1))";

/// How a list is read from its index.
struct Source {
    from: &'static str,
    place: &'static str,
    item: &'static str,
    kind: &'static str,
    filter: &'static str,
    forward: &'static str,
    backward: &'static str,
}

const fn source(list: Option<List>) -> Source {
    match list {
        Some(List::Inbox) => Source {
            from: "awake w",
            place: "w.calm, w.client_due, w.item",
            item: "w.item",
            kind: "w.kind",
            filter: "1",
            forward: "w.calm, w.client_due, w.item",
            backward: "w.calm DESC, w.client_due DESC, w.item DESC",
        },
        Some(List::Waiting) => Source {
            from: "hand_offs h",
            place: "0, h.last_word_at, h.item",
            item: "h.item",
            kind: "h.kind",
            filter: "h.ended_at IS NULL",
            forward: "h.last_word_at, h.item",
            backward: "h.last_word_at DESC, h.item DESC",
        },
        Some(List::Later) => Source {
            from: "items i",
            place: "0, i.wake_at, i.number",
            item: "i.number",
            kind: "i.kind",
            filter: "i.state = 'open' AND i.wake_at > (SELECT at FROM tick)",
            forward: "i.wake_at, i.number",
            backward: "i.wake_at DESC, i.number DESC",
        },
        Some(List::Done) => Source {
            from: "items i",
            place: "0, -i.closed_at, i.number",
            item: "i.number",
            kind: "i.kind",
            filter: "i.state = 'closed'",
            forward: "i.closed_at DESC, i.number",
            backward: "i.closed_at, i.number DESC",
        },
        None => Source {
            from: "search s",
            place: "0, -s.rowid, s.rowid",
            item: "s.rowid",
            kind: "(SELECT kind FROM items WHERE number = s.rowid)",
            filter: "1",
            forward: "s.rowid DESC",
            backward: "s.rowid",
        },
    }
}

fn condition(list: Option<List>, side: Side) -> String {
    if side == Side::Whole {
        return "1".to_owned();
    }
    let op = side.ascending();
    match list {
        Some(List::Inbox) => format!("(w.calm, w.client_due, w.item) {op} (:first, :second, :item)"),
        Some(List::Waiting) => format!("(h.last_word_at, h.item) {op} (:second, :item)"),
        Some(List::Later) => format!("(i.wake_at, i.number) {op} (:second, :item)"),
        Some(List::Done) => {
            let (near, past) = if side == Side::Before {
                (">=", ">")
            } else {
                ("<=", "<")
            };
            format!("i.closed_at {near} -:second AND (i.closed_at {past} -:second OR i.number {op} :item)")
        }
        None => match side {
            Side::Before => "s.rowid > -:second".to_owned(),
            Side::AtOrAfter => "s.rowid <= -:second".to_owned(),
            Side::After | Side::Whole => "s.rowid < -:second".to_owned(),
        },
    }
}

/// Places on one side of a place, nearest first.
fn places(
    connection: &Connection,
    scope: &Scope,
    side: Side,
    backward: bool,
    at: Place,
    limit: usize,
) -> Result<Vec<Place>> {
    let source = source(scope.list);
    let query = search::query(&scope.words);
    if !scope.words.trim().is_empty() && query.is_none() || scope.list.is_none() && query.is_none() {
        return Ok(Vec::new());
    }
    let mut conditions = vec![source.filter.to_owned(), condition(scope.list, side)];
    if scope.kind.is_some() {
        conditions.push(format!("{} = :kind", source.kind));
    }
    if scope.owner.is_some() {
        let open = if scope.list == Some(List::Done) {
            ""
        } else {
            " AND ended_at IS NULL"
        };
        conditions.push(format!(
            "EXISTS (SELECT 1 FROM hand_offs WHERE item = {} AND owner = :owner{open})",
            source.item
        ));
    }
    if query.is_some() {
        conditions.push(if scope.list.is_none() {
            "search MATCH :query".to_owned()
        } else {
            format!(
                "{} IN (SELECT rowid FROM search WHERE search MATCH :query)",
                source.item
            )
        });
    }
    let sql = format!(
        "SELECT {} FROM {} WHERE {} ORDER BY {} LIMIT :limit",
        source.place,
        source.from,
        conditions.join(" AND "),
        if backward { source.backward } else { source.forward },
    );
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let kind = scope.kind.map(Kind::as_str);
    let owner = scope.owner.map(|owner| owner.0);
    let all: &[(&str, &dyn ToSql)] = named_params! {
        ":first": at.first, ":second": at.second, ":item": at.item.0,
        ":kind": kind, ":owner": owner, ":query": query, ":limit": limit,
    };
    let used: Vec<(&str, &dyn ToSql)> = all
        .iter()
        .copied()
        .filter(|(name, _)| sql.contains(name))
        .collect();
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map(used.as_slice(), |row| {
        Ok(Place {
            first: row.get(0)?,
            second: row.get(1)?,
            item: ItemNo(row.get(2)?),
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

const NOWHERE: Place = Place {
    first: 0,
    second: 0,
    item: ItemNo(0),
};

impl Reader {
    /// Part of a list, `limit` rows at most.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn window(
        &self,
        scope: &Scope,
        from: From,
        limit: usize,
        router: &Router,
        now: Time,
    ) -> Result<Window> {
        // One view of the file for both halves, though another program may commit in between.
        let transaction = self.connection.unchecked_transaction()?;
        let part = part(&transaction, scope, from, limit)?;
        let rows = super::detail::rows(&transaction, &part.found, router, now)?;
        Ok(Window {
            rows,
            more_before: part.more_before,
            more_after: part.more_after,
        })
    }

    /// The numbers of the rows of a list, in its order, `limit` at most.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn numbers(&self, scope: &Scope, limit: usize) -> Result<Vec<ItemNo>> {
        let found = places(&self.connection, scope, Side::Whole, false, NOWHERE, limit)?;
        Ok(found.into_iter().map(|place| place.item).collect())
    }

    /// Where an item stands in a list now; `None` when the list does not hold it. Words are not looked at.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn place_of(&self, scope: &Scope, item: ItemNo) -> Result<Option<Place>> {
        let source = source(scope.list);
        let from = if scope.list.is_none() {
            "(SELECT number AS rowid FROM items) s"
        } else {
            source.from
        };
        let kind = if scope.kind.is_some() {
            format!("AND {} = :kind", source.kind)
        } else {
            String::new()
        };
        let sql = format!(
            "SELECT {} FROM {from} WHERE {} AND {} = :item {kind}",
            source.place, source.filter, source.item
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let read = |row: &rusqlite::Row<'_>| {
            Ok(Place {
                first: row.get(0)?,
                second: row.get(1)?,
                item: ItemNo(row.get(2)?),
            })
        };
        Ok(match scope.kind {
            Some(kind) => statement.query_row(named_params! {":item": item.0, ":kind": kind.as_str()}, read),
            None => statement.query_row(named_params! {":item": item.0}, read),
        }
        .optional()?)
    }

    /// The header's counts.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn counts(&self) -> Result<Counts> {
        let mut counts = Counts::default();
        let (mut open, mut statement) = (0, self.connection.prepare_cached("SELECT name, n FROM tally")?);
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let n = u64::try_from(row.get::<_, i64>(1)?).unwrap_or(0);
            let name: String = row.get(0)?;
            match name.as_str() {
                "awake order" => counts.orders = n,
                "awake support" => counts.support = n,
                "awake follow_up" => counts.follow_ups = n,
                "untold" => counts.untold = n,
                _ if name.starts_with("waiting ") => counts.waiting += n,
                _ if name.starts_with("closed ") => counts.done += n,
                _ => open += n,
            }
        }
        counts.later = u64::saturating_sub(open, counts.inbox(None));
        (counts.calls, counts.promises) = self
            .connection
            .prepare_cached(
                "SELECT (SELECT count(*) FROM (SELECT 1 FROM items WHERE state = 'open' AND standing_cue = 'callback'
                         AND wake_at <= (SELECT at FROM tick) LIMIT ?1)),
                     (SELECT count(*) FROM (SELECT 1 FROM promises WHERE state = 'open' LIMIT ?1))",
            )?
            .query_row([MOST_COUNTED.cast_signed()], |row| {
                Ok((row.get::<_, i64>(0)?.unsigned_abs(), row.get::<_, i64>(1)?.unsigned_abs()))
            })?;
        counts.absence = self.absence()?;
        if counts.absence.is_some() {
            counts.overdue = self.overdue()?;
        }
        Ok(counts)
    }

    /// When the next sleeping item wakes; `None` when none sleeps.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn next_wake(&self) -> Result<Option<Time>> {
        Ok(self
            .connection
            .prepare_cached(
                // While the rep is away the tick stands still where that began, and nothing wakes before the end.
                "SELECT max(wake_at, coalesce((SELECT until_at FROM absences WHERE back_at IS NULL
                     AND from_at = (SELECT at FROM tick)), wake_at))
                 FROM items WHERE state = 'open' AND wake_at > (SELECT at FROM tick)
                 ORDER BY wake_at LIMIT 1",
            )?
            .query_row([], |row| row.get(0).map(super::time))
            .optional()?)
    }

    /// A number that changes whenever another connection commits. Cheap enough to ask each second.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn data_version(&self) -> Result<i64> {
        Ok(self
            .connection
            .query_row("PRAGMA data_version", [], |row| row.get(0))?)
    }

    /// A handle by which another thread can interrupt what this reader is doing.
    #[must_use]
    pub fn interrupt_handle(&self) -> rusqlite::InterruptHandle {
        self.connection.get_interrupt_handle()
    }
}

/// The places of a window, and whether the list goes on before and after it.
fn part(connection: &Connection, scope: &Scope, from: From, limit: usize) -> Result<Part<Place>> {
    let mut part = window::part(
        &from,
        limit,
        |place| *place,
        |side, backward, at, limit| {
            places(
                connection,
                scope,
                side,
                backward,
                at.copied().unwrap_or(NOWHERE),
                limit,
            )
        },
    )?;
    if from == From::Top {
        number_first(connection, scope, &mut part.found)?;
    }
    Ok(part)
}

/// A search for a number shows that item first.
fn number_first(connection: &Connection, scope: &Scope, found: &mut Vec<Place>) -> Result<()> {
    let Some(number) = search::number(&scope.words).filter(|_| scope.list.is_none()) else {
        return Ok(());
    };
    let exists: bool = connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM items WHERE number = ?1)")?
        .query_row([number], |row| row.get(0))?;
    if exists {
        found.retain(|place| place.item.0 != number);
        found.insert(
            0,
            Place {
                first: 0,
                second: i64::MIN + 1,
                item: ItemNo(number),
            },
        );
    }
    Ok(())
}
