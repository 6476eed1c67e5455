//! Which accounts have had an executive's ear of late, so that not only the largest do.

use chrono::NaiveDate;

use crate::domain::ids::{AccountNo, OwnerNo};
use crate::domain::quarter::Quarters;
use crate::domain::worktime::Calendar;
use crate::domain::{Time, say};

/// The first day of the quarter before the one in which a day lies: since then are the last two quarters.
#[must_use]
pub fn last_two_begin(quarters: &Quarters, day: NaiveDate) -> NaiveDate {
    let begins = quarters.of(day).begins();
    begins
        .pred_opt()
        .map_or(begins, |before| quarters.of(before).begins())
}

/// An account that had an executive's ear: something of theirs was taken up by an executive, or an executive who invited
/// them met them at an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heard {
    /// The account.
    pub account: AccountNo,
    /// Its name.
    pub client: String,
    /// When, last.
    pub at: Time,
    /// By whom, last.
    pub owner: OwnerNo,
    /// That executive's name.
    pub owner_name: String,
}

/// The accounts that had an executive's ear since a day, latest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ear {
    /// Since that day.
    pub since: NaiveDate,
    /// Which; each once for every executive.
    pub heard: Vec<Heard>,
}

impl Ear {
    /// How many accounts that are.
    #[must_use]
    pub fn accounts(&self) -> usize {
        let accounts: std::collections::BTreeSet<AccountNo> =
            self.heard.iter().map(|heard| heard.account).collect();
        accounts.len()
    }

    /// When an account had it last, and whose.
    #[must_use]
    pub fn of(&self, account: AccountNo) -> Option<&Heard> {
        self.heard.iter().find(|heard| heard.account == account)
    }

    /// `last two quarters: 3 accounts had an executive's ear, Borealis GmbH not among them`.
    #[must_use]
    pub fn words(&self, account: AccountNo, client: &str, now: Time, calendar: &Calendar) -> String {
        let had = match self.accounts() {
            0 => return "last two quarters: no account had an executive's ear yet".to_owned(),
            1 => "1 account".to_owned(),
            many => format!("{many} accounts"),
        };
        let among = self.of(account).map_or_else(
            || format!("{client} not among them"),
            |heard| {
                let when = say::since(heard.at, now, calendar);
                format!("{client} among them ({}, {when})", heard.owner_name)
            },
        );
        format!("last two quarters: {had} had an executive's ear, {among}")
    }
}
