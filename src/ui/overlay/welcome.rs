//! The first start: where the store is, the first owners, or the demo.

use ratatui::layout::Size;

use super::sheet::{Line, Sheet};
use super::{choose, form};
use crate::app::State;
use crate::app::overlay::Welcome;
use crate::keys::Intent;
use crate::ui::theme::Theme;

/// The first start.
#[must_use]
pub fn welcome<'a>(theme: &Theme, state: &State, welcome: &'a Welcome, size: Size) -> Sheet<'a> {
    if let Some(card) = &welcome.form {
        let mut lines = entered(theme, welcome);
        lines.extend(form::fields(theme, card, size));
        return Sheet {
            title: card.title.clone(),
            aside: "Enter keeps the card; Enter on an empty card saves them".to_owned(),
            lines,
            ..Sheet::default()
        };
    }
    let mut lines = vec![
        Line::words(
            "Orders, support calls and follow-ups come in; one key hands each",
            theme.plain,
        ),
        Line::words(
            "to the person whose work it is. You conduct, you do not play.",
            theme.plain,
        ),
        Line::default(),
        Line::parts([
            ("Your work is kept in ".to_owned(), theme.plain),
            (welcome.place.clone(), theme.strong),
        ]),
        Line::words("and nowhere else.", theme.plain),
        Line::default(),
    ];
    let names = entered(theme, welcome);
    if !names.is_empty() {
        lines.extend(names);
    }
    lines.extend(choose::choices(theme, state, &welcome.choices, Intent::words));
    Sheet {
        title: "Welcome to downbeat".to_owned(),
        lines,
        ..Sheet::default()
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
