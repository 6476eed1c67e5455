//! Tables for people: columns that keep their places, cut at a word where the terminal is narrow.

use crate::ui::text;

/// What stands where a text was cut.
const MARK: &str = "…";
/// Blanks between two columns.
const GAP: usize = 2;

/// A column.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column {
    /// What stands over it; may be empty.
    pub(super) head: &'static str,
    /// The width below which it is not cut, and its turn to give way: lower ones first. `None` is never cut.
    pub(super) cut: Option<(usize, u8)>,
    /// Numbers stand at its right edge.
    pub(super) right: bool,
}

impl Column {
    /// A column as wide as its widest cell.
    pub(super) const fn whole(head: &'static str) -> Self {
        Self {
            head,
            cut: None,
            right: false,
        }
    }

    /// A column that is cut down to `least` cells when there is no room, after all with a lower `turn`.
    pub(super) const fn cut(head: &'static str, least: usize, turn: u8) -> Self {
        Self {
            head,
            cut: Some((least, turn)),
            right: false,
        }
    }

    /// A column of numbers.
    pub(super) const fn number(head: &'static str) -> Self {
        Self {
            head,
            cut: None,
            right: true,
        }
    }
}

/// Columns with their widths.
#[derive(Debug)]
pub(super) struct Layout<'a> {
    columns: &'a [Column],
    widths: Vec<usize>,
    /// A pipe reads what it is given: without a room nothing is cut.
    cuts: bool,
}

impl<'a> Layout<'a> {
    /// Widths that fit these rows into `room` cells; without a room nothing is cut. The columns that may be cut give
    /// way by their turns.
    pub(super) fn of(columns: &'a [Column], rows: &[Vec<String>], room: Option<usize>) -> Self {
        let mut widths: Vec<usize> = columns.iter().map(|column| text::width(column.head)).collect();
        for row in rows {
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = (*width).max(text::width(cell));
            }
        }
        if let Some(room) = room {
            let gaps = GAP * columns.len().saturating_sub(1);
            let mut over = (widths.iter().sum::<usize>() + gaps).saturating_sub(room);
            let mut turns: Vec<(u8, usize, usize)> = columns
                .iter()
                .enumerate()
                .filter_map(|(index, column)| column.cut.map(|(least, turn)| (turn, index, least)))
                .collect();
            turns.sort_unstable();
            for (_, index, least) in turns {
                let given = over.min(widths[index].saturating_sub(least));
                widths[index] -= given;
                over -= given;
            }
        }
        Self {
            columns,
            widths,
            cuts: room.is_some(),
        }
    }

    /// The line over the rows.
    pub(super) fn heads(&self) -> String {
        let heads: Vec<String> = self.columns.iter().map(|column| column.head.to_owned()).collect();
        self.line(&heads)
    }

    /// A row as a line, without blanks at its end. Later rows may be wider than those the widths were taken from:
    /// without a room they push the columns after them, with one they are cut.
    pub(super) fn line(&self, cells: &[String]) -> String {
        let mut line = String::new();
        for (index, ((column, width), cell)) in self.columns.iter().zip(&self.widths).zip(cells).enumerate() {
            if index > 0 {
                line.push_str(&" ".repeat(GAP));
            }
            let shown = if self.cuts && column.cut.is_some() {
                text::fit(cell, *width, MARK)
            } else {
                cell.into()
            };
            let blanks = " ".repeat(width.saturating_sub(text::width(&shown)));
            if column.right {
                line.push_str(&blanks);
                line.push_str(&shown);
            } else {
                line.push_str(&shown);
                line.push_str(&blanks);
            }
        }
        line.truncate(line.trim_end().len());
        line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: &[Column] = &[
        Column::number("no"),
        Column::cut("client", 6, 1),
        Column::cut("subject", 8, 0),
        Column::whole("clock"),
    ];

    fn row(client: &str, subject: &str) -> Vec<String> {
        ["#7", client, subject, "10:00"].map(str::to_owned).to_vec()
    }

    #[test]
    fn the_subject_gives_way_before_the_client_and_the_clock_never() {
        let rows = [row("Øresund Marine", "Re-order, 12 seals and a gasket")];
        let wide = Layout::of(COLUMNS, &rows, None);
        assert_eq!(
            wide.line(&rows[0]),
            "#7  Øresund Marine  Re-order, 12 seals and a gasket  10:00"
        );
        let narrow = Layout::of(COLUMNS, &rows, Some(44)).line(&rows[0]);
        assert_eq!(narrow, "#7  Øresund Marine  Re-order, 12…      10:00");
        let tiny = Layout::of(COLUMNS, &rows, Some(10)).line(&rows[0]);
        assert!(tiny.ends_with("10:00"), "{tiny}");
        assert!(text::width(&tiny) <= 2 + 6 + 8 + 5 + 3 * GAP, "{tiny}");
    }

    #[test]
    fn wide_characters_stay_inside_their_column() {
        let rows = [row("山田商店", "Callback"), row("Acme", "Order")];
        let layout = Layout::of(COLUMNS, &rows, Some(60));
        let at = |line: &str| text::width(line.split("10:00").next().unwrap_or_default());
        assert_eq!(at(&layout.line(&rows[0])), at(&layout.line(&rows[1])));
    }

    #[test]
    fn numbers_stand_at_the_right_and_no_blanks_at_the_end() {
        let layout = Layout::of(COLUMNS, &[row("Acme", "Order")], None);
        assert_eq!(layout.heads(), "no  client  subject  clock");
        assert!(
            !layout
                .line(&["#7".into(), "A".into(), String::new(), String::new()])
                .ends_with(' ')
        );
    }
}
