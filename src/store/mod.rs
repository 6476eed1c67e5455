//! The store: one SQLite file, a change log written by triggers, and lists read by keyset.
//!
//! [`Store`] writes, one command a transaction; [`Reader`] reads and can do nothing else. Reads return domain values.

mod accounts;
mod asks;
pub mod backup;
mod call_exports;
mod calls;
mod card;
mod deals;
mod detail;
mod diary;
pub mod doctor;
mod duplicates;
mod error;
mod events;
mod happenings;
mod history;
mod import;
mod items;
mod lists;
mod log;
mod migrate;
mod monday;
mod morning;
mod next_up;
mod open;
mod outcomes;
mod owners;
mod people;
mod perform;
mod promises;
mod ready;
mod registers;
mod search;
mod shown;
mod stands_for;
#[cfg(test)]
mod tests;
mod undo;
mod week;
mod whole;
mod window;
pub mod writer;

use std::path::PathBuf;

use chrono::NaiveDate;
use rusqlite::Connection;
use uuid::Uuid;

pub use call_exports::ToExport;
pub use deals::Deals;
pub use diary::DiaryReport;
pub use duplicates::Duplicate;
pub use error::{Result, StoreError};
pub use history::Entry;
pub use import::{Batch, ImportReport, Skip};
pub use migrate::newest;
pub use outcomes::{Checks, Outcomes};
pub use people::AccountLine;

use crate::domain::Time;

/// The connection that writes.
#[derive(Debug)]
pub struct Store {
    connection: Connection,
    path: PathBuf,
    window: WindowId,
}

/// Names a window: its undo takes back its own commands first, then those older than the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WindowId {
    id: Uuid,
    /// The number that the first command after opening would have had.
    start: i64,
}

/// A connection that can only read.
#[derive(Debug)]
pub struct Reader {
    connection: Connection,
    path: PathBuf,
}

/// Milliseconds since the epoch, as stored.
fn ms(time: Time) -> i64 {
    time.timestamp_millis()
}

/// A stored time. One that no calendar holds becomes the epoch; only a damaged file has such a time.
fn time(ms: i64) -> Time {
    Time::from_timestamp_millis(ms).unwrap_or_default()
}

/// A new row's id: a UUIDv7 of the command's time, so that the machine's clock is asked in one place alone.
fn new_id(now: Time) -> String {
    uuid_at(now).to_string()
}

fn uuid_at(now: Time) -> Uuid {
    let seconds = u64::try_from(now.timestamp()).unwrap_or(0);
    Uuid::new_v7(uuid::Timestamp::from_unix(
        uuid::NoContext,
        seconds,
        now.timestamp_subsec_nanos(),
    ))
}

/// A day as stored.
fn day(day: NaiveDate) -> String {
    day.format("%Y-%m-%d").to_string()
}

/// A stored day, read back.
fn day_of(text: &str) -> rusqlite::Result<NaiveDate> {
    word(text, |text| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok())
}

/// A stored word of an enumeration, read back.
fn word<T>(text: &str, read: impl Fn(&str) -> Option<T>) -> rusqlite::Result<T> {
    read(text).ok_or_else(|| {
        rusqlite::Error::FromSqlConversionFailure(
            0,
            rusqlite::types::Type::Text,
            format!("{text:?} is no word that this downbeat knows").into(),
        )
    })
}
