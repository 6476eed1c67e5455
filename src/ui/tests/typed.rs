//! What keys lead to, as pictures: the words that the update puts on the screen fit the place drawn for them.

use super::morning::morning;
use super::{frame, look};
use crate::app::{Action, State, update};
use crate::keys::{Key, Sequence};
use crate::ui::theme::Theme;

/// The morning after these keys, pressed one after the other: `D d e v`.
fn after(keys: &str) -> State {
    let mut state = morning();
    let keys: Vec<Key> = keys.parse::<Sequence>().unwrap().keys().to_vec();
    for key in keys {
        let _ = update(&mut state, Action::Key(key));
    }
    state
}

#[test]
fn every_overlay_that_keys_open_is_drawn_whole() {
    for (name, keys) in [
        ("hand_to", "D d e"),
        ("keep", "m"),
        ("until", "h enter f r i space 9"),
        ("call", "c n"),
        ("call_anybody", "C"),
        ("tell", "t"),
        ("finish", "e"),
        ("acknowledged", "r a"),
        ("heard", "l"),
        ("edit", "E"),
        (
            "add_line",
            "i o r d e r space A c m e : space 4 0 space p a l l e t s space f r i space !",
        ),
        ("owner", "g r E"),
        ("keys", "?"),
        ("narrowed", ": s n o"),
    ] {
        look(&format!("typed_{name}"), &after(keys));
    }
}

#[test]
fn a_row_handed_off_is_shown_in_flight_at_once() {
    let shown = frame(&after("j d"), (120, 36), &Theme::default());
    assert!(shown.contains("to Maria…"), "{shown}");
}

#[test]
fn why_a_key_does_nothing_can_be_read_to_its_end() {
    let shown = frame(&after("d"), (80, 24), &Theme::default());
    let end = shown.lines().skip(22).collect::<Vec<_>>().join(" ");
    assert!(end.contains("is with Dev") && !end.contains('…'), "{end}");
}
