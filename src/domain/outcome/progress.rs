//! How far a value is on the way from a baseline to a target: exact, and never rounded up.

use std::cmp::Ordering;

use super::{Better, Value};

/// Parts of a whole in which a share of an amount is counted: fine enough that no amount loses a minor unit by it.
pub const SHARE: i128 = 1_000_000_000_000;

/// From where to where a measure is to go. The two are never the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Course {
    baseline: Value,
    target: Value,
}

impl Course {
    /// `None` when the two are the same: then nothing is to change.
    #[must_use]
    pub fn new(baseline: Value, target: Value) -> Option<Self> {
        (baseline != target).then_some(Self { baseline, target })
    }

    /// Where it began.
    #[must_use]
    pub const fn baseline(self) -> Value {
        self.baseline
    }

    /// Where it is to lead.
    #[must_use]
    pub const fn target(self) -> Value {
        self.target
    }

    /// Which way the measure is to go.
    #[must_use]
    pub fn better(self) -> Better {
        if self.target > self.baseline {
            Better::Up
        } else {
            Better::Down
        }
    }

    /// How far a value is on the way.
    #[must_use]
    pub fn progress(self, value: Value) -> Progress {
        let from = i128::from(self.baseline.0);
        let (gone, whole) = (i128::from(value.0) - from, i128::from(self.target.0) - from);
        Progress {
            gone: gone * whole.signum(),
            whole: whole.abs(),
        }
    }
}

/// How much of a way has been gone: below nothing when it led the other way, above the whole past the target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    gone: i128,
    /// Above 0.
    whole: i128,
}

impl Progress {
    /// In hundredths, rounded down, so that 100 is only said when the target is met.
    #[must_use]
    pub fn percent(self) -> i64 {
        let percent = (self.gone * 100).div_euclid(self.whole);
        i64::try_from(percent).unwrap_or(if percent < 0 { i64::MIN } else { i64::MAX })
    }

    /// In parts of [`SHARE`], from nothing to the whole: what of an amount it stands for.
    #[must_use]
    pub fn share(self) -> i128 {
        self.gone.clamp(0, self.whole) * SHARE / self.whole
    }

    /// Whether the target is met.
    #[must_use]
    pub const fn is_whole(self) -> bool {
        self.gone >= self.whole
    }
}

/// Of one course, which is all that is ever compared.
impl PartialOrd for Progress {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        (self.whole == other.whole).then(|| self.gone.cmp(&other.gone))
    }
}
