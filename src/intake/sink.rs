//! What rows come to: arrivals and skipped rows on their way out, counts, and remarks on what was cut.

use std::collections::VecDeque;

use crate::domain::clean;
use crate::domain::draft::{Arrival, Intake};

/// Most remarks on cut texts kept; further ones are counted only.
const REMARKS: u64 = 20;

/// How the rows of a file were used so far. Every row is in exactly one of the last three.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Rows with anything in them, without the header.
    pub rows: u64,
    /// Rows that begin an item.
    pub arrived: u64,
    /// Rows that only belong to the item above, or to a skipped one.
    pub continued: u64,
    /// Rows that could not be read, each with its reason.
    pub skipped: u64,
    /// Texts that were too long and were cut, with a mark.
    pub cut: u64,
}

/// Collects what comes out of the rows.
#[derive(Debug, Default)]
pub(super) struct Sink {
    ready: VecDeque<Intake>,
    pub(super) tally: Tally,
    remarks: Vec<String>,
}

impl Sink {
    /// What was remarked, with how many cut texts are not named.
    pub(super) fn remarks(&self) -> Vec<String> {
        let mut remarks = self.remarks.clone();
        match self.tally.cut.saturating_sub(REMARKS) {
            0 => {}
            1 => remarks.push("one more text was cut".to_owned()),
            more => remarks.push(format!("{more} more texts were cut")),
        }
        remarks
    }

    /// Remarks on a column that the file lacks.
    pub(super) fn lacks(&mut self, column: &str, says: &str) {
        let column = clean::line(column, clean::NAME);
        self.remarks.push(format!(
            "the file has no column \"{column}\", so it does not say {says}"
        ));
    }

    pub(super) fn take(&mut self) -> Option<Intake> {
        self.ready.pop_front()
    }

    pub(super) fn arrive(&mut self, arrival: Arrival) {
        self.tally.arrived += 1;
        self.ready.push_back(Intake::Arrival(Box::new(arrival)));
    }

    pub(super) fn skip(&mut self, line: u64, reason: impl Into<String>) {
        self.tally.skipped += 1;
        self.ready.push_back(Intake::Skipped {
            line,
            reason: reason.into(),
        });
    }

    /// Cleans a text for one line, and remarks when it was cut.
    pub(super) fn line(&mut self, line: u64, what: &str, text: &str, max_chars: usize) -> String {
        self.cleaned(line, what, text, max_chars, clean::line)
    }

    /// Cleans a text of several lines, and remarks when it was cut.
    pub(super) fn block(&mut self, line: u64, what: &str, text: &str, max_chars: usize) -> String {
        self.cleaned(line, what, text, max_chars, clean::block)
    }

    fn cleaned(
        &mut self,
        line: u64,
        what: &str,
        text: &str,
        max_chars: usize,
        clean: fn(&str, usize) -> String,
    ) -> String {
        let cleaned = clean(text, max_chars);
        // A text that ends in the mark may have been written so; one that has room for more was.
        if text.len() > max_chars && cleaned.ends_with(clean::MARK) && clean(text, usize::MAX) != cleaned {
            self.tally.cut += 1;
            if self.tally.cut <= REMARKS {
                self.remarks.push(format!(
                    "line {line}: the {what} is longer than {max_chars} characters and was cut"
                ));
            }
        }
        cleaned
    }
}
