//! `downbeat add`: one line adds an item.

use clap::Args;

use super::desk::Desk;
use super::failure::{Failure, Result};
use super::piped;
use super::rows::AsJson;
use crate::domain::command::Command;
use crate::domain::draft::ItemDraft;
use crate::domain::oneline;

/// Adds an item.
#[derive(Debug, Args)]
pub(super) struct Add {
    /// A kind, a client, a colon, what it is about; also a date, !, @owner and an amount. With -, each line of
    /// standard input is one
    #[arg(
        value_name = "LINE",
        required = true,
        num_args = 1..,
        long_help = "What came in, in one line, as in\n\n    \
                     order Acme Pumps: 40 pallets to Rotterdam fri 10:00 ! @maria €48200\n\n\
                     A kind (a follow-up when none is named), the client, a colon, what it is about; and where you \
                     like a date by which the client hears from you, ! for urgent, @owner to hand it off at once, \
                     and an amount. With -, each line of standard input is one item."
    )]
    line: Vec<String>,
    #[command(flatten)]
    as_json: AsJson,
}

impl Add {
    pub(super) fn run(self, desk: &mut Desk) -> Result {
        let line = self.line.join(" ");
        let drafts = if line.trim() == "-" {
            from_input(desk)?
        } else {
            vec![read(desk, &line).map_err(Failure::Refused)?]
        };
        let mut store = desk.open()?;
        for draft in drafts {
            let done = desk.perform(&mut store, &Command::Add(draft), self.as_json.json)?;
            if !self.as_json.json
                && let Some(item) = done.items.first()
            {
                desk.out.line(&item.to_string())?;
            }
        }
        Ok(())
    }
}

fn read(desk: &Desk, line: &str) -> std::result::Result<ItemDraft, String> {
    oneline::read(line, desk.now, desk.settings())
        .draft()
        .map_err(|error| error.to_string())
}

/// Every line of standard input as an item. One that can't be read refuses them all, before anything is added.
fn from_input(desk: &Desk) -> Result<Vec<ItemDraft>> {
    let text = piped::text("nothing was added")?;
    let mut drafts = Vec::new();
    for (index, line) in text
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
    {
        let draft = read(desk, line).map_err(|why| {
            Failure::refused(format!(
                "line {} of standard input: {why}; nothing was added",
                index + 1
            ))
        })?;
        drafts.push(draft);
    }
    if drafts.is_empty() {
        return Err(Failure::refused(
            "standard input has no line to add; nothing was added",
        ));
    }
    Ok(drafts)
}
