//! The register of deals, and a deal's page.

use chrono::NaiveDate;
use rusqlite::{OptionalExtension, Row as SqlRow};

use super::Look;
use super::stretch::{By, Drawn, Stretch};
use crate::domain::ids::DealNo;
use crate::domain::register::{Cell, DealSplit, Page, Record};
use crate::store::{Result, items, time, word};

/// The stretches of a split.
pub(super) fn stretches(split: DealSplit) -> Vec<Stretch> {
    match split {
        DealSplit::ByClose => vec![Stretch {
            record: |number| Record::Deal(DealNo(number)),
            from: "deals d JOIN accounts a ON a.number = d.account",
            filter: "d.state = 'open'",
            order: &[By::Up("d.close_on"), By::Up("d.number")],
            number: "d.number",
            account: "d.account",
            client: "a.name",
            item: "d.item",
            text: "(a.match_name || ' ' || d.name || ' ' || d.stage)",
            columns: "substr(d.name, 1, 500), d.value_minor, d.currency, d.stage, d.close_on",
            row: open_row,
        }],
        DealSplit::Ended => vec![Stretch {
            record: |number| Record::Deal(DealNo(number)),
            from: "deals d JOIN accounts a ON a.number = d.account",
            filter: "d.state <> 'open'",
            order: &[By::Down("d.ended_at"), By::Up("d.number")],
            number: "d.number",
            account: "d.account",
            client: "a.name",
            item: "NULL",
            text: "(a.match_name || ' ' || d.name)",
            columns: "substr(d.name, 1, 500), d.value_minor, d.currency, d.state, d.ended_at",
            row: ended_row,
        }],
    }
}

fn open_row(row: &SqlRow<'_>, _look: &Look<'_>) -> Result<Drawn> {
    let cells = vec![
        Cell::text(row.get::<_, String>(0)?),
        Cell::money(items::money(row, 1, 2)?),
        Cell::text(row.get::<_, String>(3)?).faint(),
        Cell::day(day(row, 4)?),
    ];
    Ok((String::new(), cells))
}

fn ended_row(row: &SqlRow<'_>, _look: &Look<'_>) -> Result<Drawn> {
    let cells = vec![
        Cell::text(row.get::<_, String>(0)?),
        Cell::money(items::money(row, 1, 2)?),
        Cell::text(row.get::<_, String>(3)?),
        Cell::at(time(row.get(4)?)).faint(),
    ];
    Ok((String::new(), cells))
}

fn day(row: &SqlRow<'_>, index: usize) -> rusqlite::Result<NaiveDate> {
    word(row.get_ref(index)?.as_str()?, |text| text.parse().ok())
}

/// A deal's page.
pub(super) fn page(number: DealNo, look: &Look<'_>) -> Result<Option<Page>> {
    Ok(look
        .reader
        .connection
        .prepare_cached(
            "SELECT a.name, d.name, d.value_minor, d.currency, d.stage, d.close_on, d.next_step, d.state
             FROM deals d JOIN accounts a ON a.number = d.account WHERE d.number = ?1",
        )?
        .query_row([number.0], |row| {
            let mut page = Page::new();
            page.title(row.get::<_, String>(0)?);
            page.text(row.get::<_, String>(1)?);
            page.gap();
            page.fact("state", row.get::<_, String>(7)?);
            page.cells("value", vec![Cell::money(items::money(row, 2, 3)?)]);
            page.fact("stage", row.get::<_, String>(4)?);
            page.cells("closes", vec![Cell::day(day(row, 5)?)]);
            page.fact("next step", row.get::<_, String>(6)?);
            Ok(page)
        })
        .optional()?)
}
