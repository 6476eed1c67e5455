//! Views, search, filter, going back, quitting, the mouse.

use super::*;
use crate::app::Hit;

fn words(desk: &Desk) -> &str {
    &desk.state.list().unwrap().scope.words
}

#[test]
fn search_answers_as_it_is_typed_and_enter_keeps_the_results() {
    let mut desk = Desk::with(orders(30));
    desk.press("j /");
    assert_eq!(desk.view(), View::Found);
    let effects = desk.type_text("t 1");
    let asked = asked_rows(&effects);
    assert_eq!(
        (asked.scope.list, asked.scope.words.as_str(), asked.from),
        (None, "t 1", From::Top)
    );
    let window = desk.window(&asked);
    desk.act(Action::Loaded(Loaded::Rows { asked, window }));
    assert_eq!(desk.selected(), Some(1));
    desk.press("Down");
    assert_eq!(desk.selected(), Some(10));
    desk.press("Enter n n N");
    assert_eq!((desk.view(), desk.selected()), (View::Found, Some(11)));
    desk.press("Esc");
    assert_eq!((desk.view(), desk.selected()), (View::Inbox, Some(2)));
    desk.press("n");
    assert_eq!(desk.view(), View::Found, "the matches are still there");
}

#[test]
fn a_space_at_the_end_asks_nothing_new() {
    let mut desk = Desk::with(orders(3));
    desk.press("/");
    assert!(!desk.type_text("acme").is_empty());
    assert!(desk.type_text(" ").is_empty());
}

#[test]
fn esc_in_the_search_line_goes_back_to_where_it_was_opened() {
    let mut desk = Desk::with(orders(3));
    desk.press("g l j /");
    desk.type_text("acme");
    desk.press("Esc");
    assert_eq!((desk.view(), desk.selected()), (View::Later, Some(2)));
    desk.press("n");
    assert_eq!(desk.view(), View::Later);
    assert!(desk.status().contains("nothing has been searched"));
}

#[test]
fn a_search_left_empty_goes_back() {
    let mut desk = Desk::with(orders(3));
    desk.press("/ Enter");
    assert_eq!(desk.view(), View::Inbox);
}

#[test]
fn an_action_in_the_results_leaves_the_row_there() {
    let mut desk = Desk::with(orders(3));
    desk.press("/");
    let asked = asked_rows(&desk.type_text("subject"));
    let window = desk.window(&asked);
    desk.act(Action::Loaded(Loaded::Rows { asked, window }));
    desk.press("Enter");
    assert!(!wrote_nothing(&desk.press("d")));
    assert_eq!(desk.selected(), Some(1));
    assert!(desk.state.in_flight.is_empty());
}

#[test]
fn a_filter_narrows_this_list_and_esc_takes_it_away_again() {
    let mut desk = Desk::with(orders(30));
    desk.press("\\");
    let asked = asked_rows(&desk.type_text("subject 2"));
    assert_eq!(asked.scope.list, Some(crate::domain::listing::List::Inbox));
    let window = desk.window(&asked);
    desk.act(Action::Loaded(Loaded::Rows { asked, window }));
    desk.press("Enter");
    assert_eq!(
        (desk.view(), words(&desk), desk.selected()),
        (View::Inbox, "subject 2", Some(2))
    );
    desk.press("Esc");
    assert_eq!(
        (words(&desk), desk.selected()),
        ("", Some(2)),
        "the row is still selected"
    );

    desk.press("\\");
    desk.type_text("zzz");
    desk.press("Esc");
    assert_eq!((words(&desk), desk.selected()), ("", Some(2)));
}

#[test]
fn back_goes_one_step_at_a_time_and_q_quits_at_the_top() {
    let mut desk = Desk::with(orders(3));
    desk.press("g w x Enter");
    desk.press("q");
    assert!(!desk.state.detail.open);
    desk.press("q");
    assert!(desk.state.lists.waiting.marks.is_empty());
    assert!(desk.press("Esc").is_empty());
    assert_eq!(desk.view(), View::Inbox);
    assert!(desk.press("Esc").is_empty());
    assert_eq!(desk.status(), "q quits");
    assert_eq!(desk.press("q"), [Effect::Quit { farewell: None }]);
    let mut desk = Desk::with(orders(3));
    desk.press("g w");
    assert_eq!(desk.press("q"), [Effect::Quit { farewell: None }]);
}

#[test]
fn quitting_mentions_untold_hand_offs() {
    let mut desk = Desk::with(orders(1));
    desk.state.counts.untold = 2;
    let effects = desk.press("Ctrl-c");
    let [
        Effect::Quit {
            farewell: Some(words),
        },
    ] = effects.as_slice()
    else {
        panic!("{effects:?}")
    };
    assert!(words.starts_with("2 hand-offs are untold"), "{words}");
}

#[test]
fn quitting_waits_for_the_writes_on_their_way() {
    let mut desk = Desk::with(orders(2));
    desk.press("d");
    assert!(desk.press("q").is_empty());
    assert!(desk.state.quitting);
    assert_eq!(
        desk.commit("#1 handed to Maria"),
        [Effect::Quit { farewell: None }]
    );
}

#[test]
fn the_last_words_count_the_hand_off_that_was_waited_for() {
    let mut desk = Desk::with(orders(2));
    desk.press("d q");
    desk.counts.untold = 1;
    let effects = desk.commit("#1 handed to Maria");
    let [
        Effect::Quit {
            farewell: Some(words),
        },
    ] = effects.as_slice()
    else {
        panic!("{effects:?}")
    };
    assert!(words.starts_with("1 hand-off is untold"), "{words}");
}

#[test]
fn a_failure_on_the_way_out_is_read_first() {
    let mut desk = Desk::with(orders(2));
    desk.press("d q");
    assert!(desk.fail("the disk is full").is_empty());
    assert!(!desk.state.quitting);
    assert_eq!(desk.status(), "the disk is full");
}

#[test]
fn an_open_row_scrolls_and_the_next_one_is_a_key_away() {
    let mut desk = Desk::with(orders(3));
    desk.press("Enter J");
    assert_eq!(desk.selected(), Some(2));
    assert!(desk.state.detail.open);
    desk.press("K K");
    assert_eq!(desk.selected(), Some(1));
}

#[test]
fn a_detail_that_comes_late_is_not_shown_for_another_row() {
    let mut desk = Desk::with(orders(3));
    desk.press("j");
    desk.act(Action::Loaded(Loaded::Detail {
        item: ItemNo(1),
        detail: None,
    }));
    assert!(desk.state.detail_of_selected().is_none());
}

#[test]
fn the_mouse_selects_opens_and_scrolls() {
    let mut desk = Desk::with(orders(30));
    desk.act(Action::Click(Some(Hit::Row(ItemNo(7)))));
    assert_eq!(desk.selected(), Some(7));
    desk.act(Action::Scroll {
        lines: 1,
        over: Some(Hit::List),
    });
    assert_eq!(desk.selected(), Some(10));
    desk.act(Action::Click(Some(Hit::Row(ItemNo(10)))));
    assert!(desk.state.detail.open);
    desk.act(Action::Click(Some(Hit::View(View::Later))));
    assert_eq!((desk.view(), desk.state.detail.open), (View::Later, false));
    desk.act(Action::Click(Some(Hit::Split(Some(Kind::Order)))));
    assert_eq!(desk.state.list().unwrap().split(), Some(Kind::Order));
    desk.act(Action::Click(None));
    desk.act(Action::Click(Some(Hit::Row(ItemNo(999)))));
    assert_eq!(desk.view(), View::Later);
    desk.press("g r");
    desk.act(Action::Click(Some(Hit::Owner(OwnerNo(2)))));
    assert_eq!(desk.view(), View::Orchestra);
    desk.act(Action::Click(Some(Hit::Owner(OwnerNo(2)))));
    assert_eq!(desk.view(), View::Waiting);
    assert_eq!(desk.state.lists.waiting.scope.owner, Some(OwnerNo(2)));
}

#[test]
fn a_click_on_a_match_keeps_the_matches_as_the_list() {
    let mut desk = Desk::with(orders(30));
    desk.press("/");
    let asked = asked_rows(&desk.type_text("subject"));
    let window = desk.window(&asked);
    desk.act(Action::Loaded(Loaded::Rows { asked, window }));
    desk.act(Action::Click(Some(Hit::Row(ItemNo(5)))));
    assert!(desk.state.overlay.is_none());
    assert_eq!((desk.view(), desk.selected()), (View::Found, Some(5)));
}

#[test]
fn a_click_answers_a_question() {
    let mut desk = Desk::with(orders(3));
    desk.press("m");
    let effects = desk.act(Action::Click(Some(Hit::Line(4))));
    assert!(matches!(written(&effects), Command::Keep { .. }));
    desk.press("D");
    desk.act(Action::Click(Some(Hit::View(View::Week))));
    assert!(
        matches!(desk.overlay(), Overlay::Picker(_)),
        "the view below does not answer"
    );
    let effects = desk.act(Action::Click(Some(Hit::Line(1))));
    assert!(!wrote_nothing(&effects));
    desk.press("h");
    desk.act(Action::Click(Some(Hit::Line(4))));
    let Overlay::Snooze(snooze) = desk.overlay() else {
        panic!()
    };
    assert!(snooze.input.is_some());
}

#[test]
fn a_paste_goes_into_a_field_and_nowhere_else() {
    let mut desk = Desk::with(orders(3));
    let before = desk.state.lists.clone();
    assert!(desk.act(Action::Paste("d\nd\n".to_owned())).is_empty());
    assert_eq!(desk.state.lists, before);
    assert!(desk.status().contains("ignored"));
    desk.press("a");
    desk.type_text("say: ");
    desk.act(Action::Paste("two\nlines\u{1b}[31m".to_owned()));
    desk.press("Ctrl-Home");
    desk.act(Action::Paste("first ".to_owned()));
    let Command::Note { text, .. } = written(&desk.press("Enter")) else {
        panic!()
    };
    assert_eq!(text, "first say: two\nlines");
}

#[test]
fn an_unknown_key_after_a_prefix_does_nothing() {
    let mut desk = Desk::with(orders(3));
    desk.press("g");
    assert_eq!(desk.state.pending.len(), 1);
    assert!(desk.press("z").is_empty(), "g z is nothing");
    desk.press("g");
    assert!(desk.press("e").is_empty(), "g e is nothing, and not e either");
    assert!(desk.state.pending.is_empty());
    assert_eq!(desk.selected(), Some(1));
}

#[test]
fn a_word_about_one_key_is_gone_with_the_next_and_undo_stays_named() {
    let mut desk = Desk::with(orders(3));
    desk.press("d");
    desk.commit("#1 handed to Maria");
    desk.press("9");
    assert_eq!(desk.status(), "nobody holds seat 9");
    desk.press("j");
    assert_eq!(desk.status(), "");
    assert_eq!(
        desk.state.status.as_ref().unwrap().undo.as_deref(),
        Some("#1 handed to Maria")
    );
}

#[test]
fn suspend_and_redraw_work_everywhere() {
    let mut desk = Desk::with(orders(1));
    desk.press("a");
    assert_eq!(desk.press("Ctrl-z"), [Effect::Suspend]);
    assert_eq!(desk.press("Ctrl-l"), [Effect::Redraw]);
    assert!(matches!(desk.overlay(), Overlay::Form(_)));
}
