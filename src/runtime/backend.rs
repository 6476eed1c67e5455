//! The terminal behind ratatui: few bytes, and care for text whose width terminals do not agree on.
//!
//! A cluster such as `क्ष`, a flag or a family is as wide as its parts on one terminal, and one or two cells on
//! another. Each such cluster has its cells blanked first and the cursor placed anew after it, so that the rest of
//! the line stays where it belongs whatever the terminal makes of the cluster.
//!
//! Over a slow line a frame is as quick as it is short: gaps are jumped by the shortest sequence, and a style is
//! written only where it changes.

use std::io::{self, Write};

use ratatui::backend::{Backend, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};
use ratatui::style::{Color, Modifier};
use unicode_width::UnicodeWidthStr;

/// Draws on a terminal that speaks ANSI.
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

/// Where the cursor is and how it writes, while a frame is drawn.
#[derive(Default)]
struct Pen {
    at: Option<(u16, u16)>,
    style: Look,
}

/// The part of a cell's style that is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Look {
    fg: Color,
    bg: Color,
    modifier: Modifier,
}

impl Pen {
    fn go(&mut self, x: u16, y: u16, out: &mut impl Write) -> io::Result<()> {
        match self.at {
            Some((at, line)) if line == y && at == x => Ok(()),
            Some((at, line)) if line == y && x == at + 1 => out.write_all(b"\x1b[C"),
            Some((at, line)) if line == y && x > at => write!(out, "\x1b[{}C", x - at),
            _ => write!(out, "\x1b[{};{}H", u32::from(y) + 1, u32::from(x) + 1),
        }
    }

    fn look(&mut self, style: Look, out: &mut impl Write) -> io::Result<()> {
        if style == self.style {
            return Ok(());
        }
        let mut codes: Vec<String> = Vec::new();
        // From plain, what is wanted is added; from anything else, everything is taken off first.
        if self.style != Look::default() {
            codes.push("0".to_owned());
        }
        for (modifier, code) in MODIFIERS {
            if style.modifier.contains(*modifier) {
                codes.push((*code).to_owned());
            }
        }
        codes.extend(color(style.fg, 30));
        codes.extend(color(style.bg, 40));
        self.style = style;
        write!(out, "\x1b[{}m", codes.join(";"))
    }

    fn write(&mut self, x: u16, y: u16, cell: &Cell, out: &mut impl Write) -> io::Result<()> {
        self.look(
            Look {
                fg: cell.fg,
                bg: cell.bg,
                modifier: cell.modifier,
            },
            out,
        )?;
        let (symbol, width) = (cell.symbol(), u16::try_from(cell.symbol().width()).unwrap_or(1));
        if is_disputed(symbol) {
            self.go(x, y, out)?;
            for _ in 0..width {
                out.write_all(b" ")?;
            }
            self.at = None;
            self.go(x, y, out)?;
            out.write_all(symbol.as_bytes())?;
            self.at = None;
        } else {
            self.go(x, y, out)?;
            out.write_all(symbol.as_bytes())?;
            self.at = Some((x.saturating_add(width.max(1)), y));
        }
        Ok(())
    }
}

const MODIFIERS: &[(Modifier, &str)] = &[
    (Modifier::BOLD, "1"),
    (Modifier::DIM, "2"),
    (Modifier::ITALIC, "3"),
    (Modifier::UNDERLINED, "4"),
    (Modifier::SLOW_BLINK, "5"),
    (Modifier::RAPID_BLINK, "6"),
    (Modifier::REVERSED, "7"),
    (Modifier::HIDDEN, "8"),
    (Modifier::CROSSED_OUT, "9"),
];

/// The code of a colour; `base` is 30 for the foreground and 40 for the background. `None` is the terminal's own.
fn color(color: Color, base: u8) -> Option<String> {
    let plain = |n: u8| Some((base + n).to_string());
    let bright = |n: u8| Some((base + 60 + n).to_string());
    match color {
        Color::Reset => None,
        Color::Black => plain(0),
        Color::Red => plain(1),
        Color::Green => plain(2),
        Color::Yellow => plain(3),
        Color::Blue => plain(4),
        Color::Magenta => plain(5),
        Color::Cyan => plain(6),
        Color::Gray => plain(7),
        Color::DarkGray => bright(0),
        Color::LightRed => bright(1),
        Color::LightGreen => bright(2),
        Color::LightYellow => bright(3),
        Color::LightBlue => bright(4),
        Color::LightMagenta => bright(5),
        Color::LightCyan => bright(6),
        Color::White => bright(7),
        Color::Indexed(n) => Some(format!("{};5;{n}", base + 8)),
        Color::Rgb(r, g, b) => Some(format!("{};2;{r};{g};{b}", base + 8)),
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
        let (mut pen, out) = (Pen::default(), &mut self.inner);
        for (x, y, cell) in content {
            pen.write(x, y, cell, out)?;
        }
        pen.look(Look::default(), out)
    }

    fn append_lines(&mut self, n: u16) -> io::Result<()> {
        self.inner.append_lines(n)
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.inner.hide_cursor()
    }

    /// Never fails: ratatui shows the cursor at its very end and prints the failure, which is no use on a terminal that
    /// is gone. One that is still there says so with the next frame.
    fn show_cursor(&mut self) -> io::Result<()> {
        drop(self.inner.show_cursor());
        Ok(())
    }

    /// Not asked for: the screen is whole and says where its cursor is. A terminal that is slow to answer, or never
    /// does, would hold up the first frame.
    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(Position::ORIGIN)
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

    fn cell(symbol: &str, fg: Color, modifier: Modifier) -> Cell {
        let mut cell = Cell::default();
        cell.set_symbol(symbol).set_fg(fg);
        cell.modifier = modifier;
        cell
    }

    fn plain(symbol: &str) -> Cell {
        cell(symbol, Color::Reset, Modifier::empty())
    }

    fn drawn(cells: &[(u16, u16, Cell)]) -> String {
        let mut written = Vec::new();
        Careful::new(&mut written)
            .draw(cells.iter().map(|(x, y, cell)| (*x, *y, cell)))
            .unwrap();
        String::from_utf8(written).unwrap()
    }

    #[test]
    fn what_stands_after_a_disputed_cluster_is_placed_anew() {
        let text = drawn(&[(3, 1, plain("🇩🇪")), (5, 1, plain("x"))]);
        assert_eq!(text, "\u{1b}[2;4H  \u{1b}[2;4H🇩🇪\u{1b}[2;6Hx");
    }

    #[test]
    fn gaps_are_jumped_and_neighbours_follow_without_a_word() {
        let text = drawn(&[
            (0, 0, plain("a")),
            (1, 0, plain("山")),
            (3, 0, plain("b")),
            (5, 0, plain("c")),
            (9, 0, plain("d")),
        ]);
        assert_eq!(text, "\u{1b}[1;1Ha山b\u{1b}[Cc\u{1b}[3Cd");
    }

    #[test]
    fn a_style_is_written_where_it_changes_and_taken_off_at_the_end() {
        let late = || cell("x", Color::Red, Modifier::BOLD);
        let text = drawn(&[
            (0, 0, late()),
            (1, 0, late()),
            (2, 0, cell("y", Color::Indexed(80), Modifier::empty())),
        ]);
        assert_eq!(text, "\u{1b}[1;31m\u{1b}[1;1Hxx\u{1b}[0;38;5;80my\u{1b}[0m");
    }
}
