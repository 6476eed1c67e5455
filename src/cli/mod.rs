//! The command line: the same work without the screen, for scripts, cron and other programs. A file for each family
//! of commands.
//!
//! Data goes to standard output, messages to standard error. The exit code is 0 when it was done, 1 when it was
//! refused or failed, 2 when the command line can't be understood.

mod account;
mod add;
mod answers;
mod args;
//mod backup;
mod call;
mod config;
mod demo;
mod desk;
mod failure;
mod history;
mod import;
mod list;
mod names;
mod out;
mod owner;
mod preview;
mod rows;
mod shell;
mod show;
mod table;
mod week;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches};

use args::{Cli, Command, Global};
use desk::Desk;
use failure::Result;
use out::Out;

use crate::domain::command::Answer;

/// Does what the command line asks for.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let matches = match Cli::command().try_get_matches_from(args) {
        Ok(matches) => matches,
        Err(answer) => return answered(&answer),
    };
    // `demo` must never take the rep's own store from the environment.
    let db_typed = matches.subcommand().is_some_and(|(_, matches)| {
        matches.value_source("db") == Some(clap::parser::ValueSource::CommandLine)
    });
    let cli = match Cli::from_arg_matches(&matches) {
        Ok(cli) => cli,
        Err(answer) => return answered(&answer),
    };
    match perform(&cli.global, cli.command, db_typed) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            if let Some(words) = failure.words() {
                out::say_failure(words);
            }
            failure.code()
        }
    }
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

fn perform(global: &Global, command: Option<Command>, db_typed: bool) -> Result {
    let Some(command) = command else {
        return demo::screen(&Desk::new(global)?);
    };
    match command {
        // These work without a config, or beside one that can't be used.
        Command::Completions(command) => bare(|out| command.run(out)),
        Command::Man => bare(shell::man),
        Command::Config(command) => bare(|out| command.run(global, out)),
        Command::Demo(command) => command.run(&Desk::new(global)?, db_typed),
        Command::Add(command) => at_desk(global, |desk| command.run(desk)),
        Command::List(command) => at_desk(global, |desk| command.run(desk)),
        Command::Show(command) => at_desk(global, |desk| command.run(desk)),
        Command::Delegate(command) => at_desk(global, |desk| command.run(desk)),
        Command::Ack(command) => at_desk(global, |desk| command.run(desk)),
        Command::OwnerDone(command) => at_desk(global, |desk| command.run(desk, Answer::Done)),
        Command::Return(command) => at_desk(global, |desk| command.run(desk, Answer::Returned)),
        Command::Recall(command) => at_desk(global, |desk| command.run(desk)),
        Command::Nudge(command) => at_desk(global, |desk| command.run(desk)),
        Command::Escalate(command) => at_desk(global, |desk| command.run(desk)),
        Command::Snooze(command) => at_desk(global, |desk| command.run(desk)),
        Command::Star(command) => at_desk(global, |desk| command.run(desk)),
        Command::Dismiss(command) => at_desk(global, |desk| command.run(desk)),
        Command::Reopen(command) => at_desk(global, |desk| command.run(desk)),
        Command::Told(command) => at_desk(global, |desk| command.run(desk)),
        Command::Keep(command) => at_desk(global, |desk| command.run(desk)),
        Command::Note(command) => at_desk(global, |desk| command.run(desk)),
        Command::Edit(command) => at_desk(global, |desk| command.run(desk)),
        Command::Call(command) => at_desk(global, |desk| command.run(desk)),
        Command::Owner(command) => at_desk(global, |desk| command.run(desk)),
        Command::Account(command) => at_desk(global, |desk| command.run(desk)),
        Command::Week(command) => at_desk(global, |desk| command.run(desk)),
        Command::Import(command) => at_desk(global, |desk| command.run(desk)),
        Command::Undo(command) => at_desk(global, |desk| command.run(desk)),
        Command::Redo(command) => at_desk(global, |desk| command.run(desk)),
        Command::History(command) => at_desk(global, |desk| command.run(desk)),
        //Command::Backup(command) => at_desk(global, |desk| command.run(desk)),
        //Command::Restore(command) => at_desk(global, |desk| command.run(desk)),
        //Command::Doctor(command) => at_desk(global, |desk| command.run(desk)),
    }
}

/// Runs a command that needs neither config nor store.
fn bare(run: impl FnOnce(&mut Out) -> Result) -> Result {
    let mut out = Out::new();
    run(&mut out)?;
    out.flush()
}

/// Runs a command at the desk.
fn at_desk(global: &Global, run: impl FnOnce(&mut Desk) -> Result) -> Result {
    let mut desk = Desk::new(global)?;
    run(&mut desk)?;
    desk.out.flush()
}
