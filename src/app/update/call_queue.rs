//! The call queue: Next! after a chase, the number that is dialled, and the one to call after a log is saved.

use super::super::effect::{Effect, Query, Question};
use super::super::overlay::next::{Dial, Next};
use super::super::overlay::{Overlay, Snooze, SnoozeFor, Understood};
use super::super::scroll::Scroll;
use super::super::state::{State, View};
use super::{lists, problem, say, views, writes};
use crate::domain::Time;
use crate::domain::calls::{CallCommand, MoveOn, NextUp, Number};
use crate::domain::command::{Command, Done};
use crate::domain::ids::{AccountNo, ItemNo};
use crate::domain::register::{Record, Register};
use crate::domain::when;
use crate::keys::Intent;

/// The choices when a chase is over, in the order shown.
const CHOICES: [Intent; 4] = [
    Intent::NextPerson,
    Intent::NextAccount,
    Intent::NextNote,
    Intent::NextRest,
];

/// The client of the selected row, with the item it stands on.
fn selected(state: &State) -> Option<(AccountNo, String, Option<ItemNo>)> {
    if let Some(row) = state.record_row() {
        return Some((row.account?, row.client.clone(), row.item));
    }
    let row = state.row()?;
    Some((row.account, row.client.clone(), Some(row.item)))
}

/// Whether the row selected in the call queue is somebody to call.
pub(super) fn is_on_a_callback(state: &State) -> bool {
    state.view == View::Register(Register::Calls)
        && state
            .record_row()
            .is_some_and(|row| matches!(row.record, Record::Item(_)))
}

/// `X`: Next!
pub(super) fn next(state: &mut State) -> Vec<Effect> {
    match selected(state) {
        Some((account, ..)) => vec![Effect::Ask(Question::NextUp(account))],
        None => problem(state, "no row is selected"),
    }
}

/// What there is to choose from has been read. It never covers what the rep is typing.
pub(super) fn found(state: &mut State, up: NextUp) -> Vec<Effect> {
    if state.overlay.is_none() {
        state.overlay = Some(Overlay::Next(Next {
            up,
            choices: CHOICES.to_vec(),
            picking: None,
            scroll: Scroll::default(),
        }));
    }
    Vec::new()
}

/// A key in Next!
pub(super) fn chosen(state: &mut State, mut next: Next, intent: Intent) -> Vec<Effect> {
    let account = next.up.account;
    match (intent, next.picking) {
        (Intent::Accept, Some(at)) => {
            if let Some(callee) = next.up.people.get(at) {
                return move_on(state, account, MoveOn::Person(callee.person));
            }
        }
        (Intent::NextPerson, None) => match next.up.people.as_slice() {
            [] => {
                let words = format!("nobody else is known at {}", next.up.client);
                state.overlay = Some(Overlay::Next(next));
                return say(state, words);
            }
            [one] => return move_on(state, account, MoveOn::Person(one.person)),
            [_, _, ..] => next.picking = Some(0),
        },
        (Intent::NextAccount, None) => {
            if let Some((other, ..)) = next.up.ready {
                return move_on(state, account, MoveOn::Account(other));
            }
            state.overlay = Some(Overlay::Next(next));
            return say(
                state,
                "no other client has anything open: nobody is in need of a call",
            );
        }
        (Intent::NextNote, None) => return move_on(state, account, MoveOn::Note(next.up.note)),
        (Intent::NextRest, None) => {
            let (now, calendar) = (state.now, &state.settings.calendar);
            state.overlay = Some(Overlay::Snooze(Snooze {
                title: format!("Let {} rest until", next.up.client),
                choices: vec![
                    (Intent::SnoozeNextMorning, calendar.next_morning(now)),
                    (Intent::SnoozeNextWeek, when::next_week(now, calendar)),
                    (Intent::SnoozeMonth, when::in_a_month(now, calendar)),
                ],
                input: None,
                understood: Understood::Plain,
                scroll: Scroll::default(),
                wanted: SnoozeFor::Rest(account),
            }));
            return Vec::new();
        }
        (_, _) => {}
    }
    state.overlay = Some(Overlay::Next(next));
    Vec::new()
}

fn move_on(state: &mut State, account: AccountNo, to: MoveOn) -> Vec<Effect> {
    writes::send(state, Command::Call(CallCommand::MoveOn { account, to }))
}

/// A chase was moved on from: the last note goes to the clipboard, and the client to call instead is shown.
pub(super) fn moved_on(
    state: &mut State,
    to: &MoveOn,
    draft: Option<String>,
    made: Option<ItemNo>,
) -> Vec<Effect> {
    match to {
        MoveOn::Note(_) => draft.map_or_else(Vec::new, |text| {
            let what = "the last note".to_owned();
            vec![Effect::CopyText { text, what }]
        }),
        MoveOn::Account(_) | MoveOn::Person(_) => {
            if let Some(made) = made {
                let open = state.view == View::Register(Register::Calls) && state.detail.open;
                let effects = views::go(state, View::Register(Register::Calls));
                state.detail.open = open;
                if let Some(list) = state.register_mut() {
                    list.selected = Some(Record::Item(made));
                }
                return [effects, lists::refresh_rows(state, Some(made))].concat();
            }
            Vec::new()
        }
        MoveOn::Rest(_) => Vec::new(),
    }
}

/// What the call queue shows once a command is safe on disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Queued {
    /// The command or the view has nothing to do with the queue.
    Elsewhere,
    /// This callback is the next one.
    Next(ItemNo),
    /// Nobody else is due.
    Nobody,
}

/// In Calls, a saved log brings the next one to call: the next that is due below this one, else the first. After a last
/// try Next! comes first, and then the next one.
pub(super) fn after_command(state: &State, command: &Command, done: &Done) -> Queued {
    let item = if let Command::LogCall(call) = command {
        call.item.filter(|_| done.over.is_none())
    } else if let Command::Call(CallCommand::MoveOn {
        to: MoveOn::Note(_) | MoveOn::Rest(_),
        ..
    }) = command
    {
        done.items.first().copied()
    } else {
        None
    };
    let (Some(item), Some(list)) = (
        item,
        state
            .register()
            .filter(|_| state.view == View::Register(Register::Calls)),
    ) else {
        return Queued::Elsewhere;
    };
    let rows = &list.window.rows;
    let due = |at: usize| -> Option<ItemNo> {
        let row = rows.get(at)?;
        let (wake, _) = row.row.as_ref()?.wake?;
        row.record
            .item()
            .filter(|other| *other != item && wake <= state.now)
    };
    let here = rows.iter().position(|row| row.item == Some(item)).unwrap_or(0);
    let next = (here..rows.len()).chain(0..here).find_map(due);
    next.map_or(Queued::Nobody, Queued::Next)
}

/// `O`: the number of the selected client.
pub(super) fn dial(state: &mut State) -> Vec<Effect> {
    if state.settings.dialler.is_empty() {
        return say(
            state,
            "no program dials yet: name one in the config, as in [dialler] command = [\"xdg-open\", \"tel:{number}\"]",
        );
    }
    match selected(state) {
        Some((account, _, item)) => vec![Effect::Read(Query::Phones(account, item))],
        None => problem(state, "no row is selected"),
    }
}

/// The numbers have been read: the only one is dialled, of several the rep picks one.
pub(super) fn numbers(state: &mut State, account: AccountNo, numbers: Vec<Number>) -> Vec<Effect> {
    let Some((_, client, _)) = selected(state).filter(|(selected, ..)| *selected == account) else {
        return Vec::new();
    };
    match numbers.as_slice() {
        [] => say(
            state,
            format!("no telephone number is noted for {client}: add one on the account or a person there"),
        ),
        [one] => {
            let one = one.clone();
            dial_number(state, &one)
        }
        [_, _, ..] => {
            state.overlay = Some(Overlay::Dial(Dial {
                client,
                numbers,
                at: 0,
            }));
            Vec::new()
        }
    }
}

/// Enter on one of several numbers.
pub(super) fn dial_picked(state: &mut State, dial: &Dial) -> Vec<Effect> {
    match dial.numbers.get(dial.at) {
        Some(number) => dial_number(state, number),
        None => Vec::new(),
    }
}

fn dial_number(state: &mut State, number: &Number) -> Vec<Effect> {
    let words = format!("dialling {} ({})", number.shown, number.whose);
    say(state, words);
    vec![Effect::Dial {
        number: number.dialled.clone(),
    }]
}

/// Until when the client is left to rest has been chosen.
pub(super) fn rest_until(state: &mut State, account: AccountNo, until: Time) -> Vec<Effect> {
    move_on(state, account, MoveOn::Rest(until))
}
