//! The lists of a week: hand-offs, calls, and what next week's clocks hold.

use rusqlite::{Connection, Row};

use super::{Span, column_then, hand_offs_then, items_then, join_then, name_then, rows};
use crate::domain::handoff::Stage;
use crate::domain::ids::{HandOffNo, ItemNo, OwnerNo};
use crate::domain::item::Kind;
use crate::domain::week::{CallLine, ClockLine, HandOffLine, Whose};
use crate::store::{Result, time, word};

/// Every hand-off given in the week or carried over into it, by when it was given.
pub(super) fn hand_offs(connection: &Connection, span: Span) -> Result<Vec<HandOffLine>> {
    const COLUMNS: &str =
        "i.number, i.item, i.kind, i.owner, i.brief, i.given_at, i.owner_due, i.stage, i.ended_at,
        i.nudges, i.told_at, i.answer";
    let part = |condition: &str| hand_offs_then(span, COLUMNS, condition);
    // Each part is read in order from an index of its own, so that a bounded list costs what it shows; but those
    // that ended since the week began are found by their end, and sorted: hence the pluses.
    let sql = format!(
        "SELECT i.number, i.item, i.kind, {client}, {subject}, i.owner, {owner}, i.brief, i.given_at, i.owner_due,
             i.stage, i.ended_at, i.nudges, i.told_at, i.answer, {ending}, {closed_at}, {client_due}
         FROM (SELECT * FROM (
                 SELECT * FROM ({given} ORDER BY given_at, number LIMIT :limit)
                 UNION ALL SELECT * FROM ({open} ORDER BY given_at, number LIMIT :limit)
                 UNION ALL SELECT * FROM (SELECT * FROM ({ended}) ORDER BY +given_at, +number LIMIT :limit)
             ) ORDER BY given_at, number LIMIT :limit) i
         JOIN items x ON x.number = i.item {then}
         ORDER BY i.given_at, i.number",
        client = name_then(span, "accounts", &item_then(span, "account")),
        subject = item_then(span, "subject"),
        owner = name_then(span, "owners", "i.owner"),
        ending = item_then(span, "ending"),
        closed_at = item_then(span, "closed_at"),
        client_due = item_then(span, "client_due"),
        given = part("i.given_at >= :starts AND i.given_at < :until"),
        open = part("i.given_at < :starts AND i.ended_at IS NULL"),
        ended = part("+i.given_at < :starts AND i.ended_at >= :starts"),
        then = join_then(span, ITEM),
    );
    rows(connection, span, &sql, |row| hand_off(row, span))
}

/// The item that a hand-off or a note is of.
pub(super) const ITEM: (&str, &str) = ("items", "x");

/// A column of the item `x` as it stood at the moment of the report.
pub(super) fn item_then(span: Span, column: &str) -> String {
    column_then(span, ITEM, column)
}

fn hand_off(row: &Row<'_>, span: Span) -> rusqlite::Result<HandOffLine> {
    let text = |index| row.get::<_, Option<String>>(index).map(Option::unwrap_or_default);
    let optional_time = |index| row.get::<_, Option<i64>>(index).map(|ms| ms.map(time));
    let given: i64 = row.get(8)?;
    let told = row.get_ref(15)?.as_str_or_null()? == Some("told");
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
        client_due: optional_time(17)?,
        stage: word(row.get_ref(10)?.as_str()?, Stage::from_word)?,
        ended_at: optional_time(11)?,
        finished_at: optional_time(16)?.filter(|_| told),
        nudges: row.get(12)?,
        carried_over: given < span.starts,
        told: row.get::<_, Option<i64>>(13)?.is_some(),
        answer: text(14)?,
    })
}

/// Every call that began in the week.
pub(super) fn calls(connection: &Connection, span: Span) -> Result<Vec<CallLine>> {
    let sql = format!(
        "SELECT c.number, c.at, {}, c.person, c.item, c.outcome, c.minutes, c.notes
         FROM calls c WHERE c.at >= :starts AND c.at < :until ORDER BY c.at, c.number",
        name_then(span, "accounts", "c.account")
    );
    rows(connection, span, &sql, crate::store::calls::line)
}

/// The clocks that run out in the week after.
pub(super) fn next_week(connection: &Connection, span: Span) -> Result<Vec<ClockLine>> {
    let sql = format!(
        "SELECT * FROM (
             SELECT client_due AS at, i.number AS item, i.kind, {client}, i.subject, 0 AS side, NULL
             FROM ({clients} ORDER BY client_due, number LIMIT :limit) i
             UNION ALL
             SELECT owner_due, h.item, h.kind, {owner_client}, {subject}, 1, {owner}
             FROM ({owners} ORDER BY owner_due, item LIMIT :limit) h JOIN items x ON x.number = h.item {then}
         ) ORDER BY at, item, side LIMIT :limit",
        client = name_then(span, "accounts", "i.account"),
        owner_client = name_then(span, "accounts", &item_then(span, "account")),
        subject = item_then(span, "subject"),
        owner = name_then(span, "owners", "h.owner"),
        clients = items_then(
            span,
            "i.number, i.kind, i.account, i.subject, i.client_due",
            "i.state = 'open' AND i.client_due >= :ends AND i.client_due < :next_ends"
        ),
        owners = hand_offs_then(
            span,
            "i.item, i.kind, i.owner, i.owner_due",
            "i.ended_at IS NULL AND i.owner_due >= :ends AND i.owner_due < :next_ends"
        ),
        then = join_then(span, ITEM),
    );
    rows(connection, span, &sql, |row| {
        let owner: Option<String> = row.get(6)?;
        Ok(ClockLine {
            at: time(row.get(0)?),
            item: ItemNo(row.get(1)?),
            kind: word(row.get_ref(2)?.as_str()?, Kind::from_word)?,
            client: row.get(3)?,
            subject: row.get(4)?,
            whose: owner.map_or(Whose::Client, Whose::Owner),
        })
    })
}
