//! Will it close in time? The steps that are left, counted back from the close date over working days.
//!
//! Each step takes as long as its owner has taken for a follow-up so far: the median of the finished hand-offs, and
//! nothing at all below five of them. A step must be done by the day on which the next one must start; the last one
//! by the close date. A step that is under way waits for nobody, so those before it need not be done first. Nothing
//! is guessed: a step whose time is not known is said to be so.

use chrono::NaiveDate;

use crate::domain::ids::NeedNo;
use crate::domain::week::median;
use crate::domain::worktime::Calendar;

/// Finished hand-offs below which an owner's pace is not known.
pub const ENOUGH: usize = 5;

/// How long a step takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pace {
    /// The median of its owner's finished hand-offs.
    Known {
        /// Working days from given to done, a half counted as a whole one.
        days: u32,
        /// Over so many finished hand-offs.
        finished: usize,
    },
    /// Its owner has finished fewer than [`ENOUGH`].
    TooFew {
        /// So many.
        finished: usize,
    },
    /// It is no owner's, so there are no hand-offs to go by.
    Nobody,
}

impl Pace {
    /// The pace of an owner who took these working days, one number for each finished hand-off.
    #[must_use]
    pub fn of(days: &[i64]) -> Self {
        let finished = days.len();
        // Doubled, the median of an even number of them is exact.
        let mut doubled: Vec<i64> = days.iter().map(|days| days.saturating_mul(2)).collect();
        match median(&mut doubled).filter(|_| finished >= ENOUGH) {
            Some(doubled) => Self::Known {
                days: u32::try_from(doubled.saturating_add(1).div_euclid(2)).unwrap_or(0),
                finished,
            },
            None => Self::TooFew { finished },
        }
    }

    const fn days(self) -> Option<u32> {
        match self {
            Self::Known { days, .. } => Some(days),
            Self::TooFew { .. } | Self::Nobody => None,
        }
    }
}

/// A step that is left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// The need.
    pub need: NeedNo,
    /// The day on which its owner was given it, while it is under way.
    pub given: Option<NaiveDate>,
    /// The day for which it is planned.
    pub by: Option<NaiveDate>,
    /// How long it takes.
    pub pace: Pace,
}

/// A step, counted back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counted {
    /// The step.
    pub step: Step,
    /// The day by which it must be done for the rest to fit.
    pub done_by: NaiveDate,
    /// Its last safe start; `None` where its time is not known.
    pub start_by: Option<NaiveDate>,
    /// The close date can't be kept because of it.
    pub breaks: bool,
}

impl Counted {
    /// The day on which something must have happened: the start of a step that is not under way, else its end.
    #[must_use]
    pub fn act_by(&self) -> NaiveDate {
        match (self.step.given, self.start_by) {
            (None, Some(start)) => start,
            (Some(_), _) | (None, None) => self.done_by,
        }
    }

    /// Whether nothing says how long it takes: neither its owner's history nor, for a step without an owner, its day.
    #[must_use]
    pub const fn is_unknown(&self) -> bool {
        match self.step.pace {
            Pace::Known { .. } => false,
            Pace::TooFew { .. } => true,
            Pace::Nobody => self.step.by.is_none(),
        }
    }
}

/// What the counting came to. A step is named by where it stands in [`CountBack::steps`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// The deal has ended: nothing was counted.
    Ended,
    /// The close date has passed.
    Past,
    /// No step is left, or none was ever named.
    NoSteps,
    /// This step breaks the date: the first that does not fit, counted back.
    Breaks(usize),
    /// Not enough history: nothing says how long these take. What is known fits.
    Unknown(Vec<usize>),
    /// Everything fits; this step is the next that something must have happened to.
    InTime(usize),
}

/// The steps of a deal counted back from its close date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountBack {
    /// The steps that are left, in order.
    pub steps: Vec<Counted>,
    /// What it came to.
    pub verdict: Verdict,
    /// The day on which the deal is to wake: the last safe start, or the eve of the close date. `None` once it ended.
    pub wakes_on: Option<NaiveDate>,
}

impl CountBack {
    /// What is said of a deal that has ended.
    #[must_use]
    pub const fn ended() -> Self {
        Self {
            steps: Vec::new(),
            verdict: Verdict::Ended,
            wakes_on: None,
        }
    }

    /// Counts the steps that are left back from the close date, as of a day.
    #[must_use]
    pub fn of(close_on: NaiveDate, steps: &[Step], today: NaiveDate, calendar: &Calendar) -> Self {
        let last = calendar.working_day_until(close_on);
        let mut deadline = last;
        let mut counted: Vec<Counted> = Vec::with_capacity(steps.len());
        for step in steps.iter().rev() {
            let one = count(*step, deadline, today, calendar);
            if step.given.is_none() {
                let planned = step.by.filter(|_| one.start_by.is_none());
                let planned = planned.map_or(deadline, |by| calendar.working_day_until(by));
                deadline = one.start_by.unwrap_or(deadline.min(planned));
            }
            counted.push(one);
        }
        counted.reverse();
        let verdict = verdict(&counted, close_on, today);
        let eve = calendar.working_days_back(last, 1);
        let wakes_on = match verdict {
            // What breaks the date without having a last safe start breaks it from the day it is seen.
            Verdict::Breaks(at) => counted[at].act_by().min(today),
            Verdict::Ended | Verdict::Past | Verdict::NoSteps | Verdict::Unknown(_) | Verdict::InTime(_) => {
                counted.iter().map(Counted::act_by).fold(eve, NaiveDate::min)
            }
        };
        Self {
            steps: counted,
            verdict,
            wakes_on: Some(wakes_on),
        }
    }

    /// Whether the close date is known to be at risk: it has passed, or a step breaks it.
    #[must_use]
    pub const fn is_at_risk(&self) -> bool {
        match self.verdict {
            Verdict::Past | Verdict::Breaks(_) => true,
            Verdict::Ended | Verdict::NoSteps | Verdict::Unknown(_) | Verdict::InTime(_) => false,
        }
    }

    /// The step that breaks the date, if one does.
    #[must_use]
    pub fn breaking(&self) -> Option<&Counted> {
        match self.verdict {
            Verdict::Breaks(at) => self.steps.get(at),
            Verdict::Ended | Verdict::Past | Verdict::NoSteps | Verdict::Unknown(_) | Verdict::InTime(_) => {
                None
            }
        }
    }
}

/// Counts one step back from the day by which it must be done.
fn count(step: Step, done_by: NaiveDate, today: NaiveDate, calendar: &Calendar) -> Counted {
    let days = step.pace.days();
    let start_by = days.map(|days| calendar.working_days_back(done_by, days));
    let too_late = match step.given {
        Some(given) => days.is_some_and(|days| calendar.working_days_later(given, days) > done_by),
        None => start_by.is_some_and(|start| today > start),
    };
    Counted {
        step,
        done_by,
        start_by,
        breaks: too_late
            || today > done_by
            || step.by.is_some_and(|by| calendar.working_day_until(by) > done_by),
    }
}

fn verdict(counted: &[Counted], close_on: NaiveDate, today: NaiveDate) -> Verdict {
    if today > close_on {
        return Verdict::Past;
    }
    if let Some(at) = counted.iter().rposition(|one| one.breaks) {
        return Verdict::Breaks(at);
    }
    let unknown: Vec<usize> = (0..counted.len())
        .filter(|at| counted[*at].is_unknown())
        .collect();
    if !unknown.is_empty() {
        return Verdict::Unknown(unknown);
    }
    let next = (0..counted.len()).min_by_key(|at| counted[*at].act_by());
    next.map_or(Verdict::NoSteps, Verdict::InTime)
}

#[cfg(test)]
mod tests;
