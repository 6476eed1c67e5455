//! The register of calls: callbacks with their items, then what was logged; and the page of each.

use rusqlite::{OptionalExtension, Row as SqlRow};

use super::stretch::{By, Drawn, Stretch};
use super::{Look, accounts, meetings};
use crate::domain::cadence::tried;
use crate::domain::ids::{AccountNo, CallNo, ItemNo};
use crate::domain::item::Kind;
use crate::domain::register::{CallSplit, Cell, Page, Record, Tone};
use crate::domain::settings::CallOutcome;
use crate::domain::week::Week;
use crate::store::{Result, calls as stored, items, ms, time, word};

/// Most numbers shown beside a callback.
const NUMBERS: usize = 3;

/// The stretches of a split.
pub(super) fn stretches(split: CallSplit) -> Vec<Stretch> {
    match split {
        CallSplit::All => vec![callbacks(), meetings::stretch(), logged()],
        CallSplit::ToCall => vec![callbacks()],
        CallSplit::NoLog => vec![meetings::stretch()],
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
        columns: "substr(i.subject, 1, 500), i.wake_at, coalesce(i.contact, ''),
            (SELECT count(*) FROM calls WHERE chase = i.number),
            (SELECT outcome FROM calls WHERE chase = i.number ORDER BY number DESC LIMIT 1),
            (SELECT f.kind FROM calls c JOIN items f ON f.number = c.item
                WHERE c.chase = i.number AND c.item <> i.number ORDER BY c.number LIMIT 1)",
        row: callback_row,
    }
}

fn callback_row(row: &SqlRow<'_>, look: &Look<'_>) -> Result<Drawn> {
    let at = time(row.get(1)?);
    let (subject, contact): (String, String) = (row.get(0)?, row.get(2)?);
    // Every row here is to be called back: what the subject says beyond that is worth the room.
    let subject = match subject.strip_prefix(stored::CALL_BACK) {
        Some(rest) => rest.to_owned(),
        None => subject,
    };
    let what = match contact.as_str() {
        "" => subject,
        who => format!("{who}: {subject}"),
    };
    let tries: u32 = row.get(3)?;
    let last = row
        .get::<_, Option<String>>(4)?
        .as_deref()
        .and_then(CallOutcome::from_word);
    let kind = row
        .get::<_, Option<String>>(5)?
        .as_deref()
        .and_then(Kind::from_word);
    let due = at <= look.now;
    let (tried, step) = stands(tries, last, kind.unwrap_or(Kind::FollowUp), look);
    let tone = if due { Tone::Plain } else { Tone::Faint };
    let cells = vec![
        Cell::text(what),
        Cell::due(at),
        Cell::text(tried).toned(tone),
        Cell::text(step).toned(tone),
    ];
    Ok((if due { "now" } else { "later" }.to_owned(), cells))
}

/// Which try the next call is, and what the cadence says of it: `try 3 of 5`, `call back`. After the last try that is
/// *Next!*
fn stands(tries: u32, last: Option<CallOutcome>, kind: Kind, look: &Look<'_>) -> (String, String) {
    let cadence = last.and_then(|outcome| look.settings.cadences.of(kind, outcome));
    let Some(cadence) = cadence else {
        return ("try 1".to_owned(), "call".to_owned());
    };
    match cadence.tries {
        Some(of) if tries >= of => (
            match tries {
                1 => "1 try: Next!".to_owned(),
                tries => format!("{tries} tries: Next!"),
            },
            "move on".to_owned(),
        ),
        of => (tried(tries + 1, of), cadence.step.clone()),
    }
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
        columns: "substr(c.notes, 1, 500), c.person, c.at, c.outcome, c.attempt",
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
        Cell::text(match row.get::<_, Option<u32>>(4)? {
            Some(attempt) if attempt > 1 => format!("{}, try {attempt}", outcome.words()),
            Some(_) | None => outcome.words().to_owned(),
        })
        .faint(),
        Cell::none(),
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

/// The page of a callback: whom to call by which number, which try it is, and all there is to say.
pub(super) fn callback(number: ItemNo, look: &Look<'_>) -> Result<Option<Page>> {
    let connection = &look.reader.connection;
    let Some(item) = items::find(connection, number)? else {
        return Ok(None);
    };
    let mut page = Page::new();
    page.title(item.account_name.clone());
    page.text(format!("{number} {}", item.subject));
    page.fact("speak with", item.contact.as_deref().unwrap_or_default());
    let numbers = look
        .reader
        .numbers_of(item.account, Some(number), look.settings)?;
    for (at, one) in numbers.iter().take(NUMBERS).enumerate() {
        let label = if at == 0 { "by phone" } else { "or" };
        page.fact(label, format!("{}  {}", one.shown, one.whose));
    }
    if numbers.is_empty() {
        page.fact("by phone", "no number is noted");
    }
    let chase = stored::chase(connection, item.account, Some(number))?;
    let last = stored::last_outcome(connection, number)?;
    let (tried, step) = stands(chase.tries, last, chase.kind, look);
    if let Some(open) = item.open() {
        page.cells("call by", vec![Cell::due(open.client_due)]);
        page.fact("now", format!("{tried}, {step}"));
    }
    if !item.words.trim().is_empty() {
        page.gap();
        page.text(item.words.clone());
    }
    if let Some(card) = look.reader.card(item.account, look.settings, look.now)? {
        page.heading("To say");
        for line in &card.lines {
            page.fact(line.about, line.words.clone());
        }
    }
    let shown = look
        .reader
        .account_shown(item.account, look.router, look.settings, look.now)?;
    if let Some(shown) = shown {
        accounts::promised(&mut page, &shown);
        accounts::open(&mut page, &shown);
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
