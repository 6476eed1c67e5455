//! Snapshots as JSON, for `monday snapshots --json`.

use chrono::NaiveDate;
use serde::Serialize;

use crate::domain::Time;
use crate::domain::monday::SnapshotHead;

/// A snapshot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SnapshotJson {
    /// The Monday of its week.
    pub monday: NaiveDate,
    /// When it was taken.
    pub taken_at: Time,
    /// How many deals were open.
    pub deals: u64,
}

impl From<&SnapshotHead> for SnapshotJson {
    fn from(head: &SnapshotHead) -> Self {
        Self {
            monday: head.monday,
            taken_at: head.at,
            deals: head.deals,
        }
    }
}
