//! The morning in words on the first start of a day, and the Monday sheet from the Pipeline.

use super::*;
use crate::app::overlay::Greeting;
use crate::domain::format::Format;
use crate::domain::morning::{Morning, Silent, Some3};

fn morning() -> Box<Morning> {
    Box::new(Morning {
        away: None,
        at: now(),
        inbox: 3,
        urgent: 0,
        waiting: 1,
        untold: 0,
        silences: Vec::new(),
        silent: [(Silent::Owner, 0), (Silent::Me, 0), (Silent::Client, 0)],
        promises: Some3::default(),
        callbacks: Some3::default(),
        checks: Some3::default(),
        unlogged: 0,
        late_tomorrow: Some3::default(),
    })
}

fn drawn(desk: &mut Desk) -> Vec<Effect> {
    desk.act(Action::Drawn {
        rows: 20,
        scroll: None,
        typing: 0,
    })
}

fn first_of_the_day() -> Desk {
    let mut desk = Desk::with(orders(3));
    desk.state.greeting = Some(Greeting::Due);
    desk
}

#[test]
fn the_morning_is_asked_for_once_a_frame_stands_and_noted_when_it_is_shown() {
    let mut desk = first_of_the_day();
    assert_eq!(drawn(&mut desk), [Effect::Ask(Question::Morning)]);
    assert_eq!(drawn(&mut desk), []);
    assert_eq!(
        desk.act(Action::Loaded(Loaded::Morning(morning()))),
        [Effect::NoteMorning]
    );
    assert_eq!(desk.state.greeting, Some(Greeting::Shown(morning())));
}

#[test]
fn the_first_key_does_its_own_work_and_the_morning_goes() {
    let mut desk = first_of_the_day();
    drawn(&mut desk);
    desk.act(Action::Loaded(Loaded::Morning(morning())));
    desk.press("j");
    assert_eq!(desk.state.greeting, None);
    assert_eq!(desk.state.row().unwrap().item, ItemNo(2));
}

#[test]
fn a_key_before_the_answer_leaves_the_morning_for_the_next_start() {
    let mut desk = first_of_the_day();
    drawn(&mut desk);
    desk.press("j");
    assert_eq!(desk.act(Action::Loaded(Loaded::Morning(morning()))), []);
    assert_eq!(desk.state.greeting, None);
}

#[test]
fn a_question_that_failed_gives_the_detail_its_place_back() {
    let mut desk = first_of_the_day();
    drawn(&mut desk);
    desk.act(Action::ReadFailed("could not read".to_owned()));
    assert_eq!(desk.state.greeting, None);
}

#[test]
fn the_morning_is_shown_again_copied_and_closed() {
    let mut desk = Desk::with(orders(1));
    assert_eq!(desk.press("g m"), [Effect::Ask(Question::Morning)]);
    assert_eq!(desk.press("y"), [], "nothing is there yet to copy");
    desk.act(Action::Loaded(Loaded::Morning(morning())));
    let text = "Monday 23 November: 3 in the inbox; 1 with owners.\nAn easy day: nothing is late, and nothing falls due.";
    assert_eq!(
        desk.press("y"),
        [Effect::CopyText {
            text: text.to_owned(),
            what: "this morning in words".to_owned()
        }]
    );
    desk.press("j");
    desk.press("Esc");
    assert_eq!(desk.state.overlay, None);
}

#[test]
fn the_monday_sheet_is_written_from_the_pipeline() {
    let mut desk = Desk::with(orders(1));
    desk.press("g d");
    for (keys, format) in [
        ("Ctrl-e m", Format::Markdown),
        ("Ctrl-e h", Format::Html),
        ("Ctrl-e c", Format::Csv),
        ("Ctrl-e j", Format::Json),
    ] {
        assert_eq!(desk.press(keys), [Effect::ExportMonday(format)]);
    }
    desk.act(Action::Exported {
        what: "the Monday sheet".to_owned(),
        path: "downbeat-monday-2026-11-23.md".to_owned(),
    });
    assert_eq!(
        desk.status(),
        "the Monday sheet written to downbeat-monday-2026-11-23.md"
    );
}
