//! What the log says of promises, on their own row and on the row they were made on.

use crate::domain::ids::{ItemNo, OwnerNo};
use crate::domain::promise::{Basis, PromiseState};

use super::{Logged, Op, Telling};

/// `promise #150 made, by Fri 27 Nov 12:00: 40 seals on site (dated: Dev by Thu 26 Nov 12:00)`.
pub(super) fn promise(entry: &Logged, telling: &Telling<'_>) -> Option<String> {
    let name = entry.int("item").map(ItemNo);
    let name = name.map_or_else(|| "promise".to_owned(), |item| format!("promise {item}"));
    let said = match entry.op {
        Op::Insert => {
            let due = entry.time("due_at").map(|due| telling.moment(due));
            let what = entry.line("what").unwrap_or_default();
            format!(
                "made, by {}: {what}{}",
                due.unwrap_or_default(),
                proof(entry, telling)
            )
        }
        Op::Update => changed(entry, telling)?,
        Op::Delete => return None,
    };
    Some(format!("{name} {said}"))
}

/// Whether the promise ended, opened again or moved: its row's own words say nothing more than that.
pub(super) fn speaks_for_its_row(entry: &Logged) -> bool {
    entry.op == Op::Update && (entry.changed("state") || entry.changed("due_at"))
}

fn changed(entry: &Logged, telling: &Telling<'_>) -> Option<String> {
    match entry.text("state").and_then(PromiseState::from_word) {
        Some(PromiseState::Kept) => return Some("kept".to_owned()),
        Some(PromiseState::Broken) => return Some("broken".to_owned()),
        Some(PromiseState::Released) => {
            return Some(match entry.line("said") {
                Some(said) => format!("released by the client: {said}"),
                None => "released by the client".to_owned(),
            });
        }
        Some(PromiseState::Open) => return Some("open again".to_owned()),
        None => {}
    }
    let moved = entry
        .time("due_at")
        .map(|due| format!("moved to {}", telling.moment(due)));
    let renewed = ["basis", "evidence", "seen", "approver"]
        .iter()
        .any(|column| entry.changed(column));
    match (moved, renewed && !proof(entry, telling).is_empty()) {
        (Some(moved), true) => Some(format!("{moved}{}", proof(entry, telling))),
        (Some(moved), false) => Some(moved),
        (None, true) => Some(format!("rests on something else now{}", proof(entry, telling))),
        (None, false) => None,
    }
}

/// The proof as far as the log tells: ` (real: in Rotterdam; seen working: at Acme)`.
fn proof(entry: &Logged, telling: &Telling<'_>) -> String {
    let dated = || {
        let owner = entry
            .int("owner")
            .map(|owner| (telling.owner_name)(OwnerNo(owner)))?;
        let by = entry.time("owner_by").map(|by| telling.moment(by))?;
        Some(format!("{owner} by {by}"))
    };
    let real = || match (entry.line("evidence"), entry.line("seen")) {
        (Some(exists), Some(seen)) => Some(format!("{exists}; seen working: {seen}")),
        (Some(one), None) | (None, Some(one)) => Some(one),
        (None, None) => None,
    };
    let sponsored = || entry.line("approver").map(|who| format!("approved by {who}"));
    let words = match entry.text("basis").and_then(Basis::from_word) {
        Some(basis @ Basis::Real) => real().map(|proof| (basis, proof)),
        Some(basis @ Basis::Dated) => dated().map(|proof| (basis, proof)),
        Some(basis @ Basis::Sponsored) => sponsored().map(|proof| (basis, proof)),
        None => {
            return real()
                .or_else(sponsored)
                .map_or_else(String::new, |proof| format!(" ({proof})"));
        }
    };
    words.map_or_else(String::new, |(basis, proof)| {
        format!(" ({}: {proof})", basis.as_str())
    })
}
