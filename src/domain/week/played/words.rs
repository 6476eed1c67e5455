//! *Who played?* in words: each question, what the log answers, and the rows behind it.

use super::{
    Compared, Dragged, Ends, Evidence, Finding, Group, ReasonRows, RowRef, Side, SupportCalls, TooLittle,
    WhoPlayed,
};
use crate::domain::say;
use crate::domain::week::percent;

/// Of sources, clients and hours, the largest that are named.
const NAMED: usize = 5;

/// A question and its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said<'a> {
    /// The question.
    pub question: &'static str,
    /// The answer; one line when there is too little history.
    pub lines: Vec<SaidLine<'a>>,
}

/// A line of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SaidLine<'a> {
    /// What it says.
    pub words: String,
    /// What the rows are of, where they are only a part of what the line says: its largest group.
    pub of: Option<&'a str>,
    /// The rows behind it.
    pub rows: &'a [RowRef],
}

fn line(words: String) -> SaidLine<'static> {
    backed(words, &[])
}

fn backed(words: String, rows: &[RowRef]) -> SaidLine<'_> {
    SaidLine {
        words,
        of: None,
        rows,
    }
}

impl WhoPlayed {
    /// All questions, with what the log answers.
    #[must_use]
    pub fn said(&self) -> [Said<'_>; 5] {
        [
            said("What made me take first chair?", &self.reasons, |reasons| {
                reasons.iter().map(reason).collect()
            }),
            said("Where did transactions drag me in?", &self.dragged, dragged),
            said(
                "How did conducted work end against work I played?",
                &self.endings,
                |endings| {
                    let mut lines = ends("Conducted", &endings.conducted);
                    lines.extend(ends("Played", &endings.played));
                    lines
                },
            ),
            said(
                "Which support calls did I listen to and hand on, and which did I keep?",
                &self.support,
                support,
            ),
            said(
                "What did weeks of much first chair leave for calls and promises?",
                &self.compared,
                compared,
            ),
        ]
    }
}

fn said<'a, T>(
    question: &'static str,
    finding: &'a Finding<T>,
    answer: impl Fn(&'a T) -> Vec<SaidLine<'a>>,
) -> Said<'a> {
    let lines = match finding {
        Finding::Known(known) => answer(known),
        Finding::TooLittle(few) => vec![line(few.words())],
    };
    Said { question, lines }
}

impl TooLittle {
    /// `Too little history: 2 items in first chair, and it takes 5.`
    #[must_use]
    pub fn words(&self) -> String {
        let what = match (self.of, self.has) {
            (Evidence::Played, 1) => "item in first chair",
            (Evidence::Played, _) => "items in first chair",
            (Evidence::PlayedTransactions, 1) => "transaction in first chair",
            (Evidence::PlayedTransactions, _) => "transactions in first chair",
            (Evidence::Conducted, 1) => "conducted transaction",
            (Evidence::Conducted, _) => "conducted transactions",
            (Evidence::SupportCalls, 1) => "support call handed on after listening, or kept",
            (Evidence::SupportCalls, _) => "support calls handed on after listening, or kept",
            (Evidence::Weeks, 1) => "full week in which a transaction was finished",
            (Evidence::Weeks, _) => "full weeks in which a transaction was finished",
            (Evidence::BusyWeeks, 1) => "week stands out with more first chair than the middle one",
            (Evidence::BusyWeeks, _) => "weeks stand out with more first chair than the middle one",
        };
        format!(
            "Too little history: {} {what}, and it takes {}.",
            self.has, self.needs
        )
    }
}

fn reason(line: &ReasonRows) -> SaidLine<'_> {
    let known = line.rows.len() as u64 - line.unknown;
    let time = match (known, line.unknown) {
        (0, _) => "minutes unknown".to_owned(),
        (_, 0) => format!("{} min", line.minutes),
        (_, unknown) => format!("{} min, and {unknown} unknown", line.minutes),
    };
    let words = format!("{}: {} ({time})", line.reason.words(), times(line.rows.len()));
    backed(words, &line.rows)
}

fn times(count: usize) -> String {
    if count == 1 {
        "once".to_owned()
    } else {
        format!("{count} times")
    }
}

fn dragged(dragged: &Dragged) -> Vec<SaidLine<'_>> {
    let part = |head: &'static str, groups: &'_ [Group]| {
        let named = groups.iter().take(NAMED);
        let mut words: Vec<String> = named
            .map(|group| format!("{} {}", group.name, group.rows.len()))
            .collect();
        let rest: usize = groups.iter().skip(NAMED).map(|group| group.rows.len()).sum();
        if rest > 0 {
            words.push(format!("others {rest}"));
        }
        format!("{head}: {}", words.join(", "))
    };
    vec![
        with_rows(part("by kind", &dragged.kinds), &dragged.kinds),
        with_rows(part("by source", &dragged.sources), &dragged.sources),
        with_rows(part("by client", &dragged.clients), &dragged.clients),
        with_rows(part("by the hour they arrived", &dragged.hours), &dragged.hours),
    ]
}

/// A line with the rows of its largest group, which is named first.
fn with_rows(words: String, groups: &[Group]) -> SaidLine<'_> {
    let largest = groups.first();
    SaidLine {
        words,
        of: largest.map(|group| group.name.as_str()),
        rows: largest.map_or(&[], |group| &group.rows),
    }
}

fn ends<'a>(name: &str, ends: &'a Ends) -> Vec<SaidLine<'a>> {
    let all = ends.rows.len() as u64;
    let took = say::span(chrono::Duration::try_seconds(ends.median_seconds).unwrap_or_default());
    let (reopened, late, clocked) = (ends.reopened.len() as u64, ends.late.len() as u64, ends.clocked);
    let lateness = match clocked {
        0 => format!("{name}, late: unknown"),
        clocked => format!("{name}, late: {late} of {clocked} ({} %)", percent(late, clocked)),
    };
    vec![
        backed(
            format!("{name}: {all} finished, half of them within {took} of arriving"),
            &ends.rows,
        ),
        backed(
            format!(
                "{name}, reopened: {reopened} of {all} ({} %)",
                percent(reopened, all)
            ),
            &ends.reopened,
        ),
        backed(lateness, &ends.late),
    ]
}

fn support(calls: &SupportCalls) -> Vec<SaidLine<'_>> {
    vec![
        backed(
            format!("listened to and handed on: {}", calls.handed_on.len()),
            &calls.handed_on,
        ),
        backed(format!("kept: {}", calls.kept.len()), &calls.kept),
    ]
}

fn compared(compared: &Compared) -> Vec<SaidLine<'_>> {
    let side = |name: &str, side: &Side| {
        let count = side.weeks.len();
        let weeks: Vec<String> = side.weeks.iter().map(ToString::to_string).collect();
        line(format!(
            "{name} ({count} weeks), on average: calls {}, promises {}, items in first chair {} ({})",
            each(side.calls, count),
            each(side.promises, count),
            each(side.first_chair, count),
            weeks.join(", ")
        ))
    };
    let middle = compared.middle;
    vec![
        side(
            &format!("much first chair, more than {middle} a week"),
            &compared.much,
        ),
        side(&format!("little, {middle} at most"), &compared.little),
    ]
}

/// The mean, to one place: `4`, `4.3`.
fn each(sum: u64, count: usize) -> String {
    let count = (count as u64).max(1);
    let tenths = (sum * 20 + count) / (count * 2);
    if tenths.is_multiple_of(10) {
        (tenths / 10).to_string()
    } else {
        format!("{}.{}", tenths / 10, tenths % 10)
    }
}
