//! The `downbeat` program.

use std::process::ExitCode;

use downbeat::cli::{self, Demo, Ran, World};
use downbeat::runtime::{self, Launch, clock, columns, demo};

fn main() -> ExitCode {
    let world = World {
        now: clock::now,
        columns: columns::columns,
        write_whole: |path, filling| runtime::write_whole(path, |out| filling(out)),
    };
    match cli::run(std::env::args_os(), world) {
        Ran::Ended(code) => code,
        Ran::Screen(launch) => cli::left(open(*launch)),
    }
}

/// Opens the screen, on made-up data where that was asked for.
fn open(wish: cli::Launch) -> anyhow::Result<()> {
    let launch = Launch {
        db: wish.db,
        config: wish.config,
        config_file: Some(wish.config_file),
        now: wish.now,
    };
    match wish.demo {
        None => runtime::screen(&launch),
        Some(Demo { items, stays }) => demo::open(launch, items, stays),
    }
}
