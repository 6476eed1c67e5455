//! Deals: the keys of the pipeline, and of a row that stands for a deal.

mod saved;

use super::super::effect::{Effect, Query};
use super::super::overlay::{Ask, AskFor, DealAsk, DealForm, DealKey, Field, Form, FormFor, Overlay, Reads};
use super::super::scroll::Scroll;
use super::super::state::State;
use super::{problem, say, writes};
use crate::domain::command::Command;
use crate::domain::deal::command::{DealCommand, DealEdit, Redate};
use crate::domain::deal::{
    Credit, Deal, DealFile, DealState, MoveTag, Need, NeedState, Side, unanswered, words,
};
use crate::domain::ids::{DealNo, NeedNo};
use crate::domain::register::Record;
use crate::domain::say as said;
use crate::domain::stands_for::StandsFor;
use crate::keys::Intent;

pub(super) use saved::accepted;

/// Whose doing the end of a deal was, in the order shown.
const CREDITS: [(Intent, Credit); 4] = [
    (Intent::CreditMine, Credit::Mine),
    (Intent::CreditTeam, Credit::Team),
    (Intent::CreditClient, Credit::Client),
    (Intent::CreditLuck, Credit::Luck),
];

/// Why a close date was moved, in the order shown.
const TAGS: [(Intent, MoveTag); 2] = [
    (Intent::CloseAlwaysWrong, MoveTag::AlwaysWrong),
    (Intent::CloseNewObstacle, MoveTag::NewObstacle),
];

/// What can be made of a deal whose row is finished, in the order shown.
const TURNS: [Intent; 6] = [
    Intent::DealNextStep,
    Intent::DealMove,
    Intent::DealStage,
    Intent::DealNeed,
    Intent::DealWin,
    Intent::DealLose,
];

/// What a key on a deal is for; `None` for keys of other things.
const fn key_of(intent: Intent) -> Option<DealKey> {
    Some(match intent {
        Intent::DealNextStep => DealKey::NextStep,
        Intent::DealStage => DealKey::Stage,
        Intent::DealMove => DealKey::Move,
        Intent::DealWin => DealKey::Win,
        Intent::DealLose => DealKey::Lose,
        Intent::DealNeed => DealKey::Need,
        Intent::DealStepDone => DealKey::StepDone,
        Intent::DealAskStep => DealKey::AskStep,
        Intent::DealGive => DealKey::Give,
        Intent::DealGet => DealKey::Get,
        _other_things => return None,
    })
}

/// A key of the pipeline.
pub(super) fn asked(state: &mut State, intent: Intent) -> Vec<Effect> {
    if intent == Intent::AddDeal {
        return add(state);
    }
    let Some(key) = key_of(intent) else {
        return Vec::new();
    };
    match target(state) {
        Some(deal) => of(deal, key),
        None => problem(state, "that is for a deal: go to the pipeline and select one"),
    }
}

/// The deal selected: a row of the pipeline, or a row that stands for one.
fn target(state: &State) -> Option<DealNo> {
    if let Some(row) = state.record_row()
        && let Record::Deal(deal) = row.record
    {
        return Some(deal);
    }
    let item_row = state.row().or_else(|| state.record_row()?.row.as_deref());
    match item_row?.stands_for? {
        StandsFor::Deal(deal) => Some(deal),
        StandsFor::Promise(_)
        | StandsFor::Check(_)
        | StandsFor::Outcome(_)
        | StandsFor::Need(_)
        | StandsFor::Ask(_) => None,
    }
}

/// Asks for what a key on a deal needs to know.
pub(super) fn of(deal: DealNo, key: DealKey) -> Vec<Effect> {
    vec![Effect::Read(Query::Deal(deal, key))]
}

/// A deal was read for a key: its question is asked.
pub(super) fn loaded(state: &mut State, key: DealKey, file: Option<Box<DealFile>>) -> Vec<Effect> {
    let Some(file) = file else {
        return problem(state, "that deal is gone: another program has taken it back");
    };
    let deal = &file.deal;
    match deal.state {
        DealState::Open => {}
        DealState::Won(_) | DealState::Lost(_) => {
            let hint = state
                .key_of(Intent::Reopen)
                .filter(|_| matches!(deal.state, DealState::Lost(_)))
                .map_or_else(String::new, |key| format!(": {key} opens it again"));
            let text = format!(
                "{} has ended, {}{hint}",
                words::named(deal),
                words::state(deal.state)
            );
            return problem(state, text);
        }
    }
    match key {
        DealKey::Turn => turn(state, file),
        DealKey::Win | DealKey::Lose => ask_credit(state, &file.deal, key == DealKey::Win),
        DealKey::StepDone | DealKey::AskStep => step(state, key, file),
        DealKey::Edit
        | DealKey::NextStep
        | DealKey::Stage
        | DealKey::Move
        | DealKey::Need
        | DealKey::Give
        | DealKey::Get => {
            let form = form(state, key, file);
            state.overlay = Some(Overlay::Form(form));
            Vec::new()
        }
    }
}

fn ask(state: &mut State, title: String, choices: Vec<Intent>, wanted: DealAsk) -> Vec<Effect> {
    state.overlay = Some(Overlay::Ask(Ask {
        title,
        choices,
        wanted: AskFor::Deal(wanted),
        scroll: Scroll::default(),
    }));
    Vec::new()
}

fn turn(state: &mut State, file: Box<DealFile>) -> Vec<Effect> {
    let title = format!("What now? {}", words::named(&file.deal));
    ask(state, title, TURNS.to_vec(), DealAsk::Turn(file))
}

fn ask_credit(state: &mut State, deal: &Deal, won: bool) -> Vec<Effect> {
    let end = if won { "Won" } else { "Lost" };
    let title = format!("{end}, whose doing? {}", words::named(deal));
    let choices = CREDITS.iter().map(|(intent, _)| *intent).collect();
    let deal = deal.number;
    ask(state, title, choices, DealAsk::Credit { deal, won })
}

/// An answer to a question about a deal.
pub(super) fn answered(state: &mut State, asked: DealAsk, intent: Intent) -> Vec<Effect> {
    match asked {
        DealAsk::Turn(file) => match key_of(intent) {
            Some(key) => loaded(state, key, Some(file)),
            None => Vec::new(),
        },
        DealAsk::Credit { deal, won } => {
            let known = CREDITS.iter().find(|(known, _)| *known == intent);
            known.map_or_else(Vec::new, |(_, credit)| {
                let credit = *credit;
                send(state, DealCommand::End { deal, won, credit })
            })
        }
        DealAsk::Tag { deal, to } => {
            let known = TAGS.iter().find(|(known, _)| *known == intent);
            known.map_or_else(Vec::new, |(_, tag)| {
                let close = Some(Redate { to, tag: *tag });
                let edit = DealEdit {
                    close,
                    ..DealEdit::default()
                };
                send(state, DealCommand::Edit { deal, edit })
            })
        }
    }
}

fn send(state: &mut State, command: DealCommand) -> Vec<Effect> {
    writes::send(state, Command::Deal(command))
}

/// A new deal, with the selected client's name where there is one.
fn add(state: &mut State) -> Vec<Effect> {
    let client = match (state.row(), state.record_row()) {
        (Some(row), _) => row.client.clone(),
        (None, Some(row)) if row.account.is_some() => row.client.clone(),
        (None, _) => String::new(),
    };
    let stage = state.settings.deals.first().to_owned();
    let fields = vec![
        Field::holding("client", Reads::NeededText, client),
        Field::new("deal", Reads::NeededText, "what is sold"),
        Field::new("close date", Reads::NeededDay, "when the client is to sign"),
        Field::new("value", Reads::Money, "not known yet"),
        Field::new("stage", Reads::Stage, stage),
        Field::new("next step", Reads::Text, "what you do next"),
    ];
    let mut form = Form::new("A new deal".to_owned(), fields, FormFor::Deal(DealForm::Add));
    // The client is there already: what is sold is to be typed.
    form.focus = usize::from(!form.text("client").is_empty());
    state.overlay = Some(Overlay::Form(form));
    Vec::new()
}

/// The form of a key on a deal.
fn form(state: &State, key: DealKey, file: Box<DealFile>) -> Form {
    let deal = &file.deal;
    let today = state.settings.calendar.local(state.now).date_naive();
    let (what, fields) = match key {
        DealKey::Edit => {
            let value = deal.value.map_or_else(String::new, |money| {
                format!("{} {}", money.currency.code(), money.decimal())
            });
            let fields = vec![
                Field::holding("client", Reads::NeededText, deal.account_name.as_str()),
                Field::holding("deal", Reads::NeededText, deal.name.as_str()),
                Field::holding("value", Reads::Money, value),
                Field::holding("next step", Reads::Text, deal.next_step.as_str()),
            ];
            ("Edit", fields)
        }
        DealKey::Stage => {
            let next = state.settings.deals.after(&deal.stage);
            let next = next.unwrap_or("none comes after this one: write another");
            ("Stage", vec![Field::new("stage", Reads::Stage, next)])
        }
        DealKey::Move => {
            let until = said::date(deal.close_on, today);
            (
                "Close date",
                vec![Field::new("close date", Reads::NeededDay, until)],
            )
        }
        DealKey::Need => {
            let fields = vec![
                Field::new("needs", Reads::NeededText, "what must be done before they sign"),
                Field::new("from", Reads::OwnerName, "nobody of ours: the client, or me"),
                Field::new("by", Reads::Day, "no day of its own"),
                Field::new("asked", Reads::NowOrLater, "now: it is handed off at once"),
            ];
            ("Needs", fields)
        }
        DealKey::Give => {
            let fields = vec![
                Field::new("give", Reads::NeededText, "what they get from us"),
                Field::new("for", Reads::Text, "nothing yet"),
            ];
            ("Give", fields)
        }
        DealKey::Get => {
            let oldest = unanswered(&file.concessions, Side::Give).next();
            let usual = oldest.map_or_else(|| "nothing".to_owned(), |give| give.what.clone());
            let fields = vec![
                Field::new("get", Reads::NeededText, "what they concede"),
                Field::new("for", Reads::Text, usual),
            ];
            ("Get", fields)
        }
        DealKey::StepDone | DealKey::AskStep => {
            let first = steps(key, &file)
                .next()
                .map_or_else(String::new, |(number, need)| format!("{number} {}", need.what));
            let title = if key == DealKey::StepDone { "Done" } else { "Ask" };
            (title, vec![Field::new("step", Reads::Text, first)])
        }
        DealKey::NextStep | DealKey::Turn | DealKey::Win | DealKey::Lose => {
            let step = Field::holding("next step", Reads::Text, deal.next_step.as_str());
            ("Next step", vec![step])
        }
    };
    let title = format!("{what}: {}", words::named(deal));
    Form::new(title, fields, FormFor::Deal(DealForm::Of(key, file)))
}

/// The steps that a key may mean, numbered as the page numbers them: those that are left, or those still to be asked for.
fn steps(key: DealKey, file: &DealFile) -> impl Iterator<Item = (usize, &Need)> {
    let planned = key == DealKey::AskStep;
    (1..).zip(&file.needs).filter(move |(_, need)| {
        if planned {
            need.state == NeedState::Waiting && need.owner.is_some() && need.item.is_none()
        } else {
            !need.state.has_ended()
        }
    })
}

/// A step is done, or is asked for now: the only one at once, of several the one that is named.
fn step(state: &mut State, key: DealKey, file: Box<DealFile>) -> Vec<Effect> {
    let mut found = steps(key, &file);
    match (found.next(), found.next()) {
        (None, _) => {
            let text = if key == DealKey::StepDone {
                format!("{} needs nothing that is left", words::named(&file.deal))
            } else {
                format!(
                    "{} has no planned step with an owner to ask",
                    words::named(&file.deal)
                )
            };
            say(state, text)
        }
        (Some((_, need)), None) => {
            let command = on_step(key, need.number);
            send(state, command)
        }
        (Some(_), Some(_)) => {
            drop(found);
            let form = form(state, key, file);
            state.overlay = Some(Overlay::Form(form));
            Vec::new()
        }
    }
}

fn on_step(key: DealKey, need: NeedNo) -> DealCommand {
    if key == DealKey::AskStep {
        DealCommand::AskNeed(need)
    } else {
        DealCommand::NeedDone(need)
    }
}
