//! Registers: the selection by record, windows, splits, words, and keys on rows that are items and on rows that are not.

use super::*;
use crate::app::Hit;
use crate::domain::command::AccountRef;
use crate::domain::ids::PromiseNo;
use crate::domain::register::{
    AccountSplit, Cell, Page, PlaceKey, PromiseSplit, Record, Register, RegisterPlace, Split,
};

/// A client of this number, at that place in Accounts.
pub(super) fn client(number: i64) -> RegisterRow {
    RegisterRow {
        record: Record::Account(AccountNo(number)),
        place: RegisterPlace {
            stretch: 0,
            keys: vec![PlaceKey::Int(number)],
        },
        section: String::new(),
        account: Some(AccountNo(number)),
        client: format!("Client {number}"),
        cells: vec![Cell::none(); 3],
        item: None,
        row: None,
    }
}

/// A promise of this number that waits as an item of the same number and ten.
fn promise(number: i64) -> RegisterRow {
    let item = row(number + 10, Kind::FollowUp);
    RegisterRow {
        record: Record::Promise(PromiseNo(number)),
        item: Some(item.item),
        row: Some(Box::new(item)),
        ..client(number)
    }
}

fn accounts(count: i64) -> Desk {
    let mut desk = Desk::with(orders(3));
    desk.records = (1..=count).map(client).collect();
    desk.press("g a");
    desk.log.clear();
    desk.reads = 0;
    desk
}

fn promises(count: i64) -> Desk {
    let mut desk = Desk::with(orders(3));
    desk.records = (1..=count).map(promise).collect();
    desk.press("g p");
    desk
}

fn record(desk: &Desk) -> i64 {
    let selected = desk.state.register().and_then(|list| list.selected);
    selected.expect("a row is selected").number()
}

#[test]
fn each_register_is_two_keys_away() {
    let mut desk = Desk::with(orders(3));
    for (keys, register) in [
        ("g c", Register::Calls),
        ("g a", Register::Accounts),
        ("g p", Register::Promises),
        ("g o", Register::Outcomes),
        ("g d", Register::Pipeline),
    ] {
        desk.press(keys);
        assert_eq!(desk.view(), View::Register(register));
        assert_eq!(desk.state.register().unwrap().scope.split, register.opens_with());
        assert!(desk.state.list().is_none());
    }
}

#[test]
fn the_selection_moves_by_row_half_page_and_to_the_ends() {
    let mut desk = accounts(300);
    assert_eq!(record(&desk), 1);
    desk.press("j j k");
    assert_eq!(record(&desk), 2);
    desk.press("Ctrl-d");
    assert_eq!(record(&desk), 12);
    desk.press("G");
    assert_eq!(record(&desk), 300);
    desk.press("g g");
    assert_eq!(record(&desk), 1);
}

#[test]
fn a_window_grows_at_its_edge_and_each_row_is_read_once() {
    let mut desk = accounts(1_000);
    for _ in 0..600 {
        desk.press("j");
    }
    assert_eq!(record(&desk), 601);
    // A hundred rows at first, then seventy-five at a time.
    assert!(desk.reads <= 8, "{}", desk.reads);
    assert!(desk.state.register().unwrap().window.rows.len() <= 200);
    for _ in 0..600 {
        desk.press("k");
    }
    assert_eq!(record(&desk), 1);
}

#[test]
fn a_selection_keeps_to_its_record_as_rows_move() {
    let mut desk = accounts(30);
    desk.press("j j j j");
    assert_eq!(record(&desk), 5);
    // Another program adds a client before it and takes the one after it away.
    desk.records.insert(0, client(0));
    desk.records.retain(|row| row.record.number() != 6);
    desk.act(Action::Changed);
    assert_eq!(record(&desk), 5);
    // The record itself goes: the next one takes its place, and is seen before it is acted on.
    desk.records.retain(|row| row.record.number() != 5);
    desk.act(Action::Changed);
    assert_eq!(record(&desk), 7);
    assert!(desk.state.selection_unseen);
    assert!(wrote_nothing(&desk.press("c")));
    assert!(desk.state.overlay.is_none());
    desk.act(Action::Drawn {
        rows: 20,
        scroll: None,
        typing: 0,
    });
    desk.press("c");
    assert!(matches!(desk.overlay(), Overlay::Call(_)));
}

#[test]
fn splits_go_round_and_are_read_from_their_top() {
    let mut desk = promises(3);
    desk.press("j Enter");
    assert!(desk.state.detail.open);
    desk.press("Tab");
    let scope = |desk: &Desk| desk.state.register().unwrap().scope.split;
    assert_eq!(scope(&desk), Register::Promises.splits()[1]);
    assert!(!desk.state.detail.open, "a split is a list again");
    let count = Register::Promises.splits().len();
    for _ in 1..count {
        desk.press("Tab");
    }
    assert_eq!(scope(&desk), Split::Promises(PromiseSplit::ByDate));
    desk.press("Shift-Tab");
    let last = Register::Promises.splits()[count - 1];
    assert_eq!(scope(&desk), last);
    // The name of a split is clicked; one of another register is not there to be clicked.
    let first = Split::Promises(PromiseSplit::ByDate);
    desk.act(Action::Click(Some(Hit::RegisterSplit(first))));
    assert_eq!(scope(&desk), first);
    desk.act(Action::Click(Some(Hit::RegisterSplit(Split::Accounts(
        AccountSplit::ByName,
    )))));
    assert_eq!(scope(&desk), first);
}

#[test]
fn words_narrow_a_register_as_they_are_typed_and_esc_takes_them_away() {
    for key in ["/", "\\"] {
        let mut desk = accounts(30);
        desk.press("j j");
        desk.press(key);
        let effects = desk.type_text("nt 2");
        let asked = effects
            .iter()
            .rev()
            .find_map(|effect| match effect {
                Effect::Ask(Question::Register(asked)) => Some(asked.clone()),
                _ => None,
            })
            .expect("words are asked for on the worker");
        assert_eq!(asked.scope.words, "nt 2");
        let window = desk.records(&asked);
        desk.act(Action::Loaded(Loaded::Register {
            asked,
            window,
            summary: None,
        }));
        assert_eq!(desk.state.register().unwrap().window.rows.len(), 11);
        desk.press("Enter");
        assert_eq!(record(&desk), 2);
        desk.press("Esc");
        assert_eq!(desk.state.register().unwrap().scope.words, "");
        assert_eq!(record(&desk), 2, "the row is still selected");
        assert_eq!(desk.view(), View::Register(Register::Accounts));
        desk.press(key);
        desk.type_text("zzz");
        desk.press("Esc");
        assert_eq!(record(&desk), 2);
    }
}

#[test]
fn enter_opens_the_page_and_keys_scroll_it_or_go_on() {
    let mut desk = accounts(30);
    let effects = update(&mut desk.state, Action::Key("Enter".parse().unwrap()));
    assert_eq!(
        effects,
        [Effect::ReadWhenIdle(Query::Page(Record::Account(AccountNo(1))))]
    );
    desk.press("j j");
    assert_eq!((record(&desk), desk.state.detail.scroll.first), (1, 2));
    desk.press("J");
    assert_eq!((record(&desk), desk.state.detail.scroll.first), (2, 0));
    desk.press("K");
    assert_eq!(record(&desk), 1);
    desk.press("Esc");
    assert!(!desk.state.detail.open);
    assert_eq!(desk.view(), View::Register(Register::Accounts));
    desk.press("Esc");
    assert_eq!(desk.view(), View::Inbox);
}

#[test]
fn a_page_that_comes_late_is_not_shown_for_another_record() {
    let mut desk = accounts(3);
    let page = || {
        let mut page = Page::new();
        page.title("Client 1");
        Some(Box::new(page))
    };
    let loaded = |number| {
        Action::Loaded(Loaded::Page {
            record: Record::Account(AccountNo(number)),
            page: page(),
        })
    };
    desk.act(loaded(1));
    assert!(desk.state.page_of_selected().is_some());
    desk.press("j");
    assert!(desk.state.page_of_selected().is_none());
    desk.act(loaded(1));
    assert!(desk.state.page_of_selected().is_none());
}

#[test]
fn on_a_row_that_is_an_item_the_keys_of_items_work() {
    let mut desk = promises(3);
    desk.press("j");
    let Command::HandOff { items, .. } = written(&desk.press("d")) else {
        panic!()
    };
    assert_eq!(items, [ItemNo(12)]);
    desk.commit("#12 handed to Maria");
    let Command::HandOff { items, to, .. } = written(&desk.press("2")) else {
        panic!()
    };
    assert_eq!(
        (items, to),
        (
            vec![ItemNo(12)],
            crate::domain::command::Recipient::Owner(OwnerNo(2))
        )
    );
    desk.commit("#12 handed to Dev");
    desk.press("e");
    assert!(matches!(written(&desk.press("y")), Command::Finish { .. }));
    desk.commit("#12 finished");
    for (keys, title) in [
        ("t", "Client told: #12 Client 12"),
        ("a", "Note on #12 Client 12"),
    ] {
        desk.press(keys);
        let Overlay::Form(form) = desk.overlay() else {
            panic!()
        };
        assert_eq!(form.title, title);
        desk.press("Esc");
    }
    desk.press("h");
    assert!(matches!(written(&desk.press("w")), Command::Snooze { .. }));
    desk.commit("#12 asleep");
    assert!(matches!(
        written(&desk.press("s")),
        Command::Star { urgent: true, .. }
    ));
    desk.commit("#12 urgent");
    desk.press("c");
    let Overlay::Call(call) = desk.overlay() else {
        panic!()
    };
    assert_eq!((call.item, call.account), (Some(ItemNo(12)), Some(AccountNo(12))));
}

#[test]
fn on_a_row_that_is_no_item_a_call_and_an_item_are_for_its_client_and_the_rest_says_so() {
    let mut desk = accounts(3);
    desk.press("j c");
    let Overlay::Call(call) = desk.overlay() else {
        panic!()
    };
    assert_eq!(
        (call.client.as_str(), call.account, call.item),
        ("Client 2", Some(AccountNo(2)), None)
    );
    desk.press("c");
    let Command::LogCall(call) = written(&desk.press("Enter")) else {
        panic!()
    };
    assert_eq!(
        (call.account, call.item),
        (AccountRef::Number(AccountNo(2)), None)
    );
    desk.commit("call with Client 2 logged");

    desk.press("i");
    let Overlay::Add(add) = desk.overlay() else {
        panic!()
    };
    assert_eq!(add.input.value(), "Client 2: ");
    assert_eq!(add.understood, crate::app::overlay::Understood::Plain);
    desk.press("Esc");
    assert!(
        desk.state.overlay.is_none(),
        "nothing was typed that could be dropped"
    );
    desk.press("i");
    desk.type_text("ask about spring");
    let Command::Add(draft) = written(&desk.press("Enter")) else {
        panic!()
    };
    assert_eq!(
        (draft.account.as_str(), draft.subject.as_str()),
        ("Client 2", "ask about spring")
    );
    desk.commit("added");

    for keys in [
        "d", "3", "D", "w", "f", "y", "T", "t", "e", "m", "h", "l", "a", "s", "#", "R", "r a", "r d",
    ] {
        assert!(wrote_nothing(&desk.press(keys)), "{keys}");
        assert!(desk.state.overlay.is_none(), "{keys}");
        let words = desk.status();
        assert!(
            words.starts_with("a client is no item: ") && words.contains("c logs a call") || keys == "3",
            "{keys}: {words}"
        );
    }
}

#[test]
fn a_row_is_followed_by_its_item_when_something_is_undone() {
    let mut desk = promises(30);
    desk.press("u");
    let ticket = *desk.state.writes.sent.keys().next().unwrap();
    let done = Done {
        command: CommandNo(1),
        words: "taken back: #27 asleep".to_owned(),
        items: vec![ItemNo(27)],
        left_out: Vec::new(),
        draft: None,
        remark: None,
        undo: None,
        over: None,
        lesson: None,
    };
    desk.act(Action::Committed { ticket, done });
    assert_eq!(record(&desk), 17, "the promise that waits as #27");
}

#[test]
fn what_depends_on_the_time_is_read_again_each_minute_and_only_there() {
    let mut desk = accounts(3);
    desk.act(Action::Tick(now() + chrono::Duration::seconds(59)));
    assert_eq!(desk.reads, 0);
    desk.act(Action::Loaded(Loaded::Register {
        asked: RowsQuery {
            scope: desk.state.register().unwrap().scope.clone(),
            follow: None,
            from: From::Top,
            limit: 100,
        },
        window: Window::default(),
        summary: Some(Page::new()),
    }));
    desk.act(Action::Tick(now() + chrono::Duration::seconds(61)));
    assert_eq!(desk.reads, 1);
    desk.press("g i");
    desk.reads = 0;
    desk.act(Action::Tick(now() + chrono::Duration::seconds(200)));
    assert_eq!(desk.reads, 0);
}

#[test]
fn the_mouse_selects_and_opens_a_record() {
    let mut desk = accounts(30);
    let seven = Hit::Record(Record::Account(AccountNo(7)));
    desk.act(Action::Click(Some(seven)));
    assert_eq!((record(&desk), desk.state.detail.open), (7, false));
    desk.act(Action::Click(Some(seven)));
    assert!(desk.state.detail.open);
    desk.act(Action::Click(Some(Hit::View(View::Register(Register::Pipeline)))));
    assert_eq!(desk.view(), View::Register(Register::Pipeline));
}

#[test]
fn help_and_palette_speak_of_the_register() {
    let mut desk = accounts(3);
    desk.press("?");
    let Overlay::Help(help) = desk.overlay() else {
        panic!()
    };
    assert_eq!(help.title, "Accounts");
    let search = crate::app::overlay::HelpLine::Keys {
        keys: "/".to_owned(),
        words: "search this view".to_owned(),
    };
    assert!(help.lines.contains(&search), "{:?}", help.lines);
    desk.press("q Enter ?");
    let Overlay::Help(help) = desk.overlay() else {
        panic!()
    };
    assert_eq!(help.title, "Accounts", "with its page open, too");
    assert!(help.lines.contains(&search));
    desk.press("q Esc :");
    desk.type_text("go to pipe");
    desk.press("Enter");
    assert_eq!(desk.view(), View::Register(Register::Pipeline));
}
