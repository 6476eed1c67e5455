//! Orchestra: the owners with what each has at hand, and the card of the selected one.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::canvas::Canvas;
use super::layout::DetailPlace;
use super::page::Page;
use super::words::{count, several};
use super::{text, when};
use crate::app::{OwnerCard, State};
use crate::domain::ask::budget::Budget;
use crate::domain::item::Kind;
use crate::domain::owner::{Owner, Part};
use crate::domain::say;

/// A column of figures: its heading, its cells, and the width of table from which it is shown.
struct Figure {
    heading: &'static str,
    cells: u16,
    from: u16,
    says: fn(&OwnerCard) -> String,
    late: bool,
}

const FIGURES: [Figure; 5] = [
    Figure {
        heading: "open",
        cells: 6,
        from: 24,
        says: |card| card.load.open.to_string(),
        late: false,
    },
    Figure {
        heading: "late",
        cells: 6,
        from: 40,
        says: |card| some(card.load.overdue),
        late: true,
    },
    Figure {
        heading: "untold",
        cells: 8,
        from: 48,
        says: |card| some(card.load.untold),
        late: false,
    },
    Figure {
        heading: "to done",
        cells: 9,
        from: 56,
        says: |card| {
            card.load
                .median_seconds_to_done
                .map_or_else(String::new, when::seconds)
        },
        late: false,
    },
    Figure {
        heading: ASKS,
        cells: 8,
        from: 64,
        says: |card| match (card.owner.part.is_asked(), card.owner.asks_a_month) {
            (false, _) => String::new(),
            (true, Some(of)) => format!("{} of {of}", card.load.asks),
            (true, None) => card.load.asks.to_string(),
        },
        late: false,
    },
];

/// The heading of the asks of this month, which stand only where somebody can be asked.
const ASKS: &str = "asks";

/// A figure; none is not worth a zero.
fn some(number: u32) -> String {
    if number == 0 {
        String::new()
    } else {
        number.to_string()
    }
}

/// Where the owners stand: below the headings, where there is room for those.
#[must_use]
pub fn rows_area(area: Rect) -> Rect {
    let heading = u16::from(area.height >= 4);
    Rect::new(area.x, area.y + heading, area.width, area.height - heading)
}

/// The owners that are visible: around the selected one.
#[must_use]
pub fn visible(state: &State, height: u16) -> &[OwnerCard] {
    let at = state
        .owner_selected
        .and_then(|number| state.owners.iter().position(|card| card.owner.number == number))
        .unwrap_or(0);
    let room = usize::from(height);
    let first = if at < room { 0 } else { at + 1 - room };
    let last = first.saturating_add(room).min(state.owners.len());
    state.owners.get(first..last).unwrap_or_default()
}

/// Where the parts of the table stand.
struct Places {
    /// Cells of the name.
    name: u16,
    figures: Vec<&'static Figure>,
    /// Until when an owner is away, and the role: first cell and cells of each. Without room for the first, the name
    /// says that the owner is away.
    away: Option<(u16, u16)>,
    plays: (u16, u16),
}

/// Cells of a name beside a role, and of the moment until which an owner is away.
const NAME: u16 = 24;
const AWAY: u16 = 10;
/// A table with at least so many cells beside the figures has a column for who is away.
const ROOMY: u16 = 40;

fn places(area: Rect, state: &State) -> Places {
    let asked = state.owners.iter().any(|card| card.owner.part.is_asked());
    let figures: Vec<&Figure> = FIGURES
        .iter()
        .filter(|figure| figure.from <= area.width && (asked || figure.heading != ASKS))
        .collect();
    let taken: u16 = figures.iter().map(|figure| figure.cells).sum();
    let left = area.width.saturating_sub(4 + taken);
    let away = left >= ROOMY;
    let name = match left {
        ROOMY.. => (left / 2 - AWAY / 2 - 1).min(NAME),
        30.. => (left / 2).min(NAME),
        _ => left,
    };
    let mut at = area.x + 4 + name + taken + 3;
    let away = away.then(|| {
        let column = (at, AWAY);
        at += AWAY + 2;
        column
    });
    Places {
        name,
        figures,
        away,
        plays: (at, area.right().saturating_sub(at)),
    }
}

/// Draws the table of owners.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect, state: &State) {
    if area.is_empty() {
        return;
    }
    let rows = rows_area(area);
    let places = places(area, state);
    if rows.y > area.y {
        let (y, quiet) = (area.y, canvas.theme.quiet);
        canvas.column(area.x + 4, y, places.name, "owner", quiet);
        let mut right = area.x + 4 + places.name;
        for figure in &places.figures {
            right += figure.cells;
            canvas.right(right, y, figure.cells, figure.heading, quiet);
        }
        if let Some((x, cells)) = places.away {
            canvas.column(x, y, cells, "away until", quiet);
        }
        canvas.column(places.plays.0, y, places.plays.1, "plays", quiet);
    }
    for (card, y) in visible(state, rows.height).iter().zip(rows.top()..rows.bottom()) {
        draw_owner(canvas, area, y, card, &places, state);
    }
}

fn draw_owner(canvas: &mut Canvas<'_>, area: Rect, y: u16, card: &OwnerCard, places: &Places, state: &State) {
    let theme = canvas.theme;
    let owner = &card.owner;
    let selected = state.owner_selected == Some(owner.number);
    if selected {
        canvas.put(area.x, y, 1, theme.glyphs.selected, theme.accent);
    }
    if let Some(seat) = owner.seat {
        canvas.put(area.x + 2, y, 1, &seat.to_string(), theme.accent);
    }
    let style = if selected { theme.strong } else { theme.plain };
    let until = owner.away_until.filter(|_| owner.is_away(state.now));
    let (x, mut room) = (area.x + 4, places.name);
    if until.is_some() && places.away.is_none() {
        // The name is cut before the word that this owner answers nobody now.
        let word = ", away";
        let cells = u16::try_from(word.len()).unwrap_or(0);
        room = room.saturating_sub(cells + 1);
        let at = canvas.column(x, y, room, &owner.name, style);
        canvas.put(at, y, cells.min(places.name), word, theme.strong);
    } else {
        canvas.column(x, y, room, &owner.name, style);
    }
    let mut right = area.x + 4 + places.name;
    for figure in &places.figures {
        right += figure.cells;
        let style = if figure.late { theme.late } else { theme.plain };
        canvas.right(right, y, figure.cells, &(figure.says)(card), style);
    }
    if let (Some((x, cells)), Some(until)) = (places.away, until) {
        canvas.column(x, y, cells, &when::clock(until, state).0, theme.strong);
    }
    let (x, cells) = places.plays;
    canvas.column(x, y, cells, &owner.role, theme.quiet);
}

/// Draws the card of the selected owner.
pub fn draw_card(canvas: &mut Canvas<'_>, area: Rect, place: DetailPlace, state: &State) {
    let margin = u16::from(place != DetailPlace::Right).min(area.width);
    let area = Rect {
        x: area.x + margin,
        width: area.width.saturating_sub(margin + 1),
        ..area
    };
    let Some(card) = state.selected_owner().filter(|_| !area.is_empty()) else {
        return;
    };
    let theme = canvas.theme;
    let owner = &card.owner;
    let mut page = Page::new(theme, area, 0);
    let mut head = vec![
        (owner.name.clone(), theme.strong),
        (format!(" @{}", owner.handle), theme.quiet),
    ];
    if !owner.role.is_empty() {
        head.push((format!(" {} {}", theme.glyphs.dot, owner.role), theme.plain));
    }
    page.line(head);
    page.text(&at_hand(card), theme.plain, 3);
    if card.load.untold > 0 {
        let key = state
            .keymap
            .keys_for(crate::keys::Mode::Orchestra, crate::keys::Intent::CopyUntold)
            .next();
        let how = key.map_or_else(String::new, |keys| {
            format!(": {} copies their briefs as one message", keys.short(false))
        });
        page.text(
            &format!("{} of them untold{how}", count(card.load.untold.into())),
            theme.strong,
            2,
        );
    }
    page.gap();
    for (label, words) in facts(owner, state).into_iter().chain(asked(card, state)) {
        page.hanging(&text::padded(label, 13, ""), &words, theme.plain, 3);
    }
    page.draw(canvas, area, 0);
}

/// How long an owner has to answer: the card's own hours, else the config's.
fn hours(owner: &Owner, state: &State) -> String {
    match owner.hours {
        0 => several(state.settings.owner_hours.into(), "working hour", "working hours"),
        own => several(own.into(), "working hour", "working hours"),
    }
}

/// The lines of a card that say something.
fn facts(owner: &Owner, state: &State) -> Vec<(&'static str, String)> {
    let named = |number: Option<crate::domain::ids::OwnerNo>| {
        number
            .and_then(|number| state.owner(number))
            .map(|card| card.owner.name.clone())
    };
    let kinds: Vec<&str> = owner.kinds.iter().map(|kind| kind_words(*kind)).collect();
    let mut facts = vec![
        (
            "seat",
            owner
                .seat
                .map_or_else(|| "none".to_owned(), |seat| seat.to_string()),
        ),
        (
            "takes",
            if kinds.is_empty() {
                "nothing by default".to_owned()
            } else {
                kinds.join(", ")
            },
        ),
        ("answers in", hours(owner, state)),
    ];
    if !owner.address.is_empty() {
        facts.push(("reached at", owner.address.clone()));
    }
    if let Some(until) = owner.away_until.filter(|_| owner.is_away(state.now)) {
        facts.push(("away until", when::moment(until, state)));
    }
    facts.extend(named(owner.stand_in).map(|name| ("stand-in", name)));
    facts.extend(named(owner.escalate_to).map(|name| ("escalate to", name)));
    facts
}

/// What an executive or marketing was asked this month, and whom an executive listened to of late.
fn asked(card: &OwnerCard, state: &State) -> Vec<(&'static str, String)> {
    let owner = &card.owner;
    if !owner.part.is_asked() {
        return Vec::new();
    }
    let mut facts = vec![("part", owner.part.as_str().to_owned())];
    let budget = Budget::of(owner, &card.load);
    facts.push((
        "asked",
        budget.warning(&owner.name).unwrap_or_else(|| budget.words()),
    ));
    if owner.part == Part::Executive
        && let Some(ear) = &state.ear
    {
        let heard: Vec<&str> = ear
            .heard
            .iter()
            .filter(|heard| heard.owner == owner.number)
            .map(|heard| heard.client.as_str())
            .collect();
        let today = state.settings.calendar.local(state.now).date_naive();
        let since = format!("since {}", say::date(ear.since, today));
        let words = match heard.as_slice() {
            [] => format!("no account {since}"),
            some => format!(
                "{} {since}: {}",
                several(u64::try_from(some.len()).unwrap_or(0), "account", "accounts"),
                some.join(", ")
            ),
        };
        facts.push(("listened to", words));
    }
    facts
}

const fn kind_words(kind: Kind) -> &'static str {
    match kind {
        Kind::Order => "orders",
        Kind::Support => "support calls",
        Kind::FollowUp => "follow-ups",
    }
}

/// What the owner has at hand, in a sentence.
fn at_hand(card: &OwnerCard) -> String {
    let load = &card.load;
    let open = match load.open {
        0 => "Nothing at hand".to_owned(),
        number => format!("{} at hand", count(number.into())),
    };
    let late = match load.overdue {
        0 => String::new(),
        number => format!(", {} of them late", count(number.into())),
    };
    let median = load.median_seconds_to_done.map_or_else(
        || "; none done yet".to_owned(),
        |seconds| format!("; half are done within {}", when::seconds(seconds)),
    );
    format!("{open}{late}{median}")
}

/// The owner at a height of the table, for the mouse.
#[must_use]
pub fn at(state: &State, area: Rect, y: u16) -> Option<&OwnerCard> {
    let rows = rows_area(area);
    let index = usize::from(y.checked_sub(rows.y)?);
    visible(state, rows.height).get(index)
}

/// The words of an Orchestra without owners.
pub fn draw_empty(canvas: &mut Canvas<'_>, area: Rect, key: Option<&str>) {
    let plain: Style = canvas.theme.plain;
    let words = key.map_or_else(
        || "No owners yet.".to_owned(),
        |key| format!("No owners yet. {key} adds the first: whoever takes orders, or support."),
    );
    let inset = 2.min(area.width);
    let area = Rect {
        x: area.x + inset,
        width: (area.width - inset).saturating_sub(1),
        ..area
    };
    let mut page = Page::new(canvas.theme, area, 0);
    page.text(&words, plain, 4);
    page.draw(canvas, area, 0);
}
