//! How often somebody was asked this month, against how often they can be.

use crate::domain::owner::{Load, Owner};

/// The asks of a calendar month to one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Budget {
    /// Asks so far.
    pub asked: u32,
    /// How many there can be; `None` is not limited.
    pub of: Option<u32>,
}

impl Budget {
    /// The budget on an owner's card, and what was taken of it.
    #[must_use]
    pub const fn of(owner: &Owner, load: &Load) -> Self {
        Self {
            asked: load.asks,
            of: owner.asks_a_month,
        }
    }

    /// With one ask more.
    #[must_use]
    pub const fn and_one(self) -> Self {
        Self {
            asked: self.asked.saturating_add(1),
            ..self
        }
    }

    /// By how many asks it is overdrawn; 0 while it is not.
    #[must_use]
    pub const fn over(self) -> u32 {
        match self.of {
            Some(of) => self.asked.saturating_sub(of),
            None => 0,
        }
    }

    /// Whether another ask would overdraw it.
    #[must_use]
    pub const fn is_spent(self) -> bool {
        self.and_one().over() > 0
    }

    /// `2 of 3 asks this month`, `no ask this month`.
    #[must_use]
    pub fn words(self) -> String {
        let asks = |number| if number == 1 { "ask" } else { "asks" };
        match (self.asked, self.of) {
            (asked, Some(of)) => format!("{asked} of {of} {} this month", asks(of)),
            (0, None) => "no ask this month".to_owned(),
            (asked, None) => format!("{asked} {} this month", asks(asked)),
        }
    }

    /// `Helena Brandt has 4 asks this month, 1 over the budget of 3`; `None` while it is not overdrawn.
    #[must_use]
    pub fn warning(self, name: &str) -> Option<String> {
        let of = self.of.filter(|_| self.over() > 0)?;
        let asks = if self.asked == 1 { "ask" } else { "asks" };
        Some(format!(
            "{name} has {} {asks} this month, {} over the budget of {of}",
            self.asked,
            self.over()
        ))
    }
}
