//! What keys lead to, as pictures: the words that the update puts on the screen fit the place that is drawn for them.

use super::morning::morning;
use super::{frame, look};
use crate::app::{Action, State, View, update};
use crate::domain::ids::ItemNo;
use crate::keys::{Key, Sequence};
use crate::ui::theme::Theme;

/// Presses keys one after the other: `D`, `h enter f r i`.
fn press(state: &mut State, keys: &str) {
    let keys: Vec<Key> = keys.parse::<Sequence>().unwrap().keys().to_vec();
    for key in keys {
        let _ = update(state, Action::Key(key));
    }
}

fn after(keys: &str) -> State {
    let mut state = morning();
    press(&mut state, keys);
    state
}

#[test]
fn peek() {
    for keys in [
        "d",
        "2",
        "D",
        "D d e",
        "m",
        "h",
        "h enter f r i space 9",
        "c",
        "c n",
        "C",
        "t",
        "e",
        "r a",
        "l",
        "a",
        "E",
        "#",
        "i",
        "i o r d e r space A c m e : space x space f r i space !",
        ":",
        ": s n o",
        "?",
        "/ p u",
        "\\ p u",
        "w",
        "x",
        "V",
        "*",
        "g",
        "y",
        "g r",
        "g r E",
        "g r a",
        "g k",
        "enter",
        "s",
        "f",
        "!",
        "u",
        "q",
    ] {
        let state = after(keys);
        println!("=== {keys}");
        let shown = frame(&state, (80, 24), &Theme::default());
        let lines: Vec<&str> = shown.lines().collect();
        let from = lines
            .iter()
            .rposition(|line| line.starts_with("─ ") || line.starts_with("─K"))
            .unwrap_or(22);
        println!("{}", lines[from..].join("\n"));
    }
}
