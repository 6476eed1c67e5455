//! What the terminal shows: every cell as it was written last.

use ratatui::layout::Size;

use super::look::Look;

/// A cell of the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    /// Whatever was there before.
    Unknown,
    /// One character, one cell wide.
    Narrow(char, Look),
    /// The first cell of anything else.
    Cluster,
    /// A cell that the cluster before it covers.
    Covered,
}

impl Shown {
    /// What a cleared cell shows.
    pub(super) const BLANK: Self = Self::Narrow(' ', Look::PLAIN);

    /// Whether it looks as if it had been cleared.
    pub(super) fn is_blank(self) -> bool {
        match self {
            Self::Narrow(c, look) => c == ' ' && look.is_bare(),
            Self::Unknown | Self::Cluster | Self::Covered => false,
        }
    }
}

/// The cells of a terminal; of one whose size is not known, none.
#[derive(Debug)]
pub(super) struct Screen {
    size: Size,
    cells: Vec<Shown>,
}

impl Screen {
    pub(super) const fn new() -> Self {
        Self {
            size: Size::ZERO,
            cells: Vec::new(),
        }
    }

    /// Takes the terminal's size. In another one than before nothing is known of what it shows.
    pub(super) fn resize(&mut self, size: Size) {
        if self.size != size {
            self.size = size;
            self.fill(Shown::Unknown);
        }
    }

    /// Every cell shows this.
    pub(super) fn fill(&mut self, shown: Shown) {
        self.cells.clear();
        let cells = usize::from(self.size.width) * usize::from(self.size.height);
        self.cells.resize(cells, shown);
    }

    /// Columns; none of a terminal whose size is not known.
    pub(super) const fn width(&self) -> u16 {
        self.size.width
    }

    fn index(&self, x: u16, y: u16) -> Option<usize> {
        (x < self.size.width && y < self.size.height)
            .then(|| usize::from(y) * usize::from(self.size.width) + usize::from(x))
    }

    pub(super) fn at(&self, x: u16, y: u16) -> Shown {
        let cell = self.index(x, y).and_then(|index| self.cells.get(index));
        cell.copied().unwrap_or(Shown::Unknown)
    }

    fn set(&mut self, x: u16, y: u16, shown: Shown) {
        if let Some(index) = self.index(x, y)
            && let Some(cell) = self.cells.get_mut(index)
        {
            *cell = shown;
        }
    }

    /// Something has been written, so many cells wide. How many cells behind it were covered by what stood there before,
    /// and are blank now, comes back.
    pub(super) fn wrote(&mut self, x: u16, y: u16, width: u16, shown: Shown) -> u16 {
        let after = x.saturating_add(width);
        for at in x.saturating_add(1)..after {
            self.set(at, y, Shown::Covered);
        }
        self.set(x, y, shown);
        let mut bared = 0;
        while self.at(after.saturating_add(bared), y) == Shown::Covered {
            self.set(after.saturating_add(bared), y, Shown::BLANK);
            bared += 1;
        }
        bared
    }

    /// The line was cleared from a column on.
    pub(super) fn cleared(&mut self, x: u16, y: u16) {
        for at in x..self.size.width {
            self.set(at, y, Shown::BLANK);
        }
    }
}
