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

/// What all tables' triggers write to: it refuses a write outside a command, and keeps of a row what there is to keep. A
/// row comes as JSON, nulls included; of one that is new or gone a merge patch drops the nulls, and of one that changed
/// only what changed stays.
const LOGGING: &str = "
    DROP VIEW IF EXISTS logging;
    CREATE VIEW logging (tbl, row, item, old, new) AS SELECT tbl, row, item, old, new FROM changes;
    CREATE TRIGGER logging_insert INSTEAD OF INSERT ON logging
    BEGIN
        SELECT RAISE(ABORT, 'a write outside a command') WHERE NOT EXISTS (SELECT 1 FROM running);
        INSERT INTO changes (command, tbl, row, item, op, old, new)
            SELECT command, new.tbl, new.row, new.item, iif(new.old IS NULL, 'insert', 'delete'),
                json_patch('{}', new.old), json_patch('{}', new.new)
            FROM running WHERE new.old IS NULL OR new.new IS NULL;
        INSERT INTO changes (command, tbl, row, item, op, old, new)
            SELECT (SELECT command FROM running), new.tbl, new.row, new.item, 'update',
                json_group_object(key, value), json_group_object(key, new.new ->> key)
            FROM json_each(new.old) WHERE value IS NOT new.new ->> key AND new.new IS NOT NULL
            HAVING count(*) > 0;
    END;";

/// Makes the triggers anew from the schema. Each logs a change, and refuses one outside a command. A table that a later
/// schema adds has none yet.
pub(super) fn make_triggers(transaction: &Transaction<'_>) -> rusqlite::Result<()> {
    transaction.execute_batch(LOGGING)?;
    for logged in LOGGED {
        let columns = columns(transaction, logged.table)?;
        if columns.is_empty() {
            continue;
        }
        for op in OPS {
            let sql = format!(
                "DROP TRIGGER IF EXISTS guard_{0}_{op}; DROP TRIGGER IF EXISTS log_{0}_{op}",
                logged.table
            );
            transaction.execute_batch(&sql)?;
        }
        show_whole(transaction, logged.table, &columns)?;
        transaction.execute_batch(&triggers(logged))?;
    }
    Ok(())
}

/// What can happen to a row.
const OPS: [&str; 3] = ["insert", "update", "delete"];

/// Gives a table the column `logged`: the row as JSON, kept nowhere and made when a trigger asks for it. So the columns
/// are named once and not in each trigger, for every connection reads all of that, the one before the first frame too.
fn show_whole(transaction: &Transaction<'_>, table: &str, columns: &[String]) -> rusqlite::Result<()> {
    let pairs: Vec<String> = columns
        .iter()
        .map(|column| format!("'{column}', {column}"))
        .collect();
    let column = format!("logged TEXT AS (json_object({}))", pairs.join(", "));
    let there: String = transaction.query_row(
        "SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?1",
        [table],
        |row| row.get(0),
    )?;
    if there.contains(&column) {
        return Ok(());
    }
    if there.contains("logged TEXT AS") {
        transaction.execute_batch(&format!("ALTER TABLE {table} DROP COLUMN logged"))?;
    }
    transaction.execute_batch(&format!("ALTER TABLE {table} ADD COLUMN {column}"))
}

/// The text of the triggers of one table.
pub(super) fn triggers(logged: &Logged) -> String {
    let table = logged.table;
    let mut sql = String::new();
    for op in OPS {
        let upper = op.to_uppercase();
        let side = if op == "delete" { "old" } else { "new" };
        let item = item_of(logged, side);
        let row = match op {
            "insert" => "NULL, new.logged",
            "delete" => "old.logged, NULL",
            _ => "old.logged, new.logged",
        };
        sql.push_str(&format!(
            "CREATE TRIGGER log_{table}_{op} AFTER {upper} ON {table}
             BEGIN INSERT INTO logging VALUES ('{table}', {side}.number, {item}, {row}); END;"
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
