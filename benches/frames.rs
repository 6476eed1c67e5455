//! What a key costs, under `divan`: run by `just bench`. The percentiles of the figures to reach are measured by the
//! bench of that name.

#![expect(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a bench says what it does and ends where something fails"
)]

#[expect(dead_code, reason = "each bench uses a part of the support")]
mod support;

use downbeat::keys::{Code, Key};
use support::{STORES, frames, open_stage, reader, seeded};

fn main() {
    divan::main();
}

fn char(c: char) -> Key {
    Key::plain(Code::Char(c))
}

#[divan::bench(args = 0..STORES.len(), sample_count = 200)]
fn move_the_selection(bencher: divan::Bencher, of: usize) {
    let mut stage = open_stage(&seeded(&STORES[of]));
    let mut frames = frames();
    stage.draw(&mut frames.terminal).unwrap();
    let mut turn = 0_usize;
    bencher.bench_local(|| {
        turn += 1;
        stage.press(char(if turn % 40 < 20 { 'j' } else { 'k' }));
        stage.draw(&mut frames.terminal).unwrap();
    });
}

#[divan::bench(args = 0..STORES.len(), sample_count = 100)]
fn switch_view(bencher: divan::Bencher, of: usize) {
    let mut stage = open_stage(&seeded(&STORES[of]));
    let mut frames = frames();
    stage.draw(&mut frames.terminal).unwrap();
    let mut turn = 0_usize;
    bencher.bench_local(|| {
        turn += 1;
        stage.press(char('g'));
        stage.press(char(['w', 'l', 'x', 'r', 'i'][turn % 5]));
        stage.draw(&mut frames.terminal).unwrap();
    });
}

#[divan::bench(args = 0..STORES.len(), sample_count = 20)]
fn the_week(bencher: divan::Bencher, of: usize) {
    let (reader, settings, now) = reader(&seeded(&STORES[of]));
    let week = downbeat::domain::week::Week::of(now, &settings.calendar);
    bencher.bench_local(|| reader.week(week, &settings, now, Some(500)).unwrap());
}
