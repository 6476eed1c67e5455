//! Rows and single items as JSON, for `list --json` and `show --json`. Times are RFC 3339 in UTC; the fields keep
//! their order and names, and what is not known is null.

use std::io;

use serde::Serialize;

use crate::domain::Time;
use crate::domain::handoff::Stage;
use crate::domain::item::{Cue, Ending, Item, Kind, Mood, Play, Reason, Standing};
use crate::domain::listing::{Detail, Row, Suggestion};
use crate::domain::money::Money;
use crate::domain::stands_for::StandsFor;

/// An amount: a plain decimal, so that nothing is lost to floating point, and an ISO 4217 code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ValueJson {
    /// `3180.00`.
    pub amount: String,
    /// `EUR`.
    pub currency: String,
}

impl From<Money> for ValueJson {
    fn from(money: Money) -> Self {
        Self {
            amount: money.decimal(),
            currency: money.currency.code().to_owned(),
        }
    }
}

/// The open hand-off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WithJson {
    /// The owner's name.
    pub owner: String,
    /// Offered or acknowledged.
    pub stage: Stage,
    /// When it was given.
    pub since: Time,
    /// The owner's last word, else when it was given.
    pub last_word_at: Time,
    /// The owner clock.
    pub owner_due: Time,
    /// Nudges so far.
    pub nudges: u32,
    /// The owner has not been told yet.
    pub untold: bool,
}

/// Who would get it, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SuggestionJson {
    /// The owner's name.
    pub owner: String,
    /// The seat, if any.
    pub seat: Option<u8>,
    /// Why.
    pub why: String,
}

impl From<&Suggestion> for SuggestionJson {
    fn from(suggestion: &Suggestion) -> Self {
        Self {
            owner: suggestion.name.clone(),
            seat: suggestion.seat,
            why: suggestion.why.clone(),
        }
    }
}

/// How a closed item ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EndedJson {
    /// When.
    pub at: Time,
    /// How.
    pub how: Ending,
    /// First chair: the reason, when the rep played it.
    pub first_chair: Option<Reason>,
}

/// One row of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RowJson {
    /// The item's number, without `#`.
    pub number: i64,
    /// Its kind.
    pub kind: Kind,
    /// The client's name.
    pub client: String,
    /// One line that says what it is.
    pub subject: String,
    /// Sorted before everything else.
    pub urgent: bool,
    /// What it is worth.
    pub value: Option<ValueJson>,
    /// The client clock, while open.
    pub client_due: Option<Time>,
    /// When it wakes, or woke; while open.
    pub wake_at: Option<Time>,
    /// Why it wakes, or woke; while open.
    pub cue: Option<Cue>,
    /// A snooze, while it lasts.
    pub snoozed_until: Option<Time>,
    /// First chair, while open: the reason.
    pub first_chair: Option<Reason>,
    /// The open hand-off.
    pub with: Option<WithJson>,
    /// Who would get it, when nobody has it.
    pub suggestion: Option<SuggestionJson>,
    /// The end, when closed.
    pub ended: Option<EndedJson>,
    /// The kind of record it stands for: `promise`, `deal`.
    pub stands_for: Option<&'static str>,
}

impl From<&Row> for RowJson {
    fn from(row: &Row) -> Self {
        Self {
            number: row.item.0,
            kind: row.kind,
            client: row.client.clone(),
            subject: row.subject.clone(),
            urgent: row.urgent,
            value: row.value.map(ValueJson::from),
            client_due: row.client_due,
            wake_at: row.wake.map(|(at, _)| at),
            cue: row.wake.map(|(_, cue)| cue),
            snoozed_until: row.snoozed_until,
            first_chair: row.first_chair,
            with: row.with.as_ref().map(|with| WithJson {
                owner: with.name.clone(),
                stage: with.stage,
                since: with.given_at,
                last_word_at: with.last_word_at,
                owner_due: with.owner_due,
                nudges: with.nudges,
                untold: with.untold,
            }),
            suggestion: row.suggestion.as_ref().map(SuggestionJson::from),
            ended: row.end.map(|end| EndedJson {
                at: end.at,
                how: end.ending,
                first_chair: end.reason,
            }),
            stands_for: row.stands_for.map(StandsFor::word),
        }
    }
}

/// One event of an item's timeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EventJson {
    /// When.
    pub at: Time,
    /// What happened, in words.
    pub words: String,
}

/// One item with everything known of it: the fields of its row, then the rest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DetailJson {
    /// What its row has.
    #[serde(flatten)]
    pub row: RowJson,
    /// Who at the client.
    pub contact: Option<String>,
    /// The client's own words; may be empty.
    pub words: String,
    /// How the client sounded.
    pub mood: Option<Mood>,
    /// Where it came from.
    pub source: String,
    /// The source's own name for it.
    pub source_key: Option<String>,
    /// When it arrived at its source.
    pub arrived_at: Time,
    /// First chair, when closed: the minutes it took; unknown is null.
    pub minutes: Option<u32>,
    /// The brief of the open hand-off, else the one that would go out.
    pub brief: String,
    /// The newest events first.
    pub timeline: Vec<EventJson>,
    /// Older events are not shown.
    pub more: bool,
}

impl From<&Detail> for DetailJson {
    fn from(detail: &Detail) -> Self {
        let item = &detail.item;
        let closed = match &item.standing {
            Standing::Closed(closed) => Some(closed),
            Standing::Open(_) => None,
        };
        let event = |event: &crate::domain::listing::Event| EventJson {
            at: event.at,
            words: event.words.clone(),
        };
        Self {
            row: row_of(item, detail.suggestion.as_ref()),
            contact: item.contact.clone(),
            words: item.words.clone(),
            mood: item.mood,
            source: item.source.clone(),
            source_key: item.source_key.clone(),
            arrived_at: item.arrived_at,
            minutes: closed.and_then(|closed| closed.minutes),
            brief: detail.brief.clone(),
            timeline: detail.timeline.iter().map(event).collect(),
            more: detail.more,
        }
    }
}

/// The fields that an item has in common with its row in a list.
fn row_of(item: &Item, suggestion: Option<&Suggestion>) -> RowJson {
    let open = item.open();
    let ended = match &item.standing {
        Standing::Closed(end) => Some(EndedJson {
            at: end.at,
            how: end.ending,
            first_chair: end.reason,
        }),
        Standing::Open(_) => None,
    };
    RowJson {
        number: item.number.0,
        kind: item.kind,
        client: item.account_name.clone(),
        subject: item.subject.clone(),
        urgent: item.urgent,
        value: item.value.map(ValueJson::from),
        client_due: open.map(|open| open.client_due),
        wake_at: open.map(|open| open.wake.at),
        cue: open.map(|open| open.wake.cue),
        snoozed_until: open.and_then(|open| open.snoozed_until),
        first_chair: open.and_then(|open| match open.play {
            Play::FirstChair { reason } => Some(reason),
            Play::Nobody | Play::Owner(_) => None,
        }),
        with: item.hand_off().map(|hand_off| WithJson {
            owner: hand_off.owner_name.clone(),
            stage: hand_off.stage,
            since: hand_off.given_at,
            last_word_at: hand_off.last_word_at,
            owner_due: hand_off.owner_due,
            nudges: hand_off.nudges,
            untold: hand_off.told_at.is_none(),
        }),
        suggestion: suggestion.map(SuggestionJson::from),
        ended,
        stands_for: StandsFor::SOURCES
            .into_iter()
            .find(|source| *source == item.source),
    }
}

/// Writes rows as a JSON array, one row after the other as they come.
///
/// # Errors
/// When `out` can't be written to.
pub fn write_rows<'a>(rows: impl IntoIterator<Item = &'a Row>, out: &mut dyn io::Write) -> io::Result<()> {
    let mut before = "[\n  ";
    for row in rows {
        out.write_all(before.as_bytes())?;
        serde_json::to_writer(&mut *out, &RowJson::from(row))?;
        before = ",\n  ";
    }
    out.write_all(if before == ",\n  " { b"\n]\n" } else { b"[]\n" })
}

/// Writes one item as an indented JSON object.
///
/// # Errors
/// When `out` can't be written to.
pub fn write_detail(detail: &Detail, out: &mut dyn io::Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, &DetailJson::from(detail))?;
    out.write_all(b"\n")
}

#[cfg(test)]
mod tests;
