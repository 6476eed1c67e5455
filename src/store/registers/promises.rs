//! The register of promises, and a promise's page.

use rusqlite::{OptionalExtension, Row as SqlRow};

use super::Look;
use super::stretch::{By, Drawn, Stretch};
use crate::domain::ids::PromiseNo;
use crate::domain::register::{Cell, Page, PromiseSplit, Record};
use crate::store::{Result, time};

/// The stretches of a split.
pub(super) fn stretches(split: PromiseSplit) -> Vec<Stretch> {
    match split {
        PromiseSplit::ByDate => vec![Stretch {
            record: |number| Record::Promise(PromiseNo(number)),
            from: "promises p JOIN accounts a ON a.number = p.account",
            filter: "p.state = 'open'",
            order: &[By::Up("p.due_at"), By::Up("p.number")],
            number: "p.number",
            account: "p.account",
            client: "a.name",
            item: "p.item",
            text: "(a.match_name || ' ' || p.what || ' ' || p.to_whom)",
            columns: "substr(p.what, 1, 500), p.basis, p.due_at",
            row: open_row,
        }],
        PromiseSplit::Ended => vec![Stretch {
            record: |number| Record::Promise(PromiseNo(number)),
            from: "promises p JOIN accounts a ON a.number = p.account",
            filter: "p.state <> 'open'",
            order: &[By::Down("p.ended_at"), By::Up("p.number")],
            number: "p.number",
            account: "p.account",
            client: "a.name",
            item: "NULL",
            text: "(a.match_name || ' ' || p.what || ' ' || p.to_whom)",
            columns: "substr(p.what, 1, 500), p.basis, p.state, p.ended_at",
            row: ended_row,
        }],
    }
}

fn open_row(row: &SqlRow<'_>, _look: &Look<'_>) -> Result<Drawn> {
    let cells = vec![
        Cell::text(row.get::<_, String>(0)?),
        Cell::text(row.get::<_, String>(1)?).faint(),
        Cell::due(time(row.get(2)?)),
    ];
    Ok((String::new(), cells))
}

fn ended_row(row: &SqlRow<'_>, _look: &Look<'_>) -> Result<Drawn> {
    let cells = vec![
        Cell::text(row.get::<_, String>(0)?),
        Cell::text(row.get::<_, String>(1)?).faint(),
        Cell::text(row.get::<_, String>(2)?),
        Cell::at(time(row.get(3)?)).faint(),
    ];
    Ok((String::new(), cells))
}

/// A promise's page.
pub(super) fn page(number: PromiseNo, look: &Look<'_>) -> Result<Option<Page>> {
    Ok(look
        .reader
        .connection
        .prepare_cached(
            "SELECT a.name, p.what, p.basis, p.state, p.due_at, p.to_whom, p.evidence, p.approver, p.made_at
             FROM promises p JOIN accounts a ON a.number = p.account WHERE p.number = ?1",
        )?
        .query_row([number.0], |row| {
            let mut page = Page::new();
            page.title(row.get::<_, String>(0)?);
            page.text(row.get::<_, String>(1)?);
            page.gap();
            page.fact("basis", row.get::<_, String>(2)?);
            page.fact("state", row.get::<_, String>(3)?);
            page.cells("due", vec![Cell::due(time(row.get(4)?))]);
            page.fact("to", row.get::<_, String>(5)?);
            page.fact("evidence", row.get::<_, String>(6)?);
            page.fact("approver", row.get::<_, String>(7)?);
            page.cells("made", vec![Cell::at(time(row.get(8)?))]);
            Ok(page)
        })
        .optional()?)
}
