//! Snapshots and sheets on real files.

use chrono::NaiveDate;

use crate::domain::command::{AccountRef, Command};
use crate::domain::deal::command::{DealCommand, DealDraft, DealEdit, Redate};
use crate::domain::deal::{Credit, MoveTag};
use crate::domain::ids::DealNo;
use crate::domain::monday::changes::ChangeKind;
use crate::domain::monday::{Against, MondaySheet};
use crate::domain::money::Money;
use crate::store::tests::desk::Desk;

fn on(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn add(desk: &mut Desk, client: &str, name: &str, value: &str, close: &str) {
    desk.perform(&Command::Deal(DealCommand::Add(DealDraft {
        account: AccountRef::Named(client.into()),
        name: name.into(),
        value: Money::read(value, None),
        stage: None,
        close_on: on(close),
        next_step: String::new(),
    })));
}

fn edit(desk: &mut Desk, deal: i64, edit: DealEdit) {
    let deal = DealNo(deal);
    desk.perform(&Command::Deal(DealCommand::Edit { deal, edit }));
}

fn end(desk: &mut Desk, deal: i64, won: bool) {
    desk.perform(&Command::Deal(DealCommand::End {
        deal: DealNo(deal),
        won,
        credit: Credit::Mine,
    }));
}

fn moved(to: &str, tag: MoveTag) -> DealEdit {
    DealEdit {
        close: Some(Redate { to: on(to), tag }),
        ..DealEdit::default()
    }
}

fn sheet(desk: &Desk) -> MondaySheet {
    let today = desk.settings.calendar.local(desk.now).date_naive();
    desk.reader
        .monday(Against::usual(today), &desk.settings, desk.now)
        .unwrap()
}

fn kinds(sheet: &MondaySheet) -> Vec<(i64, ChangeKind)> {
    sheet
        .changes
        .iter()
        .map(|change| (change.item.0, change.kind))
        .collect()
}

fn freeze(desk: &mut Desk) -> bool {
    desk.store.freeze_week(&desk.settings.calendar, desk.now).unwrap()
}

fn taken(desk: &Desk) -> Vec<(String, String, u64)> {
    let heads = desk.reader.snapshots(100).unwrap();
    heads
        .iter()
        .map(|head| (head.monday.to_string(), head.at.to_rfc3339(), head.deals))
        .collect()
}

#[test]
fn a_week_freezes_the_pipeline_once_whatever_its_first_day_is() {
    let mut desk = Desk::new();
    add(&mut desk, "Acme", "Line 2", "€10", "2026-12-18");
    // On Wednesday.
    desk.at("2026-11-25T09:00:00Z");
    assert!(freeze(&mut desk));
    assert!(!freeze(&mut desk));
    desk.at("2026-11-29T22:59:00Z");
    assert!(!freeze(&mut desk));
    desk.at("2026-11-30T00:00:00Z");
    assert!(freeze(&mut desk));
    // A clock that was set back freezes nothing under an old date.
    desk.at("2026-11-17T09:00:00Z");
    assert!(!freeze(&mut desk));
    assert_eq!(
        taken(&desk),
        [
            ("2026-11-30".into(), "2026-11-30T00:00:00+00:00".into(), 1),
            ("2026-11-23".into(), "2026-11-25T09:00:00+00:00".into(), 1),
        ]
    );
}

#[test]
fn a_week_begins_in_the_zone_of_the_rep() {
    let mut desk = Desk::new();
    desk.settings.calendar.zone = chrono_tz::Tz::Pacific__Auckland;
    // Monday noon there.
    desk.at("2026-11-29T23:00:00Z");
    assert!(freeze(&mut desk));
    assert_eq!(taken(&desk)[0].0, "2026-11-30");
}

#[test]
fn a_snapshot_is_nothing_that_can_be_taken_back_and_stands_in_no_undos_way() {
    let mut desk = Desk::new();
    add(&mut desk, "Acme", "Line 2", "€10", "2026-12-18");
    let history = desk.reader.history(100).unwrap().len();
    freeze(&mut desk);
    desk.store.freeze(&desk.settings.calendar, desk.now).unwrap();
    assert_eq!(desk.reader.history(100).unwrap().len(), history);
    desk.perform(&Command::Undo(None));
    assert_eq!(taken(&desk).len(), 2);
    let wrongs = crate::store::doctor::examine(&desk.folder.path().join("downbeat.db"), desk.now).unwrap();
    assert!(
        !wrongs
            .iter()
            .any(|finding| finding.serious && finding.area != "disk"),
        "{wrongs:?}"
    );
}

#[test]
fn a_sheet_tells_what_happened_to_each_deal_since_last_monday() {
    let mut desk = Desk::new();
    desk.at("2026-11-16T07:42:00Z");
    add(&mut desk, "Acme", "Line 2", "€10000", "2026-12-18");
    add(&mut desk, "Borealis", "Service", "€8000", "2026-12-04");
    add(&mut desk, "Čapek", "Robots", "€5000", "2027-02-01");
    add(&mut desk, "Øresund", "Seals", "€3000", "2026-11-30");
    add(&mut desk, "山田商店", "Register", "€1500", "2026-11-27");
    assert!(freeze(&mut desk));
    desk.at("2026-11-18T09:00:00Z");
    edit(
        &mut desk,
        1,
        DealEdit {
            value: Some(Money::read("€12000", None)),
            stage: Some("proposal".into()),
            ..DealEdit::default()
        },
    );
    edit(&mut desk, 2, moved("2027-01-15", MoveTag::NewObstacle));
    edit(&mut desk, 3, moved("2026-12-01", MoveTag::AlwaysWrong));
    end(&mut desk, 4, true);
    end(&mut desk, 5, false);
    add(&mut desk, "Delta", "Expansion", "€20000", "2026-12-22");
    // What was taken back never happened.
    edit(&mut desk, 3, moved("2026-12-24", MoveTag::NewObstacle));
    desk.perform(&Command::Undo(None));
    desk.at("2026-11-23T07:42:00Z");
    assert!(freeze(&mut desk));
    let sheet = sheet(&desk);
    assert_eq!(
        sheet.snapshot.unwrap().at.to_rfc3339(),
        "2026-11-16T07:42:00+00:00"
    );
    assert_eq!(
        kinds(&sheet),
        [
            (6, ChangeKind::New),
            (3, ChangeKind::PulledIn),
            (2, ChangeKind::Slipped),
            (1, ChangeKind::Grown),
            (1, ChangeKind::StageMoved),
            (4, ChangeKind::Won),
            (5, ChangeKind::Lost),
        ]
        .map(|(deal, kind)| (sheet_item(&desk, deal), kind))
    );
    let tags = |kind| {
        let change = sheet.changes.iter().find(|change| change.kind == kind).unwrap();
        change.tags.clone()
    };
    assert_eq!(tags(ChangeKind::Slipped), [MoveTag::NewObstacle]);
    assert_eq!(tags(ChangeKind::PulledIn), [MoveTag::AlwaysWrong]);
    let quarter: Vec<String> = sheet.bridge.iter().map(|line| line.quarter.amounts()).collect();
    assert_eq!(
        quarter,
        [
            "€22,500",
            "€20,000",
            "€5,000",
            "€2,000",
            "–",
            "-€8,000",
            "-€3,000",
            "-€1,500",
            "€37,000"
        ]
    );
    assert_eq!(sheet.won.words(), "1 deal, €3,000 (1 my doing)");
    // This week's own snapshot is what next Monday compares with, and what is asked for by its day.
    let today = desk
        .reader
        .monday(Against::Day(on("2026-11-23")), &desk.settings, desk.now)
        .unwrap();
    assert!(today.changes.is_empty(), "{:?}", today.changes);
}

fn sheet_item(desk: &Desk, deal: i64) -> i64 {
    let file = desk.reader.deal(DealNo(deal), &desk.settings, desk.now);
    file.unwrap().unwrap().deal.item.0
}

#[test]
fn a_deal_that_was_opened_again_and_one_that_was_taken_back_are_told() {
    let mut desk = Desk::new();
    desk.at("2026-11-09T07:42:00Z");
    add(&mut desk, "Acme", "Line 2", "€10000", "2026-12-18");
    let lost = sheet_item(&desk, 1);
    end(&mut desk, 1, false);
    desk.at("2026-11-10T07:42:00Z");
    add(&mut desk, "Borealis", "Service", "€8000", "2026-12-04");
    let typed = desk.reader.history(1).unwrap()[0].command;
    desk.at("2026-11-16T07:42:00Z");
    freeze(&mut desk);
    desk.perform(&Command::Reopen {
        items: vec![crate::domain::ids::ItemNo(lost)],
    });
    desk.perform(&Command::Undo(Some(typed)));
    desk.at("2026-11-23T07:42:00Z");
    let told = sheet(&desk);
    assert_eq!(
        told.changes
            .iter()
            .map(|change| (change.client.as_str(), change.kind))
            .collect::<Vec<_>>(),
        [
            ("Acme", ChangeKind::Reopened),
            ("Borealis", ChangeKind::TakenBack)
        ]
    );
    // The other way round: what was open only in between is lost again, since before the snapshot.
    freeze(&mut desk);
    desk.at("2026-11-24T07:42:00Z");
    let reopened = desk.reader.history(9).unwrap();
    let reopened = reopened
        .iter()
        .find(|entry| entry.verb == "reopen")
        .unwrap()
        .command;
    desk.perform(&Command::Undo(Some(reopened)));
    desk.at("2026-11-30T07:42:00Z");
    assert_eq!(kinds(&sheet(&desk)), [(lost, ChangeKind::Lost)]);
}

#[test]
fn without_last_mondays_snapshot_the_nearest_before_it_is_taken_and_of_one_week_the_first() {
    let mut desk = Desk::new();
    for at in [
        "2026-11-02T08:00:00Z",
        "2026-11-03T08:00:00Z",
        "2026-11-23T08:00:00Z",
    ] {
        desk.at(at);
        desk.store.freeze(&desk.settings.calendar, desk.now).unwrap();
    }
    let against = |day: &str, against: Option<&str>| {
        let against = against.map_or_else(|| Against::usual(on(day)), |day| Against::Day(on(day)));
        let sheet = desk.reader.monday(against, &desk.settings, desk.now).unwrap();
        sheet.snapshot.map(|head| head.at.to_rfc3339()[..10].to_owned())
    };
    assert_eq!(against("2026-11-23", None).as_deref(), Some("2026-11-02"));
    assert_eq!(against("2026-11-30", None).as_deref(), Some("2026-11-23"));
    assert_eq!(against("2026-11-08", None), None);
    assert_eq!(
        against("2026-11-23", Some("2026-11-22")).as_deref(),
        Some("2026-11-03")
    );
    assert_eq!(
        against("2026-11-23", Some("2026-11-23")).as_deref(),
        Some("2026-11-23")
    );
    assert_eq!(against("2026-11-23", Some("2026-11-01")), None);
}

#[test]
fn asks_and_events_are_read_with_their_hand_offs_and_guests() {
    let mut desk = Desk::new();
    desk.at("2026-11-16T08:00:00Z");
    let items: Vec<_> = (0..3)
        .map(|_| desk.add(crate::domain::item::Kind::FollowUp, "Acme", "an ask"))
        .collect();
    desk.perform(&Command::HandOff {
        items: items[..2].to_vec(),
        to: crate::domain::command::Recipient::Owner(crate::domain::ids::OwnerNo(2)),
        brief: None,
    });
    desk.write(
        "INSERT INTO events (id, name, held_on, place) VALUES ('e1', 'Open day', '2026-12-03', 'Hamburg');
         INSERT INTO events (id, name, held_on) VALUES ('e2', 'Nobody', '2026-12-04');
         INSERT INTO events (id, name, held_on) VALUES ('e3', 'Long ago', '2026-10-04');
         INSERT INTO invitations (id, event, account, owner, state, at) VALUES ('i1', 1, 1, 2, 'coming', 5);
         INSERT INTO asks (id, account, item, owner, event, at, why, ideal_result)
             SELECT 'a' || number, 1, number, 2, CASE number WHEN 1 THEN 1 END, number, 'why', 'a call' FROM items;",
    );
    desk.at("2026-11-18T08:00:00Z");
    desk.perform(&Command::Answer {
        items: vec![items[1]],
        answer: crate::domain::command::Answer::Done,
        words: "I rang him".into(),
    });
    desk.at("2026-11-23T08:00:00Z");
    let beside = sheet(&desk).beside;
    let stands = |asks: &[crate::domain::monday::asks::AskLine]| -> Vec<(i64, String, String)> {
        asks.iter()
            .map(|ask| {
                (
                    ask.item.0,
                    ask.event.clone(),
                    ask.stands_words(desk.now, &desk.settings.calendar),
                )
            })
            .collect()
    };
    let three = |item, event: &str, stands: &str| (item, event.to_owned(), stands.to_owned());
    assert_eq!(
        stands(&beside.waiting),
        [
            three(1, "Open day", "overdue since Mon 16 Nov"),
            three(3, "", "with nobody")
        ]
    );
    assert_eq!(
        stands(&beside.answered),
        [three(2, "", "answered Wed 18 Nov, client not told")]
    );
    let events: Vec<String> = beside
        .events
        .iter()
        .map(|event| format!("{}: {}", event.named(on("2026-11-23")), event.counted()))
        .collect();
    assert_eq!(
        events,
        [
            "Open day, Thu 3 Dec, Hamburg: 1 coming",
            "Nobody, Fri 4 Dec: nobody is invited"
        ]
    );
    assert_eq!(beside.events[0].guests[0].by, "Dev");
}

/// A sheet walks indexes, so that a large pipeline is no reason to wait.
#[test]
fn what_a_sheet_reads_grows_with_the_deals_that_are_open() {
    let desk = Desk::new();
    let plans = |sql: &str| -> String {
        let mut statement = desk
            .reader
            .connection
            .prepare(&format!("EXPLAIN QUERY PLAN {sql}"))
            .unwrap();
        let rows = statement.query_map([], |row| row.get::<_, String>(3)).unwrap();
        rows.map(|row| row.unwrap() + "\n").collect()
    };
    for sql in [
        "SELECT number FROM snapshots WHERE monday_on <= '2026' ORDER BY monday_on DESC, at, number LIMIT 1",
        "SELECT monday_on, at, deals FROM snapshots ORDER BY monday_on DESC, at DESC LIMIT 1",
        "SELECT deal FROM close_moves WHERE at >= 5 ORDER BY at, number",
        "SELECT number FROM deals d WHERE d.state <> 'open' AND d.ended_at >= 1 ORDER BY d.ended_at DESC, d.number",
    ] {
        let plan = plans(sql);
        assert!(plan.contains("INDEX"), "{sql}\n{plan}");
    }
}
