//! The program in a real terminal: always given back, right at any size, safe beside other programs and against what
//! outside text would do to it.

#[expect(dead_code, reason = "each test file uses a part of the support")]
mod support;

#[path = "terminal/ahead.rs"]
mod ahead;
#[path = "terminal/beside.rs"]
mod beside;
#[path = "terminal/first.rs"]
mod first;
#[path = "terminal/given_back.rs"]
mod given_back;
#[path = "terminal/hostile.rs"]
mod hostile;
#[path = "terminal/pointing.rs"]
mod pointing;
#[path = "terminal/several_lines.rs"]
mod several_lines;
#[path = "terminal/sizes.rs"]
mod sizes;

use support::cli::Downbeat;
use support::pty::{Session, Size};

const SIZE: Size = (120, 36);

/// A store with two owners and four items.
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
    ]);
    let lines = "order Acme Pumps: 40 pallets to Rotterdam fri 10:00\n\
                 order Delta Freight: Pallet jack fri 11:00\n\
                 support Borealis GmbH: Login fails after update fri 12:00\n\
                 山田商店: callback, third try fri 13:00\n";
    let added = downbeat.run_with_input(&["add", "-"], lines.as_bytes());
    assert_eq!(added.code, Some(0), "{added:#?}");
    downbeat
}

/// The screen on a store, once its list is there.
#[track_caller]
fn opened(downbeat: &Downbeat) -> Session {
    let screen = downbeat.session(&[], SIZE);
    screen.until("by client clock");
    screen
}
