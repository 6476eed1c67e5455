//! Files of the rep's diary: calendars, and phones' exports by a mapping of the config. Which one it is, is told by how
//! the file begins.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use super::calendar;
use super::error::{IntakeError, Refusal};
use super::input::Input;
use super::phone;
use crate::domain::Time;
use crate::domain::clean;
use crate::domain::diary::{DiaryFile, DiarySource, Reading};
use crate::domain::settings::Settings;

/// Reads a file of the diary. `name` is the file as the rep named it; `from` names a phone's mapping, else it is told by
/// the header.
///
/// # Errors
/// When the file can't be read as a whole. A bad event or row is skipped with its reason.
pub fn read_diary(
    source: impl Read + Send + 'static,
    name: &str,
    from: Option<&str>,
    settings: &Settings,
    now: Time,
) -> Result<DiaryFile, IntakeError> {
    let file = clean::line(name, clean::SUBJECT);
    let read = read(Input::new(source), from, settings, now);
    match read {
        Ok((source, reading)) => Ok(DiaryFile {
            name: file,
            source,
            reading,
        }),
        Err(why) => Err(IntakeError { file, why }),
    }
}

/// Reads a file of the diary from disk. As [`read_diary`].
///
/// # Errors
/// As [`read_diary`], and when the file can't be opened.
pub fn read_diary_file(
    path: &Path,
    from: Option<&str>,
    settings: &Settings,
    now: Time,
) -> Result<DiaryFile, IntakeError> {
    let name = path.display().to_string();
    match File::open(path) {
        Ok(file) => read_diary(file, &name, from, settings, now),
        Err(error) => Err(IntakeError {
            file: clean::line(&name, clean::SUBJECT),
            why: Refusal::Read(error),
        }),
    }
}

fn read(
    mut input: Input,
    from: Option<&str>,
    settings: &Settings,
    now: Time,
) -> Result<(DiarySource, Reading), Refusal> {
    input.begin()?;
    let asked = settings.diary.asked(now, &settings.calendar);
    let mut beginning = Vec::new();
    // As many bytes as tell a calendar from a table, however few come at a time.
    while beginning.len() < BEGINS.len() {
        let chunk = input.chunk().map_err(Refusal::Read)?;
        let Some(&byte) = chunk.first() else { break };
        input.consume(1);
        if !(beginning.is_empty() && byte.is_ascii_whitespace()) {
            beginning.push(byte);
        }
    }
    input.give_back(&beginning);
    if beginning.eq_ignore_ascii_case(BEGINS) {
        Ok((DiarySource::Calendar, calendar::read(input, &asked)?))
    } else {
        Ok((DiarySource::Phone, phone::read(input, from, &asked, settings)?))
    }
}

/// How a calendar file begins.
const BEGINS: &[u8] = b"BEGIN:VCALENDAR";
