//! The rep's absence, as the screen says it.

use super::state::State;
use crate::domain::say;

impl State {
    /// That the rep is away, in words; `None` while the rep is not.
    #[must_use]
    pub fn away(&self) -> Option<String> {
        let absence = self.counts.absence.filter(|absence| absence.holds(self.now))?;
        let day = |at| self.settings.calendar.local(at).date_naive();
        let until = say::date(day(absence.until), day(self.now));
        Some(format!("away until {until}"))
    }
}
