//! The totals of a week and its tables. What each figure means is said where it is defined.

use std::collections::BTreeMap;

use rusqlite::{Connection, named_params, params};

use super::{Span, count, hand_offs_then, items_then};
use crate::domain::ids::OwnerNo;
use crate::domain::item::{Kind, Reason};
use crate::domain::week::{KindLine, OwnerLine, ReasonLine, WeekFigures, median};
use crate::store::{Result, owners, word};

/// Closed in the week with the client told, and still so at the moment of the report.
pub(super) const FINISHED: &str =
    "i.state = 'closed' AND i.ending = 'told' AND i.closed_at >= :starts AND i.closed_at < :until";
/// Arrived in the week, and not as history.
const ARRIVED: &str = "i.arrived_at >= :starts AND i.arrived_at < :until AND i.ending IS NOT 'history'";
/// Given in the week.
const GIVEN: &str = "given_at >= :starts AND given_at < :until";
/// Ended in the week.
const ENDED: &str = "ended_at >= :starts AND ended_at < :until";
/// Orders and support calls.
const TRANSACTION: &str = "kind <> 'follow_up'";
/// Open at the moment of the report. A row made since has no stage.
const OPEN: &str = "i.ended_at IS NULL AND i.stage IS NOT NULL";

pub(super) fn totals(connection: &Connection, span: Span) -> Result<WeekFigures> {
    let n = |sql: &str| count(connection, span, sql);
    let of = |rows: String| n(&format!("SELECT count(*) FROM ({rows})"));
    let ended = |stage: &str| {
        n(&format!(
            "SELECT count(*) FROM hand_offs WHERE stage = '{stage}' AND {ENDED}"
        ))
    };
    let logged = |verb: &str, op: &str| {
        n(&format!(
            "SELECT count(*) FROM commands c JOIN changes x ON x.command = c.number
             WHERE c.at >= :starts AND c.at < :until AND c.kind = 'do' AND c.undone_by IS NULL
                 AND c.verb = '{verb}' AND x.tbl = 'hand_offs' AND x.op = '{op}'"
        ))
    };
    let last_stage = "(SELECT h.stage FROM hand_offs h WHERE h.item = i.number AND h.given_at < :until
        ORDER BY h.number DESC LIMIT 1)";
    let arrived = items_then(
        "i.number",
        &format!("{ARRIVED} AND i.{TRANSACTION} AND i.ending IS NOT 'dismissed'"),
    );
    let handed = format!("SELECT item FROM hand_offs WHERE {GIVEN} AND {TRANSACTION}");
    let transactions = of(format!("SELECT number FROM ({arrived}) UNION {handed}"))?;
    Ok(WeekFigures {
        arrived: of(items_then("i.number", ARRIVED))?,
        transactions,
        handed_transactions: n(&format!(
            "SELECT count(DISTINCT item) FROM hand_offs WHERE {GIVEN} AND {TRANSACTION}"
        ))?,
        handed_follow_ups: n(&format!(
            "SELECT count(DISTINCT item) FROM hand_offs WHERE {GIVEN} AND kind = 'follow_up'"
        ))?,
        handed_off: n(&format!("SELECT count(*) FROM hand_offs WHERE {GIVEN}"))?,
        acknowledged: n(
            "SELECT count(*) FROM hand_offs WHERE acknowledged_at >= :starts AND acknowledged_at < :until",
        )?,
        done: ended("done")?,
        finished: of(items_then("i.number", FINISHED))?,
        client_told: n(
            "SELECT count(DISTINCT item) FROM notes WHERE kind = 'told' AND at >= :starts AND at < :until",
        )?,
        came_back: ended("returned")?,
        recalled: ended("recalled")?,
        still_open: of(hand_offs_then("i.number", OPEN))?,
        overdue: of(hand_offs_then(
            "i.number",
            &format!("{OPEN} AND i.owner_due <= :as_of"),
        ))?,
        untold: of(hand_offs_then(
            "i.number",
            &format!("{OPEN} AND i.told_at IS NULL"),
        ))?,
        nudges: logged("nudge", "update")?,
        escalated: logged("escalate", "insert")?,
        dismissed: of(items_then(
            "i.number",
            "i.state = 'closed' AND i.ending = 'dismissed' AND i.closed_at >= :starts AND i.closed_at < :until",
        ))?,
        finished_transactions: of(items_then("i.number", &format!("{FINISHED} AND i.{TRANSACTION}")))?,
        conducted: of(items_then(
            "i.number",
            &format!("{FINISHED} AND i.{TRANSACTION} AND {last_stage} = 'done'"),
        ))?,
    })
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
    let sql = format!(
        "SELECT reason, count(*), coalesce(sum(minutes), 0), count(*) - count(minutes) FROM ({}) GROUP BY reason",
        items_then(
            "i.reason, i.minutes",
            &format!("{FINISHED} AND i.reason IS NOT NULL")
        )
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query(named_params! {":starts": span.starts, ":until": span.until})?;
    while let Some(row) = rows.next()? {
        let reason = word(row.get_ref(0)?.as_str().unwrap_or_default(), Reason::from_word)?;
        let line = lines.entry(reason).or_insert_with(|| empty(reason));
        line.count = unsigned(row.get(1)?);
        line.minutes = unsigned(row.get(2)?);
        line.unknown = unsigned(row.get(3)?);
    }
    let sql = format!(
        "SELECT reason, count(*) FROM ({}) GROUP BY reason",
        items_then("i.reason", "i.play = 'first_chair'")
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let reason = word(row.get_ref(0)?.as_str().unwrap_or_default(), Reason::from_word)?;
        lines.entry(reason).or_insert_with(|| empty(reason)).open = unsigned(row.get(1)?);
    }
    Ok(lines.into_values().collect())
}

pub(super) fn owners(connection: &Connection, span: Span) -> Result<Vec<OwnerLine>> {
    let mut lines: BTreeMap<i64, OwnerLine> = owners::all(connection)?
        .into_iter()
        .map(|owner| {
            let line = OwnerLine {
                owner: OwnerNo(owner.number.0),
                name: owner.name,
                handed: 0,
                acknowledged: 0,
                done: 0,
                returned: 0,
                median_seconds_to_done: None,
                open: 0,
                overdue: 0,
            };
            (owner.number.0, line)
        })
        .collect();
    let mut add = |sql: &str, set: fn(&mut OwnerLine, u64)| -> Result<()> {
        let mut statement = connection.prepare_cached(sql)?;
        let mut rows = statement.query(params![span.starts, span.until])?;
        while let Some(row) = rows.next()? {
            if let Some(line) = lines.get_mut(&row.get(0)?) {
                set(line, unsigned(row.get(1)?));
            }
        }
        Ok(())
    };
    add(
        "SELECT owner, count(*) FROM hand_offs WHERE given_at >= ?1 AND given_at < ?2 GROUP BY owner",
        |line, n| line.handed = n,
    )?;
    add(
        "SELECT owner, count(*) FROM hand_offs WHERE acknowledged_at >= ?1 AND acknowledged_at < ?2 GROUP BY owner",
        |line, n| line.acknowledged = n,
    )?;
    add(
        "SELECT owner, count(*) FROM hand_offs WHERE ended_at >= ?1 AND ended_at < ?2 AND stage = 'returned'
         GROUP BY owner",
        |line, n| line.returned = n,
    )?;
    let mut seconds: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
    let mut statement = connection.prepare_cached(
        "SELECT owner, (ended_at - given_at) / 1000 FROM hand_offs
         WHERE ended_at >= ?1 AND ended_at < ?2 AND stage = 'done'",
    )?;
    let mut rows = statement.query(params![span.starts, span.until])?;
    while let Some(row) = rows.next()? {
        seconds.entry(row.get(0)?).or_default().push(row.get(1)?);
    }
    let sql = format!(
        "SELECT owner, count(*), count(*) FILTER (WHERE owner_due <= ?1) FROM ({}) GROUP BY owner",
        hand_offs_then("i.owner, i.owner_due", OPEN)
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query([span.as_of])?;
    while let Some(row) = rows.next()? {
        if let Some(line) = lines.get_mut(&row.get(0)?) {
            line.open = unsigned(row.get(1)?);
            line.overdue = unsigned(row.get(2)?);
        }
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

pub(super) fn kinds(connection: &Connection, span: Span) -> Result<Vec<KindLine>> {
    let mut lines = Vec::with_capacity(Kind::ALL.len());
    for &kind in Kind::ALL {
        let of = |condition: &str| {
            let rows = items_then(
                "i.number",
                &format!("{condition} AND i.kind = '{}'", kind.as_str()),
            );
            count(connection, span, &format!("SELECT count(*) FROM ({rows})"))
        };
        let handed = |what: &str, condition: &str| {
            let sql = format!(
                "SELECT count({what}) FROM hand_offs WHERE {condition} AND kind = '{}'",
                kind.as_str()
            );
            count(connection, span, &sql)
        };
        lines.push(KindLine {
            kind,
            arrived: of(ARRIVED)?,
            handed: handed("DISTINCT item", GIVEN)?,
            done: handed("*", &format!("{ENDED} AND stage = 'done'"))?,
            finished: of(FINISHED)?,
            first_chair: of(&format!("{FINISHED} AND i.reason IS NOT NULL"))?,
        });
    }
    Ok(lines)
}

fn unsigned(n: i64) -> u64 {
    u64::try_from(n).unwrap_or(0)
}
