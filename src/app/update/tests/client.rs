//! What the client hears, and the end of a row.

use super::*;
use crate::app::overlay::Understood;
use crate::domain::command::{Listened, Recipient};
use crate::domain::item::{Mood, Reason};

fn only(number: i64) -> Vec<ItemNo> {
    vec![ItemNo(number)]
}

#[test]
fn enter_accepts_the_default_when_the_client_was_told() {
    let mut desk = Desk::with(orders(2));
    desk.press("t");
    let Overlay::Form(form) = desk.overlay() else {
        panic!()
    };
    assert_eq!(
        form.fields[1].when_empty, "today 17:00",
        "eight working hours from the start of the day"
    );
    desk.type_text("ships on Friday");
    assert_eq!(
        written(&desk.press("Enter")),
        Command::Tell {
            items: only(1),
            words: "ships on Friday".to_owned(),
            next: None
        }
    );
    assert_eq!(desk.selected(), Some(1), "nobody has it, so it stays awake");
}

#[test]
fn the_client_can_hear_next_at_a_date_in_words() {
    let mut desk = Desk::with(vec![with_dev(row(1, Kind::Support)), row(2, Kind::Order)]);
    desk.press("t Tab");
    desk.type_text("tomorrow 9am");
    let Overlay::Form(form) = desk.overlay() else {
        panic!()
    };
    assert_eq!(
        form.fields[1].understood,
        Understood::As("tomorrow 09:00".to_owned())
    );
    let Command::Tell { next: Some(next), .. } = written(&desk.press("Enter")) else {
        panic!()
    };
    assert_eq!(next.to_rfc3339(), "2026-11-24T09:00:00+00:00");
    assert_eq!(desk.selected(), Some(2), "it sleeps with its owner");
}

#[test]
fn a_transaction_never_handed_off_asks_for_the_reason_and_the_minutes() {
    let mut desk = Desk::with(orders(2));
    desk.press("e y");
    let Overlay::Ask(ask) = desk.overlay() else {
        panic!()
    };
    assert_eq!(ask.choices.len(), 5);
    desk.press("f");
    desk.type_text("1h30");
    assert_eq!(
        written(&desk.press("Enter")),
        Command::Finish {
            items: only(1),
            told: true,
            reason: Some(Reason::FasterMyself),
            minutes: Some(90),
            words: String::new()
        }
    );
    assert_eq!(desk.selected(), Some(2));
}

#[test]
fn first_chair_asks_the_minutes_and_enter_skips_them() {
    let mut kept = row(1, Kind::Order);
    kept.first_chair = Some(Reason::Habit);
    let mut desk = Desk::with(vec![kept]);
    desk.press("e y");
    assert_eq!(
        written(&desk.press("Enter")),
        Command::Finish {
            items: only(1),
            told: true,
            reason: None,
            minutes: None,
            words: String::new()
        }
    );
}

#[test]
fn several_rows_are_asked_for_no_minutes_for_those_are_one_rows() {
    let kept = |number| {
        let mut kept = row(number, Kind::Order);
        kept.first_chair = Some(Reason::Habit);
        kept
    };
    // Kept ones need no other answer; never handed ones and a mixture need the reason, once.
    let books = [
        (vec![kept(1), kept(2)], "y", None),
        (orders(2), "y h", Some(Reason::Habit)),
        (vec![kept(1), row(2, Kind::Order)], "y h", Some(Reason::Habit)),
    ];
    for (book, keys, reason) in books {
        let mut desk = Desk::with(book);
        desk.press("x x e");
        let Overlay::Ask(ask) = desk.overlay() else {
            panic!()
        };
        assert_eq!(ask.words(crate::keys::Intent::Yes), "yes, close them");
        assert_eq!(
            written(&desk.press(keys)),
            Command::Finish {
                items: vec![ItemNo(1), ItemNo(2)],
                told: true,
                reason,
                minutes: None,
                words: String::new()
            }
        );
    }
}

#[test]
fn a_follow_up_and_a_row_that_was_handed_off_close_without_a_reason() {
    for row in [row(1, Kind::FollowUp), with_dev(row(1, Kind::Support))] {
        let mut desk = Desk::with(vec![row]);
        assert_eq!(
            written(&desk.press("e y")),
            Command::Finish {
                items: only(1),
                told: true,
                reason: None,
                minutes: None,
                words: String::new()
            }
        );
    }
}

#[test]
fn a_client_not_told_yet_leaves_the_row_awake() {
    let mut desk = Desk::with(orders(2));
    assert_eq!(
        written(&desk.press("e n")),
        Command::Finish {
            items: only(1),
            told: false,
            reason: None,
            minutes: None,
            words: String::new()
        }
    );
    assert_eq!(desk.selected(), Some(1));
}

#[test]
fn first_chair_is_one_key_for_the_reason_and_esc_does_nothing() {
    let mut desk = Desk::with(orders(2));
    desk.press("m");
    assert!(wrote_nothing(&desk.press("z")), "no answer to the question");
    assert!(matches!(desk.overlay(), Overlay::Ask(_)));
    assert!(wrote_nothing(&desk.press("Esc")));
    assert!(desk.state.overlay.is_none());
    assert_eq!(
        written(&desk.press("m c")),
        Command::Keep {
            items: only(1),
            reason: Reason::ClientInsisted
        }
    );
    assert_eq!(desk.state.in_flight[&ItemNo(1)], "to first chair");
}

#[test]
fn dismissing_asks_by_name() {
    let mut desk = Desk::with(orders(2));
    assert!(wrote_nothing(&desk.press("#")));
    let Overlay::Ask(ask) = desk.overlay() else {
        panic!()
    };
    assert!(
        ask.title.contains("#1 Client 1") && ask.title.contains("subject 1"),
        "{}",
        ask.title
    );
    assert!(wrote_nothing(&desk.press("n")));
    assert_eq!(written(&desk.press("# y")), Command::Dismiss { items: only(1) });
}

#[test]
fn snoozing_is_two_keys() {
    let until = |keys: &str| {
        let mut desk = Desk::with(orders(2));
        let command = written(&desk.press(keys));
        assert_eq!(desk.selected(), Some(2));
        let Command::Snooze { until, .. } = command else {
            panic!()
        };
        until.to_rfc3339()
    };
    assert_eq!(until("h h"), "2026-11-24T09:00:00+00:00");
    assert_eq!(until("h l"), "2026-11-23T11:00:00+00:00");
    assert_eq!(until("h w"), "2026-11-30T09:00:00+00:00");
    assert_eq!(until("h m"), "2026-12-23T09:00:00+00:00");
}

#[test]
fn a_snooze_is_also_written_in_words_and_a_digit_begins_them() {
    let mut desk = Desk::with(orders(2));
    desk.press("h 3");
    let Overlay::Snooze(snooze) = desk.overlay() else {
        panic!()
    };
    assert_eq!(snooze.input.as_ref().unwrap().value(), "3");
    desk.type_text("d");
    let Overlay::Snooze(snooze) = desk.overlay() else {
        panic!()
    };
    assert!(matches!(&snooze.understood, Understood::As(words) if words.starts_with("Thu")));
    assert!(matches!(written(&desk.press("Enter")), Command::Snooze { .. }));

    desk.press("h Enter");
    desk.type_text("whenever");
    assert!(wrote_nothing(&desk.press("Enter")));
    let Overlay::Snooze(snooze) = desk.overlay() else {
        panic!()
    };
    assert!(matches!(snooze.understood, Understood::Not(_)));
}

#[test]
fn a_closed_row_is_only_reopened() {
    let mut desk = Desk::with(vec![closed(row(1, Kind::Order)), closed(row(2, Kind::Order))]);
    desk.press("g x");
    for keys in ["d", "e", "t", "h", "s", "m", "#"] {
        assert!(wrote_nothing(&desk.press(keys)));
        assert!(
            desk.status().contains("closed: R opens it again"),
            "{keys}: {}",
            desk.status()
        );
    }
    assert_eq!(written(&desk.press("R")), Command::Reopen { items: only(1) });
    assert_eq!(desk.selected(), Some(2));
    let mut desk = Desk::with(orders(1));
    assert!(wrote_nothing(&desk.press("R")));
}

#[test]
fn listening_takes_words_then_the_mood_then_hands_off() {
    let mut desk = Desk::with(vec![row(1, Kind::Support), row(2, Kind::Order)]);
    desk.press("l");
    desk.type_text("we cannot ship");
    desk.press("Tab");
    desk.type_text("Dev looks today");
    desk.press("Tab");
    desk.type_text("noon");
    assert!(wrote_nothing(&desk.press("Enter")));
    let Command::Listen { item, heard } = written(&desk.press("w")) else {
        panic!()
    };
    assert_eq!(item, ItemNo(1));
    assert_eq!(
        heard,
        Listened {
            words: "we cannot ship".to_owned(),
            mood: Some(Mood::Worried),
            said: "Dev looks today".to_owned(),
            next: Some("2026-11-23T12:00:00Z".parse().unwrap()),
            then: Some(Recipient::Shown),
        }
    );
    assert_eq!(desk.selected(), Some(2));
}

#[test]
fn listening_can_leave_the_mood_open_and_the_row_where_it_is() {
    let mut desk = Desk::with(vec![row(1, Kind::Support), row(2, Kind::Order)]);
    desk.press("l Ctrl-s");
    let Command::Listen { heard, .. } = written(&desk.press("Enter")) else {
        panic!()
    };
    assert_eq!((heard.mood, heard.then), (None, None));
    assert_eq!(desk.selected(), Some(1));
    desk.press("j l");
    assert!(desk.state.overlay.is_none());
    assert!(desk.status().contains("no support call"));
}

#[test]
fn a_call_that_nobody_takes_asks_whom_to_hand_it_to() {
    let mut support = row(1, Kind::Support);
    support.suggestion = None;
    let mut desk = Desk::with(vec![support]);
    desk.press("l Enter");
    assert!(wrote_nothing(&desk.press("a")));
    assert!(matches!(desk.overlay(), Overlay::Picker(_)));
    desk.type_text("dev");
    let Command::Listen { heard, .. } = written(&desk.press("Enter")) else {
        panic!()
    };
    assert_eq!(
        (heard.mood, heard.then),
        (Some(Mood::Annoyed), Some(Recipient::Owner(OwnerNo(2))))
    );
}
