//! Promises: made with the proof of their basis, changed, ended, quoted.

use super::super::dates;
use super::super::effect::{BriefsOf, Effect, Query};
use super::super::fields;
use super::super::overlay::form::Understood;
use super::super::overlay::{
    AskFor, Field, Form, FormFor, Overlay, PromiseAsk, PromiseForm, PromiseTo, Reads,
};
use super::super::state::State;
use super::{client, forms, problem, rows, say, writes};
use crate::domain::clean;
use crate::domain::command::{AccountRef, Command};
use crate::domain::ids::ItemNo;
use crate::domain::listing::Row;
use crate::domain::promise::{
    Basis, ClientKnows, Promise, PromiseCommand, PromiseDraft, PromiseEdit, PromiseEnd, Proof, Stated,
};
use crate::domain::register::Record;
use crate::domain::stands_for::StandsFor;
use crate::keys::Intent;

const WHAT: &str = "what";
const TO: &str = "to whom";
const BY: &str = "by when";
const BASIS: &str = "basis";
const EXISTS: &str = "what exists";
const SEEN: &str = "seen working";
const OWNER: &str = "owner";
const OWNER_BY: &str = "owner's date";
const APPROVER: &str = "approver";
const WORTH: &str = "worth";
const KNOWS: &str = "client knows";

/// `p`: a promise to the client of the selected row. The basis comes first: it decides what has to be known.
pub(super) fn promise(state: &mut State) -> Vec<Effect> {
    match addressee(state) {
        Ok(to) => {
            let title = format!("On what basis? Promise to {}", to.client);
            ask(state, title, PromiseAsk::Basis(Box::new(to)))
        }
        Err(words) => problem(state, words),
    }
}

fn ask(state: &mut State, title: String, wanted: PromiseAsk) -> Vec<Effect> {
    let choices = wanted.choices().to_vec();
    client::ask(state, title, choices, AskFor::Promise(wanted))
}

/// The client of the selected row, and the row where the promise is about it.
fn addressee(state: &State) -> Result<PromiseTo, String> {
    if let Some(row) = state.record_row()
        && row.row.is_none()
    {
        let account = row
            .account
            .ok_or_else(|| "it is not known yet whose this is: name the client first".to_owned())?;
        return Ok(PromiseTo {
            account,
            client: row.client.clone(),
            contact: String::new(),
            about: None,
            owner: String::new(),
        });
    }
    let items = rows::targets(state)?;
    let row = rows::only(state, &items)
        .ok_or_else(|| "a promise is made to one client: clear the marks first (Esc)".to_owned())?;
    // A contact may be more than a name: `Ines Weber, IT lead`.
    let contact = state
        .detail_of_selected()
        .and_then(|detail| detail.item.contact.as_deref()?.split([',', '<']).next())
        .map(|name| name.trim().to_owned());
    let owner = row.with.as_ref().and_then(|with| state.owner(with.owner));
    Ok(PromiseTo {
        account: row.account,
        client: row.client.clone(),
        contact: contact.unwrap_or_default(),
        // A row that stands for something is not what a promise is about.
        about: row.stands_for.is_none().then_some(row.item),
        owner: owner.map_or_else(String::new, |card| card.owner.handle.clone()),
    })
}

/// A question was answered.
pub(super) fn answered(state: &mut State, asked: PromiseAsk, intent: Intent) -> Vec<Effect> {
    match asked {
        PromiseAsk::Basis(to) => match basis_of(intent) {
            Some(basis) => {
                make(state, to, basis);
                Vec::new()
            }
            None => Vec::new(),
        },
        PromiseAsk::End(item) => ended(state, item, intent),
    }
}

const fn basis_of(intent: Intent) -> Option<Basis> {
    match intent {
        Intent::BasisReal => Some(Basis::Real),
        Intent::BasisDated => Some(Basis::Dated),
        Intent::BasisSponsored => Some(Basis::Sponsored),
        _other => None,
    }
}

/// Opens the form of a new promise.
fn make(state: &mut State, to: Box<PromiseTo>, basis: Basis) {
    let mut fields = vec![
        Field::new(WHAT, Reads::NeededText, "what is promised"),
        holding(TO, Reads::Text, &to.contact, "nobody in particular"),
        Field::new(BY, Reads::NeededDate, "fri 12:00, 27 nov, in 2 weeks"),
    ];
    fields.extend(proof_fields(state, basis, None, &to.owner));
    let title = format!("{} promise to {}", adjective(basis), to.client);
    open(state, title, fields, PromiseForm::Make { to, basis });
}

const fn adjective(basis: Basis) -> &'static str {
    match basis {
        Basis::Real => "Real",
        Basis::Dated => "Dated",
        Basis::Sponsored => "Sponsored",
    }
}

fn open(state: &mut State, title: String, fields: Vec<Field>, wanted: PromiseForm) {
    let mut form = Form::new(title, fields, FormFor::Promise(wanted));
    forms::understand_all(state, &mut form);
    state.overlay = Some(Overlay::Form(form));
}

/// A field that holds a text, and says what belongs there when it is emptied.
fn holding(label: &'static str, reads: Reads, text: &str, when_empty: &str) -> Field {
    let mut field = Field::holding(label, reads, text);
    when_empty.clone_into(&mut field.when_empty);
    field
}

/// The fields that the proof of a basis takes, filled with what is known of it.
fn proof_fields(state: &State, basis: Basis, known: Option<&Proof>, owner: &str) -> Vec<Field> {
    match basis {
        Basis::Real => {
            let (exists, seen) = match known {
                Some(Proof::Real { exists, seen }) => (exists.as_str(), seen.as_str()),
                Some(Proof::Dated { .. } | Proof::Sponsored { .. }) | None => ("", ""),
            };
            vec![
                holding(EXISTS, Reads::NeededText, exists, "what is there today"),
                holding(SEEN, Reads::NeededText, seen, "where it was seen working"),
            ]
        }
        Basis::Dated => {
            let (owner, by) = match known {
                Some(Proof::Dated { owner, by, .. }) => {
                    let handle = state.owner(*owner).map(|card| card.owner.handle.clone());
                    (handle.unwrap_or_default(), Some(*by))
                }
                Some(Proof::Real { .. } | Proof::Sponsored { .. }) | None => (owner.to_owned(), None),
            };
            let date = by.map_or_else(
                || Field::new(OWNER_BY, Reads::NeededDate, "the date they gave"),
                |by| Field::new(OWNER_BY, Reads::Date, dates::say(state, by)),
            );
            vec![
                holding(OWNER, Reads::NeededOwner, &owner, "who here has it"),
                date,
            ]
        }
        Basis::Sponsored => {
            let (approver, worth, knows) = match known {
                Some(Proof::Sponsored { approver, worth, .. }) => {
                    let worth = worth.map(|worth| format!("{} {}", worth.currency.code(), worth.decimal()));
                    (approver.as_str(), worth.unwrap_or_default(), "yes")
                }
                Some(Proof::Real { .. } | Proof::Dated { .. }) | None => ("", String::new(), ""),
            };
            vec![
                holding(APPROVER, Reads::Approver, approver, "who approved it"),
                holding(WORTH, Reads::Money, &worth, "unknown"),
                holding(KNOWS, Reads::Yes, knows, "yes, once they know it is future work"),
            ]
        }
    }
}

/// What is understood of an approver depends on what the thing is worth.
pub(super) fn understand_approver(state: &State, form: &mut Form) {
    let worth = fields::money(state, form.text(WORTH)).ok();
    let owners: Vec<_> = state.owners.iter().map(|card| card.owner.clone()).collect();
    let authority = &state.settings.promises.authority;
    if let Some(field) = form
        .fields
        .iter_mut()
        .find(|field| field.reads == Reads::Approver && !field.text().is_empty())
    {
        let name = fields::approver(state, field.text());
        let words = authority.doubt(&name, worth, &owners).unwrap_or(name);
        field.understood = Understood::As(words);
    }
}

/// Enter in a form about a promise.
pub(super) fn accepted(state: &mut State, form: Form, wanted: PromiseForm) -> Vec<Effect> {
    match wanted {
        PromiseForm::Make { to, basis } => {
            let (Some(what), Some(due), Some(proof)) = (
                Stated::new(form.text(WHAT)),
                forms::date(state, &form, BY),
                proof(state, &form, basis, None),
            ) else {
                return unsaved(state, form);
            };
            let draft = PromiseDraft {
                account: AccountRef::Number(to.account),
                about: to.about,
                to_whom: forms::line(&form, TO, clean::NAME),
                what,
                due,
                proof,
            };
            writes::send(state, Command::Promise(PromiseCommand::Make(draft)))
        }
        PromiseForm::Edit { promise, basis } => edited(state, form, promise, basis),
        PromiseForm::Broken(item) => match Stated::prose(form.text("told")) {
            Some(told) => end(state, item, PromiseEnd::Broken { told }),
            None => unsaved(state, form),
        },
    }
}

/// The form stays: something in it says nothing.
fn unsaved(state: &mut State, form: Form) -> Vec<Effect> {
    state.overlay = Some(Overlay::Form(form));
    problem(
        state,
        "something is missing: fill in every field that has no value of its own",
    )
}

/// The proof that the fields give; a date left empty stays as it was.
fn proof(state: &State, form: &Form, basis: Basis, before: Option<&Proof>) -> Option<Proof> {
    let stated = |label| Stated::new(form.text(label));
    Some(match basis {
        Basis::Real => Proof::Real {
            exists: stated(EXISTS)?,
            seen: stated(SEEN)?,
        },
        Basis::Dated => {
            let owner = fields::owner(state, form.text(OWNER)).ok()?;
            let was = match before {
                Some(Proof::Dated { by, .. }) => Some(*by),
                Some(Proof::Real { .. } | Proof::Sponsored { .. }) | None => None,
            };
            Proof::Dated {
                owner: owner.number,
                owner_name: owner.name.clone(),
                by: forms::date(state, form, OWNER_BY).or(was)?,
            }
        }
        Basis::Sponsored => Proof::Sponsored {
            approver: Stated::new(&fields::approver(state, form.text(APPROVER)))?,
            worth: fields::money(state, form.text(WORTH)).ok(),
            knows: ClientKnows::said(fields::yes(form.text(KNOWS)).is_ok())?,
        },
    })
}

/// `E` on the row of a promise: it is read first.
pub(super) fn edit(row: &Row) -> Vec<Effect> {
    vec![Effect::Read(Query::Promise(row.item))]
}

/// A promise has been read to be changed.
pub(super) fn loaded(state: &mut State, item: ItemNo, promise: Option<Box<Promise>>) -> Vec<Effect> {
    let Some(promise) = promise else {
        return problem(state, format!("{item} is no promise any more"));
    };
    if promise.ended.is_some() {
        return problem(
            state,
            format!("the promise {item} has ended: reopen it to change it"),
        );
    }
    let basis = promise.proof.basis();
    let (what, to_whom) = (promise.what.clone(), promise.to_whom.clone());
    show_edit(state, promise, basis, (&what, &to_whom, ""));
    Vec::new()
}

/// The form of a promise that stands, with the proof of a basis.
fn show_edit(
    state: &mut State,
    promise: Box<Promise>,
    basis: Basis,
    (what, to_whom, by): (&str, &str, &str),
) {
    let mut due = Field::holding(BY, Reads::Date, by);
    due.when_empty = promise.date(state.now, &state.settings.calendar);
    let mut fields = vec![
        Field::holding(WHAT, Reads::NeededText, what),
        holding(TO, Reads::Text, to_whom, "nobody in particular"),
        due,
        Field::holding(BASIS, Reads::Basis, basis.as_str()),
    ];
    fields.extend(proof_fields(state, basis, Some(&promise.proof), ""));
    let title = format!("Promise {} to {}", promise.item, promise.client);
    open(state, title, fields, PromiseForm::Edit { promise, basis });
    if let Some(Overlay::Form(form)) = &mut state.overlay {
        form.focus = 2;
    }
}

/// Saves what was changed of a promise, and only that. Another basis asks for its own proof first.
fn edited(state: &mut State, form: Form, promise: Box<Promise>, asked: Basis) -> Vec<Effect> {
    let basis = fields::basis(form.text(BASIS)).unwrap_or(asked);
    if basis != asked {
        let typed = [WHAT, TO, BY].map(|label| form.text(label).to_owned());
        show_edit(state, promise, basis, (&typed[0], &typed[1], &typed[2]));
        if let Some(Overlay::Form(form)) = &mut state.overlay {
            form.focus = 4;
        }
        return say(
            state,
            format!("a {} promise: {}", basis.as_str(), basis.meaning()),
        );
    }
    let (Some(what), Some(proof)) = (
        Stated::new(form.text(WHAT)),
        proof(state, &form, basis, Some(&promise.proof)),
    ) else {
        return unsaved(state, form);
    };
    let to_whom = forms::line(&form, TO, clean::NAME);
    let edit = PromiseEdit {
        what: (what.as_str() != promise.what).then_some(what),
        to_whom: (to_whom != promise.to_whom).then_some(to_whom),
        due: forms::date(state, &form, BY).filter(|due| *due != promise.due_at),
        proof: (proof != promise.proof).then_some(proof),
    };
    if edit == PromiseEdit::default() {
        return say(state, "nothing was changed");
    }
    let item = promise.item;
    writes::send(state, Command::Promise(PromiseCommand::Edit { item, edit }))
}

/// `e` on the row of a promise: how it ended.
pub(super) fn finish(state: &mut State, row: &Row) -> Vec<Effect> {
    let title = format!("What became of the promise? {}", rows::name(row));
    ask(state, title, PromiseAsk::End(row.item))
}

fn ended(state: &mut State, item: ItemNo, intent: Intent) -> Vec<Effect> {
    match intent {
        Intent::PromiseKept => end(state, item, PromiseEnd::Kept { told: String::new() }),
        Intent::PromiseReleased => end(state, item, PromiseEnd::Released { words: String::new() }),
        Intent::PromiseBroken => {
            let title = format!(
                "Broken: what was the client told? {}",
                rows::names(state, &[item])
            );
            let told = Field::new("told", Reads::NeededProse, "what the client was told");
            open(state, title, vec![told], PromiseForm::Broken(item));
            Vec::new()
        }
        _other => Vec::new(),
    }
}

fn end(state: &mut State, item: ItemNo, end: PromiseEnd) -> Vec<Effect> {
    writes::send(state, Command::Promise(PromiseCommand::End { item, end }))
}

/// What can be quoted of the promise that the selected row stands for.
pub(super) fn quote(state: &mut State) -> Vec<Effect> {
    match quoted_item(state) {
        Ok(item) => vec![Effect::Read(Query::Briefs(BriefsOf::Quote(item)))],
        Err(words) => say(state, words),
    }
}

fn quoted_item(state: &State) -> Result<ItemNo, String> {
    if let Some(row) = state.record_row()
        && matches!(row.record, Record::Promise(_))
        && let Some(item) = row.item
    {
        return Ok(item);
    }
    let items = rows::targets(state)?;
    match rows::only(state, &items) {
        Some(row) if matches!(row.stands_for, Some(StandsFor::Promise(_))) => Ok(row.item),
        Some(row) => Err(format!(
            "{} stands for no promise: there is nothing to quote",
            rows::name(row)
        )),
        None => Err("one promise is quoted at a time: clear the marks first (Esc)".to_owned()),
    }
}
