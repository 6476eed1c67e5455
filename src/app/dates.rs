//! Dates on the screen: read as people write them, said as a person says them, and proposed from the settings.

use super::state::State;
use crate::domain::Time;
use crate::domain::cadence::{Chase, Try};
use crate::domain::item::Kind;
use crate::domain::settings::CallOutcome;
use crate::domain::{say as words, when};

/// A moment in full: `tomorrow 09:00`.
pub(super) fn say(state: &State, at: Time) -> String {
    words::long(at, state.now, &state.settings.calendar)
}

/// A moment so that [`read`] reads it back: `2026-11-27 14:00`.
pub(super) fn written(state: &State, at: Time) -> String {
    state
        .settings
        .calendar
        .local(at)
        .format("%Y-%m-%d %H:%M")
        .to_string()
}

/// Reads a date.
///
/// # Errors
/// In words, when it is none.
pub(super) fn read(state: &State, text: &str) -> Result<Time, String> {
    when::parse(text, state.now, &state.settings.calendar).map_err(|error| error.to_string())
}

/// When the client of a row of this kind hears next, if nothing else is said.
pub(super) fn client_default(state: &State, kind: Kind, urgent: bool) -> Option<Time> {
    let hours = state.settings.client_hours.get(&kind)?;
    let hours = if urgent { hours.urgent } else { hours.normal };
    Some(state.settings.calendar.add_hours(state.now, hours))
}

/// A call that ended so as part of a chase, with the next call proposed from it.
pub(super) fn try_that_ended(state: &State, chase: &Chase, outcome: CallOutcome) -> Try {
    let settings = &state.settings;
    chase.try_that_ended(outcome, &settings.cadences, state.now, &settings.calendar)
}
