//! Accounts and people: their cards, merging, what is found, and what is told of them.

mod merge;
mod told;

use super::Desk;
use crate::domain::account::{AccountCommand, AccountDraft, AccountEdit, ListEdit, PersonDraft, PersonEdit};
use crate::domain::command::{AccountRef, Command, Done};
use crate::domain::ids::{AccountNo, PersonNo};
use crate::domain::item::Kind;
use crate::domain::listing::Row;
use crate::domain::phone::Country;
use crate::store::Result;

/// Four accounts with an item each: Borealis (1), Acme (2), Øresund (3) and Borealis AG (4).
fn desk() -> Desk {
    let mut desk = Desk::new();
    desk.settings.country = Country::of("DE");
    desk.add(Kind::Support, "Borealis GmbH", "Login fails");
    desk.add(Kind::Order, "Acme Pumps", "40 pallets");
    desk.add(Kind::FollowUp, "Øresund Marine", "ask about the seals");
    desk.add(Kind::Order, "Borealis AG", "12 seals");
    desk
}

const BOREALIS: AccountNo = AccountNo(1);
const ACME: AccountNo = AccountNo(2);
const BOREALIS_AG: AccountNo = AccountNo(4);

fn act(desk: &mut Desk, command: AccountCommand) -> Done {
    desk.perform(&Command::Account(command))
}

fn refused(desk: &mut Desk, command: AccountCommand) -> String {
    let result: Result<Done> = desk.try_perform(&Command::Account(command));
    result.unwrap_err().to_string()
}

/// What else was said; nothing where nothing was.
fn remark(done: &Done) -> String {
    done.remark
        .as_ref()
        .map_or_else(String::new, |remark| remark.words().to_owned())
}

fn texts(list: &[&str]) -> Vec<String> {
    list.iter().map(|text| (*text).to_owned()).collect()
}

fn add_person(desk: &mut Desk, account: AccountNo, name: &str, phones: &[&str], emails: &[&str]) -> PersonNo {
    act(
        desk,
        AccountCommand::AddPerson {
            account: AccountRef::Number(account),
            person: PersonDraft {
                name: name.to_owned(),
                phones: texts(phones),
                emails: texts(emails),
                ..PersonDraft::default()
            },
        },
    );
    let people = desk.reader.people_like(name, Some(account), 10).unwrap();
    people.iter().map(|person| person.number).max().unwrap()
}

fn edit(account: AccountNo, edit: AccountEdit) -> AccountCommand {
    let edit = Box::new(edit);
    AccountCommand::Edit { account, edit }
}

fn renamed(name: &str) -> AccountEdit {
    AccountEdit {
        name: Some(name.to_owned()),
        ..AccountEdit::default()
    }
}

fn open(desk: &Desk, account: AccountNo) -> Vec<Row> {
    let shown = desk
        .reader
        .account_shown(account, &desk.router(), &desk.settings, desk.now)
        .unwrap();
    shown.unwrap().open
}

fn found(desk: &Desk, words: &str) -> Vec<i64> {
    let found = desk
        .reader
        .accounts_found(words, desk.settings.country, "", 50)
        .unwrap();
    found.iter().map(|line| line.number.0).collect()
}

#[test]
fn an_account_is_added_edited_and_taken_back() {
    let mut desk = desk();
    let before = desk.contents();
    let done = act(
        &mut desk,
        AccountCommand::Add(AccountDraft {
            name: " Nordlicht  AB ".into(),
            domain: "https://www.Nordlicht.example/".into(),
            tags: texts(&["#Key Account", "north", "NORTH"]),
            phones: texts(&["030 1234567"]),
            emails: texts(&["info@nordlicht.example"]),
        }),
    );
    assert_eq!(done.words, "account #5 Nordlicht AB added");
    let card = desk.reader.account(AccountNo(5)).unwrap().unwrap();
    assert_eq!(
        (card.domain.as_str(), card.tags.as_slice()),
        ("nordlicht.example", &texts(&["key-account", "north"])[..])
    );
    assert_eq!(
        (card.phones, card.emails),
        (texts(&["030 1234567"]), texts(&["info@nordlicht.example"]))
    );
    act(
        &mut desk,
        edit(
            AccountNo(5),
            AccountEdit {
                domain: Some(String::new()),
                tags: ListEdit {
                    add: texts(&["vip"]),
                    remove: texts(&["north"]),
                    ..ListEdit::default()
                },
                // The same number, written otherwise, and another.
                phones: ListEdit::all(texts(&["+49 30 123 45 67", "0171 5550100"])),
                ..AccountEdit::default()
            },
        ),
    );
    let card = desk.reader.account(AccountNo(5)).unwrap().unwrap();
    assert_eq!(
        (card.domain.as_str(), card.tags),
        ("", texts(&["key-account", "vip"]))
    );
    assert_eq!(card.phones, texts(&["+49 30 123 45 67", "0171 5550100"]));
    desk.perform(&Command::Undo(None));
    desk.perform(&Command::Undo(None));
    assert_eq!(desk.contents(), before);
    desk.perform(&Command::Redo);
    desk.perform(&Command::Redo);
    assert_eq!(
        desk.reader.account(AccountNo(5)).unwrap().unwrap().phones.len(),
        2
    );
}

#[test]
fn what_can_not_be_read_is_refused_and_changes_nothing() {
    let mut desk = desk();
    let before = desk.contents();
    let draft = |domain: &str, phone: &str| {
        AccountCommand::Add(AccountDraft {
            name: "New".into(),
            domain: domain.into(),
            phones: texts(&[phone]),
            ..AccountDraft::default()
        })
    };
    assert!(refused(&mut desk, draft("nowhere", "110")).contains("no domain"));
    assert!(refused(&mut desk, draft("", "call me")).contains("no telephone number"));
    let known = refused(
        &mut desk,
        AccountCommand::Add(AccountDraft {
            name: "BOREALIS gmbh".into(),
            ..AccountDraft::default()
        }),
    );
    assert!(known.contains("account #1"), "{known}");
    let same = refused(&mut desk, edit(BOREALIS, renamed("Borealis GmbH")));
    assert!(same.contains("nothing to change"), "{same}");
    assert_eq!(desk.contents(), before);
}

#[test]
fn a_renamed_account_is_still_found_under_its_earlier_names() {
    let mut desk = desk();
    let done = act(&mut desk, edit(BOREALIS, renamed("Aurora GmbH")));
    assert_eq!(done.words, "account #1 Borealis GmbH is called Aurora GmbH now");
    desk.add(Kind::Order, "borealis gmbh", "one more");
    let items = open(&desk, BOREALIS);
    assert_eq!(items.len(), 2);
    assert!(items.iter().all(|row| row.client == "Aurora GmbH"));
    assert_eq!(
        desk.reader.account_named("Borealis GmbH").unwrap().unwrap().0,
        BOREALIS
    );
    // And back again: the names change places, no third one is made.
    act(&mut desk, edit(BOREALIS, renamed("Borealis GmbH")));
    assert_eq!(
        desk.reader.account_named("Aurora GmbH").unwrap().unwrap().0,
        BOREALIS
    );
    assert_eq!(found(&desk, ""), [2, 4, 1, 3]);
    let taken = refused(&mut desk, edit(BOREALIS, renamed("Acme Pumps")));
    assert!(
        taken.contains("account merge #1 --into #2") || taken.contains("--into #2"),
        "{taken}"
    );
}

#[test]
fn a_new_account_that_may_be_known_is_offered_and_left_as_it_is() {
    let mut desk = desk();
    act(
        &mut desk,
        edit(
            ACME,
            AccountEdit {
                domain: Some("acme.example".into()),
                ..AccountEdit::default()
            },
        ),
    );
    for (name, domain) in [
        ("Acme Pumps Ltd", ""),
        ("Acne Pumps", ""),
        ("Haus am See", "acme.example"),
    ] {
        let done = act(
            &mut desk,
            AccountCommand::Add(AccountDraft {
                name: name.into(),
                domain: domain.into(),
                ..AccountDraft::default()
            }),
        );
        let remark = remark(&done);
        assert!(
            remark.contains("may be the same as Acme Pumps (account #2)"),
            "{name}: {remark}"
        );
    }
    let done = act(
        &mut desk,
        AccountCommand::Add(AccountDraft {
            name: "Acme Valves".into(),
            ..AccountDraft::default()
        }),
    );
    assert_eq!(done.remark, None);
    let (pairs, more) = desk.reader.duplicate_accounts(10).unwrap();
    assert!(!more);
    assert_eq!(pairs.len(), 4, "{pairs:?}");
}

#[test]
fn people_have_cards_and_are_found_by_them() {
    let mut desk = desk();
    let ines = add_person(
        &mut desk,
        BOREALIS,
        "Ines Weber",
        &["030 1234567"],
        &["Ines@Borealis.example"],
    );
    act(
        &mut desk,
        AccountCommand::EditPerson {
            person: ines,
            edit: Box::new(PersonEdit {
                role: Some("IT lead".into()),
                champion: Some(true),
                ..PersonEdit::default()
            }),
        },
    );
    let person = desk.reader.person(ines).unwrap().unwrap();
    assert_eq!(
        (person.introduced().as_str(), person.standing()),
        ("Ines Weber, IT lead", "champion")
    );
    for words in [
        "ines",
        "web",
        "it lead",
        "ines@borealis.example",
        "+49 30 12",
        "030 123 45",
        "borealis ines",
    ] {
        assert_eq!(found(&desk, words), [1], "{words}");
    }
    assert_eq!(found(&desk, "oresund"), [3]);
    assert_eq!(found(&desk, "øre"), [3]);
    assert_eq!(found(&desk, "0301239"), Vec::<i64>::new());
    assert_eq!(found(&desk, "nobody at all"), Vec::<i64>::new());
    // She changes the house: her number goes with her.
    act(
        &mut desk,
        AccountCommand::EditPerson {
            person: ines,
            edit: Box::new(PersonEdit {
                account: Some(ACME),
                ..PersonEdit::default()
            }),
        },
    );
    assert_eq!(found(&desk, "ines"), [2]);
    assert_eq!(found(&desk, "030 1234567"), [2]);
    let twice = act(
        &mut desk,
        AccountCommand::AddPerson {
            account: AccountRef::Number(ACME),
            person: PersonDraft {
                name: "ines weber".into(),
                ..PersonDraft::default()
            },
        },
    );
    assert!(remark(&twice).contains("twice now"));
}

#[test]
fn people_who_may_be_one_are_offered_by_name_phone_and_address() {
    let mut desk = desk();
    add_person(&mut desk, BOREALIS, "Ines Weber", &["030 1234567"], &[]);
    add_person(&mut desk, BOREALIS, "Ines Webber", &[], &["ines@gmail.com"]);
    add_person(&mut desk, ACME, "I. Weber", &["+49 30 1234567"], &[]);
    add_person(&mut desk, BOREALIS_AG, "Jo", &[], &["INES@gmail.com"]);
    let (pairs, _) = desk.reader.duplicate_people(10).unwrap();
    let shown: Vec<String> = pairs
        .iter()
        .map(|two| format!("{} / {}: {}", two.first, two.second, two.pair.why[0].words()))
        .collect();
    assert_eq!(
        shown,
        [
            "Ines Weber of Borealis GmbH / I. Weber of Acme Pumps: same phone",
            "Ines Webber of Borealis GmbH / Jo of Borealis AG: same e-mail",
            "Ines Weber of Borealis GmbH / Ines Webber of Borealis GmbH: a letter apart",
        ]
    );
    let (accounts, _) = desk.reader.duplicate_accounts(10).unwrap();
    let shown: Vec<(i64, i64)> = accounts
        .iter()
        .map(|two| (two.pair.first, two.pair.second))
        .collect();
    // The two Borealis by name; by phone and by address; nothing by gmail.com.
    assert_eq!(shown, [(1, 4), (1, 2)]);
}

#[test]
fn what_an_account_is_found_by_is_gathered_by_indexes_alone() {
    let desk = desk();
    let plan: Vec<String> = desk
        .store
        .connection
        .prepare("EXPLAIN QUERY PLAN SELECT * FROM account_words WHERE account = 1")
        .unwrap()
        .query_map([], |row| row.get(3))
        .unwrap()
        .collect::<rusqlite::Result<_>>()
        .unwrap();
    assert!(!plan.iter().any(|line| line.starts_with("SCAN")), "{plan:#?}");
}

#[test]
fn accounts_lists_all_who_waits_and_who_may_be_the_same_each_narrowed_by_anything() {
    use crate::domain::listing::From;
    use crate::domain::register::{AccountSplit, Record, RegisterScope, Split};
    let mut desk = desk();
    add_person(&mut desk, BOREALIS_AG, "Jo Ek", &["030 1234567"], &[]);
    let read = |split, words: &str| -> Vec<(i64, String)> {
        let scope = RegisterScope {
            split: Split::Accounts(split),
            words: words.to_owned(),
        };
        let with = (&desk.router(), &desk.settings);
        let window = desk
            .reader
            .register(&scope, &From::Top, 10, with, desk.now)
            .unwrap();
        let last = window.rows.last().map(|row| row.record);
        // A row is found again where it stands, and the window goes on from there.
        if let Some(record) = last.filter(|_| words.is_empty()) {
            let place = desk
                .reader
                .place_in_register(&scope, record, with, desk.now)
                .unwrap();
            let before = desk
                .reader
                .register(&scope, &From::Before(place.unwrap()), 10, with, desk.now)
                .unwrap();
            assert_eq!(before.rows.len() + 1, window.rows.len());
        }
        window
            .rows
            .into_iter()
            .map(|row| match row.record {
                Record::Account(account) => (account.0, row.client),
                other => panic!("{other:?}"),
            })
            .collect()
    };
    let numbers = |split, words: &str| -> Vec<i64> {
        read(split, words).into_iter().map(|(number, _)| number).collect()
    };
    assert_eq!(numbers(AccountSplit::ByName, ""), [2, 4, 1, 3]);
    assert_eq!(numbers(AccountSplit::Ready, ""), [1, 2, 3, 4]);
    assert_eq!(
        read(AccountSplit::Duplicates, ""),
        [(4, "Borealis AG".to_owned())]
    );
    for split in [
        AccountSplit::ByName,
        AccountSplit::Ready,
        AccountSplit::Duplicates,
    ] {
        for words in ["jo ek", "+49 30 12", "boreal jo"] {
            assert_eq!(numbers(split, words), [4], "{split:?} {words}");
        }
        assert_eq!(numbers(split, "acme jo"), Vec::<i64>::new());
    }
}
