//! Rows written whole: one list of columns with their values serves to add a row and to write it back.

use std::fmt::Write as _;

use rusqlite::{Connection, ToSql};

use super::Result;

/// A column and what stands in it.
pub(super) type Column<'a> = (&'static str, &'a dyn ToSql);

/// Adds a row with these columns: those that are written once, and those that are also written back. Its number comes
/// back.
pub(super) fn insert(
    connection: &Connection,
    table: &str,
    once: &[Column<'_>],
    columns: &[Column<'_>],
) -> Result<i64> {
    let mut names = String::new();
    let mut values = String::new();
    for (name, _) in once.iter().chain(columns) {
        let comma = if names.is_empty() { "" } else { ", " };
        // Writing to a string can't fail.
        let _ = write!(names, "{comma}{name}");
        let _ = write!(values, "{comma}?");
    }
    connection
        .prepare_cached(&format!("INSERT INTO {table} ({names}) VALUES ({values})"))?
        .execute(parameters(once, columns).as_slice())?;
    Ok(connection.last_insert_rowid())
}

/// Writes columns of a row back, and beside them those that are `only` written back. The triggers log what changed.
pub(super) fn update(
    connection: &Connection,
    table: &str,
    number: i64,
    columns: &[Column<'_>],
    only: &[Column<'_>],
) -> Result<()> {
    let mut set = String::new();
    for (name, _) in columns.iter().chain(only) {
        let comma = if set.is_empty() { "" } else { ", " };
        let _ = write!(set, "{comma}{name} = ?");
    }
    let mut parameters = parameters(columns, only);
    parameters.push(&number);
    connection
        .prepare_cached(&format!("UPDATE {table} SET {set} WHERE number = ?"))?
        .execute(parameters.as_slice())?;
    Ok(())
}

fn parameters<'a>(first: &'a [Column<'a>], then: &'a [Column<'a>]) -> Vec<&'a dyn ToSql> {
    first.iter().chain(then).map(|(_, value)| *value).collect()
}
