//! Rates between currencies: exact decimals, as the config gives them, of one day.

use std::collections::BTreeMap;
use std::fmt;

use chrono::NaiveDate;

use crate::domain::money::{Currency, Sum};

/// The digits of a rate, at most: enough for any pair of currencies, and few enough that no sum overflows.
const MOST_DIGITS: usize = 12;

/// How much of the rep's own currency one unit of another is: `0.9215`, exactly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// The digits as a whole number: 9215.
    digits: u64,
    /// How many of them stand after the point: 4.
    scale: u32,
}

impl Rate {
    /// Reads a decimal above zero, such as `0.9215`, `155` or `1.05`: 12 digits at most. `None` for anything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let plain = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        let ends_well = !whole.is_empty() && (!fraction.is_empty() || !text.contains('.'));
        if !ends_well || !plain(whole) || !plain(fraction) || whole.len() + fraction.len() > MOST_DIGITS {
            return None;
        }
        let digits: u64 = format!("{whole}{fraction}").parse().ok()?;
        (digits > 0).then_some(Self {
            digits,
            scale: u32::try_from(fraction.len()).ok()?,
        })
    }
}

/// As written: `0.9215`.
impl fmt::Display for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scale = self.scale as usize;
        let digits = format!("{:0width$}", self.digits, width = scale + 1);
        let (whole, fraction) = digits.split_at(digits.len() - scale);
        if fraction.is_empty() {
            f.write_str(whole)
        } else {
            write!(f, "{whole}.{fraction}")
        }
    }
}

/// What other currencies come to in one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rates {
    /// The day they are of.
    pub on: NaiveDate,
    /// The currency they lead to.
    pub to: Currency,
    /// For each other currency the rate of one unit.
    pub of: BTreeMap<Currency, Rate>,
}

/// What sums come to in one currency, and which had no rate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InOne {
    /// Together, rounded once at the end: half a minor unit goes away from zero.
    pub total: Sum,
    /// The rates that were used.
    pub rates: Vec<(Currency, Rate)>,
    /// The day they are of.
    pub on: NaiveDate,
    /// What is not in the total, having no rate.
    pub left_out: Vec<Sum>,
}

impl Rates {
    /// Brings sums of different currencies into one. Each currency is to stand in them once.
    #[must_use]
    pub fn in_one(&self, sums: &[Sum]) -> InOne {
        let (mut rates, mut left_out) = (Vec::new(), Vec::new());
        let mut parts: Vec<Fraction> = Vec::new();
        for sum in sums {
            let own = sum.currency == self.to;
            let rate = self.of.get(&sum.currency).copied().filter(|_| !own);
            match (own, rate, rate.and_then(|rate| self.converted(*sum, rate))) {
                (true, _, _) => parts.push(Fraction {
                    over: sum.minor,
                    tens: 0,
                }),
                (false, Some(rate), Some(part)) => {
                    rates.push((sum.currency, rate));
                    parts.push(part);
                }
                (false, _, _) => left_out.push(*sum),
            }
        }
        InOne {
            total: Sum {
                minor: rounded(&parts),
                currency: self.to,
            },
            rates,
            on: self.on,
            left_out,
        }
    }

    /// A sum at a rate, in minor units of the currency that the rates lead to. `None` past all bounds.
    fn converted(&self, sum: Sum, rate: Rate) -> Option<Fraction> {
        let over = sum.minor.checked_mul(i128::from(rate.digits))?;
        let over = over.checked_mul(10_i128.pow(self.to.digits()))?;
        Some(Fraction {
            over,
            tens: rate.scale + sum.currency.digits(),
        })
    }
}

/// `over` divided by ten to the power of `tens`.
#[derive(Debug, Clone, Copy)]
struct Fraction {
    over: i128,
    tens: u32,
}

/// The sum of fractions as a whole number, a half away from zero. Whole parts and rests are added apart, so that
/// bringing them to one denominator overflows nothing.
fn rounded(parts: &[Fraction]) -> i128 {
    let most = parts.iter().map(|part| part.tens).max().unwrap_or(0);
    let unit = 10_i128.pow(most);
    let (mut whole, mut rest) = (0_i128, 0_i128);
    for part in parts {
        let scale = 10_i128.pow(part.tens);
        whole = whole.saturating_add(part.over.div_euclid(scale));
        // Below ten to the power of `most`, which is 16 at most.
        rest += part.over.rem_euclid(scale) * 10_i128.pow(most - part.tens);
    }
    whole = whole.saturating_add(rest.div_euclid(unit));
    let twice = rest.rem_euclid(unit) * 2;
    let up = twice > unit || (twice == unit && whole >= 0);
    whole.saturating_add(i128::from(up))
}

#[cfg(test)]
mod tests;
