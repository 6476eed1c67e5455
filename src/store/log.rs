//! The change log: the triggers that write it, and the command under way.

use rusqlite::{Connection, OptionalExtension, Transaction};
use uuid::Uuid;

use super::Result;
use crate::domain::Time;
use crate::domain::ids::CommandNo;

/// A table whose every change is logged, and the expression that names the item a row belongs to.
pub(super) struct Logged {
    pub(super) table: &'static str,
    item: Option<&'static str>,
}

/// Tables whose rows name no item themselves but a record that does: the table, the column that names the record, and
/// the record's table. What happens to them is told in the timeline of the record's item.
const HANGING: &[(&str, &str, &str)] = &[
    ("readings", "outcome", "outcomes"),
    ("close_moves", "deal", "deals"),
    ("concessions", "deal", "deals"),
    ("invitations", "ask", "asks"),
];

/// Every logged table. A table that is not here must be derived; a test holds that.
pub(super) const LOGGED: &[Logged] = &[
    Logged {
        table: "accounts",
        item: None,
    },
    Logged {
        table: "owners",
        item: None,
    },
    Logged {
        table: "items",
        item: Some("number"),
    },
    Logged {
        table: "hand_offs",
        item: Some("item"),
    },
    Logged {
        table: "calls",
        item: Some("item"),
    },
    Logged {
        table: "notes",
        item: Some("item"),
    },
    Logged {
        table: "people",
        item: None,
    },
    Logged {
        table: "reach",
        item: None,
    },
    Logged {
        table: "meetings",
        item: None,
    },
    Logged {
        table: "call_exports",
        item: None,
    },
    Logged {
        table: "absences",
        item: None,
    },
    Logged {
        table: "promises",
        item: Some("item"),
    },
    Logged {
        table: "outcomes",
        item: Some("item"),
    },
    Logged {
        table: "readings",
        item: None,
    },
    Logged {
        table: "checks",
        item: Some("item"),
    },
    Logged {
        table: "deals",
        item: Some("item"),
    },
    Logged {
        table: "close_moves",
        item: None,
    },
    Logged {
        table: "needs",
        item: Some("item"),
    },
    Logged {
        table: "concessions",
        item: None,
    },
    Logged {
        table: "asks",
        item: Some("item"),
    },
    Logged {
        table: "events",
        item: None,
    },
    Logged {
        table: "invitations",
        item: None,
    },
];

/// The columns of a table, in order.
pub(super) fn columns(connection: &Connection, table: &str) -> rusqlite::Result<Vec<String>> {
    let mut statement = connection.prepare("SELECT name FROM pragma_table_info(?1)")?;
    statement.query_map([table], |row| row.get(0))?.collect()
}

/// Makes the triggers anew from the schema. Each logs a change, and refuses one outside a command. A table that a later
/// schema adds has none yet.
pub(super) fn make_triggers(transaction: &Transaction<'_>) -> rusqlite::Result<()> {
    for logged in LOGGED {
        let columns = columns(transaction, logged.table)?;
        if columns.is_empty() {
            continue;
        }
        transaction.execute_batch(&triggers(logged, &columns))?;
    }
    Ok(())
}

/// The text of the triggers of one table. Every connection parses it, the one before the first frame too, so each column
/// is named as seldom as can be.
pub(super) fn triggers(logged: &Logged, columns: &[String]) -> String {
    let table = logged.table;
    let mut sql = String::new();
    for op in ["insert", "update", "delete"] {
        let upper = op.to_uppercase();
        let side = if op == "delete" { "old" } else { "new" };
        let item = item_of(logged, side);
        let (old, new, from) = match op {
            "insert" => ("NULL".to_owned(), whole("new", columns), String::new()),
            "delete" => (whole("old", columns), "NULL".to_owned(), String::new()),
            _ => (
                "json_group_object(key, value)".to_owned(),
                "json_group_object(key, after ->> key)".to_owned(),
                changed(columns),
            ),
        };
        sql.push_str(&format!(
            "DROP TRIGGER IF EXISTS guard_{table}_{op};
             DROP TRIGGER IF EXISTS log_{table}_{op};
             CREATE TRIGGER log_{table}_{op} AFTER {upper} ON {table}
             BEGIN
                 INSERT INTO changes (command, tbl, row, item, op, old, new)
                 SELECT coalesce((SELECT command FROM running), RAISE(ABORT, 'a write to {table} outside a command')),
                     '{table}', {side}.number, {item}, '{op}', {old}, {new} {from};
             END;"
        ));
    }
    sql
}

/// The expression that names the item a row belongs to; `NULL` where it belongs to none.
fn item_of(logged: &Logged, side: &str) -> String {
    let hangs = HANGING.iter().find(|(table, ..)| *table == logged.table);
    match (logged.item, hangs) {
        (Some(column), _) => format!("{side}.{column}"),
        (None, Some((_, column, record))) => {
            format!("(SELECT item FROM {record} WHERE number = {side}.{column})")
        }
        (None, None) => "NULL".to_owned(),
    }
}

/// A row as JSON, nulls included.
fn object(side: &str, columns: &[String]) -> String {
    let pairs: Vec<String> = columns
        .iter()
        .map(|column| format!("'{column}', {side}.{column}"))
        .collect();
    format!("json_object({})", pairs.join(", "))
}

/// All values of a row that are not null: a merge patch drops the nulls.
fn whole(side: &str, columns: &[String]) -> String {
    format!("json_patch('{{}}', {})", object(side, columns))
}

/// The columns that changed, one a row: key and value before, and the whole row after. No row where none did; the limit
/// keeps SQLite from making the row after anew for each of them.
fn changed(columns: &[String]) -> String {
    format!(
        "FROM (SELECT {} AS after LIMIT 1), json_each({}) WHERE value IS NOT after ->> key HAVING count(*) > 0",
        object("new", columns),
        object("old", columns)
    )
}

/// The window of what the program does of itself as time passes: no rep did it, so `u` passes it over, and it never
/// stands in the way of taking back what a rep did.
pub(super) const ITSELF: Uuid = Uuid::nil();

/// What a command is to the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Entry {
    /// Something the rep did.
    Do,
    /// Taking a command back.
    Undo(CommandNo),
    /// Doing a command again that was taken back by this one.
    Redo(CommandNo),
}

/// Opens a command: from here on its transaction may write. The words are set at the end.
pub(super) fn begin(
    transaction: &Transaction<'_>,
    entry: Entry,
    window: Uuid,
    verb: &str,
    now: Time,
    bulk: bool,
) -> Result<CommandNo> {
    let (kind, target) = match entry {
        Entry::Do => ("do", None),
        Entry::Undo(target) => ("undo", Some(target.0)),
        Entry::Redo(target) => ("redo", Some(target.0)),
    };
    transaction
        .prepare_cached(
            "INSERT INTO commands (id, at, window, kind, verb, words, target) VALUES (?1, ?2, ?3, ?4, ?5, '', ?6)",
        )?
        .execute(rusqlite::params![
            super::new_id(now),
            now.timestamp_millis(),
            window.to_string(),
            kind,
            verb,
            target
        ])?;
    let number = transaction.last_insert_rowid();
    transaction
        .prepare_cached("INSERT INTO running (one, command, bulk) VALUES (1, ?1, ?2)")?
        .execute(rusqlite::params![number, bulk])?;
    Ok(CommandNo(number))
}

/// Closes a command: says what it did, and lets nothing more be written.
pub(super) fn end(transaction: &Transaction<'_>, command: CommandNo, words: &str) -> Result<()> {
    transaction.prepare_cached("DELETE FROM running")?.execute([])?;
    transaction
        .prepare_cached("UPDATE commands SET words = ?2 WHERE number = ?1")?
        .execute(rusqlite::params![command.0, words])?;
    Ok(())
}

/// The words of a command.
pub(super) fn words(connection: &Connection, command: CommandNo) -> Result<Option<String>> {
    Ok(connection
        .prepare_cached("SELECT words FROM commands WHERE number = ?1")?
        .query_row([command.0], |row| row.get(0))
        .optional()?)
}
