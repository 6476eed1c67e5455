//! Typing: keys and pastes that go into a text field, and what follows from the changed text.

use tui_input::{Input, InputRequest};

use super::super::effect::{Effect, Question};
use super::super::overlay::{CallStep, Form, Overlay, Reads};
use super::super::state::State;
use super::{client, forms, orchestra, program, say, search};
use crate::domain::clean;
use crate::keys::{Code, Key};

/// Most characters in a field: a note's length.
const LONGEST: usize = clean::NOTE;

/// A key that is not bound: text, or an editing key, where there is a field.
pub(super) fn typed(state: &mut State, key: Key) -> Vec<Effect> {
    if step_by_arrow(state, key) {
        return Vec::new();
    }
    let Some(input) = focused(state) else {
        return Vec::new();
    };
    let Some(request) = request(key) else {
        return Vec::new();
    };
    if matches!(request, InputRequest::InsertChar(_)) && input.value().chars().count() >= LONGEST {
        return say(state, format!("a field holds {LONGEST} characters at most"));
    }
    match input.handle(request) {
        Some(changed) if changed.value => text_changed(state),
        Some(_) | None => Vec::new(),
    }
}

/// The editing a key asks for.
fn request(key: Key) -> Option<InputRequest> {
    let word = key.ctrl || key.alt;
    Some(match key.code {
        Code::Backspace if word => InputRequest::DeletePrevWord,
        Code::Backspace => InputRequest::DeletePrevChar,
        Code::Delete if word => InputRequest::DeleteNextWord,
        Code::Delete => InputRequest::DeleteNextChar,
        Code::Left if word => InputRequest::GoToPrevWord,
        Code::Left => InputRequest::GoToPrevChar,
        Code::Right if word => InputRequest::GoToNextWord,
        Code::Right => InputRequest::GoToNextChar,
        Code::Home => InputRequest::GoToStart,
        Code::End => InputRequest::GoToEnd,
        Code::Char(letter) if key.ctrl => match letter {
            'a' => InputRequest::GoToStart,
            'e' => InputRequest::GoToEnd,
            'b' => InputRequest::GoToPrevChar,
            'f' => InputRequest::GoToNextChar,
            'h' => InputRequest::DeletePrevChar,
            'd' => InputRequest::DeleteNextChar,
            'w' => InputRequest::DeletePrevWord,
            'u' => InputRequest::DeleteFromStart,
            'k' => InputRequest::DeleteTillEnd,
            _ => return None,
        },
        Code::Char(letter) if key.alt => match letter {
            'b' => InputRequest::GoToPrevWord,
            'f' => InputRequest::GoToNextWord,
            'd' => InputRequest::DeleteNextWord,
            _ => return None,
        },
        Code::Char(_) => InputRequest::InsertChar(key.text()?),
        Code::Enter
        | Code::Esc
        | Code::Tab
        | Code::BackTab
        | Code::Insert
        | Code::Up
        | Code::Down
        | Code::PageUp
        | Code::PageDown
        | Code::F(_) => return None,
    })
}

/// Arrows go from field to field also where the keymap leaves them free.
fn step_by_arrow(state: &mut State, key: Key) -> bool {
    let forward = key.code == Code::Down;
    if !forward && key.code != Code::Up {
        return false;
    }
    state.overlay.as_mut().and_then(form_of).is_some_and(|form| {
        form.step(forward);
        true
    })
}

/// The form typed into, if one is.
fn form_of(overlay: &mut Overlay) -> Option<&mut Form> {
    match overlay {
        Overlay::Form(form) => Some(form),
        Overlay::Welcome(welcome) => welcome.form.as_mut(),
        Overlay::Call(call) => match &mut call.step {
            CallStep::Who { form, .. } | CallStep::Rest { form, .. } => Some(form),
            CallStep::Outcome { .. } => None,
        },
        Overlay::Ask(_)
        | Overlay::Picker(_)
        | Overlay::Add(_)
        | Overlay::Snooze(_)
        | Overlay::Search(_)
        | Overlay::Palette(_)
        | Overlay::Next(_)
        | Overlay::Dial(_)
        | Overlay::Help(_) => None,
    }
}

/// The text typed into, if any.
fn focused(state: &mut State) -> Option<&mut Input> {
    match state.overlay.as_mut()? {
        Overlay::Picker(picker) => Some(&mut picker.input),
        Overlay::Add(add) => Some(&mut add.input),
        Overlay::Snooze(snooze) => snooze.input.as_mut(),
        Overlay::Search(line) => Some(&mut line.input),
        Overlay::Palette(palette) => Some(&mut palette.input),
        form @ (Overlay::Form(_) | Overlay::Welcome(_) | Overlay::Call(_)) => {
            let form = form_of(form)?;
            let focus = form.focus;
            form.fields.get_mut(focus).map(|field| &mut field.input)
        }
        Overlay::Ask(_) | Overlay::Next(_) | Overlay::Dial(_) | Overlay::Help(_) => None,
    }
}

/// Whether the field typed into holds what people write or say, of which the line breaks are a part.
fn is_prose(state: &mut State) -> bool {
    state.overlay.as_mut().and_then(form_of).is_some_and(|form| {
        let reads = form.fields.get(form.focus).map(|field| field.reads);
        matches!(reads, Some(Reads::Text | Reads::NeededText))
    })
}

/// A paste goes into the field as one line, in prose with ` / ` where a line ended; elsewhere it is ignored, with a
/// word.
pub(super) fn pasted(state: &mut State, text: &str) -> Vec<Effect> {
    let joint = if is_prose(state) { " / " } else { " " };
    let lines: Vec<&str> = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    let text = &lines.join(joint);
    let Some(input) = focused(state) else {
        return say(state, "pasted text is ignored here: open a text field first");
    };
    let room = LONGEST.saturating_sub(input.value().chars().count());
    let line = clean::line(text, room);
    if line.is_empty() {
        return Vec::new();
    }
    let cursor = input.cursor();
    let before: String = input.value().chars().take(cursor).collect();
    let after: String = input.value().chars().skip(cursor).collect();
    let end = cursor + line.chars().count();
    *input = Input::new(format!("{before}{line}{after}")).with_cursor(end);
    text_changed(state)
}

/// What follows from a changed text.
fn text_changed(state: &mut State) -> Vec<Effect> {
    state.drop_warned = None;
    let Some(mut overlay) = state.overlay.take() else {
        return Vec::new();
    };
    let mut effects = Vec::new();
    match &mut overlay {
        Overlay::Form(form) => form_changed(state, form),
        Overlay::Welcome(welcome) => {
            if let Some(form) = &mut welcome.form {
                form_changed(state, form);
            }
        }
        Overlay::Call(call) => match &mut call.step {
            CallStep::Who { form, names, at } => {
                form.problem = None;
                *at = None;
                let name = form
                    .fields
                    .first()
                    .map_or_else(String::new, |field| field.text().to_owned());
                if name.is_empty() {
                    names.clear();
                } else {
                    effects.push(Effect::Ask(Question::Accounts(name)));
                }
            }
            CallStep::Rest { form, .. } => form_changed(state, form),
            CallStep::Outcome { .. } => {}
        },
        Overlay::Picker(picker) => orchestra::match_owners(&state.owners, picker),
        Overlay::Palette(palette) => program::match_entries(palette),
        Overlay::Add(add) => effects = program::add_typed(state, add),
        Overlay::Snooze(snooze) => {
            let text = snooze.input.as_ref().map_or("", |input| input.value());
            snooze.understood = client::understand_date(state, text);
        }
        Overlay::Search(line) => effects = search::typed(state, line),
        Overlay::Ask(_) | Overlay::Next(_) | Overlay::Dial(_) | Overlay::Help(_) => {}
    }
    state.overlay = Some(overlay);
    effects
}

fn form_changed(state: &State, form: &mut Form) {
    form.problem = None;
    forms::understand(state, form, form.focus);
}
