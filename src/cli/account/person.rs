//! `downbeat account person`: who is who at the clients.

use clap::{ArgGroup, Args, Subcommand};
use serde::Serialize;

use super::edit::{more_and_less, or_none};
use super::{meant, table};
use crate::cli::desk::Desk;
use crate::cli::failure::{Failure, Result};
use crate::cli::names;
use crate::cli::out;
use crate::cli::rows::AsJson;
use crate::cli::table::Column;
use crate::domain::account::{AccountCommand, Person, PersonDraft, PersonEdit};
use crate::domain::clean;
use crate::domain::command::{AccountRef, Command};
use crate::domain::ids::PersonNo;
use crate::store::Reader;

/// People named when a name could be several.
const SIMILAR: usize = 8;

/// Most people listed where no number is given.
const LISTED: usize = 1_000;

const COLUMNS: &[Column] = &[
    Column::number("No."),
    Column::cut("Name", 10, 2),
    Column::cut("Role", 6, 0),
    Column::whole(""),
    Column::cut("Phone", 10, 3),
    Column::cut("E-mail", 10, 1),
    Column::cut("Account", 10, 4),
];

/// What can be done with people.
#[derive(Debug, Subcommand)]
pub(in crate::cli) enum PersonCommand {
    /// Add somebody at an account
    Add(Add),
    /// List people by name
    #[command(visible_alias = "ls")]
    List(List),
    /// Show somebody's card
    Show(Show),
    /// Change somebody's card
    Edit(Box<Edit>),
    /// Make one of two cards
    Merge(Merge),
}

impl PersonCommand {
    pub(super) fn run(self, desk: &mut Desk) -> Result {
        match self {
            Self::Add(command) => command.run(desk),
            Self::List(command) => command.run(desk),
            Self::Show(command) => command.run(desk),
            Self::Edit(command) => command.run(desk),
            Self::Merge(command) => command.run(desk),
        }
    }
}

/// Adds somebody.
#[derive(Debug, Args)]
pub(in crate::cli) struct Add {
    /// Where, by number or name; a new name makes an account
    #[arg(value_name = "ACCOUNT")]
    account: String,
    /// The name as said
    #[arg(value_name = "NAME")]
    name: String,
    /// What they do there
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    role: Option<String>,
    /// Speaks for you when you are not in the room
    #[arg(long)]
    champion: bool,
    /// A telephone number; several with several --phone
    #[arg(long = "phone", value_name = "NUMBER", allow_hyphen_values = true)]
    phones: Vec<String>,
    /// A mail address; several with several --email
    #[arg(long = "email", value_name = "ADDRESS")]
    emails: Vec<String>,
    /// What else is worth knowing
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    words: Option<String>,
    #[command(flatten)]
    as_json: AsJson,
}

impl Add {
    fn run(self, desk: &mut Desk) -> Result {
        let mut store = desk.open()?;
        let reader = store.reader()?;
        // A name that begins no account's is a new account's; one that begins several is never guessed.
        let account = match meant(&reader, &self.account) {
            Ok((account, _)) => AccountRef::Number(account),
            Err(failure) if reader.accounts_like(&self.account, 1)?.is_empty() => {
                if self.account.trim().starts_with('#') {
                    return Err(failure);
                }
                AccountRef::Named(self.account)
            }
            Err(failure) => return Err(failure),
        };
        let person = PersonDraft {
            name: self.name,
            role: self.role.unwrap_or_default(),
            champion: self.champion,
            phones: self.phones,
            emails: self.emails,
            words: self.words.unwrap_or_default(),
        };
        let command = Command::Account(AccountCommand::AddPerson { account, person });
        desk.perform(&mut store, &command, self.as_json.json).map(drop)
    }
}

/// Lists people.
#[derive(Debug, Args)]
pub(in crate::cli) struct List {
    /// Only those with a word in their name that begins like this
    #[arg(value_name = "NAME", default_value = "", hide_default_value = true)]
    name: String,
    /// Only those at this account, by number or name
    #[arg(long, value_name = "ACCOUNT")]
    at: Option<String>,
    /// At most so many
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// As JSON, one person a line
    #[arg(long)]
    json: bool,
}

impl List {
    fn run(self, desk: &mut Desk) -> Result {
        let people = match desk.look()? {
            Some(reader) => {
                let at = self.at.as_deref().map(|at| meant(&reader, at)).transpose()?;
                let limit = self.limit.unwrap_or(LISTED);
                reader.people_like(&self.name, at.map(|(account, _)| account), limit)?
            }
            None => Vec::new(),
        };
        if self.json {
            let mut array = desk.out.array();
            for person in &people {
                array.push(&PersonJson::from(person))?;
            }
            return array.end();
        }
        if people.is_empty() {
            out::say("nobody is noted yet; `downbeat account person add ACCOUNT NAME` adds somebody");
        }
        let rows: Vec<Vec<String>> = people.iter().map(cells).collect();
        table(desk, COLUMNS, &rows)
    }
}

/// One person's cells, as the account's page shows them as well.
fn cells(person: &Person) -> Vec<String> {
    vec![
        person.number.to_string(),
        person.name.clone(),
        person.role.clone(),
        person.standing().to_owned(),
        person.phones.join(", "),
        person.emails.join(", "),
        person.account_name.clone(),
    ]
}

/// The people of an account's page.
pub(super) fn of_account(desk: &mut Desk, people: &[Person]) -> Result {
    let columns = &COLUMNS[..COLUMNS.len() - 1];
    let rows: Vec<Vec<String>> = people
        .iter()
        .map(|person| {
            let mut cells = cells(person);
            cells.pop();
            cells
        })
        .collect();
    table(desk, columns, &rows)
}

/// A person as JSON.
#[derive(Debug, Serialize)]
pub(super) struct PersonJson<'a> {
    number: i64,
    name: &'a str,
    account: i64,
    client: &'a str,
    role: &'a str,
    champion: bool,
    gone: bool,
    phones: &'a [String],
    emails: &'a [String],
    words: &'a str,
}

impl<'a> From<&'a Person> for PersonJson<'a> {
    fn from(person: &'a Person) -> Self {
        Self {
            number: person.number.0,
            name: &person.name,
            account: person.account.0,
            client: &person.account_name,
            role: &person.role,
            champion: person.champion,
            gone: person.gone,
            phones: &person.phones,
            emails: &person.emails,
            words: &person.words,
        }
    }
}

/// Who is meant: by number, or by an unambiguous name.
#[derive(Debug, Args)]
struct Who {
    /// The person by number or name
    #[arg(value_name = "PERSON")]
    person: String,
    /// At which account, by number or name
    #[arg(long, value_name = "ACCOUNT")]
    at: Option<String>,
}

impl Who {
    fn meant(&self, reader: &Reader) -> Result<Person> {
        meant_person(reader, &self.person, self.at.as_deref())
    }
}

/// Shows somebody's card.
#[derive(Debug, Args)]
pub(in crate::cli) struct Show {
    #[command(flatten)]
    who: Who,
    /// As JSON
    #[arg(long)]
    json: bool,
}

impl Show {
    fn run(self, desk: &mut Desk) -> Result {
        let person = self.who.meant(&desk.existing()?.reader()?)?;
        if self.json {
            return desk.out.json(&PersonJson::from(&person));
        }
        let fields = [
            ("Number", person.number.to_string()),
            ("Name", person.name.clone()),
            ("Account", format!("{} ({})", person.account_name, person.account)),
            ("Role", person.role.clone()),
            ("Standing", person.standing().to_owned()),
            ("Phone", person.phones.join(", ")),
            ("E-mail", person.emails.join(", ")),
        ];
        for (name, words) in fields.iter().filter(|(_, words)| !words.is_empty()) {
            desk.out.line(&format!("{name:<10}{words}"))?;
        }
        for line in person.words.lines() {
            desk.out.line(&format!("          {line}"))?;
        }
        Ok(())
    }
}

/// Changes somebody's card.
#[derive(Debug, Args)]
#[command(override_usage = "downbeat account person edit <PERSON> --FIELD <VALUE>...", group = ArgGroup::new("field")
    .required(true).multiple(true).args(["move_to", "name", "role", "champion", "no_champion", "gone", "back", "phones",
    "no_phones", "emails", "no_emails", "words"]))]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a flag of the command line, two and two against each other"
)]
pub(in crate::cli) struct Edit {
    #[command(flatten)]
    who: Who,
    /// The account at which they are, where they were noted at another
    #[arg(long, value_name = "ACCOUNT")]
    move_to: Option<String>,
    /// A new name
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// What they do there; none for nothing
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    role: Option<String>,
    /// Speaks for you when you are not in the room
    #[arg(long, conflicts_with = "no_champion")]
    champion: bool,
    /// Does not, or not any more
    #[arg(long)]
    no_champion: bool,
    /// Is not there any more
    #[arg(long, conflicts_with = "back")]
    gone: bool,
    /// Is there again
    #[arg(long)]
    back: bool,
    /// One more telephone number
    #[arg(long = "phone", value_name = "NUMBER", allow_hyphen_values = true)]
    phones: Vec<String>,
    /// One number less
    #[arg(long = "no-phone", value_name = "NUMBER", allow_hyphen_values = true)]
    no_phones: Vec<String>,
    /// One more mail address
    #[arg(long = "email", value_name = "ADDRESS")]
    emails: Vec<String>,
    /// One address less
    #[arg(long = "no-email", value_name = "ADDRESS")]
    no_emails: Vec<String>,
    /// What else is worth knowing; none for nothing
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    words: Option<String>,
    #[command(flatten)]
    as_json: AsJson,
}

impl Edit {
    fn run(self, desk: &mut Desk) -> Result {
        let mut store = desk.existing()?;
        let reader = store.reader()?;
        let person = self.who.meant(&reader)?.number;
        let account = self
            .move_to
            .as_deref()
            .map(|account| meant(&reader, account))
            .transpose()?
            .map(|(account, _)| account);
        let either = |yes: bool, no: bool| (yes || no).then_some(yes);
        let edit = Box::new(PersonEdit {
            account,
            name: self.name,
            role: self.role.map(or_none),
            champion: either(self.champion, self.no_champion),
            gone: either(self.gone, self.back),
            phones: more_and_less(self.phones, self.no_phones),
            emails: more_and_less(self.emails, self.no_emails),
            words: self.words.map(or_none),
        });
        let command = Command::Account(AccountCommand::EditPerson { person, edit });
        desk.perform(&mut store, &command, self.as_json.json).map(drop)
    }
}

/// Makes one of two cards.
#[derive(Debug, Args)]
pub(in crate::cli) struct Merge {
    #[command(flatten)]
    who: Who,
    /// The person whose card stays, by number or name
    #[arg(long, value_name = "PERSON")]
    into: String,
    #[command(flatten)]
    as_json: AsJson,
}

impl Merge {
    fn run(self, desk: &mut Desk) -> Result {
        let mut store = desk.existing()?;
        let reader = store.reader()?;
        let from = self.who.meant(&reader)?.number;
        let into = meant_person(&reader, &self.into, None)?.number;
        let command = Command::Account(AccountCommand::MergePeople { from, into });
        desk.perform(&mut store, &command, self.as_json.json).map(drop)
    }
}

/// The person that is meant: by number, by the whole name, else the only one with a word that begins like it. Nobody
/// and several are refused, with those who could be meant.
pub(in crate::cli) fn meant_person(reader: &Reader, text: &str, at: Option<&str>) -> Result<Person> {
    let account = at
        .map(|at| meant(reader, at))
        .transpose()?
        .map(|(account, _)| account);
    let shown = clean::line(text, clean::NAME);
    if let Some(number) = names::number(text.trim())
        && let Some(person) = reader.person(PersonNo(number))?
    {
        return Ok(person);
    }
    let mut found = reader.people_like(text, account, SIMILAR)?;
    let wanted = clean::normalise_name(text);
    let mut whole = found
        .iter()
        .filter(|person| clean::normalise_name(&person.name) == wanted);
    if let (Some(person), None) = (whole.next(), whole.next()) {
        return Ok(person.clone());
    }
    match (found.len(), found.pop()) {
        (1, Some(one)) => Ok(one),
        (_, None) => Err(Failure::refused(format!(
            "there is nobody called {shown:?}; `downbeat account person list` shows those there are"
        ))),
        (_, Some(last)) => {
            let people: Vec<String> = found
                .into_iter()
                .chain([last])
                .map(|person| format!("{} of {} ({})", person.name, person.account_name, person.number))
                .collect();
            Err(Failure::refused(format!(
                "{shown:?} could be any of {}: name one by number",
                people.join(", ")
            )))
        }
    }
}
