//! The register of outcomes, checks and pay by results, and their pages.

use rusqlite::{OptionalExtension, Row as SqlRow};

use super::Look;
use super::stretch::{By, Drawn, Stretch};
use crate::domain::ids::{CheckNo, DealNo, ItemNo, OutcomeNo};
use crate::domain::listing::Event;
use crate::domain::outcome::page;
use crate::domain::outcome::paycheck::Paycheck;
use crate::domain::outcome::{OutcomeEnd, OutcomeFile, words};
use crate::domain::register::{Cell, OutcomeSplit, Page, Record, Tone};
use crate::domain::timeline;
use crate::store::{Result, history, outcomes, owners, time, word};

/// Readings that a sparkline shows.
const READINGS: usize = 20;

/// Events that a page lists.
const EVENTS: usize = 50;

/// Open outcomes: the clients in their order, and of each its own.
const OPEN: Stretch = Stretch {
    record: |number| Record::Outcome(OutcomeNo(number)),
    from: "accounts a CROSS JOIN outcomes o ON o.account = a.number",
    filter: "o.state = 'open'",
    order: &[By::Up("a.match_name"), By::Up("o.number")],
    number: "o.number",
    account: "o.account",
    client: "a.name",
    item: "o.item",
    text: "(a.match_name || ' ' || o.measure)",
    columns: "o.number",
    row: open_row,
};

/// The stretches of a split.
pub(super) fn stretches(split: OutcomeSplit) -> Vec<Stretch> {
    vec![match split {
        OutcomeSplit::ByClient => OPEN,
        OutcomeSplit::Ended => Stretch {
            from: "outcomes o JOIN accounts a ON a.number = o.account",
            filter: "o.state <> 'open'",
            order: &[By::Down("o.ended_at"), By::Up("o.number")],
            columns: "o.number, o.state, o.ended_at",
            row: ended_row,
            ..OPEN
        },
        OutcomeSplit::Checks => Stretch {
            record: |number| Record::Check(CheckNo(number)),
            from: "checks c JOIN accounts a ON a.number = c.account JOIN deals d ON d.number = c.deal",
            filter: "c.ending IS NULL",
            order: &[By::Up("c.due_at"), By::Up("c.number")],
            number: "c.number",
            account: "c.account",
            client: "a.name",
            item: "c.item",
            text: "(a.match_name || ' ' || d.name)",
            columns: "substr(d.name, 1, 500), c.days, c.due_at",
            row: check_row,
        },
        OutcomeSplit::Paycheck => Stretch {
            record: |number| Record::Deal(DealNo(number)),
            from: "accounts a CROSS JOIN deals d ON d.account = a.number",
            filter: "d.state = 'won'",
            order: &[By::Up("a.match_name"), By::Up("d.number")],
            number: "d.number",
            account: "d.account",
            client: "a.name",
            item: "d.item",
            text: "(a.match_name || ' ' || d.name)",
            columns: "d.number",
            row: pay_row,
        },
    }]
}

fn file(number: i64, look: &Look<'_>) -> Result<OutcomeFile> {
    let connection = &look.reader.connection;
    outcomes::glance(connection, outcomes::load(connection, OutcomeNo(number))?)
}

fn spark(file: &OutcomeFile) -> Cell {
    let values = file.values();
    let shown = values.get(values.len().saturating_sub(READINGS)..).unwrap_or(&[]);
    if shown.len() > 1 {
        Cell::spark(shown)
    } else {
        Cell::none()
    }
}

fn open_row(row: &SqlRow<'_>, look: &Look<'_>) -> Result<Drawn> {
    let file = file(row.get(0)?, look)?;
    let (one, calendar) = (&file.outcome, &look.settings.calendar);
    let cells = vec![
        Cell::text(one.measure.as_str()),
        Cell::text(words::course(one.course, &one.unit)).faint(),
        file.latest()
            .map_or_else(Cell::none, |latest| Cell::text(file.said(latest.value))),
        file.bar(),
        spark(&file),
        Cell::day(one.by),
        page::mark(&file, &look.settings.outcomes, look.now, calendar),
    ];
    Ok((String::new(), cells))
}

fn ended_row(row: &SqlRow<'_>, look: &Look<'_>) -> Result<Drawn> {
    let file = file(row.get(0)?, look)?;
    let end = word(&row.get::<_, String>(1)?, OutcomeEnd::from_word)?;
    let cells = vec![
        Cell::text(file.outcome.measure.as_str()),
        Cell::text(words::course(file.outcome.course, &file.outcome.unit)).faint(),
        file.bar(),
        Cell::text(end.words()),
        Cell::at(time(row.get(2)?)).faint(),
    ];
    Ok((String::new(), cells))
}

fn check_row(row: &SqlRow<'_>, look: &Look<'_>) -> Result<Drawn> {
    let due = time(row.get(2)?);
    let cells = vec![
        Cell::text(row.get::<_, String>(0)?),
        Cell::text(format!("{} days", row.get::<_, u32>(1)?)).faint(),
        Cell::due(due),
    ];
    Ok((look.days_until(due).to_owned(), cells))
}

fn pay_row(row: &SqlRow<'_>, look: &Look<'_>) -> Result<Drawn> {
    let deal = DealNo(row.get(0)?);
    let Some(pay) = outcomes::pay(&look.reader.connection, None, Some(deal))?.pop() else {
        return Ok((String::new(), Vec::new()));
    };
    let earned = match (pay.share(), pay.signed) {
        (None, _) => Cell::text("unmeasured").faint(),
        (Some(_), None) => Cell::text("no value").faint(),
        (Some(_), Some(_)) => Cell::money(pay.earned()),
    };
    let cells = vec![
        Cell::text(pay.name.as_str()),
        Cell::money(pay.signed),
        pay.percent().map_or_else(Cell::none, page::bar),
        earned,
    ];
    Ok((String::new(), cells))
}

/// What stands above the rows: what pay by results comes to over all clients.
pub(super) fn summary(split: OutcomeSplit, look: &Look<'_>) -> Result<Page> {
    let mut page = Page::new();
    match split {
        OutcomeSplit::Checks | OutcomeSplit::Ended => return Ok(page),
        OutcomeSplit::ByClient | OutcomeSplit::Paycheck => {}
    }
    let deals = outcomes::pay(&look.reader.connection, None, None)?;
    if deals.is_empty() {
        return Ok(page);
    }
    let total = Paycheck::of(&deals, look.settings.deals.rates.as_ref());
    page.text(format!("Paycheck: {}", total.words()));
    let today = look.settings.calendar.local(look.now).date_naive();
    if let Some(one) = total.earned.words_in_one(today) {
        page.toned(format!("Earned in one: {one}"), Tone::Faint);
    }
    Ok(page)
}

/// What happened to an item, the newest first.
fn events(item: ItemNo, look: &Look<'_>) -> Result<Vec<Event>> {
    let connection = &look.reader.connection;
    let (logged, _) = history::logged(connection, item, EVENTS)?;
    let owners = owners::all(connection)?;
    let named = |number| {
        let owner = owners.iter().find(|owner| owner.number == number);
        owner.map_or_else(String::new, |owner| owner.name.clone())
    };
    Ok(timeline::events(
        &logged,
        named,
        &look.settings.calendar,
        look.now,
    ))
}

/// An outcome's page: its readings with the client's words, where they lead, and pay by results.
pub(super) fn page(number: OutcomeNo, look: &Look<'_>) -> Result<Option<Page>> {
    let connection = &look.reader.connection;
    let Some(outcome) = outcomes::find(connection, number)? else {
        return Ok(None);
    };
    let file = outcomes::file(connection, outcome)?;
    let own = outcomes::pay(connection, Some(file.outcome.account), None)?;
    let events = events(file.outcome.item, look)?;
    Ok(Some(page::outcome(
        &file,
        &own,
        &events,
        (look.now, look.settings),
    )))
}

/// A check's page, with what the client bought it for and the checks before and after it.
pub(super) fn check(number: CheckNo, look: &Look<'_>) -> Result<Option<Page>> {
    let connection = &look.reader.connection;
    let there: Option<i64> = connection
        .prepare_cached("SELECT number FROM checks WHERE number = ?1")?
        .query_row([number.0], |row| row.get(0))
        .optional()?;
    if there.is_none() {
        return Ok(None);
    }
    let check = outcomes::check(connection, number)?;
    let others = outcomes::checks_of(connection, check.deal)?;
    let bought: Vec<OutcomeFile> = outcomes::of_deal(connection, check.deal)?
        .into_iter()
        .map(|outcome| outcomes::file(connection, outcome))
        .collect::<Result<_>>()?;
    Ok(Some(page::check(
        &check,
        &others,
        &bought,
        &look.settings.calendar,
    )))
}
