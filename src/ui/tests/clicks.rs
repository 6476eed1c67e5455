//! What a click is on: the words, rows and choices under the pointer.

use ratatui::layout::Size;

use super::frame;
use super::morning::morning;
use super::panels::overlays;
use crate::app::{Hit, State, View};
use crate::domain::ids::{ItemNo, OwnerNo};
use crate::domain::item::Kind;
use crate::domain::register::Register;
use crate::ui::theme::Theme;

const SIZE: Size = Size::new(120, 36);

/// The place of a text on the screen, in ASCII lines where bytes are columns.
fn place(state: &State, text: &str) -> (u16, u16) {
    let shown = frame(state, (SIZE.width, SIZE.height), &Theme::default());
    let (y, line) = shown
        .lines()
        .enumerate()
        .find(|(_, line)| line.contains(text))
        .unwrap();
    let before = &line[..line.find(text).unwrap()];
    (
        u16::try_from(crate::ui::text::width(before)).unwrap(),
        u16::try_from(y).unwrap(),
    )
}

/// What a click on a text is on.
fn click(state: &State, text: &str) -> Option<Hit> {
    let (x, y) = place(state, text);
    crate::ui::hit(state, &Theme::default(), SIZE, x, y)
}

#[test]
fn views_and_splits_open_where_their_words_stand() {
    let state = morning();
    assert_eq!(click(&state, "Waiting 23"), Some(Hit::View(View::Waiting)));
    assert_eq!(click(&state, "Week"), Some(Hit::View(View::Week)));
    assert_eq!(
        click(&state, "Promises"),
        Some(Hit::View(View::Register(Register::Promises)))
    );
    assert_eq!(click(&state, "2 untold"), None);
    assert_eq!(click(&state, "Support 3"), Some(Hit::Split(Some(Kind::Support))));
    assert_eq!(click(&state, "All 14"), Some(Hit::Split(None)));
}

#[test]
fn a_row_is_hit_by_its_number_wherever_it_stands() {
    let mut state = morning();
    assert_eq!(click(&state, "40 pallets"), Some(Hit::Row(ItemNo(142))));
    assert_eq!(click(&state, "Support call #131"), Some(Hit::Detail));
    assert_eq!(
        crate::ui::hit(&state, &Theme::default(), SIZE, 5, 30),
        Some(Hit::List)
    );
    state.view = View::Waiting;
    assert_eq!(click(&state, "Hartmann"), Some(Hit::Row(ItemNo(98))));
    assert_eq!(click(&state, "last word"), Some(Hit::List));
    state.view = View::Orchestra;
    assert_eq!(click(&state, "Ifeoma"), Some(Hit::Owner(OwnerNo(3))));
    state.view = View::Week;
    assert_eq!(
        crate::ui::hit(&state, &Theme::default(), SIZE, 5, 10),
        Some(Hit::Week)
    );
}

#[test]
fn what_lies_on_top_takes_the_click_and_nothing_shines_through() {
    let mut state = morning();
    for (name, overlay) in overlays() {
        state.overlay = Some(overlay);
        let row = crate::ui::hit(&state, &Theme::default(), SIZE, 5, 2);
        assert!(
            matches!(row, None | Some(Hit::Overlay | Hit::Line(_))),
            "{name}: {row:?}"
        );
        match name {
            "pick" => assert_eq!(click(&state, "Finance   "), Some(Hit::Line(3))),
            "reason" => assert_eq!(click(&state, "the client insisted"), Some(Hit::Line(3))),
            "call_who" => assert_eq!(click(&state, "Aurora"), Some(Hit::Line(1))),
            "told" => assert_eq!(click(&state, "hears next"), Some(Hit::Line(1))),
            "palette" => assert_eq!(click(&state, "Every action"), Some(Hit::Overlay)),
            _ => {}
        }
    }
}
