//! The header: the views with their counts, hand-offs untold, and the time; below it the splits of a list, and what
//! the list is sorted or narrowed by.

use std::ops::Range;

use ratatui::layout::Rect;

use super::canvas::Canvas;
use super::theme::Theme;
use super::words::{count, quoted, several};
use super::{text, when};
use crate::app::{Hit, ListState, State, View};
use crate::domain::item::Kind;
use crate::domain::register::Register;
use crate::domain::say;

/// A word of the header that answers to a click.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tab<T> {
    /// What it opens.
    pub opens: T,
    /// As shown: `Inbox 14`.
    pub words: String,
    /// The columns it takes.
    pub columns: Range<u16>,
}

/// What the header line holds at a width.
struct Plan {
    name: bool,
    views: Vec<Tab<View>>,
    right: String,
}

const NAME: &str = "downbeat";

/// The views of the header line, where they stand.
#[must_use]
pub fn views(theme: &Theme, state: &State, area: Rect) -> Vec<Tab<View>> {
    plan(theme, state, area).views
}

/// How the views are named at a width.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Names {
    /// All, by their whole names.
    All,
    /// Without Later and Done, but for the one shown: they are a key away.
    Main,
    /// The same, by short names.
    Short,
}

/// The most that fits, from everything down to the view shown alone.
fn plan(theme: &Theme, state: &State, area: Rect) -> Plan {
    let untold = match state.counts.untold {
        0 => String::new(),
        number => format!("{} untold", count(number)),
    };
    let dot = theme.glyphs.dot;
    let join = |words: &[&str]| {
        let said: Vec<&str> = words.iter().copied().filter(|word| !word.is_empty()).collect();
        said.join(&format!(" {dot} "))
    };
    let away = state.away().unwrap_or_default();
    // Where there is little room, that the rep is away says more than until when.
    let brief = if away.is_empty() { "" } else { "away" };
    let long = say::header(state.now, &state.settings.calendar);
    let short = say::clock(state.now, &state.settings.calendar);
    let least = if brief.is_empty() { untold.as_str() } else { brief };
    let tries = [
        (true, Names::All, 3, join(&[&away, &untold, &long])),
        (false, Names::All, 3, join(&[&away, &untold, &long])),
        (false, Names::All, 2, join(&[&away, &untold, &long])),
        (false, Names::All, 2, join(&[&away, &untold, &short])),
        (false, Names::Main, 2, join(&[&away, &untold, &long])),
        (false, Names::Main, 2, join(&[&away, &untold, &short])),
        (false, Names::Short, 2, join(&[&away, &untold, &short])),
        (false, Names::Short, 2, join(&[brief, &untold, &short])),
        (false, Names::Short, 2, join(&[brief, &untold])),
        (false, Names::Short, 2, least.to_owned()),
        (false, Names::Short, 2, String::new()),
        (false, Names::Short, 1, String::new()),
    ];
    for (name, names, gap, right) in tries {
        let start = area.x + 1 + if name { 8 + gap } else { 0 };
        let views = set(labels(state, &named(state, names), names), start, gap);
        let end = views.last().map_or(start, |tab| tab.columns.end);
        let room = text::width(&right) + if right.is_empty() { 0 } else { 2 };
        if usize::from(end - area.x) + room < usize::from(area.width) {
            return Plan { name, views, right };
        }
    }
    narrow(state, area, least)
}

/// The views that are named.
fn named(state: &State, names: Names) -> Vec<View> {
    let aside = |view: View| matches!(view, View::Later | View::Done);
    View::SHOWN
        .into_iter()
        .filter(|view| names == Names::All || !aside(*view) || *view == state.view)
        .collect()
}

/// The view shown with as many of its neighbours as fit, those before it first: names move only when they must.
fn narrow(state: &State, area: Rect, untold: &str) -> Plan {
    let all = named(state, Names::Short);
    let at = all.iter().position(|view| *view == state.view).unwrap_or(0);
    let from = |first: usize| {
        let views = all.get(first..).unwrap_or_default();
        set(labels(state, views, Names::Short), area.x + 1, 2)
    };
    let fits = |tab: &Tab<View>| tab.columns.end <= area.right();
    let first = (0..at)
        .find(|first| from(*first).get(at - first).is_some_and(fits))
        .unwrap_or(at);
    let mut views = from(first);
    let shown = views.iter().take_while(|tab| fits(tab)).count().max(1);
    views.truncate(shown);
    let end = views.last().map_or(area.x, |tab| tab.columns.end);
    let room = usize::from(area.right().saturating_sub(end));
    let right = if text::width(untold) + 2 < room {
        untold.to_owned()
    } else {
        String::new()
    };
    Plan {
        name: false,
        views,
        right,
    }
}

/// Names and counts of views.
fn labels(state: &State, views: &[View], names: Names) -> Vec<(View, String)> {
    let counts = &state.counts;
    let label = |view: &View| {
        let number = match view {
            View::Inbox => Some(counts.inbox(None)),
            View::Waiting => Some(counts.waiting),
            View::Later => Some(counts.later),
            View::Done => Some(counts.done),
            View::Register(Register::Calls) => Some(counts.calls),
            View::Register(Register::Promises) => Some(counts.promises),
            View::Register(Register::Accounts | Register::Outcomes | Register::Pipeline)
            | View::Found
            | View::Orchestra
            | View::Week => None,
        };
        let name = if names == Names::Short {
            short(*view)
        } else {
            view.name()
        };
        let words = number.map_or_else(|| name.to_owned(), |number| format!("{name} {}", count(number)));
        (*view, words)
    };
    views.iter().map(label).collect()
}

/// A view's name where there is little room.
const fn short(view: View) -> &'static str {
    match view {
        View::Register(Register::Accounts) => "Accts",
        View::Register(Register::Promises) => "Prom",
        View::Register(Register::Outcomes) => "Outc",
        View::Register(Register::Pipeline) => "Pipe",
        View::Orchestra => "Orch",
        View::Register(Register::Calls)
        | View::Inbox
        | View::Waiting
        | View::Later
        | View::Done
        | View::Found
        | View::Week => view.name(),
    }
}

/// Words one after the other.
fn set<T>(labels: Vec<(T, String)>, x: u16, gap: u16) -> Vec<Tab<T>> {
    let mut at = x;
    let mut tabs = Vec::with_capacity(labels.len());
    for (opens, words) in labels {
        let end = at.saturating_add(u16::try_from(text::width(&words)).unwrap_or(u16::MAX));
        tabs.push(Tab {
            opens,
            words,
            columns: at..end,
        });
        at = end.saturating_add(gap);
    }
    tabs
}

/// Draws the header line.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect, state: &State) {
    if area.is_empty() {
        return;
    }
    let theme = canvas.theme;
    let plan = plan(theme, state, area);
    if plan.name {
        canvas.put(area.x + 1, area.y, 8, NAME, theme.quiet);
    }
    draw_tabs(canvas, area, &plan.views, |view| *view == state.view);
    canvas.right(
        area.right().saturating_sub(1),
        area.y,
        area.width,
        &plan.right,
        theme.plain,
    );
}

/// Draws words that answer to a click, the one that is shown with weight.
fn draw_tabs<T>(canvas: &mut Canvas<'_>, area: Rect, tabs: &[Tab<T>], is_shown: impl Fn(&T) -> bool) {
    for tab in tabs {
        let style = if is_shown(&tab.opens) {
            canvas.theme.accent
        } else {
            canvas.theme.quiet
        };
        let room = area.right().saturating_sub(tab.columns.start);
        canvas.column(tab.columns.start, area.y, room, &tab.words, style);
    }
}

/// The splits of the list or register shown, where they stand. Only the Inbox counts them.
#[must_use]
pub fn splits(state: &State, area: Rect) -> Vec<Tab<Hit>> {
    let labels: Vec<_> = match (state.register(), state.view) {
        (Some(register), _) => register
            .scope
            .split
            .register()
            .splits()
            .into_iter()
            .map(|split| (Hit::RegisterSplit(split), split.name().to_owned()))
            .collect(),
        (None, View::Inbox | View::Waiting | View::Later | View::Done) => {
            let kinds = std::iter::once(None).chain(Kind::ALL.iter().copied().map(Some));
            kinds.map(|kind| kind_label(state, kind)).collect()
        }
        (None, View::Found | View::Register(_) | View::Orchestra | View::Week) => Vec::new(),
    };
    let wide: usize = labels.iter().map(|(_, words)| text::width(words) + 3).sum();
    let gap = if wide < usize::from(area.width) { 3 } else { 1 };
    let mut tabs = set(labels, area.x + 1, gap);
    tabs.retain(|tab| tab.columns.end <= area.right());
    tabs
}

fn kind_label(state: &State, kind: Option<Kind>) -> (Hit, String) {
    let name = match kind {
        None => "All",
        Some(Kind::Order) => "Orders",
        Some(Kind::Support) => "Support",
        Some(Kind::FollowUp) => "Follow-ups",
    };
    let words = if state.view == View::Inbox {
        format!("{name} {}", count(state.counts.inbox(kind)))
    } else {
        name.to_owned()
    };
    (Hit::Split(kind), words)
}

/// Draws the line of splits, with what the list is narrowed or sorted by on the right.
pub fn draw_splits(canvas: &mut Canvas<'_>, area: Rect, state: &State) {
    if area.is_empty() {
        return;
    }
    let tabs = splits(state, area);
    let shown = state.register().map_or_else(
        || Hit::Split(state.list().and_then(ListState::split)),
        |register| Hit::RegisterSplit(register.scope.split),
    );
    draw_tabs(canvas, area, &tabs, |split| *split == shown);
    let mut start = tabs.last().map_or(area.x + 1, |tab| tab.columns.end + 2);
    let title = title(canvas.theme, state);
    if !title.is_empty() {
        let strong = canvas.theme.strong;
        start = canvas.column(start, area.y, area.right().saturating_sub(start), &title, strong) + 2;
    }
    let (words, marked) = note(canvas.theme, state);
    let end = area.right().saturating_sub(1);
    let room = end.saturating_sub(start);
    if text::width(&words) <= usize::from(room) || marked {
        let style = if marked {
            canvas.theme.accent
        } else {
            canvas.theme.quiet
        };
        canvas.right(end, area.y, room, &words, style);
    }
}

/// What a view without splits is about.
fn title(theme: &Theme, state: &State) -> String {
    match state.view {
        View::Inbox | View::Waiting | View::Later | View::Done | View::Register(_) => String::new(),
        View::Found => state
            .list()
            .filter(|list| !list.scope.words.is_empty())
            .map_or_else(
                || "Search".to_owned(),
                |list| format!("Found for {}", quoted(theme, &list.scope.words)),
            ),
        View::Orchestra => several(state.owners.len() as u64, "owner", "owners"),
        View::Week => when::week_title(state.week.week),
    }
}

/// Marks and filter if there are any, else what the list is sorted by; and whether it deserves weight.
fn note(theme: &Theme, state: &State) -> (String, bool) {
    let mut parts = Vec::new();
    if let Some(list) = state.list() {
        if !list.loaded && !list.scope.words.is_empty() {
            parts.push("looking".to_owned());
        }
        if !list.marks.is_empty() {
            parts.push(format!("{} marked", count(list.marks.len() as u64)));
        }
        if state.view != View::Found && !list.scope.words.is_empty() {
            parts.push(format!("only {}", quoted(theme, &list.scope.words)));
        }
        if let Some(card) = list.scope.owner.and_then(|owner| state.owner(owner)) {
            parts.push(format!("only {}", card.owner.name));
        }
    }
    if let Some(register) = state.register().filter(|list| !list.scope.words.is_empty()) {
        if !register.loaded {
            parts.push("looking".to_owned());
        }
        parts.push(format!("only {}", quoted(theme, &register.scope.words)));
    }
    if !parts.is_empty() {
        return (parts.join(", "), true);
    }
    let order = match state.view {
        View::Inbox => "by client clock",
        View::Waiting => "longest silence first",
        View::Later => "first to wake first",
        View::Done => "latest first",
        View::Found => "newest first, open and closed",
        View::Register(register) => state.registers.of(register).scope.split.order(),
        View::Orchestra => "by seat",
        View::Week => match state.week.report.as_deref() {
            Some(report) if report.running => "as of now",
            Some(report) if report.is_ahead() => "not begun",
            Some(_) => "as of the week's end",
            None => "",
        },
    };
    (order.to_owned(), false)
}
