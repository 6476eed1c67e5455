//! A sheet: the one plain panel that every overlay is drawn as. A rule with a title, then lines; no box.

use std::ops::Range;

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::app::{Input, Scroll};
use crate::ui::canvas::Canvas;
use crate::ui::text;
use crate::ui::theme::Theme;

/// Cells before and after the words of a line: the marker and a blank.
pub const MARGIN: u16 = 2;

/// The cells that the words of a line have in a sheet of a width.
#[must_use]
pub fn words_room(width: u16) -> usize {
    usize::from(width.saturating_sub(MARGIN + 1))
}

/// One line of a sheet.
#[derive(Debug, Default)]
pub struct Line<'a> {
    /// What a click on it means: the choice, match or field, counted from 0.
    pub number: Option<usize>,
    /// Enter would take it.
    pub selected: bool,
    /// The words, each part in its style.
    pub parts: Vec<(String, Style)>,
    /// Text that is typed, after the parts.
    pub typed: Option<Typed<'a>>,
    /// Words at the right edge.
    pub right: Vec<(String, Style)>,
}

/// Text that is typed, or one row of it.
#[derive(Debug)]
pub struct Typed<'a> {
    /// It.
    pub text: &'a str,
    /// Before which byte of it the cursor stands, where typed text goes here now.
    pub cursor: Option<usize>,
    /// Shown faintly while nothing is typed.
    pub when_empty: String,
}

/// A sheet.
#[derive(Debug, Default)]
pub struct Sheet<'a> {
    /// On the rule.
    pub title: String,
    /// On the rule, at the right.
    pub aside: String,
    /// The lines.
    pub lines: Vec<Line<'a>>,
    /// Lines it takes at least, so that it keeps its size while typing narrows it.
    pub least: usize,
    /// How many of its last lines say what is understood of the text typed, or what is wrong with it: where not all
    /// lines fit, these stay in sight beside the one that is typed into.
    pub verdict: usize,
    /// How far it is scrolled, where moving scrolls it. Without, the line that is selected or typed into is in sight.
    pub scroll: Option<Scroll>,
}

/// The lines of a sheet that fit.
struct Shown<'s, 'a> {
    lines: Vec<&'s Line<'a>>,
    /// Of these, the first and the last that scroll.
    moving: Range<usize>,
    above: bool,
    below: bool,
    scroll: Scroll,
}

impl<'a> Line<'a> {
    /// Words in one style.
    #[must_use]
    pub fn words(words: impl Into<String>, style: Style) -> Self {
        Self::parts([(words.into(), style)])
    }

    /// Words in several styles.
    #[must_use]
    pub fn parts(parts: impl IntoIterator<Item = (String, Style)>) -> Self {
        Self {
            parts: parts.into_iter().collect(),
            ..Self::default()
        }
    }

    /// A choice: it answers to a click, and shows whether Enter would take it.
    #[must_use]
    pub fn choice(mut self, number: usize, selected: bool) -> Self {
        self.number = Some(number);
        self.selected = selected;
        self
    }

    /// With typed text after its words.
    #[must_use]
    pub fn typed(self, input: &'a Input, focused: bool, when_empty: impl Into<String>) -> Self {
        self.row(input.value(), focused.then(|| input.cursor()), when_empty)
    }

    /// With one row of a typed text after its words, and where the cursor stands in it.
    #[must_use]
    pub fn row(mut self, text: &'a str, cursor: Option<usize>, when_empty: impl Into<String>) -> Self {
        self.typed = Some(Typed {
            text,
            cursor,
            when_empty: when_empty.into(),
        });
        self
    }

    /// Whether it says nothing.
    fn is_empty(&self) -> bool {
        self.parts.is_empty() && self.typed.is_none()
    }

    /// With words at the right edge.
    #[must_use]
    pub fn right(mut self, words: impl Into<String>, style: Style) -> Self {
        self.right.push((words.into(), style));
        self
    }
}

impl<'a> Sheet<'a> {
    /// The lines it wants, without its rule.
    #[must_use]
    pub fn wanted(&self) -> u16 {
        u16::try_from(self.lines.len().max(self.least)).unwrap_or(u16::MAX)
    }

    /// The lines shown in so much room: all, or those around the one that matters. The first line stays when it is the
    /// one typed into, and so does the verdict; lines kept free at the end go first.
    fn shown(&self, room: usize) -> Shown<'_, 'a> {
        let mut lines: Vec<&Line<'a>> = self.lines.iter().collect();
        while lines.len() > room && lines.last().is_some_and(|line| line.is_empty()) {
            lines.pop();
        }
        let (mut head, mut said) = (0, 0);
        if lines.len() > room {
            let typing = |line: &&Line<'_>| line.typed.is_some() && line.number.is_none();
            head = usize::from(room > 1 && lines.first().is_some_and(typing));
            said = self.verdict.saturating_sub(self.lines.len() - lines.len());
        }
        // One line is always left to what is typed into.
        let foot = said.min(room.saturating_sub(1));
        let end = lines.len() - said;
        let room = room - head - foot;
        let middle = lines.get(head..end).unwrap_or_default();
        let window = if let Some(scroll) = self.scroll {
            let first = scroll.of(middle.len(), room).first;
            first..first.saturating_add(room).min(middle.len())
        } else {
            let has_cursor =
                |line: &&Line<'_>| line.typed.as_ref().is_some_and(|typed| typed.cursor.is_some());
            let matters = middle
                .iter()
                .position(has_cursor)
                .or_else(|| middle.iter().position(|line| line.selected));
            around(matters.unwrap_or(0), middle.len(), room)
        };
        let (above, below) = (window.start > 0, window.end < middle.len());
        let scroll = Scroll::from(window.start).of(middle.len(), room);
        let moving = head..head + window.len();
        let parts = [
            lines.get(..head),
            middle.get(window),
            lines.get(end..).and_then(|verdict| verdict.get(..foot)),
        ];
        Shown {
            lines: parts.into_iter().flatten().flatten().copied().collect(),
            moving,
            above,
            below,
            scroll,
        }
    }

    /// Draws it into its area. Returns where the cursor stands, if text is typed.
    pub fn draw(&self, canvas: &mut Canvas<'_>, area: Rect) -> Option<(u16, u16)> {
        if area.is_empty() {
            return None;
        }
        canvas.clear(area);
        let body = body(area);
        if body.y > area.y {
            self.draw_rule(canvas, area);
        }
        let mut cursor = None;
        let shown = self.shown(usize::from(body.height));
        for (line, y) in shown.lines.iter().zip(body.top()..body.bottom()) {
            cursor = draw_line(canvas, body, y, line).or(cursor);
        }
        let line = |index: usize| body.y + u16::try_from(index).unwrap_or(0);
        let (theme, edge) = (canvas.theme, body.right().saturating_sub(1));
        if shown.above {
            canvas.put(
                edge,
                line(shown.moving.start),
                1,
                theme.glyphs.above,
                theme.accent,
            );
        }
        if shown.below {
            let last = shown.moving.end.saturating_sub(1);
            canvas.put(edge, line(last), 1, theme.glyphs.below, theme.accent);
        }
        if self.scroll.is_some() {
            canvas.tell(shown.scroll);
        }
        cursor
    }

    fn draw_rule(&self, canvas: &mut Canvas<'_>, area: Rect) {
        let theme = canvas.theme;
        canvas.rule(area.x, area.y, area.width, theme.glyphs.rule, theme.quiet);
        let room = area.width.saturating_sub(2 * MARGIN);
        let aside = u16::try_from(text::width(&self.aside)).unwrap_or(u16::MAX);
        let title_room = if aside > 0 && aside + 4 < room {
            room - aside - 2
        } else {
            room
        };
        let title = format!(
            " {} ",
            text::fit(&self.title, usize::from(title_room), theme.glyphs.cut)
        );
        canvas.put(
            area.x + 1,
            area.y,
            area.width.saturating_sub(1),
            &title,
            theme.accent,
        );
        if title_room < room {
            let at = area.right().saturating_sub(aside + 3);
            canvas.put(at, area.y, aside + 2, &format!(" {} ", self.aside), theme.quiet);
        }
    }

    /// The number of the line at a height of its area.
    #[must_use]
    pub fn line_at(&self, area: Rect, y: u16) -> Option<usize> {
        let body = body(area);
        let index = usize::from(y.checked_sub(body.y)?);
        self.shown(usize::from(body.height)).lines.get(index)?.number
    }
}

/// Where the lines stand: below the rule, where there is room for both.
fn body(area: Rect) -> Rect {
    let rule = u16::from(area.height > 1);
    Rect::new(area.x, area.y + rule, area.width, area.height - rule)
}

/// The lines shown of so many when only `room` fit: around the one that matters.
#[must_use]
pub fn around(at: usize, count: usize, room: usize) -> Range<usize> {
    let first = at.saturating_sub(room / 2).min(count.saturating_sub(room));
    first..first.saturating_add(room).min(count)
}

fn draw_line(canvas: &mut Canvas<'_>, area: Rect, y: u16, line: &Line<'_>) -> Option<(u16, u16)> {
    let theme = canvas.theme;
    if line.selected {
        canvas.put(area.x, y, 1, theme.glyphs.selected, theme.accent);
    }
    let start = area.x + MARGIN;
    let end = area.right().saturating_sub(1).max(start);
    let right: usize = line.right.iter().map(|(words, _)| text::width(words)).sum();
    let right = u16::try_from(right).unwrap_or(u16::MAX);
    // Words on the right give way to the words on the left, whole, unless they take little.
    let left: usize = line.parts.iter().map(|(words, _)| text::width(words)).sum();
    let needed = left + if line.typed.is_some() { 12 } else { 0 };
    let room = usize::from(end - start);
    let little = line.typed.is_none() && usize::from(right) * 3 <= room;
    let fits = right > 0 && (little || needed + usize::from(right) + 2 <= room);
    if fits {
        let mut at = end - right;
        for (words, style) in &line.right {
            at = canvas.put(at, y, end.saturating_sub(at), words, *style);
        }
    }
    let end = if fits { end - right - 2 } else { end };
    let room = end.saturating_sub(start);
    let at = canvas.parts(
        start,
        y,
        room,
        line.parts.iter().map(|(words, style)| (words.as_str(), *style)),
    );
    let typed = line.typed.as_ref()?;
    draw_typed(canvas, theme, (at, y), end.saturating_sub(at), typed)
}

/// Draws typed text so that the cursor is in sight, and returns where it is.
fn draw_typed(
    canvas: &mut Canvas<'_>,
    theme: &Theme,
    (x, y): (u16, u16),
    room: u16,
    typed: &Typed<'_>,
) -> Option<(u16, u16)> {
    let value = typed.text;
    if value.is_empty() {
        canvas.column(x, y, room, &typed.when_empty, theme.quiet);
        return (typed.cursor.is_some() && room > 0).then_some((x, y));
    }
    let Some(cursor) = typed.cursor else {
        // As it is typed, where it fits: the blanks in it are not moved as the cursor goes.
        if text::width(value) <= usize::from(room) {
            canvas.put(x, y, room, value, theme.plain);
        } else {
            canvas.column(x, y, room, value, theme.plain);
        }
        return None;
    };
    let before = value.get(..cursor).unwrap_or(value);
    let visible = usize::from(room.saturating_sub(1));
    // Clusters are left out from the front until the cursor is in sight.
    let mut hidden = 0;
    let mut cells = text::width(before);
    for (cluster, width) in text::clusters(before) {
        if cells <= visible {
            break;
        }
        cells -= width;
        hidden += cluster.len();
    }
    canvas.put(x, y, room, value.get(hidden..).unwrap_or_default(), theme.plain);
    (room > 0).then(|| (x + u16::try_from(cells.min(visible)).unwrap_or(0), y))
}
