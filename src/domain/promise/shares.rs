//! What promises come to: the kept share of each basis, what was sold against what was led, and the accounts to which
//! too much is sponsored.

use super::Basis;
use crate::domain::Time;
use crate::domain::ids::AccountNo;

/// The promises of one basis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct BasisShare {
    /// Made in the time looked at.
    pub made: u64,
    /// Of those made at whatever time, ended as kept in the time looked at.
    pub kept: u64,
    /// Broken in it.
    pub broken: u64,
    /// Released by the client in it: neither kept nor broken, so no share counts it.
    pub released: u64,
    /// Open now.
    pub open: u64,
}

impl BasisShare {
    /// Kept of kept and broken, in whole percent; `None` when none has ended so.
    #[must_use]
    pub fn kept_share(&self) -> Option<u64> {
        let ended = self.kept + self.broken;
        (self.kept * 100 + ended / 2).checked_div(ended)
    }
}

/// An account to which much is sponsored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heavy {
    /// The account.
    pub account: AccountNo,
    /// Its name.
    pub client: String,
    /// Its open sponsored promises.
    pub sponsored: u64,
    /// All its open promises.
    pub open: u64,
}

/// What promises come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shares {
    /// What was made and ended from then on is counted.
    pub since: Time,
    /// Real ones.
    pub real: BasisShare,
    /// Dated ones.
    pub dated: BasisShare,
    /// Sponsored ones.
    pub sponsored: BasisShare,
    /// The accounts to which too much is sponsored, most first.
    pub heavy: Vec<Heavy>,
}

impl Shares {
    /// The figures of a basis.
    #[must_use]
    pub const fn of(&self, basis: Basis) -> &BasisShare {
        match basis {
            Basis::Real => &self.real,
            Basis::Dated => &self.dated,
            Basis::Sponsored => &self.sponsored,
        }
    }

    /// All that were made.
    #[must_use]
    pub const fn made(&self) -> u64 {
        self.real.made + self.dated.made + self.sponsored.made
    }

    /// All that are open.
    #[must_use]
    pub const fn open(&self) -> u64 {
        self.real.open + self.dated.open + self.sponsored.open
    }
}
