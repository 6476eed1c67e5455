//! Meetings and calls that have no log: their rows in Calls, and the page of one.

use rusqlite::{OptionalExtension, Row as SqlRow};

use super::stretch::{By, Drawn, Stretch};
use super::{Look, accounts};
use crate::domain::diary::{DiarySource, MeetingState, minutes};
use crate::domain::ids::{AccountNo, MeetingNo};
use crate::domain::register::{Cell, Page, Record};
use crate::store::{Result, time, word};

/// What a calendar or a phone knows of up to now, and nobody has answered.
pub(super) fn stretch() -> Stretch {
    Stretch {
        record: |number| Record::Meeting(MeetingNo(number)),
        from: "meetings m LEFT JOIN accounts a ON a.number = m.account",
        filter: "m.state = 'open' AND m.ask_at <= :now",
        order: &[By::Up("m.ask_at"), By::Up("m.number")],
        number: "m.number",
        account: "m.account",
        client: "coalesce(a.name, '?')",
        item: "NULL",
        text: "(coalesce(a.match_name, '') || ' ' || m.title || ' ' || m.who)",
        columns: "m.title, m.who, m.starts_at, m.ends_at, m.source",
        row,
    }
}

fn row(row: &SqlRow<'_>, _look: &Look<'_>) -> Result<Drawn> {
    let (title, who): (String, String) = (row.get(0)?, row.get(1)?);
    let (starts_at, ends_at) = (time(row.get(2)?), row.get::<_, Option<i64>>(3)?.map(time));
    let source = word(
        row.get_ref(4)?.as_str().map_err(rusqlite::Error::from)?,
        DiarySource::from_word,
    )?;
    // A meeting is known by its subject, and a phone call by who it was with.
    let what = match (source, title.is_empty() || who.is_empty()) {
        (_, true) => title + &who,
        (DiarySource::Calendar, false) => format!("{title}, {who}"),
        (DiarySource::Phone, false) => format!("{who}: {title}"),
    };
    let cells = vec![
        Cell::text(what),
        Cell::at(starts_at),
        Cell::text(minutes(starts_at, ends_at).map_or_else(String::new, |minutes| format!("{minutes} min"))),
        Cell::text("log it"),
    ];
    Ok(("no log".to_owned(), cells))
}

/// The page of a meeting.
pub(super) fn page(number: MeetingNo, look: &Look<'_>) -> Result<Option<Page>> {
    let found = look
        .reader
        .connection
        .prepare_cached(
            "SELECT m.account, coalesce(a.name, '?'), m.source, m.starts_at, m.ends_at, m.title, m.who, m.state
             FROM meetings m LEFT JOIN accounts a ON a.number = m.account WHERE m.number = ?1",
        )?
        .query_row([number.0], |row| {
            let mut page = Page::new();
            page.title(row.get::<_, String>(1)?);
            let source = word(row.get_ref(2)?.as_str()?, DiarySource::from_word)?;
            let (starts_at, ends_at) = (time(row.get(3)?), row.get::<_, Option<i64>>(4)?.map(time));
            let state = word(row.get_ref(7)?.as_str()?, MeetingState::from_word)?;
            let from = match source {
                DiarySource::Calendar => "a meeting of the calendar",
                DiarySource::Phone => "a call of the phone",
            };
            page.event(starts_at, from.to_owned());
            page.fact("about", row.get::<_, String>(5)?);
            page.fact("with", row.get::<_, String>(6)?);
            page.fact(
                "minutes",
                minutes(starts_at, ends_at).map_or_else(|| "unknown".to_owned(), |n| n.to_string()),
            );
            if state == MeetingState::Open {
                page.text("It has no log yet.");
            }
            Ok((page, row.get::<_, Option<i64>>(0)?.map(AccountNo)))
        })
        .optional()?;
    let Some((mut page, account)) = found else {
        return Ok(None);
    };
    if let Some(account) = account {
        accounts::calls(&mut page, account, look)?;
    }
    Ok(Some(page))
}
