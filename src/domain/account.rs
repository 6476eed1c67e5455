//! Accounts and their people: the clients, and who is who there.

use chrono::NaiveDate;

use super::ask::Ask;
use super::ask::event::Invitation;
use super::card::{LastWords, Outcome};
use super::command::AccountRef;
use super::ids::{AccountNo, DealNo, PersonNo, PromiseNo};
use super::listing::{Event, Row};
use super::money::Money;
use super::week::CallLine;
use super::{Time, clean};

/// Most characters in a tag.
const TAG: usize = 40;
/// Most tags on an account.
pub const TAGS: usize = 20;

/// A client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Number in the store.
    pub number: AccountNo,
    /// Name as said.
    pub name: String,
    /// The domain of its mail addresses, lower case; may be empty.
    pub domain: String,
    /// Tags, in alphabetical order.
    pub tags: Vec<String>,
    /// The house's own telephone numbers, as written.
    pub phones: Vec<String>,
    /// The house's own mail addresses, as written.
    pub emails: Vec<String>,
}

/// Somebody at an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Number in the store.
    pub number: PersonNo,
    /// Where.
    pub account: AccountNo,
    /// The account's name.
    pub account_name: String,
    /// Name as said.
    pub name: String,
    /// What they do there; may be empty.
    pub role: String,
    /// Speaks for the rep when the rep is not in the room.
    pub champion: bool,
    /// Is not there any more.
    pub gone: bool,
    /// Telephone numbers, as written.
    pub phones: Vec<String>,
    /// Mail addresses, as written.
    pub emails: Vec<String>,
    /// What else is worth knowing; may be empty.
    pub words: String,
}

impl Person {
    /// `Ines Weber, IT lead`.
    #[must_use]
    pub fn introduced(&self) -> String {
        if self.role.is_empty() {
            self.name.clone()
        } else {
            format!("{}, {}", self.name, self.role)
        }
    }

    /// What makes them stand out among the others: `champion`, `gone`.
    #[must_use]
    pub fn standing(&self) -> &'static str {
        match (self.champion, self.gone) {
            (_, true) => "gone",
            (true, false) => "champion",
            (false, false) => "",
        }
    }
}

/// All that is shown of an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// Its card.
    pub account: Account,
    /// The people there: champions first, those who are gone last.
    pub people: Vec<Person>,
    /// Open items, urgent first, then by client clock.
    pub open: Vec<Row>,
    /// Items closed last, newest first.
    pub closed: Vec<Row>,
    /// The last calls, newest first.
    pub calls: Vec<CallLine>,
    /// Open promises, that with the nearest date first.
    pub promises: Vec<Promised>,
    /// Open outcomes, that with the nearest date first.
    pub outcomes: Vec<Outcome>,
    /// Open deals, that with the nearest close date first.
    pub deals: Vec<Dealing>,
    /// Open asks, oldest first.
    pub asks: Vec<Ask>,
    /// The events ahead to which they are invited, soonest first.
    pub invitations: Vec<Invitation>,
    /// The last words with them.
    pub last: Option<LastWords>,
    /// What happened, newest first.
    pub timeline: Vec<Event>,
    /// Older events are not shown.
    pub more: bool,
}

/// An open promise, as an account's page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promised {
    /// Which.
    pub number: PromiseNo,
    /// What was promised.
    pub what: String,
    /// To whom; may be empty.
    pub to_whom: String,
    /// Real, dated or sponsored, in the word stored.
    pub basis: String,
    /// When it is due.
    pub due: Time,
}

/// An open deal, as an account's page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dealing {
    /// Which.
    pub number: DealNo,
    /// Its name.
    pub name: String,
    /// What it is worth.
    pub value: Option<Money>,
    /// Its stage, by the name in the config.
    pub stage: String,
    /// The close date.
    pub close_on: NaiveDate,
    /// The next step; may be empty.
    pub next_step: String,
}

/// A change to a list: of tags, of numbers, of addresses.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ListEdit {
    /// What the list is from now on, whatever it was; `None` begins with what it was.
    pub set: Option<Vec<String>>,
    /// Then these join.
    pub add: Vec<String>,
    /// Then these go.
    pub remove: Vec<String>,
}

impl ListEdit {
    /// The whole list anew.
    #[must_use]
    pub const fn all(list: Vec<String>) -> Self {
        Self {
            set: Some(list),
            add: Vec::new(),
            remove: Vec::new(),
        }
    }

    /// Whether it leaves every list as it is.
    #[must_use]
    pub const fn is_nothing(&self) -> bool {
        self.set.is_none() && self.add.is_empty() && self.remove.is_empty()
    }
}

/// An account to make.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AccountDraft {
    /// Name as said.
    pub name: String,
    /// A domain, as people paste it; may be empty.
    pub domain: String,
    /// Tags.
    pub tags: Vec<String>,
    /// Telephone numbers.
    pub phones: Vec<String>,
    /// Mail addresses.
    pub emails: Vec<String>,
}

/// Changes to an account; `None` leaves a field as it is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AccountEdit {
    /// New name. The old one finds the account from then on as well.
    pub name: Option<String>,
    /// New domain; empty for none.
    pub domain: Option<String>,
    /// Tags.
    pub tags: ListEdit,
    /// The house's telephone numbers.
    pub phones: ListEdit,
    /// The house's mail addresses.
    pub emails: ListEdit,
}

/// Somebody to make.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PersonDraft {
    /// Name as said.
    pub name: String,
    /// What they do there; may be empty.
    pub role: String,
    /// Speaks for the rep.
    pub champion: bool,
    /// Telephone numbers.
    pub phones: Vec<String>,
    /// Mail addresses.
    pub emails: Vec<String>,
    /// What else is worth knowing; may be empty.
    pub words: String,
}

/// Changes to a person; `None` leaves a field as it is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PersonEdit {
    /// New account, where they belong.
    pub account: Option<AccountNo>,
    /// New name.
    pub name: Option<String>,
    /// New role; empty for none.
    pub role: Option<String>,
    /// Champion or not.
    pub champion: Option<bool>,
    /// Gone or there again.
    pub gone: Option<bool>,
    /// Telephone numbers.
    pub phones: ListEdit,
    /// Mail addresses.
    pub emails: ListEdit,
    /// What else is worth knowing; empty for nothing.
    pub words: Option<String>,
}

/// What the rep does with accounts and people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AccountCommand {
    /// A new account.
    Add(AccountDraft),
    /// An account's name, domain, tags, numbers and addresses.
    Edit {
        /// Which.
        account: AccountNo,
        /// How.
        edit: Box<AccountEdit>,
    },
    /// One account becomes part of another: everything it has points there, and its name finds it there.
    Merge {
        /// The one that is no more.
        from: AccountNo,
        /// The one that stays.
        into: AccountNo,
    },
    /// Somebody new at an account.
    AddPerson {
        /// Where; one that exists, or the name of one to make.
        account: AccountRef,
        /// Who.
        person: PersonDraft,
    },
    /// Somebody's card.
    EditPerson {
        /// Whose.
        person: PersonNo,
        /// How.
        edit: Box<PersonEdit>,
    },
    /// One card becomes part of another: calls, promises and invitations point there.
    MergePeople {
        /// The one that is no more.
        from: PersonNo,
        /// The one that stays.
        into: PersonNo,
    },
}

impl AccountCommand {
    /// The verb under which it is logged.
    #[must_use]
    pub const fn verb(&self) -> &'static str {
        match self {
            Self::Add(_) | Self::Edit { .. } => "account",
            Self::Merge { .. } => "merge_accounts",
            Self::AddPerson { .. } | Self::EditPerson { .. } => "person",
            Self::MergePeople { .. } => "merge_people",
        }
    }
}

/// A tag as it is kept: lower case, one word, without a sign before it. `None` when nothing is left.
#[must_use]
pub fn tag(text: &str) -> Option<String> {
    let line = clean::line(text, TAG).to_lowercase();
    let words: Vec<&str> = line
        .split(|c: char| c.is_whitespace() || c == ',')
        .map(|word| word.trim_start_matches('#'))
        .filter(|word| !word.is_empty())
        .collect();
    (!words.is_empty()).then(|| words.join("-"))
}

/// Tags as typed in one line, parted by blanks or commas.
#[must_use]
pub fn tags(line: &str) -> Vec<String> {
    line.split(|c: char| c.is_whitespace() || c == ',')
        .filter_map(tag)
        .collect()
}

/// Numbers or addresses as typed in one line, parted by commas or semicolons.
#[must_use]
pub fn several(line: &str) -> Vec<String> {
    line.split([',', ';'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_one_word_in_lower_case() {
        assert_eq!(tag(" #Key Account ").as_deref(), Some("key-account"));
        assert_eq!(tag("#"), None);
        assert_eq!(tags("vip, #Export  north"), ["vip", "export", "north"]);
    }

    #[test]
    fn several_numbers_stand_in_one_line() {
        assert_eq!(several("+49 30 1, 030 22 ;"), ["+49 30 1", "030 22"]);
        assert_eq!(several(""), Vec::<String>::new());
    }
}
