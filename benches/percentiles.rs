//! The figures to reach, as percentiles: each key pressed many times on seeded stores, at 200x50.
//!
//! `cargo bench --bench percentiles` makes the stores once, under the target folder, and prints the machine and a table
//! for each. Names of stores may be given to measure only those: `cargo bench --bench percentiles -- 1k`.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a bench prints its figures and ends where something fails"
)]

mod support;

use std::path::Path;
use std::time::Instant;

use downbeat::domain::week::Week;
use downbeat::keys::{Code, Key};
use downbeat::runtime::Stage;
use support::table::{self, Times, Wanted};
use support::{Frames, STORES, StoreOf, frames, machine, open_stage, reader, seeded, store};

fn main() {
    let wanted: Vec<String> = std::env::args()
        .skip(1)
        .filter(|arg| !arg.starts_with('-'))
        .collect();
    println!("{}", machine::described());
    for of in STORES {
        if wanted.is_empty() || wanted.iter().any(|name| name == of.name) {
            measure(of);
        }
    }
}

/// What a key and its frame may take.
const KEY: Wanted = Wanted {
    p50: Some(2.0),
    p95: None,
    p99: Some(5.0),
};
/// What is answered while a word is typed.
const TYPED: Wanted = Wanted::p95(15.0);

fn measure(of: &StoreOf) {
    let path = seeded(of);
    table::head(of);
    first_frame(&path);
    let mut stage = open_stage(&path);
    let mut frames = frames();
    stage.draw(&mut frames.terminal).unwrap();
    moving(&mut stage, &mut frames);
    switching(&mut stage, &mut frames);
    for register in REGISTERS {
        in_a_register(register, &mut stage, &mut frames);
    }
    on_an_account(&mut stage, &mut frames);
    queued(&mut stage, &mut frames);
    searching(&mut stage, &mut frames);
    handing_off(&mut stage, &mut frames, &path);
    stage.close();
    reports(&path);
    counting_deals(&path);
}

fn char(c: char) -> Key {
    Key::plain(Code::Char(c))
}

/// Presses keys and draws, as when they come faster than a frame.
fn press(stage: &mut Stage, frames: &mut Frames, keys: &str) {
    for c in keys.chars() {
        stage.press(char(c));
    }
    stage.draw(&mut frames.terminal).unwrap();
}

fn escape(stage: &mut Stage, frames: &mut Frames) {
    stage.press(Key::plain(Code::Esc));
    stage.settle().unwrap();
    stage.draw(&mut frames.terminal).unwrap();
}

/// From the start of the process to its first frame, in a real pseudo-terminal.
fn first_frame(path: &Path) {
    let (mut memory, mut times, mut worked) = (0, Times::default(), Times::default());
    for _ in 0..60 {
        let first = support::process::first_frame(path);
        memory = memory.max(first.memory);
        worked.add(first.worked);
        times.add(first.time);
    }
    table::line("process start to first frame", times, Wanted::p95(15.0));
    table::line("  of it, at work on a processor", worked, Wanted::NOTHING);
    table::amount(
        "resident memory after the first frame",
        memory,
        "kB",
        Some(40_000),
    );
}

fn moving(stage: &mut Stage, frames: &mut Frames) {
    move_in("Inbox", 400, stage, frames);
}

/// Moves down and up, then by pages, over more rows than a window holds.
fn move_in(view: &str, n: usize, stage: &mut Stage, frames: &mut Frames) {
    let mut bytes = Vec::new();
    let times = Times::of(n, |index| {
        let before = frames.written();
        press(stage, frames, if index % 40 < 20 { "j" } else { "k" });
        bytes.push(frames.written() - before);
    });
    table::line(&format!("move in {view}"), times, KEY);
    table::bytes("  bytes that a move writes", bytes, 600);
    let times = Times::of(80, |index| {
        stage.press(Key::plain(if index % 40 < 20 {
            Code::PageDown
        } else {
            Code::PageUp
        }));
        stage.draw(&mut frames.terminal).unwrap();
    });
    table::line(&format!("a page down or up in {view}"), times, KEY);
    press(stage, frames, "gg");
}

fn switching(stage: &mut Stage, frames: &mut Frames) {
    let views = ["gw", "gl", "gx", "gr", "gi"];
    let times = Times::of(200, |index| press(stage, frames, views[index % views.len()]));
    table::line("switch between the item lists", times, KEY);
    press(stage, frames, "gi");
}

/// A register, its keys, and words that are found in it.
struct Register {
    name: &'static str,
    keys: &'static str,
    words: &'static str,
}

const REGISTERS: &[Register] = &[
    Register {
        name: "Calls",
        keys: "gc",
        words: "valve",
    },
    Register {
        name: "Accounts",
        keys: "ga",
        words: "acme",
    },
    Register {
        name: "Promises",
        keys: "gp",
        words: "offer",
    },
    Register {
        name: "Outcomes",
        keys: "go",
        words: "support",
    },
    Register {
        name: "Pipeline",
        keys: "gd",
        words: "line 9",
    },
];

fn in_a_register(register: &Register, stage: &mut Stage, frames: &mut Frames) {
    let name = register.name;
    let mut times = Times::default();
    for _ in 0..60 {
        times.once(|| press(stage, frames, register.keys));
        stage.settle().unwrap();
        press(stage, frames, "gi");
    }
    table::line(&format!("switch to {name}"), times, KEY);
    press(stage, frames, register.keys);
    stage.settle().unwrap();
    move_in(name, 400, stage, frames);
    let mut times = Times::default();
    for _ in 0..60 {
        times.once(|| {
            stage.press(Key::plain(Code::Enter));
            stage.draw(&mut frames.terminal).unwrap();
        });
        escape(stage, frames);
        press(stage, frames, "j");
    }
    table::line(&format!("open a page in {name}"), times, KEY);
    let mut times = Times::default();
    for _ in 0..5 {
        stage.press(char('\\'));
        typed(register.words, stage, frames, &mut times);
        escape(stage, frames);
        escape(stage, frames);
    }
    table::line(&format!("filter {name}, a keystroke to its rows"), times, TYPED);
    // Every split, and back to the first.
    let mut times = Times::default();
    for _ in 0..40 {
        times.once(|| {
            stage.press(Key::plain(Code::Tab));
            stage.draw(&mut frames.terminal).unwrap();
        });
        stage.settle().unwrap();
        stage.draw(&mut frames.terminal).unwrap();
    }
    table::line(&format!("the next split in {name}"), times, KEY);
    press(stage, frames, "gi");
}

fn on_an_account(stage: &mut Stage, frames: &mut Frames) {
    let mut times = Times::default();
    for _ in 0..60 {
        times.once(|| press(stage, frames, "B"));
        escape(stage, frames);
        press(stage, frames, "j");
    }
    table::line("boss card", times, KEY);
    press(stage, frames, "ga");
    let times = Times::of(20, |index| {
        stage.press(Key::plain(if index % 2 == 0 { Code::Tab } else { Code::BackTab }));
        stage.settle().unwrap();
        stage.draw(&mut frames.terminal).unwrap();
    });
    table::line("the ready list, or back", times, Wanted::NOTHING);
    press(stage, frames, "gi");
}

fn queued(stage: &mut Stage, frames: &mut Frames) {
    let times = Times::of(20, |index| {
        press(
            stage,
            frames,
            &(if index % 2 == 0 { "j" } else { "k" }).repeat(2_000),
        );
    });
    table::line("2,000 queued keys, with one frame", times, Wanted::most(50.0));
}

fn searching(stage: &mut Stage, frames: &mut Frames) {
    let mut times = Times::default();
    for words in ["pump", "acme", "seal rot", "invoice", "berg", "zz"] {
        stage.press(char('/'));
        typed(words, stage, frames, &mut times);
        escape(stage, frames);
        escape(stage, frames);
    }
    table::line("a search keystroke, to its results", times, TYPED);
}

/// Types words, and takes how long each of the letters takes to its answer.
fn typed(words: &str, stage: &mut Stage, frames: &mut Frames, times: &mut Times) {
    for c in words.chars() {
        // A space alone asks nothing new.
        if c == ' ' {
            press(stage, frames, " ");
            continue;
        }
        times.once(|| {
            press(stage, frames, &c.to_string());
            stage.await_answer().unwrap();
            stage.draw(&mut frames.terminal).unwrap();
        });
    }
}

/// How many rows are handed off, of the first ones that are not with the owner of seat 1 already.
const HANDED: usize = 60;

fn handing_off(stage: &mut Stage, frames: &mut Frames, path: &Path) {
    let (reader, ..) = reader(path);
    let newest = || reader.history(1).unwrap().pop().map(|entry| entry.command);
    press(stage, frames, "gigg");
    let (mut shown, mut durable) = (Times::default(), Times::default());
    for _ in 0..HANDED * 3 {
        let (before, start) = (newest(), Instant::now());
        press(stage, frames, "1");
        let (frame, start) = (start.elapsed(), Instant::now());
        stage.settle().unwrap();
        let disk = frame + start.elapsed();
        stage.draw(&mut frames.terminal).unwrap();
        if newest() == before {
            // With that owner already: nothing was to be written, and the next row is.
            press(stage, frames, "j");
        } else {
            shown.add(frame);
            durable.add(disk);
        }
        if shown.len() == HANDED {
            break;
        }
    }
    // Given back, so that the next run finds the store as this one did.
    for _ in 0..shown.len() {
        stage.press(char('u'));
        stage.settle().unwrap();
    }
    table::line("hand off: the key to its frame", shown, KEY);
    table::line("hand off: the key to safe on disk", durable, Wanted::p95(5.0));
}

fn reports(path: &Path) {
    let (reader, settings, now) = reader(path);
    let week = Week::of(now, &settings.calendar);
    let times = Times::of(20, |_| {
        drop(reader.week(week, &settings, now, Some(500)).unwrap());
    });
    table::line("the week's figures", times, Wanted::most(100.0));
    let week = week.previous();
    let times = Times::of(10, |_| {
        drop(reader.week(week, &settings, now, Some(500)).unwrap());
    });
    table::line("last week's figures", times, Wanted::most(100.0));
    let times = Times::of(20, |_| drop(reader.morning(now, &settings.calendar).unwrap()));
    table::line("the morning", times, Wanted::NOTHING);
}

/// What is done once a day, after the first frame, on the thread that writes.
fn counting_deals(path: &Path) {
    let (_, settings, now) = reader(path);
    let mut store = store(path);
    let times = Times::of(10, |index| {
        // The day changes each time, and is today's at the end.
        let at = now - chrono::Duration::days(i64::from(index % 2 == 0));
        store.count_deals(&settings, at).unwrap();
    });
    table::line("the deals counted back, once a day", times, Wanted::NOTHING);
}
