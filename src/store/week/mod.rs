//! A week's figures, counted from the hand-offs and the change log, as things stood at the week's end or stand now.

mod clients;
mod figures;
mod lines;
mod played;
mod series;
mod then;

use chrono::{Datelike, NaiveDate, NaiveTime};
use rusqlite::{CachedStatement, Connection, Row};

use super::{Reader, Result, ms, time};
use crate::domain::Time;
use crate::domain::settings::Settings;
use crate::domain::week::played::WhoPlayed;
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
    /// When the first of the weeks begins that stand beside this one.
    from: i64,
    /// When the month begins in which the last day lies that is counted.
    month: i64,
    /// When its quarter begins.
    quarter: i64,
    /// The most lines of a list; -1 for all.
    limit: i64,
    /// Whether anything was done after that moment, so that rows must be read as they stood then.
    past: bool,
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
        let until = if as_of == ends { ms(ends) } else { ms(as_of) + 1 };
        let last_day = calendar.local(time(until - 1)).date_naive();
        let quarter = settings.quarters.of(last_day);
        let begins = |day: NaiveDate| ms(calendar.instant(day.and_time(NaiveTime::MIN)));
        let weeks = series::weeks(week);
        let mut span = Span {
            starts: ms(starts),
            ends: ms(ends),
            until,
            as_of: ms(as_of),
            from: weeks.first().map_or(0, |first| ms(first.bounds(calendar).0)),
            month: begins(last_day.with_day(1).unwrap_or(last_day)),
            quarter: begins(quarter.begins()),
            next_ends: ms(week.next().bounds(calendar).1),
            limit: lines.map_or(-1, |lines| i64::try_from(lines).unwrap_or(i64::MAX)),
            past: false,
        };
        // One view of the file for all figures.
        let transaction = self.connection.unchecked_transaction()?;
        span.past = then::fill(&transaction, span.until)?;
        let weeks = series::lines(&transaction, span, &weeks, calendar)?;
        let facts = played::facts(&transaction, span)?;
        let since = weeks.first().map_or(week, |line| line.week);
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
            hand_offs: lines::hand_offs(&transaction, span)?,
            calls: lines::calls(&transaction, span)?,
            next_week: lines::next_week(&transaction, span)?,
            clients: clients::clients(&transaction, span, quarter)?,
            clocks: series::clocks(&transaction, span)?,
            played: WhoPlayed::of(since, &facts, &weeks, calendar),
            weeks,
        };
        if span.past {
            then::empty(&transaction)?;
        }
        transaction.commit()?;
        Ok(report)
    }
}

/// Rows of `items` as they stood at the moment of the report: those untouched since, and those put back by
/// [`then::fill`]. `condition` speaks of the columns of `i`. Items made since are among them, as [`then::fill`] says.
fn items_then(span: Span, columns: &str, condition: &str) -> String {
    both(span, "items", "1", columns, condition)
}

/// Rows of `hand_offs` as they stood at the moment of the report. `condition` speaks of the columns of `i`.
/// Those given since are left out.
fn hand_offs_then(span: Span, columns: &str, condition: &str) -> String {
    both(span, "hand_offs", "i.stage IS NOT NULL", columns, condition)
}

fn both(span: Span, table: &str, known: &str, columns: &str, condition: &str) -> String {
    let now = format!("SELECT {columns} FROM {table} i WHERE ({condition})");
    if !span.past {
        return now;
    }
    format!(
        "{now} AND NOT EXISTS (SELECT 1 FROM temp.then_{table} t WHERE t.number = i.number)
         UNION ALL SELECT {columns} FROM temp.then_{table} i WHERE {known} AND ({condition})"
    )
}

/// A column of the row `alias` of a table as it stood at the moment of the report, where [`join_then`] joins it.
fn column_then(span: Span, (table, alias): (&str, &str), column: &str) -> String {
    if span.past {
        format!("iif(then_{table}.number IS NULL, {alias}.{column}, then_{table}.{column})")
    } else {
        format!("{alias}.{column}")
    }
}

/// Joins what was put back of a row `alias` of a table.
fn join_then(span: Span, (table, alias): (&str, &str)) -> String {
    if span.past {
        format!("LEFT JOIN temp.then_{table} ON then_{table}.number = {alias}.number")
    } else {
        String::new()
    }
}

/// The name that a client (`accounts`) or an owner (`owners`) had at the moment of the report.
fn name_then(span: Span, table: &str, number: &str) -> String {
    let now = format!("(SELECT name FROM {table} WHERE number = {number})");
    if !span.past {
        return now;
    }
    format!("coalesce((SELECT name FROM temp.then_{table} WHERE number = {number}), {now})")
}

/// A query of the report, made ready.
fn prepare<'a>(connection: &'a Connection, sql: &str) -> Result<CachedStatement<'a>> {
    #[cfg(test)]
    ASKED.with_borrow_mut(|asked| asked.push(sql.to_owned()));
    Ok(connection.prepare_cached(sql)?)
}

#[cfg(test)]
thread_local! {
    /// The queries asked so far, for the test that looks at how they are answered.
    pub(super) static ASKED: std::cell::RefCell<Vec<String>> = const { std::cell::RefCell::new(Vec::new()) };
}

/// Asks for rows. A query may name `:starts`, `:ends`, `:until`, `:as_of`, `:next_ends`, `:from`, `:month`, `:quarter`
/// and `:limit`.
fn rows<T>(
    connection: &Connection,
    span: Span,
    sql: &str,
    read: impl Fn(&Row<'_>) -> rusqlite::Result<T>,
) -> Result<Vec<T>> {
    let mut statement = prepare(connection, sql)?;
    let all = [
        (":starts", span.starts),
        (":ends", span.ends),
        (":until", span.until),
        (":as_of", span.as_of),
        (":next_ends", span.next_ends),
        (":limit", span.limit),
        (":from", span.from),
        (":month", span.month),
        (":quarter", span.quarter),
    ];
    for (name, value) in all {
        if let Some(index) = statement.parameter_index(name)? {
            statement.raw_bind_parameter(index, value)?;
        }
    }
    let found = statement.raw_query().mapped(read);
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

/// One number.
fn count(connection: &Connection, span: Span, sql: &str) -> Result<u64> {
    let found = rows(connection, span, sql, |row| number(row, 0))?;
    Ok(found.into_iter().sum())
}

/// How many, for each number: of each owner, say.
fn counts(connection: &Connection, span: Span, sql: &str) -> Result<Vec<(i64, u64)>> {
    rows(connection, span, sql, |row| Ok((row.get(0)?, number(row, 1)?)))
}

/// A column that counts.
fn number(row: &Row<'_>, column: usize) -> rusqlite::Result<u64> {
    row.get::<_, i64>(column).map(|n| u64::try_from(n).unwrap_or(0))
}
