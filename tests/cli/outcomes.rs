//! Outcomes, checks and pay by results on the command line.

use serde_json::json;

use crate::support::cli::Downbeat;
use crate::{misused, morning, numbers};

/// A morning with a deal of Acme's, #4, and an outcome bought with it, #5.
fn with_an_outcome() -> Downbeat {
    let downbeat = morning();
    downbeat.ok(&[
        "deal",
        "add",
        "Acme Pumps",
        "Line 2",
        "--close",
        "2026-12-18",
        "--value",
        "48200",
    ]);
    downbeat.ok(&[
        "outcome",
        "add",
        "Acme",
        "Time to ship",
        "--from",
        "12",
        "--to",
        "4",
        "--unit",
        "days",
        "--by",
        "2027-03-31",
    ]);
    downbeat
}

#[test]
fn an_outcome_is_entered_read_shown_edited_and_closed() {
    let downbeat = with_an_outcome();
    downbeat.ok(&["outcome", "reading", "time", "10 days", "--at", "2026-11-02"]);
    downbeat.ok(&[
        "outcome",
        "reading",
        "5",
        "8",
        "--at",
        "2026-11-12",
        "--source",
        "ERP report",
    ]);
    let read = downbeat.json(&[
        "outcome",
        "reading",
        "#5",
        "6",
        "--words",
        "It really moves",
        "--json",
    ]);
    assert_eq!(
        read["words"],
        "#5 Acme Pumps: Time to ship: 6 days, 75% of the way from 12 to 4 days"
    );
    let shown = downbeat.ok(&["outcome", "show", "5"]);
    for part in [
        "Stands at   6 days, 75% of the way from 12 to 4 days",
        "the trend meets the target",
        "\"It really moves\"",
        "8 days (50%), ERP report",
        "Deal        #4 Line 2, €48,200",
        "Paycheck    nothing was signed yet",
    ] {
        assert!(shown.contains(part), "{part}\n{shown}");
    }
    downbeat.ok(&["outcome", "edit", "5", "--to", "6"]);
    downbeat.ok(&["outcome", "close", "5", "--reached"]);
    let ended = downbeat.json(&["outcome", "list", "--ended", "--json"]);
    assert_eq!(ended[0]["state"], "reached");
    assert_eq!(ended[0]["readings"].as_array().unwrap().len(), 3);
    downbeat.ok(&["undo"]);
    let open = downbeat.json(&["outcome", "list", "--json"]);
    assert_eq!(
        (&open[0]["percent"], &open[0]["trend"], &open[0]["target"]),
        (&json!(100), &json!("met"), &json!("6"))
    );
}

#[test]
fn winning_starts_checks_and_each_is_answered() {
    let downbeat = with_an_outcome();
    downbeat.ok(&["deal", "win", "4", "--why", "mine"]);
    let checks = downbeat.json(&["outcome", "checks", "--json"]);
    let found: Vec<_> = checks
        .as_array()
        .unwrap()
        .iter()
        .map(|check| (check["number"].as_i64().unwrap(), check["days"].as_i64().unwrap()))
        .collect();
    assert_eq!(found, [(6, 7), (7, 30), (8, 60), (9, 90)]);
    downbeat.ok(&["outcome", "check", "6", "fine", "--words", "all well"]);
    downbeat.ok(&["outcome", "check", "7", "problem", "It stands still"]);
    downbeat.ok(&[
        "outcome",
        "check",
        "8",
        "opportunity",
        "Line 3",
        "--close",
        "2027-06-30",
        "--value",
        "9000",
    ]);
    let ended = downbeat.json(&["outcome", "checks", "--ended", "--json"]);
    let of = |number: i64, field: &str| {
        let all = ended.as_array().unwrap();
        all.iter().find(|check| check["number"] == number).unwrap()[field].clone()
    };
    assert_eq!(of(6, "words"), "all well");
    assert_eq!(of(7, "made_item"), 10);
    assert_eq!(of(8, "made_deal"), 11);
    assert!(numbers(&downbeat, "later").contains(&11));
    let refused = downbeat.refused(&["outcome", "check", "6", "fine"]);
    assert!(refused.contains("was closed already: fine"), "{refused}");
}

#[test]
fn pay_by_results_stands_beside_what_was_signed_and_says_what_is_unmeasured() {
    let downbeat = with_an_outcome();
    downbeat.ok(&["deal", "win", "4", "--why", "team"]);
    let pay = downbeat.ok(&["outcome", "paycheck"]);
    assert!(pay.contains("in total: unmeasured: €48,200 (1 deal)"), "{pay}");
    downbeat.ok(&["outcome", "reading", "5", "6"]);
    let pay = downbeat.ok(&["outcome", "paycheck"]);
    assert!(
        pay.contains("in total: €36,150 earned by results of €48,200 signed"),
        "{pay}"
    );
    let json = downbeat.json(&["outcome", "paycheck", "--json"]);
    assert_eq!(
        json[0]["earned"],
        json!([{"amount": "36150.00", "currency": "EUR"}])
    );
    assert_eq!(json[0]["unmeasured"], json!([]));
}

#[test]
fn a_name_that_could_be_several_changes_nothing_and_a_slip_is_bad_usage() {
    let downbeat = with_an_outcome();
    downbeat.ok(&[
        "outcome",
        "add",
        "Acme",
        "Time to answer",
        "--from",
        "8",
        "--to",
        "2",
        "--by",
        "2027-03-31",
    ]);
    let refused = downbeat.refused(&["outcome", "reading", "time", "5"]);
    assert!(
        refused.contains("could be any of #5 Acme Pumps: Time to ship, #6 Acme Pumps: Time to answer"),
        "{refused}"
    );
    for args in [
        ["outcome", "reading", "5", "soon"].as_slice(),
        &["outcome", "reading", "5", "6", "--at", "tomorrow"],
        &["outcome", "close", "5"],
        &[
            "outcome",
            "add",
            "Acme",
            "Same",
            "--from",
            "4",
            "--to",
            "4.0",
            "--by",
            "2027-03-31",
        ],
    ] {
        misused(&downbeat, args);
    }
    let refused = downbeat.refused(&["outcome", "close", "5", "--reached"]);
    assert!(refused.contains("has not reached its target"), "{refused}");
    assert!(
        downbeat
            .refused(&["outcome", "show", "4"])
            .contains("#4 is no outcome")
    );
}
