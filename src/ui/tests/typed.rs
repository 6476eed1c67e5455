//! What keys lead to, as pictures: the words that the update puts on the screen fit the place drawn for them.

use super::morning::morning;
use super::{frame, look};
use crate::app::state::{Status, StatusKind};
use crate::app::{Action, State, update};
use crate::domain::item::{Cue, Reason};
use crate::domain::listing::Row;
use crate::keys::{Key, Sequence};
use crate::ui::hints;
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
        ("promise", "p"),
        ("promise_dated", "p d l o g i n tab tab f r i tab tab"),
        ("promise_sponsored", "p s"),
        ("keys", "?"),
        ("narrowed", ": s n o"),
    ] {
        look(&format!("typed_{name}"), &after(keys));
    }
}

/// Words of a note on three lines, one of them empty and the last longer than a row, and a good deal of them.
const NOTE: &str = "Pump 3 stops:\n\n  alarm 17 at night, and nobody there who could start it again before the early shift comes in at 5; \
                    they have lost two nights by now. 山田さん called the hotline twice and was told to wait for the \
                    part, which nobody has ordered. She wants a date by Friday, in writing, from somebody who can keep it.\n\
                    Spare part: 4711-B\nMobile: 0171 555 0133";

#[test]
fn a_note_of_several_lines_is_seen_as_it_is_written() {
    let mut state = after("a");
    let _ = update(&mut state, Action::Paste(NOTE.to_owned()));
    look("typed_note", &state);
    let _ = update(&mut state, Action::Key("Ctrl-Home".parse().unwrap()));
    look("typed_note_top", &state);
    let mut state = after("l");
    let _ = update(&mut state, Action::Paste(NOTE.to_owned()));
    let _ = update(&mut state, Action::Key("Tab".parse().unwrap()));
    look("typed_words", &state);
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

/// The keys that the footer names for the selected row, changed like this.
fn hinted(change: impl Fn(&mut Row)) -> Vec<String> {
    let mut state = morning();
    let list = &mut state.lists.inbox;
    for row in &mut list.window.rows {
        if Some(row.item) == list.selected {
            row.with = None;
            change(row);
        }
    }
    keys_named(&state)
}

fn keys_named(state: &State) -> Vec<String> {
    hints::now(state).into_iter().map(|hint| hint.keys).collect()
}

#[test]
fn what_an_owner_has_done_or_the_rep_keeps_is_finished_next() {
    let now = morning().now;
    for keys in [
        hinted(|row| row.wake = Some((now, Cue::OwnerDone))),
        hinted(|row| row.first_chair = Some(Reason::Habit)),
    ] {
        assert_eq!(keys[..2], ["e", "t"], "{keys:?}");
    }
}

/// What changes with every row is read anew with every row.
#[test]
fn the_actions_of_most_rows_stand_in_the_same_place_for_all_of_them() {
    let mut state = morning();
    let mut places = std::collections::BTreeSet::new();
    let items: Vec<_> = state.lists.inbox.window.rows.iter().map(|row| row.item).collect();
    for item in items {
        state.lists.inbox.selected = Some(item);
        let shown = frame(&state, (200, 50), &Theme::default());
        let keys = shown.lines().find(|line| line.contains("all keys")).unwrap();
        let place = |words| keys.find(words).unwrap_or_else(|| panic!("{words}: {keys}"));
        places.insert(["D to another", "t client told", "c call", "e finish", "h snooze"].map(place));
    }
    assert_eq!(places.len(), 1, "{places:?}");
}

#[test]
fn a_row_on_its_way_to_the_disk_names_no_action() {
    let mut state = morning();
    let item = state.lists.inbox.selected.unwrap();
    state.in_flight.insert(item, "to Dev".to_owned());
    assert_eq!(keys_named(&state), ["i", "/", "?"]);
}

#[test]
fn who_did_it_stands_beside_owner_done() {
    let mut state = morning();
    let list = &mut state.lists.inbox;
    let row = &mut list.window.rows[1];
    row.wake = Some((state.now, Cue::OwnerDone));
    row.done_by = Some("Maria Lindqvist".to_owned());
    let shown = frame(&state, (120, 36), &Theme::default());
    assert!(shown.contains("owner done   by Maria "), "{shown}");
    let shown = frame(&state, (200, 50), &Theme::default());
    assert!(shown.contains("by Maria Lindqvist "), "{shown}");
}

#[test]
fn a_sleeping_row_names_its_owner_whole_or_by_the_first_name() {
    let mut state = after("g l");
    for row in &mut state.lists.later.window.rows {
        if let Some(with) = &mut row.with {
            with.name = "Helen Brandt".to_owned();
        }
    }
    let shown = frame(&state, (120, 36), &Theme::default());
    assert!(shown.contains("with Helen "), "{shown}");
}

#[test]
fn what_is_safe_on_disk_gives_the_line_of_keys_back_with_the_next_key() {
    let mut state = morning();
    state.status = Some(Status {
        text:
            "3 rows asleep until tomorrow 09:00 (#27, #48, #56) · that is past the client clock of #56: today"
                .to_owned(),
        kind: StatusKind::Done,
        undo: None,
    });
    assert!(!frame(&state, (80, 24), &Theme::default()).contains("all keys"));
    let _ = update(
        &mut state,
        Action::Key("j".parse::<Sequence>().unwrap().keys()[0]),
    );
    let shown = frame(&state, (80, 24), &Theme::default());
    assert!(
        shown.contains("all keys") && shown.contains("3 rows asleep"),
        "{shown}"
    );
}
