//! Commands on hand-offs that are out: what the owner answered, and what the rep does about silence.

use clap::Args;

use super::desk::Desk;
use super::failure::Result;
use super::rows::Items;
use crate::domain::command::{Answer, Command};

/// The owner has it.
#[derive(Debug, Args)]
pub(super) struct Ack {
    #[command(flatten)]
    items: Items,
    /// The date the owner gave
    #[arg(long, value_name = "DATE")]
    by: Option<String>,
    /// The owner's words
    #[arg(long, short, value_name = "TEXT", allow_hyphen_values = true)]
    words: Option<String>,
}

impl Ack {
    pub(super) fn run(self, desk: &mut Desk) -> Result {
        let by = desk.date(self.by.as_deref())?;
        let words = self.words.unwrap_or_default();
        self.items
            .perform(desk, |items| Command::Answer {
                items,
                answer: Answer::Acknowledged { by },
                words,
            })
            .map(drop)
    }
}

/// What the owner says of it.
#[derive(Debug, Args)]
pub(super) struct Answered {
    #[command(flatten)]
    items: Items,
    /// The owner's words
    #[arg(long, short, value_name = "TEXT", allow_hyphen_values = true)]
    words: Option<String>,
}

impl Answered {
    pub(super) fn run(self, desk: &mut Desk, answer: Answer) -> Result {
        let words = self.words.unwrap_or_default();
        self.items
            .perform(desk, |items| Command::Answer { items, answer, words })
            .map(drop)
    }
}

/// Takes items back.
#[derive(Debug, Args)]
pub(super) struct Recall {
    #[command(flatten)]
    items: Items,
}

impl Recall {
    pub(super) fn run(self, desk: &mut Desk) -> Result {
        self.items
            .perform(desk, |items| Command::Recall { items })
            .map(drop)
    }
}

/// Chases owners.
#[derive(Debug, Args)]
pub(super) struct Nudge {
    #[command(flatten)]
    items: Items,
}

impl Nudge {
    pub(super) fn run(self, desk: &mut Desk) -> Result {
        let json = self.items.json();
        let done = self.items.perform(desk, |items| Command::Nudge { items })?;
        match done.draft {
            Some(draft) if !json => desk.out.line(&draft),
            Some(_) | None => Ok(()),
        }
    }
}

/// Hands items to the person above.
#[derive(Debug, Args)]
pub(super) struct Escalate {
    #[command(flatten)]
    items: Items,
}

impl Escalate {
    pub(super) fn run(self, desk: &mut Desk) -> Result {
        self.items
            .perform(desk, |items| Command::Escalate { items })
            .map(drop)
    }
}
