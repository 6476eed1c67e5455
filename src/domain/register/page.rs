//! Pages: all about one record, as lines. Beside or below the list their beginning is shown; opened, all of it. The
//! same lines stand above a register and sum it up.

use super::cell::{Cell, Tone};
use crate::domain::Time;

/// One line of a page, or a text of several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// A name for what follows.
    Heading(String),
    /// Words, broken where they must be. What leads them stands in a column of its own.
    Text {
        /// Before the words; may be nothing.
        lead: Option<Cell>,
        /// The words.
        words: String,
        /// How they are meant.
        tone: Tone,
    },
    /// Cells one after the other in one line; what does not fit is cut.
    Cells {
        /// Before the cells; may be nothing.
        lead: Option<Cell>,
        /// The cells.
        cells: Vec<Cell>,
    },
    /// An empty line; several count as one.
    Gap,
}

/// All about one record.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Page {
    /// From the most important one down.
    pub lines: Vec<Line>,
}

impl Page {
    /// An empty page.
    #[must_use]
    pub const fn new() -> Self {
        Self { lines: Vec::new() }
    }

    /// A line with weight: what the page is about.
    pub fn title(&mut self, words: impl Into<String>) {
        self.lines.push(Line::Text {
            lead: None,
            words: words.into(),
            tone: Tone::Strong,
        });
    }

    /// Begins a part.
    pub fn heading(&mut self, words: impl Into<String>) {
        self.lines.push(Line::Gap);
        self.lines.push(Line::Heading(words.into()));
    }

    /// An ordinary text.
    pub fn text(&mut self, words: impl Into<String>) {
        self.toned(words, Tone::Plain);
    }

    /// A text, meant in some way.
    pub fn toned(&mut self, words: impl Into<String>, tone: Tone) {
        self.lines.push(Line::Text {
            lead: None,
            words: words.into(),
            tone,
        });
    }

    /// A named fact: `approver   Helen Brandt`. One that says nothing is left out.
    pub fn fact(&mut self, label: &str, words: impl Into<String>) {
        let words = words.into();
        if !words.trim().is_empty() {
            self.led(Cell::text(label).faint(), words);
        }
    }

    /// A named fact that cells show: `due   2 d late`.
    pub fn cells(&mut self, label: &str, cells: Vec<Cell>) {
        self.lines.push(Line::Cells {
            lead: (!label.is_empty()).then(|| Cell::text(label).faint()),
            cells,
        });
    }

    /// A text after a cell, such as what is due by then.
    pub fn led(&mut self, lead: Cell, words: impl Into<String>) {
        self.lines.push(Line::Text {
            lead: Some(lead),
            words: words.into(),
            tone: Tone::Plain,
        });
    }

    /// What happened then.
    pub fn event(&mut self, at: Time, words: impl Into<String>) {
        self.led(Cell::at(at).faint(), words);
    }

    /// An empty line.
    pub fn gap(&mut self) {
        self.lines.push(Line::Gap);
    }
}
