//! The boss card: where an account stands, in at most five lines that can be said aloud.
//!
//! The outcome and where it stands; the last words with the client; who is on what; the next date; what could break it.
//! What is not known is said plainly, so that nobody takes silence for good news.

use chrono::NaiveDate;

use super::ids::{AccountNo, ItemNo};
use super::item::Kind;
use super::worktime::Calendar;
use super::{Time, say};

mod risks;

pub use risks::Risk;

/// Most characters of a text that somebody else wrote, when it is part of a line.
const QUOTED: usize = 90;
/// Most people named as being on something.
const PLAYING: usize = 3;

/// What is known of an account, as far as the card says it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Facts {
    /// The open outcome that is due first.
    pub outcome: Option<Outcome>,
    /// Further open outcomes.
    pub more_outcomes: u32,
    /// The last words with them.
    pub last: Option<LastWords>,
    /// Calls since then that did not connect.
    pub tries_since: u32,
    /// Who is on what: what is most pressing first.
    pub playing: Vec<Playing>,
    /// Further open items.
    pub more_playing: u32,
    /// The next date that has not passed.
    pub next: Option<Ahead>,
    /// What could break it, worst first.
    pub risks: Vec<Risk>,
    /// Whether anything is open with them: an item, a promise, a deal, an outcome.
    pub open: bool,
}

/// An outcome and where it stands. Amounts are in millionths of the unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// What is measured.
    pub measure: String,
    /// In what; may be empty.
    pub unit: String,
    /// Where it began.
    pub baseline: i64,
    /// Where it is to be.
    pub target: i64,
    /// By when.
    pub target_on: NaiveDate,
    /// The last reading, and when.
    pub latest: Option<(i64, Time)>,
}

/// The last words with a client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastWords {
    /// When.
    pub at: Time,
    /// How they were had.
    pub how: Spoken,
    /// What was said; may be empty.
    pub words: String,
}

/// How words with a client were had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Spoken {
    /// A call that connected, with whom if known.
    Call(String),
    /// They were told.
    Told,
    /// They were listened to.
    Heard,
}

/// Who is on an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Playing {
    /// The item.
    pub item: ItemNo,
    /// What kind it is.
    pub kind: Kind,
    /// What it is about.
    pub subject: String,
    /// Who plays it.
    pub who: Who,
}

/// Who plays an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Who {
    /// An owner, since then.
    Owner(String, Time),
    /// Somebody who was asked for it then.
    Asked(String, Time),
    /// The rep, who kept it.
    Me,
    /// Nobody yet.
    Nobody,
}

/// A date that lies ahead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ahead {
    /// When.
    pub at: Time,
    /// A day without a time of its own.
    pub whole_day: bool,
    /// What is due then: `you call them`.
    pub what: String,
}

/// The card, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// Whose.
    pub account: AccountNo,
    /// Their name.
    pub name: String,
    /// Five lines at most.
    pub lines: Vec<Line>,
}

/// A line of the card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What it is about: `Outcome`, `Last words`.
    pub about: &'static str,
    /// A whole sentence or two.
    pub words: String,
}

impl Card {
    /// The card of an account.
    #[must_use]
    pub fn of(account: AccountNo, name: &str, facts: &Facts, now: Time, calendar: &Calendar) -> Self {
        let line = |about, words| Line { about, words };
        Self {
            account,
            name: name.to_owned(),
            lines: vec![
                line("Outcome", outcome(facts, now, calendar)),
                line("Last words", last_words(facts, now, calendar)),
                line("Who is on it", playing(facts, now, calendar)),
                line("Next date", next(facts, now, calendar)),
                line("At risk", risks::said(facts, now, calendar)),
            ],
        }
    }

    /// The card as text to say or paste: its lines, the first of which begins with the name.
    #[must_use]
    pub fn text(&self) -> String {
        let mut said = self.name.trim_end_matches('.').to_owned();
        for (at, line) in self.lines.iter().enumerate() {
            said.push_str(if at == 0 { ". " } else { "\n" });
            said.push_str(&line.words);
        }
        said
    }
}

fn outcome(facts: &Facts, now: Time, calendar: &Calendar) -> String {
    let Some(outcome) = &facts.outcome else {
        return "No outcome is noted for them.".to_owned();
    };
    let amount = |millionths| measured(millionths, &outcome.unit);
    let goal = format!(
        "{}: {} by {}",
        quoted(&outcome.measure),
        amount(outcome.target),
        say::day(outcome.target_on)
    );
    let stands = match outcome.latest {
        Some((value, at)) => format!(
            "; {} on {}, from {} at the start, {}% of the way",
            amount(value),
            say::day(calendar.local(at).date_naive()),
            amount(outcome.baseline),
            outcome.percent(value),
        ),
        None => format!(
            "; nothing measured yet, {} at the start",
            amount(outcome.baseline)
        ),
    };
    let late = calendar.local(now).date_naive() > outcome.target_on;
    let late = if late { ". That date has passed" } else { "" };
    let more = match facts.more_outcomes {
        0 => String::new(),
        1 => ". One more outcome is open".to_owned(),
        several => format!(". {several} more outcomes are open"),
    };
    format!("{goal}{stands}{late}{more}.")
}

impl Outcome {
    /// How far a value is from the baseline to the target, in whole per cent; below nothing where it fell behind the
    /// start.
    #[must_use]
    pub fn percent(&self, value: i64) -> i32 {
        let whole = i128::from(self.target) - i128::from(self.baseline);
        let come = i128::from(value) - i128::from(self.baseline);
        let percent = (come * 100).checked_div(whole).unwrap_or(100);
        i32::try_from(percent).unwrap_or(if percent < 0 { i32::MIN } else { i32::MAX })
    }
}

/// An amount in its unit: `48 pallets`, `12.5%`.
pub(crate) fn measured(millionths: i64, unit: &str) -> String {
    let sign = if millionths < 0 { "-" } else { "" };
    let (whole, rest) = (
        millionths.unsigned_abs() / 1_000_000,
        millionths.unsigned_abs() % 1_000_000,
    );
    let digits = format!("{rest:06}");
    let digits = digits.trim_end_matches('0');
    let number = if digits.is_empty() {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{digits}")
    };
    match unit {
        "" => number,
        "%" => format!("{number}%"),
        unit => format!("{number} {unit}"),
    }
}

fn last_words(facts: &Facts, now: Time, calendar: &Calendar) -> String {
    let Some(last) = &facts.last else {
        return match facts.tries_since {
            0 => "No words with them are noted.".to_owned(),
            1 => "No words with them are noted: one call, and it did not connect.".to_owned(),
            tries => format!("No words with them are noted: {tries} calls, and none connected."),
        };
    };
    let how = match &last.how {
        Spoken::Call(person) if person.is_empty() => "a call".to_owned(),
        Spoken::Call(person) => format!("a call with {person}"),
        Spoken::Told => "they were told".to_owned(),
        Spoken::Heard => "we listened".to_owned(),
    };
    let words = if last.words.is_empty() {
        ".".to_owned()
    } else {
        format!(": “{}”.", quoted(&last.words))
    };
    let tries = match facts.tries_since {
        0 => String::new(),
        1 => " One call since did not connect.".to_owned(),
        tries => format!(" {tries} calls since did not connect."),
    };
    format!("{}, {how}{words}{tries}", say::long(last.at, now, calendar))
}

fn playing(facts: &Facts, now: Time, calendar: &Calendar) -> String {
    if facts.playing.is_empty() {
        return "Nothing of theirs is open with anybody.".to_owned();
    }
    let told: Vec<String> = facts
        .playing
        .iter()
        .take(PLAYING)
        .map(|playing| {
            let what = format!("“{}” ({})", quoted(&playing.subject), playing.item);
            match &playing.who {
                Who::Owner(name, since) => {
                    format!("{name} has {what} since {}", say::since(*since, now, calendar))
                }
                Who::Asked(name, since) => {
                    format!(
                        "{name} was asked for {what} {}",
                        say::since(*since, now, calendar)
                    )
                }
                Who::Me => format!("I have {what} myself"),
                Who::Nobody if playing.kind.is_transaction() => format!("nobody has {what} yet"),
                Who::Nobody => format!("{what} is mine"),
            }
        })
        .collect();
    let left = facts.playing.len().saturating_sub(PLAYING);
    let more = u64::from(facts.more_playing) + u64::try_from(left).unwrap_or(0);
    let more = match more {
        0 => String::new(),
        1 => "; one more is open".to_owned(),
        several => format!("; {several} more are open"),
    };
    sentence(&format!("{}{more}.", told.join("; ")))
}

fn next(facts: &Facts, now: Time, calendar: &Calendar) -> String {
    match &facts.next {
        Some(ahead) => {
            let when = if ahead.whole_day {
                say::day(calendar.local(ahead.at).date_naive())
            } else {
                say::long(ahead.at, now, calendar)
            };
            sentence(&format!("{when}: {}.", ahead.what))
        }
        None => "No date lies ahead with them.".to_owned(),
    }
}

/// What somebody else wrote, on one line and not too long.
pub(super) fn quoted(text: &str) -> String {
    let line = super::clean::line(text, QUOTED);
    line.trim_end_matches('.').to_owned()
}

/// With a capital at its beginning.
pub(super) fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests;
