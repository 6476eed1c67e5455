//! The commands that only look, on a store in whose place nothing can be written.
//!
//! What needs a right that the user running the tests does not have is skipped, and says so.
#![cfg(unix)]
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::option_option,
    reason = "a test that can't go on fails, and one that is skipped says so"
)]

#[expect(dead_code, reason = "each test file uses a part of the support")]
#[path = "support/disk.rs"]
mod disk;

use std::collections::BTreeMap;
use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use disk::Disk;

const PROGRAM: &str = env!("CARGO_BIN_EXE_downbeat");

/// A run of the program on a store, by `user` if one is named, two days after the store was filled.
fn run(store: &Path, user: Option<u32>, args: &[&str]) -> Output {
    let mut process = match user {
        None => Command::new(PROGRAM),
        Some(user) => {
            let mut process = Command::new("setpriv");
            process.args([&format!("--reuid={user}"), &format!("--regid={user}")]);
            process.arg("--clear-groups").arg(PROGRAM);
            process
        }
    };
    let now = if args[0] == "add" || args[0] == "snooze" {
        "2026-11-23T07:42:00Z"
    } else {
        "2026-11-25T07:42:00Z"
    };
    process
        .args(args)
        .env_clear()
        .envs(std::env::var_os("TMPDIR").map(|folder| ("TMPDIR", folder)))
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("HOME", "/nowhere")
        .env("TZ", "Europe/Berlin")
        .env("DOWNBEAT_DB", store)
        .env("DOWNBEAT_NOW", now);
    process.output().unwrap()
}

#[track_caller]
fn ok(store: &Path, user: Option<u32>, args: &[&str]) -> String {
    let output = run(store, user, args);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{args:?}: {errors}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[track_caller]
fn refused(store: &Path, user: Option<u32>, args: &[&str]) -> String {
    let output = run(store, user, args);
    assert_eq!(output.status.code(), Some(1), "{args:?}: {output:?}");
    String::from_utf8_lossy(&output.stderr).into_owned() + &String::from_utf8_lossy(&output.stdout)
}

/// A store with an item in the inbox and one that wakes a day later.
fn fill(store: &Path) {
    ok(store, None, &["add", "order Acme Pumps: 40 pallets to Rotterdam"]);
    ok(store, None, &["add", "support Borealis: Login fails"]);
    ok(store, None, &["snooze", "2", "tomorrow"]);
}

fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries
        .filter(|path| path.is_file())
        .map(|path| (path.clone(), fs::read(path).unwrap()))
        .collect()
}

/// What looks works, tells the truth of this moment, and leaves the folder as it is.
#[track_caller]
fn is_read(store: &Path, user: Option<u32>) {
    let folder = store.parent().unwrap();
    let before = files(folder);
    let shown = run(store, user, &["list"]);
    let words = String::from_utf8_lossy(&shown.stderr);
    assert!(
        words.contains("can't be written to: it is read from a copy"),
        "{words}"
    );
    let list = String::from_utf8_lossy(&shown.stdout);
    // The second one woke while nobody could write.
    assert!(
        list.contains("Rotterdam") && list.contains("Login fails"),
        "{list}"
    );
    assert!(ok(store, user, &["show", "2"]).contains("snooze over"));
    assert!(ok(store, user, &["week"]).contains("2026-W48"));
    assert!(ok(store, user, &["history"]).contains("Acme Pumps"));
    assert!(ok(store, user, &["account", "list"]).contains("Borealis"));
    for args in [["note", "1", "x"].as_slice(), &["add", "Acme: x"]] {
        let why = refused(store, user, args);
        assert!(
            why.contains("can't be written to") && why.contains("`downbeat list`"),
            "{why}"
        );
    }
    assert!(files(folder) == before, "{:?}", files(folder).keys());
}

fn mode(path: &Path, mode: u32) {
    fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
}

/// A user who may not write what root owns: nobody for root, and for others they themselves.
fn modest_user(folder: &Path) -> Option<Option<u32>> {
    let user = (fs::metadata(folder).unwrap().uid() == 0).then_some(65_534);
    let able = Command::new("setpriv")
        .args([
            "--reuid=65534",
            "--regid=65534",
            "--clear-groups",
            PROGRAM,
            "--version",
        ])
        .output()
        .is_ok_and(|output| output.status.success());
    if user.is_some() && !able {
        println!(
            "skipped: this test needs `setpriv`, and a target folder that others can read, when root runs it"
        );
        return None;
    }
    Some(user)
}

#[test]
fn a_store_on_a_read_only_disk_is_read() {
    let Some(disk) = Disk::new("size=4m") else { return };
    let store = disk.path("downbeat.db");
    fill(&store);
    disk.remount("ro");
    is_read(&store, None);
    disk.remount("rw");
}

#[test]
fn a_store_in_a_folder_that_can_not_be_written_to_is_read_unless_its_log_is_needed() {
    let outer = tempfile::tempdir().unwrap();
    mode(outer.path(), 0o755);
    let folder = outer.path().join("folder");
    fs::create_dir(&folder).unwrap();
    let Some(user) = modest_user(&folder) else { return };
    let store = folder.join("downbeat.db");
    fill(&store);
    mode(&store, 0o444);
    mode(&folder, 0o555);
    is_read(&store, user);

    // Somebody has it open, and what was written last stands in the log alone.
    mode(&folder, 0o755);
    mode(&store, 0o644);
    let open = downbeat::store::Store::open(&store, "2026-11-23T07:42:00Z".parse().unwrap()).unwrap();
    ok(&store, None, &["add", "order Delta Freight: Pallet jack"]);
    let [log, index] = ["downbeat.db-wal", "downbeat.db-shm"].map(|name| folder.join(name));
    assert!(fs::metadata(&log).unwrap().len() > 0);
    for file in [&store, &log, &index] {
        mode(file, 0o444);
    }
    mode(&folder, 0o555);
    assert!(ok(&store, user, &["list"]).contains("Pallet jack"));

    // A log that a crash left, without what SQLite would make beside it to read it.
    let crashed = outer.path().join("crashed");
    fs::create_dir(&crashed).unwrap();
    fs::copy(&store, crashed.join("downbeat.db")).unwrap();
    fs::copy(&log, crashed.join("downbeat.db-wal")).unwrap();
    drop(open);
    mode(&crashed, 0o555);
    let before = files(&crashed);
    for command in ["list", "doctor"] {
        let why = refused(&crashed.join("downbeat.db"), user, &[command]);
        assert!(
            why.contains("without writing beside it")
                && why.contains("downbeat.db-wal into a folder of your own"),
            "{why}"
        );
    }
    assert!(files(&crashed) == before);
    for folder in [&folder, &crashed] {
        mode(folder, 0o755);
    }
}

#[test]
fn a_store_that_can_not_be_read_is_said_to_be_so() {
    let outer = tempfile::tempdir().unwrap();
    mode(outer.path(), 0o755);
    let Some(user) = modest_user(outer.path()) else {
        return;
    };
    let store = outer.path().join("downbeat.db");
    fill(&store);
    mode(&store, 0o000);
    for args in [
        ["doctor"].as_slice(),
        &["list"],
        &["show", "1"],
        &["note", "1", "x"],
    ] {
        let why = refused(&store, user, args);
        assert!(
            why.contains("the file can't be read; check who owns it and its permissions")
                && !why.contains("can't be written"),
            "{args:?}: {why}"
        );
    }
    mode(&store, 0o600);
}
