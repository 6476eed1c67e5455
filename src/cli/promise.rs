//! `downbeat promise`: what was told to clients with a date, and on what basis.

mod proof;
mod shown;

use clap::{ArgGroup, Args, Subcommand};

use super::desk::Desk;
use super::failure::{Failure, Result};
use super::rows::AsJson;
use super::{account, names};
use crate::domain::clean;
use crate::domain::command::{AccountRef, Command};
use crate::domain::ids::ItemNo;
use crate::domain::promise::{Promise, PromiseCommand, PromiseDraft, PromiseEdit, PromiseEnd, Stated};
use crate::domain::say;
use crate::store::Reader;
use proof::ProofArgs;
use shown::{ListPromises, ShowPromise, ShowShares};

/// How many promises are named when words could mean several.
const SIMILAR: usize = 8;
/// How many of each kind are looked through for words.
const SOUGHT: usize = 5_000;

/// What can be done with promises.
#[derive(Debug, Subcommand)]
pub(super) enum PromiseCommands {
    /// Make a promise, with the proof that its basis demands
    Add(Add),
    /// List the open promises by date
    #[command(visible_alias = "ls")]
    List(ListPromises),
    /// Show a promise, or what can be quoted of it
    Show(ShowPromise),
    /// Change an open promise; a new date keeps the first one
    Edit(Edit),
    /// It was kept
    Keep(Keep),
    /// It was broken; what the client was told
    Break(Break),
    /// The client does not want it any more
    Release(Release),
    /// What is kept of each basis, what was sold and what was led
    Shares(ShowShares),
}

impl PromiseCommands {
    pub(super) fn run(self, desk: &mut Desk) -> Result {
        match self {
            Self::Add(command) => command.run(desk),
            Self::List(command) => command.run(desk),
            Self::Show(command) => command.run(desk),
            Self::Edit(command) => command.run(desk),
            Self::Keep(command) => command.run(desk),
            Self::Break(command) => command.run(desk),
            Self::Release(command) => command.run(desk),
            Self::Shares(command) => command.run(desk),
        }
    }
}

/// Makes a promise.
#[derive(Debug, Args)]
#[command(override_usage = "downbeat promise add <ACCOUNT> <WHAT> --by <DATE> --basis <BASIS> [PROOF]...")]
pub(super) struct Add {
    /// The client's name; a new one makes an account
    #[arg(value_name = "ACCOUNT")]
    account: String,
    /// What is promised
    #[arg(value_name = "WHAT", allow_hyphen_values = true)]
    what: String,
    /// By when
    #[arg(long, value_name = "DATE")]
    by: String,
    /// To whom there
    #[arg(long, value_name = "NAME")]
    to: Option<String>,
    /// The item it is about
    #[arg(long, value_name = "ITEM", value_parser = names::item)]
    about: Option<ItemNo>,
    #[command(flatten)]
    proof: ProofArgs,
    #[command(flatten)]
    as_json: AsJson,
}

impl Add {
    fn run(self, desk: &mut Desk) -> Result {
        let due = desk.date(Some(&self.by))?.unwrap_or(desk.now);
        // All is read before a store is made, so that a slip of the pen makes none.
        let (account, owners) = match desk.found()? {
            Some(store) => {
                let reader = store.reader()?;
                (client(&reader, &self.account)?, reader.owners()?)
            }
            None => (AccountRef::Named(self.account), Vec::new()),
        };
        let proof = self.proof.read(None, desk, &owners)?.ok_or_else(|| {
            Failure::usage("--basis is missing: real, dated or sponsored; each demands its own proof")
        })?;
        let draft = PromiseDraft {
            account,
            about: self.about,
            to_whom: self.to.unwrap_or_default(),
            what: stated(&self.what, "WHAT")?,
            due,
            proof,
        };
        let mut store = desk.open()?;
        let command = Command::Promise(PromiseCommand::Make(draft));
        desk.perform(&mut store, &command, self.as_json.json).map(drop)
    }
}

/// Changes an open promise.
#[derive(Debug, Args)]
#[command(override_usage = "downbeat promise edit <PROMISE> --FIELD <VALUE>...", group = ArgGroup::new("field")
    .required(true).multiple(true)
    .args(["what", "by", "to", "basis", "exists", "seen", "owner", "owner_by", "approver", "worth", "client_knows"]))]
pub(super) struct Edit {
    /// The promise by number, or by words that mean no other
    #[arg(value_name = "PROMISE")]
    promise: String,
    /// What is promised
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    what: Option<String>,
    /// By when now; the first date stays
    #[arg(long, value_name = "DATE")]
    by: Option<String>,
    /// To whom there; none for nobody in particular
    #[arg(long, value_name = "NAME")]
    to: Option<String>,
    #[command(flatten)]
    proof: ProofArgs,
    #[command(flatten)]
    as_json: AsJson,
}

impl Edit {
    fn run(self, desk: &mut Desk) -> Result {
        let mut store = desk.existing()?;
        let reader = store.reader()?;
        let promise = meant(&reader, &self.promise, desk)?;
        let owners = reader.owners()?;
        let edit = PromiseEdit {
            what: self
                .what
                .as_deref()
                .map(|what| stated(what, "--what"))
                .transpose()?,
            to_whom: self.to.map(|to| {
                if to.trim().eq_ignore_ascii_case("none") {
                    String::new()
                } else {
                    to
                }
            }),
            due: desk.date(self.by.as_deref())?,
            proof: self.proof.read(Some(&promise.proof), desk, &owners)?,
        };
        let item = promise.item;
        let command = Command::Promise(PromiseCommand::Edit { item, edit });
        desk.perform(&mut store, &command, self.as_json.json).map(drop)
    }
}

/// A promise was kept.
#[derive(Debug, Args)]
pub(super) struct Keep {
    /// The promise by number, or by words that mean no other
    #[arg(value_name = "PROMISE")]
    promise: String,
    /// What the client was told
    #[arg(
        long,
        value_name = "TEXT",
        allow_hyphen_values = true,
        default_value = "",
        hide_default_value = true
    )]
    told: String,
    #[command(flatten)]
    as_json: AsJson,
}

impl Keep {
    fn run(self, desk: &mut Desk) -> Result {
        end(
            desk,
            &self.promise,
            PromiseEnd::Kept { told: self.told },
            self.as_json.json,
        )
    }
}

/// A promise was broken.
#[derive(Debug, Args)]
pub(super) struct Break {
    /// The promise by number, or by words that mean no other
    #[arg(value_name = "PROMISE")]
    promise: String,
    /// What the client was told
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    told: String,
    #[command(flatten)]
    as_json: AsJson,
}

impl Break {
    fn run(self, desk: &mut Desk) -> Result {
        let told = Stated::prose(&self.told).ok_or_else(|| {
            Failure::refused(
                "a broken promise is not closed in silence: say with --told what the client was told",
            )
        })?;
        end(
            desk,
            &self.promise,
            PromiseEnd::Broken { told },
            self.as_json.json,
        )
    }
}

/// The client released the rep from a promise.
#[derive(Debug, Args)]
pub(super) struct Release {
    /// The promise by number, or by words that mean no other
    #[arg(value_name = "PROMISE")]
    promise: String,
    /// What the client said
    #[arg(
        long,
        value_name = "TEXT",
        allow_hyphen_values = true,
        default_value = "",
        hide_default_value = true
    )]
    words: String,
    #[command(flatten)]
    as_json: AsJson,
}

impl Release {
    fn run(self, desk: &mut Desk) -> Result {
        let end_with = PromiseEnd::Released { words: self.words };
        end(desk, &self.promise, end_with, self.as_json.json)
    }
}

fn end(desk: &mut Desk, promise: &str, end: PromiseEnd, json: bool) -> Result {
    let mut store = desk.existing()?;
    let item = meant(&store.reader()?, promise, desk)?.item;
    let command = Command::Promise(PromiseCommand::End { item, end });
    desk.perform(&mut store, &command, json).map(drop)
}

/// Text that says something.
fn stated(text: &str, name: &str) -> Result<Stated> {
    Stated::new(text).ok_or_else(|| Failure::usage(format!("{name} is empty: write something")))
}

/// The account of that name; one that no account has, nor begins like, makes a new one.
fn client(reader: &Reader, text: &str) -> Result<AccountRef> {
    if reader.accounts_like(text, 1)?.is_empty() {
        return Ok(AccountRef::Named(text.to_owned()));
    }
    account::meant(reader, text).map(|(number, _)| AccountRef::Number(number))
}

/// The promise that a number means, or words that are found in what one alone says: an open one before one that has
/// ended.
fn meant(reader: &Reader, text: &str, desk: &Desk) -> Result<Promise> {
    if let Ok(item) = names::item(text) {
        return reader.promise(item)?.ok_or_else(|| {
            Failure::refused(format!(
                "{item} is no promise; `downbeat promise list` shows those there are"
            ))
        });
    }
    let wanted = clean::normalise_name(text);
    let words: Vec<&str> = wanted.split_whitespace().collect();
    let says = |promise: &Promise| {
        let said = clean::normalise_name(&format!(
            "{} {} {}",
            promise.client, promise.to_whom, promise.what
        ));
        words.iter().all(|word| said.contains(word))
    };
    for open in [true, false] {
        let mut found = reader.promises(open, None, SOUGHT)?;
        found.retain(says);
        match found.len() {
            0 => {}
            1 => return Ok(found.swap_remove(0)),
            many => return Err(ambiguous(text, &found, many, desk)),
        }
    }
    Err(Failure::refused(format!(
        "no promise says {:?}; `downbeat promise list` shows those there are",
        clean::line(text, clean::NAME)
    )))
}

fn ambiguous(text: &str, found: &[Promise], many: usize, desk: &Desk) -> Failure {
    let mut names: Vec<String> = found
        .iter()
        .take(SIMILAR)
        .map(|promise| {
            let due = say::long(promise.due_at, desk.now, desk.calendar());
            format!("{} {}: {} ({due})", promise.item, promise.client, promise.what)
        })
        .collect();
    if many > SIMILAR {
        names.push(format!("{} more", many - SIMILAR));
    }
    Failure::refused(format!(
        "{:?} could be any of {}: name one by its number",
        clean::line(text, clean::NAME),
        names.join("; ")
    ))
}
