//! Merging: everything points at the one that stands, nothing is lost, and it can be taken back.

use super::*;
use crate::domain::command::{CallDraft, Recipient};
use crate::domain::ids::ItemNo;
use crate::domain::listing::List;
use crate::domain::settings::CallOutcome;
use crate::store::doctor::examine;
use crate::store::log::LOGGED;

/// A row of every table that names account 4, beside what commands make.
const ROWS: &str = "
    INSERT INTO items (number, id, kind, account, state, urgent, arrived_at, client_due, play, standing_cue, wake_at,
        wake_cue, source, subject)
    SELECT 100 + key, 'item' || key, 'follow_up', 4, 'open', 0, 1, 2, 'nobody', 'promise_due', 9e12, 'promise_due',
        atom, 'stands for a record' FROM json_each('[\"promise\",\"deal\",\"outcome\",\"check\",\"ask\"]');
    INSERT INTO promises (id, account, item, person, basis, state, made_at, due_at, first_due_at, what, evidence, seen)
    VALUES ('p', 4, 100, 1, 'real', 'open', 1, 2, 2, 'fixed', 'release 2', 'in the demo');
    INSERT INTO deals (number, id, account, item, state, stage, stage_at, close_on, made_at, name)
    VALUES (1, 'd', 4, 101, 'open', 'lead', 1, '2026-12-01', 1, 'Seals');
    INSERT INTO outcomes (id, account, item, state, better, baseline, target, target_on, made_at, measure)
    VALUES ('o', 4, 102, 'open', 'up', 1, 2, '2027-03-01', 1, 'Pallets');
    INSERT INTO checks (id, account, deal, item, days, due_at) VALUES ('c', 4, 1, 103, 30, 5);
    INSERT INTO events (number, id, name, held_on) VALUES (1, 'e', 'Open day', '2026-12-05'), (2, 'f', 'Fair', '2027-01-05');
    INSERT INTO asks (id, account, item, owner, event, at, why, ideal_result) VALUES ('a', 4, 104, 1, 1, 1, 'w', 'r');
    INSERT INTO invitations (id, event, account, person, state, at)
    VALUES ('i1', 1, 4, 1, 'coming', 9), ('i2', 1, 1, NULL, 'invited', 3), ('i3', 2, 4, NULL, 'invited', 3);
    INSERT INTO meetings (id, source, source_key, starts_at, ask_at, account, state)
        VALUES ('m', 'calendar', 'k', 1, 1, 4, 'open');";

fn full() -> Desk {
    let mut desk = desk();
    add_person(
        &mut desk,
        BOREALIS_AG,
        "Jo Ek",
        &["030 1234567"],
        &["jo@borealis.example"],
    );
    act(
        &mut desk,
        edit(
            BOREALIS_AG,
            AccountEdit {
                domain: Some("borealis.example".into()),
                tags: ListEdit::all(texts(&["vip"])),
                phones: ListEdit::all(texts(&["040 7654321"])),
                ..AccountEdit::default()
            },
        ),
    );
    act(
        &mut desk,
        edit(
            BOREALIS,
            AccountEdit {
                phones: ListEdit::all(texts(&["+49 40 7654321"])),
                tags: ListEdit::all(texts(&["north"])),
                ..AccountEdit::default()
            },
        ),
    );
    desk.hand_off(&[ItemNo(4)]);
    desk.perform(&Command::LogCall(CallDraft {
        account: AccountRef::Number(BOREALIS_AG),
        item: Some(ItemNo(4)),
        person: "Jo Ek".into(),
        outcome: CallOutcome::Connected,
        minutes: None,
        notes: "all is well".into(),
        next: None,
        opens: None,
        at: desk.now,
    }));
    desk.write(ROWS);
    desk
}

fn merge(desk: &mut Desk) -> Done {
    act(
        desk,
        AccountCommand::Merge {
            from: BOREALIS_AG,
            into: BOREALIS,
        },
    )
}

/// Every row that still names an account, by table and column.
fn naming(desk: &Desk, account: i64) -> Vec<String> {
    let mut found = Vec::new();
    for logged in LOGGED {
        let connection = &desk.store.connection;
        let columns: Vec<String> = connection
            .prepare("SELECT \"from\" FROM pragma_foreign_key_list(?1) WHERE \"table\" = 'accounts'")
            .unwrap()
            .query_map([logged.table], |row| row.get(0))
            .unwrap()
            .collect::<rusqlite::Result<_>>()
            .unwrap();
        for column in columns {
            let sql = format!("SELECT count(*) FROM {} WHERE {column} = ?1", logged.table);
            let count: i64 = connection.query_row(&sql, [account], |row| row.get(0)).unwrap();
            if count > 0 {
                found.push(format!("{}.{column}", logged.table));
            }
        }
    }
    found
}

#[test]
fn everything_points_at_the_account_that_stands_and_one_undo_takes_it_back() {
    let mut desk = full();
    let before = desk.contents();
    assert_eq!(
        naming(&desk, 4),
        [
            "items.account",
            "hand_offs.account",
            "calls.account",
            "people.account",
            "reach.account",
            "meetings.account",
            "promises.account",
            "outcomes.account",
            "checks.account",
            "deals.account",
            "asks.account",
            "invitations.account",
        ],
        "every table that names an account has a row of it in this test"
    );
    let done = merge(&mut desk);
    assert_eq!(
        done.words,
        "Borealis AG merged into Borealis GmbH, with 6 items, 1 call, 1 person, 1 promise, 1 outcome, 1 deal"
    );
    assert_eq!(naming(&desk, 4), Vec::<String>::new());
    let card = desk.reader.account(BOREALIS_AG).unwrap().unwrap();
    assert_eq!((card.number, card.name.as_str()), (BOREALIS, "Borealis GmbH"));
    assert_eq!(
        (card.domain.as_str(), card.tags, card.phones),
        (
            "borealis.example",
            texts(&["north", "vip"]),
            texts(&["040 7654321"])
        )
    );
    // One number, written in two ways, is kept once; the later answer to the same event stands.
    let states: Vec<String> = desk
        .store
        .connection
        .prepare("SELECT event || state FROM invitations WHERE account = 1 ORDER BY 1")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .collect::<rusqlite::Result<_>>()
        .unwrap();
    assert_eq!(states, ["1coming", "2invited"]);
    let findings = examine(&desk.folder.path().join("downbeat.db"), desk.now).unwrap();
    let wrong: Vec<_> = findings.iter().filter(|finding| finding.serious).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
    let after = desk.contents();
    desk.perform(&Command::Undo(None));
    assert_eq!(desk.contents(), before);
    desk.perform(&Command::Redo);
    assert_eq!(desk.contents(), after);
}

#[test]
fn the_merged_account_is_hidden_everywhere_and_its_name_finds_the_other() {
    let mut desk = full();
    merge(&mut desk);
    assert_eq!(found(&desk, ""), [2, 1, 3]);
    // Also by the name that is no more.
    assert_eq!(found(&desk, "borealis ag"), [1]);
    assert_eq!(found(&desk, "jo ek"), [1]);
    let known = desk.reader.accounts_like("borealis", 8).unwrap();
    assert_eq!(known, [(BOREALIS, "Borealis GmbH".to_owned())]);
    let item = desk.add(Kind::Order, "BOREALIS AG", "still comes in under the old name");
    let row = open(&desk, BOREALIS);
    assert!(
        row.iter()
            .any(|row| row.item == item && row.client == "Borealis GmbH")
    );
    let (pairs, _) = desk.reader.duplicate_accounts(10).unwrap();
    assert_eq!(pairs, []);
    // The rows are listed under the name that stands.
    let scope = super::super::desk::scope(Some(List::Waiting));
    let window = desk.window(&scope, crate::domain::listing::From::Top, 10);
    assert_eq!(window.rows[0].client, "Borealis GmbH");
    desk.perform(&Command::HandOff {
        items: vec![item],
        to: Recipient::Shown,
        brief: None,
    });
}

#[test]
fn an_account_merged_twice_over_stands_for_the_last() {
    let mut desk = full();
    merge(&mut desk);
    act(
        &mut desk,
        AccountCommand::Merge {
            from: BOREALIS,
            into: ACME,
        },
    );
    assert_eq!(desk.reader.account_named("Borealis AG").unwrap().unwrap().0, ACME);
    assert_eq!(naming(&desk, 1), Vec::<String>::new());
    for (from, into) in [(BOREALIS, ACME), (ACME, ACME), (BOREALIS_AG, BOREALIS)] {
        let why = refused(&mut desk, AccountCommand::Merge { from, into });
        assert!(why.contains("one account already: Acme Pumps"), "{why}");
    }
    desk.perform(&Command::Undo(None));
    desk.perform(&Command::Undo(None));
    assert_eq!(
        desk.reader.account_named("Borealis AG").unwrap().unwrap().0,
        BOREALIS_AG
    );
}

#[test]
fn what_came_in_after_a_merge_stays_where_it_came_when_that_is_taken_back() {
    let mut desk = full();
    let merged = merge(&mut desk).command;
    let item = desk.add(Kind::Order, "Borealis AG", "after the merge");
    desk.perform(&Command::Undo(Some(merged)));
    let row = open(&desk, BOREALIS);
    assert!(row.iter().any(|row| row.item == item));
    assert_eq!(found(&desk, "borealis"), [4, 1]);
}

#[test]
fn two_people_become_one_who_says_all_that_both_said() {
    let mut desk = full();
    let other = add_person(
        &mut desk,
        BOREALIS,
        "Johanna Ek",
        &["+49 30 1234567", "0171 5550100"],
        &[],
    );
    act(
        &mut desk,
        AccountCommand::EditPerson {
            person: other,
            edit: Box::new(PersonEdit {
                role: Some("buyer".into()),
                champion: Some(true),
                words: Some("speaks Swedish".into()),
                ..PersonEdit::default()
            }),
        },
    );
    let before = desk.contents();
    let done = act(
        &mut desk,
        AccountCommand::MergePeople {
            from: other,
            into: PersonNo(1),
        },
    );
    assert_eq!(
        done.words,
        "Johanna Ek of Borealis GmbH merged into Jo Ek of Borealis AG"
    );
    let person = desk.reader.person(other).unwrap().unwrap();
    assert_eq!((person.number, person.name.as_str()), (PersonNo(1), "Jo Ek"));
    assert_eq!(
        (person.role.as_str(), person.champion, person.words.as_str()),
        ("buyer", true, "speaks Swedish")
    );
    assert_eq!(person.phones, texts(&["030 1234567", "0171 5550100"]));
    assert_eq!(desk.reader.people_of(BOREALIS, 10).unwrap(), []);
    assert_eq!(found(&desk, "0171 5550100"), [4]);
    let why = refused(
        &mut desk,
        AccountCommand::MergePeople {
            from: other,
            into: PersonNo(1),
        },
    );
    assert!(why.contains("one person already"), "{why}");
    desk.perform(&Command::Undo(None));
    assert_eq!(desk.contents(), before);
}

#[test]
fn people_of_one_name_at_the_merged_account_are_offered() {
    let mut desk = full();
    add_person(&mut desk, BOREALIS, "jo ek", &[], &[]);
    let remark = remark(&merge(&mut desk));
    assert!(
        remark.contains("there twice now") && remark.contains("account person merge"),
        "{remark}"
    );
    assert_eq!(desk.reader.people_of(BOREALIS, 10).unwrap().len(), 2);
}
