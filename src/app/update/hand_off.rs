//! Handing off, and what the owner does with it.

use super::super::effect::{BriefsOf, Effect, Query};
use super::super::input::Input;
use super::super::overlay::picker::Picker;
use super::super::overlay::{Field, Form, FormFor, Overlay, PickFor, Reads};
use super::super::state::{OwnerCard, State};
use super::{asks, lists, orchestra, problem, rows, say, writes};
use crate::domain::command::{Answer, Command, Recipient, Told};
use crate::domain::ids::{ItemNo, OwnerNo};
use crate::domain::listing::Row;
use crate::domain::settings::Settings;
use crate::domain::stands_for::StandsFor;
use crate::keys::Intent;

/// `d`: to the owner each row shows.
pub(super) fn hand_off(state: &mut State) -> Vec<Effect> {
    let items = match rows::open_targets(state) {
        Ok(items) => items,
        Err(words) => return problem(state, words),
    };
    if let Some(row) = rows::only(state, &items) {
        if row.with.is_some() {
            let words = who_has(state, row);
            return say(state, words);
        }
        if row.suggestion.is_none() {
            return pick(state, PickFor::HandOff(items));
        }
    }
    give(state, items, Recipient::Shown)
}

fn give(state: &mut State, items: Vec<ItemNo>, to: Recipient) -> Vec<Effect> {
    writes::send(
        state,
        Command::HandOff {
            items,
            to,
            brief: None,
        },
    )
}

/// Who has a row, and what can be done.
fn who_has(state: &State, row: &Row) -> String {
    let Some(with) = &row.with else {
        return format!("{} is with nobody", rows::name(row));
    };
    let keys = [
        (Intent::Nudge, "nudge"),
        (Intent::PickOwner, "to another"),
        (Intent::Escalate, "escalate"),
        (Intent::Recall, "recall"),
    ];
    let can: Vec<String> = keys
        .into_iter()
        .filter_map(|(intent, words)| Some(format!("{} {words}", state.key_of(intent)?)))
        .collect();
    format!("{} is with {}: {}", rows::name(row), with.name, can.join(", "))
}

/// `1`–`9`: to the owner who holds that seat.
pub(super) fn seat(state: &mut State, seat: u8) -> Vec<Effect> {
    let holder = state.owners.iter().find(|card| card.owner.seat == Some(seat));
    let Some(owner) = holder.map(|card| card.owner.number) else {
        return say(state, format!("nobody holds seat {seat}"));
    };
    match rows::open_targets(state) {
        Ok(items) => to_owner(state, items, owner),
        Err(words) => problem(state, words),
    }
}

/// To one owner, unless that owner already has it.
pub(super) fn to_owner(state: &mut State, items: Vec<ItemNo>, owner: OwnerNo) -> Vec<Effect> {
    let has =
        rows::only(state, &items).filter(|row| row.with.as_ref().is_some_and(|with| with.owner == owner));
    if let Some(row) = has {
        let words = who_has(state, row);
        return say(state, words);
    }
    give(state, items, Recipient::Owner(owner))
}

/// `D`: to an owner whom the rep picks.
pub(super) fn pick_owner(state: &mut State) -> Vec<Effect> {
    match rows::open_targets(state) {
        Ok(items) => pick(state, PickFor::HandOff(items)),
        Err(words) => problem(state, words),
    }
}

/// Opens the picker. The loads are read again, so that it shows them as they are.
pub(super) fn pick(state: &mut State, wanted: PickFor) -> Vec<Effect> {
    let title = match &wanted {
        PickFor::HandOff(items) => format!("Hand {} to", rows::names(state, items)),
        PickFor::Listen { item, .. } => format!("Hand {} to", rows::names(state, &[*item])),
        PickFor::Ask { about, .. } => format!("Ask whom for {}?", about.client),
    };
    let mut picker = Picker {
        title,
        input: Input::default(),
        found: Vec::new(),
        at: 0,
        wanted,
    };
    orchestra::match_owners(&state.owners, &mut picker);
    state.overlay = Some(Overlay::Picker(picker));
    vec![orchestra::read(state)]
}

/// An owner was picked.
pub(super) fn picked(state: &mut State, picker: Picker) -> Vec<Effect> {
    let Some(&owner) = picker.found.get(picker.at) else {
        let words = if state.owners.is_empty() {
            "there are no owners yet: add one in Orchestra"
        } else {
            "no owner matches: type less, or Esc"
        };
        state.overlay = Some(Overlay::Picker(picker));
        return say(state, words);
    };
    match picker.wanted {
        PickFor::Ask { about, facts } => asks::picked(state, about, facts, owner),
        PickFor::HandOff(items) => to_owner(state, items, owner),
        PickFor::Listen { item, mut heard } => {
            heard.then = Some(Recipient::Owner(owner));
            writes::send(state, Command::Listen { item, heard })
        }
    }
}

/// The targets, when the only one of them is with an owner.
fn targets_with_owner(state: &State) -> Result<Vec<ItemNo>, String> {
    let items = rows::open_targets(state)?;
    match rows::only(state, &items) {
        Some(row) if row.with.is_none() => {
            Err(format!("{} is with nobody: hand it off first", rows::name(row)))
        }
        Some(_) | None => Ok(items),
    }
}

fn owner_name(state: &State, items: &[ItemNo]) -> String {
    rows::only(state, items)
        .and_then(|row| row.with.as_ref())
        .map_or_else(|| "the owners".to_owned(), |with| with.name.clone())
}

/// `r a`: the owner has it; by when is asked, and may stay open.
pub(super) fn acknowledged(state: &mut State) -> Vec<Effect> {
    let items = match targets_with_owner(state) {
        Ok(items) => items,
        Err(words) => return problem(state, words),
    };
    let title = format!(
        "{}: {} has it",
        rows::names(state, &items),
        owner_name(state, &items)
    );
    let fields = vec![
        Field::new("by when", Reads::Date, "no date: the owner clock starts anew"),
        Field::new("words", Reads::Prose, "what the owner said"),
    ];
    state.overlay = Some(Overlay::Form(Form::new(
        title,
        fields,
        FormFor::Acknowledge(items),
    )));
    Vec::new()
}

/// `r d`, `r r`: the owner's answer, at once.
pub(super) fn answered(state: &mut State, answer: Answer) -> Vec<Effect> {
    match targets_with_owner(state) {
        Ok(items) => writes::send(
            state,
            Command::Answer {
                items,
                answer,
                words: String::new(),
            },
        ),
        Err(words) => problem(state, words),
    }
}

/// `r x`: take it back.
pub(super) fn recall(state: &mut State) -> Vec<Effect> {
    match targets_with_owner(state) {
        Ok(items) => writes::send(state, Command::Recall { items }),
        Err(words) => problem(state, words),
    }
}

/// `f`: chase the owner.
pub(super) fn nudge(state: &mut State) -> Vec<Effect> {
    match targets_with_owner(state) {
        Ok(items) => writes::send(state, Command::Nudge { items }),
        Err(words) => problem(state, words),
    }
}

/// `!`: to the person whom the owner's card names.
pub(super) fn escalate(state: &mut State) -> Vec<Effect> {
    let items = match targets_with_owner(state) {
        Ok(items) => items,
        Err(words) => return problem(state, words),
    };
    let owner = rows::only(state, &items)
        .and_then(|row| row.with.as_ref())
        .map(|with| with.owner);
    let card = owner.and_then(|number| state.owner(number));
    if let Some(OwnerCard { owner, .. }) = card
        && owner.escalate_to.is_none()
    {
        let words = format!(
            "{}'s card names nobody to escalate to: edit it in Orchestra, or hand it to another",
            owner.name
        );
        return problem(state, words);
    }
    writes::send(state, Command::Escalate { items })
}

/// `w`: why the row would go to that owner.
pub(super) fn why(state: &mut State) -> Vec<Effect> {
    let Some(row) = state.row() else {
        let words = rows::targets(state).err();
        return say(state, words.unwrap_or_else(|| "no row is selected".to_owned()));
    };
    let words = match (&row.with, &row.suggestion) {
        (Some(_), _) => who_has(state, row),
        (None, Some(to)) => format!("{} would go to {}: {}", rows::name(row), to.name, to.why),
        (None, None) => format!(
            "no owner takes a {} and no rule names one: pick an owner, or set a default in the config",
            row.kind.words()
        ),
    };
    say(state, words)
}

/// `y`: this row's brief. `Y`: the one last handed off.
pub(super) fn copy(state: &mut State, of: Option<BriefsOf>) -> Vec<Effect> {
    let of = match of {
        // Right after a nudge, the text to pass on is the chase.
        Some(BriefsOf::LastHanded) if let Some(text) = state.chase.clone() => {
            return vec![Effect::Copy {
                text,
                of: BriefsOf::LastHanded,
                tells: Vec::new(),
            }];
        }
        Some(of) => of,
        None => match rows::targets(state) {
            Ok(items) => match rows::only(state, &items) {
                // Nobody has it, so there is nobody to brief: what is worth copying is for the client.
                Some(row) if is_promise(row) && row.with.is_none() => BriefsOf::Quote(row.item),
                Some(_) | None => BriefsOf::Rows(items),
            },
            Err(words) => return problem(state, words),
        },
    };
    vec![Effect::Read(Query::Briefs(of))]
}

fn is_promise(row: &Row) -> bool {
    matches!(row.stands_for, Some(StandsFor::Promise(_)))
}

/// Briefs have been read.
pub(super) fn briefs(state: &mut State, of: BriefsOf, text: String, tells: Vec<ItemNo>) -> Vec<Effect> {
    if text.trim().is_empty() {
        let words = match of {
            BriefsOf::Rows(_) => "there is no brief to copy",
            BriefsOf::Owner(_) => "this owner has been told of everything",
            BriefsOf::LastHanded => "nothing has been handed off yet",
            BriefsOf::Quote(_) => "that is no promise any more: there is nothing to quote",
        };
        return say(state, words);
    }
    vec![Effect::Copy { text, of, tells }]
}

/// A copy is on its way to the clipboard: that tells the owners.
pub(super) fn copied(state: &mut State, of: &BriefsOf, tells: Vec<ItemNo>) -> Vec<Effect> {
    if tells.is_empty() {
        let words = match of {
            BriefsOf::Rows(items) if items.len() == 1 => {
                format!("brief of {} copied", rows::names(state, items))
            }
            BriefsOf::Rows(_) | BriefsOf::Owner(_) => "briefs copied".to_owned(),
            BriefsOf::Quote(item) => format!("what can be quoted of {item} is copied"),
            BriefsOf::LastHanded if state.chase.is_some() => "the chase is copied".to_owned(),
            BriefsOf::LastHanded => "the brief last handed off is copied".to_owned(),
        };
        return say(state, words);
    }
    writes::send(
        state,
        Command::MarkTold {
            items: tells,
            how: Told::Copied,
        },
    )
}

/// `T`: the rep says that the owner has been told.
pub(super) fn mark_told(state: &mut State) -> Vec<Effect> {
    let items = match targets_with_owner(state) {
        Ok(items) => items,
        Err(words) => return problem(state, words),
    };
    let told = rows::only(state, &items).filter(|row| row.with.as_ref().is_some_and(|with| !with.untold));
    if let Some(row) = told {
        let words = format!(
            "{} already knows of {}",
            owner_name(state, &items),
            rows::name(row)
        );
        return say(state, words);
    }
    writes::send(
        state,
        Command::MarkTold {
            items,
            how: Told::Marked,
        },
    )
}

/// Writes the rule that the latest hand-offs teach.
pub(super) fn write_rule(state: &mut State) -> Vec<Effect> {
    match &state.lesson {
        Some(lesson) => vec![Effect::WriteRule(lesson.rule.clone())],
        None => say(
            state,
            "no rule to write: one is offered when you pick another owner than the row shows, in the same way, three times",
        ),
    }
}

/// The rule is in the config: rows show their owners by it.
pub(super) fn rule_written(state: &mut State, settings: Settings, path: &str) -> Vec<Effect> {
    state.settings = settings;
    let why = state.lesson.take().map(|lesson| lesson.why).unwrap_or_default();
    say(
        state,
        format!("from now on by rule, as {why} (written first in {path})"),
    );
    lists::refresh(state)
}
