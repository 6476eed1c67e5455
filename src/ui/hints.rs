//! The keys worth naming now: those that do something to what is selected, most useful first.

use crate::app::overlay::{CallStep, ClientOverlay, PickFor};
use crate::app::{Overlay, State, View};
use crate::domain::Time;
use crate::domain::item::{Cue, Kind};
use crate::domain::listing::Row;
use crate::domain::register::{Record, Register};
use crate::domain::stands_for::StandsFor;
use crate::keys::{Intent, Mode};

/// A key and what it does now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    /// As shown: `d`, `r a`.
    pub keys: String,
    /// A word or two.
    pub words: String,
    /// Where it stands among those that are shown, the least first: an action has the same place for every row.
    pub place: usize,
    /// As wide as it is where there is room, in cells: those after it then stay where they are from row to row.
    pub width: usize,
}

/// Actions that most rows answer to, in the order in which they stand.
const STEADY: [&[Intent]; 6] = [
    &[Intent::HandOff, Intent::Nudge, Intent::Reopen],
    &[Intent::PickOwner],
    &[Intent::Tell],
    &[Intent::LogCall],
    &[Intent::Finish],
    &[Intent::Snooze],
];

/// The hints of the moment, most useful first; the last one leads to everything else and is always shown.
#[must_use]
pub fn now(state: &State) -> Vec<Hint> {
    if !state.pending.is_empty() {
        return continuations(state);
    }
    let intents: Vec<Intent> = match state.mode() {
        Mode::List | Mode::Detail => items(state),
        Mode::Calls | Mode::Accounts | Mode::Promises | Mode::Outcomes | Mode::Pipeline => register(state),
        Mode::Orchestra if state.owners.is_empty() => vec![Intent::AddOwner, Intent::GoInbox],
        Mode::Orchestra => vec![
            Intent::CopyUntold,
            Intent::MarkOwnerTold,
            Intent::AddOwner,
            Intent::EditOwner,
            Intent::Events,
        ],
        Mode::Week => vec![
            Intent::PreviousWeek,
            Intent::NextWeek,
            Intent::ThisWeek,
            Intent::ExportMarkdown,
            Intent::ExportHtml,
            Intent::ExportCsv,
            Intent::ExportJson,
            Intent::CopyWeek,
        ],
        Mode::Text | Mode::CallNotes | Mode::Listen => filling_in(state),
        Mode::Card => vec![Intent::CopyCard, Intent::Down, Intent::Up, Intent::Cancel],
        Mode::Pick | Mode::Search => vec![Intent::Accept, Intent::Down, Intent::Up, Intent::Cancel],
        Mode::Help => vec![Intent::Down, Intent::Up, Intent::PageDown, Intent::Cancel],
        Mode::Snooze
        | Mode::Reason
        | Mode::Outcome
        | Mode::Next
        | Mode::Mood
        | Mode::Confirm
        | Mode::Basis
        | Mode::OutcomeEnd
        | Mode::Check
        | Mode::PromiseEnd
        | Mode::Spread
        | Mode::DealTurn
        | Mode::Credit
        | Mode::CloseTag
        | Mode::EscalateOrAsk
        | Mode::AskEnd => vec![Intent::Cancel],
        Mode::Events => events(state),
        Mode::Welcome => vec![Intent::Help],
    };
    let mut hints: Vec<Hint> = intents
        .into_iter()
        .filter_map(|intent| hint(state, intent))
        .collect();
    if state.overlay.is_none() {
        hints.extend(hint(state, Intent::Help));
    }
    hints
}

/// What can be done with the field typed into.
fn filling_in(state: &State) -> Vec<Intent> {
    let form = match &state.overlay {
        Some(Overlay::Form(form)) => Some(form),
        Some(Overlay::Call(call)) => match &call.step {
            CallStep::Who { form, .. } | CallStep::Rest { form, .. } => Some(form),
            CallStep::Outcome { .. } => None,
        },
        Some(Overlay::Welcome(welcome)) => welcome.form.as_ref(),
        Some(_) | None => None,
    };
    let fields = form.map_or(&[][..], |form| form.fields.as_slice());
    let prose = form
        .and_then(|form| form.fields.get(form.focus))
        .is_some_and(|field| field.reads.is_prose());
    let mut intents = vec![Intent::Accept];
    if fields.len() > 1 {
        intents.extend([Intent::NextField, Intent::SaveOnly]);
    }
    if prose {
        intents.push(Intent::NewLine);
    }
    intents.push(Intent::Cancel);
    intents
}

/// What may follow the keys pressed so far.
fn continuations(state: &State) -> Vec<Hint> {
    let follow = state.keymap.continuations(state.mode(), &state.pending);
    let named = |next: &crate::keys::Continuation| Hint {
        keys: next.key.short(false),
        words: next.intent.map_or("more", Intent::label).to_owned(),
        place: STEADY.len(),
        width: 0,
    };
    follow.iter().map(named).collect()
}

/// A hint, where a key is bound; an intent says more than its label where the row decides what it does.
fn hint(state: &State, intent: Intent) -> Option<Hint> {
    let words = match (intent, state.row()) {
        (Intent::HandOff, Some(row)) if !has_marks(state) => {
            let name = row.suggestion.as_ref().map(|suggestion| first(&suggestion.name));
            steady(&name.map_or_else(|| intent.label().to_owned(), |name| format!("hand to {name}")))
        }
        (Intent::Star, Some(row)) if row.urgent => "not urgent".to_owned(),
        (Intent::Finish, Some(row)) if is_promise(row) => "kept, broken".to_owned(),
        (Intent::Finish, Some(row)) if is_ask(row) => "what came of it".to_owned(),
        (Intent::Escalate, Some(row)) if row.with.is_none() => "ask".to_owned(),
        (Intent::Finish, Some(row)) if is_check(row) => "fine, problem".to_owned(),
        (Intent::Finish, Some(row)) if is_outcome(row) => "reached".to_owned(),
        (Intent::OwnerAcknowledged, Some(row)) => {
            let name = row.with.as_ref().map(|with| with.name.as_str());
            name.map_or_else(
                || "answer".to_owned(),
                |name| steady(&format!("{} answered", first(name))),
            )
        }
        (Intent::LogCall, _) if on_meeting(state) => "connected".to_owned(),
        (Intent::Dismiss, _) if on_meeting(state) => "no client call".to_owned(),
        (Intent::Listen, _) if on_meeting(state) => "later".to_owned(),
        (Intent::Open, _) if on_meeting(state) => "open".to_owned(),
        (Intent::NextItem, _) if state.register().is_some() => "next".to_owned(),
        (Intent::Open, _) if state.detail.open => "call".to_owned(),
        (Intent::Accept, _) => accept(state).to_owned(),
        (Intent::Cancel, _) => cancel(state).to_owned(),
        _ => intent.label().to_owned(),
    };
    let keys = state.key_of(intent)?;
    // The answer is a sequence: its first key stands for all four answers.
    let keys = if intent == Intent::OwnerAcknowledged {
        keys.chars().take(1).collect()
    } else {
        keys
    };
    let place = place(state, intent);
    // A key and a name, with a blank between them: what stands in this place for another row has one.
    let named = place == 0 && matches!(intent, Intent::HandOff | Intent::Nudge);
    let width = if named { 2 + NAMED } else { 0 };
    Some(Hint {
        keys,
        words,
        place,
        width,
    })
}

/// The place of an action in the line of keys: those of a row as they stand for every row, all others after them, as
/// they come.
fn place(state: &State, intent: Intent) -> usize {
    let steady = STEADY.iter().position(|alike| alike.contains(&intent));
    steady
        .filter(|_| state.mode() == Mode::List && !has_marks(state))
        .unwrap_or(STEADY.len())
}

/// The first of a person's names, as the row says it.
fn first(name: &str) -> &str {
    name.split_whitespace().next().unwrap_or(name)
}

/// Cells of words with a name in them: enough for most.
const NAMED: usize = 14;

/// Words with a name in them, as wide as most of them are, so that the hints after them keep their places.
fn steady(words: &str) -> String {
    crate::ui::text::padded(words, NAMED, "")
}

/// What Enter does on what lies on top.
fn accept(state: &State) -> &'static str {
    match &state.overlay {
        Some(Overlay::Form(form)) if matches!(form.mode(), Mode::Listen) => "save, hand off",
        Some(Overlay::Form(_)) => "save",
        Some(Overlay::Picker(picker)) => match picker.wanted {
            PickFor::Ask { .. } => "ask",
            PickFor::HandOff(_) | PickFor::Listen { .. } => "hand off",
        },
        Some(Overlay::Events(shown)) if shown.open.is_some() => "invited by",
        Some(Overlay::Events(_)) => "who is invited",
        Some(Overlay::Client(ClientOverlay::People(_))) => "open the card",
        Some(Overlay::Client(ClientOverlay::Pick(_) | ClientOverlay::Card(_))) => "this one",
        Some(Overlay::Palette(_)) => "do it",
        Some(Overlay::Dial(_)) => "dial",
        Some(Overlay::Next(_)) => "call them",
        Some(Overlay::Add(_)) => "add",
        Some(Overlay::Snooze(_)) => "snooze",
        Some(Overlay::Search(_)) => "keep",
        Some(Overlay::Call(call)) => match &call.step {
            CallStep::Who { .. } => "call",
            CallStep::Outcome { .. } | CallStep::Rest { .. } => "save",
        },
        Some(Overlay::Welcome(welcome)) => match &welcome.form {
            Some(form) if form.is_empty() && !welcome.entered.is_empty() => "save all",
            Some(_) | None => "keep card",
        },
        Some(Overlay::Ask(_) | Overlay::Help(_) | Overlay::Morning(_)) | None => "accept",
    }
}

/// What Esc does on what lies on top.
const fn cancel(state: &State) -> &'static str {
    match &state.overlay {
        Some(Overlay::Events(shown)) if shown.open.is_some() => "all events",
        Some(
            Overlay::Help(_)
            | Overlay::Morning(_)
            | Overlay::Client(ClientOverlay::Card(_))
            | Overlay::Events(_),
        ) => "close",
        // Those entered so far are saved, not lost.
        Some(Overlay::Welcome(welcome)) if !welcome.entered.is_empty() => "save the others",
        Some(_) | None => Intent::Cancel.label(),
    }
}

/// Whether rows are marked, and so are what an action is on.
fn has_marks(state: &State) -> bool {
    state.list().is_some_and(|list| !list.marks.is_empty())
}

/// What can be done with the selected row.
fn items(state: &State) -> Vec<Intent> {
    let Some(row) = state.row() else {
        return match state.view {
            View::Inbox => vec![Intent::AddItem, Intent::GoWaiting, Intent::GoWeek],
            View::Waiting
            | View::Later
            | View::Done
            | View::Found
            | View::Register(_)
            | View::Orchestra
            | View::Week => {
                vec![Intent::GoInbox, Intent::AddItem, Intent::Search]
            }
        };
    };
    // A row on its way to the disk answers to no action until it is there.
    if state.in_flight.contains_key(&row.item) && !has_marks(state) {
        return vec![Intent::AddItem, Intent::Search];
    }
    let mut intents = for_row(row, state.now);
    if has_marks(state) {
        intents.insert(0, Intent::Mark);
    }
    if state.detail.open {
        intents.insert(intents.len().min(2), Intent::Back);
        intents.push(Intent::NextItem);
    }
    intents
}

/// What can be done with the selected row of a register: with its item, where it stands on one, else with its client.
fn register(state: &State) -> Vec<Intent> {
    let Some(record) = state.record_row() else {
        let mut intents = vec![Intent::GoInbox, Intent::AddItem, Intent::Search];
        if state.view_mode() == Mode::Pipeline {
            intents.insert(0, Intent::AddDeal);
        }
        return intents;
    };
    let open = if state.detail.open {
        Intent::Back
    } else {
        Intent::Open
    };
    let open_deal =
        matches!(record.record, Record::Deal(_)) && record.row.as_ref().is_some_and(|row| row.end.is_none());
    if on_meeting(state) {
        return vec![
            open,
            Intent::LogCall,
            Intent::MeetingNoAnswer,
            Intent::Dismiss,
            Intent::Listen,
            Intent::BossCard,
            Intent::Search,
        ];
    }
    let mut intents = match &record.row {
        Some(_) if open_deal => vec![
            Intent::DealNeed,
            Intent::DealStage,
            Intent::DealMove,
            Intent::LogCall,
            Intent::DealWin,
            Intent::DealLose,
            Intent::DealStepDone,
            Intent::DealGive,
            Intent::DealGet,
            Intent::Edit,
        ],
        Some(row) if state.in_flight.contains_key(&row.item) => Vec::new(),
        Some(row) => for_row(row, state.now),
        None if record.account.is_some() && state.mode() == Mode::Accounts => vec![
            Intent::LogCall,
            Intent::BossCard,
            Intent::People,
            Intent::AddItem,
            Intent::Edit,
            Intent::MergeAccounts,
        ],
        None if record.account.is_some() => {
            vec![
                Intent::LogCall,
                Intent::Promise,
                Intent::AddItem,
                Intent::BossCard,
            ]
        }
        None => Vec::new(),
    };
    intents.insert(0, open);
    if state.detail.open {
        intents.insert(1, Intent::NextItem);
    }
    if state.view == View::Register(Register::Calls) && record.account.is_some() {
        // On the open card of somebody to call, the key that opened it begins the call.
        if state.detail.open && matches!(record.record, Record::Item(_)) {
            for intent in intents.iter_mut().filter(|intent| **intent == Intent::LogCall) {
                *intent = Intent::Open;
            }
        }
        let dials = (!state.settings.dialler.is_empty()).then_some(Intent::Dial);
        let at = intents.len().min(2);
        intents.splice(at..at, dials.into_iter().chain([Intent::NextUp]));
    }
    if !intents.contains(&Intent::Search) {
        intents.push(Intent::Search);
    }
    intents
}

/// Whether a call without a log is selected, whose keys say what it was.
fn on_meeting(state: &State) -> bool {
    state
        .record_row()
        .is_some_and(|row| matches!(row.record, Record::Meeting(_)))
}

fn is_promise(row: &Row) -> bool {
    matches!(row.stands_for, Some(StandsFor::Promise(_)))
}

fn is_ask(row: &Row) -> bool {
    matches!(row.stands_for, Some(StandsFor::Ask(_)))
}

/// What can be done with the events, or with who is invited to the one that is open.
fn events(state: &State) -> Vec<Intent> {
    let open = matches!(&state.overlay, Some(Overlay::Events(shown)) if shown.open.is_some());
    let mut intents = vec![Intent::Accept];
    if open {
        intents.extend([
            Intent::InvitationComing,
            Intent::InvitationDeclined,
            Intent::InvitationCame,
            Intent::InvitationStayedAway,
        ]);
    } else {
        intents.push(Intent::AddEvent);
    }
    intents.extend([Intent::InviteClient, Intent::EditEvent, Intent::Cancel]);
    intents
}

fn is_outcome(row: &Row) -> bool {
    matches!(row.stands_for, Some(StandsFor::Outcome(_)))
}

fn is_check(row: &Row) -> bool {
    matches!(row.stands_for, Some(StandsFor::Check(_)))
}

/// The actions of a row that stands for an outcome or a check: its own question first.
fn for_followed(row: &Row) -> Vec<Intent> {
    use Intent::{
        Finish, HandOff, LogCall, Note, Nudge, OwnerAcknowledged, PickOwner, Promise, Snooze, TakeReading,
        Tell,
    };
    let own = if is_outcome(row) {
        vec![TakeReading, Finish]
    } else {
        vec![Finish]
    };
    let rest = if row.with.is_some() {
        vec![Nudge, OwnerAcknowledged, Tell, LogCall, Snooze, PickOwner]
    } else {
        vec![LogCall, Tell, Snooze, Promise, HandOff, PickOwner, Note]
    };
    own.into_iter().chain(rest).collect()
}

/// The actions of a row, the next step of its life first.
fn for_row(row: &Row, now: Time) -> Vec<Intent> {
    use Intent::{
        CopyQuote, Dismiss, Edit, Escalate, Finish, HandOff, Keep, Listen, LogCall, Note, Nudge,
        OwnerAcknowledged, PickOwner, Promise, Reopen, Search, Snooze, Tell,
    };
    let done = row
        .wake
        .is_some_and(|(at, cue)| cue == Cue::OwnerDone && at <= now);
    if row.end.is_none() && (done || row.first_chair.is_some()) {
        return vec![
            Finish, Tell, LogCall, Snooze, Note, HandOff, PickOwner, Listen, Dismiss,
        ]
        .into_iter()
        .filter(|intent| *intent != Listen || row.kind == Kind::Support)
        .filter(|intent| *intent != HandOff || row.with.is_none())
        .collect();
    }
    if row.end.is_none() && is_promise(row) {
        return if row.with.is_some() {
            vec![
                Finish,
                Nudge,
                OwnerAcknowledged,
                Tell,
                LogCall,
                CopyQuote,
                Edit,
                PickOwner,
                Snooze,
            ]
        } else {
            vec![
                Finish, LogCall, Tell, CopyQuote, Edit, Snooze, HandOff, PickOwner, Note,
            ]
        };
    }
    if row.end.is_none() && (is_outcome(row) || is_check(row)) {
        return for_followed(row);
    }
    match (&row.end, &row.with, row.kind) {
        (Some(_), ..) => vec![Reopen, LogCall, Promise, Search],
        (None, Some(_), _) => vec![
            Nudge,
            PickOwner,
            Escalate,
            OwnerAcknowledged,
            Tell,
            LogCall,
            Finish,
            Snooze,
            Promise,
        ],
        (None, None, Kind::Support) => vec![
            HandOff, Listen, PickOwner, Tell, LogCall, Finish, Snooze, Promise, Keep, Dismiss,
        ],
        (None, None, Kind::Order) => vec![
            HandOff, PickOwner, Tell, LogCall, Finish, Snooze, Promise, Keep, Dismiss,
        ],
        (None, None, Kind::FollowUp) => vec![
            LogCall, Finish, Tell, Snooze, Promise, HandOff, PickOwner, Dismiss,
        ],
    }
}
