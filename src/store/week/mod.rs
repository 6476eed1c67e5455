//! A week's figures, counted from the hand-offs and the change log, as things stood at the week's end or stand now.

mod figures;
mod lines;
mod then;

use rusqlite::{Connection, named_params};

use super::{Reader, Result, ms};
use crate::domain::Time;
use crate::domain::settings::Settings;
use crate::domain::week::{Week, WeekReport};

/// The bounds of a week in milliseconds, and the moment as of which it is counted.
#[derive(Debug, Clone, Copy)]
struct Span {
    starts: i64,
    ends: i64,
    /// The first moment that is not counted any more: the week's end, or just after now.
    until: i64,
    /// Clocks at or before this have run out.
    as_of: i64,
    /// The end of the week after.
    next_ends: i64,
}

impl Reader {
    /// The report of a week. With `lines`, its hand-offs and clocks are at most so many; the figures count all.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn week(
        &self,
        week: Week,
        settings: &Settings,
        now: Time,
        lines: Option<usize>,
    ) -> Result<WeekReport> {
        let calendar = &settings.calendar;
        let (starts, ends) = week.bounds(calendar);
        let (as_of, running) = week.as_of(now, calendar);
        let span = Span {
            starts: ms(starts),
            ends: ms(ends),
            until: if as_of == ends { ms(ends) } else { ms(as_of) + 1 },
            as_of: ms(as_of),
            next_ends: ms(week.next().bounds(calendar).1),
        };
        // One view of the file for all figures.
        let transaction = self.connection.unchecked_transaction()?;
        then::fill(&transaction, span.until)?;
        let limit = lines.map_or(-1, |lines| i64::try_from(lines).unwrap_or(i64::MAX));
        let report = WeekReport {
            week,
            starts,
            ends,
            as_of,
            running,
            totals: figures::totals(&transaction, span)?,
            reasons: figures::reasons(&transaction, span)?,
            owners: figures::owners(&transaction, span)?,
            kinds: figures::kinds(&transaction, span)?,
            hand_offs: lines::hand_offs(&transaction, span, limit)?,
            calls: lines::calls(&transaction, span)?,
            next_week: lines::next_week(&transaction, span, limit)?,
        };
        then::empty(&transaction)?;
        transaction.commit()?;
        Ok(report)
    }
}

/// Rows of `items` as they stood at the moment of the report: those untouched since, and those put back by
/// [`then::fill`]. `condition` speaks of the columns of `i`.
fn items_then(columns: &str, condition: &str) -> String {
    both("items", "then_items", columns, condition)
}

/// Rows of `hand_offs` as they stood at the moment of the report. `condition` speaks of the columns of `i`.
fn hand_offs_then(columns: &str, condition: &str) -> String {
    both("hand_offs", "then_hand_offs", columns, condition)
}

fn both(table: &str, then: &str, columns: &str, condition: &str) -> String {
    format!(
        "SELECT {columns} FROM {table} i WHERE ({condition}) AND NOT EXISTS
             (SELECT 1 FROM temp.{then} t WHERE t.number = i.number)
         UNION ALL SELECT {columns} FROM temp.{then} i WHERE ({condition})"
    )
}

/// One number, from a query that may name `:starts`, `:ends`, `:until` and `:as_of`.
fn count(connection: &Connection, span: Span, sql: &str) -> Result<u64> {
    let mut statement = connection.prepare_cached(sql)?;
    let all: &[(&str, &dyn rusqlite::ToSql)] = named_params! {
        ":starts": span.starts, ":ends": span.ends, ":until": span.until, ":as_of": span.as_of,
    };
    let used: Vec<_> = all
        .iter()
        .copied()
        .filter(|(name, _)| sql.contains(name))
        .collect();
    let n: i64 = statement.query_row(used.as_slice(), |row| row.get(0))?;
    Ok(u64::try_from(n).unwrap_or(0))
}
