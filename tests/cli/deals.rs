//! Deals on the command line.

use serde_json::json;

use crate::support::cli::Downbeat;
use crate::{misused, morning, numbers};

/// A morning with a deal of Acme's, #4, that is to close on Friday 18 December, and one of Borealis's, #5.
fn with_deals() -> Downbeat {
    let downbeat = morning();
    downbeat.write(
        "config.toml",
        "[rates]\ndate = \"2026-11-20\"\nUSD = \"0.9215\"\n",
    );
    downbeat.ok(&[
        "deal",
        "add",
        "Acme Pumps",
        "Line 2 retrofit",
        "--close",
        "2026-12-18",
        "--value",
        "48200",
        "--next-step",
        "call Ines",
    ]);
    downbeat.ok(&[
        "deal",
        "add",
        "Borealis",
        "Service contract",
        "--close",
        "2026-12-04",
        "--value",
        "USD 12000",
        "--stage",
        "prop",
    ]);
    downbeat
}

#[test]
fn a_deal_is_entered_shown_edited_moved_and_ended() {
    let downbeat = with_deals();
    assert_eq!(numbers(&downbeat, "later"), [5, 4]);
    downbeat.ok(&[
        "deal",
        "edit",
        "4",
        "--name",
        "Line 2",
        "--value",
        "none",
        "--next-step",
        "",
    ]);
    downbeat.ok(&[
        "deal",
        "edit",
        "#4",
        "--value",
        "50000",
        "--account",
        "Acme Holding",
    ]);
    downbeat.ok(&["deal", "stage", "line"]);
    downbeat.ok(&["deal", "stage", "line", "neg"]);
    downbeat.ok(&["deal", "move", "4", "29 jan", "--because", "always-wrong"]);
    let deal = downbeat.json(&["deal", "show", "4", "--json"]);
    assert_eq!(deal["client"], "Acme Holding");
    assert_eq!(deal["name"], "Line 2");
    assert_eq!(deal["value"], json!({"amount": "50000.00", "currency": "EUR"}));
    assert_eq!(
        (&deal["stage"], &deal["next_step"]),
        (&json!("negotiation"), &json!(""))
    );
    assert_eq!(deal["closes_on"], "2027-01-29");
    assert_eq!(deal["moves"][0]["from"], "2026-12-18");
    assert_eq!(deal["moves"][0]["why"], "always_wrong");
    assert_eq!(downbeat.json(&["show", "4", "--json"])["client"], "Acme Holding");
    let timeline = downbeat.ok(&["show", "4"]);
    assert!(
        timeline.contains("close date moved from Fri 18 Dec to Fri 29 Jan 2027: the date was always wrong"),
        "{timeline}"
    );
    downbeat.ok(&["deal", "win", "4", "--why", "team"]);
    downbeat.ok(&["deal", "lose", "service", "--why", "luck"]);
    assert_eq!(downbeat.json(&["deal", "list", "--json"]), json!([]));
    let ended = downbeat.json(&["deal", "list", "--ended", "--json"]);
    assert_eq!(
        (&ended[0]["state"], &ended[0]["why"]),
        (&json!("won"), &json!("team"))
    );
    let why = downbeat.refused(&["deal", "stage", "4", "proposal"]);
    assert!(why.contains("#4 Acme Holding: Line 2 was won"), "{why}");
    downbeat.ok(&["reopen", "5"]);
    assert_eq!(downbeat.json(&["deal", "show", "5", "--json"])["state"], "open");
    for _ in 0..9 {
        downbeat.ok(&["undo"]);
    }
    assert_eq!(
        downbeat.json(&["deal", "show", "4", "--json"])["name"],
        "Line 2 retrofit"
    );
}

#[test]
fn the_list_adds_up_each_currency_and_says_at_which_rates_all_come_to_one() {
    let downbeat = with_deals();
    downbeat.ok(&[
        "deal",
        "add",
        "山田商店",
        "Register",
        "--close",
        "fri",
        "--value",
        "JPY 150000",
    ]);
    downbeat.ok(&["deal", "add", "Øresund Marine", "Seals", "--close", "fri"]);
    let list = downbeat.ok(&["deal", "list"]);
    assert!(
        list.ends_with(
            "\n4 deals: €48,200 + ¥150,000 + $12,000 (1 without a value)\nin one: €59,258 at the rates of Fri 20 Nov \
             (1 USD = 0.9215); left out, having no rate: ¥150,000\n"
        ),
        "{list}"
    );
    let of_one = downbeat.json(&["deal", "list", "--account", "borealis gmbh", "--json"]);
    assert_eq!(of_one, json!([]), "Borealis alone is another account");
    let of_one = downbeat.json(&["deal", "list", "--stage", "prop", "--json"]);
    assert_eq!(of_one[0]["number"], 5);
}

#[test]
fn a_step_is_handed_off_counted_back_and_breaks_the_date() {
    let mut downbeat = with_deals();
    // Dev has finished five follow-ups, each within three working days.
    for subject in ["one", "two", "three", "four", "five"] {
        downbeat.at("2026-11-16T09:00:00+01:00");
        let line = format!("Others: {subject} @dev");
        let item = downbeat.ok(&["add", &line]);
        let item = item.trim();
        downbeat.at("2026-11-19T09:00:00+01:00");
        downbeat.ok(&["owner-done", item]);
        downbeat.ok(&["told", item, "--close"]);
    }
    downbeat.at("2026-11-23T07:42:00+01:00");
    downbeat.ok(&["deal", "need", "line", "Board approves", "--by", "16 dec"]);
    downbeat.ok(&[
        "deal",
        "need",
        "line",
        "Security review",
        "--from",
        "dev",
        "--at",
        "1",
        "--later",
    ]);
    let deal = downbeat.json(&["deal", "show", "line", "--json"]);
    let review = &deal["needs"][0];
    assert_eq!(
        (&review["takes_days"], &review["state"]),
        (&json!(3), &json!("waiting"))
    );
    // Wednesday the 16th back over three working days: Friday the 11th.
    assert_eq!(review["last_safe_start"], "2026-12-11");
    assert_eq!(
        deal["in_time"]["words"],
        "in time: Security review (Dev Patel, 3 working days) must start by Fri 11 Dec"
    );
    downbeat.at("2026-12-11T09:00:00+01:00");
    let inbox = downbeat.json(&["list", "inbox", "--json"]);
    let row = inbox
        .as_array()
        .unwrap()
        .iter()
        .find(|row| row["number"] == 4)
        .unwrap();
    assert_eq!(
        (&row["cue"], &row["stands_for"]),
        (&json!("date_at_risk"), &json!("deal"))
    );
    downbeat.at("2026-12-14T09:00:00+01:00");
    let shown = downbeat.ok(&["deal", "show", "line"]);
    assert!(
        shown.contains(
            "Security review (Dev Patel, 3 working days) breaks it: the last safe start was Fri 11 Dec"
        ),
        "{shown}"
    );
    assert_eq!(
        downbeat.json(&["deal", "show", "line", "--json"])["in_time"]["breaks"],
        1
    );
    downbeat.ok(&["deal", "need-ask", "line", "1"]);
    let waiting = downbeat.json(&["list", "waiting", "--json"]);
    assert_eq!(waiting[0]["subject"], "Security review");
    downbeat.ok(&["deal", "need-done", "line", "security"]);
    assert_eq!(numbers(&downbeat, "waiting").len(), 0);
    downbeat.ok(&["deal", "need-drop", "line", "board"]);
    let deal = downbeat.json(&["deal", "show", "line", "--json"]);
    assert_eq!(deal["in_time"]["words"], "every step is done");
}

#[test]
fn gives_and_gets_are_noted_against_each_other() {
    let downbeat = with_deals();
    downbeat.ok(&["deal", "give", "line", "60 days to pay"]);
    downbeat.ok(&["deal", "give", "line", "training"]);
    downbeat.ok(&["deal", "get", "line", "a two-year term", "--for", "2"]);
    downbeat.ok(&["deal", "get", "line", "a reference", "--for", "none"]);
    let shown = downbeat.ok(&["deal", "show", "line"]);
    assert!(shown.contains("given without a get: 60 days to pay\n"), "{shown}");
    assert!(
        shown.contains("got a two-year term, for training (today)"),
        "{shown}"
    );
    let why = downbeat.refused(&["deal", "get", "line", "x", "--for", "3"]);
    assert!(why.contains("no such give"), "{why}");
}

#[test]
fn a_name_that_could_be_several_lists_them_and_changes_nothing() {
    let downbeat = with_deals();
    downbeat.ok(&["deal", "add", "Acme Pumps", "Spares", "--close", "fri"]);
    let why = downbeat.refused(&["deal", "win", "acme", "--why", "mine"]);
    assert!(
        why.contains("#4 Acme Pumps: Line 2 retrofit") && why.contains("#6 Acme Pumps: Spares"),
        "{why}"
    );
    assert_eq!(
        downbeat
            .json(&["deal", "list", "--json"])
            .as_array()
            .unwrap()
            .len(),
        3
    );
    let why = downbeat.refused(&["deal", "show", "1"]);
    assert!(why.contains("#1 is no deal"), "{why}");
    let why = downbeat.refused(&["deal", "show", "nothing like it"]);
    assert!(why.contains("there is no deal"), "{why}");
    let why = downbeat.refused(&["deal", "need-done", "4", "1"]);
    assert!(why.contains("it has none yet"), "{why}");
    let why = downbeat.refused(&["deal", "stage", "4", "handshake"]);
    assert!(why.contains("the stages are qualifying, solution"), "{why}");
    let why = downbeat.refused(&["dismiss", "4"]);
    assert!(why.contains("#4 stands for a deal"), "{why}");
    misused(&downbeat, &["deal", "move", "4", "fri"]);
    misused(&downbeat, &["deal", "win", "4"]);
    misused(&downbeat, &["deal", "edit", "4"]);
    misused(&downbeat, &["deal", "add", "Acme", "x", "--close", "someday"]);
    assert_eq!(downbeat.json(&["deal", "list", "--json"])[0]["number"], 6);
}
