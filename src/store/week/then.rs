//! Rows as they stood at an earlier moment: the change log read backwards to it.
//!
//! Only standing commands count. A command that was taken back and its taking back are passed over together, so that
//! what was undone is as if never done, whenever it was undone.

use std::collections::BTreeMap;

use rusqlite::types::Value;
use rusqlite::{Connection, params, params_from_iter};
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

/// The tables that a report puts back, with what it looks at in each.
const TABLES: [(&str, &[&str]); 4] = [
    ("accounts", &["name"]),
    ("owners", &["name"]),
    ("items", ITEMS),
    ("hand_offs", HAND_OFFS),
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
    for (table, columns) in TABLES {
        connection.execute_batch(&format!(
            "CREATE TEMP TABLE IF NOT EXISTS then_{table} (number INTEGER PRIMARY KEY, {});
             DELETE FROM temp.then_{table};",
            columns.join(", ")
        ))?;
        put_back(connection, until, table, columns)?;
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

fn put_back(connection: &Connection, until: i64, table: &str, columns: &[&str]) -> Result<()> {
    // CROSS keeps the search on the commands: by the changes, it would read the whole log.
    let mut statement = super::prepare(
        connection,
        "SELECT x.row, x.op, coalesce(x.old, x.new) FROM commands c CROSS JOIN changes x ON x.command = c.number
         WHERE c.at >= ?1 AND c.kind = 'do' AND c.undone_by IS NULL AND x.tbl = ?2 ORDER BY x.number",
    )?;
    let mut rows = statement.query(params![until, table])?;
    let mut before: BTreeMap<i64, Before> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let op: String = row.get(1)?;
        let values: BTreeMap<String, Json> =
            serde_json::from_str(row.get_ref(2)?.as_str().unwrap_or("{}")).unwrap_or_default();
        let known = before.entry(row.get(0)?).or_default();
        known.made |= op == "insert";
        for (column, value) in values {
            known.values.entry(column).or_insert(value);
        }
    }
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
