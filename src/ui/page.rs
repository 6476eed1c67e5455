//! A page of lines, made only as far as it is shown, and scrolled.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::canvas::Canvas;
use super::text;
use super::theme::Theme;
use crate::app::Scroll;

/// One line: words, each part in its style.
type Line = Vec<(String, Style)>;

/// Before text that stands below its lead.
const BELOW: &str = "  ";

/// Lines of text of a width, up to a limit: what comes after it is not made.
pub struct Page<'a> {
    /// Colours and glyphs.
    pub theme: &'a Theme,
    width: usize,
    height: usize,
    limit: usize,
    lines: Vec<Line>,
}

impl<'a> Page<'a> {
    /// An empty page for an area from a line on. One line more than fits is made, so that it is known whether the
    /// page goes on.
    #[must_use]
    pub fn new(theme: &'a Theme, area: Rect, scroll: usize) -> Self {
        Self {
            theme,
            width: usize::from(area.width),
            height: usize::from(area.height),
            limit: scroll.saturating_add(usize::from(area.height)).saturating_add(1),
            lines: Vec::new(),
        }
    }

    /// An empty page that ends with its area: what is cut off is marked on its last line.
    #[must_use]
    pub fn cut(theme: &'a Theme, area: Rect, scroll: usize) -> Self {
        Self {
            limit: scroll.saturating_add(usize::from(area.height)),
            ..Self::new(theme, area, scroll)
        }
    }

    /// Whether more lines would not be shown.
    #[must_use]
    pub const fn is_full(&self) -> bool {
        self.lines.len() >= self.limit
    }

    /// How many lines there are so far.
    #[must_use]
    pub const fn lines(&self) -> usize {
        self.lines.len()
    }

    /// How wide the page is, in cells.
    #[must_use]
    pub const fn width(&self) -> usize {
        self.width
    }

    /// Adds a line; what does not fit is cut.
    pub fn line<W: Into<String>>(&mut self, parts: impl IntoIterator<Item = (W, Style)>) {
        if !self.is_full() {
            let line = parts
                .into_iter()
                .map(|(words, style)| (words.into(), style))
                .collect();
            self.lines.push(line);
        }
    }

    /// Adds an empty line, but never two in a row and none at the top.
    pub fn gap(&mut self) {
        if self.lines.last().is_some_and(|line| !line.is_empty()) && !self.is_full() {
            self.lines.push(Vec::new());
        }
    }

    /// How many lines fit.
    #[must_use]
    pub const fn height(&self) -> usize {
        self.height
    }

    /// Fills up with empty lines until there are so many.
    pub fn fill_to(&mut self, lines: usize) {
        while self.lines.len() < lines && !self.is_full() {
            self.lines.push(Vec::new());
        }
    }

    /// Adds text broken at words, at most `most` lines.
    pub fn text(&mut self, words: &str, style: Style, most: usize) {
        self.hanging("", words, style, most);
    }

    /// Adds text broken at words after a lead; the lines after the first stand under the text, not under the lead. A
    /// word too long to stand beside the lead, such as an address, has the next line rather than being broken.
    pub fn hanging(&mut self, lead: &str, words: &str, style: Style, most: usize) {
        self.led((lead, self.theme.quiet), words, style, most);
    }

    /// The same, with a lead in a style of its own.
    pub fn led(&mut self, (lead, lead_style): (&str, Style), words: &str, style: Style, most: usize) {
        let beside = self.width.saturating_sub(text::width(lead));
        let longest = words.split_whitespace().map(text::width).max().unwrap_or(0);
        let mut lead = lead;
        if longest > beside && text::width(lead) > BELOW.len() {
            self.line([(lead, lead_style)]);
            lead = BELOW;
        }
        let indent = text::width(lead);
        let room = self.width.saturating_sub(indent);
        let most = most.min(self.limit.saturating_sub(self.lines.len()));
        let mark = self.theme.glyphs.cut;
        for (index, words) in text::wrap(words, room, most, mark).into_iter().enumerate() {
            let lead = if index == 0 {
                lead.to_owned()
            } else {
                " ".repeat(indent)
            };
            self.line([(lead, lead_style), (words, style)]);
        }
    }

    /// Adds words in several styles, broken at blanks (never at a no-break space), at most `most` lines; what does not fit is cut.
    pub fn flow<W: AsRef<str>>(&mut self, parts: impl IntoIterator<Item = (W, Style)>, most: usize) {
        let mut lines: Vec<Line> = vec![Vec::new()];
        let mut used = 0;
        for (words, style) in parts {
            for word in words.as_ref().split_inclusive(' ') {
                let cells = text::width(word);
                if used > 0 && used + text::width(word.trim_end()) > self.width && lines.len() < most {
                    lines.push(Vec::new());
                    used = 0;
                }
                let word = if used == 0 { word.trim_start() } else { word };
                if let Some(line) = lines.last_mut() {
                    line.push((word.replace('\u{a0}', " "), style));
                }
                used += cells;
            }
        }
        for line in lines {
            self.line(line);
        }
    }

    /// Draws the lines from `scroll` on, or the last ones where the page ends before. Returns whether it goes on above
    /// and below.
    pub fn draw(&self, canvas: &mut Canvas<'_>, area: Rect, scroll: usize) -> (bool, bool) {
        let height = usize::from(area.height);
        let shown = Scroll::from(scroll).of(self.lines.len(), height);
        let first = shown.first;
        // What was not made may go on.
        canvas.tell(Scroll {
            last: shown.last.filter(|_| !self.is_full()),
            ..shown
        });
        let shown = self.lines.iter().skip(first).zip(area.top()..area.bottom());
        for (line, y) in shown {
            let parts = line.iter().map(|(words, style)| (words.as_str(), *style));
            canvas.parts(area.x, y, area.width, parts);
        }
        (first > 0, self.lines.len() > first.saturating_add(height))
    }
}
