//! Asks: reading them and writing their rows, how often each person was asked, and who has had an executive's ear.

use chrono::{Datelike, NaiveTime};
use rusqlite::{Connection, Params, Row, params};

use super::items::optional_word;
use super::whole::{self, Column};
use super::{Reader, Result, StoreError, accounts, day, events, items, ms, new_id, people, time, word};
use crate::domain::Time;
use crate::domain::ask::ear::{Ear, Heard, last_two_begin};
use crate::domain::ask::{Ask, AskEnd, AskState, AskWords};
use crate::domain::clock::Moment;
use crate::domain::handoff::Stage;
use crate::domain::ids::{AccountNo, AskNo, EventNo, ItemNo, OwnerNo};
use crate::domain::item::Item;
use crate::domain::owner::{Owner, Part};
use crate::domain::settings::Settings;
use crate::domain::worktime::Calendar;

const ASK: &str =
    "SELECT a.number, a.item, a.account, c.name, i.contact, a.about, a.owner, o.name, o.part, a.event,
    e.name, a.at, a.why, a.common_ground, a.ideal_result, a.draft, a.ended_at, a.ending, a.came_of,
    h.stage, h.given_at, h.acknowledged_at, h.ended_at, h.answer
    FROM asks a JOIN items i ON i.number = a.item JOIN accounts c ON c.number = a.account
    JOIN owners o ON o.number = a.owner LEFT JOIN events e ON e.number = a.event
    LEFT JOIN hand_offs h ON h.number = (SELECT max(number) FROM hand_offs WHERE item = a.item)";

fn read(row: &Row<'_>) -> rusqlite::Result<Ask> {
    Ok(Ask {
        number: AskNo(row.get(0)?),
        item: ItemNo(row.get(1)?),
        account: AccountNo(row.get(2)?),
        client: row.get(3)?,
        contact: row.get(4)?,
        about: row.get::<_, Option<i64>>(5)?.map(ItemNo),
        owner: OwnerNo(row.get(6)?),
        owner_name: row.get(7)?,
        part: word(row.get_ref(8)?.as_str()?, Part::from_word)?,
        event: row
            .get::<_, Option<i64>>(9)?
            .map(EventNo)
            .zip(row.get::<_, Option<String>>(10)?),
        at: time(row.get(11)?),
        words: AskWords {
            why: row.get(12)?,
            common_ground: row.get(13)?,
            ideal_result: row.get(14)?,
            draft: row.get(15)?,
        },
        state: state(row)?,
        answer: row.get::<_, Option<String>>(23)?.unwrap_or_default(),
    })
}

fn state(row: &Row<'_>) -> rusqlite::Result<AskState> {
    let at = |index| row.get::<_, Option<i64>>(index).map(|ms| ms.map(time));
    if let (Some(at), Some(end)) = (at(16)?, optional_word(row, 17, AskEnd::from_word)?) {
        let words = row.get(18)?;
        return Ok(AskState::Ended { at, end, words });
    }
    let given = at(20)?.unwrap_or_default();
    Ok(match optional_word(row, 19, Stage::from_word)? {
        Some(Stage::Offered) => AskState::Asked(given),
        Some(Stage::Acknowledged) => AskState::TakenUp(at(21)?.unwrap_or(given)),
        Some(Stage::Done) => AskState::Answered(at(22)?.unwrap_or(given)),
        Some(Stage::Returned | Stage::Recalled) | None => AskState::Back,
    })
}

fn many(connection: &Connection, rest: &str, given: impl Params) -> Result<Vec<Ask>> {
    let mut statement = connection.prepare_cached(&format!("{ASK} {rest}"))?;
    let found = statement.query_map(given, read)?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

/// The ask for which an item stands.
pub(super) fn find(connection: &Connection, item: ItemNo) -> Result<Option<Ask>> {
    Ok(many(connection, "WHERE a.item = ?1", [item.0])?.pop())
}

/// The ask for which an item stands, which must be one.
pub(super) fn load(connection: &Connection, item: ItemNo) -> Result<Ask> {
    find(connection, item)?.ok_or_else(|| {
        StoreError::refused(format!(
            "{item} is no ask; `downbeat ask list` shows those there are"
        ))
    })
}

/// What an item's detail shows of asks: its own if it stands for one, else the open ones made on it.
pub(super) fn of_item(connection: &Connection, item: ItemNo) -> Result<Vec<Ask>> {
    if let Some(own) = find(connection, item)? {
        return Ok(vec![own]);
    }
    many(
        connection,
        "WHERE a.about = ?1 AND a.ended_at IS NULL ORDER BY a.at, a.number LIMIT 5",
        [item.0],
    )
}

/// The open asks for an account, oldest first, `limit` at most.
pub(super) fn open_of(connection: &Connection, account: AccountNo, limit: usize) -> Result<Vec<Ask>> {
    many(
        connection,
        "WHERE a.account = ?1 AND a.ended_at IS NULL ORDER BY a.at, a.number LIMIT ?2",
        params![account.0, i64::try_from(limit).unwrap_or(i64::MAX)],
    )
}

/// The brief of an ask for the owner who is to have its row.
pub(super) fn brief(
    connection: &Connection,
    ask: &Ask,
    item: &Item,
    owner: &Owner,
    moment: &Moment<'_>,
) -> Result<String> {
    let event = introduced(connection, ask)?;
    let to = (owner.name.as_str(), moment.owner_clock(owner));
    Ok(ask.brief(item, to, event.as_deref(), moment.now, moment.settings))
}

/// The event of an ask with its day and place.
pub(super) fn introduced(connection: &Connection, ask: &Ask) -> Result<Option<String>> {
    let event = ask
        .event
        .as_ref()
        .map(|(event, _)| events::load(connection, *event));
    Ok(event.transpose()?.map(|event| event.introduced()))
}

/// Whom at the client an ask is about: whose the row is, else who speaks for the rep there.
pub(super) fn contact(
    connection: &Connection,
    about: Option<ItemNo>,
    account: AccountNo,
) -> Result<Option<String>> {
    if let Some(about) = about
        && let Some(contact) = items::load(connection, about)?.contact
    {
        // A contact may be more than a name: `Ines Weber, IT lead`.
        let name = contact.split([',', '<']).next().unwrap_or_default().trim();
        return Ok((!name.is_empty()).then(|| name.to_owned()));
    }
    champion(connection, account)
}

/// Who speaks for the rep at an account, by name.
fn champion(connection: &Connection, account: AccountNo) -> Result<Option<String>> {
    let people = people::of_account(connection, account, 1)?;
    Ok(people
        .into_iter()
        .find(|person| person.champion && !person.gone)
        .map(|person| person.name))
}

/// Adds an ask; its number comes back.
pub(super) fn insert(connection: &Connection, ask: &Ask) -> Result<AskNo> {
    let (id, at) = (new_id(ask.at), ms(ask.at));
    let once: [Column<'_>; 5] = [
        ("id", &id),
        ("item", &ask.item.0),
        ("account", &ask.account.0),
        ("at", &at),
        ("about", &ask.about.map(|item| item.0)),
    ];
    with_columns(ask, |columns| {
        whole::insert(connection, "asks", &once, columns).map(AskNo)
    })
}

/// Writes an ask back.
pub(super) fn save(connection: &Connection, ask: &Ask) -> Result<()> {
    with_columns(ask, |columns| {
        whole::update(connection, "asks", ask.number.0, columns, &[])
    })
}

fn with_columns<T>(ask: &Ask, write: impl FnOnce(&[Column<'_>]) -> Result<T>) -> Result<T> {
    let (ended_at, ending, came_of) = match &ask.state {
        AskState::Ended { at, end, words } => (Some(ms(*at)), Some(end.as_str()), words.as_str()),
        AskState::Asked(_) | AskState::TakenUp(_) | AskState::Answered(_) | AskState::Back => {
            (None, None, "")
        }
    };
    write(&[
        ("owner", &ask.owner.0),
        ("event", &ask.event.as_ref().map(|(event, _)| event.0)),
        ("why", &ask.words.why),
        ("common_ground", &ask.words.common_ground),
        ("ideal_result", &ask.words.ideal_result),
        ("draft", &ask.words.draft),
        ("ended_at", &ended_at),
        ("ending", &ending),
        ("came_of", &came_of),
    ])
}

/// The calendar month of a moment in the rep's zone, from its beginning to that of the next.
pub(super) fn month(calendar: &Calendar, now: Time) -> (Time, Time) {
    let today = calendar.local(now).date_naive();
    let first = today.with_day(1).unwrap_or(today);
    let begins = |day: chrono::NaiveDate| calendar.instant(day.and_time(NaiveTime::MIN));
    (begins(first), begins(crate::domain::quarter::next_month(today)))
}

/// How often somebody was asked in a stretch of time.
pub(super) fn asked(connection: &Connection, owner: OwnerNo, (from, until): (Time, Time)) -> Result<u32> {
    Ok(connection
        .prepare_cached("SELECT count(*) FROM asks WHERE owner = ?1 AND at >= ?2 AND at < ?3")?
        .query_row(params![owner.0, ms(from), ms(until)], |row| row.get(0))?)
}

/// What gave an account an executive's ear since ?1, or since the day ?2: something an executive did, something one has
/// taken up, an event at which one who invited them met them.
const HEARD: &str = "
    WITH x (number, name) AS MATERIALIZED (SELECT number, name FROM owners WHERE part = 'executive'),
    had (account, owner, name, at) AS (
        SELECT h.account, x.number, x.name, h.ended_at FROM x CROSS JOIN hand_offs h INDEXED BY hand_offs_done
            ON h.owner = x.number WHERE h.stage = 'done' AND h.ended_at >= ?1
        UNION ALL
        SELECT h.account, x.number, x.name, h.acknowledged_at
            FROM x CROSS JOIN hand_offs h INDEXED BY hand_offs_taken_up
            ON h.owner = x.number WHERE h.stage = 'acknowledged' AND h.acknowledged_at >= ?1
        UNION ALL
        SELECT v.account, x.number, x.name, v.at FROM events e CROSS JOIN invitations v ON v.event = e.number
            JOIN x ON x.number = v.owner WHERE e.held_on >= ?2 AND v.state = 'came')
    SELECT d.account, c.name, d.owner, d.name, max(d.at) FROM had d JOIN accounts c ON c.number = d.account
    GROUP BY d.account, d.owner ORDER BY max(d.at) DESC, d.account, d.owner";

impl Reader {
    /// The ask for which an item stands.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn ask(&self, item: ItemNo) -> Result<Option<Ask>> {
        find(&self.connection, item)
    }

    /// The asks of which is still to be said what came, oldest first, `limit` at most.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn asks_open(&self, limit: usize) -> Result<Vec<Ask>> {
        many(
            &self.connection,
            "WHERE a.ended_at IS NULL ORDER BY a.at, a.number LIMIT ?1",
            [i64::try_from(limit).unwrap_or(i64::MAX)],
        )
    }

    /// The asks that were made from `from` on and before `until`, oldest first.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn asks_made(&self, from: Time, until: Time) -> Result<Vec<Ask>> {
        many(
            &self.connection,
            "WHERE a.number IN (SELECT number FROM asks INDEXED BY asks_at WHERE at >= ?1 AND at < ?2)
             ORDER BY a.at, a.number",
            params![ms(from), ms(until)],
        )
    }

    /// The asks that were answered from `from` on and before `until`: of which it was said what came, or that are still
    /// open and were done or given back. Oldest first.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn asks_answered(&self, from: Time, until: Time) -> Result<Vec<Ask>> {
        many(
            &self.connection,
            "WHERE a.ended_at >= ?1 AND a.ended_at < ?2
                 OR a.ended_at IS NULL AND h.stage IN ('done', 'returned') AND h.ended_at >= ?1 AND h.ended_at < ?2
             ORDER BY coalesce(a.ended_at, h.ended_at), a.number",
            params![ms(from), ms(until)],
        )
    }

    /// The asks that have ended, latest first, `limit` at most.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn asks_ended(&self, limit: usize) -> Result<Vec<Ask>> {
        many(
            &self.connection,
            "WHERE a.ended_at IS NOT NULL ORDER BY a.ended_at DESC, a.number LIMIT ?1",
            [i64::try_from(limit).unwrap_or(i64::MAX)],
        )
    }

    /// The asks for an account: the open ones oldest first, then those that have ended, latest first; `limit` at most.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn asks_of(&self, account: AccountNo, limit: usize) -> Result<Vec<Ask>> {
        many(
            &self.connection,
            "WHERE a.account = ?1
             ORDER BY a.ended_at IS NOT NULL, CASE WHEN a.ended_at IS NULL THEN a.at ELSE -a.ended_at END, a.number
             LIMIT ?2",
            params![account.0, i64::try_from(limit).unwrap_or(i64::MAX)],
        )
    }

    /// What is known when something is asked for an account, on a row of theirs or not: who had an executive's ear of
    /// late, in words, and whom there it is about.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn known_for_ask(
        &self,
        account: AccountNo,
        about: Option<ItemNo>,
        settings: &Settings,
        now: Time,
    ) -> Result<(String, Option<String>)> {
        let ear = self.ear(settings, now)?;
        let (account, client) =
            accounts::standing(&self.connection, account)?.unwrap_or_else(|| (account, String::new()));
        let words = ear.words(account, &client, now, &settings.calendar);
        Ok((words, contact(&self.connection, about, account)?))
    }

    /// The accounts that have had an executive's ear in the quarter of `now` and the one before.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn ear(&self, settings: &Settings, now: Time) -> Result<Ear> {
        let since = last_two_begin(&settings.quarters, settings.calendar.local(now).date_naive());
        let from = settings.calendar.instant(since.and_time(NaiveTime::MIN));
        let mut statement = self.connection.prepare_cached(HEARD)?;
        let heard = statement.query_map(params![ms(from), day(since)], |row| {
            Ok(Heard {
                account: AccountNo(row.get(0)?),
                client: row.get(1)?,
                owner: OwnerNo(row.get(2)?),
                owner_name: row.get(3)?,
                at: time(row.get(4)?),
            })
        })?;
        Ok(Ear {
            since,
            heard: heard.collect::<rusqlite::Result<_>>()?,
        })
    }
}
