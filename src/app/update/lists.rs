//! Reading lists: windows asked for, and what their answers make of the selection. One way for every kind of row.

use std::collections::BTreeMap;

use super::super::effect::{Effect, Query, Question, RowsQuery};
use super::super::list::{ListState, Listed, MORE_ROWS, WINDOW_ROWS};
use super::super::scroll::Scroll;
use super::super::state::{State, View};
use super::{events, orchestra};
use crate::domain::ids::ItemNo;
use crate::domain::listing::{From, Row, Scope, Window};
use crate::domain::register::{Record, RegisterRow};

/// A kind of row that views list: where the screen keeps those lists, and how they are asked for.
pub(super) trait Shown: Listed {
    /// The list shown, if the view lists this kind of row.
    fn list(state: &State) -> Option<&ListState<Self>>;

    /// The list shown, to change it.
    fn list_mut(state: &mut State) -> Option<&mut ListState<Self>>;

    /// Every list of this kind of row.
    fn every(state: &mut State) -> Vec<&mut ListState<Self>>;

    /// How part of a list is asked for.
    fn ask(asked: RowsQuery<Self>) -> Effect;

    /// Whether a list of that scope leaves rows out that the view would show.
    fn is_narrowed(scope: &Self::Scope) -> bool;

    /// Whether the row is on its way to the disk.
    fn is_in_flight(&self, in_flight: &BTreeMap<ItemNo, String>) -> bool;

    /// What is read of the selected row, once no key waits.
    fn detail(state: &mut State) -> Vec<Effect>;
}

impl Shown for Row {
    fn list(state: &State) -> Option<&ListState> {
        state.list()
    }

    fn list_mut(state: &mut State) -> Option<&mut ListState> {
        state.list_mut()
    }

    fn every(state: &mut State) -> Vec<&mut ListState> {
        state.lists.every().into()
    }

    fn ask(asked: RowsQuery) -> Effect {
        // Words are looked up in the search index, which may scan; everything else is a walk along an index.
        if asked.scope.words.trim().is_empty() {
            Effect::Read(Query::Rows(asked))
        } else {
            Effect::Ask(Question::Rows(asked))
        }
    }

    fn is_narrowed(scope: &Scope) -> bool {
        scope.kind.is_some() || !scope.words.is_empty()
    }

    fn is_in_flight(&self, in_flight: &BTreeMap<ItemNo, String>) -> bool {
        in_flight.contains_key(&self.item)
    }

    fn detail(state: &mut State) -> Vec<Effect> {
        let Some(item) = state.list().and_then(|list| list.selected) else {
            state.detail.shown = None;
            state.detail.open = false;
            return Vec::new();
        };
        vec![Effect::ReadWhenIdle(Query::Detail(item))]
    }
}

/// Asks for part of the list shown.
pub(super) fn read<R: Shown>(state: &mut State, follow: Option<R::Id>, from: From<R::Place>) -> Vec<Effect> {
    ask::<R>(state, follow, from, WINDOW_ROWS)
}

/// Asks for the rows of the first frame: no more than the window has lines. The rows that follow are read once the
/// selection comes near them.
pub(super) fn begin(state: &mut State) -> Vec<Effect> {
    let lines = Some(u32::from(state.screen.height)).filter(|lines| *lines > 0);
    let limit = lines.map_or(WINDOW_ROWS, |lines| lines.min(WINDOW_ROWS));
    ask::<Row>(state, None, From::Top, limit)
}

/// Asks for the rows on one side of the window, to be added to it.
pub(super) fn read_more<R: Shown>(state: &mut State, from: From<R::Place>) -> Vec<Effect> {
    ask::<R>(state, None, from, MORE_ROWS)
}

fn ask<R: Shown>(state: &mut State, follow: Option<R::Id>, from: From<R::Place>, limit: u32) -> Vec<Effect> {
    let Some(list) = R::list_mut(state) else {
        return Vec::new();
    };
    list.asked = true;
    vec![R::ask(RowsQuery {
        scope: list.scope.clone(),
        follow,
        from,
        limit,
    })]
}

/// Reads the list shown again, around the selection. `follow` names a row to select if the list holds it.
pub(super) fn reload<R: Shown>(state: &mut State, follow: Option<R::Id>) -> Vec<Effect> {
    let Some(list) = R::list(state) else {
        return Vec::new();
    };
    let from = list.last_place.clone().map_or(From::Top, From::Around);
    let follow = follow.or(list.selected);
    read::<R>(state, follow, from)
}

/// Reads the list shown from its top: the scope has changed.
pub(super) fn restart<R: Shown>(state: &mut State) -> Vec<Effect> {
    let Some(list) = R::list_mut(state) else {
        return Vec::new();
    };
    list.loaded = false;
    list.range_from = None;
    list.last_place = None;
    let follow = list.selected;
    read::<R>(state, follow, From::Top)
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
    effects.extend(events::refresh(state));
    match state.view {
        View::Week => effects.push(Effect::Ask(Question::Week(state.week.week))),
        View::Orchestra => {}
        View::Register(_) => effects.extend(reload::<RegisterRow>(state, follow.map(Record::Item))),
        View::Inbox | View::Waiting | View::Later | View::Done | View::Found => {
            effects.extend(reload::<Row>(state, follow));
        }
    }
    effects
}

/// A window has been answered.
pub(super) fn rows_loaded<R: Shown>(
    state: &mut State,
    asked: &RowsQuery<R>,
    window: Window<R>,
) -> Vec<Effect> {
    let height = usize::from(state.screen.rows.max(1));
    let shown_scope = R::list(state).map(|list| list.scope.clone());
    let Some(list) = list_of(state, asked) else {
        return Vec::new();
    };
    list.asked = false;
    if matches!(asked.from, From::After(_) | From::Before(_)) && asked.follow.is_none() {
        list.add(&asked.from, window, height);
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
    if whole && !R::is_narrowed(&list.scope) {
        // Marks on rows that have left the list would be acted on unseen.
        let rows = &list.window.rows;
        list.marks.retain(|id| rows.iter().any(|row| row.id() == *id));
    }
    if let Some(place) = selected.and_then(|id| list.row(id)).map(Listed::place) {
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
        state.detail.scroll = Scroll::default();
    }
    R::detail(state)
}

/// The list that asked, if it still shows what it asked for.
fn list_of<'a, R: Shown>(state: &'a mut State, asked: &RowsQuery<R>) -> Option<&'a mut ListState<R>> {
    R::every(state).into_iter().find(|list| list.scope == asked.scope)
}

/// The selection after a window was answered: the row asked for, else the one selected before, else the row that
/// now stands where it stood.
fn choose<R: Shown>(
    list: &ListState<R>,
    asked: &RowsQuery<R>,
    before: Option<R::Id>,
    in_flight: &BTreeMap<ItemNo, String>,
) -> Option<R::Id> {
    let rows = &list.window.rows;
    if asked.follow.is_none() {
        match asked.from {
            From::Top => return rows.first().map(Listed::id),
            From::Bottom => return rows.last().map(Listed::id),
            From::After(_) | From::Before(_) | From::Around(_) => {}
        }
    }
    let known = asked
        .follow
        .into_iter()
        .chain(before)
        .find_map(|id| rows.iter().find(|row| row.is(id)));
    if let Some(row) = known {
        return Some(row.id());
    }
    let free = || rows.iter().filter(|row| !row.is_in_flight(in_flight));
    let next = list
        .last_place
        .as_ref()
        .and_then(|place| free().find(|row| row.place() >= *place));
    next.or_else(|| {
        if list.last_place.is_some() {
            free().next_back()
        } else {
            free().next()
        }
    })
    .map(Listed::id)
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
    state.detail.scroll = Scroll::default();
    let mut effects = Vec::new();
    if let Some(list) = state.list()
        && let Some(index) = next
        && list.window.more_after
        && !list.asked
        && list.window.rows.len() - index <= super::super::list::EDGE_ROWS
    {
        effects.extend(reload::<Row>(state, None));
    }
    effects.extend(Row::detail(state));
    effects
}
