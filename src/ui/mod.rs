//! Draws a frame from the state, and says what a click is on.
//!
//! Drawing changes nothing and is bounded by the window: only what is visible is put into words.

pub mod canvas;
pub mod columns;
pub mod detail;
pub mod empty;
pub mod footer;
pub mod header;
pub mod hints;
pub mod layout;
pub mod list;
pub mod orchestra;
pub mod overlay;
pub mod page;
pub mod register;
pub mod text;
pub mod theme;
pub mod week;
pub mod when;
pub mod words;

#[cfg(test)]
mod tests;

use ratatui::Frame;
use ratatui::layout::{Position, Rect, Size};

use crate::app::{Hit, Scroll, State, View};
use canvas::Canvas;
use layout::{DetailPlace, OnTop, Regions, Wants};
use theme::Theme;

/// Draws a frame.
pub fn draw(frame: &mut Frame<'_>, state: &State, theme: &Theme) {
    draw_and_tell(frame, state, theme);
}

/// Draws a frame, and tells how far what scrolls is shown: what [`crate::app::Action::Drawn`] is told.
pub fn draw_and_tell(frame: &mut Frame<'_>, state: &State, theme: &Theme) -> Option<Scroll> {
    let area = frame.area();
    let regions = regions(state, area);
    let mut canvas = Canvas::new(frame.buffer_mut(), theme);
    header::draw(&mut canvas, regions.header, state);
    header::draw_splits(&mut canvas, regions.splits, state);
    draw_view(&mut canvas, &regions, state);
    overlay::morning::greet(&mut canvas, &regions, state);
    // What lies on top is what the keys scroll.
    canvas.scroll = canvas.scroll.filter(|_| state.overlay.is_none());
    let cursor = overlay::draw(&mut canvas, &regions, state);
    footer::draw(&mut canvas, &regions, state);
    let scroll = canvas.scroll;
    if let Some((x, y)) = cursor.filter(|(x, y)| area.contains(Position::new(*x, *y))) {
        frame.set_cursor_position((x, y));
    }
    scroll
}

/// The regions of a frame of the state.
fn regions(state: &State, area: Rect) -> Regions {
    let wants = Wants {
        splits: true,
        detail: has_detail(state),
        opened: state.detail.open && state.view.opens(),
        on_top: on_top(state),
    };
    layout::regions(area, wants)
}

/// What lies on top, as far as the layout goes.
fn on_top(state: &State) -> OnTop {
    match &state.overlay {
        None => OnTop::Nothing,
        Some(overlay) if overlay.is_choice() => OnTop::Choices,
        Some(_) => OnTop::Sheet,
    }
}

/// Whether there is something whose detail can be shown. A list that has not been read yet keeps its place.
fn has_detail(state: &State) -> bool {
    match (state.view, state.list()) {
        (View::Week, _) => false,
        (View::Orchestra, _) => !state.owners.is_empty(),
        (View::Register(register), _) => {
            let list = state.registers.of(register);
            !list.loaded || !list.window.rows.is_empty()
        }
        (_, list) => list.is_some_and(|list| !list.loaded || !list.window.rows.is_empty()),
    }
}

/// Rows of the list that fit a window: what [`crate::app::Action::Drawn`] is told.
#[must_use]
pub fn rows(state: &State, size: Size) -> u16 {
    let regions = regions(state, Rect::from((Position::ORIGIN, size)));
    match state.view {
        View::Orchestra => orchestra::rows_area(regions.list).height,
        View::Register(_) => register::rows_area(state, regions.list).height,
        View::Inbox | View::Waiting | View::Later | View::Done | View::Found | View::Week => {
            list::rows_area(state.view, regions.list).height
        }
    }
}

/// Cells of a row of the field typed into, where it takes several lines, else 0: what [`crate::app::Action::Drawn`] is
/// told.
#[must_use]
pub fn typing(state: &State, size: Size) -> u16 {
    overlay::typing(&regions(state, Rect::from((Position::ORIGIN, size))), state)
}

fn draw_view(canvas: &mut Canvas<'_>, regions: &Regions, state: &State) {
    let quiet = canvas.theme.quiet;
    match regions.place {
        DetailPlace::Right => canvas.bar(regions.divider, quiet),
        DetailPlace::Below => {
            let divider = regions.divider;
            canvas.rule(
                divider.x,
                divider.y,
                divider.width,
                canvas.theme.glyphs.rule,
                quiet,
            );
        }
        DetailPlace::Alone | DetailPlace::Hidden => {}
    }
    match (state.view, state.list()) {
        (View::Week, _) => week::draw(canvas, regions.list, state),
        (View::Orchestra, _) => {
            if state.owners.is_empty() {
                let key = state
                    .keymap
                    .keys_for(crate::keys::Mode::Orchestra, crate::keys::Intent::AddOwner)
                    .next();
                orchestra::draw_empty(canvas, regions.list, key.map(|keys| keys.short(false)).as_deref());
            } else {
                orchestra::draw(canvas, regions.list, state);
                orchestra::draw_card(canvas, regions.detail, regions.place, state);
            }
        }
        (View::Register(register), _) => {
            let list = state.registers.of(register);
            if list.window.rows.is_empty() {
                empty::draw_register(canvas, regions.list, state, list);
            } else {
                let (above, below) = register::draw(canvas, regions.list, state, list);
                more_rows(canvas, regions, above, below);
            }
            register::draw_page(canvas, regions.detail, regions.place, state);
        }
        (_, Some(list)) => {
            if list.window.rows.is_empty() {
                empty::draw(canvas, regions.list, state, list);
            } else {
                let (above, below) = list::draw(canvas, regions.list, state, list);
                more_rows(canvas, regions, above, below);
            }
            detail::draw(canvas, regions.detail, regions.place, state);
        }
        (_, None) => {}
    }
}

/// Signs on the line beside or below the list that it goes on.
fn more_rows(canvas: &mut Canvas<'_>, regions: &Regions, above: bool, below: bool) {
    let (list, divider) = (regions.list, regions.divider);
    let (x, last) = match regions.place {
        DetailPlace::Right => (divider.x, list.bottom().saturating_sub(1)),
        DetailPlace::Below => (list.right().saturating_sub(1), divider.y),
        DetailPlace::Hidden => (list.right().saturating_sub(1), list.bottom().saturating_sub(1)),
        DetailPlace::Alone => return,
    };
    let (glyphs, accent) = (canvas.theme.glyphs, canvas.theme.accent);
    if above && !list.is_empty() {
        canvas.put(x, list.y, 1, glyphs.above, accent);
    }
    if below && !list.is_empty() {
        canvas.put(x, last, 1, glyphs.below, accent);
    }
}

/// What a click at a cell of a window means; `None` where nothing answers to a click.
#[must_use]
pub fn hit(state: &State, theme: &Theme, size: Size, x: u16, y: u16) -> Option<Hit> {
    let regions = regions(state, Rect::from((Position::ORIGIN, size)));
    let at = Position::new(x, y);
    if state.overlay.is_some() {
        return overlay::hit(theme, &regions, state, x, y);
    }
    if regions.header.contains(at) {
        let views = header::views(theme, state, regions.header);
        return views
            .into_iter()
            .find(|tab| tab.columns.contains(&x))
            .map(|tab| Hit::View(tab.opens));
    }
    if regions.splits.contains(at) {
        let splits = header::splits(state, regions.splits);
        return splits
            .into_iter()
            .find(|tab| tab.columns.contains(&x))
            .map(|tab| tab.opens);
    }
    if regions.detail.contains(at) {
        return Some(Hit::Detail);
    }
    regions
        .list
        .contains(at)
        .then(|| hit_list(state, regions.list, y))
}

/// What a line of the list's region holds.
fn hit_list(state: &State, area: Rect, y: u16) -> Hit {
    match (state.view, state.list()) {
        (View::Week, _) => Hit::Week,
        (View::Orchestra, _) => {
            orchestra::at(state, area, y).map_or(Hit::List, |card| Hit::Owner(card.owner.number))
        }
        (View::Register(register), _) => register::at(state, state.registers.of(register), area, y)
            .map_or(Hit::List, |row| Hit::Record(row.record)),
        (view, Some(list)) => {
            let rows = list::rows_area(view, area);
            let index = y.checked_sub(rows.y).map(usize::from);
            let row = index.and_then(|index| list::visible(list, rows.height).get(index));
            row.map_or(Hit::List, |row| Hit::Row(row.item))
        }
        (_, None) => Hit::List,
    }
}
