//! Marks, notes, edits, star, repeat.

use super::*;
use crate::domain::command::{ItemEdit, Recipient};
use crate::domain::money::{Currency, Money};

fn items(numbers: &[i64]) -> Vec<ItemNo> {
    numbers.iter().map(|number| ItemNo(*number)).collect()
}

fn marks(desk: &Desk) -> Vec<i64> {
    desk.state
        .list()
        .unwrap()
        .marks
        .iter()
        .map(|item| item.0)
        .collect()
}

#[test]
fn marking_moves_on_and_an_action_takes_the_marked_rows_as_one_command() {
    let mut desk = Desk::with(orders(5));
    desk.press("x Space j x");
    assert_eq!(marks(&desk), [1, 2, 4]);
    let command = written(&desk.press("d"));
    assert_eq!(
        command,
        Command::HandOff {
            items: items(&[1, 2, 4]),
            to: Recipient::Shown,
            brief: None
        }
    );
    assert_eq!(desk.state.in_flight.len(), 3);
    assert_eq!(
        desk.selected(),
        Some(5),
        "the selected row is not among them and stays"
    );
    desk.book.retain(|row| [3, 5].contains(&row.item.0));
    desk.commit("3 rows handed off");
    assert!(marks(&desk).is_empty());
    assert_eq!(desk.selected(), Some(5));
}

#[test]
fn a_mark_is_taken_away_with_the_same_key_and_esc_clears_all() {
    let mut desk = Desk::with(orders(3));
    desk.press("x k x");
    assert!(marks(&desk).is_empty());
    desk.press("*");
    assert_eq!(marks(&desk), [1, 2, 3]);
    desk.press("Esc");
    assert!(marks(&desk).is_empty());
}

#[test]
fn a_range_is_marked_from_the_last_mark_to_here() {
    let mut desk = Desk::with(orders(9));
    desk.press("V j j j V");
    assert_eq!(marks(&desk), [1, 2, 3, 4]);
    desk.press("Esc G x k k k V");
    assert_eq!(marks(&desk), [6, 7, 8, 9]);
}

#[test]
fn marking_a_long_list_asks_for_its_numbers() {
    let mut desk = Desk::with(orders(400));
    let effects = desk.press("*");
    let scope = desk.state.lists.inbox.scope.clone();
    assert_eq!(effects, [Effect::Ask(Question::Numbers(scope.clone()))]);
    let numbers = (1..=400).map(ItemNo).collect();
    desk.act(Action::Loaded(Loaded::Numbers {
        scope,
        items: numbers,
        more: false,
    }));
    assert_eq!(desk.state.lists.inbox.marks.len(), 400);
    assert_eq!(desk.status(), "400 rows marked");
}

#[test]
fn marks_stay_through_moves_and_reloads() {
    let mut desk = Desk::with(orders(400));
    desk.press("x G");
    desk.act(Action::Changed);
    assert_eq!(marks(&desk), [1]);
}

#[test]
fn marks_on_rows_that_another_program_took_away_are_dropped() {
    let mut desk = Desk::with(orders(5));
    desk.press("x x");
    desk.remove(1);
    desk.act(Action::Changed);
    assert_eq!(marks(&desk), [2]);
}

#[test]
fn marked_rows_on_their_way_are_not_acted_on_twice() {
    let mut desk = Desk::with(orders(3));
    desk.press("x x d");
    assert!(wrote_nothing(&desk.press("d")));
    assert!(desk.status().contains("on their way"));
}

#[test]
fn with_a_row_open_an_action_is_for_that_row_and_not_for_the_marks() {
    let mut desk = Desk::with(orders(4));
    desk.press("x x Enter");
    assert!(desk.state.detail.open);
    assert_eq!(
        written(&desk.press("d")),
        Command::HandOff {
            items: items(&[3]),
            to: Recipient::Shown,
            brief: None
        }
    );
    assert_eq!(desk.selected(), Some(4));
    assert!(desk.state.detail.open, "the next row is shown");
}

#[test]
fn star_turns_on_and_off() {
    let mut desk = Desk::with(orders(2));
    assert_eq!(
        written(&desk.press("s")),
        Command::Star {
            items: items(&[1]),
            urgent: true
        }
    );
    assert_eq!(desk.selected(), Some(1));
    desk.book[0].urgent = true;
    desk.commit("#1 is urgent");
    assert_eq!(
        written(&desk.press("s")),
        Command::Star {
            items: items(&[1]),
            urgent: false
        }
    );
    desk.commit("#1 is not urgent any more");
    desk.press("*");
    assert_eq!(
        written(&desk.press("s")),
        Command::Star {
            items: items(&[1, 2]),
            urgent: true
        },
        "one of them is not yet"
    );
}

#[test]
fn a_note_needs_words() {
    let mut desk = Desk::with(orders(1));
    desk.press("a");
    assert!(wrote_nothing(&desk.press("Enter")));
    let Overlay::Form(form) = desk.overlay() else {
        panic!()
    };
    assert_eq!(form.problem.as_deref(), Some("the note is missing"));
    desk.type_text("  call before noon ");
    assert_eq!(
        written(&desk.press("Enter")),
        Command::Note {
            items: items(&[1]),
            text: "call before noon".to_owned()
        }
    );
}

#[test]
fn editing_saves_only_what_was_changed() {
    let mut priced = row(1, Kind::Order);
    priced.value = Some(Money {
        minor: 318_000,
        currency: Currency::parse("EUR").unwrap(),
    });
    let mut desk = Desk::with(vec![priced]);
    desk.press("E");
    assert!(wrote_nothing(&desk.press("Enter")));
    assert_eq!(desk.status(), "nothing was changed");
    desk.press("E");
    desk.type_text(" and more");
    desk.press("Tab Ctrl-u");
    desk.type_text("$4,000");
    desk.press("Tab");
    desk.type_text("tomorrow");
    desk.press("Tab Ctrl-u");
    desk.type_text("support");
    let Command::Edit { item, edit } = written(&desk.press("Enter")) else {
        panic!()
    };
    assert_eq!(item, ItemNo(1));
    assert_eq!(
        edit,
        ItemEdit {
            kind: Some(Kind::Support),
            subject: Some("subject 1 and more".to_owned()),
            value: Some(Some(Money {
                minor: 400_000,
                currency: Currency::parse("USD").unwrap()
            })),
            client_due: Some("2026-11-24T09:00:00Z".parse().unwrap()),
            ..ItemEdit::default()
        }
    );
}

#[test]
fn an_edit_clears_a_value_and_refuses_an_empty_client() {
    let mut priced = row(1, Kind::Order);
    priced.value = Some(Money {
        minor: 318_000,
        currency: Currency::parse("EUR").unwrap(),
    });
    let mut desk = Desk::with(vec![priced]);
    desk.press("E Tab Ctrl-u");
    let Command::Edit { edit, .. } = written(&desk.press("Enter")) else {
        panic!()
    };
    assert_eq!(
        edit,
        ItemEdit {
            value: Some(None),
            ..ItemEdit::default()
        }
    );
    desk.press("E Shift-Tab Ctrl-u");
    assert!(wrote_nothing(&desk.press("Enter")));
    let Overlay::Form(form) = desk.overlay() else {
        panic!()
    };
    assert_eq!(form.focus, 0);
}

#[test]
fn the_last_action_is_repeated_on_this_row() {
    let mut desk = Desk::with(orders(9));
    desk.press(".");
    assert!(desk.status().contains("nothing to repeat"));
    desk.press("h w");
    let again = written(&desk.press("."));
    assert!(matches!(again, Command::Snooze { ref items, .. } if *items == [ItemNo(2)]));
    desk.press("d");
    assert_eq!(
        written(&desk.press(".")),
        Command::HandOff {
            items: items(&[4]),
            to: Recipient::Shown,
            brief: None
        }
    );
    desk.press("2");
    assert_eq!(
        written(&desk.press(".")),
        Command::HandOff {
            items: items(&[6]),
            to: Recipient::Owner(OwnerNo(2)),
            brief: None
        }
    );
    desk.press("u");
    assert!(
        !wrote_nothing(&desk.press(".")),
        "an undo is not an action on a row"
    );
}

#[test]
fn a_repeated_dismissal_asks_again_and_a_repeated_nudge_needs_an_owner() {
    let mut desk = Desk::with(vec![
        row(1, Kind::Order),
        with_dev(row(2, Kind::Order)),
        row(3, Kind::Order),
    ]);
    desk.press("# y");
    assert!(wrote_nothing(&desk.press(".")));
    assert!(matches!(desk.overlay(), Overlay::Ask(_)));
    desk.press("Esc f");
    assert_eq!(desk.selected(), Some(3));
    assert!(wrote_nothing(&desk.press(".")));
    assert!(desk.status().contains("with nobody"));
}
