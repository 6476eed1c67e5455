//! Which outcome or check is meant: by number, or by a name that means only one.

use clap::Args;

use crate::cli::desk::Desk;
use crate::cli::failure::{Failure, Result};
use crate::cli::names;
use crate::domain::clean;
use crate::domain::ids::ItemNo;
use crate::domain::outcome::{Check, Outcome, OutcomeFile, words};
use crate::store::{Checks, Reader, Store};

/// Candidates named when a name could be several.
const SIMILAR: usize = 8;

/// An outcome as it was named.
#[derive(Debug, Args)]
pub(in crate::cli) struct Meant {
    /// The outcome by number, as in 12 or '#12', or by its measure or its client, or the beginning of one of their words
    #[arg(value_name = "OUTCOME")]
    outcome: String,
}

impl Meant {
    /// The outcome, with the store it is in.
    pub(super) fn outcome(&self, desk: &Desk) -> Result<(Store, OutcomeFile)> {
        let mut store = desk.existing()?;
        store.tick(desk.now)?;
        let file = meant(&store.reader()?, &self.outcome)?;
        Ok((store, file))
    }
}

/// The outcome that a number or a name means. One that has ended is meant only when no open one can be.
fn meant(reader: &Reader, text: &str) -> Result<OutcomeFile> {
    let item = match names::number(text.trim()) {
        Some(number) => ItemNo(number),
        None => named(reader, text)?,
    };
    reader.outcome_of(item)?.ok_or_else(|| {
        Failure::refused(format!(
            "{item} is no outcome; `downbeat outcome list` shows those there are"
        ))
    })
}

/// The number of the only outcome that a name means.
fn named(reader: &Reader, text: &str) -> Result<ItemNo> {
    let found = reader.outcomes_like(text)?;
    let (open, ended): (Vec<_>, Vec<_>) = found.into_iter().partition(|outcome| outcome.ended.is_none());
    let found = if open.is_empty() { ended } else { open };
    let wanted = clean::normalise_name(text);
    let is_exact = |outcome: &&Outcome| clean::normalise_name(&outcome.measure) == wanted;
    let mut exact = found.iter().filter(is_exact);
    if let (Some(only), None) = (exact.next(), exact.next()) {
        return Ok(only.item);
    }
    let candidates: Vec<_> = found
        .iter()
        .map(|outcome| (words::named(outcome), outcome.item))
        .collect();
    one_of("outcome", "outcome list", text, &candidates)
}

/// The check that a number means, or the only open one of a client or a deal.
pub(super) fn check(reader: &Reader, text: &str) -> Result<Check> {
    if let Some(number) = names::number(text.trim()) {
        let item = ItemNo(number);
        return reader.check_of(item)?.ok_or_else(|| {
            Failure::refused(format!(
                "{item} is no check; `downbeat outcome checks` shows those there are"
            ))
        });
    }
    let wanted = clean::normalise_name(text);
    let begins = |name: &str| {
        let name = clean::normalise_name(name);
        !wanted.is_empty() && (name.starts_with(&wanted) || name.contains(&format!(" {wanted}")))
    };
    let mut found = reader.checks(Checks::default(), usize::MAX)?;
    found.retain(|check| begins(&check.client) || begins(&check.deal_name));
    let named = |check: &Check| (words::check_named(check), check.item);
    let candidates: Vec<_> = found.iter().map(named).collect();
    let item = one_of("check", "outcome checks", text, &candidates)?;
    found
        .into_iter()
        .find(|check| check.item == item)
        .ok_or_else(|| Failure::refused(format!("{item} is no check")))
}

/// The only candidate, or a refusal that names them.
fn one_of(what: &str, list: &str, text: &str, candidates: &[(String, ItemNo)]) -> Result<ItemNo> {
    let shown = clean::line(text, clean::NAME);
    match candidates {
        [(_, only)] => Ok(*only),
        [] => Err(Failure::refused(format!(
            "there is no {what} {shown:?}; `downbeat {list}` shows those there are"
        ))),
        many => {
            let names: Vec<&str> = many.iter().take(SIMILAR).map(|(name, _)| name.as_str()).collect();
            let more = if many.len() > SIMILAR { ", …" } else { "" };
            Err(Failure::refused(format!(
                "{shown:?} could be any of {}{more}: name one by its number",
                names.join(", ")
            )))
        }
    }
}
