//! The register of calls: callbacks with their items, then what was logged; and the page of each.

use rusqlite::{OptionalExtension, Row as SqlRow};

use super::stretch::{By, Drawn, Stretch};
use super::{Look, accounts};
use crate::domain::ids::{AccountNo, CallNo, ItemNo};
use crate::domain::item::Cue;
use crate::domain::register::{CallSplit, Cell, Page, Record};
use crate::domain::settings::CallOutcome;
use crate::domain::week::Week;
use crate::store::{Result, items, ms, time, word};

/// The stretches of a split.
pub(super) fn stretches(split: CallSplit) -> Vec<Stretch> {
    match split {
        CallSplit::All => vec![callbacks(), logged()],
        CallSplit::ToCall => vec![callbacks()],
        CallSplit::Logged => vec![logged()],
    }
}

fn callbacks() -> Stretch {
    Stretch {
        record: |number| Record::Item(ItemNo(number)),
        from: "items i JOIN accounts a ON a.number = i.account",
        filter: "i.state = 'open' AND i.standing_cue = 'callback'",
        order: &[By::Up("i.wake_at"), By::Up("i.number")],
        number: "i.number",
        account: "i.account",
        client: "a.name",
        item: "i.number",
        text: "(a.match_name || ' ' || i.subject || ' ' || coalesce(i.contact, ''))",
        columns: "substr(i.subject, 1, 500), i.wake_at, i.wake_cue",
        row: callback_row,
    }
}

fn callback_row(row: &SqlRow<'_>, look: &Look<'_>) -> Result<Drawn> {
    let at = time(row.get(1)?);
    let cue = word(
        row.get_ref(2)?.as_str().map_err(rusqlite::Error::from)?,
        Cue::from_word,
    )?;
    let due = at <= look.now;
    let how = if due {
        Cell::text(cue.words())
    } else {
        Cell::text("asleep").faint()
    };
    let cells = vec![Cell::text(row.get::<_, String>(0)?), Cell::due(at), how];
    Ok((if due { "now" } else { "later" }.to_owned(), cells))
}

fn logged() -> Stretch {
    Stretch {
        record: |number| Record::Call(CallNo(number)),
        from: "calls c JOIN accounts a ON a.number = c.account",
        filter: "1",
        order: &[By::Down("c.at"), By::Down("c.number")],
        number: "c.number",
        account: "c.account",
        client: "a.name",
        item: "NULL",
        text: "(a.match_name || ' ' || c.person || ' ' || c.notes)",
        columns: "substr(c.notes, 1, 500), c.person, c.at, c.outcome",
        row: logged_row,
    }
}

fn logged_row(row: &SqlRow<'_>, _look: &Look<'_>) -> Result<Drawn> {
    let (notes, person): (String, String) = (row.get(0)?, row.get(1)?);
    let outcome = word(
        row.get_ref(3)?.as_str().map_err(rusqlite::Error::from)?,
        CallOutcome::from_word,
    )?;
    let what = match (person.is_empty(), notes.is_empty()) {
        (false, false) => format!("{person}: {notes}"),
        (_, _) => person + &notes,
    };
    let cells = vec![
        Cell::text(what),
        Cell::at(time(row.get(2)?)).faint(),
        Cell::text(outcome.words()).faint(),
    ];
    Ok(("logged".to_owned(), cells))
}

/// The week's calls so far, and how many of them reached the client.
pub(super) fn summary(split: CallSplit, look: &Look<'_>) -> Result<Page> {
    let mut page = Page::new();
    if split == CallSplit::ToCall {
        return Ok(page);
    }
    let calendar = &look.settings.calendar;
    let (from, _) = Week::of(look.now, calendar).bounds(calendar);
    let (calls, reached): (i64, i64) = look
        .reader
        .connection
        .prepare_cached(
            "SELECT count(*), count(*) FILTER (WHERE outcome = 'connected') FROM calls WHERE at >= ?1",
        )?
        .query_row([ms(from)], |row| Ok((row.get(0)?, row.get(1)?)))?;
    page.text(match calls {
        0 => "This week: no call yet".to_owned(),
        1 => format!("This week: 1 call, {reached} reached the client"),
        many => format!("This week: {many} calls, {reached} reached the client"),
    });
    Ok(page)
}

/// The page of a callback: what it is about, and the last words with the client.
pub(super) fn callback(number: ItemNo, look: &Look<'_>) -> Result<Option<Page>> {
    let Some(item) = items::find(&look.reader.connection, number)? else {
        return Ok(None);
    };
    let mut page = Page::new();
    page.title(item.account_name.clone());
    page.text(format!("{number} {}", item.subject));
    page.fact("speak with", item.contact.as_deref().unwrap_or_default());
    if let Some(open) = item.open() {
        page.cells("hears by", vec![Cell::due(open.client_due)]);
    }
    if !item.words.trim().is_empty() {
        page.gap();
        page.text(item.words.clone());
    }
    accounts::calls(&mut page, item.account, look)?;
    Ok(Some(page))
}

/// The page of a logged call.
pub(super) fn page(number: CallNo, look: &Look<'_>) -> Result<Option<Page>> {
    let call = look
        .reader
        .connection
        .prepare_cached(
            "SELECT c.account, a.name, c.at, c.outcome, c.person, c.minutes, c.notes, c.next_at
             FROM calls c JOIN accounts a ON a.number = c.account WHERE c.number = ?1",
        )?
        .query_row([number.0], |row| {
            let mut page = Page::new();
            page.title(row.get::<_, String>(1)?);
            let outcome = word(row.get_ref(3)?.as_str()?, CallOutcome::from_word)?;
            page.event(time(row.get(2)?), format!("call: {}", outcome.words()));
            page.fact("with", row.get::<_, String>(4)?);
            let minutes = row.get::<_, Option<u32>>(5)?;
            page.fact(
                "minutes",
                minutes.map_or_else(|| "unknown".to_owned(), |n| n.to_string()),
            );
            page.fact("notes", row.get::<_, String>(6)?);
            if let Some(next) = row.get::<_, Option<i64>>(7)? {
                page.cells("next call", vec![Cell::at(time(next))]);
            }
            Ok((page, AccountNo(row.get(0)?)))
        })
        .optional()?;
    let Some((mut page, account)) = call else {
        return Ok(None);
    };
    accounts::calls(&mut page, account, look)?;
    Ok(Some(page))
}
