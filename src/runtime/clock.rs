//! The clock. Nothing else in the program asks what time it is.

use std::time::{Duration, Instant};

use crate::domain::Time;

/// Now, or the time that was set instead.
#[must_use]
pub fn now(set: Option<Time>) -> Time {
    set.unwrap_or_else(chrono::Utc::now)
}

/// A clock that runs on from the time it was set to, or shows the machine's.
#[derive(Debug, Clone, Copy)]
pub struct Clock {
    set: Option<(Time, Instant)>,
}

impl Clock {
    /// A clock set to a time, or the machine's.
    #[must_use]
    pub fn new(set: Option<Time>) -> Self {
        Self {
            set: set.map(|time| (time, Instant::now())),
        }
    }

    /// What it shows, to the millisecond.
    #[must_use]
    pub fn now(&self) -> Time {
        let now = match self.set {
            Some((time, since)) => {
                time + chrono::Duration::from_std(since.elapsed()).unwrap_or(chrono::Duration::zero())
            }
            None => chrono::Utc::now(),
        };
        Time::from_timestamp_millis(now.timestamp_millis()).unwrap_or(now)
    }
}

/// The tick of the loop: once a second, whatever the clock is set to.
#[derive(Debug)]
pub(super) struct Beat {
    next: Instant,
}

impl Beat {
    const EVERY: Duration = Duration::from_secs(1);

    /// Begins: the first tick is a second from now.
    pub(super) fn begin() -> Self {
        Self {
            next: Instant::now() + Self::EVERY,
        }
    }

    /// How long until the next tick.
    pub(super) fn wait(&self) -> Duration {
        self.next.saturating_duration_since(Instant::now())
    }

    /// Whether it is time; if so, the next tick is a second away again.
    pub(super) fn is_due(&mut self) -> bool {
        let now = Instant::now();
        let due = now >= self.next;
        if due {
            self.next = now + Self::EVERY;
        }
        due
    }
}
