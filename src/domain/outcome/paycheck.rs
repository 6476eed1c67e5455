//! The paycheck: what the rep would earn if pay followed results, beside what was signed. Deal value times measured
//! progress; what is unmeasured is said to be so, and never counted as nothing.

use super::{Progress, SHARE};
use crate::domain::deal::rates::Rates;
use crate::domain::deal::totals::Totals;
use crate::domain::ids::{AccountNo, DealNo, ItemNo};
use crate::domain::money::Money;

/// A deal that was won, with how far its outcomes are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DealPay {
    /// Its number.
    pub deal: DealNo,
    /// By whose number it goes.
    pub item: ItemNo,
    /// The client.
    pub account: AccountNo,
    /// The client's name.
    pub client: String,
    /// What the deal is called.
    pub name: String,
    /// What was signed.
    pub signed: Option<Money>,
    /// How far each of its outcomes is that has a reading.
    pub measured: Vec<Progress>,
    /// How many of its outcomes have none.
    pub unmeasured: usize,
}

impl DealPay {
    /// What of the deal's value is earned, in parts of [`SHARE`]: the mean of its measured outcomes. `None` when none is
    /// measured.
    #[must_use]
    pub fn share(&self) -> Option<i128> {
        let count = i128::try_from(self.measured.len()).ok()?;
        let sum: i128 = self.measured.iter().map(|progress| progress.share()).sum();
        sum.checked_div(count)
    }

    /// The share in hundredths, rounded down.
    #[must_use]
    pub fn percent(&self) -> Option<i64> {
        i64::try_from(self.share()? * 100 / SHARE).ok()
    }

    /// What pay by results would be; `None` when the deal has no value or nothing is measured. Half a minor unit counts
    /// as one.
    #[must_use]
    pub fn earned(&self) -> Option<Money> {
        let (signed, share) = (self.signed?, self.share()?);
        let minor = (i128::from(signed.minor) * share * 2 + SHARE).div_euclid(SHARE * 2);
        Some(Money {
            minor: i64::try_from(minor).ok()?,
            currency: signed.currency,
        })
    }
}

/// What deals come to, signed and by results.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paycheck {
    /// What was signed.
    pub signed: Totals,
    /// What of it is measured at all: the value signed of the deals with a reading.
    pub measured: Totals,
    /// What pay by results would be, for what is measured.
    pub earned: Totals,
    /// The value signed of the deals of which nothing is measured.
    pub unmeasured: Totals,
    /// How many deals there are.
    pub deals: usize,
    /// How many of them have nothing measured.
    pub deals_unmeasured: usize,
}

impl Paycheck {
    /// Adds deals up: for each currency, and in one by the config's rates.
    #[must_use]
    pub fn of<'a>(deals: impl IntoIterator<Item = &'a DealPay>, rates: Option<&Rates>) -> Self {
        let deals: Vec<&DealPay> = deals.into_iter().collect();
        let (measured, unmeasured): (Vec<&DealPay>, Vec<&DealPay>) =
            deals.iter().copied().partition(|deal| deal.share().is_some());
        let signed = |deals: &[&DealPay]| Totals::of(deals.iter().map(|deal| deal.signed), rates);
        Self {
            signed: signed(&deals),
            measured: signed(&measured),
            earned: Totals::of(measured.iter().map(|deal| deal.earned()), rates),
            unmeasured: signed(&unmeasured),
            deals: deals.len(),
            deals_unmeasured: unmeasured.len(),
        }
    }

    /// `€31,200 of €48,200 signed; unmeasured: €12,000`. What is unmeasured stands apart.
    #[must_use]
    pub fn words(&self) -> String {
        if self.deals == 0 {
            return "nothing was signed yet".to_owned();
        }
        let mut parts = Vec::new();
        if self.deals > self.deals_unmeasured {
            parts.push(format!(
                "{} earned by results of {} signed",
                self.earned.words(),
                self.measured.words()
            ));
        }
        if self.deals_unmeasured > 0 {
            let deals = match self.deals_unmeasured {
                1 => "1 deal".to_owned(),
                many => format!("{many} deals"),
            };
            parts.push(format!("unmeasured: {} ({deals})", self.unmeasured.words()));
        }
        parts.join("; ")
    }
}

/// Deals in the order of their clients, those of one client together: each client's number, name and deals.
#[must_use]
pub fn by_client(deals: &[DealPay]) -> Vec<(AccountNo, &str, &[DealPay])> {
    deals
        .chunk_by(|one, next| one.account == next.account)
        .filter_map(|of_one| {
            let first = of_one.first()?;
            Some((first.account, first.client.as_str(), of_one))
        })
        .collect()
}
