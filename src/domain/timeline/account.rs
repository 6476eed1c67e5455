//! An account's timeline in words: what came in, who played it, what was said, promised, measured and agreed.
//!
//! Read from the rows and not from the log: an account has far more of them than an item. What a line says is what the
//! row says now.

use chrono::NaiveDate;

use crate::domain::ask::AskEnd;
use crate::domain::ask::event::Coming;
use crate::domain::card::measured;
use crate::domain::handoff::Stage;
use crate::domain::ids::ItemNo;
use crate::domain::item::{Ending, Kind};
use crate::domain::money::Money;
use crate::domain::settings::CallOutcome;
use crate::domain::worktime::Calendar;
use crate::domain::{Time, clean, say};

/// Most characters of what somebody wrote, in one line of the timeline.
const QUOTED: usize = 160;

/// Something that happened with an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Happening {
    /// When.
    pub at: Time,
    /// The item it was about.
    pub item: Option<ItemNo>,
    /// What.
    pub what: What,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(
    missing_docs,
    reason = "the fields are the columns of the rows that they are read from"
)]
pub enum What {
    /// An item came in.
    CameIn {
        kind: Kind,
        source: String,
        subject: String,
    },
    /// An item was closed.
    Closed { ending: Ending, subject: String },
    /// An item was handed to an owner.
    Handed { owner: String, subject: String },
    /// A hand-off ended.
    HandOffEnded {
        owner: String,
        stage: Stage,
        answer: String,
    },
    /// A call.
    Called {
        outcome: CallOutcome,
        person: String,
        minutes: Option<u32>,
        notes: String,
    },
    /// The rep wrote a note.
    Noted(String),
    /// The client was told something.
    Told(String),
    /// The rep listened.
    Heard(String),
    /// A promise was made; the basis in the word stored.
    Promised {
        basis: String,
        what: String,
        to_whom: String,
        due: Time,
    },
    /// A promise ended; the state in the word stored.
    PromiseEnded {
        state: String,
        what: String,
        said: String,
    },
    /// An outcome was noted.
    OutcomeNoted {
        measure: String,
        unit: String,
        baseline: i64,
        target: i64,
        on: NaiveDate,
    },
    /// An outcome was reached or given up.
    OutcomeEnded { reached: bool, measure: String },
    /// A reading.
    Read {
        measure: String,
        unit: String,
        value: i64,
        source: String,
        words: String,
    },
    /// A check after a signature; the ending in the word stored.
    Checked {
        days: u32,
        ending: String,
        words: String,
    },
    /// A deal was opened.
    DealOpened {
        name: String,
        value: Option<Money>,
        close: NaiveDate,
    },
    /// A deal was won or lost; whose doing in the word stored.
    DealEnded { won: bool, name: String, why: String },
    /// A close date moved; why in the word stored.
    CloseMoved {
        deal: String,
        from: NaiveDate,
        to: NaiveDate,
        tag: String,
    },
    /// One side conceded something.
    Conceded { give: bool, what: String },
    /// Somebody was asked.
    Asked { owner: String, why: String },
    /// What came of an ask; how in the word stored.
    AskEnded {
        owner: String,
        end: String,
        words: String,
    },
    /// They were invited to an event, or answered; where it stands in the word stored.
    Invited {
        event: String,
        on: NaiveDate,
        state: String,
        by: Option<String>,
    },
}

impl Happening {
    /// In words: `support call #2 came in from zendesk: Login fails`.
    #[must_use]
    pub fn words(&self, now: Time, calendar: &Calendar) -> String {
        let item = self.item.map_or_else(String::new, |item| format!("{item} "));
        match &self.what {
            What::CameIn {
                kind,
                source,
                subject,
            } => with(format!("{} {item}{}", kind.words(), came_in(source)), subject),
            What::Closed { ending, subject } => with(format!("{item}{}", closed(*ending)), subject),
            What::Handed { owner, subject } => with(format!("{item}handed to {owner}"), subject),
            What::HandOffEnded { owner, stage, answer } => {
                with(format!("{item}{} {owner}", hand_off_ended(*stage)), answer)
            }
            What::Called {
                outcome,
                person,
                minutes,
                notes,
            } => with(called(*outcome, person, *minutes), notes),
            What::Noted(text) => with(format!("{item}note"), text),
            What::Told(text) => with(format!("{item}client told"), text),
            What::Heard(text) => with(format!("{item}listened"), text),
            What::AskEnded { owner, end, words } => {
                let end = AskEnd::from_word(end).map_or("ended", AskEnd::words);
                with(format!("{item}ask to {owner}: {end}"), words)
            }
            What::Invited { event, on, state, by } => {
                let stands = Coming::from_word(state).map_or("invited", Coming::words);
                let stands = match by {
                    Some(by) if stands == Coming::Invited.words() => format!("invited by {by}"),
                    Some(by) => format!("{stands}, invited by {by}"),
                    None => stands.to_owned(),
                };
                format!("{} on {}: {stands}", short(event), say::day(*on))
            }
            What::Asked { owner, why } => with(format!("{item}asked {owner}"), why),
            What::Promised {
                basis,
                what,
                to_whom,
                due,
            } => {
                let whom = before(" to ", to_whom);
                let due = say::long(*due, now, calendar);
                format!("promised{whom} ({basis}): {}, by {due}", short(what))
            }
            What::PromiseEnded { state, what, said } => {
                let told = before("; client told: ", &short(said));
                format!("{}{told}", with(format!("promise {state}"), what))
            }
            What::OutcomeNoted {
                measure,
                unit,
                baseline,
                target,
                on,
            } => format!(
                "outcome noted: {}, from {} to {} by {}",
                short(measure),
                measured(*baseline, unit),
                measured(*target, unit),
                say::day(*on)
            ),
            What::OutcomeEnded { reached, measure } => {
                let how = if *reached { "reached" } else { "given up" };
                with(format!("outcome {how}"), measure)
            }
            What::Read {
                measure,
                unit,
                value,
                source,
                words,
            } => read(&short(measure), &measured(*value, unit), source, words),
            What::Checked { days, ending, words } => {
                with(format!("check after {days} days: {ending}"), words)
            }
            What::DealOpened { name, value, close } => {
                let value = value.map_or_else(String::new, |value| format!(", {value}"));
                format!(
                    "deal opened: {}{value}, to close {}",
                    short(name),
                    say::day(*close)
                )
            }
            What::DealEnded { won, name, why } => {
                let how = if *won { "won" } else { "lost" };
                format!("deal {how}: {}{}", short(name), whose_doing(why))
            }
            What::CloseMoved { deal, from, to, tag } => format!(
                "close date of {} moved from {} to {}{}",
                short(deal),
                say::day(*from),
                say::day(*to),
                why_moved(tag)
            ),
            What::Conceded { give, what } => {
                with((if *give { "we gave" } else { "we got" }).to_owned(), what)
            }
        }
    }
}

fn came_in(source: &str) -> String {
    match source {
        "added" => "added".to_owned(),
        "call" => "opened by a call".to_owned(),
        source => format!("came in from {source}"),
    }
}

const fn closed(ending: Ending) -> &'static str {
    match ending {
        Ending::Told => "finished, client told",
        Ending::Dismissed => "dismissed",
        Ending::History => "finished at its source",
    }
}

const fn hand_off_ended(stage: Stage) -> &'static str {
    match stage {
        Stage::Done => "done by",
        Stage::Returned => "returned by",
        Stage::Recalled => "recalled from",
        Stage::Offered | Stage::Acknowledged => "with",
    }
}

fn called(outcome: CallOutcome, person: &str, minutes: Option<u32>) -> String {
    let minutes = minutes.map_or_else(String::new, |minutes| format!(", {minutes} min"));
    format!("call: {}{}{minutes}", outcome.words(), before(", ", person))
}

fn read(measure: &str, value: &str, source: &str, words: &str) -> String {
    let read = format!("{measure}: {value}");
    let read = if source.is_empty() {
        read
    } else {
        format!("{read} ({source})")
    };
    if words.is_empty() {
        read
    } else {
        format!("{read}, “{}”", short(words))
    }
}

fn whose_doing(why: &str) -> &'static str {
    match why {
        "mine" => ", my doing",
        "team" => ", the team's doing",
        "client" => ", the client's doing",
        "luck" => ", luck",
        _ => "",
    }
}

fn why_moved(tag: &str) -> &'static str {
    match tag {
        "always_wrong" => ": the date was always wrong",
        "new_obstacle" => ": a new obstacle",
        _ => "",
    }
}

/// Words with something before them; nothing where there are none.
fn before(mark: &str, words: &str) -> String {
    if words.is_empty() {
        String::new()
    } else {
        format!("{mark}{words}")
    }
}

fn with(what: String, more: &str) -> String {
    let more = short(more);
    if more.is_empty() {
        what
    } else {
        format!("{what}: {more}")
    }
}

fn short(text: &str) -> String {
    clean::line(text, QUOTED)
}

/// The newest of what happened, newest first, `limit` at most; whether there is more. A closing says all that a word to
/// the client of the same moment says which has no text.
#[must_use]
pub fn newest(mut all: Vec<Happening>, limit: usize) -> (Vec<Happening>, bool) {
    let closed: std::collections::BTreeSet<(Time, ItemNo)> = all
        .iter()
        .filter(|happening| {
            matches!(
                happening.what,
                What::Closed {
                    ending: Ending::Told,
                    ..
                }
            )
        })
        .filter_map(|happening| Some((happening.at, happening.item?)))
        .collect();
    all.retain(|happening| {
        let silent = matches!(&happening.what, What::Told(text) if text.is_empty());
        !silent
            || happening
                .item
                .is_none_or(|item| !closed.contains(&(happening.at, item)))
    });
    // Stable: what one reading brought of one moment keeps its order.
    all.sort_by_key(|happening| std::cmp::Reverse(happening.at));
    let more = all.len() > limit;
    all.truncate(limit);
    (all, more)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minute: i64) -> Time {
        Time::UNIX_EPOCH + chrono::Duration::minutes(minute)
    }

    fn said(what: What) -> String {
        let happening = Happening {
            at: at(0),
            item: Some(ItemNo(2)),
            what,
        };
        happening.words(at(1), &Calendar::default())
    }

    #[test]
    fn each_line_says_what_happened_in_the_words_of_the_item_timeline() {
        assert_eq!(
            said(What::CameIn {
                kind: Kind::Support,
                source: "zendesk".into(),
                subject: "Login fails".into()
            }),
            "support call #2 came in from zendesk: Login fails"
        );
        assert_eq!(
            said(What::HandOffEnded {
                owner: "Dev".into(),
                stage: Stage::Returned,
                answer: "not\nmine".into()
            }),
            "#2 returned by Dev: not mine"
        );
        assert_eq!(
            said(What::Called {
                outcome: CallOutcome::Connected,
                person: "Ines".into(),
                minutes: Some(12),
                notes: String::new()
            }),
            "call: connected, Ines, 12 min"
        );
        assert_eq!(
            said(What::PromiseEnded {
                state: "broken".into(),
                what: "fixed by Wed".into(),
                said: "it takes until Friday".into()
            }),
            "promise broken: fixed by Wed; client told: it takes until Friday"
        );
        assert_eq!(
            said(What::Read {
                measure: "Orders".into(),
                unit: "a day".into(),
                value: 48_500_000,
                source: "portal".into(),
                words: "better".into()
            }),
            "Orders: 48.5 a day (portal), “better”"
        );
    }

    #[test]
    fn a_closing_and_the_word_to_the_client_of_one_command_are_one_line() {
        let one = |minute, item, what| Happening {
            at: at(minute),
            item: Some(ItemNo(item)),
            what,
        };
        let closed = || What::Closed {
            ending: Ending::Told,
            subject: String::new(),
        };
        let all = vec![
            one(1, 2, What::Told(String::new())),
            one(5, 2, closed()),
            one(5, 2, What::Told(String::new())),
            one(5, 3, What::Told(String::new())),
            one(6, 4, closed()),
            one(6, 4, What::Told("shipped".into())),
        ];
        let (kept, more) = newest(all, 10);
        let shown: Vec<(i64, i64)> = kept
            .iter()
            .map(|happening| {
                (
                    happening.at.timestamp() / 60,
                    happening.item.map_or(0, |item| item.0),
                )
            })
            .collect();
        assert_eq!(
            (shown, more),
            (vec![(6, 4), (6, 4), (5, 2), (5, 3), (1, 2)], false)
        );
    }
}
