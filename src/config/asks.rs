//! Asks as the config has them: the templates from which drafts are made.

use toml::Spanned;

use super::file::AsksEntry;
use super::read::Faults;
use crate::domain::ask::AskSettings;
use crate::domain::ask::template::{FIELDS, unknown_field};
use crate::domain::clean;

/// The settings of asks.
pub(super) fn settings(entry: &AsksEntry, faults: &mut Faults<'_>) -> AskSettings {
    let mut settings = AskSettings::default();
    for (written, template) in [
        (&entry.executive, &mut settings.executive),
        (&entry.marketing, &mut settings.marketing),
    ] {
        if let Some(written) = written {
            *template = read(written, faults);
        }
    }
    settings
}

fn read(written: &Spanned<String>, faults: &mut Faults<'_>) -> String {
    let template = clean::block(written.get_ref(), clean::NOTE);
    if let Some(field) = unknown_field(&template) {
        faults.say(
            &written.span(),
            format!("there is no field {{{field}}}"),
            format!("text with fields out of {{{}}}", FIELDS.join("}, {")),
        );
    }
    template
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use chrono_tz::Tz;

    use super::super::{ConfigErrors, resolve};

    #[test]
    fn a_template_is_taken_over_and_one_with_an_unknown_field_is_named_with_its_line() {
        let read = |text| resolve(text, Path::new("config.toml"), Tz::UTC);
        let asks = read("[asks]\nexecutive = \"\"\"\nDear {contact},\n{to}\"\"\"\n")
            .unwrap()
            .settings
            .asks;
        assert_eq!(asks.executive, "Dear {contact},\n{to}");
        assert!(asks.marketing.contains("{event}"));
        let errors = read("[asks]\nmarketing = \"Dear {name}\"\n").unwrap_err();
        let line = ConfigErrors::line(&errors.file, &errors.errors[0]);
        assert!(
            line.starts_with("config.toml:2: asks.marketing: there is no field {name}"),
            "{line}"
        );
        assert!(line.contains("{contact}"), "{line}");
    }
}
