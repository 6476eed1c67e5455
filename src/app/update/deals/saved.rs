//! What Enter makes of the forms about deals.

use super::super::super::effect::Effect;
use super::super::super::fields;
use super::super::super::overlay::{DealAsk, DealForm, DealKey, Form, Overlay, Understood};
use super::super::super::state::State;
use super::super::{forms, say};
use super::{TAGS, ask, on_step, send, steps};
use crate::domain::clean;
use crate::domain::command::AccountRef;
use crate::domain::deal::command::{Answers, DealCommand, DealDraft, DealEdit, NeedDraft};
use crate::domain::deal::{Deal, DealFile, Side, words};
use crate::domain::ids::ConcessionNo;
use crate::domain::say as said;

/// Enter in a form about a deal, whose fields have been read.
pub(in super::super) fn accepted(state: &mut State, form: Form, wanted: DealForm) -> Vec<Effect> {
    match wanted {
        DealForm::Add => added(state, form),
        DealForm::Of(key, file) => match key {
            DealKey::Edit => edited(state, &form, &file.deal),
            DealKey::Stage => staged(state, form, &file.deal),
            DealKey::Move => moved(state, &form, &file.deal),
            DealKey::Need => needed(state, &form, &file.deal),
            DealKey::Give => conceded(state, form, Side::Give, &file),
            DealKey::Get => conceded(state, form, Side::Get, &file),
            DealKey::StepDone | DealKey::AskStep => stepped(state, form, key, &file),
            DealKey::NextStep | DealKey::Turn | DealKey::Win | DealKey::Lose => {
                let edit = DealEdit {
                    next_step: Some(forms::line(&form, "next step", clean::SUBJECT)),
                    ..DealEdit::default()
                };
                let deal = file.deal.number;
                send(state, DealCommand::Edit { deal, edit })
            }
        },
    }
}

/// Puts a form back with what is wrong with it.
fn back(state: &mut State, mut form: Form, label: &str, words: String) -> Vec<Effect> {
    form.focus = form
        .fields
        .iter()
        .position(|field| field.label == label)
        .unwrap_or(0);
    if let Some(field) = form.fields.get_mut(form.focus) {
        field.understood = Understood::Not(words.clone());
    }
    form.problem = Some(words);
    state.overlay = Some(Overlay::Form(form));
    Vec::new()
}

fn added(state: &mut State, form: Form) -> Vec<Effect> {
    let Some(close_on) = fields::day(state, form.text("close date")).ok() else {
        return back(state, form, "close date", "the close date is missing".to_owned());
    };
    let stage = form.text("stage");
    let draft = DealDraft {
        account: AccountRef::Named(forms::line(&form, "client", clean::NAME)),
        name: forms::line(&form, "deal", clean::NAME),
        value: fields::money(state, form.text("value")).ok(),
        stage: (!stage.is_empty()).then(|| stage.to_owned()),
        close_on,
        next_step: forms::line(&form, "next step", clean::SUBJECT),
    };
    send(state, DealCommand::Add(draft))
}

/// Saves what was changed of a deal's own fields, and only that.
fn edited(state: &mut State, form: &Form, deal: &Deal) -> Vec<Effect> {
    let changed = |label: &str, before: &str, longest: usize| {
        let now = forms::line(form, label, longest);
        (now != before).then_some(now)
    };
    let value = form.text("value");
    let value = if value.is_empty() {
        None
    } else {
        fields::money(state, value).ok()
    };
    let edit = DealEdit {
        account: changed("client", &deal.account_name, clean::NAME),
        name: changed("deal", &deal.name, clean::NAME),
        value: (value != deal.value).then_some(value),
        next_step: changed("next step", &deal.next_step, clean::SUBJECT),
        ..DealEdit::default()
    };
    if edit == DealEdit::default() {
        return say(state, "nothing was changed");
    }
    let deal = deal.number;
    send(state, DealCommand::Edit { deal, edit })
}

/// Another stage: the next one, when none is written.
fn staged(state: &mut State, form: Form, deal: &Deal) -> Vec<Effect> {
    let text = form.text("stage");
    let next = state.settings.deals.after(&deal.stage).map(str::to_owned);
    let stage = if text.is_empty() {
        next
    } else {
        Some(text.to_owned())
    };
    let Some(stage) = stage else {
        let words = format!(
            "no stage comes after {}: write another, or win or lose the deal",
            deal.stage
        );
        return back(state, form, "stage", words);
    };
    let edit = DealEdit {
        stage: Some(stage),
        ..DealEdit::default()
    };
    let deal = deal.number;
    send(state, DealCommand::Edit { deal, edit })
}

/// Another close date: why is asked next.
fn moved(state: &mut State, form: &Form, deal: &Deal) -> Vec<Effect> {
    let Ok(to) = fields::day(state, form.text("close date")) else {
        return Vec::new();
    };
    if to == deal.close_on {
        return say(state, "the close date is that day already: nothing was changed");
    }
    let today = state.settings.calendar.local(state.now).date_naive();
    let title = format!(
        "Why {} and not {}? {}",
        said::date(to, today),
        said::date(deal.close_on, today),
        words::named(deal)
    );
    let choices = TAGS.iter().map(|(intent, _)| *intent).collect();
    let deal = deal.number;
    ask(state, title, choices, DealAsk::Tag { deal, to })
}

fn needed(state: &mut State, form: &Form, deal: &Deal) -> Vec<Effect> {
    let owner = form.text("from");
    let owner = if owner.is_empty() {
        None
    } else {
        fields::owner(state, owner).ok().map(|owner| owner.number)
    };
    let draft = NeedDraft {
        deal: deal.number,
        what: forms::line(form, "needs", clean::SUBJECT),
        owner,
        by_on: fields::day(state, form.text("by")).ok(),
        at: None,
        later: fields::is_later(form.text("asked")),
        brief: None,
    };
    send(state, DealCommand::Need(draft))
}

fn conceded(state: &mut State, form: Form, side: Side, file: &DealFile) -> Vec<Effect> {
    let answers = match what_for(form.text("for"), side, file) {
        Ok(answers) => answers,
        Err(words) => return back(state, form, "for", words),
    };
    let what = forms::line(&form, side.as_str(), clean::SUBJECT);
    let deal = file.deal.number;
    let command = DealCommand::Concede {
        deal,
        side,
        what,
        answers,
    };
    send(state, command)
}

/// What a concession is for: nothing written is the usual; else a number as on the page, the beginning of its words, or
/// `none`.
fn what_for(text: &str, side: Side, file: &DealFile) -> Result<Answers, String> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(Answers::Usual);
    }
    if fields::is_none(text) {
        return Ok(Answers::Nothing);
    }
    let others = (1..)
        .zip(&file.concessions)
        .filter(|(_, one)| one.side == side.other());
    let all: Vec<(usize, &str, ConcessionNo)> = others
        .map(|(number, one)| (number, one.what.as_str(), one.number))
        .collect();
    let known = |(number, what, id)| ((number, what), id);
    named(text, all.iter().copied().map(known))
        .map(Answers::That)
        .ok_or_else(|| {
            let listed: Vec<String> = all
                .iter()
                .map(|(number, what, _)| format!("{number} {what}"))
                .collect();
            match listed.as_slice() {
                [] => format!(
                    "there is no {} to stand against: leave it empty",
                    side.other().as_str()
                ),
                [..] => format!("\"{text}\" is none of {}", listed.join(", ")),
            }
        })
}

/// The one that a number, or the beginning of its words, means.
fn named<'a, T>(text: &str, all: impl Iterator<Item = ((usize, &'a str), T)>) -> Option<T> {
    let wanted = clean::normalise_name(text);
    let number: Option<usize> = text.trim_start_matches('#').parse().ok();
    let mut found = all.filter(|((known, what), _)| match number {
        Some(number) => *known == number,
        None => !wanted.is_empty() && clean::normalise_name(what).starts_with(&wanted),
    });
    match (found.next(), found.next()) {
        (Some((_, one)), None) => Some(one),
        (Some(_) | None, _) => None,
    }
}

fn stepped(state: &mut State, form: Form, key: DealKey, file: &DealFile) -> Vec<Effect> {
    let text = form.text("step");
    let mut all = steps(key, file).map(|(number, need)| ((number, need.what.as_str()), need.number));
    let meant = if text.is_empty() {
        all.next().map(|(_, need)| need)
    } else {
        named(text, all)
    };
    if let Some(need) = meant {
        return send(state, on_step(key, need));
    }
    let listed: Vec<String> = steps(key, file)
        .map(|(number, need)| format!("{number} {}", need.what))
        .collect();
    let words = format!("\"{text}\" is none of {}", listed.join(", "));
    back(state, form, "step", words)
}
