//! The loop: one queue, one action at a time, a frame once the queue is empty.

use std::io::{self, Write};
use std::path::PathBuf;

use anyhow::{Result, bail};

use super::clock::Beat;
use super::demo;
use super::events::{self, Line};
use super::signals::{self, Wish};
use super::stage::{End, Stage};
use super::terminal::{self, Taken};
use crate::config::Config;
use crate::domain::Time;

/// What the screen is opened on.
#[derive(Debug, Clone)]
pub struct Launch {
    /// The store.
    pub db: PathBuf,
    /// The resolved config.
    pub config: Config,
    /// Where a rule that the rep's choices teach is written; nowhere on made-up data.
    pub config_file: Option<PathBuf>,
    /// The time it is set to at the start; from there it runs on.
    pub now: Option<Time>,
}

/// Opens the screen and comes back when the rep leaves it.
///
/// # Errors
/// When there is no terminal, or the store can't be opened.
pub fn screen(launch: &Launch) -> Result<()> {
    let mut heard = None;
    let mut end = run(launch, &mut heard)?;
    // It goes when the screen is left.
    let made;
    if matches!(end, End::Demo) {
        made = demo::make(demo::ITEMS, launch.now, &launch.config.settings)?;
        end = run(&made.launch(launch), &mut heard)?;
    }
    match end {
        End::Left(farewell) => say_farewell(farewell),
        End::Demo => {}
        End::Shut(error) => return Err(error.into()),
    }
    Ok(())
}

fn say_farewell(farewell: Option<String>) {
    if let Some(words) = farewell {
        // The last word; where nobody hears it any more, that is no failure.
        drop(writeln!(io::stderr(), "{words}"));
    }
}

/// Plays one stage. `heard` is the line from the terminal and the signals, once there is one.
fn run(launch: &Launch, heard: &mut Option<Line>) -> Result<End> {
    terminal::expect_one()?;
    let mut stage = Stage::open(launch, terminal::size()?)?;
    let first = heard.is_none();
    let line = heard.get_or_insert_default();
    line.lead_to(stage.messages());
    // Before the terminal is taken: from then on no signal may end the program without giving it back.
    if first {
        signals::listen(line.clone())?;
    }
    // Taken once the store is open, so that a failure is said on the terminal as the rep left it.
    let mut taken = Taken::take(launch.config.screen.mouse)?;
    let drawn = stage.draw(&mut taken.frames);
    if first {
        events::listen(line.clone());
    }
    let end = drawn.and_then(|()| turn(&mut stage, &mut taken));
    drop(taken);
    stage.close();
    end.or_else(|error| {
        if terminal::has_vanished(&error) {
            // The frame met it before the hang-up did. Nobody is there to be told.
            Ok(End::Left(None))
        } else {
            Err(error)
        }
    })
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
                Some(Wish::Suspend) if signals::can_come_back() => {
                    terminal::give_back();
                    signals::stop()?;
                    take_again(stage, taken)?;
                }
                Some(Wish::Suspend) => stage.say("no shell waits to continue downbeat, so it goes on"),
                Some(Wish::Continue) => take_again(stage, taken)?,
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
        if terminal::is_lost() {
            bail!(
                "could not go on: a part of downbeat has failed, see above; \
                 what the status line called done is safe on disk"
            );
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

/// Takes the terminal again after the shell had it, in the size it has now.
fn take_again(stage: &mut Stage, taken: &mut Taken) -> Result<()> {
    taken.take_again()?;
    let (width, height) = terminal::size()?;
    stage.resize(width, height);
    Ok(())
}
