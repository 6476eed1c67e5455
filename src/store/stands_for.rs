//! Which record a follow-up stands for: looked up by the item, in the table that the item's source names.

use rusqlite::{Connection, OptionalExtension};

use super::Result;
use crate::domain::item::Item;
use crate::domain::stands_for::StandsFor;

/// The number of the record that the row `i` of the items stands for; null on a row that stands for nothing. Each table
/// has an index on its item, and only the one that the source names is looked into.
pub(super) const NUMBER: &str = "CASE i.source
    WHEN 'promise' THEN (SELECT number FROM promises WHERE item = i.number)
    WHEN 'check' THEN (SELECT number FROM checks WHERE item = i.number)
    WHEN 'outcome' THEN (SELECT number FROM outcomes WHERE item = i.number)
    WHEN 'deal' THEN (SELECT number FROM deals WHERE item = i.number)
    WHEN 'need' THEN (SELECT number FROM needs WHERE item = i.number)
    WHEN 'ask' THEN (SELECT number FROM asks WHERE item = i.number) END";

/// The record that an item stands for.
pub(super) fn of(connection: &Connection, item: &Item) -> Result<Option<StandsFor>> {
    if !StandsFor::SOURCES.contains(&item.source.as_str()) {
        return Ok(None);
    }
    let number: Option<Option<i64>> = connection
        .prepare_cached(&format!("SELECT {NUMBER} FROM items i WHERE i.number = ?1"))?
        .query_row([item.number.0], |row| row.get(0))
        .optional()?;
    Ok(number
        .flatten()
        .and_then(|number| StandsFor::of(&item.source, number)))
}
