//! Moving the selection. The window is moved along before the selection reaches its edge.

use super::super::effect::Effect;
use super::super::list::{EDGE_ROWS, Listed};
use super::super::overlay::{CallStep, Overlay};
use super::super::scroll::Scroll;
use super::super::state::{State, View};
use super::lists::{self, Shown};
use super::{accounts, events, orchestra};
use crate::domain::listing::{From, Row};
use crate::domain::register::RegisterRow;
use crate::keys::Intent;

/// How far a key moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Move {
    /// So many rows, up when negative.
    By(isize),
    /// To the first.
    Top,
    /// To the last.
    Bottom,
}

impl Move {
    /// The move an intent asks for on a screen of `rows` rows, if it asks for one.
    pub(super) fn of(intent: Intent, rows: u16) -> Option<Self> {
        let page = isize::try_from(rows).unwrap_or(1).max(1);
        let half = (page / 2).max(1);
        let moves = [
            (Intent::Down, Self::By(1)),
            (Intent::Up, Self::By(-1)),
            (Intent::Top, Self::Top),
            (Intent::Bottom, Self::Bottom),
            (Intent::HalfPageDown, Self::By(half)),
            (Intent::HalfPageUp, Self::By(-half)),
            (Intent::PageDown, Self::By(page)),
            (Intent::PageUp, Self::By(-page)),
        ];
        moves
            .into_iter()
            .find(|(known, _)| *known == intent)
            .map(|(_, step)| step)
    }

    /// Where the move ends, from `at` among `count` things.
    pub(super) fn end(self, at: usize, count: usize) -> usize {
        let last = count.saturating_sub(1);
        match self {
            Self::By(rows) => at.saturating_add_signed(rows).min(last),
            Self::Top => 0,
            Self::Bottom => last,
        }
    }

    /// Scrolls: no further than to where the last line is in sight, once a frame has told where that is.
    pub(super) fn scroll(self, scroll: &mut Scroll) {
        let lines = scroll.last.map_or(usize::MAX, |last| last.saturating_add(1));
        scroll.first = self.end(scroll.first, lines);
    }
}

/// Moves whatever the keys move now.
pub(super) fn moved(state: &mut State, step: Move) -> Vec<Effect> {
    if let Some(scroll) = state.overlay.as_mut().and_then(Overlay::scroll_mut) {
        step.scroll(scroll);
        return Vec::new();
    }
    match &mut state.overlay {
        Some(Overlay::Picker(picker)) => picker.at = step.end(picker.at, picker.found.len()),
        Some(Overlay::Palette(palette)) => palette.at = step.end(palette.at, palette.found.len()),
        Some(Overlay::Dial(dial)) => dial.at = step.end(dial.at, dial.numbers.len()),
        Some(Overlay::Next(next)) => {
            next.picking = next.picking.map(|at| step.end(at, next.up.people.len()));
        }
        Some(Overlay::Client(overlay)) => accounts::moved(overlay, step),
        Some(Overlay::Events(shown)) => events::moved(shown, step),
        Some(Overlay::Call(call)) => {
            if let CallStep::Who { names, at, .. } = &mut call.step {
                *at = match (*at, step) {
                    (None, Move::By(rows)) if rows > 0 && !names.is_empty() => Some(0),
                    (Some(0), Move::By(rows)) if rows < 0 => None,
                    (Some(now), step) => Some(step.end(now, names.len())),
                    (None, _) => None,
                };
            }
        }
        Some(Overlay::Search(_)) | None => return view_moved(state, step),
        Some(
            Overlay::Ask(_)
            | Overlay::Form(_)
            | Overlay::Add(_)
            | Overlay::Snooze(_)
            | Overlay::Welcome(_)
            | Overlay::Morning(_)
            | Overlay::Help(_),
        ) => {}
    }
    Vec::new()
}

fn view_moved(state: &mut State, step: Move) -> Vec<Effect> {
    match state.view {
        View::Orchestra => orchestra::moved(state, step),
        View::Week => {
            step.scroll(&mut state.week.scroll);
            Vec::new()
        }
        View::Register(_) if !state.detail.open => rows_moved::<RegisterRow>(state, step),
        View::Inbox | View::Waiting | View::Later | View::Done | View::Found | View::Register(_) => {
            if state.detail.open {
                scroll_detail(state, step)
            } else {
                rows_moved::<Row>(state, step)
            }
        }
    }
}

/// Scrolls the detail. Where its lines end is known only when it is drawn: see [`scrolled_to`].
pub(super) fn scroll_detail(state: &mut State, step: Move) -> Vec<Effect> {
    step.scroll(&mut state.detail.scroll);
    Vec::new()
}

/// A frame has shown what scrolls so far.
pub(super) fn scrolled_to(state: &mut State, shown: Scroll) {
    let scroll = match (&mut state.overlay, state.view) {
        (Some(overlay), _) => overlay.scroll_mut(),
        (None, View::Week) => Some(&mut state.week.scroll),
        (
            None,
            View::Inbox
            | View::Waiting
            | View::Later
            | View::Done
            | View::Found
            | View::Orchestra
            | View::Register(_),
        ) => Some(&mut state.detail.scroll),
    };
    if let Some(scroll) = scroll {
        scroll.shown(shown);
    }
}

/// Moves the selection of the list shown.
pub(super) fn rows_moved<R: Shown>(state: &mut State, step: Move) -> Vec<Effect> {
    let height = usize::from(state.screen.rows.max(1));
    let Some(list) = R::list_mut(state) else {
        return Vec::new();
    };
    match step {
        Move::Top if list.window.more_before => return lists::read::<R>(state, None, From::Top),
        Move::Bottom if list.window.more_after => return lists::read::<R>(state, None, From::Bottom),
        Move::Top | Move::Bottom | Move::By(_) => {}
    }
    let count = list.window.rows.len();
    if count == 0 {
        return Vec::new();
    }
    let at = list.selected.and_then(|id| list.position(id)).unwrap_or(0);
    let end = step.end(at, count);
    let id = list.window.rows[end].id();
    if list.selected == Some(id) {
        return Vec::new();
    }
    list.last_place = Some(list.window.rows[end].place());
    list.selected = Some(id);
    list.keep_in_view(height);
    let more = if list.asked {
        None
    } else if count - end <= EDGE_ROWS && list.window.more_after {
        Some(From::After(list.window.rows[count - 1].place()))
    } else if end < EDGE_ROWS && list.window.more_before {
        Some(From::Before(list.window.rows[0].place()))
    } else {
        None
    };
    state.detail.scroll = Scroll::default();
    let mut effects = Vec::new();
    if let Some(from) = more {
        effects.extend(lists::read_more::<R>(state, from));
    }
    effects.extend(R::detail(state));
    effects
}

/// Selects a row of the window.
pub(super) fn select<R: Shown>(state: &mut State, id: R::Id) -> Vec<Effect> {
    let Some((from, to)) = R::list(state).and_then(|list| {
        let to = list.position(id)?;
        Some((list.selected.and_then(|old| list.position(old)), to))
    }) else {
        return Vec::new();
    };
    let Some(from) = from else {
        if let Some(list) = R::list_mut(state) {
            list.selected = Some(id);
            list.last_place = list.window.rows.get(to).map(Listed::place);
        }
        return R::detail(state);
    };
    rows_moved::<R>(state, Move::By(to.cast_signed() - from.cast_signed()))
}
