//! The tables of bindings: the defaults, a config's bindings over them, and what is wrong with those.

use std::collections::BTreeMap;
use std::ops::Range;

use thiserror::Error;
use toml::Spanned;

use super::nearest::nearest;
use super::{BadKey, Binding, Intent, Layer, Mode, Section, Sequence};

const DEFAULTS: &str = include_str!("../../assets/keymap.toml");

/// The word that takes a binding away.
const NONE: &str = "none";

/// A binding as a config writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The table's name: `list`.
    pub section: Spanned<String>,
    /// The keys: `ctrl-x`, `g g`.
    pub keys: Spanned<String>,
    /// The action's name, or `none`.
    pub does: Spanned<String>,
}

/// What is wrong with a binding of the config.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{found}; expected {expected}")]
pub struct KeymapError {
    /// The table and, where the table itself is known, the keys as written.
    pub path: Vec<String>,
    /// Bytes of the config's text to point at.
    pub at: Range<usize>,
    /// What was found.
    pub found: String,
    /// What was expected instead.
    pub expected: String,
}

/// One entry of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Entry {
    /// `None` takes away what a wider layer or the defaults bind.
    intent: Option<Intent>,
    /// Where the config wrote it; `None` for a default.
    written: Option<Written>,
    /// Its place in its text, for the order in which keys are shown.
    place: usize,
}

/// Every table, by section and keys.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Table {
    entries: BTreeMap<Section, BTreeMap<Sequence, Entry>>,
    /// What the defaults bind in each section, from before any config.
    offered: BTreeMap<Section, Vec<Intent>>,
}

/// The defaults, and what is wrong with them: nothing, which a test holds.
pub(super) fn defaults() -> (Table, Vec<String>) {
    let mut table = Table::default();
    let mut errors = Vec::new();
    let sections: BTreeMap<String, BTreeMap<Spanned<String>, Intent>> = match toml::from_str(DEFAULTS) {
        Ok(sections) => sections,
        Err(error) => return (table, vec![error.to_string()]),
    };
    for (name, bindings) in sections {
        let Some(section) = Section::named(&name) else {
            errors.push(format!("`{name}` is no mode or layer"));
            continue;
        };
        // A mode may have no keys of its own yet, and is known all the same.
        table.entries.entry(section).or_default();
        for (keys, intent) in bindings {
            let sequence = match keys.get_ref().parse::<Sequence>() {
                Ok(sequence) => sequence,
                Err(error) => {
                    errors.push(format!("{section}: {error}"));
                    continue;
                }
            };
            let entry = Entry {
                intent: Some(intent),
                written: None,
                place: keys.span().start,
            };
            table.offered.entry(section).or_default().push(intent);
            if table
                .entries
                .entry(section)
                .or_default()
                .insert(sequence, entry)
                .is_some()
            {
                errors.push(format!("{section}: `{keys}` is bound twice"));
            }
        }
    }
    (table, errors)
}

impl Table {
    /// The sections that hold in a mode, the narrowest first.
    fn sections(mode: Mode) -> impl Iterator<Item = Section> {
        let layers = mode.layers().iter().rev().copied().map(Section::Layer);
        std::iter::once(Section::Mode(mode)).chain(layers)
    }

    /// The entries that decide in a mode: for the same keys, the narrowest section's.
    fn deciding(&self, mode: Mode) -> BTreeMap<&Sequence, (Section, &Entry)> {
        let mut deciding = BTreeMap::new();
        for section in Self::sections(mode) {
            for (sequence, entry) in self.entries.get(&section).into_iter().flatten() {
                deciding.entry(sequence).or_insert((section, entry));
            }
        }
        deciding
    }

    /// The bindings in force in a mode, in the order of help.
    pub(super) fn in_force(&self, mode: Mode) -> Vec<Binding> {
        let mut found: Vec<_> = self
            .deciding(mode)
            .into_iter()
            .filter_map(|(sequence, (section, entry))| {
                let intent = entry.intent?;
                let configured = entry.written.is_some();
                let order = (
                    intent.group(),
                    intent,
                    !configured,
                    std::cmp::Reverse(section),
                    entry.place,
                );
                Some((
                    order,
                    Binding {
                        sequence: sequence.clone(),
                        intent,
                        configured,
                    },
                ))
            })
            .collect();
        found.sort_by_key(|(order, _)| *order);
        found.into_iter().map(|(_, binding)| binding).collect()
    }

    /// What can be asked for in a mode, in the order of help.
    pub(super) fn offered(&self, mode: Mode) -> Vec<Intent> {
        let mut intents: Vec<Intent> = Self::sections(mode)
            .flat_map(|section| self.offered_in(section).iter().copied())
            .collect();
        intents.sort_by_key(|intent| (intent.group(), *intent));
        intents.dedup();
        intents
    }

    fn offered_in(&self, section: Section) -> &[Intent] {
        self.offered.get(&section).map_or(&[], Vec::as_slice)
    }

    /// Whether an intent does something wherever the section holds.
    fn works_in(&self, section: Section, intent: Intent) -> bool {
        section
            .modes()
            .all(|mode| Self::sections(mode).any(|section| self.offered_in(section).contains(&intent)))
    }

    /// Puts a config's bindings over the defaults; gives what is wrong with them.
    pub(super) fn overlay(&mut self, written: &[Written]) -> Vec<KeymapError> {
        let mut errors = Vec::new();
        for binding in written {
            if let Err(error) = self.put(binding) {
                errors.push(error);
            }
        }
        self.shadowed(&mut errors);
        self.prefixes(&mut errors);
        errors.sort_by_key(|error| error.at.start);
        errors
    }

    fn put(&mut self, written: &Written) -> Result<(), KeymapError> {
        let section = read_section(&written.section)?;
        let sequence: Sequence =
            written.keys.get_ref().parse().map_err(|error: BadKey| {
                written.wrong(written.keys.span(), &error.found(), &error.expected())
            })?;
        let intent = self.read_intent(section, written)?;
        let typed = section.modes().any(Mode::takes_text)
            && sequence.keys().first().is_some_and(|key| key.text().is_some());
        if typed && intent.is_some() {
            let found = format!("`{sequence}` is text in {}", text_modes(section));
            return Err(written.wrong(
                written.keys.span(),
                &found,
                "a key that types nothing, such as `ctrl-x`",
            ));
        }
        let place = written.keys.span().start;
        let entry = Entry {
            intent,
            written: Some(written.clone()),
            place,
        };
        let standing = self
            .entries
            .entry(section)
            .or_default()
            .insert(sequence.clone(), entry);
        match standing.and_then(|entry| entry.written) {
            Some(first) => {
                let found = format!(
                    "`{sequence}` is bound twice in {section}: `{}` = {} and `{}` = {}",
                    first.keys, first.does, written.keys, written.does
                );
                Err(written.wrong(written.keys.span(), &found, "one of the two"))
            }
            None => Ok(()),
        }
    }

    fn read_intent(&self, section: Section, written: &Written) -> Result<Option<Intent>, KeymapError> {
        let name = written.does.get_ref().as_str();
        if name == NONE {
            return Ok(None);
        }
        let Some(intent) = Intent::named(name) else {
            let known = Intent::all().map(Intent::name).chain([NONE]);
            let expected = match nearest(name, known) {
                Some(near) => format!("an action such as `{near}`, or `none`"),
                None => "an action such as `hand_off`, or `none`".to_owned(),
            };
            return Err(written.wrong(written.does.span(), &format!("`{name}` is no action"), &expected));
        };
        if self.works_in(section, intent) {
            return Ok(Some(intent));
        }
        let homes: Vec<&str> = Section::all()
            .filter(|section| self.offered_in(*section).contains(&intent))
            .map(Section::as_str)
            .collect();
        let found = format!("`{name}` does nothing in {section}");
        Err(written.wrong(
            written.does.span(),
            &found,
            &format!("it in {}", homes.join(" or ")),
        ))
    }

    /// A config's binding in a layer that a mode's default hides would silently not hold there.
    fn shadowed(&self, errors: &mut Vec<KeymapError>) {
        for layer in Layer::ALL.iter().copied().map(Section::Layer) {
            for (sequence, entry) in self.entries.get(&layer).into_iter().flatten() {
                let (Some(written), Some(intent)) = (&entry.written, entry.intent) else {
                    continue;
                };
                let hiding = self.hiding(layer, sequence, intent);
                if hiding.is_empty() {
                    continue;
                }
                let others: Vec<String> = hiding
                    .iter()
                    .map(|(section, other)| format!("`{sequence}` = {other} in {section}"))
                    .collect();
                let tables: Vec<String> = hiding.keys().map(|section| format!("[keys.{section}]")).collect();
                let found = format!(
                    "`{sequence}` = {intent} in {layer} clashes with {}",
                    others.join(", ")
                );
                let expected = format!(
                    "other keys, or `\"{sequence}\" = \"{intent}\"` in {} too",
                    tables.join(", ")
                );
                errors.push(written.wrong(written.keys.span(), &found, &expected));
            }
        }
    }

    /// The narrower sections whose defaults hide a binding of a layer.
    fn hiding(&self, layer: Section, sequence: &Sequence, intent: Intent) -> BTreeMap<Section, Intent> {
        let in_mode = |mode| {
            let (section, other) = *self.deciding(mode).get(sequence)?;
            let default = section != layer && other.written.is_none();
            Some((section, other.intent.filter(|other| default && *other != intent)?))
        };
        layer.modes().filter_map(in_mode).collect()
    }

    /// A key that is bound cannot also begin a sequence.
    fn prefixes(&self, errors: &mut Vec<KeymapError>) {
        let mut known: Vec<(&Sequence, &Sequence)> = Vec::new();
        for mode in Mode::ALL {
            let deciding = self.deciding(*mode);
            let bound: Vec<_> = deciding
                .iter()
                .filter_map(|(keys, (section, entry))| Some((*keys, *section, *entry, entry.intent?)))
                .collect();
            for (short, section, entry, intent) in &bound {
                for (long, long_section, long_entry, long_intent) in &bound {
                    let Some(written) = long_entry.written.as_ref().or(entry.written.as_ref()) else {
                        continue;
                    };
                    if !short.is_prefix_of(long) || known.contains(&(short, long)) {
                        continue;
                    }
                    known.push((short, long));
                    let found = format!(
                        "`{short}` = {intent} in {section} clashes with `{long}` = {long_intent} in {long_section}, which begins with it"
                    );
                    let (other, place) = if long_entry.written.is_some() {
                        (short, section)
                    } else {
                        (long, long_section)
                    };
                    errors.push(written.wrong(written.keys.span(), &found, &unbind(other, *place)));
                }
            }
        }
    }
}

impl Written {
    fn wrong(&self, at: Range<usize>, found: &str, expected: &str) -> KeymapError {
        KeymapError {
            path: vec![self.section.get_ref().clone(), self.keys.get_ref().clone()],
            at,
            found: found.to_owned(),
            expected: expected.to_owned(),
        }
    }
}

fn read_section(name: &Spanned<String>) -> Result<Section, KeymapError> {
    Section::named(name.get_ref()).ok_or_else(|| {
        let known: Vec<&str> = Section::all().map(Section::as_str).collect();
        let expected = nearest(name.get_ref(), known.iter().copied()).map_or_else(
            || format!("one of {}", known.join(", ")),
            |near| format!("`{near}`"),
        );
        KeymapError {
            path: vec![name.get_ref().clone()],
            at: name.span(),
            found: format!("`{name}` is no mode of the screen"),
            expected,
        }
    })
}

/// The modes of a section in which a plain character is text, as said.
fn text_modes(section: Section) -> String {
    let modes: Vec<&str> = section
        .modes()
        .filter(|mode| mode.takes_text())
        .map(Mode::as_str)
        .collect();
    modes.join(", ")
}

/// What to write to end a clash.
fn unbind(sequence: &Sequence, section: Section) -> String {
    format!("other keys, or `\"{sequence}\" = \"{NONE}\"` in [keys.{section}]")
}

#[cfg(test)]
mod tests;
