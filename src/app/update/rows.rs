//! What an action is for: the marked rows, else the selected one. Marks, notes, edits, star, repeat.

use super::super::effect::{Effect, Question};
use super::super::overlay::form::EditedRow;
use super::super::overlay::{Field, Form, FormFor, Overlay, Reads};
use super::super::state::State;
use super::{calls, client, forms, hand_off, problem, registers, say, stands_for, writes};
use crate::domain::command::{Command, Recipient};
use crate::domain::ids::ItemNo;
use crate::domain::listing::Row;

/// The rows an action is for: the marked ones, else the selected one; with the detail open, the row it shows.
///
/// # Errors
/// In words, when there is none, or it is on its way to disk.
pub(super) fn targets(state: &State) -> Result<Vec<ItemNo>, String> {
    if let Some(list) = state.register() {
        let Some(row) = list.selected_row() else {
            return Err("no row is selected".to_owned());
        };
        let Some(item) = row.item.filter(|_| row.row.is_some()) else {
            return Err(registers::no_item(state, row));
        };
        return free(state, item);
    }
    let Some(list) = state.list() else {
        return Err(format!(
            "{} has no rows for that: go to a list first",
            state.view.name()
        ));
    };
    if !list.marks.is_empty() && !state.detail.open {
        let free: Vec<ItemNo> = list
            .marks
            .iter()
            .copied()
            .filter(|item| !state.in_flight.contains_key(item))
            .collect();
        if free.is_empty() {
            return Err("the marked rows are on their way to disk: wait for the status line".to_owned());
        }
        return Ok(free);
    }
    let Some(item) = list.selected else {
        return Err("no row is selected".to_owned());
    };
    free(state, item)
}

/// The row, unless it is on its way to disk.
fn free(state: &State, item: ItemNo) -> Result<Vec<ItemNo>, String> {
    state.in_flight.get(&item).map_or(Ok(vec![item]), |way| {
        Err(format!(
            "{item} is on its way to disk ({way}): wait for the status line"
        ))
    })
}

/// The targets, all of them open as far as the screen can see.
///
/// # Errors
/// As [`targets`], and when the only row is closed.
pub(super) fn open_targets(state: &State) -> Result<Vec<ItemNo>, String> {
    let items = targets(state)?;
    match only(state, &items) {
        Some(row) if row.end.is_some() => Err(format!("{} is closed{}", name(row), reopen_hint(state))),
        Some(_) | None => Ok(items),
    }
}

fn reopen_hint(state: &State) -> String {
    state
        .key_of(crate::keys::Intent::Reopen)
        .map_or_else(String::new, |key| format!(": {key} opens it again"))
}

/// The row, when there is just one and the window holds it.
pub(super) fn only<'a>(state: &'a State, items: &[ItemNo]) -> Option<&'a Row> {
    match items {
        [item] => state.item_row(*item),
        _ => None,
    }
}

/// A row's name: `#128 Acme Pumps`.
pub(super) fn name(row: &Row) -> String {
    format!("{} {}", row.item, row.client)
}

/// The names of rows: `#128 Acme Pumps`, `3 rows`.
pub(super) fn names(state: &State, items: &[ItemNo]) -> String {
    match items {
        [item] => only(state, items).map_or_else(|| item.to_string(), name),
        _ => format!("{} rows", items.len()),
    }
}

/// Marks the selected row, or takes its mark away, and moves on.
pub(super) fn mark(state: &mut State) -> Vec<Effect> {
    let Some(list) = state.list_mut() else {
        return Vec::new();
    };
    let Some(item) = list.selected else {
        return say(state, "no row is selected");
    };
    if list.marks.remove(&item) {
        list.range_from = None;
    } else {
        list.marks.insert(item);
        list.range_from = Some(item);
    }
    super::moves::rows_moved::<Row>(state, super::moves::Move::By(1))
}

/// Marks from the last mark to the selected row.
pub(super) fn mark_range(state: &mut State) -> Vec<Effect> {
    let Some(list) = state.list_mut() else {
        return Vec::new();
    };
    let Some(to) = list.selected else {
        return say(state, "no row is selected");
    };
    let Some(from) = list.range_from else {
        list.marks.insert(to);
        list.range_from = Some(to);
        return say(state, "a range begins here: move, then mark it with the same key");
    };
    let (Some(a), Some(b)) = (list.position(from), list.position(to)) else {
        return say(state, "the range is too long to mark at once: mark it in parts");
    };
    let rows = &list.window.rows[a.min(b)..=a.max(b)];
    list.marks.extend(rows.iter().map(|row| row.item));
    list.range_from = Some(to);
    let count = list.marks.len();
    say(state, format!("{count} rows marked"))
}

/// Marks every row of the list. The screen holds only a part of it, so its numbers are asked for.
pub(super) fn mark_all(state: &mut State) -> Vec<Effect> {
    let Some(list) = state.list_mut() else {
        return Vec::new();
    };
    if list.window.more_before || list.window.more_after {
        let scope = list.scope.clone();
        return vec![Effect::Ask(Question::Numbers(scope))];
    }
    list.marks = list.window.rows.iter().map(|row| row.item).collect();
    let count = list.marks.len();
    say(state, marked(count, false))
}

/// The numbers of every row of a list have been answered.
pub(super) fn numbers(
    state: &mut State,
    scope: &crate::domain::listing::Scope,
    items: Vec<ItemNo>,
    more: bool,
) -> Vec<Effect> {
    let Some(list) = state.list_mut().filter(|list| list.scope == *scope) else {
        return Vec::new();
    };
    list.marks = items.into_iter().collect();
    let count = list.marks.len();
    say(state, marked(count, more))
}

fn marked(count: usize, more: bool) -> String {
    match (count, more) {
        (0, _) => "there is nothing to mark".to_owned(),
        (1, _) => "1 row marked".to_owned(),
        (_, false) => format!("{count} rows marked"),
        (_, true) => format!("the first {count} rows marked; the list goes on"),
    }
}

/// `s`: urgent, or not any more. Marked rows all become urgent, unless all that are seen already are.
pub(super) fn star(state: &mut State) -> Vec<Effect> {
    let items = match open_targets(state) {
        Ok(items) => items,
        Err(words) => return problem(state, words),
    };
    let mut seen = items.iter().filter_map(|item| state.item_row(*item)).peekable();
    let urgent = seen.peek().is_none() || !seen.all(|row| row.urgent);
    writes::send(state, Command::Star { items, urgent })
}

/// `a`: a note.
pub(super) fn note(state: &mut State) -> Vec<Effect> {
    let items = match targets(state) {
        Ok(items) => items,
        Err(words) => return problem(state, words),
    };
    let title = format!("Note on {}", names(state, &items));
    let fields = vec![Field::new("note", Reads::NeededProse, "")];
    state.overlay = Some(Overlay::Form(Form::new(title, fields, FormFor::Note(items))));
    Vec::new()
}

/// `E`: the row's own fields.
pub(super) fn edit(state: &mut State) -> Vec<Effect> {
    if let Some(list) = state.list()
        && list.marks.len() > 1
        && !state.detail.open
    {
        return problem(state, "one row is edited at a time: clear the marks first (Esc)");
    }
    let items = match targets(state) {
        Ok(items) => items,
        Err(words) => return problem(state, words),
    };
    let Some(row) = only(state, &items) else {
        return problem(state, "the marked row is out of sight: move to it, then edit it");
    };
    if let Some(effects) = row.stands_for.and_then(|record| stands_for::edit(row, record)) {
        return effects;
    }
    let value = row.value.map_or_else(String::new, |money| {
        format!("{} {}", money.currency.code(), money.decimal())
    });
    let edited = EditedRow {
        item: row.item,
        kind: row.kind,
        client: row.client.clone(),
        subject: row.subject.clone(),
        value: value.clone(),
        client_due: row.client_due,
    };
    let due = row
        .client_due
        .map_or_else(String::new, |due| super::super::dates::say(state, due));
    let title = format!("Edit {}", name(row));
    let mut fields = vec![
        Field::holding("client", Reads::Account, &row.client),
        Field::holding("subject", Reads::NeededText, &row.subject),
        Field::holding("value", Reads::Money, value),
    ];
    if row.client_due.is_some() {
        fields.push(Field::new("client hears", Reads::Date, due));
    }
    fields.push(Field::holding("kind", Reads::Kind, row.kind.words()));
    let mut form = Form::new(title, fields, FormFor::Edit(Box::new(edited)));
    form.focus = 1;
    forms::understand_all(state, &mut form);
    state.overlay = Some(Overlay::Form(form));
    Vec::new()
}

/// Whether `.` can do the command again on other rows.
pub(super) const fn is_repeatable(command: &Command) -> bool {
    match command {
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
        | Command::Reopen { .. }
        | Command::Note { .. }
        | Command::Dismiss { .. }
        | Command::Edit { .. }
        | Command::Listen { .. } => true,
        Command::LogCall(call) => call.item.is_some(),
        Command::Add(_)
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
        | Command::Diary(_)
        | Command::Undo(_)
        | Command::Redo => false,
    }
}

/// `.`: the last action, on this row.
pub(super) fn repeat(state: &mut State) -> Vec<Effect> {
    let Some(mut command) = state.last_action.clone() else {
        return say(state, "nothing to repeat yet: act on a row first");
    };
    let items = match targets(state) {
        Ok(items) => items,
        Err(words) => return problem(state, words),
    };
    match &mut command {
        // Each row has its own owner, reason and words, so these go the way of their keys.
        Command::HandOff {
            to: Recipient::Shown, ..
        } => return hand_off::hand_off(state),
        Command::Finish { .. } => return client::finish(state),
        Command::Dismiss { .. } => return client::dismiss(state),
        Command::LogCall(_) => return calls::on_row(state),
        Command::Listen { .. } => return client::listen(state),
        Command::Edit { .. } => return edit(state),
        Command::HandOff { items: rows, .. }
        | Command::Answer { items: rows, .. }
        | Command::Recall { items: rows }
        | Command::Nudge { items: rows }
        | Command::Escalate { items: rows }
        | Command::Tell { items: rows, .. }
        | Command::Keep { items: rows, .. }
        | Command::Snooze { items: rows, .. }
        | Command::Star { items: rows, .. }
        | Command::Reopen { items: rows }
        | Command::Note { items: rows, .. } => *rows = items,
        Command::Add(_)
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
        | Command::Diary(_)
        | Command::Undo(_)
        | Command::Redo => return say(state, "nothing to repeat yet: act on a row first"),
    }
    if let Err(words) = fits(state, &command) {
        return problem(state, words);
    }
    writes::send(state, command)
}

/// Whether a repeated command can be for the only row it names, as far as the screen can see.
fn fits(state: &State, command: &Command) -> Result<(), String> {
    let Some(row) = only(state, writes::items_of(command)) else {
        return Ok(());
    };
    let needs_owner = matches!(
        command,
        Command::Answer { .. } | Command::Recall { .. } | Command::Nudge { .. } | Command::Escalate { .. }
    );
    let reopens = matches!(command, Command::Reopen { .. });
    if row.end.is_some() && !reopens && !matches!(command, Command::Note { .. }) {
        return Err(format!("{} is closed{}", name(row), reopen_hint(state)));
    }
    if row.end.is_none() && reopens {
        return Err(format!("{} is open", name(row)));
    }
    if needs_owner && row.with.is_none() {
        return Err(format!("{} is with nobody", name(row)));
    }
    Ok(())
}
