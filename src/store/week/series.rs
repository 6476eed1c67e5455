//! The weeks up to a report's, and how clocks were kept.

use rusqlite::Connection;

use super::figures::DONE_LAST;
use super::{Span, both, count, hand_offs_then, items_then, rows};
use crate::domain::week::Week;
use crate::domain::week::series::{ClocksKept, WEEKS, WeekLine};
use crate::domain::worktime::Calendar;
use crate::store::{Result, ms};

/// The weeks up to this one, oldest first. Before the first week that can be named there is none.
pub(super) fn weeks(last: Week) -> Vec<Week> {
    let mut weeks = vec![last];
    let mut first = last;
    for _ in 1..WEEKS {
        let before = first.previous();
        if before == first {
            break;
        }
        weeks.push(before);
        first = before;
    }
    weeks.reverse();
    weeks
}

/// An item that was finished in one of the weeks.
struct Finished {
    at: i64,
    transaction: bool,
    conducted: bool,
    first_chair: bool,
}

/// Each of the weeks, counted as of the moment of the report.
pub(super) fn lines(
    connection: &Connection,
    span: Span,
    weeks: &[Week],
    calendar: &Calendar,
) -> Result<Vec<WeekLine>> {
    let finished = finished(connection, span)?;
    let mut lines = Vec::with_capacity(weeks.len());
    for &week in weeks {
        let (starts, ends) = week.bounds(calendar);
        let of = Span {
            starts: ms(starts),
            ends: ms(ends),
            until: span.until.min(ms(ends)),
            ..span
        };
        let first = finished.partition_point(|item| item.at < of.starts);
        let after = finished.partition_point(|item| item.at < of.until);
        let items = finished.get(first..after).unwrap_or_default();
        let those = |is: fn(&Finished) -> bool| items.iter().filter(|item| is(item)).count() as u64;
        let promises = both(
            span,
            "promises",
            "1",
            "i.number",
            "i.made_at >= :starts AND i.made_at < :until",
        );
        lines.push(WeekLine {
            week,
            over: span.as_of >= of.ends,
            finished: those(|item| item.transaction),
            conducted: those(|item| item.transaction && item.conducted),
            first_chair: those(|item| item.first_chair),
            calls: count(
                connection,
                of,
                "SELECT count(*) FROM calls WHERE at >= :starts AND at < :until",
            )?,
            promises: count(connection, of, &format!("SELECT count(*) FROM ({promises})"))?,
        });
    }
    Ok(lines)
}

/// What was finished in all of the weeks, by when.
fn finished(connection: &Connection, span: Span) -> Result<Vec<Finished>> {
    let sql = format!(
        "SELECT i.closed_at, i.kind <> 'follow_up', {DONE_LAST}, i.reason IS NOT NULL FROM ({}) i
         ORDER BY i.closed_at",
        items_then(
            span,
            "i.number, i.closed_at, i.kind, i.reason",
            "i.state = 'closed' AND i.ending = 'told' AND i.closed_at >= :from AND i.closed_at < :until",
        )
    );
    rows(connection, span, &sql, |row| {
        Ok(Finished {
            at: row.get(0)?,
            transaction: row.get(1)?,
            conducted: row.get(2)?,
            first_chair: row.get(3)?,
        })
    })
}

/// How clocks were kept.
pub(super) fn clocks(connection: &Connection, span: Span) -> Result<ClocksKept> {
    let of = |rows: &str| count(connection, span, &format!("SELECT count(*) FROM ({rows})"));
    let ended = |condition: &str| {
        of(&hand_offs_then(
            span,
            "i.number",
            &format!(
                "i.ended_at >= :starts AND i.ended_at < :until AND i.stage IN ('done', 'returned') AND {condition}"
            ),
        ))
    };
    let ran_out = of(&hand_offs_then(
        span,
        "i.number",
        "i.ended_at IS NULL AND i.owner_due >= :starts AND i.owner_due <= :as_of",
    ))?;
    let unheard = of(&items_then(
        span,
        "i.number",
        "i.state = 'open' AND i.client_due >= :starts AND i.client_due <= :as_of",
    ))?;
    // What was told, with the clock that the row had until then: the log has it where telling moved it. A row's changes
    // are few, so they are found by their item.
    let told = |condition: &str| {
        count(
            connection,
            span,
            &format!(
                "SELECT count(*) FROM notes n WHERE n.kind = 'told' AND n.at >= :starts AND n.at < :until AND (
                     SELECT json_extract(x.old, '$.client_due') FROM changes x JOIN commands c ON c.number = x.command
                     WHERE x.item = n.item AND x.tbl = 'items' AND x.op = 'update' AND c.at = n.at AND c.kind = 'do'
                         AND c.undone_by IS NULL AND json_extract(x.old, '$.client_due') IS NOT NULL
                     ORDER BY x.number LIMIT 1) {condition} n.at"
            ),
        )
    };
    Ok(ClocksKept {
        owners_kept: ended("i.ended_at <= i.owner_due")?,
        owners_missed: ended("i.ended_at > i.owner_due")? + ran_out,
        clients_kept: told(">=")?,
        clients_missed: told("<")? + unheard,
    })
}
