//! Frames as a rep sees them, at the three sizes that matter, and at every size that may happen.

mod asked;
mod clicks;
mod clients;
mod diary;
mod greeting;
mod morning;
mod panels;
mod promised;
mod records;
mod sizes;
mod small;
mod typed;
mod views;

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::CellWidth;

use super::theme::Theme;
use crate::app::State;

/// The sizes at which every screen is looked at.
pub(super) const SIZES: [(u16, u16); 3] = [(120, 36), (80, 24), (40, 12)];

/// A frame as text, without blanks at the ends of its lines.
pub(super) fn frame(state: &State, (width, height): (u16, u16), theme: &Theme) -> String {
    let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
    terminal.draw(|frame| super::draw(frame, state, theme)).unwrap();
    let buffer = terminal.backend().buffer();
    let line = |y| {
        let mut line = String::new();
        let mut hidden = 0;
        for x in 0..width {
            if hidden == 0 {
                let symbol = buffer[(x, y)].symbol();
                line.push_str(symbol);
                hidden = usize::from(symbol.cell_width());
            }
            hidden = hidden.saturating_sub(1);
        }
        line.trim_end().to_owned()
    };
    (0..height).map(line).collect::<Vec<_>>().join("\n")
}

/// Compares a screen with its pictures at the three sizes.
pub(super) fn look(name: &str, state: &State) {
    for size in SIZES {
        look_at(name, state, size);
    }
}

/// Compares a screen with its picture at one size.
pub(super) fn look_at(name: &str, state: &State, size: (u16, u16)) {
    let name = format!("{name}@{}x{}", size.0, size.1);
    let shown = frame(state, size, &Theme::default());
    insta::with_settings!({ snapshot_path => "pictures", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, shown);
    });
}
