//! The schema: every table, index and trigger is compared with that of a store made now.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::{Finding, REBUILD, Wrongs};
use crate::store::migrate;

/// A table, an index or a trigger: its type and name.
pub(super) type Object = (String, String);

pub(super) fn look(connection: &Connection) -> rusqlite::Result<Vec<Finding>> {
    let expected = objects(&migrate::model(migrate::version(connection)?)?)?;
    let found = objects(connection)?;
    let (mut lost, mut changed, mut added) = (Wrongs::default(), Wrongs::default(), Wrongs::default());
    let mut mendable = true;
    for (object, sql) in &expected {
        match found.get(object) {
            Some(there) if normal(there) == normal(sql) => continue,
            Some(_) => changed.add(|| name(object)),
            None => lost.add(|| name(object)),
        }
        mendable &= can_be_made_anew(object);
    }
    for object in found.keys().filter(|object| !expected.contains_key(*object)) {
        added.add(|| name(object));
        mendable &= object.0 == "trigger";
    }
    let advice = if mendable { REBUILD } else { super::OTHER_HAND };
    let mut findings = Vec::new();
    for (wrongs, what) in [
        (lost, "missing"),
        (changed, "other than it should be"),
        (added, "not downbeat's"),
    ] {
        if wrongs.count > 0 {
            findings.push(Finding::wrong(
                "schema",
                format!("{what}: {}", wrongs.words()),
                advice,
            ));
        }
    }
    if findings.is_empty() {
        let triggers = expected.keys().filter(|(kind, _)| kind == "trigger").count();
        findings.push(Finding::well(
            "schema",
            format!(
                "all {} tables and indexes and all {triggers} triggers are in place",
                expected.len() - triggers
            ),
        ));
    }
    Ok(findings)
}

/// Whether a rebuild can put it right without touching a row.
pub(super) fn can_be_made_anew((kind, _): &Object) -> bool {
    kind == "trigger" || kind == "index"
}

/// Everything in the schema that is not SQLite's own, with the text that made it.
pub(super) fn objects(connection: &Connection) -> rusqlite::Result<BTreeMap<Object, String>> {
    let mut statement = connection.prepare(
        "SELECT type, name, coalesce(sql, '') FROM sqlite_schema WHERE substr(name, 1, 7) <> 'sqlite_'",
    )?;
    let rows = statement.query_map([], |row| Ok(((row.get(0)?, row.get(1)?), row.get(2)?)))?;
    rows.collect()
}

/// The text without what means nothing to SQLite.
pub(super) fn normal(sql: &str) -> String {
    sql.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn name((kind, name): &Object) -> String {
    format!("{kind} {name}")
}
