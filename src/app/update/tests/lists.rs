//! The list: windows, selection, what other programs do to it.

use super::*;
use crate::domain::listing::List;

fn item(number: i64) -> ItemNo {
    ItemNo(number)
}

#[test]
fn the_first_row_is_selected_and_its_detail_is_read_when_no_key_waits() {
    let mut state = State::new(Settings::default(), Keymap::default(), now(), None);
    let effects = update(&mut state, Action::Start);
    assert!(effects.contains(&Effect::Read(Query::Counts)));
    assert!(effects.contains(&Effect::Read(Query::Owners)));
    let desk = Desk::with(orders(3));
    assert_eq!(desk.selected(), Some(1));
    let mut desk = desk;
    desk.press("j");
    assert_eq!(desk.log, [Effect::ReadWhenIdle(Query::Detail(item(2)))]);
}

#[test]
fn the_first_frame_reads_no_more_rows_than_it_has_lines_and_the_next_ones_follow() {
    let mut state = State::new(Settings::default(), Keymap::default(), now(), None);
    update(
        &mut state,
        Action::Resize {
            width: 80,
            height: 24,
        },
    );
    let asked = update(&mut state, Action::Start)
        .into_iter()
        .find_map(|effect| match effect {
            Effect::Read(Query::Rows(asked)) => Some(asked),
            _other => None,
        });
    assert_eq!(asked.unwrap().limit, 24);
    let mut desk = Desk::with(orders(300));
    desk.act(Action::Resize {
        width: 80,
        height: 24,
    });
    desk.act(Action::Start);
    assert_eq!(desk.state.lists.inbox.window.rows.len(), 24);
    for at in 2..=300 {
        desk.press("j");
        assert_eq!(desk.selected(), Some(at));
    }
}

#[test]
fn two_thousand_keys_read_only_when_the_window_moves() {
    let mut desk = Desk::with(orders(5_000));
    let lines = usize::from(desk.state.screen.height);
    assert_eq!(desk.state.lists.inbox.window.rows.len(), lines);
    for _ in 0..2_000 {
        desk.press("j");
    }
    assert_eq!(desk.selected(), Some(2_001));
    assert!(desk.reads <= 2_000 / 70, "{} reads", desk.reads);
    let window = &desk.state.lists.inbox.window;
    assert!(window.rows.len() <= 200, "{} rows", window.rows.len());
    let numbers: Vec<i64> = window.rows.iter().map(|row| row.item.0).collect();
    assert!(numbers.is_sorted() && numbers.windows(2).all(|pair| pair[1] == pair[0] + 1));
    assert!(window.more_before && window.more_after);
    for _ in 0..2_000 {
        desk.press("k");
    }
    assert_eq!(desk.selected(), Some(1));
    assert!(!desk.state.lists.inbox.window.more_before);
}

#[test]
fn the_ends_of_a_long_list_are_one_key_away() {
    let mut desk = Desk::with(orders(5_000));
    desk.press("G");
    assert_eq!(desk.selected(), Some(5_000));
    assert!(!desk.state.selection_unseen, "the rep asked for it");
    desk.press("j");
    assert_eq!(desk.selected(), Some(5_000));
    desk.press("g g");
    assert_eq!(desk.selected(), Some(1));
    desk.press("k");
    assert_eq!(desk.selected(), Some(1));
}

#[test]
fn pages_are_as_long_as_the_screen() {
    let mut desk = Desk::with(orders(100));
    desk.press("PgDn");
    assert_eq!(desk.selected(), Some(21));
    desk.press("Ctrl-d");
    assert_eq!(desk.selected(), Some(31));
    desk.press("PgUp");
    assert_eq!(desk.selected(), Some(11));
    desk.act(Action::Drawn {
        rows: 5,
        scroll: None,
        typing: 0,
    });
    desk.press("PgDn");
    assert_eq!(desk.selected(), Some(16));
}

#[test]
fn the_selection_stays_on_the_screen_and_rows_move_no_further_than_they_must() {
    let mut desk = Desk::with(orders(100));
    let first = |desk: &Desk| desk.state.lists.inbox.first_visible(20);
    for _ in 0..19 {
        desk.press("j");
    }
    assert_eq!(first(&desk), 0);
    desk.press("j");
    assert_eq!(first(&desk), 1);
    for _ in 0..19 {
        desk.press("k");
    }
    assert_eq!(first(&desk), 1);
    desk.press("k");
    assert_eq!(first(&desk), 0);
    assert_eq!(desk.state.lists.inbox.first_visible(200), 0);
}

#[test]
fn a_row_that_moves_keeps_the_selection() {
    let mut desk = Desk::with(orders(400));
    desk.press("j");
    desk.book[1].place.second = 10_000;
    desk.book.sort_by_key(|row| row.place);
    desk.act(Action::Changed);
    assert_eq!(desk.selected(), Some(2));
    assert!(!desk.state.selection_unseen);
    desk.press("k");
    assert_eq!(desk.selected(), Some(400));
}

#[test]
fn a_row_that_another_program_takes_away_hands_on_and_actions_wait_for_a_frame() {
    let mut desk = Desk::with(orders(5));
    desk.press("j");
    desk.remove(2);
    desk.act(Action::Changed);
    assert_eq!(desk.selected(), Some(3));
    assert!(desk.state.selection_unseen);
    let effects = desk.press("d");
    assert!(wrote_nothing(&effects), "{effects:?}");
    assert!(desk.status().contains("changed"), "{}", desk.status());
    desk.act(Action::Drawn {
        rows: 20,
        scroll: None,
        typing: 0,
    });
    assert!(!desk.state.selection_unseen);
    assert!(!wrote_nothing(&desk.press("d")));
}

#[test]
fn the_last_row_taken_away_hands_on_to_the_one_before() {
    let mut desk = Desk::with(orders(3));
    desk.press("G");
    desk.remove(3);
    desk.act(Action::Changed);
    assert_eq!(desk.selected(), Some(2));
    desk.book.clear();
    desk.act(Action::Changed);
    assert_eq!(desk.selected(), None);
    desk.book = orders(2);
    desk.act(Action::Changed);
    assert!(desk.selected().is_some());
}

#[test]
fn rows_that_arrive_above_leave_the_selection_where_it_is() {
    let mut desk = Desk::with(orders(3));
    desk.press("j");
    let mut new = row(9, Kind::Support);
    new.place.second = 0;
    desk.book.insert(0, new);
    desk.act(Action::Changed);
    assert_eq!(desk.selected(), Some(2));
    assert!(!desk.state.selection_unseen);
}

#[test]
fn a_late_answer_for_another_scope_is_ignored() {
    let mut desk = Desk::with(orders(3));
    let stale = RowsQuery {
        scope: crate::domain::listing::Scope {
            list: Some(List::Inbox),
            kind: Some(Kind::Support),
            owner: None,
            words: String::new(),
        },
        follow: None,
        from: From::Top,
        limit: 150,
    };
    let before = desk.state.clone();
    desk.act(Action::Loaded(Loaded::Rows {
        asked: stale,
        window: Window::default(),
    }));
    assert_eq!(desk.state, before);
}

#[test]
fn tab_goes_through_the_splits_and_round() {
    let mut book = orders(2);
    book.push(row(3, Kind::Support));
    let mut desk = Desk::with(book);
    desk.press("Tab");
    assert_eq!(desk.state.lists.inbox.split(), Some(Kind::Order));
    desk.press("Tab");
    assert_eq!(
        (desk.state.lists.inbox.split(), desk.selected()),
        (Some(Kind::Support), Some(3))
    );
    desk.press("Tab");
    assert_eq!(
        (desk.state.lists.inbox.split(), desk.selected()),
        (Some(Kind::FollowUp), None)
    );
    desk.press("Tab");
    assert_eq!(desk.state.lists.inbox.split(), None);
    desk.press("Shift-Tab");
    assert_eq!(desk.state.lists.inbox.split(), Some(Kind::FollowUp));
}

#[test]
fn each_list_keeps_its_selection_while_another_is_shown() {
    let mut desk = Desk::with(orders(5));
    desk.press("j");
    desk.press("j");
    desk.press("g w");
    assert_eq!((desk.view(), desk.selected()), (View::Waiting, Some(1)));
    desk.press("g i");
    assert_eq!((desk.view(), desk.selected()), (View::Inbox, Some(3)));
}

#[test]
fn a_failed_read_is_said_and_the_next_move_asks_again() {
    let mut desk = Desk::with(orders(400));
    desk.act(Action::ReadFailed(
        "cannot read the list: disk I/O error".to_owned(),
    ));
    assert!(desk.status().contains("disk"));
    for _ in 0..140 {
        desk.press("j");
    }
    assert_eq!(desk.selected(), Some(141));
}

mod any_order {
    use super::*;
    use proptest::prelude::*;

    #[derive(Debug, Clone)]
    enum Step {
        Key(&'static str),
        Commit,
        Fail,
        Remove(usize),
        Reload,
        Frame,
    }

    fn step() -> impl Strategy<Value = Step> {
        let keys = [
            "j", "k", "d", "x", "*", "s", "G", "g g", "Tab", "h l", "Esc", "Enter", "m n", "r x", "1", ".",
        ];
        prop_oneof![
            4 => proptest::sample::select(keys.to_vec()).prop_map(Step::Key),
            2 => Just(Step::Commit),
            1 => Just(Step::Fail),
            1 => (0_usize..40).prop_map(Step::Remove),
            1 => Just(Step::Reload),
            1 => Just(Step::Frame),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        /// Whatever happens, the selection is a row of the window that is not on its way, or there is no such row.
        #[test]
        fn the_selection_is_always_a_row_that_is_there(steps in proptest::collection::vec(step(), 1..60)) {
            let mut desk = Desk::with(orders(40));
            for step in steps {
                match step {
                    Step::Key(keys) => drop(desk.press(keys)),
                    Step::Commit => {
                        if let Some((_, sent)) = desk.state.writes.sent.first_key_value() {
                            let leaving = sent.leaving.clone();
                            desk.book.retain(|row| !leaving.contains(&row.item));
                            desk.commit("done");
                        }
                    }
                    Step::Fail => {
                        if !desk.state.writes.sent.is_empty() {
                            desk.fail("refused");
                        }
                    }
                    Step::Remove(at) => {
                        if at < desk.book.len() {
                            desk.book.remove(at);
                        }
                    }
                    Step::Reload => drop(desk.act(Action::Changed)),
                    Step::Frame => drop(desk.act(Action::Drawn { rows: 20, scroll: None, typing: 0 })),
                }
                if let Some(list) = desk.state.list() {
                    match list.selected {
                        Some(item) => prop_assert!(list.row(item).is_some(), "{item} is not in the window"),
                        None => prop_assert!(
                            list.window.rows.iter().all(|row| desk.state.in_flight.contains_key(&row.item))
                        ),
                    }
                }
            }
        }
    }
}
