//! `downbeat completions` and `downbeat man`: the command line for shells and for readers, made from its definition.

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use super::args::Cli;
use super::failure::Result;
use super::out::Out;

/// Prints completions.
#[derive(Debug, Args)]
pub(super) struct Completions {
    /// The shell
    #[arg(value_name = "SHELL")]
    shell: Shell,
}

impl Completions {
    pub(super) fn run(self, out: &mut Out) -> Result {
        // Written to memory first: the generator can't be told that nobody reads on.
        let mut text = Vec::new();
        clap_complete::generate(self.shell, &mut Cli::command(), "downbeat", &mut text);
        Ok(out.writer().write_all(&text)?)
    }
}

/// Prints the manual page: one for the program and all of its commands.
pub(super) fn man(out: &mut Out) -> Result {
    let mut text = Vec::new();
    clap_mangen::Man::new(Cli::command().flatten_help(true)).render(&mut text)?;
    Ok(out.writer().write_all(&text)?)
}
