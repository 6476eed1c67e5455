//! The search after a command on very many items: filled at once at its end, which takes a fraction of the time of
//! row by row.

use rusqlite::{Connection, Transaction, params};

use crate::domain::ids::CommandNo;
use crate::store::Result;

/// Changes looked at together, so that memory stays bounded.
const PAGE: i64 = 20_000;
/// When more than one item in so many was touched, the whole search is made anew. FTS5 takes new rows in order much
/// faster than it replaces old ones.
const FEW: i64 = 4;
/// Commands on no more items than this are taken back row by row.
const SMALL: i64 = 1_000;

/// The items that a page of changes rewrote in what is searched.
const REWRITTEN: &str = "SELECT row FROM changes
    WHERE command = ?1 AND number > ?2 AND number <= ?3 AND tbl = 'items' AND op = 'update' AND row <= ?4
        AND (json_type(new, '$.subject') IS NOT NULL OR json_type(new, '$.words') IS NOT NULL
            OR json_type(new, '$.contact') IS NOT NULL OR json_type(new, '$.account') IS NOT NULL)";

const FILL: &str = "INSERT INTO search (rowid, subject, client, contact, words)
    SELECT i.number, i.subject, a.name, i.contact, i.words FROM items i CROSS JOIN accounts a ON a.number = i.account";

/// Brings the search up to date with what the command changed: the items after `newest` are new, those up to it may
/// have been rewritten.
pub(super) fn fill(transaction: &Transaction<'_>, command: CommandNo, newest: i64) -> Result<()> {
    let touched: i64 = transaction
        .prepare_cached(
            "SELECT count(*) FROM changes WHERE command = ?1 AND tbl = 'items' AND op = 'update' AND row <= ?2",
        )?
        .query_row([command.0, newest], |row| row.get(0))?;
    if touched > newest / FEW {
        clear(transaction)?;
        return make(transaction);
    }
    rewrite(transaction, command, newest)?;
    add_after(transaction, newest)
}

/// Whether taking a command back, or doing it again, touches so much that the search is better made anew.
pub(in crate::store) fn is_large(connection: &Connection, command: CommandNo) -> Result<bool> {
    let (touched, all): (i64, i64) = connection
        .prepare_cached(
            "SELECT (SELECT count(*) FROM changes WHERE command = ?1 AND tbl = 'items'),
                 (SELECT coalesce(sum(n), 0) FROM tally WHERE name LIKE 'open %' OR name LIKE 'closed %')",
        )?
        .query_row([command.0], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(touched > SMALL && touched > all / FEW)
}

/// Empties the search. While a command is marked as bulk it stays so.
pub(in crate::store) fn clear(connection: &Connection) -> Result<()> {
    connection
        .prepare_cached("INSERT INTO search (search) VALUES ('delete-all')")?
        .execute([])?;
    Ok(())
}

/// Fills the empty search with all items.
pub(in crate::store) fn make(connection: &Connection) -> Result<()> {
    add_after(connection, 0)
}

fn add_after(connection: &Connection, number: i64) -> Result<()> {
    connection
        .prepare_cached(&format!("{FILL} WHERE i.number > ?1 ORDER BY i.number"))?
        .execute([number])?;
    Ok(())
}

fn rewrite(transaction: &Transaction<'_>, command: CommandNo, newest: i64) -> Result<()> {
    let mut after = 0;
    loop {
        let upto: Option<i64> = transaction
            .prepare_cached(
                "SELECT max(number) FROM
                 (SELECT number FROM changes WHERE command = ?1 AND number > ?2 ORDER BY number LIMIT ?3)",
            )?
            .query_row(params![command.0, after, PAGE], |row| row.get(0))?;
        let Some(upto) = upto else { return Ok(()) };
        let page = params![command.0, after, upto, newest];
        transaction
            .prepare_cached(&format!("DELETE FROM search WHERE rowid IN ({REWRITTEN})"))?
            .execute(page)?;
        transaction
            .prepare_cached(&format!(
                "{FILL} WHERE i.number IN ({REWRITTEN}) ORDER BY i.number"
            ))?
            .execute(page)?;
        after = upto;
    }
}
