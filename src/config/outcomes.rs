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

#[cfg(test)]
mod tests {
    use std::path::Path;

    use chrono_tz::Tz;

    use super::super::resolve;
    use super::super::{Config, ConfigErrors};

    fn read(text: &str) -> Result<Config, ConfigErrors> {
        resolve(text, Path::new("config.toml"), Tz::UTC)
    }

    #[test]
    fn days_come_in_order_and_each_fault_is_named() {
        let outcomes = |text: &str| read(text).unwrap().settings.outcomes;
        let given = outcomes("[outcomes]\nstale_days = 14\nchecks = [30, 7, 30]\n");
        assert_eq!((given.stale_days, given.checks), (14, vec![7, 30]));
        assert_eq!(outcomes("[outcomes]\nchecks = []\n").checks, Vec::<u32>::new());
        assert_eq!(outcomes("").checks, [7, 30, 60, 90]);
        let errors = read("[outcomes]\nstale_days = 0\nchecks = [7, -1, 4000]\n").unwrap_err();
        let lines: Vec<String> = errors
            .errors
            .iter()
            .map(|error| ConfigErrors::line(&errors.file, error))
            .collect();
        assert_eq!(lines.len(), 3, "{lines:?}");
        assert!(
            lines[0].contains("config.toml:2: outcomes.stale_days"),
            "{lines:?}"
        );
        assert!(lines[2].contains("a whole number from 1 to 3660"), "{lines:?}");
    }
}
