//! What lies on top of a view: one plain panel over the bottom of the list, as tall as what it says.

pub mod call;
pub mod choose;
pub mod client;
pub mod events;
pub mod form;
pub mod help;
pub mod morning;
pub mod next;
pub mod pick;
pub mod sheet;
pub mod welcome;

use ratatui::layout::{Rect, Size};

use super::canvas::Canvas;
use super::layout::{self, Regions};
use super::theme::Theme;
use crate::app::overlay::{CallStep, ClientOverlay};
use crate::app::{Hit, Overlay, State};
use crate::keys::Intent;
use sheet::Sheet;

/// The overlay as a sheet for so many lines; help and the welcome take more.
fn sheet<'a>(theme: &Theme, state: &State, overlay: &'a Overlay, size: Size) -> Option<Sheet<'a>> {
    Some(match overlay {
        Overlay::Ask(ask) => choose::ask(theme, state, ask, size.width),
        Overlay::Form(one) => form::form(theme, one, size),
        Overlay::Picker(picker) => pick::owners(theme, state, picker, size),
        Overlay::Call(one) => call::call(theme, state, one, size),
        Overlay::Client(ClientOverlay::People(one)) => client::people(theme, one, size),
        Overlay::Client(ClientOverlay::Pick(one)) => client::pick(theme, one, size),
        Overlay::Events(shown) => events::events(theme, state, shown, size),
        Overlay::Add(add) => form::add(theme, add, size, state.key_of(Intent::NextField)),
        Overlay::Snooze(snooze) => choose::snooze(theme, state, snooze, size),
        Overlay::Next(one) => next::next(theme, state, one, size),
        Overlay::Dial(one) => next::dial(theme, one, size),
        Overlay::Search(search) => form::search(theme, search, state.register().is_some()),
        Overlay::Palette(palette) => pick::palette(theme, palette, size),
        Overlay::Welcome(_)
        | Overlay::Help(_)
        | Overlay::Morning(_)
        | Overlay::Client(ClientOverlay::Card(_)) => return None,
    })
}

/// Draws the overlay. Returns where the cursor stands, if text is typed.
pub fn draw(canvas: &mut Canvas<'_>, regions: &Regions, state: &State) -> Option<(u16, u16)> {
    let overlay = state.overlay.as_ref()?;
    if let Overlay::Help(one) = overlay {
        help::draw(canvas, layout::body(regions), one);
        return None;
    }
    if let Overlay::Client(ClientOverlay::Card(one)) = overlay {
        client::card(canvas, layout::body(regions), one);
        return None;
    }
    if let Overlay::Morning(one) = overlay {
        morning::over(canvas, layout::body(regions), one, &state.settings.calendar);
        return None;
    }
    let (sheet, area) = placed(canvas.theme, regions, state, overlay)?;
    sheet.draw(canvas, area)
}

/// The sheet with its area.
fn placed<'a>(
    theme: &Theme,
    regions: &Regions,
    state: &State,
    overlay: &'a Overlay,
) -> Option<(Sheet<'a>, Rect)> {
    // Before the first owner there is nothing below that is worth seeing.
    if let Overlay::Welcome(one) = overlay {
        let body = layout::body(regions);
        return Some((welcome::welcome(theme, state, one, body.as_size()), body));
    }
    let room = layout::panel(regions, u16::MAX).as_size();
    let sheet = sheet(theme, state, overlay, room)?;
    let area = layout::panel(regions, sheet.wanted());
    Some((sheet, area))
}

/// Cells of a row of the field typed into, where it takes several lines; else 0.
#[must_use]
pub fn typing(regions: &Regions, state: &State) -> u16 {
    let form = match &state.overlay {
        Some(Overlay::Form(form)) => form,
        Some(Overlay::Call(one)) => match &one.step {
            CallStep::Rest { form, .. } => form,
            CallStep::Who { .. } | CallStep::Outcome { .. } => return 0,
        },
        Some(_) | None => return 0,
    };
    let prose = form
        .fields
        .get(form.focus)
        .is_some_and(|field| field.reads.is_prose());
    let width = layout::panel(regions, u16::MAX).width;
    let room = if prose { form::prose_room(form, width) } else { 0 };
    u16::try_from(room).unwrap_or(u16::MAX)
}

/// What a click at a place of the overlay means; `None` outside it.
#[must_use]
pub fn hit(theme: &Theme, regions: &Regions, state: &State, x: u16, y: u16) -> Option<Hit> {
    let overlay = state.overlay.as_ref()?;
    if matches!(
        overlay,
        Overlay::Help(_) | Overlay::Morning(_) | Overlay::Client(ClientOverlay::Card(_))
    ) {
        return layout::body(regions)
            .contains((x, y).into())
            .then_some(Hit::Overlay);
    }
    let (sheet, area) = placed(theme, regions, state, overlay)?;
    let inside = area.contains((x, y).into());
    inside.then(|| sheet.line_at(area, y).map_or(Hit::Overlay, Hit::Line))
}
