//! The rep's diary as the config has it: which calendars and phones' exports are read by themselves, and how.

use std::path::Path;

use directories::BaseDirs;
use toml::Spanned;

use super::file::DiaryEntry;
use super::read::Faults;
use super::resolve::read_zone;
use crate::domain::diary::{DiarySettings, PhoneMapping};
use crate::domain::reach;

/// Days that are looked back at most.
const MOST_DAYS: i64 = 366;
/// Files that are read by themselves at most.
const MOST_FILES: usize = 50;

/// The settings of the diary. Files are named as the config's folder has them.
pub(super) fn settings(entry: &DiaryEntry, origin: &Path, faults: &mut Faults<'_>) -> DiarySettings {
    let mut settings = DiarySettings::default();
    if let Some(extra) = entry.files.get(MOST_FILES) {
        faults.wrong(&extra.span(), format!("{MOST_FILES} files at most"));
    }
    for written in &entry.files {
        if written.get_ref().trim().is_empty() {
            faults.wrong(&written.span(), "a file's name, such as \"~/calendar.ics\"");
        } else {
            settings.files.push(whole(written.get_ref().trim(), origin));
        }
    }
    if let Some(written) = &entry.zone {
        settings.zone = read_zone(written, faults);
    }
    for written in &entry.own {
        match reach::address(written.get_ref()) {
            Some(address) => settings.own.push(address),
            None => faults.wrong(&written.span(), "a mail address, such as \"ruth@example.com\""),
        }
    }
    if let Some(written) = &entry.days {
        match u32::try_from(*written.get_ref())
            .ok()
            .filter(|days| (1..=MOST_DAYS).contains(&i64::from(*days)))
        {
            Some(days) => settings.days = days,
            None => faults.wrong(
                &written.span(),
                format!("days, a whole number from 1 to {MOST_DAYS}"),
            ),
        }
    }
    settings.phones = entry
        .phones
        .iter()
        .filter_map(|written| phone(written, faults))
        .collect();
    settings
}

fn phone(written: &Spanned<PhoneMapping>, faults: &mut Faults<'_>) -> Option<PhoneMapping> {
    let mapping = written.get_ref();
    let expected = if mapping.name.trim().is_empty() {
        "a name for the mapping, such as name = \"iphone\""
    } else if mapping.columns.number.0.is_empty() || mapping.columns.start.0.is_empty() {
        "columns for number and start, such as columns = { number = \"Number\", start = \"Date\" }"
    } else if mapping
        .delimiter
        .is_some_and(|c| !c.is_ascii() || matches!(c, '"' | '\n' | '\r'))
    {
        "a delimiter of one plain character, such as \";\""
    } else {
        return Some(mapping.clone());
    };
    faults.wrong(&written.span(), expected);
    None
}

/// A file as it is found from anywhere: `~` is the home folder, and what is not whole begins at the config.
fn whole(written: &str, origin: &Path) -> String {
    let home = || BaseDirs::new().map(|dirs| dirs.home_dir().to_owned());
    let path = match written
        .strip_prefix("~/")
        .and_then(|rest| Some(home()?.join(rest)))
    {
        Some(path) => path,
        None => origin.parent().unwrap_or(Path::new("")).join(written),
    };
    path.display().to_string()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use chrono_tz::Tz;

    use super::super::resolve;
    use super::super::{Config, ConfigErrors};

    fn read(text: &str) -> Result<Config, ConfigErrors> {
        resolve(text, Path::new("/rep/config.toml"), Tz::UTC)
    }

    #[test]
    fn files_begin_at_the_config_and_a_phone_has_its_columns() {
        let text = "[diary]\nfiles = [\"calendar.ics\", \"/data/calls.csv\"]\nzone = \"Europe/Berlin\"\nown = [\"Ruth@Example.com\"]\ndays = 3\n\
                    [[diary.phones]]\nname = \"iphone\"\ncolumns = { number = \"Number\", start = [\"Date\", \"When\"] }\n";
        let diary = read(text).unwrap().settings.diary;
        assert_eq!(diary.files, ["/rep/calendar.ics", "/data/calls.csv"]);
        assert_eq!((diary.zone, diary.days), (Some(Tz::Europe__Berlin), 3));
        assert_eq!(diary.own, ["ruth@example.com"]);
        assert_eq!(diary.phones[0].columns.start.0, ["Date", "When"]);
        assert!(diary.phones[0].missed.contains(&"missed".to_owned()));
    }

    #[test]
    fn each_fault_is_named_with_its_line() {
        let text = "[diary]\nfiles = [\" \"]\nown = [\"ruth\"]\ndays = 0\n\
                    [[diary.phones]]\nname = \"iphone\"\ncolumns = { number = \"Number\" }\n";
        let errors = read(text).unwrap_err();
        let lines: Vec<String> = errors
            .errors
            .iter()
            .map(|error| ConfigErrors::line(&errors.file, error))
            .collect();
        assert_eq!(lines.len(), 4, "{lines:#?}");
        assert!(lines[0].contains("config.toml:2: diary.files"), "{lines:#?}");
        assert!(lines[2].contains("config.toml:4: diary.days"), "{lines:#?}");
        assert!(lines[3].contains("columns for number and start"), "{lines:#?}");
    }
}
