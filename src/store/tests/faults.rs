//! What can stand at the path of a store, and what can happen while it is written: words, and nothing touched.

use std::path::Path;

use rusqlite::Connection;

use super::Desk;
use super::doctor::{files, morning, serious};
use crate::domain::command::Command;
use crate::domain::item::Kind;
use crate::store::doctor::examine;
use crate::store::{Reader, Store, newest};

/// Opening is refused with these words, for writing and for reading, and leaves the folder as it was to the byte.
#[track_caller]
fn refused(path: &Path, words: &str) {
    let folder = path.parent().unwrap();
    let before = files(folder);
    let now = "2026-11-23T07:42:00Z".parse().unwrap();
    let errors = [
        Store::open(path, now).map(drop).unwrap_err().to_string(),
        Reader::open(path).map(drop).unwrap_err().to_string(),
    ];
    for error in errors {
        assert!(error.contains(words), "{error}");
        assert!(error.starts_with("could not "), "{error}");
    }
    assert_eq!(
        files(folder).keys().collect::<Vec<_>>(),
        before.keys().collect::<Vec<_>>(),
        "{words}"
    );
    assert!(files(folder) == before, "{words}");
}

/// Copies a file with what SQLite keeps beside it, as it is at this moment.
fn copy_as_is(from: &Path, to: &Path) {
    for side in ["", "-wal", "-shm"] {
        let name = |path: &Path| {
            let mut name = path.as_os_str().to_owned();
            name.push(side);
            name
        };
        std::fs::copy(name(from), name(to)).unwrap();
    }
}

#[test]
fn what_is_no_store_is_refused_and_left_to_the_byte() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    std::fs::write(at("empty.db"), "").unwrap();
    refused(&at("empty.db"), "the file is empty");
    std::fs::write(at("short.db"), "x").unwrap();
    refused(&at("short.db"), "too short");
    std::fs::write(at("text.db"), "Name,Email\n#1001,a@b.c\n".repeat(100)).unwrap();
    refused(&at("text.db"), "not a SQLite database");
    Connection::open(at("foreign.db"))
        .unwrap()
        .execute_batch("CREATE TABLE t (x); INSERT INTO t VALUES (1)")
        .unwrap();
    refused(&at("foreign.db"), "another program");
    std::fs::create_dir(at("folder.db")).unwrap();
    let error = Store::open(&at("folder.db"), Desk::new().now)
        .unwrap_err()
        .to_string();
    assert!(error.contains("it is a folder"), "{error}");
}

#[test]
fn what_a_crash_of_another_program_left_in_its_log_is_not_written_back() {
    let folder = tempfile::tempdir().unwrap();
    let running = Connection::open(folder.path().join("running.db")).unwrap();
    running
        .execute_batch("PRAGMA journal_mode = WAL; CREATE TABLE t (x); INSERT INTO t VALUES (1)")
        .unwrap();
    let left = tempfile::tempdir().unwrap();
    let foreign = left.path().join("foreign.db");
    copy_as_is(&folder.path().join("running.db"), &foreign);
    refused(&foreign, "another program");
    assert_eq!(serious(&examine(&foreign, Desk::new().now).unwrap()).len(), 1);
}

#[test]
fn a_newer_schema_is_refused_with_both_versions_named_even_when_only_the_log_knows_of_it() {
    let desk = morning();
    let left = tempfile::tempdir().unwrap();
    desk.store
        .connection
        .pragma_update(None, "user_version", 99)
        .unwrap();
    let crashed = left.path().join("crashed.db");
    copy_as_is(desk.store.path(), &crashed);
    let before = (
        std::fs::read(&crashed).unwrap(),
        std::fs::read(left.path().join("crashed.db-wal")).unwrap(),
    );
    let words = format!("schema 99; this one knows up to {}", newest());
    for _ in 0..2 {
        let error = Store::open(&crashed, desk.now).unwrap_err().to_string();
        assert!(error.contains(&words), "{error}");
    }
    let after = (
        std::fs::read(&crashed).unwrap(),
        std::fs::read(left.path().join("crashed.db-wal")).unwrap(),
    );
    assert!(before == after);
    let Desk {
        store,
        reader,
        folder,
        ..
    } = desk;
    let path = store.path().to_owned();
    drop(reader);
    drop(store);
    refused(&path, &words);
    drop(folder);
}

#[test]
fn a_truncated_file_is_refused_or_found_and_never_made_worse() {
    let desk = morning();
    let copy = desk.folder.path().join("copy.db");
    desk.reader.backup(&copy).unwrap();
    let whole = std::fs::read(&copy).unwrap();
    for length in [600, 4096, whole.len() / 2, whole.len() - 4096] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("downbeat.db");
        std::fs::write(&path, &whole[..length]).unwrap();
        let findings = examine(&path, desk.now).unwrap();
        assert!(!serious(&findings).is_empty(), "{length}");
        assert!(std::fs::read(&path).unwrap() == whole[..length]);
        if let Err(error) = Store::open(&path, desk.now) {
            assert!(error.to_string().contains("could not"), "{error}");
        }
    }
}

#[test]
fn a_damaged_inner_page_is_found_by_the_doctor_and_said_in_words_when_met() {
    let desk = morning();
    let copy = desk.folder.path().join("copy.db");
    desk.reader.backup(&copy).unwrap();
    let mut bytes = std::fs::read(&copy).unwrap();
    let root: usize = desk
        .store
        .connection
        .query_row(
            "SELECT rootpage FROM sqlite_schema WHERE name = 'items'",
            [],
            |row| row.get::<_, u32>(0).map(|page| page as usize),
        )
        .unwrap();
    bytes[(root - 1) * 4096..][..64].fill(0xff);
    std::fs::write(&copy, &bytes).unwrap();
    let found = serious(&examine(&copy, desk.now).unwrap());
    assert!(found.iter().any(|finding| finding.area == "pages"), "{found:#?}");
    assert!(std::fs::read(&copy).unwrap() == bytes);
    let mut store = Store::open(&copy, desk.now).unwrap();
    let add = Command::Add(super::desk::draft(Kind::Order, "Acme", "more"));
    let error = store
        .perform(&add, &desk.settings, desk.now, false)
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("the file is damaged") && error.contains("downbeat restore"),
        "{error}"
    );
}

#[test]
fn a_full_disk_is_said_loses_nothing_and_works_again_once_there_is_room() {
    let mut desk = morning();
    let before = desk.contents();
    let pages: i64 = desk
        .store
        .connection
        .query_row("PRAGMA page_count", [], |row| row.get(0))
        .unwrap();
    desk.store
        .connection
        .pragma_update(None, "max_page_count", pages)
        .unwrap();
    let big = Command::Add(crate::domain::draft::ItemDraft {
        words: "many words ".repeat(2_000),
        ..super::desk::draft(Kind::Order, "Acme", "40 pallets")
    });
    let error = desk.try_perform(&big).unwrap_err().to_string();
    assert!(
        error.contains("the disk is full") && error.contains("nothing was lost"),
        "{error}"
    );
    assert_eq!(desk.contents(), before);
    desk.store
        .connection
        .pragma_update(None, "max_page_count", 1_000_000)
        .unwrap();
    desk.perform(&big);
    assert_eq!(serious(&examine(desk.store.path(), desk.now).unwrap()), []);
}

#[test]
fn a_write_that_another_program_keeps_out_is_said_in_words_and_reading_goes_on() {
    let mut desk = morning();
    let other = Connection::open(desk.store.path()).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    desk.store
        .connection
        .busy_timeout(std::time::Duration::ZERO)
        .unwrap();
    let add = Command::Add(super::desk::draft(Kind::Order, "Acme", "more"));
    let error = desk.try_perform(&add).unwrap_err().to_string();
    assert!(error.contains("another program is writing to it"), "{error}");
    assert!(desk.counts().done > 0);
    other.execute_batch("ROLLBACK").unwrap();
    desk.perform(&add);
}

#[test]
fn what_crashed_starts_left_goes_with_the_next_start_and_what_is_being_made_stays() {
    let folder = tempfile::tempdir().unwrap();
    let now = Desk::new().now;
    let path = folder.path().join("downbeat.db");
    let half = |name: &str, hours: u64| {
        let path = folder.path().join(name);
        let file = std::fs::File::create(&path).unwrap();
        let made = file.metadata().unwrap().modified().unwrap();
        file.set_modified(made - std::time::Duration::from_secs(hours * 3600))
            .unwrap();
        path
    };
    let old = half("downbeat.db.new-019ab2f0-0000-7000-8000-000000000001", 5);
    let old_log = half("downbeat.db.new-019ab2f0-0000-7000-8000-000000000001-wal", 5);
    let fresh = half("downbeat.db.new-019ab2f0-0000-7000-8000-000000000002", 0);
    let stranger = half("downbeat.db.new-ideas", 500);
    drop(Store::open(&path, now).unwrap());
    assert!(!old.exists() && !old_log.exists());
    assert!(fresh.exists() && stranger.exists());
    let later = half("downbeat.db.new-019ab2f0-0000-7000-8000-000000000003", 7);
    drop(Store::open(&path, now).unwrap());
    let found = examine(&path, now).unwrap();
    let left = found.iter().find(|finding| finding.area == "left over").unwrap();
    assert!(left.words.contains(&later.display().to_string()));
    assert!(!left.words.contains("ideas") && !left.serious);
}

#[cfg(unix)]
#[test]
fn odd_paths_are_only_names() {
    use std::os::unix::ffi::OsStrExt;
    let folder = tempfile::tempdir().unwrap();
    let now = Desk::new().now;
    for name in [
        &b"with spaces and \xe2\x82\xac.db"[..],
        b"not \xff utf-8 \xfe.db",
        b"what?mode=memory#x%20.db",
        b":memory:",
        b"file:x.db",
        b"-rf",
        b"quote'\"and\nline",
    ] {
        let path = folder
            .path()
            .join("new folder")
            .join(std::ffi::OsStr::from_bytes(name));
        let store = Store::open(&path, now).unwrap_or_else(|error| panic!("{error}"));
        assert!(path.is_file());
        store.reader().unwrap();
        drop(store);
        assert_eq!(serious(&examine(&path, now).unwrap()), []);
    }
}

#[cfg(unix)]
#[test]
fn a_link_is_followed_and_one_to_nothing_is_refused() {
    let desk = morning();
    let folder = tempfile::tempdir().unwrap();
    let link = folder.path().join("link.db");
    std::os::unix::fs::symlink(desk.store.path(), &link).unwrap();
    let store = Store::open(&link, desk.now).unwrap();
    assert_eq!(store.reader().unwrap().counts().unwrap(), desk.counts());
    // Both are one store: the log lies beside the file itself.
    assert_eq!(files(folder.path()).len(), 1);
    let broken = folder.path().join("broken.db");
    std::os::unix::fs::symlink(folder.path().join("nowhere.db"), &broken).unwrap();
    let error = Store::open(&broken, desk.now).unwrap_err().to_string();
    assert!(error.contains("a link to a file that is not there"), "{error}");
    assert!(!folder.path().join("nowhere.db").exists());
}

#[test]
fn a_device_or_a_path_through_a_file_is_refused() {
    let now = Desk::new().now;
    if cfg!(unix) {
        let error = Store::open(Path::new("/dev/null"), now).unwrap_err().to_string();
        assert!(error.contains("a device or a pipe"), "{error}");
    }
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("file"), "x").unwrap();
    let error = Store::open(&folder.path().join("file/downbeat.db"), now)
        .unwrap_err()
        .to_string();
    assert!(error.starts_with("could not "), "{error}");
    let error = Reader::open(&folder.path().join("none.db"))
        .unwrap_err()
        .to_string();
    assert!(error.contains("there is no such file"), "{error}");
}

#[test]
fn the_log_of_a_store_that_is_gone_is_never_read_into_another() {
    let desk = morning();
    let copy = desk.folder.path().join("copy.db");
    desk.reader.backup(&copy).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("downbeat.db");
    copy_as_is(desk.store.path(), &path);
    std::fs::remove_file(&path).unwrap();
    let log = std::fs::read(folder.path().join("downbeat.db-wal")).unwrap();
    assert!(!log.is_empty());
    let error = Store::open(&path, desk.now).unwrap_err().to_string();
    assert!(error.contains("the log of a store that is not there"), "{error}");
    assert!(!path.exists());
    crate::store::backup::restore(&copy, &path, desk.now).unwrap();
    assert_eq!(serious(&examine(&path, desk.now).unwrap()), []);
    assert!(files(folder.path()).into_values().any(|bytes| bytes == log));
}

#[test]
fn no_command_can_leave_an_impossible_state() {
    let mut desk = morning();
    let handed = desk.add(Kind::Order, "Acme", "40 pallets");
    desk.hand_off(&[handed]);
    let open = desk.add(Kind::Order, "Beta", "2 seals");
    let closed = "state = 'closed', closed_at = 1, ending = 'told', client_due = NULL, play = NULL,
                  standing_cue = NULL, wake_at = NULL, wake_cue = NULL, snoozed_until = NULL";
    for sql in [
        format!("UPDATE items SET {closed} WHERE number = {}", handed.0),
        format!("UPDATE items SET play = 'nobody' WHERE number = {}", handed.0),
        format!("UPDATE items SET play = 'owner' WHERE number = {}", open.0),
        format!("UPDATE items SET kind = 'support' WHERE number = {}", handed.0),
        format!(
            "UPDATE hand_offs SET stage = 'acknowledged' WHERE item = {}",
            handed.0
        ),
        format!(
            "UPDATE hand_offs SET stage = 'done', ended_at = 1 WHERE item = {}",
            handed.0
        ),
        format!(
            "UPDATE items SET {closed}, ending = 'history', reason = 'habit' WHERE number = {}",
            open.0
        ),
        format!("UPDATE items SET {closed}, minutes = 5 WHERE number = {}", open.0),
        "UPDATE owners SET stand_in = number".to_owned(),
        "UPDATE owners SET escalate_to = number".to_owned(),
    ] {
        let command = format!(
            "BEGIN; INSERT INTO running (one, command) SELECT 1, max(number) FROM commands; {sql}; DELETE FROM running"
        );
        let refused = desk.store.connection.execute_batch(&command);
        assert!(refused.is_err(), "{sql}");
        desk.store.connection.execute_batch("ROLLBACK").unwrap();
    }
    // It is these changes that are refused, and not any.
    let fine = "BEGIN; INSERT INTO running (one, command) SELECT 1, max(number) FROM commands;
                UPDATE items SET urgent = 1; DELETE FROM running; ROLLBACK";
    desk.store.connection.execute_batch(fine).unwrap();
}
