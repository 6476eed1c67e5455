//! Orchestra: the owners, their cards, the picker's matches, and the first owners of a new store.

use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use super::super::dates;
use super::super::effect::{AskQuery, BriefsOf, Effect, Query};
use super::super::fields;
use super::super::overlay::{Field, Form, FormFor, Overlay, Picker, Reads, Understood, Welcome};
use super::super::state::{OwnerCard, State, View};
use super::moves::Move;
use super::{forms, program, say, writes};
use crate::domain::clean;
use crate::domain::command::{Command, Told};
use crate::domain::ids::OwnerNo;
use crate::domain::owner::{Owner, Part};
use crate::keys::Intent;

/// Reads the owners, with what they have at hand where that is on the screen: it takes a walk along the hand-offs of
/// each, which no other frame is to wait for.
pub(super) fn read(state: &State) -> Effect {
    let shown = state.view == View::Orchestra || matches!(state.overlay, Some(Overlay::Picker(_)));
    Effect::Read(if shown { Query::OwnersAtWork } else { Query::Owners })
}

/// The owners have been read.
pub(super) fn loaded(state: &mut State, owners: Vec<OwnerCard>) -> Vec<Effect> {
    state.owners = owners;
    let still = state
        .owner_selected
        .filter(|number| state.owner(*number).is_some());
    state.owner_selected = still.or_else(|| state.owners.first().map(|card| card.owner.number));
    if let Some(Overlay::Picker(picker)) = &mut state.overlay {
        let at = picker.found.get(picker.at).copied();
        match_owners(&state.owners, picker);
        picker.at = at
            .and_then(|at| picker.found.iter().position(|found| *found == at))
            .unwrap_or(0);
    }
    // Whose ear was had is shown with the executives.
    let executives = state.owners.iter().any(|card| card.owner.part == Part::Executive);
    if executives && state.view == View::Orchestra {
        return vec![Effect::Read(Query::Ask(AskQuery::Ear))];
    }
    Vec::new()
}

/// Finds who matches what was typed, best first; everybody while nothing is.
pub(super) fn match_owners(owners: &[OwnerCard], picker: &mut Picker) {
    let typed = picker.input.value();
    picker.at = 0;
    let owners: Vec<&OwnerCard> = owners
        .iter()
        .filter(|card| picker.wanted.takes(&card.owner))
        .collect();
    if typed.trim().is_empty() {
        picker.found = owners.iter().map(|card| card.owner.number).collect();
        return;
    }
    let name = |card: &&OwnerCard| {
        let owner = &card.owner;
        let seat = owner.seat.map_or_else(String::new, |seat| seat.to_string());
        format!("{} {} {} {seat}", owner.name, owner.handle, owner.role)
    };
    let names: Vec<String> = owners.iter().map(name).collect();
    picker.found = ranked(typed, &names)
        .into_iter()
        .map(|at| owners[at].owner.number)
        .collect();
}

/// The positions of the texts that match, best first, in their own order where they match equally well. Texts that
/// hold what was typed as it stands leave no room for those that only have its letters somewhere.
pub(super) fn ranked(typed: &str, texts: &[String]) -> Vec<usize> {
    [AtomKind::Substring, AtomKind::Fuzzy]
        .into_iter()
        .map(|how| matching(typed, texts, how))
        .find(|found| !found.is_empty())
        .unwrap_or_default()
}

fn matching(typed: &str, texts: &[String], how: AtomKind) -> Vec<usize> {
    let mut matcher = Matcher::new(Config::DEFAULT);
    let pattern = Pattern::new(typed, CaseMatching::Ignore, Normalization::Smart, how);
    let mut buffer = Vec::new();
    let mut found: Vec<(u32, usize)> = texts
        .iter()
        .enumerate()
        .filter_map(|(at, text)| {
            let score = pattern.score(Utf32Str::new(text, &mut buffer), &mut matcher)?;
            Some((score, at))
        })
        .collect();
    found.sort_by_key(|&(score, at)| (std::cmp::Reverse(score), at));
    found.into_iter().map(|(_, at)| at).collect()
}

/// Moves the selection among the owners.
pub(super) fn moved(state: &mut State, step: Move) -> Vec<Effect> {
    let at = state
        .owner_selected
        .and_then(|number| state.owners.iter().position(|card| card.owner.number == number))
        .unwrap_or(0);
    let end = step.end(at, state.owners.len());
    state.owner_selected = state.owners.get(end).map(|card| card.owner.number);
    Vec::new()
}

fn selected(state: &State) -> Result<&OwnerCard, &'static str> {
    state
        .selected_owner()
        .ok_or("there are no owners yet: add one first")
}

/// `y`: all of an owner's untold briefs as one message.
pub(super) fn copy_untold(state: &mut State) -> Vec<Effect> {
    match selected(state) {
        Ok(card) => vec![Effect::Read(Query::Briefs(BriefsOf::Owner(card.owner.number)))],
        Err(words) => say(state, words),
    }
}

/// `T`: the rep says that the owner has been told of everything.
pub(super) fn mark_told(state: &mut State) -> Vec<Effect> {
    let owner = match selected(state) {
        Ok(card) if card.load.untold == 0 => {
            let words = format!("{} has been told of everything", card.owner.name);
            return say(state, words);
        }
        Ok(card) => card.owner.number,
        Err(words) => return say(state, words),
    };
    writes::send(
        state,
        Command::MarkOwnerTold {
            owner,
            how: Told::Marked,
        },
    )
}

/// A new owner's card.
pub(super) fn add(state: &mut State) -> Vec<Effect> {
    state.overlay = Some(Overlay::Form(card(state, None, true)));
    Vec::new()
}

/// The selected owner's card.
pub(super) fn edit(state: &mut State) -> Vec<Effect> {
    let owner = match selected(state) {
        Ok(card) => card.owner.clone(),
        Err(words) => return say(state, words),
    };
    let mut form = card(state, Some(&owner), true);
    forms::understand_all(state, &mut form);
    state.overlay = Some(Overlay::Form(form));
    Vec::new()
}

/// An owner's card as a form. The first owners are asked for less: who there is decides the rest.
fn card(state: &State, owner: Option<&Owner>, whole: bool) -> Form {
    let text = |get: fn(&Owner) -> String| owner.map_or_else(String::new, get);
    let mut list = vec![
        Field::holding("name", Reads::NeededText, text(|o| o.name.clone())),
        Field::holding("role", Reads::Text, text(|o| o.role.clone())),
        Field::holding("takes", Reads::Kinds, text(kinds_of)),
        Field::holding(
            "seat",
            Reads::Seat,
            text(|o| o.seat.map_or_else(String::new, |seat| seat.to_string())),
        ),
        Field::holding("handle", Reads::Handle, text(|o| o.handle.clone())),
        Field::holding("address", Reads::Text, text(|o| o.address.clone())),
    ];
    let empties = [
        "",
        "order desk, support, …",
        "nothing by itself",
        "no key",
        "from the name",
        "mail, phone, …",
    ];
    for (field, empty) in list.iter_mut().zip(empties) {
        empty.clone_into(&mut field.when_empty);
    }
    if whole {
        let named = |number: Option<OwnerNo>| {
            number
                .and_then(|number| state.owner(number))
                .map_or_else(String::new, |card| card.owner.handle.clone())
        };
        let away = owner
            .and_then(|o| o.away_until)
            .filter(|until| *until > state.now);
        let more = [
            Field::holding(
                "part",
                Reads::Part,
                text(|o| match o.part {
                    Part::Desk => String::new(),
                    part @ (Part::Executive | Part::Marketing) => part.as_str().to_owned(),
                }),
            ),
            Field::holding(
                "asks a month",
                Reads::AsksAMonth,
                text(|o| o.asks_a_month.map_or_else(String::new, |asks| asks.to_string())),
            ),
            Field::holding("hours", Reads::Hours, text(hours_of)),
            Field::holding(
                "away until",
                Reads::AwayUntil,
                away.map_or_else(String::new, |at| dates::written(state, at)),
            ),
            Field::holding(
                "stand-in",
                Reads::OwnerName,
                named(owner.and_then(|o| o.stand_in)),
            ),
            Field::holding(
                "escalate to",
                Reads::OwnerName,
                named(owner.and_then(|o| o.escalate_to)),
            ),
        ];
        let default_hours = format!("{} working hours to answer", state.settings.owner_hours);
        let empties = [
            "desk; executive or marketing are asked",
            "as often as need be",
            default_hours.as_str(),
            "is here",
            "nobody",
            "nobody",
        ];
        for (mut field, empty) in more.into_iter().zip(empties) {
            empty.clone_into(&mut field.when_empty);
            list.push(field);
        }
    }
    let title = owner.map_or_else(
        || "New owner".to_owned(),
        |owner| format!("Owner: {}", owner.name),
    );
    Form::new(title, list, FormFor::Owner(owner.cloned().map(Box::new)))
}

/// None stand for the hours that the config names.
fn hours_of(owner: &Owner) -> String {
    match owner.hours {
        0 => String::new(),
        hours => hours.to_string(),
    }
}

fn kinds_of(owner: &Owner) -> String {
    let words: Vec<&str> = owner.kinds.iter().map(|kind| kind.as_str()).collect();
    words.join(", ").replace('_', "-")
}

/// A card that has been checked, as an owner; else the problem, with the field it is in.
fn read_card(
    state: &State,
    form: &Form,
    before: Option<&Owner>,
    others: &[Owner],
) -> Result<Owner, (usize, String)> {
    let name = forms::line(form, "name", clean::NAME);
    let typed = form.text("handle");
    let handle = if typed.is_empty() {
        Ok(fields::handle_of(&name))
    } else {
        fields::handle(typed)
    };
    let place = |label: &str| {
        form.fields
            .iter()
            .position(|field| field.label == label)
            .unwrap_or(0)
    };
    let handle = handle.ok().filter(|handle| !handle.is_empty()).ok_or_else(|| {
        (
            place("handle"),
            "a handle is needed: one word to type, for example maria".to_owned(),
        )
    })?;
    let number = before.map_or(OwnerNo(0), |owner| owner.number);
    let known = state
        .owners
        .iter()
        .map(|card| &card.owner)
        .filter(|owner| owner.number != number)
        .chain(others);
    let seat = fields::seat(form.text("seat")).ok();
    for other in known {
        if other.handle == handle {
            let words = format!("the handle {handle} is {}'s: write another one", other.name);
            return Err((place("handle"), words));
        }
        if seat.is_some() && other.seat == seat {
            let words = format!("seat {} is {}'s: take another one", form.text("seat"), other.name);
            return Err((place("seat"), words));
        }
    }
    let owner = |label| {
        fields::owner(state, form.text(label))
            .ok()
            .map(|owner| owner.number)
    };
    let whole =
        |label: &str| form.fields.iter().any(|field| field.label == label) && !form.text(label).is_empty();
    Ok(Owner {
        number,
        handle,
        name,
        role: forms::line(form, "role", clean::NAME),
        seat,
        address: forms::line(form, "address", clean::NAME),
        kinds: fields::kinds(form.text("takes")).unwrap_or_default(),
        hours: fields::hours(form.text("hours")).unwrap_or(0),
        away_until: fields::date(state, form.text("away until")).ok(),
        stand_in: whole("stand-in").then(|| owner("stand-in")).flatten(),
        escalate_to: whole("escalate to").then(|| owner("escalate to")).flatten(),
        retired: before.is_some_and(|owner| owner.retired),
        part: fields::part(form.text("part")).unwrap_or(Part::Desk),
        asks_a_month: fields::asks_a_month(form.text("asks a month")).unwrap_or(None),
    })
}

/// Enter on an owner's card.
pub(super) fn saved(state: &mut State, mut form: Form, before: Option<Box<Owner>>) -> Vec<Effect> {
    match read_card(state, &form, before.as_deref(), &[]) {
        Err((at, words)) => {
            form.focus = at;
            form.problem = Some(words);
            state.overlay = Some(Overlay::Form(form));
            Vec::new()
        }
        Ok(owner) => match before {
            Some(before) if *before == owner => say(state, "nothing was changed"),
            Some(_) => writes::send(state, Command::EditOwner(Box::new(owner))),
            None => writes::send(state, Command::AddOwners(vec![owner])),
        },
    }
}

/// A key in the first start.
pub(super) fn welcome_asked(state: &mut State, mut welcome: Welcome, intent: Intent) -> Vec<Effect> {
    if let Some(form) = welcome.form.take() {
        return first_owner(state, welcome, form, intent);
    }
    match intent {
        Intent::WelcomeOwners => {
            welcome.form = Some(card(state, None, false));
            state.overlay = Some(Overlay::Welcome(welcome));
            Vec::new()
        }
        Intent::WelcomeDemo => vec![Effect::OpenDemo],
        Intent::Leave => writes::quit(state),
        Intent::WelcomeStart | Intent::Cancel => say(
            state,
            "add owners in Orchestra, items in one line, or import a file from the shell",
        ),
        Intent::Help => program::help(state, Some(Overlay::Welcome(welcome))),
        _other => {
            state.overlay = Some(Overlay::Welcome(welcome));
            Vec::new()
        }
    }
}

/// A key while the first owners are entered: Enter keeps a card and opens the next; on an empty one it saves all.
fn first_owner(state: &mut State, mut welcome: Welcome, mut form: Form, intent: Intent) -> Vec<Effect> {
    let untouched = form.is_empty();
    match intent {
        Intent::Accept if untouched && !welcome.entered.is_empty() => {
            return writes::send(state, Command::AddOwners(welcome.entered));
        }
        Intent::Accept if forms::check(state, &mut form) => {
            match read_card(state, &form, None, &welcome.entered) {
                Ok(owner) => {
                    welcome.entered.push(owner);
                    form = card(state, None, false);
                }
                Err((at, words)) => {
                    form.focus = at;
                    form.problem = Some(words);
                }
            }
            welcome.form = Some(form);
        }
        // Esc leaves this card. Those entered before it are saved, not lost.
        Intent::Cancel if !welcome.entered.is_empty() => {
            return writes::send(state, Command::AddOwners(welcome.entered));
        }
        Intent::Cancel => welcome.form = None,
        Intent::NextField | Intent::PreviousField => {
            form.step(intent == Intent::NextField);
            welcome.form = Some(form);
        }
        _other => welcome.form = Some(form),
    }
    mark_taken_seat(&mut welcome);
    state.overlay = Some(Overlay::Welcome(welcome));
    Vec::new()
}

/// Says on the card being filled in that one entered before it holds the seat.
pub(super) fn mark_taken_seat(welcome: &mut Welcome) {
    let Some(form) = &mut welcome.form else {
        return;
    };
    let seat = form.text("seat").to_owned();
    let taken = welcome
        .entered
        .iter()
        .find(|owner| owner.seat.is_some_and(|held| held.to_string() == seat));
    if let (Some(owner), Some(field)) = (taken, form.fields.iter_mut().find(|field| field.label == "seat")) {
        field.understood = Understood::Not(format!("seat {seat} is {}'s: take another one", owner.name));
    }
}
