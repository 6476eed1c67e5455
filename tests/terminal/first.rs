//! The first start, and the demo: what somebody sees who has never seen downbeat.

use std::collections::BTreeSet;

use crate::SIZE;
use crate::support::cli::Downbeat;
use crate::support::list::rows;
use crate::support::pty::Session;

#[track_caller]
fn first_start(downbeat: &Downbeat) -> Session {
    let screen = downbeat.session(&[], SIZE);
    screen.until("Welcome to downbeat");
    // Where the store will be.
    screen.until("downbeat.db");
    screen
}

#[test]
fn the_first_owners_are_entered_there_and_then() {
    let downbeat = Downbeat::new();
    let mut screen = first_start(&downbeat);
    screen.key("o");
    screen.until("Enter keeps the card");
    for (name, takes, seat) in [("Maria Sol", "orders", "1"), ("Dev Patel", "support", "2")] {
        screen.type_text(name);
        screen.keys("Tab Tab");
        screen.type_text(takes);
        screen.key("Tab");
        screen.type_text(seat);
        screen.key("Enter");
        screen.until(&format!("{seat}  {name}"));
    }
    screen.key("Enter");
    screen.until_gone("Welcome to downbeat");
    screen.key("i");
    screen.type_text("order Acme Pumps: 40 pallets fri 10:00 !");
    screen.until("Enter adds it");
    screen.key("Enter");
    screen.until("→ 1 Maria");
    screen.key("d");
    screen.until("#1 Acme Pumps handed to Maria Sol");
    screen.key("q");
    assert_eq!(screen.wait_exit(), 0);
    let owners = downbeat.json(&["owner", "list", "--json"]);
    assert_eq!(
        (&owners[0]["handle"], &owners[1]["seat"]),
        (&"maria".into(), &2.into()),
        "{owners}"
    );
}

#[test]
fn a_first_start_that_only_looks_can_be_left_and_comes_again() {
    let downbeat = Downbeat::new();
    let mut screen = first_start(&downbeat);
    screen.key("?");
    screen.until("the first start");
    screen.key("Esc");
    screen.until("Welcome to downbeat");
    screen.key("q");
    assert_eq!(screen.wait_exit(), 0);
    screen.assert_given_back();
    let mut screen = first_start(&downbeat);
    screen.key("s");
    screen.until_gone("Welcome to downbeat");
    screen.until("adds an item in one line");
}

fn files(downbeat: &Downbeat) -> BTreeSet<String> {
    let entries = std::fs::read_dir(downbeat.path(".")).into_iter().flatten();
    entries
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .collect()
}

/// The terminal's first reader lived on behind the demo and took its first key away.
#[test]
fn the_demo_opens_from_the_first_start_and_takes_every_key() {
    let downbeat = Downbeat::new();
    let folder = downbeat.path(".").to_string_lossy().into_owned();
    let mut screen = downbeat.session_with(&[], SIZE, &[("TMPDIR", &folder)]);
    screen.until("Welcome to downbeat");
    screen.key("d");
    screen.until("by client clock");
    screen.until_screen("list the demo's rows", |screen| rows(screen).len() > 5);
    screen.key("?");
    screen.until("Keys of Inbox");
    screen.key("Esc");
    screen.until_gone("Keys of Inbox");
    screen.key("G");
    screen.until_screen("stand on the last row", |screen| {
        rows(screen).last().is_some_and(|row| row.selected)
    });
    screen.keys("g w");
    screen.until("longest silence first");
    screen.signal("TERM");
    assert_eq!(screen.wait_exit(), 0);
    screen.assert_given_back();
    let left: Vec<String> = files(&downbeat)
        .into_iter()
        .filter(|name| name.contains("demo"))
        .collect();
    assert_eq!(left, Vec::<String>::new(), "the demo left its store behind");
}

#[test]
fn help_and_the_palette_lead_to_every_action_of_the_demo() {
    let downbeat = Downbeat::new();
    let folder = downbeat.path(".").to_string_lossy().into_owned();
    let before = files(&downbeat);
    let mut screen = downbeat.session_with(&["demo"], SIZE, &[("TMPDIR", &folder)]);
    screen.until("by client clock");
    screen.until_screen("list the demo's rows", |screen| rows(screen).len() > 5);
    screen.key("?");
    for words in ["Keys of Inbox", "go to Orchestra", "hand off to the owner shown"] {
        screen.until(words);
    }
    screen.key("Space");
    for words in [
        "hand off to the owner of that seat",
        "#          dismiss: nobody's work",
        "h          snooze",
    ] {
        screen.until(words);
    }
    screen.key("Space");
    screen.until("Ctrl-z     suspend");
    screen.key("q");
    screen.until_gone("Keys of Inbox");
    screen.key("Ctrl-k");
    screen.until("Enter");
    screen.type_text("go to later");
    screen.until_screen("find one action", |screen| {
        screen.contains("Later") && !screen.contains("hand off to")
    });
    screen.key("Enter");
    screen.until("first to wake first");
    screen.key("q");
    assert_eq!(screen.wait_exit(), 0);
    screen.assert_given_back();
    assert_eq!(files(&downbeat), before, "the demo left something behind");
}
