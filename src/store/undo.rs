//! Undo and redo: the log replayed backwards, after comparing only the columns that the command changed.

mod conflict;

use std::collections::BTreeMap;

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, params, params_from_iter};
use serde_json::Value as Json;

use super::{Result, StoreError, WindowId};
use crate::domain::ids::{CommandNo, ItemNo};

/// The number that the next command will have, or more: numbers are never used again.
pub(super) fn next_command(connection: &Connection) -> Result<i64> {
    let last: Option<i64> = connection
        .query_row(
            "SELECT seq FROM sqlite_sequence WHERE name = 'commands'",
            [],
            |row| row.get(0),
        )
        .optional()?;
    Ok(last.unwrap_or(0) + 1)
}

/// The command that `u` takes back in a window: its own newest standing one, then those older than the window.
/// A migration that changed what is logged bars everything before it.
pub(super) fn newest_standing(connection: &Connection, window: WindowId) -> Result<Option<CommandNo>> {
    Ok(connection
        .prepare_cached(
            "SELECT number FROM commands
             WHERE kind = 'do' AND undone_by IS NULL AND (window = ?1 OR number < ?2)
                 AND number > coalesce((SELECT max(number) FROM commands WHERE kind = 'migration'), 0)
             ORDER BY number DESC LIMIT 1",
        )?
        .query_row(params![window.id.to_string(), window.start], |row| {
            row.get(0).map(CommandNo)
        })
        .optional()?)
}

/// The undo that Ctrl-r does again: the newest standing one, unless a new command came after it in this window.
pub(super) fn newest_undo(
    connection: &Connection,
    window: WindowId,
) -> Result<Option<(CommandNo, CommandNo)>> {
    Ok(connection
        .prepare_cached(
            "SELECT number, target FROM commands
             WHERE kind = 'undo' AND undone_by IS NULL AND (window = ?1 OR number < ?2)
                 AND number > coalesce((SELECT max(number) FROM commands
                     WHERE kind IN ('do', 'migration') AND (window = ?1 OR number < ?2)), 0)
             ORDER BY number DESC LIMIT 1",
        )?
        .query_row(params![window.id.to_string(), window.start], |row| {
            Ok((CommandNo(row.get(0)?), CommandNo(row.get(1)?)))
        })
        .optional()?)
}

/// Sees that a named command can be taken back: it is there, stands, and no migration bars it.
pub(super) fn inspect_target(connection: &Connection, command: CommandNo) -> Result<()> {
    let found: Option<(String, Option<i64>)> = connection
        .prepare_cached("SELECT kind, undone_by FROM commands WHERE number = ?1")?
        .query_row([command.0], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let bar: i64 = connection.query_row(
        "SELECT coalesce(max(number), 0) FROM commands WHERE kind = 'migration'",
        [],
        |row| row.get(0),
    )?;
    match found {
        None => Err(StoreError::refused(format!(
            "there is no command {command}; `downbeat history` lists them"
        ))),
        Some((kind, _)) if kind != "do" => Err(StoreError::refused(format!(
            "command {command} is itself an undo or redo; use `downbeat redo` or name what it took back"
        ))),
        Some((_, Some(_))) => Err(StoreError::refused(format!(
            "command {command} has been taken back already"
        ))),
        Some(_) if command.0 < bar => Err(StoreError::refused(format!(
            "command {command} is from before the store was brought to a newer schema and can't be taken back"
        ))),
        Some(_) => Ok(()),
    }
}

/// One logged change.
struct Change {
    table: String,
    row: i64,
    item: Option<i64>,
    op: String,
    old: BTreeMap<String, Json>,
    new: BTreeMap<String, Json>,
}

/// A command about to be replayed backwards.
pub(super) struct Replay<'a> {
    pub(super) connection: &'a Connection,
    /// The command whose changes are replayed: the one to take back, or the undo to do away with.
    pub(super) source: CommandNo,
    /// What that is for, in words that follow "can't": `take back command #7`.
    pub(super) aim: String,
}

/// Takes back what a command changed; the items it touched come back, 100 at most.
pub(super) fn revert(replay: &Replay<'_>) -> Result<Vec<ItemNo>> {
    let mut items: Vec<ItemNo> = Vec::new();
    let mut last: Option<i64> = None;
    loop {
        // A page at a time: an import may have changed a million rows.
        let page = page_before(replay.connection, replay.source, last)?;
        let Some((first, _)) = page.last() else {
            return Ok(items);
        };
        last = Some(*first);
        for (_, change) in &page {
            revert_change(replay, change)?;
            if let Some(item) = change.item.map(ItemNo)
                && items.len() < 100
                && !items.contains(&item)
            {
                items.push(item);
            }
        }
    }
}

fn page_before(
    connection: &Connection,
    command: CommandNo,
    before: Option<i64>,
) -> Result<Vec<(i64, Change)>> {
    let mut statement = connection.prepare_cached(
        "SELECT number, tbl, row, item, op, coalesce(old, '{}'), coalesce(new, '{}') FROM changes
         WHERE command = ?1 AND number < ?2 ORDER BY number DESC LIMIT 500",
    )?;
    let rows = statement.query_map(params![command.0, before.unwrap_or(i64::MAX)], |row| {
        Ok((row.get(0)?, change(row)?))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// A logged change from the columns that the queries here select.
fn change(row: &rusqlite::Row<'_>) -> rusqlite::Result<Change> {
    let json = |index| {
        serde_json::from_str(&row.get::<_, String>(index)?).map_err(|error| {
            rusqlite::Error::FromSqlConversionFailure(index, rusqlite::types::Type::Text, Box::new(error))
        })
    };
    Ok(Change {
        table: row.get(1)?,
        row: row.get(2)?,
        item: row.get(3)?,
        op: row.get(4)?,
        old: json(5)?,
        new: json(6)?,
    })
}

/// Strikes from the log what the command under way did to one item, and takes it back, as if it had not been done.
/// `false` when it had not touched the item.
pub(super) fn strike(connection: &Connection, command: CommandNo, item: ItemNo) -> Result<bool> {
    // The plus keeps SQLite from walking all that the command did so far.
    let changes: Vec<Change> = connection
        .prepare_cached(
            "SELECT number, tbl, row, item, op, coalesce(old, '{}'), coalesce(new, '{}') FROM changes
             WHERE item = ?1 AND +command = ?2 ORDER BY number DESC",
        )?
        .query_map(params![item.0, command.0], change)?
        .collect::<rusqlite::Result<_>>()?;
    let replay = Replay {
        connection,
        source: command,
        aim: format!("import item {item} again"),
    };
    for change in &changes {
        revert_change(&replay, change)?;
    }
    if !changes.is_empty() {
        connection
            .prepare_cached("DELETE FROM changes WHERE item = ?1 AND +command = ?2")?
            .execute(params![item.0, command.0])?;
    }
    Ok(!changes.is_empty())
}

fn revert_change(replay: &Replay<'_>, change: &Change) -> Result<()> {
    if !super::log::LOGGED
        .iter()
        .any(|logged| logged.table == change.table)
    {
        return Err(StoreError::refused(format!(
            "the log names a table {:?} that is not logged",
            change.table
        )));
    }
    let done = match change.op.as_str() {
        // Any later change to a new row counts, also to columns that were empty when it was made.
        "insert" => match is_touched_since(replay.connection, replay.source, change)?
            .then(|| conflict::later(replay, change, ""))
            .flatten()
        {
            Some(refusal) => Err(refusal),
            None => compare(replay, change).and_then(|()| delete(replay.connection, change)),
        },
        "update" => compare(replay, change).and_then(|()| update(replay.connection, change)),
        _ => insert(replay.connection, change),
    };
    done.map_err(|error| match error {
        StoreError::Failed { .. } => conflict::later(replay, change, "")
            .or_else(|| conflict::against_schema(replay, change))
            .unwrap_or(error),
        StoreError::Refused(_) | StoreError::NeedsReason(_) | StoreError::Interrupted => error,
    })
}

/// Refuses when a column that the command wrote has another value now.
fn compare(replay: &Replay<'_>, change: &Change) -> Result<()> {
    if is_as_left(replay.connection, change)? {
        return Ok(());
    }
    for (column, expected) in &change.new {
        let same: Option<bool> = replay
            .connection
            .prepare_cached(&format!(
                "SELECT {} IS ?2 FROM {} WHERE number = ?1",
                quoted(column),
                change.table
            ))?
            .query_row(params![change.row, value(expected)], |row| row.get(0))
            .optional()?;
        if same != Some(true) {
            return Err(conflict::later(replay, change, column).unwrap_or_else(|| {
                StoreError::refused(format!(
                    "can't {}: {} of {} {} is no longer as it left it; run `downbeat doctor`",
                    replay.aim, column, change.table, change.row
                ))
            }));
        }
    }
    Ok(())
}

/// Whether any later command, of whatever kind, touched the row or what hangs on it. Quick, and mostly *no*.
fn is_touched_since(connection: &Connection, command: CommandNo, change: &Change) -> Result<bool> {
    let row = "SELECT 1 FROM changes WHERE tbl = ?1 AND row = ?2 AND +command > ?3";
    let sql = if change.table == "items" {
        format!("SELECT EXISTS ({row} UNION ALL SELECT 1 FROM changes WHERE item = ?2 AND +command > ?3)")
    } else {
        format!("SELECT EXISTS ({row})")
    };
    Ok(connection
        .prepare_cached(&sql)?
        .query_row(params![change.table, change.row, command.0], |row| row.get(0))?)
}

/// Whether every column that the command wrote still has its value: one question for the whole row.
fn is_as_left(connection: &Connection, change: &Change) -> Result<bool> {
    let same: Vec<String> = change
        .new
        .keys()
        .enumerate()
        .map(|(at, column)| format!(" AND {} IS ?{}", quoted(column), at + 2))
        .collect();
    let sql = format!(
        "SELECT EXISTS (SELECT 1 FROM {} WHERE number = ?1{})",
        change.table,
        same.concat()
    );
    let values = std::iter::once(Value::Integer(change.row)).chain(change.new.values().map(value));
    Ok(connection
        .prepare_cached(&sql)?
        .query_row(params_from_iter(values), |row| row.get(0))?)
}

fn delete(connection: &Connection, change: &Change) -> Result<()> {
    connection
        .prepare_cached(&format!("DELETE FROM {} WHERE number = ?1", change.table))?
        .execute([change.row])?;
    Ok(())
}

fn update(connection: &Connection, change: &Change) -> Result<()> {
    let sets: Vec<String> = change
        .old
        .keys()
        .enumerate()
        .map(|(at, column)| format!("{} = ?{}", quoted(column), at + 2))
        .collect();
    let sql = format!(
        "UPDATE {} SET {} WHERE number = ?1",
        change.table,
        sets.join(", ")
    );
    let values = std::iter::once(Value::Integer(change.row)).chain(change.old.values().map(value));
    connection
        .prepare_cached(&sql)?
        .execute(params_from_iter(values))?;
    Ok(())
}

fn insert(connection: &Connection, change: &Change) -> Result<()> {
    let names: Vec<String> = change.old.keys().map(|column| quoted(column)).collect();
    let marks: Vec<String> = (1..=names.len()).map(|at| format!("?{at}")).collect();
    let sql = format!(
        "INSERT INTO {} ({}) VALUES ({})",
        change.table,
        names.join(", "),
        marks.join(", ")
    );
    connection
        .prepare_cached(&sql)?
        .execute(params_from_iter(change.old.values().map(value)))?;
    Ok(())
}

fn quoted(column: &str) -> String {
    format!("\"{}\"", column.replace('"', "\"\""))
}

/// A logged value as the database has it.
pub(super) fn value(json: &Json) -> Value {
    match json {
        Json::Null => Value::Null,
        Json::Bool(yes) => Value::Integer(i64::from(*yes)),
        Json::Number(number) => number.as_i64().map_or_else(
            || Value::Real(number.as_f64().unwrap_or_default()),
            Value::Integer,
        ),
        Json::String(text) => Value::Text(text.clone()),
        Json::Array(_) | Json::Object(_) => Value::Text(json.to_string()),
    }
}
