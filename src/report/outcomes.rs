//! Outcomes, checks and pay by results as JSON. Values and amounts are plain decimals as text, so that nothing is lost to
//! floating point; days are ISO dates, times RFC 3339 in UTC; the fields keep their order and names, and what is not
//! known is null.

use chrono::NaiveDate;
use serde::Serialize;

use super::rows::ValueJson;
use crate::domain::Time;
use crate::domain::money::Sum;
use crate::domain::outcome::paycheck::{DealPay, Paycheck};
use crate::domain::outcome::{Check, CheckEnd, OutcomeEnd, OutcomeFile, Reading, Trend};
use crate::domain::settings::Settings;

/// An outcome.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OutcomeJson {
    /// The number of its follow-up, by which it is named, without `#`.
    pub number: i64,
    /// The client's name.
    pub client: String,
    /// What is measured.
    pub measure: String,
    /// In what; may be empty.
    pub unit: String,
    /// `up` or `down`.
    pub better: &'static str,
    /// Where it began.
    pub baseline: String,
    /// Where it is to lead.
    pub target: String,
    /// By when.
    pub by: NaiveDate,
    /// `open`, `reached` or `given_up`.
    pub state: &'static str,
    /// When it was entered.
    pub made_at: Time,
    /// When it ended.
    pub ended_at: Option<Time>,
    /// The number of the deal that was bought for it.
    pub deal: Option<i64>,
    /// The latest reading's progress in hundredths, rounded down.
    pub percent: Option<i64>,
    /// What the latest reading fell back from.
    pub fell_back_from: Option<String>,
    /// For how many days there was no reading, if that is too long.
    pub stale_days: Option<i64>,
    /// `met`, `too_few`, `meets` or `away`.
    pub trend: &'static str,
    /// The day on which the trend meets the target.
    pub meets_on: Option<NaiveDate>,
    /// Its readings, oldest first.
    pub readings: Vec<ReadingJson>,
}

/// A reading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReadingJson {
    /// As of when.
    pub at: Time,
    /// The value.
    pub value: String,
    /// Its progress in hundredths, rounded down.
    pub percent: i64,
    /// Where it comes from; may be empty.
    pub source: String,
    /// What the client said; may be empty.
    pub words: String,
}

impl OutcomeJson {
    /// An outcome as of a moment.
    #[must_use]
    pub fn of(file: &OutcomeFile, settings: &Settings, now: Time) -> Self {
        let one = &file.outcome;
        let (trend, meets_on) = match file.trend(&settings.calendar) {
            Trend::Met => ("met", None),
            Trend::TooFew(_) => ("too_few", None),
            Trend::Meets(day) => ("meets", Some(day)),
            Trend::Away => ("away", None),
        };
        let reading = |reading: &Reading| ReadingJson {
            at: reading.at,
            value: reading.value.decimal(),
            percent: one.course.progress(reading.value).percent(),
            source: reading.source.clone(),
            words: reading.words.clone(),
        };
        Self {
            number: one.item.0,
            client: one.client.clone(),
            measure: one.measure.clone(),
            unit: one.unit.clone(),
            better: one.course.better().as_str(),
            baseline: one.course.baseline().decimal(),
            target: one.course.target().decimal(),
            by: one.by,
            state: one.ended.map_or("open", |(_, end): (_, OutcomeEnd)| end.as_str()),
            made_at: one.made_at,
            ended_at: one.ended.map(|(at, _)| at),
            deal: file.deal.as_ref().map(|deal| deal.item.0),
            percent: file.progress().map(crate::domain::outcome::Progress::percent),
            fell_back_from: file.fell_back_from().map(|before| before.value.decimal()),
            stale_days: file.stale_days(&settings.outcomes, now, &settings.calendar),
            trend,
            meets_on,
            readings: file.readings.iter().map(reading).collect(),
        }
    }
}

/// A check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CheckJson {
    /// The number of its follow-up, by which it is named, without `#`.
    pub number: i64,
    /// The client's name.
    pub client: String,
    /// What the deal that was signed is called.
    pub deal: String,
    /// So many days after the signature.
    pub days: u32,
    /// When it is due.
    pub due_at: Time,
    /// `fine`, `problem` or `opportunity`.
    pub ending: Option<CheckEnd>,
    /// When it ended.
    pub ended_at: Option<Time>,
    /// The support call that it made.
    pub made_item: Option<i64>,
    /// The deal that it made.
    pub made_deal: Option<i64>,
    /// What the client said; may be empty.
    pub words: String,
}

impl From<&Check> for CheckJson {
    fn from(check: &Check) -> Self {
        Self {
            number: check.item.0,
            client: check.client.clone(),
            deal: check.deal_name.clone(),
            days: check.days,
            due_at: check.due_at,
            ending: check.ended.map(|(_, end)| end),
            ended_at: check.ended.map(|(at, _)| at),
            made_item: check.made_item.map(|item| item.0),
            made_deal: check.made_deal.map(|item| item.0),
            words: check.words.clone(),
        }
    }
}

/// A client's pay by results, in each currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ClientPayJson {
    /// The client's name.
    pub client: String,
    /// What was signed.
    pub signed: Vec<ValueJson>,
    /// What results have earned of what is measured.
    pub earned: Vec<ValueJson>,
    /// The value signed of what is unmeasured.
    pub unmeasured: Vec<ValueJson>,
    /// The deals.
    pub deals: Vec<DealPayJson>,
}

/// A deal's pay by results.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DealPayJson {
    /// The number it goes by, without `#`.
    pub number: i64,
    /// What it is called.
    pub name: String,
    /// What was signed.
    pub signed: Option<ValueJson>,
    /// The mean progress of its measured outcomes in hundredths; null when none is measured.
    pub percent: Option<i64>,
    /// What results have earned; null when nothing is measured.
    pub earned: Option<ValueJson>,
    /// How many outcomes are measured.
    pub measured: usize,
    /// How many are not.
    pub unmeasured: usize,
}

impl ClientPayJson {
    /// The deals of one client.
    #[must_use]
    pub fn of(client: &str, deals: &[DealPay]) -> Self {
        let pay = Paycheck::of(deals, None);
        let each = |sums: &[Sum]| {
            sums.iter()
                .map(|sum| ValueJson {
                    amount: sum.decimal(),
                    currency: sum.currency.code().to_owned(),
                })
                .collect()
        };
        Self {
            client: client.to_owned(),
            signed: each(&pay.signed.each),
            earned: each(&pay.earned.each),
            unmeasured: each(&pay.unmeasured.each),
            deals: deals
                .iter()
                .map(|deal| DealPayJson {
                    number: deal.item.0,
                    name: deal.name.clone(),
                    signed: deal.signed.map(ValueJson::from),
                    percent: deal.percent(),
                    earned: deal.earned().map(ValueJson::from),
                    measured: deal.measured.len(),
                    unmeasured: deal.unmeasured,
                })
                .collect(),
        }
    }
}
