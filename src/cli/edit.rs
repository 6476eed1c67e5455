//! What is written about an item: notes, and its own fields.

use clap::{ArgGroup, Args};

use super::desk::Desk;
use super::failure::{Failure, Result};
use super::names;
use super::piped;
use super::rows::AsJson;
use crate::domain::clean;
use crate::domain::command::{Command, ItemEdit};
use crate::domain::ids::ItemNo;
use crate::domain::item::Kind;
use crate::domain::money::{Currency, Money};
use crate::domain::settings::Settings;

/// Writes a note.
#[derive(Debug, Args)]
pub(super) struct Note {
    /// The item by number
    #[arg(value_name = "ITEM", value_parser = names::item)]
    item: ItemNo,
    /// The note; with -, what stands on standard input, on as many lines
    #[arg(value_name = "TEXT", required = true, num_args = 1..)]
    text: Vec<String>,
    #[command(flatten)]
    as_json: AsJson,
}

impl Note {
    pub(super) fn run(self, desk: &mut Desk) -> Result {
        let mut store = desk.existing()?;
        let text = match self.text.join(" ") {
            text if text == "-" => piped::text("nothing was noted")?,
            text => text,
        };
        let command = Command::Note {
            items: vec![self.item],
            text,
        };
        desk.perform(&mut store, &command, self.as_json.json).map(drop)
    }
}

/// Edits an item's own fields.
#[derive(Debug, Args)]
#[command(override_usage = "downbeat edit <ITEM> --FIELD <VALUE>...", group = ArgGroup::new("field").required(true).multiple(true)
    .args(["subject", "account", "kind", "value", "due"]))]
pub(super) struct Edit {
    /// The item by number
    #[arg(value_name = "ITEM", value_parser = names::item)]
    item: ItemNo,
    /// One line that says what it is
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    subject: Option<String>,
    /// The client's name; a new one makes an account
    #[arg(long, value_name = "NAME")]
    account: Option<String>,
    /// order, support or follow-up
    #[arg(long, value_name = "KIND", value_parser = names::kind())]
    kind: Option<Kind>,
    /// What it is worth, as in 48200 or 'USD 3180.50'; none clears it
    #[arg(long, value_name = "AMOUNT", allow_hyphen_values = true)]
    value: Option<String>,
    /// When the client hears from you
    #[arg(long, value_name = "DATE")]
    due: Option<String>,
    #[command(flatten)]
    as_json: AsJson,
}

impl Edit {
    pub(super) fn run(self, desk: &mut Desk) -> Result {
        let value = match self.value.as_deref().map(str::trim) {
            None => None,
            Some("none") => Some(None),
            Some(text) => Some(Some(amount("--value", text, desk.settings())?)),
        };
        let edit = ItemEdit {
            kind: self.kind,
            account: self.account,
            subject: self.subject,
            value,
            client_due: desk.date(self.due.as_deref())?,
            urgent: None,
        };
        let mut store = desk.existing()?;
        let command = Command::Edit {
            item: self.item,
            edit,
        };
        desk.perform(&mut store, &command, self.as_json.json).map(drop)
    }
}

/// Reads an amount with its currency before or after it, or the config's where it names none.
pub(super) fn amount(option: &str, text: &str, settings: &Settings) -> Result<Money> {
    Money::read(text, Currency::parse(&settings.currency)).ok_or_else(|| {
        Failure::usage(format!(
            "{option} {:?} is no amount: write 48200, €3180.50 or 'USD 3180.50', or none to clear it",
            clean::line(text, clean::NAME)
        ))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_names_its_currency_before_or_after_or_not_at_all() {
        let read = |text: &str| amount("--value", text, &Settings::default()).map(|money| money.to_string());
        for (text, shown) in [
            ("48200", "€48,200"),
            ("€3180.50", "€3,180.50"),
            ("3180.50€", "€3,180.50"),
            ("USD 3180.50", "$3,180.50"),
            ("3180 usd", "$3,180"),
            ("chf900", "CHF 900"),
            ("-12", "-€12"),
        ] {
            assert_eq!(read(text).unwrap(), shown, "{text}");
        }
        for bad in ["", "much", "USD", "USD 12 EUR", "12 euros", "€"] {
            assert!(read(bad).is_err(), "{bad}");
        }
    }
}
