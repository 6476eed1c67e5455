//! What an import came to, on one line.

use std::path::Path;

use super::ImportReport;
use crate::domain::clean;

/// The files that a line names; the rest are counted.
const NAMED: usize = 3;

/// `imported 120 rows from orders.csv: 80 new (12 finished), 30 changed, 10 woke, 8 unchanged, 2 skipped`.
pub(super) fn said(report: &ImportReport, files: &[String], dry_run: bool) -> String {
    let rows = report.rows();
    let rows = format!("{rows} {}", if rows == 1 { "row" } else { "rows" });
    let from = match files {
        [] => String::new(),
        [file] => format!(" from {}", name(file)),
        several => {
            let named: Vec<String> = several.iter().take(NAMED).map(|file| name(file)).collect();
            let more = if several.len() > NAMED { ", …" } else { "" };
            format!(" from {} files ({}{more})", several.len(), named.join(", "))
        }
    };
    let mut parts = Vec::new();
    let mut part = |count: u64, what: &str| {
        if count > 0 {
            parts.push(format!("{count} {what}"));
        }
    };
    if report.history > 0 {
        part(report.new, &format!("new ({} finished)", report.history));
    } else {
        part(report.new, "new");
    }
    part(report.changed, "changed");
    part(report.woke, "woke");
    part(report.unchanged, "unchanged");
    part(report.skipped_count, "skipped");
    let nothing = report.new + report.changed == 0;
    match (nothing, dry_run) {
        (true, _) if parts.is_empty() => format!("nothing new: {rows}{from}"),
        (true, _) => format!("nothing new: {rows}{from}, {}", parts.join(", ")),
        (false, true) => format!("would import {rows}{from}: {}", parts.join(", ")),
        (false, false) => format!("imported {rows}{from}: {}", parts.join(", ")),
    }
}

/// The file's own name, without the folders it is in, fit for a line on the screen.
fn name(file: &str) -> String {
    let name = Path::new(file)
        .file_name()
        .and_then(|name| name.to_str())
        .unwrap_or(file);
    clean::line(name, clean::NAME)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_says_what_there_is_and_leaves_out_what_there_is_not() {
        let files = |names: &[&str]| -> Vec<String> { names.iter().map(|&name| name.to_owned()).collect() };
        let report = ImportReport {
            new: 80,
            history: 12,
            changed: 30,
            woke: 10,
            unchanged: 8,
            skipped_count: 2,
            ..ImportReport::default()
        };
        assert_eq!(
            said(&report, &files(&["/home/ines/orders.csv"]), false),
            "imported 120 rows from orders.csv: 80 new (12 finished), 30 changed, 10 woke, 8 unchanged, 2 skipped"
        );
        let one = ImportReport {
            new: 1,
            ..ImportReport::default()
        };
        assert_eq!(
            said(&one, &files(&["a.csv", "b.csv", "c.csv", "d.csv"]), true),
            "would import 1 row from 4 files (a.csv, b.csv, c.csv, …): 1 new"
        );
        let same = ImportReport {
            unchanged: 2,
            ..ImportReport::default()
        };
        assert_eq!(
            said(&same, &files(&["a.csv"]), false),
            "nothing new: 2 rows from a.csv, 2 unchanged"
        );
        assert_eq!(
            said(&ImportReport::default(), &files(&["a.csv"]), false),
            "nothing new: 0 rows from a.csv"
        );
    }
}
