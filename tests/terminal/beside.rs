//! Beside other programs on the same store: another screen, a command, a lock held for a while.

use rusqlite::Connection;

use crate::support::list::{Row, rows, select, selected};
use crate::{morning, opened};

#[test]
fn what_one_screen_does_the_other_shows() {
    let downbeat = morning();
    let (mut one, mut other) = (opened(&downbeat), opened(&downbeat));
    select(&mut one, "Acme Pumps");
    select(&mut other, "Borealis GmbH");
    one.key("d");
    one.until("#1 Acme Pumps handed to Maria Sol");
    other.until("Waiting 1");
    other.until("1 untold");
    // A commit elsewhere moves no selection.
    other.until_screen("keep Borealis selected", |screen| {
        selected(screen).is_some_and(|row| row.text.contains("Borealis GmbH")) && rows(screen).len() == 3
    });
    other.key("d");
    other.until("#3 Borealis GmbH handed to Dev Patel");
    one.until("Waiting 2");
    // Each takes back what it did itself, whoever was last.
    one.key("u");
    one.until("taken back: #1 Acme Pumps handed to Maria Sol");
    other.until("Waiting 1  ");
    other.until("Inbox 3");
    other.key("u");
    other.until("taken back: #3 Borealis GmbH handed to Dev Patel");
    one.until("Inbox 4");
}

#[test]
fn a_command_in_the_shell_shows_on_the_screen_and_an_owner_too() {
    let downbeat = morning();
    let mut screen = opened(&downbeat);
    downbeat.ok(&["add", "order Kestrel Air: 3 rotors fri 9:00"]);
    screen.until("Kestrel Air");
    screen.until("Inbox 5");
    downbeat.ok(&["owner", "edit", "maria", "--name", "Mia Sol"]);
    screen.until("→ 1 Mia");
    downbeat.ok(&["delegate", "1", "2", "5"]);
    screen.until("3 untold");
    screen.keys("g w");
    screen.until_screen("list what the shell handed off", |screen| rows(screen).len() == 3);
    downbeat.ok(&["undo"]);
    screen.until("Nobody owes you an answer.");
}

/// Holds the store's write lock, as another program that writes does.
fn lock(downbeat: &crate::support::cli::Downbeat) -> Connection {
    let connection = Connection::open(downbeat.db()).unwrap_or_else(|error| panic!("no lock: {error}"));
    locked(&connection, "BEGIN IMMEDIATE");
    connection
}

fn locked(connection: &Connection, statement: &str) {
    connection
        .execute_batch(statement)
        .unwrap_or_else(|error| panic!("{statement}: {error}"));
}

#[test]
fn a_write_waits_for_another_program_and_the_screen_goes_on_meanwhile() {
    let downbeat = morning();
    let mut screen = opened(&downbeat);
    select(&mut screen, "Acme Pumps");
    let writer = lock(&downbeat);
    screen.key("d");
    // In flight, and the rep reads on.
    screen.until("to Maria");
    screen.key("G");
    screen.until("▌F  山田商店");
    locked(&writer, "COMMIT");
    screen.until("#1 Acme Pumps handed to Maria Sol");
    screen.until("Waiting 1");
}

/// The first frame is read, not written: it waits for nobody.
#[test]
fn the_screen_opens_while_another_program_writes() {
    let downbeat = morning();
    let writer = lock(&downbeat);
    let mut screen = opened(&downbeat);
    select(&mut screen, "Acme Pumps");
    screen.key("d");
    screen.until("to Maria");
    locked(&writer, "COMMIT");
    screen.until("#1 Acme Pumps handed to Maria Sol");
}

/// Takes the five seconds for which downbeat keeps trying.
#[test]
fn a_store_that_stays_locked_is_said_and_the_row_is_put_back() {
    let downbeat = morning();
    let mut screen = opened(&downbeat);
    select(&mut screen, "Acme Pumps");
    let writer = lock(&downbeat);
    screen.key("d");
    screen.until("another program is writing to it and did not finish in time");
    screen.until_screen("put the row back", |screen| {
        let back = |row: &Row| row.text.contains("Acme Pumps") && row.text.ends_with("→ 1 Maria");
        rows(screen).len() == 4 && rows(screen).iter().any(back)
    });
    locked(&writer, "COMMIT");
    select(&mut screen, "Acme Pumps");
    screen.key("d");
    screen.until("#1 Acme Pumps handed to Maria Sol");
}

#[test]
fn quitting_waits_for_what_is_on_its_way_to_disk() {
    let downbeat = morning();
    let mut screen = opened(&downbeat);
    select(&mut screen, "Acme Pumps");
    let writer = lock(&downbeat);
    screen.keys("d q");
    screen.until("Saving, then leaving");
    locked(&writer, "COMMIT");
    assert_eq!(screen.wait_exit(), 0);
    screen.assert_given_back();
    assert!(
        screen.screen().contains("1 hand-off is untold"),
        "{}",
        screen.screen()
    );
    assert_eq!(downbeat.json(&["list", "waiting", "--json"])[0]["number"], 1);
}
