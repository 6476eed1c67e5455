//! The terminal behind ratatui: few bytes, and care for text whose width terminals do not agree on.
//!
//! A cluster such as `क्ष`, a flag or a family is as wide as its parts on one terminal, and one or two cells on
//! another. Each such cluster has its cells blanked first and the cursor placed anew after it, so that the rest of
//! the line stays where it belongs whatever the terminal makes of the cluster.
//!
//! Over a slow line a frame is as quick as it is short: gaps are jumped by the shortest sequence, line ends are cleared,
//! and a style is written only where it changes and shows.

mod look;
mod pen;
mod shown;
#[cfg(test)]
mod tests;

use std::io::{self, Write};

use ratatui::backend::{Backend, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};

use pen::Pen;
use shown::{Screen, Shown};

/// Draws on a terminal that speaks ANSI.
#[derive(Debug)]
pub struct Careful<W: Write> {
    inner: CrosstermBackend<W>,
    /// The size of what is no terminal, and can't be asked.
    fixed: Option<Size>,
    /// The size at the last look, which ratatui takes before each frame.
    size: std::cell::Cell<Size>,
    screen: Screen,
    /// Whether the cursor is to be seen; `None` while that is not known.
    cursor: Option<bool>,
    /// A frame's bytes, kept for the next one.
    bytes: Vec<u8>,
}

impl<W: Write> Careful<W> {
    /// Draws on the terminal behind a writer.
    pub const fn new(writer: W) -> Self {
        Self {
            inner: CrosstermBackend::new(writer),
            fixed: None,
            size: std::cell::Cell::new(Size::ZERO),
            screen: Screen::new(),
            cursor: None,
            bytes: Vec::new(),
        }
    }

    /// Draws on a writer as on a terminal of that size.
    pub fn sized(writer: W, size: Size) -> Self {
        Self {
            fixed: Some(size),
            ..Self::new(writer)
        }
    }
}

impl<W: Write> Backend for Careful<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        self.screen.resize(self.size.get());
        self.bytes.clear();
        let mut pen = Pen::new(&mut self.screen, &mut self.bytes);
        let (mut line, mut cells) = (0, Vec::new());
        for (x, y, cell) in content {
            if y != line {
                pen.line(line, &cells);
                cells.clear();
                line = y;
            }
            cells.push((x, cell));
        }
        pen.line(line, &cells);
        pen.lift();
        self.inner.write_all(&self.bytes)
    }

    fn append_lines(&mut self, n: u16) -> io::Result<()> {
        self.screen.fill(Shown::Unknown);
        self.inner.append_lines(n)
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        if self.cursor != Some(false) {
            self.inner.write_all(b"\x1b[?25l")?;
            self.cursor = Some(false);
        }
        Ok(())
    }

    /// Never fails: ratatui shows the cursor at its very end and prints the failure, which is no use on a terminal that
    /// is gone. One that is still there says so with the next frame.
    fn show_cursor(&mut self) -> io::Result<()> {
        if self.cursor != Some(true) {
            self.cursor = self.inner.show_cursor().is_ok().then_some(true);
        }
        Ok(())
    }

    /// Not asked for: the screen is whole and says where its cursor is. A terminal that is slow to answer, or never
    /// does, would hold up the first frame.
    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(Position::ORIGIN)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        let Position { x, y } = position.into();
        write!(self.inner, "\x1b[{};{}H", u32::from(y) + 1, u32::from(x) + 1)
    }

    fn clear(&mut self) -> io::Result<()> {
        self.clear_region(ClearType::All)
    }

    fn clear_region(&mut self, clear_type: ClearType) -> io::Result<()> {
        // Whoever had the terminal meanwhile may have done what they liked with its cursor.
        self.cursor = None;
        self.screen.resize(self.size.get());
        self.screen.fill(match clear_type {
            ClearType::All => Shown::BLANK,
            ClearType::AfterCursor
            | ClearType::BeforeCursor
            | ClearType::CurrentLine
            | ClearType::UntilNewLine => Shown::Unknown,
        });
        self.inner.clear_region(clear_type)
    }

    fn size(&self) -> io::Result<Size> {
        let size = self.fixed.map_or_else(|| self.inner.size(), Ok)?;
        self.size.set(size);
        Ok(size)
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        self.inner.window_size()
    }

    fn flush(&mut self) -> io::Result<()> {
        Backend::flush(&mut self.inner)
    }
}
