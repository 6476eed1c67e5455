//! Calls on the command line: cadences, Next!, the list and the exports.

use crate::support::cli::Downbeat;
use crate::{misused, morning};

/// Five tries, the last of which runs the chase out.
fn run_out(downbeat: &Downbeat) -> String {
    let mut said = String::new();
    for _ in 0..5 {
        said = downbeat
            .run(&["call", "Acme Pumps", "--outcome", "no-answer"])
            .stderr;
    }
    said
}

#[test]
fn the_last_try_says_next_and_what_there_is_to_choose_from() {
    let downbeat = morning();
    downbeat.ok(&[
        "account",
        "person",
        "add",
        "Acme Pumps",
        "Jan Novak",
        "--role",
        "CFO",
    ]);
    let said = run_out(&downbeat);
    assert!(said.contains("try 5 of 5"), "{said}");
    assert!(
        said.contains("Next! 5 tries have not reached Acme Pumps") && said.contains("Jan Novak, CFO"),
        "{said}"
    );
    for choice in ["--person NAME", "--ready", "--note", "--rest DATE"] {
        assert!(said.contains(choice), "{choice}: {said}");
    }
    assert!(misused(&downbeat, &["call", "next", "Acme Pumps"]).contains("choose"));
    let why = downbeat.refused(&["call", "next", "Acme Pumps", "--person", "Ines"]);
    assert!(why.contains("Jan Novak, CFO"), "{why}");
    let done = downbeat.run(&["call", "next", "acme", "--person", "jan"]);
    assert!(
        done.stderr.contains("Jan Novak is to be called"),
        "{}",
        done.stderr
    );
    downbeat.ok(&["undo"]);
    let note = downbeat.run(&["call", "next", "acme", "--note"]);
    assert!(note.stdout.contains("I have tried 5 times"), "{}", note.stdout);
    downbeat.ok(&["undo"]);
    let rest = downbeat.run(&["call", "next", "acme", "--rest", "in 3 weeks"]);
    assert!(rest.stderr.contains("Acme Pumps rests until"), "{}", rest.stderr);
}

#[test]
fn a_cadence_of_the_config_decides_when_the_next_call_is() {
    let downbeat = morning();
    downbeat.write(
        "config.toml",
        "zone = \"Europe/Berlin\"\n[cadences.no_answer]\nafter = 4\ntries = 2\nhours = \"09:00-12:00\"\n",
    );
    let first = downbeat
        .run(&["call", "Acme Pumps", "--outcome", "no-answer"])
        .stderr;
    assert!(first.contains("09:00"), "{first}");
    let second = downbeat
        .run(&["call", "Acme Pumps", "--outcome", "no-answer"])
        .stderr;
    assert!(
        second.contains("try 2 of 2") && second.contains("Next!"),
        "{second}"
    );
    let calls = downbeat.json(&["call", "list", "--json"]);
    let tries: Vec<_> = calls
        .as_array()
        .unwrap()
        .iter()
        .map(|call| call["attempt"].clone())
        .collect();
    assert_eq!(tries, [2, 1]);
}

#[test]
fn calls_go_into_a_file_once_and_again_when_asked() {
    let downbeat = morning();
    downbeat.ok(&[
        "call",
        "Acme Pumps",
        "--outcome",
        "connected",
        "--notes",
        "=1+1",
        "--minutes",
        "3",
    ]);
    let file = downbeat.path("calls.csv");
    let file = file.to_str().unwrap();
    let done = downbeat.run(&["call", "export", "--to", "salesforce", "-o", file]);
    assert_eq!(done.code, Some(0), "{}", done.stderr);
    assert!(
        done.stderr.contains("1 call exported for Salesforce"),
        "{}",
        done.stderr
    );
    let text = std::fs::read_to_string(file).unwrap();
    assert!(text.starts_with("Subject,ActivityDate,Status,"), "{text}");
    assert!(text.contains("'=1+1") && text.contains(",180,"), "{text}");

    let second = downbeat.run(&["call", "export", "--to", "salesforce"]);
    assert!(
        second.stdout.is_empty() && second.stderr.contains("nothing is exported"),
        "{second:?}"
    );
    let again = downbeat.run(&["call", "export", "--to", "salesforce", "--again"]);
    assert_eq!(again.stdout.lines().count(), 2);
    let other = downbeat.run(&["call", "export", "--to", "hubspot", "--week", "this"]);
    assert!(
        other.stdout.starts_with("Call title,Activity date,"),
        "{}",
        other.stdout
    );

    downbeat.ok(&["undo"]);
    let back = downbeat.run(&["call", "export", "--to", "hubspot", "--since", "2026-11-23"]);
    assert_eq!(back.stdout.lines().count(), 2, "taken back, it is exported anew");
}

#[test]
fn a_file_that_cannot_be_written_marks_nothing() {
    let downbeat = morning();
    downbeat.ok(&["call", "Acme Pumps", "--outcome", "busy"]);
    let nowhere = downbeat.path("no-such-folder/calls.csv");
    let why = downbeat.refused(&["call", "export", "--to", "csv", "-o", nowhere.to_str().unwrap()]);
    assert!(why.contains("name another file with -o"), "{why}");
    assert_eq!(
        downbeat
            .run(&["call", "export", "--to", "csv"])
            .stdout
            .lines()
            .count(),
        2
    );
}

#[test]
fn an_exported_call_stands_until_its_export_is_taken_back() {
    let downbeat = morning();
    let logged = downbeat.json(&["call", "Acme Pumps", "--outcome", "busy", "--json"]);
    let command = logged["command"].to_string();
    downbeat.ok(&["call", "export", "--to", "csv"]);
    let why = downbeat.refused(&["undo", &command]);
    assert!(why.contains("exported"), "{why}");
}
