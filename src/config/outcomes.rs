//! Outcomes as the config has them: when a reading is stale, and when a client is looked at after a signature.

use toml::Spanned;

use super::file::OutcomesEntry;
use super::read::Faults;
use crate::domain::outcome::OutcomeSettings;

/// Days, at most: ten years.
const MOST_DAYS: i64 = 3_660;
/// Checks after one signature, at most.
const MOST_CHECKS: usize = 24;

/// The settings of outcomes.
pub(super) fn settings(entry: &OutcomesEntry, faults: &mut Faults<'_>) -> OutcomeSettings {
    let mut settings = OutcomeSettings::default();
    if let Some(days) = entry
        .stale_days
        .as_ref()
        .and_then(|written| days(written, faults))
    {
        settings.stale_days = days;
    }
    if let Some(written) = &entry.checks {
        if written.get_ref().len() > MOST_CHECKS {
            faults.wrong(&written.span(), format!("{MOST_CHECKS} checks at most"));
        }
        let mut checks: Vec<u32> = written
            .get_ref()
            .iter()
            .filter_map(|one| days(one, faults))
            .collect();
        checks.sort_unstable();
        checks.dedup();
        settings.checks = checks;
    }
    settings
}

fn days(written: &Spanned<i64>, faults: &mut Faults<'_>) -> Option<u32> {
    let days = u32::try_from(*written.get_ref())
        .ok()
        .filter(|days| (1..=MOST_DAYS).contains(&i64::from(*days)));
    if days.is_none() {
        faults.wrong(
            &written.span(),
            format!("days, a whole number from 1 to {MOST_DAYS}"),
        );
    }
    days
}
