//! A day typed through a real pseudo-terminal on the made-up Monday: the morning, the calls that are due, promises on two
//! of them, a reading that falls back, a deal that closes later, an ask to the president, the card of the client who is
//! worst off, and Monday's sheet. All of it is taken back to the start and done again.

#[expect(dead_code, reason = "each test file uses a part of the support")]
mod support;

#[path = "day/queue.rs"]
mod queue;

use support::cli::Downbeat;
use support::list::select;
use support::pty::{Session, Size};
use support::tables::{differences, tables};

const SIZE: Size = (200, 40);

/// What was done on the screen that day, in order: the words of each command, as undo and redo repeat them.
const DONE: [&str; 9] = [
    "call to Nguyễn Thị Mai Textiles logged: no answer, try 5 of 5",
    "Next! one last note to Nguyễn Thị Mai Textiles",
    "call to 山田商店 logged: connected, callback",
    "山田商店: promised by Fri 27 Nov 12:00 (real)",
    "call to Lumen Hospital Group logged: connected",
    "Lumen Hospital Group: promised by Fri 29 Jan 09:00 (sponsored)",
    "O'Rourke Dairy: Rejected milk: 320 litres a week",
    "Harbour Lights Hotels: Second building: to close Fri 18 Dec instead of Thu 3 Dec (a new obstacle)",
    "Harbour Lights Hotels: asked Helen Brandt for An evening with Beatrix Lowe of the board",
];

/// The demo on a store that stays, opened on its Monday.
fn demo(downbeat: &Downbeat) -> Session {
    let db = downbeat.db();
    let screen = downbeat.session(&["demo", "--db", &db.to_string_lossy()], SIZE);
    screen.until("Inbox 25  ");
    screen
}

/// Selects the row of a client in a view of records, key by key, each waited for.
#[track_caller]
fn select_record(screen: &mut Session, client: &str) {
    let selected = |screen: &str| -> Option<String> {
        let line = screen.lines().find(|line| line.starts_with('▌'))?;
        Some(line.split('│').next().unwrap_or(line).to_owned())
    };
    let shown = screen.until_screen(&format!("list {client} and a selected row"), |screen| {
        selected(screen).is_some() && screen.contains(client)
    });
    let mut here = selected(&shown).unwrap_or_default();
    while !here.contains(client) {
        screen.key("j");
        let shown = screen.until_screen("select the next row", |screen| {
            selected(screen).is_some_and(|row| row != here)
        });
        here = selected(&shown).unwrap_or_default();
    }
}

/// What the status line, the last one of the screen, says of what was done; what `u` would take back stands behind it.
fn status(screen: &str) -> &str {
    let line = screen.lines().last().unwrap_or_default();
    line.split("u undo").next().unwrap_or(line)
}

/// Fills the fields of a form from the one it opens with, and saves.
fn fill(screen: &mut Session, fields: &[&str]) {
    for (nth, text) in fields.iter().enumerate() {
        if nth > 0 {
            screen.key("Tab");
        }
        if !text.is_empty() {
            screen.type_text(text);
            screen.until(text);
        }
    }
    screen.key("Enter");
}

/// The calls that are due: one that ends its chase, one that connects and is promised something.
fn call(screen: &mut Session) {
    screen.keys("g c");
    screen.until("to call first");
    select_record(screen, "Nguyễn");
    screen.key("Enter");
    screen.until("try 5 of 5, call back");
    screen.key("c");
    screen.until("Call with Nguyễn Thị Mai Textiles, #");
    screen.key("n");
    screen.until("that was the last try: Next! comes after saving");
    screen.key("Enter");
    screen.until(DONE[0]);
    screen.until("Next! Nguyễn Thị Mai Textiles");
    screen.until("I have tried 5 times to reach you");
    screen.key("n");

    // Then the next one to call, with all there is to say; Enter opens the log.
    screen.until("try 4 of 5, call back");
    screen.until("Spring order for the");
    screen.key("Enter");
    screen.until("Call with 山田商店, #");
    let copied = screen.copied();
    assert!(
        copied.iter().any(|text| text.contains("I have tried 5 times")),
        "{copied:?}"
    );
    screen.key("c");
    screen.until("what was said");
    fill(
        screen,
        &["She takes the whole street, if the small size comes first"],
    );
    screen.until(DONE[2]);
    screen.until("nobody else is due for a call");
    screen.until("Calls 0  ");

    select_record(screen, "山田商店");
    screen.key("p");
    screen.until("On what basis? Promise to 山田商店");
    screen.key("r");
    screen.until("Real promise to 山田商店");
    fill(
        screen,
        &[
            "The small size goes first",
            "",
            "fri 12:00",
            "forty of them on the shelf",
            "her own sample box",
        ],
    );
    screen.until(DONE[3]);
    screen.until("Promises 11  ");
}

/// A call on a row of the inbox, and a promise of what does not exist yet.
fn lead(screen: &mut Session) {
    screen.keys("g i");
    select(screen, "Lumen Hospital Group");
    screen.keys("c c");
    fill(screen, &["She asks whether the pump can say why it stopped"]);
    screen.until(DONE[4]);
    screen.key("p");
    screen.until("On what basis? Promise to Lumen Hospital Group");
    screen.key("s");
    screen.until("Sponsored promise to Lumen Hospital Group");
    fill(
        screen,
        &[
            "A pump that says why it stopped",
            "",
            "29 jan",
            "helen",
            "€30000",
            "yes",
        ],
    );
    screen.until(DONE[5]);
    screen.until("Promises 12  ");
}

/// A reading that has fallen back becomes a support call, and goes to its owner.
fn read(screen: &mut Session) {
    screen.keys("g o");
    screen.until("Paycheck");
    select_record(screen, "O'Rourke");
    screen.key("v");
    screen.until("last 260 litres a week");
    fill(
        screen,
        &["320", "The loop skips the sixth station", "dairy's tally"],
    );
    screen.until("fell back from 260 to 320");
    screen.key("y");
    screen.until(DONE[6]);
    screen.until("3 untold");
}

/// A deal closes later than was thought, and why.
fn redate(screen: &mut Session) {
    screen.keys("g d");
    screen.until("by close date");
    select_record(screen, "Harbour Lights");
    screen.key("M");
    screen.until("close date");
    fill(screen, &["18 dec"]);
    screen.until("new obstacle");
    screen.key("o");
    screen.until(DONE[7]);
}

/// The president is asked for a client whose date is at risk.
fn ask(screen: &mut Session) {
    select_record(screen, "Harbour Lights");
    screen.key("!");
    screen.until("Ask whom for Harbour Lights Hotels?");
    screen.type_text("president");
    screen.until("2 of 3 asks this month");
    screen.until_gone("Leila Haddad");
    screen.key("Enter");
    screen.until("Ask Helen Brandt for Harbour Lights Hotels");
    fill(
        screen,
        &[
            "An evening with Beatrix Lowe of the board",
            "The board meets on 3 December, and she asks who stands behind us",
            "You both sail",
        ],
    );
    screen.until(DONE[8]);
    screen.until("Waiting 21  ");
}

#[test]
fn a_day_of_the_demo_is_lived_by_keys_taken_back_to_its_start_and_done_again() {
    let downbeat = Downbeat::new();
    let mut screen = demo(&downbeat);
    screen.until("is silent since");
    let sheet = downbeat.ok(&["monday"]);
    for change in ["New", "Pulled in", "Slipped", "Grown", "Shrunk", "Won", "Lost"] {
        assert!(sheet.contains(&format!("| {change} | #")), "{change}: {sheet}");
    }
    let needed = "I need Noise measured in the first building from Ruth Adeyemi";
    assert!(sheet.contains(needed), "{sheet}");
    let before = tables(&downbeat.db());
    let morning = downbeat.ok(&["morning"]);
    for words in [
        "25 in the inbox",
        "Nguyễn Thị Mai Textiles is silent since",
        "Promised, 2 d late: Everybody in the warehouse can log in again to Borealis GmbH",
        "To call: Nguyễn Thị Mai Textiles 2 d late, 山田商店 2 d late",
        "To check on: Kılıç Makina",
    ] {
        assert!(morning.contains(words), "{words}: {morning}");
    }
    assert!(morning.lines().count() < 15, "{morning}");

    call(&mut screen);
    lead(&mut screen);
    read(&mut screen);
    redate(&mut screen);
    ask(&mut screen);

    // The worst off: a promise is overdue, an owner silent, and the measure has fallen back.
    screen.keys("g a");
    screen.until("whom we know");
    select_record(&mut screen, "Borealis GmbH");
    screen.key("B");
    screen.until("At risk");
    screen.key("y");
    screen.until_screen("say that the card is copied", |screen| {
        status(screen).contains("copied")
    });
    let copied = screen.copied();
    let card = copied.last().map_or("", String::as_str);
    assert!(
        card.contains("Orders shipped the same day") && card.contains("Dev Patel has"),
        "{card}"
    );
    assert_eq!(card.trim_end(), downbeat.ok(&["card", "Borealis"]).trim_end());
    screen.key("Esc");

    // The week's meeting sees the slip with its reason, and who was asked.
    let sheet = downbeat.ok(&["monday"]);
    let slipped = |line: &&str| line.starts_with("| Slipped |") && line.contains("Second building");
    let slip = sheet.lines().find(slipped).unwrap_or_default();
    assert!(
        slip.contains("from Thu 3 Dec to Fri 18 Dec: a new obstacle"),
        "{sheet}"
    );
    assert!(
        sheet.contains("An evening with Beatrix Lowe of the board"),
        "{sheet}"
    );
    let after = tables(&downbeat.db());

    for words in DONE.iter().rev() {
        screen.key("u");
        screen.until_screen(&format!("take back {words}"), |screen| {
            status(screen).starts_with(" taken back: ") && status(screen).contains(words)
        });
    }
    let undone = differences(&before, &tables(&downbeat.db()));
    assert!(
        undone.is_empty(),
        "undo did not lead back to the morning: {undone:#?}"
    );
    for words in &DONE {
        screen.key("Ctrl-r");
        screen.until_screen(&format!("do {words} again"), |screen| {
            status(screen).starts_with(" done again: ") && status(screen).contains(words)
        });
    }
    let redone = differences(&after, &tables(&downbeat.db()));
    assert!(
        redone.is_empty(),
        "redo did not lead to where undo began: {redone:#?}"
    );
    screen.key("q");
    assert_eq!(screen.wait_exit(), 0);
    screen.assert_given_back();
    let well = downbeat.run(&["doctor"]);
    assert_eq!(well.code, Some(0), "{well:#?}");
}
