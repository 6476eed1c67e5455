//! Registers, read by keyset: each has a file here that says where its rows come from and what their cells show, and
//! that writes the page of a record. Windows, words and places are the same for all.

mod accounts;
mod calls;
mod meetings;
mod outcomes;
mod pipeline;
mod promises;
mod stretch;
#[cfg(test)]
mod tests;

use std::cell::RefCell;

use chrono::Datelike;

use super::deals::Paces;
use super::window::{self, Part};
use super::{Reader, Result, detail};
use crate::domain::Time;
use crate::domain::ids::ItemNo;
use crate::domain::listing::{From, Place, Row, Window};
use crate::domain::register::{Page, Record, RegisterPlace, RegisterRow, RegisterScope, Split};
use crate::domain::routing::Router;
use crate::domain::settings::Settings;
use stretch::Stretch;

/// What a row or a page is read with: the store, and what it takes to say it in the rep's terms.
pub(super) struct Look<'a> {
    pub(super) reader: &'a Reader,
    pub(super) router: &'a Router,
    pub(super) settings: &'a Settings,
    pub(super) now: Time,
    /// How long owners take, each asked for once.
    pub(super) paces: RefCell<Paces<'a>>,
}

impl<'a> Look<'a> {
    const fn new(reader: &'a Reader, router: &'a Router, settings: &'a Settings, now: Time) -> Self {
        Self {
            reader,
            router,
            settings,
            now,
            paces: RefCell::new(Paces::new(&reader.connection, &settings.calendar)),
        }
    }
}

/// The stretches of a split: rows of one kind each, one stretch after the other.
fn stretches(split: Split) -> Vec<Stretch> {
    match split {
        Split::Calls(split) => calls::stretches(split),
        Split::Accounts(split) => accounts::stretches(split),
        Split::Promises(split) => promises::stretches(split),
        Split::Outcomes(split) => outcomes::stretches(split),
        Split::Deals(split) => pipeline::stretches(split),
    }
}

impl Reader {
    /// Part of a register, `limit` rows at most.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn register(
        &self,
        scope: &RegisterScope,
        from: &From<RegisterPlace>,
        limit: usize,
        (router, settings): (&Router, &Settings),
        now: Time,
    ) -> Result<Window<RegisterRow>> {
        // One view of the file for all that a row is read from, though another program may commit in between.
        let transaction = self.connection.unchecked_transaction()?;
        let look = Look::new(self, router, settings, now);
        let stretches = stretches(scope.split);
        let whole = if scope.split.scans() {
            accounts::whole(scope, &look)?
        } else {
            Vec::new()
        };
        let Part {
            found: mut rows,
            more_before,
            more_after,
        } = window::part(
            from,
            limit,
            |row: &RegisterRow| row.place.clone(),
            |side, backward, at, limit| {
                if scope.split.scans() {
                    return Ok(accounts::beside(&whole, side, backward, at, limit));
                }
                stretch::walk(&stretches, &scope.words, &look, side, backward, at, limit)
            },
        )?;
        for row in &mut rows {
            row.row = match row.item {
                Some(item) => look.item(item)?.map(Box::new),
                None => None,
            };
        }
        transaction.finish()?;
        Ok(Window {
            rows,
            more_before,
            more_after,
        })
    }

    /// What sums a split up, in a line or two above its rows; nothing where nothing does.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn register_summary(
        &self,
        split: Split,
        (router, settings): (&Router, &Settings),
        now: Time,
    ) -> Result<Page> {
        let look = Look::new(self, router, settings, now);
        match split {
            Split::Calls(split) => calls::summary(split, &look),
            Split::Promises(split) => promises::summary(split, &look),
            Split::Outcomes(split) => outcomes::summary(split, &look),
            Split::Deals(split) => pipeline::summary(split, &look),
            // The rows say it all.
            Split::Accounts(_) => Ok(Page::new()),
        }
    }

    /// Where a record stands in a register now; of an item, the first row that stands on it. `None` when the register
    /// does not hold it. Words are not looked at.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn place_in_register(
        &self,
        scope: &RegisterScope,
        record: Record,
        (router, settings): (&Router, &Settings),
        now: Time,
    ) -> Result<Option<RegisterPlace>> {
        let look = Look::new(self, router, settings, now);
        if scope.split.scans() {
            let rows = accounts::whole(scope, &look)?;
            let row = rows.into_iter().find(|row| row.record == record);
            return Ok(row.map(|row| row.place));
        }
        stretch::place_of(&stretches(scope.split), record, &look)
    }

    /// All about a record, in words. `None` when there is none with that number.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn page(
        &self,
        record: Record,
        (router, settings): (&Router, &Settings),
        now: Time,
    ) -> Result<Option<Page>> {
        let look = Look::new(self, router, settings, now);
        match record {
            Record::Item(item) => calls::callback(item, &look),
            Record::Call(call) => calls::page(call, &look),
            Record::Account(account) => accounts::page(account, &look),
            Record::Promise(promise) => promises::page(promise, &look),
            Record::Outcome(outcome) => outcomes::page(outcome, &look),
            Record::Check(check) => outcomes::check(check, &look),
            Record::Deal(deal) => pipeline::page(deal, &look),
            Record::Meeting(meeting) => meetings::page(meeting, &look),
        }
    }
}

impl Look<'_> {
    /// An item's row; `None` when there is no item of that number.
    fn item(&self, item: ItemNo) -> Result<Option<Row>> {
        let place = Place {
            first: 0,
            second: 0,
            item,
        };
        Ok(detail::rows(&self.reader.connection, &[place], self.router, self.now)?.pop())
    }

    /// How far off a date is, as a part of a split that is sorted by date.
    fn days_until(&self, at: Time) -> &'static str {
        let calendar = &self.settings.calendar;
        let (day, today) = (
            calendar.local(at).date_naive(),
            calendar.local(self.now).date_naive(),
        );
        match (day - today).num_days() {
            _ if at < self.now => "late",
            0 => "today",
            1 => "tomorrow",
            _ if day.iso_week() == today.iso_week() => "this week",
            _ => "later",
        }
    }
}
