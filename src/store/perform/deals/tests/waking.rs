//! When the follow-up of a deal wakes, and what the program counts of itself.

use super::*;

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
    assert_eq!(desk.wrongs(), Vec::<String>::new());
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
    assert!(
        done.remark
            .unwrap()
            .words()
            .contains("the last safe start was Fri 4 Dec")
    );
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
    assert_eq!(desk.wrongs(), Vec::<String>::new());
}

#[test]
fn a_step_that_breaks_the_date_wakes_the_deal_when_it_is_named() {
    let (mut desk, deal) = with_a_deal();
    history(&mut desk, DEV, &[42, 42, 42, 42, 42]);
    let done = desk.perform(&Command::Deal(later(deal, "Pilot", DEV)));
    assert!(
        done.remark
            .unwrap()
            .words()
            .starts_with("Pilot (Dev, 30 working days) breaks it")
    );
    assert_eq!(cues(&desk, List::Inbox), [(1, Cue::DateAtRisk)]);
    run(&mut desk, DealCommand::DropNeed(NeedNo(1)));
    assert_eq!(cues(&desk, List::Later), [(1, Cue::DateAtRisk)]);
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
    assert_eq!(desk.wrongs(), Vec::<String>::new());
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
    assert_eq!(desk.wrongs(), Vec::<String>::new());
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
    let undo = desk.reader.undo_words(desk.store.window()).unwrap().unwrap();
    assert!(!undo.contains("counted back"), "{undo}");
}

#[test]
fn the_boss_card_says_whether_the_deal_closes_in_time_or_that_nothing_tells() {
    let (mut desk, deal) = with_a_deal();
    history(&mut desk, DEV, &[3, 1, 1, 3]);
    run(&mut desk, later(deal, "Security review", DEV));
    let at_risk = |desk: &Desk| {
        let account = file(desk, deal).deal.account;
        let card = desk
            .reader
            .card(account, &desk.settings, desk.now)
            .unwrap()
            .unwrap();
        card.lines[4].words.clone()
    };
    assert_eq!(
        at_risk(&desk),
        "Whether “Line 2” closes in time is not known: Security review (Dev has finished 4 of 5 hand-offs)."
    );
    history(&mut desk, DEV, &[3]);
    assert_eq!(at_risk(&desk), "Nothing that is noted could break it.");
    desk.at("2026-12-17T09:00:00Z");
    assert_eq!(
        at_risk(&desk),
        "“Line 2” is to close on Fri 18 Dec 2026, and Security review (Dev, 3 working days) breaks it: the last safe \
         start was Tue 15 Dec; “Line 2” rots in qualifying for 3 days."
    );
}
