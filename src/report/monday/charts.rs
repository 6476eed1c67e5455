//! The charts of the sheet: the bridge and the stages, in one currency by the config's rates, else one for each currency.

use crate::domain::deal::totals::Totals;
use crate::domain::monday::bridge::BridgeLine;
use crate::domain::monday::{MondaySheet, Part};
use crate::domain::money::{Currency, Sum};
use crate::domain::worktime::Calendar;
use crate::report::charts::{self, Bar, Step};
use crate::report::wording::capital;

/// In what a chart is drawn.
struct Drawn {
    currency: Currency,
    /// The rates, as a title says them; empty where nothing is converted.
    by: String,
    converts: bool,
}

/// The bridge of the quarter.
pub(super) fn bridge(sheet: &MondaySheet, calendar: &Calendar) -> Vec<String> {
    let parts: Vec<&Part> = sheet.bridge.iter().map(|line| &line.quarter).collect();
    drawn(&parts, sheet)
        .iter()
        .map(|drawn| {
            let steps: Vec<Step> = sheet
                .bridge
                .iter()
                .map(|line: &BridgeLine| {
                    let amount = drawn.amount(&line.quarter.totals);
                    Step {
                        label: sheet.step_words(line.step, calendar),
                        amount,
                        total: line.step.is_total(),
                        words: drawn.words(amount),
                    }
                })
                .collect();
            let by = sheet.on(sheet.quarter.ends());
            charts::bridge(
                &format!("To close by {by}, in {}{}", drawn.currency.code(), drawn.by),
                &steps,
            )
        })
        .collect()
}

/// What each stage comes to: full for the quarter, hatched for what closes later.
pub(super) fn stages(sheet: &MondaySheet) -> Vec<String> {
    let parts: Vec<&Part> = sheet.stages.iter().map(|line| &line.all).collect();
    drawn(&parts, sheet)
        .iter()
        .map(|drawn| {
            let bars: Vec<Bar> = sheet
                .stages
                .iter()
                .map(|line| {
                    let (quarter, all) = (drawn.amount(&line.quarter.totals), drawn.amount(&line.all.totals));
                    let full = quarter.max(0).unsigned_abs();
                    Bar {
                        label: capital(&line.stage),
                        full,
                        hatched: all.max(0).unsigned_abs().saturating_sub(full),
                        words: drawn.words(all),
                    }
                })
                .collect();
            charts::bars(
                &format!(
                    "Open deals by stage, in {}{}; hatched: after {}",
                    drawn.currency.code(),
                    drawn.by,
                    sheet.quarter
                ),
                &bars,
            )
        })
        .collect()
}

/// What is drawn: one chart where the rates bring all into one, else one for each currency there is.
fn drawn(parts: &[&Part], sheet: &MondaySheet) -> Vec<Drawn> {
    let in_one = parts.iter().find_map(|part| part.totals.in_one.as_ref());
    if let Some(one) = in_one {
        return vec![Drawn {
            currency: one.total.currency,
            by: format!(" at the rates of {}", sheet.on(one.on)),
            converts: true,
        }];
    }
    let mut currencies: Vec<Currency> = parts
        .iter()
        .flat_map(|part| part.totals.each.iter().map(|sum| sum.currency))
        .collect();
    currencies.sort_unstable();
    currencies.dedup();
    currencies
        .into_iter()
        .map(|currency| Drawn {
            currency,
            by: String::new(),
            converts: false,
        })
        .collect()
}

impl Drawn {
    /// What amounts come to, in whole units.
    fn amount(&self, totals: &Totals) -> i64 {
        let one = totals.in_one.as_ref().filter(|_| self.converts);
        let own = || {
            let mut each = totals.each.iter();
            each.find(|sum| sum.currency == self.currency)
                .map_or(0, |sum| sum.minor)
        };
        let minor = one.map_or_else(own, |one| one.total.minor);
        let units = minor / 10_i128.pow(self.currency.digits());
        i64::try_from(units).unwrap_or(if units < 0 { i64::MIN } else { i64::MAX })
    }

    /// An amount in whole units, as said.
    fn words(&self, units: i64) -> String {
        Sum {
            minor: i128::from(units) * 10_i128.pow(self.currency.digits()),
            currency: self.currency,
        }
        .to_string()
    }
}
