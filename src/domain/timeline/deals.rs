//! What the log says of deals, in the timeline of the follow-up that stands for one, and of the follow-up of a step.

use chrono::NaiveDate;

use crate::domain::deal::{Credit, MoveTag, Side};
use crate::domain::money::{Currency, Money};

use super::{Logged, Op, Telling};

/// `deal entered: proposal, €48,200, to close Fri 27 Nov`, `now in signature`, `won, my doing`.
pub(super) fn deal(entry: &Logged, telling: &Telling<'_>) -> Option<String> {
    match entry.op {
        Op::Insert => Some(entered(entry, telling)),
        Op::Update => changed(entry),
        Op::Delete => None,
    }
}

fn entered(entry: &Logged, telling: &Telling<'_>) -> String {
    let stage = entry.line("stage").unwrap_or_default();
    let mut what = format!("deal entered: {stage}");
    if let Some(value) = value(entry) {
        what = format!("{what}, {value}");
    }
    match day(entry, "close_on") {
        Some(close) => format!("{what}, to close {}", telling.day(close)),
        None => what,
    }
}

fn changed(entry: &Logged) -> Option<String> {
    let mut parts = Vec::new();
    let credit = entry.text("why").and_then(Credit::from_word);
    let owed = credit
        .map(|credit| format!(", {}", credit.words()))
        .unwrap_or_default();
    match entry.text("state") {
        Some("won") => parts.push(format!("won{owed}")),
        Some("lost") => parts.push(format!("lost{owed}")),
        Some(_) | None => {}
    }
    if let Some(name) = entry.line("name") {
        parts.push(format!("renamed {name}"));
    }
    if let Some(stage) = entry.line("stage") {
        parts.push(format!("now in {stage}"));
    }
    if entry.changed("next_step") {
        parts.push(
            entry
                .line("next_step")
                .map_or_else(|| "no next step".to_owned(), |step| format!("next: {step}")),
        );
    }
    (!parts.is_empty()).then(|| parts.join(", "))
}

fn value(entry: &Logged) -> Option<Money> {
    Some(Money {
        minor: entry.int("value_minor")?,
        currency: Currency::parse(entry.text("currency")?)?,
    })
}

fn day(entry: &Logged, column: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(entry.text(column)?, "%Y-%m-%d").ok()
}

/// `close date moved from Fri 27 Nov to Fri 18 Dec: a new obstacle`.
pub(super) fn close_move(entry: &Logged, telling: &Telling<'_>) -> Option<String> {
    if entry.op != Op::Insert {
        return None;
    }
    let tag = entry.text("tag").and_then(MoveTag::from_word)?;
    Some(format!(
        "close date moved from {} to {}: {}",
        telling.day(day(entry, "from_on")?),
        telling.day(day(entry, "to_on")?),
        tag.words()
    ))
}

/// `gave 60 days to pay`, `got a two-year term`.
pub(super) fn concession(entry: &Logged) -> Option<String> {
    if entry.op != Op::Insert {
        return None;
    }
    let what = entry.line("what")?;
    Some(match entry.text("side").and_then(Side::from_word)? {
        Side::Give => format!("gave {what}"),
        Side::Get => format!("got {what}"),
    })
}

/// What a step says in the timeline of its own row: that it is one, and that it is not needed any more.
pub(super) fn need(entry: &Logged, telling: &Telling<'_>) -> Option<String> {
    let dropped = entry.int("dropped") == Some(1);
    match entry.op {
        Op::Insert => Some("a deal needs it".to_owned()),
        Op::Update if dropped => Some("not needed any more".to_owned()),
        // The step that was planned is handed off.
        Op::Update if entry.int("item").is_some() => Some("a deal needs it".to_owned()),
        Op::Update => day(entry, "by_on").map(|by| format!("needed by {}", telling.day(by))),
        Op::Delete => None,
    }
}
