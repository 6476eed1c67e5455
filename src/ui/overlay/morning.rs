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

/// Draws the morning over the bottom of the view: its first rows stay in sight, because the first key already acts on them.
pub fn greet(canvas: &mut Canvas<'_>, regions: &Regions, state: &State) {
    let Some(Greeting::Shown(morning)) = &state.greeting else {
        return;
    };
    let theme = canvas.theme;
    let room = layout::body(regions);
    let above = (room.height / 3).clamp(ABOVE.1, ABOVE.0);
    let most = room.height.saturating_sub(above);
    let inner = Rect {
        x: room.x + 1,
        // As the detail, which keeps off the edge.
        width: room.width.saturating_sub(2).min(READABLE),
        height: most,
        ..room
    };
    let mut page = Page::new(theme, inner, 0);
    for (index, line) in morning.lines(&state.settings.calendar).iter().enumerate() {
        let style = if index == 0 { theme.strong } else { theme.plain };
        page.text(line, style, WRAPPED);
    }
    let fits = page.lines() <= usize::from(most);
    let mut height = u16::try_from(page.lines()).unwrap_or(u16::MAX);
    if regions.place == DetailPlace::Below {
        // No part of the detail is left over above it.
        height = height.max(regions.detail.height);
    }
    let height = height.min(most);
    let area = Rect {
        y: room.bottom().saturating_sub(height),
        height,
        ..inner
    };
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
