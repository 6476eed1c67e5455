//! Reading lists: windows asked for, and what their answers make of the selection.

use std::collections::BTreeMap;

use super::super::effect::{Effect, Query, Question, RowsQuery};
use super::super::list::{ListState, MORE_ROWS, WINDOW_ROWS};
use super::super::state::{State, View};
use super::orchestra;
use crate::domain::ids::ItemNo;
use crate::domain::listing::{From, Window};

/// Asks for part of the list shown.
pub(super) fn read(state: &mut State, follow: Option<ItemNo>, from: From) -> Vec<Effect> {
    ask(state, follow, from, WINDOW_ROWS)
}

/// Asks for the rows of the first frame: no more than the window has lines. The rows that follow are read once the
/// selection comes near them.
pub(super) fn begin(state: &mut State) -> Vec<Effect> {
    let lines = Some(u32::from(state.screen.height)).filter(|lines| *lines > 0);
    let limit = lines.map_or(WINDOW_ROWS, |lines| lines.min(WINDOW_ROWS));
    ask(state, None, From::Top, limit)
}

/// Asks for the rows on one side of the window, to be added to it.
pub(super) fn read_more(state: &mut State, from: From) -> Vec<Effect> {
    ask(state, None, from, MORE_ROWS)
}

fn ask(state: &mut State, follow: Option<ItemNo>, from: From, limit: u32) -> Vec<Effect> {
    let Some(list) = state.list_mut() else {
        return Vec::new();
    };
    list.asked = true;
    let asked = RowsQuery {
        scope: list.scope.clone(),
        follow,
        from,
        limit,
    };
    // Words are looked up in the search index, which may scan; everything else is a walk along an index.
    if asked.scope.words.trim().is_empty() {
        vec![Effect::Read(Query::Rows(asked))]
    } else {
        vec![Effect::Ask(Question::Rows(asked))]
    }
}

/// Reads the list shown again, around the selection. `follow` names a row to select if the list holds it.
pub(super) fn reload(state: &mut State, follow: Option<ItemNo>) -> Vec<Effect> {
    let Some(list) = state.list() else {
        return Vec::new();
    };
    let from = list.last_place.map_or(From::Top, From::Around);
    let follow = follow.or(list.selected);
    read(state, follow, from)
}

/// Reads the list shown from its top: the scope has changed.
pub(super) fn restart(state: &mut State) -> Vec<Effect> {
    if let Some(list) = state.list_mut() {
        list.loaded = false;
        list.range_from = None;
        list.last_place = None;
    }
    let follow = state.list().and_then(|list| list.selected);
    read(state, follow, From::Top)
}

/// Reads all that the screen shows again, after somebody else's commit.
pub(super) fn refresh(state: &mut State) -> Vec<Effect> {
    let mut effects = vec![orchestra::read(state)];
    effects.extend(refresh_rows(state, None));
    effects
}

/// Reads the rows and figures on the screen again. `follow` names a row to select if the list holds it.
pub(super) fn refresh_rows(state: &mut State, follow: Option<ItemNo>) -> Vec<Effect> {
    let mut effects = vec![Effect::Read(Query::Counts)];
    match state.view {
        View::Week => effects.push(Effect::Ask(Question::Week(state.week.week))),
        View::Orchestra => {}
        View::Inbox | View::Waiting | View::Later | View::Done | View::Found => {
            effects.extend(reload(state, follow));
        }
    }
    effects
}

/// The detail of the selected row, read once no key waits.
pub(super) fn detail(state: &mut State) -> Vec<Effect> {
    let Some(item) = state.list().and_then(|list| list.selected) else {
        state.detail.shown = None;
        state.detail.open = false;
        return Vec::new();
    };
    vec![Effect::ReadWhenIdle(Query::Detail(item))]
}

/// A window has been answered.
pub(super) fn rows_loaded(state: &mut State, asked: &RowsQuery, window: Window) -> Vec<Effect> {
    let height = usize::from(state.screen.rows.max(1));
    let shown_scope = state.list().map(|list| list.scope.clone());
    let Some(list) = list_of(state, asked) else {
        return Vec::new();
    };
    list.asked = false;
    if matches!(asked.from, From::After(_) | From::Before(_)) && asked.follow.is_none() {
        list.add(asked.from, window, height);
        return Vec::new();
    }
    list.loaded = true;
    let before = list.selected;
    list.window = window;
    let in_flight = std::mem::take(&mut state.in_flight);
    let Some(list) = list_of(state, asked) else {
        return Vec::new();
    };
    let selected = choose(list, asked, before, &in_flight);
    list.selected = selected;
    let whole = !list.window.more_before && !list.window.more_after;
    if whole && list.scope.kind.is_none() && list.scope.words.is_empty() {
        // Marks on rows that have left the list would be acted on unseen.
        let rows = &list.window.rows;
        list.marks.retain(|item| rows.iter().any(|row| row.item == *item));
    }
    if let Some(place) = selected.and_then(|item| list.row(item)).map(|row| row.place) {
        list.last_place = Some(place);
    }
    list.keep_in_view(height);
    state.in_flight = in_flight;
    if shown_scope.as_ref() != Some(&asked.scope) {
        return Vec::new();
    }
    // A selection that no moving key made must be seen before it is acted on.
    let moved_there = asked.follow.is_none() && matches!(asked.from, From::Top | From::Bottom);
    if selected.is_some() && selected != before && !moved_there {
        state.selection_unseen = true;
    }
    if selected != before {
        state.detail.scroll = 0;
    }
    detail(state)
}

/// The list that asked, if it still shows what it asked for.
fn list_of<'a>(state: &'a mut State, asked: &RowsQuery) -> Option<&'a mut ListState> {
    state
        .lists
        .every()
        .into_iter()
        .find(|list| list.scope == asked.scope)
}

/// The selection after a window was answered: the row asked for, else the one selected before, else the row that
/// now stands where it stood.
fn choose(
    list: &ListState,
    asked: &RowsQuery,
    before: Option<ItemNo>,
    in_flight: &BTreeMap<ItemNo, String>,
) -> Option<ItemNo> {
    let rows = &list.window.rows;
    if asked.follow.is_none() {
        match asked.from {
            From::Top => return rows.first().map(|row| row.item),
            From::Bottom => return rows.last().map(|row| row.item),
            From::After(_) | From::Before(_) | From::Around(_) => {}
        }
    }
    if let Some(item) = asked
        .follow
        .into_iter()
        .chain(before)
        .find(|&item| list.row(item).is_some())
    {
        return Some(item);
    }
    let free = || rows.iter().filter(|row| !in_flight.contains_key(&row.item));
    let next = list
        .last_place
        .and_then(|place| free().find(|row| row.place >= place));
    next.or_else(|| {
        if list.last_place.is_some() {
            free().next_back()
        } else {
            free().next()
        }
    })
    .map(|row| row.item)
}

/// Hands the selection on from rows that are leaving: to the next row that is not on its way, else the one before.
pub(super) fn hand_on_selection(state: &mut State) -> Vec<Effect> {
    let height = usize::from(state.screen.rows.max(1));
    let in_flight = std::mem::take(&mut state.in_flight);
    let mut next = None;
    if let Some(list) = state.list_mut()
        && let Some(at) = list.selected.filter(|item| in_flight.contains_key(item))
        && let Some(at) = list.position(at)
    {
        let free = |&&index: &&usize| !in_flight.contains_key(&list.window.rows[index].item);
        let after: Vec<usize> = (at + 1..list.window.rows.len()).collect();
        let before: Vec<usize> = (0..at).rev().collect();
        next = after
            .iter()
            .find(free)
            .or_else(|| before.iter().find(free))
            .copied();
        let row = next.map(|index| &list.window.rows[index]);
        list.selected = row.map(|row| row.item);
        list.last_place = row.or(list.window.rows.get(at)).map(|row| row.place);
        list.keep_in_view(height);
    }
    state.in_flight = in_flight;
    state.detail.scroll = 0;
    let mut effects = Vec::new();
    if let Some(list) = state.list()
        && let Some(index) = next
        && list.window.more_after
        && !list.asked
        && list.window.rows.len() - index <= super::super::list::EDGE_ROWS
    {
        effects.extend(reload(state, None));
    }
    effects.extend(detail(state));
    effects
}
