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
    let (db, config, now) = (wish.db, wish.config, wish.now);
    let launch = Launch {
        db,
        config,
        config_file: Some(wish.config_file),
        now,
    };
    let Some(Demo { items, stays }) = wish.demo else {
        return runtime::screen(&launch);
    };
    let (items, settings) = (items.unwrap_or(demo::ITEMS), &launch.config.settings);
    if !stays {
        let made = demo::make(items, launch.now, settings)?;
        return runtime::screen(&made.launch(&launch));
    }
    let now = launch.now.unwrap_or_else(|| demo::monday(settings.calendar.zone));
    demo::make_at(&launch.db, items, now, settings)?;
    let (db, config, now) = (launch.db, demo::config(&launch.config), Some(now));
    runtime::screen(&Launch {
        db,
        config,
        config_file: None,
        now,
    })
}
