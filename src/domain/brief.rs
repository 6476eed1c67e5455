//! The text that goes with a hand-off: what, by when, for whom, why it matters to the client; and the chase.

use super::Time;
use super::handoff::HandOff;
use super::item::{Item, Kind};
use super::say;
use super::settings::Settings;

/// How much of the client's words a brief quotes, in characters.
const QUOTED: usize = 600;

/// The brief for an item that an owner is to have, answered by `owner_due`.
#[must_use]
pub fn brief(item: &Item, owner_name: &str, owner_due: Time, now: Time, settings: &Settings) -> String {
    let calendar = &settings.calendar;
    let due = |time| say::long(time, now, calendar);
    let mut lines = vec![format!("{owner_name}, please take this {}:", item.kind.words())];
    lines.push(String::new());
    let value = item.value.map(|value| format!(" ({value})")).unwrap_or_default();
    lines.push(format!("What: {}{value}", item.subject));
    lines.push(format!("For: {}{}", item.account_name, contact(item)));
    lines.push(format!("By when: an answer by {}", due(owner_due)));
    if let Some(open) = item.open() {
        lines.push(format!("Why it matters: {}", why(item, &due(open.client_due))));
    }
    if !item.words.is_empty() {
        lines.push(String::new());
        lines.extend(excerpt(&item.words).lines().map(|line| format!("> {line}")));
    }
    lines.push(String::new());
    lines.push(signature(item, settings));
    lines.join("\n")
}

/// The brief for the owner of a dated promise: ready by `by`, because the client was told `due`.
#[must_use]
pub fn promised(
    item: &Item,
    owner_name: &str,
    by: Time,
    due: Time,
    now: Time,
    settings: &Settings,
) -> String {
    let said = |time| say::long(time, now, &settings.calendar);
    [
        format!("{owner_name}, a client counts on this from you:"),
        String::new(),
        format!("What: {}", item.subject),
        format!("For: {}{}", item.account_name, contact(item)),
        format!("By when: {}", said(by)),
        format!(
            "Why it matters: it is promised, and {} was told {}",
            item.account_name,
            said(due)
        ),
        String::new(),
        signature(item, settings),
    ]
    .join("\n")
}

/// The chase for a silent owner.
#[must_use]
pub fn chase(item: &Item, hand_off: &HandOff, now: Time, settings: &Settings) -> String {
    let calendar = &settings.calendar;
    let since = say::since(hand_off.last_word_at, now, calendar);
    let mut lines = vec![
        format!(
            "{}, where does this stand? I have had no word since {since}.",
            hand_off.owner_name
        ),
        String::new(),
        format!("What: {}", item.subject),
        format!("For: {}{}", item.account_name, contact(item)),
    ];
    if let Some(open) = item.open() {
        lines.push(format!(
            "They hear from me by {}.",
            say::long(open.client_due, now, calendar)
        ));
    }
    lines.push(String::new());
    lines.push(signature(item, settings));
    lines.join("\n")
}

fn contact(item: &Item) -> String {
    item.contact
        .as_ref()
        .map(|contact| format!(", {contact}"))
        .unwrap_or_default()
}

fn why(item: &Item, due: &str) -> String {
    let hears = format!("{} hears from me by {due}", item.account_name);
    match (item.urgent, item.kind) {
        (true, _) => format!("it is urgent, and {hears}"),
        (false, Kind::Support) => format!("they can't work as they should, and {hears}"),
        (false, Kind::Order | Kind::FollowUp) => hears,
    }
}

fn signature(item: &Item, settings: &Settings) -> String {
    let rep = if settings.rep.is_empty() {
        String::new()
    } else {
        format!("{}, ", settings.rep)
    };
    format!("({rep}downbeat {})", item.number)
}

fn excerpt(words: &str) -> String {
    match words.char_indices().nth(QUOTED) {
        Some((end, _)) => format!("{}…", words[..end].trim_end()),
        None => words.to_owned(),
    }
}
