//! Asks and events on the command line: who is asked for what, what came of it, who is invited and who comes.

use serde_json::Value;

use crate::morning;
use crate::support::cli::Downbeat;

/// A morning with an executive who can be asked once a month, and marketing.
fn house() -> Downbeat {
    let downbeat = morning();
    downbeat.ok(&[
        "owner",
        "add",
        "helena",
        "--name",
        "Helena Brandt",
        "--part",
        "executive",
        "--asks-a-month",
        "1",
    ]);
    downbeat.ok(&[
        "owner",
        "add",
        "mila",
        "--name",
        "Mila Sand",
        "--part",
        "marketing",
    ]);
    downbeat
}

fn ask(downbeat: &Downbeat, client: &str, more: &[&str]) -> Value {
    let mut args = vec![
        "ask",
        "add",
        client,
        "half an hour with their director",
        "--to",
        "helena",
        "--why",
        "they decide on 40 seals a month",
        "--json",
    ];
    args.extend(more);
    downbeat.json(&args)
}

#[test]
fn an_ask_is_handed_over_answered_and_ended_from_the_shell() {
    let downbeat = house();
    let made = ask(&downbeat, "Acme Pumps", &["--common-ground", "both sail"]);
    let number = made["items"][0].to_string();
    let listed = downbeat.json(&["ask", "list", "--json"]);
    assert_eq!(listed[0]["state"], "asked");
    assert_eq!(listed[0]["to"], "Helena Brandt");
    let shown = downbeat.ok(&["ask", "show", "acme director"]);
    assert!(
        shown.contains("Why            they decide on 40 seals a month"),
        "{shown}"
    );
    assert!(shown.contains("Draft\n  Dear Acme Pumps,"), "{shown}");
    assert!(
        downbeat
            .ok(&["show", &number])
            .contains("Helena Brandt, may I ask this of you?")
    );

    downbeat.ok(&["ack", &number]);
    downbeat.ok(&[
        "ask",
        "edit",
        &number,
        "--result",
        "lunch with their director",
        "--draft",
        "Dear Ann",
    ]);
    assert_eq!(downbeat.ok(&["ask", "show", &number, "--draft"]), "Dear Ann\n");
    let refused = downbeat.refused(&["told", &number, "--close"]);
    assert!(refused.contains("say what came of it"), "{refused}");
    downbeat.ok(&["ask", "end", &number, "granted", "--words", "on the 3rd"]);
    let ended = downbeat.json(&["ask", "list", "--ended", "--json"]);
    assert_eq!(ended[0]["came_of"], "on the 3rd");
    let account = downbeat.ok(&["account", "show", "Acme Pumps"]);
    assert!(
        account.contains("ask to Helena Brandt: it came about: on the 3rd"),
        "{account}"
    );
    downbeat.ok(&["undo"]);
    assert_eq!(downbeat.json(&["ask", "list", "--json"])[0]["state"], "taken_up");
}

#[test]
fn a_budget_that_is_overdrawn_is_said_and_forbids_nothing() {
    let downbeat = house();
    ask(&downbeat, "Acme Pumps", &[]);
    let second = ask(&downbeat, "Acme Pumps", &[]);
    assert_eq!(
        second["remark"],
        "Helena Brandt has 2 asks this month, 1 over the budget of 1"
    );
    let owners = downbeat.ok(&["owner", "show", "helena"]);
    assert!(owners.contains("executive, 2 of 1 ask this month"), "{owners}");
    downbeat.ok(&["owner", "edit", "helena", "--asks-a-month", "none"]);
    let owners = downbeat.json(&["owner", "list", "--json"]);
    let helena = owners
        .as_array()
        .unwrap()
        .iter()
        .find(|owner| owner["handle"] == "helena");
    assert_eq!(helena.unwrap()["asks_a_month"], Value::Null);
}

#[test]
fn whose_ear_was_had_is_listed_so_that_not_only_the_largest_do() {
    let downbeat = house();
    let number = ask(&downbeat, "Acme Pumps", &[])["items"][0].to_string();
    assert_eq!(downbeat.json(&["ask", "ear", "--json"])["accounts"], 0);
    downbeat.ok(&["owner-done", &number]);
    let ear = downbeat.json(&["ask", "ear", "--json"]);
    assert_eq!(
        (&ear["accounts"], &ear["heard"][0]["by"]),
        (&1.into(), &"Helena Brandt".into())
    );
    ask(&downbeat, "Quiet Client", &[]);
    assert_eq!(
        downbeat.ok(&["ask", "ear", "--account", "quiet"]),
        "last two quarters: 1 account had an executive's ear, Quiet Client not among them\n"
    );
}

#[test]
fn an_event_is_entered_edited_and_says_who_comes() {
    let downbeat = house();
    downbeat.ok(&[
        "event",
        "add",
        "Open day",
        "--on",
        "2026-12-08",
        "--place",
        "Rotterdam",
    ]);
    downbeat.ok(&["event", "add", "Open house", "--on", "2027-01-20"]);
    ask(&downbeat, "Acme Pumps", &["--event", "open day"]);
    downbeat.ok(&["add", "order Nordwind: 3 pumps"]);
    downbeat.ok(&["event", "invite", "open day", "nordwind", "--by", "mila"]);
    downbeat.ok(&["event", "answer", "open day", "nordwind", "coming"]);
    let shown = downbeat.json(&["event", "show", "open day", "--json"]);
    let invited: Vec<String> = shown["invited"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| format!("{} {} {}", one["client"], one["by"], one["state"]))
        .collect();
    assert_eq!(
        invited,
        [
            "\"Acme Pumps\" \"Helena Brandt\" \"invited\"",
            "\"Nordwind\" \"Mila Sand\" \"coming\"",
        ]
    );
    let list = downbeat.ok(&["event", "list"]);
    assert!(list.contains("2 invited, 1 coming"), "{list}");

    let before = downbeat.ok(&["event", "list"]);
    let ambiguous = downbeat.refused(&["event", "edit", "open", "--place", "Kiel"]);
    assert!(
        ambiguous.contains("Open day") && ambiguous.contains("Open house"),
        "{ambiguous}"
    );
    assert_eq!(downbeat.ok(&["event", "list"]), before);
    downbeat.ok(&["event", "edit", "open house", "--place", "Kiel"]);
    assert!(downbeat.ok(&["event", "show", "open house"]).contains("Kiel"));
    downbeat.ok(&["undo"]);
    assert_eq!(downbeat.ok(&["event", "list"]), before);
}
