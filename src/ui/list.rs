//! The list: only the rows that are visible are formatted, each in columns that keep their places.

use std::borrow::Cow;

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::canvas::Canvas;
use super::columns::{self, Column, DONE, Field, INBOX, LATER, WAITING, Wish};
use super::{text, when, words};
use crate::app::list::Listed;
use crate::app::{ListState, State, View};
use crate::domain::Time;
use crate::domain::handoff::Stage;
use crate::domain::item::{Cue, Kind};
use crate::domain::listing::{Row, With};

/// The columns of a view's list.
const fn wishes(view: View) -> &'static [Wish] {
    match view {
        View::Waiting => WAITING,
        View::Later => LATER,
        View::Done => DONE,
        View::Inbox | View::Found | View::Register(_) | View::Orchestra | View::Week => INBOX,
    }
}

/// Where the rows stand: below the line of headings, where there is one. The Inbox says everything in words that
/// need no heading.
#[must_use]
pub fn rows_area(view: View, area: Rect) -> Rect {
    let heading = match view {
        View::Waiting | View::Later | View::Done => u16::from(area.height >= 6),
        View::Inbox | View::Found | View::Register(_) | View::Orchestra | View::Week => 0,
    };
    Rect::new(area.x, area.y + heading, area.width, area.height - heading)
}

/// The rows that are visible.
#[must_use]
pub fn visible<R: Listed>(list: &ListState<R>, height: u16) -> &[R] {
    let rows = &list.window.rows;
    let first = list.first_visible(usize::from(height)).min(rows.len());
    let end = first.saturating_add(usize::from(height)).min(rows.len());
    &rows[first..end]
}

/// Draws the list of the view shown. Returns whether it goes on above and below.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect, state: &State, list: &ListState) -> (bool, bool) {
    if area.is_empty() {
        return (false, false);
    }
    let table = columns::place(wishes(state.view), columns::LEAD, area.x, area.width);
    let body = rows_area(state.view, area);
    if body.y > area.y {
        draw_headings(canvas, area.y, &table);
    }
    let flight_in = flight_field(&table);
    let silence = table.iter().any(|column| column.field == Field::Silence);
    let rows = visible(list, body.height);
    for (row, y) in rows.iter().zip(body.top()..body.bottom()) {
        let line = Line {
            row,
            y,
            selected: list.selected == Some(row.item),
            marked: list.marks.contains(&row.item),
            flight: state.in_flight.get(&row.item).map(String::as_str),
            flight_in,
            silence,
        };
        draw_row(canvas, &table, body.x, &line, state);
    }
    goes_on(list, rows)
}

/// Whether a list goes on above and below the rows that are visible.
pub fn goes_on<R: Listed>(list: &ListState<R>, rows: &[R]) -> (bool, bool) {
    let window = &list.window;
    let is_at = |row: Option<&R>, edge: Option<&R>| row.map(Listed::id) == edge.map(Listed::id);
    let above = window.more_before || !is_at(rows.first(), window.rows.first());
    let below = window.more_after || !is_at(rows.last(), window.rows.last());
    (above, below)
}

/// The column in which a row on its way to the disk says where to: the owner's, or what stands for it in a list or a
/// narrow window that has none.
fn flight_field(table: &[Column]) -> Field {
    [
        Field::Owner,
        Field::Sleeps,
        Field::Ending,
        Field::Wakes,
        Field::Ended,
        Field::ClientClock,
    ]
    .into_iter()
    .find(|field| table.iter().any(|column| column.field == *field))
    .unwrap_or(Field::Client)
}

fn draw_headings(canvas: &mut Canvas<'_>, y: u16, columns: &[Column]) {
    for column in columns {
        let name = match column.field {
            Field::Client => "client",
            Field::Subject => "what",
            Field::Value => "value",
            Field::ClientClock => "client by",
            Field::Cue => "why now",
            Field::Owner => "owner",
            Field::Silence => "last word",
            Field::OwnerClock => "owner by",
            Field::Nudges => "nudged",
            Field::Wakes => "wakes",
            Field::Sleeps => "why asleep",
            Field::Ended => "ended",
            Field::Ending => "how",
        };
        let style = canvas.theme.quiet;
        write(canvas, column, y, name, style);
    }
}

/// Writes one cell of the table.
pub fn write<F>(canvas: &mut Canvas<'_>, column: &Column<F>, y: u16, words: &str, style: Style) {
    if column.right {
        canvas.right(column.x + column.cells, y, column.cells, words, style);
    } else {
        canvas.column(column.x, y, column.cells, words, style);
    }
}

/// A row with what the screen knows of it.
struct Line<'a> {
    row: &'a Row,
    y: u16,
    selected: bool,
    marked: bool,
    flight: Option<&'a str>,
    flight_in: Field,
    /// Whether a column of its own says how long the owner has been silent.
    silence: bool,
}

fn draw_row(canvas: &mut Canvas<'_>, columns: &[Column], x: u16, line: &Line<'_>, state: &State) {
    let theme = canvas.theme;
    let glyphs = theme.glyphs;
    let mark = match (line.selected, line.marked) {
        (true, true) => glyphs.both,
        (true, false) => glyphs.selected,
        (false, true) => glyphs.marked,
        (false, false) => " ",
    };
    canvas.put(x, line.y, 1, mark, theme.accent);
    let mut letter = [0; 4];
    let letter = line.row.kind.letter().encode_utf8(&mut letter);
    canvas.put(x + 1, line.y, 1, letter, theme.quiet);
    if line.row.urgent {
        canvas.put(x + 2, line.y, 1, glyphs.urgent, theme.strong);
    }
    for column in columns {
        let (words, style) = match line.flight.filter(|_| column.field == line.flight_in) {
            Some(to) => (Cow::Owned(format!("{to}{}", glyphs.cut)), theme.flight),
            None => cell(canvas, *column, line, state),
        };
        write(canvas, column, line.y, &words, style);
    }
}

/// What a column shows of a row, and how.
fn cell<'a>(canvas: &Canvas<'_>, column: Column, line: &Line<'a>, state: &State) -> (Cow<'a, str>, Style) {
    let theme = canvas.theme;
    let row = line.row;
    let owned = |words: String, style| (Cow::Owned(words), style);
    match column.field {
        Field::Client => {
            let style = if line.selected { theme.strong } else { theme.plain };
            (Cow::Borrowed(row.client.as_str()), style)
        }
        Field::Subject => {
            let style = if line.flight.is_some() {
                theme.quiet
            } else {
                theme.plain
            };
            (Cow::Borrowed(row.subject.as_str()), style)
        }
        Field::Value => {
            let room = usize::from(column.cells);
            owned(
                row.value
                    .map_or_else(String::new, |value| words::amount(value, room)),
                theme.plain,
            )
        }
        Field::ClientClock => clock(canvas, row.client_due, state),
        Field::Cue => cue(canvas, row, state),
        Field::Owner if state.view == View::Waiting && !line.silence => {
            (silent_owner(column, row, state), theme.plain)
        }
        Field::Owner => owner(canvas, column, row, state.view),
        Field::Silence => silence(canvas, column, row, state),
        Field::OwnerClock => clock(canvas, row.with.as_ref().map(|with| with.owner_due), state),
        Field::Nudges => {
            let nudges = row.with.as_ref().map_or(0, |with| with.nudges);
            owned(
                if nudges == 0 {
                    String::new()
                } else {
                    format!("{nudges}x")
                },
                theme.plain,
            )
        }
        Field::Wakes => {
            let at = row.wake.map(|(at, _)| at);
            owned(
                at.map_or_else(String::new, |at| when::clock(at, state).0),
                theme.plain,
            )
        }
        Field::Sleeps => sleeps(canvas, column, row),
        Field::Ended => {
            let at = row.end.map(|end| end.at);
            owned(
                at.map_or_else(String::new, |at| when::moment(at, state)),
                theme.plain,
            )
        }
        Field::Ending => (ending(column, row), theme.quiet),
    }
}

/// A clock; one that has run out has colour, weight and the word *late*.
fn clock<'a>(canvas: &Canvas<'_>, at: Option<Time>, state: &State) -> (Cow<'a, str>, Style) {
    let Some(at) = at else {
        return (Cow::Borrowed(""), canvas.theme.plain);
    };
    let (words, late) = when::clock(at, state);
    (
        Cow::Owned(words),
        if late {
            canvas.theme.late
        } else {
            canvas.theme.plain
        },
    )
}

/// Why the row is in front of the rep; in a search also how a row ended or that it sleeps.
fn cue<'a>(canvas: &Canvas<'_>, row: &Row, state: &State) -> (Cow<'a, str>, Style) {
    let theme = canvas.theme;
    if let Some(end) = row.end {
        return (Cow::Borrowed(row.ended_how(end)), theme.quiet);
    }
    match row.wake {
        Some((at, _)) if at > state.now => (Cow::Borrowed("asleep"), theme.quiet),
        Some((_, Cue::New)) => (Cow::Borrowed(Cue::New.words()), theme.new),
        Some((_, cue)) => (Cow::Borrowed(cue.words()), theme.plain),
        None => (Cow::Borrowed(""), theme.plain),
    }
}

/// Words and a person's name. Where the whole name does not fit, the first one stands for it.
fn named(column: Column, before: &str, name: &str) -> String {
    let whole = format!("{before}{name}");
    if text::width(&whole) <= usize::from(column.cells) {
        return whole;
    }
    let first = name.split_whitespace().next().unwrap_or(name);
    format!("{before}{first}")
}

/// Who has the row, or would get it. Where the whole name does not fit, the first one stands for it.
fn owner<'a>(canvas: &Canvas<'_>, column: Column, row: &Row, view: View) -> (Cow<'a, str>, Style) {
    let theme = canvas.theme;
    let named = |before: &str, name: &str| Cow::Owned(named(column, before, name));
    if let Some(with) = &row.with {
        let before = if view == View::Waiting { "" } else { "with " };
        return (named(before, &with.name), theme.plain);
    }
    let to = theme.glyphs.to;
    let words = match (&row.suggestion, row.first_chair) {
        _ if row.end.is_some() => Cow::Borrowed(""),
        // Beside *owner done*: what is left is the client, not another hand-off.
        _ if let Some(name) = &row.done_by => return (named("by ", name), theme.plain),
        (_, Some(_)) => Cow::Borrowed("mine"),
        (Some(suggestion), None) => {
            let seat = suggestion
                .seat
                .map_or_else(String::new, |seat| format!("{seat} "));
            named(&format!("{to} {seat}"), &suggestion.name)
        }
        (None, None) if row.kind == Kind::FollowUp => Cow::Owned(format!("{to} me")),
        (None, None) => Cow::Owned(format!("{to} nobody")),
    };
    (words, theme.quiet)
}

/// Who is silent and for how long, in one column: `Dev 2 days`, else `Dev 2 d`. Where both do not fit, who. The
/// last cell is left to the sign that the list goes on.
fn silent_owner<'a>(column: Column, row: &Row, state: &State) -> Cow<'a, str> {
    let Some(with) = &row.with else {
        return Cow::Borrowed("");
    };
    let span = if with.untold {
        "untold".to_owned()
    } else {
        when::passed(with.last_word_at, state)
    };
    let first = with.name.split_whitespace().next().unwrap_or(&with.name);
    let short = span.replace(" days", " d").replace(" day", " d");
    let fitting = [span, short]
        .map(|span| format!("{first} {span}"))
        .into_iter()
        .find(|both| text::width(both) < usize::from(column.cells));
    Cow::Owned(fitting.unwrap_or_else(|| named(column, "", &with.name)))
}

/// Who is silent, and for how long.
fn silence<'a>(canvas: &Canvas<'_>, column: Column, row: &Row, state: &State) -> (Cow<'a, str>, Style) {
    let theme = canvas.theme;
    let Some(with) = &row.with else {
        return (Cow::Borrowed(""), theme.plain);
    };
    let span = when::passed(with.last_word_at, state);
    let With { stage, untold, .. } = with;
    let words = match stage {
        Stage::Offered | Stage::Acknowledged if *untold => format!("untold {span}"),
        Stage::Offered => format!("silent {span}"),
        Stage::Acknowledged if column.cells >= 16 => format!("has it, {span} ago"),
        Stage::Acknowledged => format!("has it {span}"),
        Stage::Done | Stage::Returned | Stage::Recalled => stage.as_str().to_owned(),
    };
    (
        Cow::Owned(words),
        if *untold { theme.strong } else { theme.plain },
    )
}

/// What a row sleeps for.
fn sleeps<'a>(canvas: &Canvas<'_>, column: Column, row: &Row) -> (Cow<'a, str>, Style) {
    let words = match (&row.snoozed_until, row.first_chair, &row.with, row.wake) {
        (Some(_), ..) => Cow::Borrowed("snoozed"),
        (None, Some(_), ..) if column.cells < 22 => Cow::Borrowed("mine"),
        (None, Some(reason), ..) => Cow::Owned(format!("mine: {}", reason.words())),
        (None, None, Some(with), _) => Cow::Owned(named(column, "with ", &with.name)),
        (None, None, None, Some((_, cue))) => Cow::Borrowed(cue.words()),
        (None, None, None, None) => Cow::Borrowed(""),
    };
    (words, canvas.theme.quiet)
}

/// How a closed row ended.
fn ending(column: Column, row: &Row) -> Cow<'static, str> {
    match row.end {
        Some(end) => match end.reason {
            Some(_) if column.cells < 24 => Cow::Owned(format!("{}, mine", row.ended_how(end))),
            Some(reason) => Cow::Owned(format!("{}, mine: {}", row.ended_how(end), reason.words())),
            None => Cow::Borrowed(row.ended_how(end)),
        },
        None => Cow::Borrowed(""),
    }
}
