//! The running week's figures against a plain recount of whole tables, for any sequence of commands over some days.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Duration;
use proptest::prelude::*;

use super::super::Desk;
use super::super::desk::{draft, owner};
use super::story::VERA;
use crate::domain::command::{AccountRef, Answer, CallDraft, Command, ItemEdit, Listened, Recipient, Told};
use crate::domain::ids::{ItemNo, OwnerNo};
use crate::domain::item::{Kind, Reason};
use crate::domain::settings::CallOutcome;
use crate::domain::week::{WeekFigures, WeekReport};

/// What is done, to which row, and how.
pub(super) type Step = (u8, u8, u8);

pub(super) fn step() -> impl Strategy<Value = Step> {
    (0_u8..32, any::<u8>(), any::<u8>())
}

/// The command of a step; `None` lets time pass.
pub(super) fn command(desk: &Desk, (what, row, how): Step) -> Option<Command> {
    let item = ItemNo(i64::from(row % 6) + 1);
    let items = vec![item];
    let later = desk.now + Duration::hours(i64::from(how) + 1);
    let next = (how % 2 == 0).then_some(later);
    let reason = Reason::ALL[usize::from(how) % Reason::ALL.len()];
    let minutes = (how % 3 == 0).then_some(u32::from(how));
    let words = if how % 2 == 0 {
        String::new()
    } else {
        "words".to_owned()
    };
    Some(match what {
        0..=3 => Command::Add(draft(
            Kind::ALL[usize::from(row) % 3],
            &format!("Client {}", how % 4),
            "something",
        )),
        4..=7 => Command::HandOff {
            items: vec![item, ItemNo(i64::from(how % 6) + 1)],
            to: Recipient::Owner(OwnerNo(i64::from(how % 3) + 1)),
            brief: None,
        },
        8 => Command::Answer {
            items,
            answer: Answer::Acknowledged { by: next },
            words,
        },
        9 | 10 => Command::Answer {
            items,
            answer: Answer::Done,
            words,
        },
        11 => Command::Answer {
            items,
            answer: Answer::Returned,
            words,
        },
        12 => Command::Recall { items },
        13 | 14 => Command::Nudge { items },
        15 | 16 => Command::Escalate { items },
        17 => Command::Tell { items, words, next },
        18 | 19 => Command::Finish {
            items: vec![item, ItemNo(i64::from(how % 6) + 1)],
            told: how % 8 > 0,
            reason: Some(reason),
            minutes,
            words: String::new(),
        },
        20 | 21 => Command::Keep { items, reason },
        22 => Command::Dismiss { items },
        23 => Command::Reopen { items },
        24 => Command::LogCall(CallDraft {
            account: AccountRef::Named(format!("Client {}", how % 4)),
            item: (row % 2 == 0).then_some(item),
            person: String::new(),
            outcome: CallOutcome::ALL[usize::from(row) % 6],
            minutes,
            notes: words,
            next: next.filter(|_| row % 3 == 0),
            opens: (how % 5 == 0 && row % 2 == 1).then(|| (Kind::Support, "called".to_owned())),
            at: desk.now - Duration::minutes(i64::from(how)),
        }),
        25 => Command::Edit {
            item,
            edit: ItemEdit {
                kind: Some(Kind::ALL[usize::from(how) % 3]),
                account: Some(format!("Client {}", row % 4)),
                client_due: next,
                ..ItemEdit::default()
            },
        },
        26 => Command::Listen {
            item,
            heard: Listened {
                words: String::new(),
                mood: None,
                said: words,
                next,
                then: (how % 3 == 0).then_some(Recipient::Owner(OwnerNo(2))),
            },
        },
        27 => Command::MarkTold {
            items,
            how: Told::Marked,
        },
        28 => Command::MarkOwnerTold {
            owner: OwnerNo(i64::from(how % 4) + 1),
            how: Told::Copied,
        },
        29 => Command::Undo(None),
        30 => Command::Redo,
        _ => return None,
    })
}

/// A whole table: each row's values as text by column, nulls left out.
fn table(desk: &Desk, name: &str) -> Vec<BTreeMap<String, String>> {
    let mut statement = desk
        .store
        .connection
        .prepare(&format!("SELECT * FROM {name}"))
        .unwrap();
    let columns: Vec<String> = statement.column_names().map(str::to_owned).collect();
    let rows = statement.query_map([], |row| {
        let mut values = BTreeMap::new();
        for (index, column) in columns.iter().enumerate() {
            let value = match row.get_ref(index)? {
                rusqlite::types::ValueRef::Null => continue,
                rusqlite::types::ValueRef::Integer(n) => n.to_string(),
                other => other.as_str()?.to_owned(),
            };
            values.insert(column.clone(), value);
        }
        Ok(values)
    });
    rows.unwrap().collect::<rusqlite::Result<_>>().unwrap()
}

/// A row, asked in words.
trait Asked {
    fn at(&self, column: &str) -> Option<i64>;
    fn is(&self, column: &str, word: &str) -> bool;
}

impl Asked for BTreeMap<String, String> {
    fn at(&self, column: &str) -> Option<i64> {
        self.get(column).map(|value| value.parse().unwrap())
    }

    fn is(&self, column: &str, word: &str) -> bool {
        self.get(column).is_some_and(|value| value == word)
    }
}

fn n<T>(rows: impl IntoIterator<Item = T>) -> u64 {
    rows.into_iter().count() as u64
}

/// Every figure counted by its definition, row by row.
fn recount(desk: &Desk, report: &WeekReport) -> WeekFigures {
    let (starts, as_of) = (report.starts.timestamp_millis(), report.as_of.timestamp_millis());
    let [items, hand_offs, notes, commands, changes] =
        ["items", "hand_offs", "notes", "commands", "changes"].map(|name| table(desk, name));
    let within = |at: Option<i64>| at.is_some_and(|at| at >= starts && at <= as_of);
    let transaction = |row: &BTreeMap<String, String>| !row.is("kind", "follow_up");
    let number = |row: &BTreeMap<String, String>| row.at("number").unwrap();

    let given: Vec<_> = hand_offs
        .iter()
        .filter(|row| within(row.at("given_at")))
        .collect();
    let of_transactions: BTreeSet<i64> = given
        .iter()
        .filter(|row| transaction(row))
        .filter_map(|row| row.at("item"))
        .collect();
    let of_follow_ups: BTreeSet<i64> = given
        .iter()
        .filter(|row| !transaction(row))
        .filter_map(|row| row.at("item"))
        .collect();
    let arrived: Vec<_> = items
        .iter()
        .filter(|row| within(row.at("arrived_at")) && !row.is("ending", "history"))
        .collect();
    let mut transactions = of_transactions.clone();
    transactions.extend(
        arrived
            .iter()
            .filter(|row| transaction(row) && !row.is("ending", "dismissed"))
            .map(|row| number(row)),
    );
    let closed = |ending: &'static str| {
        items
            .iter()
            .filter(move |row| row.is("state", "closed") && row.is("ending", ending))
            .filter(|row| within(row.at("closed_at")))
    };
    let finished: Vec<_> = closed("told").filter(|row| transaction(row)).collect();
    let conducted = finished.iter().filter(|item| {
        hand_offs
            .iter()
            .filter(|row| row.at("item") == item.at("number"))
            .max_by_key(|row| number(row))
            .is_some_and(|last| last.is("stage", "done"))
    });
    let ended = |stage: &'static str| {
        n(hand_offs
            .iter()
            .filter(|row| row.is("stage", stage) && within(row.at("ended_at"))))
    };
    let open: Vec<_> = hand_offs
        .iter()
        .filter(|row| row.at("ended_at").is_none())
        .collect();
    let standing = |verb: &'static str, op: &'static str| {
        let of: BTreeSet<i64> = commands
            .iter()
            .filter(|row| row.is("kind", "do") && row.is("verb", verb) && row.at("undone_by").is_none())
            .filter(|row| within(row.at("at")))
            .map(number)
            .collect();
        n(changes
            .iter()
            .filter(|row| row.is("tbl", "hand_offs") && row.is("op", op))
            .filter(|row| of.contains(&row.at("command").unwrap())))
    };
    let told: BTreeSet<i64> = notes
        .iter()
        .filter(|row| row.is("kind", "told") && within(row.at("at")))
        .filter_map(|row| row.at("item"))
        .collect();
    WeekFigures {
        arrived: n(&arrived),
        transactions: n(&transactions),
        handed_transactions: n(&of_transactions),
        handed_follow_ups: n(&of_follow_ups),
        handed_off: n(&given),
        acknowledged: n(hand_offs.iter().filter(|row| within(row.at("acknowledged_at")))),
        done: ended("done"),
        finished: n(closed("told")),
        client_told: n(&told),
        came_back: ended("returned"),
        recalled: ended("recalled"),
        still_open: n(&open),
        overdue: n(open.iter().filter(|row| row.at("owner_due").unwrap() <= as_of)),
        untold: n(open.iter().filter(|row| row.at("told_at").is_none())),
        nudges: standing("nudge", "update"),
        escalated: standing("escalate", "insert"),
        dismissed: n(closed("dismissed")),
        finished_transactions: n(&finished),
        conducted: n(conducted),
    }
}

/// What the tables and lists say must add up to the totals.
fn agrees(report: &WeekReport) -> Result<(), TestCaseError> {
    let totals = report.totals;
    let owners = |of: fn(&crate::domain::week::OwnerLine) -> u64| report.owners.iter().map(of).sum::<u64>();
    prop_assert_eq!(owners(|line| line.handed), totals.handed_off);
    prop_assert_eq!(owners(|line| line.acknowledged), totals.acknowledged);
    prop_assert_eq!(owners(|line| line.done), totals.done);
    prop_assert_eq!(owners(|line| line.returned), totals.came_back);
    prop_assert_eq!(owners(|line| line.open), totals.still_open);
    prop_assert_eq!(owners(|line| line.overdue), totals.overdue);
    prop_assert!(
        report
            .owners
            .iter()
            .all(|line| line.median_seconds_to_done.is_some() == (line.done > 0))
    );
    let kinds = |of: fn(&crate::domain::week::KindLine) -> u64| report.kinds.iter().map(of).sum::<u64>();
    prop_assert_eq!(kinds(|line| line.arrived), totals.arrived);
    prop_assert_eq!(
        kinds(|line| line.handed),
        totals.handed_transactions + totals.handed_follow_ups
    );
    prop_assert_eq!(kinds(|line| line.done), totals.done);
    prop_assert_eq!(kinds(|line| line.finished), totals.finished);
    prop_assert_eq!(
        kinds(|line| line.first_chair),
        report.reasons.iter().map(|line| line.count).sum::<u64>()
    );
    let lines = |of: &dyn Fn(&crate::domain::week::HandOffLine) -> bool| {
        n(report.hand_offs.iter().filter(|line| of(line)))
    };
    prop_assert_eq!(lines(&|line| !line.carried_over), totals.handed_off);
    prop_assert_eq!(lines(&|line| line.stage.is_open()), totals.still_open);
    prop_assert_eq!(lines(&|line| line.stage.is_open() && !line.told), totals.untold);
    prop_assert!(lines(&|line| line.ended_at.is_some()) >= totals.done + totals.came_back);
    prop_assert!(totals.conducted <= totals.finished_transactions);
    prop_assert!(totals.finished_transactions <= totals.finished);
    prop_assert!(totals.handed_transactions <= totals.transactions);
    prop_assert!(
        report
            .next_week
            .is_sorted_by_key(|clock| (clock.at, clock.item, clock.whose.clone()))
    );
    prop_assert!(report.next_week.iter().all(|clock| clock.at >= report.ends));
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn the_running_week_is_what_a_plain_recount_gives(steps in prop::collection::vec(step(), 1..60)) {
        let mut desk = Desk::new();
        let vera = owner("vera", None, &[]);
        desk.perform(&Command::AddOwners(vec![owner("finn", Some(3), &[]), vera]));
        for number in 1..=3 {
            let mut owner = desk.reader.owners().unwrap().into_iter().find(|o| o.number.0 == number).unwrap();
            owner.escalate_to = Some(VERA);
            desk.perform(&Command::EditOwner(Box::new(owner)));
        }
        for step in steps {
            match command(&desk, step) {
                Some(command) => drop(desk.try_perform(&command)),
                None => desk.now += Duration::hours(i64::from(step.1 % 40)),
            }
            desk.now += Duration::minutes(7);
            let report = desk.this_week();
            prop_assert!(report.running);
            prop_assert_eq!(report.totals, recount(&desk, &report));
            agrees(&report)?;
        }
    }
}
