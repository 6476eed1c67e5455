//! The register of accounts, and the account's page.

use std::collections::BTreeSet;

use rusqlite::Row as SqlRow;

use super::Look;
use super::stretch::{By, Drawn, Stretch};
use crate::domain::account::{Person, Shown};
use crate::domain::card::{self, Spoken};
use crate::domain::ids::AccountNo;
use crate::domain::ready::Waiting;
use crate::domain::register::{
    AccountSplit, Cell, Page, PlaceKey, Record, RegisterPlace, RegisterRow, RegisterScope, Split, Tone,
};
use crate::domain::say;
use crate::store::window::Side;
use crate::store::{Result, calls, duplicates, ms, time};

/// How much of each is shown on a page.
const OPEN: usize = 50;
const PEOPLE: usize = 30;
const EVENTS: usize = 60;
/// Most accounts on the ready list: more than anybody calls in a day.
const READY: usize = 500;
/// Most pairs offered as one and the same.
const DUPLICATES: usize = 500;

/// The stretches of a split. The ready list and the duplicates have none: no index has their order.
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
            // Found by anything: the search for accounts is asked.
            text: "",
            columns: "(SELECT name FROM people WHERE account = a.number AND merged_into IS NULL AND gone = 0
                    ORDER BY champion DESC, match_name LIMIT 1),
                (SELECT count(*) FROM items INDEXED BY items_account_open
                    WHERE account = a.number AND state = 'open'),
                (SELECT min(client_due) FROM items INDEXED BY items_account_open
                    WHERE account = a.number AND state = 'open'),
                (SELECT max(at) FROM calls INDEXED BY calls_reached
                    WHERE account = a.number AND outcome = 'connected'),
                (SELECT max(at) FROM noted WHERE account = a.number AND kind = 'told'),
                (SELECT max(at) FROM noted WHERE account = a.number AND kind = 'heard')",
            row,
        }],
        AccountSplit::Ready | AccountSplit::Duplicates => Vec::new(),
    }
}

fn row(row: &SqlRow<'_>, _look: &Look<'_>) -> Result<Drawn> {
    let open: i64 = row.get(1)?;
    let moment = |index| row.get::<_, Option<i64>>(index).map(|ms| ms.map(time));
    let who: Option<String> = row.get(0)?;
    let words = moment(3)?.max(moment(4)?).max(moment(5)?);
    Ok((
        String::new(),
        vec![
            Cell::text(who.unwrap_or_default()),
            counted(open),
            moment(2)?.map_or_else(Cell::none, Cell::due),
            words.map_or_else(Cell::none, |at| Cell::at(at).faint()),
        ],
    ))
}

fn counted(open: i64) -> Cell {
    match open {
        0 => Cell::none(),
        open => Cell::text(open.to_string()),
    }
}

/// A split that is held whole, as rows, narrowed by words as the other split is.
pub(super) fn whole(scope: &RegisterScope, look: &Look<'_>) -> Result<Vec<RegisterRow>> {
    let mut rows = match scope.split {
        Split::Accounts(AccountSplit::Ready) => ready(look)?,
        Split::Accounts(AccountSplit::Duplicates) => twins(look)?,
        Split::Accounts(AccountSplit::ByName)
        | Split::Calls(_)
        | Split::Promises(_)
        | Split::Outcomes(_)
        | Split::Deals(_) => Vec::new(),
    };
    if !scope.words.trim().is_empty() {
        let found = look
            .reader
            .accounts_found(&scope.words, look.settings.country, "", usize::MAX)?;
        let found: BTreeSet<AccountNo> = found.iter().map(|line| line.number).collect();
        rows.retain(|row| row.account.is_some_and(|account| found.contains(&account)));
    }
    Ok(rows)
}

fn ready(look: &Look<'_>) -> Result<Vec<RegisterRow>> {
    let list = look.reader.ready(look.now, READY)?;
    Ok(list.into_iter().map(|waiting| ready_row(waiting, look)).collect())
}

/// Each account that may be another, with the one it is likest to.
fn twins(look: &Look<'_>) -> Result<Vec<RegisterRow>> {
    let (pairs, _) = duplicates::accounts(&look.reader.connection, DUPLICATES)?;
    let mut seen = BTreeSet::new();
    let likest = pairs.into_iter().filter(|two| seen.insert(two.pair.second));
    Ok((0..)
        .zip(likest)
        .map(|(place, two)| {
            let account = AccountNo(two.pair.second);
            let why: Vec<&str> = two.pair.why.iter().map(|why| why.words()).collect();
            RegisterRow {
                record: Record::Account(account),
                place: RegisterPlace {
                    stretch: 0,
                    keys: vec![PlaceKey::Int(place)],
                },
                section: String::new(),
                account: Some(account),
                client: two.second,
                cells: vec![Cell::text(two.first), Cell::text(why.join(", ")).faint()],
                item: None,
                row: None,
            }
        })
        .collect())
}

fn ready_row(waiting: Waiting, look: &Look<'_>) -> RegisterRow {
    let late = waiting.overdue > 0;
    let promised = Cell::text(waiting.promised());
    let silent = Cell::since(waiting.since);
    RegisterRow {
        record: Record::Account(waiting.account),
        place: RegisterPlace {
            stretch: 0,
            keys: vec![
                PlaceKey::Int(-waiting.score(look.now)),
                PlaceKey::Int(ms(waiting.since)),
                PlaceKey::Int(waiting.account.0),
            ],
        },
        section: String::new(),
        account: Some(waiting.account),
        cells: vec![
            if late {
                promised.toned(Tone::Late)
            } else {
                promised
            },
            silent,
            waiting.next_promise.map_or_else(Cell::none, Cell::due),
            counted(i64::from(waiting.items)),
        ],
        client: waiting.name,
        item: None,
        row: None,
    }
}

/// Rows of a list held whole, on one side of a place, nearest first.
pub(super) fn beside(
    rows: &[RegisterRow],
    side: Side,
    backward: bool,
    at: Option<&RegisterPlace>,
    limit: usize,
) -> Vec<RegisterRow> {
    let belongs = |row: &&RegisterRow| match (side, at) {
        (Side::Whole, _) | (_, None) => true,
        (Side::After, Some(at)) => row.place > *at,
        (Side::AtOrAfter, Some(at)) => row.place >= *at,
        (Side::Before, Some(at)) => row.place < *at,
    };
    if backward {
        rows.iter().rev().filter(belongs).take(limit).cloned().collect()
    } else {
        rows.iter().filter(belongs).take(limit).cloned().collect()
    }
}

/// An account's page: people, what is open, promises, outcomes, deals, the last words, and what happened.
pub(super) fn page(account: AccountNo, look: &Look<'_>) -> Result<Option<Page>> {
    let shown = look
        .reader
        .account_shown(account, look.router, look.settings, look.now)?;
    Ok(shown.map(|shown| told(&shown, look)))
}

fn told(shown: &Shown, look: &Look<'_>) -> Page {
    let mut page = Page::new();
    let account = &shown.account;
    page.title(account.name.clone());
    let tags: Vec<String> = account.tags.iter().map(|tag| format!("#{tag}")).collect();
    let about: Vec<&str> = [account.domain.as_str()]
        .into_iter()
        .chain(tags.iter().map(String::as_str))
        .chain(account.phones.iter().map(String::as_str))
        .chain(account.emails.iter().map(String::as_str))
        .filter(|part| !part.is_empty())
        .collect();
    if !about.is_empty() {
        page.toned(about.join("  "), Tone::Faint);
    }
    last_words(&mut page, shown);
    people(&mut page, &shown.people);
    open(&mut page, shown);
    records(&mut page, shown, look);
    if !shown.timeline.is_empty() {
        page.heading("What happened");
    }
    for event in shown.timeline.iter().take(EVENTS) {
        page.event(event.at, event.words.clone());
    }
    if shown.more || shown.timeline.len() > EVENTS {
        page.toned("older events are not shown", Tone::Faint);
    }
    page
}

fn last_words(page: &mut Page, shown: &Shown) {
    page.heading("Last words");
    let Some(last) = &shown.last else {
        page.text("No words with them are noted.");
        return;
    };
    let how = match &last.how {
        Spoken::Call(person) if person.is_empty() => "a call".to_owned(),
        Spoken::Call(person) => format!("a call with {person}"),
        Spoken::Told => "they were told".to_owned(),
        Spoken::Heard => "we listened".to_owned(),
    };
    let words = if last.words.is_empty() {
        how
    } else {
        format!("{how}: “{}”", last.words)
    };
    page.event(last.at, words);
}

fn people(page: &mut Page, people: &[Person]) {
    if people.is_empty() {
        return;
    }
    page.heading("People");
    for person in people.iter().take(PEOPLE) {
        let mut cells = vec![Cell::text(person.introduced())];
        match person.standing() {
            "" => {}
            standing => cells.push(Cell::text(standing).toned(Tone::New)),
        }
        let reach: Vec<&str> = person
            .phones
            .iter()
            .chain(&person.emails)
            .map(String::as_str)
            .collect();
        cells.push(Cell::text(reach.join("  ")).faint());
        if person.gone {
            cells = cells.into_iter().map(Cell::faint).collect();
        }
        page.cells("", cells);
    }
    if people.len() > PEOPLE {
        page.text(format!("and {} more", people.len() - PEOPLE));
    }
}

pub(super) fn open(page: &mut Page, shown: &Shown) {
    page.heading(match shown.open.len() {
        0 => "Nothing is open".to_owned(),
        1 => "1 item is open".to_owned(),
        many => format!("{many} items are open"),
    });
    for row in shown.open.iter().take(OPEN) {
        let due = row.client_due.map_or_else(Cell::none, Cell::due);
        let with = row
            .with
            .as_ref()
            .map_or_else(String::new, |with| format!(", with {}", with.name));
        page.led(due, format!("{} {}{with}", row.item, row.subject));
    }
    if shown.open.len() > OPEN {
        page.text(format!("and {} more", shown.open.len() - OPEN));
    }
}

/// Open promises, outcomes and deals.
fn records(page: &mut Page, shown: &Shown, look: &Look<'_>) {
    promised(page, shown);
    goals(page, shown, look);
}

/// Open promises.
pub(super) fn promised(page: &mut Page, shown: &Shown) {
    if !shown.promises.is_empty() {
        page.heading("Promised");
    }
    for promise in &shown.promises {
        page.led(
            Cell::due(promise.due),
            format!("{} ({})", promise.what, promise.basis),
        );
    }
}

fn goals(page: &mut Page, shown: &Shown, look: &Look<'_>) {
    page.heading(if shown.outcomes.is_empty() {
        "No outcome is noted"
    } else {
        "Outcomes"
    });
    for outcome in &shown.outcomes {
        let goal = format!(
            "{}: {} by {}",
            outcome.measure,
            card::measured(outcome.target, &outcome.unit),
            say::day(outcome.target_on)
        );
        let mut cells = vec![Cell::text(goal)];
        match outcome.latest {
            Some((value, at)) => {
                cells.push(Cell::bar(outcome.percent(value)));
                cells.push(Cell::text(card::measured(value, &outcome.unit)));
                cells.push(Cell::at(at).faint());
            }
            None => cells.push(Cell::text("not measured yet").faint()),
        }
        page.cells("", cells);
    }
    if !shown.deals.is_empty() {
        page.heading("Deals");
    }
    for deal in &shown.deals {
        let value = deal.value.map_or_else(String::new, |value| format!(", {value}"));
        let next = if deal.next_step.is_empty() {
            String::new()
        } else {
            format!("; next: {}", deal.next_step)
        };
        page.led(
            Cell::day(deal.close_on),
            format!("{}{value}, {}{next}", deal.name, deal.stage),
        );
    }
    asked(page, shown, look);
    let closed = shown.closed.len();
    if closed > 0 {
        let last = shown.closed.first().and_then(|row| row.end);
        let when = last.map_or_else(String::new, |end| {
            format!(", last {}", say::since(end.at, look.now, &look.settings.calendar))
        });
        let count = if closed == 10 {
            "10 or more".to_owned()
        } else {
            closed.to_string()
        };
        page.heading(format!("Closed: {count}{when}"));
    }
}

/// Who was asked for something for them, and the events to which they are invited.
fn asked(page: &mut Page, shown: &Shown, look: &Look<'_>) {
    if !shown.asks.is_empty() {
        page.heading("Asked");
    }
    for ask in &shown.asks {
        let standing = ask.standing(look.now, &look.settings.calendar);
        page.text(format!(
            "{} {}: {}, {standing}",
            ask.item, ask.owner_name, ask.words.ideal_result
        ));
    }
    if !shown.invitations.is_empty() {
        page.heading("Events");
    }
    for invitation in &shown.invitations {
        page.led(
            Cell::day(invitation.on),
            format!(
                "{}: {}, invited by {}",
                invitation.event_name,
                invitation.state.words(),
                invitation.inviter()
            ),
        );
    }
}

/// The last calls with an account.
pub(super) fn calls(page: &mut Page, account: AccountNo, look: &Look<'_>) -> Result<()> {
    let calls = calls::last_of(&look.reader.connection, account)?;
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
