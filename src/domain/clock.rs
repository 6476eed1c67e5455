//! The two clocks of an item and the moment it wakes. One place decides, so that every command agrees.

use super::Time;
use super::item::{Cue, Kind, Open, Play, Wake};
use super::owner::Owner;
use super::settings::Settings;

/// The rules and the moment at which they are applied.
#[derive(Debug, Clone, Copy)]
pub struct Moment<'a> {
    /// The resolved config.
    pub settings: &'a Settings,
    /// Now.
    pub now: Time,
}

impl Moment<'_> {
    /// The client clock's default for a kind, counted in working time from `from`.
    #[must_use]
    pub fn client_default(&self, kind: Kind, urgent: bool, from: Time) -> Time {
        let hours = self
            .settings
            .client_hours
            .get(&kind)
            .map_or(8, |h| if urgent { h.urgent } else { h.normal });
        self.settings.calendar.add_hours(from, hours)
    }

    /// The owner clock, started now from the owner's hours, else from the config's.
    #[must_use]
    pub fn owner_clock(&self, owner: &Owner) -> Time {
        let hours = if owner.hours == 0 {
            self.settings.owner_hours
        } else {
            owner.hours
        };
        self.settings.calendar.add_hours(self.now, hours)
    }

    /// When an open item next needs the rep, and why.
    ///
    /// A snooze overrides both clocks. Without a hand-off an item is awake at once, unless it is first chair, which
    /// sleeps until the client clock. With one it wakes at the earlier of its two clocks, the client first. A clock
    /// that is already past wakes the item again on the next working morning. A row that stands for a record also wakes
    /// when the record falls due, whoever plays it; one that nobody plays sleeps until then or until its client clock.
    #[must_use]
    pub fn wake(&self, open: &Open) -> Wake {
        if let Some(until) = open.snoozed_until.filter(|until| *until > self.now) {
            let cue = if open.standing_cue.is_a_date() {
                open.standing_cue
            } else {
                Cue::SnoozeOver
            };
            return Wake { at: until, cue };
        }
        let falls_due = open.falls_due.filter(|due| due.at > self.now);
        let or_falls_due = |wake: Wake| falls_due.filter(|due| due.at <= wake.at).unwrap_or(wake);
        match &open.play {
            Play::Nobody if falls_due.is_some() && open.standing_cue.is_a_date() => {
                or_falls_due(self.at_clock(open.client_due, Cue::ClientDue))
            }
            Play::Nobody => Wake {
                at: self.now,
                cue: open.standing_cue,
            },
            // The work is done and only the telling is left: nothing to sleep for.
            Play::FirstChair { .. } if open.standing_cue == Cue::OwnerDone => Wake {
                at: self.now,
                cue: Cue::OwnerDone,
            },
            Play::FirstChair { .. } => or_falls_due(self.at_clock(open.client_due, Cue::ClientDue)),
            Play::Owner(hand_off) => {
                let client = self.at_clock(open.client_due, Cue::ClientDue);
                let owner = self.at_clock(hand_off.owner_due, Cue::OwnerSilent);
                or_falls_due(if owner.at < client.at { owner } else { client })
            }
        }
    }

    fn at_clock(&self, clock: Time, cue: Cue) -> Wake {
        let at = if clock > self.now {
            clock
        } else {
            self.settings.calendar.next_morning(self.now)
        };
        Wake { at, cue }
    }
}

#[cfg(test)]
mod tests;
