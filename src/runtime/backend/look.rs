//! How a cell is written, and the shortest sequence from one way to another (SGR, ECMA-48 8.3.117).

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

/// The part of a cell's style that is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Look {
    fg: Color,
    bg: Color,
    modifier: Modifier,
}

/// Modifiers that show on a blank.
const ON_BLANKS: Modifier = Modifier::UNDERLINED
    .union(Modifier::REVERSED)
    .union(Modifier::CROSSED_OUT);

impl Look {
    /// The terminal's own.
    pub(super) const PLAIN: Self = Self {
        fg: Color::Reset,
        bg: Color::Reset,
        modifier: Modifier::empty(),
    };

    pub(super) const fn of(cell: &Cell) -> Self {
        Self {
            fg: cell.fg,
            bg: cell.bg,
            modifier: cell.modifier,
        }
    }

    /// Whether a blank in this style looks like any other blank.
    pub(super) fn is_bare(self) -> bool {
        self.bg == Color::Reset && !self.modifier.intersects(ON_BLANKS)
    }

    /// Writes what makes this of another look: what is new is added, and what has to go takes all the rest with it.
    pub(super) fn after(self, before: Self, out: &mut Vec<u8>) {
        if self == before {
            return;
        }
        out.extend_from_slice(b"\x1b[");
        let adds = self.modifier.contains(before.modifier)
            && (self.fg == before.fg || self.fg != Color::Reset)
            && (self.bg == before.bg || self.bg != Color::Reset);
        let (from, mut first) = if adds {
            (before, true)
        } else {
            // A parameter left empty is 0.
            (Self::PLAIN, false)
        };
        let mut code = |numbers: &[u8]| {
            for number in numbers {
                if !std::mem::take(&mut first) {
                    out.push(b';');
                }
                decimal(u32::from(*number), out);
            }
        };
        for (modifier, number) in MODIFIERS {
            if self.modifier.difference(from.modifier).contains(*modifier) {
                code(&[*number]);
            }
        }
        if self.fg != from.fg {
            color(self.fg, 30, &mut code);
        }
        if self.bg != from.bg {
            color(self.bg, 40, &mut code);
        }
        out.push(b'm');
    }
}

const MODIFIERS: &[(Modifier, u8)] = &[
    (Modifier::BOLD, 1),
    (Modifier::DIM, 2),
    (Modifier::ITALIC, 3),
    (Modifier::UNDERLINED, 4),
    (Modifier::SLOW_BLINK, 5),
    (Modifier::RAPID_BLINK, 6),
    (Modifier::REVERSED, 7),
    (Modifier::HIDDEN, 8),
    (Modifier::CROSSED_OUT, 9),
];

/// The code of a colour; `base` is 30 for the foreground and 40 for the background. The terminal's own has none.
fn color(color: Color, base: u8, code: &mut impl FnMut(&[u8])) {
    match color {
        Color::Reset => {}
        Color::Black => code(&[base]),
        Color::Red => code(&[base + 1]),
        Color::Green => code(&[base + 2]),
        Color::Yellow => code(&[base + 3]),
        Color::Blue => code(&[base + 4]),
        Color::Magenta => code(&[base + 5]),
        Color::Cyan => code(&[base + 6]),
        Color::Gray => code(&[base + 7]),
        Color::DarkGray => code(&[base + 60]),
        Color::LightRed => code(&[base + 61]),
        Color::LightGreen => code(&[base + 62]),
        Color::LightYellow => code(&[base + 63]),
        Color::LightBlue => code(&[base + 64]),
        Color::LightMagenta => code(&[base + 65]),
        Color::LightCyan => code(&[base + 66]),
        Color::White => code(&[base + 67]),
        Color::Indexed(n) => code(&[base + 8, 5, n]),
        Color::Rgb(r, g, b) => code(&[base + 8, 2, r, g, b]),
    }
}

/// Writes a number in decimal.
pub(super) fn decimal(number: u32, out: &mut Vec<u8>) {
    if number >= 10 {
        decimal(number / 10, out);
    }
    out.extend(u8::try_from(number % 10).map(|digit| b'0' + digit));
}
