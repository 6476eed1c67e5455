//! What came in from files.

use super::super::Desk;
use super::time;
use crate::domain::draft::{Arrival, Finished, Intake};
use crate::domain::item::Kind;
use crate::domain::week::WeekFigures;
use crate::store::Batch;

fn row(key: &str, arrived: &str, finished: Option<&str>) -> Intake {
    Intake::Arrival(Box::new(Arrival {
        line: 1,
        key: key.into(),
        kind: Kind::Order,
        account: "Acme".into(),
        contact: None,
        subject: format!("order {key}"),
        words: String::new(),
        urgent: false,
        value: None,
        arrived_at: time(arrived),
        updated_at: None,
        due: None,
        finished: finished.map(|at| Finished {
            at: time(at),
            how: "fulfilled".into(),
        }),
        unsaid: Vec::new(),
    }))
}

impl Desk {
    fn import_rows(&mut self, rows: Vec<Intake>) {
        let batch = Batch {
            source: "shopify".into(),
            file: "orders.csv".into(),
            rows: Box::new(rows.into_iter()),
        };
        self.store
            .import(vec![batch], &self.settings, self.now, false, &mut |_| {})
            .unwrap();
    }
}

#[test]
fn imported_history_counts_nowhere() {
    let mut desk = Desk::new();
    desk.import_rows(vec![
        row("#1", "2026-11-23T07:00", Some("2026-11-23T07:30")),
        row("#2", "2026-11-17T07:00", Some("2026-11-18T07:30")),
    ]);
    desk.at("2026-12-01T09:00:00Z");
    for number in [47, 48, 49] {
        let report = desk.week(number);
        assert!(report.is_empty(), "{number}");
        assert_eq!(report.totals, WeekFigures::default());
        assert!(report.kinds.iter().all(|line| line.arrived + line.finished == 0));
    }
}

#[test]
fn a_late_import_adds_to_the_week_in_which_its_rows_arrived_and_to_nothing_else_of_it() {
    let mut desk = Desk::new();
    desk.at("2026-12-01T09:00:00Z");
    desk.import_rows(vec![
        row("#1", "2026-11-25T10:00", None),
        row("#2", "2026-11-26T10:00", Some("2026-11-27T10:00")),
        row("#3", "2026-11-30T10:00", None),
    ]);
    let before = desk.week(48);
    let expected = WeekFigures {
        arrived: 1,
        transactions: 1,
        ..WeekFigures::default()
    };
    assert_eq!(before.totals, expected);
    assert!(
        before.next_week.is_empty(),
        "as of the week's end nobody knew of it"
    );
    assert_eq!(desk.week(49).totals, expected);
    // Done a week late, it is no work of the week in which it arrived.
    let items = vec![crate::domain::ids::ItemNo(1)];
    let to = crate::domain::command::Recipient::Shown;
    desk.perform(&crate::domain::command::Command::HandOff {
        items,
        to,
        brief: None,
    });
    assert_eq!(desk.week(48), before);
    assert_eq!(desk.week(49).totals.transactions, 2);
}

#[test]
fn an_item_that_a_later_file_finishes_was_open_until_then() {
    let mut desk = Desk::new();
    desk.import_rows(vec![row("#1", "2026-11-23T07:00", None)]);
    desk.hand_off(&[crate::domain::ids::ItemNo(1)]);
    desk.at("2026-11-30T09:00:00Z");
    let then = desk.week(48);
    desk.import_rows(vec![row("#1", "2026-11-23T07:00", Some("2026-11-27T10:00"))]);
    assert_eq!(desk.week(48), then);
    assert_eq!((then.totals.still_open, then.totals.done), (1, 0));
    let now = desk.week(49);
    assert_eq!(
        (now.totals.still_open, now.totals.done, now.totals.finished),
        (0, 1, 0)
    );
}
