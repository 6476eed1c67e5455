//! Rows as they stood at an earlier moment: the change log read backwards to it.
//!
//! Only standing commands count. A command that was taken back and its taking back are passed over together, so that
//! what was undone is as if never done, whenever it was undone.

use std::collections::BTreeMap;

use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};
use serde_json::Value as Json;

use crate::store::Result;

/// The columns that a report looks at, beside the number.
const ITEMS: &[&str] = &[
    "kind",
    "account",
    "subject",
    "arrived_at",
    "state",
    "closed_at",
    "ending",
    "reason",
    "minutes",
    "client_due",
    "play",
    "source",
];
const HAND_OFFS: &[&str] = &[
    "item",
    "owner",
    "kind",
    "stage",
    "given_at",
    "owner_due",
    "nudges",
    "acknowledged_at",
    "told_at",
    "ended_at",
    "answer",
    "brief",
];

const PROMISES: &[&str] = &["basis", "state", "made_at", "ended_at"];
const OUTCOMES: &[&str] = &["account", "item", "measure", "unit", "baseline", "target"];
const READINGS: &[&str] = &["outcome", "at", "value"];
const CHECKS: &[&str] = &["due_at", "ending", "ended_at"];
const DEALS: &[&str] = &[
    "account",
    "item",
    "state",
    "value_minor",
    "currency",
    "ended_at",
    "why",
    "name",
];
const ASKS: &[&str] = &["item", "owner", "at"];

/// The tables that a report puts back, with what it looks at in each.
const TABLES: [(&str, &[&str]); 10] = [
    ("accounts", &["name"]),
    ("owners", &["name"]),
    ("items", ITEMS),
    ("hand_offs", HAND_OFFS),
    ("promises", PROMISES),
    ("outcomes", OUTCOMES),
    ("readings", READINGS),
    ("checks", CHECKS),
    ("deals", DEALS),
    ("asks", ASKS),
];

/// Fills the temporary tables with the rows that changed at or after `until`, as they stood before. A row that was
/// made since is there too, with nothing in it but what it arrived with: it is neither open nor closed. `false` when
/// nothing was done since.
pub(super) fn fill(connection: &Connection, until: i64) -> Result<bool> {
    let changed: bool = super::prepare(
        connection,
        "SELECT EXISTS (SELECT 1 FROM commands WHERE at >= ?1 AND kind = 'do' AND undone_by IS NULL)",
    )?
    .query_row([until], |row| row.get(0))?;
    if !changed {
        return Ok(false);
    }
    let changed = changes(connection, until)?;
    for ((table, columns), before) in TABLES.iter().zip(changed) {
        connection.execute_batch(&format!(
            "CREATE TEMP TABLE IF NOT EXISTS then_{table} (number INTEGER PRIMARY KEY, {});
             DELETE FROM temp.then_{table};",
            columns.join(", ")
        ))?;
        put_back(connection, table, columns, before)?;
    }
    Ok(true)
}

/// Empties the temporary tables, which live as long as the connection.
pub(super) fn empty(connection: &Connection) -> Result<()> {
    for (table, _) in TABLES {
        connection.execute_batch(&format!("DELETE FROM temp.then_{table};"))?;
    }
    Ok(())
}

/// What is known of a row before the moment.
#[derive(Default)]
struct Before {
    /// Made since then.
    made: bool,
    /// The first old value of each column that changed since, or the first values of a row made since.
    values: BTreeMap<String, Json>,
}

/// The rows of each of [`TABLES`] that changed at or after the moment, by their number.
fn changes(connection: &Connection, until: i64) -> Result<[BTreeMap<i64, Before>; TABLES.len()]> {
    // CROSS keeps the search on the commands: by the changes, it would read the whole log.
    let mut statement = super::prepare(
        connection,
        "SELECT x.row, x.op, coalesce(x.old, x.new), x.tbl FROM commands c
         CROSS JOIN changes x ON x.command = c.number
         WHERE c.at >= ?1 AND c.kind = 'do' AND c.undone_by IS NULL ORDER BY x.number",
    )?;
    let mut rows = statement.query([until])?;
    let mut changed: [BTreeMap<i64, Before>; TABLES.len()] = Default::default();
    while let Some(row) = rows.next()? {
        let table = row.get_ref(3)?.as_str().unwrap_or_default();
        let Some(place) = TABLES.iter().position(|(known, _)| *known == table) else {
            continue;
        };
        let op: String = row.get(1)?;
        let values: BTreeMap<String, Json> =
            serde_json::from_str(row.get_ref(2)?.as_str().unwrap_or("{}")).unwrap_or_default();
        let known = changed[place].entry(row.get(0)?).or_default();
        known.made |= op == "insert";
        for (column, value) in values {
            known.values.entry(column).or_insert(value);
        }
    }
    Ok(changed)
}

fn put_back(
    connection: &Connection,
    table: &str,
    columns: &[&str],
    before: BTreeMap<i64, Before>,
) -> Result<()> {
    let marks: Vec<String> = (1..=columns.len() + 1).map(|at| format!("?{at}")).collect();
    let insert = format!(
        "INSERT INTO temp.then_{table} (number, {}) VALUES ({})",
        columns.join(", "),
        marks.join(", ")
    );
    let read = format!(
        "SELECT {} FROM main.{table} WHERE number = ?1",
        columns.join(", ")
    );
    let (mut insert, mut read) = (
        connection.prepare_cached(&insert)?,
        connection.prepare_cached(&read)?,
    );
    for (number, known) in before {
        let mut found = read.query([number])?;
        let Some(row) = found.next()? else { continue };
        let mut values = vec![Value::Integer(number)];
        for (index, column) in columns.iter().enumerate() {
            values.push(match known.values.get(*column) {
                Some(_) | None if known.made && !kept_when_made(column, &known.values) => Value::Null,
                Some(value) => stored(value),
                None => row.get(index)?,
            });
        }
        drop(found);
        insert.execute(params_from_iter(values))?;
    }
    Ok(())
}

/// What a row that was made later is still known by: what and when it was at its source.
fn kept_when_made(column: &str, values: &BTreeMap<String, Json>) -> bool {
    match column {
        "name" | "kind" | "account" | "subject" | "arrived_at" => true,
        "ending" => values.get("ending").and_then(Json::as_str) == Some("history"),
        _ => false,
    }
}

fn stored(json: &Json) -> Value {
    match json {
        Json::Null => Value::Null,
        Json::Number(number) => number.as_i64().map_or(Value::Null, Value::Integer),
        Json::String(text) => Value::Text(text.clone()),
        Json::Bool(_) | Json::Array(_) | Json::Object(_) => Value::Text(json.to_string()),
    }
}
