//! The loop: one queue, one action at a time, a frame once the queue is empty.

use std::path::PathBuf;

use anyhow::Result;

use super::clock::Beat;
use super::signals::{self, Wish};
use super::stage::{End, Stage};
use super::terminal::{self, Taken};
use super::{demo, events};
use crate::config::Config;
use crate::domain::Time;

/// What the screen is opened on.
#[derive(Debug, Clone)]
pub struct Launch {
    /// The store.
    pub db: PathBuf,
    /// The resolved config.
    pub config: Config,
    /// The time it is set to at the start; from there it runs on.
    pub now: Option<Time>,
}

/// Opens the screen and comes back when the rep leaves it.
///
/// # Errors
/// When there is no terminal, or the store can't be opened.
pub fn screen(launch: &Launch) -> Result<()> {
    match run(launch)? {
        End::Left(farewell) => say_farewell(farewell),
        End::Demo => {
            let made = demo::make(demo::ITEMS, launch.now, &launch.config.settings)?;
            if let End::Left(farewell) = run(&made.launch(launch))? {
                say_farewell(farewell);
            }
        }
    }
    Ok(())
}

#[expect(
    clippy::print_stderr,
    reason = "the terminal has been given back, and this is the last word"
)]
fn say_farewell(farewell: Option<String>) {
    if let Some(words) = farewell {
        eprintln!("{words}");
    }
}

fn run(launch: &Launch) -> Result<End> {
    terminal::expect_one()?;
    let mut stage = Stage::open(launch, terminal::size()?)?;
    // Taken once the store is open, so that a failure is said on the terminal as the rep left it.
    let mut taken = Taken::take(launch.config.screen.mouse)?;
    stage.draw(&mut taken.frames)?;
    signals::listen(stage.messages())?;
    events::listen(stage.messages());
    let end = turn(&mut stage, &mut taken);
    drop(taken);
    stage.close();
    end
}

/// Takes messages until the end.
fn turn(stage: &mut Stage, taken: &mut Taken) -> Result<End> {
    let mut beat = Beat::begin();
    loop {
        let mut message = stage.next(beat.wait());
        while let Some(taking) = message {
            match stage.message(taking) {
                None => {}
                Some(Wish::Leave) => stage.end = Some(End::Left(None)),
                Some(Wish::Suspend) => {
                    terminal::give_back();
                    signals::stop()?;
                }
                Some(Wish::Continue) => {
                    taken.take_again()?;
                    let (width, height) = terminal::size()?;
                    stage.resize(width, height);
                }
            }
            // What the rep has not seen yet is drawn before another key is taken.
            if stage.state.selection_unseen {
                stage.draw(&mut taken.frames)?;
            }
            message = if stage.end.is_none() {
                stage.waiting()
            } else {
                None
            };
        }
        if beat.is_due() {
            stage.tick();
        }
        if let Some(end) = stage.end.take() {
            return Ok(end);
        }
        if stage.dirty {
            stage.draw(&mut taken.frames)?;
        }
    }
}
