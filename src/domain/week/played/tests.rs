use chrono::{Duration, TimeZone, Utc};

use super::*;

fn calendar() -> Calendar {
    Calendar {
        zone: chrono_tz::Europe::Berlin,
        ..Calendar::default()
    }
}

fn row(item: i64) -> RowRef {
    RowRef {
        item: ItemNo(item),
        client: format!("Client {}", item % 2),
    }
}

fn refs(rows: &[RowRef]) -> Vec<i64> {
    rows.iter().map(|row| row.item.0).collect()
}

fn played(item: i64, kind: Kind, reason: Reason) -> PlayedRow {
    PlayedRow {
        row: row(item),
        kind,
        source: if item < 3 { "shopify" } else { "added" }.to_owned(),
        arrived_at: Utc.with_ymd_and_hms(2026, 11, 2, 6, 50, 0).unwrap() + Duration::minutes(15 * item),
        reason,
        minutes: (item > 1).then_some(10),
    }
}

fn ended(item: i64, by: PlayedBy, hours: i64) -> EndedRow {
    EndedRow {
        row: row(item),
        by,
        seconds: hours * 3600,
        reopened: item % 3 == 0,
        late: (item > 1).then_some(item % 2 == 0),
    }
}

fn week(number: u32, first_chair: u64, calls: u64, promises: u64) -> WeekLine {
    WeekLine {
        week: Week::new(2026, number).unwrap(),
        over: true,
        finished: 9,
        conducted: 5,
        first_chair,
        calls,
        promises,
    }
}

fn of(facts: &Facts, weeks: &[WeekLine]) -> WhoPlayed {
    WhoPlayed::of(Week::new(2026, 36).unwrap(), facts, weeks, &calendar())
}

fn known<T>(finding: &Finding<T>) -> &T {
    match finding {
        Finding::Known(answer) => answer,
        Finding::TooLittle(few) => panic!("{}", few.words()),
    }
}

fn few<T>(finding: &Finding<T>) -> TooLittle {
    match finding {
        Finding::Known(_) => panic!("there is an answer"),
        Finding::TooLittle(few) => *few,
    }
}

#[test]
fn with_too_little_history_each_answer_says_what_is_missing() {
    let said = |facts: &Facts, weeks: &[WeekLine]| {
        of(facts, weeks).said().map(|said| {
            said.lines
                .iter()
                .map(|line| line.words.clone())
                .collect::<Vec<_>>()
        })
    };
    let nothing = said(&Facts::default(), &[]);
    assert_eq!(
        nothing.map(|lines| lines.join("\n")),
        [
            "Too little history: 0 items in first chair, and it takes 5.",
            "Too little history: 0 transactions in first chair, and it takes 5.",
            "Too little history: 0 transactions in first chair, and it takes 5.",
            "Too little history: 0 support calls handed on after listening, or kept, and it takes 5.",
            "Too little history: 0 full weeks in which a transaction was finished, and it takes 6.",
        ]
    );
    // A follow-up that was kept is first chair, but no transaction.
    let mut facts = Facts {
        played: (0..5)
            .map(|item| played(item, Kind::FollowUp, Reason::Habit))
            .collect(),
        ended: (0..9).map(|item| ended(item, PlayedBy::Rep, 1)).collect(),
        ..Facts::default()
    };
    facts.ended.push(ended(10, PlayedBy::Owner, 1));
    let answers = of(&facts, &[]);
    assert_eq!(known(&answers.reasons).len(), 1);
    assert_eq!((few(&answers.dragged).has, few(&answers.dragged).needs), (0, 5));
    let missing = few(&answers.endings);
    assert_eq!((missing.has, missing.of), (1, Evidence::Conducted));
}

#[test]
fn reasons_come_with_their_rows_and_unknown_minutes() {
    let facts = Facts {
        played: vec![
            played(1, Kind::Order, Reason::Habit),
            played(2, Kind::Order, Reason::Habit),
            played(3, Kind::Support, Reason::NoOwner),
            played(4, Kind::FollowUp, Reason::Habit),
            played(5, Kind::Order, Reason::Habit),
        ],
        ..Facts::default()
    };
    let answers = of(&facts, &[]);
    let reasons = known(&answers.reasons);
    assert_eq!(
        reasons
            .iter()
            .map(|line| (line.reason, line.minutes, line.unknown, refs(&line.rows)))
            .collect::<Vec<_>>(),
        [
            (Reason::NoOwner, 10, 0, vec![3]),
            (Reason::Habit, 30, 1, vec![1, 2, 4, 5])
        ]
    );
    let [first, ..] = answers.said();
    assert_eq!(first.lines[0].words, "no owner: once (10 min)");
    assert_eq!(first.lines[1].words, "habit: 4 times (30 min, and 1 unknown)");
}

#[test]
fn transactions_drag_in_by_kind_source_client_and_the_hour_of_the_rep_s_zone() {
    let facts = Facts {
        played: (0..6)
            .map(|item| {
                let kind = if item == 4 { Kind::Support } else { Kind::Order };
                played(item, kind, Reason::Habit)
            })
            .collect(),
        ..Facts::default()
    };
    let answers = of(&facts, &[]);
    let dragged = known(&answers.dragged);
    let said = |groups: &[Group]| {
        groups
            .iter()
            .map(|group| (group.name.clone(), refs(&group.rows)))
            .collect::<Vec<_>>()
    };
    let group = |name: &str, rows: &[i64]| (name.to_owned(), rows.to_vec());
    assert_eq!(
        said(&dragged.kinds),
        [group("order", &[0, 1, 2, 3, 5]), group("support call", &[4])]
    );
    assert_eq!(
        said(&dragged.sources),
        [group("added", &[3, 4, 5]), group("shopify", &[0, 1, 2])]
    );
    assert_eq!(
        said(&dragged.clients),
        [group("Client 0", &[0, 2, 4]), group("Client 1", &[1, 3, 5])]
    );
    // 06:50 in UTC is 07:50 in Berlin in winter, and 15 minutes later each.
    assert_eq!(
        said(&dragged.hours),
        [
            group("08:00", &[1, 2, 3, 4]),
            group("07:00", &[0]),
            group("09:00", &[5])
        ]
    );
}

#[test]
fn conducted_work_stands_against_played_work_and_what_nobody_can_tell_is_left_out() {
    let mut ends: Vec<EndedRow> = (0..5)
        .map(|item| ended(item, PlayedBy::Owner, 10 + item))
        .collect();
    ends.extend((5..11).map(|item| ended(item, PlayedBy::Rep, item)));
    ends.push(ended(12, PlayedBy::Unknown, 900));
    let facts = Facts {
        ended: ends,
        ..Facts::default()
    };
    let answers = of(&facts, &[]);
    let endings = known(&answers.endings);
    let (conducted, played) = (&endings.conducted, &endings.played);
    assert_eq!(refs(&conducted.rows), [0, 1, 2, 3, 4]);
    assert_eq!(conducted.median_seconds, 12 * 3600);
    assert_eq!(
        (
            refs(&conducted.reopened),
            refs(&conducted.late),
            conducted.clocked
        ),
        (vec![0, 3], vec![2, 4], 3)
    );
    assert_eq!(refs(&played.rows), [5, 6, 7, 8, 9, 10]);
    // The mean of 7 and 8 hours.
    assert_eq!(played.median_seconds, 7 * 3600 + 1800);
    assert_eq!(
        (refs(&played.reopened), refs(&played.late), played.clocked),
        (vec![6, 9], vec![6, 8, 10], 6)
    );
}

#[test]
fn support_calls_handed_on_after_listening_stand_against_those_kept() {
    let facts = Facts {
        played: vec![
            played(1, Kind::Support, Reason::Habit),
            played(2, Kind::Order, Reason::Habit),
        ],
        heard: vec![row(5), row(6)],
        keeping: vec![row(8), row(9)],
        ..Facts::default()
    };
    let answers = of(&facts, &[]);
    let calls = known(&answers.support);
    assert_eq!(refs(&calls.handed_on), [5, 6]);
    assert_eq!(refs(&calls.kept), [8, 9, 1]);
}

#[test]
fn weeks_above_the_middle_one_stand_against_the_others() {
    let running = WeekLine {
        over: false,
        ..week(47, 50, 50, 50)
    };
    let holiday = WeekLine {
        finished: 0,
        ..week(40, 0, 0, 0)
    };
    let mut weeks = vec![
        holiday,
        week(41, 1, 10, 4),
        week(42, 2, 8, 2),
        week(43, 3, 9, 3),
        week(44, 9, 2, 1),
        week(45, 4, 5, 0),
    ];
    let missing = few(&of(&Facts::default(), &weeks).compared);
    assert_eq!((missing.has, missing.of), (5, Evidence::Weeks));
    weeks.extend([week(46, 3, 7, 1), running]);
    let answers = of(&Facts::default(), &weeks);
    let compared = known(&answers.compared);
    assert_eq!(compared.middle, 3);
    let side = |side: &Side| {
        let weeks: Vec<u32> = side.weeks.iter().map(|week| week.number()).collect();
        (weeks, side.first_chair, side.calls, side.promises)
    };
    assert_eq!(side(&compared.much), (vec![44, 45], 13, 7, 1));
    assert_eq!(side(&compared.little), (vec![41, 42, 43, 46], 9, 34, 10));
    let [.., last] = answers.said();
    assert_eq!(
        last.lines[0].words,
        "much first chair, more than 3 a week (2 weeks), on average: calls 3.5, promises 0.5, items in first chair 6.5 \
         (2026-W44, 2026-W45)"
    );
}

#[test]
fn weeks_that_are_all_alike_are_not_compared() {
    let weeks: Vec<WeekLine> = (36..48).map(|number| week(number, 2, 5, 1)).collect();
    let missing = few(&of(&Facts::default(), &weeks).compared);
    assert_eq!((missing.has, missing.of), (0, Evidence::BusyWeeks));
}
