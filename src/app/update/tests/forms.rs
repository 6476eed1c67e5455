//! How fields are read.

use super::*;
use crate::app::fields;
use crate::domain::clean;

fn state() -> State {
    State::new(Settings::default(), Keymap::default(), now(), None)
}

#[test]
fn minutes_are_read_as_people_write_them() {
    for (text, minutes) in [
        ("25", 25),
        ("25m", 25),
        ("25 min", 25),
        ("1h", 60),
        ("1h30", 90),
        ("1 h 30 min", 90),
        ("0", 0),
    ] {
        assert_eq!(fields::minutes(text), Ok(minutes), "{text}");
    }
    for text in ["", "h", "1h75", "-5", "1.5", "99999999999", "1441", "a while"] {
        assert!(fields::minutes(text).is_err(), "{text}");
    }
}

#[test]
fn amounts_are_read_with_their_currency_on_either_side() {
    let read = |text: &str| fields::money(&state(), text).map(|money| money.to_string());
    for (text, shown) in [
        ("3180", "€3,180"),
        ("€3,180.50", "€3,180.50"),
        ("3180 CHF", "CHF 3,180"),
        ("chf 3180", "CHF 3,180"),
        ("$ 12", "$12"),
        ("1 234", "€1,234"),
    ] {
        assert_eq!(read(text).as_deref(), Ok(shown), "{text}");
    }
    for text in ["a lot", "EUR", "€", "12 XX"] {
        assert!(read(text).is_err(), "{text}");
    }
}

#[test]
fn kinds_are_read_in_the_words_of_the_screen() {
    assert_eq!(
        fields::kinds("orders, support"),
        Ok(vec![Kind::Order, Kind::Support])
    );
    assert_eq!(
        fields::kinds("support calls and follow-ups"),
        Ok(vec![Kind::Support, Kind::FollowUp])
    );
    assert_eq!(
        fields::kinds("all"),
        Ok(vec![Kind::Order, Kind::Support, Kind::FollowUp])
    );
    assert_eq!(
        fields::kinds("o s f"),
        Ok(vec![Kind::Order, Kind::Support, Kind::FollowUp])
    );
    assert_eq!(fields::kinds("follow up"), Ok(vec![Kind::FollowUp]));
    assert!(fields::kinds("invoices").is_err());
}

#[test]
fn seats_hours_and_handles_have_their_bounds() {
    assert_eq!(fields::seat("9"), Ok(9));
    assert!(fields::seat("0").is_err() && fields::seat("10").is_err() && fields::seat("x").is_err());
    assert_eq!(fields::hours("8 h"), Ok(8));
    assert!(fields::hours("0").is_err() && fields::hours("201").is_err());
    assert_eq!(fields::handle("@Maria"), Ok("maria".to_owned()));
    assert!(fields::handle("two words").is_err());
    assert_eq!(fields::handle_of("Ørjan Møller"), "ørjan");
}

#[test]
fn an_owner_is_found_by_the_beginning_of_a_name_when_there_is_just_one() {
    let mut state = state();
    state.owners = vec![
        owner(1, "Maria", None),
        owner(2, "Marco", None),
        owner(3, "Çelik", None),
    ];
    let found = |text: &str| fields::owner(&state, text).map(|owner| owner.number.0);
    assert_eq!(found("maria"), Ok(1));
    assert_eq!(found("@marc"), Ok(2));
    assert_eq!(found("celik"), Ok(3));
    assert!(found("mar").unwrap_err().contains("several"));
    assert!(found("zz").is_err());
}

#[test]
fn what_a_call_opens_is_a_support_call_unless_it_says_otherwise() {
    assert_eq!(
        fields::opens("login fails"),
        Ok((Kind::Support, "login fails".to_owned()))
    );
    assert_eq!(
        fields::opens("order: 20 seals"),
        Ok((Kind::Order, "20 seals".to_owned()))
    );
    assert_eq!(
        fields::opens("follow-up send the offer"),
        Ok((Kind::FollowUp, "send the offer".to_owned()))
    );
    assert!(fields::opens("order:").is_err());
}

mod any_text {
    use super::*;
    use crate::app::overlay::Reads;
    use proptest::prelude::*;

    proptest! {
        /// Whatever is typed into whatever field, it is understood or refused in words.
        #[test]
        fn never_breaks_a_field(text in "\\PC{0,40}") {
            let state = state();
            for reads in [
                Reads::Text, Reads::NeededText, Reads::Prose, Reads::NeededProse, Reads::Date, Reads::NextCall, Reads::AwayUntil, Reads::Minutes,
                Reads::Money, Reads::Account, Reads::Handle, Reads::Seat, Reads::Kinds, Reads::Hours,
                Reads::OwnerName, Reads::Kind, Reads::Opens,
            ] {
                fields::understand(&state, reads, &text);
            }
        }

        /// Whatever keys are pressed, nothing panics and a text field never loses its place.
        #[test]
        fn never_breaks_the_screen(text in "[a-zA-Z0-9 :.!@#/?*\\\\]{0,40}") {
            let mut desk = Desk::with(orders(5));
            for letter in text.chars() {
                desk.act(Action::Key(Key::plain(Code::Char(letter))));
                if letter == '.' {
                    desk.press("Enter");
                }
                if letter == ':' {
                    desk.act(Action::Paste("pasted".to_owned()));
                }
            }
        }
    }
}

#[test]
fn what_was_typed_is_dropped_only_by_a_second_esc() {
    for (keys, type_after) in [
        ("a", ""),
        ("t", ""),
        ("E", ""),
        ("i", ""),
        ("c c", ""),
        ("l", ""),
        ("l", "Enter"),
    ] {
        let mut desk = Desk::with(vec![row(1, Kind::Support)]);
        desk.press(keys);
        desk.type_text("they wait for a part");
        if !type_after.is_empty() {
            desk.press(type_after);
        }
        let before = desk.overlay().clone();
        desk.press("Esc");
        assert_eq!(desk.overlay(), &before, "{keys} {type_after}");
        assert_eq!(desk.status(), "Esc again drops what you typed");
        assert!(wrote_nothing(&desk.press("Esc")));
        assert!(desk.state.overlay.is_none(), "{keys} {type_after}");
    }
}

#[test]
fn a_key_in_between_takes_the_warning_back() {
    let mut desk = Desk::with(orders(1));
    desk.press("a");
    desk.type_text("call");
    desk.press("Esc");
    desk.type_text("s");
    desk.press("Esc");
    assert!(matches!(desk.overlay(), Overlay::Form(_)));
    assert!(desk.press("Ctrl-c").is_empty(), "leaving warns too");
    assert!(matches!(desk.press("Ctrl-c").as_slice(), [Effect::Quit { .. }]));
}

#[test]
fn a_form_that_was_only_opened_closes_at_once() {
    let mut desk = Desk::with(orders(1));
    for keys in ["a Esc", "E Esc", "t Esc", "i Esc", "c c Esc"] {
        desk.press(keys);
        assert!(desk.state.overlay.is_none(), "{keys}");
    }
}

#[test]
fn a_write_that_fails_gives_back_what_was_typed() {
    let mut desk = Desk::with(orders(1));
    desk.press("a");
    desk.type_text("they wait for a part");
    desk.press("Enter");
    assert!(desk.state.overlay.is_none());
    desk.fail("the disk is full: free some space, then try again");
    let Overlay::Form(form) = desk.overlay() else {
        panic!("the note is gone")
    };
    assert_eq!(form.text("note"), "they wait for a part");
    assert!(desk.status().contains("disk is full"));
    assert!(
        matches!(written(&desk.press("Enter")), Command::Note { text, .. } if text == "they wait for a part")
    );
}

#[test]
fn a_paste_of_several_lines_keeps_them_in_a_note() {
    let mut desk = Desk::with(orders(1));
    desk.press("a");
    desk.act(Action::Paste("Pump 3:\r\n  alarm 17\n\nat night\n".to_owned()));
    desk.type_text("and at noon");
    assert!(matches!(
        written(&desk.press("Enter")),
        Command::Note { text, .. } if text == "Pump 3:\n  alarm 17\n\nat night\nand at noon"
    ));
}

#[test]
fn a_paste_of_several_lines_into_a_field_of_one_says_where_they_ended() {
    let mut desk = Desk::with(orders(1));
    desk.press("E");
    desk.press("Ctrl-u");
    desk.act(Action::Paste("Pump 3:\r\n  alarm 17\n\nat night\n".to_owned()));
    let Command::Edit { edit, .. } = written(&desk.press("Enter")) else {
        panic!()
    };
    assert_eq!(edit.subject.as_deref(), Some("Pump 3: / alarm 17 / at night"));
}

#[test]
fn a_paste_keeps_the_blank_that_parts_it_from_what_is_typed() {
    let mut desk = Desk::with(orders(1));
    for keys in ["a", "E"] {
        desk.press(keys);
        desk.press("Ctrl-u");
        desk.act(Action::Paste("pump 3 \t".to_owned()));
        desk.act(Action::Paste(" \u{1b}[31mleaks".to_owned()));
        let Overlay::Form(form) = desk.overlay() else {
            panic!()
        };
        assert_eq!(form.fields[form.focus].input.value(), "pump 3  leaks", "{keys}");
        desk.press("Esc Esc");
    }
}

#[test]
fn a_field_that_is_full_says_so() {
    let mut desk = Desk::with(orders(1));
    desk.press("a");
    desk.act(Action::Paste("x".repeat(30_000)));
    let held = |desk: &Desk| match desk.overlay() {
        Overlay::Form(form) => form.text("note").chars().count(),
        _ => panic!(),
    };
    assert_eq!(held(&desk), clean::NOTE - 2);
    desk.type_text("yz");
    for full in [
        Action::Paste("more".to_owned()),
        Action::Key(Key::plain(Code::Char('!'))),
    ] {
        desk.act(full);
        assert_eq!(desk.status(), "a field holds 20000 characters at most");
        desk.act(Action::Key(Key::plain(Code::Home)));
    }
    assert_eq!(held(&desk), clean::NOTE);
}

#[test]
fn a_note_has_several_lines_and_enter_saves_them() {
    let mut desk = Desk::with(orders(1));
    desk.press("a");
    desk.type_text("Pump 3");
    desk.press("Ctrl-j");
    desk.type_text("alarm 17");
    desk.press("Alt-Enter");
    desk.press("Shift-Enter");
    desk.type_text("at night");
    assert_eq!(
        written(&desk.press("Enter")),
        Command::Note {
            items: vec![ItemNo(1)],
            text: "Pump 3\nalarm 17\n\nat night".to_owned()
        }
    );
}

#[test]
fn a_line_break_in_a_field_of_one_line_is_refused_with_a_word() {
    let mut desk = Desk::with(orders(1));
    for keys in ["E", "i"] {
        desk.press(keys);
        desk.press("Ctrl-j");
        assert_eq!(desk.status(), "this field takes one line", "{keys}");
        assert!(desk.state.overlay.is_some());
        desk.press("Esc Esc");
    }
}

#[test]
fn the_arrows_go_through_the_rows_of_a_note_before_they_leave_the_field() {
    let mut desk = Desk::with(vec![row(1, Kind::Support)]);
    let focus = |desk: &Desk| match desk.overlay() {
        Overlay::Form(form) => (form.focus, form.fields[form.focus].input.cursor()),
        _ => panic!(),
    };
    desk.press("l");
    desk.type_text("it fails");
    desk.press("Ctrl-j");
    desk.type_text("at night");
    desk.press("Up");
    assert_eq!(focus(&desk), (0, 8));
    desk.press("Down");
    assert_eq!(focus(&desk), (0, 17));
    desk.press("Down");
    assert_eq!(focus(&desk), (1, 0));
    desk.press("Up");
    assert_eq!(focus(&desk), (0, 17));
    // In rows of five cells: `it `, `fails`, `at `, `night`.
    desk.act(Action::Drawn {
        rows: 20,
        scroll: None,
        typing: 5,
    });
    desk.press("Up Up Up");
    assert_eq!(focus(&desk), (0, 2));
    desk.press("Up");
    assert_eq!(focus(&desk).0, 2);
}
