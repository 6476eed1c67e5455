//! The totals of a week and its tables. What each figure means is said where it is defined.

use std::collections::BTreeMap;

use rusqlite::{Connection, Row};

use super::{Span, count, counts, hand_offs_then, items_then, name_then, number, rows};
use crate::domain::ids::OwnerNo;
use crate::domain::item::{Kind, Reason};
use crate::domain::week::{KindLine, OwnerLine, ReasonLine, WeekFigures, median};
use crate::store::{Result, word};

/// Closed in the week with the client told, and still so at the moment of the report.
pub(super) const FINISHED: &str =
    "i.state = 'closed' AND i.ending = 'told' AND i.closed_at >= :starts AND i.closed_at < :until";
/// Arrived in the week, and not as history.
const ARRIVED: &str = "i.arrived_at >= :starts AND i.arrived_at < :until AND i.ending IS NOT 'history'";
/// Given in the week.
const GIVEN: &str = "i.given_at >= :starts AND i.given_at < :until";
/// Ended in the week.
const ENDED: &str = "i.ended_at >= :starts AND i.ended_at < :until";
/// Acknowledged in the week.
const ACKNOWLEDGED: &str = "i.acknowledged_at >= :starts AND i.acknowledged_at < :until";
/// Dismissed in the week.
const DISMISSED: &str =
    "i.state = 'closed' AND i.ending = 'dismissed' AND i.closed_at >= :starts AND i.closed_at < :until";
/// Orders and support calls.
pub(super) const TRANSACTION: &str = "i.kind <> 'follow_up'";
/// The item's last hand-off ended *done*.
pub(super) const DONE_LAST: &str = "'done' IS (SELECT h.stage FROM hand_offs h
     WHERE h.item = i.number AND h.given_at < :until ORDER BY h.number DESC LIMIT 1)";
/// Open at the moment of the report.
const OPEN: &str = "i.ended_at IS NULL";

pub(super) fn totals(connection: &Connection, span: Span) -> Result<WeekFigures> {
    let of = |what: &str, rows: &str| count(connection, span, &format!("SELECT count({what}) FROM ({rows})"));
    let items = |condition: &str| of("*", &items_then(span, "i.number", condition));
    let hand_offs = |condition: &str| of("*", &hand_offs_then(span, "i.number", condition));
    let handed = |condition: &str| {
        of(
            "DISTINCT item",
            &hand_offs_then(span, "i.item", &format!("{GIVEN} AND {condition}")),
        )
    };
    let ended = |stage: &str| hand_offs(&format!("{ENDED} AND i.stage = '{stage}'"));
    let [still_open, overdue, untold] = open(connection, span)?;
    Ok(WeekFigures {
        arrived: items(ARRIVED)?,
        transactions: of("*", &transactions(span))?,
        handed_transactions: handed(TRANSACTION)?,
        handed_follow_ups: handed("i.kind = 'follow_up'")?,
        handed_off: hand_offs(GIVEN)?,
        acknowledged: hand_offs(ACKNOWLEDGED)?,
        done: ended("done")?,
        finished: items(FINISHED)?,
        client_told: count(
            connection,
            span,
            "SELECT count(DISTINCT item) FROM notes WHERE kind = 'told' AND at >= :starts AND at < :until",
        )?,
        came_back: ended("returned")?,
        recalled: ended("recalled")?,
        still_open,
        overdue,
        untold,
        nudges: logged(connection, span, "nudge", "update")?,
        escalated: logged(connection, span, "escalate", "insert")?,
        dismissed: items(DISMISSED)?,
        finished_transactions: items(&format!("{FINISHED} AND {TRANSACTION}"))?,
        conducted: items(&format!("{FINISHED} AND {TRANSACTION} AND {DONE_LAST}"))?,
    })
}

/// The transactions that arrived in the week and were not dismissed, and those handed off in it.
fn transactions(span: Span) -> String {
    format!(
        "SELECT number FROM ({}) UNION SELECT item FROM ({})",
        items_then(
            span,
            "i.number",
            &format!("{ARRIVED} AND {TRANSACTION} AND i.ending IS NOT 'dismissed'"),
        ),
        hand_offs_then(span, "i.item", &format!("{GIVEN} AND {TRANSACTION}")),
    )
}

/// The open hand-offs, those overdue, and those untold.
fn open(connection: &Connection, span: Span) -> Result<[u64; 3]> {
    let sql = format!(
        "SELECT count(*), count(*) FILTER (WHERE owner_due <= :as_of), count(*) FILTER (WHERE told_at IS NULL)
         FROM ({})",
        hand_offs_then(span, "i.owner_due, i.told_at", OPEN)
    );
    let found = rows(connection, span, &sql, |row| {
        Ok([number(row, 0)?, number(row, 1)?, number(row, 2)?])
    })?;
    Ok(found.into_iter().next().unwrap_or_default())
}

/// The hand-offs that the week's standing commands of a verb changed or made, each command counted.
fn logged(connection: &Connection, span: Span, verb: &str, op: &str) -> Result<u64> {
    // CROSS keeps the search on the commands: by the changes, it would read the whole log.
    let sql = format!(
        "SELECT count(*) FROM commands c CROSS JOIN changes x ON x.command = c.number
         WHERE c.at >= :starts AND c.at < :until AND c.kind = 'do' AND c.undone_by IS NULL
             AND c.verb = '{verb}' AND x.tbl = 'hand_offs' AND x.op = '{op}'"
    );
    count(connection, span, &sql)
}

pub(super) fn reasons(connection: &Connection, span: Span) -> Result<Vec<ReasonLine>> {
    let mut lines: BTreeMap<Reason, ReasonLine> = BTreeMap::new();
    let empty = |reason| ReasonLine {
        reason,
        count: 0,
        minutes: 0,
        unknown: 0,
        open: 0,
    };
    let reason = |row: &Row<'_>| word(row.get_ref(0)?.as_str()?, Reason::from_word);
    let sql = format!(
        "SELECT reason, count(*), coalesce(sum(minutes), 0), count(*) - count(minutes) FROM ({}) GROUP BY reason",
        items_then(
            span,
            "i.reason, i.minutes",
            &format!("{FINISHED} AND i.reason IS NOT NULL")
        )
    );
    let finished = rows(connection, span, &sql, |row| {
        Ok((reason(row)?, number(row, 1)?, number(row, 2)?, number(row, 3)?))
    })?;
    for (reason, count, minutes, unknown) in finished {
        let line = lines.entry(reason).or_insert_with(|| empty(reason));
        (line.count, line.minutes, line.unknown) = (count, minutes, unknown);
    }
    let sql = format!(
        "SELECT reason, count(*) FROM ({}) GROUP BY reason",
        items_then(span, "i.reason", "i.play = 'first_chair'")
    );
    for (reason, open) in rows(connection, span, &sql, |row| Ok((reason(row)?, number(row, 1)?)))? {
        lines.entry(reason).or_insert_with(|| empty(reason)).open = open;
    }
    Ok(lines.into_values().collect())
}

pub(super) fn owners(connection: &Connection, span: Span) -> Result<Vec<OwnerLine>> {
    let mut lines = everybody(connection, span)?;
    let mut add = |rows: &str, set: fn(&mut OwnerLine, u64)| -> Result<()> {
        let sql = format!("SELECT owner, count(*) FROM ({rows}) GROUP BY owner");
        for (owner, n) in counts(connection, span, &sql)? {
            if let Some(line) = lines.get_mut(&owner) {
                set(line, n);
            }
        }
        Ok(())
    };
    let of = |condition: &str| hand_offs_then(span, "i.owner", condition);
    add(&of(GIVEN), |line, n| line.handed = n)?;
    add(&of(ACKNOWLEDGED), |line, n| line.acknowledged = n)?;
    add(&of(&format!("{ENDED} AND i.stage = 'returned'")), |line, n| {
        line.returned = n;
    })?;
    for (owner, open, overdue) in load(connection, span)? {
        if let Some(line) = lines.get_mut(&owner) {
            (line.open, line.overdue) = (open, overdue);
        }
    }
    let done = hand_offs_then(
        span,
        "i.owner, (i.ended_at - i.given_at) / 1000",
        &format!("{ENDED} AND i.stage = 'done'"),
    );
    let mut seconds: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
    let took = |row: &Row<'_>| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?));
    for (owner, took) in rows(connection, span, &done, took)? {
        seconds.entry(owner).or_default().push(took);
    }
    for (owner, mut seconds) in seconds {
        if let Some(line) = lines.get_mut(&owner) {
            line.done = seconds.len() as u64;
            line.median_seconds_to_done = median(&mut seconds);
        }
    }
    let mut lines: Vec<OwnerLine> = lines
        .into_values()
        .filter(|line| line.handed + line.acknowledged + line.done + line.returned + line.open > 0)
        .collect();
    lines.sort_by(|a, b| (&a.name, a.owner).cmp(&(&b.name, b.owner)));
    Ok(lines)
}

/// How many hand-offs each owner has open, and how many of those are overdue.
fn load(connection: &Connection, span: Span) -> Result<Vec<(i64, u64, u64)>> {
    let sql = format!(
        "SELECT owner, count(*), count(*) FILTER (WHERE owner_due <= :as_of) FROM ({}) GROUP BY owner",
        hand_offs_then(span, "i.owner, i.owner_due", OPEN)
    );
    rows(connection, span, &sql, |row| {
        Ok((row.get(0)?, number(row, 1)?, number(row, 2)?))
    })
}

/// A line of zeros for each owner.
fn everybody(connection: &Connection, span: Span) -> Result<BTreeMap<i64, OwnerLine>> {
    let name = name_then(span, "owners", "o.number");
    let all = rows(
        connection,
        span,
        &format!("SELECT o.number, {name} FROM owners o"),
        |row| {
            Ok(OwnerLine {
                owner: OwnerNo(row.get(0)?),
                name: row.get(1)?,
                handed: 0,
                acknowledged: 0,
                done: 0,
                returned: 0,
                median_seconds_to_done: None,
                open: 0,
                overdue: 0,
            })
        },
    )?;
    Ok(all.into_iter().map(|line| (line.owner.0, line)).collect())
}

pub(super) fn kinds(connection: &Connection, span: Span) -> Result<Vec<KindLine>> {
    let mut lines = Vec::with_capacity(Kind::ALL.len());
    for &kind in Kind::ALL {
        let of_kind = |condition: &str| format!("{condition} AND i.kind = '{}'", kind.as_str());
        let of = |what: &str, rows: String| {
            count(connection, span, &format!("SELECT count({what}) FROM ({rows})"))
        };
        let items = |condition: &str| of("*", items_then(span, "i.number", &of_kind(condition)));
        let hand_offs =
            |what: &str, condition: &str| of(what, hand_offs_then(span, "i.item", &of_kind(condition)));
        lines.push(KindLine {
            kind,
            arrived: items(ARRIVED)?,
            handed: hand_offs("DISTINCT item", GIVEN)?,
            done: hand_offs("*", &format!("{ENDED} AND i.stage = 'done'"))?,
            finished: items(FINISHED)?,
            first_chair: items(&format!("{FINISHED} AND i.reason IS NOT NULL"))?,
        });
    }
    Ok(lines)
}
