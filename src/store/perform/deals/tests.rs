//! Commands on deals, on real files.

mod replayed;
mod shown;
mod steps;
mod waking;

use chrono::NaiveDate;
use proptest::prelude::*;

use super::*;
use crate::domain::command::{AccountRef, Answer, Command, Recipient};
use crate::domain::deal::close::{Pace, Verdict};
use crate::domain::deal::command::{NeedDraft, NeedEdit};
use crate::domain::deal::rates::{Rate, Rates};
use crate::domain::deal::{DealFile, MoveTag, NeedState};
use crate::domain::ids::{ItemNo, NeedNo, OwnerNo};
use crate::domain::item::{Cue, Kind};
use crate::domain::listing::{From, List};
use crate::domain::money::{Currency, Money};
use crate::domain::register::{DealSplit, Line, Record, RegisterScope, Shows, Split};
use crate::store::Deals;
use crate::store::tests::desk::{Desk, scope};

const MARIA: OwnerNo = OwnerNo(1);
const DEV: OwnerNo = OwnerNo(2);

fn on(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn run(desk: &mut Desk, command: DealCommand) -> String {
    desk.perform(&Command::Deal(command)).words
}

fn refused(desk: &mut Desk, command: DealCommand) -> String {
    let before = desk.contents();
    let words = desk.try_perform(&Command::Deal(command)).unwrap_err().to_string();
    assert_eq!(desk.contents(), before, "a refusal changes nothing");
    words
}

fn draft(name: &str, close: &str) -> DealDraft {
    DealDraft {
        account: AccountRef::Named("Acme Pumps".into()),
        name: name.into(),
        value: Some(Money {
            minor: 4_820_000,
            currency: Currency::parse("EUR").unwrap(),
        }),
        stage: None,
        close_on: on(close),
        next_step: String::new(),
    }
}

fn need(deal: DealNo, what: &str, owner: Option<OwnerNo>) -> NeedDraft {
    NeedDraft {
        deal,
        what: what.into(),
        owner,
        by_on: None,
        at: None,
        later: false,
        brief: None,
    }
}

fn later(deal: DealNo, what: &str, owner: OwnerNo) -> DealCommand {
    DealCommand::Need(NeedDraft {
        later: true,
        ..need(deal, what, Some(owner))
    })
}

fn edit(deal: DealNo, edit: DealEdit) -> DealCommand {
    DealCommand::Edit { deal, edit }
}

fn moved(deal: DealNo, to: &str) -> DealCommand {
    let close = Some(Redate {
        to: on(to),
        tag: MoveTag::NewObstacle,
    });
    edit(
        deal,
        DealEdit {
            close,
            ..DealEdit::default()
        },
    )
}

fn file(desk: &Desk, deal: DealNo) -> DealFile {
    desk.reader.deal(deal, &desk.settings, desk.now).unwrap().unwrap()
}

/// A desk with one deal that is to close on Friday 18 December, four weeks away.
fn with_a_deal() -> (Desk, DealNo) {
    let mut desk = Desk::new();
    run(&mut desk, DealCommand::Add(draft("Line 2", "2026-12-18")));
    (desk, DealNo(1))
}

/// Has an owner finish so many follow-ups in the past, each taking so many calendar days.
fn history(desk: &mut Desk, owner: OwnerNo, days: &[i64]) {
    let now = desk.now;
    for taken in days {
        desk.now = now - chrono::Duration::days(70);
        let item = desk.add(Kind::FollowUp, "Others", "something else");
        desk.perform(&Command::HandOff {
            items: vec![item],
            to: Recipient::Owner(owner),
            brief: None,
        });
        desk.now += chrono::Duration::days(*taken);
        desk.perform(&Command::Answer {
            items: vec![item],
            answer: Answer::Done,
            words: String::new(),
        });
        desk.perform(&finished(item));
    }
    desk.now = now;
    desk.store.tick(now).unwrap();
}

fn finished(item: ItemNo) -> Command {
    Command::Finish {
        items: vec![item],
        told: true,
        reason: None,
        minutes: None,
        words: String::new(),
    }
}

/// The rows of a list as item and cue.
fn cues(desk: &Desk, list: List) -> Vec<(i64, Cue)> {
    let window = desk.window(&scope(Some(list)), From::Top, 100);
    window
        .rows
        .iter()
        .map(|row| (row.item.0, row.wake.unwrap().1))
        .collect()
}

#[test]
fn a_close_date_is_moved_with_its_reason_and_its_steps_clocks_follow() {
    let (mut desk, deal) = with_a_deal();
    run(&mut desk, DealCommand::Need(need(deal, "Contract", Some(DEV))));
    let clock = |desk: &Desk| {
        let item = items::load(&desk.store.connection, ItemNo(2)).unwrap();
        item.open().unwrap().client_due.to_string()
    };
    assert_eq!(clock(&desk), "2026-12-18 17:00:00 UTC");
    let said = run(&mut desk, moved(deal, "2027-01-29"));
    assert_eq!(
        said,
        "#1 Acme Pumps: Line 2: to close Fri 29 Jan instead of Fri 18 Dec (a new obstacle)"
    );
    assert_eq!(clock(&desk), "2027-01-29 17:00:00 UTC");
    let shown = file(&desk, deal);
    assert_eq!(shown.moves.len(), 1);
    assert_eq!(
        (shown.moves[0].from, shown.moves[0].tag),
        (on("2026-12-18"), MoveTag::NewObstacle)
    );
    assert!(refused(&mut desk, moved(deal, "2027-01-29")).contains("closes Fri 29 Jan already"));
    assert!(refused(&mut desk, moved(deal, "2026-11-20")).contains("is past"));
}

#[test]
fn a_won_deal_lets_its_steps_go_on_and_a_lost_one_needs_nothing_any_more() {
    let (mut desk, deal) = with_a_deal();
    run(&mut desk, DealCommand::Add(draft("Line 3", "2026-12-18")));
    run(&mut desk, DealCommand::Need(need(deal, "Contract", Some(DEV))));
    run(&mut desk, DealCommand::Need(need(DealNo(2), "Pilot", Some(DEV))));
    let end = |deal, won| DealCommand::End {
        deal,
        won,
        credit: Credit::Team,
    };
    let done = desk.perform(&Command::Deal(end(deal, true)));
    assert_eq!(done.words, "#1 Acme Pumps: Line 2 won, the team's");
    assert_eq!(
        done.remark.as_ref().map(Remark::words),
        Some("still open: Contract; checks after 7, 30, 60 and 90 days")
    );
    let done = desk.perform(&Command::Deal(end(DealNo(2), false)));
    assert_eq!(done.words, "#2 Acme Pumps: Line 3 lost, the team's");
    assert_eq!(
        done.remark.as_ref().map(Remark::words),
        Some("not needed any more: Pilot")
    );
    assert_eq!(desk.numbers(List::Waiting), [3]);
    let ended = Deals {
        ended: true,
        account: None,
    };
    let ended = desk.reader.deals(ended, 10, &desk.settings, desk.now).unwrap();
    assert_eq!(ended.len(), 2);
    assert!(refused(&mut desk, end(deal, false)).contains("was won"));
    // A lost one comes to life again; one that was won is taken back by undo alone.
    let reopened = desk.perform(&Command::Reopen {
        items: vec![ItemNo(2)],
    });
    assert_eq!(reopened.words, "#2 Acme Pumps reopened");
    assert_eq!(file(&desk, DealNo(2)).deal.state, DealState::Open);
    let won = desk.try_perform(&Command::Reopen {
        items: vec![ItemNo(1)],
    });
    assert!(won.unwrap_err().to_string().contains("has ended"));
    assert_eq!(desk.wrongs(), Vec::<String>::new());
}

#[test]
fn a_get_answers_the_oldest_give_without_one_unless_it_is_said_what_it_is_for() {
    let (mut desk, deal) = with_a_deal();
    let concede = |side, what: &str, answers| DealCommand::Concede {
        deal,
        side,
        what: what.into(),
        answers,
    };
    run(&mut desk, concede(Side::Give, "60 days to pay", Answers::Usual));
    run(&mut desk, concede(Side::Give, "training", Answers::Usual));
    let said = run(&mut desk, concede(Side::Get, "a two-year term", Answers::Usual));
    assert_eq!(
        said,
        "#1 Acme Pumps: Line 2: got a two-year term, for 60 days to pay"
    );
    assert_eq!(
        file(&desk, deal).gives_words().as_deref(),
        Some("given without a get: training")
    );
    let wrong = concede(Side::Get, "x", Answers::That(ConcessionNo(3)));
    assert!(refused(&mut desk, wrong).contains("no such give"));
    run(
        &mut desk,
        concede(Side::Get, "a reference", Answers::That(ConcessionNo(2))),
    );
    assert_eq!(file(&desk, deal).gives_words(), None);
}

#[test]
fn what_belongs_to_a_deal_is_not_changed_on_its_row() {
    let (mut desk, _) = with_a_deal();
    let before = desk.contents();
    for refused in [
        finished(ItemNo(1)),
        Command::Dismiss {
            items: vec![ItemNo(1)],
        },
        Command::Edit {
            item: ItemNo(1),
            edit: crate::domain::command::ItemEdit {
                value: Some(None),
                ..Default::default()
            },
        },
    ] {
        let words = desk.try_perform(&refused).unwrap_err().to_string();
        assert!(words.starts_with("#1 stands for a deal: "), "{words}");
    }
    assert_eq!(desk.contents(), before);
}
