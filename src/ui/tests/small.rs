//! Small windows: every choice is reached, what is typed and what is wrong with it are seen, nothing is cut that has to
//! be read.

use ratatui::Terminal;
use ratatui::backend::TestBackend;

use super::morning::{empty, morning};
use super::panels::overlays;
use super::{frame, look_at};
use crate::app::state::{Status, StatusKind};
use crate::app::{Action, Hit, Overlay, Scroll, State, View, update};
use crate::keys::{Key, Sequence};
use crate::ui::theme::Theme;

const TINY: (u16, u16) = (20, 5);
const NARROW: (u16, u16) = (40, 12);

/// The morning, with nothing to say, after these keys.
fn after(view: View, keys: &str) -> State {
    let mut state = morning();
    state.status = None;
    state.view = view;
    for key in keys.parse::<Sequence>().unwrap().keys() {
        let _ = update(&mut state, Action::Key(*key));
    }
    state
}

/// A frame's words, one blank between them, whatever line they stand on.
fn words(state: &State, size: (u16, u16)) -> String {
    let shown = frame(state, size, &Theme::default());
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Draws a frame as the loop does, and tells the state how far it is scrolled.
fn draw(state: &mut State, (width, height): (u16, u16)) {
    let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
    let mut scroll = None;
    terminal
        .draw(|frame| scroll = crate::ui::draw_and_tell(frame, state, &Theme::default()))
        .unwrap();
    let _ = update(
        state,
        Action::Drawn {
            rows: 2,
            scroll,
            typing: 0,
        },
    );
}

#[test]
fn every_overlay_can_be_used_in_a_tiny_window() {
    for (name, overlay) in overlays() {
        let mut state = if matches!(overlay, Overlay::Welcome(_)) {
            empty()
        } else {
            morning()
        };
        state.status = None;
        state.overlay = Some(overlay);
        look_at(&format!("small_{name}"), &state, TINY);
    }
}

#[test]
fn every_choice_is_reached_in_a_window_too_low_for_all_of_them() {
    for keys in ["m", "h", "c", "e", "#", "j e y", "l x enter"] {
        for size in [TINY, (20, 4), (30, 6), NARROW] {
            let mut state = after(View::Inbox, keys);
            let mut seen = String::new();
            for _ in 0..8 {
                draw(&mut state, size);
                seen.push_str(&words(&state, size));
                let _ = update(&mut state, Action::Key("j".parse::<Key>().unwrap()));
            }
            let choices = match state.overlay.as_ref().unwrap() {
                Overlay::Ask(ask) => ask.choices.clone(),
                Overlay::Snooze(snooze) => snooze.choices.iter().map(|(intent, _)| *intent).collect(),
                Overlay::Call(call) => match &call.step {
                    crate::app::overlay::CallStep::Outcome { choices, .. } => choices.clone(),
                    step => panic!("{step:?}"),
                },
                overlay => panic!("{overlay:?}"),
            };
            for choice in choices {
                let key = state.key_of(choice).unwrap();
                assert!(seen.contains(&format!(" {key} ")), "{choice} at {size:?}: {seen}");
            }
        }
    }
}

#[test]
fn the_end_of_what_scrolls_is_told_and_is_the_last_line_in_sight() {
    for (view, keys) in [(View::Inbox, "?"), (View::Inbox, "m"), (View::Inbox, "Enter")] {
        for size in [TINY, NARROW, (80, 24), (120, 20)] {
            let mut state = after(view, keys);
            let _ = update(&mut state, Action::Key("G".parse::<Key>().unwrap()));
            let _ = update(
                &mut state,
                Action::Scroll {
                    lines: 99,
                    over: None,
                },
            );
            draw(&mut state, size);
            let before = frame(&state, size, &Theme::default());
            assert!(
                !before.contains('↓') || keys == "?",
                "{keys} at {size:?}\n{before}"
            );
            // Further is nowhere, and the first key back is seen at once.
            let down = Action::Key("j".parse::<Key>().unwrap());
            let up = Action::Key("k".parse::<Key>().unwrap());
            let _ = update(&mut state, down.clone());
            let _ = update(&mut state, down);
            assert_eq!(frame(&state, size, &Theme::default()), before);
            let _ = update(&mut state, up);
            let after = frame(&state, size, &Theme::default());
            assert_eq!(
                after != before,
                before.contains('↑'),
                "{keys} at {size:?}\n{after}"
            );
        }
    }
}

#[test]
fn what_is_typed_and_what_is_wrong_with_it_are_both_in_sight() {
    for (keys, size) in [
        ("t Tab x x", TINY),
        ("h Enter x x", TINY),
        ("t Tab x x", NARROW),
        ("h Enter x x", NARROW),
    ] {
        let shown = words(&after(View::Inbox, keys), size);
        assert!(
            shown.contains("xx") && shown.contains("? \"xx\" is no"),
            "{shown}"
        );
        assert!(shown.contains("Enter") && shown.contains("Esc"), "{shown}");
    }
    let shown = words(&after(View::Inbox, "t Tab x x"), NARROW);
    assert!(shown.contains("write for example tomorrow 9am"), "{shown}");
}

#[test]
fn every_key_that_may_follow_a_prefix_is_shown() {
    for (view, keys) in [(View::Inbox, "g"), (View::Inbox, "r"), (View::Week, "e")] {
        let state = after(view, keys);
        let follow = state.keymap.continuations(state.mode(), &state.pending);
        assert!(follow.len() > 3);
        for size in [TINY, NARROW, (60, 8), (80, 24)] {
            let shown = words(&state, size);
            for next in &follow {
                // The words may be cut where there is no room; the key and how they begin are there.
                let words: String = next.intent.unwrap().label().chars().take(2).collect();
                let hint = format!("{} {words}", next.key.short(false));
                assert!(shown.contains(&hint), "{hint} at {size:?}: {shown}");
            }
        }
        look_at(&format!("follow_{keys}"), &state, TINY);
        look_at(&format!("follow_{keys}"), &state, NARROW);
    }
}

#[test]
fn an_answer_to_a_key_is_read_to_its_end() {
    let mut state = morning();
    let said = "#142 Acme Pumps would go to Maria Lindqvist: a rule of the config names her for pumps";
    for kind in [StatusKind::Info, StatusKind::Problem] {
        state.status = Some(Status {
            text: said.to_owned(),
            kind,
            undo: None,
        });
        for size in [NARROW, (60, 8), (25, 6)] {
            let shown = words(&state, size);
            assert!(shown.contains(said), "{size:?}: {shown}");
        }
    }
    look_at("said", &state, NARROW);
}

#[test]
fn an_owner_keeps_role_and_address_whole_while_away() {
    let mut state = morning();
    state.status = None;
    state.view = View::Orchestra;
    let away = state.owners[2].owner.number;
    state.owner_selected = Some(away);
    state.owners[2].owner.address = "ifeoma.adichie@pumps.example".to_owned();
    look_at("orchestra_away", &state, (120, 36));
    let shown = frame(&state, (120, 36), &Theme::default());
    for whole in ["ifeoma.adichie@pumps.example", "Thu 07:42   implementation"] {
        assert!(shown.contains(whole), "{shown}");
    }
    assert!(words(&state, NARROW).contains("Ifeoma, away"));
}

#[test]
fn a_scrolled_choice_is_clicked_where_it_stands() {
    let mut state = after(View::Inbox, "m");
    if let Some(Overlay::Ask(ask)) = &mut state.overlay {
        ask.scroll = Scroll::from(2);
    }
    let size = ratatui::layout::Size::new(TINY.0, TINY.1);
    let hits: Vec<_> = (0..TINY.1)
        .map(|y| crate::ui::hit(&state, &Theme::default(), size, 4, y))
        .collect();
    let line = |number| Some(Hit::Line(number));
    assert_eq!(hits, [Some(Hit::Overlay), line(2), line(3), line(4), None]);
}
