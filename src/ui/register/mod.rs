//! Registers: rows in columns that keep their places, the parts of a split named where they begin, and the page of the
//! selected record.

mod cell;
mod record;

use ratatui::layout::Rect;

use super::canvas::Canvas;
use super::columns::{self, Column, Fills, Part, Wish};
use super::list;
use crate::app::{ListState, State};
use crate::domain::register::{Head, RegisterRow, Split};
pub use record::draw as draw_page;

/// Marker, sign of urgency, and a blank.
const LEAD: u16 = 3;
/// A table narrower than this does not name the parts of its split.
const SECTIONS_FROM: u16 = 74;

/// What a column of a register shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shown {
    /// The part of the split, where it begins.
    Section,
    /// The client's name.
    Client,
    /// One of the row's cells, and whether it is what the row is about.
    Cell(usize, bool),
}

impl Fills for Shown {
    fn part(self) -> Part {
        match self {
            Self::Client => Part::Client,
            Self::Cell(_, true) => Part::Main,
            Self::Section | Self::Cell(_, false) => Part::Other,
        }
    }
}

/// The columns of a split in a table of so many cells.
fn table(split: Split, x: u16, cells: u16) -> Vec<Column<Shown>> {
    let wish = |field, least, most, from| Wish {
        field,
        least,
        most,
        from,
        right: false,
    };
    let mut wishes = Vec::new();
    if split.sections() > 0 {
        let room = split.sections();
        wishes.push(wish(Shown::Section, room, room, SECTIONS_FROM));
    }
    wishes.push(wish(Shown::Client, 8, 30, 0));
    for (index, head) in split.heads().iter().enumerate() {
        wishes.push(Wish {
            right: head.right,
            ..wish(Shown::Cell(index, head.main), head.least, head.most, head.from)
        });
    }
    columns::place(&wishes, LEAD, x, cells)
}

/// Lines that sum a split up, at most.
const SUMMARY: u16 = 3;
/// A region lower than this is left to the rows.
const SUMMARY_FROM: u16 = 10;

/// The lines that sum the split up, and the table below them.
fn parts(state: &State, area: Rect) -> (Rect, Rect) {
    let lines = state
        .summary()
        .filter(|_| area.height >= SUMMARY_FROM)
        .map_or(0, |summary| {
            let lines = record::summary_lines(summary, area.width);
            u16::try_from(lines).map_or(SUMMARY, |lines| lines.min(SUMMARY))
        });
    let table = Rect::new(area.x, area.y + lines, area.width, area.height - lines);
    (
        Rect {
            height: lines,
            ..area
        },
        table,
    )
}

/// Where the rows stand: below what sums them up and the line of headings, where there are those.
#[must_use]
pub fn rows_area(state: &State, area: Rect) -> Rect {
    let (_, table) = parts(state, area);
    let heading = u16::from(table.height >= 6);
    Rect::new(table.x, table.y + heading, table.width, table.height - heading)
}

/// Draws the register shown. Returns whether it goes on above and below.
pub fn draw(
    canvas: &mut Canvas<'_>,
    area: Rect,
    state: &State,
    register: &ListState<RegisterRow>,
) -> (bool, bool) {
    if area.is_empty() {
        return (false, false);
    }
    let split = register.scope.split;
    let table = table(split, area.x, area.width);
    let (summary, below) = parts(state, area);
    record::draw_summary(canvas, summary, state);
    let body = rows_area(state, area);
    if body.y > below.y {
        draw_headings(canvas, below.y, split.heads(), &table);
    }
    let rows = list::visible(register, body.height);
    let mut section = "";
    for (row, y) in rows.iter().zip(body.top()..body.bottom()) {
        let begins = row.section != section;
        section = &row.section;
        draw_row(canvas, &table, (body.x, y), (row, begins), state);
    }
    list::goes_on(register, rows)
}

fn draw_headings(canvas: &mut Canvas<'_>, y: u16, heads: &[Head], table: &[Column<Shown>]) {
    for column in table {
        let name = match column.field {
            Shown::Section => "",
            Shown::Client => "client",
            Shown::Cell(index, _) => heads.get(index).map_or("", |head| head.name),
        };
        let style = canvas.theme.quiet;
        list::write(canvas, column, y, name, style);
    }
}

fn draw_row(
    canvas: &mut Canvas<'_>,
    table: &[Column<Shown>],
    (x, y): (u16, u16),
    (row, begins): (&RegisterRow, bool),
    state: &State,
) {
    let theme = canvas.theme;
    let selected = state
        .register()
        .is_some_and(|register| register.selected == Some(row.record));
    if selected {
        canvas.put(x, y, 1, theme.glyphs.selected, theme.accent);
    }
    if row
        .row
        .as_ref()
        .is_some_and(|row| row.urgent && row.end.is_none())
    {
        canvas.put(x + 1, y, 1, theme.glyphs.urgent, theme.strong);
    }
    for column in table {
        match column.field {
            Shown::Section if begins => list::write(canvas, column, y, &row.section, theme.quiet),
            Shown::Section => {}
            Shown::Client => {
                let style = if selected { theme.strong } else { theme.plain };
                list::write(canvas, column, y, &row.client, style);
            }
            Shown::Cell(index, _) => {
                if let Some(cell) = row.cells.get(index) {
                    let (words, style) = cell::said(theme, cell, usize::from(column.cells), state);
                    list::write(canvas, column, y, &words, style);
                }
            }
        }
    }
}

/// The row at a height of the register's region, for the mouse.
#[must_use]
pub fn at<'a>(
    state: &State,
    register: &'a ListState<RegisterRow>,
    area: Rect,
    y: u16,
) -> Option<&'a RegisterRow> {
    let rows = rows_area(state, area);
    let index = usize::from(y.checked_sub(rows.y)?);
    list::visible(register, rows.height).get(index)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::register::Register;
    use proptest::prelude::*;

    fn splits() -> impl Iterator<Item = Split> {
        Register::ALL.iter().flat_map(|register| register.splits())
    }

    #[test]
    fn at_eighty_columns_names_can_be_read_and_at_forty_something_else_stands_beside_them() {
        for split in splits() {
            let wide = table(split, 0, 80);
            let client = wide.iter().find(|column| column.field == Shown::Client).unwrap();
            assert!(client.cells >= 16, "{split:?}: {wide:?}");
            assert!(table(split, 0, 40).len() >= 2, "{split:?}");
        }
    }

    proptest! {
        #[test]
        fn columns_stay_in_their_table_and_apart(cells in 0_u16..400, x in 0_u16..50) {
            for split in splits() {
                let columns = table(split, x, cells);
                for pair in columns.windows(2) {
                    prop_assert!(pair[0].x + pair[0].cells <= pair[1].x);
                }
                for column in columns {
                    prop_assert!(column.cells == 0 || column.x + column.cells <= x + cells);
                }
            }
        }
    }
}
