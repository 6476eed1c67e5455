//! A row by its columns.

use csv::StringRecord;

use crate::domain::clean;
use crate::domain::draft::Field;

use super::error::Refusal;
use super::header::Header;

/// Where a column stands; `None` when the file does not have it.
pub(super) type Column = Option<usize>;

/// One row.
#[derive(Clone, Copy)]
pub(super) struct Row<'a> {
    /// The line on which it starts, from 1.
    pub(super) line: u64,
    pub(super) cells: &'a StringRecord,
    /// What the source writes into an empty cell, if anything.
    pub(super) empty: Option<&'static str>,
    /// Whether the source puts `'` before what a spreadsheet would take for a number or a formula.
    pub(super) guarded: bool,
}

impl<'a> Row<'a> {
    /// The cell of a column, trimmed; empty when there is nothing in it.
    pub(super) fn text(&self, column: Column) -> &'a str {
        let cell = column
            .and_then(|at| self.cells.get(at))
            .unwrap_or_default()
            .trim();
        if self.empty == Some(cell) {
            return "";
        }
        if self.guarded { unguarded(cell) } else { cell }
    }

    /// The first of the columns with anything visible in it.
    pub(super) fn first(&self, columns: &[Column]) -> &'a str {
        self.first_surely(columns).0
    }

    /// The same, and whether a complete file would say so too.
    pub(super) fn first_surely(&self, columns: &[Column]) -> (&'a str, bool) {
        let (text, sure) = pick(columns, |column| {
            Some(self.text(column)).filter(|text| !is_blank(text))
        });
        (text.unwrap_or_default(), sure)
    }
}

/// The first of the columns in which something is found, and whether the file has all those before it: else a complete
/// file might say another.
pub(super) fn pick<T>(columns: &[Column], read: impl FnMut(Column) -> Option<T>) -> (Option<T>, bool) {
    let mut read = read;
    let mut sure = true;
    for &column in columns {
        sure = sure && column.is_some();
        if let Some(found) = read(column) {
            return (Some(found), sure);
        }
    }
    (None, sure)
}

/// The fields that are not sure.
pub(super) fn unsaid(fields: &[(Field, bool)]) -> Vec<Field> {
    let unsure = fields.iter().filter(|(_, sure)| !sure);
    unsure.map(|(field, _)| *field).collect()
}

/// Nothing is left of it once it is cleaned.
pub(super) fn is_blank(text: &str) -> bool {
    text.is_empty() || clean::line(text, 1).is_empty()
}

/// Drops the `'` before a cell. Dutch names begin with one themselves: *'t Hooft*, *'s-Hertogenbosch*.
fn unguarded(cell: &str) -> &str {
    let Some(rest) = cell.strip_prefix('\'') else {
        return cell;
    };
    let mut chars = rest.chars();
    let article = matches!(chars.next(), Some('a'..='z')) && matches!(chars.next(), Some(' ' | '-'));
    if article { cell } else { rest.trim_start() }
}

/// The places of columns, in the given order.
pub(super) fn places<const N: usize>(header: &Header, columns: [&str; N]) -> Result<[Column; N], Refusal> {
    let mut places = [None; N];
    for (place, column) in places.iter_mut().zip(columns) {
        *place = header.find(column)?;
    }
    Ok(places)
}

/// Lines that say something, each after its label: `Group: EMEA`.
pub(super) fn labelled(lines: &[(&str, &str)]) -> String {
    let said: Vec<String> = lines
        .iter()
        .filter(|(_, text)| !is_blank(text))
        .map(|(label, text)| format!("{label}: {}", clean::line(text, clean::SUBJECT)))
        .collect();
    said.join("\n")
}

/// Paragraphs with an empty line between them, without those that say nothing.
pub(super) fn paragraphs(parts: &[&str]) -> String {
    let said: Vec<&str> = parts.iter().copied().filter(|part| !is_blank(part)).collect();
    said.join("\n\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_quote_before_a_cell_goes_and_dutch_names_stay() {
        for (cell, text) in [
            ("'+4940123", "+4940123"),
            ("'01234", "01234"),
            ("'#1001", "#1001"),
            ("'Acme GmbH", "Acme GmbH"),
            ("'t Hooft BV", "'t Hooft BV"),
            ("'s-Hertogenbosch", "'s-Hertogenbosch"),
            ("''", "'"),
            ("'", ""),
            ("O'Brien", "O'Brien"),
        ] {
            assert_eq!(unguarded(cell), text);
        }
    }
}
