//! *Who played?* What the log answers about first chair, over the last `WEEKS` weeks, the report's own the last of them.
//!
//! - *Played* is an item that was finished, client told, with a first-chair reason. *Conducted* is a transaction that was
//!   finished without one and whose last hand-off ended *done*. Reopened by `as_of`, it is neither.
//! - Each answer looks at the latest [`MOST`] rows of the period, and needs [`LEAST`] of them; with fewer it says so and
//!   guesses nothing.
//! - *At `as_of`* and *undone* mean what they mean for the other figures.

use std::collections::BTreeMap;

use super::series::WeekLine;
use super::{Week, median};
use crate::domain::Time;
use crate::domain::ids::ItemNo;
use crate::domain::item::{Kind, Reason};
use crate::domain::worktime::Calendar;

mod words;

pub use words::{Said, SaidLine};

/// The most rows that an answer looks at: the latest.
pub const MOST: usize = 200;
/// The least rows from which an answer is given.
pub const LEAST: u64 = 5;
/// The least weeks from which weeks are compared.
pub const LEAST_WEEKS: u64 = 6;
/// The least weeks of much first chair, and of little.
pub const LEAST_SIDE: u64 = 2;

/// A row behind an answer.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct RowRef {
    /// The item.
    pub item: ItemNo,
    /// The client's name.
    pub client: String,
}

/// A row that the rep played.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlayedRow {
    /// Which.
    pub row: RowRef,
    /// Its kind.
    pub kind: Kind,
    /// Where it came from: `shopify`, `added`, `call`.
    pub source: String,
    /// When it arrived.
    pub arrived_at: Time,
    /// Why the rep played it.
    pub reason: Reason,
    /// The minutes it took, where the rep gave them.
    pub minutes: Option<u32>,
}

/// A transaction that was finished.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EndedRow {
    /// Which.
    pub row: RowRef,
    /// Who played it.
    pub by: PlayedBy,
    /// Wall time from its arrival to its end, in seconds.
    pub seconds: i64,
    /// It had been closed before, and was reopened.
    pub reopened: bool,
    /// Its client clock had run out when it was finished; `None` where the log has no clock of it.
    pub late: Option<bool>,
}

/// Who played a finished transaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlayedBy {
    /// An owner: it was conducted.
    Owner,
    /// The rep.
    Rep,
    /// Nobody can say: its last hand-off was returned or recalled, or there was none, and no reason was given.
    Unknown,
}

/// Everything that the answers are made of, each list the latest first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Facts {
    /// What the rep played.
    pub played: Vec<PlayedRow>,
    /// Finished transactions.
    pub ended: Vec<EndedRow>,
    /// Support calls on which the rep wrote down the client's words (`l`) and that were handed off with it or after it.
    pub heard: Vec<RowRef>,
    /// Support calls that are open in first chair.
    pub keeping: Vec<RowRef>,
}

/// An answer, or that there is too little to give one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding<T> {
    /// What the log says.
    Known(T),
    /// Too little history.
    TooLittle(TooLittle),
}

/// How much history there is for an answer, and how much it needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooLittle {
    /// So many there are.
    pub has: u64,
    /// So many there must be.
    pub needs: u64,
    /// Of what.
    pub of: Evidence,
}

/// What an answer is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Evidence {
    /// Items in first chair.
    Played,
    /// Transactions in first chair.
    PlayedTransactions,
    /// Transactions that were conducted.
    Conducted,
    /// Support calls listened to and handed on, or kept.
    SupportCalls,
    /// Weeks that are over in which a transaction was finished.
    Weeks,
    /// Weeks with more first chair than the middle one.
    BusyWeeks,
}

/// First chair for one reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReasonRows {
    /// The reason.
    pub reason: Reason,
    /// The minutes that its rows took, where the rep gave them.
    pub minutes: u64,
    /// Of its rows, those whose minutes are unknown.
    pub unknown: u64,
    /// The rows.
    pub rows: Vec<RowRef>,
}

/// Rows that have something in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// What: a source, a client, a kind, an hour.
    pub name: String,
    /// The rows.
    pub rows: Vec<RowRef>,
}

/// Where transactions dragged the rep in. In each list the largest group comes first, then by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dragged {
    /// By where they came from.
    pub sources: Vec<Group>,
    /// By client.
    pub clients: Vec<Group>,
    /// By kind.
    pub kinds: Vec<Group>,
    /// By the hour of the day, in the rep's zone, at which they arrived: `07:00`.
    pub hours: Vec<Group>,
}

/// How transactions of one sort ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ends {
    /// The median wall time from arrival to end, in seconds.
    pub median_seconds: i64,
    /// Those that had been closed before and were reopened.
    pub reopened: Vec<RowRef>,
    /// Those whose client clock had run out when they were finished.
    pub late: Vec<RowRef>,
    /// Of how many it is known whether they were late.
    pub clocked: u64,
    /// The rows.
    pub rows: Vec<RowRef>,
}

/// Conducted against played.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endings {
    /// What owners did.
    pub conducted: Ends,
    /// What the rep did.
    pub played: Ends,
}

/// Support calls.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SupportCalls {
    /// Listened to and handed on.
    pub handed_on: Vec<RowRef>,
    /// Kept: finished in first chair, or open in it at `as_of`.
    pub kept: Vec<RowRef>,
}

/// Some weeks together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    /// The weeks, oldest first.
    pub weeks: Vec<Week>,
    /// Items finished in first chair.
    pub first_chair: u64,
    /// Calls.
    pub calls: u64,
    /// Promises made.
    pub promises: u64,
}

/// Weeks of much first chair against weeks of little.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    /// The first chair of the middle week; of an even number of weeks, of the two middle ones, rounded down.
    pub middle: u64,
    /// Weeks with more than that.
    pub much: Side,
    /// The others.
    pub little: Side,
}

/// The answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WhoPlayed {
    /// The first week that is looked at.
    pub since: Week,
    /// What made the rep take first chair, in the order of [`Reason::ALL`], any kind of item.
    pub reasons: Finding<Vec<ReasonRows>>,
    /// Where transactions dragged the rep in.
    pub dragged: Finding<Dragged>,
    /// How conducted work ended against work that the rep played.
    pub endings: Finding<Endings>,
    /// Which support calls were listened to and handed on, and which were kept.
    pub support: Finding<SupportCalls>,
    /// Calls and promises in weeks of much first chair and of little. Only weeks count that are over at `as_of` and in
    /// which a transaction was finished, so that holidays don't.
    pub compared: Finding<Compared>,
}

impl WhoPlayed {
    /// The answers that facts give; `weeks` are oldest first.
    #[must_use]
    pub fn of(since: Week, facts: &Facts, weeks: &[WeekLine], calendar: &Calendar) -> Self {
        Self {
            since,
            reasons: reasons(&facts.played),
            dragged: dragged(&facts.played, calendar),
            endings: endings(&facts.ended),
            support: support(facts),
            compared: compared(weeks),
        }
    }
}

/// The answer, if there is enough to give it.
fn enough<T>(has: u64, needs: u64, of: Evidence, answer: impl FnOnce() -> T) -> Finding<T> {
    if has < needs {
        Finding::TooLittle(TooLittle { has, needs, of })
    } else {
        Finding::Known(answer())
    }
}

fn reasons(played: &[PlayedRow]) -> Finding<Vec<ReasonRows>> {
    enough(played.len() as u64, LEAST, Evidence::Played, || {
        Reason::ALL
            .iter()
            .map(|&reason| {
                let of: Vec<&PlayedRow> = played.iter().filter(|row| row.reason == reason).collect();
                ReasonRows {
                    reason,
                    minutes: of.iter().filter_map(|row| row.minutes).map(u64::from).sum(),
                    unknown: of.iter().filter(|row| row.minutes.is_none()).count() as u64,
                    rows: of.into_iter().map(|row| row.row.clone()).collect(),
                }
            })
            .filter(|line| !line.rows.is_empty())
            .collect()
    })
}

fn dragged(played: &[PlayedRow], calendar: &Calendar) -> Finding<Dragged> {
    let rows: Vec<&PlayedRow> = played.iter().filter(|row| row.kind != Kind::FollowUp).collect();
    enough(rows.len() as u64, LEAST, Evidence::PlayedTransactions, || {
        Dragged {
            sources: groups(&rows, |row| row.source.clone()),
            clients: groups(&rows, |row| row.row.client.clone()),
            kinds: groups(&rows, |row| row.kind.words().to_owned()),
            hours: groups(&rows, |row| {
                calendar.local(row.arrived_at).format("%H:00").to_string()
            }),
        }
    })
}

fn groups(rows: &[&PlayedRow], name: impl Fn(&PlayedRow) -> String) -> Vec<Group> {
    let mut groups: BTreeMap<String, Vec<RowRef>> = BTreeMap::new();
    for row in rows {
        groups.entry(name(row)).or_default().push(row.row.clone());
    }
    let mut groups: Vec<Group> = groups
        .into_iter()
        .map(|(name, rows)| Group { name, rows })
        .collect();
    groups.sort_by_key(|group| std::cmp::Reverse(group.rows.len()));
    groups
}

fn endings(ended: &[EndedRow]) -> Finding<Endings> {
    let of = |by| ended.iter().filter(|row| row.by == by).collect::<Vec<_>>();
    let (conducted, played) = (of(PlayedBy::Owner), of(PlayedBy::Rep));
    // What there is less of is said.
    let (has, what) = if conducted.len() < played.len() {
        (conducted.len(), Evidence::Conducted)
    } else {
        (played.len(), Evidence::PlayedTransactions)
    };
    enough(has as u64, LEAST, what, || Endings {
        conducted: ends(&conducted),
        played: ends(&played),
    })
}

fn ends(rows: &[&EndedRow]) -> Ends {
    let mut seconds: Vec<i64> = rows.iter().map(|row| row.seconds).collect();
    let of = |holds: fn(&EndedRow) -> bool| {
        let found = rows.iter().filter(|row| holds(row));
        found.map(|row| row.row.clone()).collect()
    };
    Ends {
        median_seconds: median(&mut seconds).unwrap_or(0),
        reopened: of(|row| row.reopened),
        late: of(|row| row.late == Some(true)),
        clocked: rows.iter().filter(|row| row.late.is_some()).count() as u64,
        rows: of(|_| true),
    }
}

fn support(facts: &Facts) -> Finding<SupportCalls> {
    let finished = facts.played.iter().filter(|row| row.kind == Kind::Support);
    let kept: Vec<RowRef> = facts
        .keeping
        .iter()
        .chain(finished.map(|row| &row.row))
        .cloned()
        .collect();
    let has = facts.heard.len() + kept.len();
    enough(has as u64, LEAST, Evidence::SupportCalls, || SupportCalls {
        handed_on: facts.heard.clone(),
        kept,
    })
}

fn compared(weeks: &[WeekLine]) -> Finding<Compared> {
    let counted: Vec<&WeekLine> = weeks
        .iter()
        .filter(|line| line.over && line.finished > 0)
        .collect();
    let few = |has: usize, needs, of| {
        let has = has as u64;
        Finding::TooLittle(TooLittle { has, needs, of })
    };
    if (counted.len() as u64) < LEAST_WEEKS {
        return few(counted.len(), LEAST_WEEKS, Evidence::Weeks);
    }
    let mut chairs: Vec<i64> = counted
        .iter()
        .map(|line| i64::try_from(line.first_chair).unwrap_or(i64::MAX))
        .collect();
    let middle = median(&mut chairs).map_or(0, i64::unsigned_abs);
    // At least half of the weeks are not above the middle one, so only those above it can be too few.
    let (much, little): (Vec<&WeekLine>, Vec<&WeekLine>) =
        counted.into_iter().partition(|line| line.first_chair > middle);
    if (much.len() as u64) < LEAST_SIDE {
        return few(much.len(), LEAST_SIDE, Evidence::BusyWeeks);
    }
    Finding::Known(Compared {
        middle,
        much: side(&much),
        little: side(&little),
    })
}

fn side(weeks: &[&WeekLine]) -> Side {
    let sum = |of: fn(&WeekLine) -> u64| weeks.iter().map(|line| of(line)).sum();
    Side {
        weeks: weeks.iter().map(|line| line.week).collect(),
        first_chair: sum(|line| line.first_chair),
        calls: sum(|line| line.calls),
        promises: sum(|line| line.promises),
    }
}

#[cfg(test)]
mod tests;
