//! The ready list: which client to call next.
//!
//! A client stands the higher the longer they have heard nothing, weighed by what is promised to them: the silence in
//! minutes, times one for the client, one more for every open promise, and another one for every open promise that is
//! overdue. On a tie the longer silence comes first, then the older account. Only clients with something open are on it
//! (an item, a promise, a deal or an outcome): to the others there is nothing to say yet.

use std::cmp::Reverse;

use super::Time;
use super::ids::AccountNo;

/// A client on the ready list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// Who.
    pub account: AccountNo,
    /// Their name.
    pub name: String,
    /// The last words with them: a call that connected, something told, something heard. `None` when there were none.
    pub last_words: Option<Time>,
    /// Since when they have heard nothing: since the last words, else since the first thing came in from them.
    pub since: Time,
    /// Open items.
    pub items: u32,
    /// Open promises.
    pub promises: u32,
    /// Open promises whose date has passed.
    pub overdue: u32,
    /// When the next open promise falls due, or fell due.
    pub next_promise: Option<Time>,
}

/// A place in the list: ascending.
pub type Rank = (Reverse<i64>, Time, AccountNo);

impl Waiting {
    /// By how much the silence counts.
    #[must_use]
    pub fn weight(&self) -> i64 {
        1 + i64::from(self.promises) + i64::from(self.overdue)
    }

    /// The silence in whole minutes, weighed.
    #[must_use]
    pub fn score(&self, now: Time) -> i64 {
        (now - self.since)
            .num_minutes()
            .max(0)
            .saturating_mul(self.weight())
    }

    /// Where it stands.
    #[must_use]
    pub fn rank(&self, now: Time) -> Rank {
        (Reverse(self.score(now)), self.since, self.account)
    }

    /// What is promised, in words; empty when nothing is.
    #[must_use]
    pub fn promised(&self) -> String {
        let count = match self.promises {
            0 => return String::new(),
            1 => "1 promise".to_owned(),
            several => format!("{several} promises"),
        };
        match self.overdue {
            0 => count,
            overdue => format!("{count}, {overdue} overdue"),
        }
    }
}

/// Puts clients into the order of the ready list.
pub fn sort(list: &mut [Waiting], now: Time) {
    list.sort_by_key(|waiting| waiting.rank(now));
}

#[cfg(test)]
mod tests {
    use chrono::Duration;

    use super::*;

    fn waiting(number: i64, days: i64, promises: u32, overdue: u32) -> Waiting {
        let now = Time::UNIX_EPOCH + Duration::days(1_000);
        Waiting {
            account: AccountNo(number),
            name: String::new(),
            last_words: None,
            since: now - Duration::days(days),
            items: 1,
            promises,
            overdue,
            next_promise: None,
        }
    }

    fn order(mut list: Vec<Waiting>) -> Vec<i64> {
        sort(&mut list, Time::UNIX_EPOCH + Duration::days(1_000));
        list.iter().map(|waiting| waiting.account.0).collect()
    }

    #[test]
    fn silence_counts_and_promises_weigh_it() {
        // Ten days with an overdue promise weigh as much as thirty without a word promised.
        assert_eq!(
            order(vec![
                waiting(1, 20, 0, 0),
                waiting(2, 10, 1, 1),
                waiting(3, 11, 1, 0),
                waiting(4, 1, 9, 9),
            ]),
            [2, 3, 1, 4]
        );
    }

    #[test]
    fn a_tie_goes_to_the_longer_silence_then_to_the_older_account() {
        assert_eq!(
            order(vec![
                waiting(3, 10, 1, 0),
                waiting(2, 20, 0, 0),
                waiting(1, 10, 1, 0)
            ]),
            [2, 1, 3]
        );
    }

    #[test]
    fn a_clock_put_back_makes_no_silence_negative() {
        let ahead = waiting(1, -3, 2, 0);
        assert_eq!(ahead.score(Time::UNIX_EPOCH + Duration::days(1_000)), 0);
        assert_eq!(waiting(1, 1, 2, 1).promised(), "2 promises, 1 overdue");
    }
}
