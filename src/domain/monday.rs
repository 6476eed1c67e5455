//! The Monday sheet: the quarter and the rest of the month, what has changed since the pipeline was frozen, which dates
//! are at risk and what each needs, and what marketing and the executives should know.
//!
//! A *snapshot* is the pipeline as it stood at one moment: every deal that was open then. What has changed since is told
//! by comparing it with the deals as they stand, so what was done and undone in between counts nowhere.

pub mod asks;
pub mod bridge;
pub mod changes;
#[cfg(test)]
pub(crate) mod sample;
pub mod wanted;
pub mod words;

use std::collections::BTreeMap;

use chrono::{Datelike, Days, NaiveDate};

use super::Time;
use super::deal::rates::Rates;
use super::deal::totals::Totals;
use super::deal::{CloseMove, Credit, Deal, DealFile, DealState};
use super::ids::{DealNo, ItemNo};
use super::money::Money;
use super::quarter::{Quarter, next_month};
use super::settings::Settings;
use asks::Beside;
use bridge::BridgeLine;
use changes::Change;
use wanted::Wanted;

/// A deal as a snapshot froze it: it was open then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frozen {
    /// The deal.
    pub deal: DealNo,
    /// The follow-up that stands for it, by whose number it is named.
    pub item: ItemNo,
    /// The client's name, as it was then.
    pub client: String,
    /// What the deal was called.
    pub name: String,
    /// What it was worth.
    pub value: Option<Money>,
    /// Its stage.
    pub stage: String,
    /// Its close date.
    pub close_on: NaiveDate,
}

/// When a snapshot was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SnapshotHead {
    /// The Monday of its week, in the rep's zone.
    pub monday: NaiveDate,
    /// When it was taken.
    pub at: Time,
    /// How many deals were open.
    pub deals: u64,
}

/// A snapshot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    /// When it was taken.
    pub head: SnapshotHead,
    /// The deals, by number.
    pub deals: Vec<Frozen>,
}

/// Which snapshot is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Against {
    /// The first of the week before the running one, or the nearest before that.
    LastMonday(NaiveDate),
    /// The latest that was taken up to the end of a day.
    Day(NaiveDate),
}

impl Against {
    /// The one that a sheet compares with if nothing else is asked for.
    #[must_use]
    pub fn usual(today: NaiveDate) -> Self {
        Self::LastMonday(monday_of(today) - Days::new(7))
    }
}

/// The Monday of a day's week.
#[must_use]
pub fn monday_of(day: NaiveDate) -> NaiveDate {
    day - Days::new(u64::from(day.weekday().num_days_from_monday()))
}

/// What a sheet is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// The moment.
    pub now: Time,
    /// The open deals, counted back, by close date.
    pub open: Vec<DealFile>,
    /// The deals that have ended since the quarter began, or since the snapshot if that is earlier; the latest first.
    pub ended: Vec<Deal>,
    /// The moves of close dates since the snapshot, oldest first.
    pub moves: BTreeMap<DealNo, Vec<CloseMove>>,
    /// Which snapshot was asked for.
    pub against: Against,
    /// The one that was found.
    pub snapshot: Option<Snapshot>,
    /// The oldest there is.
    pub first: Option<SnapshotHead>,
    /// For marketing and executives.
    pub beside: Beside,
}

/// Some deals: how many, and what they come to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Part {
    /// How many.
    pub count: usize,
    /// What they come to.
    pub totals: Totals,
}

impl Part {
    /// Adds up amounts; `None` is a deal without one.
    #[must_use]
    pub fn of(amounts: &[Option<Money>], rates: Option<&Rates>) -> Self {
        Self {
            count: amounts.len(),
            totals: Totals::of(amounts.iter().copied(), rates),
        }
    }
}

/// When a deal is to close, seen from today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Closes {
    /// Its date has passed.
    Overdue,
    /// By the end of the month.
    ThisMonth,
    /// After this month, by the end of the quarter.
    ThisQuarter,
    /// After the quarter.
    Later,
}

impl Closes {
    /// All, in order.
    pub const ALL: [Self; 4] = [Self::Overdue, Self::ThisMonth, Self::ThisQuarter, Self::Later];

    /// The word for it in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Overdue => "overdue",
            Self::ThisMonth => "rest_of_month",
            Self::ThisQuarter => "rest_of_quarter",
            Self::Later => "later",
        }
    }
}

/// What the open deals of a stage come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StageLine {
    /// The stage.
    pub stage: String,
    /// Those that are to close by the end of the month, overdue ones too.
    pub month: Part,
    /// Those that are to close by the end of the quarter, those of the month too.
    pub quarter: Part,
    /// All of them.
    pub all: Part,
}

/// An open deal whose date is at risk, or which rots.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AtRisk {
    /// The deal, and the steps it needs.
    pub file: DealFile,
    /// What it needs, of whom, by when.
    pub wanted: Wanted,
}

/// How deals ended in the quarter so far: for each credit that was given, what they come to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ended {
    /// All of them.
    pub all: Part,
    /// By whose doing it was.
    pub by_credit: Vec<(Credit, Part)>,
}

/// The Monday sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MondaySheet {
    /// The moment as of which it stands.
    pub at: Time,
    /// The rep's day.
    pub today: NaiveDate,
    /// The quarter in which that lies.
    pub quarter: Quarter,
    /// The last day of the month.
    pub month_ends: NaiveDate,
    /// Which snapshot was asked for.
    pub against: Against,
    /// The one it is compared with; `None` where there is none.
    pub snapshot: Option<SnapshotHead>,
    /// The oldest snapshot there is.
    pub first: Option<SnapshotHead>,
    /// The open deals, by close date.
    pub open: Vec<DealFile>,
    /// What they come to, by when they are to close, in the order of [`Closes::ALL`].
    pub closing: Vec<(Closes, Part)>,
    /// What all of them come to.
    pub all: Part,
    /// By stage: those of the config in order, then those it no longer has.
    pub stages: Vec<StageLine>,
    /// Won since the quarter began.
    pub won: Ended,
    /// Lost since the quarter began.
    pub lost: Ended,
    /// What has changed since the snapshot: by kind, then by close date. A deal has a line for each thing that changed.
    pub changes: Vec<Change>,
    /// From the snapshot's total to today's; empty without a snapshot.
    pub bridge: Vec<BridgeLine>,
    /// What is at risk, by close date.
    pub at_risk: Vec<AtRisk>,
    /// For marketing and executives.
    pub beside: Beside,
}

impl MondaySheet {
    /// The sheet that the facts make.
    #[must_use]
    pub fn of(facts: Facts, settings: &Settings) -> Self {
        let calendar = &settings.calendar;
        let rates = settings.deals.rates.as_ref();
        let today = calendar.local(facts.now).date_naive();
        let quarter = settings.quarters.of(today);
        let month_ends = next_month(today).pred_opt().unwrap_or(today);
        let moment = Bounds {
            today,
            month_ends,
            quarter_ends: quarter.ends(),
        };
        let began = calendar.instant(quarter.begins().and_time(chrono::NaiveTime::MIN));
        let of_quarter: Vec<&Deal> = facts
            .ended
            .iter()
            .filter(|deal| deal.state.end().is_some_and(|end| end.at >= began))
            .collect();
        let value = |file: &DealFile| file.deal.value;
        let closing = Closes::ALL
            .map(|closes| {
                let mut open = facts.open.iter();
                let amounts: Vec<_> = open
                    .by_ref()
                    .filter(|file| moment.closes(file.deal.close_on) == closes)
                    .map(value)
                    .collect();
                (closes, Part::of(&amounts, rates))
            })
            .to_vec();
        let all: Vec<_> = facts.open.iter().map(value).collect();
        let (changes, bridge) = match &facts.snapshot {
            Some(snapshot) => {
                let now = changes::Now {
                    open: &facts.open,
                    ended: &facts.ended,
                    moves: &facts.moves,
                };
                (
                    changes::since(snapshot, &now),
                    bridge::bridge(snapshot, &now, quarter.ends(), rates),
                )
            }
            None => (Vec::new(), Vec::new()),
        };
        let at_risk = facts
            .open
            .iter()
            .filter(|file| file.count.is_at_risk() || file.rotten.is_some())
            .map(|file| AtRisk {
                file: file.clone(),
                wanted: Wanted::of(file, today, calendar),
            })
            .collect();
        Self {
            at: facts.now,
            today,
            quarter,
            month_ends,
            against: facts.against,
            snapshot: facts.snapshot.as_ref().map(|snapshot| snapshot.head),
            first: facts.first,
            closing,
            all: Part::of(&all, rates),
            stages: stages(&facts.open, &moment, settings),
            won: ended(&of_quarter, |state| matches!(state, DealState::Won(_)), rates),
            lost: ended(&of_quarter, |state| matches!(state, DealState::Lost(_)), rates),
            changes,
            bridge,
            at_risk,
            beside: facts.beside,
            open: facts.open,
        }
    }

    /// When a deal is to close, seen from the sheet's day.
    #[must_use]
    pub fn closes(&self, day: NaiveDate) -> Closes {
        Bounds {
            today: self.today,
            month_ends: self.month_ends,
            quarter_ends: self.quarter.ends(),
        }
        .closes(day)
    }

    /// The open deals that are to close by the end of the quarter, by close date.
    pub fn of_quarter(&self) -> impl Iterator<Item = &DealFile> {
        let after = self.quarter.after();
        self.open.iter().filter(move |file| file.deal.close_on < after)
    }
}

/// The days that part a pipeline by its close dates.
struct Bounds {
    today: NaiveDate,
    month_ends: NaiveDate,
    quarter_ends: NaiveDate,
}

impl Bounds {
    fn closes(&self, day: NaiveDate) -> Closes {
        if day < self.today {
            Closes::Overdue
        } else if day <= self.month_ends {
            Closes::ThisMonth
        } else if day <= self.quarter_ends {
            Closes::ThisQuarter
        } else {
            Closes::Later
        }
    }
}

fn stages(open: &[DealFile], moment: &Bounds, settings: &Settings) -> Vec<StageLine> {
    let rates = settings.deals.rates.as_ref();
    let known: Vec<&str> = settings
        .deals
        .stages
        .iter()
        .map(|stage| stage.name.as_str())
        .collect();
    let mut others: Vec<&str> = open
        .iter()
        .map(|file| file.deal.stage.as_str())
        .filter(|stage| !known.contains(stage))
        .collect();
    others.sort_unstable();
    others.dedup();
    known
        .into_iter()
        .chain(others)
        .map(|stage| {
            let until = |last: Closes| {
                let amounts: Vec<_> = open
                    .iter()
                    .filter(|file| file.deal.stage == stage && moment.closes(file.deal.close_on) <= last)
                    .map(|file| file.deal.value)
                    .collect();
                Part::of(&amounts, rates)
            };
            StageLine {
                stage: stage.to_owned(),
                month: until(Closes::ThisMonth),
                quarter: until(Closes::ThisQuarter),
                all: until(Closes::Later),
            }
        })
        .collect()
}

fn ended(deals: &[&Deal], which: impl Fn(DealState) -> bool, rates: Option<&Rates>) -> Ended {
    let those: Vec<&&Deal> = deals.iter().filter(|deal| which(deal.state)).collect();
    let part = |credit: Option<Credit>| {
        let amounts: Vec<_> = those
            .iter()
            .filter(|deal| credit.is_none() || deal.state.end().map(|end| end.credit) == credit)
            .map(|deal| deal.value)
            .collect();
        Part::of(&amounts, rates)
    };
    Ended {
        all: part(None),
        by_credit: Credit::ALL
            .iter()
            .map(|credit| (*credit, part(Some(*credit))))
            .filter(|(_, part)| part.count > 0)
            .collect(),
    }
}

#[cfg(test)]
mod tests;
