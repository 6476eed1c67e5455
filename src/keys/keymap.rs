//! The keymap: what each key means in each mode, and which keys do a thing.

use super::bindings::{self, Table};
use super::{Intent, Key, KeymapError, Mode, Sequence, Written};

/// One binding in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binding {
    /// The keys.
    pub sequence: Sequence,
    /// What they ask for.
    pub intent: Intent,
    /// Whether the config set it.
    pub configured: bool,
}

/// What a key means, given the mode and the keys pressed before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Resolved {
    /// It asks for this.
    Intent(Intent),
    /// It begins or continues a sequence; more is to come.
    Pending,
    /// It means nothing here. In a mode that takes text, with no keys before it, it is text.
    Unbound,
}

/// A key that can follow the keys pressed so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Continuation {
    /// The key.
    pub key: Key,
    /// What it asks for; `None` when still more keys follow.
    pub intent: Option<Intent>,
}

/// What each key means in each mode.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keymap {
    /// For each mode in the order of [`Mode::ALL`], its bindings in the order of help.
    modes: Vec<Vec<Binding>>,
    /// For each mode, what can be asked for there, bound or not.
    offered: Vec<Vec<Intent>>,
}

/// The keymap without a config.
impl Default for Keymap {
    fn default() -> Self {
        Self::from_table(&bindings::defaults().0)
    }
}

impl Keymap {
    /// The defaults with a config's bindings over them.
    ///
    /// # Errors
    /// All that is wrong with the bindings written: unknown tables, keys and actions, an action that does nothing in
    /// that table, a plain character where text is typed, and clashes, with both bindings named.
    pub fn with(written: &[Written]) -> Result<Self, Vec<KeymapError>> {
        let (mut table, _) = bindings::defaults();
        let errors = table.overlay(written);
        if errors.is_empty() {
            Ok(Self::from_table(&table))
        } else {
            Err(errors)
        }
    }

    fn from_table(table: &Table) -> Self {
        Self {
            modes: Mode::ALL.iter().map(|mode| table.in_force(*mode)).collect(),
            offered: Mode::ALL.iter().map(|mode| table.offered(*mode)).collect(),
        }
    }

    /// What `key` means after `pending`.
    #[must_use]
    pub fn resolve(&self, mode: Mode, pending: &[Key], key: Key) -> Resolved {
        let mut resolved = Resolved::Unbound;
        for binding in self.bindings(mode) {
            let keys = binding.sequence.keys();
            if keys.len() > pending.len() && keys.starts_with(pending) && keys[pending.len()] == key {
                if keys.len() == pending.len() + 1 {
                    return Resolved::Intent(binding.intent);
                }
                resolved = Resolved::Pending;
            }
        }
        resolved
    }

    /// The keys that can follow `pending`, in the order of help; with nothing pending, every first key.
    #[must_use]
    pub fn continuations(&self, mode: Mode, pending: &[Key]) -> Vec<Continuation> {
        let mut found: Vec<Continuation> = Vec::new();
        for binding in self.bindings(mode) {
            let Some([next, following @ ..]) = binding.sequence.keys().strip_prefix(pending) else {
                continue;
            };
            if !found.iter().any(|known| known.key == *next) {
                let intent = following.is_empty().then_some(binding.intent);
                found.push(Continuation { key: *next, intent });
            }
        }
        found
    }

    /// The bindings in force in a mode, in the order of help: by [`super::Group`], then by intent, and for one intent
    /// the config's before the defaults.
    pub fn bindings(&self, mode: Mode) -> impl Iterator<Item = &Binding> {
        // Modes are declared in the order of `Mode::ALL`.
        self.modes.get(mode as usize).into_iter().flatten()
    }

    /// The keys that ask for an intent in a mode, the one to show first.
    pub fn keys_for(&self, mode: Mode, intent: Intent) -> impl Iterator<Item = &Sequence> {
        self.bindings(mode)
            .filter(move |binding| binding.intent == intent)
            .map(|binding| &binding.sequence)
    }

    /// What can be asked for in a mode, bound or not, in the order of help.
    #[must_use]
    pub fn offered(&self, mode: Mode) -> &[Intent] {
        self.offered.get(mode as usize).map_or(&[], Vec::as_slice)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(text: &str) -> Key {
        text.parse().unwrap()
    }

    fn keys(text: &str) -> Vec<Key> {
        text.parse::<Sequence>().unwrap().keys().to_vec()
    }

    #[test]
    fn one_key_hands_off_and_a_prefix_waits_for_its_second_key() {
        let map = Keymap::default();
        assert_eq!(
            map.resolve(Mode::List, &[], key("d")),
            Resolved::Intent(Intent::HandOff)
        );
        assert_eq!(
            map.resolve(Mode::List, &[], key("3")),
            Resolved::Intent(Intent::Seat(3))
        );
        assert_eq!(map.resolve(Mode::List, &[], key("g")), Resolved::Pending);
        assert_eq!(
            map.resolve(Mode::List, &keys("g"), key("x")),
            Resolved::Intent(Intent::GoDone)
        );
        assert_eq!(
            map.resolve(Mode::List, &keys("r"), key("a")),
            Resolved::Intent(Intent::OwnerAcknowledged)
        );
    }

    #[test]
    fn an_unknown_key_after_a_prefix_does_nothing() {
        let map = Keymap::default();
        assert_eq!(map.resolve(Mode::List, &keys("g"), key("z")), Resolved::Unbound);
        assert_eq!(map.resolve(Mode::List, &keys("g"), key("e")), Resolved::Unbound);
        assert_eq!(
            map.resolve(Mode::List, &keys("g"), key("ctrl-c")),
            Resolved::Unbound
        );
    }

    #[test]
    fn a_mode_has_its_own_keys_and_those_of_its_layers() {
        let map = Keymap::default();
        assert_eq!(
            map.resolve(Mode::Orchestra, &[], key("y")),
            Resolved::Intent(Intent::CopyUntold)
        );
        assert_eq!(
            map.resolve(Mode::Detail, &[], key("y")),
            Resolved::Intent(Intent::CopyBrief)
        );
        assert_eq!(map.resolve(Mode::Orchestra, &[], key("d")), Resolved::Unbound);
        for mode in Mode::ALL {
            assert_eq!(
                map.resolve(*mode, &[], key("ctrl-c")),
                Resolved::Intent(Intent::Quit)
            );
        }
    }

    #[test]
    fn continuations_name_what_follows_a_prefix() {
        let map = Keymap::default();
        let after_r = map.continuations(Mode::List, &keys("r"));
        let shown: Vec<String> = after_r.iter().map(|next| next.key.to_string()).collect();
        assert_eq!(shown, ["a", "d", "r", "x"]);
        assert!(after_r.iter().all(|next| next.intent.is_some()));
        let first = map.continuations(Mode::List, &[]);
        assert_eq!(first.iter().filter(|next| next.key == key("g")).count(), 1);
        assert_eq!(map.continuations(Mode::Week, &keys("e")).len(), 4);
        assert!(map.continuations(Mode::Week, &keys("Q")).is_empty());
    }

    #[test]
    fn the_first_key_of_an_action_is_the_one_written_first() {
        let map = Keymap::default();
        let shown = |intent| {
            map.keys_for(Mode::List, intent)
                .map(ToString::to_string)
                .collect::<Vec<_>>()
        };
        assert_eq!(shown(Intent::Open), ["Enter", "o"]);
        assert_eq!(shown(Intent::Mark), ["x", "Space"]);
        assert_eq!(shown(Intent::Palette), [":", "Ctrl-k"]);
        assert_eq!(shown(Intent::Top), ["g g", "Home"]);
    }

    #[test]
    fn every_binding_is_reached_by_pressing_its_keys() {
        let map = Keymap::default();
        for mode in Mode::ALL {
            for binding in map.bindings(*mode) {
                let all = binding.sequence.keys();
                for (pressed, next) in all.iter().enumerate() {
                    let resolved = map.resolve(*mode, &all[..pressed], *next);
                    let last = pressed + 1 == all.len();
                    let expected = if last {
                        Resolved::Intent(binding.intent)
                    } else {
                        Resolved::Pending
                    };
                    assert_eq!(resolved, expected, "{mode:?}: {binding:?}");
                }
            }
        }
    }

    #[test]
    fn help_lists_the_bindings_of_a_mode_in_groups() {
        let map = Keymap::default();
        for mode in Mode::ALL {
            assert!(
                map.bindings(*mode)
                    .is_sorted_by_key(|binding| binding.intent.group()),
                "{mode:?}"
            );
            assert!(
                map.bindings(*mode)
                    .all(|binding| map.offered(*mode).contains(&binding.intent))
            );
        }
    }
}
