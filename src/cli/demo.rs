//! `downbeat` and `downbeat demo`: the screen, on the rep's own store or on made-up data.

use std::io::IsTerminal;

use clap::Args;

use super::args::Global;
use super::desk::Desk;
use super::failure::{Failure, Result};
use super::world::{self, Launch};

/// Opens the screen on made-up data.
#[derive(Debug, Args)]
pub(super) struct Demo {
    /// How many items; 56 to 250 of them bring the clients' deals, promises and outcomes and the weeks before. The
    /// same number gives the same data
    #[arg(long, value_name = "N")]
    items: Option<usize>,
}

impl Demo {
    /// What the screen is to open on. Only a store that the command line names is filled: the environment's is the
    /// rep's own, which made-up data must never enter.
    pub(super) fn launch(self, global: &Global, desk: Desk) -> Result<Launch> {
        let demo = world::Demo {
            items: self.items,
            stays: global.names_store(),
        };
        launch(desk, Some(demo))
    }
}

/// What the screen is to open on.
pub(super) fn launch(desk: Desk, demo: Option<world::Demo>) -> Result<Launch> {
    if !std::io::stdout().is_terminal() {
        return Err(Failure::refused(
            "the screen needs a terminal, and standard output is none; `downbeat list` works without one",
        ));
    }
    Ok(Launch {
        db: desk.paths.store,
        config: desk.config,
        config_file: desk.paths.config,
        now: desk.set,
        demo,
    })
}
