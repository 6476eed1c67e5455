//! Orchestra, owners' cards, the first start.

use super::*;
use crate::app::BriefsOf;
use crate::app::overlay::Understood;
use crate::domain::command::Told;

fn in_orchestra() -> Desk {
    let mut desk = Desk::with(orders(2));
    desk.press("g r");
    desk
}

fn problem(desk: &Desk) -> Option<String> {
    match desk.overlay() {
        Overlay::Form(form) => form.problem.clone(),
        Overlay::Welcome(welcome) => welcome.form.as_ref().and_then(|form| form.problem.clone()),
        other => panic!("{other:?}"),
    }
}

#[test]
fn owners_are_walked_through_and_keep_their_selection() {
    let mut desk = in_orchestra();
    assert_eq!(desk.state.owner_selected, Some(OwnerNo(1)));
    desk.press("j G");
    assert_eq!(desk.state.owner_selected, Some(OwnerNo(3)));
    desk.press("k");
    desk.owners.reverse();
    desk.act(Action::Changed);
    assert_eq!(desk.state.owner_selected, Some(OwnerNo(2)));
}

#[test]
fn all_untold_briefs_of_an_owner_go_as_one_message() {
    let mut desk = in_orchestra();
    let of = BriefsOf::Owner(OwnerNo(1));
    assert_eq!(desk.press("y"), [Effect::Read(Query::Briefs(of.clone()))]);
    let tells = vec![ItemNo(4), ItemNo(5)];
    let effects = desk.act(Action::Loaded(Loaded::Briefs {
        of: of.clone(),
        text: "both".to_owned(),
        tells: tells.clone(),
    }));
    assert!(matches!(effects.as_slice(), [Effect::Copy { .. }]));
    let effects = desk.act(Action::Copied {
        of,
        tells: tells.clone(),
    });
    assert_eq!(
        written(&effects),
        Command::MarkTold {
            items: tells,
            how: Told::Copied
        },
        "only what was on the clipboard is told"
    );
}

#[test]
fn an_owner_is_marked_told_only_of_something() {
    let mut desk = in_orchestra();
    assert!(wrote_nothing(&desk.press("T")));
    assert!(desk.status().contains("told of everything"));
    desk.owners[0].load.untold = 2;
    desk.act(Action::Changed);
    assert_eq!(
        written(&desk.press("T")),
        Command::MarkOwnerTold {
            owner: OwnerNo(1),
            how: Told::Marked
        }
    );
}

#[test]
fn what_owners_have_at_hand_is_read_only_where_it_is_shown() {
    let mut desk = Desk::with(orders(2));
    let mut reads = |press: &str| {
        desk.log.clear();
        match press {
            "" => drop(desk.act(Action::Changed)),
            keys => drop(desk.press(keys)),
        }
        let queries = desk.log.iter().filter_map(|effect| match effect {
            Effect::Read(query @ (Query::Owners | Query::OwnersAtWork)) => Some(query.clone()),
            _other => None,
        });
        queries.collect::<Vec<_>>()
    };
    assert_eq!(
        reads(""),
        [Query::Owners],
        "another program wrote, and the inbox is shown"
    );
    assert_eq!(reads("D"), [Query::OwnersAtWork], "the picker shows it");
    assert_eq!(
        reads(""),
        [Query::OwnersAtWork],
        "another program wrote, and the picker is shown"
    );
    assert_eq!(reads("Esc"), []);
    assert_eq!(reads("g r"), [Query::OwnersAtWork], "Orchestra shows it");
    assert_eq!(
        reads(""),
        [Query::OwnersAtWork],
        "another program wrote, and Orchestra is shown"
    );
    assert_eq!(reads("g i"), []);
}

#[test]
fn opening_an_owner_shows_what_is_with_them_and_back_returns() {
    let mut desk = in_orchestra();
    desk.press("j Enter");
    assert_eq!(desk.view(), View::Waiting);
    assert_eq!(desk.state.lists.waiting.scope.owner, Some(OwnerNo(2)));
    desk.press("Esc");
    assert_eq!(desk.view(), View::Orchestra);
    desk.press("g w");
    assert_eq!(desk.state.lists.waiting.scope.owner, None);
}

#[test]
fn a_new_owner_needs_only_a_name() {
    let mut desk = in_orchestra();
    desk.press("a");
    assert!(wrote_nothing(&desk.press("Enter")));
    assert_eq!(problem(&desk).as_deref(), Some("the name is missing"));
    desk.type_text("Zoë Ngũgĩ");
    let Command::AddOwners(owners) = written(&desk.press("Enter")) else {
        panic!()
    };
    assert_eq!(
        (owners[0].handle.as_str(), owners[0].name.as_str()),
        ("zoë", "Zoë Ngũgĩ")
    );
    assert_eq!(
        (owners[0].hours, owners[0].seat, owners[0].kinds.len()),
        (0, None, 0)
    );
}

#[test]
fn a_taken_seat_or_handle_is_refused_with_the_name_of_who_has_it() {
    let mut desk = in_orchestra();
    desk.press("a");
    desk.type_text("Maria Stone");
    assert!(wrote_nothing(&desk.press("Enter")));
    assert_eq!(
        problem(&desk).as_deref(),
        Some("the handle maria is Maria's: write another one")
    );
    desk.type_text("mstone");
    desk.press("Shift-Tab");
    desk.type_text("2");
    assert!(wrote_nothing(&desk.press("Enter")));
    assert_eq!(
        problem(&desk).as_deref(),
        Some("seat 2 is Dev's: take another one")
    );
    desk.press("Backspace");
    desk.type_text("3");
    desk.press("Shift-Tab");
    desk.type_text("orders and follow ups");
    let Command::AddOwners(owners) = written(&desk.press("Enter")) else {
        panic!()
    };
    assert_eq!(
        (owners[0].seat, owners[0].kinds.clone()),
        (Some(3), vec![Kind::Order, Kind::FollowUp])
    );
}

#[test]
fn a_card_is_edited_whole_and_an_unchanged_one_is_left_alone() {
    let mut desk = in_orchestra();
    desk.owners[0].owner.stand_in = Some(OwnerNo(2));
    desk.act(Action::Changed);
    desk.press("E");
    assert!(wrote_nothing(&desk.press("Enter")));
    assert_eq!(desk.status(), "nothing was changed");
    desk.press("E Shift-Tab");
    desk.type_text("ana");
    desk.press("Shift-Tab Shift-Tab");
    desk.type_text("next mon");
    let Command::EditOwner(owner) = written(&desk.press("Enter")) else {
        panic!()
    };
    assert_eq!(
        (owner.number, owner.escalate_to, owner.stand_in),
        (OwnerNo(1), Some(OwnerNo(3)), Some(OwnerNo(2)))
    );
    assert_eq!(
        owner.away_until.unwrap().to_rfc3339(),
        "2026-11-30T09:00:00+00:00"
    );
}

fn first_start() -> Desk {
    let mut desk = Desk::with(Vec::new());
    desk.owners.clear();
    desk.state = State::new(
        Settings::default(),
        Keymap::default(),
        now(),
        Some("~/.local/share/downbeat/downbeat.db".to_owned()),
    );
    desk.act(Action::Start);
    desk
}

#[test]
fn the_first_start_takes_the_first_owners_one_card_after_another() {
    let mut desk = first_start();
    let Overlay::Welcome(welcome) = desk.overlay() else {
        panic!()
    };
    assert!(welcome.place.ends_with("downbeat.db"));
    desk.press("o");
    desk.type_text("Maria");
    desk.press("Tab Tab");
    desk.type_text("order");
    desk.press("Tab");
    desk.type_text("1");
    assert!(wrote_nothing(&desk.press("Enter")));
    let Overlay::Welcome(welcome) = desk.overlay() else {
        panic!()
    };
    assert_eq!(welcome.entered.len(), 1);
    desk.type_text("Dev");
    desk.press("Tab Tab Tab");
    desk.type_text("1");
    let Overlay::Welcome(welcome) = desk.overlay() else {
        panic!()
    };
    let seat = &welcome.form.as_ref().unwrap().fields[3];
    assert_eq!(
        seat.understood,
        Understood::Not("seat 1 is Maria's: take another one".to_owned()),
        "said while it is typed"
    );
    assert!(wrote_nothing(&desk.press("Enter")));
    assert_eq!(
        problem(&desk).as_deref(),
        Some("seat 1 is Maria's: take another one")
    );
    desk.press("Backspace");
    desk.type_text("2");
    desk.press("Enter");
    let Command::AddOwners(owners) = written(&desk.press("Enter")) else {
        panic!()
    };
    let seats: Vec<_> = owners
        .iter()
        .map(|owner| (owner.name.as_str(), owner.seat))
        .collect();
    assert_eq!(seats, [("Maria", Some(1)), ("Dev", Some(2))]);
    assert!(desk.state.overlay.is_none());
}

#[test]
fn leaving_the_cards_saves_the_owners_entered_so_far() {
    let mut desk = first_start();
    desk.press("o");
    desk.type_text("Maria");
    desk.press("Enter");
    desk.type_text("De");
    // What stands on the card is not dropped by one key.
    assert!(wrote_nothing(&desk.press("Esc")));
    assert!(matches!(written(&desk.press("Esc")), Command::AddOwners(owners) if owners.len() == 1));
}

#[test]
fn the_first_start_leads_to_the_demo_to_help_or_past_it() {
    let mut desk = first_start();
    desk.press("?");
    assert!(matches!(desk.overlay(), Overlay::Help(_)));
    desk.press("Esc");
    assert!(
        matches!(desk.overlay(), Overlay::Welcome(_)),
        "help gives it back"
    );
    desk.press("o Esc");
    assert_eq!(desk.press("d"), [Effect::OpenDemo]);
    let mut desk = first_start();
    desk.press("s");
    assert!(desk.state.overlay.is_none());
    let mut desk = first_start();
    assert!(desk.press("Esc").is_empty());
    assert!(desk.state.overlay.is_none());
}
