//! The words that Markdown and HTML share: dates, spans, the table of totals, how a hand-off stands.

use chrono::Datelike;

use crate::domain::Time;
use crate::domain::handoff::Stage;
use crate::domain::money::Sum;
use crate::domain::outcome::words;
use crate::domain::week::clients::MovedLine;
use crate::domain::week::played::{MOST, RowRef};
use crate::domain::week::{ClockLine, HandOffLine, ReasonLine, WeekReport, Whose};
use crate::domain::worktime::Calendar;

/// Of the rows behind an answer, how many are named.
const NAMED: usize = 12;

/// How times are said in one report.
#[derive(Clone, Copy)]
pub(super) struct Wording<'a> {
    pub(super) report: &'a WeekReport,
    pub(super) calendar: &'a Calendar,
}

impl<'a> Wording<'a> {
    /// The two tables of hand-offs.
    pub(super) fn sections(self) -> [Section<'a>; 2] {
        let section = |carried_over, title, since, none| Section {
            wording: self,
            carried_over,
            title,
            since,
            none,
        };
        [
            section(false, "Hand-offs of the week", "Given", "Nothing was handed off."),
            section(
                true,
                "Carried over from earlier weeks",
                "Since",
                "Nothing was carried over.",
            ),
        ]
    }

    /// `Week 2026-W47, 16 to 22 November 2026`.
    pub(super) fn title(&self) -> String {
        let monday = self.report.week.monday();
        let sunday = monday + chrono::Days::new(6);
        let from = if monday.year() != sunday.year() {
            monday.format("%-d %B %Y")
        } else if monday.month() != sunday.month() {
            monday.format("%-d %B")
        } else {
            monday.format("%-d")
        };
        format!(
            "Week {}, {from} to {}",
            self.report.week,
            sunday.format("%-d %B %Y")
        )
    }

    /// As of when the figures stand.
    pub(super) fn as_of(&self) -> String {
        let at = self
            .calendar
            .local(self.report.as_of)
            .format("%a %-d %b %Y %H:%M");
        let zone = self.calendar.zone;
        if self.report.is_ahead() {
            format!("The week has not begun. Figures as of {at} ({zone}).")
        } else if self.report.running {
            format!("The week is running. Figures as of {at} ({zone}).")
        } else {
            format!("Figures as of the week's end, {at} ({zone}).")
        }
    }

    /// `Fri 20 Nov 12:00`, with the year when it is not the one of the week's Monday.
    pub(super) fn moment(&self, at: Time) -> String {
        let local = self.calendar.local(at);
        let same = local.year() == self.report.week.monday().year();
        local
            .format(if same {
                "%a %-d %b %H:%M"
            } else {
                "%a %-d %b %Y %H:%M"
            })
            .to_string()
    }

    /// A moment, or a dash.
    pub(super) fn maybe(&self, at: Option<Time>) -> String {
        at.map_or_else(|| "–".to_owned(), |at| self.moment(at))
    }

    /// How a hand-off stood: `with Maria`, `acknowledged, overdue`, `done Fri 20 Nov 12:00, client told`.
    pub(super) fn end(&self, line: &HandOffLine) -> String {
        let mut words = match line.ended_at {
            Some(at) => format!("{} {}", line.stage.as_str(), self.moment(at)),
            None => line.stage.as_str().to_owned(),
        };
        if line.stage.is_open() && line.owner_due <= self.report.as_of {
            words.push_str(", overdue");
        }
        if line.stage.is_open() && !line.told {
            words.push_str(", untold");
        }
        match line.nudges {
            0 => {}
            1 => words.push_str(", 1 nudge"),
            many => words = format!("{words}, {many} nudges"),
        }
        if line.stage == Stage::Done {
            words.push_str(if line.finished_at.is_some() {
                ", client told"
            } else {
                ", client not told"
            });
        }
        words
    }

    /// Every total with its name, in the order of the summary.
    pub(super) fn totals(&self) -> Vec<(&'static str, String)> {
        let figures = &self.report.totals;
        let counts = [
            ("Arrived", figures.arrived),
            ("Handed off", figures.handed_off),
            ("Acknowledged", figures.acknowledged),
            ("Done by their owners", figures.done),
            ("Finished, client told", figures.finished),
            ("Items on which the client heard something", figures.client_told),
            ("Came back", figures.came_back),
            ("Recalled", figures.recalled),
            ("Still open with an owner", figures.still_open),
            ("Overdue", figures.overdue),
            ("Untold (the owner does not know yet)", figures.untold),
            ("Nudges", figures.nudges),
            ("Escalated", figures.escalated),
            ("Dismissed", figures.dismissed),
        ];
        let mut totals: Vec<_> = counts
            .into_iter()
            .map(|(name, count)| (name, count.to_string()))
            .collect();
        totals.push(("Conducted share", self.report.conducted_words()));
        totals.push(("Calls that reached the client", self.reached()));
        let clocks = self.report.clocks;
        let kept = |kept, missed| match kept + missed {
            0 => "none ran out".to_owned(),
            all => format!("{kept} of {all} ({} %)", crate::domain::week::percent(kept, all)),
        };
        totals.push((
            "Owner clocks kept",
            kept(clocks.owners_kept, clocks.owners_missed),
        ));
        totals.push((
            "Client clocks kept",
            kept(clocks.clients_kept, clocks.clients_missed),
        ));
        totals
    }

    /// `4 of 9 (44 %)`.
    pub(super) fn reached(&self) -> String {
        match self.report.reached() {
            (_, 0) => "no calls".to_owned(),
            (part, whole) => {
                let percent = crate::domain::week::percent(part as u64, whole as u64);
                format!("{part} of {whole} ({percent} %)")
            }
        }
    }

    /// What *Who played?* looks at.
    pub(super) fn played_since(&self) -> String {
        let (first, last) = (self.report.played.since, self.report.week);
        format!(
            "From the log of {first} to {last}, as far as there is one; of each, the latest {MOST} rows at most."
        )
    }

    /// Whether a section is shown: always, but in an empty week only if it holds something.
    pub(super) fn shows(&self, lines: usize) -> bool {
        lines > 0 || !self.report.is_empty()
    }

    /// All reasons in one line, when there is more than one.
    pub(super) fn reasons_total(&self) -> Option<ReasonSum> {
        let lines = &self.report.reasons;
        let sum = |figure: fn(&ReasonLine) -> u64| lines.iter().map(figure).sum();
        (lines.len() > 1).then(|| ReasonSum {
            count: sum(|line| line.count),
            minutes: sum(|line| line.minutes),
            unknown: sum(|line| line.unknown),
            open: sum(|line| line.open),
        })
    }
}

/// One table of hand-offs: those given in the week, or those carried over into it.
pub(super) struct Section<'a> {
    pub(super) wording: Wording<'a>,
    pub(super) carried_over: bool,
    pub(super) title: &'static str,
    /// What the time of giving is called.
    pub(super) since: &'static str,
    /// The words when there are none.
    pub(super) none: &'static str,
}

impl<'a> Section<'a> {
    pub(super) fn lines(&self) -> impl Iterator<Item = &'a HandOffLine> + use<'a> {
        let carried_over = self.carried_over;
        self.wording
            .report
            .hand_offs
            .iter()
            .filter(move |line| line.carried_over == carried_over)
    }

    pub(super) fn count(&self) -> usize {
        self.lines().count()
    }
}

/// First chair for all reasons together.
pub(super) struct ReasonSum {
    pub(super) count: u64,
    pub(super) minutes: u64,
    pub(super) unknown: u64,
    pub(super) open: u64,
}

/// The hours that items took: `3 h 20 min`, `3 h 20 min and 2 unknown`, `unknown`; a dash for no items.
pub(super) fn hours(count: u64, minutes: u64, unknown: u64) -> String {
    if count == 0 {
        return "–".to_owned();
    }
    if unknown >= count {
        return "unknown".to_owned();
    }
    let known = match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes} min"),
        (hours, 0) => format!("{hours} h"),
        (hours, minutes) => format!("{hours} h {minutes} min"),
    };
    if unknown == 0 {
        known
    } else {
        format!("{known} and {unknown} unknown")
    }
}

/// A median of seconds in hours, as the summary says it: `25 min`, `5.5 h`, `52 h`; a dash for none.
pub(super) fn median(seconds: Option<i64>) -> String {
    let Some(seconds) = seconds else {
        return "–".to_owned();
    };
    let seconds = seconds.max(0);
    if seconds < 3600 {
        return format!("{} min", seconds / 60);
    }
    let tenths = (seconds + 180) / 360;
    if tenths % 10 == 0 || tenths >= 480 {
        format!("{} h", (tenths + if tenths >= 480 { 5 } else { 0 }) / 10)
    } else {
        format!("{}.{} h", tenths / 10, tenths % 10)
    }
}

/// Whose clock it is: `client`, or the owner's name.
pub(super) fn whose(line: &ClockLine) -> &str {
    match &line.whose {
        Whose::Client => "client",
        Whose::Owner(name) => name,
    }
}

/// Minutes, or a dash when unknown.
pub(super) fn minutes(minutes: Option<u32>) -> String {
    minutes.map_or_else(|| "–".to_owned(), |minutes| minutes.to_string())
}

/// A word with a capital, to stand at the head of a line.
pub(super) fn capital(words: &str) -> String {
    let mut chars = words.chars();
    chars
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// Of the rows behind an answer, the latest that are named, and how many more there are. JSON has them all.
pub(super) fn named(rows: &[RowRef]) -> (&[RowRef], usize) {
    let named = rows.get(..NAMED).unwrap_or(rows);
    (named, rows.len() - named.len())
}

/// What became of an outcome in the week: `moved on`, `fell back`, `unmoved`.
pub(super) fn moved(line: &MovedLine) -> &'static str {
    let (from, to) = (
        line.course.progress(line.from()),
        line.course.progress(line.latest),
    );
    match (line.fell_back, to > from, to < from) {
        (true, _, _) => "fell back",
        (false, true, _) => "moved on",
        (false, false, true) => "further from the target",
        (false, false, false) => "unmoved",
    }
}

/// Deals and what they are worth: `2, €48,200 + $9,000`; a dash for none.
pub(super) fn amounts(count: u64, values: &[Sum]) -> String {
    if count == 0 {
        return "–".to_owned();
    }
    let values: Vec<String> = values.iter().map(ToString::to_string).collect();
    if values.is_empty() {
        count.to_string()
    } else {
        format!("{count}, {}", values.join(" + "))
    }
}

/// From where to where an outcome is to go: `12 → 4 days`.
pub(super) fn way(line: &MovedLine) -> String {
    words::course(line.course, &line.unit)
}

/// The reading before the week, or a dash.
pub(super) fn before(line: &MovedLine) -> String {
    line.before
        .map_or_else(|| "–".to_owned(), |before| words::value(before, &line.unit))
}

/// The week's last reading.
pub(super) fn latest(line: &MovedLine) -> String {
    words::value(line.latest, &line.unit)
}
