//! The figures to reach, as percentiles: each key pressed many times on seeded stores, at 200x50.
//!
//! `cargo bench --bench percentiles` makes the stores once, under the target folder, and prints a table. Names of
//! stores may be given to measure only those: `cargo bench --bench percentiles -- 1k`.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::cast_precision_loss,
    reason = "a bench prints its figures and ends where something fails"
)]

mod support;

use std::time::{Duration, Instant};

use downbeat::keys::{Code, Key};
use support::{Frames, STORES, StoreOf, frames, open_stage, reader, seeded};

fn main() {
    let wanted: Vec<String> = std::env::args()
        .skip(1)
        .filter(|arg| !arg.starts_with('-'))
        .collect();
    for of in STORES {
        if wanted.is_empty() || wanted.iter().any(|name| name == of.name) {
            measure(of);
        }
    }
}

fn measure(of: &StoreOf) {
    let path = seeded(of);
    println!(
        "\n{}: {} items, {} open, {} awake",
        of.name, of.items, of.open, of.awake
    );
    println!("{:<44}{:>9}{:>9}{:>9}{:>9}", "", "p50", "p95", "p99", "max");
    first_frame(&path);
    let mut stage = open_stage(&path);
    let mut frames = frames();
    stage.draw(&mut frames.terminal).unwrap();
    moving(&mut stage, &mut frames);
    switching(&mut stage, &mut frames);
    queued(&mut stage, &mut frames);
    searching(&mut stage, &mut frames);
    handing_off(&mut stage, &mut frames, &path);
    stage.close();
    week(&path);
}

/// One line of the table, in milliseconds.
fn line(what: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    let at = |percent: usize| {
        let index = (times.len() * percent).div_ceil(100).clamp(1, times.len()) - 1;
        times[index].as_secs_f64() * 1e3
    };
    println!(
        "{what:<44}{:>9.3}{:>9.3}{:>9.3}{:>9.3}",
        at(50),
        at(95),
        at(99),
        at(100)
    );
}

fn timed(n: usize, mut what: impl FnMut(usize)) -> Vec<Duration> {
    (0..n)
        .map(|index| {
            let start = Instant::now();
            what(index);
            start.elapsed()
        })
        .collect()
}

fn char(c: char) -> Key {
    Key::plain(Code::Char(c))
}

/// From the start of the process to its first frame, in a real pseudo-terminal.
fn first_frame(path: &std::path::Path) {
    let mut memory = 0;
    let times = (0..40)
        .map(|_| {
            let (time, rss) = support::process::first_frame(path);
            memory = memory.max(rss);
            time
        })
        .collect();
    line("process start to first frame", times);
    println!(
        "{:<44}{:>9.1} MB",
        "resident memory after the first frame",
        memory as f64 / 1e3
    );
}

fn moving(stage: &mut downbeat::runtime::Stage, frames: &mut Frames) {
    let mut bytes = Vec::new();
    let times = timed(400, |index| {
        let before = frames.written();
        stage.press(char(if index % 40 < 20 { 'j' } else { 'k' }));
        stage.draw(&mut frames.terminal).unwrap();
        bytes.push(frames.written() - before);
    });
    line("move the selection, with its frame", times);
    bytes.sort_unstable();
    println!(
        "{:<44}{:>9} bytes (p50), {} (max)",
        "a selection move writes", bytes[200], bytes[399]
    );
}

fn switching(stage: &mut downbeat::runtime::Stage, frames: &mut Frames) {
    let views = ['w', 'l', 'x', 'r', 'i'];
    let times = timed(200, |index| {
        stage.press(char('g'));
        stage.press(char(views[index % views.len()]));
        stage.draw(&mut frames.terminal).unwrap();
    });
    line("switch view, with its frame", times);
}

fn queued(stage: &mut downbeat::runtime::Stage, frames: &mut Frames) {
    let times = timed(20, |index| {
        for _ in 0..2_000 {
            stage.press(char(if index % 2 == 0 { 'j' } else { 'k' }));
        }
        stage.draw(&mut frames.terminal).unwrap();
    });
    line("2,000 queued keys, with one frame", times);
}

fn searching(stage: &mut downbeat::runtime::Stage, frames: &mut Frames) {
    let mut times = Vec::new();
    for words in ["pump", "acme", "seal rot", "invoice", "berg", "zz"] {
        stage.press(char('/'));
        for c in words.chars() {
            let start = Instant::now();
            stage.press(char(c));
            stage.draw(&mut frames.terminal).unwrap();
            // A space alone asks nothing new.
            if c == ' ' {
                continue;
            }
            stage.await_answer().unwrap();
            stage.draw(&mut frames.terminal).unwrap();
            times.push(start.elapsed());
        }
        stage.press(Key::plain(Code::Esc));
        stage.press(Key::plain(Code::Esc));
        stage.settle().unwrap();
    }
    line("a search keystroke, to its results", times);
}

/// How many rows are handed off, of the first ones that are not with the owner of seat 1 already.
const HANDED: usize = 40;

fn handing_off(stage: &mut downbeat::runtime::Stage, frames: &mut Frames, path: &std::path::Path) {
    let (reader, ..) = reader(path);
    let newest = || reader.history(1).unwrap().pop().map(|entry| entry.command);
    for key in ['g', 'i', 'g', 'g'] {
        stage.press(char(key));
    }
    stage.draw(&mut frames.terminal).unwrap();
    let (mut shown, mut durable) = (Vec::new(), Vec::new());
    for _ in 0..HANDED * 3 {
        let (before, start) = (newest(), Instant::now());
        stage.press(char('1'));
        stage.draw(&mut frames.terminal).unwrap();
        let (frame, start) = (start.elapsed(), Instant::now());
        stage.settle().unwrap();
        let disk = frame + start.elapsed();
        stage.draw(&mut frames.terminal).unwrap();
        if newest() == before {
            // With that owner already: nothing was to be written, and the next row is.
            stage.press(char('j'));
            stage.draw(&mut frames.terminal).unwrap();
        } else {
            shown.push(frame);
            durable.push(disk);
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
    line("hand off: the key to its frame", shown);
    line("hand off: the key to safe on disk", durable);
}

fn week(path: &std::path::Path) {
    let (reader, settings, now) = reader(path);
    let week = downbeat::domain::week::Week::of(now, &settings.calendar);
    let times = timed(20, |_| {
        reader.week(week, &settings, now, Some(500)).unwrap();
    });
    line("the week's figures", times);
}
