//! The terminal behind ratatui: few bytes, and care for text whose width terminals do not agree on.
//!
//! A cluster such as `क्ष`, a flag or a family is as wide as its parts on one terminal, and one or two cells on
//! another. Each such cluster has its cells blanked first and the cursor placed anew after it, so that the rest of
//! the line stays where it belongs whatever the terminal makes of the cluster.
//!
//! Over a slow line a frame is as quick as it is short: gaps are jumped by the shortest sequence, and a style is
//! written only where it changes.

use std::collections::BTreeMap;
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
    shown: Shown,
}

impl<W: Write> Careful<W> {
    /// Draws on a writer.
    pub const fn new(writer: W) -> Self {
        Self {
            inner: CrosstermBackend::new(writer),
            shown: Shown(BTreeMap::new()),
        }
    }
}

/// The narrow cells that have been written, line by line. Writing a few of them again is shorter than jumping over
/// them.
#[derive(Debug)]
struct Shown(BTreeMap<u16, Vec<Option<(char, Look)>>>);

impl Shown {
    fn keep(&mut self, x: u16, y: u16, width: u16, known: Option<(char, Look)>) {
        let line = self.0.entry(y).or_default();
        let (start, end) = (usize::from(x), usize::from(x) + usize::from(width.max(1)));
        if line.len() < end {
            line.resize(end, None);
        }
        line[start..end].fill(None);
        line[start] = known;
    }

    /// The characters between two columns of a line, when all are known and in one style.
    fn between(&self, y: u16, from: u16, to: u16, style: Look) -> Option<String> {
        let line = self.0.get(&y)?.get(usize::from(from)..usize::from(to))?;
        let alike =
            |(c, look): &(char, Look)| *look == style || (*c == ' ' && look.is_bare() && style.is_bare());
        line.iter()
            .map(|cell| cell.filter(alike).map(|(c, _)| c))
            .collect()
    }
}

/// The longest gap that is written again instead of jumped over: a jump takes three or four bytes.
const GAP: u16 = 3;

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

impl Look {
    /// Whether a blank in this style looks like any other blank.
    fn is_bare(self) -> bool {
        self.bg == Color::Reset
            && !self
                .modifier
                .intersects(Modifier::UNDERLINED.union(Modifier::REVERSED))
    }
}

impl Pen {
    fn go(&self, x: u16, y: u16, shown: &Shown, out: &mut impl Write) -> io::Result<()> {
        if let Some((at, line)) = self.at
            && line == y
            && at < x
            && x - at <= GAP
            && let Some(between) = shown.between(y, at, x, self.style)
        {
            return out.write_all(between.as_bytes());
        }
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

    fn write(
        &mut self,
        x: u16,
        y: u16,
        cell: &Cell,
        shown: &mut Shown,
        out: &mut impl Write,
    ) -> io::Result<()> {
        let style = Look {
            fg: cell.fg,
            bg: cell.bg,
            modifier: cell.modifier,
        };
        let (symbol, width) = (cell.symbol(), u16::try_from(cell.symbol().width()).unwrap_or(1));
        self.go(x, y, shown, out)?;
        self.look(style, out)?;
        if is_disputed(symbol) {
            for _ in 0..width {
                out.write_all(b" ")?;
            }
            self.at = None;
            self.go(x, y, shown, out)?;
        }
        out.write_all(symbol.as_bytes())?;
        let mut characters = symbol.chars();
        let known = characters
            .next()
            .filter(|_| width == 1 && characters.next().is_none());
        shown.keep(x, y, width, known.map(|c| (c, style)));
        self.at = (!is_disputed(symbol)).then(|| (x.saturating_add(width.max(1)), y));
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
            pen.write(x, y, cell, &mut self.shown, out)?;
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
        self.shown.0.clear();
        self.inner.clear()
    }

    fn clear_region(&mut self, clear_type: ClearType) -> io::Result<()> {
        self.shown.0.clear();
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
        assert_eq!(text, "\u{1b}[1;1H\u{1b}[1;31mxx\u{1b}[0;38;5;80my\u{1b}[0m");
    }

    #[test]
    fn a_short_gap_of_known_cells_is_written_again() {
        let mut written = Vec::new();
        let mut backend = Careful::new(&mut written);
        let line = [
            (0, 0, plain("a")),
            (1, 0, plain("b")),
            (2, 0, plain(" ")),
            (3, 0, plain("c")),
        ];
        backend
            .draw(line.iter().map(|(x, y, cell)| (*x, *y, cell)))
            .unwrap();
        let again = [(0, 0, plain("x")), (3, 0, plain("y"))];
        backend
            .draw(again.iter().map(|(x, y, cell)| (*x, *y, cell)))
            .unwrap();
        assert_eq!(
            String::from_utf8(written).unwrap(),
            "\u{1b}[1;1Hab c\u{1b}[1;1Hxb y"
        );
    }
}
