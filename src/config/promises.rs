//! Promises as the config has them: their lead time, what is too much future work, and who may sponsor it.

use std::collections::BTreeMap;

use toml::{Spanned, Value};

use super::file::PromisesEntry;
use super::read::Faults;
use super::resolve::whole_hours;
use crate::domain::money::{Currency, Money};
use crate::domain::promise::{Allowed, PromiseSettings};

/// The settings of promises. Amounts without a currency are in the one that the config names.
pub(super) fn settings(
    entry: &PromisesEntry,
    authority: &BTreeMap<Spanned<String>, Spanned<Value>>,
    currency: &str,
    faults: &mut Faults<'_>,
) -> PromiseSettings {
    let mut settings = PromiseSettings::default();
    if let Some(hours) = entry
        .lead_hours
        .as_ref()
        .and_then(|written| whole_hours(written, faults))
    {
        settings.lead_hours = hours;
    }
    if let Some(written) = &entry.sponsored_share {
        match u8::try_from(*written.get_ref()) {
            Ok(share) if share <= 100 => settings.sponsored_share = share,
            Ok(_) | Err(_) => faults.wrong(
                &written.span(),
                "a share in percent, a whole number from 0 to 100",
            ),
        }
    }
    let usual = Currency::parse(currency);
    for (who, written) in authority {
        if who.get_ref().trim_start_matches(['@', ' ']).is_empty() {
            faults.wrong(
                &who.span(),
                "an owner's handle or a name, such as anna or \"Anna Berg\"",
            );
            continue;
        }
        match allowed(written, usual) {
            Some(allowed) => settings.authority.allow(who.get_ref(), allowed),
            None => faults.wrong(
                &written.span(),
                "true, false, or the most it may be worth, such as 50000 or \"50000 EUR\"",
            ),
        }
    }
    settings
}

fn allowed(written: &Spanned<Value>, usual: Option<Currency>) -> Option<Allowed> {
    let amount = match written.get_ref() {
        Value::Boolean(true) => return Some(Allowed::Anything),
        Value::Boolean(false) => return Some(Allowed::Nothing),
        Value::Integer(units) => Money::read(&units.to_string(), usual),
        Value::String(text) => Money::read(text, usual),
        Value::Float(_) | Value::Datetime(_) | Value::Array(_) | Value::Table(_) => None,
    };
    amount.filter(|amount| amount.minor >= 0).map(Allowed::UpTo)
}
