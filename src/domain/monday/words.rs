//! The words of the Monday sheet. Days are said as days of the week and the month, never as *tomorrow*: a sheet is read
//! on other days than it was made.

use chrono::{Datelike, NaiveDate};

use super::bridge::BridgeStep;
use super::changes::{Change, ChangeKind};
use super::{Against, Closes, Ended, MondaySheet, Part};
use crate::domain::Time;
use crate::domain::deal::MoveTag;
use crate::domain::money::Money;
use crate::domain::worktime::Calendar;

/// A day: `Tue 24 Nov`, with its year where that is another than the sheet's.
#[must_use]
pub fn on(day: NaiveDate, today: NaiveDate) -> String {
    let pattern = if day.year() == today.year() {
        "%a %-d %b"
    } else {
        "%a %-d %b %Y"
    };
    day.format(pattern).to_string()
}

/// A moment: `Mon 16 Nov 07:42`.
#[must_use]
pub fn moment(at: Time, today: NaiveDate, calendar: &Calendar) -> String {
    let local = calendar.local(at);
    format!("{} {}", on(local.date_naive(), today), local.format("%H:%M"))
}

/// `1 deal`, `12 deals`.
#[must_use]
pub fn deals(count: usize) -> String {
    if count == 1 {
        "1 deal".to_owned()
    } else {
        format!("{count} deals")
    }
}

/// An amount, or that there is none.
#[must_use]
pub fn value(value: Option<Money>) -> String {
    value.map_or_else(|| "no value".to_owned(), |value| value.to_string())
}

impl Part {
    /// `3 deals, €61,320 + $12,000`; `no deal` where there is none.
    #[must_use]
    pub fn words(&self) -> String {
        match (self.count, self.totals.each.is_empty()) {
            (0, _) => "no deal".to_owned(),
            (count, true) => format!("{}, without a value", deals(count)),
            (count, false) => format!("{}, {}", deals(count), self.totals.words()),
        }
    }

    /// The amounts alone; a dash where there is none.
    #[must_use]
    pub fn amounts(&self) -> String {
        if self.totals.each.is_empty() {
            "–".to_owned()
        } else {
            self.totals.words()
        }
    }
}

impl Ended {
    /// `2 deals, €30,000 (1 my doing, 1 luck)`.
    #[must_use]
    pub fn words(&self) -> String {
        let credits: Vec<String> = self
            .by_credit
            .iter()
            .map(|(credit, part)| format!("{} {}", part.count, credit.words()))
            .collect();
        if credits.is_empty() {
            self.all.words()
        } else {
            format!("{} ({})", self.all.words(), credits.join(", "))
        }
    }
}

impl Change {
    /// What it says of the deal: `from Fri 18 Dec to Fri 15 Jan 2027: a new obstacle`.
    #[must_use]
    pub fn words(&self, today: NaiveDate, calendar: &Calendar) -> String {
        let closes = |shape: &super::changes::Shape| on(shape.close_on, today);
        match (self.kind, &self.before, &self.now) {
            (ChangeKind::New | ChangeKind::Reopened, _, Some(now)) => {
                format!("{}, in {}, to close {}", value(now.value), now.stage, closes(now))
            }
            (ChangeKind::PulledIn | ChangeKind::Slipped, Some(before), Some(now)) => {
                let tags: Vec<&str> = self.tags.iter().map(|tag| MoveTag::words(*tag)).collect();
                let tags = if tags.is_empty() {
                    "not said why".to_owned()
                } else {
                    tags.join(", then ")
                };
                format!("from {} to {}: {tags}", closes(before), closes(now))
            }
            (ChangeKind::Grown | ChangeKind::Shrunk | ChangeKind::Revalued, Some(before), Some(now)) => {
                format!("from {} to {}", value(before.value), value(now.value))
            }
            (ChangeKind::StageMoved, Some(before), Some(now)) => {
                format!("from {} to {}", before.stage, now.stage)
            }
            (ChangeKind::Won | ChangeKind::Lost, _, Some(now)) => match self.ended {
                Some((at, credit)) => format!(
                    "{}, {}, {}",
                    value(now.value),
                    credit.words(),
                    on(calendar.local(at).date_naive(), today)
                ),
                None => value(now.value),
            },
            (ChangeKind::TakenBack, Some(before), _) => {
                format!("{}, was to close {}", value(before.value), closes(before))
            }
            (_, _, _) => String::new(),
        }
    }
}

impl MondaySheet {
    /// `Monday 23 November 2026`: the day of the sheet.
    #[must_use]
    pub fn title(&self) -> String {
        self.today.format("%A %-d %B %Y").to_string()
    }

    /// A day, as the sheet says it.
    #[must_use]
    pub fn on(&self, day: NaiveDate) -> String {
        on(day, self.today)
    }

    /// What a group of close dates is called.
    #[must_use]
    pub fn closes_words(&self, closes: Closes) -> String {
        match closes {
            Closes::Overdue => "The date has passed".to_owned(),
            Closes::ThisMonth => format!("By {}, the rest of the month", self.on(self.month_ends)),
            Closes::ThisQuarter => format!(
                "By {}, the rest of {}",
                self.on(self.quarter.ends()),
                self.quarter
            ),
            Closes::Later => "Later".to_owned(),
        }
    }

    /// What a step of the bridge is called.
    #[must_use]
    pub fn step_words(&self, step: BridgeStep, calendar: &Calendar) -> String {
        match (step, self.snapshot) {
            (BridgeStep::Before, Some(head)) => on(calendar.local(head.at).date_naive(), self.today),
            (BridgeStep::Before, None) => "Before".to_owned(),
            (BridgeStep::Change(kind), _) => kind.title().to_owned(),
            (BridgeStep::Today, _) => "Now".to_owned(),
        }
    }

    /// What the sheet comes to, in a sentence or two.
    #[must_use]
    pub fn sentence(&self) -> String {
        let month = self.sum(|closes| closes <= Closes::ThisMonth);
        let quarter = self.sum(|closes| closes <= Closes::ThisQuarter);
        let mut sentence = if quarter == 0 {
            format!(
                "{}: no open deal is to close by {}",
                self.quarter,
                self.on(self.quarter.ends())
            )
        } else {
            format!(
                "{}: {} to close by {}, {month} of them by {}",
                self.quarter,
                deals(quarter),
                self.on(self.quarter.ends()),
                self.on(self.month_ends)
            )
        };
        sentence = format!(
            "{sentence}; {} won and {} lost since {}.",
            self.won.all.count,
            self.lost.all.count,
            self.on(self.quarter.begins())
        );
        if self.snapshot.is_some() {
            let moved: Vec<String> = ChangeKind::ALL
                .iter()
                .map(|kind| (self.changed(*kind), kind.title().to_lowercase()))
                .filter(|(count, _)| *count > 0)
                .map(|(count, title)| format!("{count} {title}"))
                .collect();
            let moved = if moved.is_empty() {
                "nothing has changed".to_owned()
            } else {
                moved.join(", ")
            };
            sentence = format!("{sentence} Since the snapshot: {moved}.");
        }
        match self.at_risk.len() {
            0 => sentence,
            1 => format!("{sentence} 1 deal is at risk."),
            many => format!("{sentence} {many} deals are at risk."),
        }
    }

    /// How many things of a kind have changed.
    #[must_use]
    pub fn changed(&self, kind: ChangeKind) -> usize {
        self.changes.iter().filter(|change| change.kind == kind).count()
    }

    fn sum(&self, which: impl Fn(Closes) -> bool) -> usize {
        let parts = self.closing.iter().filter(|(closes, _)| which(*closes));
        parts.map(|(_, part)| part.count).sum()
    }

    /// As of when the figures stand.
    #[must_use]
    pub fn as_of(&self, calendar: &Calendar) -> String {
        let at = calendar.local(self.at).format("%a %-d %b %Y %H:%M");
        format!("Figures as of {at} ({}).", calendar.zone)
    }

    /// What it is compared with, or why with nothing.
    #[must_use]
    pub fn against_words(&self, calendar: &Calendar) -> String {
        let stood = |at| moment(at, self.today, calendar);
        match (self.snapshot, self.against, self.first) {
            (Some(head), Against::LastMonday(monday), _) if head.monday < monday => format!(
                "No snapshot was taken in the week of {}: this is against the one before, as the pipeline stood {}.",
                self.on(monday),
                stood(head.at)
            ),
            (Some(head), _, _) => format!("Against the pipeline as it stood {}.", stood(head.at)),
            (None, Against::LastMonday(_), Some(first)) => format!(
                "There is nothing to compare with yet: the first snapshot was taken {}.",
                stood(first.at)
            ),
            (None, Against::Day(day), Some(first)) => format!(
                "There is nothing to compare with: no snapshot was taken up to {}; the first was taken {}.",
                self.on(day),
                stood(first.at)
            ),
            (None, _, None) => "There is nothing to compare with: no snapshot has been taken yet.".to_owned(),
        }
    }
}
