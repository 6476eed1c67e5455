//! Logging a call: with whom, how it ended, the rest; a timer runs all the while.

use ratatui::layout::Size;

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
    let mut least = 0;
    let (title, lines) = match &call.step {
        CallStep::Who { form, names, at } => {
            // A line for each of the eight names there may be, so that the sheet keeps its size.
            least = 10;
            (
                "Log a call with".to_owned(),
                who(theme, form::fields(theme, form, size), names, *at),
            )
        }
        CallStep::Outcome { choices } => (
            format!("Call{with}{on}: how did it end?"),
            choose::choices(theme, state, choices, Intent::words),
        ),
        CallStep::Rest { outcome, made, form } => {
            let mut lines = form::fields(theme, form, size);
            let next = match made.next {
                Some(at) => format!(
                    "{} {} unless another date is given",
                    made.step,
                    when::moment(at, state)
                ),
                None if made.is_last() => "that was the last try: Next! comes after saving".to_owned(),
                None => "no next call unless a date is given".to_owned(),
            };
            if let Some(line) = lines.last_mut().filter(|line| line.parts.is_empty()) {
                *line = Line::words(next, theme.quiet);
            }
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
    }
}

/// The field for the name, and the known accounts that match.
fn who<'a>(theme: &Theme, mut lines: Vec<Line<'a>>, names: &[String], at: Option<usize>) -> Vec<Line<'a>> {
    for line in &mut lines {
        line.number = None;
        line.selected = false;
    }
    for (number, name) in names.iter().enumerate() {
        let selected = at == Some(number);
        let style = if selected { theme.strong } else { theme.plain };
        lines.push(Line::words(name.clone(), style).choice(number, selected));
    }
    lines
}
