//! A promise in words: its proof, its date, what can be quoted to the client, and what its figures say.

use super::{Basis, Heavy, Promise, PromiseState, Proof, Shares};
use crate::domain::Time;
use crate::domain::say;
use crate::domain::worktime::Calendar;

impl Proof {
    /// The proof in a line: `the seals are in Rotterdam; seen working at Øresund Marine`, `Dev by Thu 26 Nov 12:00`,
    /// `approved by Anna Berg; the client knows that it is future work`.
    #[must_use]
    pub fn words(&self, now: Time, calendar: &Calendar) -> String {
        match self {
            Self::Real { exists, seen } => {
                format!("{}; seen working: {}", exists.as_str(), seen.as_str())
            }
            Self::Dated { owner_name, by, .. } => {
                format!("{owner_name} by {}", say::long(*by, now, calendar))
            }
            Self::Sponsored { approver, worth, .. } => {
                let worth = worth.map(|worth| format!(" ({worth})")).unwrap_or_default();
                format!(
                    "approved by {}{worth}; the client knows that it is future work",
                    approver.as_str()
                )
            }
        }
    }
}

impl Promise {
    /// Its date, with the first one when it was moved: `Fri 27 Nov 12:00 (first Wed 25 Nov 12:00)`.
    #[must_use]
    pub fn date(&self, now: Time, calendar: &Calendar) -> String {
        let due = say::long(self.due_at, now, calendar);
        if self.is_redated() {
            format!("{due} (first {})", say::long(self.first_due_at, now, calendar))
        } else {
            due
        }
    }

    /// To whom: `Ines Weber, Borealis GmbH`.
    #[must_use]
    pub fn addressee(&self) -> String {
        if self.to_whom.is_empty() {
            self.client.clone()
        } else {
            format!("{}, {}", self.to_whom, self.client)
        }
    }

    /// Where it stands, in words: `open`, `kept yesterday 16:10`, `broken Mon 9 Nov 12:00`.
    #[must_use]
    pub fn standing(&self, now: Time, calendar: &Calendar) -> String {
        let at = |at: &Time| say::since(*at, now, calendar);
        match (&self.ended, self.state()) {
            (Some((when, _)), PromiseState::Released) => format!("released by the client {}", at(when)),
            (Some((when, _)), state) => format!("{} {}", state.as_str(), at(when)),
            (None, _) => say::late(self.due_at, now, calendar)
                .map_or_else(|| "open".to_owned(), |late| format!("open, {late}")),
        }
    }

    /// What can be said or written to the client: what, by when, and on what basis, in words that say which it is. Dates
    /// are in full, because a quote is read later.
    #[must_use]
    pub fn quote(&self, calendar: &Calendar) -> String {
        let on = |at: Time| calendar.local(at).format("%a %-d %b %Y, %H:%M").to_string();
        let first = if self.is_redated() {
            format!(" (first promised for {})", on(self.first_due_at))
        } else {
            String::new()
        };
        let basis = match &self.proof {
            Proof::Real { exists, seen } => format!(
                "It is real: it exists and works today ({}). Seen working: {}.",
                exists.as_str(),
                seen.as_str()
            ),
            Proof::Dated { owner_name, by, .. } => {
                format!(
                    "It is dated: it is not there yet, and {owner_name} here has it by {}.",
                    on(*by)
                )
            }
            Proof::Sponsored { approver, .. } => format!(
                "It is sponsored: future work that does not exist yet, approved by {}.",
                approver.as_str()
            ),
        };
        format!(
            "{}: {}, by {}{first}.\n{basis}",
            self.addressee(),
            self.what.trim_end_matches('.'),
            on(self.due_at)
        )
    }
}

impl Shares {
    /// The figures in lines, the accounts to which too much is sponsored last: what the register and the command say.
    #[must_use]
    pub fn lines(&self, now: Time, calendar: &Calendar) -> Vec<String> {
        let mut lines = vec![self.sold_and_led(now, calendar)];
        for basis in Basis::ALL {
            lines.push(self.kept(*basis));
        }
        lines.extend(self.heavy.iter().map(Heavy::words));
        lines
    }

    /// What was sold against what was led.
    #[must_use]
    pub fn sold_and_led(&self, now: Time, calendar: &Calendar) -> String {
        let since = say::since(self.since, now, calendar);
        match self.made() {
            0 => format!("Nothing has been promised since {since}."),
            made => format!(
                "Since {since}: {}, {} sold (real), {} on a date, {} led (sponsored).",
                promises(made),
                self.real.made,
                self.dated.made,
                self.sponsored.made
            ),
        }
    }

    /// The kept share of every basis in a line: `Kept: real 83% of 6, dated none yet, sponsored 50% of 2`.
    #[must_use]
    pub fn kept_of_each(&self) -> String {
        let each: Vec<String> = Basis::ALL
            .iter()
            .map(|basis| {
                let figures = self.of(*basis);
                let share = figures.kept_share().map_or_else(
                    || "none yet".to_owned(),
                    |share| format!("{share}% of {}", figures.kept + figures.broken),
                );
                format!("{} {share}", basis.as_str())
            })
            .collect();
        format!("Kept: {}", each.join(", "))
    }

    /// To whom too much is future work, in a line; `None` when to nobody.
    #[must_use]
    pub fn much_future_work(&self) -> Option<String> {
        let each: Vec<String> = self
            .heavy
            .iter()
            .map(|heavy| format!("{} {} of {}", heavy.client, heavy.sponsored, heavy.open))
            .collect();
        (!each.is_empty()).then(|| format!("Much future work: {} open promises", each.join(", ")))
    }

    /// The kept share of a basis.
    #[must_use]
    pub fn kept(&self, basis: Basis) -> String {
        let figures = self.of(basis);
        let released = match figures.released {
            0 => String::new(),
            n => format!(", {n} released"),
        };
        let open = match figures.open {
            0 => String::new(),
            n => format!("; {n} open"),
        };
        match figures.kept_share() {
            None => format!("{}: none kept or broken yet{released}{open}", basis.as_str()),
            Some(share) => format!(
                "{}: {share}% kept, {} of {}{released}{open}",
                basis.as_str(),
                figures.kept,
                figures.kept + figures.broken
            ),
        }
    }
}

impl Heavy {
    /// `Acme Pumps is promised much future work: 3 of 4 open promises`.
    #[must_use]
    pub fn words(&self) -> String {
        format!(
            "{} is promised much future work: {} of {}",
            self.client,
            self.sponsored,
            match self.open {
                1 => "1 open promise".to_owned(),
                n => format!("{n} open promises"),
            }
        )
    }
}

fn promises(count: u64) -> String {
    match count {
        1 => "1 promise".to_owned(),
        n => format!("{n} promises"),
    }
}
