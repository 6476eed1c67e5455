//! The doctor: looks at everything that can be wrong with a store, and says what, where and what to do.
//!
//! Examining never writes, not even a lock file beside a store that nobody has open. What is derived from the rest can
//! be made anew with [`Store::rebuild`](super::Store::rebuild).

mod derived;
mod log;
mod rebuild;
mod rows;
mod schema;
mod surroundings;

use std::path::Path;

use rusqlite::Connection;

use super::open::look;
use super::open::make::sibling;
use super::{Result, StoreError, migrate};
use crate::domain::Time;

/// Up to this size every index is compared with its table; that takes a second. Above, the pages alone are checked.
const WHOLE_CHECK: u64 = 200 << 20;

/// How many examples a finding names.
const NAMED: usize = 3;

/// What rebuilds whatever is derived.
const REBUILD: &str = "run `downbeat doctor --repair`, which makes it anew from the rows";

/// What to do about rows that something else wrote.
const OTHER_HAND: &str = "something other than downbeat wrote to the file: \
    look at the rows named, and restore the last backup with `downbeat restore FILE` if they are wrong";

/// What to do about a damaged file.
const DAMAGED: &str =
    "copy the file somewhere safe, then restore the last backup with `downbeat restore FILE`";

/// One thing the doctor looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What was looked at: *file*, *pages*, *log* and so on.
    pub area: String,
    /// What was found.
    pub words: String,
    /// What to do about it.
    pub advice: Option<String>,
    /// Whether something is wrong, and not only worth knowing.
    pub serious: bool,
}

impl Finding {
    /// All is well, in words.
    fn well(area: &str, words: impl Into<String>) -> Self {
        Self {
            area: area.to_owned(),
            words: words.into(),
            advice: None,
            serious: false,
        }
    }

    /// Nothing is wrong, but it could be better.
    fn note(area: &str, words: impl Into<String>, advice: impl Into<String>) -> Self {
        Self {
            advice: Some(advice.into()),
            ..Self::well(area, words)
        }
    }

    /// Something is wrong.
    fn wrong(area: &str, words: impl Into<String>, advice: impl Into<String>) -> Self {
        Self {
            serious: true,
            ..Self::note(area, words, advice)
        }
    }
}

/// Things of one sort that are wrong: how many, and the first few.
#[derive(Debug, Default)]
struct Wrongs {
    count: usize,
    first: Vec<String>,
}

impl Wrongs {
    fn add(&mut self, words: impl FnOnce() -> String) {
        self.count += 1;
        if self.first.len() < NAMED {
            self.first.push(words());
        }
    }

    /// `#3; #7; #9 and 12 more`.
    fn words(&self) -> String {
        let named = self.first.join("; ");
        match self.count - self.first.len() {
            0 => named,
            more => format!("{named}; and {more} more"),
        }
    }
}

/// Looks at the store at `path`. One finding at least for each area; a sound store has none that is serious.
///
/// # Errors
/// When there is no file at `path`, or nothing that could be looked into.
pub fn examine(path: &Path, now: Time) -> Result<Vec<Finding>> {
    examine_telling(path, now, &mut |_| {})
}

/// [`examine`], telling which area comes next: on a large store some take seconds.
///
/// # Errors
/// As [`examine`].
pub fn examine_telling(path: &Path, now: Time, tell: &mut dyn FnMut(&str)) -> Result<Vec<Finding>> {
    look::there(path)?;
    // As long as nobody has the store open there is no log, and it can be read without leaving a trace.
    let log = sibling(path, "-wal");
    if !log.exists() {
        let findings = look_at(path, sealed(path), now, tell);
        if !log.exists() {
            return Ok(findings);
        }
    }
    Ok(look_at(path, open(path), now, tell))
}

fn look_at(
    path: &Path,
    connection: Result<Connection>,
    now: Time,
    tell: &mut dyn FnMut(&str),
) -> Vec<Finding> {
    match connection {
        Ok(connection) => {
            let mut findings = vec![file(&connection, path)];
            findings.extend(surroundings::look(path));
            findings.extend(inside(&connection, now, tell));
            findings
        }
        Err(error) => vec![no_store(&error)],
    }
}

/// A connection for a store that nobody has open.
fn sealed(path: &Path) -> Result<Connection> {
    look::inspect_sealed(path)?;
    Ok(look::sealed(path)?)
}

/// A connection for a store that may be in use: all is read as of one moment.
fn open(path: &Path) -> Result<Connection> {
    look::inspect_sealed(path)?;
    let (connection, _) = super::open::reading(path)?;
    connection
        .execute_batch("BEGIN")
        .map_err(|error| StoreError::of(&format!("open {}", path.display()), &error))?;
    Ok(connection)
}

fn no_store(error: &StoreError) -> Finding {
    match error {
        StoreError::Failed { why, advice, .. } => Finding::wrong("file", why.clone(), advice.clone()),
        StoreError::Refused(_) | StoreError::NeedsReason(_) | StoreError::Interrupted => {
            Finding::wrong("file", error.to_string(), DAMAGED)
        }
    }
}

type Look = fn(&Connection, Time) -> rusqlite::Result<Vec<Finding>>;

const AREAS: &[(&str, Look)] = &[
    ("schema", |connection, _| schema::look(connection)),
    ("log", |connection, _| log::look(connection)),
    ("commands", |connection, _| log::look_at_commands(connection)),
    ("rows", |connection, _| rows::look(connection)),
    ("awake", derived::look_at_awake),
    ("counts", |connection, _| derived::look_at_tally(connection)),
    ("notes", |connection, _| derived::look_at_noted(connection)),
    ("accounts", |connection, _| {
        derived::look_at_account_search(connection)
    }),
    ("search", |connection, _| derived::look_at_search(connection)),
];

fn inside(connection: &Connection, now: Time, tell: &mut dyn FnMut(&str)) -> Vec<Finding> {
    let mut findings = Vec::new();
    tell("pages");
    findings.push(match faults(connection) {
        Ok(faults) if faults.is_empty() => {
            Finding::well("pages", "every page and every link between rows is sound")
        }
        Ok(faults) => {
            let mut wrongs = Wrongs::default();
            for fault in faults {
                wrongs.add(|| fault);
            }
            Finding::wrong(
                "pages",
                format!("the file is damaged: {}", wrongs.words()),
                DAMAGED,
            )
        }
        Err(error) => unreadable("pages", &error),
    });
    if migrate::version(connection).is_ok_and(|version| version < migrate::newest()) {
        return findings;
    }
    for (area, look) in AREAS {
        tell(area);
        findings.extend(look(connection, now).unwrap_or_else(|error| vec![unreadable(area, &error)]));
    }
    findings
}

fn unreadable(area: &str, error: &rusqlite::Error) -> Finding {
    Finding::wrong(area, format!("it can't be read ({error})"), DAMAGED)
}

fn file(connection: &Connection, path: &Path) -> Finding {
    let size = std::fs::metadata(path).map_or(0, |meta| meta.len());
    let version = migrate::version(connection).unwrap_or_default();
    let words = format!(
        "{}, {}, schema {version}",
        path.display(),
        surroundings::size(size)
    );
    if version < migrate::newest() {
        return Finding::note(
            "file",
            format!("{words}; this downbeat writes schema {}", migrate::newest()),
            "start `downbeat` on it once: that copies it aside and brings it to the newer schema; \
             then let the doctor look at the rest",
        );
    }
    Finding::well("file", words)
}

/// What is wrong with the pages of a database and the links between its rows; empty when it is sound.
pub(super) fn faults(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let bytes: u64 = connection.query_row(
        "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size",
        [],
        |row| row.get::<_, i64>(0).map(i64::unsigned_abs),
    )?;
    let check = if bytes > WHOLE_CHECK {
        "quick_check"
    } else {
        "integrity_check"
    };
    let mut statement = connection.prepare(&format!("PRAGMA {check}(10)"))?;
    let mut faults = statement
        .query_map([], |row| row.get::<_, String>(0))?
        .filter(|fault| !matches!(fault.as_deref(), Ok("ok")))
        .collect::<rusqlite::Result<Vec<_>>>()?;
    let mut statement = connection
        .prepare("SELECT \"table\", coalesce(rowid, 0), parent FROM pragma_foreign_key_check LIMIT 10")?;
    let broken = statement.query_map([], |row| {
        let (table, number, parent): (String, i64, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        Ok(format!(
            "{table} {number} names a row of {parent} that is not there"
        ))
    })?;
    for fault in broken {
        faults.push(fault?);
    }
    Ok(faults)
}

/// Gathers what a query finds wrong: one integer a row, said with a name before it.
fn gather(connection: &Connection, name: &str, sql: &str) -> rusqlite::Result<Wrongs> {
    let mut wrongs = Wrongs::default();
    let mut statement = connection.prepare(sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let number: i64 = row.get(0)?;
        wrongs.add(|| format!("{name}{number}"));
    }
    Ok(wrongs)
}
