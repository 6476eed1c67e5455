//! The weeks up to a report's, one beside the other, and how clocks were kept.

use super::Week;

/// How many weeks stand beside each other, the report's own the last of them.
pub const WEEKS: u32 = 12;

/// One of the weeks, counted as of the report's moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WeekLine {
    /// The week.
    pub week: Week,
    /// Whether it was over at `as_of`.
    pub over: bool,
    /// Transactions finished in it: the whole of its conducted share.
    pub finished: u64,
    /// Of those, the ones whose last hand-off ended *done*: the part of its conducted share.
    pub conducted: u64,
    /// Items of any kind finished in it with a first-chair reason.
    pub first_chair: u64,
    /// Calls that began in it.
    pub calls: u64,
    /// Promises made in it.
    pub promises: u64,
}

impl WeekLine {
    /// The conducted share in whole per cent; `None` while no transaction is finished.
    #[must_use]
    pub fn share(&self) -> Option<u64> {
        (self.finished > 0).then(|| super::percent(self.conducted, self.finished))
    }
}

/// Clocks that came to their end in the week, and whether they were kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ClocksKept {
    /// Hand-offs that the owner ended (done, returned) in the week by the owner clock.
    pub owners_kept: u64,
    /// Hand-offs that the owner ended in the week after the owner clock, and those open at `as_of` whose owner clock
    /// ran out in the week.
    pub owners_missed: u64,
    /// Times that a client was told something in the week (as in [`super::WeekFigures::client_told`], but each time)
    /// by the row's client clock. What sets no clock, or was done before the row had one, is left out.
    pub clients_kept: u64,
    /// Times that a client was told something in the week after the row's client clock, and items open at `as_of`
    /// whose client clock ran out in the week.
    pub clients_missed: u64,
}
