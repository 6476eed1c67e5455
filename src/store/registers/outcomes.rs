//! The register of outcomes, and an outcome's page.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, Row as SqlRow};

use super::Look;
use super::stretch::{By, Drawn, Stretch};
use crate::domain::ids::OutcomeNo;
use crate::domain::register::{Cell, OutcomeSplit, Page, Record};
use crate::store::{Result, word};

/// How many readings a sparkline shows.
const READINGS: usize = 20;

/// The stretches of a split.
pub(super) fn stretches(split: OutcomeSplit) -> Vec<Stretch> {
    match split {
        OutcomeSplit::ByClient => vec![Stretch {
            record: |number| Record::Outcome(OutcomeNo(number)),
            from: "outcomes o JOIN accounts a ON a.number = o.account",
            filter: "o.state = 'open'",
            order: &[By::Up("o.account"), By::Up("o.number")],
            number: "o.number",
            account: "o.account",
            client: "a.name",
            item: "o.item",
            text: "(a.match_name || ' ' || o.measure)",
            columns: "o.number, substr(o.measure, 1, 500), o.baseline, o.target, o.target_on",
            row,
        }],
    }
}

fn row(row: &SqlRow<'_>, look: &Look<'_>) -> Result<Drawn> {
    let readings = readings(&look.reader.connection, OutcomeNo(row.get(0)?))?;
    let (baseline, target): (i64, i64) = (row.get(2)?, row.get(3)?);
    let progress = readings.last().map(|latest| percent(baseline, target, *latest));
    let cells = vec![
        Cell::text(row.get::<_, String>(1)?),
        progress.map_or_else(|| Cell::text("unmeasured").faint(), Cell::bar),
        if readings.len() > 1 {
            Cell::spark(&readings)
        } else {
            Cell::none()
        },
        Cell::day(word(
            row.get_ref(4)?.as_str().map_err(rusqlite::Error::from)?,
            |text| text.parse::<NaiveDate>().ok(),
        )?),
    ];
    Ok((String::new(), cells))
}

/// The way from the baseline to the target that a value has gone, in hundredths.
fn percent(baseline: i64, target: i64, value: i64) -> i32 {
    let whole = i128::from(target) - i128::from(baseline);
    let gone = (i128::from(value) - i128::from(baseline)) * 100;
    i32::try_from(gone.checked_div(whole).unwrap_or(0)).unwrap_or(0)
}

/// An outcome's latest readings, oldest first.
fn readings(connection: &Connection, outcome: OutcomeNo) -> Result<Vec<i64>> {
    let limit = i64::try_from(READINGS).unwrap_or(i64::MAX);
    let mut statement = connection.prepare_cached(
        "SELECT value FROM readings WHERE outcome = ?1 ORDER BY at DESC, number DESC LIMIT ?2",
    )?;
    let mut values: Vec<i64> = statement
        .query_map([outcome.0, limit], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    values.reverse();
    Ok(values)
}

/// An outcome's page.
pub(super) fn page(number: OutcomeNo, look: &Look<'_>) -> Result<Option<Page>> {
    let readings = readings(&look.reader.connection, number)?;
    Ok(look
        .reader
        .connection
        .prepare_cached(
            "SELECT a.name, o.measure, o.baseline, o.target, o.target_on, o.state
             FROM outcomes o JOIN accounts a ON a.number = o.account WHERE o.number = ?1",
        )?
        .query_row([number.0], |row| {
            let mut page = Page::new();
            page.title(row.get::<_, String>(0)?);
            page.text(row.get::<_, String>(1)?);
            page.gap();
            page.fact("state", row.get::<_, String>(5)?);
            let (baseline, target): (i64, i64) = (row.get(2)?, row.get(3)?);
            let progress = readings.last().map(|latest| percent(baseline, target, *latest));
            page.cells(
                "progress",
                vec![progress.map_or_else(|| Cell::text("unmeasured"), Cell::bar)],
            );
            if readings.len() > 1 {
                page.cells("readings", vec![Cell::spark(&readings)]);
            }
            let by = word(row.get_ref(4)?.as_str()?, |text| text.parse::<NaiveDate>().ok())?;
            page.cells("by", vec![Cell::day(by)]);
            Ok(page)
        })
        .optional()?)
}
