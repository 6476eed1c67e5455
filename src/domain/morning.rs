//! The morning: what a rep has to know before the first key, in under fifteen lines that can be read aloud.
//!
//! Worst silence first, each naming who is silent: an owner whose clock has run out without a word, the rep whose client
//! should have heard by now, or a client who has not called back. Then what falls due today, and what would be late
//! tomorrow.

use chrono::{Datelike, Days, NaiveTime};

use super::Time;
use super::ids::ItemNo;
use super::say;
use super::words_enum;
use super::worktime::Calendar;

/// Lines that the morning has at most.
pub const LINES: usize = 14;
/// Silences that are named.
const SILENCES: usize = 4;
/// Things of one sort that are named in a line, or have a line each.
pub const NAMED: usize = 3;

words_enum! {
    /// Who is silent.
    pub enum Silent {
        /// An owner, whose clock has run out.
        Owner = "owner",
        /// The rep: the client's clock has run out.
        Me = "me",
        /// The client, who has not called back.
        Client = "client",
    }
}

/// A silence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Silence {
    /// Who is silent.
    pub who: Silent,
    /// The owner's name; empty for the others.
    pub owner: String,
    /// Since when: the owner's last word, the client clock, or the first try to reach the client.
    pub since: Time,
    /// About which row.
    pub item: ItemNo,
    /// The client.
    pub client: String,
    /// The row's one line.
    pub subject: String,
}

/// Something that falls due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// When.
    pub at: Time,
    /// Its row.
    pub item: ItemNo,
    /// The client.
    pub client: String,
    /// What, in words.
    pub what: String,
}

/// Things of one sort: how many there are, and the first of them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Some3 {
    /// How many; 999 stands for that many or more.
    pub count: u64,
    /// The first, [`NAMED`] at most.
    pub first: Vec<Due>,
}

/// What the morning says, before it is put into words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Morning {
    /// The moment.
    pub at: Time,
    /// Until when the rep is away; `None` while the rep is not.
    pub away: Option<Time>,
    /// Awake rows.
    pub inbox: u64,
    /// Of these, urgent ones; 999 stands for that many or more.
    pub urgent: u64,
    /// Rows with an owner.
    pub waiting: u64,
    /// Hand-offs whose owner has not been told.
    pub untold: u64,
    /// The longest silences, the worst first.
    pub silences: Vec<Silence>,
    /// How many owners, clients of mine, and clients are silent; 999 stands for that many or more.
    pub silent: [(Silent, u64); 3],
    /// Promises due today or before.
    pub promises: Some3,
    /// Calls due today or before.
    pub callbacks: Some3,
    /// Checks due today or before.
    pub checks: Some3,
    /// Meetings and calls of a calendar or a phone without a log, up to now.
    pub unlogged: u64,
    /// Clocks that run out after today and by the end of the next working day.
    pub late_tomorrow: Some3,
}

/// The moments that part a morning's today from what follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// The next local midnight.
    pub midnight: Time,
    /// The end of working time on the next working day after today.
    pub next_evening: Time,
}

impl Bounds {
    /// Those of the day in which `now` lies.
    #[must_use]
    pub fn of(now: Time, calendar: &Calendar) -> Self {
        let today = calendar.local(now).date_naive();
        let tomorrow = today.checked_add_days(Days::new(1)).unwrap_or(today);
        let next = calendar.working_day_from(tomorrow);
        Self {
            midnight: calendar.instant(tomorrow.and_time(NaiveTime::MIN)),
            next_evening: calendar.evening(next),
        }
    }
}

impl Morning {
    /// Whether nothing is late and nothing falls due.
    #[must_use]
    pub fn is_easy(&self) -> bool {
        self.silences.is_empty()
            && self.promises.count == 0
            && self.callbacks.count == 0
            && self.checks.count == 0
            && self.unlogged == 0
            && self.late_tomorrow.count == 0
    }

    /// The morning in words, [`LINES`] lines at most.
    #[must_use]
    pub fn lines(&self, calendar: &Calendar) -> Vec<String> {
        let mut lines = vec![self.headline(calendar)];
        if let Some(until) = self.away {
            let until = say::long(until, self.at, calendar);
            lines.push(format!("You are away until {until}: nothing falls due before."));
            return lines;
        }
        for silence in self.silences.iter().take(SILENCES) {
            lines.push(self.silence(silence, calendar));
        }
        lines.extend(self.more_silences());
        for due in &self.promises.first {
            let when = say::due(due.at, self.at, calendar);
            lines.push(format!(
                "Promised, {when}: {} to {} ({})",
                due.what, due.client, due.item
            ));
        }
        if let Some(more) = self.promises.more() {
            lines.push(format!("{more} more promised by tonight"));
        }
        lines.extend(self.named("To call", &self.callbacks, calendar, |due| due.client.clone()));
        lines.extend(self.named("To check on", &self.checks, calendar, |due| due.client.clone()));
        if self.unlogged > 0 {
            let calls = plural(self.unlogged, "call has", "calls have");
            lines.push(format!("{calls} no log yet"));
        }
        lines.extend(self.named(
            "Late tomorrow, if nothing happens",
            &self.late_tomorrow,
            calendar,
            |due| format!("{} {} ({})", due.item, due.client, due.what),
        ));
        if self.is_easy() {
            lines.push("An easy day: nothing is late, and nothing falls due.".to_owned());
        }
        lines
    }

    fn headline(&self, calendar: &Calendar) -> String {
        let local = calendar.local(self.at);
        let urgent = match self.urgent {
            0 => String::new(),
            some => format!(", {} urgent", number(some)),
        };
        let untold = match self.untold {
            0 => String::new(),
            some => format!(", {} of them untold", number(some)),
        };
        format!(
            "{} {}: {} in the inbox{urgent}; {} with owners{untold}.",
            say::weekday(local.weekday()),
            local.format("%-d %B"),
            self.inbox,
            self.waiting
        )
    }

    fn silence(&self, silence: &Silence, calendar: &Calendar) -> String {
        let Silence {
            owner,
            item,
            client,
            subject,
            ..
        } = silence;
        let since = say::since(silence.since, self.at, calendar);
        match silence.who {
            Silent::Owner => format!("{owner} is silent since {since}: {item} {client}, {subject}"),
            Silent::Me => format!("You are silent: {client} should have heard by {since}, {item} {subject}"),
            Silent::Client => format!("{client} is silent since {since}: {item} {subject}"),
        }
    }

    fn more_silences(&self) -> Option<String> {
        let named = |who| {
            self.silences
                .iter()
                .take(SILENCES)
                .filter(|one| one.who == who)
                .count() as u64
        };
        let rest: Vec<String> = self
            .silent
            .iter()
            .filter_map(|(who, all)| {
                let rest = all.saturating_sub(named(*who));
                let words = match who {
                    Silent::Owner => plural(rest, "row with a silent owner", "rows with silent owners"),
                    Silent::Me => plural(rest, "of yours", "of yours"),
                    Silent::Client => plural(rest, "silent client", "silent clients"),
                };
                (rest > 0).then_some(words)
            })
            .collect();
        (!rest.is_empty()).then(|| format!("And {}", rest.join(", ")))
    }

    /// One line that names the first of a sort.
    fn named(
        &self,
        what: &str,
        some: &Some3,
        calendar: &Calendar,
        name: impl Fn(&Due) -> String,
    ) -> Option<String> {
        if some.count == 0 {
            return None;
        }
        let mut names: Vec<String> = some
            .first
            .iter()
            .map(|due| format!("{} {}", name(due), say::due(due.at, self.at, calendar)))
            .collect();
        names.extend(some.more().map(|more| format!("{more} more")));
        Some(format!("{what}: {}", names.join(", ")))
    }
}

impl Some3 {
    /// How many are not named.
    fn more(&self) -> Option<String> {
        let rest = self.count.saturating_sub(self.first.len() as u64);
        (rest > 0).then(|| number(rest))
    }
}

/// A number that is counted no further than 999.
fn number(count: u64) -> String {
    if count >= 999 {
        "999 or more".to_owned()
    } else {
        count.to_string()
    }
}

fn plural(count: u64, one: &str, many: &str) -> String {
    if count == 1 {
        format!("1 {one}")
    } else {
        format!("{} {many}", number(count))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Time {
        format!("{text}:00Z").parse().unwrap()
    }

    fn easy() -> Morning {
        Morning {
            at: at("2026-11-23T07:42"),
            away: None,
            inbox: 3,
            urgent: 0,
            waiting: 1,
            untold: 0,
            silences: Vec::new(),
            silent: [(Silent::Owner, 0), (Silent::Me, 0), (Silent::Client, 0)],
            promises: Some3::default(),
            callbacks: Some3::default(),
            checks: Some3::default(),
            unlogged: 0,
            late_tomorrow: Some3::default(),
        }
    }

    fn silence(who: Silent, since: &str) -> Silence {
        Silence {
            who,
            owner: if who == Silent::Owner {
                "Dev".to_owned()
            } else {
                String::new()
            },
            since: at(since),
            item: ItemNo(131),
            client: "Borealis GmbH".to_owned(),
            subject: "Login fails".to_owned(),
        }
    }

    fn some(count: u64) -> Some3 {
        let due = Due {
            at: at("2026-11-23T10:00"),
            item: ItemNo(7),
            client: "Acme".to_owned(),
            what: "seals".to_owned(),
        };
        Some3 {
            count,
            first: vec![due; usize::try_from(count).unwrap().min(NAMED)],
        }
    }

    #[test]
    fn an_easy_day_says_so() {
        assert_eq!(
            easy().lines(&Calendar::default()),
            [
                "Monday 23 November: 3 in the inbox; 1 with owners.",
                "An easy day: nothing is late, and nothing falls due."
            ]
        );
    }

    #[test]
    fn while_the_rep_is_away_nothing_else_is_said() {
        let morning = Morning {
            away: Some(at("2026-12-07T09:00")),
            unlogged: 3,
            callbacks: some(2),
            ..easy()
        };
        assert_eq!(
            morning.lines(&Calendar::default())[1..],
            ["You are away until Mon 7 Dec 09:00: nothing falls due before."]
        );
    }

    #[test]
    fn each_silence_names_who_is_silent() {
        let morning = Morning {
            silences: vec![
                silence(Silent::Client, "2026-11-12T09:00"),
                silence(Silent::Owner, "2026-11-19T16:10"),
                silence(Silent::Me, "2026-11-20T12:00"),
            ],
            silent: [(Silent::Owner, 1), (Silent::Me, 3), (Silent::Client, 1)],
            ..easy()
        };
        assert_eq!(
            morning.lines(&Calendar::default())[1..],
            [
                "Borealis GmbH is silent since 12 Nov: #131 Login fails",
                "Dev is silent since Thu 16:10: #131 Borealis GmbH, Login fails",
                "You are silent: Borealis GmbH should have heard by Fri 12:00, #131 Login fails",
                "And 2 of yours",
            ]
        );
    }

    #[test]
    fn the_worst_morning_has_under_fifteen_lines() {
        let morning = Morning {
            urgent: 5,
            untold: 2,
            silences: vec![silence(Silent::Owner, "2026-11-19T16:10"); 9],
            silent: [(Silent::Owner, 999), (Silent::Me, 30), (Silent::Client, 2)],
            promises: some(5),
            callbacks: some(20),
            checks: some(4),
            unlogged: 2,
            late_tomorrow: some(999),
            ..easy()
        };
        let lines = morning.lines(&Calendar::default());
        assert!(lines.len() <= LINES, "{lines:#?}");
        assert_eq!(
            lines[5],
            "And 995 rows with silent owners, 30 of yours, 2 silent clients"
        );
        assert_eq!(lines[6], "Promised, 10:00: seals to Acme (#7)");
        assert_eq!(lines[10], "To call: Acme 10:00, Acme 10:00, Acme 10:00, 17 more");
        assert_eq!(lines[12], "2 calls have no log yet");
    }

    #[test]
    fn tomorrow_is_the_next_working_day() {
        let calendar = Calendar::default();
        let friday = Bounds::of(at("2026-11-27T08:00"), &calendar);
        assert_eq!(friday.midnight, at("2026-11-28T00:00"));
        assert_eq!(friday.next_evening, at("2026-11-30T17:00"));
    }
}
