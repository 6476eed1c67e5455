//! Meetings without a log, and the rep's own absence.

use super::super::effect::Effect;
use super::super::fields;
use super::super::list::ListState;
use super::super::overlay::{Ask, AskFor, Field, Form, FormFor, Overlay, Reads};
use super::super::scroll::Scroll;
use super::super::state::State;
use super::{accounts, forms, say, writes};
use crate::domain::command::{AccountRef, Command};
use crate::domain::diary::{DiaryCommand, Loan, MeetingAnswer};
use crate::domain::ids::{AccountNo, ItemNo, MeetingNo};
use crate::domain::register::Record;
use crate::domain::say as words;
use crate::domain::settings::CallOutcome;
use crate::keys::Intent;

const BACK_ON: &str = "back on";
const LEND_TO: &str = "lend to";

/// The answers to how an absence ends, in the order shown.
const SPREADS: [(Intent, u32); 4] = [
    (Intent::SpreadOne, 1),
    (Intent::SpreadTwo, 2),
    (Intent::SpreadThree, 3),
    (Intent::SpreadFive, 5),
];

/// What a key says of the selected meeting; `None` where it means something else, or no meeting is selected.
pub(super) fn answered(state: &mut State, intent: Intent) -> Option<Vec<Effect>> {
    let row = state.record_row()?;
    let Record::Meeting(meeting) = row.record else {
        let words = "n answers a call that has no log: nobody picked up";
        return (intent == Intent::MeetingNoAnswer).then(|| say(state, words));
    };
    let answer = match intent {
        Intent::LogCall => MeetingAnswer::Called(CallOutcome::Connected),
        Intent::MeetingNoAnswer => MeetingAnswer::Called(CallOutcome::NoAnswer),
        Intent::Dismiss | Intent::Mark => MeetingAnswer::NoCall,
        Intent::Listen => MeetingAnswer::Later,
        // Everything else is the same on every row.
        _same => return None,
    };
    if let MeetingAnswer::Called(outcome) = answer
        && row.account.is_none()
    {
        return Some(accounts::pick_for_meeting(state, meeting, outcome));
    }
    Some(send(state, meeting, answer, None))
}

/// Whose meeting it was has been picked.
pub(super) fn with(
    state: &mut State,
    meeting: MeetingNo,
    outcome: CallOutcome,
    account: AccountNo,
) -> Vec<Effect> {
    let client = Some(AccountRef::Number(account));
    send(state, meeting, MeetingAnswer::Called(outcome), client)
}

fn send(
    state: &mut State,
    meeting: MeetingNo,
    answer: MeetingAnswer,
    client: Option<AccountRef>,
) -> Vec<Effect> {
    writes::send(
        state,
        Command::Diary(DiaryCommand::Answer {
            meetings: vec![meeting],
            answer,
            client,
        }),
    )
}

/// `z a`: until when, and to whom rows are lent: those marked, or all that would fall due.
pub(super) fn go_away(state: &mut State) -> Vec<Effect> {
    if let Some(away) = state.away() {
        return say(state, format!("you are {away} already"));
    }
    let marked: Vec<ItemNo> = state.list().map(marked).unwrap_or_default();
    let lends = match marked.len() {
        0 => "nobody; a stand-in gets all that would fall due".to_owned(),
        1 => "nobody; a stand-in gets the marked row".to_owned(),
        many => format!("nobody; a stand-in gets the {many} marked rows"),
    };
    let fields = vec![
        Field::new(BACK_ON, Reads::NeededDate, "the day you are back, such as 7 dec"),
        Field::new(LEND_TO, Reads::OwnerName, lends),
    ];
    let title = "Away: nothing falls due until you are back".to_owned();
    let mut form = Form::new(title, fields, FormFor::Away(marked));
    forms::understand_all(state, &mut form);
    state.overlay = Some(Overlay::Form(form));
    Vec::new()
}

fn marked(list: &ListState<crate::domain::listing::Row>) -> Vec<ItemNo> {
    list.marks.iter().copied().collect()
}

/// The form of an absence was filled in.
pub(super) fn away(state: &mut State, form: &Form, items: Vec<ItemNo>) -> Vec<Effect> {
    let Some(until) = forms::date(state, form, BACK_ON) else {
        return Vec::new();
    };
    let to = fields::owner(state, form.text(LEND_TO))
        .ok()
        .map(|owner| owner.number);
    let lend = to.map(|to| Loan { to, items });
    writes::send(state, Command::Diary(DiaryCommand::Away { until, lend }))
}

/// `z b`: over how many days what is overdue is spread.
pub(super) fn come_back(state: &mut State) -> Vec<Effect> {
    if state.counts.absence.is_none() {
        return say(state, "you are not away");
    }
    ask(state);
    Vec::new()
}

/// The absence is over, and this is the first look since: how it ends is asked, once, and never over what the rep is
/// typing.
pub(super) fn look(state: &mut State) {
    let over = state
        .counts
        .absence
        .is_some_and(|absence| !absence.holds(state.now));
    if over && state.overlay.is_none() && state.asked_back != state.counts.absence {
        state.asked_back = state.counts.absence;
        ask(state);
    }
}

fn ask(state: &mut State) {
    let Some(absence) = state.counts.absence else {
        return;
    };
    let title = if absence.holds(state.now) {
        "Back already? Spread what is overdue then:".to_owned()
    } else {
        let since = words::since(absence.from, state.now, &state.settings.calendar);
        match state.counts.overdue {
            0 => format!("Back: nothing is overdue since {since}"),
            1 => format!("Back: 1 row is overdue since {since}"),
            many => format!("Back: {many} rows are overdue since {since}"),
        }
    };
    state.overlay = Some(Overlay::Ask(Ask {
        title,
        choices: SPREADS.map(|(intent, _)| intent).to_vec(),
        scroll: Scroll::default(),
        wanted: AskFor::Spread,
    }));
}

/// Over how many days was answered.
pub(super) fn spread(state: &mut State, intent: Intent) -> Vec<Effect> {
    let Some((_, spread)) = SPREADS.iter().find(|(known, _)| *known == intent) else {
        return Vec::new();
    };
    writes::send(state, Command::Diary(DiaryCommand::Back { spread: *spread }))
}
