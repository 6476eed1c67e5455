//! The client's side of a week: promises, outcomes that were read, checks, asks, and deals that ended.

use rusqlite::{Connection, Row};

use super::{Span, both, column_then, count, hand_offs_then, join_then, name_then, number, rows};
use crate::domain::deal::Credit;
use crate::domain::ids::{ItemNo, OwnerNo};
use crate::domain::money::Money;
use crate::domain::outcome::{Course, Value};
use crate::domain::promise::Basis;
use crate::domain::quarter::Quarter;
use crate::domain::week::clients::{
    AskLine, CheckFigures, ClientSide, DealLine, MovedLine, PromiseLine, QuarterLine, by_credit,
};
use crate::store::items::{money, optional_word};
use crate::store::{Result, word};

pub(super) fn clients(connection: &Connection, span: Span, quarter: Quarter) -> Result<ClientSide> {
    Ok(ClientSide {
        promises: promises(connection, span)?,
        moved: moved(connection, span)?,
        checks: checks(connection, span)?,
        asks: asks(connection, span)?,
        deals: deals(connection, span)?,
        quarter: QuarterLine {
            quarter,
            credits: by_credit(&quarter_deals(connection, span)?),
        },
    })
}

fn promises(connection: &Connection, span: Span) -> Result<Vec<PromiseLine>> {
    let mut lines: Vec<PromiseLine> = Basis::ALL
        .iter()
        .map(|&basis| PromiseLine {
            basis,
            made: 0,
            kept: 0,
            broken: 0,
            released: 0,
        })
        .collect();
    let mut add = |condition: &str, set: fn(&mut PromiseLine, u64)| -> Result<()> {
        let sql = format!(
            "SELECT basis, count(*) FROM ({}) GROUP BY basis",
            both(span, "promises", "1", "i.basis", condition)
        );
        let found = rows(connection, span, &sql, |row| {
            Ok((
                word(row.get_ref(0)?.as_str()?, Basis::from_word)?,
                number(row, 1)?,
            ))
        })?;
        for (basis, count) in found {
            for line in lines.iter_mut().filter(|line| line.basis == basis) {
                set(line, count);
            }
        }
        Ok(())
    };
    let ended = |state: &str| {
        format!("i.state <> 'open' AND i.state = '{state}' AND i.ended_at >= :starts AND i.ended_at < :until")
    };
    add("i.made_at >= :starts AND i.made_at < :until", |line, n| {
        line.made = n;
    })?;
    add(&ended("kept"), |line, n| line.kept = n)?;
    add(&ended("broken"), |line, n| line.broken = n)?;
    add(&ended("released"), |line, n| line.released = n)?;
    Ok(lines)
}

/// A reading of the week, with its outcome.
struct Read {
    outcome: i64,
    value: Value,
    before: Option<Value>,
    course: Option<Course>,
    item: ItemNo,
    client: String,
    measure: String,
    unit: String,
}

fn moved(connection: &Connection, span: Span) -> Result<Vec<MovedLine>> {
    const OUTCOME: (&str, &str) = ("outcomes", "o");
    let of = |column: &str| column_then(span, OUTCOME, column);
    let made_since = if span.past {
        "AND NOT EXISTS (SELECT 1 FROM temp.then_readings t WHERE t.number = p.number)"
    } else {
        ""
    };
    let sql = format!(
        "SELECT i.outcome, i.value, (SELECT p.value FROM readings p WHERE p.outcome = i.outcome AND p.at < :starts
                 {made_since} ORDER BY p.at DESC, p.number DESC LIMIT 1),
             {baseline}, {target}, {item}, {client}, {measure}, {unit}
         FROM ({read}) i JOIN outcomes o ON o.number = i.outcome {then}
         ORDER BY i.outcome, i.at, i.number",
        baseline = of("baseline"),
        target = of("target"),
        item = of("item"),
        client = name_then(span, "accounts", &of("account")),
        measure = of("measure"),
        unit = of("unit"),
        read = both(
            span,
            "readings",
            "1",
            "i.number, i.outcome, i.at, i.value",
            "i.at >= :starts AND i.at < :until",
        ),
        then = join_then(span, OUTCOME),
    );
    let found = rows(connection, span, &sql, |row| {
        Ok(Read {
            outcome: row.get(0)?,
            value: Value(row.get(1)?),
            before: row.get::<_, Option<i64>>(2)?.map(Value),
            course: Course::new(Value(row.get(3)?), Value(row.get(4)?)),
            item: ItemNo(row.get(5)?),
            client: row.get(6)?,
            measure: row.get(7)?,
            unit: row.get(8)?,
        })
    })?;
    let mut lines: Vec<MovedLine> = found
        .chunk_by(|a, b| a.outcome == b.outcome)
        .filter_map(|readings| {
            let latest = readings.last()?;
            // The schema keeps the two apart, so only a damaged file has no course.
            let course = latest.course?;
            let before_latest = match readings {
                [.., before, _] => Some(before.value),
                [_] | [] => latest.before,
            };
            let progress = |value| course.progress(value);
            Some(MovedLine {
                item: latest.item,
                client: latest.client.clone(),
                measure: latest.measure.clone(),
                unit: latest.unit.clone(),
                course,
                before: latest.before,
                latest: latest.value,
                fell_back: before_latest.is_some_and(|before| progress(latest.value) < progress(before)),
            })
        })
        .collect();
    lines.sort_by(|a, b| (&a.client, &a.measure, a.item).cmp(&(&b.client, &b.measure, b.item)));
    Ok(lines)
}

fn checks(connection: &Connection, span: Span) -> Result<CheckFigures> {
    let of = |condition: &str| {
        let rows = both(span, "checks", "1", "i.number", condition);
        count(connection, span, &format!("SELECT count(*) FROM ({rows})"))
    };
    let ended = |ending: &str| {
        of(&format!(
            "i.ended_at >= :starts AND i.ended_at < :until AND i.ending = '{ending}'"
        ))
    };
    Ok(CheckFigures {
        due: of("i.due_at >= :starts AND i.due_at < :ends")?,
        fine: ended("fine")?,
        problem: ended("problem")?,
        opportunity: ended("opportunity")?,
        overdue: of("i.ending IS NULL AND i.due_at <= :as_of")?,
    })
}

fn asks(connection: &Connection, span: Span) -> Result<Vec<AskLine>> {
    let asked = |since: &str| {
        both(
            span,
            "asks",
            "1",
            "i.owner",
            &format!("i.at >= {since} AND i.at < :until"),
        )
    };
    // Found by their end, then by their item: asks are few, hand-offs are not.
    let answered = format!(
        "SELECT h.owner FROM ({}) h JOIN asks a ON a.item = h.item",
        hand_offs_then(
            span,
            "i.owner, i.item",
            "i.ended_at IS NOT NULL AND i.kind = 'follow_up' AND i.ended_at >= :starts AND i.ended_at < :until
                 AND i.stage IN ('done', 'returned')",
        )
    );
    let sql = format!(
        "SELECT o.number, {name}, sum(i.what = 'made'), sum(i.what = 'answered'), sum(i.what = 'month'), o.asks_a_month
         FROM (SELECT owner, 'made' AS what FROM ({made}) UNION ALL SELECT owner, 'answered' FROM ({answered})
             UNION ALL SELECT owner, 'month' FROM ({month})) i JOIN owners o ON o.number = i.owner
         GROUP BY o.number",
        name = name_then(span, "owners", "o.number"),
        made = asked(":starts"),
        month = asked(":month"),
    );
    let mut lines = rows(connection, span, &sql, |row| {
        Ok(AskLine {
            owner: OwnerNo(row.get(0)?),
            name: row.get(1)?,
            made: number(row, 2)?,
            answered: number(row, 3)?,
            month: number(row, 4)?,
            budget: row.get(5)?,
        })
    })?;
    lines.sort_by(|a, b| (&a.name, a.owner).cmp(&(&b.name, b.owner)));
    Ok(lines)
}

/// The deals that ended since a moment, as rows of these columns.
fn ended_deals(span: Span, columns: &str, since: &str) -> String {
    both(
        span,
        "deals",
        "1",
        columns,
        &format!("i.state <> 'open' AND i.ended_at >= {since} AND i.ended_at < :until"),
    )
}

/// Won or lost, to whom it is owed, and what it is worth, from three columns and the next.
fn end(row: &Row<'_>, first: usize) -> rusqlite::Result<(bool, Credit, Option<Money>)> {
    let credit = optional_word(row, first + 1, Credit::from_word)?;
    Ok((
        row.get_ref(first)?.as_str()? == "won",
        // A deal that ended has one, by the schema.
        credit.unwrap_or(Credit::Luck),
        money(row, first + 2, first + 3)?,
    ))
}

fn deals(connection: &Connection, span: Span) -> Result<Vec<DealLine>> {
    let sql = format!(
        "SELECT i.item, {client}, i.name, i.state, i.why, i.value_minor, i.currency FROM ({ended}) i
         ORDER BY i.ended_at, i.number",
        client = name_then(span, "accounts", "i.account"),
        ended = ended_deals(
            span,
            "i.number, i.item, i.account, i.name, i.state, i.why, i.value_minor, i.currency, i.ended_at",
            ":starts"
        ),
    );
    rows(connection, span, &sql, |row| {
        let (won, credit, value) = end(row, 3)?;
        Ok(DealLine {
            item: ItemNo(row.get(0)?),
            client: row.get(1)?,
            name: row.get(2)?,
            value,
            won,
            credit,
        })
    })
}

fn quarter_deals(connection: &Connection, span: Span) -> Result<Vec<(bool, Credit, Option<Money>)>> {
    let sql = ended_deals(span, "i.state, i.why, i.value_minor, i.currency", ":quarter");
    rows(connection, span, &sql, |row| end(row, 0))
}
