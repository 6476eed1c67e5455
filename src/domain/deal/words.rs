//! What is said of a deal: whether it will close in time, how far a step has come, how it ended.

use chrono::NaiveDate;

use super::close::{Counted, ENOUGH, Pace, Verdict};
use super::{Concession, Deal, DealFile, DealState, Need, NeedState, Side};
use crate::domain::say;
use crate::domain::worktime::Calendar;

/// A deal as it is named in a sentence, by the number of its follow-up: `#12 Acme Pumps: Line 2`.
#[must_use]
pub fn named(deal: &Deal) -> String {
    format!("{} {}: {}", deal.item, deal.account_name, deal.name)
}

/// How a deal ended: `won, my doing`, `lost, the client's`; `open` while it has not.
#[must_use]
pub fn state(state: DealState) -> String {
    match state {
        DealState::Open => "open".to_owned(),
        DealState::Won(end) => format!("won, {}", end.credit.words()),
        DealState::Lost(end) => format!("lost, {}", end.credit.words()),
    }
}

/// So many working days.
fn working_days(days: u32) -> String {
    match days {
        0 => "less than a working day".to_owned(),
        1 => "1 working day".to_owned(),
        days => format!("{days} working days"),
    }
}

/// A step with its owner and time: `Security review (Dev, 4 working days)`.
fn step(need: &Need, counted: &Counted) -> String {
    let owner = need.owner.as_ref().map(|(_, name)| name.as_str());
    match (owner, counted.step.pace) {
        (Some(owner), Pace::Known { days, .. }) => format!("{} ({owner}, {})", need.what, working_days(days)),
        (Some(owner), Pace::TooFew { .. } | Pace::Nobody) => format!("{} ({owner})", need.what),
        (None, _) => need.what.clone(),
    }
}

/// Why nothing says how long a step takes: `Security review (Dev has finished 2 of 5 hand-offs)`.
fn unknown(need: &Need, counted: &Counted) -> String {
    match (&need.owner, counted.step.pace) {
        (Some((_, owner)), Pace::TooFew { finished }) => {
            format!(
                "{} ({owner} has finished {finished} of {ENOUGH} hand-offs)",
                need.what
            )
        }
        (_, Pace::Known { .. } | Pace::TooFew { .. } | Pace::Nobody) => {
            format!("{} (no owner and no date)", need.what)
        }
    }
}

/// What must have happened to a step by when: `must start by Fri 20 Nov`, `must be done by tomorrow`.
#[must_use]
pub fn must(counted: &Counted, today: NaiveDate) -> String {
    let what = if counted.step.given.is_none() && counted.start_by.is_some() {
        "must start"
    } else {
        "must be done"
    };
    format!("{what} by {}", say::date(counted.act_by(), today))
}

/// Why a step breaks the date.
fn breaks(need: &Need, counted: &Counted, today: NaiveDate) -> String {
    let what = step(need, counted);
    let done_by = say::date(counted.done_by, today);
    let planned = counted.step.by.filter(|by| *by > counted.done_by);
    match (counted.step.given, counted.start_by, planned) {
        (None, Some(start), _) if start < today => {
            format!(
                "{what} breaks it: the last safe start was {}",
                say::date(start, today)
            )
        }
        (_, _, Some(by)) => format!(
            "{what} breaks it: it is set for {}, and must be done by {done_by}",
            say::date(by, today)
        ),
        (Some(given), _, _) => format!(
            "{what} breaks it: under way since {}, it must be done by {done_by}",
            say::date(given, today)
        ),
        (None, _, _) => format!("{what} breaks it: it had to be done by {done_by}"),
    }
}

impl DealFile {
    fn need_of(&self, counted: &Counted) -> Option<&Need> {
        self.needs.iter().find(|need| need.number == counted.step.need)
    }

    /// Will it close in time? One sentence.
    #[must_use]
    pub fn verdict_words(&self, today: NaiveDate) -> String {
        let at = |at: usize| {
            let counted = self.count.steps.get(at)?;
            Some((self.need_of(counted)?, counted))
        };
        let said = match &self.count.verdict {
            Verdict::Ended => Some(state(self.deal.state)),
            Verdict::Past => Some(format!(
                "its close date has passed: {}",
                say::date(self.deal.close_on, today)
            )),
            Verdict::NoSteps if self.needs.is_empty() => {
                Some("nothing is named that it still needs".to_owned())
            }
            Verdict::NoSteps => Some("every step is done".to_owned()),
            Verdict::Breaks(step) => at(*step).map(|(need, counted)| breaks(need, counted, today)),
            Verdict::Unknown(steps) => {
                let steps: Vec<String> = steps
                    .iter()
                    .filter_map(|step| at(*step))
                    .map(|(need, counted)| unknown(need, counted))
                    .collect();
                Some(format!("not enough history: {}", steps.join(", ")))
            }
            Verdict::InTime(next) => at(*next)
                .map(|(need, counted)| format!("in time: {} {}", step(need, counted), must(counted, today))),
        };
        said.unwrap_or_default()
    }

    /// The step that breaks the date, shortly, for a list; `not enough history` where that is so; empty while it fits.
    #[must_use]
    pub fn verdict_short(&self) -> String {
        match &self.count.verdict {
            Verdict::Breaks(_) => self
                .count
                .breaking()
                .and_then(|counted| self.need_of(counted))
                .map_or_else(String::new, |need| match &need.owner {
                    Some((_, owner)) => format!("{}, {owner}", need.what),
                    None => need.what.clone(),
                }),
            Verdict::Past => "date passed".to_owned(),
            Verdict::Unknown(_) => "not enough history".to_owned(),
            Verdict::Ended | Verdict::NoSteps | Verdict::InTime(_) => String::new(),
        }
    }

    /// `rots for 3 days`; `None` while it does not.
    #[must_use]
    pub fn rot_words(&self) -> Option<String> {
        self.rotten.map(|days| match days {
            1 => format!("rots in {} since yesterday", self.deal.stage),
            days => format!("rots in {} for {days} days", self.deal.stage),
        })
    }

    /// The same, shortly, for a list: `rots 3 d`.
    #[must_use]
    pub fn rot_short(&self) -> Option<String> {
        self.rotten.map(|days| format!("rots {days} d"))
    }

    /// What was given without getting anything for it: `given without a get: 60 days to pay, training`.
    #[must_use]
    pub fn gives_words(&self) -> Option<String> {
        let gives: Vec<&str> = self.gives_without_a_get().map(|one| one.what.as_str()).collect();
        (!gives.is_empty()).then(|| format!("given without a get: {}", gives.join(", ")))
    }
}

/// What is to be known of a deal beside its row, a sentence each, what matters most first.
#[must_use]
pub fn about(file: &DealFile, today: NaiveDate) -> Vec<String> {
    let deal = &file.deal;
    let mut sentences = vec![file.verdict_words(today)];
    if deal.state.end().is_none() {
        let stage = file.rot_words().unwrap_or_else(|| format!("in {}", deal.stage));
        sentences.push(match file.count.verdict {
            // It says already when that was to be.
            Verdict::Past => stage,
            Verdict::Ended
            | Verdict::NoSteps
            | Verdict::Breaks(_)
            | Verdict::Unknown(_)
            | Verdict::InTime(_) => format!("to close {}, {stage}", say::date(deal.close_on, today)),
        });
        if !deal.next_step.is_empty() {
            sentences.push(format!("next: {}", deal.next_step));
        }
        sentences.extend(file.gives_words());
    }
    sentences.iter().map(|sentence| capital(sentence)).collect()
}

/// Which deal needs it, and by when that is to close.
#[must_use]
pub fn about_need(file: &DealFile, today: NaiveDate) -> String {
    let deal = &file.deal;
    let value = deal.value.map(|value| format!(", {value}")).unwrap_or_default();
    let closes = match deal.state {
        DealState::Open => format!("to close {}", say::date(deal.close_on, today)),
        ended @ (DealState::Won(_) | DealState::Lost(_)) => state(ended),
    };
    format!("A deal needs it: {} {}{value}, {closes}", deal.item, deal.name)
}

fn capital(words: &str) -> String {
    let mut rest = words.chars();
    rest.next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(rest).collect())
}

/// How far a step has come: `done Tue 24 Nov`, `with Dev since Mon 16 Nov`, `to be asked of Dev`, `the client's or mine`.
#[must_use]
pub fn need(need: &Need, today: NaiveDate, calendar: &Calendar) -> String {
    let on = |at| say::date(calendar.local(at).date_naive(), today);
    let owner = need.owner.as_ref().map(|(_, name)| name.as_str());
    match (need.state, owner) {
        (NeedState::Done(at), _) | (NeedState::Answered(at), None) => format!("done {}", on(at)),
        (NeedState::Dropped(at), _) => format!("dropped {}", on(at)),
        (NeedState::UnderWay(since), Some(owner)) => format!("with {owner} since {}", on(since)),
        (NeedState::UnderWay(since), None) => format!("under way since {}", on(since)),
        (NeedState::Back, Some(owner)) => format!("back from {owner}"),
        (NeedState::Answered(at), Some(owner)) => format!("done by {owner} {}", on(at)),
        (NeedState::Waiting, Some(owner)) => format!("to be asked of {owner}"),
        (NeedState::Back | NeedState::Waiting, None) => "the client's or mine".to_owned(),
    }
}

/// A concession, with what it was for: `gave 60 days to pay, for a two-year term`.
#[must_use]
pub fn concession(one: &Concession, all: &[Concession]) -> String {
    let verb = match one.side {
        Side::Give => "gave",
        Side::Get => "got",
    };
    let what_for = one
        .answers
        .and_then(|number| all.iter().find(|other| other.number == number));
    match what_for {
        Some(other) => format!("{verb} {}, for {}", one.what, other.what),
        None => format!("{verb} {}", one.what),
    }
}
