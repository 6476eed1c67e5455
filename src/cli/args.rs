//! The command line as it is typed: what every command takes, and the commands themselves.

use std::ffi::OsString;

use clap::builder::styling::{AnsiColor, Style, Styles};
use clap::{Args, Parser, Subcommand};

use super::{
    account, add, answers, ask, away, backup, call, card, config, deal, demo, diary, edit, event, history,
    import, list, monday, morning, outcome, owner, promise, rows, shell, show, week,
};

const STYLES: Styles = Styles::styled()
    .header(Style::new().bold())
    .usage(Style::new().bold())
    .literal(Style::new().bold())
    .error(AnsiColor::Red.on_default().bold());

/// What a reader of the help should know.
pub(super) const NOTES: &str = "\
Without a command, downbeat opens the screen. Everything that the screen does, the commands do as well.

Items are named by number, as in 142 or '#142'. Owners are named by handle, seat or name, accounts and people by \
number or name. Dates are written as said: 'tomorrow 9am', fri, 'in 3 days', '27 nov 14:00', 2026-11-27.";

/// What a script should know: what is said after [`NOTES`].
const ENDS: &str = "\
Data goes to standard output, messages to standard error. The exit code is 0 when it was done, 1 when it was refused \
or failed, 2 when the command line can't be understood.";

/// The first half hour of a salesperson's day: what came in, who plays it, what became of it.
#[derive(Debug, Parser)]
#[command(
    name = "downbeat",
    version,
    about,
    after_help = format!("{NOTES}\n\n{ENDS}"),
    styles = STYLES,
    max_term_width = 100,
    subcommand_value_name = "COMMAND",
    subcommand_help_heading = "Commands"
)]
pub(super) struct Cli {
    #[command(flatten)]
    pub(super) global: Global,
    #[command(subcommand)]
    pub(super) command: Option<Command>,
}

/// What every command takes. The variables that set the same are read at the desk: clap would name what they set in
/// every usage line, as if it had to be given.
#[derive(Debug, Args)]
#[command(next_help_heading = "Everywhere")]
pub(super) struct Global {
    /// The store.
    #[arg(
        long,
        value_name = "FILE",
        global = true,
        help = "The store; else the platform's data folder has one [env: DOWNBEAT_DB]"
    )]
    pub(super) db: Option<OsString>,
    /// The config.
    #[arg(
        long,
        value_name = "FILE",
        global = true,
        help = "The config; else the platform's config folder may have one [env: DOWNBEAT_CONFIG]"
    )]
    pub(super) config: Option<OsString>,
    /// The clock.
    #[arg(
        long,
        value_name = "TIME",
        global = true,
        help = "Sets the clock: 2026-11-23T07:42:00+01:00, or '2026-11-23 07:42' in the config's zone [env: \
                DOWNBEAT_NOW]"
    )]
    pub(super) now: Option<String>,
}

impl Global {
    /// Whether the command line names a store. The environment's is the rep's own.
    pub(super) fn names_store(&self) -> bool {
        self.db.as_ref().is_some_and(|db| !db.is_empty())
    }
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Open the screen on made-up data
    Demo(demo::Demo),
    /// Add an item in one line
    Add(add::Add),
    /// List items
    #[command(visible_alias = "ls")]
    List(list::ListItems),
    /// Show one item with its timeline
    Show(show::Show),
    /// Hand items to an owner; without --to, to the owner each row shows
    Delegate(rows::Delegate),
    /// The owner has it, and perhaps says by when
    Ack(answers::Ack),
    /// The owner says it is done: tell the client
    OwnerDone(answers::Answered),
    /// The owner gave it back
    Return(answers::Answered),
    /// Take it back from the owner
    Recall(answers::Recall),
    /// Chase the owner; prints a draft of the chase
    Nudge(answers::Nudge),
    /// Hand it to the person named above the owner
    Escalate(answers::Escalate),
    /// Let it sleep until a date, or new activity
    Snooze(rows::Snooze),
    /// Mark it as urgent
    Star(rows::Star),
    /// Nobody's work: close it without a word to the client
    Dismiss(rows::Dismiss),
    /// Open a closed item again
    Reopen(rows::Reopen),
    /// The client was told: when they hear next, or that it is closed
    Told(rows::Told),
    /// First chair: keep it, for a reason
    Keep(rows::Keep),
    /// Write a note on an item
    Note(edit::Note),
    /// Edit an item's own fields
    Edit(edit::Edit),
    /// Log a call; list and export calls; move on when a chase is over
    Call(call::Calls),
    /// Read calendars and phones' exports, and list the calls in them that have no log
    Diary(diary::Diary),
    /// You are away: nothing falls due until the date
    Away(away::Away),
    /// You are back: everything wakes, and what is overdue is spread
    Back(away::Back),
    /// Owners: the people who play a part
    #[command(subcommand)]
    Owner(owner::OwnerCommand),
    /// Accounts: the clients, and who is who there
    #[command(subcommand)]
    Account(account::AccountCommand),
    /// The boss card of an account: five lines that can be said aloud
    Card(card::BossCard),
    /// Promises: what clients were told with a date, and on what basis
    #[command(subcommand)]
    Promise(promise::PromiseCommands),
    /// Outcomes: what clients bought things for, the checks after a signature, and pay by results
    #[command(subcommand)]
    Outcome(outcome::OutcomeCommands),
    /// Deals: what is being sold, and whether it will close in time
    #[command(subcommand)]
    Deal(deal::DealCommand),
    /// Asks: what executives and marketing are asked to do for clients
    #[command(subcommand)]
    Ask(ask::AskCommands),
    /// Events, and who is invited to them
    #[command(subcommand)]
    Event(event::EventCommands),
    /// This morning, in words: who is silent, what falls due, what would be late tomorrow
    Morning(morning::MorningWords),
    /// The Monday sheet: the quarter, what changed since last Monday, what is at risk
    Monday(monday::Monday),
    /// The weekly delegation summary
    Week(week::WeekReport),
    /// Read other programs' exports
    Import(import::Import),
    /// Take back a command: the last one, or the one named
    Undo(history::Undo),
    /// Do again what was taken back last
    Redo(history::Redo),
    /// What was done, newest first
    History(history::History),
    /// Copy the store, while it is in use
    Backup(backup::Backup),
    /// Put a copy in the store's place
    Restore(backup::Restore),
    /// Look whether the store is well, and what to do if not
    Doctor(backup::Doctor),
    /// The config: hours, rules, keys, theme
    #[command(subcommand)]
    Config(config::ConfigCommand),
    /// Print completions for a shell
    Completions(shell::Completions),
    /// Print the manual page
    Man,
}
