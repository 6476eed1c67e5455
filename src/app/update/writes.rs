//! Commands on their way to disk: sent, safe, or refused.

use super::super::effect::{Effect, Question, Ticket};
use super::super::state::{Sent, State, Status, StatusKind, View};
use super::call_queue::{self, Queued};
use super::lists::{self, Shown};
use super::{orchestra, put_status, rows};
use crate::domain::calls::CallCommand;
use crate::domain::command::{Answer, Command, Done, Recipient, Remark};
use crate::domain::deal::command::DealCommand;
use crate::domain::ids::ItemNo;
use crate::domain::item::Cue;
use crate::domain::listing::{List, Row};
use crate::domain::promise::PromiseCommand;
use crate::keys::{Intent, Mode};

/// Sends a command. Rows that leave the list with it are shown in flight, and the selection goes on at once.
pub(super) fn send(state: &mut State, command: Command) -> Vec<Effect> {
    let items = items_of(&command).to_vec();
    let leave_out = items.len() > 1;
    let mut leaving = Vec::new();
    for item in &items {
        let words = state.list().and_then(|list| {
            let row = list.row(*item)?;
            leaves(list.scope.list, row, &command).then(|| way(state, row, &command))
        });
        if let Some(words) = words {
            state.in_flight.insert(*item, words);
            leaving.push(*item);
        }
    }
    if rows::is_repeatable(&command) {
        state.last_action = Some(command.clone());
    }
    state.writes.latest += 1;
    let ticket = Ticket(state.writes.latest);
    state.writes.sent.insert(
        ticket,
        Sent {
            command: command.clone(),
            leaving: leaving.clone(),
            typed_on: None,
        },
    );
    let mut effects = vec![Effect::Write {
        ticket,
        command,
        leave_out,
    }];
    if !leaving.is_empty() {
        effects.extend(lists::hand_on_selection(state));
    }
    effects
}

/// Says what is safe on disk, and what `u` takes back. A write that failed before this one has not been read yet: its words
/// stay, and undo is named beside them.
fn said(state: &mut State, text: String, undo: Option<String>) {
    let failed = |status: &Status| matches!(status.kind, StatusKind::Failed { .. });
    let (text, kind) = match state.status.take().filter(failed) {
        Some(status) => (status.text, status.kind),
        None => (text, StatusKind::Done),
    };
    state.status = Some(Status { text, kind, undo });
}

/// A command is safe on disk.
pub(super) fn committed(state: &mut State, ticket: Ticket, done: Done) -> Vec<Effect> {
    let Some(sent) = state.writes.sent.remove(&ticket) else {
        return lists::refresh(state);
    };
    for item in &sent.leaving {
        state.in_flight.remove(item);
    }
    if let Some(list) = state.list_mut() {
        list.window.rows.retain(|row| !sent.leaving.contains(&row.item));
    }
    for list in state.lists.every() {
        for item in items_of(&sent.command) {
            list.marks.remove(item);
        }
        if list.marks.is_empty() {
            list.range_from = None;
        }
    }
    let follow = match sent.command {
        // Where the selected row is one of them, it stays selected.
        Command::Undo(_) | Command::Redo | Command::Add(_) | Command::Deal(DealCommand::Add(_)) => {
            let selected = state.list().and_then(|list| list.selected);
            let stays = selected.filter(|item| done.items.contains(item));
            stays.or_else(|| done.items.first().copied())
        }
        Command::HandOff { .. }
        | Command::Answer { .. }
        | Command::Recall { .. }
        | Command::Nudge { .. }
        | Command::Escalate { .. }
        | Command::Tell { .. }
        | Command::Finish { .. }
        | Command::Keep { .. }
        | Command::Snooze { .. }
        | Command::Star { .. }
        | Command::Dismiss { .. }
        | Command::Reopen { .. }
        | Command::Edit { .. }
        | Command::Note { .. }
        | Command::LogCall(_)
        | Command::Listen { .. }
        | Command::MarkTold { .. }
        | Command::MarkOwnerTold { .. }
        | Command::Promise(_)
        | Command::AddOwners(_)
        | Command::EditOwner(_)
        | Command::Deal(_)
        | Command::Outcome(_)
        | Command::Account(_)
        | Command::Ask(_)
        | Command::Call(_)
        | Command::Diary(_) => None,
    };
    let queued = call_queue::after_command(state, &sent.command, &done);
    let mut text = words_of(state, &done);
    // The last note of a chase goes to the clipboard by itself.
    let nudged = matches!(sent.command, Command::Nudge { .. });
    if done.draft.is_some()
        && nudged
        && let Some(key) = state.key_of(Intent::CopyLastBrief)
    {
        text = format!("{text} · {key} copies the chase");
    }
    if let Some(lesson) = &done.lesson
        && let Some(key) = state.key_of(Intent::WriteRule)
    {
        text = format!("{text} · {}: {key} makes that a rule", lesson.why);
    }
    if queued == Queued::Nobody {
        state.detail.open = false;
        text.push_str(" · nobody else is due for a call");
    }
    state.chase = done.draft.clone().filter(|_| nudged);
    state.lesson = done.lesson;
    said(state, text, done.undo);
    let follow = match queued {
        Queued::Next(item) => Some(item),
        Queued::Nobody | Queued::Elsewhere => follow,
    };
    let mut effects = lists::refresh_rows(state, follow);
    if let Command::Call(CallCommand::MoveOn { to, .. }) = &sent.command {
        effects.extend(call_queue::moved_on(
            state,
            to,
            done.draft,
            done.items.first().copied(),
        ));
    }
    if let Some(over) = done.over {
        effects.push(Effect::Ask(Question::NextUp(over.account)));
    }
    if state.view == View::Orchestra || touches_owners(&sent.command) {
        effects.push(orchestra::read(state));
    }
    // A rep who is leaving leaves with the counts that this commit left: they are read with the rows.
    effects
}

/// Whether owners' cards may be others after it.
const fn touches_owners(command: &Command) -> bool {
    matches!(
        command,
        Command::AddOwners(_) | Command::EditOwner(_) | Command::Undo(_) | Command::Redo
    )
}

/// What became of a command, with the rows left out and what else deserves a word.
fn words_of(state: &State, done: &Done) -> String {
    let mut text = done.words.clone();
    if let Some(remark) = &done.remark {
        text.push_str(" · ");
        text.push_str(remark.words());
        // The key that does something about it, where one is bound.
        let tell = state.keymap.keys_for(Mode::List, Intent::Tell).next();
        if let (Remark::OthersOpen { .. }, Some(key)) = (remark, tell) {
            text.push_str(&format!(" ({} sets their clocks)", key.short(false)));
        }
    }
    match done.left_out.as_slice() {
        [] => {}
        [one] => {
            text.push_str(" · left out: ");
            text.push_str(one);
        }
        [first, rest @ ..] => {
            let more = format!(" · {} left out: {first}, …", rest.len() + 1);
            text.push_str(&more);
        }
    }
    text
}

/// A command was refused: its rows are put back where they stood.
pub(super) fn failed(state: &mut State, ticket: Ticket, message: String) -> Vec<Effect> {
    let mut effects = Vec::new();
    if let Some(sent) = state.writes.sent.remove(&ticket) {
        for item in &sent.leaving {
            state.in_flight.remove(item);
        }
        if state.overlay.is_none() {
            state.overlay = sent.typed_on.map(|overlay| *overlay);
        }
        if let Some(list) = state.list_mut()
            && list.selected.is_none()
            && let Some(first) = sent.leaving.first().copied()
            && list.row(first).is_some()
        {
            list.selected = Some(first);
            effects.extend(Row::detail(state));
        }
    }
    // What was refused may have been decided on rows that another program has changed since.
    effects.extend(lists::refresh(state));
    // Nobody leaves on a failure without having read it.
    state.quitting = false;
    put_status(state, message, StatusKind::Failed { seen: false });
    effects
}

/// Leaves, or begins to: the writes on their way are waited for, so that a failure is still seen.
pub(super) fn quit(state: &mut State) -> Vec<Effect> {
    state.quitting = true;
    if state.writes.sent.is_empty() {
        return leave_if_quitting(state);
    }
    super::say(state, "finishing what is on its way to disk, then leaving")
}

pub(super) fn leave_if_quitting(state: &State) -> Vec<Effect> {
    if !state.quitting || !state.writes.sent.is_empty() {
        return Vec::new();
    }
    let farewell = match state.counts.untold {
        0 => None,
        1 => Some("1 hand-off is untold: its owner has not been sent the brief yet.".to_owned()),
        n => Some(format!(
            "{n} hand-offs are untold: their owners have not been sent the briefs yet."
        )),
    };
    vec![Effect::Quit { farewell }]
}

/// The rows a command names.
pub(super) fn items_of(command: &Command) -> &[ItemNo] {
    match command {
        Command::HandOff { items, .. }
        | Command::Answer { items, .. }
        | Command::Recall { items }
        | Command::Nudge { items }
        | Command::Escalate { items }
        | Command::Tell { items, .. }
        | Command::Finish { items, .. }
        | Command::Keep { items, .. }
        | Command::Snooze { items, .. }
        | Command::Star { items, .. }
        | Command::Dismiss { items }
        | Command::Reopen { items }
        | Command::Note { items, .. }
        | Command::MarkTold { items, .. } => items,
        Command::Edit { item, .. } | Command::Listen { item, .. } => std::slice::from_ref(item),
        Command::LogCall(call) => call.item.as_slice(),
        Command::Promise(command) => command.items(),
        Command::Outcome(command) => command.items(),
        Command::Ask(command) => command.items(),
        Command::Diary(command) => command.items(),
        Command::Add(_)
        | Command::MarkOwnerTold { .. }
        | Command::AddOwners(_)
        | Command::EditOwner(_)
        | Command::Deal(_)
        | Command::Account(_)
        | Command::Call(_)
        | Command::Undo(_)
        | Command::Redo => &[],
    }
}

/// Whether a row is sure to leave the list it is shown in. Where this is not known before the commit, the row
/// stays, and the answer decides.
fn leaves(list: Option<List>, row: &Row, command: &Command) -> bool {
    let inbox = list == Some(List::Inbox);
    let waiting = list == Some(List::Waiting) && row.with.is_some();
    let later = list == Some(List::Later);
    // A row that somebody plays sleeps until the next clock; one that nobody plays, or whose work is done, stays awake.
    let done = row.wake.is_some_and(|(_, cue)| cue == Cue::OwnerDone);
    let played = row.with.is_some() || (row.first_chair.is_some() && !done);
    match command {
        Command::HandOff { .. } | Command::Escalate { .. } | Command::Snooze { .. } => inbox,
        Command::Keep { .. } => inbox || waiting,
        Command::Answer {
            answer: Answer::Acknowledged { .. },
            ..
        }
        | Command::Nudge { .. } => inbox && row.with.is_some(),
        Command::Answer {
            answer: Answer::Done | Answer::Returned,
            ..
        }
        | Command::Recall { .. } => waiting || (later && row.with.is_some()),
        Command::Tell { .. } => inbox && played,
        Command::Finish { told: true, .. }
        | Command::Dismiss { .. }
        | Command::Promise(PromiseCommand::End { .. }) => inbox || waiting || later,
        Command::Outcome(command) => command.closes() && (inbox || waiting || later),
        Command::Ask(command) => command.closes() && (inbox || waiting || later),
        Command::Finish { told: false, .. } => waiting || later,
        Command::Reopen { .. } => list == Some(List::Done),
        Command::Listen { heard, .. } => inbox && (heard.then.is_some() || played),
        Command::Star { .. }
        | Command::Add(_)
        | Command::Edit { .. }
        | Command::Note { .. }
        | Command::LogCall(_)
        | Command::MarkTold { .. }
        | Command::MarkOwnerTold { .. }
        | Command::Promise(PromiseCommand::Make(_) | PromiseCommand::Edit { .. })
        | Command::AddOwners(_)
        | Command::EditOwner(_)
        | Command::Deal(_)
        | Command::Account(_)
        | Command::Call(_)
        | Command::Diary(_)
        | Command::Undo(_)
        | Command::Redo => false,
    }
}

/// Where a row is on its way to, in words.
fn way(state: &State, row: &Row, command: &Command) -> String {
    let to = |recipient: &Recipient| match recipient {
        Recipient::Shown => row.suggestion.as_ref().map(|suggestion| suggestion.name.clone()),
        Recipient::Owner(number) => state.owner(*number).map(|card| card.owner.name.clone()),
    };
    let with = || row.with.as_ref().map_or("its owner", |with| with.name.as_str());
    match command {
        Command::HandOff { to: recipient, .. } => {
            to(recipient).map_or_else(|| "to its owner".to_owned(), |name| format!("to {name}"))
        }
        Command::Escalate { .. } => "escalated".to_owned(),
        Command::Snooze { .. } => "to sleep".to_owned(),
        Command::Keep { .. } => "to first chair".to_owned(),
        Command::Answer {
            answer: Answer::Acknowledged { .. },
            ..
        } => format!("{} has it", with()),
        Command::Answer {
            answer: Answer::Done, ..
        } => format!("{} is done", with()),
        Command::Answer {
            answer: Answer::Returned,
            ..
        } => "returned".to_owned(),
        Command::Recall { .. } => "recalled".to_owned(),
        Command::Nudge { .. } => format!("{} nudged", with()),
        Command::Tell { .. } => "client told".to_owned(),
        Command::Finish { told: true, .. } | Command::Promise(PromiseCommand::End { .. }) => {
            "to Done".to_owned()
        }
        Command::Outcome(command) if command.closes() => "to Done".to_owned(),
        Command::Ask(command) if command.closes() => "to Done".to_owned(),
        Command::Finish { told: false, .. } | Command::Reopen { .. } => "to Inbox".to_owned(),
        Command::Dismiss { .. } => "dismissed".to_owned(),
        Command::Listen { heard, .. } => heard
            .then
            .as_ref()
            .and_then(to)
            .map_or_else(|| "heard".to_owned(), |name| format!("to {name}")),
        Command::Star { .. }
        | Command::Add(_)
        | Command::Edit { .. }
        | Command::Note { .. }
        | Command::LogCall(_)
        | Command::MarkTold { .. }
        | Command::MarkOwnerTold { .. }
        | Command::Promise(PromiseCommand::Make(_) | PromiseCommand::Edit { .. })
        | Command::AddOwners(_)
        | Command::EditOwner(_)
        | Command::Deal(_)
        | Command::Outcome(_)
        | Command::Account(_)
        | Command::Ask(_)
        | Command::Call(_)
        | Command::Diary(_)
        | Command::Undo(_)
        | Command::Redo => "on its way".to_owned(),
    }
}
