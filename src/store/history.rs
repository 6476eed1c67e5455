//! What was done: commands for `downbeat history`, and the log of one item.

use std::collections::BTreeMap;

use rusqlite::{Connection, params};
use serde_json::Value as Json;

use super::{Reader, Result, time};
use crate::domain::Time;
use crate::domain::ids::{CommandNo, ItemNo};
use crate::domain::timeline::{Logged, Op, Value};

/// A command, as the history shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its number.
    pub command: CommandNo,
    /// When.
    pub at: Time,
    /// `do`, `undo`, `redo` or `migration`.
    pub kind: String,
    /// The verb it is logged under.
    pub verb: String,
    /// What happened, in words.
    pub words: String,
    /// Whether it has been taken back.
    pub undone: bool,
}

impl Reader {
    /// The newest commands first, `limit` at most.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn history(&self, limit: usize) -> Result<Vec<Entry>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT number, at, kind, verb, words, undone_by IS NOT NULL FROM commands ORDER BY number DESC LIMIT ?1",
        )?;
        let rows = statement.query_map([i64::try_from(limit).unwrap_or(i64::MAX)], |row| {
            Ok(Entry {
                command: CommandNo(row.get(0)?),
                at: time(row.get(1)?),
                kind: row.get(2)?,
                verb: row.get(3)?,
                words: row.get(4)?,
                undone: row.get(5)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

/// The log of an item, of what hangs on it and of promises made on it, by standing commands alone; newest commands first, cut after about
/// `limit` changes. `true` when there are older ones.
pub(super) fn logged(connection: &Connection, item: ItemNo, limit: usize) -> Result<(Vec<Logged>, bool)> {
    // Each command changes a few rows of an item: three times the events are enough to fill them.
    let rows_wanted = limit * 3;
    let mut statement = connection.prepare_cached(
        "SELECT c.number, c.at, c.verb, x.tbl, x.op, coalesce(x.old, '{}'), coalesce(x.new, '{}'), x.row, h.owner,
             coalesce(p.item, k.item), e.name, a.name
         FROM (SELECT number FROM changes WHERE item = ?1
             UNION ALL SELECT number FROM changes WHERE tbl = 'promises'
                 AND row IN (SELECT number FROM promises WHERE about = ?1)
             UNION ALL SELECT number FROM changes WHERE tbl = 'asks'
                 AND row IN (SELECT number FROM asks WHERE about = ?1)) n
         JOIN changes x ON x.number = n.number JOIN commands c ON c.number = x.command
         LEFT JOIN hand_offs h ON x.tbl = 'hand_offs' AND h.number = x.row
         LEFT JOIN promises p ON x.tbl = 'promises' AND p.number = x.row
         LEFT JOIN asks k ON x.tbl = 'asks' AND k.number = x.row
         LEFT JOIN invitations v ON x.tbl = 'invitations' AND v.number = x.row
         LEFT JOIN events e ON e.number = v.event LEFT JOIN accounts a ON a.number = v.account
         WHERE c.kind = 'do' AND c.undone_by IS NULL
         ORDER BY x.command DESC, x.number LIMIT ?2",
    )?;
    let rows = statement.query_map(
        params![item.0, i64::try_from(rows_wanted + 1).unwrap_or(i64::MAX)],
        |row| {
            let op: String = row.get(4)?;
            let mut new = values(&row.get::<_, String>(6)?);
            // A change to a hand-off is told with its owner, whom only its insert names.
            if let Some(owner) = row.get::<_, Option<i64>>(8)? {
                new.entry("owner".to_owned()).or_insert(Value::Int(owner));
            }
            // A change to a promise or an ask likewise with its row, and one to an invitation with whom and whereto.
            if let Some(item) = row.get::<_, Option<i64>>(9)? {
                new.entry("item".to_owned()).or_insert(Value::Int(item));
            }
            for (index, column) in [(10, "event_name"), (11, "client")] {
                if let Some(name) = row.get::<_, Option<String>>(index)? {
                    new.insert(column.to_owned(), Value::Text(name));
                }
            }
            Ok(Logged {
                command: CommandNo(row.get(0)?),
                at: time(row.get(1)?),
                verb: row.get(2)?,
                table: row.get(3)?,
                row: row.get(7)?,
                op: super::word(&op, Op::from_word)?,
                old: values(&row.get::<_, String>(5)?),
                new,
            })
        },
    )?;
    let mut found: Vec<Logged> = rows.collect::<rusqlite::Result<_>>()?;
    let more = found.len() > rows_wanted;
    found.truncate(rows_wanted);
    Ok((found, more))
}

fn values(json: &str) -> BTreeMap<String, Value> {
    let read: BTreeMap<String, Json> = serde_json::from_str(json).unwrap_or_default();
    read.into_iter()
        .map(|(column, value)| {
            let value = match value {
                Json::Null => Value::Null,
                Json::Bool(yes) => Value::Int(i64::from(yes)),
                Json::Number(number) => number
                    .as_i64()
                    .map_or_else(|| Value::Real(number.as_f64().unwrap_or_default()), Value::Int),
                Json::String(text) => Value::Text(text),
                Json::Array(_) | Json::Object(_) => Value::Text(value.to_string()),
            };
            (column, value)
        })
        .collect()
}
