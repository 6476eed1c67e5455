//! Asks: `!`, to whom, the form with its draft, and what came of one.

use super::super::effect::{AskQuery, Effect, Query};
use super::super::fields;
use super::super::input::Input;
use super::super::overlay::asked::{AskAbout, AskFacts, AskForm, AskQuestion};
use super::super::overlay::{AskFor, Field, Form, FormFor, Overlay, PickFor, Picker, Reads, Understood};
use super::super::state::State;
use super::{client, events, forms, hand_off, problem, rows, say, writes};
use crate::app::action::AskLoaded;
use crate::domain::ask::budget::Budget;
use crate::domain::ask::command::{AskCommand, AskDraft, AskEdit};
use crate::domain::ask::event::Event;
use crate::domain::ask::template::Fields;
use crate::domain::ask::{Ask, AskEnd};
use crate::domain::clean;
use crate::domain::command::{AccountRef, Command};
use crate::domain::ids::{EventNo, ItemNo, OwnerNo};
use crate::domain::listing::Row;
use crate::domain::promise::Stated;
use crate::keys::Intent;

const WHY: &str = "why";
const GROUND: &str = "in common";
const RESULT: &str = "ideal result";
const EVENT: &str = "event";
const DRAFT: &str = "draft";

/// `!`: escalates where somebody has the row who can be passed over; else, or if the rep rather wants that, somebody is
/// asked.
pub(super) fn escalate_or_ask(state: &mut State) -> Vec<Effect> {
    let Ok(about) = about(state) else {
        return hand_off::escalate(state);
    };
    if !anybody(state) {
        return hand_off::escalate(state);
    }
    match (above(state), about.about) {
        (Some(name), Some(item)) => {
            let title = format!(
                "{} is with {name}: escalate, or ask?",
                rows::names(state, &[item])
            );
            question(state, title, AskQuestion::Escalate(Box::new(about), item))
        }
        (_, _) => pick(state, about),
    }
}

/// `!` on what belongs to a client and is no item.
pub(super) fn ask(state: &mut State) -> Vec<Effect> {
    match about(state) {
        Ok(about) if anybody(state) => pick(state, about),
        Ok(_) => {
            let key = state
                .key_of(Intent::GoOrchestra)
                .map_or_else(String::new, |key| format!(" ({key})"));
            problem(
                state,
                format!("nobody can be asked yet: say in Orchestra{key} who is an executive or marketing"),
            )
        }
        Err(words) => problem(state, words),
    }
}

/// Whether there is somebody who can be asked.
fn anybody(state: &State) -> bool {
    state.owners.iter().any(|card| card.owner.part.is_asked())
}

/// Who has the selected row, if their card names somebody to escalate to.
fn above(state: &State) -> Option<String> {
    let row = state.row().or_else(|| state.record_row()?.row.as_deref())?;
    let with = row.with.as_ref()?;
    state.owner(with.owner)?.owner.escalate_to?;
    Some(with.name.clone())
}

/// For whom something is asked: one client.
fn about(state: &State) -> Result<AskAbout, String> {
    if let Some(row) = state.record_row()
        && row.row.is_none()
    {
        let account = row
            .account
            .ok_or_else(|| "it is not known yet whose this is: name the client first".to_owned())?;
        return Ok(AskAbout {
            account,
            client: row.client.clone(),
            about: None,
        });
    }
    let items = rows::open_targets(state)?;
    let row = rows::only(state, &items)
        .ok_or_else(|| "something is asked for one client: clear the marks first (Esc)".to_owned())?;
    Ok(AskAbout {
        account: row.account,
        client: row.client.clone(),
        about: Some(row.item),
    })
}

fn question(state: &mut State, title: String, wanted: AskQuestion) -> Vec<Effect> {
    client::ask(state, title, wanted.choices(), AskFor::Asked(wanted))
}

/// To whom: executives and marketing, each with their asks of the month.
fn pick(state: &mut State, about: AskAbout) -> Vec<Effect> {
    let read = Effect::Read(Query::Ask(AskQuery::For(about.account, about.about)));
    let mut effects = hand_off::pick(
        state,
        PickFor::Ask {
            about: Box::new(about),
            facts: None,
        },
    );
    effects.push(read);
    effects
}

/// Somebody was picked: what is asked, and why.
pub(super) fn picked(
    state: &mut State,
    about: Box<AskAbout>,
    facts: Option<Box<AskFacts>>,
    to: OwnerNo,
) -> Vec<Effect> {
    let Some(card) = state.owner(to) else {
        return problem(state, "that owner is gone: pick another");
    };
    let facts = facts.unwrap_or_default();
    let budget = Budget::of(&card.owner, &card.load);
    let title = format!("Ask {} for {}", card.owner.name, about.client);
    let warning = budget.and_one().warning(&card.owner.name);
    let known = Known {
        words: [String::new(), String::new(), String::new()],
        event: "",
        events: &facts.events,
    };
    let mut list = ask_fields(&known);
    list.push(Field::holding(DRAFT, Reads::Prose, String::new()));
    let ear = facts.ear.clone();
    let wanted = AskForm::Make {
        about,
        to,
        facts,
        drafted: String::new(),
    };
    let mut form = Form::new(title, list, FormFor::Ask(wanted));
    forms::understand_all(state, &mut form);
    // What the template wrote is nothing that the rep would miss.
    if let Some(field) = form.fields.iter_mut().find(|field| field.label == DRAFT) {
        *field = Field::holding(DRAFT, Reads::Prose, field.input.value());
    }
    state.overlay = Some(Overlay::Form(form));
    match warning {
        Some(warning) => say(state, format!("with this one {warning}")),
        None => say(state, ear),
    }
}

/// What the fields of an ask hold, and the events there are.
struct Known<'a> {
    words: [String; 3],
    event: &'a str,
    events: &'a [Event],
}

fn ask_fields(known: &Known<'_>) -> Vec<Field> {
    let [why, ground, result] = &known.words;
    let mut event = field(EVENT, Reads::Event, known.event, "none");
    event.known = known.events.iter().map(|event| event.name.clone()).collect();
    if let Some(next) = known.events.first() {
        event.when_empty = format!("none; {} for example", next.name);
    }
    vec![
        field(
            RESULT,
            Reads::NeededText,
            result,
            "what is asked for, in one line",
        ),
        field(WHY, Reads::NeededProse, why, "why it is worth their time"),
        field(GROUND, Reads::Prose, ground, "what they and the client share"),
        event,
    ]
}

fn field(label: &'static str, reads: Reads, text: &str, when_empty: &str) -> Field {
    let mut field = Field::holding(label, reads, text);
    when_empty.clone_into(&mut field.when_empty);
    field
}

/// What an event's name means, and the draft that follows what is typed until the rep writes it anew.
pub(super) fn understand(state: &State, form: &mut Form) {
    let (events, making) = match &form.wanted {
        FormFor::Ask(AskForm::Make { facts, .. }) => (facts.events.clone(), true),
        FormFor::Ask(AskForm::Edit { events, .. }) => (events.clone(), false),
        FormFor::Ask(AskForm::End(..) | AskForm::Event(_) | AskForm::Invite { .. })
        | FormFor::Note(_)
        | FormFor::Tell(_)
        | FormFor::Acknowledge(_)
        | FormFor::FinishMinutes { .. }
        | FormFor::Edit(_)
        | FormFor::Owner(_)
        | FormFor::Account(_)
        | FormFor::Listen(_)
        | FormFor::Promise(_)
        | FormFor::Outcome(_)
        | FormFor::Deal(_)
        | FormFor::Away(_)
        | FormFor::CallWho
        | FormFor::CallRest => return,
    };
    let event = meant(&events, form.text(EVENT));
    if let Some(field) = form.fields.iter_mut().find(|field| field.label == EVENT) {
        field.understood = match &event {
            Ok(None) => Understood::Plain,
            Ok(Some(event)) => Understood::As(event.introduced()),
            Err(words) => Understood::Not(words.clone()),
        };
    }
    if making {
        redraft(state, form, event.ok().flatten());
    }
}

/// The event that a text means: the whole name, or the beginning of a word of only one; `None` for none.
fn meant<'a>(events: &'a [Event], text: &str) -> Result<Option<&'a Event>, String> {
    if text.is_empty() || fields::is_none(text) {
        return Ok(None);
    }
    let typed = clean::normalise_name(text);
    let name = |event: &Event| clean::normalise_name(&event.name);
    if let Some(event) = events.iter().find(|event| name(event) == typed) {
        return Ok(Some(event));
    }
    let begins = |event: &&Event| {
        let name = name(event);
        name.starts_with(&typed) || name.contains(&format!(" {typed}"))
    };
    let mut found = events.iter().filter(begins);
    match (found.next(), found.next()) {
        (Some(event), None) => Ok(Some(event)),
        (Some(_), Some(_)) => Err(format!(
            "\"{text}\" could be several events: write more of the name"
        )),
        (None, _) => Err(format!("no event that is to come is called \"{text}\"")),
    }
}

/// The template's draft of what is typed, where the rep has not written another.
fn redraft(state: &State, form: &mut Form, event: Option<&Event>) {
    let texts = [WHY, GROUND, RESULT].map(|label| form.text(label).to_owned());
    let stands = form.text(DRAFT).to_owned();
    let FormFor::Ask(AskForm::Make {
        about,
        to,
        facts,
        drafted,
    }) = &mut form.wanted
    else {
        return;
    };
    if stands != drafted.trim() {
        return;
    }
    let Some(card) = state.owner(*to) else { return };
    let introduced = event.map(Event::introduced).unwrap_or_default();
    let [why, ground, result] = &texts;
    *drafted = state.settings.asks.draft(
        card.owner.part,
        &Fields {
            to: &card.owner.name,
            client: &about.client,
            contact: facts.contact.as_deref().unwrap_or_default(),
            rep: &state.settings.rep,
            why,
            common_ground: ground,
            ideal_result: result,
            event: &introduced,
        },
    );
    let text = drafted.clone();
    if let Some(field) = form.fields.iter_mut().find(|field| field.label == DRAFT) {
        field.input = Input::new(text);
    }
}

/// An answer of the store about asks and events.
pub(super) fn loaded(state: &mut State, loaded: AskLoaded) -> Vec<Effect> {
    match loaded {
        AskLoaded::For { account, facts: read } => {
            if let Some(Overlay::Picker(Picker {
                wanted: PickFor::Ask { about, facts },
                ..
            })) = &mut state.overlay
                && about.account == account
            {
                *facts = Some(read);
            }
            Vec::new()
        }
        AskLoaded::Whole { item, ask, events } => match ask {
            Some(ask) if ask.state.is_open() => {
                edit_form(state, ask, events);
                Vec::new()
            }
            Some(_) => problem(state, format!("the ask {item} has ended: reopen it to change it")),
            None => problem(state, format!("{item} is no ask any more")),
        },
        AskLoaded::Events(files) => {
            events::loaded(state, files);
            Vec::new()
        }
        AskLoaded::Ear(ear) => {
            state.ear = Some(ear);
            Vec::new()
        }
    }
}

/// `E` on the row of an ask: it is read first.
pub(super) fn edit(row: &Row) -> Vec<Effect> {
    vec![Effect::Read(Query::Ask(AskQuery::Whole(row.item)))]
}

fn edit_form(state: &mut State, ask: Box<Ask>, events: Vec<Event>) {
    let words = [
        ask.words.why.clone(),
        ask.words.common_ground.clone(),
        ask.words.ideal_result.clone(),
    ];
    let event = ask.event.as_ref().map_or("", |(_, name)| name.as_str());
    let known = Known {
        words,
        event,
        events: &events,
    };
    let mut list = ask_fields(&known);
    list.push(field(
        DRAFT,
        Reads::Prose,
        &ask.words.draft,
        "as the template has it",
    ));
    let title = format!("Ask {} to {}", ask.item, ask.owner_name);
    let mut form = Form::new(title, list, FormFor::Ask(AskForm::Edit { ask, events }));
    forms::understand_all(state, &mut form);
    state.overlay = Some(Overlay::Form(form));
}

/// `e` on the row of an ask: what came of it.
pub(super) fn finish(state: &mut State, row: &Row) -> Vec<Effect> {
    let title = format!("What came of it? {}", rows::name(row));
    question(state, title, AskQuestion::End(row.item))
}

/// A question was answered.
pub(super) fn answered(state: &mut State, asked: AskQuestion, intent: Intent) -> Vec<Effect> {
    match asked {
        AskQuestion::Escalate(about, item) if intent == Intent::AskSomebody => {
            debug_assert_eq!(about.about, Some(item));
            pick(state, *about)
        }
        AskQuestion::Escalate(_, item) => writes::send(state, Command::Escalate { items: vec![item] }),
        AskQuestion::End(item) => {
            let end = match intent {
                Intent::AskGranted => AskEnd::Granted,
                Intent::AskDeclined => AskEnd::Declined,
                _dropped => AskEnd::Dropped,
            };
            let title = format!("{}: {}", rows::names(state, &[item]), end.words());
            let words = Field::new("what came of it", Reads::Prose, "nothing more to say");
            let form = Form::new(title, vec![words], FormFor::Ask(AskForm::End(item, end)));
            state.overlay = Some(Overlay::Form(form));
            Vec::new()
        }
    }
}

fn send(state: &mut State, command: AskCommand) -> Vec<Effect> {
    writes::send(state, Command::Ask(command))
}

/// Enter in a form about asks.
pub(super) fn accepted(state: &mut State, form: Form, wanted: AskForm) -> Vec<Effect> {
    match wanted {
        AskForm::Make {
            about,
            to,
            facts,
            drafted,
        } => {
            let (Some(why), Some(ideal_result)) =
                (Stated::prose(form.text(WHY)), Stated::new(form.text(RESULT)))
            else {
                return unsaved(state, form);
            };
            let draft = form.text(DRAFT);
            let draft = AskDraft {
                account: AccountRef::Number(about.account),
                about: about.about,
                to,
                why,
                common_ground: forms::prose(&form, GROUND),
                ideal_result,
                draft: (draft != drafted.trim()).then(|| draft.to_owned()),
                event: number(&facts.events, form.text(EVENT)),
                invites: Vec::new(),
            };
            send(state, AskCommand::Make(Box::new(draft)))
        }
        AskForm::Edit { ask, events } => edited(state, form, &ask, &events),
        AskForm::End(item, end) => {
            let words = forms::prose(&form, "what came of it");
            send(state, AskCommand::End { item, end, words })
        }
        AskForm::Event(event) => events::saved(state, &form, event),
        AskForm::Invite {
            event,
            account,
            by,
            state: coming,
        } => events::invited(state, &form, (event, account, by), coming),
    }
}

/// The form stays: something in it says nothing.
fn unsaved(state: &mut State, form: Form) -> Vec<Effect> {
    state.overlay = Some(Overlay::Form(form));
    problem(
        state,
        "something is missing: why it is worth their time, and the ideal result",
    )
}

fn number(events: &[Event], text: &str) -> Option<EventNo> {
    meant(events, text).ok().flatten().map(|event| event.number)
}

/// Saves what was changed of an ask, and only that.
fn edited(state: &mut State, form: Form, ask: &Ask, events: &[Event]) -> Vec<Effect> {
    let (Some(why), Some(ideal_result)) = (Stated::prose(form.text(WHY)), Stated::new(form.text(RESULT)))
    else {
        return unsaved(state, form);
    };
    let ground = forms::prose(&form, GROUND);
    let draft = forms::prose(&form, DRAFT);
    let event = number(events, form.text(EVENT));
    let edit = AskEdit {
        why: (why.as_str() != ask.words.why).then_some(why),
        common_ground: (ground != ask.words.common_ground).then_some(ground),
        ideal_result: (ideal_result.as_str() != ask.words.ideal_result).then_some(ideal_result),
        draft: (draft != ask.words.draft).then_some(draft),
        event: (event != ask.event.as_ref().map(|(event, _)| *event)).then_some(event),
        invites: Vec::new(),
    };
    if edit == AskEdit::default() {
        return say(state, "nothing was changed");
    }
    let (item, edit): (ItemNo, _) = (ask.item, Box::new(edit));
    send(state, AskCommand::Edit { item, edit })
}
