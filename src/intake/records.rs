//! Rows of a CSV file, one at a time: where each starts and ends, and what is wrong with it.
//!
//! Where a row ends is decided here, so that one row takes bounded memory, its line is known, and a quote that is
//! never closed costs one line and not the rest of the file. Taking a row apart is left to the csv crate, whose rules
//! for quotes these are: a quote counts at the start of a cell only, and two of them inside one stand for one.

use std::io::{self, Read};

use csv::StringRecord;

use super::input::Input;

/// Longest row in bytes. A real one may hold a client's whole correspondence; more is a quote gone astray.
pub(super) const LONGEST: usize = 16 * 1024 * 1024;
/// What is kept of a row's memory for the next one.
const KEPT: usize = 1024 * 1024;

/// What was read.
pub(super) enum Record {
    /// A row; its cells are in [`Records::cells`].
    Row { line: u64 },
    /// A row that cannot be taken apart.
    Bad { line: u64, reason: String },
    /// There is no more.
    End,
}

/// How the bytes of a row came to an end.
enum Stop {
    /// At a line break, or at the end of the file.
    Whole,
    /// The file ended inside quotes.
    Unclosed,
    /// After line breaks inside quotes, the closing quote is followed by text: it was the opening one of another
    /// cell.
    Astray,
    /// Longer than [`LONGEST`].
    TooLong,
    /// Nothing was left.
    Nothing,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum At {
    CellStart,
    Plain,
    Quoted,
    QuoteSeen,
}

/// Where a row's bytes have come to.
struct Scan {
    at: At,
    /// Line breaks inside the row.
    breaks: u64,
    /// Bytes up to and including the first of them.
    first_line: usize,
    after_return: bool,
}

pub(super) struct Records {
    input: Input,
    delimiters: Vec<u8>,
    parser: csv::Reader<Feed>,
    cells: StringRecord,
    raw: Vec<u8>,
    /// The line that comes next, from 1.
    line: u64,
    /// The last row ended with a carriage return; a line feed right behind it belongs to it.
    after_return: bool,
}

impl Records {
    /// Rows of which the delimiter is not known yet: a quote after any of these opens a cell.
    pub(super) fn new(input: Input, delimiters: &[u8]) -> Self {
        Self {
            input,
            delimiters: delimiters.to_vec(),
            parser: parser(b','),
            cells: StringRecord::new(),
            raw: Vec::new(),
            line: 1,
            after_return: false,
        }
    }

    /// From now on this alone separates cells.
    pub(super) fn set_delimiter(&mut self, delimiter: u8) {
        self.delimiters = vec![delimiter];
        self.parser = parser(delimiter);
    }

    pub(super) fn cells(&self) -> &StringRecord {
        &self.cells
    }

    /// The bytes of the row read last, without its line break.
    pub(super) fn raw(&self) -> &[u8] {
        &self.raw
    }

    pub(super) fn bytes_read(&self) -> u64 {
        self.input.count()
    }

    /// The line that comes next, from 1.
    pub(super) fn line(&self) -> u64 {
        self.line
    }

    /// The next row that has anything in it.
    pub(super) fn read(&mut self) -> io::Result<Record> {
        loop {
            let line = self.line;
            let record = match self.read_raw()? {
                Ok(()) if self.raw.is_empty() && self.at_end()? => return Ok(Record::End),
                Ok(()) => self.take_apart(line),
                Err(reason) => Some(Record::Bad { line, reason }),
            };
            if let Some(record) = record {
                return Ok(record);
            }
        }
    }

    pub(super) fn at_end(&mut self) -> io::Result<bool> {
        Ok(self.input.chunk()?.is_empty())
    }

    /// Reads one row's bytes. The inner error is the reason why they make no row.
    pub(super) fn read_raw(&mut self) -> io::Result<Result<(), String>> {
        self.raw.clear();
        self.raw.shrink_to(KEPT);
        let mut scan = Scan {
            at: At::CellStart,
            breaks: 0,
            first_line: 0,
            after_return: false,
        };
        let stop = self.fill(&mut scan)?;
        let lines = self.line..=self.line + scan.breaks;
        let reason = match stop {
            Stop::Whole | Stop::Nothing => {
                self.line = lines.end() + u64::from(matches!(stop, Stop::Whole));
                return Ok(Ok(()));
            }
            Stop::TooLong if scan.breaks == 0 || scan.at != At::Quoted => {
                self.discard_line()?;
                self.line = lines.end() + 1;
                return Ok(Err(format!(
                    "the row is longer than {} MB; shorten it in the file and import it again",
                    LONGEST / 1024 / 1024
                )));
            }
            Stop::Unclosed if scan.breaks == 0 => {
                self.line += 1;
                "a quote that opens here is never closed; add the missing \" at its end".to_owned()
            }
            Stop::Unclosed | Stop::TooLong => {
                self.resume_after_first_line(&scan);
                "a quote that opens here is never closed; add the missing \" at its end".to_owned()
            }
            Stop::Astray => {
                self.resume_after_first_line(&scan);
                format!(
                    "a quote that opens here is closed only in line {}, by another cell's quote; add the missing \"",
                    lines.end()
                )
            }
        };
        Ok(Err(reason))
    }

    /// The lines after the first were not meant to be part of the row: they are read again, as rows.
    fn resume_after_first_line(&mut self, scan: &Scan) {
        self.input.give_back(&self.raw[scan.first_line..]);
        self.raw.truncate(scan.first_line);
        self.line += 1;
        self.after_return = false;
    }

    fn fill(&mut self, scan: &mut Scan) -> io::Result<Stop> {
        loop {
            let chunk = self.input.chunk()?;
            if chunk.is_empty() {
                return Ok(match scan.at {
                    At::Quoted => Stop::Unclosed,
                    _ if self.raw.is_empty() => Stop::Nothing,
                    _ => Stop::Whole,
                });
            }
            // The line feed of a row that ended with a carriage return.
            if std::mem::take(&mut self.after_return) && chunk[0] == b'\n' {
                self.input.consume(1);
                continue;
            }
            let room = LONGEST.saturating_sub(self.raw.len());
            let chunk = &chunk[..chunk.len().min(room)];
            if chunk.is_empty() {
                return Ok(Stop::TooLong);
            }
            let (used, end) = scan.advance(chunk, self.raw.len(), &self.delimiters);
            self.raw.extend_from_slice(&chunk[..used]);
            let ended_by = chunk.get(used).copied();
            match end {
                None => self.input.consume(used),
                Some(End::Row) => {
                    self.after_return = ended_by == Some(b'\r');
                    self.input.consume(used + 1);
                    return Ok(Stop::Whole);
                }
                Some(End::Astray) => {
                    self.input.consume(used);
                    return Ok(Stop::Astray);
                }
            }
        }
    }

    fn discard_line(&mut self) -> io::Result<()> {
        loop {
            let chunk = self.input.chunk()?;
            if chunk.is_empty() {
                return Ok(());
            }
            if let Some(at) = chunk.iter().position(|byte| matches!(byte, b'\n' | b'\r')) {
                self.after_return = chunk[at] == b'\r';
                self.input.consume(at + 1);
                return Ok(());
            }
            let all = chunk.len();
            self.input.consume(all);
        }
    }

    /// The row's cells, unless it has nothing in it.
    fn take_apart(&mut self, line: u64) -> Option<Record> {
        if let Err(error) = std::str::from_utf8(&self.raw) {
            let place = Place::of(&self.raw, error.valid_up_to(), line);
            let reason = format!(
                "byte {} of line {} is not UTF-8 ({:#04x}); save the file as CSV UTF-8 and import it again",
                place.byte, place.line, place.value
            );
            return Some(Record::Bad { line, reason });
        }
        if self.raw.is_empty() {
            return None;
        }
        self.parser.get_mut().load(&self.raw);
        match self.parser.read_record(&mut self.cells) {
            Ok(true) if self.cells.iter().all(|cell| cell.trim().is_empty()) => None,
            Ok(true) => Some(Record::Row { line }),
            Ok(false) => Some(Record::Bad {
                line,
                reason: "the row cannot be taken apart; check its quotes".to_owned(),
            }),
            Err(error) => Some(Record::Bad {
                line,
                reason: format!("the row cannot be taken apart ({error}); check its quotes"),
            }),
        }
    }
}

/// Why a scan stopped inside a chunk.
enum End {
    Row,
    Astray,
}

impl Scan {
    /// Goes through a chunk, up to the end of the row. Gives how many bytes belong to it. `before` is how many of the
    /// row's bytes were seen earlier.
    fn advance(&mut self, chunk: &[u8], before: usize, delimiters: &[u8]) -> (usize, Option<End>) {
        for (index, &byte) in chunk.iter().enumerate() {
            let line_break = matches!(byte, b'\n' | b'\r');
            if self.at == At::Quoted {
                if byte == b'"' {
                    self.at = At::QuoteSeen;
                } else if line_break {
                    self.count_break(byte, before + index + 1);
                }
                self.after_return = byte == b'\r';
                continue;
            }
            if line_break {
                return (index, Some(End::Row));
            }
            self.at = match (self.at, byte) {
                (At::CellStart | At::QuoteSeen, b'"') => At::Quoted,
                (_, byte) if delimiters.contains(&byte) => At::CellStart,
                (At::QuoteSeen, _) if self.breaks > 0 => return (index, Some(End::Astray)),
                _ => At::Plain,
            };
        }
        (chunk.len(), None)
    }

    fn count_break(&mut self, byte: u8, end: usize) {
        if byte == b'\n' && self.after_return {
            // The second half of a break that has been counted.
            if self.breaks == 1 {
                self.first_line = end;
            }
            return;
        }
        self.breaks += 1;
        if self.breaks == 1 {
            self.first_line = end;
        }
    }
}

/// A byte's place in a file.
pub(super) struct Place {
    pub(super) line: u64,
    /// From 1.
    pub(super) byte: usize,
    pub(super) value: u8,
}

impl Place {
    /// The place of the byte `at` of a row that starts on `line`.
    pub(super) fn of(raw: &[u8], at: usize, line: u64) -> Self {
        let before = &raw[..at];
        let ends_line = |index: &usize| match before[*index] {
            b'\n' => true,
            b'\r' => before.get(index + 1) != Some(&b'\n'),
            _ => false,
        };
        let breaks = (0..at).filter(ends_line).count() as u64;
        let start = (0..at).rev().find(ends_line).map_or(0, |index| index + 1);
        Self {
            line: line + breaks,
            byte: at - start + 1,
            value: raw.get(at).copied().unwrap_or_default(),
        }
    }
}

/// Hands one row at a time to the csv crate, which never sees more than that row.
struct Feed {
    row: Vec<u8>,
    at: usize,
}

impl Feed {
    fn load(&mut self, row: &[u8]) {
        self.row.clear();
        self.row.shrink_to(KEPT);
        self.row.extend_from_slice(row);
        self.row.push(b'\n');
        self.at = 0;
    }
}

impl Read for Feed {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let rest = &self.row[self.at..];
        let bytes = rest.len().min(buffer.len());
        buffer[..bytes].copy_from_slice(&rest[..bytes]);
        self.at += bytes;
        Ok(bytes)
    }
}

fn parser(delimiter: u8) -> csv::Reader<Feed> {
    let feed = Feed {
        row: Vec::new(),
        at: 0,
    };
    csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(feed)
}
