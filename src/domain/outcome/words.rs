//! What is said of an outcome: where it stands, where it leads, how old its readings are.

use chrono::NaiveDate;

use super::{Check, Course, ENOUGH, Outcome, OutcomeFile, OutcomeSettings, Trend, Value};
use crate::domain::worktime::Calendar;
use crate::domain::{Time, say};

/// A value with its unit: `6 days`, `98.5%`.
#[must_use]
pub fn value(value: Value, unit: &str) -> String {
    match unit {
        "" => value.to_string(),
        "%" => format!("{value}%"),
        unit => format!("{value} {unit}"),
    }
}

/// From where to where: `12 → 4 days`.
#[must_use]
pub fn course(course: Course, unit: &str) -> String {
    format!("{} → {}", course.baseline(), value(course.target(), unit))
}

/// An outcome as it is named in a sentence, by the number of its follow-up: `#12 Acme Pumps: Time to ship`.
#[must_use]
pub fn named(outcome: &Outcome) -> String {
    format!("{} {}: {}", outcome.item, outcome.client, outcome.measure)
}

/// A check as it is named in a sentence: `#14 Acme Pumps: 30 days after "Line 2"`.
#[must_use]
pub fn check_named(check: &Check) -> String {
    format!("{} {}: {}", check.item, check.client, check_subject(check))
}

/// What the row of a check says: `How are they 30 days after "Line 2"?`
#[must_use]
pub fn check_subject(check: &Check) -> String {
    format!("How are they {} after \"{}\"?", days(check.days), check.deal_name)
}

/// `1 day`, `30 days`.
fn days(count: impl Into<i64>) -> String {
    match count.into() {
        1 => "1 day".to_owned(),
        many => format!("{many} days"),
    }
}

impl OutcomeFile {
    /// A value of it, with its unit.
    #[must_use]
    pub fn said(&self, of: Value) -> String {
        value(of, &self.outcome.unit)
    }

    /// Where it stands: `6 days, 75% of the way from 12 to 4 days`; `unmeasured, from 12 to 4 days`.
    #[must_use]
    pub fn stands(&self) -> String {
        let course = self.outcome.course;
        let way = format!("from {} to {}", course.baseline(), self.said(course.target()));
        match (self.latest(), self.progress()) {
            (Some(latest), Some(progress)) => {
                format!(
                    "{}, {}% of the way {way}",
                    self.said(latest.value),
                    progress.percent()
                )
            }
            (_, _) => format!("unmeasured, {way}"),
        }
    }

    /// `fell back from 6 to 7 days`, when the latest reading did.
    #[must_use]
    pub fn fell_back_words(&self) -> Option<String> {
        let (before, latest) = (self.fell_back_from()?, self.latest()?);
        Some(format!(
            "fell back from {} to {}",
            before.value,
            self.said(latest.value)
        ))
    }

    /// What the row of its follow-up says: what fell back, else where it stands.
    #[must_use]
    pub fn subject(&self) -> String {
        let measure = &self.outcome.measure;
        match self.fell_back_words() {
            Some(words) => format!("{measure} {words}"),
            None => format!("{measure}: {}", self.stands()),
        }
    }

    /// `no reading for 34 days`, `never measured, for 34 days`, when it is stale.
    #[must_use]
    pub fn stale_words(&self, settings: &OutcomeSettings, now: Time, calendar: &Calendar) -> Option<String> {
        let count = self.stale_days(settings, now, calendar)?;
        Some(if self.readings.is_empty() {
            format!("not measured in {}", days(count))
        } else {
            format!("no reading for {}", days(count))
        })
    }

    /// Where the readings lead, in a sentence.
    #[must_use]
    pub fn trend_words(&self, today: NaiveDate, calendar: &Calendar) -> String {
        match self.trend(calendar) {
            Trend::Met => "the target is met".to_owned(),
            Trend::TooFew(have) if have >= ENOUGH => {
                "the readings are all of one time: no trend can be told".to_owned()
            }
            Trend::TooFew(have) => {
                format!("{have} of the {ENOUGH} readings that a trend needs")
            }
            Trend::Away => "the trend does not lead to the target".to_owned(),
            Trend::Meets(day) if day <= today => {
                format!("the trend meets the target about now{}", self.against(today))
            }
            Trend::Meets(day) => format!(
                "the trend meets the target {}{}",
                say::date(day, today),
                self.against(day)
            ),
        }
    }

    /// How a day lies to the date: `, 12 days after its date`.
    fn against(&self, day: NaiveDate) -> String {
        match day.signed_duration_since(self.outcome.by).num_days() {
            0 => ", on its date".to_owned(),
            late if late > 0 => format!(", {} after its date", days(late)),
            early => format!(", {} before its date", days(-early)),
        }
    }

    /// Open, reached or given up.
    #[must_use]
    pub fn state(&self) -> &'static str {
        self.outcome.ended.map_or("open", |(_, end)| end.words())
    }
}
