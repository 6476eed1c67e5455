//! Backup and restore on real files.

use std::path::{Path, PathBuf};

use super::Desk;
use super::doctor::{files, morning, serious};
use crate::domain::command::Command;
use crate::domain::item::Kind;
use crate::store::backup::restore;
use crate::store::doctor::examine;
use crate::store::{Reader, Store};

fn backup(desk: &Desk) -> PathBuf {
    let path = desk.folder.path().join("copy of downbeat.db");
    desk.reader.backup(&path).unwrap();
    path
}

/// The file that a restore kept aside, opened.
fn contents_of(path: &Path) -> Vec<String> {
    let mut desk = Desk::new();
    desk.store = Store::open(path, desk.now).unwrap();
    desk.contents()
}

#[test]
fn a_backup_of_a_store_in_use_is_whole_private_and_one_file() {
    let desk = morning();
    let copy = backup(&desk);
    assert_eq!(serious(&examine(&copy, desk.now).unwrap()), []);
    assert!(
        !files(desk.folder.path())
            .keys()
            .any(|name| name.contains(".new-"))
    );
    assert!(
        !files(desk.folder.path())
            .keys()
            .any(|name| name.starts_with("copy of downbeat.db-"))
    );
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(&copy).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    assert_eq!(contents_of(&copy), desk.contents());
}

#[test]
fn a_backup_never_replaces_a_file_and_says_what_is_in_the_way() {
    let desk = morning();
    let copy = backup(&desk);
    let before = std::fs::read(&copy).unwrap();
    for taken in [&copy, desk.store.path()] {
        let error = desk.reader.backup(taken).unwrap_err().to_string();
        assert!(error.contains("a file of that name already"), "{error}");
    }
    assert_eq!(std::fs::read(&copy).unwrap(), before);
    let error = desk
        .reader
        .backup(&desk.folder.path().join("no/copy.db"))
        .unwrap_err()
        .to_string();
    assert!(error.contains("there is no folder"), "{error}");
}

#[test]
fn open_windows_go_on_working_on_what_was_restored() {
    let mut desk = morning();
    let copy = backup(&desk);
    let then = desk.contents();
    let later = desk.add(Kind::Order, "Beta", "after the backup");
    let lost = desk.contents();
    let restored = restore(&copy, desk.store.path(), desk.now).unwrap();
    let aside = restored.aside.unwrap();
    assert!(restored.words.contains(&aside.display().to_string()));
    assert!(
        aside
            .to_string_lossy()
            .ends_with("downbeat.db.before-restore-20261123T074200Z")
    );
    // Both connections were open all along.
    assert_eq!(desk.contents(), then);
    assert!(
        !desk
            .numbers(crate::domain::listing::List::Inbox)
            .contains(&later.0)
    );
    assert_eq!(serious(&examine(desk.store.path(), desk.now).unwrap()), []);
    // Numbers are never used again, so an open window's commands stay its own.
    let mut other = Store::open(desk.store.path(), desk.now).unwrap();
    let theirs = other
        .perform(
            &Command::Add(super::desk::draft(Kind::Order, "Gamma", "theirs")),
            &desk.settings,
            desk.now,
            false,
        )
        .unwrap();
    assert!(theirs.items[0].0 > later.0);
    let undone = desk.perform(&Command::Undo(None));
    assert!(!undone.words.contains("theirs"), "{}", undone.words);
    // What was there before can be had back in the same way.
    restore(&aside, desk.store.path(), desk.now).unwrap();
    assert_eq!(desk.contents(), lost);
}

#[test]
fn a_second_restore_in_the_same_second_keeps_both_copies() {
    let desk = morning();
    let copy = backup(&desk);
    let first = restore(&copy, desk.store.path(), desk.now)
        .unwrap()
        .aside
        .unwrap();
    let second = restore(&copy, desk.store.path(), desk.now)
        .unwrap()
        .aside
        .unwrap();
    assert_ne!(first, second);
    assert!(first.exists() && second.exists());
}

#[test]
fn a_missing_an_empty_a_truncated_or_a_damaged_store_is_replaced_and_kept_aside() {
    let desk = morning();
    let then = desk.contents();
    let copy = backup(&desk);
    let whole = std::fs::read(&copy).unwrap();
    let mut header = whole.clone();
    header[..100].fill(0x55);
    let mut inner = whole.clone();
    for page in inner.chunks_mut(4096).skip(1) {
        page[..8].fill(0xff);
    }
    let truncated = whole[..whole.len() / 2].to_vec();
    for (what, bytes) in [
        ("nothing", None),
        ("empty", Some(Vec::new())),
        ("header", Some(header)),
        ("inner", Some(inner)),
        ("truncated", Some(truncated)),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("new folder/downbeat.db");
        if let Some(bytes) = &bytes {
            std::fs::create_dir(path.parent().unwrap()).unwrap();
            std::fs::write(&path, bytes).unwrap();
            std::fs::write(path.with_file_name("downbeat.db-wal"), b"what a crash left").unwrap();
        }
        let restored = restore(&copy, &path, desk.now).unwrap_or_else(|error| panic!("{what}: {error}"));
        assert_eq!(contents_of(&path), then, "{what}");
        assert_eq!(serious(&examine(&path, desk.now).unwrap()), [], "{what}");
        assert_eq!(
            restored.aside.is_some(),
            bytes.as_ref().is_some_and(|bytes| !bytes.is_empty())
        );
        if what == "header" || what == "truncated" {
            let aside = std::fs::read(restored.aside.unwrap()).unwrap();
            assert_eq!(Some(aside), bytes, "{what}");
        }
        assert!(
            !files(path.parent().unwrap())
                .keys()
                .any(|name| name.contains(".new-"))
        );
    }
}

#[test]
fn what_is_no_sound_backup_or_would_replace_another_programs_file_is_refused_and_nothing_touched() {
    let desk = morning();
    let store = desk.store.path();
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let good = at("good.db");
    desk.reader.backup(&good).unwrap();
    let whole = std::fs::read(&good).unwrap();
    let mut damaged = whole.clone();
    for page in damaged.chunks_mut(4096).skip(3) {
        page[..8].fill(0xff);
    }
    std::fs::write(at("damaged.db"), damaged).unwrap();
    let mut newer = whole.clone();
    newer[60..64].copy_from_slice(&99_u32.to_be_bytes());
    std::fs::write(at("newer.db"), &newer).unwrap();
    std::fs::write(at("empty.db"), "").unwrap();
    std::fs::write(at("text.db"), "no database ".repeat(100)).unwrap();
    rusqlite::Connection::open(at("foreign.db"))
        .unwrap()
        .execute_batch("CREATE TABLE t (x); INSERT INTO t VALUES (1)")
        .unwrap();
    let before = (files(folder.path()), desk.contents());
    let refused = |from: &Path, to: &Path, words: &str| {
        let error = restore(from, to, desk.now).unwrap_err().to_string();
        assert!(error.contains(words), "{error}");
    };
    refused(&at("damaged.db"), store, "the backup is damaged");
    refused(&at("newer.db"), store, "a newer downbeat wrote it (schema 99");
    refused(&at("empty.db"), store, "empty");
    refused(&at("text.db"), store, "not a SQLite database");
    refused(&at("foreign.db"), store, "another program");
    refused(&at("none.db"), store, "there is no such file");
    refused(folder.path(), store, "folder");
    refused(&good, &good, "the same file");
    refused(&good, &at("foreign.db"), "another program");
    refused(&good, &at("newer.db"), "a newer downbeat wrote it");
    refused(&good, folder.path(), "folder");
    assert_eq!((files(folder.path()), desk.contents()), before);
}

#[test]
fn a_restore_waits_for_another_programs_write_and_then_gives_up_in_words() {
    let desk = morning();
    let copy = backup(&desk);
    let before = desk.contents();
    let other = rusqlite::Connection::open(desk.store.path()).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let error = restore(&copy, desk.store.path(), desk.now)
        .unwrap_err()
        .to_string();
    assert!(error.contains("another program is writing to it"), "{error}");
    other.execute_batch("ROLLBACK").unwrap();
    assert_eq!(desk.contents(), before);
    assert!(
        !files(desk.folder.path())
            .keys()
            .any(|name| name.contains("before-restore") || name.contains(".new-"))
    );
    restore(&copy, desk.store.path(), desk.now).unwrap();
}

#[cfg(unix)]
#[test]
fn a_store_behind_a_link_is_restored_where_it_is() {
    let desk = morning();
    let copy = backup(&desk);
    let elsewhere = tempfile::tempdir().unwrap();
    let link = elsewhere.path().join("link.db");
    std::os::unix::fs::symlink(desk.store.path(), &link).unwrap();
    let aside = restore(&copy, &link, desk.now).unwrap().aside.unwrap();
    assert!(std::fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(
        aside.parent().unwrap().canonicalize().unwrap(),
        desk.folder.path().canonicalize().unwrap()
    );
    assert!(Reader::open(&link).is_ok());
}
