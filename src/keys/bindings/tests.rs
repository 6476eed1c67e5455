//! What must hold for the defaults, and what a config may and may not bind.

use std::collections::BTreeSet;

use super::*;
use crate::keys::{Keymap, Resolved};

fn written(section: &str, keys: &str, does: &str, at: usize) -> Written {
    let spanned = |text: &str, at| Spanned::new(at..at + text.len(), text.to_owned());
    Written {
        section: spanned(section, at),
        keys: spanned(keys, at + 10),
        does: spanned(does, at + 20),
    }
}

fn with(bindings: &[(&str, &str, &str)]) -> Result<Keymap, Vec<KeymapError>> {
    let all: Vec<Written> = bindings
        .iter()
        .enumerate()
        .map(|(line, (section, keys, does))| written(section, keys, does, line * 100))
        .collect();
    Keymap::with(&all)
}

fn only_error(bindings: &[(&str, &str, &str)]) -> String {
    let errors = with(bindings).unwrap_err();
    assert_eq!(errors.len(), 1, "{errors:#?}");
    errors[0].to_string()
}

fn means(map: &Keymap, mode: Mode, keys: &str) -> Option<Intent> {
    let sequence: Sequence = keys.parse().unwrap();
    let (last, pending) = sequence.keys().split_last().unwrap();
    match map.resolve(mode, pending, *last) {
        Resolved::Intent(intent) => Some(intent),
        Resolved::Pending | Resolved::Unbound => None,
    }
}

#[test]
fn the_defaults_read_without_a_fault() {
    let (table, errors) = defaults();
    assert_eq!(errors, Vec::<String>::new());
    assert_eq!(table.entries.len(), Section::all().count());
    let mut clashes = Vec::new();
    table.prefixes(&mut clashes);
    assert_eq!(clashes, []);
}

#[test]
fn no_default_key_is_also_the_start_of_a_sequence_in_the_same_mode() {
    let (table, _) = defaults();
    for mode in Mode::ALL {
        let bound = table.in_force(*mode);
        for short in &bound {
            for long in &bound {
                assert!(
                    !short.sequence.is_prefix_of(&long.sequence),
                    "{mode:?}: {short:?} {long:?}"
                );
            }
        }
    }
}

#[test]
fn no_default_of_a_mode_hides_one_of_its_layers() {
    let (table, _) = defaults();
    for mode in Mode::ALL {
        let mut seen = BTreeSet::new();
        for section in Table::sections(*mode) {
            for sequence in table.entries[&section].keys() {
                assert!(seen.insert(sequence.clone()), "{mode:?}: `{sequence}`");
            }
        }
    }
}

#[test]
fn every_intent_has_a_key_in_some_mode() {
    let map = Keymap::default();
    for intent in Intent::all() {
        assert!(
            Mode::ALL
                .iter()
                .any(|mode| map.keys_for(*mode, intent).next().is_some()),
            "{intent}"
        );
    }
}

#[test]
fn nothing_destructive_sits_on_an_unshifted_letter() {
    let map = Keymap::default();
    for mode in Mode::ALL {
        for binding in map
            .bindings(*mode)
            .filter(|binding| binding.intent.is_destructive())
        {
            let first = binding.sequence.keys()[0].text();
            assert!(
                !first.is_some_and(|c| c.is_alphanumeric() && !c.is_uppercase()),
                "{binding:?}"
            );
        }
    }
}

#[test]
fn plain_characters_stay_text_where_text_is_typed() {
    let map = Keymap::default();
    for mode in Mode::ALL.iter().filter(|mode| mode.takes_text()) {
        for binding in map.bindings(*mode) {
            assert_eq!(binding.sequence.keys()[0].text(), None, "{mode:?}: {binding:?}");
        }
    }
}

#[test]
fn every_mode_can_be_left() {
    let map = Keymap::default();
    for mode in Mode::ALL {
        let ways = [Intent::Back, Intent::Cancel, Intent::Leave];
        assert!(
            ways.iter().any(|way| map.keys_for(*mode, *way).next().is_some()),
            "{mode:?}"
        );
    }
}

#[test]
fn a_config_adds_replaces_and_unbinds() {
    let map = with(&[
        ("list", "ctrl-x", "dismiss"),
        ("list", "d", "none"),
        ("items", "f", "escalate"),
        ("views", "Q", "quit"),
    ])
    .unwrap();
    assert_eq!(means(&map, Mode::List, "ctrl-x"), Some(Intent::Dismiss));
    assert_eq!(means(&map, Mode::Detail, "ctrl-x"), None);
    assert_eq!(means(&map, Mode::List, "#"), Some(Intent::Dismiss));
    assert_eq!(means(&map, Mode::List, "d"), None);
    assert_eq!(means(&map, Mode::Detail, "d"), Some(Intent::HandOff));
    assert_eq!(means(&map, Mode::Detail, "f"), Some(Intent::Escalate));
    assert_eq!(means(&map, Mode::Week, "Q"), Some(Intent::Quit));
    assert!(map.offered(Mode::List).contains(&Intent::HandOff));
    let shown: Vec<String> = map
        .keys_for(Mode::List, Intent::Dismiss)
        .map(ToString::to_string)
        .collect();
    assert_eq!(shown, ["Ctrl-x", "#"]);
}

#[test]
fn a_mode_may_override_its_layer() {
    let map = with(&[("list", "u", "mark"), ("views", "u", "redo")]).unwrap();
    assert_eq!(means(&map, Mode::List, "u"), Some(Intent::Mark));
    assert_eq!(means(&map, Mode::Week, "u"), Some(Intent::Redo));
}

#[test]
fn keys_bound_twice_in_different_spelling_are_a_clash_with_both_named() {
    let error = only_error(&[("list", "ctrl-x", "mark"), ("list", "Ctrl-X", "star")]);
    assert!(
        error.contains("`ctrl-x` = mark") && error.contains("`Ctrl-X` = star"),
        "{error}"
    );
}

#[test]
fn a_key_over_a_sequence_is_a_clash_with_both_named() {
    let error = only_error(&[("list", "e m", "mark")]);
    assert!(
        error.contains("`e` = finish in items") && error.contains("`e m` = mark in list"),
        "{error}"
    );
    assert!(error.contains("`\"e\" = \"none\"` in [keys.items]"), "{error}");
    assert_eq!(with(&[("week", "e", "copy_week")]).unwrap_err().len(), 4);
    let map = with(&[("list", "e m", "mark"), ("list", "e", "none")]).unwrap();
    assert_eq!(means(&map, Mode::List, "e m"), Some(Intent::Mark));
}

#[test]
fn a_clash_in_several_modes_is_said_once() {
    let error = only_error(&[("views", "u u", "redo")]);
    assert!(error.contains("`u` = undo in views"), "{error}");
}

#[test]
fn a_binding_of_a_layer_that_a_mode_would_hide_is_a_clash() {
    let error = only_error(&[("views", "y", "palette")]);
    assert!(
        error.starts_with("`y` = palette in views clashes with `y` = copy_brief in items"),
        "{error}"
    );
    assert!(
        error.ends_with("in [keys.items], [keys.orchestra], [keys.week] too"),
        "{error}"
    );
    let everywhere = ["views", "orchestra", "week", "items"].map(|section| (section, "y", "palette"));
    let map = with(&everywhere).unwrap();
    assert_eq!(means(&map, Mode::List, "y"), Some(Intent::Palette));
}

#[test]
fn an_action_where_it_does_nothing_says_where_it_belongs() {
    let error = only_error(&[("week", "d", "dismiss")]);
    assert_eq!(error, "`dismiss` does nothing in week; expected it in items");
    let error = only_error(&[("views", "D", "dismiss")]);
    assert!(error.contains("does nothing in views"), "{error}");
}

#[test]
fn mistyped_names_suggest_the_nearest() {
    assert!(only_error(&[("lists", "d", "hand_off")]).ends_with("expected `list`"));
    assert!(only_error(&[("list", "d", "hand-off")]).contains("`hand_off`"));
    assert!(only_error(&[("list", "entr", "open")]).contains("`entr` names no key"));
    assert!(only_error(&[("list", "ctrl-i", "open")]).contains("`tab`"));
}

#[test]
fn text_stays_text() {
    let error = only_error(&[("text", "a", "accept")]);
    assert!(
        error.starts_with("`a` is text in text; expected a key that types nothing"),
        "{error}"
    );
    assert!(only_error(&[("everywhere", "Q", "quit")]).contains("pick, text"));
    assert!(with(&[("text", "ctrl-j", "accept")]).is_ok());
}

#[test]
fn every_fault_is_said_in_the_order_of_the_file() {
    let errors = with(&[
        ("list", "entr", "open"),
        ("nowhere", "d", "open"),
        ("list", "d", "fly"),
    ])
    .unwrap_err();
    let starts: Vec<usize> = errors.iter().map(|error| error.at.start).collect();
    assert_eq!(starts, [10, 100, 220]);
}
