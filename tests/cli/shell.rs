//! What scripts rely on: exit codes, what goes where, and no store made by looking.

use std::process::{Command, Stdio};

use serde_json::Value;

use crate::support::PROGRAM;
use crate::support::cli::{Downbeat, MONDAY};
use crate::{misused, morning};

#[test]
fn looking_makes_no_store() {
    let downbeat = Downbeat::new();
    assert_eq!(downbeat.json(&["list", "--json"]), Value::Array(Vec::new()));
    assert_eq!(downbeat.json(&["history", "--json"]), Value::Array(Vec::new()));
    assert_eq!(
        downbeat.json(&["owner", "list", "--json"]),
        Value::Array(Vec::new())
    );
    assert_eq!(downbeat.ok(&["account", "list"]), "");
    for args in [
        ["show", "1"].as_slice(),
        &["delegate", "1"],
        &["undo"],
        &["week"],
        &["monday"],
        &["monday", "freeze"],
        &["doctor"],
    ] {
        let why = downbeat.refused(args);
        assert!(
            why.contains("there is no store at") && why.contains("downbeat add"),
            "{why}"
        );
    }
    downbeat.refused(&["add", "no colon here"]);
    downbeat.refused(&["owner", "add", "x", "--stand-in", "nobody"]);
    assert!(!downbeat.db().exists());
}

#[test]
fn what_cant_be_understood_is_bad_usage_and_what_cant_be_done_is_refused() {
    let downbeat = morning();
    for args in [
        ["list", "--kind", "thing"].as_slice(),
        &["list", "nowhere"],
        &["list", "--limit", "0"],
        &["history", "--limit", "0"],
        &["show"],
        &["show", "abc"],
        &["show", "0"],
        &["snooze", "1"],
        &["snooze", "1", "blah"],
        &["keep", "1"],
        &["keep", "1", "--reason", "boredom"],
        &["call", "Acme"],
        &["edit", "1"],
        &["edit", "1", "--value", "much"],
        &["week", "--week", "2026-W54"],
        &["week", "--format", "pdf"],
        &["--now", "soon", "list"],
        &["frobnicate"],
    ] {
        let why = misused(&downbeat, args);
        assert!(!why.is_empty(), "{args:?} said nothing");
    }
    for args in [
        ["show", "99"].as_slice(),
        &["delegate", "3"],
        &["nudge", "1"],
        &["told", "1", "--next", "yesterday"],
        &["undo", "99"],
        &["import", "missing.csv"],
        &["add", "order Acme"],
    ] {
        let why = downbeat.refused(args);
        assert!(why.starts_with("downbeat: "), "{args:?}: {why}");
    }
}

#[test]
fn the_clock_is_set_by_the_environment_and_by_the_argument_which_counts_more() {
    let downbeat = morning();
    let shown = downbeat.json(&["--now", "2026-11-24 09:15", "history", "--json", "--limit", "1"]);
    assert_eq!(shown[0]["at"], "2026-11-23T06:42:00Z");
    downbeat.ok(&["note", "1", "later", "--now", "2026-11-24T09:15"]);
    let shown = downbeat.json(&["history", "--json", "--limit", "1"]);
    assert_eq!(shown[0]["at"], "2026-11-24T08:15:00Z");
}

#[test]
fn a_reader_that_has_gone_ends_a_command_quietly() {
    let downbeat = morning();
    for args in [
        ["list", "--json"].as_slice(),
        &["show", "1"],
        &["man"],
        &["completions", "bash"],
        &["--help"],
    ] {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let child = Command::new(PROGRAM)
            .args(args)
            .args(["--db".into(), downbeat.db().into_os_string()])
            .args(["--config".into(), downbeat.path("config.toml").into_os_string()])
            .args(["--now", MONDAY])
            .stdin(Stdio::null())
            .stdout(writer)
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let output = child.wait_with_output().expect("the program ends");
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!((output.status.code(), said.as_ref()), (Some(0), ""), "{args:?}");
    }
}

#[test]
fn every_command_is_in_the_help_and_in_the_manual() {
    let downbeat = Downbeat::new();
    let help = downbeat.ok(&["--help"]);
    let manual = downbeat.ok(&["man"]).replace("\\-", "-");
    for command in [
        "add",
        "list",
        "show",
        "delegate",
        "ack",
        "owner-done",
        "return",
        "recall",
        "nudge",
        "escalate",
        "snooze",
        "star",
        "dismiss",
        "reopen",
        "told",
        "keep",
        "note",
        "edit",
        "call",
        "owner",
        "account",
        "monday",
        "week",
        "import",
        "undo",
        "redo",
        "history",
        "backup",
        "restore",
        "doctor",
        "config",
        "completions",
        "man",
        "demo",
    ] {
        assert!(
            help.contains(&format!("\n  {command} ")),
            "--help lacks {command}:\n{help}"
        );
        assert!(
            manual.contains(&format!("downbeat {command}")),
            "the manual lacks {command}"
        );
    }
    assert!(downbeat.ok(&["--version"]).starts_with("downbeat "));
    assert!(!manual.contains("downbeat help "), "the manual is its own help");
}

#[test]
fn the_manual_says_how_a_command_ends_and_what_it_reads() {
    let manual = Downbeat::new().ok(&["man"]).replace("\\-", "-");
    let at = |title: &str| {
        manual
            .find(&format!("\n.SH \"{title}\"\n"))
            .unwrap_or_else(|| panic!("the manual has no section {title}:\n{manual}"))
    };
    let (exits, variables, files) = (at("EXIT STATUS"), at("ENVIRONMENT"), at("FILES"));
    for code in ["0", "1", "2"] {
        assert!(
            manual[exits..variables].contains(&format!("\\fB{code}\\fR\n")),
            "{code}"
        );
    }
    for variable in ["DOWNBEAT_DB", "DOWNBEAT_CONFIG", "DOWNBEAT_NOW", "NO_COLOR"] {
        assert!(manual[variables..files].contains(variable), "{variable}");
    }
    for file in ["downbeat.db", "config.toml"] {
        assert!(manual[files..].contains(file), "{file}");
    }
}

#[test]
fn a_usage_line_names_what_is_missing_and_not_what_the_environment_sets() {
    let downbeat = morning();
    let why = misused(&downbeat, &["show"]);
    assert!(why.contains("Usage: downbeat show <ITEM>\n"), "{why}");
}

#[test]
fn the_screen_needs_a_terminal() {
    let downbeat = Downbeat::new();
    for args in [[].as_slice(), &["demo"]] {
        let why = downbeat.refused(args);
        assert!(why.contains("needs a terminal"), "{why}");
    }
    assert!(!downbeat.db().exists());
}
