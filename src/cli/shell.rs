//! `downbeat completions` and `downbeat man`: the command line for shells and for readers, made from its definition.

use std::io::{self, Write};

use clap::{Arg, Args, Command, CommandFactory};
use clap_complete::Shell;

use super::args::{Cli, NOTES};
use super::desk::{CONFIG, DB, NOW};
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

/// What the exit code says.
const EXITS: [(&str, &str); 3] = [
    ("0", "It was done."),
    (
        "1",
        "It was refused or failed, and standard error says why; doctor and config check found something.",
    ),
    ("2", "The command line can't be understood."),
];

/// What the environment sets.
const VARIABLES: [(&str, &str); 6] = [
    (DB, "The store, where --db names none."),
    (CONFIG, "The config, where --config names none."),
    (NOW, "Sets the clock, where --now does not."),
    ("NO_COLOR", "Set to anything: no colour."),
    (
        "TZ",
        "The zone of this computer, which counts where the config names none.",
    ),
    (
        "TMPDIR",
        "Where the demo's store lies, and for a while what is piped into import.",
    ),
];

/// Where things are.
const FILES: [(&str, &str); 4] = [
    (
        "~/.local/share/downbeat/downbeat.db",
        "The store. On macOS ~/Library/Application Support/downbeat/downbeat.db, on Windows \
         %APPDATA%\\downbeat\\data\\downbeat.db. XDG_DATA_HOME moves it on Linux.",
    ),
    (
        "downbeat.db-wal, downbeat.db-shm",
        "Belong to the store while it is open. Never copy or remove them by hand: downbeat backup copies a store.",
    ),
    (
        "downbeat.db.before-...",
        "The store as it was before a newer downbeat changed its form, or before a restore.",
    ),
    (
        "~/.config/downbeat/config.toml",
        "The config. On macOS ~/Library/Application Support/downbeat/config.toml, on Windows \
         %APPDATA%\\downbeat\\config\\config.toml. XDG_CONFIG_HOME moves it on Linux.",
    ),
];

/// Prints the manual page: one for the program and all of its commands.
pub(super) fn man(out: &mut Out) -> Result {
    let mut program = Cli::command();
    // What a command takes is only known to the full once it is built.
    program.build();
    let page = clap_mangen::Man::new(program.clone());
    let mut text = Vec::new();
    page.render_title(&mut text)?;
    page.render_name_section(&mut text)?;
    page.render_synopsis_section(&mut text)?;
    page.render_description_section(&mut text)?;
    page.render_options_section(&mut text)?;
    text.extend_from_slice(b".SH COMMANDS\n");
    for command in program.get_subcommands() {
        command_of(command, program.get_name(), &mut text)?;
    }
    terms("EXIT STATUS", &EXITS, &mut text)?;
    terms("ENVIRONMENT", &VARIABLES, &mut text)?;
    terms("FILES", &FILES, &mut text)?;
    text.extend_from_slice(b".SH NOTES\n");
    paragraphs(NOTES, &mut text)?;
    Ok(out.writer().write_all(&text)?)
}

/// A section of terms, each with what it means.
fn terms(title: &str, terms: &[(&str, &str)], text: &mut Vec<u8>) -> io::Result<()> {
    writeln!(text, ".SH \"{title}\"")?;
    terms
        .iter()
        .try_for_each(|(term, meaning)| writeln!(text, ".TP\n\\fB{}\\fR\n{}", roff(term), roff(meaning)))
}

/// A command with what it takes, and the commands below it.
fn command_of(command: &Command, above: &str, text: &mut Vec<u8>) -> io::Result<()> {
    let name = format!("{above} {}", command.get_name());
    // The help of each command stands in this page itself.
    if command.get_name() == "help" {
        return Ok(());
    }
    if command.has_subcommands() {
        return command
            .get_subcommands()
            .try_for_each(|below| command_of(below, &name, text));
    }
    let mut positional = String::new();
    for arg in command.get_positionals() {
        positional.push_str(&format!(" {}", roff(&arg.to_string())));
    }
    writeln!(text, ".SS \\fB{}\\fR{positional}", roff(&name))?;
    if let Some(about) = command.get_about() {
        writeln!(text, "{}", roff(&format!("{about}.")))?;
    }
    let own = |arg: &&Arg| !arg.is_global_set() && !arg.is_hide_set() && arg.get_id() != "help";
    for arg in command.get_arguments().filter(own) {
        let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
        writeln!(text, ".TP\n{}\n{}", roff(&arg.to_string()), roff(&help))?;
    }
    Ok(())
}

fn paragraphs(words: &str, text: &mut Vec<u8>) -> io::Result<()> {
    words
        .split("\n\n")
        .try_for_each(|paragraph| writeln!(text, ".PP\n{}", roff(paragraph)))
}

/// Text that means nothing but itself to roff.
fn roff(text: &str) -> String {
    let text = text.replace('\\', "\\e").replace('-', "\\-").replace('\n', " ");
    if text.starts_with(['.', '\'']) {
        format!("\\&{text}")
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_definition_of_the_command_line_holds() {
        Cli::command().debug_assert();
    }

    #[test]
    fn text_in_the_manual_means_itself() {
        assert_eq!(roff("--to \\ x"), "\\-\\-to \\e x");
        assert_eq!(roff(".SH"), "\\&.SH");
    }
}
