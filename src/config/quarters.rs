//! Quarters as the config has them: with which month the fiscal year begins, and by which year it is named.

use super::file::QuartersEntry;
use super::read::Faults;
use crate::domain::quarter::{NamedBy, Quarters};

/// The rule of quarters.
pub(super) fn settings(entry: &QuartersEntry, faults: &mut Faults<'_>) -> Quarters {
    let mut quarters = Quarters::default();
    if let Some(written) = &entry.first_month {
        match u32::try_from(*written.get_ref()) {
            Ok(month) if (1..=12).contains(&month) => quarters.first_month = month,
            Ok(_) | Err(_) => faults.wrong(
                &written.span(),
                "the number of a month, from 1 (January) to 12 (December)",
            ),
        }
    }
    if let Some(written) = &entry.named_by {
        match NamedBy::from_word(written.get_ref()) {
            Some(named_by) => quarters.named_by = named_by,
            None => faults.wrong(&written.span(), "\"start\" or \"end\""),
        }
    }
    quarters
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use chrono_tz::Tz;

    use super::super::{ConfigErrors, resolve};
    use crate::domain::quarter::{NamedBy, Quarters};

    #[test]
    fn the_fiscal_year_begins_with_the_month_written_and_what_is_wrong_is_named() {
        let read = |text| resolve(text, Path::new("config.toml"), Tz::UTC);
        assert_eq!(read("").unwrap().settings.quarters, Quarters::default());
        assert_eq!(
            read("[quarters]\nfirst_month = 2\nnamed_by = \"start\"\n")
                .unwrap()
                .settings
                .quarters,
            Quarters {
                first_month: 2,
                named_by: NamedBy::Start
            }
        );
        let errors = read("[quarters]\nfirst_month = 13\nnamed_by = \"middle\"\n").unwrap_err();
        let lines: Vec<String> = errors
            .errors
            .iter()
            .map(|error| ConfigErrors::line(&errors.file, error))
            .collect();
        assert_eq!(lines.len(), 2, "{lines:?}");
        assert!(
            lines[0].contains("config.toml:2: quarters.first_month") && lines[0].contains("from 1 (January)"),
            "{lines:?}"
        );
        assert!(
            lines[1].contains("config.toml:3: quarters.named_by")
                && lines[1].contains("\"start\" or \"end\""),
            "{lines:?}"
        );
    }
}
