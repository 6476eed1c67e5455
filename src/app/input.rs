//! Text that is typed: what stands in a field, on one line or on several, and where the cursor is.
//!
//! Everything moves and goes by grapheme clusters, the characters a person sees: the cursor is never inside one, and
//! none is ever taken apart. A field that holds several lines is laid out by [`rows`], for its drawing and for the
//! arrows alike.

use std::ops::Range;

use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};
use unicode_width::UnicodeWidthStr;

/// A text with a cursor.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Input {
    text: String,
    /// The cursor: a byte of the text, always between two clusters.
    at: usize,
    /// The column to which the arrows up and down go back, in cells, while nothing else is pressed.
    column: Option<usize>,
}

/// How far the cursor goes, or how much is taken away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// One character, as a person sees it.
    Character,
    /// To the beginning of a word.
    Word,
    /// To the end of the line, or its beginning.
    Line,
    /// To the end of the text, or its beginning.
    Text,
}

impl Input {
    /// A text with the cursor at its end.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        let text = text.into();
        Self {
            at: text.len(),
            text,
            column: None,
        }
    }

    /// The same with the cursor at this byte, or at the next place where a cursor can be.
    #[must_use]
    pub fn with_cursor(mut self, byte: usize) -> Self {
        self.set(byte);
        self
    }

    /// The text.
    #[must_use]
    pub fn value(&self) -> &str {
        &self.text
    }

    /// The byte of the text before which the cursor stands.
    #[must_use]
    pub const fn cursor(&self) -> usize {
        self.at
    }

    /// Writes at the cursor, which then stands behind what was written.
    pub(super) fn insert(&mut self, words: &str) {
        self.text.insert_str(self.at, words);
        self.set(self.at + words.len());
    }

    /// Moves the cursor, on or back.
    pub(super) fn go(&mut self, reach: Reach, on: bool) {
        self.set(self.end_of(reach, on));
    }

    /// Takes away what lies before the cursor, or behind it. Whether there was anything.
    pub(super) fn delete(&mut self, reach: Reach, on: bool) -> bool {
        let end = self.end_of(reach, on);
        let gone = self.at.min(end)..self.at.max(end);
        let any = !gone.is_empty();
        let start = gone.start;
        self.text.replace_range(gone, "");
        self.set(start);
        any
    }

    /// Goes one row down or up among rows of `room` cells, and to where it was in the row; not at the last or first
    /// row. Whether it went.
    pub(super) fn go_row(&mut self, room: usize, down: bool) -> bool {
        let rows = rows(&self.text, room);
        let here = row_at(&rows, self.at);
        let to = if down { here + 1 } else { here.wrapping_sub(1) };
        let Some(row) = rows.get(to) else {
            return false;
        };
        let column = self
            .column
            .unwrap_or_else(|| cells(&self.text[rows[here].start..self.at]));
        // The end of a row that goes on in the next one is the next one's beginning.
        let has_end = row_at(&rows, row.end) == to;
        let (mut at, mut used) = (row.start, 0);
        for cluster in self.text[row.clone()].graphemes(true) {
            used += cells(cluster);
            if used > column || (at + cluster.len() == row.end && !has_end) {
                break;
            }
            at += cluster.len();
        }
        self.set(at);
        self.column = Some(column);
        true
    }

    /// Puts the cursor at a byte, or at the next place between two clusters.
    fn set(&mut self, byte: usize) {
        self.at = if self.is_between(byte) {
            byte
        } else {
            self.neighbour(byte, true)
        };
        self.column = None;
    }

    fn is_between(&self, byte: usize) -> bool {
        byte <= self.text.len()
            && self.text.is_char_boundary(byte)
            && GraphemeCursor::new(byte, self.text.len(), true).is_boundary(&self.text, 0) == Ok(true)
    }

    /// The next place between two clusters from a byte on, or back.
    fn neighbour(&self, byte: usize, on: bool) -> usize {
        let (ahead, behind) = (self.text.len(), 0);
        let mut byte = byte.min(ahead);
        loop {
            byte = match on {
                true if byte >= ahead => return ahead,
                false if byte <= behind => return behind,
                true => byte + 1,
                false => byte - 1,
            };
            if self.is_between(byte) {
                return byte;
            }
        }
    }

    fn end_of(&self, reach: Reach, on: bool) -> usize {
        let (before, after) = self.text.split_at(self.at);
        let end = match (reach, on) {
            (Reach::Character, _) => self.neighbour(self.at, on),
            (Reach::Word, false) => before
                .split_word_bound_indices()
                .rev()
                .find(|(_, word)| is_word(word))
                .map_or(0, |(at, _)| at),
            (Reach::Word, true) => after
                .split_word_bound_indices()
                .skip(1)
                .find(|(_, word)| is_word(word))
                .map_or(self.text.len(), |(at, _)| self.at + at),
            (Reach::Line, false) => before.rfind('\n').map_or(0, |at| at + 1),
            (Reach::Line, true) => after.find('\n').map_or(self.text.len(), |at| self.at + at),
            (Reach::Text, false) => 0,
            (Reach::Text, true) => self.text.len(),
        };
        if self.is_between(end) {
            end
        } else {
            self.neighbour(end, on)
        }
    }
}

/// Whether the piece between two word boundaries is a word, and not a blank or a sign.
fn is_word(piece: &str) -> bool {
    piece
        .chars()
        .any(|c| !c.is_whitespace() && !c.is_ascii_punctuation())
}

/// How wide a text is shown, in cells.
fn cells(text: &str) -> usize {
    text.graphemes(true).map(UnicodeWidthStr::width).sum()
}

/// The rows in which a text is shown in `room` cells, as ranges of its bytes: broken at its own line breaks, which
/// belong to no row, and at words where they don't fit. Blanks at a row's end may stand past the room. There is always
/// one; an unknown room, 0, breaks no line.
#[must_use]
pub fn rows(text: &str, room: usize) -> Vec<Range<usize>> {
    let room = if room == 0 { usize::MAX } else { room };
    let mut rows = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        rows_of(line, start, room, &mut rows);
        start += line.len() + 1;
    }
    rows
}

/// The rows of one line, which begins at that byte of its text.
fn rows_of(line: &str, offset: usize, room: usize, rows: &mut Vec<Range<usize>>) {
    let (mut start, mut used) = (0, 0);
    // Behind the latest blank: where the row may be broken.
    let mut word = 0;
    for (at, cluster) in line.grapheme_indices(true) {
        let width = cells(cluster);
        if cluster.trim().is_empty() {
            word = at + cluster.len();
        } else {
            // Once at the word, and once more where the word alone is too long.
            while used > 0 && used + width > room {
                let end = if word > start { word } else { at };
                rows.push(offset + start..offset + end);
                start = end;
                used = cells(&line[start..at]);
            }
        }
        used += width;
    }
    rows.push(offset + start..offset + line.len());
}

/// The row in which a byte of the text stands, counted from 0: the later one where one row goes on in the next.
#[must_use]
pub fn row_at(rows: &[Range<usize>], byte: usize) -> usize {
    rows.partition_point(|row| row.start <= byte).saturating_sub(1)
}

#[cfg(test)]
#[path = "input_tests.rs"]
mod tests;
