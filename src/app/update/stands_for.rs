//! Rows that stand for a record: what the keys of any row do there.

use super::super::effect::Effect;
use super::super::overlay::DealKey;
use super::super::state::State;
use super::{asks, deals, outcomes, problem, promises, rows};
use crate::domain::Time;
use crate::domain::life::Refusal;
use crate::domain::listing::Row;
use crate::domain::stands_for::StandsFor;
use crate::keys::Intent;

/// `e`: the record's own question, in place of whether the client has been told.
pub(super) fn finish(state: &mut State, row: &Row, record: StandsFor) -> Vec<Effect> {
    match record {
        StandsFor::Promise(_) => promises::finish(state, row),
        StandsFor::Check(_) => outcomes::finish_check(state, row),
        StandsFor::Outcome(_) => outcomes::finish(state, row),
        StandsFor::Deal(deal) => deals::of(deal, DealKey::Turn),
        StandsFor::Ask(_) => asks::finish(state, row),
        StandsFor::Need(_) => problem(state, Refusal::StandsFor(row.item, record).to_string()),
    }
}

/// `E`: the record's own fields, where it has a form; `None` where the row's own are edited.
pub(super) fn edit(row: &Row, record: StandsFor) -> Option<Vec<Effect>> {
    match record {
        StandsFor::Promise(_) => Some(promises::edit(row)),
        StandsFor::Deal(deal) => Some(deals::of(deal, DealKey::Edit)),
        StandsFor::Ask(_) => Some(asks::edit(row)),
        StandsFor::Check(_) | StandsFor::Outcome(_) | StandsFor::Need(_) => None,
    }
}

/// Why such a row is not dismissed, and the key that ends it instead.
pub(super) fn not_dismissed(state: &State, row: &Row, record: StandsFor) -> String {
    let key = state
        .key_of(Intent::Finish)
        .map_or_else(String::new, |key| format!(" ({key})"));
    format!(
        "{} stands for {}: {}{key}",
        rows::name(row),
        record.a_record(),
        record.ends_by()
    )
}

/// When the client of such a row hears next, if nothing else is said: on the date there is.
pub(super) fn client_date(state: &State, row: &Row) -> Option<Time> {
    row.stands_for?;
    row.client_due.filter(|due| *due > state.now)
}
