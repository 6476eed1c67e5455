//! The pen: where the terminal's cursor is and how it writes, while a frame is drawn.

use ratatui::buffer::Cell;
use unicode_width::UnicodeWidthStr;

use super::look::{Look, decimal};
use super::shown::{Screen, Shown};

/// Fewer blanks than this at the end of a line are written rather than cleared: clearing takes three bytes.
const FEW: u16 = 4;

/// Whether a line feed leaves the column as it is: a raw terminal of Unix changes nothing in what is written to it, and
/// the cursor is never on the last line when it goes down.
const DOWN: bool = cfg!(unix);

/// Where the cursor is and how it writes. Before the first cell of a frame its place is not known.
pub(super) struct Pen<'a> {
    at: Option<(u16, u16)>,
    look: Look,
    screen: &'a mut Screen,
    out: &'a mut Vec<u8>,
}

impl<'a> Pen<'a> {
    pub(super) const fn new(screen: &'a mut Screen, out: &'a mut Vec<u8>) -> Self {
        Self {
            at: None,
            look: Look::PLAIN,
            screen,
            out,
        }
    }

    /// Writes the cells that change in one line, from left to right.
    pub(super) fn line(&mut self, y: u16, cells: &[(u16, &Cell)]) {
        let end = self.end(y, cells);
        let (before, blanks) = cells.split_at(cells.partition_point(|(x, _)| *x < end));
        for (x, cell) in before {
            self.cell(*x, y, cell);
        }
        let (Some((first, _)), Some((last, _))) = (blanks.first(), blanks.last()) else {
            return;
        };
        if last - first < FEW - 1 {
            for (x, cell) in blanks {
                self.cell(*x, y, cell);
            }
            return;
        }
        self.clear(end, *first, y);
    }

    /// The column from which on the line will be blank to its end; behind all columns where that is not known.
    fn end(&self, y: u16, cells: &[(u16, &Cell)]) -> u16 {
        let mut end = self.screen.width();
        let mut cells = cells.iter().rev().peekable();
        if cells.peek().is_none_or(|(last, _)| *last >= end) {
            return u16::MAX;
        }
        while let Some(x) = end.checked_sub(1) {
            let blank = match cells.next_if(|(at, _)| *at == x) {
                Some((_, cell)) => cell.symbol() == " " && Look::of(cell).is_bare(),
                None => self.screen.at(x, y).is_blank(),
            };
            if !blank {
                break;
            }
            end = x;
        }
        end
    }

    /// Clears a line to its end: from where the pen is, if all is blank from there on, else from `first`. The colour of
    /// what is cleared is the terminal's own, also where the pen's background is used for it.
    fn clear(&mut self, end: u16, first: u16, y: u16) {
        let from = match self.at {
            Some((at, line)) if line == y && (end..=first).contains(&at) => at,
            _ => first,
        };
        self.go(from, y);
        if !self.look.is_bare() {
            self.look(Look::PLAIN);
        }
        self.out.extend_from_slice(b"\x1b[K");
        self.screen.cleared(from, y);
    }

    /// Writes a cell.
    fn cell(&mut self, x: u16, y: u16, cell: &Cell) {
        let (symbol, look) = (cell.symbol(), Look::of(cell));
        let blank = symbol == " ";
        // The cells of a cluster were blanked before it was written: one more blank would cut it in two.
        if blank && self.screen.at(x, y) == Shown::Covered {
            return;
        }
        self.go(x, y);
        // A bare blank looks the same whatever the pen's colour.
        if !(blank && look.is_bare() && self.look.is_bare()) {
            self.look(look);
        }
        let mut characters = symbol.chars();
        let only = characters.next().filter(|_| characters.next().is_none());
        let width = match only {
            Some(c) if c.is_ascii() => 1,
            _ => u16::try_from(symbol.width()).unwrap_or(1).max(1),
        };
        let disputed = is_disputed(symbol);
        if disputed {
            self.blanks(width);
            self.at = None;
            self.go(x, y);
        }
        self.out.extend_from_slice(symbol.as_bytes());
        let shown = only
            .filter(|_| width == 1)
            .map_or(Shown::Cluster, |c| Shown::Narrow(c, look));
        let bared = self.screen.wrote(x, y, width, shown);
        let mut after = x.saturating_add(width);
        if bared > 0 && !self.look.is_bare() {
            // Some terminals give them the look of what was written, and ratatui takes them for blank.
            self.look(Look::PLAIN);
            self.blanks(bared);
            after = after.saturating_add(bared);
        }
        // Behind the last column terminals differ on where the cursor is.
        let known = !disputed && (self.screen.width() == 0 || after < self.screen.width());
        self.at = known.then_some((after, y));
    }

    /// Goes to a place, the shortest way. A short gap of known cells is written again where that is not longer than a
    /// jump.
    fn go(&mut self, x: u16, y: u16) {
        let from = self.at.replace((x, y));
        if let Some((at, line)) = from
            && line == y
            && at <= x
        {
            if at < x && !self.again(at, x, y) {
                self.sequence(&[x - at], b'C');
            }
            return;
        }
        let start = self.out.len();
        self.sequence(&[y.saturating_add(1), x.saturating_add(1)], b'H');
        let straight = self.out.len();
        if let Some((at, line)) = from
            && line < y
            && DOWN
        {
            self.down(y - line, at, x);
            if self.out.len() - straight < straight - start {
                self.out.drain(start..straight);
            } else {
                self.out.truncate(straight);
            }
        }
    }

    /// Goes so many lines down, and from one column to another.
    fn down(&mut self, lines: u16, from: u16, to: u16) {
        self.out.extend(std::iter::repeat_n(b'\n', usize::from(lines)));
        match to {
            0 if from > 0 => self.out.push(b'\r'),
            _ if to < from => self.sequence(&[from - to], b'D'),
            _ if to > from => self.sequence(&[to - from], b'C'),
            _ => {}
        }
    }

    /// Writes again what stands between two columns, if that is all known, in the pen's look, and no longer than the
    /// jump over it.
    fn again(&mut self, from: u16, to: u16, y: u16) -> bool {
        let jump = match to - from {
            1 => 3,
            2..=9 => 4,
            _ => 5,
        };
        let start = self.out.len();
        for x in from..to {
            let Shown::Narrow(c, look) = self.screen.at(x, y) else {
                self.out.truncate(start);
                return false;
            };
            let same = look == self.look || (c == ' ' && look.is_bare() && self.look.is_bare());
            self.out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
            if !same || self.out.len() - start > jump {
                self.out.truncate(start);
                return false;
            }
        }
        true
    }

    /// Writes a control sequence. A parameter of 1 at the end is left out: it is what the terminal takes for none.
    fn sequence(&mut self, mut numbers: &[u16], end: u8) {
        while let [before @ .., 1] = numbers {
            numbers = before;
        }
        self.out.extend_from_slice(b"\x1b[");
        for (index, number) in numbers.iter().enumerate() {
            if index > 0 {
                self.out.push(b';');
            }
            decimal(u32::from(*number), self.out);
        }
        self.out.push(end);
    }

    fn blanks(&mut self, blanks: u16) {
        self.out.extend(std::iter::repeat_n(b' ', usize::from(blanks)));
    }

    fn look(&mut self, look: Look) {
        look.after(self.look, self.out);
        self.look = look;
    }

    /// Ends the frame: what is written next begins plain.
    pub(super) fn lift(mut self) {
        self.look(Look::PLAIN);
    }
}

/// Whether terminals may disagree on a cluster's width: it has more than one character, and what follows the first is
/// not just the accents that every terminal knows.
pub(super) fn is_disputed(symbol: &str) -> bool {
    symbol
        .chars()
        .skip(1)
        .any(|c| !matches!(c, '\u{300}'..='\u{36f}'))
}
