//! `downbeat diary FILE...`: reads calendars and phones' exports, as a preview or as one command.

use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use clap::Args;
use serde::Serialize;

use super::LISTED;
use crate::cli::aside::Aside;
use crate::cli::desk::Desk;
use crate::cli::failure::{Failure, Result};
use crate::cli::out;
use crate::domain::diary::{DiaryFile, LeftOut};
use crate::intake;
use crate::store::DiaryReport;

/// What standard input is called, as a file and in words.
const INPUT: [&str; 2] = ["-", "standard input"];

/// Reads calendars and phones' exports.
#[derive(Debug, Args)]
pub(super) struct Read {
    /// Calendars (.ics) and phones' exports (.csv); - is standard input. Without: those that the config names
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The phone's mapping of the config; auto tells by the header
    #[arg(long, value_name = "MAPPING", default_value = "auto")]
    from: String,
    /// Show what would be done, and do nothing
    #[arg(long)]
    dry_run: bool,
    /// As JSON
    #[arg(long)]
    json: bool,
}

/// What was read, as JSON.
#[derive(Debug, Serialize)]
struct ReportJson {
    dry_run: bool,
    /// For `downbeat undo`; null when nothing was done.
    command: Option<i64>,
    files: Vec<FileJson>,
    new: u64,
    /// Of the new: a call is logged that answers them.
    logged: u64,
    changed: u64,
    unchanged: u64,
    left_out: Vec<LeftOutJson>,
    skipped_count: u64,
    skipped: Vec<SkipJson>,
}

#[derive(Debug, Serialize)]
struct FileJson {
    file: String,
    source: &'static str,
}

#[derive(Debug, Serialize)]
struct LeftOutJson {
    why: &'static str,
    count: u64,
}

#[derive(Debug, Serialize)]
struct SkipJson {
    file: String,
    line: u64,
    reason: String,
}

impl Read {
    pub(super) fn run(self, desk: &mut Desk) -> Result {
        let paths = if self.files.is_empty() {
            desk.settings().diary.files.iter().map(PathBuf::from).collect()
        } else {
            self.files.clone()
        };
        if paths.is_empty() {
            return Err(Failure::usage(
                "name a calendar (.ics) or a phone's export (.csv), or set diary.files in the config; \
                 `downbeat diary list` lists what has no log",
            ));
        }
        // All files are read before anything is done, so that one that can't be read stops the whole.
        let files = paths
            .iter()
            .map(|path| self.open(path, desk))
            .collect::<Result<Vec<DiaryFile>>>()?;
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
        let report = store.take_diary(&files, desk.settings(), desk.now, self.dry_run, false)?;
        if self.json {
            return desk.out.json(&self.as_json(&files, &report));
        }
        self.tell(desk, &report)?;
        if !self.dry_run {
            let meetings = store.reader()?.unlogged(desk.now, LISTED)?;
            if !meetings.is_empty() {
                desk.out.line("")?;
                super::list(desk, &meetings)?;
            }
        }
        Ok(())
    }

    fn open(&self, path: &Path, desk: &Desk) -> Result<DiaryFile> {
        let from = Some(self.from.as_str());
        let read = if path == Path::new(INPUT[0]) {
            if io::stdin().is_terminal() {
                out::say("reading standard input until Ctrl-d");
            }
            intake::read_diary(io::stdin(), INPUT[1], from, desk.settings(), desk.now)
        } else {
            intake::read_diary_file(path, from, desk.settings(), desk.now)
        };
        read.map_err(|error| Failure::refused(error.to_string()))
    }

    fn tell(&self, desk: &mut Desk, report: &DiaryReport) -> Result {
        let logged = match report.logged {
            0 => String::new(),
            some => format!(" ({some} with a log)"),
        };
        desk.out.line(&format!("{:>7} new{logged}", report.new))?;
        desk.out.line(&format!("{:>7} changed", report.changed))?;
        desk.out.line(&format!("{:>7} unchanged", report.unchanged))?;
        for (why, count) in &report.left_out {
            desk.out.line(&format!("{count:>7} left out: {}", why.words()))?;
        }
        if report.skipped_count > 0 {
            desk.out.line(&format!("{:>7} skipped:", report.skipped_count))?;
        }
        for skip in &report.skipped {
            desk.out
                .line(&format!("  {}:{}: {}", skip.file, skip.line, skip.reason))?;
        }
        let unnamed = report.skipped_count.saturating_sub(report.skipped.len() as u64);
        if unnamed > 0 {
            desk.out.line(&format!("  and {unnamed} more"))?;
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

    fn as_json(&self, files: &[DiaryFile], report: &DiaryReport) -> ReportJson {
        let left_out = |(why, count): &(LeftOut, u64)| LeftOutJson {
            why: why.as_str(),
            count: *count,
        };
        ReportJson {
            dry_run: self.dry_run,
            command: report.command.map(|command| command.0),
            files: files
                .iter()
                .map(|file| FileJson {
                    file: file.name.clone(),
                    source: file.source.as_str(),
                })
                .collect(),
            new: report.new,
            logged: report.logged,
            changed: report.changed,
            unchanged: report.unchanged,
            left_out: report.left_out.iter().map(left_out).collect(),
            skipped_count: report.skipped_count,
            skipped: report
                .skipped
                .iter()
                .map(|skip| SkipJson {
                    file: skip.file.clone(),
                    line: skip.line,
                    reason: skip.reason.clone(),
                })
                .collect(),
        }
    }
}
