//! What the commands on items may do to a follow-up that stands for a record.

use rusqlite::params;

use super::*;
use crate::domain::clock::Moment;
use crate::domain::command::{Command, Recipient};
use crate::domain::ids::OwnerNo;
use crate::domain::item::Cue;
use crate::domain::listing::{From, List};
use crate::store::tests::desk::{Desk, scope};
use crate::store::{log, new_id, owners};

/// Does something as one command.
fn command(desk: &mut Desk, what: impl FnOnce(&mut Act<'_>)) {
    let transaction = desk.store.connection.transaction().unwrap();
    crate::store::lists::tick(&transaction, desk.now).unwrap();
    let window = desk.store.window.id;
    let number = log::begin(&transaction, log::Entry::Do, window, "deal", desk.now, false).unwrap();
    let mut act = Act {
        transaction: &transaction,
        moment: Moment {
            settings: &desk.settings,
            now: desk.now,
        },
        owners: owners::all(&transaction).unwrap(),
        router: None,
        leave_out: false,
        touched: Vec::new(),
        count: 0,
        overruled: None,
        left_out: Vec::new(),
        remark: None,
        draft: None,
        lesson: None,
        over: None,
    };
    what(&mut act);
    log::end(&transaction, number, "done").unwrap();
    transaction.commit().unwrap();
}

fn tomorrow(desk: &Desk) -> Wake {
    Wake {
        at: desk.now + chrono::Duration::hours(24),
        cue: Cue::DateAtRisk,
    }
}

/// A deal with its follow-up, the first item of the store.
fn with_a_deal() -> Desk {
    let mut desk = Desk::new();
    let due = tomorrow(&desk);
    command(&mut desk, |act| {
        let (account, name, _) =
            crate::store::accounts::named(act.transaction, "Acme Pumps", act.moment.now).unwrap();
        let item = act
            .follow_up(FollowUp {
                source: "deal",
                account: (account, &name),
                contact: None,
                subject: "New line in Rotterdam",
                due,
                client_due: due.at,
            })
            .unwrap();
        act.transaction
            .execute(
                "INSERT INTO deals (id, account, item, state, stage, stage_at, close_on, made_at, name)
                 VALUES (?1, ?2, ?3, 'open', 'offer', 0, '2026-12-18', 0, 'New line')",
                params![new_id(act.moment.now), account.0, item.number.0],
            )
            .unwrap();
    });
    desk
}

const ROW: ItemNo = ItemNo(1);

#[test]
fn it_sleeps_and_its_row_says_what_it_stands_for() {
    let mut desk = with_a_deal();
    assert_eq!(desk.numbers(List::Later), [1]);
    let later = desk.window(&scope(Some(List::Later)), From::Top, 10);
    assert!(matches!(later.rows[0].stands_for, Some(StandsFor::Deal(_))));
    desk.at("2026-11-24T07:42:00Z");
    let inbox = desk.window(&scope(Some(List::Inbox)), From::Top, 10);
    assert_eq!(inbox.rows[0].wake.unwrap().1, Cue::DateAtRisk);
    assert_eq!(desk.wrongs(), Vec::<String>::new());
}

#[test]
fn it_is_neither_finished_nor_dismissed_but_by_its_record() {
    let mut desk = with_a_deal();
    for refused in [
        Command::Finish {
            items: vec![ROW],
            told: true,
            reason: None,
            minutes: None,
            words: String::new(),
        },
        Command::Dismiss { items: vec![ROW] },
        Command::Edit {
            item: ROW,
            edit: ItemEdit {
                account: Some("Beta".into()),
                ..ItemEdit::default()
            },
        },
    ] {
        let words = desk.try_perform(&refused).unwrap_err().to_string();
        assert!(words.starts_with("#1 stands for a deal: "), "{words}");
    }
    assert_eq!(desk.numbers(List::Later), [1]);
}

#[test]
fn it_is_handed_off_told_of_and_starred_as_any_row() {
    let mut desk = with_a_deal();
    desk.perform(&Command::HandOff {
        items: vec![ROW],
        to: Recipient::Owner(OwnerNo(1)),
        brief: None,
    });
    desk.perform(&Command::Star {
        items: vec![ROW],
        urgent: true,
    });
    desk.perform(&Command::Tell {
        items: vec![ROW],
        words: "we are on it".into(),
        next: None,
    });
    desk.perform(&Command::Edit {
        item: ROW,
        edit: ItemEdit {
            client_due: Some(desk.now + chrono::Duration::hours(50)),
            ..ItemEdit::default()
        },
    });
    assert_eq!(desk.wrongs(), Vec::<String>::new());
}

#[test]
fn it_moves_and_closes_with_its_record_and_all_of_it_is_taken_back() {
    let mut desk = with_a_deal();
    let start = desk.contents();
    let next_week = Wake {
        at: desk.now + chrono::Duration::days(7),
        cue: Cue::DateAtRisk,
    };
    command(&mut desk, |act| {
        act.move_follow_up(ROW, next_week, next_week.at).unwrap();
    });
    command(&mut desk, |act| {
        act.close_follow_up(ROW, Stage::Recalled, "signed, thank you")
            .unwrap();
        act.transaction
            .execute("UPDATE deals SET state = 'won', ended_at = 1, why = 'luck'", [])
            .unwrap();
    });
    assert_eq!(desk.numbers(List::Done), [1]);
    assert_eq!(desk.wrongs(), Vec::<String>::new());
    let reopen = Command::Reopen { items: vec![ROW] };
    assert!(
        desk.try_perform(&reopen)
            .unwrap_err()
            .to_string()
            .contains("stood for a deal")
    );
    desk.perform(&Command::Undo(None));
    desk.perform(&Command::Undo(None));
    assert_eq!(desk.contents(), start);
}

#[test]
fn the_doctor_finds_a_record_that_is_open_without_its_row() {
    let mut desk = with_a_deal();
    command(&mut desk, |act| {
        act.close_follow_up(ROW, Stage::Recalled, "").unwrap();
    });
    let found = desk.wrongs();
    assert!(
        found
            .iter()
            .any(|words| words.contains("what they stand for has ended")),
        "{found:?}"
    );
}
