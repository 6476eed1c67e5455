//! A morning typed through a real pseudo-terminal: what came in is imported, triaged by the keyboard alone to an
//! empty inbox, taken back to the start and done again; the next day brings the owners' answers, and the week is
//! exported.

#[expect(dead_code, reason = "each test file uses a part of the support")]
mod support;

#[path = "morning/exports.rs"]
mod exports;

use serde_json::Value;

use support::cli::Downbeat;
use support::list::{rows, select};
use support::pty::{Session, Size};

const SIZE: Size = (140, 36);

/// What was done on the screen that morning, in order: the words of each command, as undo and redo repeat them.
const DONE: [&str; 12] = [
    "#1 Acme Pumps handed to Maria Sol",
    "#2 Øresund Marine handed to Dev Patel",
    "#3 山田商店 handed to Fay Lind",
    "#4 Čapek Roboti kept: first chair, client insisted",
    "#5 Weiss & Co asleep until Mon 30 Nov 09:00",
    "#6 Free Gifts dismissed",
    "#7 Delta Freight closed: the client knows",
    "#12 Borealis GmbH heard, handed to Dev Patel",
    "call to Halden AG logged: connected",
    "#13 Halden AG client told, hears again",
    "#13 Halden AG handed to Dev Patel",
    "4 rows handed",
];

/// Three owners, and the two exports imported.
fn imported() -> Downbeat {
    let downbeat = Downbeat::new();
    let owners: [&[&str]; 3] = [
        &[
            "maria",
            "--name",
            "Maria Sol",
            "--seat",
            "1",
            "--kinds",
            "order",
            "--role",
            "order desk",
        ],
        &[
            "dev",
            "--name",
            "Dev Patel",
            "--seat",
            "2",
            "--kinds",
            "support",
            "--escalate-to",
            "maria",
        ],
        &["fay", "--name", "Fay Lind", "--seat", "4", "--role", "finance"],
    ];
    for owner in owners {
        downbeat.ok(&[&["owner", "add"], owner].concat());
    }
    downbeat.write("orders.csv", exports::orders());
    downbeat.write("tickets.csv", exports::TICKETS);
    let preview = downbeat.ok(&["import", "orders.csv", "tickets.csv", "--dry-run"]);
    for words in [
        "shopify",
        "zendesk",
        "Europe/Berlin",
        "15 new (2 as history)",
        "tickets.csv:6: ",
    ] {
        assert!(preview.contains(words), "{words}: {preview}");
    }
    assert_eq!(
        downbeat.json(&["list", "--json"]),
        Value::Array(Vec::new()),
        "a preview changed something"
    );
    downbeat.ok(&["import", "orders.csv", "tickets.csv"]);
    downbeat
}

/// Everything that can be listed, with each item in full.
fn everything(downbeat: &Downbeat) -> Vec<Value> {
    let mut all = vec![downbeat.json(&["owner", "list", "--json"])];
    for list in ["inbox", "waiting", "later", "done"] {
        let rows = downbeat.json(&["list", list, "--json"]);
        for row in rows.as_array().into_iter().flatten() {
            all.push(downbeat.json(&["show", &row["number"].to_string(), "--json"]));
        }
        all.push(rows);
    }
    all
}

/// Waits for a view's count in the header.
#[track_caller]
fn until_count(session: &Session, view: &str, count: usize) {
    session.until(&format!("{view} {count}  "));
}

/// Triages the inbox of [`imported`] until it is empty. Each step waits for its own words and for the counts.
fn triage(screen: &mut Session) {
    until_count(screen, "Inbox", 13);
    until_count(screen, "Done", 2);

    select(screen, "Acme Pumps");
    screen.key("d");
    screen.until(DONE[0]);
    until_count(screen, "Inbox", 12);
    screen.until("1 untold");

    // A seat's digit, whoever the row shows.
    select(screen, "Øresund Marine");
    screen.key("2");
    screen.until(DONE[1]);
    until_count(screen, "Waiting", 2);

    select(screen, "山田商店");
    screen.key("D");
    screen.until("Hand #3 山田商店 to");
    screen.type_text("fay");
    screen.until_screen("find only Fay", |screen| {
        screen.contains("Fay Lind") && !screen.contains("Maria Sol  ")
    });
    screen.key("Enter");
    screen.until(DONE[2]);
    until_count(screen, "Inbox", 10);

    select(screen, "Čapek Roboti");
    screen.key("m");
    screen.until("Why keep #4 Čapek Roboti yourself?");
    screen.key("c");
    screen.until(DONE[3]);
    until_count(screen, "Later", 4);

    select(screen, "Weiss & Co");
    screen.key("h");
    screen.until("Snooze #5 Weiss & Co until");
    screen.key("w");
    screen.until(DONE[4]);
    until_count(screen, "Later", 5);

    select(screen, "Free Gifts");
    screen.key("#");
    screen.until("Dismiss #6 Free Gifts");
    screen.key("n");
    screen.until("nothing dismissed");
    until_count(screen, "Inbox", 8);
    screen.key("#");
    screen.until("Dismiss #6 Free Gifts");
    screen.key("y");
    screen.until(DONE[5]);
    until_count(screen, "Done", 3);

    select(screen, "Delta Freight");
    screen.key("e");
    screen.until("Client told? Finish #7 Delta Freight");
    screen.key("y");
    screen.until("Why first chair? #7 Delta Freight never handed off");
    screen.key("f");
    screen.until("How many minutes did #7 Delta Freight take you?");
    screen.type_text("12");
    screen.key("Enter");
    until_count(screen, "Done", 4);
    screen.until(DONE[6]);
    until_count(screen, "Inbox", 6);

    select(screen, "Borealis GmbH");
    screen.key("l");
    screen.until("Listen: #12 Borealis GmbH");
    screen.type_text("nobody in the warehouse can log in");
    screen.key("Enter");
    screen.until("How did the client sound? #12 Borealis GmbH");
    screen.key("g");
    screen.until(DONE[7]);
    until_count(screen, "Inbox", 5);

    // A call in three keys; then what the client was told, and only then the hand-off.
    select(screen, "Halden AG");
    screen.keys("c c Enter");
    screen.until(DONE[8]);
    screen.key("t");
    screen.until("Client told: #13 Halden AG");
    screen.type_text("the right invoice comes tomorrow");
    screen.key("Enter");
    screen.until(DONE[9]);
    until_count(screen, "Inbox", 5);
    select(screen, "Halden AG");
    screen.key("d");
    screen.until(DONE[10]);
    until_count(screen, "Inbox", 4);

    // A mark, a range to the last row, and one key for all of them, each to the owner it shows.
    screen.keys("g g x G V");
    screen.until("4 rows marked");
    screen.until_screen("show four marks", |screen| {
        rows(screen).iter().filter(|row| row.marked).count() == 4
    });
    screen.key("d");
    screen.until(DONE[11]);
    until_count(screen, "Inbox", 0);
    until_count(screen, "Waiting", 9);
    screen.until("Nobody waits for you.");
    screen.until("9 untold");
}

#[test]
fn an_import_is_triaged_to_an_empty_inbox_taken_back_to_the_start_and_done_again() {
    let mut downbeat = imported();
    let before = everything(&downbeat);
    let mut screen = downbeat.session(&[], SIZE);
    triage(&mut screen);
    let after = everything(&downbeat);

    for words in DONE.iter().rev() {
        screen.key("u");
        screen.until_screen(&format!("take back {words}"), |screen| {
            status(screen).starts_with(" taken back: ") && status(screen).contains(words)
        });
    }
    until_count(&screen, "Inbox", 13);
    assert_eq!(
        everything(&downbeat),
        before,
        "undo did not lead back to what the import left"
    );

    // Further back than this screen: the import and the owners, which the shell entered.
    screen.key("u");
    screen.until("taken back: imported");
    until_count(&screen, "Inbox", 0);
    for owner in ["Fay", "Dev", "Maria"] {
        screen.key("u");
        screen.until_screen(&format!("take {owner} back"), |screen| {
            status(screen).starts_with(" taken back: ") && status(screen).contains(owner)
        });
    }
    screen.key("u");
    screen.until("there is nothing to take back");
    assert_eq!(
        everything(&downbeat)
            .iter()
            .map(|value| value.as_array().map(Vec::len))
            .max(),
        Some(Some(0))
    );
    screen.key("q");
    assert_eq!(screen.wait_exit(), 0);
    screen.assert_given_back();

    // A new start, the same day: redo goes on where undo stopped.
    downbeat.at("2026-11-23T08:30:00+01:00");
    let mut screen = downbeat.session(&[], SIZE);
    screen.until("Welcome to downbeat");
    screen.key("s");
    screen.until_gone("Welcome to downbeat");
    for words in ["Maria", "Dev", "Fay", "imported"].iter().chain(&DONE) {
        screen.key("Ctrl-r");
        screen.until_screen(&format!("do {words} again"), |screen| {
            status(screen).starts_with(" done again: ") && status(screen).contains(words)
        });
    }
    screen.key("Ctrl-r");
    screen.until("there is nothing to do again");
    until_count(&screen, "Inbox", 0);
    assert_eq!(
        everything(&downbeat),
        after,
        "redo did not lead to where undo began"
    );
    screen.key("q");
    assert_eq!(screen.wait_exit(), 0);
    assert!(
        screen.screen().contains("9 hand-offs are untold"),
        "{}",
        screen.screen()
    );
    screen.assert_given_back();
}

#[test]
fn the_next_day_brings_the_owners_answers_and_the_owners_are_told() {
    let mut downbeat = imported();
    for (item, owner) in [
        ("1", "maria"),
        ("2", "dev"),
        ("3", "fay"),
        ("8", "maria"),
        ("9", "maria"),
        ("12", "dev"),
    ] {
        downbeat.ok(&["delegate", item, "--to", owner]);
    }
    downbeat.at("2026-11-24T09:05:00+01:00");
    let mut screen = downbeat.session(&[], SIZE);
    screen.until("6 untold");
    screen.keys("g w");
    screen.until("longest silence first");

    // An answer proves that the brief arrived, so each one leaves fewer owners untold.
    select(&mut screen, "Acme Pumps");
    screen.keys("r a");
    screen.until("#1 Acme Pumps: Maria Sol has it");
    screen.type_text("fri");
    screen.until("Fri 27 Nov 09:00");
    screen.key("Enter");
    screen.until("#1 Acme Pumps acknowledged by Maria Sol");
    screen.until("5 untold");

    select(&mut screen, "山田商店");
    screen.keys("r d");
    screen.until("#3 山田商店 done by Fay Lind");
    until_count(&screen, "Waiting", 5);

    select(&mut screen, "Nordwind");
    screen.keys("r r");
    screen.until("#8 Nordwind returned by Maria Sol");
    until_count(&screen, "Waiting", 4);
    screen.until("3 untold");

    select(&mut screen, "Øresund Marine");
    screen.key("f");
    screen.until("#2 Øresund Marine nudged: Dev Patel · Y copies the chase");
    screen.key("Y");
    screen.until("the chase is copied");
    assert!(last_copied(&screen).starts_with("Dev Patel, where does this stand?"));

    select(&mut screen, "Borealis GmbH");
    screen.key("!");
    screen.until("#12 Borealis GmbH escalated to Maria Sol");

    // Copying a brief tells its owner; Orchestra copies what is left of one owner's as one message.
    select(&mut screen, "Südstern");
    screen.key("y");
    screen.until("#9 Südstern told to Maria Sol");
    screen.until("2 untold");
    let brief = last_copied(&screen);
    assert!(
        brief.starts_with("Maria Sol, please take this order:") && brief.contains("Lamp"),
        "{brief}"
    );
    screen.keys("g r");
    screen.until_screen("select Maria", |screen| screen.contains("▌ 1 Maria Sol"));
    // A card that names no hours takes the config's.
    screen.until("answers in   8 working hours");
    screen.key("y");
    screen.until("#12 Borealis GmbH told to Maria Sol");
    screen.until("1 untold");
    let brief = last_copied(&screen);
    assert!(
        brief.contains("escalated to you") && brief.contains("Login fails after update"),
        "{brief}"
    );

    screen.keys("g i");
    select(&mut screen, "山田商店");
    screen.key("e");
    screen.until("Client told? Finish");
    screen.key("y");
    screen.until("#3 山田商店 closed: the client knows");
    select(&mut screen, "Nordwind");
    screen.until("returned");
    screen.key("d");
    screen.until("#8 Nordwind handed to Maria Sol");
    screen.until("2 untold");

    let shown = downbeat.json(&["show", "12", "--json"]);
    assert_eq!(shown["with"]["owner"], "Maria Sol");
    screen.key("q");
    assert_eq!(screen.wait_exit(), 0);
    assert!(
        screen.screen().contains("2 hand-offs are untold"),
        "{}",
        screen.screen()
    );
}

#[test]
fn the_week_leaves_the_screen_in_four_formats_with_the_bytes_that_the_command_writes() {
    let mut downbeat = imported();
    downbeat.ok(&["delegate", "1", "2", "3", "12"]);
    downbeat.ok(&["keep", "4", "--reason", "habit"]);
    downbeat.at("2026-11-25T11:00:00+01:00");
    downbeat.ok(&["owner-done", "1", "2"]);
    downbeat.ok(&["told", "1", "--close"]);

    // The running week, as of the moment that the file names.
    downbeat.at("2026-11-27T16:00:00+01:00");
    let mut screen = downbeat.session(&[], SIZE);
    screen.until("Inbox");
    screen.keys("g k");
    screen.until("Week 48, 23 to 29 Nov 2026");
    screen.until("Conducted  1 of 1 finished");
    export_all(&mut screen, "2026-W48");
    let written = downbeat.read("downbeat-2026-W48.json");
    let parsed: Value = serde_json::from_str(&written).unwrap_or_default();
    let moment = parsed["as_of"].as_str().unwrap_or_default().to_owned();
    assert_eq!(
        downbeat.ok(&["--now", &moment, "week", "--format", "json"]),
        written
    );
    screen.key("q");
    assert_eq!(screen.wait_exit(), 0);

    // A week that is over has the figures of its end, whenever it is asked for.
    downbeat.at("2026-12-01T08:00:00+01:00");
    let mut screen = downbeat.session(&[], SIZE);
    screen.until("Inbox");
    screen.keys("g k");
    screen.until("Week 49, 30 Nov to 6 Dec 2026");
    screen.key("h");
    screen.until("as of the week's end");
    export_all(&mut screen, "2026-W48");
    for format in FORMATS {
        let written = downbeat.read(&format!("downbeat-2026-W48.{}", format.1));
        let told = downbeat.ok(&["week", "--week", "2026-W48", "--format", format.1]);
        assert!(
            written == told,
            "the {} from the screen is not what the command writes",
            format.1
        );
        assert!(written.contains("Acme Pumps"), "{written}");
    }
    assert!(downbeat.read("downbeat-2026-W48.html").ends_with("</html>\n"));
    screen.key("q");
    assert_eq!(screen.wait_exit(), 0);
    screen.assert_given_back();
}

/// The key after `e` and the format it writes.
const FORMATS: [(&str, &str); 4] = [("m", "md"), ("h", "html"), ("c", "csv"), ("j", "json")];

/// Exports the week shown in every format, each waited for.
fn export_all(screen: &mut Session, week: &str) {
    for (key, format) in FORMATS {
        screen.keys(&format!("e {key}"));
        screen.until(&format!("{week} written to downbeat-{week}.{format}"));
    }
}

/// The text that was last put on the clipboard.
#[track_caller]
fn last_copied(screen: &Session) -> String {
    let copied = screen.copied();
    copied
        .last()
        .cloned()
        .unwrap_or_else(|| panic!("nothing was copied"))
}

/// The status line: the last one of the screen.
fn status(screen: &str) -> &str {
    screen.lines().last().unwrap_or_default()
}
