//! From text to [`File`], with every fault on the way: what cannot be read is taken out of the tree, and the rest is
//! read on.

use std::ops::Range;

use serde::Deserialize;

use super::document::{Document, Step, dotted, visible};
use super::errors::ConfigError;
use super::file::File;
use crate::keys::nearest;

/// A config with more faults than this is told these first.
const MOST: usize = 50;

/// Faults found so far, and the text they are found in.
pub(super) struct Faults<'i> {
    pub(super) document: Document<'i>,
    errors: Vec<(usize, ConfigError)>,
}

impl<'i> Faults<'i> {
    /// Notes that what stands there is wrong.
    pub(super) fn wrong(&mut self, at: &Range<usize>, expected: impl AsRef<str>) {
        let found = format!("found `{}`", self.document.written(at));
        self.say(at, found, expected);
    }

    /// Notes what is wrong there, in words.
    pub(super) fn say(&mut self, at: &Range<usize>, found: impl AsRef<str>, expected: impl AsRef<str>) {
        let key = dotted(&self.document.locate(at));
        self.push(at.start, key, found.as_ref(), expected.as_ref());
    }

    /// Notes what is wrong with the key at the end of the steps, which need not be there.
    pub(super) fn say_at(&mut self, steps: &[Step], found: impl AsRef<str>, expected: impl AsRef<str>) {
        let at = self.document.find(steps);
        self.push(at.start, dotted(steps), found.as_ref(), expected.as_ref());
    }

    fn push(&mut self, at: usize, key: String, found: &str, expected: &str) {
        let error = ConfigError {
            line: self.document.line(at),
            key,
            found: visible(found),
            expected: visible(expected),
        };
        if !self.errors.iter().any(|(_, known)| *known == error) {
            self.errors.push((at, error));
        }
    }

    fn knows(&self, key: &str) -> bool {
        self.errors.iter().any(|(_, error)| error.key == key)
    }

    /// Whether anything below a key is wrong.
    pub(super) fn any_in(&self, table: &str) -> bool {
        self.errors.iter().any(|(_, error)| {
            error
                .key
                .strip_prefix(table)
                .is_some_and(|rest| rest.starts_with('.'))
        })
    }

    /// The faults in the order of the file, the first 50 of them.
    pub(super) fn finish(mut self) -> Vec<ConfigError> {
        self.errors.sort_by_key(|(at, _)| *at);
        self.errors
            .into_iter()
            .map(|(_, error)| error)
            .take(MOST)
            .collect()
    }

    /// Reads one version of the tree; a fault gives what to take out before the next.
    fn attempt(&mut self, tree: &Document<'i>) -> Result<File, Vec<Step>> {
        let error = match File::deserialize(toml::Deserializer::from(tree.table())) {
            Ok(file) => return Ok(file),
            Err(error) => error,
        };
        let at = error.span().unwrap_or_default();
        let steps = tree.locate(&at);
        let words = error.message();
        if let Some(field) = quoted(words, "missing field ") {
            let mut missing = self.document.locate(&at);
            missing.push(Step::Key(field.to_owned()));
            if !self.knows(&dotted(&missing)) {
                let expected = format!("`{field} = …` in this table");
                self.push(at.start, dotted(&missing), "it is missing", &expected);
            }
        } else if let Some(field) = quoted(words, "unknown field ") {
            let known = words.split('`').skip(3).step_by(2);
            let known: Vec<&str> = known.filter(|name| *name != OLD_CADENCES).collect();
            let expected = match nearest(field, known.iter().copied()) {
                Some(near) => format!("`{near}`"),
                None if known.is_empty() => "nothing here".to_owned(),
                None => format!("one of {}", known.join(", ")),
            };
            self.say(&at, "there is no such setting", expected);
        } else {
            let expected = expectation(words);
            self.wrong(&at, expected);
        }
        Err(steps)
    }
}

/// The name that the table of cadences had at first: it still works, and is not offered.
const OLD_CADENCES: &str = "calls";

/// Reads a config's text as far as it can be read, with what is wrong.
///
/// # Errors
/// The faults alone where the text is no TOML.
pub(super) fn read(text: &str) -> Result<(File, Faults<'_>), Vec<ConfigError>> {
    let document = Document::parse(text).map_err(|errors| {
        let fault = |error: &super::document::Syntax| {
            let (found, expected) = plain_syntax(&error.words);
            // Only of a key that is written twice does the reader point at the key itself.
            let key = text
                .get(error.at.clone())
                .filter(|_| error.words == "duplicate key");
            ConfigError {
                line: super::document::line(text, error.at.start),
                key: key.map(visible).unwrap_or_default(),
                found,
                expected,
            }
        };
        errors.iter().take(MOST).map(fault).collect::<Vec<_>>()
    })?;
    let mut tree = document.clone();
    let mut faults = Faults {
        document,
        errors: Vec::new(),
    };
    loop {
        match faults.attempt(&tree) {
            Ok(file) => return Ok((file, faults)),
            Err(steps) if faults.errors.len() < MOST && tree.remove(&steps) => {}
            Err(_) => return Ok((File::default(), faults)),
        }
    }
}

/// The word in backticks after a start of a message.
fn quoted<'a>(words: &'a str, start: &str) -> Option<&'a str> {
    words.strip_prefix(start)?.split('`').nth(1)
}

/// What a reader's message says was expected, in plain words.
fn expectation(words: &str) -> String {
    if words.contains("timezone") {
        return "a zone of the IANA list, such as \"Europe/Berlin\"".to_owned();
    }
    let Some((_, expected)) = words.split_once("expected ") else {
        return words.to_owned();
    };
    match expected {
        "a boolean" => "true or false".to_owned(),
        "a string" | "an IANA timezone string" => "text in quotes".to_owned(),
        "a sequence" => "a list in square brackets".to_owned(),
        "a map" => "a table".to_owned(),
        "i64" | "a signed integer" => "a whole number".to_owned(),
        "a character" => "one character in quotes".to_owned(),
        other if other.starts_with("struct ") => "a table".to_owned(),
        other => other
            .trim_start_matches("one of ")
            .replace("`, `", "`, ")
            .replace('`', ""),
    }
}

/// What is wrong with the text, and what was expected, from the reader's message.
fn plain_syntax(words: &str) -> (String, String) {
    match words {
        "duplicate key" => (
            "the same key is written twice in one table".to_owned(),
            "one of the two".to_owned(),
        ),
        _ => match words.split_once(", expected ") {
            Some((found, "literal string")) => (
                found.to_owned(),
                "text in quotes, a number, true or false".to_owned(),
            ),
            Some((found, expected)) => (found.to_owned(), expected.to_owned()),
            None => (words.to_owned(), "TOML".to_owned()),
        },
    }
}
