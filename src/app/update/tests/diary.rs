//! Calls without a log, and the rep's absence.

use super::*;
use crate::domain::diary::{Absence, DiaryCommand, Loan, MeetingAnswer};
use crate::domain::ids::MeetingNo;
use crate::domain::register::{PlaceKey, Record, RegisterPlace, RegisterRow};
use crate::domain::settings::CallOutcome;

/// Calls with one meeting that has no log.
fn calls(account: Option<AccountNo>) -> Desk {
    let mut desk = Desk::with(orders(1));
    let row = RegisterRow {
        record: Record::Meeting(MeetingNo(4)),
        place: RegisterPlace {
            stretch: 1,
            keys: vec![PlaceKey::Int(1), PlaceKey::Int(4)],
        },
        section: "no log".to_owned(),
        account,
        client: "Acme Pumps".to_owned(),
        cells: Vec::new(),
        item: None,
        row: None,
    };
    desk.records = vec![row];
    desk.press("g c");
    desk
}

fn answer(answer: MeetingAnswer) -> Command {
    Command::Diary(DiaryCommand::Answer {
        meetings: vec![MeetingNo(4)],
        answer,
        client: None,
    })
}

#[test]
fn one_key_says_what_a_call_without_a_log_was() {
    for (key, expected) in [
        ("c", MeetingAnswer::Called(CallOutcome::Connected)),
        ("n", MeetingAnswer::Called(CallOutcome::NoAnswer)),
        ("#", MeetingAnswer::NoCall),
        ("l", MeetingAnswer::Later),
    ] {
        let mut desk = calls(Some(AccountNo(1)));
        assert_eq!(written(&desk.press(key)), answer(expected), "{key}");
    }
}

#[test]
fn where_nobody_knows_with_whom_it_was_that_is_asked_first() {
    let mut desk = calls(None);
    desk.press("c");
    assert!(
        matches!(desk.overlay(), Overlay::Client(_)),
        "{:?}",
        desk.overlay()
    );
    // What needs no client does not ask.
    desk.press("Esc");
    assert_eq!(written(&desk.press("#")), answer(MeetingAnswer::NoCall));
}

#[test]
fn going_away_asks_for_the_day_and_lends_what_is_marked() {
    let mut desk = Desk::with(orders(2));
    desk.press("x z a");
    desk.type_text("7 dec");
    let Command::Diary(DiaryCommand::Away { until, lend: None }) = written(&desk.press("Enter")) else {
        panic!()
    };
    assert!(until > desk.state.now);
    let mut desk = Desk::with(orders(2));
    desk.press("x z a");
    desk.type_text("7 dec");
    desk.press("Tab");
    let name = desk.state.owners[0].owner.name.clone();
    desk.type_text(&name);
    let Command::Diary(DiaryCommand::Away {
        lend: Some(Loan { items, .. }),
        ..
    }) = written(&desk.press("Enter"))
    else {
        panic!()
    };
    assert_eq!(items, [ItemNo(1)]);
}

#[test]
fn the_end_of_an_absence_is_asked_once_and_one_key_answers() {
    let mut desk = Desk::with(orders(2));
    let from = desk.state.now - chrono::Duration::days(7);
    let counts = |until| Counts {
        absence: Some(Absence { from, until }),
        overdue: 2,
        ..Counts::default()
    };
    // Still away: nothing is asked, and the header says so.
    let (later, now) = (desk.state.now + chrono::Duration::days(1), desk.state.now);
    desk.act(Action::Loaded(Loaded::Counts(counts(later))));
    assert!(desk.state.overlay.is_none());
    assert_eq!(desk.state.away().as_deref(), Some("away until tomorrow"));
    desk.act(Action::Loaded(Loaded::Counts(counts(now))));
    let Overlay::Ask(ask) = desk.overlay() else {
        panic!("{:?}", desk.overlay())
    };
    assert!(
        ask.title.starts_with("Back: 2 rows are overdue since"),
        "{}",
        ask.title
    );
    desk.press("Esc");
    desk.act(Action::Loaded(Loaded::Counts(counts(now))));
    assert!(desk.state.overlay.is_none());
    // It can be asked for again.
    desk.press("z b");
    let back = Command::Diary(DiaryCommand::Back { spread: 3 });
    assert_eq!(written(&desk.press("3")), back);
}
