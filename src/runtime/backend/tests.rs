//! What is written, byte by byte and as a terminal shows it.

use std::cell::RefCell;
use std::rc::Rc;

use proptest::prelude::*;
use ratatui::Terminal;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};

use super::pen::is_disputed;
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

/// Keeps what is written to it.
#[derive(Clone, Default)]
struct Tape(Rc<RefCell<Vec<u8>>>);

impl Tape {
    /// What was written since the last time.
    fn take(&self) -> String {
        String::from_utf8(self.0.take()).unwrap()
    }
}

impl Write for Tape {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A terminal of ten columns and three lines, cleared.
struct Ten {
    terminal: Terminal<Careful<Tape>>,
    tape: Tape,
}

impl Ten {
    fn new() -> Self {
        let tape = Tape::default();
        let mut terminal = Terminal::new(Careful::sized(tape.clone(), Size::new(10, 3))).unwrap();
        terminal.clear().unwrap();
        terminal.draw(|_| {}).unwrap();
        tape.take();
        Self { terminal, tape }
    }

    /// Draws texts at their places; what was written comes back, ESC as `^`.
    fn draw(&mut self, texts: &[(u16, u16, &str, Style)]) -> String {
        self.terminal
            .draw(|frame| {
                for (x, y, text, style) in texts {
                    frame.buffer_mut().set_string(*x, *y, text, *style);
                }
            })
            .unwrap();
        self.tape.take().replace('\u{1b}', "^")
    }
}

const PLAIN: Style = Style::new();
const BOLD: Style = Style::new().add_modifier(Modifier::BOLD);

#[test]
fn what_stands_after_a_disputed_cluster_is_placed_anew() {
    assert_eq!(
        Ten::new().draw(&[(3, 1, "🇩🇪x", PLAIN)]),
        "^[2;4H  ^[2;4H🇩🇪^[2;6Hx"
    );
}

#[test]
fn a_cluster_that_needed_its_cells_blanked_is_not_blanked_again() {
    let mut ten = Ten::new();
    ten.draw(&[(3, 1, "abc", PLAIN)]);
    assert_eq!(
        ten.draw(&[(3, 1, "❤\u{fe0f}c", PLAIN)]),
        "^[2;4H  ^[2;4H❤\u{fe0f}"
    );
}

#[test]
fn gaps_are_jumped_and_neighbours_follow_without_a_word() {
    let mut ten = Ten::new();
    let first = [(0, 0, "a山b", PLAIN), (5, 0, "c", BOLD), (9, 0, "d", PLAIN)];
    assert_eq!(ten.draw(&first), "^[Ha山b ^[1mc   ^[md");
    let next = [(0, 0, "a山e", PLAIN), (5, 0, "c", BOLD), (9, 0, "f", PLAIN)];
    assert_eq!(ten.draw(&next), "^[1;4He^[5Cf");
}

#[cfg(unix)]
#[test]
fn a_line_below_is_reached_the_shortest_way() {
    let mut ten = Ten::new();
    let down = [(4, 0, "a", PLAIN), (4, 1, "b", PLAIN), (0, 2, "c", PLAIN)];
    assert_eq!(ten.draw(&down), "^[1;5Ha\n^[Db\n\rc");
    let mut ten = Ten::new();
    assert_eq!(ten.draw(&[(0, 0, "a", PLAIN), (8, 1, "b", PLAIN)]), "^[Ha\n^[7Cb");
    // Behind the last column nobody knows where the cursor is.
    assert_eq!(
        Ten::new().draw(&[(9, 0, "a", PLAIN), (9, 1, "b", PLAIN)]),
        "^[1;10Ha^[2;10Hb"
    );
}

#[test]
fn a_short_gap_of_known_cells_is_written_again() {
    let mut ten = Ten::new();
    ten.draw(&[(0, 0, "ab c", PLAIN)]);
    assert_eq!(ten.draw(&[(0, 0, "xb y", PLAIN)]), "^[Hxb y");
    ten.draw(&[(0, 0, "a山b", PLAIN)]);
    assert_eq!(ten.draw(&[(0, 0, "x山y", PLAIN)]), "^[Hx^[2Cy");
}

#[test]
fn a_style_is_written_where_it_changes_and_taken_off_at_the_end() {
    let late = BOLD.fg(Color::Red);
    let cold = Style::new().fg(Color::Indexed(80));
    assert_eq!(
        Ten::new().draw(&[(0, 0, "xx", late), (2, 0, "y", cold)]),
        "^[H^[1;31mxx^[;38;5;80my^[m"
    );
    let tinted = late.bg(Color::Rgb(1, 2, 3));
    assert_eq!(
        Ten::new().draw(&[(0, 0, "x", BOLD), (1, 0, "y", late), (2, 0, "z", tinted)]),
        "^[H^[1mx^[31my^[48;2;1;2;3mz^[m"
    );
}

#[test]
fn a_blank_takes_no_style_unless_it_shows() {
    let under = Style::new().add_modifier(Modifier::UNDERLINED);
    assert_eq!(
        Ten::new().draw(&[(0, 0, "a", BOLD), (1, 0, " ", PLAIN), (2, 0, "b", BOLD)]),
        "^[H^[1ma b^[m"
    );
    assert_eq!(
        Ten::new().draw(&[(0, 0, "a", under), (1, 0, " ", PLAIN), (2, 0, "b", under)]),
        "^[H^[4ma^[Cb^[m"
    );
}

#[test]
fn the_blank_end_of_a_line_is_cleared_in_the_terminals_own_colour() {
    let mut ten = Ten::new();
    ten.draw(&[(0, 1, "abcdefghij", PLAIN)]);
    assert_eq!(ten.draw(&[(0, 1, "abX", PLAIN)]), "^[2;3HX^[K");
    let tinted = Style::new().bg(Color::Blue);
    ten.draw(&[(0, 1, "abcdefghij", tinted)]);
    assert_eq!(ten.draw(&[(0, 1, "abX", tinted)]), "^[2;3H^[44mX^[m^[K");
    // Three blanks are as short as clearing them.
    ten.draw(&[(0, 1, "abcdef", PLAIN)]);
    assert_eq!(ten.draw(&[(0, 1, "abc", PLAIN)]), "^[2;4H   ");
    // What is blank in another colour is written.
    ten.draw(&[(0, 1, "abcdefghij", PLAIN)]);
    assert_eq!(
        ten.draw(&[(0, 1, "ab        ", tinted)]),
        "^[2H^[44mab        ^[m"
    );
}

#[test]
fn the_cursor_is_hidden_and_shown_once() {
    let mut ten = Ten::new();
    assert_eq!(ten.draw(&[]), "");
    let at = |ten: &mut Ten, x| {
        ten.terminal
            .draw(|frame| frame.set_cursor_position((x, 0)))
            .unwrap();
        ten.tape.take().replace('\u{1b}', "^")
    };
    assert_eq!(at(&mut ten, 3), "^[?25h^[1;4H");
    assert_eq!(at(&mut ten, 4), "^[1;5H");
    assert_eq!(ten.draw(&[]), "^[?25l");
    // Others may have shown it while they had the terminal.
    ten.terminal.clear().unwrap();
    ten.tape.take();
    assert_eq!(ten.draw(&[]), "^[?25l");
}

#[test]
fn of_a_terminal_of_unknown_size_nothing_is_taken_for_granted() {
    let mut written = Vec::new();
    let mut buffer = Buffer::empty(Rect::new(0, 0, 6, 1));
    buffer.set_string(0, 0, "ab    ", PLAIN);
    let cells = (0..6).map(|x| (x, 0, &buffer[(x, 0)]));
    Careful::new(&mut written).draw(cells).unwrap();
    assert_eq!(String::from_utf8(written).unwrap(), "\u{1b}[Hab    ");
}

/// A text somewhere on the screen.
#[derive(Debug, Clone)]
struct Piece {
    x: u16,
    y: u16,
    text: String,
    style: Style,
}

const SIZE: Size = Size::new(24, 4);

fn piece() -> impl Strategy<Value = Piece> {
    let color = prop_oneof![
        4 => Just(Color::Reset),
        1 => Just(Color::Red),
        1 => Just(Color::LightBlue),
        1 => Just(Color::Indexed(80)),
        1 => Just(Color::Rgb(1, 2, 3)),
    ];
    let modifier = prop_oneof![
        4 => Just(Modifier::empty()),
        2 => Just(Modifier::BOLD),
        2 => Just(Modifier::DIM),
        1 => Just(Modifier::ITALIC),
        1 => Just(Modifier::UNDERLINED),
        1 => Just(Modifier::REVERSED),
        1 => Just(Modifier::BOLD | Modifier::ITALIC),
    ];
    let background =
        prop_oneof![6 => Just(Color::Reset), 1 => Just(Color::Green), 1 => Just(Color::Indexed(17))];
    let text = "([a-d ]|山|한|e\u{301}|→|   ){0,14}";
    (0..SIZE.width, 0..SIZE.height, text, color, background, modifier).prop_map(
        |(x, y, text, fg, bg, modifier)| Piece {
            x,
            y,
            text,
            style: Style::new().fg(fg).bg(bg).add_modifier(modifier),
        },
    )
}

/// A frame, and whether all is to be drawn anew before it.
fn frame() -> impl Strategy<Value = (Vec<Piece>, bool)> {
    (prop::collection::vec(piece(), 0..8), prop::bool::weighted(0.1))
}

/// Takes away what is covered in part by a later text: ratatui would not draw all of it.
fn whole(buffer: &mut Buffer) {
    for (x, y) in buffer.area.positions().map(|at| (at.x, at.y)) {
        let wide = unicode_width::UnicodeWidthStr::width(buffer[(x, y)].symbol()) > 1;
        if wide && buffer.cell((x + 1, y)) != Some(&Cell::default()) {
            buffer[(x, y)].reset();
        }
    }
}

fn vt_color(color: Color) -> vt100::Color {
    match color {
        Color::Red => vt100::Color::Idx(1),
        Color::Green => vt100::Color::Idx(2),
        Color::LightBlue => vt100::Color::Idx(12),
        Color::Indexed(n) => vt100::Color::Idx(n),
        Color::Rgb(r, g, b) => vt100::Color::Rgb(r, g, b),
        _other => vt100::Color::Default,
    }
}

/// What a terminal shows against what it should: a difference in words.
fn differs(shown: &vt100::Screen, wanted: &Buffer) -> Option<String> {
    let mut covered = 0;
    for (x, y) in wanted.area.positions().map(|at| (at.x, at.y)) {
        if x == 0 {
            covered = 0;
        }
        if covered > 0 {
            covered -= 1;
            continue;
        }
        let (cell, want) = (shown.cell(y, x)?, &wanted[(x, y)]);
        covered = unicode_width::UnicodeWidthStr::width(want.symbol()).saturating_sub(1);
        let text = if cell.has_contents() { cell.contents() } else { " " };
        let has = |modifier| want.modifier.contains(modifier);
        let mut same = text == want.symbol()
            && cell.bgcolor() == vt_color(want.bg)
            && cell.underline() == has(Modifier::UNDERLINED)
            && cell.inverse() == has(Modifier::REVERSED);
        // The rest does not show on a blank, unless its colours are swapped.
        if text != " " || cell.inverse() {
            same &= cell.fgcolor() == vt_color(want.fg);
        }
        if text != " " {
            same &= cell.italic() == has(Modifier::ITALIC);
            // This terminal knows only one weight at a time.
            if !has(Modifier::BOLD | Modifier::DIM) {
                same &= cell.bold() == has(Modifier::BOLD) && cell.dim() == has(Modifier::DIM);
            }
        }
        if !same {
            return Some(format!("at {x}, {y}: {want:?}, and the terminal shows {cell:?}"));
        }
    }
    None
}

proptest! {
    /// Whatever is drawn after whatever, the terminal shows the frame, and the cursor stays where it is put.
    #[test]
    fn a_terminal_shows_each_frame_as_it_was_drawn(frames in prop::collection::vec(frame(), 1..6)) {
        let tape = Tape::default();
        let mut terminal = Terminal::new(Careful::sized(tape.clone(), SIZE)).unwrap();
        let mut screen = vt100::Parser::new(
            SIZE.height.try_into().unwrap(),
            SIZE.width.try_into().unwrap(),
            0,
        );
        for (index, (pieces, anew)) in frames.iter().enumerate() {
            if index == 0 || *anew {
                // Whatever was there before.
                tape.0.borrow_mut().extend_from_slice(b"\x1b[1;31;44mrubbish\x1b[m");
                terminal.clear().unwrap();
            }
            let mut wanted = None;
            terminal
                .draw(|frame| {
                    for piece in pieces {
                        frame.buffer_mut().set_string(piece.x, piece.y, &piece.text, piece.style);
                    }
                    whole(frame.buffer_mut());
                    wanted = Some(frame.buffer_mut().clone());
                })
                .unwrap();
            screen.process(tape.take().as_bytes());
            let difference = differs(screen.screen(), &wanted.unwrap());
            prop_assert!(difference.is_none(), "frame {}: {}", index, difference.unwrap());
        }
    }
}
