//! Deals as written: their stages, and the rates by which other currencies are brought into one.

use std::collections::BTreeMap;

use toml::{Spanned, Value};

use super::file::{Deals, StageEntry};
use super::read::Faults;
use super::resolve::{one_line, read_day};
use crate::domain::deal::Stage;
use crate::domain::deal::rates::{Rate, Rates};
use crate::domain::money::Currency;
use crate::domain::settings::Settings;

/// The key of `[rates]` that is no currency.
const DATE: &str = "date";
/// Days after which a deal rots, at most: ten years.
const MOST_DAYS: i64 = 3_660;

/// Takes both over into the settings, whose currency is known by then.
pub(super) fn take(
    deals: &Deals,
    rates: &BTreeMap<Spanned<String>, Spanned<Value>>,
    settings: &mut Settings,
    faults: &mut Faults<'_>,
) {
    if let Some(written) = &deals.stages {
        if written.get_ref().is_empty() {
            faults.wrong(&written.span(), "at least one stage");
        }
        let mut stages: Vec<Stage> = Vec::new();
        for entry in written.get_ref() {
            let stage = stage(entry.get_ref(), faults);
            let name = stage.name.to_lowercase();
            if stages.iter().any(|before| before.name.to_lowercase() == name) {
                faults.wrong(&entry.get_ref().name.span(), "a name that no other stage has");
            }
            stages.push(stage);
        }
        settings.deals.stages = stages;
    }
    if let Some(to) = Currency::parse(&settings.currency)
        && !rates.is_empty()
    {
        settings.deals.rates = read_rates(rates, to, faults);
    }
}

fn stage(entry: &StageEntry, faults: &mut Faults<'_>) -> Stage {
    let name = one_line(&entry.name, faults);
    if name.is_empty() {
        faults.wrong(&entry.name.span(), "a stage's name, such as \"proposal\"");
    }
    let days = *entry.rots_after.get_ref();
    if !(1..=MOST_DAYS).contains(&days) {
        faults.wrong(
            &entry.rots_after.span(),
            format!("days, a whole number from 1 to {MOST_DAYS}"),
        );
    }
    Stage {
        name,
        rots_after: u32::try_from(days).unwrap_or_default(),
    }
}

fn read_rates(
    rates: &BTreeMap<Spanned<String>, Spanned<Value>>,
    to: Currency,
    faults: &mut Faults<'_>,
) -> Option<Rates> {
    let (mut on, mut of) = (None, BTreeMap::new());
    for (key, written) in rates {
        if key.get_ref() == DATE {
            on = Some(read_day(written, faults)?);
            continue;
        }
        let Some(currency) = Currency::parse(key.get_ref()) else {
            faults.wrong(
                &key.span(),
                "a currency's three letters (ISO 4217), such as USD, or `date`",
            );
            continue;
        };
        if currency == to {
            faults.wrong(
                &key.span(),
                format!(
                    "another currency than your own, which the rates lead to ({})",
                    to.code()
                ),
            );
            continue;
        }
        match rate(written.get_ref()) {
            Some(rate) => {
                of.insert(currency, rate);
            }
            None => faults.wrong(
                &written.span(),
                format!(
                    "what one {} is in {}, in quotes so that it stays exact: \"0.9215\"",
                    currency.code(),
                    to.code()
                ),
            ),
        }
    }
    if on.is_none()
        && let Some(first) = rates.keys().min_by_key(|key| key.span().start)
    {
        faults.say(
            &first.span(),
            "the rates do not say of which day they are",
            "`date = \"2026-11-20\"` in this table",
        );
    }
    on.map(|on| Rates { on, to, of })
}

/// A rate in quotes, or a whole number. A decimal out of quotes would be read as the nearest binary fraction.
fn rate(written: &Value) -> Option<Rate> {
    match written {
        Value::String(text) => Rate::parse(text),
        Value::Integer(whole) => Rate::parse(&whole.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use chrono_tz::Tz;

    use super::super::resolve;
    use super::super::{Config, ConfigErrors};

    fn read(text: &str) -> Result<Config, ConfigErrors> {
        resolve(text, Path::new("config.toml"), Tz::UTC)
    }

    fn faults(text: &str) -> Vec<String> {
        let errors = read(text).unwrap_err();
        errors
            .errors
            .iter()
            .map(|error| ConfigErrors::line(&errors.file, error))
            .collect()
    }

    #[test]
    fn stages_and_rates_reach_their_place() {
        let text = "currency = \"chf\"\n[deals]\nstages = [{ name = \"talk\", rots_after = 3 }]\n\
                    [rates]\ndate = 2026-11-20\nusd = \"0.9215\"\nJPY = 1\n";
        let deals = read(text).unwrap().settings.deals;
        assert_eq!((deals.first(), deals.stages.len()), ("talk", 1));
        let rates = deals.rates.unwrap();
        assert_eq!(
            (rates.on.to_string().as_str(), rates.to.code()),
            ("2026-11-20", "CHF")
        );
        let shown: Vec<String> = rates
            .of
            .iter()
            .map(|(currency, rate)| format!("{} {rate}", currency.code()))
            .collect();
        assert_eq!(shown, ["JPY 1", "USD 0.9215"]);
        assert_eq!(read("").unwrap().settings.deals.rates, None);
    }

    #[test]
    fn what_is_wrong_with_a_stage_or_a_rate_is_said_with_its_line() {
        for (text, expected) in [
            ("[deals]\nstages = []", "at least one stage"),
            (
                "[deals]\nstages = [{ name = \" \", rots_after = 3 }]",
                "a stage's name",
            ),
            (
                "[deals]\nstages = [{ name = \"a\", rots_after = 0 }]",
                "a whole number from 1",
            ),
            (
                "[deals]\nstages = [{ name = \"a\", rots_after = 1 }, { name = \"A\", rots_after = 1 }]",
                "a name that no other stage has",
            ),
            ("[rates]\nUSD = \"0.92\"", "`date = \"2026-11-20\"`"),
            (
                "[rates]\ndate = \"2026-11-20\"\nUSD = 0.92",
                "what one USD is in EUR, in quotes",
            ),
            ("[rates]\ndate = \"2026-11-20\"\nUSD = \"0\"", "in quotes"),
            (
                "[rates]\ndate = \"2026-11-20\"\nEUR = \"1\"",
                "another currency than your own",
            ),
            (
                "[rates]\ndate = \"2026-11-20\"\ndollars = \"1\"",
                "three letters (ISO 4217)",
            ),
            ("[rates]\ndate = \"soon\"\nUSD = \"1\"", "a day such as"),
        ] {
            let found = faults(text);
            assert_eq!(found.len(), 1, "{found:#?}");
            assert!(found[0].contains(expected), "{text}: {}", found[0]);
            assert!(found[0].contains("config.toml:"), "{}", found[0]);
        }
    }
}
