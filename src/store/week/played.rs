//! What *Who played?* is answered from: rows found by their times, the latest first, at most [`MOST`] of each.

use rusqlite::{Connection, Row};

use super::figures::{DONE_LAST, TRANSACTION};
use super::lines::{ITEM, item_then};
use super::{Span, items_then, join_then, name_then, rows};
use crate::domain::ids::ItemNo;
use crate::domain::item::{Kind, Reason};
use crate::domain::week::played::{EndedRow, Facts, MOST, PlayedBy, PlayedRow, RowRef};
use crate::store::{Result, time, word};

/// Closed in the period with the client told, and still so at the moment of the report.
const FINISHED: &str =
    "i.state = 'closed' AND i.ending = 'told' AND i.closed_at >= :from AND i.closed_at < :until";

pub(super) fn facts(connection: &Connection, span: Span) -> Result<Facts> {
    Ok(Facts {
        played: played(connection, span)?,
        ended: ended(connection, span)?,
        heard: heard(connection, span)?,
        keeping: keeping(connection, span)?,
    })
}

fn row_ref(row: &Row<'_>) -> rusqlite::Result<RowRef> {
    Ok(RowRef {
        item: ItemNo(row.get(0)?),
        client: row.get(1)?,
    })
}

fn played(connection: &Connection, span: Span) -> Result<Vec<PlayedRow>> {
    let sql = format!(
        "SELECT i.number, {client}, i.kind, i.source, i.arrived_at, i.reason, i.minutes FROM (
             SELECT * FROM ({rows}) ORDER BY closed_at DESC, number DESC LIMIT {MOST}) i
         ORDER BY i.closed_at DESC, i.number DESC",
        client = name_then(span, "accounts", "i.account"),
        rows = items_then(
            span,
            "i.number, i.account, i.kind, i.source, i.arrived_at, i.reason, i.minutes, i.closed_at",
            &format!("{FINISHED} AND i.reason IS NOT NULL"),
        ),
    );
    rows(connection, span, &sql, |row| {
        Ok(PlayedRow {
            row: row_ref(row)?,
            kind: word(row.get_ref(2)?.as_str()?, Kind::from_word)?,
            source: row.get(3)?,
            arrived_at: time(row.get(4)?),
            reason: word(row.get_ref(5)?.as_str()?, Reason::from_word)?,
            minutes: row.get(6)?,
        })
    })
}

fn ended(connection: &Connection, span: Span) -> Result<Vec<EndedRow>> {
    // What the row's client clock was when it was closed, and whether it had been closed before, only the log knows. A
    // row's changes are few, so they are found by their item.
    let log = "FROM changes x JOIN commands c ON c.number = x.command
        WHERE x.item = i.number AND x.tbl = 'items' AND x.op = 'update' AND c.kind = 'do' AND c.undone_by IS NULL";
    let sql = format!(
        "SELECT i.number, {client}, i.reason IS NOT NULL, {DONE_LAST}, (i.closed_at - i.arrived_at) / 1000,
             EXISTS (SELECT 1 {log} AND c.at < :until AND json_extract(x.old, '$.state') = 'closed'),
             (SELECT json_extract(x.old, '$.client_due') < i.closed_at {log} AND c.at = i.closed_at
                 AND json_extract(x.new, '$.state') = 'closed' ORDER BY x.number DESC LIMIT 1)
         FROM (SELECT * FROM ({rows}) ORDER BY closed_at DESC, number DESC LIMIT {MOST}) i
         ORDER BY i.closed_at DESC, i.number DESC",
        client = name_then(span, "accounts", "i.account"),
        rows = items_then(
            span,
            "i.number, i.account, i.reason, i.arrived_at, i.closed_at",
            &format!("{FINISHED} AND {TRANSACTION}"),
        ),
    );
    rows(connection, span, &sql, |row| {
        Ok(EndedRow {
            row: row_ref(row)?,
            by: match (row.get(2)?, row.get(3)?) {
                (true, _) => PlayedBy::Rep,
                (false, true) => PlayedBy::Owner,
                (false, false) => PlayedBy::Unknown,
            },
            seconds: row.get(4)?,
            reopened: row.get(5)?,
            late: row.get(6)?,
        })
    })
}

/// Support calls on which the client's words were written down, and that went to an owner with it or later.
fn heard(connection: &Connection, span: Span) -> Result<Vec<RowRef>> {
    let sql = format!(
        "SELECT x.number, {client}, max(n.at) AS at FROM notes n JOIN items x ON x.number = n.item {then}
         WHERE n.kind = 'heard' AND n.at >= :from AND n.at < :until AND {kind} = 'support'
             AND EXISTS (SELECT 1 FROM hand_offs h WHERE h.item = n.item AND h.given_at >= n.at AND h.given_at < :until)
         GROUP BY x.number ORDER BY at DESC, x.number DESC LIMIT {MOST}",
        client = name_then(span, "accounts", &item_then(span, "account")),
        then = join_then(span, ITEM),
        kind = item_then(span, "kind"),
    );
    rows(connection, span, &sql, row_ref)
}

/// Support calls that are open in first chair.
fn keeping(connection: &Connection, span: Span) -> Result<Vec<RowRef>> {
    let sql = format!(
        "SELECT i.number, {client} FROM ({rows}) i ORDER BY i.number DESC LIMIT {MOST}",
        client = name_then(span, "accounts", "i.account"),
        rows = items_then(
            span,
            "i.number, i.account",
            "i.play = 'first_chair' AND i.kind = 'support'",
        ),
    );
    rows(connection, span, &sql, row_ref)
}
