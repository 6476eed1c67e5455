//! What a list without rows says: calm words instead of an empty box.

use ratatui::layout::Rect;

use super::canvas::Canvas;
use super::page::Page;
use super::words::{count, quoted, several};
use crate::app::{ListState, State, View};
use crate::domain::register::RegisterRow;
use crate::keys::{Intent, Mode};

/// Draws the words of a list without rows.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect, state: &State, list: &ListState) {
    if !list.loaded {
        return;
    }
    let narrowed = !list.scope.words.is_empty() || list.scope.owner.is_some();
    if narrowed {
        draw_narrowed(canvas, area, state, &list.scope.words);
    } else {
        let (head, rest) = words(state, list);
        draw_words(canvas, area, &head, &rest);
    }
}

/// Draws the words of a register without rows.
pub fn draw_register(canvas: &mut Canvas<'_>, area: Rect, state: &State, list: &ListState<RegisterRow>) {
    if !list.loaded {
        return;
    }
    if list.scope.words.is_empty() {
        let empty = list.scope.split.empty();
        draw_words(canvas, area, empty.head, &[empty.rest.to_owned()]);
    } else {
        draw_narrowed(canvas, area, state, &list.scope.words);
    }
}

/// Where the words stand: not at the very top, where there is room.
fn place(area: Rect) -> Rect {
    let top = match area.height {
        10.. => area.height / 4,
        4.. => 1,
        _ => 0,
    };
    Rect {
        x: area.x + area.width.min(2),
        y: area.y + top,
        width: area.width.saturating_sub(3),
        height: area.height - top,
    }
}

fn draw_narrowed(canvas: &mut Canvas<'_>, area: Rect, state: &State, words: &str) {
    let (theme, area) = (canvas.theme, place(area));
    let mut page = Page::new(theme, area, 0);
    let nothing = format!("Nothing here matches {}.", quoted(theme, words));
    page.text(&nothing, theme.strong, 2);
    if state.view != View::Found {
        let back = hint(state, Intent::Back, "shows the whole list again");
        page.text(&back, theme.quiet, 1);
    }
    page.draw(canvas, area, 0);
}

fn draw_words(canvas: &mut Canvas<'_>, area: Rect, head: &str, rest: &[String]) {
    let (theme, area) = (canvas.theme, place(area));
    let mut page = Page::new(theme, area, 0);
    page.text(head, theme.strong, 2);
    page.gap();
    for line in rest {
        page.text(line, theme.plain, 2);
    }
    page.draw(canvas, area, 0);
}

/// What an empty view says: a sentence, then what there is elsewhere.
fn words(state: &State, list: &ListState) -> (String, Vec<String>) {
    let counts = &state.counts;
    match state.view {
        View::Inbox if list.split().is_some() && counts.inbox(None) > 0 => (
            "Nothing of this kind is in front of you.".to_owned(),
            vec![hint(
                state,
                Intent::NextSplit,
                &format!("shows the other {}", count(counts.inbox(None))),
            )],
        ),
        View::Inbox => match state.away() {
            Some(away) => (format!("You are {away}: nothing falls due."), elsewhere(state)),
            None => ("Nobody waits for you.".to_owned(), elsewhere(state)),
        },
        View::Waiting => (
            "Nobody owes you an answer.".to_owned(),
            vec!["What you hand off waits here until its owner is done.".to_owned()],
        ),
        View::Later => (
            "Nothing sleeps.".to_owned(),
            vec!["Snoozed rows, and rows that an owner plays, come back from here by themselves.".to_owned()],
        ),
        View::Done => (
            "Nothing is finished yet.".to_owned(),
            vec!["Every closed row stays here, and can be searched for ever.".to_owned()],
        ),
        View::Found | View::Register(_) | View::Orchestra | View::Week => (
            "Type to search everything, open and closed.".to_owned(),
            Vec::new(),
        ),
    }
}

/// What is in Waiting and Later, and what wakes next.
fn elsewhere(state: &State) -> Vec<String> {
    let counts = &state.counts;
    let mut lines = Vec::new();
    if counts.waiting > 0 {
        let untold = match (counts.waiting, counts.untold) {
            (_, 0) => String::new(),
            (1, _) => ", who is not told yet".to_owned(),
            (_, number) => format!(", {} not told yet", count(number)),
        };
        let with = several(
            counts.waiting,
            "row is with its owner",
            "rows are with their owners",
        );
        lines.push(format!("{with}{untold}."));
    }
    if counts.later > 0 {
        lines.push(format!("{} asleep.", several(counts.later, "row is", "rows are")));
    }
    if state.away().is_none()
        && let Some((at, what)) = next_to_wake(state)
    {
        lines.push(format!(
            "Next to wake: {what}, {}.",
            super::when::moment(at, state)
        ));
    }
    if lines.is_empty() {
        lines.push(hint(state, Intent::AddItem, "adds an item in one line"));
        lines.push("downbeat import FILE reads orders and tickets.".to_owned());
    }
    lines
}

/// The first row of Later, where that list has been read.
fn next_to_wake(state: &State) -> Option<(crate::domain::Time, String)> {
    let later = &state.lists.later;
    let unnarrowed = later.loaded && later.scope.words.is_empty() && later.scope.kind.is_none();
    let row = later
        .window
        .rows
        .first()
        .filter(|_| unnarrowed && !later.window.more_before)?;
    let (at, _) = row.wake?;
    Some((at, format!("{} {}", row.item, row.client)))
}

/// `i adds an item in one line`, where a key is bound.
fn hint(state: &State, intent: Intent, does: &str) -> String {
    let mut keys = state.keymap.keys_for(Mode::List, intent);
    keys.next()
        .map_or_else(String::new, |keys| format!("{} {does}.", keys.short(false)))
}
