//! The terminal behind ratatui, with care for text whose width terminals do not agree on.
//!
//! A cluster such as `क्ष`, a flag or a family is as wide as its parts on one terminal, and one or two cells on
//! another. Around each such cluster the cells are blanked first and the cursor is placed anew after it, so that the
//! rest of the line stays where it belongs whatever the terminal makes of the cluster.

use std::io::{self, Write};

use ratatui::backend::{Backend, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};
use unicode_width::UnicodeWidthStr;

/// Draws through crossterm, carefully.
#[derive(Debug)]
pub struct Careful<W: Write> {
    inner: CrosstermBackend<W>,
}

impl<W: Write> Careful<W> {
    /// Draws on a writer.
    pub const fn new(writer: W) -> Self {
        Self {
            inner: CrosstermBackend::new(writer),
        }
    }
}

/// Whether terminals may disagree on a cluster's width: it has more than one character, and what follows the first is
/// not just the accents that every terminal knows.
fn is_disputed(symbol: &str) -> bool {
    symbol
        .chars()
        .skip(1)
        .any(|c| !matches!(c, '\u{300}'..='\u{36f}'))
}

impl<W: Write> Backend for Careful<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let mut plain: Vec<(u16, u16, &'a Cell)> = Vec::new();
        for (x, y, cell) in content {
            if !is_disputed(cell.symbol()) {
                plain.push((x, y, cell));
                continue;
            }
            // Each call places the cursor anew: what was drawn before says nothing of where it is.
            self.inner.draw(plain.drain(..))?;
            let mut blank = cell.clone();
            blank.set_symbol(" ");
            let width = u16::try_from(cell.symbol().width()).unwrap_or(1);
            self.inner
                .draw((0..width).map(|offset| (x.saturating_add(offset), y, &blank)))?;
            self.inner.draw(std::iter::once((x, y, cell)))?;
        }
        if plain.is_empty() {
            Ok(())
        } else {
            self.inner.draw(plain.into_iter())
        }
    }

    fn append_lines(&mut self, n: u16) -> io::Result<()> {
        self.inner.append_lines(n)
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.inner.hide_cursor()
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.inner.show_cursor()
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        self.inner.get_cursor_position()
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.inner.set_cursor_position(position)
    }

    fn clear(&mut self) -> io::Result<()> {
        self.inner.clear()
    }

    fn clear_region(&mut self, clear_type: ClearType) -> io::Result<()> {
        self.inner.clear_region(clear_type)
    }

    fn size(&self) -> io::Result<Size> {
        self.inner.size()
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        self.inner.window_size()
    }

    fn flush(&mut self) -> io::Result<()> {
        Backend::flush(&mut self.inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_clusters_of_uncertain_width_are_drawn_apart() {
        for plain in ["a", "é", "e\u{301}", "山", "→", "한", "ü"] {
            assert!(!is_disputed(plain), "{plain}");
        }
        for disputed in ["\u{1f468}\u{200d}\u{1f469}", "❤\u{fe0f}", "🇩🇪", "क्ष", "सा"] {
            assert!(is_disputed(disputed), "{disputed}");
        }
    }

    #[test]
    fn what_stands_after_a_disputed_cluster_is_placed_anew() {
        let cell = |symbol: &str| {
            let mut cell = Cell::default();
            cell.set_symbol(symbol);
            cell
        };
        let (flag, after) = (cell("🇩🇪"), cell("x"));
        let mut written = Vec::new();
        Careful::new(&mut written)
            .draw([(3, 1, &flag), (5, 1, &after)].into_iter())
            .unwrap();
        let text = String::from_utf8(written).unwrap();
        assert!(text.contains("\u{1b}[2;4H  "), "{text:?}");
        assert!(text.contains("\u{1b}[2;4H🇩🇪"), "{text:?}");
        assert!(text.contains("\u{1b}[2;6Hx"), "{text:?}");
    }
}
