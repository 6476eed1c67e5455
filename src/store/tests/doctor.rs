//! The doctor finds what is wrong, calls a sound store sound, and touches nothing.

use std::collections::BTreeMap;
use std::path::Path;

use super::Desk;
use crate::domain::command::{Answer, CallDraft, Command, Recipient};
use crate::domain::ids::OwnerNo;
use crate::domain::item::{Kind, Reason};
use crate::domain::settings::CallOutcome;
use crate::store::doctor::{Finding, examine, examine_telling};

/// Every file of a folder.
pub(super) fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| {
            let entry = entry.unwrap();
            (
                entry.file_name().to_string_lossy().into_owned(),
                std::fs::read(entry.path()).unwrap(),
            )
        })
        .collect()
}

/// What is seriously wrong, but for the room on the disk that the tests run on.
pub(super) fn serious(findings: &[Finding]) -> Vec<Finding> {
    findings
        .iter()
        .filter(|finding| finding.serious && finding.area != "disk")
        .cloned()
        .collect()
}

/// A morning with something of everything, some of it taken back and done again.
pub(super) fn morning() -> Desk {
    let mut desk = Desk::new();
    let order = desk.add(Kind::Order, "Acme Pumps", "40 pallets to Rotterdam");
    let call = desk.add(Kind::Support, "Borealis GmbH", "Login fails after update");
    let other = desk.add(Kind::Order, "山田商店", "見積もり");
    desk.add(Kind::FollowUp, "Øresund Marine", "ask about the seals");
    desk.hand_off(&[order, call]);
    desk.perform(&Command::Undo(None));
    desk.perform(&Command::Redo);
    desk.perform(&Command::Undo(None));
    desk.perform(&Command::Redo);
    desk.perform(&Command::Answer {
        items: vec![order],
        answer: Answer::Done,
        words: "shipped".into(),
    });
    desk.perform(&Command::Finish {
        items: vec![order],
        told: true,
        reason: None,
        minutes: None,
        words: String::new(),
    });
    desk.perform(&Command::Keep {
        items: vec![other],
        reason: Reason::Habit,
    });
    desk.perform(&Command::HandOff {
        items: vec![call],
        to: Recipient::Owner(OwnerNo(1)),
        brief: Some("please".into()),
    });
    desk.perform(&Command::LogCall(CallDraft {
        account: crate::domain::command::AccountRef::Named("Čapek Roboti".into()),
        item: None,
        person: String::new(),
        outcome: CallOutcome::ALL[1],
        minutes: Some(3),
        notes: "said \"soon\"".into(),
        next: None,
        opens: None,
        at: desk.now,
    }));
    desk.perform(&Command::Note {
        items: vec![call],
        text: "a note".into(),
    });
    desk.perform(&Command::Undo(None));
    desk
}

/// Does what no command would: with the triggers of the table out of the way.
fn meddle(desk: &Desk, sql: &str) {
    let connection = &desk.store.connection;
    let triggers: Vec<(String, String)> = connection
        .prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
        .unwrap()
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    connection
        .execute_batch("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON; BEGIN")
        .unwrap();
    for (name, _) in &triggers {
        connection.execute_batch(&format!("DROP TRIGGER {name}")).unwrap();
    }
    connection.execute_batch(sql).unwrap();
    for (_, sql) in &triggers {
        connection.execute_batch(sql).unwrap();
    }
    connection
        .execute_batch("COMMIT; PRAGMA foreign_keys = ON; PRAGMA ignore_check_constraints = OFF")
        .unwrap();
}

#[test]
fn a_sound_store_is_called_sound_in_every_area_whether_in_use_or_not() {
    let desk = morning();
    let path = desk.store.path().to_owned();
    let in_use = examine(&path, desk.now).unwrap();
    assert_eq!(serious(&in_use), []);
    for area in [
        "file",
        "permissions",
        "disk",
        "pages",
        "schema",
        "log",
        "commands",
        "rows",
        "awake",
        "counts",
        "notes",
        "accounts",
        "search",
    ] {
        assert!(
            in_use.iter().any(|finding| finding.area == area),
            "{area}: {in_use:#?}"
        );
    }
    let Desk {
        store,
        reader,
        folder,
        now,
        ..
    } = desk;
    drop(reader);
    drop(store);
    let before = files(folder.path());
    assert_eq!(before.len(), 1);
    let mut told = Vec::new();
    let findings = examine_telling(&path, now, &mut |area| told.push(area.to_owned())).unwrap();
    assert_eq!(serious(&findings), []);
    assert_eq!(files(folder.path()), before);
    assert_eq!(told.first().map(String::as_str), Some("pages"));
    assert_eq!(told.last().map(String::as_str), Some("search"));
}

#[test]
fn nothing_in_the_way_of_a_store_is_an_error_in_words() {
    let folder = tempfile::tempdir().unwrap();
    let now = Desk::new().now;
    let error = examine(&folder.path().join("none.db"), now)
        .unwrap_err()
        .to_string();
    assert!(error.contains("there is no such file"), "{error}");
    let text = folder.path().join("notes.txt");
    std::fs::write(
        &text,
        "Dear diary, this is a text that is long enough.\n".repeat(40),
    )
    .unwrap();
    let findings = serious(&examine(&text, now).unwrap());
    assert_eq!(findings.len(), 1);
    assert!(
        findings[0].words.contains("not a SQLite database"),
        "{findings:?}"
    );
}

/// What is done to the store, the area that finds it, a part of its words, and whether a rebuild mends it.
const FAULTS: &[(&str, &str, &str, bool)] = &[
    (
        "UPDATE items SET subject = 'other' WHERE number = 2",
        "log",
        "subject of items 2",
        false,
    ),
    (
        "UPDATE accounts SET name = 'Acme' WHERE number = 1",
        "log",
        "name of accounts 1",
        false,
    ),
    ("DELETE FROM notes; DELETE FROM calls", "log", "calls 1", false),
    (
        "INSERT INTO accounts (id, name, match_name) VALUES ('x', 'x', 'x')",
        "log",
        "never logged: accounts",
        false,
    ),
    (
        "DELETE FROM changes WHERE tbl = 'hand_offs' AND op = 'update'",
        "log",
        "hand_offs",
        false,
    ),
    (
        "UPDATE changes SET old = json_set(old, '$.state', 'closed') WHERE tbl = 'items' AND op = 'update'
             AND json_type(old, '$.state') IS NOT NULL",
        "log",
        "do not follow",
        false,
    ),
    (
        "UPDATE changes SET tbl = 'tally' WHERE tbl = 'calls'",
        "log",
        "not logged: 1 of tally",
        false,
    ),
    (
        "UPDATE commands SET undone_by = NULL WHERE kind = 'do'",
        "commands",
        "do not name each other",
        false,
    ),
    (
        "INSERT INTO running (one, command) VALUES (1, 3)",
        "commands",
        "command 3",
        true,
    ),
    (
        "UPDATE sqlite_sequence SET seq = 1 WHERE name = 'items'",
        "commands",
        "the next number of items",
        true,
    ),
    (
        "DELETE FROM sqlite_sequence",
        "commands",
        "the next number of commands",
        true,
    ),
    (
        "UPDATE hand_offs SET stage = 'recalled', ended_at = 1 WHERE ended_at IS NULL",
        "rows",
        "#2",
        false,
    ),
    (
        "UPDATE hand_offs SET account = 3 WHERE item = 1",
        "rows",
        "#1",
        false,
    ),
    (
        "UPDATE items SET account = 77 WHERE number = 2",
        "pages",
        "items 2",
        false,
    ),
    (
        "UPDATE items SET wake_at = NULL WHERE number = 2",
        "rows",
        "#2",
        false,
    ),
    ("DELETE FROM awake", "awake", "#", true),
    (
        "INSERT INTO awake VALUES (77, 'order', 0, 1)",
        "awake",
        "#77",
        true,
    ),
    ("UPDATE awake SET calm = 1 - calm", "awake", "#", true),
    ("DELETE FROM tick", "awake", "#", true),
    (
        "UPDATE tally SET n = 7 WHERE name = 'untold'",
        "counts",
        "untold is said to be 7",
        true,
    ),
    (
        "DELETE FROM tally WHERE name = 'closed order'",
        "counts",
        "closed order is missing",
        true,
    ),
    ("DELETE FROM noted WHERE note = 1", "notes", "note 1", true),
    (
        "UPDATE noted SET account = account + 1",
        "notes",
        "do not have the notes",
        true,
    ),
    (
        "DELETE FROM account_search WHERE rowid = 2",
        "accounts",
        "account 2",
        true,
    ),
    (
        "DELETE FROM account_search WHERE rowid = 2; INSERT INTO account_search (rowid, name) VALUES (2, 'else')",
        "accounts",
        "account 2 is not found by its name",
        true,
    ),
    ("DELETE FROM search WHERE rowid = 2", "search", "#2", true),
    (
        "INSERT INTO search (rowid, subject) VALUES (99, 'gone')",
        "search",
        "#99",
        true,
    ),
    (
        "DELETE FROM search WHERE rowid = 2;
         INSERT INTO search (rowid, subject, client, contact, words) VALUES (2, 'else', 'else', '', '')",
        "search",
        "#2 is not found by its subject",
        true,
    ),
];

#[test]
fn whatever_was_done_to_a_store_by_another_hand_is_found_and_what_is_derived_is_mended() {
    for (sql, area, words, mendable) in FAULTS {
        let mut desk = morning();
        meddle(&desk, sql);
        let found = serious(&examine(desk.store.path(), desk.now).unwrap());
        assert!(
            found
                .iter()
                .any(|finding| finding.area == *area && finding.words.contains(words)),
            "{sql}: {found:#?}"
        );
        assert!(found.iter().all(|finding| finding.advice.is_some()));
        let mended = desk.store.rebuild(desk.now).unwrap();
        let left = serious(&examine(desk.store.path(), desk.now).unwrap());
        if *mendable {
            assert!(!mended.is_empty(), "{sql}");
            assert_eq!(left, [], "{sql}");
            desk.add(Kind::Order, "Acme", "works again");
        } else {
            assert!(
                left.iter().any(|finding| finding.area == *area),
                "{sql}: {left:#?}"
            );
        }
    }
}

#[test]
fn triggers_and_indexes_that_are_lost_changed_or_added_are_found_and_put_back() {
    for (sql, words) in [
        (
            "DROP TRIGGER log_items_update",
            "missing: trigger log_items_update",
        ),
        (
            "DROP TRIGGER tally_awake_insert",
            "missing: trigger tally_awake_insert",
        ),
        ("DROP INDEX items_wake", "missing: index items_wake"),
        (
            "DROP TRIGGER log_items_delete; CREATE TRIGGER log_items_delete BEFORE DELETE ON items BEGIN SELECT 1; END",
            "other than it should be: trigger log_items_delete",
        ),
        (
            "CREATE TRIGGER spy AFTER INSERT ON items BEGIN SELECT 1; END",
            "not downbeat's: trigger spy",
        ),
    ] {
        let mut desk = morning();
        desk.store.connection.execute_batch(sql).unwrap();
        let found = serious(&examine(desk.store.path(), desk.now).unwrap());
        assert!(
            found.iter().any(|finding| finding.words.contains(words)),
            "{found:#?}"
        );
        assert_eq!(desk.store.rebuild(desk.now).unwrap().len(), 1);
        assert_eq!(serious(&examine(desk.store.path(), desk.now).unwrap()), []);
    }
}

#[test]
fn a_rebuild_of_a_sound_store_changes_nothing_and_has_nothing_to_say() {
    let mut desk = morning();
    let before = desk.contents();
    assert_eq!(desk.store.rebuild(desk.now).unwrap(), Vec::<String>::new());
    assert_eq!(desk.contents(), before);
    assert_eq!(serious(&examine(desk.store.path(), desk.now).unwrap()), []);
}

#[cfg(unix)]
#[test]
fn a_store_that_others_can_read_is_serious_and_says_how_to_close_it() {
    use std::os::unix::fs::PermissionsExt;
    let desk = morning();
    let path = desk.store.path();
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o644)).unwrap();
    let found = serious(&examine(path, desk.now).unwrap());
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(
        found[0].advice.as_ref().unwrap().contains("chmod 600"),
        "{found:#?}"
    );
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600)).unwrap();
    std::fs::set_permissions(desk.folder.path(), std::fs::Permissions::from_mode(0o777)).unwrap();
    let found = serious(&examine(path, desk.now).unwrap());
    assert!(found[0].words.contains("can replace files"), "{found:#?}");
}
