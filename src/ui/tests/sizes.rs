//! Windows of every size, and what a frame costs.

use std::cell::Cell;
use std::io::{self, Write};
use std::rc::Rc;
use std::sync::LazyLock;

use proptest::prelude::*;
use ratatui::backend::{CrosstermBackend, TestBackend};
use ratatui::layout::{Rect, Size};
use ratatui::{Terminal, TerminalOptions, Viewport};

use super::morning::{later, morning, row, support_call};
use super::panels::overlays;
use super::records::registers;
use crate::app::{Scroll, State, View};
use crate::domain::ids::AccountNo;
use crate::domain::item::{Kind, Play, Standing};
use crate::domain::listing::{Event, Row};
use crate::domain::register::{self, Page, Record, Register, RegisterRow};
use crate::ui::theme::{Scheme, Theme};

/// Every view, alone and under every overlay.
static SCREENS: LazyLock<Vec<State>> = LazyLock::new(screens);

fn screens() -> Vec<State> {
    let mut screens = Vec::new();
    for view in View::SHOWN.into_iter().chain([View::Found]) {
        let mut state = if let View::Register(register) = view {
            registers(register)
        } else {
            morning()
        };
        state.view = view;
        screens.push(state.clone());
        state.detail.open = true;
        state.detail.scroll = Scroll::from(3);
        screens.push(state);
    }
    for (_, overlay) in overlays() {
        let mut state = morning();
        state.overlay = Some(overlay);
        screens.push(state.clone());
        state.detail.open = true;
        screens.push(state);
    }
    let mut welcome = morning();
    welcome.lists = crate::app::state::Lists::new();
    welcome.owners.clear();
    screens.push(welcome);
    screens
}

fn draw(state: &State, width: u16, height: u16) {
    let theme = Theme::new(Scheme::Dark, false);
    let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
    terminal
        .draw(|frame| crate::ui::draw(frame, state, &theme))
        .unwrap();
}

#[test]
fn no_screen_breaks_at_the_smallest_and_oddest_sizes() {
    for state in SCREENS.iter() {
        for (width, height) in [
            (0, 0),
            (1, 1),
            (1, 500),
            (500, 1),
            (2, 2),
            (3, 3),
            (20, 5),
            (117, 3),
            (118, 3),
            (300, 4),
        ] {
            draw(state, width, height);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_screen_breaks_at_any_size(width in 0_u16..220, height in 0_u16..70, which in 0_usize..80) {
        draw(&SCREENS[which % SCREENS.len()], width, height);
    }

    #[test]
    fn a_click_anywhere_is_answered_within_the_window(width in 0_u16..220, height in 0_u16..60, x in 0_u16..230,
                                                      y in 0_u16..70, which in 0_usize..80) {
        let state = &SCREENS[which % SCREENS.len()];
        let hit = crate::ui::hit(state, &Theme::default(), Size::new(width, height), x, y);
        prop_assert!(hit.is_none() || (x < width && y < height));
    }
}

/// A wire to a terminal, on which the bytes are counted.
#[derive(Clone, Default)]
struct Wire(Rc<Cell<usize>>);

impl Write for Wire {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.set(self.0.get() + bytes.len());
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The bytes that a frame writes after another one, in a window of this size.
fn bytes_between(before: &State, after: &State, width: u16, height: u16) -> usize {
    let wire = Wire::default();
    let options = TerminalOptions {
        viewport: Viewport::Fixed(Rect::new(0, 0, width, height)),
    };
    let mut terminal = Terminal::with_options(CrosstermBackend::new(wire.clone()), options).unwrap();
    let theme = Theme::new(Scheme::Dark, false);
    terminal
        .draw(|frame| crate::ui::draw(frame, before, &theme))
        .unwrap();
    wire.0.set(0);
    terminal
        .draw(|frame| crate::ui::draw(frame, after, &theme))
        .unwrap();
    wire.0.get()
}

/// A long Inbox of similar orders, on one of them, with the detail that belongs to it.
fn similar(selected: usize) -> State {
    let mut state = morning();
    let client = |number: usize| {
        [
            "Acme Pumps",
            "Hartmann Hydraulik",
            "Kontor Nord",
            "Whitmore Dairy",
        ][number % 4]
    };
    let rows = (0..150)
        .map(|number| {
            let item = 1_000 + i64::try_from(number).unwrap();
            Row {
                suggestion: state.lists.inbox.window.rows[1].suggestion.clone(),
                ..row(
                    item,
                    Kind::Order,
                    client(number),
                    &format!("{} pallets to Rotterdam", 20 + number),
                )
            }
        })
        .collect::<Vec<_>>();
    let chosen = &rows[selected];
    let mut detail = support_call();
    detail.item.number = chosen.item;
    detail.item.kind = Kind::Order;
    detail.item.urgent = false;
    detail.item.mood = None;
    detail.item.account_name.clone_from(&chosen.client);
    detail.item.subject.clone_from(&chosen.subject);
    detail.item.words = format!(
        "{} x pallet, EPAL; deliver to quay {}",
        20 + selected,
        selected + 1
    );
    detail.item.source_key = Some(format!("#{}", 4_000 + selected));
    if let Standing::Open(open) = &mut detail.item.standing {
        open.play = Play::Nobody;
        open.client_due = later(200);
    }
    detail.suggestion.clone_from(&chosen.suggestion);
    detail.brief = format!(
        "Maria, please take {}: {} for {}.\nBy: Tue 24 Nov 10:00.",
        chosen.item, chosen.subject, chosen.client
    );
    detail.timeline = vec![Event {
        at: later(-100),
        words: format!("arrived from shopify #{}", 4_000 + selected),
    }];
    state.lists.inbox.selected = Some(chosen.item);
    state.lists.inbox.top = Some(rows[0].item);
    state.lists.inbox.window.rows = rows;
    state.detail.shown = Some(Box::new(detail));
    state
}

#[test]
fn moving_the_selection_writes_little() {
    let measured = [(200, 50), (120, 36), (80, 24)].map(|(width, height)| {
        let bytes = bytes_between(&similar(5), &similar(6), width, height);
        println!("selection move at {width}x{height}: {bytes} bytes");
        bytes
    });
    assert!(measured.iter().all(|bytes| *bytes < 600), "{measured:?}");
}

#[test]
fn a_frame_like_the_one_before_writes_next_to_nothing() {
    assert!(bytes_between(&similar(5), &similar(5), 200, 50) < 64);
}

/// Accounts, one of them selected, with the page that belongs to it.
fn accounts(selected: usize) -> State {
    let mut state = registers(Register::Accounts);
    let list = state.registers.of_mut(Register::Accounts);
    let rows: Vec<RegisterRow> = (0..150_usize)
        .map(|at| {
            let mut row = list.window.rows[at % 4].clone();
            row.record = Record::Account(AccountNo(i64::try_from(at).unwrap()));
            row.client = format!("{} {at}", row.client);
            row
        })
        .collect();
    let mut page = Page::new();
    page.title(rows[selected].client.clone());
    page.text(format!("Wants line {selected} running before spring"));
    page.fact("champion", ["Jo Braddock", "Ines Weber"][selected % 2]);
    page.heading(format!("{} items are open", selected + 1));
    for item in 0..6 {
        let words = format!(
            "#{} {} pallets to {}",
            50 + item * selected,
            40 + selected,
            ["Ghent", "Rotterdam"][selected % 2]
        );
        page.led(
            register::Cell::due(later(100 + 60 * i64::try_from(item * selected).unwrap())),
            words,
        );
    }
    page.heading("Last calls");
    page.event(later(-500), "voicemail");
    list.selected = Some(rows[selected].record);
    state.detail.page = Some((rows[selected].record, Box::new(page)));
    list.top = Some(rows[0].record);
    list.window.rows = rows;
    state
}

#[test]
fn moving_from_record_to_record_writes_little() {
    let measured = [(200, 50), (120, 36), (80, 24)].map(|(width, height)| {
        let bytes = bytes_between(&accounts(5), &accounts(6), width, height);
        println!("selection move in a register at {width}x{height}: {bytes} bytes");
        bytes
    });
    assert!(measured.iter().all(|bytes| *bytes < 600), "{measured:?}");
}
