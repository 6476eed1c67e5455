//! The log against the rows: replayed from the start, it must give every row as it stands. Both are read once, side by
//! side in the order of their numbers, so that memory does not grow with the store.

use rusqlite::types::Value;
use rusqlite::{Connection, Row, Rows};
use serde_json::{Map, Value as Json};

use super::{Finding, OTHER_HAND, Wrongs, gather};
use crate::store::log::{LOGGED, columns};
use crate::store::undo::value;

pub(super) fn look(connection: &Connection) -> rusqlite::Result<Vec<Finding>> {
    let mut findings = Vec::new();
    let mut total = Replayed::default();
    for logged in LOGGED {
        let table = Table::of(connection, logged.table)?;
        let replayed = replay(connection, &table)?;
        total.changes += replayed.changes;
        total.rows += replayed.rows;
        for (wrongs, what) in [
            (replayed.differing, "rows are not as the log left them"),
            (replayed.unlogged, "rows were never logged"),
            (replayed.lost, "rows are gone that the log did not delete"),
            (replayed.broken, "changes do not follow from those before them"),
        ] {
            if wrongs.count > 0 {
                findings.push(Finding::wrong(
                    "log",
                    format!("{what}: {}", wrongs.words()),
                    OTHER_HAND,
                ));
            }
        }
    }
    findings.extend(strangers(connection)?);
    if findings.is_empty() {
        findings.push(Finding::well(
            "log",
            format!(
                "{} changes give all {} rows as they stand",
                total.changes, total.rows
            ),
        ));
    }
    Ok(findings)
}

/// Changes of tables that are not logged.
fn strangers(connection: &Connection) -> rusqlite::Result<Option<Finding>> {
    let mut wrongs = Wrongs::default();
    let mut statement = connection.prepare("SELECT tbl, count(*) FROM changes GROUP BY tbl")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (table, count): (String, i64) = (row.get(0)?, row.get(1)?);
        if !LOGGED.iter().any(|logged| logged.table == table) {
            wrongs.add(|| format!("{count} of {table}"));
        }
    }
    Ok((wrongs.count > 0).then(|| {
        Finding::wrong(
            "log",
            format!("changes of tables that are not logged: {}", wrongs.words()),
            OTHER_HAND,
        )
    }))
}

/// A logged table: its columns and what each holds when nothing was said.
struct Table {
    name: &'static str,
    columns: Vec<String>,
    defaults: Vec<Value>,
}

impl Table {
    fn of(connection: &Connection, name: &'static str) -> rusqlite::Result<Self> {
        let mut statement =
            connection.prepare("SELECT coalesce(dflt_value, 'NULL') FROM pragma_table_info(?1)")?;
        let texts: Vec<String> = statement
            .query_map([name], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        let default = |text: &String| connection.query_row(&format!("SELECT {text}"), [], |row| row.get(0));
        Ok(Self {
            name,
            columns: columns(connection, name)?,
            defaults: texts.iter().map(default).collect::<rusqlite::Result<_>>()?,
        })
    }

    fn at(&self, column: &str) -> Option<usize> {
        self.columns.iter().position(|name| name == column)
    }
}

/// What a replay came to.
#[derive(Default)]
struct Replayed {
    changes: usize,
    rows: usize,
    differing: Wrongs,
    unlogged: Wrongs,
    lost: Wrongs,
    broken: Wrongs,
}

fn replay(connection: &Connection, table: &Table) -> rusqlite::Result<Replayed> {
    let mut replayed = Replayed::default();
    let columns: Vec<String> = table
        .columns
        .iter()
        .map(|column| format!("\"{column}\""))
        .collect();
    let mut rows = connection.prepare(&format!(
        "SELECT number, {} FROM {} ORDER BY number",
        columns.join(", "),
        table.name
    ))?;
    let mut standing = Standing {
        rows: rows.query([])?,
        width: table.columns.len(),
        next: None,
    };
    standing.advance()?;
    let mut changes = connection.prepare(
        "SELECT row, op, coalesce(old, '{}'), coalesce(new, '{}'), command FROM changes
         WHERE tbl = ?1 ORDER BY row, number",
    )?;
    let mut changes = changes.query([table.name])?;
    let mut history: Option<History> = None;
    while let Some(change) = changes.next()? {
        let number: i64 = change.get(0)?;
        replayed.changes += 1;
        if let Some(ended) = history.take_if(|history| history.number != number) {
            compare(table, &ended, &mut standing, &mut replayed)?;
        }
        let history = history.get_or_insert_with(|| History::new(number, table.columns.len()));
        if !history.take_in(table, change)? {
            let command: i64 = change.get(4)?;
            replayed
                .broken
                .add(|| format!("{} {number} in command {command}", table.name));
        }
    }
    if let Some(ended) = history {
        compare(table, &ended, &mut standing, &mut replayed)?;
    }
    while standing.next.is_some() {
        unlogged(table, &mut standing, &mut replayed)?;
    }
    Ok(replayed)
}

/// The rows as they stand, in the order of their numbers.
struct Standing<'a> {
    rows: Rows<'a>,
    width: usize,
    next: Option<(i64, Vec<Value>)>,
}

impl Standing<'_> {
    fn advance(&mut self) -> rusqlite::Result<()> {
        self.next = match self.rows.next()? {
            Some(row) => {
                let values = (1..=self.width)
                    .map(|at| row.get(at))
                    .collect::<rusqlite::Result<_>>()?;
                Some((row.get(0)?, values))
            }
            None => None,
        };
        Ok(())
    }
}

/// One row as the log tells it.
struct History {
    number: i64,
    stands: bool,
    /// `None` where the log never said anything: the column is empty, or younger than the row.
    values: Vec<Option<Value>>,
}

impl History {
    fn new(number: i64, width: usize) -> Self {
        Self {
            number,
            stands: false,
            values: vec![None; width],
        }
    }

    /// Replays one change. `false` when it does not follow from those before it.
    fn take_in(&mut self, table: &Table, change: &Row<'_>) -> rusqlite::Result<bool> {
        let json = |at: usize| -> rusqlite::Result<Map<String, Json>> {
            serde_json::from_str(change.get_ref(at)?.as_str()?).map_err(|error| {
                rusqlite::Error::FromSqlConversionFailure(at, rusqlite::types::Type::Text, Box::new(error))
            })
        };
        let (op, old, new) = (change.get_ref(1)?.as_str()?, json(2)?, json(3)?);
        let is_insert = op == "insert";
        let mut follows = self.stands != is_insert;
        for (column, before) in &old {
            let known = table.at(column).and_then(|at| self.values.get(at));
            let same = match known {
                Some(Some(known)) => *known == value(before),
                // A value that the log never set is one that was there from the start of the column.
                Some(None) => true,
                None => false,
            };
            follows &= same;
        }
        if is_insert {
            self.values.fill(None);
        }
        for (column, after) in &new {
            match table.at(column).and_then(|at| self.values.get_mut(at)) {
                Some(known) => *known = Some(value(after)),
                None => follows = false,
            }
        }
        self.stands = op != "delete";
        Ok(follows)
    }
}

fn unlogged(table: &Table, standing: &mut Standing<'_>, replayed: &mut Replayed) -> rusqlite::Result<()> {
    if let Some((number, _)) = &standing.next {
        replayed.rows += 1;
        replayed.unlogged.add(|| format!("{} {number}", table.name));
    }
    standing.advance()
}

/// Compares what the log says of a row with the row.
fn compare(
    table: &Table,
    history: &History,
    standing: &mut Standing<'_>,
    replayed: &mut Replayed,
) -> rusqlite::Result<()> {
    while standing
        .next
        .as_ref()
        .is_some_and(|(number, _)| *number < history.number)
    {
        unlogged(table, standing, replayed)?;
    }
    let number = history.number;
    let Some((_, values)) = standing.next.as_ref().filter(|(there, _)| *there == number) else {
        if history.stands {
            replayed.lost.add(|| format!("{} {number}", table.name));
        }
        return Ok(());
    };
    replayed.rows += 1;
    if !history.stands {
        replayed
            .differing
            .add(|| format!("{} {number} is there, though it was deleted", table.name));
        return standing.advance();
    }
    for (at, actual) in values.iter().enumerate() {
        let same = match history.values.get(at) {
            Some(Some(logged)) => logged == actual,
            Some(None) => *actual == Value::Null || table.defaults.get(at) == Some(actual),
            None => false,
        };
        if !same {
            let column = table.columns.get(at).map_or("", String::as_str);
            replayed
                .differing
                .add(|| format!("{column} of {} {number}", table.name));
        }
    }
    standing.advance()
}

/// The commands: none under way, each undo and redo linked with what it took back, no number given twice.
pub(super) fn look_at_commands(connection: &Connection) -> rusqlite::Result<Vec<Finding>> {
    let mut findings = Vec::new();
    let under_way = gather(connection, "command ", "SELECT command FROM running")?;
    if under_way.count > 0 {
        findings.push(Finding::wrong(
            "commands",
            format!(
                "never finished, and nothing can be written: {}",
                under_way.words()
            ),
            super::REBUILD,
        ));
    }
    let links = gather(connection, "command ", LINKS)?;
    if links.count > 0 {
        findings.push(Finding::wrong(
            "commands",
            format!(
                "an undo or redo and what it took back do not name each other: {}",
                links.words()
            ),
            OTHER_HAND,
        ));
    }
    for table in LOGGED.iter().map(|logged| logged.table).chain(["commands"]) {
        let sql = format!(
            "SELECT max(number) FROM {table} HAVING max(number) >
                 coalesce((SELECT seq FROM sqlite_sequence WHERE name = '{table}'), 0)"
        );
        let ahead = gather(connection, "", &sql)?;
        if ahead.count > 0 {
            findings.push(Finding::wrong(
                "commands",
                format!("the next number of {table} would be one that is taken"),
                super::REBUILD,
            ));
        }
    }
    if findings.is_empty() {
        let count: i64 = connection.query_row("SELECT count(*) FROM commands", [], |row| row.get(0))?;
        findings.push(Finding::well(
            "commands",
            format!("{count}, each finished, each undo linked with what it took back"),
        ));
    }
    Ok(findings)
}

/// An undo names the command it took back, a redo the undo; both are named in return while they stand.
const LINKS: &str = "
    SELECT c.number FROM commands c LEFT JOIN commands u ON u.number = c.undone_by
    WHERE c.undone_by IS NOT NULL AND NOT (u.target IS c.number
        AND (c.kind = 'do' AND u.kind IS 'undo' OR c.kind = 'undo' AND u.kind IS 'redo'))
    UNION
    SELECT u.number FROM commands u LEFT JOIN commands c ON c.number = u.target
    WHERE u.kind = 'undo' AND (c.kind IS NOT 'do' OR (u.undone_by IS NULL) IS NOT (c.undone_by IS u.number))
    UNION
    SELECT r.number FROM commands r LEFT JOIN commands u ON u.number = r.target
    WHERE r.kind = 'redo' AND (u.kind IS NOT 'undo' OR u.undone_by IS NOT r.number)";
