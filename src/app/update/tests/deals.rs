//! Deals on the screen: the keys of the pipeline, and of a row that stands for a deal.

use super::*;
use crate::app::overlay::DealKey;
use crate::domain::command::AccountRef;
use crate::domain::deal::close::CountBack;
use crate::domain::deal::command::{Answers, DealCommand, DealDraft, DealEdit, NeedDraft, Redate};
use crate::domain::deal::{
    Concession, Credit, Deal, DealEnd, DealFile, DealState, MoveTag, Need, NeedState, Side,
};
use crate::domain::ids::{ConcessionNo, DealNo, NeedNo};
use crate::domain::register::{Record, Register, RegisterPlace, RegisterRow};
use crate::domain::stands_for::StandsFor;

const DEAL: DealNo = DealNo(3);

fn deal() -> Deal {
    Deal {
        number: DEAL,
        account: AccountNo(7),
        account_name: "Client 7".to_owned(),
        item: ItemNo(7),
        name: "Line 2".to_owned(),
        state: DealState::Open,
        value: None,
        stage: "proposal".to_owned(),
        stage_at: now(),
        close_on: "2026-12-18".parse().unwrap(),
        next_step: "call Ines".to_owned(),
        made_at: now(),
        wakes_at: Some(now()),
    }
}

fn need(number: i64, what: &str) -> Need {
    Need {
        number: NeedNo(number),
        deal: DEAL,
        place: number,
        what: what.to_owned(),
        owner: Some((OwnerNo(2), "Dev".to_owned())),
        item: None,
        by_on: None,
        state: NeedState::Waiting,
    }
}

fn file(needs: Vec<Need>) -> DealFile {
    DealFile {
        deal: deal(),
        needs,
        concessions: Vec::new(),
        moves: Vec::new(),
        count: CountBack::ended(),
        rotten: None,
    }
}

/// The inbox with one row, #7, that stands for the deal.
fn inbox() -> Desk {
    let mut row = row(7, Kind::FollowUp);
    row.stands_for = Some(StandsFor::Deal(DEAL));
    Desk::with(vec![row])
}

/// The pipeline with the deal selected.
fn pipeline() -> Desk {
    let mut desk = inbox();
    let row = RegisterRow {
        record: Record::Deal(DEAL),
        place: RegisterPlace {
            stretch: 0,
            keys: Vec::new(),
        },
        section: String::new(),
        account: Some(AccountNo(7)),
        client: "Client 7".to_owned(),
        cells: Vec::new(),
        item: Some(ItemNo(7)),
        row: Some(Box::new(desk.book[0].clone())),
    };
    desk.state.view = View::Register(Register::Pipeline);
    let list = desk.state.registers.of_mut(Register::Pipeline);
    list.window.rows = vec![row];
    list.selected = Some(Record::Deal(DEAL));
    list.loaded = true;
    desk
}

/// Presses keys that ask about the deal, and answers with it as it stands.
fn ask(desk: &mut Desk, keys: &str, file: DealFile) -> Vec<Effect> {
    let effects = desk.press(keys);
    let Some(Effect::Read(Query::Deal(DEAL, key))) = effects.last() else {
        panic!("the deal was not asked for: {effects:?}");
    };
    answer(desk, *key, file)
}

fn answer(desk: &mut Desk, key: DealKey, file: DealFile) -> Vec<Effect> {
    let file = Some(Box::new(file));
    desk.act(Action::Loaded(Loaded::Deal { key, file }))
}

fn command(effects: &[Effect]) -> DealCommand {
    match written(effects) {
        Command::Deal(command) => command,
        other => panic!("{other:?}"),
    }
}

fn edited(edit: DealEdit) -> DealCommand {
    DealCommand::Edit { deal: DEAL, edit }
}

#[test]
fn finishing_a_deals_row_asks_what_now_and_another_step_answers_it() {
    let mut desk = inbox();
    ask(&mut desk, "e", file(Vec::new()));
    let Overlay::Ask(question) = desk.overlay() else {
        panic!("{:?}", desk.overlay());
    };
    assert_eq!(question.title, "What now? #7 Client 7: Line 2");
    desk.press("s");
    desk.type_text(" again");
    let next_step = Some("call Ines again".to_owned());
    let edit = DealEdit {
        next_step,
        ..DealEdit::default()
    };
    assert_eq!(command(&desk.press("Enter")), edited(edit));
}

#[test]
fn another_close_date_asks_one_key_for_why() {
    let mut desk = pipeline();
    ask(&mut desk, "M", file(Vec::new()));
    desk.type_text("29 jan");
    assert!(wrote_nothing(&desk.press("Enter")));
    let Overlay::Ask(question) = desk.overlay() else {
        panic!("{:?}", desk.overlay());
    };
    assert_eq!(
        question.title,
        "Why Fri 29 Jan and not Fri 18 Dec? #7 Client 7: Line 2"
    );
    assert!(
        wrote_nothing(&desk.press("x")),
        "no answer leaves the question standing"
    );
    let close = Some(Redate {
        to: "2027-01-29".parse().unwrap(),
        tag: MoveTag::NewObstacle,
    });
    let edit = DealEdit {
        close,
        ..DealEdit::default()
    };
    assert_eq!(command(&desk.press("o")), edited(edit));
}

#[test]
fn the_same_date_and_no_date_move_nothing() {
    let mut desk = pipeline();
    ask(&mut desk, "M", file(Vec::new()));
    assert!(wrote_nothing(&desk.press("Enter")));
    let Overlay::Form(form) = desk.overlay() else {
        panic!("{:?}", desk.overlay());
    };
    assert_eq!(form.problem.as_deref(), Some("the close date is missing"));
    desk.type_text("18 dec");
    assert!(wrote_nothing(&desk.press("Enter")));
    assert!(desk.status().contains("nothing was changed"), "{}", desk.status());
}

#[test]
fn a_deal_is_won_and_lost_with_one_key_for_whose_doing_it_was() {
    for (key, answer, won, credit) in [
        ("v w", "t", true, Credit::Team),
        ("v l", "l", false, Credit::Luck),
    ] {
        let mut desk = pipeline();
        ask(&mut desk, key, file(Vec::new()));
        let deal = DEAL;
        assert_eq!(
            command(&desk.press(answer)),
            DealCommand::End { deal, won, credit }
        );
    }
}

#[test]
fn enter_alone_moves_a_deal_to_the_next_stage() {
    let mut desk = pipeline();
    ask(&mut desk, "S", file(Vec::new()));
    let stage = |stage: &str| {
        edited(DealEdit {
            stage: Some(stage.to_owned()),
            ..DealEdit::default()
        })
    };
    assert_eq!(command(&desk.press("Enter")), stage("negotiation"));
    let mut last = file(Vec::new());
    last.deal.stage = "signature".to_owned();
    ask(&mut desk, "S", last);
    assert!(wrote_nothing(&desk.press("Enter")));
    assert!(matches!(desk.overlay(), Overlay::Form(form) if form.problem.is_some()));
    desk.type_text("handshake");
    assert!(wrote_nothing(&desk.press("Enter")));
}

#[test]
fn a_need_says_what_from_whom_and_by_when() {
    let mut desk = pipeline();
    ask(&mut desk, "+", file(Vec::new()));
    desk.type_text("security review");
    desk.press("Tab");
    desk.type_text("dev");
    desk.press("Tab");
    desk.type_text("4 dec");
    desk.press("Tab");
    desk.type_text("later");
    let draft = NeedDraft {
        deal: DEAL,
        what: "security review".to_owned(),
        owner: Some(OwnerNo(2)),
        by_on: Some("2026-12-04".parse().unwrap()),
        at: None,
        later: true,
        brief: None,
    };
    assert_eq!(command(&desk.press("Enter")), DealCommand::Need(draft));
}

#[test]
fn the_only_step_left_is_done_at_once_and_of_several_one_is_named() {
    let mut desk = pipeline();
    let effects = ask(&mut desk, "-", file(vec![need(1, "Contract")]));
    assert_eq!(command(&effects), DealCommand::NeedDone(NeedNo(1)));
    let several = || file(vec![need(1, "Contract"), need(2, "Security review")]);
    assert!(wrote_nothing(&ask(&mut desk, "-", several())));
    desk.type_text("sec");
    assert_eq!(command(&desk.press("Enter")), DealCommand::NeedDone(NeedNo(2)));
    ask(&mut desk, "=", several());
    desk.type_text("3");
    assert!(wrote_nothing(&desk.press("Enter")));
    let Overlay::Form(form) = desk.overlay() else {
        panic!("{:?}", desk.overlay());
    };
    assert_eq!(
        form.problem.as_deref(),
        Some("\"3\" is none of 1 Contract, 2 Security review")
    );
    desk.press("Backspace");
    assert_eq!(command(&desk.press("Enter")), DealCommand::AskNeed(NeedNo(1)));
    ask(&mut desk, "-", file(Vec::new()));
    assert!(
        desk.status().contains("needs nothing that is left"),
        "{}",
        desk.status()
    );
}

#[test]
fn a_get_is_for_the_oldest_give_unless_another_is_named() {
    let given = |number: i64, what: &str| Concession {
        number: ConcessionNo(number),
        side: Side::Give,
        what: what.to_owned(),
        at: now(),
        answers: None,
    };
    let mut open = file(Vec::new());
    open.concessions = vec![given(11, "60 days to pay"), given(12, "training")];
    let mut desk = pipeline();
    let got = |answers| DealCommand::Concede {
        deal: DEAL,
        side: Side::Get,
        what: "a term".to_owned(),
        answers,
    };
    for (typed, answers) in [
        ("", Answers::Usual),
        ("2", Answers::That(ConcessionNo(12))),
        ("60", Answers::That(ConcessionNo(11))),
        ("none", Answers::Nothing),
    ] {
        ask(&mut desk, "<", open.clone());
        desk.type_text("a term");
        desk.press("Tab");
        desk.type_text(typed);
        let effects = desk.press("Enter");
        if typed == "60" {
            // A number is a place on the page, and there is no sixtieth.
            assert!(wrote_nothing(&effects));
            desk.press("Esc Esc");
            continue;
        }
        assert_eq!(command(&effects), got(answers), "{typed}");
    }
}

#[test]
fn a_deal_is_entered_for_the_selected_client() {
    let mut desk = pipeline();
    desk.press("I");
    desk.type_text("Line 3");
    desk.press("Tab");
    desk.type_text("18 dec");
    desk.press("Tab");
    desk.type_text("USD 1200");
    let draft = DealDraft {
        account: AccountRef::Named("Client 7".to_owned()),
        name: "Line 3".to_owned(),
        value: crate::domain::money::Money::read("USD 1200", None),
        stage: None,
        close_on: "2026-12-18".parse().unwrap(),
        next_step: String::new(),
    };
    assert_eq!(command(&desk.press("Enter")), DealCommand::Add(draft));
}

#[test]
fn editing_a_deals_row_edits_the_deal_and_only_what_was_changed() {
    let mut desk = inbox();
    ask(&mut desk, "E", file(Vec::new()));
    assert!(wrote_nothing(&desk.press("Enter")));
    assert!(desk.status().contains("nothing was changed"), "{}", desk.status());
    ask(&mut desk, "E", file(Vec::new()));
    desk.press("Tab");
    desk.type_text(" and 3");
    let name = Some("Line 2 and 3".to_owned());
    let edit = DealEdit {
        name,
        ..DealEdit::default()
    };
    assert_eq!(command(&desk.press("Enter")), edited(edit));
}

#[test]
fn a_deal_that_has_ended_says_how_and_one_that_is_gone_says_so() {
    let mut desk = pipeline();
    let mut ended = file(Vec::new());
    ended.deal.state = DealState::Lost(DealEnd {
        at: now(),
        credit: Credit::Client,
    });
    ask(&mut desk, "S", ended);
    assert_eq!(
        desk.status(),
        "#7 Client 7: Line 2 has ended, lost, the client's: R opens it again"
    );
    desk.press("S");
    let key = DealKey::Stage;
    desk.act(Action::Loaded(Loaded::Deal { key, file: None }));
    assert!(desk.status().contains("that deal is gone"), "{}", desk.status());
}

#[test]
fn a_deals_row_is_not_dismissed_and_says_which_key_ends_it() {
    let mut desk = inbox();
    assert!(wrote_nothing(&desk.press("#")));
    assert!(desk.status().contains("stands for a deal"), "{}", desk.status());
}
