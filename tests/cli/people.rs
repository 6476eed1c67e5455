//! Owners, accounts and calls on the command line.

use serde_json::Value;

use crate::{NONE, misused, morning, numbers};

#[test]
fn owners_are_meant_by_handle_seat_or_name_and_never_guessed() {
    let downbeat = morning();
    downbeat.ok(&["owner", "add", "mars", "--name", "Märta Sol"]);
    for name in ["dev", "@Dev", "2", "patel", "Dev Patel"] {
        downbeat.ok(&["delegate", "1", "--to", name]);
        downbeat.ok(&["undo"]);
    }
    let why = downbeat.refused(&["delegate", "1", "--to", "sol"]);
    assert!(
        why.contains("@maria (Maria Sol, seat 1)") && why.contains("@mars"),
        "{why}"
    );
    let why = downbeat.refused(&["delegate", "1", "--to", "nobody"]);
    assert!(
        why.contains("no owner \"nobody\"") && why.contains("@dev"),
        "{why}"
    );
    assert_eq!(numbers(&downbeat, "waiting"), NONE);
    let why = downbeat.refused(&["owner", "add", "new", "--seat", "1"]);
    assert!(why.contains("seat 1 is Maria Sol's"), "{why}");
}

#[test]
fn an_owners_card_is_edited_and_retired() {
    let downbeat = morning();
    downbeat.ok(&[
        "owner",
        "edit",
        "dev",
        "--away-until",
        "next mon",
        "--stand-in",
        "maria",
        "--hours",
        "6",
        "--kinds",
        "support,follow-up",
    ]);
    let card = downbeat.json(&["owner", "show", "dev", "--json"]);
    assert_eq!(card["stand_in"], "maria");
    assert_eq!(card["hours"], 6);
    assert_eq!(card["kinds"], serde_json::json!(["support", "follow_up"]));
    assert_eq!(card["away_until"], "2026-11-30T08:00:00Z");
    // The row shows the stand-in while Dev is away, and why.
    let row = &downbeat.json(&["list", "--kind", "support", "--json"])[0];
    assert_eq!(row["suggestion"]["owner"], "Maria Sol");
    downbeat.ok(&[
        "owner",
        "edit",
        "dev",
        "--back",
        "--seat",
        "0",
        "--escalate-to",
        "none",
    ]);
    let card = downbeat.json(&["owner", "show", "dev", "--json"]);
    assert_eq!(
        (&card["away_until"], &card["seat"], &card["escalate_to"]),
        (&Value::Null, &Value::Null, &Value::Null)
    );
    downbeat.ok(&["owner", "retire", "dev"]);
    let why = downbeat.refused(&["delegate", "1", "--to", "dev"]);
    assert!(why.contains("takes no new work"), "{why}");
    assert_eq!(
        downbeat
            .json(&["owner", "list", "--json"])
            .as_array()
            .map(Vec::len),
        Some(1)
    );
    assert_eq!(
        downbeat
            .json(&["owner", "list", "--all", "--json"])
            .as_array()
            .map(Vec::len),
        Some(2)
    );
    misused(&downbeat, &["owner", "edit", "maria"]);
}

#[test]
fn a_call_makes_the_next_one_and_a_new_client_where_there_is_none() {
    let downbeat = morning();
    let output = downbeat.run(&["call", "Acme", "--outcome", "voicemail"]);
    assert_eq!(output.code, Some(0));
    assert!(output.stderr.contains("new account Acme"), "{}", output.stderr);
    assert!(
        output.stderr.contains("similar accounts: Acme Pumps"),
        "{}",
        output.stderr
    );
    assert_eq!(downbeat.json(&["list", "later", "--json"])[0]["cue"], "callback");
    // The name is matched without case, accents and spacing; a call that connected ends the chase.
    downbeat.ok(&[
        "call",
        "  ACME ",
        "-o",
        "connected",
        "--notes",
        "all is well",
        "--minutes",
        "4",
    ]);
    assert_eq!(numbers(&downbeat, "later"), NONE);
    let output = downbeat.run(&[
        "call",
        "Neu & Söhne",
        "-o",
        "connected",
        "--opens",
        "support: printer on fire",
    ]);
    assert!(
        output.stderr.contains("support call #5 opened"),
        "{}",
        output.stderr
    );
    let output = downbeat.run(&["call", "Borealis GmbH", "-o", "connected", "--next", "none"]);
    assert!(
        output.stderr.contains("also open for Borealis GmbH: #2 ")
            && output
                .stderr
                .contains("`downbeat told 2 --next DATE` sets such a clock"),
        "{}",
        output.stderr
    );
    downbeat.ok(&[
        "call",
        "acme pumps",
        "-o",
        "no-answer",
        "--next",
        "none",
        "--item",
        "1",
    ]);
    assert_eq!(numbers(&downbeat, "later"), NONE);
    let why = downbeat.refused(&["call", "Borealis GmbH", "-o", "busy", "--item", "1"]);
    assert!(why.contains("#1 is Acme Pumps's"), "{why}");
    let accounts = downbeat.ok(&["account", "list"]);
    assert_eq!(
        accounts,
        "Acme\nAcme Pumps\nBorealis GmbH\nNeu & Söhne\n山田商店\n"
    );
    let shown = downbeat.json(&["account", "show", "boreal", "--json"]);
    assert_eq!(shown["name"], "Borealis GmbH");
    assert_eq!(shown["open"][0]["number"], 2);
}

#[test]
fn an_account_shows_its_open_items_the_last_closed_and_the_last_calls() {
    let downbeat = morning();
    downbeat.ok(&["add", "order Acme Pumps: 12 seals"]);
    // Named like the other, and none of its items.
    downbeat.ok(&["add", "order Acme: pumps"]);
    downbeat.ok(&["told", "4", "--close", "--reason", "habit"]);
    downbeat.ok(&["call", "Acme Pumps", "-o", "busy", "--next", "none"]);
    downbeat.ok(&[
        "call",
        "Acme Pumps",
        "-o",
        "connected",
        "--person",
        "Jo",
        "--minutes",
        "7",
        "--notes",
        "=1+1\nsecond line",
    ]);
    let shown = downbeat.json(&["account", "show", "acme pumps", "--json"]);
    let numbers = |list: &str| -> Vec<i64> {
        let rows = shown[list].as_array().unwrap();
        rows.iter().filter_map(|row| row["number"].as_i64()).collect()
    };
    assert_eq!((numbers("open"), numbers("closed")), (vec![1], vec![4]));
    let outcomes: Vec<&Value> = shown["calls"]
        .as_array()
        .unwrap()
        .iter()
        .map(|call| &call["outcome"])
        .collect();
    assert_eq!(outcomes, ["connected", "busy"]);
    let words = downbeat.ok(&["account", "show", "acme pumps"]);
    assert!(
        words.contains("12 seals") && words.contains("7 min") && words.contains("Jo"),
        "{words}"
    );
}

#[test]
fn a_handle_that_would_be_taken_for_a_seat_is_refused() {
    let downbeat = morning();
    let why = downbeat.refused(&["owner", "add", "5", "--seat", "6"]);
    assert!(why.contains("taken for a seat"), "{why}");
    downbeat.refused(&["owner", "edit", "dev", "--handle", "1"]);
    downbeat.refused(&["owner", "add", &"x".repeat(41)]);
    misused(&downbeat, &["owner", "edit", "dev", "--hours", "20001"]);
}

#[test]
fn retiring_an_owner_says_what_is_still_with_them_and_leaves_them_without_a_seat() {
    let downbeat = morning();
    downbeat.ok(&["delegate", "1", "--to", "maria"]);
    let retired = downbeat.run(&["owner", "retire", "maria"]);
    assert!(
        retired.stderr.contains("1 row is still with them: see Waiting"),
        "{retired:#?}"
    );
    let why = downbeat.refused(&["owner", "edit", "maria", "--seat", "1"]);
    assert!(why.contains("--returns"), "{why}");
    downbeat.ok(&["owner", "edit", "maria", "--returns", "--seat", "1"]);
    assert_eq!(downbeat.json(&["owner", "show", "maria", "--json"])["seat"], 1);
}
