//! What could break it, worst first.

use chrono::NaiveDate;

use super::{Facts, measured, quoted, sentence};
use crate::domain::ids::ItemNo;
use crate::domain::worktime::Calendar;
use crate::domain::{Time, say};

/// Most dangers named on the card, beside a give without a get.
const NAMED: usize = 2;

/// Something that could break it. The order of the variants is the order in which they are named.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Risk {
    /// A promise whose date has passed.
    PromiseLate {
        /// When it was due.
        due: Time,
        /// What was promised.
        what: String,
    },
    /// The client should have heard by now.
    ClientLate {
        /// By when.
        due: Time,
        /// About what.
        item: ItemNo,
    },
    /// An owner owes an answer.
    OwnerSilent {
        /// Since when.
        due: Time,
        /// Who.
        owner: String,
        /// On what.
        item: ItemNo,
    },
    /// The last reading is worse than the one before it.
    FellBack {
        /// What is measured.
        measure: String,
        /// The value before, in millionths of the unit.
        from: i64,
        /// The last value.
        to: i64,
        /// The unit; may be empty.
        unit: String,
    },
    /// A deal whose close date has passed.
    CloseLate {
        /// The date.
        on: NaiveDate,
        /// The deal.
        deal: String,
    },
    /// A deal will not close in time as things go.
    NotInTime {
        /// The close date.
        on: NaiveDate,
        /// The deal.
        deal: String,
        /// The step that breaks the date, and how, in words.
        why: String,
    },
    /// A deal lacks what it needs, and the day has passed.
    NeedLate {
        /// The day.
        by: NaiveDate,
        /// What.
        what: String,
        /// From whom; empty for the client or the rep.
        owner: String,
    },
    /// A deal stands still in its stage.
    Rots {
        /// The deal.
        deal: String,
        /// In which stage and for how long, in words.
        how: String,
    },
    /// What is promised does not exist yet.
    Sponsored {
        /// When it is due.
        due: Time,
        /// What was promised.
        what: String,
        /// Who approved it.
        approver: String,
    },
    /// Nobody has measured for long.
    Unmeasured {
        /// Since when: the last reading, or the day the outcome was noted.
        since: Time,
        /// What is measured.
        measure: String,
    },
    /// Nothing tells whether a deal will close in time.
    TimeUnknown {
        /// The deal.
        deal: String,
        /// What is not known, in words.
        why: String,
    },
    /// Whoever spoke for the rep is gone.
    ChampionGone {
        /// Who.
        name: String,
    },
    /// The rep gave something in a negotiation and got nothing for it.
    GiveWithoutGet {
        /// When.
        at: Time,
        /// What was given.
        what: String,
    },
}

impl Risk {
    fn words(&self, now: Time, calendar: &Calendar) -> String {
        let late = |due| {
            say::late(due, now, calendar)
                .map(|late| format!(", {late}"))
                .unwrap_or_default()
        };
        match self {
            Self::PromiseLate { due, what } => {
                format!(
                    "we promised “{}” by {}{}",
                    quoted(what),
                    day(*due, calendar),
                    late(*due)
                )
            }
            Self::ClientLate { due, item } => {
                format!(
                    "they should have heard about {item} by {}{}",
                    day(*due, calendar),
                    late(*due)
                )
            }
            Self::OwnerSilent { due, owner, item } => {
                format!("{owner} owes an answer on {item}{}", late(*due))
            }
            Self::FellBack {
                measure,
                from,
                to,
                unit,
            } => format!(
                "{} fell back from {} to {}",
                quoted(measure),
                measured(*from, unit),
                measured(*to, unit)
            ),
            Self::CloseLate { on, deal } => {
                format!("“{}” should have closed on {}", quoted(deal), say::day(*on))
            }
            Self::NotInTime { on, deal, why } => {
                format!("“{}” is to close on {}, and {why}", quoted(deal), say::day(*on))
            }
            Self::Rots { deal, how } => format!("“{}” {how}", quoted(deal)),
            Self::TimeUnknown { deal, why } => {
                format!(
                    "whether “{}” closes in time is not known: {}",
                    quoted(deal),
                    why.trim_start_matches("not enough history: ")
                )
            }
            Self::NeedLate { by, what, owner } if owner.is_empty() => {
                format!("“{}” was needed by {}", quoted(what), say::day(*by))
            }
            Self::NeedLate { by, what, owner } => {
                format!("we needed “{}” from {owner} by {}", quoted(what), say::day(*by))
            }
            Self::Sponsored { what, approver, .. } => format!(
                "“{}” does not exist yet; {approver} approved that they sponsor it",
                quoted(what)
            ),
            Self::Unmeasured { since, measure } => {
                format!(
                    "nobody has measured {} since {}",
                    quoted(measure),
                    day(*since, calendar)
                )
            }
            Self::ChampionGone { name } => format!("{name}, who spoke for us, is gone"),
            Self::GiveWithoutGet { at, what } => format!(
                "we gave “{}” on {} and got nothing for it",
                quoted(what),
                day(*at, calendar)
            ),
        }
    }

    const fn is_give(&self) -> bool {
        matches!(self, Self::GiveWithoutGet { .. })
    }
}

fn day(at: Time, calendar: &Calendar) -> String {
    say::day(calendar.local(at).date_naive())
}

/// The line of the card. A give without a get is always on it: it is answered for in the next talk.
pub(super) fn said(facts: &Facts, now: Time, calendar: &Calendar) -> String {
    let mut dangers: Vec<&Risk> = facts.risks.iter().filter(|risk| !risk.is_give()).collect();
    dangers.sort();
    let mut gives: Vec<&Risk> = facts.risks.iter().filter(|risk| risk.is_give()).collect();
    gives.sort();
    let left = dangers.len().saturating_sub(NAMED) + gives.len().saturating_sub(1);
    let mut told: Vec<String> = dangers
        .into_iter()
        .take(NAMED)
        .chain(gives.into_iter().next_back())
        .map(|risk| risk.words(now, calendar))
        .collect();
    match left {
        0 => {}
        1 => told.push("and one thing more".to_owned()),
        several => told.push(format!("and {several} things more")),
    }
    if !told.is_empty() {
        return sentence(&format!("{}.", told.join("; ")));
    }
    if facts.open {
        "Nothing that is noted could break it.".to_owned()
    } else {
        "What could break it is not known: nothing is open with them.".to_owned()
    }
}
