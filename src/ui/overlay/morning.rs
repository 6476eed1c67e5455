//! The morning in words: by itself on the first start of a day, and over the view when it is asked for.

use ratatui::layout::Rect;

use super::client;
use crate::app::State;
use crate::app::overlay::{Greeting, MorningSheet};
use crate::domain::worktime::Calendar;
use crate::keys::Intent;
use crate::ui::canvas::Canvas;
use crate::ui::layout::{self, DetailPlace, Regions};
use crate::ui::page::Page;

/// Rows of the list that stay in sight above it, and its rule: at most, and at least.
const ABOVE: (u16, u16) = (4, 2);
/// Lines wider than this are hard to read.
const READABLE: u16 = 100;
/// Lines of one line of the morning, at most.
const WRAPPED: usize = 8;

/// Draws the morning over the view.
pub fn over(canvas: &mut Canvas<'_>, body: Rect, shown: &MorningSheet, calendar: &Calendar) {
    let lines = shown
        .morning
        .as_ref()
        .map_or_else(Vec::new, |morning| morning.lines(calendar));
    let lines = lines.iter().map(|line| (None, line.as_str()));
    client::read(canvas, body, "This morning", lines, shown.scroll);
}

/// Draws the morning in the detail's place, or, where that is low or hidden, over the bottom of the list: its first rows
/// stay in sight, because the first key already acts on them.
pub fn greet(canvas: &mut Canvas<'_>, regions: &Regions, state: &State) {
    let theme = canvas.theme;
    let beside = regions.place == DetailPlace::Right;
    let lines = match &state.greeting {
        Some(Greeting::Shown(morning)) => morning.lines(&state.settings.calendar),
        // Its place is kept, so that nothing is drawn there only to go at once.
        Some(Greeting::Due | Greeting::Asked) if beside => Vec::new(),
        Some(Greeting::Due | Greeting::Asked) | None => return,
    };
    let room = if beside {
        regions.detail
    } else {
        layout::body(regions)
    };
    let most = if beside {
        room.height
    } else {
        let above = (room.height / 3).clamp(ABOVE.1, ABOVE.0);
        room.height.saturating_sub(above)
    };
    let margin = u16::from(!beside);
    let inner = Rect {
        x: room.x + margin,
        // As the detail, which keeps off the edge.
        width: room.width.saturating_sub(2).min(READABLE),
        height: most,
        ..room
    };
    let mut page = Page::new(theme, inner, 0);
    for (index, line) in lines.iter().enumerate() {
        if beside && usize::from(most) > 3 * lines.len() {
            page.gap();
        }
        let style = if index == 0 { theme.strong } else { theme.plain };
        page.text(line, style, WRAPPED);
    }
    let fits = page.lines() <= usize::from(most);
    let height = u16::try_from(page.lines()).unwrap_or(u16::MAX);
    // No part of the detail is left over above it.
    let height = height.max(regions.detail.height).min(most);
    let area = if beside {
        inner
    } else {
        Rect {
            y: room.bottom().saturating_sub(height),
            height,
            ..inner
        }
    };
    if beside {
        canvas.clear(room);
    } else {
        let all = Rect {
            y: area.y.saturating_sub(1),
            height: height + 1,
            ..room
        };
        canvas.clear(all);
        canvas.rule(all.x, all.y, all.width, theme.glyphs.rule, theme.quiet);
        canvas.put(
            all.x + 1,
            all.y,
            all.width.saturating_sub(1),
            " This morning ",
            theme.accent,
        );
    }
    let text = if fits || area.height < 2 {
        area
    } else {
        Rect {
            height: area.height - 1,
            ..area
        }
    };
    page.draw(canvas, text, 0);
    if text != area {
        let more = match state.key_of(Intent::ShowMorning) {
            Some(key) => format!("{} {key} shows it all", theme.glyphs.cut),
            None => theme.glyphs.cut.to_owned(),
        };
        canvas.put(area.x, text.bottom(), area.width, &more, theme.quiet);
    }
}
