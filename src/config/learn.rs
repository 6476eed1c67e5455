//! Writing a rule into the config, everything else of which stays as it was written: comments, order, spacing.

use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use chrono_tz::Tz;
use thiserror::Error;
use toml_edit::{Array, ArrayOfTables, DocumentMut, InlineTable, Item, Table, Value, value};

use super::paths::{private_file, private_folder};
use super::{Config, ConfigErrors, resolve};
use crate::domain::settings::Rule;

/// Why a rule was not written.
#[derive(Debug, Error)]
pub enum LearnError {
    /// The config can't be read or written.
    #[error("writing a rule to the config {0} failed: {1}. The config is as it was")]
    Unwritable(PathBuf, io::Error),
    /// It is no TOML.
    #[error("writing a rule to the config {0} failed: {1}. Mend it and try again; it is as it was")]
    NoToml(PathBuf, String),
    /// It has faults, with or without the rule.
    #[error(transparent)]
    Faults(#[from] ConfigErrors),
}

/// Writes a rule before all others, making the config and its folder (0600 and 0700) where there is none. The config
/// as it is then comes back; one with a fault is not written.
///
/// # Errors
/// When the config has faults, or can't be read or written. It is then as it was.
pub fn learn(file: &Path, rule: &Rule, local: Tz) -> Result<Config, LearnError> {
    let unwritable = |error| LearnError::Unwritable(file.to_owned(), error);
    let before = match fs::read_to_string(file) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => String::new(),
        Err(error) => return Err(unwritable(error)),
    };
    // A mark at the beginning that some editors leave is kept.
    let (mark, text) = match before.strip_prefix('\u{feff}') {
        Some(text) => ("\u{feff}", text),
        None => ("", before.as_str()),
    };
    let after = with_rule(text, rule).map_err(|words| LearnError::NoToml(file.to_owned(), words))?;
    let after = format!("{mark}{after}");
    let config = resolve(&after, file, local)?;
    replace(file, &after).map_err(unwritable)?;
    Ok(config)
}

/// The text with the rule before all others.
fn with_rule(text: &str, rule: &Rule) -> Result<String, String> {
    let windows = text.contains("\r\n");
    let mut document: DocumentMut = text
        .parse()
        .map_err(|error: toml_edit::TomlError| error.message().to_owned())?;
    let mut entry = table(rule);
    match document.get_mut("rules") {
        Some(Item::ArrayOfTables(rules)) => {
            // Where the first one stood, with the comments above it left to it.
            entry.set_position(rules.get(0).and_then(Table::position));
            rules.insert(0, entry);
        }
        Some(Item::Value(Value::Array(rules))) => rules.insert(0, inline(rule)),
        _ => {
            let mut rules = ArrayOfTables::new();
            if !text.trim().is_empty() {
                entry.decor_mut().set_prefix("\n");
            }
            rules.push(entry);
            document.insert("rules", Item::ArrayOfTables(rules));
        }
    }
    let text = document.to_string();
    // The reader takes every line end for a plain one.
    Ok(if windows {
        text.replace("\r\n", "\n").replace('\n', "\r\n")
    } else {
        text
    })
}

fn table(rule: &Rule) -> Table {
    let mut table = Table::new();
    for (key, entry) in entries(rule) {
        table.insert(key, value(entry));
    }
    table
}

fn inline(rule: &Rule) -> InlineTable {
    entries(rule).into_iter().collect()
}

/// What the rule says, in the order of `config.example.toml`.
fn entries(rule: &Rule) -> Vec<(&'static str, Value)> {
    let mut entries = vec![("to", Value::from(rule.to.as_str()))];
    if let Some(kind) = rule.kind {
        entries.push(("kind", kind.as_str().into()));
    }
    if let Some(account) = &rule.account {
        entries.push(("account", account.as_str().into()));
    }
    if !rule.words.is_empty() {
        let words: Array = rule.words.iter().map(String::as_str).collect();
        entries.push(("words", Value::Array(words)));
    }
    if let Some(source) = &rule.source {
        entries.push(("source", source.as_str().into()));
    }
    if let Some(least) = rule.value_over {
        entries.push(("value_over", least.into()));
    }
    entries
}

/// Gives the file a new text, all of it or none: written beside it first, then renamed over it. A link stays a link.
fn replace(file: &Path, text: &str) -> io::Result<()> {
    let goal = fs::canonicalize(file).unwrap_or_else(|_| file.to_owned());
    if let Some(folder) = goal
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty() && !folder.is_dir())
    {
        private_folder().create(folder)?;
    }
    let mut name = goal.file_name().unwrap_or_default().to_os_string();
    name.push(".new");
    let beside = goal.with_file_name(name);
    let written = (|| {
        let mut out = private_file().open(&beside)?;
        out.write_all(text.as_bytes())?;
        if let Ok(meta) = fs::metadata(&goal) {
            out.set_permissions(meta.permissions())?;
        }
        out.sync_all()?;
        fs::rename(&beside, &goal)
    })();
    if written.is_err() {
        drop(fs::remove_file(&beside));
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::item::Kind;

    fn rule() -> Rule {
        Rule {
            to: "piet".to_owned(),
            kind: Some(Kind::Order),
            account: Some("Acme \"Pumps\"".to_owned()),
            words: vec!["vat".to_owned()],
            source: Some("shopify".to_owned()),
            value_over: Some(100),
        }
    }

    const OWN: &str = "# mine\nrep = \"Ada\"   # signed so\n\n# finance first\n[[rules]]\nto = \"finance\" # VAT\nwords = [\n  \"vat\", # all of it\n]\n\n[hours]\n# short Fridays\nfriday = [\"09:00-15:00\"]\n\n[[rules]]\nto = \"dev\"\n";

    fn learnt(text: &str) -> (String, Config) {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("config.toml");
        fs::write(&file, text).unwrap();
        let config = learn(&file, &rule(), Tz::UTC).unwrap();
        (fs::read_to_string(&file).unwrap(), config)
    }

    #[test]
    fn every_line_of_the_config_stays_and_the_rule_comes_first() {
        let (text, config) = learnt(OWN);
        let mut lines = text.lines();
        for line in OWN.lines() {
            assert!(
                lines.any(|other| other == line),
                "{line:?} is gone or moved:\n{text}"
            );
        }
        assert_eq!(config.settings.rules.len(), 3);
        assert_eq!(config.settings.rules[0], rule());
        assert_eq!(config.settings.rules[1].to, "finance");
    }

    #[test]
    fn the_comment_above_a_rule_stays_above_that_rule() {
        let (text, _) = learnt(OWN);
        assert!(
            text.contains("# finance first\n[[rules]]\nto = \"finance\" # VAT"),
            "{text}"
        );
    }

    #[test]
    fn a_config_without_rules_gets_its_first_at_the_end() {
        let (text, config) = learnt("rep = \"Ada\"\n[hours]\nfriday = [] # off\n");
        assert!(
            text.starts_with("rep = \"Ada\"\n[hours]\nfriday = [] # off\n\n[[rules]]\nto = \"piet\""),
            "{text}"
        );
        assert_eq!(config.settings.rules, [rule()]);
    }

    #[test]
    fn rules_in_one_list_and_line_ends_of_another_system_stay_so() {
        let (text, config) = learnt("rules = [{ to = \"dev\" }] # one line\r\nrep = \"Ada\"\r\n");
        assert!(text.contains("# one line\r\nrep = \"Ada\"\r\n"), "{text:?}");
        assert_eq!(config.settings.rules.len(), 2);
        assert_eq!(config.settings.rules[0].to, "piet");
    }

    #[test]
    fn the_example_takes_a_rule() {
        let (text, config) = learnt(super::super::EXAMPLE);
        assert_eq!(config.settings.rules, [rule()]);
        let mut lines = text.lines();
        assert!(
            super::super::EXAMPLE
                .lines()
                .all(|line| lines.any(|other| other == line))
        );
    }

    #[test]
    fn where_there_is_no_config_one_is_made() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("new/config.toml");
        learn(&file, &rule(), Tz::UTC).unwrap();
        assert!(
            fs::read_to_string(&file)
                .unwrap()
                .starts_with("[[rules]]\nto = \"piet\"\n")
        );
    }

    #[test]
    fn a_config_with_a_fault_is_left_alone_and_the_fault_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("config.toml");
        for (text, part) in [("rep = \n", "config.toml"), ("zone = \"Mars/Olympus\"\n", "zone")] {
            fs::write(&file, text).unwrap();
            let error = learn(&file, &rule(), Tz::UTC).unwrap_err().to_string();
            assert!(error.contains(part), "{error}");
            assert_eq!(fs::read_to_string(&file).unwrap(), text);
            assert_eq!(
                fs::read_dir(folder.path()).unwrap().count(),
                1,
                "nothing is left beside it"
            );
        }
    }
}
