//! From a key to what is done about it.
//!
//! Intents are a table of more than a hundred, of which each view and overlay knows a few: here alone they are matched
//! with a rest that does nothing. A test holds that nothing a view offers falls into it.

use super::super::effect::{BriefsOf, Effect};
use super::super::overlay::{CallStep, Overlay};
use super::super::state::{State, StatusKind, View};
use super::moves::{self, Move};
use super::{
    accounts, asks, call_queue, calls, client, deals, diary, drafts, events, forms, hand_off, morning,
    orchestra, outcomes, program, promises, registers, rows, say, search, typing, views, week, writes,
};
use crate::domain::command::{Answer, Command};
use crate::domain::format::Format;
use crate::domain::listing::Row;
use crate::domain::register::Register;
use crate::keys::{Intent, Key, Resolved};

/// A key was pressed.
pub(super) fn pressed(state: &mut State, key: Key) -> Vec<Effect> {
    morning::read(state);
    let mode = state.mode();
    match state.keymap.resolve(mode, &state.pending, key) {
        Resolved::Intent(intent) => {
            state.pending.clear();
            asked(state, intent, key.text())
        }
        Resolved::Pending => {
            state.pending.push(key);
            Vec::new()
        }
        Resolved::Unbound if !state.pending.is_empty() => {
            state.pending.clear();
            Vec::new()
        }
        Resolved::Unbound => typing::typed(state, key),
    }
}

/// Does what an intent asks for. `typed` is the character of the key, which some overlays begin a text with.
pub(super) fn asked(state: &mut State, intent: Intent, typed: Option<char>) -> Vec<Effect> {
    quieten(state);
    let warned = std::mem::take(&mut state.drop_warned);
    if drafts::is_kept(state, intent, warned) {
        return Vec::new();
    }
    match intent {
        Intent::Quit => return writes::quit(state),
        Intent::Suspend => return vec![Effect::Suspend],
        Intent::Redraw => return vec![Effect::Redraw],
        Intent::NewLine => return typing::new_line(state),
        // Everything else depends on what lies on top.
        other => {
            if let Some(step) = Move::of(other, state.screen.rows) {
                return moves::moved(state, step);
            }
        }
    }
    match state.overlay.take() {
        Some(overlay) => {
            let typed_on = drafts::copy(&overlay);
            let before = state.writes.latest;
            let effects = overlay_asked(state, overlay, intent, typed);
            drafts::keep_for(state, before, typed_on);
            effects
        }
        None => view_asked(state, intent),
    }
}

/// A word of the last key does not outlive the next one; what is safe on disk stays named.
fn quieten(state: &mut State) {
    let Some(status) = &mut state.status else {
        return;
    };
    match status.kind {
        StatusKind::Done | StatusKind::Standing => status.kind = StatusKind::Standing,
        StatusKind::Failed { seen: false } => {}
        StatusKind::Info | StatusKind::Problem | StatusKind::Failed { seen: true } => {
            status.text.clear();
            status.kind = StatusKind::Info;
            if status.undo.is_none() {
                state.status = None;
            }
        }
    }
}

/// An intent for what lies on top, which has been taken out of the state: whoever keeps it puts it back.
fn overlay_asked(state: &mut State, overlay: Overlay, intent: Intent, typed: Option<char>) -> Vec<Effect> {
    let accept = intent == Intent::Accept;
    let cancel = intent == Intent::Cancel;
    let step = [(Intent::NextField, true), (Intent::PreviousField, false)];
    let field = step
        .into_iter()
        .find(|(known, _)| *known == intent)
        .map(|(_, forward)| forward);
    match overlay {
        Overlay::Search(line) if accept => search::accepted(state, &line),
        Overlay::Search(line) if cancel => search::cancelled(state, line),
        Overlay::Help(help) if cancel => {
            state.overlay = help.under.map(|under| *under);
            Vec::new()
        }
        Overlay::Welcome(welcome) => orchestra::welcome_asked(state, welcome, intent),
        Overlay::Form(_)
        | Overlay::Ask(_)
        | Overlay::Picker(_)
        | Overlay::Call(_)
        | Overlay::Add(_)
        | Overlay::Snooze(_)
        | Overlay::Next(_)
        | Overlay::Dial(_)
        | Overlay::Client(_)
        | Overlay::Morning(_)
        | Overlay::Palette(_)
            if cancel =>
        {
            Vec::new()
        }
        Overlay::Client(overlay) => accounts::asked(state, overlay, intent),
        Overlay::Morning(sheet) => morning::asked(state, sheet, intent),
        Overlay::Events(shown) => events::asked(state, shown, intent),
        Overlay::Ask(ask) => client::answered(state, ask, intent),
        Overlay::Form(form) if accept => forms::accepted(state, form, true),
        Overlay::Form(form) if intent == Intent::SaveOnly => forms::accepted(state, form, false),
        Overlay::Form(mut form) => {
            if let Some(forward) = field {
                form.step(forward);
            }
            state.overlay = Some(Overlay::Form(form));
            Vec::new()
        }
        Overlay::Next(next) => call_queue::chosen(state, next, intent),
        Overlay::Dial(dial) if accept => call_queue::dial_picked(state, &dial),
        Overlay::Picker(picker) if accept => hand_off::picked(state, picker),
        Overlay::Palette(palette) if accept => program::chosen(state, palette),
        Overlay::Add(add) if accept => program::added(state, add),
        Overlay::Add(mut add) if intent == Intent::NextField => {
            program::complete(state, &mut add);
            state.overlay = Some(Overlay::Add(add));
            Vec::new()
        }
        Overlay::Snooze(snooze) if accept => client::snooze_until(state, snooze),
        Overlay::Snooze(snooze) => client::snooze_key(state, snooze, intent, typed),
        Overlay::Call(mut call) => {
            if let (Some(forward), CallStep::Rest { form, .. }) = (field, &mut call.step) {
                form.step(forward);
                state.overlay = Some(Overlay::Call(call));
                return Vec::new();
            }
            calls::asked(state, call, intent)
        }
        kept @ (Overlay::Picker(_)
        | Overlay::Palette(_)
        | Overlay::Add(_)
        | Overlay::Dial(_)
        | Overlay::Search(_)
        | Overlay::Help(_)) => {
            state.overlay = Some(kept);
            Vec::new()
        }
    }
}

/// An intent for the view.
fn view_asked(state: &mut State, intent: Intent) -> Vec<Effect> {
    if state.selection_unseen && intent.is_action() {
        return say(state, "the list has just changed: look, then press the key again");
    }
    if let Some(effects) = registers::asked(state, intent) {
        return effects;
    }
    match intent {
        Intent::HandOff
        | Intent::Seat(_)
        | Intent::PickOwner
        | Intent::Why
        | Intent::OwnerAcknowledged
        | Intent::OwnerDone
        | Intent::OwnerReturned
        | Intent::Recall
        | Intent::Nudge
        | Intent::Escalate
        | Intent::CopyBrief
        | Intent::CopyLastBrief
        | Intent::WriteRule
        | Intent::MarkTold => hand_off_asked(state, intent),
        Intent::Tell => client::tell(state),
        Intent::Finish => client::finish(state),
        Intent::Keep => client::keep(state),
        Intent::Snooze => client::snooze(state),
        Intent::LogCall => calls::on_row(state),
        Intent::LogCallAnybody => calls::anybody(state),
        Intent::Dial => call_queue::dial(state),
        Intent::NextUp => call_queue::next(state),
        Intent::GoAway => diary::go_away(state),
        Intent::ComeBack => diary::come_back(state),
        Intent::MeetingNoAnswer => say(state, "that answers a call without a log: see Calls"),
        Intent::Listen => client::listen(state),
        Intent::Promise => promises::promise(state),
        Intent::TakeReading => outcomes::reading(state),
        Intent::CopyQuote => promises::quote(state),
        Intent::Dismiss => client::dismiss(state),
        Intent::Reopen => client::reopen(state),
        Intent::BossCard => accounts::card(state),
        Intent::People => accounts::people(state),
        Intent::AddAccount => accounts::add(state),
        Intent::MergeAccounts => accounts::merge(state),
        Intent::AddItem => program::add(state),
        Intent::Edit => rows::edit(state),
        Intent::Note => rows::note(state),
        Intent::Star => rows::star(state),
        Intent::Repeat => rows::repeat(state),
        Intent::Mark => rows::mark(state),
        Intent::MarkRange => rows::mark_range(state),
        Intent::MarkAll => rows::mark_all(state),
        Intent::CopyUntold => orchestra::copy_untold(state),
        Intent::MarkOwnerTold => orchestra::mark_told(state),
        Intent::AddOwner => orchestra::add(state),
        Intent::EditOwner => orchestra::edit(state),
        Intent::Events => events::show(state),
        Intent::AddDeal
        | Intent::DealNextStep
        | Intent::DealMove
        | Intent::DealStage
        | Intent::DealNeed
        | Intent::DealStepDone
        | Intent::DealAskStep
        | Intent::DealGive
        | Intent::DealGet
        | Intent::DealWin
        | Intent::DealLose => deals::asked(state, intent),
        Intent::PreviousWeek => week::turned(state, week::Turn::Back),
        Intent::NextWeek => week::turned(state, week::Turn::On),
        Intent::ThisWeek => week::turned(state, week::Turn::Now),
        Intent::ExportMarkdown => week::export(state, Format::Markdown),
        Intent::ExportHtml => week::export(state, Format::Html),
        Intent::ExportCsv => week::export(state, Format::Csv),
        Intent::ExportJson => week::export(state, Format::Json),
        Intent::CopyWeek => vec![Effect::CopyWeek(state.week.week)],
        Intent::Undo => writes::send(state, Command::Undo(None)),
        Intent::Redo => writes::send(state, Command::Redo),
        other => look_asked(state, other),
    }
}

/// Handing off, and what the owner does with it.
fn hand_off_asked(state: &mut State, intent: Intent) -> Vec<Effect> {
    match intent {
        Intent::Seat(seat) => hand_off::seat(state, seat),
        Intent::PickOwner => hand_off::pick_owner(state),
        Intent::Why => hand_off::why(state),
        Intent::OwnerAcknowledged => hand_off::acknowledged(state),
        Intent::OwnerDone => hand_off::answered(state, Answer::Done),
        Intent::OwnerReturned => hand_off::answered(state, Answer::Returned),
        Intent::Recall => hand_off::recall(state),
        Intent::Nudge => hand_off::nudge(state),
        Intent::Escalate => asks::escalate_or_ask(state),
        Intent::CopyBrief => hand_off::copy(state, None),
        Intent::CopyLastBrief => hand_off::copy(state, Some(BriefsOf::LastHanded)),
        Intent::MarkTold => hand_off::mark_told(state),
        Intent::WriteRule => hand_off::write_rule(state),
        _hand_off => hand_off::hand_off(state),
    }
}

/// Looking: views, finding, help.
fn look_asked(state: &mut State, intent: Intent) -> Vec<Effect> {
    match intent {
        Intent::Open => views::open(state),
        Intent::Back => views::back(state),
        Intent::Leave => views::leave(state),
        Intent::NextSplit => views::split(state, 1),
        Intent::PreviousSplit => views::split(state, -1),
        Intent::NextItem => moves::rows_moved::<Row>(state, Move::By(1)),
        Intent::PreviousItem => moves::rows_moved::<Row>(state, Move::By(-1)),
        Intent::GoInbox => views::go(state, View::Inbox),
        Intent::GoWaiting => views::go(state, View::Waiting),
        Intent::GoCalls => views::go(state, View::Register(Register::Calls)),
        Intent::GoAccounts => views::go(state, View::Register(Register::Accounts)),
        Intent::GoPromises => views::go(state, View::Register(Register::Promises)),
        Intent::GoOutcomes => views::go(state, View::Register(Register::Outcomes)),
        Intent::GoPipeline => views::go(state, View::Register(Register::Pipeline)),
        Intent::GoLater => views::go(state, View::Later),
        Intent::GoDone => views::go(state, View::Done),
        Intent::GoOrchestra => views::go(state, View::Orchestra),
        Intent::GoWeek => views::go(state, View::Week),
        Intent::ShowMorning => morning::show(state),
        Intent::Search => search::open(state),
        Intent::SearchNext => search::next(state, 1),
        Intent::SearchPrevious => search::next(state, -1),
        Intent::Filter => search::filter(state),
        Intent::Palette => program::palette(state),
        Intent::Help => program::help(state, None),
        _choice => Vec::new(),
    }
}
