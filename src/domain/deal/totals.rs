//! Totals of amounts in several currencies: one for each, or all in one by the config's rates. Never across in
//! silence.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::rates::{InOne, Rates};
use crate::domain::money::{Currency, Money, Sum};
use crate::domain::say;

/// What amounts come to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Totals {
    /// For each currency, by its code.
    pub each: Vec<Sum>,
    /// All in one, where the config has rates and there is more than the one currency to bring together.
    pub in_one: Option<InOne>,
    /// How many had no amount.
    pub without: usize,
}

impl Totals {
    /// Adds up amounts; `None` is something that has none.
    #[must_use]
    pub fn of(amounts: impl IntoIterator<Item = Option<Money>>, rates: Option<&Rates>) -> Self {
        let mut sums: BTreeMap<Currency, i128> = BTreeMap::new();
        let mut without = 0;
        for amount in amounts {
            match amount {
                Some(money) => *sums.entry(money.currency).or_default() += i128::from(money.minor),
                None => without += 1,
            }
        }
        let each: Vec<Sum> = sums
            .into_iter()
            .map(|(currency, minor)| Sum { minor, currency })
            .collect();
        let in_one = rates
            .filter(|rates| each.iter().any(|sum| sum.currency != rates.to))
            .map(|rates| rates.in_one(&each));
        Self {
            each,
            in_one,
            without,
        }
    }

    /// Each currency's total: `€61,320 + $12,000`; `nothing` where there is none.
    #[must_use]
    pub fn words(&self) -> String {
        if self.each.is_empty() {
            return "nothing".to_owned();
        }
        let each: Vec<String> = self.each.iter().map(ToString::to_string).collect();
        each.join(" + ")
    }

    /// All in one, with the rates, their day and what is left out: `€72,378 at the rates of Fri 20 Nov (1 USD = 0.92);
    /// left out, having no rate: ¥1,500`. `None` where it would say no more than [`Self::words`].
    #[must_use]
    pub fn words_in_one(&self, today: NaiveDate) -> Option<String> {
        let one = self.in_one.as_ref().filter(|one| !one.rates.is_empty())?;
        let rates: Vec<String> = one
            .rates
            .iter()
            .map(|(currency, rate)| format!("1 {} = {rate}", currency.code()))
            .collect();
        let head = format!(
            "{} at the rates of {} ({})",
            one.total,
            say::date(one.on, today),
            rates.join(", ")
        );
        let left: Vec<String> = one.left_out.iter().map(ToString::to_string).collect();
        Some(if left.is_empty() {
            head
        } else {
            format!("{head}; left out, having no rate: {}", left.join(" + "))
        })
    }
}
