//! Verbs for the log and words for the status line.

use crate::domain::command::{Answer, Command};
use crate::domain::item::Item;
use crate::domain::promise::{PromiseCommand, PromiseState};

/// The verb under which a command is logged. The week counts by these, so they never change.
pub(super) const fn verb(command: &Command) -> &'static str {
    match command {
        Command::HandOff { .. } => "hand_off",
        Command::Answer {
            answer: Answer::Acknowledged { .. },
            ..
        } => "acknowledged",
        Command::Answer {
            answer: Answer::Done, ..
        } => "owner_done",
        Command::Answer {
            answer: Answer::Returned,
            ..
        } => "returned",
        Command::Recall { .. } => "recall",
        Command::Nudge { .. } => "nudge",
        Command::Escalate { .. } => "escalate",
        Command::Tell { .. } => "tell",
        Command::Finish { .. } => "finish",
        Command::Keep { .. } => "keep",
        Command::Snooze { .. } => "snooze",
        Command::Star { .. } => "star",
        Command::Dismiss { .. } => "dismiss",
        Command::Reopen { .. } => "reopen",
        Command::Add(_) => "add",
        Command::Edit { .. } => "edit",
        Command::Note { .. } => "note",
        Command::LogCall(_) => "call",
        Command::Listen { .. } => "listen",
        Command::MarkTold { .. } | Command::MarkOwnerTold { .. } => "mark_told",
        Command::Promise(PromiseCommand::Make(_)) => "promise",
        Command::Promise(PromiseCommand::Edit { .. }) => "promise_edit",
        Command::Promise(PromiseCommand::End { end, .. }) => match end.state() {
            PromiseState::Open | PromiseState::Kept => "promise_kept",
            PromiseState::Broken => "promise_broken",
            PromiseState::Released => "promise_released",
        },
        Command::AddOwners(_) | Command::EditOwner(_) => "owner",
        Command::Deal(command) => command.verb(),
        Command::Outcome(command) => command.verb(),
        Command::Account(command) => command.verb(),
        Command::Ask(command) => command.verb(),
        Command::Call(command) => command.verb(),
        Command::Diary(command) => command.verb(),
        Command::Undo(_) => "undo",
        Command::Redo => "redo",
    }
}

/// `#128 Acme Pumps handed to Maria`, or `3 rows handed to Maria (#128, #129, #130)`.
pub(super) fn said(rows: &[(Item, String)], count: usize) -> String {
    match rows {
        [] => String::new(),
        [(item, what)] => format!("{} {} {what}", item.number, item.account_name),
        [(_, first), ..] => {
            // Rows that went different ways share a sentence without the name.
            let shared = if rows.iter().all(|(_, what)| what == first) {
                first.clone()
            } else {
                first
                    .split_once(" to ")
                    .map_or_else(|| first.clone(), |(head, _)| head.to_owned())
            };
            let numbers: Vec<String> = rows
                .iter()
                .take(3)
                .map(|(item, _)| item.number.to_string())
                .collect();
            let more = if count > 3 { ", …" } else { "" };
            format!("{count} rows {shared} ({}{more})", numbers.join(", "))
        }
    }
}
