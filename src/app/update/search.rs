//! Search over everything, and the filter of one list. Both answer as they are typed.

use super::super::effect::Effect;
use super::super::input::Input;
use super::super::overlay::{Overlay, Search, SearchKind};
use super::super::state::{State, View};
use super::moves::{self, Move};
use super::{lists, say};

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

/// `\`: narrow the list shown.
pub(super) fn filter(state: &mut State) -> Vec<Effect> {
    let Some(list) = state.list() else {
        return say(state, "there is no list to filter here");
    };
    let before = list.scope.words.clone();
    let kind = SearchKind::Filter {
        before: before.clone(),
        selected: list.selected,
    };
    state.overlay = Some(Overlay::Search(Search {
        kind,
        input: Input::new(before),
    }));
    Vec::new()
}

fn from_top(state: &mut State) -> Vec<Effect> {
    if let Some(list) = state.list_mut() {
        list.selected = None;
        list.top = None;
    }
    lists::restart(state)
}

/// The words have changed.
pub(super) fn typed(state: &mut State, line: &Search) -> Vec<Effect> {
    let words = line
        .input
        .value()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    let Some(list) = state.list_mut().filter(|list| list.scope.words != words) else {
        return Vec::new();
    };
    list.scope.words = words;
    if matches!(line.kind, SearchKind::Filter { .. }) {
        lists::restart(state)
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
        SearchKind::Everything { .. } | SearchKind::Filter { .. } => lists::detail(state),
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
            if let Some(list) = state.list_mut() {
                list.selected = selected;
                if list.scope.words == before {
                    return Vec::new();
                }
                list.scope.words = before;
            }
            lists::restart(state)
        }
    }
}

/// `n`, `N`: the next match of the last search, or the one before.
pub(super) fn next(state: &mut State, by: isize) -> Vec<Effect> {
    if state.view == View::Found {
        return moves::rows_moved(state, Move::By(by));
    }
    if state.lists.found.scope.words.is_empty() {
        return say(state, "nothing has been searched for yet");
    }
    state.back_to = state.view;
    state.view = View::Found;
    lists::reload(state, None)
}
