//! Commands on rows: who plays them, when they wake, and what the client was told.

use clap::Args;

use super::desk::Desk;
use super::failure::{Failure, Result};
use super::names;
use crate::domain::command::{Command, Recipient};
use crate::domain::ids::ItemNo;
use crate::domain::item::Reason;
use crate::domain::when;

/// One item or several. Several are one command: all or nothing.
#[derive(Debug, Args)]
pub(super) struct Items {
    /// Items by number; several are one command, all or nothing
    #[arg(value_name = "ITEM", required = true, value_parser = names::item)]
    items: Vec<ItemNo>,
    #[command(flatten)]
    as_json: AsJson,
}

/// Says what became of a command as JSON.
#[derive(Debug, Args)]
pub(super) struct AsJson {
    /// Say what became of it as a line of JSON on standard output
    #[arg(long)]
    pub(super) json: bool,
}

impl Items {
    /// Does a command on the items.
    pub(super) fn perform(
        self,
        desk: &mut Desk,
        command: impl FnOnce(Vec<ItemNo>) -> Command,
    ) -> Result<crate::domain::command::Done> {
        let mut store = desk.existing()?;
        desk.perform(&mut store, &command(once(self.items)), self.as_json.json)
    }

    /// Whether the outcome is said as JSON.
    pub(super) const fn json(&self) -> bool {
        self.as_json.json
    }
}

/// Each item once, in the order in which they were named.
fn once(mut items: Vec<ItemNo>) -> Vec<ItemNo> {
    let mut seen = std::collections::BTreeSet::new();
    items.retain(|item| seen.insert(*item));
    items
}

/// Hands items to an owner.
#[derive(Debug, Args)]
pub(super) struct Delegate {
    #[command(flatten)]
    items: Items,
    /// The owner by handle, seat or name; else the one each row shows
    #[arg(long, short, value_name = "OWNER")]
    to: Option<String>,
    /// The text that goes with it; else one is drafted from the item
    #[arg(long, short, value_name = "TEXT", allow_hyphen_values = true)]
    brief: Option<String>,
}

impl Delegate {
    pub(super) fn run(self, desk: &mut Desk) -> Result {
        let to = match &self.to {
            None => Recipient::Shown,
            Some(name) => {
                let owners = desk.existing()?.reader()?.owners()?;
                Recipient::Owner(names::owner(name, &owners)?.number)
            }
        };
        let brief = self.brief;
        self.items
            .perform(desk, |items| Command::HandOff { items, to, brief })
            .map(drop)
    }
}

/// Lets items sleep.
#[derive(Debug, Args)]
pub(super) struct Snooze {
    /// Items by number, then the date unless --until names it: 142 tomorrow 9am, or several as #142 #143 fri
    #[arg(value_name = "ITEM", required = true, num_args = 1..)]
    words: Vec<String>,
    /// Until when
    #[arg(long, value_name = "DATE")]
    until: Option<String>,
    #[command(flatten)]
    as_json: AsJson,
}

impl Snooze {
    pub(super) fn run(self, desk: &mut Desk) -> Result {
        let (items, date) = apart(&self.words, self.until.as_deref())?;
        let until = when::parse(&date, desk.now, desk.calendar())?;
        let mut store = desk.existing()?;
        let items = once(items);
        desk.perform(&mut store, &Command::Snooze { items, until }, self.as_json.json)
            .map(drop)
    }
}

/// Items and the date of a snooze. Without `--until` the first word is an item, more items begin with `#`, and the
/// rest is the date, since `142 3 dec` could as well be two items.
fn apart(words: &[String], until: Option<&str>) -> Result<(Vec<ItemNo>, String)> {
    let read = |word: &String| names::item(word).map_err(|why| Failure::usage(format!("{word:?}: {why}")));
    if let Some(until) = until {
        let items = words.iter().map(read).collect::<Result<_>>()?;
        return Ok((items, until.to_owned()));
    }
    let named = words
        .iter()
        .enumerate()
        .take_while(|(index, word)| *index == 0 || word.starts_with('#'))
        .count();
    let (items, date) = words.split_at(named);
    if date.is_empty() {
        return Err(Failure::usage(
            "a snooze needs an end: write `downbeat snooze 142 tomorrow 9am`, or name it with --until",
        ));
    }
    Ok((items.iter().map(read).collect::<Result<_>>()?, date.join(" ")))
}

/// Marks items as urgent.
#[derive(Debug, Args)]
pub(super) struct Star {
    #[command(flatten)]
    items: Items,
    /// No longer urgent
    #[arg(long)]
    off: bool,
}

impl Star {
    pub(super) fn run(self, desk: &mut Desk) -> Result {
        let urgent = !self.off;
        self.items
            .perform(desk, |items| Command::Star { items, urgent })
            .map(drop)
    }
}

/// Closes items that are nobody's work.
#[derive(Debug, Args)]
pub(super) struct Dismiss {
    #[command(flatten)]
    items: Items,
}

impl Dismiss {
    pub(super) fn run(self, desk: &mut Desk) -> Result {
        self.items
            .perform(desk, |items| Command::Dismiss { items })
            .map(drop)
    }
}

/// Opens closed items again.
#[derive(Debug, Args)]
pub(super) struct Reopen {
    #[command(flatten)]
    items: Items,
}

impl Reopen {
    pub(super) fn run(self, desk: &mut Desk) -> Result {
        self.items
            .perform(desk, |items| Command::Reopen { items })
            .map(drop)
    }
}

/// The client was told.
#[derive(Debug, Args)]
pub(super) struct Told {
    #[command(flatten)]
    items: Items,
    /// What the client was told
    #[arg(
        long,
        short,
        value_name = "TEXT",
        allow_hyphen_values = true,
        default_value = "",
        hide_default_value = true
    )]
    words: String,
    /// When the client hears next; else the default of the kind
    #[arg(long, short, value_name = "DATE", conflicts_with = "close")]
    next: Option<String>,
    /// The client knows the end of it: close the item
    #[arg(long)]
    close: bool,
    /// Why nobody else did it; needed to close what was never handed off
    #[arg(long, value_name = "REASON", requires = "close", value_parser = names::reason())]
    reason: Option<Reason>,
    /// The minutes it took, if you did it yourself
    #[arg(long, value_name = "N", requires = "close")]
    minutes: Option<u32>,
}

impl Told {
    pub(super) fn run(self, desk: &mut Desk) -> Result {
        let Self {
            items,
            words,
            next,
            close,
            reason,
            minutes,
        } = self;
        let next = desk.date(next.as_deref())?;
        items
            .perform(desk, |items| {
                if close {
                    Command::Finish {
                        items,
                        told: true,
                        reason,
                        minutes,
                        words,
                    }
                } else {
                    Command::Tell { items, words, next }
                }
            })
            .map(drop)
    }
}

/// Takes first chair.
#[derive(Debug, Args)]
pub(super) struct Keep {
    #[command(flatten)]
    items: Items,
    /// Why you keep it; the week adds these up
    #[arg(long, short, value_name = "REASON", value_parser = names::reason())]
    reason: Reason,
}

impl Keep {
    pub(super) fn run(self, desk: &mut Desk) -> Result {
        let reason = self.reason;
        self.items
            .perform(desk, |items| Command::Keep { items, reason })
            .map(drop)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        text.split(' ').map(str::to_owned).collect()
    }

    #[test]
    fn a_snooze_takes_its_date_from_the_rest_of_the_line() {
        let (items, date) = apart(&words("142 3 dec"), None).unwrap();
        assert_eq!((items, date.as_str()), (vec![ItemNo(142)], "3 dec"));
        let (items, date) = apart(&words("142 #143 fri 10:00"), None).unwrap();
        assert_eq!(
            (items, date.as_str()),
            (vec![ItemNo(142), ItemNo(143)], "fri 10:00")
        );
        let (items, _) = apart(&words("142 143"), Some("fri")).unwrap();
        assert_eq!(items.len(), 2);
        for bad in ["142", "#142 #143", "fri 142"] {
            assert!(
                matches!(apart(&words(bad), None), Err(Failure::Usage(_))),
                "{bad}"
            );
        }
    }

    #[test]
    fn an_item_named_twice_is_meant_once() {
        let items = [3, 1, 3, 2, 1].map(ItemNo).to_vec();
        assert_eq!(once(items), [3, 1, 2].map(ItemNo));
    }
}
