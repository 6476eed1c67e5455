//! Going from view to view, opening and going back.

use super::super::effect::{Effect, Question};
use super::super::scroll::Scroll;
use super::super::state::{State, View};
use super::lists::{self, Shown};
use super::{call_queue, calls, orchestra, registers, say, writes};
use crate::domain::item::Kind;
use crate::domain::listing::Row;
use crate::domain::register::RegisterRow;
use crate::domain::week::Week;

/// The splits, in order.
const SPLITS: [Option<Kind>; 4] = [None, Some(Kind::Order), Some(Kind::Support), Some(Kind::FollowUp)];

/// Goes to a view. Its list is read again, around the row that was selected there.
pub(super) fn go(state: &mut State, view: View) -> Vec<Effect> {
    state.view = view;
    state.detail.open = false;
    state.detail.scroll = Scroll::default();
    // One owner's part is only shown when it is opened from Orchestra.
    state.lists.waiting.scope.owner = None;
    match view {
        View::Orchestra => vec![orchestra::read(state)],
        View::Week => {
            state.week.scroll = Scroll::default();
            vec![Effect::Ask(Question::Week(state.week.week))]
        }
        View::Register(_) => lists::reload::<RegisterRow>(state, None),
        View::Inbox | View::Waiting | View::Later | View::Done | View::Found => {
            lists::reload::<Row>(state, None)
        }
    }
}

/// Shows one split of the list, or all.
pub(super) fn show_split(state: &mut State, kind: Option<Kind>) -> Vec<Effect> {
    let Some(list) = state.list_mut().filter(|list| list.scope.kind != kind) else {
        return Vec::new();
    };
    list.scope.kind = kind;
    list.top = None;
    lists::restart::<Row>(state)
}

/// The next split, or the one before; round at the ends.
pub(super) fn split(state: &mut State, by: isize) -> Vec<Effect> {
    if state.register().is_some() {
        return registers::split(state, by);
    }
    let Some(list) = state.list() else {
        return Vec::new();
    };
    let at = SPLITS
        .iter()
        .position(|kind| *kind == list.scope.kind)
        .unwrap_or(0);
    let next = (at.cast_signed() + by)
        .rem_euclid(SPLITS.len().cast_signed())
        .unsigned_abs();
    show_split(state, SPLITS[next])
}

/// Opens the selected row, or the selected owner's open hand-offs.
pub(super) fn open(state: &mut State) -> Vec<Effect> {
    if state.view == View::Orchestra {
        let Some(owner) = state.owner_selected else {
            return say(state, "no owner is selected");
        };
        state.view = View::Waiting;
        state.lists.waiting.scope.owner = Some(owner);
        state.lists.waiting.scope.kind = None;
        state.lists.waiting.selected = None;
        return lists::restart::<Row>(state);
    }
    let list = state.list().is_some_and(|list| list.selected.is_some());
    let register = state.register().is_some_and(|list| list.selected.is_some());
    if !list && !register {
        return say(state, "no row is selected");
    }
    // The card of the one to call is open: what comes next is the call.
    if register && state.detail.open && call_queue::is_on_a_callback(state) {
        return calls::on_row(state);
    }
    state.detail.open = true;
    state.detail.scroll = Scroll::default();
    if register {
        RegisterRow::detail(state)
    } else {
        Row::detail(state)
    }
}

/// `Esc`: closes what is open, clears marks, then filter, then goes back to Inbox.
pub(super) fn back(state: &mut State) -> Vec<Effect> {
    match back_from(state) {
        Some(effects) => effects,
        None if state.view != View::Inbox => go(state, View::Inbox),
        None => match state.key_of(crate::keys::Intent::Leave) {
            Some(key) => say(state, format!("{key} quits")),
            None => Vec::new(),
        },
    }
}

/// `q`: as back; at the top, which every view of the header is, it quits.
pub(super) fn leave(state: &mut State) -> Vec<Effect> {
    match back_from(state) {
        Some(effects) => effects,
        None => writes::quit(state),
    }
}

/// One step back; `None` at the top: in a view of the header with nothing open, marked or filtered.
fn back_from(state: &mut State) -> Option<Vec<Effect>> {
    if state.detail.open {
        state.detail.open = false;
        state.detail.scroll = Scroll::default();
        return Some(Vec::new());
    }
    let view = state.view;
    if let Some(list) = state.register_mut()
        && !list.scope.words.is_empty()
    {
        list.scope.words.clear();
        return Some(lists::restart::<RegisterRow>(state));
    }
    if let Some(list) = state.list_mut() {
        if !list.marks.is_empty() {
            list.marks.clear();
            list.range_from = None;
            return Some(say(state, "marks cleared"));
        }
        list.range_from = None;
        if view != View::Found && !list.scope.words.is_empty() {
            list.scope.words.clear();
            return Some(lists::restart::<Row>(state));
        }
        if list.scope.owner.take().is_some() {
            return Some(go(state, View::Orchestra));
        }
    }
    match view {
        View::Found => {
            let to = state.back_to;
            Some(go(state, to))
        }
        View::Inbox
        | View::Waiting
        | View::Later
        | View::Done
        | View::Register(_)
        | View::Orchestra
        | View::Week => None,
    }
}

/// The running week.
pub(super) fn this_week(state: &State) -> Week {
    Week::of(state.now, &state.settings.calendar)
}
