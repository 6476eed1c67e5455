//! Outcomes: what a client bought the thing for, as a measure that leads from a baseline to a target, with readings; and
//! the checks that follow a signature.

pub mod command;
pub mod page;
pub mod paycheck;
mod progress;
mod trend;
mod value;
pub mod words;

use chrono::NaiveDate;

pub use progress::{Course, Progress, SHARE};
pub use trend::{ENOUGH, Trend};
pub use value::Value;

use super::ids::{AccountNo, CheckNo, DealNo, ItemNo, OutcomeNo, ReadingNo};
use super::item::{Cue, Wake};
use super::money::Money;
use super::worktime::Calendar;
use super::{Time, words_enum};

/// The days after which a reading is stale, where the config does not say.
const STALE_DAYS: u32 = 30;
/// The days after a signature on which the client is looked at, where the config does not say.
const CHECK_DAYS: [u32; 4] = [7, 30, 60, 90];

/// What the config decides about outcomes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutcomeSettings {
    /// Calendar days after which the latest reading is stale.
    pub stale_days: u32,
    /// Calendar days after a signature on which the client is looked at, ascending; may be none.
    pub checks: Vec<u32>,
}

impl Default for OutcomeSettings {
    fn default() -> Self {
        Self {
            stale_days: STALE_DAYS,
            checks: CHECK_DAYS.to_vec(),
        }
    }
}

/// Which way a measure is to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Better {
    /// More is better.
    Up,
    /// Less is better.
    Down,
}

impl Better {
    /// The word that is stored for it, and listed in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Up => "up",
            Self::Down => "down",
        }
    }
}

words_enum! {
    /// How an outcome ended.
    pub enum OutcomeEnd {
        /// The target was met.
        Reached = "reached",
        /// It is not followed any more.
        GivenUp = "given_up",
    }
}

impl OutcomeEnd {
    /// As said: `reached`, `given up`.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Reached => "reached",
            Self::GivenUp => "given up",
        }
    }
}

/// What a client bought the thing for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// Its number.
    pub number: OutcomeNo,
    /// The follow-up that stands for it, by whose number it goes.
    pub item: ItemNo,
    /// The client.
    pub account: AccountNo,
    /// The client's name.
    pub client: String,
    /// The deal that was bought for it.
    pub deal: Option<DealNo>,
    /// What is measured.
    pub measure: String,
    /// In what; may be empty.
    pub unit: String,
    /// From where to where.
    pub course: Course,
    /// The day by which the target is to be met, in the rep's zone.
    pub by: NaiveDate,
    /// When it was entered.
    pub made_at: Time,
    /// When and how it ended; `None` while it is open.
    pub ended: Option<(Time, OutcomeEnd)>,
}

/// One value that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// Its number.
    pub number: ReadingNo,
    /// As of when.
    pub at: Time,
    /// The value.
    pub value: Value,
    /// Where it comes from; may be empty.
    pub source: String,
    /// What the client said, in the client's own words; may be empty.
    pub words: String,
}

/// The deal that an outcome was bought with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoughtWith {
    /// Its number.
    pub deal: DealNo,
    /// By whose number it goes.
    pub item: ItemNo,
    /// What it is called.
    pub name: String,
    /// What it is worth.
    pub value: Option<Money>,
    /// Whether the client has signed.
    pub won: bool,
}

/// An outcome with everything that hangs on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutcomeFile {
    /// The outcome.
    pub outcome: Outcome,
    /// Its readings, oldest first.
    pub readings: Vec<Reading>,
    /// The deal, if it has one.
    pub deal: Option<BoughtWith>,
}

impl OutcomeFile {
    /// The latest reading.
    #[must_use]
    pub fn latest(&self) -> Option<&Reading> {
        self.readings.last()
    }

    /// How far the latest reading is on the way; `None` while nothing was measured.
    #[must_use]
    pub fn progress(&self) -> Option<Progress> {
        self.latest()
            .map(|reading| self.outcome.course.progress(reading.value))
    }

    /// The reading before the latest, if the latest has fallen back from it.
    #[must_use]
    pub fn fell_back_from(&self) -> Option<&Reading> {
        let [.., before, latest] = self.readings.as_slice() else {
            return None;
        };
        let progress = |reading: &Reading| self.outcome.course.progress(reading.value);
        (progress(latest) < progress(before)).then_some(before)
    }

    /// Whether the latest reading meets the target.
    #[must_use]
    pub fn is_met(&self) -> bool {
        self.progress().is_some_and(Progress::is_whole)
    }

    /// Where the readings lead.
    #[must_use]
    pub fn trend(&self, calendar: &Calendar) -> Trend {
        let points: Vec<(Time, Value)> = self.readings.iter().map(|one| (one.at, one.value)).collect();
        Trend::of(self.outcome.course, &points, calendar)
    }

    /// The day on which it becomes stale: so many days after the latest reading, or after it was entered.
    #[must_use]
    pub fn stale_on(&self, settings: &OutcomeSettings, calendar: &Calendar) -> NaiveDate {
        let since = self.latest().map_or(self.outcome.made_at, |reading| reading.at);
        days_after(since, settings.stale_days, calendar)
    }

    /// For how many days it has gone without a reading, if it is stale now.
    #[must_use]
    pub fn stale_days(&self, settings: &OutcomeSettings, now: Time, calendar: &Calendar) -> Option<i64> {
        let today = calendar.local(now).date_naive();
        let since = self.latest().map_or(self.outcome.made_at, |reading| reading.at);
        let open = self.outcome.ended.is_none();
        (open && today >= self.stale_on(settings, calendar)).then(|| {
            today
                .signed_duration_since(calendar.local(since).date_naive())
                .num_days()
        })
    }

    /// When it wakes for want of a reading: on the morning of the day, or of the next working day.
    #[must_use]
    pub fn stale_wake(&self, settings: &OutcomeSettings, calendar: &Calendar) -> Wake {
        let day = calendar.working_day_from(self.stale_on(settings, calendar));
        Wake {
            at: calendar.morning(day),
            cue: Cue::ReadingStale,
        }
    }
}

/// The day that is so many calendar days after a moment, in the rep's zone.
#[must_use]
pub fn days_after(at: Time, days: u32, calendar: &Calendar) -> NaiveDate {
    let day = calendar.local(at).date_naive();
    day.checked_add_days(chrono::Days::new(u64::from(days)))
        .unwrap_or(day)
}

words_enum! {
    /// How a check ended.
    pub enum CheckEnd {
        /// The client is well.
        Fine = "fine",
        /// Something is wrong: a support call was made of it.
        Problem = "problem",
        /// Something more can be sold: a deal was made of it.
        Opportunity = "opportunity",
    }
}

impl CheckEnd {
    /// As said: `fine`, `a problem`, `an opportunity`.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Fine => "fine",
            Self::Problem => "a problem",
            Self::Opportunity => "an opportunity",
        }
    }
}

/// A look at a client so many days after a signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// Its number.
    pub number: CheckNo,
    /// The follow-up that stands for it, by whose number it goes.
    pub item: ItemNo,
    /// The client.
    pub account: AccountNo,
    /// The client's name.
    pub client: String,
    /// The deal that was signed.
    pub deal: DealNo,
    /// What it is called.
    pub deal_name: String,
    /// So many days after the signature.
    pub days: u32,
    /// When it is due.
    pub due_at: Time,
    /// When and how it ended; `None` while it is open.
    pub ended: Option<(Time, CheckEnd)>,
    /// The support call that it made.
    pub made_item: Option<ItemNo>,
    /// The deal that it made, by the number it goes by.
    pub made_deal: Option<ItemNo>,
    /// What was found; may be empty.
    pub words: String,
}

#[cfg(test)]
mod tests;
