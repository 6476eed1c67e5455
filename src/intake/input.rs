//! Bytes in: counted as they are read, and read again where a row turned out to end earlier.

use std::io::{self, BufRead, BufReader, ErrorKind, Read};

use super::error::Refusal;

/// As large as a file's own blocks need it; rows longer than this are put together by the caller.
const BUFFER: usize = 64 * 1024;

/// A source of bytes that counts what went through.
struct Counted {
    source: Box<dyn Read + Send>,
    count: u64,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.source.read(buffer)?;
        self.count += read as u64;
        Ok(read)
    }
}

/// A file's bytes, in order. Bytes can be given back, to be read again.
pub(super) struct Input {
    source: BufReader<Counted>,
    /// Given back; read before the source.
    again: Vec<u8>,
    /// How much of `again` was consumed.
    at: usize,
}

impl Input {
    pub(super) fn new(source: impl Read + Send + 'static) -> Self {
        let counted = Counted {
            source: Box::new(source),
            count: 0,
        };
        Self {
            source: BufReader::with_capacity(BUFFER, counted),
            again: Vec::new(),
            at: 0,
        }
    }

    /// How many bytes were taken from the source.
    pub(super) fn count(&self) -> u64 {
        self.source.get_ref().count
    }

    /// The next bytes, as many as are at hand; none at the end.
    pub(super) fn chunk(&mut self) -> io::Result<&[u8]> {
        if self.at < self.again.len() {
            return Ok(&self.again[self.at..]);
        }
        // What was given back can be as long as the longest row; it is not kept for the rest of the file.
        self.again = Vec::new();
        self.at = 0;
        loop {
            match self.source.fill_buf() {
                Ok(_) => break,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(self.source.buffer())
    }

    pub(super) fn consume(&mut self, bytes: usize) {
        if self.at < self.again.len() {
            self.at += bytes;
        } else {
            self.source.consume(bytes);
        }
    }

    /// Gives back the bytes consumed last.
    pub(super) fn give_back(&mut self, bytes: &[u8]) {
        if self.at < self.again.len() && bytes.len() <= self.at {
            // They came from there, and what follows them is still there.
            self.at -= bytes.len();
        } else {
            let rest = self.again.split_off(self.at.min(self.again.len()));
            self.again.clear();
            self.again.extend_from_slice(bytes);
            self.again.extend_from_slice(&rest);
            self.at = 0;
        }
    }

    /// Reads the first bytes, drops a byte order mark, and refuses what is no CSV in UTF-8.
    pub(super) fn begin(&mut self) -> Result<(), Refusal> {
        let mut first = Vec::new();
        while first.len() < 4 {
            let chunk = self.chunk().map_err(Refusal::Read)?;
            let Some(&byte) = chunk.first() else { break };
            first.push(byte);
            self.consume(1);
        }
        let unpack = "unpack it, or open it in a spreadsheet and save it as CSV UTF-8";
        let convert = "save it as CSV UTF-8";
        let (what, remedy) = match first.as_slice() {
            [0xef, 0xbb, 0xbf, rest @ ..] => {
                self.give_back(rest);
                return Ok(());
            }
            [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [_, 0, ..] | [0, _, ..] => ("text in UTF-16", convert),
            [b'P', b'K', 3, 4] => ("a ZIP archive or an Excel workbook", unpack),
            [0x1f, 0x8b, ..] => ("a compressed file", unpack),
            [0xd0, 0xcf, 0x11, 0xe0] => ("an old Excel workbook", unpack),
            [b'%', b'P', b'D', b'F'] => ("a PDF document", "export it as CSV UTF-8"),
            bytes => {
                self.give_back(bytes);
                return Ok(());
            }
        };
        Err(Refusal::NotCsv { what, remedy })
    }
}
