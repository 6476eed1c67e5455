//! Items and their hand-offs: read whole, written back whole.

use rusqlite::{Connection, OptionalExtension, Row};

use super::whole::{self, Column};
use super::{Result, StoreError, ms, new_id, time, word};
use crate::domain::Time;
use crate::domain::handoff::{HandOff, Stage};
use crate::domain::ids::{AccountNo, HandOffNo, ItemNo, OwnerNo};
use crate::domain::item::{Closed, Cue, Ending, Item, Kind, Mood, Open, Play, Reason, Standing, Wake};
use crate::domain::life::UNNUMBERED;
use crate::domain::money::{Currency, Money};

/// An item, with its open hand-off.
pub(super) fn load(connection: &Connection, number: ItemNo) -> Result<Item> {
    find(connection, number)?.ok_or_else(|| {
        StoreError::refused(format!(
            "there is no item {number}; `downbeat list` shows those there are"
        ))
    })
}

/// An item, if there is one with that number.
pub(super) fn find(connection: &Connection, number: ItemNo) -> Result<Option<Item>> {
    let item = connection
        .prepare_cached(
            "SELECT i.number, i.kind, i.account, a.name, i.state, i.urgent, i.arrived_at, i.client_due, i.play,
                 i.reason, i.snoozed_until, i.standing_cue, i.wake_at, i.wake_cue, i.closed_at, i.ending, i.minutes,
                 i.mood, i.value_minor, i.currency, i.source, i.source_key, i.contact, i.subject, i.words,
                 i.falls_due_at, i.falls_due_cue
             FROM items i JOIN accounts a ON a.number = i.account WHERE i.number = ?1",
        )?
        .query_row([number.0], item)
        .optional()?;
    let Some(mut item) = item else { return Ok(None) };
    if let Standing::Open(open) = &mut item.standing
        && let Some(hand_off) = open_hand_off(connection, number)?
    {
        open.play = Play::Owner(hand_off);
    }
    Ok(Some(item))
}

fn item(row: &Row<'_>) -> rusqlite::Result<Item> {
    let state: String = row.get(4)?;
    let optional_time = |index| row.get::<_, Option<i64>>(index).map(|ms| ms.map(time));
    let reason = optional_word(row, 9, Reason::from_word)?;
    let standing = if state == "open" {
        let play = match reason {
            Some(reason) => Play::FirstChair { reason },
            None => Play::Nobody,
        };
        Standing::Open(Open {
            client_due: time(row.get(7)?),
            play,
            snoozed_until: optional_time(10)?,
            standing_cue: word(&row.get::<_, String>(11)?, Cue::from_word)?,
            falls_due: optional_time(25)?
                .zip(optional_word(row, 26, Cue::from_word)?)
                .map(|(at, cue)| Wake { at, cue }),
            wake: Wake {
                at: time(row.get(12)?),
                cue: word(&row.get::<_, String>(13)?, Cue::from_word)?,
            },
        })
    } else {
        Standing::Closed(Closed {
            at: time(row.get(14)?),
            ending: word(&row.get::<_, String>(15)?, Ending::from_word)?,
            reason,
            minutes: row.get(16)?,
        })
    };
    Ok(Item {
        number: ItemNo(row.get(0)?),
        kind: word(&row.get::<_, String>(1)?, Kind::from_word)?,
        account: AccountNo(row.get(2)?),
        account_name: row.get(3)?,
        contact: row.get(22)?,
        subject: row.get(23)?,
        words: row.get(24)?,
        mood: optional_word(row, 17, Mood::from_word)?,
        urgent: row.get(5)?,
        value: money(row, 18, 19)?,
        source: row.get(20)?,
        source_key: row.get(21)?,
        arrived_at: time(row.get(6)?),
        standing,
    })
}

/// A word that may be missing.
pub(super) fn optional_word<T>(
    row: &Row<'_>,
    index: usize,
    read: impl Fn(&str) -> Option<T>,
) -> rusqlite::Result<Option<T>> {
    row.get::<_, Option<String>>(index)?
        .map(|text| word(&text, read))
        .transpose()
}

/// An amount from its two columns.
pub(super) fn money(row: &Row<'_>, minor: usize, currency: usize) -> rusqlite::Result<Option<Money>> {
    let minor: Option<i64> = row.get(minor)?;
    let currency: Option<String> = row.get(currency)?;
    Ok(minor.zip(currency).and_then(|(minor, code)| {
        Some(Money {
            minor,
            currency: Currency::parse(&code)?,
        })
    }))
}

const HAND_OFF: &str = "SELECT h.number, h.item, h.owner, o.name, h.stage, h.brief, h.given_at, h.owner_due,
    h.last_word_at, h.acknowledged_at, h.nudges, h.told_at, h.ended_at, h.answer, h.instead_of
    FROM hand_offs h JOIN owners o ON o.number = h.owner";

/// The open hand-off of an item.
pub(super) fn open_hand_off(connection: &Connection, item: ItemNo) -> Result<Option<HandOff>> {
    Ok(connection
        .prepare_cached(&format!("{HAND_OFF} WHERE h.item = ?1 AND h.ended_at IS NULL"))?
        .query_row([item.0], hand_off)
        .optional()?)
}

/// The untold hand-offs of an owner, oldest first.
pub(super) fn untold(connection: &Connection, owner: OwnerNo) -> Result<Vec<HandOff>> {
    let mut statement = connection.prepare_cached(&format!(
        "{HAND_OFF} WHERE h.owner = ?1 AND h.ended_at IS NULL AND h.told_at IS NULL ORDER BY h.number"
    ))?;
    let rows = statement.query_map([owner.0], hand_off)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn hand_off(row: &Row<'_>) -> rusqlite::Result<HandOff> {
    let optional_time = |index| row.get::<_, Option<i64>>(index).map(|ms| ms.map(time));
    Ok(HandOff {
        number: HandOffNo(row.get(0)?),
        item: ItemNo(row.get(1)?),
        owner: OwnerNo(row.get(2)?),
        owner_name: row.get(3)?,
        instead_of: row.get::<_, Option<i64>>(14)?.map(OwnerNo),
        stage: word(&row.get::<_, String>(4)?, Stage::from_word)?,
        brief: row.get(5)?,
        given_at: time(row.get(6)?),
        owner_due: time(row.get(7)?),
        last_word_at: time(row.get(8)?),
        acknowledged_at: optional_time(9)?,
        nudges: row.get(10)?,
        told_at: optional_time(11)?,
        ended_at: optional_time(12)?,
        answer: row.get(13)?,
    })
}

/// Whether an item was ever handed off.
pub(super) fn ever_handed(connection: &Connection, item: ItemNo) -> Result<bool> {
    Ok(connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM hand_offs WHERE item = ?1)")?
        .query_row([item.0], |row| row.get(0))?)
}

/// What the source knows an item by, beside its key.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct SourceMark {
    /// When the source last changed it.
    pub(super) seen_at: Option<i64>,
    /// A mark for each field, as it was at the last import.
    pub(super) marks: Option<String>,
}

/// Adds an item; its number comes back.
pub(super) fn insert(connection: &Connection, item: &Item, mark: &SourceMark, now: Time) -> Result<ItemNo> {
    let once: [Column<'_>; 5] = [
        ("id", &new_id(now)),
        ("source", &item.source),
        ("source_key", &item.source_key),
        ("source_seen_at", &mark.seen_at),
        ("source_marks", &mark.marks),
    ];
    with_columns(item, |columns| {
        whole::insert(connection, "items", &once, columns).map(ItemNo)
    })
}

/// Writes an item back. What is `None` in the mark stays as it is; the rest of it is written in the same statement, so
/// that the log keeps it beside what changed at the source.
fn save(connection: &Connection, item: &Item, mark: &SourceMark) -> Result<()> {
    let mut seen: Vec<Column<'_>> = Vec::new();
    seen.extend(
        mark.seen_at
            .as_ref()
            .map(|at| -> Column<'_> { ("source_seen_at", at) }),
    );
    seen.extend(
        mark.marks
            .as_ref()
            .map(|marks| -> Column<'_> { ("source_marks", marks) }),
    );
    with_columns(item, |columns| {
        whole::update(connection, "items", item.number.0, columns, &seen)
    })
}

/// The columns of an item that may change.
fn with_columns<T>(item: &Item, write: impl FnOnce(&[Column<'_>]) -> Result<T>) -> Result<T> {
    let fields = Fields::of(item);
    write(&[
        ("kind", &item.kind.as_str()),
        ("account", &item.account.0),
        ("state", &fields.state),
        ("urgent", &item.urgent),
        ("arrived_at", &ms(item.arrived_at)),
        ("client_due", &fields.client_due),
        ("play", &fields.play),
        ("reason", &fields.reason),
        ("snoozed_until", &fields.snoozed_until),
        ("standing_cue", &fields.standing_cue),
        ("falls_due_at", &fields.falls_due_at),
        ("falls_due_cue", &fields.falls_due_cue),
        ("wake_at", &fields.wake_at),
        ("wake_cue", &fields.wake_cue),
        ("closed_at", &fields.closed_at),
        ("ending", &fields.ending),
        ("minutes", &fields.minutes),
        ("mood", &item.mood.map(Mood::as_str)),
        ("value_minor", &item.value.map(|value| value.minor)),
        (
            "currency",
            &item.value.as_ref().map(|value| value.currency.code()),
        ),
        ("contact", &item.contact),
        ("subject", &item.subject),
        ("words", &item.words),
    ])
}

/// The columns that depend on whether an item is open or closed.
#[derive(Default)]
struct Fields {
    state: &'static str,
    client_due: Option<i64>,
    play: Option<&'static str>,
    reason: Option<&'static str>,
    snoozed_until: Option<i64>,
    standing_cue: Option<&'static str>,
    falls_due_at: Option<i64>,
    falls_due_cue: Option<&'static str>,
    wake_at: Option<i64>,
    wake_cue: Option<&'static str>,
    closed_at: Option<i64>,
    ending: Option<&'static str>,
    minutes: Option<u32>,
}

impl Fields {
    fn of(item: &Item) -> Self {
        match &item.standing {
            Standing::Open(open) => {
                let (play, reason) = match &open.play {
                    Play::Nobody => ("nobody", None),
                    Play::Owner(_) => ("owner", None),
                    Play::FirstChair { reason } => ("first_chair", Some(reason.as_str())),
                };
                Self {
                    state: "open",
                    client_due: Some(ms(open.client_due)),
                    play: Some(play),
                    reason,
                    snoozed_until: open.snoozed_until.map(ms),
                    standing_cue: Some(open.standing_cue.as_str()),
                    falls_due_at: open.falls_due.map(|due| ms(due.at)),
                    falls_due_cue: open.falls_due.map(|due| due.cue.as_str()),
                    wake_at: Some(ms(open.wake.at)),
                    wake_cue: Some(open.wake.cue.as_str()),
                    ..Self::default()
                }
            }
            Standing::Closed(closed) => Self {
                state: "closed",
                closed_at: Some(ms(closed.at)),
                ending: Some(closed.ending.as_str()),
                reason: closed.reason.map(Reason::as_str),
                minutes: closed.minutes,
                ..Self::default()
            },
        }
    }
}

/// Writes what a command made of an item: the hand-off that ended, the item, and the hand-off that stands in it.
pub(super) fn save_turn(connection: &Connection, item: &Item, ended: Option<&HandOff>) -> Result<()> {
    save_turn_marked(connection, item, ended, &SourceMark::default())
}

/// As [`save_turn`], when the source made something of the item.
pub(super) fn save_turn_marked(
    connection: &Connection,
    item: &Item,
    ended: Option<&HandOff>,
    mark: &SourceMark,
) -> Result<()> {
    if let Some(ended) = ended {
        save_hand_off(connection, ended)?;
    }
    save(connection, item, mark)?;
    match item.hand_off() {
        Some(hand_off) if hand_off.number == UNNUMBERED => insert_hand_off(connection, item, hand_off),
        Some(hand_off) => save_hand_off(connection, hand_off),
        None => Ok(()),
    }
}

fn insert_hand_off(connection: &Connection, item: &Item, hand_off: &HandOff) -> Result<()> {
    let once: [Column<'_>; 7] = [
        ("id", &new_id(hand_off.given_at)),
        ("item", &item.number.0),
        ("owner", &hand_off.owner.0),
        ("account", &item.account.0),
        ("kind", &item.kind.as_str()),
        ("given_at", &ms(hand_off.given_at)),
        ("instead_of", &hand_off.instead_of.map(|owner| owner.0)),
    ];
    with_hand_off_columns(hand_off, |columns| {
        whole::insert(connection, "hand_offs", &once, columns).map(drop)
    })
}

/// Writes a hand-off back.
pub(super) fn save_hand_off(connection: &Connection, hand_off: &HandOff) -> Result<()> {
    with_hand_off_columns(hand_off, |columns| {
        whole::update(connection, "hand_offs", hand_off.number.0, columns, &[])
    })
}

/// The columns of a hand-off that may change. Its item's account and kind are written where those change.
fn with_hand_off_columns<T>(hand_off: &HandOff, write: impl FnOnce(&[Column<'_>]) -> Result<T>) -> Result<T> {
    write(&[
        ("stage", &hand_off.stage.as_str()),
        ("owner_due", &ms(hand_off.owner_due)),
        ("last_word_at", &ms(hand_off.last_word_at)),
        ("acknowledged_at", &hand_off.acknowledged_at.map(ms)),
        ("nudges", &hand_off.nudges),
        ("told_at", &hand_off.told_at.map(ms)),
        ("ended_at", &hand_off.ended_at.map(ms)),
        ("answer", &hand_off.answer),
        ("brief", &hand_off.brief),
    ])
}
