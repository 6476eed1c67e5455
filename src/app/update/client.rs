//! What the client hears, and the end of a row: told, finish, first chair, snooze, dismiss, reopen, listen.

use super::super::dates;
use super::super::effect::Effect;
use super::super::input::Input;
use super::super::overlay::{
    Ask, AskFor, Field, Form, FormFor, Overlay, PickFor, Reads, Snooze, SnoozeFor, Understood,
};
use super::super::scroll::Scroll;
use super::super::state::State;
use super::{
    accounts, asks, call_queue, deals, diary, hand_off, outcomes, problem, promises, rows, say, stands_for,
    writes,
};
use crate::domain::Time;
use crate::domain::command::{Command, Listened, Recipient};
use crate::domain::ids::ItemNo;
use crate::domain::item::{Kind, Mood, Reason};
use crate::domain::when;
use crate::keys::Intent;

/// The reasons for first chair, in the order shown.
const REASONS: [(Intent, Reason); 5] = [
    (Intent::ReasonNoOwner, Reason::NoOwner),
    (Intent::ReasonOwnerOverloaded, Reason::OwnerOverloaded),
    (Intent::ReasonFasterMyself, Reason::FasterMyself),
    (Intent::ReasonClientInsisted, Reason::ClientInsisted),
    (Intent::ReasonHabit, Reason::Habit),
];

/// The moods, in the order shown.
const MOODS: [(Intent, Option<Mood>); 5] = [
    (Intent::MoodCalm, Some(Mood::Calm)),
    (Intent::MoodWorried, Some(Mood::Worried)),
    (Intent::MoodAnnoyed, Some(Mood::Annoyed)),
    (Intent::MoodAngry, Some(Mood::Angry)),
    (Intent::MoodUnknown, None),
];

pub(super) fn ask(state: &mut State, title: String, choices: Vec<Intent>, wanted: AskFor) -> Vec<Effect> {
    state.overlay = Some(Overlay::Ask(Ask {
        title,
        choices,
        scroll: Scroll::default(),
        wanted,
    }));
    Vec::new()
}

fn reasons() -> Vec<Intent> {
    REASONS.iter().map(|(intent, _)| *intent).collect()
}

/// `t`: what the client was told, and when the client hears next.
pub(super) fn tell(state: &mut State) -> Vec<Effect> {
    let items = match rows::open_targets(state) {
        Ok(items) => items,
        Err(words) => return problem(state, words),
    };
    let default = rows::only(state, &items)
        .and_then(|row| {
            stands_for::client_date(state, row).or_else(|| dates::client_default(state, row.kind, row.urgent))
        })
        .map_or_else(
            || "after each one's default".to_owned(),
            |at| dates::say(state, at),
        );
    let title = format!("Client told: {}", rows::names(state, &items));
    let fields = vec![
        Field::new("told", Reads::Prose, "what the client was told"),
        Field::new("hears next", Reads::Date, default),
    ];
    state.overlay = Some(Overlay::Form(Form::new(title, fields, FormFor::Tell(items))));
    Vec::new()
}

/// `e`: finish.
pub(super) fn finish(state: &mut State) -> Vec<Effect> {
    let items = match rows::open_targets(state) {
        Ok(items) => items,
        Err(words) => return problem(state, words),
    };
    if let Some(row) = rows::only(state, &items)
        && let Some(record) = row.stands_for.filter(|record| record.has_its_own_end())
    {
        let row = row.clone();
        return stands_for::finish(state, &row, record);
    }
    let title = format!("Client told? Finish {}", rows::names(state, &items));
    ask(
        state,
        title,
        vec![Intent::Yes, Intent::No],
        AskFor::ClientTold(items),
    )
}

/// Whether the client has been told was answered.
fn client_told(state: &mut State, items: Vec<ItemNo>, told: bool) -> Vec<Effect> {
    if !told {
        return end(state, items, false, None, None);
    }
    let own = |row: &crate::domain::listing::Row| {
        row.kind.is_transaction() && !row.ever_handed && row.first_chair.is_none()
    };
    let seen: Vec<_> = items.iter().filter_map(|item| state.item_row(*item)).collect();
    // A marked row that is out of sight may need the reason too; the answer is used only where one is needed.
    let unseen = seen.len() < items.len();
    if unseen || seen.iter().any(|row| own(row)) {
        let title = format!("Why first chair? {} never handed off", rows::names(state, &items));
        return ask(state, title, reasons(), AskFor::FinishReason(items));
    }
    if let [row] = seen.as_slice()
        && row.first_chair.is_some()
    {
        return ask_minutes(state, items, None);
    }
    end(state, items, true, None, None)
}

fn ask_minutes(state: &mut State, items: Vec<ItemNo>, reason: Option<Reason>) -> Vec<Effect> {
    let title = format!("How many minutes did {} take you?", rows::names(state, &items));
    let fields = vec![Field::new("minutes", Reads::Minutes, "unknown")];
    let wanted = FormFor::FinishMinutes { items, reason };
    state.overlay = Some(Overlay::Form(Form::new(title, fields, wanted)));
    Vec::new()
}

/// Ends rows, with all that was asked.
pub(super) fn end(
    state: &mut State,
    items: Vec<ItemNo>,
    told: bool,
    reason: Option<Reason>,
    minutes: Option<u32>,
) -> Vec<Effect> {
    writes::send(
        state,
        Command::Finish {
            items,
            told,
            reason,
            minutes,
            words: String::new(),
        },
    )
}

/// `m`: first chair.
pub(super) fn keep(state: &mut State) -> Vec<Effect> {
    let items = match rows::open_targets(state) {
        Ok(items) => items,
        Err(words) => return problem(state, words),
    };
    let title = format!("Why keep {} yourself?", rows::names(state, &items));
    ask(state, title, reasons(), AskFor::Keep(items))
}

/// `#`: nobody's work.
pub(super) fn dismiss(state: &mut State) -> Vec<Effect> {
    let items = match rows::open_targets(state) {
        Ok(items) => items,
        Err(words) => return problem(state, words),
    };
    if let Some(row) = rows::only(state, &items)
        && let Some(record) = row.stands_for
    {
        let words = stands_for::not_dismissed(state, row, record);
        return problem(state, words);
    }
    let title = rows::only(state, &items).map_or_else(
        || format!("Dismiss {}: nobody's work?", rows::names(state, &items)),
        |row| format!("Dismiss {} ({}): nobody's work?", rows::name(row), row.subject),
    );
    ask(
        state,
        title,
        vec![Intent::Yes, Intent::No],
        AskFor::Dismiss(items),
    )
}

/// Opens a closed row again.
pub(super) fn reopen(state: &mut State) -> Vec<Effect> {
    let items = match rows::targets(state) {
        Ok(items) => items,
        Err(words) => return problem(state, words),
    };
    if let Some(row) = rows::only(state, &items)
        && row.end.is_none()
    {
        let words = format!("{} is open", rows::name(row));
        return say(state, words);
    }
    writes::send(state, Command::Reopen { items })
}

/// `h`: snooze.
pub(super) fn snooze(state: &mut State) -> Vec<Effect> {
    let items = match rows::open_targets(state) {
        Ok(items) => items,
        Err(words) => return problem(state, words),
    };
    let (now, calendar) = (state.now, &state.settings.calendar);
    let choices = vec![
        (Intent::SnoozeNextMorning, calendar.next_morning(now)),
        (Intent::SnoozeLaterToday, when::later_today(now, calendar)),
        (Intent::SnoozeNextWeek, when::next_week(now, calendar)),
        (Intent::SnoozeMonth, when::in_a_month(now, calendar)),
    ];
    state.overlay = Some(Overlay::Snooze(Snooze {
        title: format!("Snooze {} until", rows::names(state, &items)),
        choices,
        scroll: Scroll::default(),
        input: None,
        understood: Understood::Plain,
        wanted: SnoozeFor::Items(items),
    }));
    Vec::new()
}

fn put_to_sleep(state: &mut State, what: SnoozeFor, until: Time) -> Vec<Effect> {
    match what {
        SnoozeFor::Items(items) => writes::send(state, Command::Snooze { items, until }),
        SnoozeFor::Rest(account) => call_queue::rest_until(state, account, until),
    }
}

/// A key in the snooze overlay. Free text begins with the digit that began it.
pub(super) fn snooze_key(
    state: &mut State,
    snooze: Snooze,
    intent: Intent,
    typed: Option<char>,
) -> Vec<Effect> {
    if let Some((_, until)) = snooze.choices.iter().find(|(choice, _)| *choice == intent) {
        let until = *until;
        return put_to_sleep(state, snooze.wanted, until);
    }
    let mut snooze = snooze;
    if intent == Intent::SnoozeText {
        let text: String = typed.into_iter().filter(char::is_ascii_digit).collect();
        snooze.understood = understand_date(state, &text);
        snooze.input = Some(Input::new(text));
    }
    state.overlay = Some(Overlay::Snooze(snooze));
    Vec::new()
}

/// Enter in the free text of the snooze overlay.
pub(super) fn snooze_until(state: &mut State, mut snooze: Snooze) -> Vec<Effect> {
    let text = snooze
        .input
        .as_ref()
        .map_or_else(String::new, |input| input.value().to_owned());
    match dates::read(state, &text) {
        Ok(until) => put_to_sleep(state, snooze.wanted, until),
        Err(words) => {
            snooze.understood = Understood::Not(words);
            state.overlay = Some(Overlay::Snooze(snooze));
            Vec::new()
        }
    }
}

/// What is understood of a date while it is typed.
pub(super) fn understand_date(state: &State, text: &str) -> Understood {
    if text.trim().is_empty() {
        return Understood::Plain;
    }
    match dates::read(state, text) {
        Ok(at) => Understood::As(dates::say(state, at)),
        Err(words) => Understood::Not(words),
    }
}

/// `l`: listen to a support call.
pub(super) fn listen(state: &mut State) -> Vec<Effect> {
    let items = match rows::open_targets(state) {
        Ok(items) => items,
        Err(words) => return problem(state, words),
    };
    let Some(row) = rows::only(state, &items) else {
        return problem(
            state,
            "one client is listened to at a time: clear the marks first (Esc)",
        );
    };
    if row.kind != Kind::Support {
        let words = format!(
            "{} is no support call: note what was said instead",
            rows::name(row)
        );
        return say(state, words);
    }
    let next = dates::client_default(state, row.kind, row.urgent)
        .map_or_else(String::new, |at| dates::say(state, at));
    let title = format!("Listen: {}", rows::name(row));
    let wanted = FormFor::Listen(row.item);
    let fields = vec![
        Field::new(
            "their words",
            Reads::Prose,
            "what the client says, as the client says it",
        ),
        Field::new("told", Reads::Prose, "what the client was told"),
        Field::new("hears next", Reads::Date, next),
    ];
    state.overlay = Some(Overlay::Form(Form::new(title, fields, wanted)));
    Vec::new()
}

/// The words are in; now the mood.
pub(super) fn ask_mood(state: &mut State, item: ItemNo, heard: Listened) -> Vec<Effect> {
    let title = format!("How did the client sound? {}", rows::names(state, &[item]));
    let choices = MOODS.iter().map(|(intent, _)| *intent).collect();
    ask(state, title, choices, AskFor::Mood { item, heard })
}

/// An answer to a question.
pub(super) fn answered(state: &mut State, asked: Ask, intent: Intent) -> Vec<Effect> {
    // A key that is no answer to this question leaves it standing.
    if !asked.choices.contains(&intent) {
        state.overlay = Some(Overlay::Ask(asked));
        return Vec::new();
    }
    let reason = REASONS
        .iter()
        .find(|(known, _)| *known == intent)
        .map(|(_, reason)| *reason);
    let mood = MOODS
        .iter()
        .find(|(known, _)| *known == intent)
        .and_then(|(_, mood)| *mood);
    let yes = intent == Intent::Yes;
    match (asked.wanted, reason) {
        (AskFor::Keep(items), Some(reason)) => writes::send(state, Command::Keep { items, reason }),
        (AskFor::FinishReason(items), Some(_)) if items.len() == 1 => ask_minutes(state, items, reason),
        (AskFor::FinishReason(items), Some(_)) => end(state, items, true, reason, None),
        (AskFor::Keep(_) | AskFor::FinishReason(_), None) => Vec::new(),
        (AskFor::ClientTold(items), _) => client_told(state, items, yes),
        (AskFor::Dismiss(items), _) if yes => writes::send(state, Command::Dismiss { items }),
        (AskFor::Dismiss(_), _) => say(state, "nothing dismissed"),
        (AskFor::Promise(wanted), _) => promises::answered(state, wanted, intent),
        (AskFor::Outcome(wanted), _) => outcomes::answered(state, wanted, intent),
        (AskFor::Deal(wanted), _) => deals::answered(state, wanted, intent),
        (AskFor::Asked(wanted), _) => asks::answered(state, wanted, intent),
        (AskFor::Spread, _) => diary::spread(state, intent),
        (AskFor::Merge { from, into }, _) => accounts::merged(state, from, into, yes),
        (AskFor::Mood { item, mut heard }, _) => {
            heard.mood = mood;
            listened(state, item, heard)
        }
    }
}

/// All was heard. A hand-off that nobody can be found for asks whom.
fn listened(state: &mut State, item: ItemNo, heard: Listened) -> Vec<Effect> {
    let nobody = state
        .item_row(item)
        .is_some_and(|row| row.with.is_none() && row.suggestion.is_none());
    if heard.then == Some(Recipient::Shown) && nobody {
        return hand_off::pick(state, PickFor::Listen { item, heard });
    }
    writes::send(state, Command::Listen { item, heard })
}
