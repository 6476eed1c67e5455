//! What the log says of hand-offs, calls and notes.

use crate::domain::handoff::Stage;
use crate::domain::settings::CallOutcome;

use super::{Logged, Op, Telling, followed};

/// `handed to Maria`, `escalated to Anna`.
pub(super) fn hand_off_made(entry: &Logged, telling: &Telling<'_>) -> String {
    let how = if entry.verb.starts_with("escalate") {
        "escalated"
    } else {
        "handed"
    };
    format!("{how} to {}", telling.owner(entry))
}

/// An answer, a nudge, or the brief passed on.
pub(super) fn hand_off_changed(entry: &Logged, telling: &Telling<'_>) -> Option<String> {
    if entry.op != Op::Update {
        return None;
    }
    let owner = telling.owner(entry);
    let what = match entry.text("stage").and_then(Stage::from_word) {
        Some(Stage::Done) => format!("done by {owner}"),
        Some(Stage::Returned) => format!("returned by {owner}"),
        Some(Stage::Recalled) => return Some(format!("recalled from {owner}")),
        Some(Stage::Acknowledged) => acknowledged(entry, telling, format!("{owner} has it")),
        Some(Stage::Offered) | None => match entry.int("nudges") {
            Some(1) => format!("nudged {owner}"),
            Some(count) if count > 1 => format!("nudged {owner}, {count} times now"),
            Some(_) | None if entry.changed("last_word_at") => {
                acknowledged(entry, telling, format!("word from {owner}"))
            }
            Some(_) | None if entry.time("told_at").is_some() => format!("{owner} told"),
            Some(_) | None if entry.changed("brief") => "brief rewritten".to_owned(),
            Some(_) | None => return entry.prose("answer").map(|answer| format!("{owner}: {answer}")),
        },
    };
    Some(with_words(what, entry.prose("answer")))
}

fn acknowledged(entry: &Logged, telling: &Telling<'_>, what: String) -> String {
    match entry.time("owner_due") {
        Some(due) => format!("{what}, answer due {}", telling.moment(due)),
        None => what,
    }
}

/// `call: connected, Ines Weber, 12 min: she will send the file; next call Fri 27 Nov 09:00`.
pub(super) fn call(entry: &Logged, telling: &Telling<'_>) -> Option<String> {
    if entry.op != Op::Insert {
        return None;
    }
    let outcome = entry.text("outcome");
    let outcome = outcome
        .and_then(CallOutcome::from_word)
        .map_or("logged", CallOutcome::words);
    let mut what = format!("call: {outcome}");
    if let Some(attempt) = entry.int("attempt").filter(|attempt| *attempt > 1) {
        what = format!("{what}, try {attempt}");
    }
    if let Some(person) = entry.line("person") {
        what = format!("{what}, {person}");
    }
    if let Some(minutes) = entry.int("minutes") {
        what = format!("{what}, {minutes} min");
    }
    what = with_words(what, entry.prose("notes"));
    Some(match entry.time("next_at") {
        Some(next) => followed(what, format!("next call {}", telling.moment(next))),
        None => what,
    })
}

/// `client told: …`, `listened: …`, `note: …`. Words that were `said` just before are not said again.
pub(super) fn note(entry: &Logged, said: &[&str]) -> Option<String> {
    if entry.op == Op::Delete {
        return None;
    }
    let new = |text: &String| !said.iter().any(|said| said.trim() == text.as_str());
    let text = entry.prose("text").filter(new);
    match entry.text("kind") {
        Some("told") => Some(with_words("client told".to_owned(), text)),
        Some("heard") => Some(with_words("listened".to_owned(), text)),
        Some(_) | None => text.map(|text| format!("note: {text}")),
    }
}

fn with_words(what: String, words: Option<String>) -> String {
    match words {
        Some(words) => format!("{what}: {words}"),
        None => what,
    }
}
