//! Whatever is done to outcomes, checks and their rows, in any order, they stay together and all of it can be taken back.

use proptest::prelude::*;

use super::*;
use crate::domain::command::Answer;
use crate::domain::ids::OwnerNo;
use crate::domain::outcome::command::CheckFound;

#[derive(Debug, Clone)]
enum Step {
    Add(u8),
    Win(u8),
    Read(u8, i8, u8),
    End(u8, bool),
    Edit(u8, u8),
    Check(u8, u8),
    Reopen(u8),
    HandOff(u8),
    Answer(u8),
    Snooze(u8),
    Later(u8),
}

fn step() -> impl Strategy<Value = Step> {
    let one = any::<u8>;
    let read = || (one(), any::<i8>(), one()).prop_map(|(a, b, c)| Step::Read(a, b, c));
    prop_oneof![
        one().prop_map(Step::Add),
        one().prop_map(Step::Win),
        read(),
        read(),
        (one(), any::<bool>()).prop_map(|(a, b)| Step::End(a, b)),
        (one(), one()).prop_map(|(a, b)| Step::Edit(a, b)),
        (one(), one()).prop_map(|(a, b)| Step::Check(a, b)),
        one().prop_map(Step::Reopen),
        one().prop_map(Step::HandOff),
        one().prop_map(Step::Answer),
        one().prop_map(Step::Snooze),
        one().prop_map(Step::Later),
    ]
}

fn found(how: u8) -> CheckFound {
    match how % 3 {
        0 => CheckFound::Fine,
        1 => CheckFound::Problem { what: String::new() },
        _ => CheckFound::Opportunity {
            name: "More".into(),
            value: None,
            close_on: "2029-03-31".parse().unwrap(),
        },
    }
}

fn command(desk: &Desk, step: &Step) -> Option<Command> {
    // The first rows are two deals; what follows is outcomes, checks and what they make.
    let item = |n: u8| ItemNo(i64::from(n % 9) + 1);
    let items = |n: u8| vec![item(n)];
    Some(match *step {
        Step::Add(n) => Command::Outcome(OutcomeCommand::Add(OutcomeDraft {
            account: AccountRef::Named(if n % 2 == 0 { "Acme Pumps" } else { "Borealis" }.into()),
            ..draft("Time to ship")
        })),
        Step::Win(n) => Command::Deal(DealCommand::End {
            deal: DealNo(i64::from(n % 2) + 1),
            won: n % 3 != 0,
            credit: Credit::Luck,
        }),
        Step::Read(n, at, how) => Command::Outcome(OutcomeCommand::Read(ReadingDraft {
            value: Value(i64::from(at) * 100_000),
            at: (how % 4 == 0).then(|| desk.now - chrono::Duration::days(i64::from(how))),
            problem: how % 5 == 1,
            reached: how % 3 == 1,
            ..reading(item(n), "0")
        })),
        Step::End(n, reached) => Command::Outcome(OutcomeCommand::End {
            item: item(n),
            end: if reached {
                OutcomeEnd::Reached
            } else {
                OutcomeEnd::GivenUp
            },
        }),
        Step::Edit(n, how) => Command::Outcome(OutcomeCommand::Edit {
            item: item(n),
            edit: OutcomeEdit {
                target: (how % 2 == 0).then(|| Value(i64::from(how) * 1_000_000)),
                deal: (how % 3 == 0).then_some(DealOf::Nothing),
                unit: Some(how.to_string()),
                ..OutcomeEdit::default()
            },
        }),
        Step::Check(n, how) => Command::Outcome(OutcomeCommand::Check {
            item: item(n),
            found: found(how),
            words: "so they say".into(),
        }),
        Step::Reopen(n) => Command::Reopen { items: items(n) },
        Step::HandOff(n) => Command::HandOff {
            items: items(n),
            to: Recipient::Owner(OwnerNo(i64::from(n % 2) + 1)),
            brief: None,
        },
        Step::Answer(n) => Command::Answer {
            items: items(n),
            answer: Answer::Done,
            words: String::new(),
        },
        Step::Snooze(n) => Command::Snooze {
            items: items(n),
            until: desk.now + chrono::Duration::days(i64::from(n) + 1),
        },
        Step::Later(_) => return None,
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// Whatever is done, a record is open exactly when its row is; all of it can be taken back to the start and done
    /// again to the end.
    #[test]
    fn an_outcome_and_a_check_are_open_with_their_rows_and_any_of_it_is_taken_back(
        steps in prop::collection::vec(step(), 1..40),
    ) {
        let mut desk = Desk::new();
        desk.perform(&Command::Deal(deal("Acme Pumps", "Line 2", 4_820_000, "EUR")));
        desk.perform(&Command::Deal(deal("Borealis", "Service", 900_000, "USD")));
        let start = desk.contents();
        let mut done = 0;
        for step in &steps {
            match (command(&desk, step), step) {
                (Some(command), _) => {
                    let before = desk.contents();
                    if desk.try_perform(&command).is_ok() {
                        done += 1;
                    } else {
                        prop_assert_eq!(desk.contents(), before, "a refusal changes nothing");
                    }
                }
                (None, Step::Later(days)) => {
                    desk.now += chrono::Duration::days(i64::from(*days));
                    desk.store.tick(desk.now).unwrap();
                }
                (None, _) => {}
            }
            let apart: i64 = desk.store.connection.query_row(
                "SELECT count(*) FROM (SELECT item, state = 'open' AS open FROM outcomes
                     UNION ALL SELECT item, ending IS NULL FROM checks) r JOIN items i ON i.number = r.item
                 WHERE r.open <> (i.state = 'open') OR i.state = 'open' AND i.falls_due_at IS NULL",
                [], |row| row.get(0)).unwrap();
            prop_assert_eq!(apart, 0, "{:?}", step);
        }
        prop_assert_eq!(desk.wrongs(), Vec::<String>::new());
        let end = desk.contents();
        for _ in 0..done {
            desk.perform(&Command::Undo(None));
        }
        let logged = |lines: Vec<String>| -> Vec<String> {
            let derived = |line: &String| line.starts_with("awake") || line.starts_with("tally: 'awake");
            lines.into_iter().filter(|line| !derived(line)).collect()
        };
        prop_assert_eq!(logged(desk.contents()), logged(start));
        for _ in 0..done {
            desk.perform(&Command::Redo);
        }
        prop_assert_eq!(desk.contents(), end);
    }
}
