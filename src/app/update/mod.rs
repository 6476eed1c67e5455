//! The update: what each action makes of the state, and what the runtime is to do about it.

mod accounts;
mod asks;
mod call_queue;
mod calls;
mod client;
mod deals;
mod diary;
mod drafts;
mod events;
mod forms;
mod hand_off;
mod keys;
mod lists;
mod morning;
mod mouse;
mod moves;
mod orchestra;
mod outcomes;
mod program;
mod promises;
mod registers;
mod rows;
mod search;
mod stands_for;
mod typing;
mod views;
mod week;
mod writes;

#[cfg(test)]
mod tests;

use super::action::{Action, Loaded};
use super::effect::{Effect, Query};
use super::overlay::{CallStep, Overlay};
use super::state::{State, Status, StatusKind};

/// What an action makes of the state. Pure: the effects are the caller's to run, in order.
pub fn update(state: &mut State, action: Action) -> Vec<Effect> {
    match action {
        Action::Start => start(state),
        Action::Key(key) => keys::pressed(state, key),
        Action::Paste(text) => {
            morning::read(state);
            typing::pasted(state, &text)
        }
        Action::Click(hit) => {
            morning::read(state);
            mouse::clicked(state, hit)
        }
        Action::Scroll { lines, over } => {
            morning::read(state);
            mouse::scrolled(state, lines, over)
        }
        Action::Resize { width, height } => {
            state.screen.width = width;
            state.screen.height = height;
            Vec::new()
        }
        Action::Tick(now) => {
            state.now = now;
            registers::later(state)
        }
        Action::Drawn { rows, scroll, typing } => {
            state.screen.rows = rows;
            state.screen.typing = typing;
            if let Some(shown) = scroll {
                moves::scrolled_to(state, shown);
            }
            state.selection_unseen = false;
            if let Some(status) = &mut state.status
                && let StatusKind::Failed { seen } = &mut status.kind
            {
                *seen = true;
            }
            morning::drawn(state)
        }
        Action::Loaded(loaded) => answered(state, loaded),
        Action::ReadFailed(message) => {
            for list in state.lists.every() {
                list.asked = false;
            }
            for register in state.registers.every() {
                register.asked = false;
            }
            morning::read(state);
            // Nobody leaves on a failure without having read it.
            state.quitting = false;
            problem(state, message)
        }
        Action::CopyFailed(message)
        | Action::ExportFailed(message)
        | Action::RuleFailed(message)
        | Action::DialFailed(message) => problem(state, message),
        Action::RuleWritten { settings, path } => hand_off::rule_written(state, *settings, &path),
        Action::Committed { ticket, done } => writes::committed(state, ticket, done),
        Action::Failed { ticket, message } => writes::failed(state, ticket, message),
        Action::Changed => lists::refresh(state),
        Action::Copied { of, tells } => hand_off::copied(state, &of, tells),
        Action::TextCopied { what } => say(state, format!("{what} copied")),
        Action::WeekCopied => say(state, format!("{} copied as Markdown", state.week.week)),
        Action::Exported { what, path } => {
            let text = format!("{what} written to {path}");
            put_status(state, text, StatusKind::Done)
        }
        Action::Progress(words) => say(state, words),
    }
}

/// What the first frame needs.
fn start(state: &mut State) -> Vec<Effect> {
    let mut effects = vec![Effect::Read(Query::Counts), orchestra::read(state)];
    effects.extend(lists::begin(state));
    effects
}

fn answered(state: &mut State, loaded: Loaded) -> Vec<Effect> {
    match loaded {
        Loaded::Rows { asked, window } => lists::rows_loaded(state, &asked, window),
        Loaded::Register {
            asked,
            window,
            summary,
        } => registers::loaded(state, &asked, window, summary),
        Loaded::Page { record, page } => registers::page_loaded(state, record, page),
        Loaded::Deal { key, file } => deals::loaded(state, key, file),
        Loaded::Chase { client, item, chase } => calls::chase_known(state, &client, item, chase),
        Loaded::Phones { account, numbers } => call_queue::numbers(state, account, numbers),
        Loaded::NextUp(Some(up)) => call_queue::found(state, *up),
        Loaded::NextUp(None) => problem(state, "there is no such client any more"),
        Loaded::Numbers { scope, items, more } => rows::numbers(state, &scope, items, more),
        Loaded::Counts(counts) => {
            state.counts = counts;
            diary::look(state);
            writes::leave_if_quitting(state)
        }
        Loaded::Owners(owners) => orchestra::loaded(state, owners),
        Loaded::Detail { item, detail } => {
            if state.list().and_then(|list| list.selected) == Some(item) {
                state.detail.shown = detail;
            }
            Vec::new()
        }
        Loaded::Briefs { of, text, tells } => hand_off::briefs(state, of, text, tells),
        Loaded::Accounts { typed, names } => {
            program::clients_known(state, &typed, &names);
            if let Some(Overlay::Call(call)) = &mut state.overlay
                && let CallStep::Who {
                    form,
                    names: shown,
                    at,
                } = &mut call.step
                && form.fields.iter().any(|field| field.text() == typed)
            {
                *shown = names;
                *at = None;
            }
            Vec::new()
        }
        Loaded::Outcome { item, file } => outcomes::loaded(state, item, file),
        Loaded::Promise { item, promise } => promises::loaded(state, item, promise),
        Loaded::Account(loaded) => accounts::loaded(state, loaded),
        Loaded::Morning(loaded) => morning::loaded(state, loaded),
        Loaded::Ask(loaded) => asks::loaded(state, loaded),
        Loaded::Week(report) => {
            if report.week == state.week.week {
                state.week.report = Some(report);
            }
            Vec::new()
        }
    }
}

/// Says something on the status line, keeping the words about undo.
fn say(state: &mut State, text: impl Into<String>) -> Vec<Effect> {
    put_status(state, text.into(), StatusKind::Info)
}

/// Says on the status line that something was refused or failed.
fn problem(state: &mut State, text: impl Into<String>) -> Vec<Effect> {
    put_status(state, text.into(), StatusKind::Problem)
}

fn put_status(state: &mut State, text: String, kind: StatusKind) -> Vec<Effect> {
    let undo = state.status.take().and_then(|status| status.undo);
    state.status = Some(Status { text, kind, undo });
    Vec::new()
}
