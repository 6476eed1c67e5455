//! Cells: what a column of a register or a line of a page shows. Times stay times until they are drawn, so that they
//! are always said as of now.

use chrono::NaiveDate;

use crate::domain::Time;
use crate::domain::money::Money;

/// How something is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    /// Ordinary.
    #[default]
    Plain,
    /// What matters in a line.
    Strong,
    /// What may be overlooked.
    Faint,
    /// Late or broken. Say so in words as well.
    Late,
    /// Just arrived, or well.
    New,
    /// On its way.
    Flight,
}

/// What a cell shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shows {
    /// Words.
    Text(String),
    /// When something is due: `10:00`, `Tue`, `2 d late`. Late by itself.
    Due(Time),
    /// A moment, past or to come: `Thu 16:10`, `Fri 27 Nov 10:00`.
    At(Time),
    /// The time passed since then: `12 days`.
    Since(Time),
    /// The day something is due, in the rep's zone: `today`, `Fri`, `3 d late`. Late by itself.
    Day(NaiveDate),
    /// An amount; never cut, so that it is never read as a smaller one.
    Money(Money),
    /// So many of a hundred, as a bar with its number.
    Bar(i32),
    /// Values in their order, as a sparkline: heights from 0 to 7.
    Spark(Vec<u8>),
}

/// What a column shows of a row, and how it is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// What.
    pub shows: Shows,
    /// How it is meant.
    pub tone: Tone,
}

/// The highest bar of a sparkline.
const HIGHEST: i128 = 7;

impl Cell {
    const fn of(shows: Shows) -> Self {
        Self {
            shows,
            tone: Tone::Plain,
        }
    }

    /// Nothing.
    #[must_use]
    pub const fn none() -> Self {
        Self::of(Shows::Text(String::new()))
    }

    /// Words.
    #[must_use]
    pub fn text(words: impl Into<String>) -> Self {
        Self::of(Shows::Text(words.into()))
    }

    /// When something is due.
    #[must_use]
    pub const fn due(at: Time) -> Self {
        Self::of(Shows::Due(at))
    }

    /// A moment.
    #[must_use]
    pub const fn at(at: Time) -> Self {
        Self::of(Shows::At(at))
    }

    /// The time passed since then.
    #[must_use]
    pub const fn since(at: Time) -> Self {
        Self::of(Shows::Since(at))
    }

    /// The day something is due.
    #[must_use]
    pub const fn day(day: NaiveDate) -> Self {
        Self::of(Shows::Day(day))
    }

    /// An amount, or nothing where there is none.
    #[must_use]
    pub fn money(money: Option<Money>) -> Self {
        money.map_or_else(Self::none, |money| Self::of(Shows::Money(money)))
    }

    /// So many of a hundred. Below 0 and above 100 the bar is empty or full, and the number says more.
    #[must_use]
    pub const fn bar(percent: i32) -> Self {
        Self::of(Shows::Bar(percent))
    }

    /// Values in their order, between the lowest and the highest of them.
    #[must_use]
    pub fn spark(values: &[i64]) -> Self {
        let low = i128::from(values.iter().copied().min().unwrap_or(0));
        let span = i128::from(values.iter().copied().max().unwrap_or(0)) - low;
        let height = |value: &i64| {
            // Values that are all the same stand in the middle.
            let height = ((i128::from(*value) - low) * HIGHEST)
                .checked_div(span)
                .unwrap_or(HIGHEST / 2);
            u8::try_from(height).unwrap_or(0)
        };
        Self::of(Shows::Spark(values.iter().map(height).collect()))
    }

    /// The same, meant otherwise.
    #[must_use]
    pub fn toned(self, tone: Tone) -> Self {
        Self { tone, ..self }
    }

    /// The same, with weight.
    #[must_use]
    pub fn strong(self) -> Self {
        self.toned(Tone::Strong)
    }

    /// The same, as what may be overlooked.
    #[must_use]
    pub fn faint(self) -> Self {
        self.toned(Tone::Faint)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sparkline_reaches_from_its_lowest_to_its_highest_value() {
        assert_eq!(
            Cell::spark(&[10, 20, 15, 20]).shows,
            Shows::Spark(vec![0, 7, 3, 7])
        );
        assert_eq!(Cell::spark(&[i64::MIN, i64::MAX]).shows, Shows::Spark(vec![0, 7]));
        assert_eq!(Cell::spark(&[5, 5]).shows, Shows::Spark(vec![3, 3]));
        assert_eq!(Cell::spark(&[]).shows, Shows::Spark(Vec::new()));
    }
}
