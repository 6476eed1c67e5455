//! The command line: the same work without the screen, for scripts, cron and other programs. A file for each family
//! of commands.
//!
//! Data goes to standard output, messages to standard error. The exit code is 0 when it was done, 1 when it was
//! refused or failed, 2 when the command line can't be understood.

mod account;
mod add;
mod answers;
mod args;
mod aside;
mod ask;
mod away;
mod backup;
mod call;
mod card;
mod config;
mod deal;
mod demo;
mod desk;
mod diary;
mod edit;
mod event;
mod failure;
mod history;
mod import;
mod list;
mod monday;
mod morning;
mod names;
mod out;
mod outcome;
mod owner;
mod piped;
mod promise;
mod rows;
mod shell;
mod show;
mod table;
mod week;
mod world;
mod written;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser;

use args::{Cli, Command, Global};
use desk::Desk;
pub use world::{Demo, Filling, Launch, World};

use failure::{Failure, Result};
use out::Out;

use crate::domain::command::Answer;

/// What a run of the command line came to.
#[derive(Debug)]
pub enum Ran {
    /// It was done, or not, as the exit code says.
    Ended(ExitCode),
    /// The screen was asked for.
    Screen(Box<Launch>),
}

/// Does what the command line asks for.
pub fn run(args: impl IntoIterator<Item = OsString>, world: World) -> Ran {
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(answer) => return Ran::Ended(answered(&answer)),
    };
    match perform(cli, world) {
        Ok(Some(launch)) => Ran::Screen(Box::new(launch)),
        Ok(None) => Ran::Ended(ended(Ok(()))),
        Err(failure) => Ran::Ended(ended(Err(failure))),
    }
}

/// The exit code of the screen, with a word if it failed.
#[must_use]
pub fn left(result: anyhow::Result<()>) -> ExitCode {
    ended(result.map_err(|error| Failure::refused(format!("{error:#}"))))
}

/// The exit code, with a word if something failed.
fn ended(result: Result) -> ExitCode {
    let Err(failure) = result else {
        return ExitCode::SUCCESS;
    };
    if let Some(words) = failure.words() {
        out::say_failure(words);
    }
    failure.code()
}

/// Help and versions were asked for; anything else is bad usage.
fn answered(answer: &clap::Error) -> ExitCode {
    // Nobody is there to hear that nobody reads it.
    drop(answer.print());
    if answer.use_stderr() {
        ExitCode::from(2)
    } else {
        ExitCode::SUCCESS
    }
}

/// Does a command; the screen comes back if that was asked for.
fn perform(cli: Cli, world: World) -> Result<Option<Launch>> {
    let global = &cli.global;
    let Some(command) = cli.command else {
        return demo::launch(Desk::new(global, world)?, None).map(Some);
    };
    match command {
        Command::Demo(command) => command.launch(global, Desk::new(global, world)?).map(Some),
        // These work without a config, or beside one that can't be used.
        Command::Completions(command) => bare(world, |out| command.run(out)),
        Command::Man => bare(world, shell::man),
        Command::Config(command) => bare(world, |out| command.run(global, out)),
        Command::Add(command) => at_desk(global, world, |desk| command.run(desk)),
        Command::List(command) => at_desk(global, world, |desk| command.run(desk)),
        Command::Show(command) => at_desk(global, world, |desk| command.run(desk)),
        Command::Delegate(command) => at_desk(global, world, |desk| command.run(desk)),
        Command::Ack(command) => at_desk(global, world, |desk| command.run(desk)),
        Command::OwnerDone(command) => at_desk(global, world, |desk| command.run(desk, Answer::Done)),
        Command::Return(command) => at_desk(global, world, |desk| command.run(desk, Answer::Returned)),
        Command::Recall(command) => at_desk(global, world, |desk| command.run(desk)),
        Command::Nudge(command) => at_desk(global, world, |desk| command.run(desk)),
        Command::Escalate(command) => at_desk(global, world, |desk| command.run(desk)),
        Command::Snooze(command) => at_desk(global, world, |desk| command.run(desk)),
        Command::Star(command) => at_desk(global, world, |desk| command.run(desk)),
        Command::Dismiss(command) => at_desk(global, world, |desk| command.run(desk)),
        Command::Reopen(command) => at_desk(global, world, |desk| command.run(desk)),
        Command::Told(command) => at_desk(global, world, |desk| command.run(desk)),
        Command::Keep(command) => at_desk(global, world, |desk| command.run(desk)),
        Command::Note(command) => at_desk(global, world, |desk| command.run(desk)),
        Command::Edit(command) => at_desk(global, world, |desk| command.run(desk)),
        Command::Call(command) => at_desk(global, world, |desk| command.run(desk)),
        Command::Diary(command) => at_desk(global, world, |desk| command.run(desk)),
        Command::Away(command) => at_desk(global, world, |desk| command.run(desk)),
        Command::Back(command) => at_desk(global, world, |desk| command.run(desk)),
        Command::Owner(command) => at_desk(global, world, |desk| command.run(desk)),
        Command::Account(command) => at_desk(global, world, |desk| command.run(desk)),
        Command::Card(command) => at_desk(global, world, |desk| command.run(desk)),
        Command::Promise(command) => at_desk(global, world, |desk| command.run(desk)),
        Command::Outcome(command) => at_desk(global, world, |desk| command.run(desk)),
        Command::Deal(command) => at_desk(global, world, |desk| command.run(desk)),
        Command::Ask(command) => at_desk(global, world, |desk| command.run(desk)),
        Command::Event(command) => at_desk(global, world, |desk| command.run(desk)),
        Command::Morning(morning) => at_desk(global, world, |desk| morning.run(desk)),
        Command::Monday(command) => at_desk(global, world, |desk| command.run(desk)),
        Command::Week(command) => at_desk(global, world, |desk| command.run(desk)),
        Command::Import(command) => at_desk(global, world, |desk| command.run(desk)),
        Command::Undo(command) => at_desk(global, world, |desk| command.run(desk)),
        Command::Redo(command) => at_desk(global, world, |desk| command.run(desk)),
        Command::History(command) => at_desk(global, world, |desk| command.run(desk)),
        Command::Backup(command) => at_desk(global, world, |desk| command.run(desk)),
        Command::Restore(command) => at_desk(global, world, |desk| command.run(desk)),
        Command::Doctor(command) => at_desk(global, world, |desk| command.run(desk)),
    }
}

/// Runs a command that needs neither config nor store.
fn bare(world: World, run: impl FnOnce(&mut Out) -> Result) -> Result<Option<Launch>> {
    let mut out = Out::new(world);
    run(&mut out)?;
    out.flush()?;
    Ok(None)
}

/// Runs a command at the desk.
fn at_desk(global: &Global, world: World, run: impl FnOnce(&mut Desk) -> Result) -> Result<Option<Launch>> {
    let mut desk = Desk::new(global, world)?;
    run(&mut desk)?;
    desk.out.flush()?;
    Ok(None)
}
