//! `downbeat import`: other programs' exports, as a preview or as one command.

use std::cell::Cell;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use serde::Serialize;

use super::aside::Aside;
use super::desk::Desk;
use super::failure::{Failure, Result};
use super::out;
use crate::domain::clean;
use crate::domain::draft::Intake;
use crate::intake::{self, Reader};
use crate::store::{Batch, ImportReport, Skip};

/// Files shorter than this, in bytes, are read before a bar would be seen.
const LONG: u64 = 4 << 20;
/// What standard input is called, as a file and in words.
const INPUT: [&str; 2] = ["-", "standard input"];

/// Reads other programs' exports.
#[derive(Debug, Args)]
pub(super) struct Import {
    /// The files; - is standard input
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// What they are: shopify, zendesk, or a source of the config; auto tells by the header
    #[arg(long, value_name = "FORMAT", default_value = "auto")]
    from: String,
    /// Show what would be done, and do nothing
    #[arg(long)]
    dry_run: bool,
    /// As JSON
    #[arg(long)]
    json: bool,
}

impl Import {
    pub(super) fn run(self, desk: &mut Desk) -> Result {
        // All files are known before anything is done, so that one that can't be read stops the whole.
        let aside = self.input()?;
        let mut readers = self
            .files
            .iter()
            .map(|path| self.open(path, aside.as_ref(), desk))
            .collect::<Result<Vec<Reader>>>()?;
        let mut files: Vec<FileJson> = self.files.iter().zip(&readers).map(FileJson::of).collect();
        if !self.json {
            for file in &files {
                file.say(desk)?;
            }
        }
        let bar = Bar::over(&readers);
        let report = {
            let batches = readers
                .iter_mut()
                .zip(&files)
                .map(|(reader, file)| Batch {
                    source: file.format.clone(),
                    file: file.file.clone(),
                    rows: Box::new(Measured {
                        reader,
                        read: &bar.read,
                        before: 0,
                    }),
                })
                .collect();
            let mut progress = |rows| bar.draw(rows);
            // Looking makes no store: without one, the preview is tried out on another that goes at once.
            let elsewhere = if self.dry_run && !desk.has_store() {
                Some(Aside::new()?)
            } else {
                None
            };
            let mut store = match &elsewhere {
                Some(preview) => preview.store(desk.now)?,
                None => desk.open()?,
            };
            let done = store.import(batches, desk.settings(), desk.now, self.dry_run, &mut progress);
            bar.clear();
            done?
        };
        for (file, reader) in files.iter_mut().zip(&readers) {
            file.remarks = reader.remarks();
        }
        if self.json {
            return desk.out.json(&ReportJson::of(&report, files, self.dry_run));
        }
        self.tell(desk, &report, &files)
    }

    /// Where standard input is put aside, if it is read. A row is written as it is read: what comes slowly would hold
    /// the store for as long.
    fn input(&self) -> Result<Option<Aside>> {
        match self.files.iter().filter(|path| is_input(path)).count() {
            0 => Ok(None),
            1 => Aside::new().map(Some),
            _ => Err(Failure::usage("standard input can be read once: give - once")),
        }
    }

    fn open(&self, path: &Path, aside: Option<&Aside>, desk: &Desk) -> Result<Reader> {
        let (from, sources) = (Some(self.from.as_str()), &desk.config.sources);
        let opened = match aside.filter(|_| is_input(path)) {
            Some(aside) => {
                if io::stdin().is_terminal() {
                    out::say("reading standard input until Ctrl-d");
                }
                let copy = aside.copy(io::stdin().lock()).map_err(|error| {
                    Failure::refused(format!(
                        "could not read standard input into a temporary file: {error}; nothing was imported. \
                         See to its folder, or save the export and name its file"
                    ))
                })?;
                intake::open(copy, INPUT[1], from, sources, desk.now)
            }
            None => intake::open_file(path, from, sources, desk.now),
        };
        opened.map_err(|error| Failure::refused(error.to_string()))
    }

    fn tell(&self, desk: &mut Desk, report: &ImportReport, files: &[FileJson]) -> Result {
        for line in counts(report) {
            desk.out.line(&line)?;
        }
        for skip in &report.skipped {
            desk.out.line(&skipped(skip))?;
        }
        let unnamed = report.skipped_count.saturating_sub(report.skipped.len() as u64);
        if unnamed > 0 {
            desk.out.line(&format!("  and {unnamed} more"))?;
        }
        for file in files {
            for remark in &file.remarks {
                out::say(&format!("{}: {remark}", file.file));
            }
        }
        if self.dry_run {
            out::say("nothing was done: this was a preview. Without --dry-run it is done as one command");
        } else if report.command.is_none() {
            out::say("nothing was new or changed, so nothing was done");
        } else {
            out::say(&report.words);
        }
        Ok(())
    }
}

fn is_input(path: &Path) -> bool {
    path == Path::new(INPUT[0])
}

/// The report's counts, each on a line. Lines that say nothing are left out, except the first three.
fn counts(report: &ImportReport) -> Vec<String> {
    let with = |what: &str, count: u64| {
        if count == 0 {
            String::new()
        } else {
            format!(" ({count} {what})")
        }
    };
    let mut lines = vec![
        format!("{:>7} new{}", report.new, with("as history", report.history)),
        format!(
            "{:>7} changed{}",
            report.changed,
            with("awake again", report.woke)
        ),
        format!("{:>7} unchanged", report.unchanged),
    ];
    if report.skipped_count > 0 {
        lines.push(format!("{:>7} skipped:", report.skipped_count));
    }
    lines
}

fn skipped(skip: &Skip) -> String {
    format!("  {}:{}: {}", skip.file, skip.line, skip.reason)
}

/// A file as it was recognised.
#[derive(Debug, Serialize)]
struct FileJson {
    /// As the rep named it.
    file: String,
    /// What it is.
    format: String,
    /// The zone of times that name none.
    zone: String,
    /// Columns that it lacks, texts that were cut.
    remarks: Vec<String>,
}

impl FileJson {
    fn of((path, reader): (&PathBuf, &Reader)) -> Self {
        Self {
            file: if is_input(path) {
                INPUT[1].to_owned()
            } else {
                // Whoever sent the file chose its name.
                clean::line(&path.display().to_string(), clean::SUBJECT)
            },
            format: reader.format().name().to_owned(),
            zone: reader.zone().name().to_owned(),
            remarks: Vec::new(),
        }
    }

    fn say(&self, desk: &mut Desk) -> Result {
        desk.out.line(&format!(
            "{}: {}, times without a zone are {}",
            self.file, self.format, self.zone
        ))
    }
}

/// An import as JSON.
#[derive(Debug, Serialize)]
struct ReportJson {
    dry_run: bool,
    /// For `downbeat undo`; null when nothing was done.
    command: Option<i64>,
    files: Vec<FileJson>,
    new: u64,
    changed: u64,
    unchanged: u64,
    /// Of the new: had ended at their source.
    history: u64,
    /// Of the changed: are in front of the rep now.
    woke: u64,
    skipped_count: u64,
    skipped: Vec<SkipJson>,
}

/// A row that could not be taken, as JSON.
#[derive(Debug, Serialize)]
struct SkipJson {
    file: String,
    line: u64,
    reason: String,
}

impl ReportJson {
    fn of(report: &ImportReport, files: Vec<FileJson>, dry_run: bool) -> Self {
        let skip = |skip: &Skip| SkipJson {
            file: skip.file.clone(),
            line: skip.line,
            reason: skip.reason.clone(),
        };
        Self {
            dry_run,
            command: report.command.map(|command| command.0),
            files,
            new: report.new,
            changed: report.changed,
            unchanged: report.unchanged,
            history: report.history,
            woke: report.woke,
            skipped_count: report.skipped_count,
            skipped: report.skipped.iter().map(skip).collect(),
        }
    }
}

/// A reader that notes how far it has come.
struct Measured<'a> {
    reader: &'a mut Reader,
    /// Bytes of all files read so far.
    read: &'a Cell<u64>,
    /// Bytes of this file noted so far.
    before: u64,
}

impl Iterator for Measured<'_> {
    type Item = Intake;

    fn next(&mut self) -> Option<Intake> {
        let next = self.reader.next();
        let here = self.reader.bytes_read();
        self.read.set(self.read.get() + here.saturating_sub(self.before));
        self.before = here;
        next
    }
}

/// A progress bar on standard error: for long files, and only where somebody looks on.
struct Bar {
    read: Cell<u64>,
    /// Bytes of all files; `None` draws nothing.
    size: Option<u64>,
    /// The percentage drawn last.
    drawn: Cell<Option<u64>>,
}

impl Bar {
    fn over(readers: &[Reader]) -> Self {
        let size: Option<u64> = readers.iter().map(Reader::size).sum();
        Self {
            read: Cell::new(0),
            size: size.filter(|size| *size >= LONG && io::stderr().is_terminal()),
            drawn: Cell::new(None),
        }
    }

    fn draw(&self, rows: u64) {
        let Some(size) = self.size else { return };
        let percent = bar_percent(self.read.get(), size);
        if self.drawn.replace(Some(percent)) == Some(percent) {
            return;
        }
        let full = usize::try_from(percent / 5).unwrap_or(20);
        let bar = format!("{}{}", "#".repeat(full), ".".repeat(20 - full.min(20)));
        let mut stderr = io::stderr().lock();
        drop(write!(stderr, "\r[{bar}] {percent:>3} %  {rows} rows"));
        drop(stderr.flush());
    }

    /// Takes the bar off the screen again.
    fn clear(&self) {
        if self.drawn.get().is_some() {
            drop(write!(io::stderr().lock(), "\r\x1b[K"));
        }
    }
}

/// How much of a size was read, in whole percent.
fn bar_percent(read: u64, size: u64) -> u64 {
    (read.saturating_mul(100) / size.max(1)).min(100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_counts_say_what_was_left_out_of_them() {
        let report = ImportReport {
            new: 12,
            history: 3,
            unchanged: 1,
            skipped_count: 2,
            ..ImportReport::default()
        };
        assert_eq!(
            counts(&report),
            [
                "     12 new (3 as history)",
                "      0 changed",
                "      1 unchanged",
                "      2 skipped:"
            ]
        );
    }

    #[test]
    fn a_bar_is_never_more_than_full() {
        assert_eq!(bar_percent(0, 0), 0);
        assert_eq!(bar_percent(50, 200), 25);
        assert_eq!(bar_percent(300, 200), 100);
    }
}
