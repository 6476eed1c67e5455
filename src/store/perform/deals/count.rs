//! Counting a deal back from its close date, and the moment at which its follow-up wakes because of that.

use chrono::NaiveDate;

use super::super::Act;
use crate::domain::Time;
use crate::domain::command::Remark;
use crate::domain::deal::close::CountBack;
use crate::domain::deal::{Deal, DealFile};
use crate::domain::item::{Cue, Standing, Wake};
use crate::domain::worktime::Calendar;
use crate::store::deals::{self, Paces};
use crate::store::{Result, items};

impl Act<'_> {
    /// When a deal's follow-up wakes with nothing known but its close date: on the morning of the working day before.
    pub(super) fn at_eve(&self, close_on: NaiveDate) -> Wake {
        at_risk(eve(close_on, self.calendar()))
    }

    /// The deal counted back as of now.
    fn counted(&self, deal: &Deal) -> Result<DealFile> {
        let settings = self.moment.settings;
        let mut paces = Paces::new(self.transaction, &settings.calendar);
        deals::file(deal.clone(), &mut paces, settings, self.moment.now)
    }

    /// When a deal's follow-up wakes, counted back as of now.
    pub(super) fn falls_due(&self, deal: &Deal) -> Result<Wake> {
        let count = self.counted(deal)?.count;
        Ok(at_risk(due(deal, &count, self.calendar())))
    }

    /// Counts an open deal back and writes it, and moves the sleep of its follow-up where that has become another.
    ///
    /// A follow-up whose date is at risk is in front of the rep at once. Once the rep has answered, with another date,
    /// stage or step, it comes back on the next working morning if the date is still at risk then.
    pub(super) fn count_back(&mut self, deal: &mut Deal, answered: bool) -> Result<()> {
        let now = self.moment.now;
        let file = self.counted(deal)?;
        let before = deal.wakes_at;
        let at = wakes_at(deal, &file.count, self.calendar(), now);
        deal.wakes_at = Some(at);
        deals::save(self.transaction, deal)?;
        if file.count.is_at_risk() && self.remark.is_none() {
            self.remark = Some(Remark::Words(file.verdict_words(self.today())));
        }
        if !answered && before == Some(at) {
            return Ok(());
        }
        let sleeps_until = if !answered || at > now {
            at
        } else {
            self.calendar().next_morning(now)
        };
        let mut item = items::load(self.transaction, deal.item)?;
        self.moment.fall_due(&mut item, at_risk(sleeps_until), at)?;
        if answered
            && let Standing::Open(open) = &mut item.standing
            && is_back(open.standing_cue)
        {
            // What came back from somebody has been dealt with by the answer.
            open.standing_cue = Cue::DateAtRisk;
            self.moment.rewake(open);
        }
        items::save_turn(self.transaction, &item, None)
    }
}

const fn at_risk(at: Time) -> Wake {
    Wake {
        at,
        cue: Cue::DateAtRisk,
    }
}

/// The morning of the working day before a close date.
fn eve(close_on: NaiveDate, calendar: &Calendar) -> Time {
    calendar.morning(calendar.working_days_back(calendar.working_day_until(close_on), 1))
}

/// The morning on which a deal's follow-up is to wake.
fn due(deal: &Deal, count: &CountBack, calendar: &Calendar) -> Time {
    count
        .wakes_on
        .map_or_else(|| eve(deal.close_on, calendar), |day| calendar.morning(day))
}

/// As [`due`], but a date that was at risk already has been since then, whatever the day at which one looks.
pub(super) fn wakes_at(deal: &Deal, count: &CountBack, calendar: &Calendar, now: Time) -> Time {
    let due = due(deal, count, calendar);
    let known = deal.wakes_at.filter(|before| *before <= now && due <= now);
    known.unwrap_or(due)
}

/// Whether a row is in front of the rep because somebody had it.
const fn is_back(cue: Cue) -> bool {
    matches!(cue, Cue::OwnerDone | Cue::Returned)
}
