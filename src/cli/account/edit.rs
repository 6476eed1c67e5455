//! Accounts added, changed and merged.

use clap::{ArgGroup, Args};

use super::meant;
use crate::cli::desk::Desk;
use crate::cli::failure::Result;
use crate::cli::rows::AsJson;
use crate::domain::account::{AccountCommand, AccountDraft, AccountEdit, ListEdit};
use crate::domain::command::Command;

/// Adds an account.
#[derive(Debug, Args)]
pub(in crate::cli) struct Add {
    /// The client's name
    #[arg(value_name = "NAME")]
    name: String,
    /// What stands after the @ of their addresses: borealis.example
    #[arg(long, value_name = "DOMAIN")]
    domain: Option<String>,
    /// A tag; several with several --tag
    #[arg(long = "tag", value_name = "TAG")]
    tags: Vec<String>,
    /// A telephone number of the house; several with several --phone
    #[arg(long = "phone", value_name = "NUMBER", allow_hyphen_values = true)]
    phones: Vec<String>,
    /// A mail address of the house; several with several --email
    #[arg(long = "email", value_name = "ADDRESS")]
    emails: Vec<String>,
    #[command(flatten)]
    as_json: AsJson,
}

impl Add {
    pub(super) fn run(self, desk: &mut Desk) -> Result {
        let mut store = desk.open()?;
        let draft = AccountDraft {
            name: self.name,
            domain: self.domain.unwrap_or_default(),
            tags: self.tags,
            phones: self.phones,
            emails: self.emails,
        };
        let command = Command::Account(AccountCommand::Add(draft));
        desk.perform(&mut store, &command, self.as_json.json).map(drop)
    }
}

/// Changes an account.
#[derive(Debug, Args)]
#[command(override_usage = "downbeat account edit <ACCOUNT> --FIELD <VALUE>...", group = ArgGroup::new("field").required(true)
    .multiple(true).args(["name", "domain", "tags", "no_tags", "phones", "no_phones", "emails", "no_emails"]))]
pub(in crate::cli) struct Edit {
    /// The account by number or name
    #[arg(value_name = "ACCOUNT")]
    account: String,
    /// A new name; the old one still finds the account
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// What stands after the @ of their addresses; none for none
    #[arg(long, value_name = "DOMAIN")]
    domain: Option<String>,
    /// One more tag
    #[arg(long = "tag", value_name = "TAG")]
    tags: Vec<String>,
    /// One tag less
    #[arg(long = "no-tag", value_name = "TAG")]
    no_tags: Vec<String>,
    /// One more telephone number of the house
    #[arg(long = "phone", value_name = "NUMBER", allow_hyphen_values = true)]
    phones: Vec<String>,
    /// One number less
    #[arg(long = "no-phone", value_name = "NUMBER", allow_hyphen_values = true)]
    no_phones: Vec<String>,
    /// One more mail address of the house
    #[arg(long = "email", value_name = "ADDRESS")]
    emails: Vec<String>,
    /// One address less
    #[arg(long = "no-email", value_name = "ADDRESS")]
    no_emails: Vec<String>,
    #[command(flatten)]
    as_json: AsJson,
}

impl Edit {
    pub(super) fn run(self, desk: &mut Desk) -> Result {
        let mut store = desk.existing()?;
        let (account, _) = meant(&store.reader()?, &self.account)?;
        let edit = Box::new(AccountEdit {
            name: self.name,
            domain: self.domain.map(or_none),
            tags: more_and_less(self.tags, self.no_tags),
            phones: more_and_less(self.phones, self.no_phones),
            emails: more_and_less(self.emails, self.no_emails),
        });
        let command = Command::Account(AccountCommand::Edit { account, edit });
        desk.perform(&mut store, &command, self.as_json.json).map(drop)
    }
}

/// `none` stands for nothing.
pub(super) fn or_none(text: String) -> String {
    if text.trim().eq_ignore_ascii_case("none") {
        String::new()
    } else {
        text
    }
}

/// What joins a list and what leaves it.
pub(super) const fn more_and_less(add: Vec<String>, remove: Vec<String>) -> ListEdit {
    ListEdit {
        set: None,
        add,
        remove,
    }
}

/// Makes one of two accounts.
#[derive(Debug, Args)]
pub(in crate::cli) struct Merge {
    /// The account that becomes part of the other, by number or name
    #[arg(value_name = "ACCOUNT")]
    from: String,
    /// The account that stays, by number or name
    #[arg(long, value_name = "ACCOUNT")]
    into: String,
    #[command(flatten)]
    as_json: AsJson,
}

impl Merge {
    pub(super) fn run(self, desk: &mut Desk) -> Result {
        let mut store = desk.existing()?;
        let reader = store.reader()?;
        let (from, _) = meant(&reader, &self.from)?;
        let (into, _) = meant(&reader, &self.into)?;
        let command = Command::Account(AccountCommand::Merge { from, into });
        desk.perform(&mut store, &command, self.as_json.json).map(drop)
    }
}
