//! Files written for the rep: whole or not at all.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::domain::format::Format;
use crate::domain::monday::MondaySheet;
use crate::domain::week::{Week, WeekReport};
use crate::domain::worktime::Calendar;
use crate::report;

/// The name a week's export has when none is given.
#[must_use]
pub fn usual_name(week: Week, format: Format) -> PathBuf {
    PathBuf::from(format!("downbeat-{week}.{}", format.as_str()))
}

/// Writes a file whole: into another file beside it first, which takes its name when it is complete. What is no file,
/// such as `/dev/stdout` or a pipe, is written to as it stands, and a link stays one.
///
/// # Errors
/// When the folder can't be written to. A file that was there is as it was.
pub fn write_whole(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<()> {
    let doing = || format!("could not write {}", path.display());
    if fs::metadata(path).is_ok_and(|about| !about.is_file() && !about.is_dir()) {
        return through(path, write).with_context(doing);
    }
    // A link to nothing yet, or no file at all: there is nothing to resolve.
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(format!(".new-{}", std::process::id()));
    let beside = path.with_file_name(name);
    let written = (|| {
        let mut options = fs::OpenOptions::new();
        options.write(true).create(true).truncate(true);
        // Clients' names are in it.
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = BufWriter::new(options.open(&beside)?);
        write(&mut file)?;
        file.into_inner()
            .map_err(io::IntoInnerError::into_error)?
            .sync_all()?;
        fs::rename(&beside, &path)
    })();
    if written.is_err() {
        drop(fs::remove_file(&beside));
    }
    written.with_context(doing)
}

/// Writes to a device or a pipe, which another file must never take the place of.
fn through(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut out = BufWriter::new(fs::OpenOptions::new().write(true).open(path)?);
    write(&mut out)?;
    out.flush()
}

/// Writes a Monday sheet under its usual name in the working folder; the path comes back, as the rep would type it.
pub(super) fn monday(sheet: &MondaySheet, format: Format, calendar: &Calendar) -> Result<String> {
    let path = PathBuf::from(format!("downbeat-monday-{}.{}", sheet.today, format.as_str()));
    write_whole(&path, |out| report::monday::render(sheet, format, calendar, out))?;
    Ok(path.display().to_string())
}

/// Writes a week under its usual name in the working folder; the path comes back, as the rep would type it.
pub(super) fn week(report: &WeekReport, format: Format, calendar: &Calendar) -> Result<String> {
    let path = usual_name(report.week, format);
    write_whole(&path, |out| report::render(report, format, calendar, out))?;
    Ok(path.display().to_string())
}
