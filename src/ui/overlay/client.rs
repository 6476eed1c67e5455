//! The boss card, the people of a client, and finding a client by anything.

use ratatui::layout::{Rect, Size};

use super::sheet::{Line, Sheet, around};
use crate::app::Scroll;
use crate::app::overlay::client::{BossCard, ClientPick, People};
use crate::domain::account::Person;
use crate::ui::canvas::Canvas;
use crate::ui::detail::scroll_marks;
use crate::ui::page::Page;
use crate::ui::text;
use crate::ui::theme::Theme;

/// Matches shown at once, at most.
const SHOWN: usize = 12;
/// Cells of what a line of the card is about.
const ABOUT: usize = 14;
/// A card narrower than this has no column for that.
const ABOUT_FROM: u16 = 60;
/// Lines wider than this are hard to read.
const READABLE: u16 = 100;
/// Lines of one line of the card, at most.
const WRAPPED: usize = 12;

/// Draws the boss card over the bottom of the whole body, as tall as what it says.
pub fn card(canvas: &mut Canvas<'_>, body: Rect, shown: &BossCard) {
    let lines = shown.card.iter().flat_map(|card| &card.lines);
    let lines = lines.map(|line| (Some(line.about), line.words.as_str()));
    read(canvas, body, &shown.client, lines, shown.scroll);
}

/// Draws what is to be read under a title over the bottom of the whole body, as tall as what it says: each line with
/// what it is about, if it names that.
pub(super) fn read<'l>(
    canvas: &mut Canvas<'_>,
    body: Rect,
    title: &str,
    lines: impl Iterator<Item = (Option<&'l str>, &'l str)>,
    scroll: Scroll,
) {
    if body.is_empty() {
        return;
    }
    let theme = canvas.theme;
    let inner = Rect {
        x: body.x + 2,
        y: body.y + 1,
        width: body.width.saturating_sub(4).min(READABLE),
        height: body.height - 1,
    };
    // Filled as far as there is room for, then drawn from its last line up.
    let mut page = Page::new(theme, inner, scroll.first);
    let lead = |about: Option<&str>| match about {
        Some(about) if inner.width >= ABOUT_FROM => text::padded(about, ABOUT, theme.glyphs.cut),
        Some(_) | None => String::new(),
    };
    for (about, words) in lines {
        if about.is_some() && (inner.width < ABOUT_FROM || body.height > 20) {
            page.gap();
        }
        page.hanging(&lead(about), words, theme.plain, WRAPPED);
    }
    let wanted = u16::try_from(page.lines()).unwrap_or(u16::MAX).max(1);
    let height = wanted.saturating_add(1).min(body.height);
    let area = Rect {
        y: body.bottom() - height,
        height,
        ..body
    };
    canvas.clear(area);
    canvas.rule(area.x, area.y, area.width, theme.glyphs.rule, theme.quiet);
    let room = area.width.saturating_sub(4);
    let title = format!(" {} ", text::fit(title, usize::from(room), theme.glyphs.cut));
    canvas.put(
        area.x + 1,
        area.y,
        area.width.saturating_sub(1),
        &title,
        theme.accent,
    );
    let inner = Rect {
        y: area.y + 1,
        height: height - 1,
        ..inner
    };
    let (above, below) = page.draw(canvas, inner, scroll.first);
    if above || below {
        scroll_marks(
            canvas,
            Rect {
                y: inner.y,
                height: inner.height,
                ..area
            },
            above,
            below,
        );
    }
}

/// The people of a client who match, and somebody new.
#[must_use]
pub fn people<'a>(theme: &Theme, shown: &'a People, size: Size) -> Sheet<'a> {
    let mut lines = vec![Line::words("> ", theme.accent).typed(&shown.input, true, "type a name or a role")];
    let all = shown.people.as_deref().unwrap_or_default();
    let room = usize::from(size.height).saturating_sub(2).clamp(1, SHOWN);
    for index in around(shown.at, shown.found.len() + 1, room) {
        let selected = index == shown.at;
        let line = match shown.found.get(index).and_then(|at| all.get(*at)) {
            Some(person) => one(theme, person, selected, size.width),
            None => Line::words(
                somebody_new(shown),
                if selected { theme.strong } else { theme.quiet },
            ),
        };
        lines.push(line.choice(index, selected));
    }
    Sheet {
        title: format!("People at {}", shown.client),
        aside: match shown.people {
            Some(_) => all.len().to_string(),
            None => String::new(),
        },
        lines,
        least: (all.len() + 1).min(room) + 1,
        ..Sheet::default()
    }
}

fn somebody_new(shown: &People) -> String {
    match shown.input.value().trim() {
        "" => "somebody new".to_owned(),
        name => format!("somebody new: {name}"),
    }
}

fn one<'a>(theme: &Theme, person: &Person, selected: bool, width: u16) -> Line<'a> {
    let style = match (selected, person.gone) {
        (true, _) => theme.strong,
        (false, true) => theme.quiet,
        (false, false) => theme.plain,
    };
    let reach = person.phones.first().or(person.emails.first());
    let mut parts = vec![(person.introduced(), style)];
    if !person.standing().is_empty() {
        parts.push((format!("  {}", person.standing()), theme.new));
    }
    let line = Line::parts(parts);
    match reach {
        Some(reach) if width >= 50 => line.right(reach.clone(), theme.quiet),
        Some(_) | None => line,
    }
}

/// The clients who match what was typed.
#[must_use]
pub fn pick<'a>(theme: &Theme, shown: &'a ClientPick, size: Size) -> Sheet<'a> {
    let asked = "a name, a tag, a person, a telephone number";
    let mut lines = vec![Line::words("> ", theme.accent).typed(&shown.input, true, asked)];
    let room = usize::from(size.height).saturating_sub(2).clamp(1, SHOWN);
    for index in around(shown.at, shown.found.len(), room) {
        if let Some((_, name)) = shown.found.get(index) {
            let selected = index == shown.at;
            let style = if selected { theme.strong } else { theme.plain };
            lines.push(Line::words(name.clone(), style).choice(index, selected));
        }
    }
    if shown.found.is_empty() {
        lines.push(Line::words("No client by that", theme.quiet));
    }
    Sheet {
        title: shown.title.clone(),
        lines,
        least: room + 1,
        ..Sheet::default()
    }
}
