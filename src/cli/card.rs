//! `downbeat card`: the boss card of an account.

use clap::Args;
use serde::Serialize;

use super::account;
use super::desk::Desk;
use super::failure::{Failure, Result};

/// Shows the boss card.
#[derive(Debug, Args)]
pub(super) struct BossCard {
    /// The account by number or name
    #[arg(value_name = "ACCOUNT")]
    account: String,
    /// As JSON
    #[arg(long)]
    json: bool,
}

/// The card as JSON.
#[derive(Debug, Serialize)]
struct CardJson<'a> {
    account: i64,
    name: &'a str,
    lines: Vec<LineJson<'a>>,
}

/// A line of the card as JSON.
#[derive(Debug, Serialize)]
struct LineJson<'a> {
    about: &'static str,
    words: &'a str,
}

impl BossCard {
    pub(super) fn run(self, desk: &mut Desk) -> Result {
        let mut store = desk.existing()?;
        store.tick(desk.now)?;
        let reader = store.reader()?;
        let (account, name) = account::meant(&reader, &self.account)?;
        let card = reader
            .card(account, desk.settings(), desk.now)?
            .ok_or_else(|| Failure::refused(format!("there is no account {name}")))?;
        if self.json {
            return desk.out.json(&CardJson {
                account: card.account.0,
                name: &card.name,
                lines: card
                    .lines
                    .iter()
                    .map(|line| LineJson {
                        about: line.about,
                        words: &line.words,
                    })
                    .collect(),
            });
        }
        card.text().lines().try_for_each(|line| desk.out.line(line))
    }
}
