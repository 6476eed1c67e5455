//! What a store holds, table by table, without the log of how it came about and without what follows from the time that passes.

use std::collections::BTreeMap;
use std::path::Path;

use rusqlite::types::Value;
use rusqlite::{Connection, OpenFlags};

/// The log, which grows with every command, undo included; what follows from the time that passes: which rows are awake,
/// and how many (whether those are right is for the doctor to say); and what the program notes by itself.
const ASIDE: [&str; 7] = [
    "commands",
    "changes",
    "tick",
    "awake",
    "tally",
    "mornings",
    "snapshots",
];

/// Every other table, with each row as text, in order.
pub(crate) fn tables(store: &Path) -> BTreeMap<String, Vec<String>> {
    read(store).unwrap_or_else(|error| panic!("could not read {}: {error}", store.display()))
}

fn read(store: &Path) -> rusqlite::Result<BTreeMap<String, Vec<String>>> {
    let connection = Connection::open_with_flags(store, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    // A search index is made of tables of its own, whose bytes say how it was built and not what it finds.
    let mut names = connection.prepare(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'",
    )?;
    let names: Vec<String> = names
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let mut tables = BTreeMap::new();
    for name in names.into_iter().filter(|name| !ASIDE.contains(&name.as_str())) {
        let mut statement = connection.prepare(&format!("SELECT * FROM \"{name}\""))?;
        let columns = statement.column_count();
        let rows = statement.query_map([], |row| {
            let cells: rusqlite::Result<Vec<Value>> = (0..columns).map(|column| row.get(column)).collect();
            Ok(format!("{:?}", cells?))
        })?;
        let mut rows: Vec<String> = rows.collect::<rusqlite::Result<_>>()?;
        rows.sort();
        tables.insert(name, rows);
    }
    Ok(tables)
}

/// The rows that one of two readings has and the other has not, each with its table: `- deals …`, `+ deals …`.
pub(crate) fn differences(
    before: &BTreeMap<String, Vec<String>>,
    after: &BTreeMap<String, Vec<String>>,
) -> Vec<String> {
    let lacks = |table: &String, row: &String, other: &BTreeMap<String, Vec<String>>| {
        other
            .get(table)
            .is_none_or(|rows| rows.binary_search(row).is_err())
    };
    let mut found = Vec::new();
    for (sign, one, other) in [('-', before, after), ('+', after, before)] {
        for (table, rows) in one {
            let rows = rows.iter().filter(|row| lacks(table, row, other));
            found.extend(rows.map(|row| format!("{sign} {table} {row}")));
        }
    }
    found
}
