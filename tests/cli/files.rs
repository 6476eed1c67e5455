//! Files on the command line: exports, the week, the config.

#[cfg(unix)]
use std::process::Command;

use serde_json::Value;

use crate::support::cli::Downbeat;
use crate::{NONE, morning, numbers};

const TICKETS: &str = "\
Id,Requester,Requester email,Subject,Status,Priority,Created at,Updated at,Organization
4711,Ines Weber,ines@b.de,Login fails,Open,High,2026-11-20 10:00,2026-11-20 11:00,Borealis GmbH
4712,Ines Weber,ines@b.de,Old thing,Solved,Low,2026-11-10 10:00,2026-11-12 11:00,Borealis GmbH
4713,Ines
";

#[test]
fn the_week_is_written_whole_or_not_at_all() {
    let downbeat = morning();
    downbeat.ok(&["delegate", "1"]);
    let week = downbeat.ok(&["week"]);
    assert!(week.contains("2026-W48") && week.contains("Maria Sol"), "{week}");
    let json = downbeat.json(&["week", "--format", "json"]);
    assert!(json.is_object());
    assert!(
        downbeat
            .ok(&["week", "--format", "csv"])
            .starts_with("week,item,")
    );
    // The file's name says the format, and what was there before is replaced in one step.
    downbeat.write("week.html", "an older week");
    assert_eq!(downbeat.ok(&["week", "-o", "week.html"]), "");
    assert!(downbeat.read("week.html").contains("</html>"));
    let why = downbeat.refused(&["week", "-o", "nowhere/week.md"]);
    assert!(why.contains("nowhere/week.md"), "{why}");
    let left: Vec<_> = std::fs::read_dir(downbeat.path("."))
        .expect("the folder is there")
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.contains("week") && name != "week.html")
        .collect();
    assert_eq!(left, Vec::<String>::new(), "half a file was left");
    let empty = downbeat.ok(&["week", "--week", "2026-W10"]);
    assert!(empty.contains("2026-W10"), "{empty}");
    // The same store and the same moment give the same bytes.
    assert_eq!(week, downbeat.ok(&["week"]));
}

#[cfg(unix)]
#[test]
fn what_is_no_plain_file_is_written_to_and_never_replaced() {
    use std::os::unix::fs::{FileTypeExt, symlink};

    let downbeat = morning();
    downbeat.write("week.md", "an older week");
    symlink("week.md", downbeat.path("link.md")).expect("links can be made");
    downbeat.ok(&["week", "-o", "link.md"]);
    assert!(downbeat.path("link.md").is_symlink(), "the link was replaced");
    assert!(downbeat.read("week.md").contains("2026-W48"));

    let pipe = downbeat.path("pipe");
    let made = Command::new("mkfifo").arg(&pipe).status();
    assert!(made.is_ok_and(|status| status.success()), "mkfifo failed");
    let reading = pipe.clone();
    let read = std::thread::spawn(move || std::fs::read_to_string(reading));
    downbeat.ok(&["week", "-o", "pipe"]);
    let about = std::fs::symlink_metadata(&pipe).expect("the pipe is there");
    assert!(about.file_type().is_fifo(), "the pipe was replaced");
    let text = read
        .join()
        .expect("the reader did not panic")
        .expect("the pipe was read");
    assert!(text.contains("2026-W48"), "{text}");
}

#[test]
fn a_preview_changes_nothing_and_an_import_is_one_command() {
    let downbeat = Downbeat::new();
    downbeat.write("tickets.csv", TICKETS);
    let preview = downbeat.ok(&["import", "tickets.csv", "--dry-run"]);
    assert!(
        preview.contains("zendesk") && preview.contains("Europe/Berlin"),
        "{preview}"
    );
    assert!(preview.contains("2 new (1 as history)"), "{preview}");
    assert!(preview.contains("tickets.csv:4: "), "{preview}");
    assert!(!downbeat.db().exists(), "a preview made a store");
    // A file that can't be read stops the whole, before anything is done.
    downbeat.refused(&["import", "tickets.csv", "missing.csv"]);
    assert!(!downbeat.db().exists());

    let report = downbeat.json(&["import", "tickets.csv", "--json"]);
    assert_eq!((&report["new"], &report["skipped_count"]), (&2.into(), &1.into()));
    assert_eq!(report["skipped"][0]["line"], 4);
    assert_eq!(numbers(&downbeat, "inbox"), [1]);
    assert_eq!(numbers(&downbeat, "done"), [2]);
    let again = downbeat.json(&["import", "tickets.csv", "--json"]);
    assert_eq!(
        (&again["unchanged"], &again["command"]),
        (&2.into(), &Value::Null)
    );
    downbeat.ok(&["undo"]);
    assert_eq!(numbers(&downbeat, "inbox"), NONE);
    let why = downbeat.refused(&["import", "tickets.csv", "--from", "hubspot"]);
    assert!(why.contains("hubspot") && why.contains("zendesk"), "{why}");
}

#[test]
fn what_is_piped_in_is_imported_like_a_file() {
    let downbeat = Downbeat::new();
    let import = |args: &[&str], input: &str| downbeat.run_with_input(args, input.as_bytes());
    let preview = import(&["import", "-", "--dry-run"], TICKETS);
    assert_eq!(preview.code, Some(0), "{preview:#?}");
    assert!(
        preview.stdout.starts_with("standard input: zendesk,")
            && preview.stdout.contains("standard input:4: "),
        "{preview:#?}"
    );
    assert!(!downbeat.db().exists(), "a preview made a store");
    downbeat.write("more.csv", TICKETS.replace("471", "481"));
    let done = import(&["import", "more.csv", "-", "--from", "zendesk"], TICKETS);
    assert_eq!(done.code, Some(0), "{done:#?}");
    assert!(
        done.stderr.contains("(more.csv, standard input): 4 new"),
        "{done:#?}"
    );
    assert_eq!(numbers(&downbeat, "inbox").len(), 2);
    for (args, code, why) in [
        (["import", "-", "-"].as_slice(), 2, "give - once"),
        (
            &["import", "-", "--from", "shopify"],
            1,
            "importing standard input",
        ),
    ] {
        let refused = import(args, TICKETS);
        assert_eq!(refused.code, Some(code), "{refused:#?}");
        assert!(refused.stderr.contains(why), "{refused:#?}");
    }
    let empty = import(&["import", "-"], "");
    assert!(empty.stderr.contains("standard input: it is empty"), "{empty:#?}");
}

#[test]
fn a_config_with_a_fault_is_named_by_file_line_and_key_and_nothing_starts() {
    let downbeat = morning();
    downbeat.write("config.toml", "rep = \"Ada\"\nzone = \"Middle/Earth\"\n");
    for args in [["list"].as_slice(), &["config", "check"], &["add", "Acme: x"]] {
        let why = downbeat.refused(args);
        assert!(why.contains("config.toml:2") && why.contains("zone"), "{why}");
    }
    // What needs no config still works beside a broken one.
    assert!(downbeat.ok(&["config", "path"]).ends_with("config.toml\n"));
    assert!(downbeat.ok(&["completions", "zsh"]).contains("downbeat"));
    let why = downbeat.refused(&["config", "init"]);
    assert!(why.contains("there is one already"), "{why}");
    downbeat.write("config.toml", "[[rules]]\nto = \"nobody\"\nkind = \"order\"\n");
    let why = downbeat.refused(&["config", "check"]);
    assert!(
        why.contains("config.toml:2: rules[1].to") && why.contains("nobody"),
        "{why}"
    );
    downbeat.write("config.toml", "rep = \"Ada\"\n");
    assert_eq!(downbeat.ok(&["config", "check"]), "");
    downbeat.refused(&["--config", "missing.toml", "list"]);
}

#[test]
fn what_is_no_backup_is_refused_with_advice_about_backups() {
    let downbeat = morning();
    downbeat.write("orders.csv", "a,b\n");
    downbeat.write("other.db", "x".repeat(600));
    for file in ["nothing.db", "other.db"] {
        let why = downbeat.refused(&["restore", file]);
        assert!(
            why.contains("`downbeat backup`") && !why.contains("--db"),
            "{why}"
        );
    }
}

#[test]
fn a_backup_is_restored_beside_what_stood_there() {
    let downbeat = morning();
    downbeat.ok(&["backup", "copy.db"]);
    let why = downbeat.refused(&["backup", "copy.db"]);
    assert!(why.contains("copy.db"), "{why}");
    downbeat.ok(&["add", "Acme Pumps: something later"]);
    assert_eq!(numbers(&downbeat, "inbox").len(), 4);
    let restored = downbeat.run(&["restore", "copy.db"]);
    assert_eq!(restored.code, Some(0), "{restored:#?}");
    assert_eq!(numbers(&downbeat, "inbox"), [1, 2, 3]);
    downbeat.write("notes.txt", "no store at all");
    let why = downbeat.refused(&["restore", "notes.txt"]);
    assert!(why.contains("notes.txt"), "{why}");
    assert_eq!(numbers(&downbeat, "inbox"), [1, 2, 3]);
}

#[test]
fn the_doctor_says_what_is_wrong_and_the_exit_code_says_that_something_is() {
    let downbeat = morning();
    let findings = downbeat.json(&["doctor", "--json"]);
    let Some(findings) = findings.as_array() else {
        panic!("doctor --json is no array: {findings}");
    };
    assert!(!findings.is_empty());
    assert!(
        findings.iter().all(|finding| finding["serious"] == false),
        "{findings:#?}"
    );
    downbeat.ok(&["doctor", "--rebuild"]);
    assert_eq!(numbers(&downbeat, "inbox"), [1, 2, 3]);
    downbeat.write("downbeat.db", "this is no database, and never was one");
    let output = downbeat.run(&["doctor"]);
    assert_eq!(output.code, Some(1), "{output:#?}");
    for args in [["list"].as_slice(), &["add", "Acme: x"]] {
        let why = downbeat.refused(args);
        assert!(why.contains("downbeat.db") && why.contains("--db"), "{why}");
    }
    assert_eq!(
        downbeat.read("downbeat.db"),
        "this is no database, and never was one"
    );
}

#[test]
fn three_choices_against_the_row_teach_a_rule_and_the_configs_comments_stay() {
    let downbeat = morning();
    downbeat.write("config.toml", "# mine\nrep = \"Ada\" # signed so\n");
    for account in ["Acme", "Borealis", "Øresund"] {
        let added = downbeat.run(&["add", &format!("order {account}: seals")]);
        assert_eq!(added.code, Some(0), "{added:?}");
    }
    let mut orders = numbers(&downbeat, "inbox");
    orders.sort_unstable();
    let newest: Vec<String> = orders.iter().rev().take(3).map(ToString::to_string).collect();
    let mut last = String::new();
    for item in &newest {
        last = downbeat.run(&["delegate", item, "--to", "dev"]).stderr;
    }
    assert!(last.contains("`downbeat config learn`"), "{last}");
    let said = downbeat.run(&["config", "learn", "--dry-run"]).stderr;
    assert!(said.contains("@dev instead of @maria"), "{said}");
    assert_eq!(
        downbeat.read("config.toml"),
        "# mine\nrep = \"Ada\" # signed so\n"
    );
    downbeat.ok(&["config", "learn"]);
    let config = downbeat.read("config.toml");
    assert!(
        config.starts_with("# mine\nrep = \"Ada\" # signed so\n"),
        "{config}"
    );
    assert!(config.contains("[[rules]]\nto = \"dev\"\n"), "{config}");
    downbeat.ok(&["add", "order Čapek: more seals"]);
    let shown = downbeat.ok(&["list", "inbox", "--kind", "order"]);
    assert!(
        shown
            .lines()
            .any(|line| line.contains("Čapek") && line.contains("Dev")),
        "{shown}"
    );
    let again = downbeat.run(&["config", "learn"]).stderr;
    assert!(again.contains("teach no rule"), "{again}");
}
