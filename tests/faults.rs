//! The store when its process is killed, its disk is full or its folder can't be written to.
//!
//! What needs another process starts this test program again, as [`child`]. What needs a right that the user running
//! the tests does not have is skipped, and says so.
#![cfg(unix)]
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::option_option,
    reason = "a test that can't go on fails, and one that is skipped says so"
)]

use std::collections::BTreeMap;
use std::fs::{self, Permissions};
use std::io::{BufRead, BufReader};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::{Command as Process, Stdio};

use downbeat::domain::Time;
use downbeat::domain::command::Command;
use downbeat::domain::draft::ItemDraft;
use downbeat::domain::ids::ItemNo;
use downbeat::domain::item::Kind;
use downbeat::domain::listing::{From, List, Scope};
use downbeat::domain::routing::Router;
use downbeat::domain::settings::Settings;
use downbeat::store::backup::restore;
use downbeat::store::doctor::{Finding, examine};
use downbeat::store::{Reader, Result, Store};

#[path = "support/disk.rs"]
mod disk;

use disk::Disk;

const CHILD: &str = "DOWNBEAT_TEST_CHILD";

/// Before everything that a child has to say: the test harness writes to the same stream.
const SAYS: &str = "child says ";

fn now() -> Time {
    "2026-11-23T07:42:00Z".parse().unwrap()
}

fn add(store: &mut Store, words: &str) -> Result<ItemNo> {
    let draft = ItemDraft {
        kind: Kind::Order,
        account: "Acme Pumps".to_owned(),
        subject: "40 pallets to Rotterdam".to_owned(),
        words: words.to_owned(),
        client_due: None,
        urgent: false,
        value: None,
        owner: None,
    };
    let done = store.perform(&Command::Add(draft), &Settings::default(), now(), false)?;
    Ok(done.items[0])
}

/// The numbers of all items in the inbox.
fn inbox(path: &Path) -> Vec<i64> {
    let reader = Reader::open(path).unwrap();
    let scope = Scope {
        list: Some(List::Inbox),
        kind: None,
        owner: None,
        words: String::new(),
    };
    let settings = Settings::default();
    let router = Router::new(&settings, &[]);
    let window = reader
        .window(&scope, From::Top, 1_000_000, &router, now())
        .unwrap();
    window.rows.iter().map(|row| row.item.0).collect()
}

fn serious(path: &Path) -> Vec<Finding> {
    let findings = examine(path, now()).unwrap();
    findings
        .into_iter()
        .filter(|finding| finding.serious && !matches!(finding.area.as_str(), "disk" | "permissions"))
        .collect()
}

fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries
        .filter(|path| path.is_file())
        .map(|path| (path.clone(), fs::read(path).unwrap()))
        .collect()
}

/// The other process; does nothing unless it is started as one.
#[test]
fn child() {
    let Ok(task) = std::env::var(CHILD) else { return };
    let (task, path) = task.split_once(' ').unwrap();
    let path = Path::new(path);
    match task {
        "open" => match Store::open(path, now()).and_then(|mut store| add(&mut store, "")) {
            Ok(item) => println!("{SAYS}{}", item.0),
            Err(error) => println!("{SAYS}{error}"),
        },
        "read" => match Reader::open(path) {
            Ok(_) => println!("{SAYS}read"),
            Err(error) => println!("{SAYS}{error}"),
        },
        "write" => {
            let mut store = Store::open(path, now()).unwrap();
            loop {
                let item = add(&mut store, &"words ".repeat(300)).unwrap();
                println!("{SAYS}{}", item.0);
            }
        }
        "come-and-go" => {
            let words = "words ".repeat(8_000);
            loop {
                let item = add(&mut Store::open(path, now()).unwrap(), &words).unwrap();
                println!("{SAYS}{}", item.0);
            }
        }
        "make" => {
            for number in 0.. {
                drop(Store::open(&path.join(format!("{number}.db")), now()).unwrap());
                println!("{SAYS}{number}");
            }
        }
        _ => println!("{SAYS}ready"),
    }
}

/// This program, to be started again as a child, by `user` if one is named.
fn again(task: &str, path: &Path, user: Option<u32>) -> Process {
    let program = std::env::current_exe().unwrap();
    let mut process = match user {
        None => Process::new(program),
        Some(user) => {
            let mut process = Process::new("setpriv");
            process.args([&format!("--reuid={user}"), &format!("--regid={user}")]);
            process.arg("--clear-groups").arg(program);
            process
        }
    };
    process
        .args(["--exact", "child", "--nocapture"])
        .env(CHILD, format!("{task} {}", path.display()))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    process
}

/// What a child said before it ended of itself.
fn said(task: &str, path: &Path, user: Option<u32>) -> Option<String> {
    let output = again(task, path, user).output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    text.split_once(SAYS)
        .map(|(_, said)| said.lines().next().unwrap_or_default().to_owned())
}

/// Starts a child, kills it once it has said something `times` times, and returns all that it said.
fn killed_after(times: usize, task: &str, path: &Path) -> Vec<i64> {
    let mut child = again(task, path, None).spawn().unwrap();
    let mut numbers = Vec::new();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    for line in lines.map_while(std::result::Result::ok) {
        // The harness may have begun the first line.
        let Some((_, number)) = line.split_once(SAYS) else {
            continue;
        };
        // The last line may be cut short: then it was not said.
        numbers.extend(number.parse::<i64>());
        if numbers.len() == times {
            child.kill().unwrap();
        }
    }
    child.wait().unwrap();
    assert!(
        numbers.len() >= times,
        "the child ended of itself after {numbers:?}"
    );
    numbers
}

#[test]
fn whatever_was_said_to_be_saved_is_there_after_a_kill_in_the_middle_of_a_write() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("downbeat.db");
    let mut saved = Vec::new();
    for times in [1, 2, 5, 11, 23, 40] {
        saved.extend(killed_after(times, "write", &path));
        let there = inbox(&path);
        assert!(
            saved.iter().all(|number| there.contains(number)),
            "{saved:?} {there:?}"
        );
        assert_eq!(serious(&path), []);
        let mut store = Store::open(&path, now()).unwrap();
        saved.push(add(&mut store, "works again").unwrap().0);
    }
}

#[test]
fn a_kill_while_stores_are_made_leaves_no_half_store() {
    let folder = tempfile::tempdir().unwrap();
    for times in [1, 2, 3] {
        let made = killed_after(times, "make", folder.path());
        for number in made {
            let path = folder.path().join(format!("{number}.db"));
            drop(Store::open(&path, now()).unwrap());
        }
        for path in files(folder.path()).keys() {
            if path.extension().is_some_and(|extension| extension == "db") {
                assert_eq!(serious(path), []);
                fs::remove_file(path).unwrap();
            }
        }
    }
}

/// A user who may not write what root owns: nobody for root, and for others they themselves.
fn modest_user(folder: &Path) -> Option<Option<u32>> {
    let user = (fs::metadata(folder).unwrap().uid() == 0).then_some(65_534);
    if said("hello", folder, user).as_deref() == Some("ready") {
        return Some(user);
    }
    println!(
        "skipped: this test needs `setpriv`, and a target folder that others can read, when root runs it"
    );
    None
}

fn mode(path: &Path, mode: u32) {
    fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
}

#[test]
fn what_can_not_be_written_or_read_is_said_in_words_and_left_as_it_was() {
    let outer = tempfile::tempdir().unwrap();
    mode(outer.path(), 0o755);
    let folder = outer.path().join("folder");
    fs::create_dir(&folder).unwrap();
    let Some(user) = modest_user(outer.path()) else {
        return;
    };
    let path = folder.join("downbeat.db");
    let refused = |task: &str, path: &Path, words: &str| {
        let before = files(&folder);
        let said = said(task, path, user).unwrap();
        assert!(
            said.starts_with("could not ") && said.contains(words),
            "{task}: {said}"
        );
        assert!(files(&folder) == before, "{task}: {:?}", files(&folder).keys());
    };
    let unwritable = "can't be written to; check who owns it and its permissions";
    mode(&folder, 0o555);
    refused("open", &path, unwritable);
    refused("open", &folder.join("deeper/downbeat.db"), unwritable);
    mode(&folder, 0o755);
    drop(Store::open(&path, now()).unwrap());
    // The file may be written, its folder not: there is no room for the log beside it.
    mode(&path, 0o666);
    mode(&folder, 0o555);
    refused("open", &path, unwritable);
    // The folder may be written, the file not.
    mode(&path, 0o444);
    mode(&folder, 0o777);
    refused("open", &path, unwritable);
    mode(&path, 0o000);
    refused("open", &path, "check who owns it and its permissions");
    refused("read", &path, "check who owns it and its permissions");
    mode(&folder, 0o700);
    if user.is_some() {
        refused("open", &path, "permission");
    }
    mode(&path, 0o600);
    drop(Store::open(&path, now()).unwrap());
}

#[test]
fn a_store_that_others_open_and_close_all_the_time_is_never_called_damaged() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("downbeat.db");
    drop(Store::open(&path, now()).unwrap());
    let busy = std::thread::spawn({
        let path = path.clone();
        move || killed_after(120, "come-and-go", &path)
    });
    while !busy.is_finished() {
        drop(Reader::open(&path).unwrap());
        drop(Store::open(&path, now()).unwrap());
    }
    let saved = busy.join().unwrap();
    assert!(inbox(&path).starts_with(&saved));
    assert_eq!(serious(&path), []);
}

#[test]
fn a_full_disk_loses_nothing_and_all_works_again_once_there_is_room() {
    let Some(disk) = Disk::new("size=3m") else { return };
    let path = disk.path("downbeat.db");
    let mut store = Store::open(&path, now()).unwrap();
    let mut saved = vec![add(&mut store, "first").unwrap().0];
    let ballast = disk.fill("ballast", 300_000);
    let error = loop {
        match add(&mut store, &"many words ".repeat(500)) {
            Ok(item) => saved.push(item.0),
            Err(error) => break error.to_string(),
        }
    };
    assert!(
        error.contains("the disk is full") && error.contains("nothing was lost"),
        "{error}"
    );
    assert!(saved.len() > 1);
    assert_eq!(inbox(&path), saved);
    let full = store.reader().unwrap();
    let error = full.backup(&disk.path("copy.db")).unwrap_err().to_string();
    assert!(error.contains("the disk is full"), "{error}");
    assert!(
        !files(disk.folder.path())
            .keys()
            .any(|path| path.to_string_lossy().contains("copy"))
    );
    assert_eq!(serious(&path), []);
    // Starting again on the full disk may be refused, but harms nothing.
    drop(full);
    drop(store);
    if let Err(error) = Store::open(&path, now()) {
        assert!(error.to_string().contains("the disk is full"), "{error}");
    }
    fs::remove_file(ballast).unwrap();
    let mut store = Store::open(&path, now()).unwrap();
    saved.push(add(&mut store, &"many words ".repeat(500)).unwrap().0);
    assert_eq!(inbox(&path), saved);
    assert_eq!(serious(&path), []);
}

#[test]
fn a_store_that_finds_no_room_to_be_made_or_restored_leaves_nothing_behind() {
    let Some(disk) = Disk::new("size=5m") else { return };
    let elsewhere = tempfile::tempdir().unwrap();
    let copy = elsewhere.path().join("copy.db");
    let mut store = Store::open(&elsewhere.path().join("downbeat.db"), now()).unwrap();
    for _ in 0..30 {
        add(&mut store, &"many words ".repeat(500)).unwrap();
    }
    store.reader().unwrap().backup(&copy).unwrap();
    let path = disk.path("downbeat.db");
    for room in [0, 8_192, 60_000] {
        let ballast = disk.fill("ballast", room);
        let before = files(disk.folder.path());
        let error = Store::open(&path, now()).map(drop).unwrap_err().to_string();
        assert!(error.contains("the disk is full"), "{error}");
        let error = restore(&copy, &path, now()).unwrap_err().to_string();
        assert!(error.contains("the disk is full"), "{error}");
        assert!(files(disk.folder.path()) == before);
        fs::remove_file(ballast).unwrap();
    }
    drop(Store::open(&path, now()).unwrap());
    // There is room for a copy beside the store, and not for the log of writing over it.
    let standing = fs::read(&path).unwrap();
    let copied = fs::metadata(&copy).unwrap().len();
    for room in [copied / 2, copied + 8_192, copied + 400_000] {
        let ballast = disk.fill("ballast", room);
        let error = restore(&copy, &path, now()).unwrap_err().to_string();
        assert!(error.contains("the disk is full"), "{error}");
        assert_eq!(inbox(&path), Vec::<i64>::new());
        let left = files(disk.folder.path());
        assert!(
            !left
                .keys()
                .any(|path| path.to_string_lossy().contains(".before-restore"))
        );
        assert!(!left.keys().any(|path| path.to_string_lossy().contains(".new-")));
        fs::remove_file(ballast).unwrap();
    }
    assert_eq!(fs::read(&path).unwrap().len(), standing.len());
    restore(&copy, &path, now()).unwrap();
    assert_eq!(inbox(&path).len(), 30);
}

#[test]
fn a_read_only_disk_is_said_in_words_and_the_doctor_still_looks() {
    let Some(disk) = Disk::new("size=4m") else { return };
    let path = disk.path("downbeat.db");
    let mut store = Store::open(&path, now()).unwrap();
    add(&mut store, "first").unwrap();
    drop(store);
    disk.remount("ro");
    let error = Store::open(&path, now()).map(drop).unwrap_err().to_string();
    assert!(error.contains("can't be written to"), "{error}");
    let error = Store::open(&disk.path("new/downbeat.db"), now())
        .map(drop)
        .unwrap_err()
        .to_string();
    assert!(error.contains("can't be written to"), "{error}");
    assert_eq!(serious(&path), []);
    let elsewhere = tempfile::tempdir().unwrap();
    let restored = elsewhere.path().join("downbeat.db");
    restore(&path, &restored, now()).unwrap();
    assert_eq!(inbox(&restored).len(), 1);
    disk.remount("rw");
    assert_eq!(inbox(&path).len(), 1);
}

#[test]
fn a_disk_with_too_little_room_for_a_new_store_never_gets_a_damaged_one() {
    for size in (280..=680).step_by(40) {
        let Some(disk) = Disk::new(&format!("size={size}k")) else {
            return;
        };
        let path = disk.path("downbeat.db");
        let opened = Store::open(&path, now()).map(drop);
        if let Err(error) = &opened {
            assert!(
                error.to_string().contains("the disk is full"),
                "{size} kB: {error}"
            );
        }
        if path.exists() {
            disk.remount("size=3m");
            drop(Store::open(&path, now()).unwrap());
            assert_eq!(serious(&path), [], "{size} kB");
        }
    }
}
