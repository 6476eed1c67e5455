//! Typing: keys and pastes that go into a text field, and what follows from the changed text.

use super::super::effect::{Effect, Question};
use super::super::input::{Input, Reach};
use super::super::overlay::{CallStep, Form, Overlay, Reads};
use super::super::state::State;
use super::{accounts, client, forms, orchestra, program, say, search};
use crate::domain::clean;
use crate::keys::{Code, Key};

/// Most characters in a field: a note's length.
const LONGEST: usize = clean::NOTE;

/// What a key does to a text.
enum Edit {
    Insert(char),
    Go(Reach, bool),
    Delete(Reach, bool),
}

/// A key that is not bound: text, or an editing key, where there is a field.
pub(super) fn typed(state: &mut State, key: Key) -> Vec<Effect> {
    if step_by_arrow(state, key) {
        return Vec::new();
    }
    let Some(input) = focused(state) else {
        return Vec::new();
    };
    let changed = match edit(key) {
        Some(Edit::Insert(letter)) => return written(state, letter),
        Some(Edit::Delete(reach, on)) => input.delete(reach, on),
        Some(Edit::Go(reach, on)) => {
            input.go(reach, on);
            false
        }
        None => false,
    };
    if changed { text_changed(state) } else { Vec::new() }
}

/// A line break, where the field takes several lines.
pub(super) fn new_line(state: &mut State) -> Vec<Effect> {
    if is_prose(state) {
        return written(state, '\n');
    }
    if focused(state).is_some() {
        return say(state, "this field takes one line");
    }
    Vec::new()
}

/// Writes one character into the field.
fn written(state: &mut State, letter: char) -> Vec<Effect> {
    let Some(input) = focused(state) else {
        return Vec::new();
    };
    if input.value().chars().count() >= LONGEST {
        return too_long(state);
    }
    input.insert(letter.encode_utf8(&mut [0; 4]));
    text_changed(state)
}

fn too_long(state: &mut State) -> Vec<Effect> {
    say(state, format!("a field holds {LONGEST} characters at most"))
}

/// The editing a key asks for.
fn edit(key: Key) -> Option<Edit> {
    let reach = if key.ctrl || key.alt {
        Reach::Word
    } else {
        Reach::Character
    };
    let end = if key.ctrl { Reach::Text } else { Reach::Line };
    Some(match key.code {
        Code::Backspace => Edit::Delete(reach, false),
        Code::Delete => Edit::Delete(reach, true),
        Code::Left => Edit::Go(reach, false),
        Code::Right => Edit::Go(reach, true),
        Code::Home => Edit::Go(end, false),
        Code::End => Edit::Go(end, true),
        Code::Char(letter) if key.ctrl => match letter {
            'a' => Edit::Go(Reach::Line, false),
            'e' => Edit::Go(Reach::Line, true),
            'b' => Edit::Go(Reach::Character, false),
            'f' => Edit::Go(Reach::Character, true),
            'h' => Edit::Delete(Reach::Character, false),
            'd' => Edit::Delete(Reach::Character, true),
            'w' => Edit::Delete(Reach::Word, false),
            'u' => Edit::Delete(Reach::Line, false),
            'k' => Edit::Delete(Reach::Line, true),
            _ => return None,
        },
        Code::Char(letter) if key.alt => match letter {
            'b' => Edit::Go(Reach::Word, false),
            'f' => Edit::Go(Reach::Word, true),
            'd' => Edit::Delete(Reach::Word, true),
            _ => return None,
        },
        Code::Char(_) => Edit::Insert(key.text()?),
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

/// Where the keymap leaves them free, the arrows go from row to row of a field, and at its ends from field to field.
fn step_by_arrow(state: &mut State, key: Key) -> bool {
    let down = key.code == Code::Down;
    if !down && key.code != Code::Up {
        return false;
    }
    let room = usize::from(state.screen.typing);
    let Some(form) = state.overlay.as_mut().and_then(form_of) else {
        return false;
    };
    let went = form
        .fields
        .get_mut(form.focus)
        .is_some_and(|field| field.reads.is_prose() && field.input.go_row(room, down));
    if !went {
        form.step(down);
    }
    true
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
        | Overlay::Client(_)
        | Overlay::Morning(_)
        | Overlay::Events(_)
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
        Overlay::Client(overlay) => accounts::input(overlay),
        form @ (Overlay::Form(_) | Overlay::Welcome(_) | Overlay::Call(_)) => {
            let form = form_of(form)?;
            let focus = form.focus;
            form.fields.get_mut(focus).map(|field| &mut field.input)
        }
        Overlay::Ask(_)
        | Overlay::Next(_)
        | Overlay::Dial(_)
        | Overlay::Morning(_)
        | Overlay::Help(_)
        | Overlay::Events(_) => None,
    }
}

/// How the field typed into is read, if it is one of a form.
fn reads(state: &mut State) -> Option<Reads> {
    let form = state.overlay.as_mut().and_then(form_of)?;
    form.fields.get(form.focus).map(|field| field.reads)
}

/// Whether the field typed into takes several lines.
fn is_prose(state: &mut State) -> bool {
    reads(state).is_some_and(Reads::is_prose)
}

/// A paste goes into the field; elsewhere it is ignored, with a word.
pub(super) fn pasted(state: &mut State, text: &str) -> Vec<Effect> {
    let reads = reads(state);
    let Some(input) = focused(state) else {
        return say(state, "pasted text is ignored here: open a text field first");
    };
    let piece = piece(text, reads, LONGEST.saturating_sub(input.value().chars().count()));
    if piece.is_empty() {
        return if text.trim().is_empty() {
            Vec::new()
        } else {
            too_long(state)
        };
    }
    input.insert(&piece);
    text_changed(state)
}

/// A paste as it goes into a field: with its line breaks where the field takes several lines, else on one line, in
/// words with ` / ` where a line ended. A blank or a break at its ends parts it from what stands there already.
fn piece(text: &str, reads: Option<Reads>, room: usize) -> String {
    let prose = reads.is_some_and(Reads::is_prose);
    let room = room.saturating_sub(2);
    let words = match reads {
        Some(reads) if reads.is_prose() => clean::block(text, room),
        Some(Reads::Text | Reads::NeededText) => clean::joined(text, " / ", room),
        Some(_) | None => clean::joined(text, " ", room),
    };
    let (lead, rest) = text.split_at(text.len() - text.trim_start().len());
    let trail = &rest[rest.trim_end().len()..];
    let end = |blanks: &str| match (blanks.contains(['\n', '\r']), prose) {
        _ if blanks.is_empty() || room == 0 => "",
        (true, true) => "\n",
        (true, false) => "",
        (false, _) => " ",
    };
    format!("{}{words}{}", end(lead), end(trail))
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
            orchestra::mark_taken_seat(welcome);
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
        Overlay::Client(overlay) => effects = accounts::typed(overlay),
        Overlay::Add(add) => effects = program::add_typed(state, add),
        Overlay::Snooze(snooze) => {
            let text = snooze.input.as_ref().map_or("", |input| input.value());
            snooze.understood = client::understand_date(state, text);
        }
        Overlay::Search(line) => effects = search::typed(state, line),
        Overlay::Ask(_)
        | Overlay::Next(_)
        | Overlay::Dial(_)
        | Overlay::Morning(_)
        | Overlay::Help(_)
        | Overlay::Events(_) => {}
    }
    state.overlay = Some(overlay);
    effects
}

fn form_changed(state: &State, form: &mut Form) {
    form.problem = None;
    forms::understand(state, form, form.focus);
}
