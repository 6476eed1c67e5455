//! Calls without a log, and the rep's absence, as pictures.

use chrono::TimeDelta;

use super::look;
use super::morning::{morning, now};
use super::records::registers;
use crate::app::State;
use crate::domain::diary::Absence;
use crate::domain::ids::{AccountNo, MeetingNo};
use crate::domain::register::{
    CallSplit, Cell, Page, PlaceKey, Record, Register, RegisterPlace, RegisterRow, Split,
};
use crate::keys::Key;

fn meeting(number: i64, client: &str, what: &str, hours: i64, minutes: &str) -> RegisterRow {
    let at = now() - TimeDelta::hours(hours);
    RegisterRow {
        record: Record::Meeting(MeetingNo(number)),
        place: RegisterPlace {
            stretch: 0,
            keys: vec![PlaceKey::Int(number), PlaceKey::Int(number)],
        },
        section: String::new(),
        account: (client != "?").then_some(AccountNo(number)),
        client: client.to_owned(),
        cells: vec![
            Cell::text(what),
            Cell::at(at),
            Cell::text(minutes),
            Cell::text("log it"),
        ],
        item: None,
        row: None,
    }
}

#[test]
fn what_has_no_log_names_the_keys_that_answer_it() {
    let mut state = registers(Register::Calls);
    let list = state.registers.of_mut(Register::Calls);
    list.scope.split = Split::Calls(CallSplit::NoLog);
    list.window.rows = vec![
        meeting(
            1,
            "Borealis GmbH",
            "Kick-off, second part, Weber, Ines",
            22,
            "30 min",
        ),
        meeting(2, "Acme Pumps", "Sam Okoro: phone call", 21, "4 min"),
        meeting(3, "?", "+49 40 99 88: missed call", 20, ""),
    ];
    list.selected = Some(Record::Meeting(MeetingNo(1)));
    let mut page = Page::new();
    page.title("Borealis GmbH");
    page.event(now() - TimeDelta::hours(22), "a meeting of the calendar");
    page.fact("about", "Kick-off, second part");
    page.fact("with", "Weber, Ines");
    page.fact("minutes", "30");
    page.text("It has no log yet.");
    state.detail.page = Some((Record::Meeting(MeetingNo(1)), Box::new(page)));
    look("calls_no_log", &state);
}

/// The morning of a rep who went away five days ago, until so many hours from now.
fn absent(hours: i64) -> State {
    let mut state = morning();
    state.counts.absence = Some(Absence {
        from: now() - TimeDelta::days(5),
        until: now() + TimeDelta::hours(hours),
    });
    state.counts.overdue = 14;
    state
}

fn press(state: &mut State, keys: &str) {
    for key in keys.split(' ') {
        let key: Key = key.parse().unwrap();
        drop(crate::app::update(state, crate::app::Action::Key(key)));
    }
}

#[test]
fn the_header_says_that_the_rep_is_away() {
    let mut state = absent(96);
    state.lists.inbox.window.rows.clear();
    state.lists.inbox.selected = None;
    state.counts.orders = 0;
    state.counts.support = 0;
    state.counts.follow_ups = 0;
    look("away", &state);
    let mut state = morning();
    press(&mut state, "z a");
    look("overlay_away", &state);
}

#[test]
fn coming_back_asks_over_how_many_days_to_spread() {
    let mut state = absent(0);
    press(&mut state, "z b");
    look("overlay_back", &state);
}
