//! The lists of a week: hand-offs, calls, and what next week's clocks hold.

use rusqlite::{Connection, Row, named_params, params};

use super::{Span, hand_offs_then, items_then};
use crate::domain::handoff::Stage;
use crate::domain::ids::{CallNo, HandOffNo, ItemNo, OwnerNo};
use crate::domain::item::Kind;
use crate::domain::settings::CallOutcome;
use crate::domain::week::{CallLine, ClockLine, HandOffLine, Whose};
use crate::store::{Result, time, word};

/// Every hand-off given in the week or carried over into it, by when it was given; `limit` at most, -1 for all.
pub(super) fn hand_offs(connection: &Connection, span: Span, limit: i64) -> Result<Vec<HandOffLine>> {
    const COLUMNS: &str =
        "i.number, i.item, i.kind, i.owner, i.brief, i.given_at, i.owner_due, i.stage, i.ended_at,
        i.nudges, i.told_at, i.answer";
    let part = |condition: &str| hand_offs_then(COLUMNS, condition);
    // Each part is read in order from an index of its own, so that a bounded list costs what it shows.
    let sql = format!(
        "SELECT i.number, i.item, i.kind, a.name, t.subject, i.owner, o.name, i.brief, i.given_at, i.owner_due,
             i.stage, i.ended_at, i.nudges, i.told_at, i.answer, t.state, t.ending, t.closed_at, t.client_due
         FROM (SELECT * FROM (
                 SELECT * FROM ({given} ORDER BY given_at LIMIT :limit)
                 UNION ALL SELECT * FROM ({open} ORDER BY given_at LIMIT :limit)
                 UNION ALL SELECT * FROM ({ended})
             ) ORDER BY given_at, number LIMIT :limit) i
         JOIN owners o ON o.number = i.owner
         JOIN items x ON x.number = i.item
         JOIN accounts a ON a.number = x.account
         LEFT JOIN ({items}) t ON t.number = i.item
         ORDER BY i.given_at, i.number",
        given = part("i.stage IS NOT NULL AND i.given_at >= :starts AND i.given_at < :until"),
        open = part("i.stage IS NOT NULL AND i.given_at < :starts AND i.ended_at IS NULL"),
        ended = part("i.stage IS NOT NULL AND i.given_at < :starts AND i.ended_at >= :starts"),
        items = items_then("i.number, i.subject, i.state, i.ending, i.closed_at, i.client_due", "1"),
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map(
        named_params! {":starts": span.starts, ":until": span.until, ":limit": limit},
        |row| hand_off(row, span),
    )?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn hand_off(row: &Row<'_>, span: Span) -> rusqlite::Result<HandOffLine> {
    let text = |index| row.get::<_, Option<String>>(index).map(Option::unwrap_or_default);
    let optional_time = |index| row.get::<_, Option<i64>>(index).map(|ms| ms.map(time));
    let given: i64 = row.get(8)?;
    let told = row.get_ref(16)?.as_str_or_null()? == Some("told");
    Ok(HandOffLine {
        hand_off: HandOffNo(row.get(0)?),
        item: ItemNo(row.get(1)?),
        kind: word(row.get_ref(2)?.as_str()?, Kind::from_word)?,
        client: row.get(3)?,
        subject: text(4)?,
        owner: OwnerNo(row.get(5)?),
        owner_name: row.get(6)?,
        brief: text(7)?,
        given_at: time(given),
        owner_due: time(row.get(9)?),
        client_due: optional_time(18)?,
        stage: word(row.get_ref(10)?.as_str()?, Stage::from_word)?,
        ended_at: optional_time(11)?,
        finished_at: optional_time(17)?.filter(|_| told),
        nudges: row.get(12)?,
        carried_over: given < span.starts,
        told: row.get::<_, Option<i64>>(13)?.is_some(),
        answer: text(14)?,
    })
}

/// Every call that began in the week.
pub(super) fn calls(connection: &Connection, span: Span) -> Result<Vec<CallLine>> {
    let mut statement = connection.prepare_cached(
        "SELECT c.number, c.at, a.name, c.person, c.item, c.outcome, c.minutes, c.notes
         FROM calls c JOIN accounts a ON a.number = c.account
         WHERE c.at >= ?1 AND c.at < ?2 ORDER BY c.at, c.number",
    )?;
    let rows = statement.query_map(params![span.starts, span.until], |row| {
        Ok(CallLine {
            call: CallNo(row.get(0)?),
            at: time(row.get(1)?),
            client: row.get(2)?,
            person: row.get(3)?,
            item: row.get::<_, Option<i64>>(4)?.map(ItemNo),
            outcome: word(row.get_ref(5)?.as_str()?, CallOutcome::from_word)?,
            minutes: row.get(6)?,
            notes: row.get(7)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The clocks that run out in the week after.
pub(super) fn next_week(connection: &Connection, span: Span, limit: i64) -> Result<Vec<ClockLine>> {
    let sql = format!(
        "SELECT * FROM (
             SELECT client_due AS at, i.number AS item, i.kind, a.name, i.subject, 0 AS side, NULL
             FROM ({clients} ORDER BY client_due LIMIT :limit) i JOIN accounts a ON a.number = i.account
             UNION ALL
             SELECT owner_due, h.item, h.kind, a.name, x.subject, 1, o.name
             FROM ({owners} ORDER BY owner_due LIMIT :limit) h JOIN owners o ON o.number = h.owner
             JOIN items x ON x.number = h.item JOIN accounts a ON a.number = x.account
         ) ORDER BY at, item, side LIMIT :limit",
        clients = items_then(
            "i.number, i.kind, i.account, i.subject, i.client_due",
            "i.state = 'open' AND i.client_due >= :from AND i.client_due < :to"
        ),
        owners = hand_offs_then(
            "i.number, i.item, i.kind, i.owner, i.owner_due",
            "i.ended_at IS NULL AND i.stage IS NOT NULL AND i.owner_due >= :from AND i.owner_due < :to"
        ),
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map(
        named_params! {":from": span.ends, ":to": span.next_ends, ":limit": limit},
        |row| {
            let owner: Option<String> = row.get(6)?;
            Ok(ClockLine {
                at: time(row.get(0)?),
                item: ItemNo(row.get(1)?),
                kind: word(row.get_ref(2)?.as_str()?, Kind::from_word)?,
                client: row.get(3)?,
                subject: row.get(4)?,
                whose: owner.map_or(Whose::Client, Whose::Owner),
            })
        },
    )?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
