//! The surface everything is drawn on: text goes into a place and never beyond it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::text;
use super::theme::Theme;
use crate::app::Scroll;

/// A buffer with the theme it is painted in. Whatever lies outside the buffer is not drawn.
pub struct Canvas<'a> {
    buffer: &'a mut Buffer,
    /// Colours and glyphs.
    pub theme: &'a Theme,
    /// How far what scrolls is shown: not always as far as was asked for, which may lie behind the last line.
    pub scroll: Option<Scroll>,
}

impl<'a> Canvas<'a> {
    /// A canvas over a whole buffer.
    pub const fn new(buffer: &'a mut Buffer, theme: &'a Theme) -> Self {
        Self {
            buffer,
            theme,
            scroll: None,
        }
    }

    /// Tells how far something that scrolls is shown. What stands side by side scrolls together, as far as the longest.
    pub fn tell(&mut self, shown: Scroll) {
        self.scroll = Some(self.scroll.map_or(shown, |other| Scroll {
            first: other.first.max(shown.first),
            last: other.last.zip(shown.last).map(|(one, two)| one.max(two)),
        }));
    }

    /// Writes a text as it is from `x` on, in at most `room` cells, without a mark where it is cut. Returns the
    /// column after the last cell written.
    pub fn put(&mut self, x: u16, y: u16, room: u16, words: &str, style: Style) -> u16 {
        let area = self.buffer.area;
        if y < area.top() || y >= area.bottom() || x < area.left() {
            return x;
        }
        let end = x.saturating_add(room).min(area.right());
        let mut at = x;
        for (cluster, cells) in text::clusters(words) {
            let cells = u16::try_from(cells).unwrap_or(u16::MAX);
            let next = at.saturating_add(cells);
            if next > end {
                break;
            }
            if let Some(cell) = self.buffer.cell_mut((at, y)) {
                cell.set_symbol(cluster).set_style(style);
            }
            // The cells under a wide cluster must be blank, or the next frame's comparison misses them.
            for hidden in at + 1..next {
                if let Some(cell) = self.buffer.cell_mut((hidden, y)) {
                    cell.reset();
                }
            }
            at = next;
        }
        at
    }

    /// Writes a text into a column of `room` cells, cut at a word. Returns the column after the last cell written.
    pub fn column(&mut self, x: u16, y: u16, room: u16, words: &str, style: Style) -> u16 {
        let shown = text::fit(words, usize::from(room), self.theme.glyphs.cut);
        self.put(x, y, room, &shown, style)
    }

    /// Writes a text so that it ends before `right`, in at most `room` cells, cut at a word.
    pub fn right(&mut self, right: u16, y: u16, room: u16, words: &str, style: Style) -> u16 {
        let shown = text::fit(words, usize::from(room), self.theme.glyphs.cut);
        let cells = u16::try_from(text::width(&shown)).unwrap_or(u16::MAX);
        let x = right.saturating_sub(cells);
        self.put(x, y, cells, &shown, style);
        x
    }

    /// Writes parts one after the other, each in its style, in at most `room` cells together; the part that does not
    /// fit is cut at a word. Returns the column after the last cell written.
    pub fn parts<'p>(
        &mut self,
        x: u16,
        y: u16,
        room: u16,
        parts: impl IntoIterator<Item = (&'p str, Style)>,
    ) -> u16 {
        let end = x.saturating_add(room);
        let mut at = x;
        for (words, style) in parts {
            let left = end.saturating_sub(at);
            if text::width(words) > usize::from(left) {
                // Cutting collapses blanks, and those in front part this from what stands before it.
                let blanks = u16::try_from(words.len() - words.trim_start_matches(' ').len()).unwrap_or(left);
                let at = at.saturating_add(blanks.min(left));
                return self.column(at, y, end.saturating_sub(at), words, style);
            }
            at = self.put(at, y, left, words, style);
        }
        at
    }

    /// Fills a line with one glyph.
    pub fn rule(&mut self, x: u16, y: u16, cells: u16, glyph: &str, style: Style) {
        for at in x..x.saturating_add(cells) {
            if let Some(cell) = self.buffer.cell_mut((at, y)) {
                cell.set_symbol(glyph).set_style(style);
            }
        }
    }

    /// A bar from the top to the bottom of an area, one cell wide.
    pub fn bar(&mut self, area: Rect, style: Style) {
        for y in area.top()..area.bottom() {
            if let Some(cell) = self.buffer.cell_mut((area.x, y)) {
                cell.set_symbol(self.theme.glyphs.bar).set_style(style);
            }
        }
    }

    /// Blanks an area.
    pub fn clear(&mut self, area: Rect) {
        for y in area.top()..area.bottom() {
            for x in area.left()..area.right() {
                if let Some(cell) = self.buffer.cell_mut((x, y)) {
                    cell.reset();
                }
            }
        }
    }

    /// Adds a style to what stands in a line.
    pub fn restyle(&mut self, x: u16, y: u16, cells: u16, style: Style) {
        let area = Rect::new(x, y, cells, 1).intersection(self.buffer.area);
        self.buffer.set_style(area, style);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_wide_cluster_is_not_split_at_the_edge_and_blanks_what_it_covers() {
        let theme = Theme::default();
        let mut buffer = Buffer::with_lines(["abcdef"]);
        let mut canvas = Canvas::new(&mut buffer, &theme);
        assert_eq!(canvas.put(0, 0, 3, "山田", Style::new()), 2);
        assert_eq!(buffer, Buffer::with_lines(["山cdef"]));
    }

    proptest! {
        #[test]
        fn nothing_is_written_outside_its_place(text in "(.|[山e\u{301}👩‍שل]){0,30}", x in 0_u16..12, y in 0_u16..4,
                                                room in 0_u16..20) {
            let theme = Theme::default();
            let area = Rect::new(0, 0, 10, 2);
            let mut buffer = Buffer::filled(area, ratatui::buffer::Cell::new("~"));
            let mut canvas = Canvas::new(&mut buffer, &theme);
            canvas.column(x, y, room, &text, Style::new());
            for (cx, cy) in area.positions().map(|p| (p.x, p.y)) {
                if cy != y || cx < x || cx >= x.saturating_add(room) {
                    prop_assert_eq!(buffer[(cx, cy)].symbol(), "~");
                }
            }
        }
    }
}
