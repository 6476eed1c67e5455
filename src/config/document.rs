//! The text of a config as a tree whose every node knows where it stands, so that each error can name its line and
//! its key.

use std::fmt::Write as _;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

/// One step from a table or list to what it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    /// The entry of a table.
    Key(String),
    /// The element of a list, from 0.
    Index(usize),
}

/// Where a node stands: the steps that lead to it.
pub(super) type Steps = Vec<Step>;

/// A config's text as a tree.
#[derive(Debug, Clone)]
pub(super) struct Document<'i> {
    text: &'i str,
    table: Spanned<DeTable<'i>>,
}

/// What is wrong with the text itself.
pub(super) struct Syntax {
    /// Where.
    pub(super) at: Range<usize>,
    /// The reader's words.
    pub(super) words: String,
}

impl<'i> Document<'i> {
    /// Reads the text.
    pub(super) fn parse(text: &'i str) -> Result<Self, Vec<Syntax>> {
        let (table, errors) = DeTable::parse_recoverable(text);
        if errors.is_empty() {
            return Ok(Self { text, table });
        }
        let mut errors: Vec<Syntax> = errors
            .into_iter()
            .map(|error| Syntax {
                at: error.span().unwrap_or_default(),
                words: error.message().to_owned(),
            })
            .collect();
        // One slip can upset the reader several times: of each line the first is the one to mend.
        errors.sort_by_key(|error| error.at.start);
        errors.dedup_by_key(|error| line(text, error.at.start));
        Err(errors)
    }

    /// The tree, to be read into a type.
    pub(super) fn table(&self) -> Spanned<DeTable<'i>> {
        self.table.clone()
    }

    /// The steps to the narrowest node that holds these bytes, by its key, its value or its header.
    pub(super) fn locate(&self, at: &Range<usize>) -> Steps {
        let mut search = Search { at, best: None };
        search.table(self.table.get_ref(), &mut Vec::new());
        search.best.map_or_else(Vec::new, |(_, steps)| steps)
    }

    /// Where the node at the end of the steps stands, or the last on the way to it that is there.
    pub(super) fn find(&self, steps: &[Step]) -> Range<usize> {
        let mut at = 0..0;
        let mut holder = Holder::Table(self.table.get_ref());
        for step in steps {
            let Some((place, value)) = holder.child(step) else {
                break;
            };
            at = place;
            holder = match value {
                DeValue::Table(table) => Holder::Table(table),
                DeValue::Array(array) => Holder::Array(array),
                _ => break,
            };
        }
        at
    }

    /// Takes the node at the end of the steps away.
    pub(super) fn remove(&mut self, steps: &[Step]) -> bool {
        remove(self.table.get_mut(), steps)
    }

    /// The line, from 1.
    pub(super) fn line(&self, at: usize) -> usize {
        line(self.text, at)
    }

    /// What is written there: its first line, cut after 40 characters, with nothing that could steer a terminal.
    pub(super) fn written(&self, at: &Range<usize>) -> String {
        let text = self.text.get(at.clone()).unwrap_or_default();
        let first = text.lines().next().unwrap_or_default();
        let mut shown = visible(&first.chars().take(40).collect::<String>());
        if shown.len() < text.trim_end().len() {
            shown.push('…');
        }
        shown
    }
}

/// What holds other nodes.
#[derive(Clone, Copy)]
enum Holder<'a, 'i> {
    Table(&'a DeTable<'i>),
    Array(&'a DeArray<'i>),
}

impl<'a, 'i> Holder<'a, 'i> {
    /// What stands one step further, and where: a table or list by its key, as its own bytes may be anywhere.
    fn child(self, step: &Step) -> Option<(Range<usize>, &'a DeValue<'i>)> {
        match (self, step) {
            (Self::Table(table), Step::Key(key)) => {
                let (key, value) = table.get_key_value(key.as_str())?;
                let holds = value.get_ref().is_table() || value.get_ref().is_array();
                Some((if holds { key.span() } else { value.span() }, value.get_ref()))
            }
            (Self::Array(array), Step::Index(index)) => array
                .get(*index)
                .map(|element| (element.span(), element.get_ref())),
            (Self::Table(_), Step::Index(_)) | (Self::Array(_), Step::Key(_)) => None,
        }
    }
}

fn remove(table: &mut DeTable<'_>, steps: &[Step]) -> bool {
    match steps {
        [Step::Key(key)] => table.remove(key.as_str()).is_some(),
        [Step::Key(key), rest @ ..] => table
            .get_mut(key.as_str())
            .is_some_and(|value| remove_within(value.get_mut(), rest)),
        [] | [Step::Index(_), ..] => false,
    }
}

fn remove_within(value: &mut DeValue<'_>, steps: &[Step]) -> bool {
    match value {
        DeValue::Table(table) => remove(table, steps),
        DeValue::Array(array) => match steps {
            [Step::Index(index)] if *index < array.len() => {
                let kept = array.iter().enumerate().filter(|(place, _)| place != index);
                *array = kept.map(|(_, element)| element.clone()).collect();
                true
            }
            [Step::Index(index), rest @ ..] if !rest.is_empty() => array
                .get_mut(*index)
                .is_some_and(|value| remove_within(value.get_mut(), rest)),
            [] | [Step::Index(_) | Step::Key(_), ..] => false,
        },
        _ => false,
    }
}

/// The narrowest node so far; of several equally narrow the deepest, which is visited last.
struct Search<'a> {
    at: &'a Range<usize>,
    best: Option<(usize, Steps)>,
}

impl Search<'_> {
    fn table(&mut self, table: &DeTable<'_>, steps: &mut Steps) {
        for (key, value) in table {
            steps.push(Step::Key(key.get_ref().to_string()));
            self.consider(&key.span(), steps);
            self.value(value, steps);
            steps.pop();
        }
    }

    fn value(&mut self, value: &Spanned<DeValue<'_>>, steps: &mut Steps) {
        self.consider(&value.span(), steps);
        match value.get_ref() {
            DeValue::Table(table) => self.table(table, steps),
            DeValue::Array(array) => {
                for (index, element) in array.iter().enumerate() {
                    steps.push(Step::Index(index));
                    self.value(element, steps);
                    steps.pop();
                }
            }
            _ => {}
        }
    }

    fn consider(&mut self, span: &Range<usize>, steps: &Steps) {
        let holds = span.start <= self.at.start && self.at.end <= span.end;
        let width = span.len();
        if holds && self.best.as_ref().is_none_or(|(best, _)| width <= *best) {
            self.best = Some((width, steps.clone()));
        }
    }
}

/// The line of a text, from 1, on which a byte stands.
pub(super) fn line(text: &str, at: usize) -> usize {
    text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1
}

/// The text with control characters and whatever reorders a line written out.
pub(super) fn visible(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
                c.escape_unicode().to_string()
            }
            c if c.is_control() => c.escape_debug().to_string(),
            c => c.to_string(),
        })
        .collect()
}

/// The dotted path of the steps: `rules[2].kind`, `keys.list."g g"`. Elements count from 1, as in *rule 2*.
pub(super) fn dotted(steps: &[Step]) -> String {
    let mut path = String::new();
    for step in steps {
        match step {
            Step::Key(key) => {
                if !path.is_empty() {
                    path.push('.');
                }
                let bare = key
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'));
                if bare && !key.is_empty() {
                    path.push_str(key);
                } else {
                    let _ = write!(path, "\"{}\"", visible(key));
                }
            }
            Step::Index(index) => {
                let _ = write!(path, "[{}]", index + 1);
            }
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "zone = \"UTC\"\n[keys.list]\n\"g g\" = \"top\"\n[[rules]]\nto = \"a\"\n[[rules]]\nto = \"b\"\n";

    fn at(needle: &str) -> Range<usize> {
        let start = TEXT.rfind(needle).unwrap();
        start..start + needle.len()
    }

    fn located(needle: &str) -> String {
        let Ok(document) = Document::parse(TEXT) else {
            panic!()
        };
        dotted(&document.locate(&at(needle)))
    }

    #[test]
    fn bytes_are_named_by_key_and_line() {
        assert_eq!(located("\"UTC\""), "zone");
        assert_eq!(located("\"top\""), "keys.list.\"g g\"");
        assert_eq!(located("\"b\""), "rules[2].to");
        assert_eq!(located("[[rules]]"), "rules[2]");
        assert_eq!(line(TEXT, at("\"b\"").start), 7);
    }

    #[test]
    fn what_is_found_can_be_taken_away_and_the_rest_stays() {
        let Ok(mut document) = Document::parse(TEXT) else {
            panic!()
        };
        let first = [Step::Key("rules".to_owned()), Step::Index(0)];
        assert_eq!(document.find(&first).start, TEXT.find("[[rules]]").unwrap());
        assert!(document.remove(&first));
        assert_eq!(dotted(&document.locate(&at("\"b\""))), "rules[1].to");
        assert!(!document.remove(&[Step::Key("nothing".to_owned())]));
        assert!(!document.remove(&[]));
    }

    #[test]
    fn a_node_that_is_not_there_is_found_at_what_would_hold_it() {
        let Ok(document) = Document::parse(TEXT) else {
            panic!()
        };
        let missing = [
            Step::Key("rules".to_owned()),
            Step::Index(1),
            Step::Key("kind".to_owned()),
        ];
        assert_eq!(document.line(document.find(&missing).start), 6);
    }

    #[test]
    fn nothing_written_steers_the_terminal() {
        assert_eq!(visible("a\u{1b}[31m\u{202e}"), "a\\u{1b}[31m\\u{202e}");
    }
}
