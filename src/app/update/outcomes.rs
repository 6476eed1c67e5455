//! Outcomes and checks: a reading taken, an outcome ended, a check answered.

use super::super::effect::{Effect, Query};
use super::super::fields;
use super::super::overlay::{
    Ask, AskFor, Field, Form, FormFor, OutcomeAsk, OutcomeForm, Overlay, Reads, Understood,
};
use super::super::scroll::Scroll;
use super::super::state::State;
use super::{forms, problem, rows, say, writes};
use crate::domain::clean;
use crate::domain::command::Command;
use crate::domain::ids::{ItemNo, ReadingNo};
use crate::domain::listing::Row;
use crate::domain::outcome::command::{CheckFound, OutcomeCommand, ReadingDraft};
use crate::domain::outcome::{OutcomeEnd, OutcomeFile, Reading, Value};
use crate::domain::stands_for::StandsFor;
use crate::domain::when;
use crate::keys::Intent;

const VALUE: &str = "value";
const WORDS: &str = "their words";
const SOURCE: &str = "source";
const AS_OF: &str = "as of";
const WHAT: &str = "what";
const WORTH: &str = "worth";
const CLOSES: &str = "closes";

fn ask(state: &mut State, title: String, wanted: OutcomeAsk) -> Vec<Effect> {
    state.overlay = Some(Overlay::Ask(Ask {
        title,
        choices: wanted.choices().to_vec(),
        scroll: Scroll::default(),
        wanted: AskFor::Outcome(wanted),
    }));
    Vec::new()
}

fn open(state: &mut State, title: String, fields: Vec<Field>, wanted: OutcomeForm) {
    let mut form = Form::new(title, fields, FormFor::Outcome(wanted));
    forms::understand_all(state, &mut form);
    state.overlay = Some(Overlay::Form(form));
}

/// `v`: a reading of the outcome that the selected row stands for. The outcome is read first: what a value means depends
/// on the one before.
pub(super) fn reading(state: &mut State) -> Vec<Effect> {
    let items = match rows::open_targets(state) {
        Ok(items) => items,
        Err(words) => return problem(state, words),
    };
    match rows::only(state, &items) {
        Some(row) if matches!(row.stands_for, Some(StandsFor::Outcome(_))) => {
            vec![Effect::Read(Query::Outcome(row.item))]
        }
        Some(row) => {
            let words = format!(
                "{} stands for no outcome: there is nothing to read",
                rows::name(row)
            );
            say(state, words)
        }
        None => problem(
            state,
            "one reading is taken at a time: clear the marks first (Esc)",
        ),
    }
}

/// An outcome has been read for a reading to be taken.
pub(super) fn loaded(state: &mut State, item: ItemNo, file: Option<Box<OutcomeFile>>) -> Vec<Effect> {
    let Some(file) = file else {
        return problem(state, format!("{item} is no outcome any more"));
    };
    if file.outcome.ended.is_some() {
        return problem(
            state,
            format!("the outcome {item} was {}: reopen it first", file.state()),
        );
    }
    let before = file.latest().map_or_else(
        || format!("from {} on", file.said(file.outcome.course.baseline())),
        |latest| format!("last {}", file.said(latest.value)),
    );
    let fields = vec![
        Field::new(VALUE, Reads::Value, before),
        Field::new(WORDS, Reads::Text, "what the client says, as the client says it"),
        Field::new(SOURCE, Reads::Text, "where it comes from"),
        Field::new(AS_OF, Reads::PastDay, "now"),
    ];
    let title = format!("Reading {}", crate::domain::outcome::words::named(&file.outcome));
    open(state, title, fields, OutcomeForm::Reading(file));
    Vec::new()
}

/// What a value means depends on the outcome that is read.
pub(super) fn understand(state: &State, form: &mut Form) {
    let FormFor::Outcome(OutcomeForm::Reading(file)) = &form.wanted else {
        return;
    };
    let at = when::past_moment(form.text(AS_OF), state.now, &state.settings.calendar);
    let meant = match Value::parse_in(form.text(VALUE), &file.outcome.unit) {
        _ if form.text(VALUE).is_empty() => Understood::Plain,
        None => Understood::Not(format!(
            "\"{}\" is no value; write for example 12, -0.5 or 1,250.75",
            form.text(VALUE)
        )),
        Some(value) => {
            let after = with(file, value, at.unwrap_or(state.now));
            Understood::As(after.fell_back_words().unwrap_or_else(|| {
                let percent = file.outcome.course.progress(value).percent();
                format!("{}, {percent}% of the way", file.said(value))
            }))
        }
    };
    if let Some(field) = form.fields.iter_mut().find(|field| field.reads == Reads::Value) {
        field.understood = meant;
    }
}

/// The outcome as it stands with one more reading.
fn with(file: &OutcomeFile, value: Value, at: crate::domain::Time) -> OutcomeFile {
    let mut after = file.clone();
    let place = after.readings.partition_point(|one| one.at <= at);
    let reading = Reading {
        number: ReadingNo(0),
        at,
        value,
        source: String::new(),
        words: String::new(),
    };
    after.readings.insert(place, reading);
    after
}

/// Enter in a form about an outcome or a check.
pub(super) fn accepted(state: &mut State, form: &Form, wanted: OutcomeForm) -> Vec<Effect> {
    match wanted {
        OutcomeForm::Reading(file) => read(state, form, &file),
        OutcomeForm::Problem(item) => {
            let what = forms::line(form, WHAT, clean::SUBJECT);
            check(state, item, CheckFound::Problem { what }, form)
        }
        OutcomeForm::Opportunity(item) => {
            let closes = forms::date(state, form, CLOSES);
            let Some(closes) = closes else {
                state.overlay = Some(Overlay::Form(form.clone()));
                return problem(state, "when the client is to sign is missing");
            };
            let found = CheckFound::Opportunity {
                name: forms::line(form, WHAT, clean::NAME),
                value: fields::money(state, form.text(WORTH)).ok(),
                close_on: state.settings.calendar.local(closes).date_naive(),
            };
            check(state, item, found, form)
        }
    }
}

fn check(state: &mut State, item: ItemNo, found: CheckFound, form: &Form) -> Vec<Effect> {
    let words = forms::line(form, WORDS, clean::WORDS);
    writes::send(
        state,
        Command::Outcome(OutcomeCommand::Check { item, found, words }),
    )
}

/// The reading is in. One that falls back, and one that meets the target, asks first what comes of it.
fn read(state: &mut State, form: &Form, file: &OutcomeFile) -> Vec<Effect> {
    let Some(value) = Value::parse_in(form.text(VALUE), &file.outcome.unit) else {
        state.overlay = Some(Overlay::Form(form.clone()));
        return problem(state, "the value is missing");
    };
    let at = when::past_moment(form.text(AS_OF), state.now, &state.settings.calendar);
    let draft = Box::new(ReadingDraft {
        item: file.outcome.item,
        value,
        at,
        source: forms::line(form, SOURCE, clean::NAME),
        words: forms::line(form, WORDS, clean::WORDS),
        problem: false,
        reached: false,
    });
    let moment = at.unwrap_or(state.now);
    let after = with(file, value, moment);
    let is_latest = file.latest().is_none_or(|latest| latest.at <= moment);
    let name = rows::names(state, &[file.outcome.item]);
    match after.fell_back_words() {
        Some(words) if is_latest => {
            let title = format!("{name} {words}. Make a support call of it?");
            ask(state, title, OutcomeAsk::FellBack(draft))
        }
        None if is_latest && after.is_met() => {
            let title = format!("{name}: the target is met. Close it?");
            ask(state, title, OutcomeAsk::Met(draft))
        }
        Some(_) | None => send_reading(state, *draft),
    }
}

fn send_reading(state: &mut State, draft: ReadingDraft) -> Vec<Effect> {
    writes::send(state, Command::Outcome(OutcomeCommand::Read(draft)))
}

/// `e` on the row of an outcome: a reading, or its end.
pub(super) fn finish(state: &mut State, row: &Row) -> Vec<Effect> {
    let title = format!("{}: how does it stand?", rows::name(row));
    ask(state, title, OutcomeAsk::Outcome(row.item))
}

/// `e` on the row of a check: how the client is.
pub(super) fn finish_check(state: &mut State, row: &Row) -> Vec<Effect> {
    let title = format!("{}: how are they?", rows::name(row));
    ask(state, title, OutcomeAsk::Check(row.item))
}

/// A question was answered.
pub(super) fn answered(state: &mut State, asked: OutcomeAsk, intent: Intent) -> Vec<Effect> {
    let end = |state: &mut State, item, end| {
        writes::send(state, Command::Outcome(OutcomeCommand::End { item, end }))
    };
    match (asked, intent) {
        (OutcomeAsk::Outcome(item), Intent::TakeReading) => vec![Effect::Read(Query::Outcome(item))],
        (OutcomeAsk::Outcome(item), Intent::OutcomeReached) => end(state, item, OutcomeEnd::Reached),
        (OutcomeAsk::Outcome(item), Intent::OutcomeGivenUp) => end(state, item, OutcomeEnd::GivenUp),
        (OutcomeAsk::Check(item), Intent::CheckFine) => {
            let command = OutcomeCommand::Check {
                item,
                found: CheckFound::Fine,
                words: String::new(),
            };
            writes::send(state, Command::Outcome(command))
        }
        (OutcomeAsk::Check(item), Intent::CheckProblem) => {
            let fields = vec![
                Field::new(WHAT, Reads::NeededText, "what is wrong, in one line"),
                Field::new(WORDS, Reads::Text, "what the client says, as the client says it"),
            ];
            let title = format!("A problem: {}", rows::names(state, &[item]));
            open(state, title, fields, OutcomeForm::Problem(item));
            Vec::new()
        }
        (OutcomeAsk::Check(item), Intent::CheckOpportunity) => {
            let fields = vec![
                Field::new(WHAT, Reads::NeededText, "what can be sold"),
                Field::new(
                    CLOSES,
                    Reads::NeededDate,
                    "when they are to sign: in 6 weeks, 18 dec",
                ),
                Field::new(WORTH, Reads::Money, "unknown"),
                Field::new(WORDS, Reads::Text, "what the client says, as the client says it"),
            ];
            let title = format!("An opportunity: {}", rows::names(state, &[item]));
            open(state, title, fields, OutcomeForm::Opportunity(item));
            Vec::new()
        }
        (OutcomeAsk::FellBack(mut draft), answer) => {
            draft.problem = answer == Intent::Yes;
            send_reading(state, *draft)
        }
        (OutcomeAsk::Met(mut draft), answer) => {
            draft.reached = answer == Intent::Yes;
            send_reading(state, *draft)
        }
        (OutcomeAsk::Outcome(_) | OutcomeAsk::Check(_), _) => Vec::new(),
    }
}
