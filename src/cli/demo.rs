//! `downbeat` and `downbeat demo`: the screen, on the rep's own store or on made-up data.

use std::io::IsTerminal;

use clap::Args;

use super::desk::Desk;
use super::failure::{Failure, Result};
use crate::runtime::{self, Launch, demo};

/// Opens the screen on made-up data.
#[derive(Debug, Args)]
pub(super) struct Demo {
    /// How many items; the same number gives the same data
    #[arg(long, value_name = "N")]
    items: Option<usize>,
}

impl Demo {
    /// `db_typed` says that `--db` stands on the command line: the environment's is the rep's own store, which made-up
    /// data must never enter.
    pub(super) fn run(self, desk: &Desk, db_typed: bool) -> Result {
        let items = self.items.unwrap_or(demo::ITEMS);
        terminal()?;
        if !db_typed {
            let made = demo::make(items, desk.set, desk.settings()).map_err(failed)?;
            return runtime::screen(&made.launch(&launch(desk))).map_err(failed);
        }
        let now = desk.set.unwrap_or_else(|| demo::monday(desk.calendar().zone));
        demo::make_at(desk.db(), items, now, desk.settings()).map_err(failed)?;
        let launch = Launch {
            db: desk.db().to_owned(),
            config: demo::config(&desk.config),
            now: Some(now),
        };
        runtime::screen(&launch).map_err(failed)
    }
}

/// Opens the screen on the rep's store.
pub(super) fn screen(desk: &Desk) -> Result {
    terminal()?;
    runtime::screen(&launch(desk)).map_err(failed)
}

fn launch(desk: &Desk) -> Launch {
    Launch {
        db: desk.db().to_owned(),
        config: desk.config.clone(),
        now: desk.set,
    }
}

fn terminal() -> Result {
    if std::io::stdout().is_terminal() {
        Ok(())
    } else {
        Err(Failure::refused(
            "the screen needs a terminal, and standard output is none; `downbeat list` works without one",
        ))
    }
}

fn failed(error: anyhow::Error) -> Failure {
    Failure::refused(format!("{error:#}"))
}
