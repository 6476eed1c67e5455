//! What the log says of the item itself.

use crate::domain::item::{Cue, Ending, Kind, Mood, Reason};
use crate::domain::money::{Currency, Money};
use crate::domain::stands_for::StandsFor;

use super::{Logged, Op, Telling};

/// How it came in: `came in from shopify`, `added`, `opened by a call`.
pub(super) fn arrival(entry: &Logged) -> Option<String> {
    if entry.op != Op::Insert {
        return None;
    }
    let what = match entry.text("source") {
        Some("added") | None => "added".to_owned(),
        Some("call") => "opened by a call".to_owned(),
        // What it stands for says itself what it is.
        Some(source) if StandsFor::SOURCES.contains(&source) => return None,
        Some(source) => match entry.line("source_key") {
            Some(key) => format!("came in from {source} as {key}"),
            None => format!("came in from {source}"),
        },
    };
    Some(if ending(entry) == Some(Ending::History) {
        format!("{what}, finished there already")
    } else {
        what
    })
}

/// What became of the item, then what was changed on it, then the client clock.
pub(super) fn update(entry: &Logged, telling: &Telling<'_>, parts: &mut Vec<String>) {
    let from_source = entry.changed("source_seen_at") || entry.changed("source_marks");
    let played = standing(entry, telling).or_else(|| {
        let done = parts.is_empty() && cue(entry) == Some(Cue::OwnerDone);
        done.then(|| {
            if from_source {
                "finished at its source"
            } else {
                "done, client not told yet"
            }
            .to_owned()
        })
    });
    parts.extend(played);
    parts.extend(mood(entry));
    if from_source {
        let names = edits(entry)
            .into_iter()
            .map(|(name, _)| name)
            .collect::<Vec<_>>()
            .join(", ");
        if !names.is_empty() {
            parts.push(format!("changed at its source: {names}"));
        }
    } else {
        parts.extend(edits(entry).into_iter().map(|(_, words)| words));
    }
    if let Some(due) = entry.time("client_due") {
        parts.push(format!("client hears by {}", telling.moment(due)));
    }
    if !parts.is_empty() {
        return;
    }
    // A comment at the source changes no field, and wakes all the same.
    if from_source && entry.time("wake_at").is_some_and(|wake| wake <= entry.at) {
        parts.push("woken by news at its source".to_owned());
    } else if entry.cleared("snoozed_until") {
        parts.push("snooze ended".to_owned());
    }
}

/// Closed, reopened, first chair or snoozed.
fn standing(entry: &Logged, telling: &Telling<'_>) -> Option<String> {
    match entry.text("state") {
        Some("closed") => return Some(closed(entry)),
        Some("open") => return Some("reopened".to_owned()),
        Some(_) | None => {}
    }
    if entry.text("play") == Some("first_chair") || entry.text("reason").is_some() {
        return Some(match reason(entry) {
            Some(reason) => format!("first chair: {}", reason.words()),
            None => "first chair".to_owned(),
        });
    }
    entry
        .time("snoozed_until")
        .map(|until| format!("snoozed until {}", telling.moment(until)))
}

/// `finished, client told; first chair: habit, 25 min`.
fn closed(entry: &Logged) -> String {
    let what = match ending(entry) {
        Some(Ending::Told) => "finished, client told",
        Some(Ending::Dismissed) => "dismissed",
        Some(Ending::History) => "finished at its source",
        None => "closed",
    };
    let what = match reason(entry) {
        Some(reason) => format!("{what}; first chair: {}", reason.words()),
        // It was kept before it was closed, so the reason did not change with the closing.
        None => what.to_owned(),
    };
    match entry.int("minutes") {
        Some(minutes) => format!("{what}, {minutes} min"),
        None => what,
    }
}

fn mood(entry: &Logged) -> Option<String> {
    let mood = entry.text("mood").and_then(Mood::from_word)?;
    Some(format!("client sounded {}", mood.as_str()))
}

/// What was edited: its name, and the edit in words.
fn edits(entry: &Logged) -> Vec<(&'static str, String)> {
    let mut edits = Vec::new();
    if let Some(urgent) = entry.int("urgent") {
        edits.push((
            "urgency",
            if urgent == 0 {
                "not urgent any more"
            } else {
                "urgent"
            }
            .to_owned(),
        ));
    }
    if let Some(kind) = entry.text("kind").and_then(Kind::from_word) {
        edits.push((
            "kind",
            format!(
                "now a{} {}",
                if kind == Kind::Order { "n" } else { "" },
                kind.words()
            ),
        ));
    }
    if entry.changed("account") {
        let how = if entry.verb.starts_with("merge") {
            "its client was merged with another"
        } else {
            "moved to another client"
        };
        edits.push(("client", how.to_owned()));
    }
    if entry.changed("contact") {
        edits.push((
            "contact",
            entry
                .line("contact")
                .map_or("no contact".to_owned(), |who| format!("contact: {who}")),
        ));
    }
    if let Some(subject) = entry.line("subject") {
        edits.push(("subject", format!("subject: {subject}")));
    }
    if entry.changed("words") {
        edits.push(("words", "the client's words changed".to_owned()));
    }
    if entry.changed("value_minor") || entry.changed("currency") {
        edits.push(("value", value(entry)));
    }
    edits
}

fn value(entry: &Logged) -> String {
    let money = entry.int("value_minor").and_then(|minor| {
        let currency = Currency::parse(entry.text("currency")?)?;
        Some(Money { minor, currency })
    });
    match money {
        Some(money) => format!("value: {money}"),
        None if entry.cleared("value_minor") => "no value".to_owned(),
        None => "value changed".to_owned(),
    }
}

fn ending(entry: &Logged) -> Option<Ending> {
    entry.text("ending").and_then(Ending::from_word)
}

fn reason(entry: &Logged) -> Option<Reason> {
    entry.text("reason").and_then(Reason::from_word)
}

fn cue(entry: &Logged) -> Option<Cue> {
    entry.text("standing_cue").and_then(Cue::from_word)
}
