//! Lists that typing narrows: owners to pick from, and the palette of every action.

use ratatui::layout::Size;

use super::sheet::{Line, Sheet, around, words_room};
use crate::app::overlay::{Palette, PickFor, Picker};
use crate::app::{OwnerCard, State};
use crate::domain::ask::budget::Budget;
use crate::ui::text;
use crate::ui::theme::Theme;
use crate::ui::when;

/// Matches shown at once, at most.
const SHOWN: usize = 12;

/// The owners that match, each with what is at hand.
#[must_use]
pub fn owners<'a>(theme: &Theme, state: &State, picker: &'a Picker, size: Size) -> Sheet<'a> {
    let mut lines =
        vec![Line::words("> ", theme.accent).typed(&picker.input, true, "type a name, a role or a seat")];
    let shown = usize::from(size.height).saturating_sub(2).clamp(1, SHOWN);
    for index in around(picker.at, picker.found.len(), shown) {
        let card = picker.found.get(index).and_then(|number| state.owner(*number));
        if let Some(card) = card {
            let line = match picker.wanted {
                PickFor::Ask { .. } => asked(theme, state, card, size.width),
                PickFor::HandOff(_) | PickFor::Listen { .. } => owner(theme, state, card, size.width),
            };
            lines.push(line.choice(index, index == picker.at));
        }
    }
    if picker.found.is_empty() {
        lines.push(Line::words(nobody(state), theme.quiet));
    }
    let all = state
        .owners
        .iter()
        .filter(|card| picker.wanted.takes(&card.owner))
        .count();
    let mut below = 0;
    if let PickFor::Ask {
        facts: Some(facts), ..
    } = &picker.wanted
    {
        let room = words_room(size.width);
        for line in text::wrap(&facts.ear, room, 2, theme.glyphs.cut) {
            lines.push(Line::words(line, theme.quiet));
            below += 1;
        }
    }
    Sheet {
        title: picker.title.clone(),
        aside: matches(picker.found.len(), all),
        lines,
        least: all.min(shown) + 1 + below,
        ..Sheet::default()
    }
}

const fn nobody(state: &State) -> &'static str {
    if state.owners.is_empty() {
        "No owners yet: add them in Orchestra"
    } else {
        "Nobody by that name"
    }
}

/// Name, role or until when they are away, and the asks of this month against the budget.
fn asked<'a>(theme: &Theme, state: &State, card: &OwnerCard, width: u16) -> Line<'a> {
    let owner = &card.owner;
    let budget = Budget::of(owner, &card.load);
    let name = text::padded(&owner.name, 20, theme.glyphs.cut);
    let mut parts = vec![(name, theme.strong)];
    match owner.away_until.filter(|_| owner.is_away(state.now)) {
        Some(until) => parts.push((
            format!("  away until {}", when::clock(until, state).0),
            theme.strong,
        )),
        None if width >= 60 => {
            let role = if owner.role.is_empty() {
                owner.part.as_str()
            } else {
                &owner.role
            };
            parts.push((
                format!("  {}", text::padded(role, 20, theme.glyphs.cut)),
                theme.quiet,
            ));
        }
        None => {}
    }
    let style = if budget.is_spent() {
        theme.late
    } else {
        theme.plain
    };
    let words = if width < 50 {
        budget.of.map_or_else(
            || budget.asked.to_string(),
            |of| format!("{} of {of}", budget.asked),
        )
    } else {
        budget.words()
    };
    Line::parts(parts).right(words, style)
}

/// Seat, name, role or until when the owner is away; open and overdue hand-offs and the median time to done. A narrow
/// panel leaves out the role, then everything but what is open.
fn owner<'a>(theme: &Theme, state: &State, card: &OwnerCard, width: u16) -> Line<'a> {
    let (owner, load) = (&card.owner, &card.load);
    let seat = owner.seat.map_or_else(|| " ".to_owned(), |seat| seat.to_string());
    let name = text::padded(&owner.name, 16, theme.glyphs.cut);
    let mut parts = vec![(format!("{seat}  "), theme.accent), (name, theme.strong)];
    match owner.away_until.filter(|_| owner.is_away(state.now)) {
        Some(until) => parts.push((
            format!("  away until {}", when::clock(until, state).0),
            theme.strong,
        )),
        None if width >= 72 => {
            let role = text::padded(&owner.role, 20, theme.glyphs.cut);
            parts.push((format!("  {role}"), theme.quiet));
        }
        None => {}
    }
    let line = Line::parts(parts).right(format!("{:>3} open", load.open), theme.plain);
    if width < 50 {
        return line;
    }
    let median = load
        .median_seconds_to_done
        .map_or_else(|| "-".to_owned(), when::seconds);
    let late = if load.overdue > 0 {
        format!("{} late", load.overdue)
    } else {
        String::new()
    };
    line.right(format!("{late:>9}"), theme.late)
        .right(format!("{median:>8}"), theme.quiet)
}

/// `3 of 12`.
fn matches(found: usize, all: usize) -> String {
    if found == all {
        format!("{all}")
    } else {
        format!("{found} of {all}")
    }
}

/// Every action with its keys.
#[must_use]
pub fn palette<'a>(theme: &Theme, palette: &'a Palette, size: Size) -> Sheet<'a> {
    let mut lines =
        vec![Line::words("> ", theme.accent).typed(&palette.input, true, "type what you want to do")];
    let shown = usize::from(size.height).saturating_sub(2).clamp(1, SHOWN);
    for index in around(palette.at, palette.found.len(), shown) {
        let entry = palette.found.get(index).and_then(|at| palette.entries.get(*at));
        if let Some(entry) = entry {
            let selected = index == palette.at;
            let style = if selected { theme.strong } else { theme.plain };
            lines.push(
                Line::words(entry.words.clone(), style)
                    .right(entry.keys.clone(), theme.accent)
                    .choice(index, selected),
            );
        }
    }
    if palette.found.is_empty() {
        lines.push(Line::words("No action by that name", theme.quiet));
    }
    Sheet {
        title: "Every action".to_owned(),
        aside: matches(palette.found.len(), palette.entries.len()),
        lines,
        least: palette.entries.len().min(shown) + 1,
        ..Sheet::default()
    }
}
