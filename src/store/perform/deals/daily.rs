//! Once a day, on its first start, every open deal is counted back without being asked: the owners' times have moved.

use chrono::NaiveDate;
use rusqlite::TransactionBehavior;

use super::super::{Act, READERS_PATIENCE};
use super::count::wakes_at;
use crate::domain::Time;
use crate::domain::deal::{Deal, words};
use crate::domain::settings::Settings;
use crate::store::open::PATIENCE;
use crate::store::{Result, Store, day, deals, log};

/// Deals counted in one pass, at most: those that close first.
const MOST: usize = 5_000;

impl Store {
    /// Counts the open deals back once on each day of the rep's, 5,000 at most, and moves the sleep of those whose last
    /// safe start has become another. `true` when any did. Asked for after the first frame: it reads without a lock, and
    /// writes only where something moved.
    ///
    /// What it writes is logged as the program's own: `u` passes it over.
    ///
    /// # Errors
    /// When the store can't be read or written.
    pub fn count_deals(&mut self, settings: &Settings, now: Time) -> Result<bool> {
        let calendar = &settings.calendar;
        let today = calendar.local(now).date_naive();
        let counted_on: String = self
            .connection
            .prepare_cached("SELECT on_day FROM deals_counted")?
            .query_row([], |row| row.get(0))?;
        if counted_on == day(today) {
            return Ok(false);
        }
        let moved: Vec<Deal> = deals::counted(&self.connection, MOST, calendar, now)?
            .into_iter()
            .filter(|(deal, count)| deal.wakes_at != Some(wakes_at(deal, count, calendar, now)))
            .map(|(deal, _)| deal)
            .collect();
        self.write_counted(&moved, today, settings, now)?;
        Ok(!moved.is_empty())
    }

    /// As [`Self::count_deals`] before something is read: whoever only looks waits neither for a program that writes for
    /// long nor for room on the disk. Then the deals are counted at another time.
    ///
    /// # Errors
    /// When the store can't be read, or can't be written for another reason.
    pub fn count_deals_before_reading(&mut self, settings: &Settings, now: Time) -> Result<()> {
        self.connection.busy_timeout(READERS_PATIENCE)?;
        let counted = self.count_deals(settings, now);
        self.connection.busy_timeout(PATIENCE)?;
        match counted {
            Err(error) if error.hinders_writing().is_none() => Err(error),
            Ok(_) | Err(_) => Ok(()),
        }
    }

    fn write_counted(
        &mut self,
        moved: &[Deal],
        today: NaiveDate,
        settings: &Settings,
        now: Time,
    ) -> Result<()> {
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        crate::store::lists::tick(&transaction, now)?;
        transaction.execute("UPDATE deals_counted SET on_day = ?1", [day(today)])?;
        if let Some(first) = moved.first() {
            let number = log::begin(
                &transaction,
                log::Entry::Do,
                log::ITSELF,
                "deals_counted",
                now,
                false,
            )?;
            let mut act = Act::new(&transaction, settings, now, false)?;
            for deal in moved {
                // Another window may have ended it in between.
                let mut deal = deals::load(&transaction, deal.number)?;
                if deal.state.end().is_none() {
                    act.count_back(&mut deal, false)?;
                }
            }
            let said = match moved.len() {
                1 => format!("{} counted back anew", words::named(first)),
                many => format!("{many} deals counted back anew"),
            };
            log::end(&transaction, number, &said)?;
        }
        Ok(transaction.commit()?)
    }
}
