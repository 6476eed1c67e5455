//! What the log says of asks, on their own row and on the row they were made on, and of the invitations they brought.

use crate::domain::ask::AskEnd;
use crate::domain::ask::event::Coming;
use crate::domain::ids::{ItemNo, OwnerNo};

use super::{Logged, Op, Telling};

/// `asked Helena Brandt for a call with their director (#150)`, `ask #150: declined: no time before March`.
pub(super) fn ask(entry: &Logged, telling: &Telling<'_>) -> Option<String> {
    let number = entry.int("item").map(ItemNo);
    let owner = entry
        .int("owner")
        .map(|owner| (telling.owner_name)(OwnerNo(owner)));
    match entry.op {
        Op::Insert => {
            let number = number.map_or_else(String::new, |item| format!(" ({item})"));
            let result = entry.line("ideal_result").unwrap_or_default();
            Some(format!(
                "asked {} for {result}{number}",
                owner.unwrap_or_default()
            ))
        }
        Op::Update => {
            let name = number.map_or_else(|| "ask".to_owned(), |item| format!("ask {item}"));
            changed(entry, owner).map(|what| format!("{name} {what}"))
        }
        Op::Delete => None,
    }
}

fn changed(entry: &Logged, owner: Option<String>) -> Option<String> {
    if let Some(end) = entry.text("ending").and_then(AskEnd::from_word) {
        let came_of = entry.line("came_of");
        let came_of = came_of.map_or_else(String::new, |words| format!(": {words}"));
        return Some(format!("ended, {}{came_of}", end.words()));
    }
    if entry.cleared("ending") {
        return Some("open again".to_owned());
    }
    let result = entry
        .line("ideal_result")
        .map(|result| format!("is for {result} now"));
    let owner = owner.map(|owner| format!("is {owner}'s now"));
    result.or(owner)
}

/// Whether the ask ended, opened again or is for something else: its row's own words say nothing more than that.
pub(super) fn speaks_for_its_row(entry: &Logged) -> bool {
    entry.op == Op::Update && (entry.changed("ending") || entry.changed("ideal_result"))
}

/// `Acme Pumps invited to Open day`, `Acme Pumps: coming to Open day`.
pub(super) fn invitation(entry: &Logged) -> Option<String> {
    if entry.op == Op::Delete {
        return None;
    }
    let state = entry.text("state").and_then(Coming::from_word)?;
    let (client, event) = (entry.line("client")?, entry.line("event_name")?);
    Some(match state {
        Coming::Invited => format!("{client} invited to {event}"),
        Coming::Coming => format!("{client} is coming to {event}"),
        Coming::Declined => format!("{client} declined {event}"),
        Coming::Came => format!("{client} came to {event}"),
        Coming::StayedAway => format!("{client} stayed away from {event}"),
    })
}
