//! The week: turning to another one, export.

use super::super::effect::{Effect, Question};
use super::super::scroll::Scroll;
use super::super::state::{State, View};
use super::{say, views};
use crate::domain::format::Format;
use crate::domain::register::Register;

/// To which week the rep turns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Turn {
    /// To the week before.
    Back,
    /// To the week after.
    On,
    /// To the running week.
    Now,
}

/// Turns to another week. Its figures are asked for; the page says so until they are there.
pub(super) fn turned(state: &mut State, turn: Turn) -> Vec<Effect> {
    let week = match turn {
        Turn::Back => state.week.week.previous(),
        Turn::On => state.week.week.next(),
        Turn::Now => views::this_week(state),
    };
    if turn == Turn::On && week > views::this_week(state) {
        return say(state, "this is the running week: the next one has not begun");
    }
    if week != state.week.week {
        state.week.week = week;
        state.week.report = None;
        state.week.scroll = Scroll::default();
    }
    vec![Effect::Ask(Question::Week(week))]
}

/// Writes the week to a file; from the Pipeline, the Monday sheet.
pub(super) fn export(state: &mut State, format: Format) -> Vec<Effect> {
    if state.view == View::Register(Register::Pipeline) {
        say(state, format!("writing the Monday sheet as {}", format.as_str()));
        return vec![Effect::ExportMonday(format)];
    }
    let week = state.week.week;
    say(state, format!("writing {week} as {}", format.as_str()));
    vec![Effect::Export { week, format }]
}
