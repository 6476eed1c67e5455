//! The house rules that a reader cannot see at a glance: who may know whom, who asks for the time, what is pure, how
//! long a file is. Read from the source itself; the rules stand in `architecture/rules.rs`.

#[path = "architecture/lexer.rs"]
mod lexer;
#[path = "architecture/mentions.rs"]
mod mentions;
#[path = "architecture/rules.rs"]
mod rules;

use std::fs;
use std::path::{Path, PathBuf};

use rules::{MAY_KNOW, Source};

/// Where code lives.
const FOLDERS: &[&str] = &["src", "tests", "benches", "assets"];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every Rust and SQL file below a folder, as its path from the root and its text.
fn sources(folder: &Path, found: &mut Vec<(String, String)>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries {
        let path = entry
            .unwrap_or_else(|error| panic!("could not list {}: {error}", folder.display()))
            .path();
        if path.is_dir() {
            sources(&path, found);
        } else if path
            .extension()
            .is_some_and(|extension| extension == "rs" || extension == "sql")
        {
            let text =
                fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            let name = path
                .strip_prefix(root())
                .unwrap_or(&path)
                .to_string_lossy()
                .replace('\\', "/");
            found.push((name, text));
        }
    }
}

#[test]
fn every_file_keeps_the_rules() {
    let mut files = Vec::new();
    for folder in FOLDERS {
        sources(&root().join(folder), &mut files);
    }
    files.sort();
    assert!(
        files.iter().any(|(path, _)| path == "src/lib.rs"),
        "the source was not found"
    );
    let broken: Vec<String> = files
        .iter()
        .flat_map(|(path, text)| Source::new(path, text).findings())
        .map(|finding| format!("{}:{}: {}", finding.path, finding.line, finding.words))
        .collect();
    assert!(
        broken.is_empty(),
        "the house rules are broken:\n{}\n",
        broken.join("\n")
    );
}

#[test]
fn the_rules_speak_of_every_module_there_is() {
    let lib = fs::read_to_string(root().join("src/lib.rs")).unwrap_or_default();
    let mut declared: Vec<&str> = lib
        .lines()
        .filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'))
        .collect();
    declared.push("main");
    declared.sort_unstable();
    let mut ruled: Vec<&str> = MAY_KNOW.iter().map(|(module, _)| *module).collect();
    ruled.sort_unstable();
    assert_eq!(declared, ruled);
}

#[test]
fn nobody_may_know_somebody_who_may_know_them() {
    for (module, may) in MAY_KNOW {
        for known in *may {
            let back = MAY_KNOW
                .iter()
                .any(|(other, knows)| other == known && knows.contains(module));
            assert!(!back, "{module} and {known} know each other");
        }
    }
}

/// What one file of this text at this path breaks, as `line: words`.
fn broken(path: &str, text: &str) -> Vec<String> {
    let found = Source::new(path, text).findings();
    found
        .into_iter()
        .map(|finding| format!("{}: {}", finding.line, finding.words))
        .collect()
}

/// Asserts that the text breaks one rule, on this line, and that the message holds these words.
#[track_caller]
fn breaks(path: &str, text: &str, line: usize, words: &str) {
    let found = broken(path, text);
    let right = found.len() == 1 && found[0].starts_with(&format!("{line}: ")) && found[0].contains(words);
    assert!(
        right,
        "{path} should break one rule on line {line} ({words}): {found:?}\n{text}"
    );
}

#[track_caller]
fn keeps(path: &str, text: &str) {
    assert_eq!(broken(path, text), Vec::<String>::new(), "{path}\n{text}");
}

#[test]
fn a_module_knows_only_what_it_may() {
    breaks(
        "src/ui/list.rs",
        "//! L.\n\nuse crate::{app::State, store::Store};\n",
        3,
        "`ui` must not know `store`",
    );
    breaks(
        "src/ui/list.rs",
        "//! L.\nuse super::super::store;",
        2,
        "`ui` must not know `store`",
    );
    breaks(
        "src/app/mod.rs",
        "//! A.\nfn f() { crate::ui::draw(); }",
        2,
        "`app` must not know `ui`",
    );
    breaks(
        "src/report/week.rs",
        "//! W.\nuse crate::store;",
        2,
        "It may know domain",
    );
    breaks(
        "src/domain/item.rs",
        "//! I.\nuse crate::app;",
        2,
        "It may know nobody else",
    );
    breaks(
        "src/cli/add.rs",
        "//! A.\nuse crate::runtime;",
        2,
        "`cli` must not know `runtime`",
    );
    breaks(
        "src/main.rs",
        "//! M.\nuse downbeat::store;",
        2,
        "`main` must not know `store`",
    );
    breaks(
        "src/domain/item.rs",
        "//! I.\nmod tests { use super::super::super::store; }",
        2,
        "`store`",
    );
    breaks("src/novel/mod.rs", "//! N.", 1, "`novel` is in no list");
    breaks(
        "src/domain/item.rs",
        "//! I.\nuse crate as all;",
        2,
        "hides what is known",
    );
    breaks(
        "src/domain/item.rs",
        "//! I.\nuse crate::*;",
        2,
        "hides what is known",
    );
    keeps(
        "src/ui/list.rs",
        "//! L.\nuse crate::{app::State, domain, keys::Key};\nuse super::theme;",
    );
    keeps(
        "src/main.rs",
        "//! M.\nfn main() { downbeat::cli::run(); downbeat::runtime::run(); }",
    );
    keeps(
        "src/domain/item.rs",
        "//! I.\n// use crate::store;\nconst A: &str = \"crate::store::x\";",
    );
    keeps("tests/morning.rs", "//! M.\nuse downbeat::store;");
}

#[test]
fn a_library_stays_where_it_belongs() {
    breaks(
        "src/app/mod.rs",
        "//! A.\nuse ratatui::text::Line;",
        2,
        "must not use ratatui",
    );
    breaks(
        "src/domain/item.rs",
        "//! I.\nuse crossterm as keyboard;",
        2,
        "must not use crossterm",
    );
    breaks(
        "src/report/week.rs",
        "//! W.\nfn f(c: &rusqlite::Connection) {}",
        2,
        "only store, runtime may",
    );
    keeps("src/store/mod.rs", "//! S.\nuse rusqlite::Connection;");
    keeps("src/ui/mod.rs", "//! U.\nuse ratatui::Frame;");
}

#[test]
fn pure_modules_stay_pure() {
    for part in ["fs", "thread", "net", "time", "env", "process", "io"] {
        breaks(
            "src/domain/item.rs",
            &format!("//! I.\nuse std::{{fmt, {part}}};"),
            2,
            &format!("std::{part}"),
        );
        breaks(
            "src/app/mod.rs",
            &format!("//! A.\nfn f() {{ std::{part}::g() }}"),
            2,
            "take the value as an argument",
        );
    }
    breaks(
        "src/app/mod.rs",
        "//! A.\nuse std as s;",
        2,
        "hides what is known",
    );
    keeps(
        "src/domain/item.rs",
        "//! I.\nuse std::collections::BTreeMap;\nuse std::fmt;",
    );
    keeps("src/store/mod.rs", "//! S.\nuse std::fs;");
}

#[test]
fn only_one_file_asks_what_time_it_is() {
    for asked in [
        "Utc::now()",
        "chrono::Local::now()",
        "Instant::now()",
        "std::time::SystemTime::now()",
    ] {
        breaks(
            "src/cli/add.rs",
            &format!("//! A.\nfn f() {{\n    {asked}\n}}"),
            3,
            "asks what time it is",
        );
        keeps("src/runtime/clock.rs", &format!("//! C.\nfn f() {{ {asked} }}"));
        keeps("benches/screen.rs", &format!("//! B.\nfn f() {{ {asked} }}"));
    }
    breaks(
        "src/store/mod.rs",
        "//! S.\nfn f() { uuid::Uuid::now_v7() }",
        2,
        "now_v7",
    );
    breaks(
        "src/ui/mod.rs",
        "//! U.\nfn f() { self.start.elapsed() }",
        2,
        "elapsed",
    );
    keeps(
        "src/app/mod.rs",
        "//! A.\nfn f(now: Time) { let now = state.now(); clock.now() }",
    );
}

#[test]
fn the_store_asks_neither_the_clock_nor_replaces() {
    breaks(
        "assets/migrations/1.sql",
        "create table a (b);\nselect datetime('now');",
        2,
        "asks what time it is",
    );
    breaks(
        "src/store/items.rs",
        "//! I.\nconst A: &str = \"select CURRENT_TIMESTAMP\";",
        2,
        "current_timestamp",
    );
    breaks(
        "src/store/items.rs",
        "//! I.\nconst A: &str = \"insert or REPLACE into a\";",
        2,
        "ON CONFLICT",
    );
    keeps(
        "assets/migrations/1.sql",
        "-- never datetime('now'), never REPLACE INTO\nselect replace(a, 'b', 'c');",
    );
    keeps("src/ui/mod.rs", "//! U.\nconst A: &str = \"'now' or replace\";");
}

#[test]
fn nothing_is_allowed_and_every_expect_has_a_reason() {
    breaks(
        "src/ui/mod.rs",
        "//! U.\n#[allow(dead_code)]\nfn f() {}",
        2,
        "`allow`",
    );
    breaks(
        "tests/a.rs",
        "//! A.\n#![cfg_attr(test, allow(dead_code))]",
        2,
        "`allow`",
    );
    breaks(
        "src/ui/mod.rs",
        "//! U.\n#[expect(dead_code)]\nfn f() {}",
        2,
        "reason",
    );
    keeps(
        "src/ui/mod.rs",
        "//! U.\n#[expect(dead_code, reason = \"tests\")]\nfn f() { x.expect(\"y\"); allow(1) }",
    );
}

#[test]
fn files_are_short_well_named_and_introduce_themselves() {
    breaks("src/ui/mod.rs", &"//! U.\n".repeat(501), 501, "split the file");
    breaks("src/main.rs", &"//! M.\n".repeat(41), 41, "40 at most");
    breaks("src/ui/utils.rs", "//! U.", 1, "`utils` says nothing");
    breaks("src/ui/common/mod.rs", "//! U.", 1, "`common` says nothing");
    breaks(
        "src/ui/mod.rs",
        "//! U.\nmod helpers;",
        2,
        "`helpers` says nothing",
    );
    breaks("src/ui/mod.rs", "use crate::app;\n", 1, "`//!` sentence");
    keeps("src/ui/mod.rs", &"//! U.\n".repeat(500));
}
