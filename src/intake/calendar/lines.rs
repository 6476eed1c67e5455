//! Content lines of a calendar file: unfolded, taken apart into name, parameters and value, and bounded in length.

use std::io;

use crate::intake::input::Input;

/// What is kept of a content line, in bytes. Attachments and pages of HTML are longer; nothing that is read is.
const KEPT: usize = 64 * 1024;

/// A content line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    /// Where it begins in the file, from 1.
    pub(super) number: u64,
    /// Its name, in capitals.
    pub(super) name: String,
    /// Its parameters: names in capitals, values without their quotes.
    pub(super) params: Vec<(String, String)>,
    /// What it says, as it stands there.
    pub(super) value: String,
    /// It was longer than is kept, and its end is missing.
    pub(super) cut: bool,
}

impl Line {
    /// A parameter's value.
    pub(super) fn param(&self, name: &str) -> Option<&str> {
        let found = self.params.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    /// What it says as a text: `\n`, `\,`, `\;` and `\\` are what they stand for.
    pub(super) fn text(&self) -> String {
        let mut text = String::with_capacity(self.value.len());
        let mut chars = self.value.chars();
        while let Some(c) = chars.next() {
            match c {
                '\\' => match chars.next() {
                    Some('n' | 'N') => text.push('\n'),
                    Some(escaped) => text.push(escaped),
                    None => {}
                },
                c => text.push(c),
            }
        }
        text
    }
}

/// The content lines of a file, one after the other.
pub(super) struct Lines {
    input: Input,
    /// The line of the file that comes next, from 1.
    next: u64,
}

impl Lines {
    pub(super) const fn new(input: Input) -> Self {
        Self { input, next: 1 }
    }

    /// The line of the file that comes next, from 1.
    pub(super) const fn at(&self) -> u64 {
        self.next
    }

    /// The next content line with anything in it; `None` at the end.
    pub(super) fn read(&mut self) -> io::Result<Option<Line>> {
        loop {
            let number = self.next;
            let mut bytes = Vec::new();
            let mut cut = false;
            if !self.physical(&mut bytes, &mut cut)? {
                return Ok(None);
            }
            // A line that begins with a blank goes on from the one before it. A character may be parted in two there.
            while let Some(b' ' | b'\t') = self.input.chunk()?.first() {
                self.input.consume(1);
                self.physical(&mut bytes, &mut cut)?;
            }
            let text = String::from_utf8_lossy(&bytes);
            if !text.trim().is_empty() {
                return Ok(Some(taken_apart(number, &text, cut)));
            }
        }
    }

    /// Reads to the end of a line of the file. `false` when nothing was left.
    fn physical(&mut self, bytes: &mut Vec<u8>, cut: &mut bool) -> io::Result<bool> {
        let mut any = false;
        loop {
            let chunk = self.input.chunk()?;
            if chunk.is_empty() {
                self.next += u64::from(any);
                return Ok(any);
            }
            any = true;
            let end = chunk.iter().position(|byte| *byte == b'\n');
            let part = &chunk[..end.unwrap_or(chunk.len())];
            let room = KEPT.saturating_sub(bytes.len()).min(part.len());
            *cut = *cut || room < part.len();
            bytes.extend_from_slice(&part[..room]);
            let used = part.len() + usize::from(end.is_some());
            self.input.consume(used);
            if end.is_some() {
                if bytes.last() == Some(&b'\r') {
                    bytes.pop();
                }
                self.next += 1;
                return Ok(true);
            }
        }
    }
}

/// `NAME;PARAM=value;OTHER="a:b":what it says`. A line without a colon says nothing.
fn taken_apart(number: u64, text: &str, cut: bool) -> Line {
    let mut quoted = false;
    let mut parts = Vec::new();
    let (mut from, mut value) = (0, "");
    for (at, c) in text.char_indices() {
        match c {
            '"' => quoted = !quoted,
            ';' if !quoted => {
                parts.push(&text[from..at]);
                from = at + 1;
            }
            ':' if !quoted => {
                value = &text[at + 1..];
                parts.push(&text[from..at]);
                break;
            }
            _ => {}
        }
    }
    let mut parts = parts.into_iter();
    let name = parts.next().unwrap_or_default().trim().to_ascii_uppercase();
    let params = parts
        .filter_map(|part| part.split_once('='))
        .map(|(name, value)| (name.trim().to_ascii_uppercase(), value.trim().replace('"', "")))
        .collect();
    Line {
        number,
        name,
        params,
        value: value.to_owned(),
        cut,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<Line> {
        let mut lines = Lines::new(Input::new(std::io::Cursor::new(text.as_bytes().to_vec())));
        let mut all = Vec::new();
        while let Some(line) = lines.read().unwrap() {
            all.push(line);
        }
        all
    }

    #[test]
    fn folded_lines_are_one_and_keep_the_number_of_their_first() {
        let read =
            lines("A:1\r\nSUMMARY:Quarter \r\n review\\, with\r\n\t Ines\r\n\r\nB;X=\"a;b:c\";y=2:3:4\n");
        assert_eq!(read.len(), 3);
        assert_eq!(
            (read[1].number, read[1].text()),
            (2, "Quarter review, with Ines".to_owned())
        );
        assert_eq!((read[2].number, read[2].value.as_str()), (6, "3:4"));
        assert_eq!(read[2].param("X"), Some("a;b:c"));
        assert_eq!(read[2].param("Y"), Some("2"));
    }

    #[test]
    fn a_character_parted_by_a_fold_is_whole_again() {
        let mut bytes = b"SUMMARY:B".to_vec();
        bytes.extend_from_slice(&[0xc3]);
        bytes.extend_from_slice(b"\r\n ");
        bytes.extend_from_slice(&[0xb6]);
        bytes.extend_from_slice(b"ll\r\n");
        let mut lines = Lines::new(Input::new(std::io::Cursor::new(bytes)));
        assert_eq!(lines.read().unwrap().unwrap().text(), "Böll");
    }

    #[test]
    fn an_endless_line_takes_bounded_memory_and_is_known_to_be_cut() {
        let read = lines(&format!("ATTACH:{}\nA:1\n", "x".repeat(3 * KEPT)));
        assert!(read[0].cut && read[0].value.len() <= KEPT);
        assert_eq!((read[1].number, read[1].value.as_str()), (2, "1"));
    }
}
