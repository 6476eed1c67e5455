//! An import as a whole: one command, taken back and done again, or only tried.

use proptest::prelude::*;

use super::{arrives, at, counts, later, solved, ticket};
use crate::domain::Time;
use crate::domain::command::{Answer, Command, Recipient};
use crate::domain::draft::Arrival;
use crate::domain::ids::{CommandNo, ItemNo, OwnerNo};
use crate::domain::item::{Kind, Reason};
use crate::store::Store;
use crate::store::tests::Desk;

/// A desk with a bit of everything, and an export that touches all of it.
fn busy() -> (Desk, Vec<Arrival>) {
    let mut desk = Desk::new();
    let rows = ["1", "2", "3", "4", "5"].map(|key| ticket(key, &format!("Case {key}")));
    desk.import(&rows);
    let numbers = rows.each_ref().map(|row| desk.of_key(&row.key).number);
    desk.hand_off(&[numbers[0], numbers[1]]);
    desk.perform(&Command::Snooze {
        items: vec![numbers[2]],
        until: desk.now + chrono::Duration::days(2),
    });
    desk.perform(&Command::Dismiss {
        items: vec![numbers[3]],
    });
    desk.now += chrono::Duration::hours(1);
    let newer = vec![
        later(&rows[0], solved),
        later(&rows[1], |row| {
            row.kind = Kind::Order;
            row.account = "Acme Pumps".into();
        }),
        later(&rows[2], |row| row.words = "Status: pending, réseau".into()),
        later(&rows[3], |row| row.updated_at = Some(at("2026-11-23T08:30:00Z"))),
        later(&rows[4], |row| row.contact = None),
        later(&ticket("6", "Invoice for Čapek"), |_| {}),
        later(&ticket("7", "Old invoice"), solved),
        later(&ticket("6", "Invoice for Čapek, corrected"), |_| {}),
    ];
    (desk, newer)
}

#[test]
fn one_undo_takes_an_import_back_and_one_redo_does_it_again() {
    let (mut desk, newer) = busy();
    let start = {
        desk.store.tick(desk.now).unwrap();
        desk.contents()
    };
    let report = desk.import(&newer);
    assert_eq!((counts(&report), report.woke), ([2, 6, 0, 0], 4));
    assert_eq!(desk.commands(), report.command.unwrap().0);
    let end = desk.contents();
    assert_eq!(desk.found("capek").len(), 1);
    assert_eq!(desk.found("acme pumps").len(), 1);
    assert_eq!(desk.found("reseau").len(), 1);
    desk.check_search();

    let done = desk.perform(&Command::Undo(None));
    assert_eq!(done.words, format!("taken back: {}", report.words));
    assert_eq!(desk.contents(), start);
    assert_eq!(desk.found("capek").len(), 0);
    assert_eq!(desk.found("acme pumps").len(), 0);
    assert_eq!(desk.found("reseau").len(), 0);
    desk.check_search();

    desk.store = Store::open(&desk.folder.path().join("downbeat.db"), desk.now).unwrap();
    desk.perform(&Command::Redo);
    assert_eq!(desk.contents(), end);
    assert_eq!(desk.found("capek").len(), 1);
    desk.check_search();
    // Done again, it is known again.
    assert_eq!(counts(&desk.import(&newer)), [0, 0, 8, 0]);
}

#[test]
fn a_dry_run_says_what_would_be_and_leaves_nothing() {
    let (mut desk, newer) = busy();
    let (start, commands) = (desk.contents(), desk.commands());
    let dry = desk.try_import(newer.iter().cloned().map(arrives).collect(), true);
    assert_eq!(desk.contents(), start);
    assert_eq!(desk.commands(), commands);
    assert_eq!(desk.count("SELECT count(*) FROM running"), 0);
    assert_eq!(desk.found("capek").len(), 0);
    assert_eq!(dry.command, None);
    assert!(dry.words.starts_with("would import 8 rows"), "{}", dry.words);
    let real = desk.import(&newer);
    assert_eq!(
        (counts(&dry), dry.woke, dry.history),
        (counts(&real), real.woke, real.history)
    );
}

#[test]
fn an_import_too_large_to_search_anew_row_by_row_is_taken_back_and_done_again() {
    let mut desk = Desk::new();
    let rows: Vec<Arrival> = (0..1_200)
        .map(|n| ticket(&n.to_string(), &format!("Case {n}")))
        .collect();
    let start = desk.contents();
    desk.import(&rows);
    let first = desk.contents();
    let newer: Vec<Arrival> = rows
        .iter()
        .map(|row| later(row, |row| row.subject.push_str(" at noon")))
        .collect();
    desk.import(&newer);
    desk.check_search();
    desk.perform(&Command::Undo(None));
    assert_eq!(desk.contents(), first);
    desk.check_search();
    desk.perform(&Command::Undo(None));
    assert_eq!(desk.contents(), start);
    desk.check_search();
    desk.perform(&Command::Redo);
    assert_eq!(desk.contents(), first);
    desk.check_search();
}

fn any_row() -> impl Strategy<Value = Arrival> {
    (
        (0..4_u8, 0..3_u8, 0..3_u8, 0..3_u8),
        (any::<bool>(), any::<bool>()),
        (prop::option::of(0..6_i64), prop::option::of(0..4_i64)),
    )
        .prop_map(
            |((key, account, subject, kind), (urgent, finished), (updated, due))| {
                let mut row = ticket(&key.to_string(), &format!("Case {subject}"));
                row.account = format!("Client {account}");
                row.kind = Kind::ALL[usize::from(kind)];
                row.urgent = urgent;
                row.updated_at = updated.map(|n| at("2026-11-23T06:00:00Z") + chrono::Duration::hours(n));
                row.due = due.map(|n| at("2026-11-23T06:00:00Z") + chrono::Duration::hours(n * 4));
                if finished {
                    solved(&mut row);
                }
                row
            },
        )
}

/// What the rep does to an item between two imports.
fn act(item: ItemNo, what: u8, now: Time) -> Command {
    let items = vec![item];
    match what % 6 {
        0 => Command::HandOff {
            items,
            to: Recipient::Owner(OwnerNo(1)),
            brief: None,
        },
        1 => Command::Snooze {
            items,
            until: now + chrono::Duration::hours(30),
        },
        2 => Command::Answer {
            items,
            answer: Answer::Done,
            words: String::new(),
        },
        3 => Command::Finish {
            items,
            told: true,
            reason: Some(Reason::Habit),
            minutes: None,
            words: String::new(),
        },
        4 => Command::Keep {
            items,
            reason: Reason::Habit,
        },
        _ => Command::Reopen { items },
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// Whatever files come in between whatever the rep does: every row is counted once, the same file again changes
    /// nothing, the search says what the items say, and one undo for each command gives the start again.
    #[test]
    fn any_files_and_any_work_between_them_can_be_taken_back(
        steps in prop::collection::vec((prop::collection::vec(any_row(), 0..8), any::<u8>(), 1..5_i64), 1..8)
    ) {
        let mut desk = Desk::new();
        let logged = |desk: &Desk| -> Vec<String> {
            desk.contents()
                .into_iter()
                .filter(|line| !line.starts_with("awake") && !line.starts_with("tally: 'awake"))
                .collect()
        };
        let mut states = vec![(logged(&desk), None::<CommandNo>)];
        for (rows, what, item) in &steps {
            let report = desk.import(rows);
            prop_assert_eq!(counts(&report).iter().sum::<u64>(), u64::try_from(rows.len()).unwrap());
            prop_assert!(report.woke <= report.changed && report.history <= report.new);
            prop_assert_eq!(report.command.is_some(), report.new + report.changed > 0);
            if report.command.is_some() {
                states.push((logged(&desk), report.command));
            }
            let before = desk.contents();
            let again = desk.import(rows);
            prop_assert_eq!((again.command, again.new, again.changed, again.woke), (None, 0, 0, 0));
            prop_assert_eq!(desk.contents(), before);
            desk.check_search();
            if let Ok(done) = desk.try_perform(&act(ItemNo(*item), *what, desk.now)) {
                states.push((logged(&desk), Some(done.command)));
            }
            desk.now += chrono::Duration::hours(1);
            desk.store.tick(desk.now).unwrap();
        }
        let end = logged(&desk);
        let mut taken_back = 0;
        while let Some((_, command)) = states.pop() {
            let Some((before, _)) = states.last() else { break };
            prop_assert!(command.is_some());
            desk.perform(&Command::Undo(None));
            prop_assert_eq!(&logged(&desk), before);
            taken_back += 1;
        }
        desk.check_search();
        for _ in 0..taken_back {
            desk.perform(&Command::Redo);
        }
        prop_assert_eq!(logged(&desk), end);
        desk.check_search();
    }
}
