//! What the log says of outcomes, their readings, and the checks that follow a signature, each on its own row.

use chrono::NaiveDate;

use crate::domain::ids::ItemNo;
use crate::domain::outcome::{CheckEnd, OutcomeEnd, Value, words};

use super::{Logged, Op, Telling};

/// `outcome entered: 12 → 4 days by Fri 18 Dec`, `reached`, `target now 3`.
pub(super) fn outcome(entry: &Logged, telling: &Telling<'_>) -> Option<String> {
    match entry.op {
        Op::Insert => {
            let (from, to) = (value(entry, "baseline")?, value(entry, "target")?);
            let unit = entry.line("unit").unwrap_or_default();
            let by =
                day(entry, "target_on").map_or_else(String::new, |by| format!(" by {}", telling.day(by)));
            Some(format!(
                "outcome entered: {from} → {}{by}",
                words::value(to, &unit)
            ))
        }
        Op::Update => changed(entry, telling),
        Op::Delete => None,
    }
}

fn changed(entry: &Logged, telling: &Telling<'_>) -> Option<String> {
    let mut parts = Vec::new();
    match entry.text("state") {
        Some("open") => parts.push("open again".to_owned()),
        Some(ended) => parts.extend(OutcomeEnd::from_word(ended).map(|end| end.words().to_owned())),
        None => {}
    }
    if let Some(measure) = entry.line("measure") {
        parts.push(format!("measure now {measure}"));
    }
    if entry.changed("unit") {
        parts.push(match entry.line("unit") {
            Some(unit) => format!("measured in {unit}"),
            None => "measured without a unit".to_owned(),
        });
    }
    if let Some(from) = value(entry, "baseline") {
        parts.push(format!("baseline now {from}"));
    }
    if let Some(to) = value(entry, "target") {
        parts.push(format!("target now {to}"));
    }
    if let Some(by) = day(entry, "target_on") {
        parts.push(format!("to be met by {}", telling.day(by)));
    }
    if entry.changed("deal") {
        parts.push(if entry.cleared("deal") {
            "bought with no deal".to_owned()
        } else {
            "bought with another deal".to_owned()
        });
    }
    if entry.changed("account") {
        parts.push("moved to another client".to_owned());
    }
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// `reading 6, billing report: "much better"`.
pub(super) fn reading(entry: &Logged) -> Option<String> {
    if entry.op != Op::Insert {
        return None;
    }
    let mut said = format!("reading {}", value(entry, "value")?);
    if let Some(source) = entry.line("source") {
        said = format!("{said}, {source}");
    }
    if let Some(words) = entry.line("words") {
        said = format!("{said}: \"{words}\"");
    }
    Some(said)
}

/// `to look at them 30 days after the signature`, `found fine`, `found a problem, made #15: "it stands still"`.
pub(super) fn check(entry: &Logged) -> Option<String> {
    match entry.op {
        Op::Insert => {
            let days = entry.int("days")?;
            Some(format!("to look at them {days} days after the signature"))
        }
        Op::Update if entry.cleared("ending") => Some("to be looked at again".to_owned()),
        Op::Update => {
            let end = entry.text("ending").and_then(CheckEnd::from_word)?;
            let mut said = format!("found {}", end.words());
            if let Some(made) = entry.int("made_item").map(ItemNo) {
                said = format!("{said}, made {made}");
            }
            if let Some(words) = entry.line("words") {
                said = format!("{said}: \"{words}\"");
            }
            Some(said)
        }
        Op::Delete => None,
    }
}

fn value(entry: &Logged, column: &str) -> Option<Value> {
    entry.int(column).map(Value)
}

fn day(entry: &Logged, column: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(entry.text(column)?, "%Y-%m-%d").ok()
}
