//! Whatever is done to promises and to their rows, in any order, they stay together and all of it can be taken back.

use proptest::prelude::*;

use super::*;
use crate::domain::item::Reason;

#[derive(Debug, Clone)]
enum Step {
    Make(u8, u8),
    Redate(u8, u8),
    Prove(u8, u8),
    End(u8, u8),
    Reopen(u8),
    HandOff(u8, u8),
    Answer(u8, u8),
    Keep(u8),
    Snooze(u8),
    Tell(u8),
    Finish(u8),
    Dismiss(u8),
    Later,
}

fn step() -> impl Strategy<Value = Step> {
    let two = || (any::<u8>(), any::<u8>());
    prop_oneof![
        two().prop_map(|(a, b)| Step::Make(a, b)),
        two().prop_map(|(a, b)| Step::Redate(a, b)),
        two().prop_map(|(a, b)| Step::Prove(a, b)),
        two().prop_map(|(a, b)| Step::End(a, b)),
        any::<u8>().prop_map(Step::Reopen),
        two().prop_map(|(a, b)| Step::HandOff(a, b)),
        two().prop_map(|(a, b)| Step::Answer(a, b)),
        any::<u8>().prop_map(Step::Keep),
        any::<u8>().prop_map(Step::Snooze),
        any::<u8>().prop_map(Step::Tell),
        any::<u8>().prop_map(Step::Finish),
        any::<u8>().prop_map(Step::Dismiss),
        Just(Step::Later),
    ]
}

fn some_proof(desk: &Desk, n: u8) -> Proof {
    match n % 3 {
        0 => real(),
        1 => Proof::Dated {
            owner: OwnerNo(i64::from(n / 3 % 2) + 1),
            owner_name: String::new(),
            by: desk.now + chrono::Duration::hours(i64::from(n) + 1),
        },
        _ => sponsored("Anna"),
    }
}

fn command(desk: &Desk, step: &Step) -> Option<Command> {
    let item = |n: u8| ItemNo(i64::from(n % 4) + 1);
    let items = |n: u8| vec![item(n)];
    let after = |hours: u8| desk.now + chrono::Duration::hours(i64::from(hours) + 1);
    Some(match *step {
        Step::Make(a, b) => Command::Promise(PromiseCommand::Make(PromiseDraft {
            account: AccountRef::Named(format!("Client {}", a % 2)),
            about: None,
            to_whom: String::new(),
            what: stated("something"),
            due: after(b),
            proof: some_proof(desk, a),
        })),
        Step::Redate(a, b) => Command::Promise(PromiseCommand::Edit {
            item: item(a),
            edit: PromiseEdit {
                due: Some(after(b)),
                ..PromiseEdit::default()
            },
        }),
        Step::Prove(a, b) => Command::Promise(PromiseCommand::Edit {
            item: item(a),
            edit: PromiseEdit {
                proof: Some(some_proof(desk, b)),
                ..PromiseEdit::default()
            },
        }),
        Step::End(a, b) => end(
            item(a),
            match b % 3 {
                0 => kept(),
                1 => broken(),
                _ => PromiseEnd::Released { words: String::new() },
            },
        ),
        Step::Reopen(a) => Command::Reopen { items: items(a) },
        Step::HandOff(a, b) => Command::HandOff {
            items: items(a),
            to: Recipient::Owner(OwnerNo(i64::from(b % 2) + 1)),
            brief: None,
        },
        Step::Answer(a, b) => Command::Answer {
            items: items(a),
            answer: match b % 3 {
                0 => Answer::Acknowledged { by: Some(after(b)) },
                1 => Answer::Done,
                _ => Answer::Returned,
            },
            words: String::new(),
        },
        Step::Keep(a) => Command::Keep {
            items: items(a),
            reason: Reason::NoOwner,
        },
        Step::Snooze(a) => Command::Snooze {
            items: items(a),
            until: after(40),
        },
        Step::Tell(a) => Command::Tell {
            items: items(a),
            words: "soon".into(),
            next: None,
        },
        Step::Finish(a) => Command::Finish {
            items: items(a),
            told: true,
            reason: None,
            minutes: None,
            words: String::new(),
        },
        Step::Dismiss(a) => Command::Dismiss { items: items(a) },
        Step::Later => return None,
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// Whatever is done to promises and to their rows, a promise is open exactly when its row is; all of it can be taken
    /// back to the start and done again to the end.
    #[test]
    fn a_promise_is_open_with_its_row_and_any_of_it_is_taken_back(steps in prop::collection::vec(step(), 1..40)) {
        let mut desk = Desk::new();
        let start = desk.contents();
        let mut done = 0;
        for step in &steps {
            if let Some(command) = command(&desk, step) {
                done += usize::from(desk.try_perform(&command).is_ok());
            } else {
                desk.now += chrono::Duration::hours(9);
                desk.store.tick(desk.now).unwrap();
            }
            let apart: i64 = desk.store.connection.query_row(
                "SELECT count(*) FROM promises p JOIN items i ON i.number = p.item
                 WHERE (p.state = 'open') <> (i.state = 'open') OR i.subject <> p.what
                     OR i.state = 'open' AND i.falls_due_at IS NULL", [], |row| row.get(0)).unwrap();
            prop_assert_eq!(apart, 0, "{:?}", step);
        }
        prop_assert_eq!(desk.wrongs(), Vec::<String>::new());
        let end = desk.contents();
        for _ in 0..done {
            desk.perform(&Command::Undo(None));
        }
        let logged = |lines: Vec<String>| -> Vec<String> {
            lines.into_iter().filter(|line| !line.starts_with("awake")).collect()
        };
        prop_assert_eq!(logged(desk.contents()), logged(start));
        for _ in 0..done {
            desk.perform(&Command::Redo);
        }
        prop_assert_eq!(desk.contents(), end);
    }
}
