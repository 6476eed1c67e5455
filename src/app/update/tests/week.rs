//! The week.

use super::*;
use crate::app::state::{Status, StatusKind};
use crate::domain::format::Format;
use crate::domain::week::Week;

fn week(number: u32) -> Week {
    Week::new(2026, number).unwrap()
}

#[test]
fn the_running_week_is_asked_for_and_others_are_turned_to() {
    let mut desk = Desk::with(orders(1));
    assert_eq!(desk.press("g k"), [Effect::Ask(Question::Week(week(48)))]);
    assert_eq!(desk.press("h"), [Effect::Ask(Question::Week(week(47)))]);
    assert!(
        desk.state.week.report.is_none(),
        "the old figures are not shown for it"
    );
    assert_eq!(desk.press("Left"), [Effect::Ask(Question::Week(week(46)))]);
    assert_eq!(desk.press("l"), [Effect::Ask(Question::Week(week(47)))]);
    assert_eq!(desk.press("0"), [Effect::Ask(Question::Week(week(48)))]);
    assert!(desk.press("l").is_empty());
    assert!(desk.status().contains("has not begun"));
}

#[test]
fn the_week_is_exported_in_four_formats_and_says_where() {
    for (keys, format) in [
        ("e m", Format::Markdown),
        ("e h", Format::Html),
        ("e c", Format::Csv),
        ("e j", Format::Json),
    ] {
        let mut desk = Desk::with(orders(1));
        desk.press("g k");
        assert_eq!(
            desk.press(keys),
            [Effect::Export {
                week: week(48),
                format
            }]
        );
        desk.state.status = Some(Status {
            text: "#1 handed to Maria".to_owned(),
            kind: StatusKind::Done,
            undo: Some("#1 handed to Maria".to_owned()),
        });
        desk.act(Action::Exported {
            what: "2026-W48".to_owned(),
            path: "downbeat-2026-W48.md".to_owned(),
        });
        assert_eq!(desk.status(), "2026-W48 written to downbeat-2026-W48.md");
        let undo = desk
            .state
            .status
            .as_ref()
            .and_then(|status| status.undo.as_deref());
        assert_eq!(undo, Some("#1 handed to Maria"), "which u still takes back");
        desk.act(Action::ExportFailed(
            "cannot write: read-only directory".to_owned(),
        ));
        assert_eq!(desk.status(), "cannot write: read-only directory");
    }
}

#[test]
fn the_status_goes_on_naming_what_undo_takes_back_after_an_export() {
    let mut desk = Desk::with(orders(1));
    desk.press("s");
    desk.commit("#1 starred");
    desk.press("g k e m");
    desk.act(Action::Exported {
        what: "2026-W48".to_owned(),
        path: "downbeat-2026-W48.md".to_owned(),
    });
    let undo = desk
        .state
        .status
        .as_ref()
        .and_then(|status| status.undo.as_deref());
    assert_eq!(undo, Some("#1 starred"));
}

#[test]
fn the_week_is_copied() {
    let mut desk = Desk::with(orders(1));
    desk.press("g k");
    assert_eq!(desk.press("y"), [Effect::CopyWeek(week(48))]);
    desk.act(Action::WeekCopied);
    assert!(desk.status().contains("copied"));
}

#[test]
fn the_figures_are_read_again_when_something_changed() {
    let mut desk = Desk::with(orders(1));
    desk.press("g k");
    assert!(
        desk.act(Action::Changed)
            .contains(&Effect::Ask(Question::Week(week(48))))
    );
}
