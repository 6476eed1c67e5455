//! Which deal, step or concession is meant: by number, or by a name that means only one.

use clap::Args;

use crate::cli::desk::Desk;
use crate::cli::failure::{Failure, Result};
use crate::cli::names;
use crate::domain::clean;
use crate::domain::deal::{Deal, DealFile, DealState, Need, words};
use crate::domain::ids::{ConcessionNo, ItemNo};
use crate::store::{Reader, Store};

/// Deals named when a name could be several.
const SIMILAR: usize = 8;

/// A deal as it was named.
#[derive(Debug, Args)]
pub(in crate::cli) struct Meant {
    /// The deal by number, as in 12 or '#12', or by its name or its client's, or the beginning of one of their words
    #[arg(value_name = "DEAL")]
    deal: String,
}

impl Meant {
    /// The deal, with the store it is in.
    pub(super) fn deal(&self, desk: &Desk) -> Result<(Store, Deal)> {
        let store = desk.existing()?;
        let deal = meant(&store.reader()?, &self.deal)?;
        Ok((store, deal))
    }

    /// The deal with all that hangs on it, as of now, with the store it is in.
    pub(super) fn file(&self, desk: &Desk) -> Result<(Store, DealFile)> {
        let (store, deal) = self.deal(desk)?;
        let file = file(&store.reader()?, &deal, desk)?;
        Ok((store, file))
    }

    /// The deal with all that hangs on it, to be looked at.
    pub(super) fn looked_at(&self, desk: &Desk) -> Result<DealFile> {
        let reader = desk.reading()?;
        file(&reader, &meant(&reader, &self.deal)?, desk)
    }
}

fn file(reader: &Reader, deal: &Deal, desk: &Desk) -> Result<DealFile> {
    reader
        .deal(deal.number, desk.settings(), desk.now)?
        .ok_or_else(|| Failure::refused(format!("{} is gone", words::named(deal))))
}

/// The deal that a number or a name means. One that has ended is meant only when no open one can be.
pub(in crate::cli) fn meant(reader: &Reader, text: &str) -> Result<Deal> {
    let shown = clean::line(text, clean::NAME);
    if let Some(number) = names::number(text.trim()) {
        return reader.deal_of(ItemNo(number))?.ok_or_else(|| {
            Failure::refused(format!(
                "#{number} is no deal; `downbeat deal list` shows those there are"
            ))
        });
    }
    let found = reader.deals_like(text, usize::MAX)?;
    let (open, ended): (Vec<Deal>, Vec<Deal>) =
        found.into_iter().partition(|deal| deal.state == DealState::Open);
    let mut found = if open.is_empty() { ended } else { open };
    let wanted = clean::normalise_name(text);
    let mut exact = (0..found.len()).filter(|at| clean::normalise_name(&found[*at].name) == wanted);
    if let (Some(only), None) = (exact.next(), exact.next()) {
        return Ok(found.swap_remove(only));
    }
    match found.len() {
        1 => Ok(found.swap_remove(0)),
        0 => Err(Failure::refused(format!(
            "there is no deal {shown:?}; `downbeat deal list` shows those there are"
        ))),
        many => {
            let names: Vec<String> = found.iter().take(SIMILAR).map(words::named).collect();
            let more = if many > SIMILAR { ", …" } else { "" };
            Err(Failure::refused(format!(
                "{shown:?} could be any of {}{more}: name one by its number",
                names.join(", ")
            )))
        }
    }
}

/// The step that a number (as `deal show` counts them) or the beginning of its words means.
pub(super) fn step<'a>(text: &str, file: &'a DealFile) -> Result<&'a Need> {
    let shown = clean::line(text, clean::NAME);
    let numbered = names::number(text.trim()).and_then(|number| usize::try_from(number).ok());
    if let Some(number) = numbered {
        let need = number.checked_sub(1).and_then(|at| file.needs.get(at));
        return need.ok_or_else(|| none(&shown, file));
    }
    let wanted = clean::normalise_name(text);
    let begins = |need: &&Need| clean::normalise_name(&need.what).starts_with(&wanted);
    let mut found = file
        .needs
        .iter()
        .filter(begins)
        .filter(|need| !need.state.has_ended());
    match (wanted.is_empty(), found.next(), found.next()) {
        (false, Some(need), None) => Ok(need),
        _ => Err(none(&shown, file)),
    }
}

fn none(shown: &str, file: &DealFile) -> Failure {
    let steps: Vec<String> = (1..)
        .zip(&file.needs)
        .map(|(number, need)| format!("{number} {}", need.what))
        .collect();
    let steps = if steps.is_empty() {
        "it has none yet".to_owned()
    } else {
        steps.join(", ")
    };
    Failure::refused(format!(
        "{shown:?} means no one step of {}; its steps: {steps}",
        words::named(&file.deal)
    ))
}

/// The concession that a number means, as `deal show` counts them.
pub(super) fn concession(text: &str, store: &Store, deal: &Deal, desk: &Desk) -> Result<ConcessionNo> {
    let file = file(&store.reader()?, deal, desk)?;
    let at = names::number(text).and_then(|number| usize::try_from(number - 1).ok());
    let found = at.and_then(|at| file.concessions.get(at));
    found.map(|one| one.number).ok_or_else(|| {
        Failure::refused(format!(
            "{} has no give or get {:?}; `downbeat deal show {}` numbers them",
            words::named(deal),
            clean::line(text, clean::NAME),
            deal.item.0
        ))
    })
}
