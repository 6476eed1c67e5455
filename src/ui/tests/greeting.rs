//! The morning in words, by itself on the first start of a day and over the view.

use super::look;
use super::morning::{DAY, HOUR, later, morning, now};
use crate::app::overlay::{Greeting, MorningSheet};
use crate::app::{Overlay, Scroll, State};
use crate::domain::ids::ItemNo;
use crate::domain::morning::{Due, Morning, Silence, Silent, Some3};

fn due(minutes: i64, item: i64, client: &str, what: &str) -> Due {
    Due {
        at: later(minutes),
        item: ItemNo(item),
        client: client.to_owned(),
        what: what.to_owned(),
    }
}

fn some(first: Vec<Due>, count: u64) -> Some3 {
    Some3 { count, first }
}

fn silence(who: Silent, owner: &str, minutes: i64, item: i64, client: &str, subject: &str) -> Silence {
    Silence {
        who,
        owner: owner.to_owned(),
        since: later(minutes),
        item: ItemNo(item),
        client: client.to_owned(),
        subject: subject.to_owned(),
    }
}

fn words() -> Box<Morning> {
    Box::new(Morning {
        at: now(),
        away: None,
        inbox: 14,
        urgent: 2,
        waiting: 23,
        untold: 2,
        silences: vec![
            silence(
                Silent::Client,
                "",
                -11 * DAY,
                140,
                "山田商店",
                "Callback, third try",
            ),
            silence(
                Silent::Owner,
                "Dev",
                -4 * DAY,
                131,
                "Borealis GmbH",
                "Login fails after update",
            ),
            silence(
                Silent::Me,
                "",
                -3 * DAY,
                142,
                "Øresund Marine",
                "Re-order, 12 seals",
            ),
        ],
        silent: [(Silent::Owner, 1), (Silent::Me, 3), (Silent::Client, 1)],
        promises: some(vec![due(3 * HOUR, 160, "Borealis GmbH", "fixed by Wednesday")], 1),
        callbacks: some(
            vec![
                due(2 * HOUR, 140, "山田商店", ""),
                due(5 * HOUR, 139, "Acme Pumps", ""),
            ],
            2,
        ),
        checks: some(vec![due(HOUR, 170, "Čapek Roboti", "30 days")], 1),
        unlogged: 2,
        late_tomorrow: some(vec![due(DAY + HOUR, 150, "Acme Pumps", "Maria")], 1),
    })
}

fn greeted(words: Box<Morning>) -> State {
    let mut state = morning();
    state.greeting = Some(Greeting::Shown(words));
    state
}

#[test]
fn the_first_start_of_a_day_shows_the_morning_and_the_first_rows() {
    look("greeting", &greeted(words()));
    let mut full = words();
    full.silences = vec![full.silences[1].clone(); 4];
    full.promises.first = vec![full.promises.first[0].clone(); 3];
    full.promises.count = 9;
    look("greeting_full", &greeted(full));
}

#[test]
fn an_easy_day_says_so_on_the_screen() {
    let easy = Morning {
        urgent: 0,
        untold: 0,
        silences: Vec::new(),
        silent: [(Silent::Owner, 0), (Silent::Me, 0), (Silent::Client, 0)],
        promises: Some3::default(),
        callbacks: Some3::default(),
        checks: Some3::default(),
        unlogged: 0,
        late_tomorrow: Some3::default(),
        ..*words()
    };
    look("greeting_easy", &greeted(Box::new(easy)));
}

#[test]
fn the_morning_is_read_again_over_the_view() {
    let mut state = morning();
    let shown = |scroll| {
        Some(Overlay::Morning(MorningSheet {
            morning: Some(words()),
            scroll: Scroll::from(scroll),
        }))
    };
    state.overlay = shown(0);
    look("overlay_morning", &state);
    state.overlay = shown(4);
    look("overlay_morning_scrolled", &state);
}
