//! Accounts and people: the card, who is who, cards to fill in, merging.

use super::*;
use crate::app::action::AccountLoaded;
use crate::app::effect::AccountQuery;
use crate::app::overlay::ClientOverlay;
use crate::domain::account::{Account, AccountCommand, ListEdit, Person, PersonEdit};
use crate::domain::card::{Card, Line};
use crate::domain::command::AccountRef;
use crate::domain::ids::PersonNo;
use crate::domain::register::{Cell, PlaceKey, Record, RegisterPlace, RegisterRow};

const CLIENT: AccountNo = AccountNo(1);

fn person(number: i64, name: &str, role: &str) -> Person {
    Person {
        number: PersonNo(number),
        account: CLIENT,
        account_name: "Client 1".into(),
        name: name.into(),
        role: role.into(),
        champion: false,
        gone: false,
        phones: vec!["030 1234567".into()],
        emails: Vec::new(),
        words: String::new(),
    }
}

fn people() -> Action {
    Action::Loaded(Loaded::Account(AccountLoaded::People {
        asked: AccountRef::Number(CLIENT),
        people: vec![person(7, "Ines Weber", "IT lead"), person(8, "Jo Ek", "")],
    }))
}

fn asked(effects: &[Effect], query: AccountQuery) -> bool {
    effects.contains(&Effect::Read(Query::Account(query)))
}

/// Accounts with two clients in it, the first one selected.
fn accounts() -> Desk {
    let mut desk = Desk::with(orders(1));
    desk.records = (1..=2)
        .map(|number| RegisterRow {
            record: Record::Account(AccountNo(number)),
            place: RegisterPlace {
                stretch: 0,
                keys: vec![PlaceKey::Int(number)],
            },
            section: String::new(),
            account: Some(AccountNo(number)),
            client: format!("Client {number}"),
            cells: Vec::new(),
            item: None,
            row: None,
        })
        .collect();
    desk.press("g a");
    desk
}

fn account_command(effects: &[Effect]) -> AccountCommand {
    match written(effects) {
        Command::Account(command) => command,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_boss_card_opens_on_a_row_is_copied_and_closed() {
    let mut desk = Desk::with(orders(2));
    assert!(asked(&desk.press("B"), AccountQuery::Card(CLIENT)));
    // Until the card is there, nothing is copied.
    assert_eq!(desk.press("y"), []);
    let card = Card {
        account: CLIENT,
        name: "Client 1".into(),
        lines: vec![Line {
            about: "Outcome",
            words: "No outcome is noted for them.".into(),
        }],
    };
    desk.act(Action::Loaded(Loaded::Account(AccountLoaded::Card {
        account: CLIENT,
        card: Some(Box::new(card)),
    })));
    assert_eq!(
        desk.press("y"),
        [Effect::CopyText {
            text: "Client 1. No outcome is noted for them.".into(),
            what: "the card of Client 1".into(),
        }]
    );
    desk.act(Action::TextCopied {
        what: "the card of Client 1".into(),
    });
    assert_eq!(desk.status(), "the card of Client 1 copied");
    desk.press("Esc");
    assert_eq!((desk.state.overlay.is_none(), desk.selected()), (true, Some(1)));
}

#[test]
fn where_nothing_of_a_client_is_selected_the_card_asks_whose() {
    let mut desk = Desk::with(orders(1));
    desk.press("g k");
    let effects = desk.press("B");
    assert_eq!(effects, [Effect::Ask(Question::Clients(String::new()))]);
    assert_eq!(desk.type_text("b"), [Effect::Ask(Question::Clients("b".into()))]);
    // An answer to what was typed before comes too late.
    let found = |typed: &str, name: &str| {
        Action::Loaded(Loaded::Account(AccountLoaded::Found {
            typed: typed.into(),
            accounts: vec![(AccountNo(9), name.into())],
        }))
    };
    desk.act(found("", "Acme"));
    desk.act(found("b", "Borealis"));
    assert!(asked(&desk.press("Enter"), AccountQuery::Card(AccountNo(9))));
    let Overlay::Client(ClientOverlay::Card(card)) = desk.overlay() else {
        panic!("the card lies on top");
    };
    assert_eq!(card.client, "Borealis");
}

#[test]
fn an_account_that_is_gone_closes_its_card_with_a_word() {
    let mut desk = Desk::with(orders(1));
    desk.press("B");
    desk.act(Action::Loaded(Loaded::Account(AccountLoaded::Card {
        account: CLIENT,
        card: None,
    })));
    assert!(desk.state.overlay.is_none());
    assert!(desk.status().contains("gone"), "{}", desk.status());
}

#[test]
fn a_persons_card_saves_what_was_changed_and_only_that() {
    let mut desk = Desk::with(orders(1));
    assert!(asked(
        &desk.press("P"),
        AccountQuery::People(AccountRef::Number(CLIENT))
    ));
    desk.act(people());
    desk.type_text("ines");
    desk.press("Enter");
    desk.press("Tab Tab");
    desk.type_text("yes");
    assert_eq!(
        account_command(&desk.press("Enter")),
        AccountCommand::EditPerson {
            person: PersonNo(7),
            edit: Box::new(PersonEdit {
                champion: Some(true),
                ..PersonEdit::default()
            }),
        }
    );
    desk.commit("Ines Weber of Client 1 edited");
    desk.press("P");
    desk.act(people());
    desk.press("Enter");
    assert!(wrote_nothing(&desk.press("Enter")));
    assert_eq!(desk.status(), "nothing was changed");
}

#[test]
fn a_name_that_nobody_has_is_somebody_new() {
    let mut desk = Desk::with(orders(1));
    desk.press("P");
    desk.act(people());
    desk.type_text("Ana Lima");
    desk.press("Enter");
    desk.press("Tab Tab Tab");
    desk.type_text("call her");
    // What is no number is not saved, and said.
    assert!(wrote_nothing(&desk.press("Enter")));
    let Overlay::Form(form) = desk.overlay() else {
        panic!("the form stays");
    };
    assert!(
        form.problem
            .as_ref()
            .is_some_and(|words| words.contains("no telephone number"))
    );
    desk.press("ctrl-u");
    desk.type_text("+49 30 1, +49 40 2222");
    desk.press("ctrl-u");
    desk.type_text("+49 30 1234567, +49 40 2222222");
    let AccountCommand::AddPerson { account, person } = account_command(&desk.press("Enter")) else {
        panic!("somebody is added");
    };
    assert_eq!(
        (account, person.name.as_str()),
        (AccountRef::Number(CLIENT), "Ana Lima")
    );
    assert_eq!(person.phones, ["+49 30 1234567", "+49 40 2222222"]);
}

#[test]
fn a_call_offers_whom_we_know_there() {
    let mut desk = Desk::with(orders(1));
    assert!(asked(
        &desk.press("c c"),
        AccountQuery::People(AccountRef::Number(CLIENT))
    ));
    desk.act(people());
    desk.press("Tab Tab Tab");
    desk.type_text("web");
    let Command::LogCall(draft) = written(&desk.press("Enter")) else {
        panic!("a call is logged");
    };
    assert_eq!(draft.person, "Ines Weber");
    // Somebody else is taken as typed.
    desk.commit("call logged");
    desk.press("c c");
    desk.act(people());
    desk.press("Tab Tab Tab");
    desk.type_text("her boss");
    let Command::LogCall(draft) = written(&desk.press("Enter")) else {
        panic!("a call is logged");
    };
    assert_eq!(draft.person, "her boss");
}

#[test]
fn an_accounts_card_is_edited_in_accounts() {
    let mut desk = accounts();
    assert!(asked(&desk.press("E"), AccountQuery::Whole(CLIENT)));
    let account = Account {
        number: CLIENT,
        name: "Client 1".into(),
        domain: "client.example".into(),
        tags: vec!["vip".into()],
        phones: vec!["030 1234567".into()],
        emails: Vec::new(),
    };
    desk.act(Action::Loaded(Loaded::Account(AccountLoaded::Whole(Some(
        Box::new(account),
    )))));
    desk.press("Tab Tab");
    desk.type_text(" #North");
    desk.press("Tab ctrl-u");
    let AccountCommand::Edit { account, edit } = account_command(&desk.press("Enter")) else {
        panic!("the account is edited");
    };
    assert_eq!(account, CLIENT);
    assert_eq!((edit.name, edit.domain), (None, None));
    assert_eq!(edit.tags, ListEdit::all(vec!["vip".into(), "north".into()]));
    assert_eq!(edit.phones, ListEdit::all(Vec::new()));
    assert!(edit.emails.is_nothing());
}

#[test]
fn two_accounts_become_one_only_after_a_yes() {
    let mut desk = accounts();
    let answer = Action::Loaded(Loaded::Account(AccountLoaded::Found {
        typed: String::new(),
        accounts: vec![(CLIENT, "Client 1".into()), (AccountNo(2), "Client 2".into())],
    }));
    for yes in [false, true] {
        desk.press("M");
        // The account itself is not among those it may become part of.
        desk.act(answer.clone());
        desk.press("Enter");
        let effects = desk.press(if yes { "y" } else { "n" });
        if yes {
            assert_eq!(
                account_command(&effects),
                AccountCommand::Merge {
                    from: CLIENT,
                    into: AccountNo(2),
                }
            );
        } else {
            assert!(wrote_nothing(&effects));
            assert_eq!(desk.status(), "both accounts stay");
        }
    }
}

#[test]
fn the_ready_list_is_asked_of_the_worker() {
    let mut desk = accounts();
    let effects = desk.press("Tab");
    assert!(
        effects
            .iter()
            .any(|effect| matches!(effect, Effect::Ask(Question::Register(_)))),
        "{effects:?}"
    );
}

#[test]
fn among_duplicates_merging_offers_the_other_of_the_two() {
    let mut desk = accounts();
    for (row, other) in desk.records.iter_mut().zip(["Acme", "Borealis"]) {
        row.cells = vec![Cell::text(other)];
    }
    desk.press("Tab");
    let effects = desk.press("Tab");
    let asked = effects.into_iter().find_map(|effect| match effect {
        Effect::Ask(Question::Register(asked)) => Some(asked),
        _ => None,
    });
    let window = desk.records(asked.as_ref().unwrap());
    desk.act(Action::Loaded(Loaded::Register {
        asked: asked.unwrap(),
        window,
        summary: None,
    }));
    let effects = desk.press("M");
    assert_eq!(effects, [Effect::Ask(Question::Clients("Acme".into()))]);
}
