//! The registers: reading them, their splits, and what keys do on a row that is no item.

use std::collections::BTreeMap;

use super::super::effect::{Effect, Query, Question, RowsQuery};
use super::super::list::ListState;
use super::super::overlay::Call;
use super::super::scroll::Scroll;
use super::super::state::State;
use super::lists::{self, Shown};
use super::moves::{self, Move};
use super::{accounts, asks, calls, diary, program, promises, search};
use crate::domain::Time;
use crate::domain::ids::ItemNo;
use crate::domain::listing::Window;
use crate::domain::register::{Page, Record, RegisterRow, RegisterScope, Split};
use crate::keys::Intent;

impl Shown for RegisterRow {
    fn list(state: &State) -> Option<&ListState<Self>> {
        state.register()
    }

    fn list_mut(state: &mut State) -> Option<&mut ListState<Self>> {
        state.register_mut()
    }

    fn every(state: &mut State) -> Vec<&mut ListState<Self>> {
        state.registers.every()
    }

    fn ask(asked: RowsQuery<Self>) -> Effect {
        // Words are looked for row by row; everything else is a walk along an index, but for what has none.
        if asked.scope.words.trim().is_empty() && !asked.scope.split.scans() {
            Effect::Read(Query::Register(asked))
        } else {
            Effect::Ask(Question::Register(asked))
        }
    }

    fn is_narrowed(scope: &RegisterScope) -> bool {
        !scope.words.is_empty()
    }

    fn is_in_flight(&self, in_flight: &BTreeMap<ItemNo, String>) -> bool {
        self.item.is_some_and(|item| in_flight.contains_key(&item))
    }

    fn detail(state: &mut State) -> Vec<Effect> {
        let Some(record) = state.register().and_then(|list| list.selected) else {
            state.detail.page = None;
            state.detail.open = false;
            return Vec::new();
        };
        vec![Effect::ReadWhenIdle(Query::Page(record))]
    }
}

/// A page has been read.
pub(super) fn page_loaded(state: &mut State, record: Record, page: Option<Box<Page>>) -> Vec<Effect> {
    if state.register().and_then(|list| list.selected) == Some(record) {
        state.detail.page = page.map(|page| (record, page));
    }
    Vec::new()
}

/// Part of a register has been read.
pub(super) fn loaded(
    state: &mut State,
    asked: &RowsQuery<RegisterRow>,
    window: Window<RegisterRow>,
    summary: Option<Page>,
) -> Vec<Effect> {
    if let Some(summary) = summary {
        state.register_read_at = state.now;
        state.register_summary = Some((asked.scope.split, summary));
    }
    lists::rows_loaded(state, asked, window)
}

/// It is later now: what a register says depends on the time, so it is read again with each minute.
pub(super) fn later(state: &mut State) -> Vec<Effect> {
    let minute = |at: Time| at.timestamp().div_euclid(60);
    let read = state.register().is_some_and(|list| list.loaded && !list.asked);
    if !read || minute(state.register_read_at) == minute(state.now) {
        return Vec::new();
    }
    lists::reload::<RegisterRow>(state, None)
}

/// Shows another split.
pub(super) fn show_split(state: &mut State, split: Split) -> Vec<Effect> {
    let Some(list) = state
        .register_mut()
        .filter(|list| list.scope.split != split && list.scope.split.register() == split.register())
    else {
        return Vec::new();
    };
    list.scope.split = split;
    list.top = None;
    state.detail.open = false;
    state.detail.scroll = Scroll::default();
    lists::restart::<RegisterRow>(state)
}

/// The next split, or the one before; round at the ends.
pub(super) fn split(state: &mut State, by: isize) -> Vec<Effect> {
    let Some(now) = state.register().map(|list| list.scope.split) else {
        return Vec::new();
    };
    let splits = now.register().splits();
    let at = splits.iter().position(|split| *split == now).unwrap_or(0);
    let next = (at.cast_signed() + by)
        .rem_euclid(splits.len().cast_signed())
        .unsigned_abs();
    splits
        .get(next)
        .map_or_else(Vec::new, |split| show_split(state, *split))
}

/// What a key does on a row of a register where it does something else than on an item; `None` where it does the same.
pub(super) fn asked(state: &mut State, intent: Intent) -> Option<Vec<Effect>> {
    state.register()?;
    if let Some(effects) = diary::answered(state, intent) {
        return Some(effects);
    }
    let row = state.record_row();
    match intent {
        // What is looked for in a register is one of its rows.
        Intent::Search => Some(search::filter(state)),
        Intent::NextItem => Some(moves::rows_moved::<RegisterRow>(state, Move::By(1))),
        Intent::PreviousItem => Some(moves::rows_moved::<RegisterRow>(state, Move::By(-1))),
        // The promise itself is what is worth copying here; its brief is copied where its row is an item.
        Intent::CopyBrief if row.is_some_and(|row| matches!(row.record, Record::Promise(_))) => {
            Some(promises::quote(state))
        }
        Intent::LogCall => {
            let row = row.filter(|row| row.row.is_none())?;
            let (client, account) = (row.client.clone(), row.account?);
            let call = Call::with(client, account, None, state.now, calls::ask_outcome());
            Some(calls::begin(state, call))
        }
        Intent::AddItem => {
            let client = row.filter(|row| row.account.is_some())?.client.clone();
            Some(program::add_for(state, &client))
        }
        Intent::Escalate if row.is_some_and(|row| row.row.is_none()) => Some(asks::ask(state)),
        Intent::Edit => accounts::edit(state),
        // Everything else is the same everywhere, or speaks of items, and then says so where there is none.
        _same => None,
    }
}

/// Why a key that is for items does nothing on a row that is none, and what works.
pub(super) fn no_item(state: &State, row: &RegisterRow) -> String {
    let can: Vec<String> = [
        (Intent::Open, "opens it"),
        (Intent::LogCall, "logs a call"),
        (Intent::AddItem, "adds an item"),
    ]
    .into_iter()
    .filter(|(intent, _)| *intent == Intent::Open || row.account.is_some())
    .filter_map(|(intent, words)| Some(format!("{} {words}", state.key_of(intent)?)))
    .collect();
    format!("a {} is no item: {}", row.record.words(), can.join(", "))
}
