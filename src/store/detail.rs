//! Rows of a list, and everything about one item.

use rusqlite::{Connection, OptionalExtension, Row as SqlRow};

use super::items::{money, optional_word};
use super::{Reader, Result, asks, deals, history, items, lists, owners, promises, stands_for, time, word};
use crate::domain::clock::Moment;
use crate::domain::handoff::Stage;
use crate::domain::ids::{AccountNo, HandOffNo, ItemNo, OwnerNo};
use crate::domain::item::{Cue, Ending, Kind, Reason};
use crate::domain::listing::{Detail, Place, Row, RowEnd, With};
use crate::domain::routing::{Facts, Router};
use crate::domain::settings::Settings;
use crate::domain::stands_for::StandsFor;
use crate::domain::{Time, timeline};

/// How many events a detail shows.
const EVENTS: usize = 200;

/// How many characters of an item's words routing looks at: as many for the row as for the key.
pub(super) const ROUTED: usize = 2_000;

/// Rows as they are shown in a list, in the order of their places. One that is gone is left out.
pub(super) fn rows(
    connection: &Connection,
    places: &[Place],
    router: &Router,
    now: Time,
) -> Result<Vec<Row>> {
    // An item is played by an owner as long as it has an open hand-off, so each row looks for one or for earlier ones,
    // not for both. Words stand last in the row and may be long: they are read only where a rule looks at them.
    let words = if router.reads_words() {
        "substr(i.words, 1, 2000)"
    } else {
        "''"
    };
    let (record, last_taker) = (stands_for::NUMBER, lists::LAST_TAKER_OF_ROW);
    let sql = format!(
        "SELECT i.number, i.kind, i.account, a.name, substr(i.subject, 1, 500), i.urgent, i.value_minor, i.currency,
             i.client_due, i.wake_at, i.wake_cue, i.snoozed_until, i.state, i.reason, i.closed_at, i.ending,
             h.number, h.owner, o.name, h.stage, h.given_at, h.owner_due, h.last_word_at, h.nudges, h.told_at,
             CASE i.play WHEN 'owner' THEN 1 ELSE EXISTS (SELECT 1 FROM hand_offs WHERE item = i.number) END,
             CASE i.play WHEN 'nobody' THEN ({last_taker}) END,
             i.source, {words}, i.play,
             CASE i.wake_cue WHEN 'owner_done' THEN (SELECT d.name FROM hand_offs t JOIN owners d ON d.number = t.owner
                 WHERE t.item = i.number AND t.stage = 'done' ORDER BY t.number DESC LIMIT 1) END,
             {record}
         FROM items i JOIN accounts a ON a.number = i.account
         LEFT JOIN hand_offs h ON h.item = CASE i.play WHEN 'owner' THEN i.number END AND h.ended_at IS NULL
         LEFT JOIN owners o ON o.number = h.owner
         WHERE i.number = ?1"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = Vec::with_capacity(places.len());
    for place in places {
        let row = statement.query_row([place.item.0], |row| read(row, *place, router, now));
        rows.extend(row.optional()?);
    }
    Ok(rows)
}

fn read(row: &SqlRow<'_>, place: Place, router: &Router, now: Time) -> rusqlite::Result<Row> {
    let optional_time = |index| row.get::<_, Option<i64>>(index).map(|ms| ms.map(time));
    let open = row.get_ref(12)?.as_str()? == "open";
    let reason = optional_word(row, 13, Reason::from_word)?;
    let mut shown = Row {
        item: ItemNo(row.get(0)?),
        place,
        kind: word(row.get_ref(1)?.as_str()?, Kind::from_word)?,
        account: AccountNo(row.get(2)?),
        client: row.get(3)?,
        subject: row.get(4)?,
        urgent: row.get(5)?,
        value: money(row, 6, 7)?,
        client_due: optional_time(8)?,
        wake: optional_time(9)?.zip(optional_word(row, 10, Cue::from_word)?),
        snoozed_until: optional_time(11)?.filter(|until| *until > now),
        first_chair: reason.filter(|_| open),
        with: with(row)?,
        suggestion: None,
        done_by: row.get(30)?,
        ever_handed: row.get(25)?,
        end: None,
        stands_for: row
            .get::<_, Option<i64>>(31)?
            .and_then(|number| StandsFor::of(row.get_ref(27).ok()?.as_str().ok()?, number)),
    };
    if let Some(at) = optional_time(14)?
        && let Some(ending) = optional_word(row, 15, Ending::from_word)?
    {
        shown.end = Some(RowEnd { at, ending, reason });
    }
    if row.get_ref(29)?.as_str_or_null()? == Some("nobody") {
        let facts = Facts {
            kind: shown.kind,
            account: &shown.client,
            subject: &shown.subject,
            words: row.get_ref(28)?.as_str()?,
            source: row.get_ref(27)?.as_str()?,
            value: shown.value,
            last_owner: row.get::<_, Option<i64>>(26)?.map(OwnerNo),
        };
        shown.suggestion = router.suggest(&facts, now);
    }
    Ok(shown)
}

fn with(row: &SqlRow<'_>) -> rusqlite::Result<Option<With>> {
    let Some(number) = row.get::<_, Option<i64>>(16)? else {
        return Ok(None);
    };
    Ok(Some(With {
        hand_off: HandOffNo(number),
        owner: OwnerNo(row.get(17)?),
        name: row.get(18)?,
        stage: word(row.get_ref(19)?.as_str()?, Stage::from_word)?,
        given_at: time(row.get(20)?),
        owner_due: time(row.get(21)?),
        last_word_at: time(row.get(22)?),
        nudges: row.get(23)?,
        untold: row.get::<_, Option<i64>>(24)?.is_none(),
    }))
}

impl Reader {
    /// Everything about an item; `None` when there is none with that number.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn detail(
        &self,
        number: ItemNo,
        router: &Router,
        settings: &Settings,
        now: Time,
    ) -> Result<Option<Detail>> {
        let transaction = self.connection.unchecked_transaction()?;
        let place = Place {
            first: 0,
            second: 0,
            item: number,
        };
        let Some(row) = rows(&transaction, &[place], router, now)?.pop() else {
            return Ok(None);
        };
        let Some(item) = items::find(&transaction, number)? else {
            return Ok(None);
        };
        let owners = owners::all(&transaction)?;
        let named = |owner: OwnerNo| {
            owners
                .iter()
                .find(|other| other.number == owner)
                .map_or_else(String::new, |other| other.name.clone())
        };
        let (logged, more) = history::logged(&transaction, number, EVENTS)?;
        let timeline = timeline::events(&logged, named, &settings.calendar, now);
        let brief = match (item.hand_off(), &row.suggestion) {
            (Some(hand_off), _) => hand_off.brief.clone(),
            (None, Some(suggestion)) => {
                let moment = Moment { settings, now };
                match owners.iter().find(|owner| owner.number == suggestion.owner) {
                    Some(owner) => promises::brief(&transaction, &item, owner, &moment)?,
                    None => String::new(),
                }
            }
            (None, None) => String::new(),
        };
        Ok(Some(Detail {
            item,
            suggestion: row.suggestion,
            brief,
            timeline,
            more,
            promises: promises::of_item(&transaction, number)?,
            asks: asks::of_item(&transaction, number)?,
            deal: deals::about(&transaction, row.stands_for, settings, now)?,
        }))
    }

    /// The newest hand-off that stands: its item, its brief, and whether its owner is still to be told.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn last_handed(&self) -> Result<Option<(ItemNo, String, bool)>> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT item, brief, told_at IS NULL FROM hand_offs WHERE ended_at IS NULL ORDER BY number DESC LIMIT 1",
            )?
            .query_row([], |row| Ok((ItemNo(row.get(0)?), row.get(1)?, row.get(2)?)))
            .optional()?)
    }

    /// All untold briefs of an owner as one message, with the items they are for.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn untold_briefs(&self, owner: OwnerNo) -> Result<(String, Vec<ItemNo>)> {
        let untold = items::untold(&self.connection, owner)?;
        let text: Vec<&str> = untold.iter().map(|hand_off| hand_off.brief.as_str()).collect();
        Ok((
            text.join("\n\n----\n\n"),
            untold.iter().map(|hand_off| hand_off.item).collect(),
        ))
    }
}
