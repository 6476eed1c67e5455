//! Accounts and people on the screen: the boss card, who is who, cards to fill in, and merging.

use super::super::effect::{AccountQuery, Effect, Query, Question};
use super::super::fields;
use super::super::input::Input;
use super::super::overlay::client::{BossCard, ClientFor, ClientOverlay, ClientPick, People};
use super::super::overlay::{AccountForm, Ask, AskFor, CallStep, Field, Form, FormFor, Overlay, Reads};
use super::super::scroll::Scroll;
use super::super::state::State;
use super::{diary, events, forms, moves, orchestra, problem, say, writes};
use crate::app::action::AccountLoaded;
use crate::domain::account::{
    self, Account, AccountCommand, AccountDraft, AccountEdit, ListEdit, Person, PersonDraft, PersonEdit,
};
use crate::domain::ask::event::Coming;
use crate::domain::clean;
use crate::domain::command::{AccountRef, Command};
use crate::domain::ids::{AccountNo, MeetingNo};
use crate::domain::register::{AccountSplit, Record, Shows, Split};
use crate::domain::settings::CallOutcome;
use crate::keys::Intent;

/// The client of what is selected: the account and its name.
fn selected(state: &State) -> Option<(AccountNo, String)> {
    if let Some(row) = state.record_row() {
        return Some((row.account?, row.client.clone()));
    }
    let row = state.row()?;
    Some((row.account, row.client.clone()))
}

fn nobody(state: &mut State) -> Vec<Effect> {
    problem(state, "no client is selected: select a row of theirs first")
}

/// `B`: the boss card of the client of what is selected. Where nothing of a client is, it is asked whose.
pub(super) fn card(state: &mut State) -> Vec<Effect> {
    match selected(state) {
        Some((account, client)) => card_of(state, account, client),
        None => pick(state, "Whose card?".to_owned(), ClientFor::Card, String::new()),
    }
}

fn card_of(state: &mut State, account: AccountNo, client: String) -> Vec<Effect> {
    state.overlay = Some(Overlay::Client(ClientOverlay::Card(BossCard {
        account,
        client,
        card: None,
        scroll: Scroll::default(),
    })));
    vec![Effect::Read(Query::Account(AccountQuery::Card(account)))]
}

/// Asks with whom a meeting was.
pub(super) fn pick_for_meeting(state: &mut State, meeting: MeetingNo, outcome: CallOutcome) -> Vec<Effect> {
    let wanted = ClientFor::Meeting(meeting, outcome);
    pick(state, "With whom was it?".to_owned(), wanted, String::new())
}

/// Asks for a client; `typed` is what is typed for the rep.
fn pick(state: &mut State, title: String, wanted: ClientFor, typed: String) -> Vec<Effect> {
    state.overlay = Some(Overlay::Client(ClientOverlay::Pick(ClientPick {
        title,
        input: Input::new(typed.clone()),
        found: Vec::new(),
        at: 0,
        wanted,
    })));
    vec![Effect::Ask(Question::Clients(typed))]
}

/// `P`: the people of the client of what is selected.
pub(super) fn people(state: &mut State) -> Vec<Effect> {
    let Some((account, client)) = selected(state) else {
        return nobody(state);
    };
    state.overlay = Some(Overlay::Client(ClientOverlay::People(People {
        account,
        client,
        input: Input::default(),
        people: None,
        found: Vec::new(),
        at: 0,
    })));
    vec![Effect::Read(Query::Account(AccountQuery::People(
        AccountRef::Number(account),
    )))]
}

/// An answer about an account.
pub(super) fn loaded(state: &mut State, loaded: AccountLoaded) -> Vec<Effect> {
    match loaded {
        AccountLoaded::Card { account, card } => card_loaded(state, account, card),
        AccountLoaded::People { asked, people } => people_loaded(state, &asked, people),
        AccountLoaded::Whole(Some(account)) => {
            state.overlay = Some(Overlay::Form(account_form(Some(&account))));
            Vec::new()
        }
        AccountLoaded::Whole(None) => problem(state, "that account is gone: another program took it back"),
        AccountLoaded::Found { typed, accounts } => {
            if let Some(Overlay::Client(ClientOverlay::Pick(pick))) = &mut state.overlay
                && pick.input.value() == typed
            {
                let other = match &pick.wanted {
                    ClientFor::Merge(from, _) => Some(*from),
                    ClientFor::Card | ClientFor::Invite(_) | ClientFor::Meeting(..) => None,
                };
                pick.found = accounts;
                pick.found.retain(|(number, _)| Some(*number) != other);
                pick.at = pick.at.min(pick.found.len().saturating_sub(1));
            }
            Vec::new()
        }
    }
}

fn card_loaded(
    state: &mut State,
    account: AccountNo,
    card: Option<Box<crate::domain::card::Card>>,
) -> Vec<Effect> {
    let Some(Overlay::Client(ClientOverlay::Card(shown))) = &mut state.overlay else {
        return Vec::new();
    };
    if shown.account != account {
        return Vec::new();
    }
    if card.is_none() {
        state.overlay = None;
        return problem(state, "that account is gone: another program took it back");
    }
    shown.card = card;
    Vec::new()
}

/// Who is there: for the list of people, or for whom a call was with.
fn people_loaded(state: &mut State, asked: &AccountRef, people: Vec<Person>) -> Vec<Effect> {
    match &mut state.overlay {
        Some(Overlay::Client(ClientOverlay::People(shown)))
            if *asked == AccountRef::Number(shown.account) =>
        {
            shown.people = Some(people);
            match_people(shown);
        }
        Some(Overlay::Call(call)) => {
            let there: Vec<String> = people
                .into_iter()
                .filter(|person| !person.gone)
                .map(|person| person.name)
                .collect();
            if let CallStep::Rest { form, .. } = &mut call.step
                && let Some(with) = form.fields.iter_mut().find(|field| field.label == "with")
                && !there.is_empty()
            {
                with.when_empty = there.join(", ");
                with.known = there;
            }
        }
        Some(_) | None => {}
    }
    Vec::new()
}

/// Finds who matches what was typed.
fn match_people(shown: &mut People) {
    let people = shown.people.as_deref().unwrap_or_default();
    let typed = shown.input.value();
    shown.found = if typed.trim().is_empty() {
        (0..people.len()).collect()
    } else {
        let texts: Vec<String> = people.iter().map(Person::introduced).collect();
        orchestra::ranked(typed, &texts)
    };
    shown.at = 0;
}

/// The text has changed.
pub(super) fn typed(overlay: &mut ClientOverlay) -> Vec<Effect> {
    match overlay {
        ClientOverlay::People(people) => {
            match_people(people);
            Vec::new()
        }
        ClientOverlay::Pick(pick) => vec![Effect::Ask(Question::Clients(pick.input.value().to_owned()))],
        ClientOverlay::Card(_) => Vec::new(),
    }
}

/// The text typed into, if there is one.
pub(super) const fn input(overlay: &mut ClientOverlay) -> Option<&mut Input> {
    match overlay {
        ClientOverlay::People(people) => Some(&mut people.input),
        ClientOverlay::Pick(pick) => Some(&mut pick.input),
        ClientOverlay::Card(_) => None,
    }
}

/// Moves what the keys move.
pub(super) fn moved(overlay: &mut ClientOverlay, step: moves::Move) {
    match overlay {
        ClientOverlay::Card(card) => step.scroll(&mut card.scroll),
        ClientOverlay::People(people) => people.at = step.end(people.at, people.found.len() + 1),
        ClientOverlay::Pick(pick) => pick.at = step.end(pick.at, pick.found.len()),
    }
}

/// A click on a line; `true` when that line is to be taken.
pub(super) const fn clicked(overlay: &mut ClientOverlay, line: usize) -> bool {
    match overlay {
        ClientOverlay::People(people) if line <= people.found.len() => people.at = line,
        ClientOverlay::Pick(pick) if line < pick.found.len() => pick.at = line,
        ClientOverlay::Card(_) | ClientOverlay::People(_) | ClientOverlay::Pick(_) => return false,
    }
    true
}

/// A key on what lies on top about a client.
pub(super) fn asked(state: &mut State, overlay: ClientOverlay, intent: Intent) -> Vec<Effect> {
    match overlay {
        ClientOverlay::Card(card) if intent == Intent::CopyCard => {
            let Some(text) = card.card.as_ref().map(|card| card.text()) else {
                state.overlay = Some(Overlay::Client(ClientOverlay::Card(card)));
                return Vec::new();
            };
            let what = format!("the card of {}", card.client);
            state.overlay = Some(Overlay::Client(ClientOverlay::Card(card)));
            vec![Effect::CopyText { text, what }]
        }
        ClientOverlay::People(people) if intent == Intent::Accept => person_picked(state, &people),
        ClientOverlay::Pick(pick) if intent == Intent::Accept => client_picked(state, pick),
        kept @ (ClientOverlay::Card(_) | ClientOverlay::People(_) | ClientOverlay::Pick(_)) => {
            state.overlay = Some(Overlay::Client(kept));
            Vec::new()
        }
    }
}

fn person_picked(state: &mut State, shown: &People) -> Vec<Effect> {
    let person = shown
        .found
        .get(shown.at)
        .and_then(|at| shown.people.as_ref()?.get(*at));
    let form = match person {
        Some(person) => person_form(Some(person), person.account, &shown.client, ""),
        None => person_form(None, shown.account, &shown.client, shown.input.value().trim()),
    };
    state.overlay = Some(Overlay::Form(form));
    Vec::new()
}

fn client_picked(state: &mut State, pick: ClientPick) -> Vec<Effect> {
    let Some((account, client)) = pick.found.get(pick.at).cloned() else {
        state.overlay = Some(Overlay::Client(ClientOverlay::Pick(pick)));
        return say(state, "no client by that: type less, or Esc");
    };
    match pick.wanted {
        ClientFor::Card => card_of(state, account, client),
        ClientFor::Invite(event) => {
            events::invite(state, (event, account, None), &client, Coming::Invited);
            Vec::new()
        }
        ClientFor::Meeting(meeting, outcome) => diary::with(state, meeting, outcome, account),
        ClientFor::Merge(from, name) => {
            state.overlay = Some(Overlay::Ask(Ask {
                title: format!("Make {name} part of {client}? All that is {name}'s goes along"),
                choices: vec![Intent::Yes, Intent::No],
                scroll: Scroll::default(),
                wanted: AskFor::Merge { from, into: account },
            }));
            Vec::new()
        }
    }
}

/// Two accounts become one, or stay two.
pub(super) fn merged(state: &mut State, from: AccountNo, into: AccountNo, yes: bool) -> Vec<Effect> {
    if yes {
        writes::send(state, Command::Account(AccountCommand::Merge { from, into }))
    } else {
        say(state, "both accounts stay")
    }
}

/// `M`: one account becomes part of another, which is asked for.
pub(super) fn merge(state: &mut State) -> Vec<Effect> {
    let Some((account, client)) = selected(state) else {
        return nobody(state);
    };
    let title = format!("Make {client} part of");
    let likest = likest(state).unwrap_or_default();
    pick(state, title, ClientFor::Merge(account, client), likest)
}

/// The account that the selected one may be, where that is what is listed.
fn likest(state: &State) -> Option<String> {
    let duplicates = Split::Accounts(AccountSplit::Duplicates);
    if state.register()?.scope.split != duplicates {
        return None;
    }
    match &state.record_row()?.cells.first()?.shows {
        Shows::Text(name) => Some(name.clone()),
        Shows::Due(_)
        | Shows::At(_)
        | Shows::Since(_)
        | Shows::Day(_)
        | Shows::Money(_)
        | Shows::Bar(_)
        | Shows::Spark(_) => None,
    }
}

/// `E` on an account: its card.
pub(super) fn edit(state: &State) -> Option<Vec<Effect>> {
    match state.record_row()?.record {
        Record::Account(account) => Some(vec![Effect::Read(Query::Account(AccountQuery::Whole(account)))]),
        Record::Item(_)
        | Record::Call(_)
        | Record::Meeting(_)
        | Record::Promise(_)
        | Record::Outcome(_)
        | Record::Check(_)
        | Record::Deal(_) => None,
    }
}

/// `A`: a new account.
pub(super) fn add(state: &mut State) -> Vec<Effect> {
    state.overlay = Some(Overlay::Form(account_form(None)));
    Vec::new()
}

/// A field that holds a text and says what an empty one means.
fn field(label: &'static str, reads: Reads, text: String, when_empty: &str) -> Field {
    let mut field = Field::holding(label, reads, text);
    when_empty.clone_into(&mut field.when_empty);
    field
}

fn account_form(account: Option<&Account>) -> Form {
    let text = |get: fn(&Account) -> String| account.map_or_else(String::new, get);
    let fields = vec![
        field("name", Reads::NeededText, text(|a| a.name.clone()), ""),
        field(
            "domain",
            Reads::Domain,
            text(|a| a.domain.clone()),
            "what stands after the @",
        ),
        field("tags", Reads::Text, text(|a| a.tags.join(" ")), "vip export, …"),
        field(
            "phones",
            Reads::Phones,
            text(|a| a.phones.join(", ")),
            "of the house",
        ),
        field(
            "e-mails",
            Reads::Emails,
            text(|a| a.emails.join(", ")),
            "of the house",
        ),
    ];
    let title = account.map_or_else(
        || "New account".to_owned(),
        |account| format!("Account: {}", account.name),
    );
    let wanted = AccountForm::Account(account.cloned().map(Box::new));
    Form::new(title, fields, FormFor::Account(wanted))
}

fn person_form(person: Option<&Person>, account: AccountNo, client: &str, name: &str) -> Form {
    let text = |get: fn(&Person) -> String| person.map_or_else(String::new, get);
    let yes = |yes: bool| if yes { "yes".to_owned() } else { String::new() };
    let name = person.map_or_else(|| name.to_owned(), |person| person.name.clone());
    let mut fields = vec![
        field("name", Reads::NeededText, name, ""),
        field("role", Reads::Text, text(|p| p.role.clone()), "IT lead, buyer, …"),
        field(
            "champion",
            Reads::YesNo,
            yes(person.is_some_and(|person| person.champion)),
            "no; yes when they speak for you",
        ),
        field("phones", Reads::Phones, text(|p| p.phones.join(", ")), ""),
        field("e-mails", Reads::Emails, text(|p| p.emails.join(", ")), ""),
        field(
            "words",
            Reads::Prose,
            text(|p| p.words.clone()),
            "what else is worth knowing",
        ),
    ];
    if let Some(person) = person {
        fields.push(field(
            "gone",
            Reads::YesNo,
            yes(person.gone),
            "no; yes when they have left",
        ));
    }
    let title = person.map_or_else(
        || format!("Somebody new at {client}"),
        |person| format!("{} of {client}", person.name),
    );
    let wanted = person.map_or(AccountForm::NewPerson(account), |person| {
        AccountForm::Person(Box::new(person.clone()))
    });
    Form::new(title, fields, FormFor::Account(wanted))
}

/// Enter on an account's or somebody's card: only what was changed is saved.
pub(super) fn saved(state: &mut State, form: &Form, wanted: AccountForm) -> Vec<Effect> {
    let line = |label| forms::line(form, label, clean::NAME);
    let several = |label| account::several(form.text(label));
    // What stands is what the field holds: an emptied list is empty.
    let changed = |label: &str, before: &[String]| {
        let now = account::several(form.text(label));
        if now == before {
            ListEdit::default()
        } else {
            ListEdit::all(now)
        }
    };
    let words = forms::prose(form, "words");
    let is_yes = |label| fields::yes_no(form.text(label)).unwrap_or(false);
    let differs = |now: String, before: &str| (now != before).then_some(now);
    let command = match wanted {
        AccountForm::Account(None) => AccountCommand::Add(AccountDraft {
            name: line("name"),
            domain: line("domain"),
            tags: account::tags(form.text("tags")),
            phones: several("phones"),
            emails: several("e-mails"),
        }),
        AccountForm::Account(Some(before)) => {
            let tags = account::tags(form.text("tags"));
            let edit = AccountEdit {
                name: differs(line("name"), &before.name),
                domain: differs(line("domain"), &before.domain),
                tags: if tags == before.tags {
                    ListEdit::default()
                } else {
                    ListEdit::all(tags)
                },
                phones: changed("phones", &before.phones),
                emails: changed("e-mails", &before.emails),
            };
            if edit == AccountEdit::default() {
                return say(state, "nothing was changed");
            }
            AccountCommand::Edit {
                account: before.number,
                edit: Box::new(edit),
            }
        }
        AccountForm::NewPerson(account) => AccountCommand::AddPerson {
            account: AccountRef::Number(account),
            person: PersonDraft {
                name: line("name"),
                role: line("role"),
                champion: is_yes("champion"),
                phones: several("phones"),
                emails: several("e-mails"),
                words,
            },
        },
        AccountForm::Person(before) => {
            let either = |now: bool, before: bool| (now != before).then_some(now);
            let edit = PersonEdit {
                account: None,
                name: differs(line("name"), &before.name),
                role: differs(line("role"), &before.role),
                champion: either(is_yes("champion"), before.champion),
                gone: either(is_yes("gone"), before.gone),
                phones: changed("phones", &before.phones),
                emails: changed("e-mails", &before.emails),
                words: differs(words, &before.words),
            };
            if edit == PersonEdit::default() {
                return say(state, "nothing was changed");
            }
            AccountCommand::EditPerson {
                person: before.number,
                edit: Box::new(edit),
            }
        }
    };
    writes::send(state, Command::Account(command))
}
