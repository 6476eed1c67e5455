//! Commands on deals, on real files.

use chrono::NaiveDate;
use proptest::prelude::*;

use super::*;
use crate::domain::command::{AccountRef, Answer, Command, Recipient};
use crate::domain::deal::close::{Pace, Verdict};
use crate::domain::deal::command::{NeedDraft, NeedEdit};
use crate::domain::deal::{DealFile, MoveTag, NeedState};
use crate::domain::ids::{ItemNo, NeedNo, OwnerNo};
use crate::domain::item::{Cue, Kind};
use crate::domain::listing::{From, List};
use crate::domain::money::{Currency, Money};
use crate::store::Deals;
use crate::store::doctor::examine;
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

fn wrongs(desk: &Desk) -> Vec<String> {
    examine(&desk.folder.path().join("downbeat.db"), desk.now)
        .unwrap()
        .into_iter()
        .filter(|finding| finding.serious && finding.area != "disk")
        .map(|finding| finding.words)
        .collect()
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
fn a_deal_sleeps_until_the_eve_of_its_close_date_and_then_is_in_the_inbox() {
    let (mut desk, deal) = with_a_deal();
    let shown = file(&desk, deal);
    assert_eq!(shown.deal.stage, "qualifying");
    assert_eq!(shown.count.verdict, Verdict::NoSteps);
    assert_eq!(cues(&desk, List::Later), [(1, Cue::DateAtRisk)]);
    let later = desk.window(&scope(Some(List::Later)), From::Top, 10);
    assert_eq!(later.rows[0].subject, "Deal: Line 2");
    assert_eq!(later.rows[0].value.unwrap().to_string(), "€48,200");
    desk.at("2026-12-17T08:59:59Z");
    assert_eq!(cues(&desk, List::Inbox), []);
    desk.at("2026-12-17T09:00:00Z");
    assert_eq!(cues(&desk, List::Inbox), [(1, Cue::DateAtRisk)]);
    assert_eq!(wrongs(&desk), Vec::<String>::new());
}

#[test]
fn a_need_with_an_owner_is_handed_off_at_once_and_is_done_when_its_owner_is() {
    let (mut desk, deal) = with_a_deal();
    let by = NeedDraft {
        by_on: Some(on("2026-12-04")),
        ..need(deal, "Security review", Some(DEV))
    };
    let said = run(&mut desk, DealCommand::Need(by));
    assert_eq!(
        said,
        "#1 Acme Pumps: Line 2 needs Security review by Fri 4 Dec: handed to Dev (#2)"
    );
    let waiting = desk.window(&scope(Some(List::Waiting)), From::Top, 10);
    assert_eq!(waiting.rows[0].item, ItemNo(2));
    let item = items::load(&desk.store.connection, ItemNo(2)).unwrap();
    let brief = &item.hand_off().unwrap().brief;
    for part in [
        "What: Security review",
        "Acme Pumps, Line 2, €48,200",
        "done by Fri 4 Dec",
        "sign by Fri 18 Dec",
    ] {
        assert!(brief.contains(part), "{part}: {brief}");
    }
    assert!(matches!(file(&desk, deal).needs[0].state, NeedState::UnderWay(_)));
    desk.perform(&Command::Answer {
        items: vec![ItemNo(2)],
        answer: Answer::Done,
        words: "passed".into(),
    });
    let shown = file(&desk, deal);
    assert!(matches!(shown.needs[0].state, NeedState::Answered(_)));
    assert_eq!(
        shown.count.verdict,
        Verdict::NoSteps,
        "it is no step that is left"
    );
    desk.perform(&finished(ItemNo(2)));
    assert!(matches!(file(&desk, deal).needs[0].state, NeedState::Done(_)));
    desk.perform(&Command::Reopen {
        items: vec![ItemNo(2)],
    });
    assert!(matches!(file(&desk, deal).needs[0].state, NeedState::Answered(_)));
    assert_eq!(wrongs(&desk), Vec::<String>::new());
}

#[test]
fn a_step_follows_whoever_has_its_row() {
    let (mut desk, deal) = with_a_deal();
    run(&mut desk, DealCommand::Need(need(deal, "Contract", Some(DEV))));
    desk.perform(&Command::HandOff {
        items: vec![ItemNo(2)],
        to: Recipient::Owner(MARIA),
        brief: None,
    });
    assert_eq!(file(&desk, deal).needs[0].owner, Some((MARIA, "Maria".into())));
    desk.perform(&Command::Recall {
        items: vec![ItemNo(2)],
    });
    assert_eq!(file(&desk, deal).needs[0].state, NeedState::Back);
    run(&mut desk, DealCommand::NeedDone(NeedNo(1)));
    assert!(matches!(file(&desk, deal).needs[0].state, NeedState::Done(_)));
    assert_eq!(desk.counts().done, 1, "its row is closed with it");
    let words = refused(&mut desk, DealCommand::NeedDone(NeedNo(1)));
    assert!(
        words.contains("\"Contract\" of #1 Acme Pumps: Line 2 is done already"),
        "{words}"
    );
}

#[test]
fn below_five_finished_hand_offs_there_is_not_enough_history_and_at_five_the_median_counts() {
    let (mut desk, deal) = with_a_deal();
    history(&mut desk, DEV, &[3, 1, 1, 3]);
    run(&mut desk, later(deal, "Security review", DEV));
    let shown = file(&desk, deal);
    assert_eq!(shown.count.steps[0].step.pace, Pace::TooFew { finished: 4 });
    assert_eq!(
        shown.verdict_words(on("2026-11-23")),
        "not enough history: Security review (Dev has finished 4 of 5 hand-offs)"
    );
    assert_eq!(shown.count.wakes_on, Some(on("2026-12-17")));
    history(&mut desk, DEV, &[3]);
    let shown = file(&desk, deal);
    assert_eq!(
        shown.count.steps[0].step.pace,
        Pace::Known { days: 3, finished: 5 }
    );
    assert_eq!(shown.count.steps[0].start_by, Some(on("2026-12-15")));
}

#[test]
fn a_deal_wakes_at_its_last_safe_start_and_comes_back_the_next_morning_once_answered() {
    let (mut desk, deal) = with_a_deal();
    history(&mut desk, DEV, &[7, 7, 7, 7, 7]);
    // Five working days a week: seven calendar days are five of them, and two such steps ten.
    run(&mut desk, later(deal, "Security review", DEV));
    run(&mut desk, later(deal, "Contract", DEV));
    let deals_row = ItemNo(1);
    desk.at("2026-12-04T08:59:00Z");
    assert_eq!(cues(&desk, List::Inbox), []);
    desk.at("2026-12-04T09:00:00Z");
    assert_eq!(cues(&desk, List::Inbox), [(1, Cue::DateAtRisk)]);
    desk.at("2026-12-07T10:00:00Z");
    let shown = file(&desk, deal);
    assert_eq!(shown.count.verdict, Verdict::Breaks(0));
    assert_eq!(
        shown.verdict_words(on("2026-12-07")),
        "Security review (Dev, 5 working days) breaks it: the last safe start was Fri 4 Dec"
    );
    let step = DealEdit {
        next_step: Some("ask Dev to split it".into()),
        ..DealEdit::default()
    };
    let done = desk.perform(&Command::Deal(edit(deal, step)));
    assert!(done.remark.unwrap().contains("the last safe start was Fri 4 Dec"));
    assert_eq!(cues(&desk, List::Inbox), []);
    // Another word about the deal does not wake it before.
    run(
        &mut desk,
        DealCommand::Concede {
            deal,
            side: Side::Give,
            what: "60 days to pay".into(),
            answers: Answers::Usual,
        },
    );
    assert_eq!(cues(&desk, List::Inbox), []);
    desk.at("2026-12-08T09:00:00Z");
    assert_eq!(cues(&desk, List::Inbox), [(1, Cue::DateAtRisk)]);
    run(&mut desk, moved(deal, "2027-01-29"));
    assert_eq!(cues(&desk, List::Later), [(1, Cue::DateAtRisk)]);
    let item = items::load(&desk.store.connection, deals_row).unwrap();
    assert_eq!(
        item.open().unwrap().wake.at,
        "2027-01-15T09:00:00Z".parse::<crate::domain::Time>().unwrap()
    );
    assert_eq!(wrongs(&desk), Vec::<String>::new());
}

#[test]
fn a_step_that_breaks_the_date_wakes_the_deal_when_it_is_named() {
    let (mut desk, deal) = with_a_deal();
    history(&mut desk, DEV, &[42, 42, 42, 42, 42]);
    let done = desk.perform(&Command::Deal(later(deal, "Pilot", DEV)));
    assert!(
        done.remark
            .unwrap()
            .starts_with("Pilot (Dev, 30 working days) breaks it")
    );
    assert_eq!(cues(&desk, List::Inbox), [(1, Cue::DateAtRisk)]);
    run(&mut desk, DealCommand::DropNeed(NeedNo(1)));
    assert_eq!(cues(&desk, List::Later), [(1, Cue::DateAtRisk)]);
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
    assert_eq!(done.remark.as_deref(), Some("still open: Contract"));
    let done = desk.perform(&Command::Deal(end(DealNo(2), false)));
    assert_eq!(done.words, "#2 Acme Pumps: Line 3 lost, the team's");
    assert_eq!(done.remark.as_deref(), Some("not needed any more: Pilot"));
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
    assert_eq!(wrongs(&desk), Vec::<String>::new());
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
fn who_is_asked_for_a_step_is_not_whose_the_clients_follow_ups_are() {
    let (mut desk, deal) = with_a_deal();
    let callback = desk.add(Kind::FollowUp, "Acme Pumps", "call back");
    run(&mut desk, DealCommand::Need(need(deal, "Contract", Some(DEV))));
    let inbox = desk.window(&scope(Some(List::Inbox)), From::Top, 10);
    assert_eq!((inbox.rows[0].item, &inbox.rows[0].suggestion), (callback, &None));
    let shown = Command::HandOff {
        items: vec![callback],
        to: Recipient::Shown,
        brief: None,
    };
    assert!(
        desk.try_perform(&shown).is_err(),
        "the key does what the row shows"
    );
    desk.perform(&Command::HandOff {
        items: vec![callback],
        to: Recipient::Owner(MARIA),
        brief: None,
    });
    let next = desk.add(Kind::FollowUp, "Acme Pumps", "send the offer");
    let inbox = desk.window(&scope(Some(List::Inbox)), From::Top, 10);
    assert_eq!(inbox.rows[0].item, next);
    assert_eq!(inbox.rows[0].suggestion.as_ref().unwrap().owner, MARIA);
}

#[test]
fn steps_keep_the_order_they_are_given() {
    let (mut desk, deal) = with_a_deal();
    let order =
        |desk: &Desk| -> Vec<String> { file(desk, deal).left().map(|need| need.what.clone()).collect() };
    for what in ["one", "two", "three"] {
        run(&mut desk, DealCommand::Need(need(deal, what, None)));
    }
    run(
        &mut desk,
        DealCommand::Need(NeedDraft {
            at: Some(2),
            ..need(deal, "between", None)
        }),
    );
    assert_eq!(order(&desk), ["one", "between", "two", "three"]);
    run(&mut desk, DealCommand::NeedDone(NeedNo(1)));
    let first = NeedEdit {
        at: Some(1),
        ..NeedEdit::default()
    };
    run(
        &mut desk,
        DealCommand::EditNeed {
            need: NeedNo(3),
            edit: first,
        },
    );
    assert_eq!(order(&desk), ["three", "between", "two"]);
}

#[test]
fn a_planned_step_is_asked_for_later_and_one_without_an_owner_is_not() {
    let (mut desk, deal) = with_a_deal();
    run(&mut desk, later(deal, "Contract", DEV));
    assert_eq!(desk.counts().waiting, 0);
    assert_eq!(
        run(&mut desk, DealCommand::AskNeed(NeedNo(1))),
        "#1 Acme Pumps: Line 2: Contract: handed to Dev (#2)"
    );
    assert!(refused(&mut desk, DealCommand::AskNeed(NeedNo(1))).contains("handed off already, as #2"));
    run(&mut desk, DealCommand::Need(need(deal, "Board approves", None)));
    assert!(refused(&mut desk, DealCommand::AskNeed(NeedNo(2))).contains("has no owner"));
    let none = NeedEdit {
        owner: Some(None),
        ..NeedEdit::default()
    };
    let words = refused(
        &mut desk,
        DealCommand::EditNeed {
            need: NeedNo(1),
            edit: none,
        },
    );
    assert!(words.contains("was handed off as #2"), "{words}");
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

#[test]
fn once_a_day_the_deals_are_counted_back_by_the_times_that_owners_take_by_now() {
    let (mut desk, deal) = with_a_deal();
    history(&mut desk, DEV, &[7, 7, 7, 7, 7]);
    run(&mut desk, later(deal, "Security review", DEV));
    assert!(!desk.store.count_deals(&desk.settings, desk.now).unwrap());
    let wakes = |desk: &Desk| {
        let item = items::load(&desk.store.connection, ItemNo(1)).unwrap();
        item.open().unwrap().wake.at.to_string()
    };
    assert_eq!(wakes(&desk), "2026-12-11 09:00:00 UTC");
    // Since then Dev has taken ten working days for what is finished.
    history(&mut desk, DEV, &[14, 14, 14, 14, 14, 14]);
    assert!(
        !desk.store.count_deals(&desk.settings, desk.now).unwrap(),
        "once a day"
    );
    assert_eq!(wakes(&desk), "2026-12-11 09:00:00 UTC");
    desk.at("2026-11-24T07:42:00Z");
    assert!(desk.store.count_deals(&desk.settings, desk.now).unwrap());
    assert_eq!(wakes(&desk), "2026-12-04 09:00:00 UTC");
    assert_eq!(
        desk.reader.history(1).unwrap()[0].words,
        "#1 Acme Pumps: Line 2 counted back anew"
    );
    assert_eq!(wrongs(&desk), Vec::<String>::new());
    // No rep did that: `u` passes it over, and it stands in nobody's way.
    let done = desk.perform(&Command::Undo(None));
    assert!(done.words.starts_with("taken back: "), "{}", done.words);
    assert!(!done.words.contains("counted back"), "{}", done.words);
    let named = desk
        .reader
        .history(100)
        .unwrap()
        .into_iter()
        .find(|entry| entry.verb == "need_add")
        .unwrap();
    desk.perform(&Command::Undo(Some(named.command)));
    assert_eq!(wakes(&desk), "2026-12-17 09:00:00 UTC");
    let added = desk
        .reader
        .history(100)
        .unwrap()
        .into_iter()
        .find(|entry| entry.verb == "deal_add")
        .unwrap();
    desk.perform(&Command::Undo(Some(added.command)));
    assert!(
        desk.reader
            .deal(deal, &desk.settings, desk.now)
            .unwrap()
            .is_none()
    );
    assert_eq!(wrongs(&desk), Vec::<String>::new());
}

#[test]
fn a_new_window_passes_over_what_the_program_did_of_itself() {
    let (mut desk, deal) = with_a_deal();
    history(&mut desk, DEV, &[7, 7, 7, 7, 7]);
    desk.at("2026-11-24T07:42:00Z");
    run(&mut desk, later(deal, "Security review", DEV));
    history(&mut desk, DEV, &[14, 14, 14, 14, 14, 14]);
    desk.store.count_deals(&desk.settings, desk.now).unwrap();
    desk.at("2026-11-25T07:42:00Z");
    let before = desk.reader.history(1).unwrap()[0].command;
    desk.store.count_deals(&desk.settings, desk.now).unwrap();
    assert!(desk.reader.history(1).unwrap()[0].command >= before);
    let path = desk.folder.path().join("downbeat.db");
    desk.store = crate::store::Store::open(&path, desk.now).unwrap();
    let undo = desk.store.undo_words().unwrap().unwrap();
    assert!(!undo.contains("counted back"), "{undo}");
}

/// A command on a deal, by a number; the deal and the needs it names may or may not be there.
fn any_command(which: u8, deal: i64, need_no: i64, days: u64) -> Command {
    let deal = DealNo(deal);
    let day = on("2026-11-23") + chrono::Days::new(days);
    Command::Deal(match which {
        0 => DealCommand::Add(DealDraft {
            close_on: day,
            ..draft("Another", "2026-12-18")
        }),
        1 => moved(deal, &day.to_string()),
        2 => edit(
            deal,
            DealEdit {
                stage: Some("proposal".into()),
                ..DealEdit::default()
            },
        ),
        3 => edit(
            deal,
            DealEdit {
                account: Some("Borealis".into()),
                value: Some(None),
                name: Some("Renamed".into()),
                ..DealEdit::default()
            },
        ),
        4 => DealCommand::Need(need(deal, "asked", Some(DEV))),
        5 => later(deal, "planned", MARIA),
        6 => DealCommand::Need(NeedDraft {
            by_on: Some(day),
            at: Some(1),
            ..need(deal, "theirs", None)
        }),
        7 => DealCommand::AskNeed(NeedNo(need_no)),
        8 => DealCommand::NeedDone(NeedNo(need_no)),
        9 => DealCommand::DropNeed(NeedNo(need_no)),
        10 => DealCommand::Concede {
            deal,
            side: if days % 2 == 0 { Side::Give } else { Side::Get },
            what: "something".into(),
            answers: Answers::Usual,
        },
        11 => DealCommand::End {
            deal,
            won: days % 2 == 0,
            credit: Credit::Luck,
        },
        12 => {
            return Command::Reopen {
                items: vec![ItemNo(need_no)],
            };
        }
        13 => {
            return Command::Answer {
                items: vec![ItemNo(need_no)],
                answer: Answer::Done,
                words: String::new(),
            };
        }
        _ => return finished(ItemNo(need_no)),
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn whatever_was_done_with_deals_is_taken_back_and_done_again(
        commands in prop::collection::vec((0..15_u8, 1..4_i64, 1..8_i64, 0..60_u64), 1..25)
    ) {
        let mut desk = Desk::new();
        history(&mut desk, DEV, &[1, 2, 3, 4, 5]);
        run(&mut desk, DealCommand::Add(draft("Line 2", "2026-12-18")));
        let mut stood = vec![desk.contents()];
        for (which, deal, other, days) in commands {
            if desk.try_perform(&any_command(which, deal, other + 5, days)).is_ok() {
                stood.push(desk.contents());
            }
        }
        prop_assert_eq!(wrongs(&desk), Vec::<String>::new());
        let end = stood.pop().unwrap();
        let times = stood.len();
        while let Some(before) = stood.pop() {
            desk.perform(&Command::Undo(None));
            prop_assert_eq!(desk.contents(), before);
        }
        for _ in 0..times {
            desk.perform(&Command::Redo);
        }
        prop_assert_eq!(desk.contents(), end);
    }
}
