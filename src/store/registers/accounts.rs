//! The register of accounts, and the account's page.

use rusqlite::Row as SqlRow;

use super::Look;
use super::stretch::{By, Drawn, Stretch};
use crate::domain::ids::AccountNo;
use crate::domain::register::{AccountSplit, Cell, Page, Record};
use crate::store::{Result, time};

/// How many open items a page lists.
const OPEN: usize = 50;

/// The stretches of a split.
pub(super) fn stretches(split: AccountSplit) -> Vec<Stretch> {
    match split {
        AccountSplit::ByName => vec![Stretch {
            record: |number| Record::Account(AccountNo(number)),
            from: "accounts a",
            filter: "a.merged_into IS NULL",
            order: &[By::Up("a.match_name"), By::Up("a.number")],
            number: "a.number",
            account: "a.number",
            client: "a.name",
            item: "NULL",
            text: "(a.match_name || ' ' || a.tags || ' ' || a.domain)",
            columns: "(SELECT count(*) FROM items WHERE account = a.number AND state = 'open'),
                (SELECT min(client_due) FROM items WHERE account = a.number AND state = 'open'),
                (SELECT max(at) FROM calls WHERE account = a.number)",
            row,
        }],
    }
}

fn row(row: &SqlRow<'_>, _look: &Look<'_>) -> Result<Drawn> {
    let open: i64 = row.get(0)?;
    let moment = |index| row.get::<_, Option<i64>>(index).map(|ms| ms.map(time));
    let open = if open == 0 {
        Cell::none()
    } else {
        Cell::text(open.to_string())
    };
    let hears = moment(1)?.map_or_else(Cell::none, Cell::due);
    let called = moment(2)?.map_or_else(Cell::none, |at| Cell::at(at).faint());
    Ok((String::new(), vec![open, hears, called]))
}

/// An account's page: what is open, what was closed last, and the last calls.
pub(super) fn page(account: AccountNo, look: &Look<'_>) -> Result<Option<Page>> {
    let Some(client) = look.client(account)? else {
        return Ok(None);
    };
    let mut page = Page::new();
    page.title(client);
    let open = look.reader.open_items_of(account, look.router, look.now)?;
    page.heading(match open.len() {
        0 => "Nothing is open".to_owned(),
        1 => "1 item is open".to_owned(),
        many => format!("{many} items are open"),
    });
    for row in open.iter().take(OPEN) {
        let due = row.client_due.map_or_else(Cell::none, Cell::due);
        let with = row
            .with
            .as_ref()
            .map_or_else(String::new, |with| format!(", with {}", with.name));
        page.led(due, format!("{} {}{with}", row.item, row.subject));
    }
    if open.len() > OPEN {
        page.text(format!("and {} more", open.len() - OPEN));
    }
    calls(&mut page, account, look)?;
    let closed = look.reader.closed_items_of(account, look.router, look.now)?;
    if !closed.is_empty() {
        page.heading("Closed last");
    }
    for row in &closed {
        if let Some(end) = row.end {
            page.event(end.at, format!("{} {}", row.item, row.subject));
        }
    }
    Ok(Some(page))
}

/// The last calls with an account.
pub(super) fn calls(page: &mut Page, account: AccountNo, look: &Look<'_>) -> Result<()> {
    let calls = look.reader.calls_of(account)?;
    page.heading(if calls.is_empty() {
        "No call is logged"
    } else {
        "Last calls"
    });
    for call in calls {
        let mut words = call.outcome.words().to_owned();
        for more in [&call.person, &call.notes] {
            if !more.is_empty() {
                words.push_str(", ");
                words.push_str(more);
            }
        }
        page.event(call.at, words);
    }
    Ok(())
}
