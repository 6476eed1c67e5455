//! The diary on the command line: calendars and phones' exports, what has no log, and the rep's absence.

use crate::support::cli::Downbeat;
use crate::{misused, morning};

const GOOGLE: &str = include_str!("../fixtures/diary/google.ics");
const OUTLOOK: &str = include_str!("../fixtures/diary/outlook.ics");
const CALLS: &str = include_str!("../fixtures/diary/calls.csv");

const CONFIG: &str = "zone = \"Europe/Berlin\"\ncountry = \"DE\"\n[diary]\nfiles = [\"calls.csv\"]\n\
                      own = [\"ruth@downbeat.example\"]\n[[diary.phones]]\nname = \"handy\"\n\
                      columns = { number = \"Number\", start = \"When\", duration = \"Length\", name = \"Contact\", how = \"Type\" }\n";

/// The evening of Monday 23 November in Berlin, with two clients who are known by their domain and number.
fn evening() -> Downbeat {
    let mut downbeat = morning();
    downbeat.write("config.toml", CONFIG);
    downbeat.ok(&[
        "account",
        "edit",
        "Acme Pumps",
        "--domain",
        "acme.example",
        "--phone",
        "030 5556677",
    ]);
    downbeat.ok(&["account", "edit", "Borealis GmbH", "--domain", "borealis.example"]);
    downbeat.at("2026-11-23T17:30:00+01:00");
    downbeat
}

fn read(downbeat: &Downbeat, name: &str, text: &str, more: &[&str]) -> String {
    let path = downbeat.write(name, text).display().to_string();
    let mut args = vec!["diary", path.as_str()];
    args.extend(more);
    downbeat.ok(&args)
}

fn listed(downbeat: &Downbeat) -> Vec<String> {
    let list = downbeat.json(&["diary", "list", "--json"]);
    let line = |one: &serde_json::Value| {
        format!(
            "{} {}",
            one["client"].as_str().unwrap_or("?"),
            one["title"].as_str().unwrap_or_default()
        )
    };
    list.as_array().into_iter().flatten().map(line).collect()
}

#[test]
fn the_days_meetings_without_a_log_are_listed_and_each_is_answered_once() {
    let downbeat = evening();
    let preview = read(&downbeat, "google.ics", GOOGLE, &["--dry-run"]);
    assert!(
        preview.contains("      2 new\n") && preview.contains("      1 left out: declined"),
        "{preview}"
    );
    assert_eq!(listed(&downbeat), Vec::<String>::new());
    let said = read(&downbeat, "google.ics", GOOGLE, &[]);
    assert!(said.contains("Kick-off, second part"), "{said}");
    let report = downbeat.json(&[
        "diary",
        &downbeat.path("google.ics").display().to_string(),
        "--json",
    ]);
    assert_eq!(
        (report["new"].as_u64(), report["unchanged"].as_u64()),
        (Some(0), Some(2)),
        "{report}"
    );
    read(&downbeat, "outlook.ics", OUTLOOK, &[]);
    assert_eq!(
        listed(&downbeat),
        ["Borealis GmbH Kick-off, second part", "Acme Pumps Preisgespräch"]
    );
    assert!(downbeat.ok(&["morning"]).contains("2 calls have no log yet"));
    downbeat.ok(&["diary", "answer", "1", "--outcome", "connected"]);
    assert!(downbeat.ok(&["call", "list"]).contains("Kick-off, second part"));
    let refused = downbeat.refused(&["diary", "answer", "1", "--no-call"]);
    assert!(refused.contains("a call is logged"), "{refused}");
    assert!(misused(&downbeat, &["diary", "answer", "1"]).contains("--outcome"));
    assert_eq!(listed(&downbeat), ["Acme Pumps Preisgespräch"]);
    downbeat.ok(&["undo"]);
    assert_eq!(listed(&downbeat).len(), 2);
}

#[test]
fn the_files_of_the_config_are_read_without_naming_them() {
    let downbeat = evening();
    downbeat.write("calls.csv", CALLS);
    let said = downbeat.ok(&["diary"]);
    assert!(
        said.contains("      2 new") && said.contains("      3 skipped:"),
        "{said}"
    );
    assert!(said.contains("calls.csv:6: \"long\" is no duration"), "{said}");
    assert_eq!(listed(&downbeat), ["Acme Pumps phone call", "? missed call"]);
    let refused = downbeat.refused(&["diary", "answer", "2", "--outcome", "no-answer"]);
    assert!(refused.contains("which client"), "{refused}");
    downbeat.ok(&[
        "diary",
        "answer",
        "2",
        "--outcome",
        "no-answer",
        "--client",
        "Borealis",
    ]);
    assert_eq!(listed(&downbeat), ["Acme Pumps phone call"]);
}

#[test]
fn a_file_that_is_neither_says_what_to_do_and_changes_nothing() {
    let downbeat = evening();
    let path = downbeat.write("notes.txt", "hello\n").display().to_string();
    let refused = downbeat.refused(&["diary", &path]);
    assert!(
        refused.contains("it is no calendar (.ics)") && refused.contains("[[diary.phones]]"),
        "{refused}"
    );
    assert!(
        downbeat
            .refused(&["diary", "nowhere.ics"])
            .contains("check that it is there")
    );
    downbeat.write("config.toml", "");
    assert!(misused(&downbeat, &["diary"]).contains("diary.files"));
}

#[test]
fn a_holiday_sleeps_and_comes_back_as_many_days_as_the_rep_says() {
    let mut downbeat = morning();
    let said = downbeat
        .run(&["away", "until", "7", "dec", "--lend", "maria", "--item", "1"])
        .stderr;
    assert!(
        said.contains("away until") && said.contains("1 row lent to Maria"),
        "{said}"
    );
    assert!(downbeat.refused(&["away", "fri"]).contains("already"));
    assert!(downbeat.ok(&["morning"]).contains("You are away until"));
    downbeat.at("2026-11-30T09:00:00+01:00");
    let inbox = |downbeat: &Downbeat| {
        downbeat
            .json(&["list", "inbox", "--json"])
            .as_array()
            .unwrap()
            .len()
    };
    // What was in front of the rep stays there; what falls due meanwhile does not come.
    assert_eq!(inbox(&downbeat), 2);
    downbeat.at("2026-12-07T09:30:00+01:00");
    assert_eq!(inbox(&downbeat), 3);
    let said = downbeat.run(&["back", "--spread", "3"]).stderr;
    assert!(
        said.contains("back: 3 overdue rows spread over 3 working days, 1 of them today"),
        "{said}"
    );
    assert!(said.contains("still lent"), "{said}");
    assert_eq!(inbox(&downbeat), 1);
    downbeat.ok(&["undo"]);
    assert_eq!(inbox(&downbeat), 3);
    downbeat.ok(&["back"]);
    assert!(downbeat.refused(&["back"]).contains("you are not away"));
    assert!(misused(&downbeat, &["back", "--spread", "0"]).contains("1..=20"));
}
