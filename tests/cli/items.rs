//! Items on the command line: an item's life, lists, and the walk of undo and redo.

use serde_json::Value;

use crate::{NONE, misused, morning, numbers};

#[test]
fn what_came_in_is_handed_off_answered_and_told() {
    let downbeat = morning();
    assert_eq!(numbers(&downbeat, "inbox"), [1, 2, 3]);
    downbeat.ok(&["delegate", "1", "#2"]);
    let waiting = downbeat.json(&["list", "waiting", "--json"]);
    assert_eq!(waiting[0]["with"]["owner"], "Maria Sol");
    assert_eq!(waiting[1]["with"]["owner"], "Dev Patel");
    assert_eq!(waiting[0]["with"]["untold"], true);
    let chase = downbeat.ok(&["nudge", "1"]);
    assert!(chase.starts_with("Maria Sol, where does this stand?"), "{chase}");
    downbeat.ok(&["ack", "1", "--by", "thu", "--words", "the truck is booked"]);
    downbeat.ok(&["escalate", "2"]);
    assert_eq!(
        downbeat.json(&["show", "2", "--json"])["with"]["owner"],
        "Maria Sol"
    );
    downbeat.ok(&["return", "2", "--words", "not mine"]);
    downbeat.ok(&[
        "delegate",
        "2",
        "--to",
        "patel",
        "--brief",
        "Please look at their login.",
    ]);
    assert_eq!(
        downbeat.json(&["show", "2", "--json"])["brief"],
        "Please look at their login."
    );
    downbeat.ok(&["owner-done", "1", "2"]);
    assert_eq!(numbers(&downbeat, "inbox"), [1, 2, 3]);
    assert_eq!(downbeat.json(&["list", "--json"])[0]["cue"], "owner_done");
    downbeat.ok(&["told", "1", "2", "--close"]);
    assert_eq!(numbers(&downbeat, "done").len(), 2);
    assert_eq!(numbers(&downbeat, "inbox"), [3]);
}

#[test]
fn an_item_is_snoozed_kept_noted_edited_starred_dismissed_and_reopened() {
    let downbeat = morning();
    downbeat.ok(&["snooze", "3", "wed", "14:00"]);
    downbeat.ok(&["snooze", "1", "2", "--until", "tomorrow"]);
    assert_eq!(numbers(&downbeat, "inbox"), NONE);
    assert_eq!(numbers(&downbeat, "later"), [1, 2, 3]);
    downbeat.ok(&["keep", "2", "--reason", "client_insisted"]);
    downbeat.ok(&["note", "2", "they", "call", "at", "noon"]);
    downbeat.ok(&["star", "2"]);
    downbeat.ok(&[
        "edit",
        "2",
        "--subject",
        "Login fails",
        "--value",
        "USD 12.50",
        "--due",
        "fri 9am",
    ]);
    let item = downbeat.json(&["show", "2", "--json"]);
    assert_eq!(item["first_chair"], "client_insisted");
    assert_eq!(item["urgent"], true);
    assert_eq!(item["subject"], "Login fails");
    assert_eq!(item["value"]["amount"], "12.50");
    assert_eq!(item["value"]["currency"], "USD");
    assert_eq!(item["client_due"], "2026-11-27T08:00:00Z");
    let told = item["timeline"].to_string();
    assert!(told.contains("they call at noon"), "{told}");
    downbeat.ok(&["note", "2", "Mobile: 0171 555 0133\n  not before noon"]);
    let shown = downbeat.ok(&["show", "2"]);
    assert!(
        shown.contains("  note: Mobile: 0171 555 0133\n                 not before noon\n"),
        "{shown}"
    );
    let piped = downbeat.run_with_input(&["note", "2", "-"], b"- first\n- second\n");
    assert_eq!(piped.code, Some(0), "{piped:#?}");
    let item = downbeat.json(&["show", "2", "--json"]);
    assert_eq!(item["timeline"][0]["words"], "note: - first\n- second");
    downbeat.ok(&["edit", "2", "--value", "none"]);
    downbeat.ok(&["star", "2", "--off"]);
    let item = downbeat.json(&["show", "2", "--json"]);
    assert_eq!(
        (&item["value"], &item["urgent"]),
        (&Value::Null, &Value::Bool(false))
    );
    downbeat.ok(&["dismiss", "2"]);
    assert_eq!(numbers(&downbeat, "done"), [2]);
    downbeat.ok(&["reopen", "2"]);
    assert_eq!(numbers(&downbeat, "done"), NONE);
}

#[test]
fn several_items_are_one_command_all_or_nothing() {
    let downbeat = morning();
    downbeat.ok(&["delegate", "1"]);
    let why = downbeat.refused(&["delegate", "1", "2"]);
    assert!(why.starts_with("downbeat: #1 is already with Maria Sol"), "{why}");
    assert_eq!(numbers(&downbeat, "waiting"), [1]);
    // Named twice, it is still one item.
    downbeat.ok(&["recall", "1", "1"]);
    assert_eq!(numbers(&downbeat, "waiting"), NONE);
}

#[test]
fn closing_what_was_never_handed_off_costs_a_reason() {
    let downbeat = morning();
    let why = downbeat.refused(&["told", "1", "--close"]);
    assert!(why.contains("#1") && why.contains("--reason"), "{why}");
    downbeat.ok(&["told", "1", "--close", "--reason", "habit", "--minutes", "25"]);
    let item = downbeat.json(&["show", "1", "--json"]);
    assert_eq!(item["ended"]["first_chair"], "habit");
    assert_eq!(item["minutes"], 25);
    // A follow-up is the rep's own work and needs none.
    downbeat.ok(&["told", "3", "--close", "--words", "it ships on Friday"]);
    let timeline = downbeat.json(&["show", "3", "--json"])["timeline"].to_string();
    assert!(timeline.contains("it ships on Friday"), "{timeline}");
    misused(&downbeat, &["told", "2", "--reason", "habit"]);
    misused(&downbeat, &["told", "2", "--close", "--next", "fri"]);
}

#[test]
fn minutes_are_one_items_and_are_not_noted_on_several() {
    let downbeat = morning();
    let several = ["told", "1", "2", "--close", "--reason", "habit"];
    let why = downbeat.refused(&[&several[..], &["--minutes", "25"]].concat());
    assert!(why.contains("minutes") && why.contains("one at a time"), "{why}");
    assert_eq!(numbers(&downbeat, "inbox"), [1, 2, 3], "nothing was closed");
    downbeat.ok(&several);
    assert!(downbeat.json(&["show", "1", "--json"])["minutes"].is_null());
}

#[test]
fn a_recalled_item_is_what_it_was_before_and_not_returned() {
    let downbeat = morning();
    let cue = || downbeat.json(&["list", "--json"])[0]["cue"].clone();
    assert_eq!(cue(), "new");
    downbeat.ok(&["delegate", "1"]);
    downbeat.ok(&["recall", "1"]);
    assert_eq!(cue(), "new");
    downbeat.ok(&["delegate", "1"]);
    downbeat.ok(&["return", "1"]);
    assert_eq!(cue(), "returned");
}

#[test]
fn undo_and_redo_walk_through_the_history_from_one_process_to_the_next() {
    let downbeat = morning();
    downbeat.ok(&["delegate", "1", "2"]);
    downbeat.ok(&["owner-done", "1"]);
    downbeat.ok(&["told", "1", "--close"]);
    let after = downbeat.json(&["show", "1", "--json"]);
    for _ in 0..3 {
        downbeat.ok(&["undo"]);
    }
    assert_eq!(numbers(&downbeat, "waiting"), NONE);
    assert_eq!(numbers(&downbeat, "inbox"), [1, 2, 3]);
    for _ in 0..3 {
        downbeat.ok(&["redo"]);
    }
    assert_eq!(downbeat.json(&["show", "1", "--json"]), after);
    let why = downbeat.refused(&["redo"]);
    assert!(why.contains("nothing to do again"), "{why}");

    let history = downbeat.json(&["history", "--json", "--limit", "100"]);
    let entries = history.as_array().expect("the history is an array");
    let handed = entries
        .iter()
        .find(|entry| entry["verb"] == "hand_off")
        .expect("a hand-off");
    let number = handed["command"].to_string();
    // A later command changed the same row: the refusal names it, and nothing changes.
    let why = downbeat.refused(&["undo", &number]);
    assert!(why.contains("take that back first with `downbeat undo"), "{why}");
    assert_eq!(downbeat.json(&["show", "1", "--json"]), after);
    // All the way back to nothing.
    while downbeat.run(&["undo"]).code == Some(0) {}
    assert_eq!(downbeat.json(&["list", "--json"]), Value::Array(Vec::new()));
    assert_eq!(
        downbeat.json(&["owner", "list", "--json"]),
        Value::Array(Vec::new())
    );
    // Numbers are never used again.
    assert_eq!(downbeat.ok(&["add", "Acme: again"]), "#4\n");
}

#[test]
fn what_is_due_is_awake_before_a_list_is_shown() {
    let mut downbeat = morning();
    downbeat.ok(&["snooze", "1", "tomorrow 9am"]);
    assert_eq!(numbers(&downbeat, "inbox"), [2, 3]);
    downbeat.at("2026-11-24T09:00:00+01:00");
    assert_eq!(numbers(&downbeat, "inbox"), [1, 2, 3]);
    assert_eq!(downbeat.json(&["list", "--json"])[0]["cue"], "snooze_over");
}

#[test]
fn lists_are_narrowed_and_limited_and_the_same_in_both_shapes() {
    let downbeat = morning();
    let many: Vec<String> = (0..450).map(|n| format!("Client {n}: item {n}")).collect();
    assert_eq!(
        downbeat
            .run_with_input(&["add", "-"], many.join("\n").as_bytes())
            .code,
        Some(0)
    );
    let all = numbers(&downbeat, "inbox");
    assert_eq!(all.len(), 453);
    let mut once = all.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!(once.len(), all.len(), "a page was shown twice");
    let limited = downbeat.json(&["list", "--limit", "205", "--json"]);
    assert_eq!(limited.as_array().map(Vec::len), Some(205));
    let table = downbeat.ok(&["list", "--kind", "support"]);
    assert_eq!(table.lines().count(), 2, "{table}");
    assert!(
        table.contains("Borealis GmbH") && table.contains("→ 2 Dev Patel"),
        "{table}"
    );
    assert!(!table.contains('\u{1b}'), "a pipe has no colour");
    assert_eq!(downbeat.ok(&["list"]).lines().count(), 454);
}

#[test]
fn a_command_answers_in_json_when_asked() {
    let downbeat = morning();
    let done = downbeat.json(&["delegate", "1", "2", "--json"]);
    assert_eq!(done["items"], serde_json::json!([1, 2]));
    let command = done["command"].to_string();
    let nudged = downbeat.json(&["nudge", "1", "--json"]);
    assert!(
        nudged["draft"]
            .as_str()
            .is_some_and(|draft| draft.contains("where does this stand"))
    );
    downbeat.ok(&["undo"]);
    downbeat.ok(&["undo", &command]);
    assert_eq!(numbers(&downbeat, "waiting"), NONE);
}

#[test]
fn telling_a_client_offers_their_other_open_rows_and_moves_none_of_their_clocks() {
    let downbeat = morning();
    for line in [
        "order Acme Pumps: 2 seals",
        "order Acme Pumps: 3 gaskets mon 15:00",
    ] {
        downbeat.ok(&["add", line]);
    }
    let clocks = || downbeat.json(&["list", "--json"]);
    let due = |rows: &Value, number: i64| {
        let row = rows
            .as_array()
            .and_then(|rows| rows.iter().find(|row| row["number"] == number).cloned());
        row.map(|row| row["client_due"].clone())
    };
    let before = clocks();
    let told = downbeat.run(&["told", "1", "--next", "fri 12:00"]);
    assert!(
        told.stderr.contains("also open for Acme Pumps: #4") && told.stderr.contains("#5"),
        "{told:#?}"
    );
    let after = clocks();
    for number in [4, 5] {
        assert_eq!(due(&before, number), due(&after, number));
    }
    // Together they leave nothing to offer, and two clients are not asked about.
    let told = downbeat.run(&["told", "1", "4", "5", "--next", "fri 12:00"]);
    assert!(!told.stderr.contains("also open"), "{told:#?}");
    let told = downbeat.run(&["told", "1", "2", "--next", "fri 12:00"]);
    assert!(!told.stderr.contains("also open"), "{told:#?}");
}

#[test]
fn a_snooze_past_client_clocks_names_the_first_and_counts_the_rest() {
    let downbeat = morning();
    let snoozed = downbeat.run(&["snooze", "#1", "#2", "#3", "in 3 weeks"]);
    assert!(
        snoozed
            .stderr
            .contains("past the client clock of #1: Fri 27 Nov 10:00 and 2 rows more"),
        "{snoozed:#?}"
    );
}
