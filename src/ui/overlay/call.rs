//! Logging a call: with whom, how it ended, the rest; a timer runs all the while.

use ratatui::layout::Size;

use super::form::Fields;
use super::sheet::{Line, Sheet};
use super::{choose, form};
use crate::app::State;
use crate::app::overlay::{Call, CallStep};
use crate::keys::Intent;
use crate::ui::theme::Theme;
use crate::ui::when;

/// The call overlay at its present step.
#[must_use]
pub fn call<'a>(theme: &Theme, state: &State, call: &'a Call, size: Size) -> Sheet<'a> {
    let seconds = (state.now - call.started).num_seconds().max(0);
    let timer = format!("{}:{:02}", seconds / 60, seconds % 60);
    let with = if call.client.is_empty() {
        String::new()
    } else {
        format!(" with {}", call.client)
    };
    let on = call.item.map_or_else(String::new, |item| format!(", {item}"));
    let (mut least, mut verdict, mut scrolled) = (0, 0, None);
    let (title, lines) = match &call.step {
        CallStep::Who { form, names, at } => {
            // A line for each of the eight names there may be, so that the sheet keeps its size.
            least = 10;
            let fields = form::fields(theme, form, size, None);
            verdict = fields.said;
            ("Log a call with".to_owned(), who(theme, fields, names, *at))
        }
        CallStep::Outcome { choices, scroll } => {
            scrolled = Some(*scroll);
            (
                format!("Call{with}{on}: how did it end?"),
                choose::choices(theme, state, choices, size.width, Intent::words),
            )
        }
        CallStep::Rest { outcome, made, form } => {
            let next = match made.next {
                Some(at) => format!(
                    "{} {} unless another date is given",
                    made.step,
                    when::moment(at, state)
                ),
                None if made.is_last() => "that was the last try: Next! comes after saving".to_owned(),
                None => "no next call unless a date is given".to_owned(),
            };
            let fields = form::fields(theme, form, size, Some(next));
            verdict = fields.said;
            let lines = fields.lines.into_iter().chain(fields.verdict).collect();
            let tried = if made.reached {
                String::new()
            } else {
                format!(", {}", made.words())
            };
            (format!("Call{with}{on}: {}{tried}", outcome.words()), lines)
        }
    };
    Sheet {
        title,
        aside: timer,
        lines,
        least,
        verdict,
        scroll: scrolled,
    }
}

/// The field for the name, and the known accounts that match.
fn who<'a>(theme: &Theme, fields: Fields<'a>, names: &[String], at: Option<usize>) -> Vec<Line<'a>> {
    // The title says what the one field is, where its label has a line of its own.
    let mut lines = fields.lines;
    lines.retain(|line| line.typed.is_some());
    for line in &mut lines {
        line.number = None;
        line.selected = false;
    }
    for (number, name) in names.iter().enumerate() {
        let selected = at == Some(number);
        let style = if selected { theme.strong } else { theme.plain };
        lines.push(Line::words(name.clone(), style).choice(number, selected));
    }
    lines.extend(fields.verdict);
    lines
}
