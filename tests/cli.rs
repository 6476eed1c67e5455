//! The command line as a process, on stores of its own.

#[expect(dead_code, reason = "each test file uses a part of the support")]
mod support;

#[path = "cli/accounts.rs"]
mod accounts;
#[path = "cli/asks.rs"]
mod asks;
#[path = "cli/calls.rs"]
mod calls;
#[path = "cli/deals.rs"]
mod deals;
#[path = "cli/diary.rs"]
mod diary;
#[path = "cli/files.rs"]
mod files;
#[path = "cli/items.rs"]
mod items;
#[path = "cli/monday.rs"]
mod monday;
#[path = "cli/outcomes.rs"]
mod outcomes;
#[path = "cli/people.rs"]
mod people;
#[path = "cli/promises.rs"]
mod promises;
#[path = "cli/shell.rs"]
mod shell;

use support::cli::Downbeat;

/// No rows.
const NONE: [i64; 0] = [];

/// A store with two owners and three items: an order, a support call and a follow-up.
fn morning() -> Downbeat {
    let downbeat = Downbeat::new();
    downbeat.ok(&[
        "owner",
        "add",
        "maria",
        "--name",
        "Maria Sol",
        "--seat",
        "1",
        "--kinds",
        "order",
    ]);
    downbeat.ok(&[
        "owner",
        "add",
        "dev",
        "--name",
        "Dev Patel",
        "--seat",
        "2",
        "--kinds",
        "support",
        "--escalate-to",
        "maria",
    ]);
    let lines = "order Acme Pumps: 40 pallets to Rotterdam fri 10:00 ! €48200\n\n\
                 support Borealis GmbH: Login fails after update\n\
                 山田商店: callback, third try\n";
    let added = downbeat.run_with_input(&["add", "-"], lines.as_bytes());
    assert_eq!((added.code, added.stdout.as_str()), (Some(0), "#1\n#2\n#3\n"));
    downbeat
}

/// The numbers of a list's rows, in order.
fn numbers(downbeat: &Downbeat, list: &str) -> Vec<i64> {
    let rows = downbeat.json(&["list", list, "--json"]);
    let Some(rows) = rows.as_array() else {
        panic!("downbeat list {list} --json is no array: {rows}");
    };
    rows.iter().filter_map(|row| row["number"].as_i64()).collect()
}

/// A command that can't be understood: exit code 2, no data.
#[track_caller]
fn misused(downbeat: &Downbeat, args: &[&str]) -> String {
    let output = downbeat.run(args);
    assert_eq!(
        (output.code, output.stdout.as_str()),
        (Some(2), ""),
        "{args:?}: {output:#?}"
    );
    output.stderr
}
