//! Search over everything, and the filter of one list. Both answer as they are typed.

use super::super::effect::Effect;
use super::super::input::Input;
use super::super::overlay::{Overlay, Search, SearchKind};
use super::super::state::{State, View};
use super::lists::{self, Shown};
use super::moves::{self, Move};
use super::say;
use crate::domain::listing::Row;
use crate::domain::register::{Record, RegisterRow};

/// `/`: search everything, open and closed.
pub(super) fn open(state: &mut State) -> Vec<Effect> {
    let from = if state.view == View::Found {
        state.back_to
    } else {
        state.view
    };
    let before = std::mem::take(&mut state.lists.found.scope.words);
    state.back_to = from;
    state.view = View::Found;
    state.detail.open = false;
    state.overlay = Some(Overlay::Search(Search {
        kind: SearchKind::Everything { from, before },
        input: Input::default(),
    }));
    from_top(state)
}

/// `\`: narrow the list or register shown.
pub(super) fn filter(state: &mut State) -> Vec<Effect> {
    let shown = match (state.list(), state.register()) {
        (Some(list), _) => Some((list.scope.words.clone(), list.selected.map(Record::Item))),
        (None, Some(list)) => Some((list.scope.words.clone(), list.selected)),
        (None, None) => None,
    };
    let Some((before, selected)) = shown else {
        return say(state, "there is no list to filter here");
    };
    state.detail.open = false;
    state.overlay = Some(Overlay::Search(Search {
        input: Input::new(before.clone()),
        kind: SearchKind::Filter { before, selected },
    }));
    Vec::new()
}

fn from_top(state: &mut State) -> Vec<Effect> {
    if let Some(list) = state.list_mut() {
        list.selected = None;
        list.top = None;
    }
    lists::restart::<Row>(state)
}

/// The words have changed.
pub(super) fn typed(state: &mut State, line: &Search) -> Vec<Effect> {
    let words = line
        .input
        .value()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    if let Some(list) = state.register_mut() {
        if list.scope.words == words {
            return Vec::new();
        }
        list.scope.words = words;
        return lists::restart::<RegisterRow>(state);
    }
    let Some(list) = state.list_mut().filter(|list| list.scope.words != words) else {
        return Vec::new();
    };
    list.scope.words = words;
    if matches!(line.kind, SearchKind::Filter { .. }) {
        lists::restart::<Row>(state)
    } else {
        from_top(state)
    }
}

/// Enter: the results stay as the list.
pub(super) fn accepted(state: &mut State, line: &Search) -> Vec<Effect> {
    let empty = line.input.value().trim().is_empty();
    match line.kind {
        SearchKind::Everything { from, .. } if empty => {
            state.view = from;
            super::views::go(state, from)
        }
        SearchKind::Filter { .. } if state.register().is_some() => RegisterRow::detail(state),
        SearchKind::Everything { .. } | SearchKind::Filter { .. } => Row::detail(state),
    }
}

/// Esc: everything as it was.
pub(super) fn cancelled(state: &mut State, line: Search) -> Vec<Effect> {
    match line.kind {
        SearchKind::Everything { from, before } => {
            state.lists.found.scope.words = before;
            state.view = from;
            super::views::go(state, from)
        }
        SearchKind::Filter { before, selected } => {
            if let Some(list) = state.register_mut() {
                list.selected = selected;
                if list.scope.words == before {
                    return Vec::new();
                }
                list.scope.words = before;
                return lists::restart::<RegisterRow>(state);
            }
            if let Some(list) = state.list_mut() {
                list.selected = selected.and_then(Record::item);
                if list.scope.words == before {
                    return Vec::new();
                }
                list.scope.words = before;
            }
            lists::restart::<Row>(state)
        }
    }
}

/// `n`, `N`: the next match of the last search, or the one before.
pub(super) fn next(state: &mut State, by: isize) -> Vec<Effect> {
    if state.view == View::Found {
        return moves::rows_moved::<Row>(state, Move::By(by));
    }
    if state.lists.found.scope.words.is_empty() {
        return say(state, "nothing has been searched for yet");
    }
    state.back_to = state.view;
    state.view = View::Found;
    lists::reload::<Row>(state, None)
}
