//! How far a page is scrolled, and how far it can be.

/// The first line shown of something that has more lines than fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Scroll {
    /// The first line shown.
    pub first: usize,
    /// The furthest first line: from there on the last line is in sight. `None` until a frame has told.
    pub last: Option<usize>,
}

impl Scroll {
    /// From this line on.
    #[must_use]
    pub const fn from(first: usize) -> Self {
        Self { first, last: None }
    }

    /// What a frame shows of so many lines in so much room.
    #[must_use]
    pub fn of(self, lines: usize, room: usize) -> Self {
        let last = lines.saturating_sub(room);
        Self {
            first: self.first.min(last),
            last: Some(last),
        }
    }

    /// A frame has shown this much: nothing was scrolled further than that.
    pub(super) fn shown(&mut self, shown: Self) {
        self.first = self.first.min(shown.first);
        self.last = shown.last;
    }
}
