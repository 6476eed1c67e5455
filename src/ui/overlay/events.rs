//! The events that clients are invited to, and who is invited to the one that is open.

use ratatui::layout::Size;

use super::sheet::{Line, Sheet, around};
use crate::app::State;
use crate::app::overlay::Events;
use crate::domain::ask::event::{Coming, EventFile, Invitation};
use crate::domain::say;
use crate::keys::Intent;
use crate::ui::text;
use crate::ui::theme::Theme;

/// Lines shown at once, at most.
const SHOWN: usize = 12;
/// From this width on, the place and the inviter have room.
const ROOMY: u16 = 60;

/// The events, or one of them.
#[must_use]
pub fn events<'a>(theme: &Theme, state: &State, shown: &'a Events, size: Size) -> Sheet<'a> {
    let room = usize::from(size.height).saturating_sub(1).clamp(1, SHOWN);
    let mut lines: Vec<Line<'a>> = Vec::new();
    for index in around(shown.at, shown.len(), room) {
        let selected = index == shown.at;
        let line = match shown.opened() {
            Some(file) => file
                .invited
                .get(index)
                .map(|one| invitation(theme, one, selected, size.width)),
            None => shown
                .all()
                .get(index)
                .map(|file| event(theme, state, file, selected, size.width)),
        };
        lines.extend(line.map(|line| line.choice(index, selected)));
    }
    if lines.is_empty() && shown.files.is_some() {
        lines.push(Line::words(nothing(state, shown), theme.quiet));
    }
    let (title, aside) = match shown.opened() {
        Some(file) => (file.event.introduced(), file.tally()),
        None => ("Events".to_owned(), String::new()),
    };
    Sheet {
        title,
        aside,
        lines,
        least: 1,
        ..Sheet::default()
    }
}

/// What to do where there is nothing yet.
fn nothing(state: &State, shown: &Events) -> String {
    let (intent, words, what) = match shown.open {
        Some(_) => (Intent::InviteClient, "Nobody is invited yet", "invites a client"),
        None => (Intent::AddEvent, "No event yet", "enters one"),
    };
    state
        .key_of(intent)
        .map_or_else(|| format!("{words}."), |key| format!("{words}. {key} {what}."))
}

/// `Tue 8 Dec  Open day, Rotterdam      2 invited, 1 coming`.
fn event<'a>(theme: &Theme, state: &State, file: &EventFile, selected: bool, width: u16) -> Line<'a> {
    let today = state.settings.calendar.local(state.now).date_naive();
    let style = match (selected, file.event.on < today) {
        (true, _) => theme.strong,
        (false, true) => theme.quiet,
        (false, false) => theme.plain,
    };
    let day = text::padded(&say::date(file.event.on, today), 11, theme.glyphs.cut);
    let mut parts = vec![(format!("{day} "), theme.quiet), (file.event.name.clone(), style)];
    if width >= ROOMY && !file.event.place.is_empty() {
        parts.push((format!("  {}", file.event.place), theme.quiet));
    }
    let line = Line::parts(parts);
    if width < 50 {
        return line.right(file.invited.len().to_string(), theme.quiet);
    }
    line.right(file.tally(), theme.quiet)
}

/// `Acme Pumps, Ines Weber     by Helena Brandt   coming`.
fn invitation<'a>(theme: &Theme, one: &Invitation, selected: bool, width: u16) -> Line<'a> {
    let style = if selected { theme.strong } else { theme.plain };
    let mut parts = vec![(one.client.clone(), style)];
    if let Some((_, person)) = &one.person {
        parts.push((format!(", {person}"), theme.quiet));
    }
    let tone = match one.state {
        Coming::Coming | Coming::Came => theme.new,
        Coming::Invited | Coming::Declined | Coming::StayedAway => theme.quiet,
    };
    let state = text::padded(one.state.words(), 11, "");
    let line = Line::parts(parts);
    if width < ROOMY {
        return line.right(state, tone);
    }
    let by = text::padded(&format!("by {}", one.inviter()), 20, theme.glyphs.cut);
    line.right(by, theme.quiet).right(format!("  {state}"), tone)
}
