//! Handing off, and what the owner does with it.

use super::*;
use crate::app::BriefsOf;
use crate::app::overlay::Understood;
use crate::domain::command::{Answer, Recipient, Remark, Told};

fn items(numbers: &[i64]) -> Vec<ItemNo> {
    numbers.iter().map(|number| ItemNo(*number)).collect()
}

#[test]
fn d_is_one_key_and_the_row_is_in_flight_at_once() {
    let mut desk = Desk::with(orders(3));
    let effects = desk.press("d");
    assert_eq!(
        effects,
        [Effect::Write {
            ticket: ticket(1),
            command: Command::HandOff {
                items: items(&[1]),
                to: Recipient::Shown,
                brief: None
            },
            leave_out: false,
        }]
    );
    assert_eq!(desk.state.in_flight[&ItemNo(1)], "to Maria");
    assert_eq!(desk.selected(), Some(2));
    assert!(!desk.state.selection_unseen, "the rep's own key made it");
    assert!(
        desk.state.lists.inbox.row(ItemNo(1)).is_some(),
        "it is shown in flight"
    );
}

#[test]
fn keys_pressed_before_the_commit_act_on_the_newly_selected_rows() {
    let mut desk = Desk::with(orders(4));
    desk.press("d");
    let second = desk.press("d");
    assert_eq!(
        written(&second),
        Command::HandOff {
            items: items(&[2]),
            to: Recipient::Shown,
            brief: None
        }
    );
    assert_eq!(desk.state.writes.sent.len(), 2);
    assert_eq!(desk.selected(), Some(3));
}

#[test]
fn a_commit_takes_the_row_away_and_says_how_to_undo_it() {
    let mut desk = Desk::with(orders(3));
    desk.press("d");
    desk.remove(1);
    desk.commit("#1 handed to Maria");
    assert_eq!(desk.status(), "#1 handed to Maria");
    assert_eq!(
        desk.state.status.as_ref().unwrap().undo.as_deref(),
        Some("#1 handed to Maria")
    );
    assert!(desk.state.in_flight.is_empty() && desk.state.writes.sent.is_empty());
    assert_eq!(desk.selected(), Some(2));
    assert!(!desk.state.selection_unseen);
    assert!(desk.log.contains(&Effect::Read(Query::Counts)));
}

#[test]
fn a_failure_puts_the_row_back_and_says_why() {
    let mut desk = Desk::with(orders(1));
    desk.press("d");
    assert_eq!(desk.selected(), None);
    desk.fail("cannot hand #1 off: the disk is full");
    assert_eq!(desk.status(), "cannot hand #1 off: the disk is full");
    assert!(desk.state.in_flight.is_empty());
    assert_eq!(desk.selected(), Some(1));
}

#[test]
fn a_row_on_its_way_refuses_another_action_with_a_word() {
    let mut desk = Desk::with(orders(2));
    desk.press("d");
    desk.press("k");
    assert_eq!(desk.selected(), Some(1));
    for keys in ["d", "s", "h", "1", "t", "e", "E", "c"] {
        assert!(wrote_nothing(&desk.press(keys)));
        assert!(desk.status().contains("to Maria"), "{keys}: {}", desk.status());
        assert!(desk.state.overlay.is_none());
    }
}

#[test]
fn d_on_a_row_that_an_owner_has_only_says_who_and_what_can_be_done() {
    let mut desk = Desk::with(vec![with_dev(row(1, Kind::Support)), row(2, Kind::Order)]);
    assert!(wrote_nothing(&desk.press("d")));
    let words = desk.status();
    assert!(
        words.contains("with Dev") && words.contains("f nudge") && words.contains("rx recall"),
        "{words}"
    );
    assert_eq!(desk.selected(), Some(1));
}

#[test]
fn d_without_a_suggestion_opens_the_picker() {
    let mut nobody = row(1, Kind::FollowUp);
    nobody.suggestion = None;
    let mut desk = Desk::with(vec![nobody]);
    assert!(wrote_nothing(&desk.press("d")));
    assert!(matches!(desk.overlay(), Overlay::Picker(_)));
    desk.type_text("lim");
    let Overlay::Picker(picker) = desk.overlay() else {
        panic!()
    };
    assert_eq!(picker.found, [OwnerNo(3)]);
    let effects = desk.press("Enter");
    assert_eq!(
        written(&effects),
        Command::HandOff {
            items: items(&[1]),
            to: Recipient::Owner(OwnerNo(3)),
            brief: None
        }
    );
    assert_eq!(desk.state.in_flight[&ItemNo(1)], "to Ana Lima");
    assert!(desk.state.overlay.is_none());
}

#[test]
fn the_picker_matches_loosely_and_an_empty_match_picks_nobody() {
    let mut desk = Desk::with(orders(1));
    desk.press("D");
    let Overlay::Picker(picker) = desk.overlay() else {
        panic!()
    };
    assert_eq!(picker.found.len(), 3);
    desk.press("Down");
    desk.press("Down");
    desk.press("Down");
    desk.press("Up");
    let Overlay::Picker(picker) = desk.overlay() else {
        panic!()
    };
    assert_eq!(picker.at, 1);
    desk.type_text("zzz");
    assert!(wrote_nothing(&desk.press("Enter")));
    assert!(desk.status().contains("no owner matches"));
    assert!(matches!(desk.overlay(), Overlay::Picker(_)));
    desk.press("Esc");
    assert!(desk.state.overlay.is_none());
}

#[test]
fn a_seat_hands_to_whoever_holds_it() {
    let mut desk = Desk::with(vec![row(1, Kind::Order), with_dev(row(2, Kind::Support))]);
    let effects = desk.press("2");
    assert_eq!(
        written(&effects),
        Command::HandOff {
            items: items(&[1]),
            to: Recipient::Owner(OwnerNo(2)),
            brief: None
        }
    );
    assert!(wrote_nothing(&desk.press("9")));
    assert_eq!(desk.status(), "nobody holds seat 9");
    assert!(wrote_nothing(&desk.press("2")), "Dev already has it");
    assert!(!wrote_nothing(&desk.press("1")), "to another in one command");
}

#[test]
fn an_owners_answer_is_two_keys() {
    let mut desk = Desk::with(vec![with_dev(row(1, Kind::Support)), row(2, Kind::Order)]);
    let returned = written(&desk.press("r r"));
    assert!(matches!(
        returned,
        Command::Answer {
            answer: Answer::Returned,
            ..
        }
    ));
    assert!(desk.state.in_flight.is_empty(), "a returned row stays in Inbox");
    assert!(matches!(
        written(&desk.press("r d")),
        Command::Answer {
            answer: Answer::Done,
            ..
        }
    ));
    assert_eq!(
        written(&desk.press("r x")),
        Command::Recall { items: items(&[1]) }
    );
    desk.press("j");
    assert!(wrote_nothing(&desk.press("r d")));
    assert!(desk.status().contains("with nobody"));
    desk.press("r z");
    assert!(desk.state.pending.is_empty());
}

#[test]
fn an_acknowledgement_may_give_a_date() {
    let mut desk = Desk::with(vec![with_dev(row(1, Kind::Support))]);
    desk.press("r a");
    let skipped = desk.press("Enter");
    assert_eq!(
        written(&skipped),
        Command::Answer {
            items: items(&[1]),
            answer: Answer::Acknowledged { by: None },
            words: String::new()
        }
    );
    let mut desk = Desk::with(vec![with_dev(row(1, Kind::Support))]);
    desk.press("r a");
    desk.type_text("soonish");
    let Overlay::Form(form) = desk.overlay() else {
        panic!()
    };
    assert!(matches!(form.fields[0].understood, Understood::Not(_)));
    assert!(wrote_nothing(&desk.press("Enter")));
    desk.press("Ctrl-u");
    desk.type_text("fri 10:00");
    let Command::Answer {
        answer: Answer::Acknowledged { by: Some(by) },
        ..
    } = written(&desk.press("Enter"))
    else {
        panic!()
    };
    assert_eq!(by.to_rfc3339(), "2026-11-27T10:00:00+00:00");
}

#[test]
fn escalating_needs_a_name_on_the_owners_card() {
    let mut desk = Desk::with(vec![with_dev(row(1, Kind::Support)), row(2, Kind::Order)]);
    assert!(wrote_nothing(&desk.press("!")));
    assert!(desk.status().contains("Dev's card"), "{}", desk.status());
    desk.owners[1].owner.escalate_to = Some(OwnerNo(3));
    desk.act(Action::Changed);
    assert_eq!(
        written(&desk.press("!")),
        Command::Escalate { items: items(&[1]) }
    );
}

#[test]
fn a_nudged_row_leaves_inbox_and_stays_in_waiting() {
    let mut desk = Desk::with(vec![with_dev(row(1, Kind::Support)), row(2, Kind::Order)]);
    assert_eq!(written(&desk.press("f")), Command::Nudge { items: items(&[1]) });
    assert_eq!(desk.selected(), Some(2));
    let mut desk = Desk::with(vec![
        with_dev(row(1, Kind::Support)),
        with_dev(row(2, Kind::Order)),
    ]);
    desk.press("g w");
    desk.press("f");
    assert_eq!(desk.selected(), Some(1));
    assert!(desk.state.in_flight.is_empty());
}

#[test]
fn copying_a_brief_tells_its_owner_once_it_is_on_the_clipboard() {
    let mut desk = Desk::with(vec![with_dev(row(1, Kind::Support))]);
    let of = BriefsOf::Rows(items(&[1]));
    assert_eq!(desk.press("y"), [Effect::Read(Query::Briefs(of.clone()))]);
    let effects = desk.act(Action::Loaded(Loaded::Briefs {
        of: of.clone(),
        text: "Please fix".to_owned(),
        tells: items(&[1]),
    }));
    let copy = Effect::Copy {
        text: "Please fix".to_owned(),
        of: of.clone(),
        tells: items(&[1]),
    };
    assert_eq!(effects, [copy]);
    let effects = desk.act(Action::Copied {
        of: of.clone(),
        tells: items(&[1]),
    });
    assert_eq!(
        written(&effects),
        Command::MarkTold {
            items: items(&[1]),
            how: Told::Copied
        }
    );
    let effects = desk.act(Action::Copied {
        of,
        tells: Vec::new(),
    });
    assert!(wrote_nothing(&effects));
    assert!(desk.status().contains("copied"));
}

#[test]
fn a_copy_that_failed_tells_nobody() {
    let mut desk = Desk::with(vec![with_dev(row(1, Kind::Support))]);
    let effects = desk.act(Action::CopyFailed("cannot reach the clipboard".to_owned()));
    assert!(effects.is_empty());
    assert_eq!(desk.status(), "cannot reach the clipboard");
}

#[test]
fn nothing_to_copy_is_said() {
    let mut desk = Desk::with(orders(1));
    assert_eq!(
        desk.press("Y"),
        [Effect::Read(Query::Briefs(BriefsOf::LastHanded))]
    );
    let empty = Loaded::Briefs {
        of: BriefsOf::LastHanded,
        text: String::new(),
        tells: Vec::new(),
    };
    assert!(desk.act(Action::Loaded(empty)).is_empty());
    assert_eq!(desk.status(), "nothing has been handed off yet");
}

#[test]
fn the_rep_can_say_that_an_owner_knows() {
    let mut told = with_dev(row(1, Kind::Support));
    if let Some(with) = &mut told.with {
        with.untold = false;
    }
    let mut desk = Desk::with(vec![told, with_dev(row(2, Kind::Support))]);
    assert!(wrote_nothing(&desk.press("T")));
    assert!(desk.status().contains("already knows"));
    desk.press("j");
    assert_eq!(
        written(&desk.press("T")),
        Command::MarkTold {
            items: items(&[2]),
            how: Told::Marked
        }
    );
}

#[test]
fn why_says_the_reason_for_the_owner_shown() {
    let mut desk = Desk::with(orders(1));
    desk.press("w");
    assert!(
        desk.status().contains("Maria: default for orders"),
        "{}",
        desk.status()
    );
}

#[test]
fn handing_over_in_waiting_keeps_the_row_there() {
    let mut desk = Desk::with(vec![
        with_dev(row(1, Kind::Support)),
        with_dev(row(2, Kind::Support)),
    ]);
    desk.press("g w");
    let command = written(&desk.press("1"));
    assert_eq!(
        command,
        Command::HandOff {
            items: items(&[1]),
            to: Recipient::Owner(OwnerNo(1)),
            brief: None
        }
    );
    assert!(desk.state.in_flight.is_empty());
    assert_eq!(desk.selected(), Some(1));
    assert_eq!(
        written(&desk.press("r x")),
        Command::Recall { items: items(&[1]) }
    );
    assert_eq!(desk.selected(), Some(2), "a recalled row leaves Waiting");
}

#[test]
fn what_was_left_out_and_what_else_deserves_a_word_is_said() {
    let mut desk = Desk::with(orders(3));
    desk.press("x");
    desk.press("x");
    let effects = desk.press("d");
    let Some(Effect::Write {
        command,
        leave_out,
        ticket,
    }) = effects.first()
    else {
        panic!()
    };
    assert_eq!(
        (command, *leave_out),
        (
            &Command::HandOff {
                items: items(&[1, 2]),
                to: Recipient::Shown,
                brief: None
            },
            true
        )
    );
    let done = Done {
        command: CommandNo(1),
        words: "#1 handed to Maria".to_owned(),
        items: items(&[1]),
        left_out: vec!["#2 is closed".to_owned()],
        draft: None,
        remark: Some(Remark::Words("Maria is away until Tue".to_owned())),
        undo: None,
        over: None,
        lesson: None,
    };
    desk.act(Action::Committed {
        ticket: *ticket,
        done,
    });
    assert_eq!(
        desk.status(),
        "#1 handed to Maria · Maria is away until Tue · left out: #2 is closed"
    );
    assert!(desk.state.lists.inbox.marks.is_empty());
}

#[test]
fn the_chase_that_a_nudge_drafted_is_one_key_away_until_the_next_command() {
    let mut desk = Desk::with(vec![with_dev(row(1, Kind::Support)), row(2, Kind::Order)]);
    desk.press("f");
    let done = Done {
        command: CommandNo(1),
        words: "Dev nudged about #1".to_owned(),
        items: items(&[1]),
        left_out: Vec::new(),
        draft: Some("Hello Dev".to_owned()),
        remark: None,
        undo: None,
        over: None,
        lesson: None,
    };
    desk.act(Action::Committed {
        ticket: ticket(1),
        done,
    });
    assert_eq!(desk.status(), "Dev nudged about #1 · Y copies the chase");
    let of = BriefsOf::LastHanded;
    let copy = Effect::Copy {
        text: "Hello Dev".to_owned(),
        of: of.clone(),
        tells: Vec::new(),
    };
    assert_eq!(desk.press("Y"), [copy]);
    desk.act(Action::Copied {
        of: of.clone(),
        tells: Vec::new(),
    });
    assert_eq!(desk.status(), "the chase is copied");
    desk.press("s");
    desk.commit("#2 is urgent");
    assert_eq!(desk.press("Y"), [Effect::Read(Query::Briefs(of))]);
}

#[test]
fn a_failure_stays_until_it_is_read_whatever_else_reaches_the_disk() {
    let drawn = Action::Drawn {
        rows: 20,
        scroll: None,
        typing: 0,
    };
    let mut desk = Desk::with(orders(4));
    desk.press("d");
    desk.press("d");
    desk.fail("could not use the store: another program is writing to it");
    // Typed ahead: nobody has seen the failure yet.
    desk.press("j");
    desk.remove(2);
    desk.commit("#2 handed to Maria");
    assert!(desk.status().contains("another program"), "{}", desk.status());
    let undo = desk.state.status.as_ref().and_then(|status| status.undo.clone());
    assert_eq!(undo.as_deref(), Some("#2 handed to Maria"));
    desk.act(drawn);
    assert!(desk.status().contains("another program"), "{}", desk.status());
    desk.press("j");
    assert_eq!(desk.status(), "");
    desk.press("s");
    desk.commit("#4 starred");
    assert_eq!(desk.status(), "#4 starred");
}
