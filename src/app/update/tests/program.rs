//! The palette, help, one-line add, undo.

use super::*;
use crate::app::Scroll;
use crate::app::overlay::{CallStep, HelpLine, Understood};

#[test]
fn every_action_of_the_view_is_found_in_the_palette_by_name() {
    let mut desk = Desk::with(orders(3));
    desk.press(":");
    let Overlay::Palette(palette) = desk.overlay() else {
        panic!()
    };
    assert!(
        palette
            .entries
            .iter()
            .any(|entry| entry.words == "hand off to Maria" && entry.keys == "1")
    );
    assert!(
        palette
            .entries
            .iter()
            .any(|entry| entry.words.contains("hand off to the owner shown"))
    );
    desk.type_text("snze");
    let Overlay::Palette(palette) = desk.overlay() else {
        panic!()
    };
    assert_eq!(palette.entries[palette.found[0]].keys, "h");
    desk.press("Enter");
    assert!(matches!(desk.overlay(), Overlay::Snooze(_)));
    desk.press("Esc Ctrl-k");
    desk.type_text("qqqq");
    desk.press("Enter");
    assert!(desk.status().contains("no action matches"));
}

#[test]
fn the_palette_of_a_view_holds_what_that_view_can_do() {
    let mut desk = Desk::with(orders(3));
    desk.press("g k :");
    desk.type_text("csv");
    let effects = desk.press("Enter");
    assert!(
        matches!(effects.as_slice(), [Effect::Export { .. }]),
        "{effects:?}"
    );
}

#[test]
fn help_lists_every_key_of_the_screen_under_headings() {
    let mut desk = Desk::with(orders(3));
    desk.press("?");
    let Overlay::Help(help) = desk.overlay() else {
        panic!()
    };
    assert_eq!(help.title, "Inbox");
    let keys: Vec<&str> = help
        .lines
        .iter()
        .filter_map(|line| match line {
            HelpLine::Keys { keys, .. } => Some(keys.as_str()),
            HelpLine::Heading(_) => None,
        })
        .collect();
    for wanted in ["d", "1 – 9", "ra", "gg  Home", "Tab", "#"] {
        assert!(keys.contains(&wanted), "{wanted} in {keys:?}");
    }
    assert!(help.lines.contains(&HelpLine::Heading("Handing off")));
    desk.press("j j k G");
    let Overlay::Help(help) = desk.overlay() else {
        panic!()
    };
    assert!(help.scroll.first > 0);
    desk.press("q");
    assert!(desk.state.overlay.is_none());
}

#[test]
fn one_line_adds_an_item_and_shows_what_it_understood() {
    let mut desk = Desk::with(orders(1));
    desk.press("i");
    desk.type_text("order Acme Pumps: 40 pallets to Rotterdam fri 10:00 ! @maria €48200");
    let Overlay::Add(add) = desk.overlay() else {
        panic!()
    };
    assert_eq!(add.understood, Understood::As("Enter adds it".to_owned()));
    assert!(
        add.parts.contains(&("client", "Acme Pumps".to_owned())),
        "{:?}",
        add.parts
    );
    assert!(add.parts.contains(&("owner", "Maria".to_owned())));
    assert!(
        add.parts
            .contains(&("client hears", "Fri 27 Nov 10:00".to_owned()))
    );
    let Command::Add(draft) = written(&desk.press("Enter")) else {
        panic!()
    };
    assert_eq!(
        (draft.subject.as_str(), draft.urgent),
        ("40 pallets to Rotterdam", true)
    );
}

#[test]
fn a_line_that_says_too_little_is_not_added() {
    let mut desk = Desk::with(orders(1));
    desk.press("i");
    assert!(wrote_nothing(&desk.press("Enter")));
    desk.type_text("order Acme");
    assert!(wrote_nothing(&desk.press("Enter")));
    let Overlay::Add(add) = desk.overlay() else {
        panic!()
    };
    assert!(matches!(add.understood, Understood::Not(_)));
    desk.type_text(": pumps @nobody");
    assert!(
        wrote_nothing(&desk.press("Enter")),
        "an owner that does not exist"
    );
}

#[test]
fn what_was_added_or_undone_is_selected() {
    let mut desk = Desk::with(orders(3));
    desk.press("d");
    desk.remove(1);
    desk.commit("#1 handed to Maria");
    assert_eq!(desk.selected(), Some(2));
    assert_eq!(written(&desk.press("u")), Command::Undo(None));
    desk.book.insert(0, row(1, Kind::Order));
    let done = Done {
        command: CommandNo(2),
        words: "taken back: #1 handed to Maria".to_owned(),
        items: vec![ItemNo(1)],
        left_out: Vec::new(),
        draft: None,
        remark: None,
        undo: None,
        over: None,
        lesson: None,
    };
    desk.act(Action::Committed {
        ticket: ticket(2),
        done,
    });
    assert_eq!(desk.selected(), Some(1));
    assert_eq!(desk.status(), "taken back: #1 handed to Maria");
    assert_eq!(written(&desk.press("Ctrl-r")), Command::Redo);
}

#[test]
fn an_undo_that_touches_the_selected_row_too_leaves_it_selected() {
    let mut desk = Desk::with(orders(3));
    desk.press("x x x s");
    desk.commit("3 rows starred as urgent");
    desk.press("g g j u");
    let done = Done {
        command: CommandNo(2),
        words: "taken back: 3 rows starred as urgent".to_owned(),
        items: vec![ItemNo(1), ItemNo(2), ItemNo(3)],
        left_out: Vec::new(),
        draft: None,
        remark: None,
        undo: None,
        over: None,
        lesson: None,
    };
    desk.act(Action::Committed {
        ticket: ticket(2),
        done,
    });
    assert_eq!(desk.selected(), Some(2));
}

#[test]
fn nothing_to_undo_is_said() {
    let mut desk = Desk::with(orders(1));
    desk.press("u");
    desk.fail("there is nothing to undo");
    assert_eq!(desk.status(), "there is nothing to undo");
}

/// No key is dead: what a view offers changes something, asks for something or says why it does not.
#[test]
fn everything_that_a_view_offers_does_something_or_says_why_not() {
    let views: [(&str, View); 4] = [
        ("g i", View::Inbox),
        ("g w Enter", View::Waiting),
        ("g r", View::Orchestra),
        ("g k", View::Week),
    ];
    for (keys, view) in views {
        let mut book = orders(30);
        book[14] = with_dev(row(15, Kind::Support));
        let mut desk = Desk::with(book);
        desk.press("PgDn k k k k k k");
        desk.press("g w PgDn k k k k k k g i");
        desk.press(keys);
        desk.press("j");
        desk.state.week.scroll = Scroll::from(3);
        assert_eq!(desk.view(), view);
        let mode = desk.state.mode();
        for &intent in desk.state.keymap.offered(mode) {
            let mut state = desk.state.clone();
            let effects = super::super::keys::asked(&mut state, intent, None);
            let going_nowhere = intent.group() == crate::keys::Group::Moving
                || intent.group() == crate::keys::Group::Views
                || state != desk.state;
            assert!(
                going_nowhere || !effects.is_empty(),
                "{intent} on {view:?} does nothing"
            );
        }
    }
}

#[test]
fn what_is_typed_as_it_stands_leaves_no_room_for_scattered_letters() {
    let mut desk = Desk::with(orders(3));
    desk.press(":");
    desk.type_text("sno");
    let Overlay::Palette(palette) = desk.overlay() else {
        panic!()
    };
    let words: Vec<&str> = palette
        .found
        .iter()
        .map(|at| palette.entries[*at].words.as_str())
        .collect();
    assert_eq!(words, ["snooze until a time"]);
}

#[test]
fn a_page_is_scrolled_no_further_than_it_was_drawn() {
    let drawn = |desk: &mut Desk, first| {
        let scroll = Some(Scroll { first, last: Some(7) });
        desk.act(Action::Drawn {
            rows: 20,
            scroll,
            typing: 0,
        });
    };
    // The open detail, the week, and help: whatever of it keys scroll.
    let first = |state: &State| match (&state.overlay, state.view) {
        (Some(Overlay::Help(help)), _) => help.scroll.first,
        (_, View::Week) => state.week.scroll.first,
        _ => state.detail.scroll.first,
    };
    for keys in ["Enter", "g k", "?"] {
        let mut desk = Desk::with(orders(3));
        desk.press(keys);
        desk.press("G");
        drawn(&mut desk, 7);
        assert_eq!(first(&desk.state), 7);
        desk.press("k");
        assert_eq!(first(&desk.state), 6);
        drawn(&mut desk, 6);
        // Without a frame in between, too: it stands at its end, so the first key back is seen.
        desk.press("j j j G PgDn k");
        assert_eq!(first(&desk.state), 6);
        desk.act(Action::Scroll { lines: 9, over: None });
        assert_eq!(first(&desk.state), 7);
    }
}

#[test]
fn choices_that_do_not_fit_are_scrolled_and_still_answered_by_their_keys() {
    for keys in ["m", "h", "c", "e", "#"] {
        let mut desk = Desk::with(orders(3));
        desk.press(keys);
        let scroll = Some(Scroll {
            first: 0,
            last: Some(2),
        });
        desk.act(Action::Drawn {
            rows: 20,
            scroll,
            typing: 0,
        });
        desk.press("j Down j k");
        let first = |state: &State| match &state.overlay {
            Some(Overlay::Ask(ask)) => ask.scroll.first,
            Some(Overlay::Snooze(snooze)) => snooze.scroll.first,
            Some(Overlay::Call(call)) => match &call.step {
                CallStep::Outcome { scroll, .. } => scroll.first,
                _ => panic!("choices are shown"),
            },
            _ => panic!("choices are shown"),
        };
        assert_eq!(first(&desk.state), 1, "{keys}");
        desk.act(Action::Scroll { lines: 1, over: None });
        assert_eq!(first(&desk.state), 2, "{keys}");
        assert_eq!(desk.selected(), Some(1), "{keys}: the list behind stays");
    }
}

#[test]
fn tab_writes_out_a_known_client_in_the_line_that_adds() {
    let mut desk = Desk::with(orders(1));
    desk.press("i");
    desk.type_text("order acm");
    desk.act(Action::Loaded(Loaded::Accounts {
        typed: "acm".to_owned(),
        names: vec!["Acme Pumps".to_owned()],
    }));
    desk.press("Tab");
    desk.type_text("40 pallets");
    assert!(matches!(
        written(&desk.press("Enter")),
        Command::Add(draft) if draft.account == "Acme Pumps" && draft.subject == "40 pallets"
    ));
}

#[test]
fn names_that_come_late_are_not_offered_for_another_client() {
    let mut desk = Desk::with(orders(1));
    desk.press("i");
    desk.type_text("order nova");
    desk.act(Action::Loaded(Loaded::Accounts {
        typed: "nov".to_owned(),
        names: vec!["Novotny".to_owned()],
    }));
    let before = desk.overlay().clone();
    desk.press("Tab");
    assert_eq!(desk.overlay(), &before);
}
