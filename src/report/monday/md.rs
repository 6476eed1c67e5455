//! The sheet as Markdown that pastes well into a mail: plain tables, no HTML, every text from outside escaped.

use std::io::{self, Write};

use super::sections::{Holds, Section, Table, sections};
use crate::domain::monday::MondaySheet;
use crate::domain::worktime::Calendar;
use crate::report::md::escaped;

/// Writes the sheet.
///
/// # Errors
/// When `out` can't be written to.
pub(super) fn write(sheet: &MondaySheet, calendar: &Calendar, out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "# {}\n\n{}\n\n{}",
        sheet.title(),
        sheet.sentence(),
        sheet.as_of(calendar)
    )?;
    for section in sections(sheet, calendar) {
        written(&section, out)?;
    }
    Ok(())
}

fn written(section: &Section, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "\n## {}", section.title)?;
    for sentence in &section.sentences {
        writeln!(out, "\n{}", escaped(sentence))?;
    }
    if let Some(table) = &section.table {
        rows(table, out)?;
    }
    for note in &section.notes {
        writeln!(out, "\n{}", escaped(note))?;
    }
    Ok(())
}

fn rows(table: &Table, out: &mut dyn Write) -> io::Result<()> {
    let names: Vec<String> = table.heads.iter().map(|(name, _)| escaped(name)).collect();
    let rule: String = table
        .heads
        .iter()
        .map(|(_, holds)| match holds {
            Holds::Numbers => " ---: |",
            Holds::Texts | Holds::Words => " --- |",
        })
        .collect();
    writeln!(out, "\n| {} |\n|{rule}", names.join(" | "))?;
    for row in &table.rows {
        let cells: Vec<String> = row.iter().map(|cell| escaped(cell)).collect();
        writeln!(out, "| {} |", cells.join(" | "))?;
    }
    Ok(())
}
