//! One list on the screen: its scope, the rows at hand, the selection and the marks.
//!
//! A list is never held whole: the window is the visible rows and a margin. Selection and marks are numbers of items or
//! names of other records; where they stand is looked up in the window when it matters.

use std::collections::BTreeSet;
use std::fmt::Debug;

use crate::domain::ids::ItemNo;
use crate::domain::item::Kind;
use crate::domain::listing::{From, List, Place, Row, Scope, Window};
use crate::domain::register::{Record, RegisterPlace, RegisterRow, RegisterScope};

/// Rows in a window at first: the visible ones and a margin.
pub const WINDOW_ROWS: u32 = 100;
/// Rows read at once when the selection comes near an edge. A window keeps no more than twice its rows.
pub const MORE_ROWS: u32 = 75;
/// A selection nearer than this to an edge that goes on has the window moved.
pub const EDGE_ROWS: usize = 25;

/// A row that a list on the screen can hold.
pub trait Listed: Clone {
    /// What a row is known by while rows move.
    type Id: Copy + Ord + Debug;
    /// Where a row stands in its list.
    type Place: Clone + Ord + Debug;
    /// What a list shows.
    type Scope: Clone + Eq + Debug;

    /// What it is known by.
    fn id(&self) -> Self::Id;

    /// Where it stands in the list it was read for.
    fn place(&self) -> Self::Place;

    /// Whether it is the row that somebody knows by that.
    fn is(&self, id: Self::Id) -> bool {
        self.id() == id
    }
}

impl Listed for Row {
    type Id = ItemNo;
    type Place = Place;
    type Scope = Scope;

    fn id(&self) -> ItemNo {
        self.item
    }

    fn place(&self) -> Place {
        self.place
    }
}

impl Listed for RegisterRow {
    type Id = Record;
    type Place = RegisterPlace;
    type Scope = RegisterScope;

    fn id(&self) -> Record {
        self.record
    }

    fn place(&self) -> RegisterPlace {
        self.place.clone()
    }

    /// A row is also known by the item it stands on.
    fn is(&self, id: Record) -> bool {
        self.record == id || self.item.is_some_and(|item| id == Record::Item(item))
    }
}

/// One list on the screen: of items, if nothing else is said.
#[derive(Debug, Clone, PartialEq)]
pub struct ListState<R: Listed = Row> {
    /// What it shows.
    pub scope: R::Scope,
    /// The rows at hand, in list order.
    pub window: Window<R>,
    /// Whether the window answers the scope; `false` until the first answer, and while words are being looked up.
    pub loaded: bool,
    /// The selected row.
    pub selected: Option<R::Id>,
    /// The first row on the screen; see [`ListState::first_visible`].
    pub top: Option<R::Id>,
    /// The marked rows. They may lie outside the window.
    pub marks: BTreeSet<R::Id>,
    /// Where a range of marks was begun.
    pub range_from: Option<R::Id>,
    /// Where the selection last stood in the list's order, so that a row that is gone hands on to the next one.
    pub(super) last_place: Option<R::Place>,
    /// The window has been asked for and not answered yet.
    pub(super) asked: bool,
}

impl ListState<Row> {
    /// An empty list that has not been read.
    #[must_use]
    pub const fn new(list: Option<List>) -> Self {
        Self::of(Scope {
            list,
            kind: None,
            owner: None,
            words: String::new(),
        })
    }

    /// The split shown: one kind, or all.
    #[must_use]
    pub const fn split(&self) -> Option<Kind> {
        self.scope.kind
    }
}

impl<R: Listed> ListState<R> {
    /// A list that has not been read.
    #[must_use]
    pub const fn of(scope: R::Scope) -> Self {
        Self {
            scope,
            window: Window {
                rows: Vec::new(),
                more_before: false,
                more_after: false,
            },
            loaded: false,
            selected: None,
            top: None,
            marks: BTreeSet::new(),
            range_from: None,
            last_place: None,
            asked: false,
        }
    }

    /// Where a row stands in the window.
    #[must_use]
    pub fn position(&self, id: R::Id) -> Option<usize> {
        self.window.rows.iter().position(|row| row.id() == id)
    }

    /// A row of the window.
    #[must_use]
    pub fn row(&self, id: R::Id) -> Option<&R> {
        self.window.rows.iter().find(|row| row.id() == id)
    }

    /// The selected row, if the window holds it.
    #[must_use]
    pub fn selected_row(&self) -> Option<&R> {
        self.selected.and_then(|id| self.row(id))
    }

    /// The position in the window of the first row to draw when `height` rows fit: the one that was first before,
    /// moved no further than it takes to show the selection, and never leaving room below that rows could fill.
    #[must_use]
    pub fn first_visible(&self, height: usize) -> usize {
        let height = height.max(1);
        let count = self.window.rows.len();
        let kept = self.top.and_then(|id| self.position(id));
        let selected = self.selected.and_then(|id| self.position(id));
        let first = match (kept, selected) {
            (Some(kept), Some(at)) if at < kept => at,
            (Some(kept), Some(at)) => kept.max((at + 1).saturating_sub(height)),
            (Some(kept), None) => kept,
            (None, Some(at)) if at < height && !self.window.more_before => 0,
            (None, Some(at)) => at.saturating_sub(height / 2),
            (None, None) => 0,
        };
        first.min(count.saturating_sub(height))
    }

    /// Adds rows read on one side of the window, and lets go of as many on the other side, but never of what is on
    /// the screen. Rows that belong to another window by now are passed over.
    pub(super) fn add(&mut self, from: &From<R::Place>, more: Window<R>, height: usize) {
        let at = self.selected.and_then(|id| self.position(id)).unwrap_or(0);
        let rows = &mut self.window.rows;
        let fresh: Vec<R> = more
            .rows
            .into_iter()
            .filter(|row| rows.iter().all(|known| known.id() != row.id()))
            .collect();
        let spare = (rows.len() + fresh.len()).saturating_sub(WINDOW_ROWS as usize * 2);
        match from {
            From::After(place) if rows.last().is_some_and(|row| row.place() == *place) => {
                let gone = spare.min(at.saturating_sub(height));
                rows.drain(..gone);
                rows.extend(fresh);
                self.window.more_before |= gone > 0;
                self.window.more_after = more.more_after;
            }
            From::Before(place) if rows.first().is_some_and(|row| row.place() == *place) => {
                let gone = spare.min((rows.len() - at).saturating_sub(height + 1));
                rows.truncate(rows.len() - gone);
                rows.splice(0..0, fresh);
                self.window.more_after |= gone > 0;
                self.window.more_before = more.more_before;
            }
            From::Top | From::Bottom | From::After(_) | From::Before(_) | From::Around(_) => {}
        }
    }

    /// Keeps the selection on a screen of `height` rows, moving the rows as little as possible.
    pub(super) fn keep_in_view(&mut self, height: usize) {
        let first = self.first_visible(height);
        self.top = self.window.rows.get(first).map(Listed::id);
    }
}
