//! Outside data in: a file for each format, each giving the same arrivals.
//!
//! [`open`] tells by the header what a file is and gives a [`Reader`], which hands out one [`Intake`] after the other
//! while it reads. Memory does not grow with the file. All text is cleaned here, and nowhere else.

use std::fmt;
use std::fs::File;
use std::io::Read;
use std::iter::FusedIterator;
use std::path::Path;

use chrono_tz::Tz;

use crate::domain::draft::Intake;
use crate::domain::sources::{SHOPIFY, Sources, ZENDESK};
use crate::domain::{Time, clean};

mod amounts;
mod calendar;
mod dates;
mod diary;
mod error;
mod header;
mod input;
mod line_items;
mod mapping;
mod phone;
mod records;
mod row;
mod shopify;
mod sink;
mod zendesk;

pub use diary::{read_diary, read_diary_file};
pub use error::{IntakeError, Refusal};
pub use header::recognise;
pub use sink::Tally;

use input::Input;
use mapping::Mapped;
use records::{Place, Record, Records};
use row::{Column, Row};
use shopify::Orders;
use sink::Sink;
use zendesk::Tickets;

/// What a file is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Format {
    /// A Shopify order export.
    Shopify,
    /// A Zendesk ticket export.
    Zendesk,
    /// A CSV that the mapping of this name describes.
    Mapping(String),
}

impl Format {
    /// The name of the source, as `--from` takes it and items keep it.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Shopify => SHOPIFY,
            Self::Zendesk => ZENDESK,
            Self::Mapping(name) => name,
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What makes items of rows.
enum Rows {
    Orders(Orders),
    Tickets(Tickets),
    Mapped(Mapped),
}

/// A file being read. Gives an [`Intake`] for every item and every row that could not be read, in the order of the
/// file but for this: a line skipped in the middle of an order comes before the order.
pub struct Reader {
    records: Records,
    rows: Rows,
    sink: Sink,
    format: Format,
    zone: Tz,
    columns: usize,
    size: Option<u64>,
    failure: Option<String>,
    ended: bool,
}

/// Opens an export for reading.
///
/// `name` is the file as the rep named it, for messages. `from` names the source; `auto` or `None` tells it by the
/// header. Rows that have no date arrived at `now`.
///
/// # Errors
/// When the file cannot be read at all: not UTF-8, no header, no known columns. The error says what to do.
pub fn open(
    source: impl Read + Send + 'static,
    name: &str,
    from: Option<&str>,
    sources: &Sources,
    now: Time,
) -> Result<Reader, IntakeError> {
    let mut input = Input::new(source);
    let reader = input.begin().and_then(|()| {
        Reader::new(
            Records::new(input, &header::delimiters(sources)),
            from,
            sources,
            now,
        )
    });
    reader.map_err(|why| IntakeError {
        file: clean::line(name, clean::SUBJECT),
        why,
    })
}

/// Opens an export on disk. As [`open`], and knows the file's size for a progress bar.
///
/// # Errors
/// As [`open`], and when the file cannot be opened.
pub fn open_file(
    path: &Path,
    from: Option<&str>,
    sources: &Sources,
    now: Time,
) -> Result<Reader, IntakeError> {
    let name = path.display().to_string();
    let unreadable = |error| IntakeError {
        file: clean::line(&name, clean::SUBJECT),
        why: Refusal::Read(error),
    };
    let file = File::open(path).map_err(unreadable)?;
    let about = file.metadata().map_err(unreadable)?;
    let mut reader = open(file, &name, from, sources, now)?;
    // A pipe has no size worth telling.
    reader.size = about.is_file().then_some(about.len());
    Ok(reader)
}

impl Reader {
    fn new(mut records: Records, from: Option<&str>, sources: &Sources, now: Time) -> Result<Self, Refusal> {
        let known = read_header(&mut records, from, sources)?;
        records.set_delimiter(known.delimiter);
        let mut sink = Sink::default();
        let mut weigh = |columns: &[(&str, &str)]| {
            for (column, says) in columns.iter().filter(|(column, _)| !known.header.has(column)) {
                sink.lacks(column, says);
            }
        };
        let rows = match &known.format {
            Format::Shopify => {
                weigh(shopify::WEIGHTY);
                Rows::Orders(Orders::new(&known.header, sources, now)?)
            }
            Format::Zendesk => {
                weigh(zendesk::WEIGHTY);
                Rows::Tickets(Tickets::new(&known.header, sources, now)?)
            }
            Format::Mapping(name) => {
                let mapping = sources.mapping(name).ok_or_else(|| Refusal::UnknownSource {
                    given: name.clone(),
                    known: sources.names().collect::<Vec<_>>().join(", "),
                })?;
                for (column, says) in mapping::lacking(mapping, &known.header) {
                    sink.lacks(&column, says);
                }
                Rows::Mapped(Mapped::new(mapping, &known.header, sources, now)?)
            }
        };
        Ok(Self {
            records,
            rows,
            sink,
            zone: sources.zone(known.format.name()),
            format: known.format,
            columns: known.header.len(),
            size: None,
            failure: None,
            ended: false,
        })
    }

    /// What the file is.
    #[must_use]
    pub const fn format(&self) -> &Format {
        &self.format
    }

    /// The zone of times that name none.
    #[must_use]
    pub const fn zone(&self) -> Tz {
        self.zone
    }

    /// Bytes taken from the file so far, a buffer ahead of the rows.
    #[must_use]
    pub fn bytes_read(&self) -> u64 {
        self.records.bytes_read()
    }

    /// The file's size in bytes when it was opened, if it has one.
    #[must_use]
    pub const fn size(&self) -> Option<u64> {
        self.size
    }

    /// How the rows were used so far.
    #[must_use]
    pub const fn tally(&self) -> Tally {
        self.sink.tally
    }

    /// What else deserves a word: columns that the file lacks, and texts that were cut, the first twenty of them by
    /// line.
    #[must_use]
    pub fn remarks(&self) -> Vec<String> {
        self.sink.remarks()
    }

    /// Why reading stopped before the end of the file, if it did. The last skipped row says the same.
    #[must_use]
    pub fn failure(&self) -> Option<&str> {
        self.failure.as_deref()
    }

    fn take_in(&mut self, line: u64) {
        self.sink.tally.rows += 1;
        let cells = self.records.cells();
        let beyond_are_empty = || cells.iter().skip(self.columns).all(|cell| cell.trim().is_empty());
        // Spreadsheets leave empty cells behind the last column; missing ones mean that cells have shifted.
        if cells.len() < self.columns || !beyond_are_empty() {
            let reason = format!(
                "the row has {} cells and the header {}; check its quotes and separators",
                cells.len(),
                self.columns
            );
            return self.sink.skip(line, reason);
        }
        let row = Row {
            line,
            cells,
            empty: None,
            guarded: false,
        };
        match &mut self.rows {
            Rows::Orders(orders) => orders.row(row, &mut self.sink),
            Rows::Tickets(tickets) => tickets.row(row, &mut self.sink),
            Rows::Mapped(mapped) => mapped.row(row, &mut self.sink),
        }
    }

    fn end(&mut self) {
        self.ended = true;
        match &mut self.rows {
            Rows::Orders(orders) if self.failure.is_some() => orders.give_up(&mut self.sink),
            Rows::Orders(orders) => orders.end(&mut self.sink),
            Rows::Tickets(_) | Rows::Mapped(_) => {}
        }
    }
}

impl Iterator for Reader {
    type Item = Intake;

    fn next(&mut self) -> Option<Intake> {
        loop {
            if let Some(intake) = self.sink.take() {
                return Some(intake);
            }
            if self.ended {
                return None;
            }
            match self.records.read() {
                Ok(Record::Row { line }) => self.take_in(line),
                Ok(Record::Bad { line, reason }) => {
                    self.sink.tally.rows += 1;
                    self.sink.skip(line, reason);
                }
                Ok(Record::End) => self.end(),
                Err(error) => {
                    let reason = format!(
                        "the file could not be read any further ({error}); this line and those after it are missing, \
                         import it again"
                    );
                    self.failure = Some(reason.clone());
                    self.end();
                    self.sink.tally.rows += 1;
                    self.sink.skip(self.records.line(), reason);
                }
            }
        }
    }
}

impl FusedIterator for Reader {}

/// Reads up to the first line with anything in it, and tells by it what the file is.
fn read_header(
    records: &mut Records,
    from: Option<&str>,
    sources: &Sources,
) -> Result<header::Known, Refusal> {
    loop {
        let line = records.line();
        let read = records.read_raw().map_err(Refusal::Read)?;
        if read.is_err() {
            return Err(Refusal::HeaderUnfinished { line });
        }
        let raw = records.raw();
        let text = std::str::from_utf8(raw).map_err(|error| {
            let place = Place::of(raw, error.valid_up_to(), line);
            Refusal::HeaderNotUtf8 {
                line: place.line,
                byte: place.byte,
                value: place.value,
            }
        })?;
        // Excel's own first line, `sep=;`, is no header.
        let names_separator = text.len() == 5 && text.starts_with("sep=");
        if !text.trim().is_empty() && !names_separator {
            return header::known(text, from, sources);
        }
        if text.is_empty() && records.at_end().map_err(Refusal::Read)? {
            return Err(Refusal::Empty);
        }
    }
}

/// The source's own key of a row, cleaned. The error says that there is none.
fn key(row: Row<'_>, column: Column, header: &str) -> Result<String, String> {
    key_text(row.text(column), header)
}

fn key_text(text: &str, header: &str) -> Result<String, String> {
    let key = clean::line(text, usize::MAX);
    if key.is_empty() {
        return Err(format!(
            "{header} is empty, and without it a later export could not find the item again; fill it in the file"
        ));
    }
    // A key that was cut could be another item's.
    if key.chars().count() > clean::NAME {
        return Err(format!(
            "{header} is longer than {} characters, too long to tell items apart by; check the row's quotes",
            clean::NAME
        ));
    }
    Ok(key)
}

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
