//! Why a change can't be taken back, in words that name the command to blame: one that changed the same since, that
//! hangs something on what would vanish, that took its place, or that made what it needs and was itself taken back.

use rusqlite::{Connection, OptionalExtension, Params, params};

use super::{Change, Replay, quoted, value};
use crate::store::StoreError;
use crate::store::log::{ITSELF, LOGGED};

/// A command by its number and its words.
type Blamed = (i64, String);

/// A column of a table that names a row of another.
struct Link {
    table: String,
    column: String,
    to: String,
}

/// The refusal that names the later standing command which changed the row, or what hangs on an item.
pub(super) fn later(replay: &Replay<'_>, change: &Change, column: &str) -> Option<StoreError> {
    let blamed = found(
        replay.connection,
        "SELECT c.number, c.words FROM changes x JOIN commands c ON c.number = x.command
         WHERE ((x.tbl = ?1 AND x.row = ?2 AND (?4 = '' OR x.op = 'delete' OR json_type(x.new, '$.' || ?4) IS NOT NULL))
                OR (?4 = '' AND ?1 = 'items' AND x.item = ?2))
             AND x.command > ?3 AND c.undone_by IS NULL AND c.kind = 'do' AND c.window <> ?5
         ORDER BY c.number DESC LIMIT 1",
        params![
            change.table,
            change.row,
            replay.source.0,
            column,
            ITSELF.to_string()
        ],
    );
    blamed.map(|blamed| first_take_back(replay, "a later one changed the same", &blamed))
}

/// Whether the program itself has moved a column since, as time passed: what it worked out may be taken back, and is
/// worked out anew.
pub(super) fn moved_by_itself(replay: &Replay<'_>, change: &Change, column: &str) -> bool {
    found(
        replay.connection,
        "SELECT c.number, c.words FROM changes x JOIN commands c ON c.number = x.command
         WHERE x.tbl = ?1 AND x.row = ?2 AND json_type(x.new, '$.' || ?4) IS NOT NULL
             AND x.command > ?3 AND c.window = ?5 LIMIT 1",
        params![
            change.table,
            change.row,
            replay.source.0,
            column,
            ITSELF.to_string()
        ],
    )
    .is_some()
}

/// The refusal for a change that the schema's own rules would not have: rows that point at it, a place that is taken,
/// or a row that it points at and that is gone. `None` when the failure has another cause.
pub(super) fn against_schema(replay: &Replay<'_>, change: &Change) -> Option<StoreError> {
    match change.op.as_str() {
        "insert" => hangs_on(replay, change),
        _ => place_taken(replay, change).or_else(|| target_gone(replay, change)),
    }
}

/// The row would vanish, and a later command made something of another table point at it.
fn hangs_on(replay: &Replay<'_>, change: &Change) -> Option<StoreError> {
    let blamed = links(replay.connection)
        .into_iter()
        .filter(|link| link.to == change.table)
        .filter_map(|Link { table, column, .. }| {
            let column = quoted(&column);
            found(
                replay.connection,
                &format!(
                    "SELECT c.number, c.words FROM {table} t
                     JOIN changes x ON x.tbl = '{table}' AND x.row = t.number
                     JOIN commands c ON c.number = x.command
                     WHERE t.{column} = ?1 AND json_extract(x.new, '$.{column}') = ?1
                         AND c.number <> ?2 AND c.undone_by IS NULL AND c.kind = 'do'
                     ORDER BY c.number DESC LIMIT 1"
                ),
                params![change.row, replay.source.0],
            )
        })
        .max_by_key(|(number, _)| *number)?;
    Some(first_take_back(replay, "a later one needs it", &blamed))
}

/// What must be unique, a seat or a handle, was given to another row since.
fn place_taken(replay: &Replay<'_>, change: &Change) -> Option<StoreError> {
    let table = &change.table;
    let columns: Vec<String> = all(
        replay.connection,
        "SELECT i.name FROM pragma_index_list(?1) l JOIN pragma_index_info(l.name) i WHERE l.\"unique\" = 1",
        [table],
    );
    columns.iter().find_map(|column| {
        let wanted = value(change.old.get(column)?);
        let blamed = found(
            replay.connection,
            &format!(
                "SELECT c.number, c.words FROM {table} t
                 JOIN changes x ON x.tbl = '{table}' AND x.row = t.number
                 JOIN commands c ON c.number = x.command
                 WHERE t.{name} = ?1 AND t.number <> ?2 AND json_extract(x.new, '$.{name}') = ?1
                     AND c.number > ?3 AND c.undone_by IS NULL AND c.kind = 'do'
                 ORDER BY c.number DESC LIMIT 1",
                name = quoted(column)
            ),
            params![wanted, change.row, replay.source.0],
        )?;
        Some(first_take_back(
            replay,
            &format!("a later one gave its {column} to another"),
            &blamed,
        ))
    })
}

/// What the old values point at was itself taken back.
fn target_gone(replay: &Replay<'_>, change: &Change) -> Option<StoreError> {
    let (number, words) = links(replay.connection)
        .into_iter()
        .filter(|link| link.table == change.table)
        .find_map(|Link { column, to, .. }| {
            let target = change.old.get(&column)?.as_i64()?;
            found(
                replay.connection,
                &format!(
                    "SELECT c.number, c.words FROM changes x JOIN commands c ON c.number = x.command
                     WHERE x.tbl = '{to}' AND x.row = ?1 AND x.op = 'insert' AND c.kind = 'do'
                         AND NOT EXISTS (SELECT 1 FROM {to} WHERE number = ?1)
                     LIMIT 1"
                ),
                [target],
            )
        })?;
    Some(StoreError::refused(format!(
        "can't {}: it needs what command #{number} made ({words}), and that was taken back",
        replay.aim
    )))
}

fn first_take_back(replay: &Replay<'_>, why: &str, (number, words): &Blamed) -> StoreError {
    StoreError::refused(format!(
        "can't {}: {why} ({words}); take that back first with `downbeat undo {number}`",
        replay.aim
    ))
}

/// Every column of a logged table that names a row of another table.
fn links(connection: &Connection) -> Vec<Link> {
    LOGGED
        .iter()
        .flat_map(|logged| {
            let pairs: Vec<String> = all(
                connection,
                "SELECT \"from\" || ' ' || \"table\" FROM pragma_foreign_key_list(?1)",
                [logged.table],
            );
            pairs.into_iter().filter_map(|pair| {
                let (column, to) = pair.split_once(' ')?;
                Some(Link {
                    table: logged.table.to_owned(),
                    column: column.to_owned(),
                    to: to.to_owned(),
                })
            })
        })
        .collect()
}

/// The command that a question finds. A question that fails blames nobody: the failure that led to it is what counts.
fn found(connection: &Connection, sql: &str, given: impl Params) -> Option<Blamed> {
    connection
        .prepare_cached(sql)
        .and_then(|mut statement| {
            statement
                .query_row(given, |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()
        })
        .ok()
        .flatten()
}

fn all(connection: &Connection, sql: &str, given: impl Params) -> Vec<String> {
    connection
        .prepare_cached(sql)
        .and_then(|mut statement| statement.query_map(given, |row| row.get(0))?.collect())
        .unwrap_or_default()
}
