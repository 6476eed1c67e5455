//! The first start: where the store is, the first owners, or the demo.

use ratatui::layout::Size;

use super::sheet::{Line, Sheet, words_room};
use super::{choose, form};
use crate::app::State;
use crate::app::overlay::Welcome;
use crate::keys::Intent;
use crate::ui::text;
use crate::ui::theme::Theme;

/// What it is for.
const WHAT: &str = "Orders, support calls and follow-ups come in; one key hands each to the person whose work it is. \
                    You conduct, you do not play.";
/// Lines of words longer than this are hard to read.
const READABLE: usize = 66;

/// The first start.
#[must_use]
pub fn welcome<'a>(theme: &Theme, state: &State, welcome: &'a Welcome, size: Size) -> Sheet<'a> {
    if let Some(card) = &welcome.form {
        let mut lines = entered(theme, welcome);
        let fields = form::fields(theme, card, size, None);
        lines.extend(fields.lines);
        lines.extend(fields.verdict);
        return Sheet {
            title: card.title.clone(),
            aside: "Enter keeps the card; Enter on an empty card saves them".to_owned(),
            lines,
            verdict: fields.said,
            ..Sheet::default()
        };
    }
    let names = entered(theme, welcome);
    let choices = choose::choices(theme, state, &welcome.choices, size.width, Intent::words);
    let room = usize::from(size.height.saturating_sub(1)).saturating_sub(names.len() + choices.len());
    let mut lines = words(theme, welcome, size.width, room);
    lines.extend(names);
    lines.extend(choices);
    Sheet {
        title: "Welcome to downbeat".to_owned(),
        lines,
        scroll: Some(welcome.scroll),
        ..Sheet::default()
    }
}

/// What downbeat is and where the work is kept, as much of it as there is room for: the choices come first.
fn words<'a>(theme: &Theme, welcome: &Welcome, width: u16, room: usize) -> Vec<Line<'a>> {
    let cells = words_room(width).min(READABLE);
    let broken = |words: &str, style| {
        text::wrap(words, cells, usize::MAX, "")
            .into_iter()
            .map(move |line| Line::words(line, style))
    };
    let mut place = Vec::new();
    let kept = "Your work is kept in ";
    if text::width(kept) + text::width(&welcome.place) <= words_room(width) {
        let parts = [
            (kept.to_owned(), theme.plain),
            (welcome.place.clone(), theme.strong),
        ];
        place.push(Line::parts(parts));
    } else {
        place.push(Line::words(kept, theme.plain));
        place.extend(broken(&welcome.place, theme.strong));
    }
    place.push(Line::words("and nowhere else.", theme.plain));
    place.push(Line::default());
    let mut all: Vec<Line<'a>> = broken(WHAT, theme.plain).collect();
    all.push(Line::default());
    if all.len() + place.len() <= room {
        all.extend(place);
        all
    } else if place.len() <= room {
        place
    } else {
        Vec::new()
    }
}

/// The owners entered so far.
fn entered<'a>(theme: &Theme, welcome: &Welcome) -> Vec<Line<'a>> {
    let mut lines: Vec<Line<'a>> = welcome
        .entered
        .iter()
        .map(|owner| {
            let seat = owner.seat.map_or_else(|| " ".to_owned(), |seat| seat.to_string());
            Line::parts([
                (format!("{seat}  "), theme.accent),
                (owner.name.clone(), theme.strong),
                (format!("  {}", owner.role), theme.quiet),
            ])
        })
        .collect();
    if !lines.is_empty() {
        lines.push(Line::default());
    }
    lines
}
