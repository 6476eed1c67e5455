//! What the sheet says to marketing and the executives: asks with their hand-offs, events with their guests.

use chrono::NaiveDate;
use rusqlite::{Connection, Row};

use crate::domain::Time;
use crate::domain::handoff::Stage;
use crate::domain::ids::ItemNo;
use crate::domain::monday::asks::{AskLine, AskStands, Beside, EventLine, Guest, Invited};
use crate::store::items::optional_word;
use crate::store::{Result, day, day_of, ms, time, word};

/// An ask with its newest hand-off. It is open as long as its row is.
const ASKS: &str =
    "SELECT k.item, a.name, o.name, k.at, k.why, k.ideal_result, coalesce(e.name, ''), i.state = 'open',
    h.stage, h.owner_due, h.ended_at, coalesce(h.answer, '')
    FROM asks k JOIN items i ON i.number = k.item JOIN accounts a ON a.number = k.account
    JOIN owners o ON o.number = k.owner LEFT JOIN events e ON e.number = k.event
    LEFT JOIN hand_offs h ON h.number = (SELECT max(number) FROM hand_offs WHERE item = k.item)
    WHERE i.state = 'open' OR (h.stage = 'done' AND h.ended_at >= ?1) ORDER BY k.at, k.item";

/// Guests of the events since a day; an event without any has one row.
const GUESTS: &str =
    "SELECT e.number, e.name, e.held_on, e.place, a.name, coalesce(p.name, ''), coalesce(o.name, ''),
    v.state
    FROM events e LEFT JOIN invitations v ON v.event = e.number LEFT JOIN accounts a ON a.number = v.account
    LEFT JOIN people p ON p.number = v.person LEFT JOIN owners o ON o.number = v.owner
    WHERE e.held_on >= ?1 ORDER BY e.held_on, e.number, a.match_name, a.number";

/// All of it: asks that were answered since a moment, and the events since a day.
pub(super) fn beside(connection: &Connection, from: NaiveDate, since: Time) -> Result<Beside> {
    let asks: Vec<AskLine> = connection
        .prepare_cached(ASKS)?
        .query_map([ms(since)], ask)?
        .collect::<rusqlite::Result<_>>()?;
    let (mut answered, waiting): (Vec<_>, Vec<_>) = asks
        .into_iter()
        .partition(|ask| matches!(ask.stands, AskStands::Answered(_)));
    answered.sort_by_key(|ask| match ask.stands {
        AskStands::Answered(at) => std::cmp::Reverse(at),
        AskStands::WithThem { .. } | AskStands::Back(_) | AskStands::WithNobody => {
            std::cmp::Reverse(Time::default())
        }
    });
    Ok(Beside {
        waiting,
        answered,
        events: events(connection, from)?,
    })
}

fn ask(row: &Row<'_>) -> rusqlite::Result<AskLine> {
    let stage = optional_word(row, 8, Stage::from_word)?;
    let at = |index| {
        row.get::<_, Option<i64>>(index)
            .map(|at| at.map(time).unwrap_or_default())
    };
    let stands = match stage {
        Some(stage @ (Stage::Offered | Stage::Acknowledged)) => AskStands::WithThem {
            due: at(9)?,
            acknowledged: stage == Stage::Acknowledged,
        },
        Some(Stage::Done) => AskStands::Answered(at(10)?),
        Some(Stage::Returned) => AskStands::Back(at(10)?),
        Some(Stage::Recalled) | None => AskStands::WithNobody,
    };
    Ok(AskLine {
        item: ItemNo(row.get(0)?),
        client: row.get(1)?,
        owner: row.get(2)?,
        at: time(row.get(3)?),
        why: row.get(4)?,
        ideal_result: row.get(5)?,
        event: row.get(6)?,
        open: row.get(7)?,
        stands,
        answer: row.get(11)?,
    })
}

fn events(connection: &Connection, from: NaiveDate) -> Result<Vec<EventLine>> {
    let mut statement = connection.prepare_cached(GUESTS)?;
    let mut rows = statement.query([day(from)])?;
    let mut events: Vec<(i64, EventLine)> = Vec::new();
    while let Some(row) = rows.next()? {
        let number: i64 = row.get(0)?;
        if events.last().is_none_or(|(last, _)| *last != number) {
            let event = EventLine {
                name: row.get(1)?,
                on: day_of(&row.get::<_, String>(2)?)?,
                place: row.get(3)?,
                guests: Vec::new(),
            };
            events.push((number, event));
        }
        let client: Option<String> = row.get(4)?;
        if let (Some(client), Some((_, event))) = (client, events.last_mut()) {
            event.guests.push(Guest {
                client,
                person: row.get(5)?,
                by: row.get(6)?,
                stands: word(&row.get::<_, String>(7)?, Invited::from_word)?,
            });
        }
    }
    Ok(events.into_iter().map(|(_, event)| event).collect())
}
