//! Deals as JSON, for `deal list --json` and `deal show --json`. Days are ISO dates, times RFC 3339 in UTC; the fields
//! keep their order and names, and what is not known is null.

use chrono::NaiveDate;
use serde::Serialize;

use super::rows::ValueJson;
use crate::domain::Time;
use crate::domain::deal::close::{Counted, Pace};
use crate::domain::deal::{Concession, Credit, DealFile, MoveTag, Need, NeedState, Side};

/// A deal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DealJson {
    /// The number of its follow-up, by which it is named, without `#`.
    pub number: i64,
    /// The client's name.
    pub client: String,
    /// What it is called.
    pub name: String,
    /// `open`, `won` or `lost`.
    pub state: &'static str,
    /// What it is worth.
    pub value: Option<ValueJson>,
    /// Its stage, and since when.
    pub stage: String,
    /// Since when it is in that stage.
    pub stage_since: Time,
    /// For how many days it has rotted there, if it does.
    pub rots_for_days: Option<i64>,
    /// The close date.
    pub closes_on: NaiveDate,
    /// What the rep does next; may be empty.
    pub next_step: String,
    /// When it was entered.
    pub made_at: Time,
    /// When it ended.
    pub ended_at: Option<Time>,
    /// To whom its end is owed.
    pub why: Option<Credit>,
    /// Will it close in time?
    pub in_time: InTimeJson,
    /// Its steps, in order.
    pub needs: Vec<NeedJson>,
    /// What each side conceded, oldest first.
    pub concessions: Vec<ConcessionJson>,
    /// The moves of its close date, oldest first.
    pub moves: Vec<MoveJson>,
}

/// Whether a deal will close in time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct InTimeJson {
    /// Whether its date is known to be at risk.
    pub at_risk: bool,
    /// In words.
    pub words: String,
    /// The number of the step that breaks it, as in `needs`.
    pub breaks: Option<usize>,
    /// That step's last safe start.
    pub last_safe_start: Option<NaiveDate>,
    /// The day on which the deal wakes.
    pub wakes_on: Option<NaiveDate>,
}

/// A step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NeedJson {
    /// Where it stands among the steps, from 1.
    pub step: usize,
    /// What is needed.
    pub what: String,
    /// The owner's name.
    pub owner: Option<String>,
    /// By when.
    pub by: Option<NaiveDate>,
    /// `waiting`, `under_way`, `back`, `answered`, `done` or `dropped`.
    pub state: &'static str,
    /// Since when that is so, where it is known.
    pub since: Option<Time>,
    /// The item that was handed off for it.
    pub item: Option<i64>,
    /// Working days that its owner takes, the median of finished hand-offs; null below five of them.
    pub takes_days: Option<u32>,
    /// The day by which it must be done for the rest to fit.
    pub must_be_done_by: Option<NaiveDate>,
    /// Its last safe start.
    pub last_safe_start: Option<NaiveDate>,
}

/// A concession.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ConcessionJson {
    /// Where it stands among the concessions, from 1.
    pub number: usize,
    /// Who conceded it: `give` by the rep, `get` by the client.
    pub side: Side,
    /// What.
    pub what: String,
    /// When.
    pub at: Time,
    /// The number of the one that it was made for.
    pub answers: Option<usize>,
}

/// A move of the close date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MoveJson {
    /// When.
    pub at: Time,
    /// From which day.
    pub from: NaiveDate,
    /// To which.
    pub to: NaiveDate,
    /// Why.
    pub why: MoveTag,
}

impl DealJson {
    /// A deal as of a day.
    #[must_use]
    pub fn of(file: &DealFile, today: NaiveDate) -> Self {
        let deal = &file.deal;
        let end = deal.state.end();
        let counted = |need: &Need| {
            let mut steps = file.count.steps.iter();
            steps.find(|counted| counted.step.need == need.number)
        };
        let at = |number| {
            let mut all = file.concessions.iter();
            all.position(|other| other.number == number).map(|at| at + 1)
        };
        Self {
            number: deal.item.0,
            client: deal.account_name.clone(),
            name: deal.name.clone(),
            state: deal.state.as_str(),
            value: deal.value.map(ValueJson::from),
            stage: deal.stage.clone(),
            stage_since: deal.stage_at,
            rots_for_days: file.rotten,
            closes_on: deal.close_on,
            next_step: deal.next_step.clone(),
            made_at: deal.made_at,
            ended_at: end.map(|end| end.at),
            why: end.map(|end| end.credit),
            in_time: InTimeJson::of(file, today),
            needs: (1..)
                .zip(&file.needs)
                .map(|(step, need)| NeedJson::of(step, need, counted(need)))
                .collect(),
            concessions: (1..)
                .zip(&file.concessions)
                .map(|(number, one)| ConcessionJson::of(number, one, one.answers.and_then(at)))
                .collect(),
            moves: file
                .moves
                .iter()
                .map(|moved| MoveJson {
                    at: moved.at,
                    from: moved.from,
                    to: moved.to,
                    why: moved.tag,
                })
                .collect(),
        }
    }
}

impl InTimeJson {
    fn of(file: &DealFile, today: NaiveDate) -> Self {
        let breaking = file.count.breaking();
        let step = |counted: &Counted| {
            let mut needs = file.needs.iter();
            needs.position(|need| need.number == counted.step.need)
        };
        Self {
            at_risk: file.count.is_at_risk(),
            words: file.verdict_words(today),
            breaks: breaking.and_then(step).map(|at| at + 1),
            last_safe_start: breaking.and_then(|counted| counted.start_by),
            wakes_on: file.count.wakes_on,
        }
    }
}

impl NeedJson {
    fn of(step: usize, need: &Need, counted: Option<&Counted>) -> Self {
        Self {
            step,
            what: need.what.clone(),
            owner: need.owner.as_ref().map(|(_, name)| name.clone()),
            by: need.by_on,
            state: need.state.as_str(),
            since: match need.state {
                NeedState::UnderWay(at)
                | NeedState::Answered(at)
                | NeedState::Done(at)
                | NeedState::Dropped(at) => Some(at),
                NeedState::Waiting | NeedState::Back => None,
            },
            item: need.item.map(|item| item.0),
            takes_days: counted.and_then(|counted| match counted.step.pace {
                Pace::Known { days, .. } => Some(days),
                Pace::TooFew { .. } | Pace::Nobody => None,
            }),
            must_be_done_by: counted.map(|counted| counted.done_by),
            last_safe_start: counted.and_then(|counted| counted.start_by),
        }
    }
}

impl ConcessionJson {
    fn of(number: usize, one: &Concession, answers: Option<usize>) -> Self {
        Self {
            number,
            side: one.side,
            what: one.what.clone(),
            at: one.at,
            answers,
        }
    }
}
