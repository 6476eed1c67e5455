//! The palette, help, and adding an item in one line.

use super::super::dates;
use super::super::effect::{Effect, Question};
use super::super::fields;
use super::super::input::Input;
use super::super::overlay::palette::Entry;
use super::super::overlay::{Add, Help, HelpLine, Overlay, Palette, Understood};
use super::super::scroll::Scroll;
use super::super::state::State;
use super::{keys, orchestra, say, writes};
use crate::domain::command::Command;
use crate::domain::oneline::{self, Role};
use crate::keys::{Intent, Mode};

/// The keys of an intent in a mode, as shown.
fn keys_of(state: &State, mode: Mode, intent: Intent) -> String {
    let shown: Vec<String> = state
        .keymap
        .keys_for(mode, intent)
        .map(|keys| keys.short(false))
        .collect();
    shown.join("  ")
}

/// Every action of the view, by name.
pub(super) fn palette(state: &mut State) -> Vec<Effect> {
    let mode = state.view_mode();
    let entries = state
        .keymap
        .offered(mode)
        .iter()
        .filter(|intent| intent.in_palette() && **intent != Intent::Palette)
        .map(|&intent| Entry {
            words: words_of(state, intent),
            keys: keys_of(state, mode, intent),
            intent,
        })
        .collect();
    let mut palette = Palette {
        input: Input::default(),
        entries,
        found: Vec::new(),
        at: 0,
    };
    match_entries(&mut palette);
    state.overlay = Some(Overlay::Palette(palette));
    Vec::new()
}

/// What an intent does, in words; a seat by the name of who holds it.
fn words_of(state: &State, intent: Intent) -> String {
    if let Intent::Seat(seat) = intent {
        return fields::holder_of(state, seat).map_or_else(
            || format!("hand off to seat {seat}, which nobody holds"),
            |owner| format!("hand off to {}", owner.name),
        );
    }
    if intent == Intent::Search && state.register().is_some() {
        return "search this view".to_owned();
    }
    let sheet = [
        (Intent::ExportMarkdown, "Markdown"),
        (Intent::ExportHtml, "HTML"),
        (Intent::ExportCsv, "CSV"),
        (Intent::ExportJson, "JSON"),
    ];
    if let Some((_, format)) = sheet.iter().find(|(export, _)| *export == intent)
        && state.register().is_some()
    {
        return format!("export the Monday sheet as {format}");
    }
    intent.words().to_owned()
}

/// Finds the actions that match what was typed.
pub(super) fn match_entries(palette: &mut Palette) {
    palette.at = 0;
    let typed = palette.input.value();
    palette.found = if typed.trim().is_empty() {
        (0..palette.entries.len()).collect()
    } else {
        let texts: Vec<String> = palette
            .entries
            .iter()
            .map(|entry| format!("{} {}", entry.words, entry.intent.label()))
            .collect();
        orchestra::ranked(typed, &texts)
    };
}

/// Enter in the palette: as if the action's key had been pressed on the view.
pub(super) fn chosen(state: &mut State, palette: Palette) -> Vec<Effect> {
    let entry = palette
        .found
        .get(palette.at)
        .and_then(|at| palette.entries.get(*at));
    let Some(intent) = entry.map(|entry| entry.intent) else {
        state.overlay = Some(Overlay::Palette(palette));
        return say(state, "no action matches: type less, or Esc");
    };
    keys::asked(state, intent, None)
}

/// Every key of this screen. `under` is what help was asked for on.
pub(super) fn help(state: &mut State, under: Option<Overlay>) -> Vec<Effect> {
    let (mode, title) = match &under {
        Some(_) => (Mode::Welcome, "the first start"),
        None if state.detail.open && state.view.is_list() => (Mode::Detail, "an open row"),
        None => (state.view_mode(), state.view.name()),
    };
    let mut lines = Vec::new();
    let mut group = None;
    let mut seats_told = false;
    for &intent in state.keymap.offered(mode) {
        let mut keys = keys_of(state, mode, intent);
        let mut words = words_of(state, intent);
        if let Intent::Seat(_) = intent {
            if seats_told {
                continue;
            }
            seats_told = true;
            let first = state.keymap.keys_for(mode, Intent::Seat(1)).next();
            let last = state.keymap.keys_for(mode, Intent::Seat(9)).next();
            if let (Some(first), Some(last)) = (first, last) {
                keys = format!("{} – {}", first.short(false), last.short(false));
                "hand off to the owner of that seat".clone_into(&mut words);
            } else {
                seats_told = false;
            }
        }
        if keys.is_empty() {
            continue;
        }
        if group != Some(intent.group()) {
            group = Some(intent.group());
            lines.push(HelpLine::Heading(intent.group().words()));
        }
        lines.push(HelpLine::Keys { keys, words });
    }
    state.overlay = Some(Overlay::Help(Help {
        title: title.to_owned(),
        lines,
        scroll: Scroll::default(),
        under: under.map(Box::new),
    }));
    Vec::new()
}

/// `i`: an item in one line.
pub(super) fn add(state: &mut State) -> Vec<Effect> {
    add_from(state, String::new())
}

/// An item in one line, for a client.
pub(super) fn add_for(state: &mut State, client: &str) -> Vec<Effect> {
    add_from(state, format!("{}: ", written_out(client)))
}

fn add_from(state: &mut State, line: String) -> Vec<Effect> {
    let mut add = Add {
        input: Input::new(line.clone()),
        parts: Vec::new(),
        names: Vec::new(),
        understood: Understood::Plain,
        opened_with: line,
    };
    understand_add(state, &mut add);
    state.overlay = Some(Overlay::Add(add));
    Vec::new()
}

/// What is understood of the line so far.
pub(super) fn understand_add(state: &State, add: &mut Add) {
    let line = add.input.value();
    let reading = oneline::read(line, state.now, &state.settings);
    add.parts.clear();
    if line.trim().is_empty() {
        add.understood = Understood::Plain;
        return;
    }
    let mut put = |role: Role, words: String| {
        if !words.is_empty() {
            add.parts.push((role.words(), words));
        }
    };
    put(Role::Kind, reading.kind.words().to_owned());
    put(Role::Account, reading.account.clone());
    put(Role::Subject, reading.subject.clone());
    put(
        Role::Date,
        reading.due.map_or_else(String::new, |due| dates::say(state, due)),
    );
    put(
        Role::Urgent,
        if reading.urgent {
            "yes".to_owned()
        } else {
            String::new()
        },
    );
    let owner = reading
        .owner
        .as_deref()
        .map(|handle| (handle, known_owner(state, handle)));
    put(
        Role::Owner,
        owner.as_ref().map_or_else(String::new, |(handle, name)| {
            name.clone()
                .unwrap_or_else(|| format!("nobody is called {handle}"))
        }),
    );
    put(
        Role::Value,
        reading.value.map_or_else(String::new, |value| value.to_string()),
    );
    add.understood = match (reading.draft(), owner) {
        // Nothing is missing before anything was typed.
        (Err(_), _) if !add.is_changed() => Understood::Plain,
        (Err(error), _) => Understood::Not(error.to_string()),
        (Ok(_), Some((handle, None))) => Understood::Not(format!(
            "no owner has the handle {handle}: write another, or add the owner first"
        )),
        (Ok(_), Some((_, Some(_))) | None) => Understood::As("Enter adds it".to_owned()),
    };
}

/// The client's name as far as it is written.
fn client_of(state: &State, add: &Add) -> String {
    oneline::read(add.input.value(), state.now, &state.settings).account
}

/// The line has changed: known clients that the name begins are asked for.
pub(super) fn add_typed(state: &State, add: &mut Add) -> Vec<Effect> {
    understand_add(state, add);
    let client = client_of(state, add);
    if client.is_empty() {
        add.names.clear();
        return Vec::new();
    }
    vec![Effect::Ask(Question::Accounts(client))]
}

/// Known clients have been answered. A name that is written out needs no help.
pub(super) fn clients_known(state: &mut State, typed: &str, names: &[String]) {
    let asked = matches!(&state.overlay, Some(Overlay::Add(add)) if client_of(state, add) == typed);
    if let Some(Overlay::Add(add)) = &mut state.overlay
        && asked
    {
        let known = names.iter().any(|name| name == typed);
        add.names = if known { Vec::new() } else { names.to_vec() };
    }
}

/// Tab in the line: the client's name is written out as the known client's.
pub(super) fn complete(state: &State, add: &mut Add) {
    let line = add.input.value().to_owned();
    let reading = oneline::read(&line, state.now, &state.settings);
    let part = reading.parts.iter().find(|part| part.role == Role::Account);
    let (Some(part), Some(name)) = (part, add.names.first()) else {
        return;
    };
    let name = written_out(name);
    let after = line.get(part.range.end..).unwrap_or_default();
    let colon = if after.trim_start().starts_with(':') {
        ""
    } else {
        ": "
    };
    let before = line.get(..part.range.start).unwrap_or_default();
    let cursor = format!("{before}{name}{colon}").len();
    let written = format!("{before}{name}{colon}{}", after.trim_start());
    add.input = Input::new(written).with_cursor(cursor);
    add.names.clear();
    understand_add(state, add);
}

/// A client's name as the line has it: a colon within the name would end it too early.
fn written_out(name: &str) -> String {
    if name.contains(':') {
        format!("\"{name}\"")
    } else {
        name.to_owned()
    }
}

fn known_owner(state: &State, handle: &str) -> Option<String> {
    let owners = state.owners.iter().map(|card| &card.owner);
    owners
        .into_iter()
        .find(|owner| owner.handle == handle)
        .map(|owner| owner.name.clone())
}

/// Enter in the line.
pub(super) fn added(state: &mut State, mut add: Add) -> Vec<Effect> {
    understand_add(state, &mut add);
    let draft = oneline::read(add.input.value(), state.now, &state.settings).draft();
    match (draft, &add.understood) {
        (Ok(draft), Understood::As(_) | Understood::Plain) => writes::send(state, Command::Add(draft)),
        (Err(error), _) => {
            add.understood = Understood::Not(error.to_string());
            state.overlay = Some(Overlay::Add(add));
            Vec::new()
        }
        (Ok(_), Understood::Not(_)) => {
            state.overlay = Some(Overlay::Add(add));
            Vec::new()
        }
    }
}
