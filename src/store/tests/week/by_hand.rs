//! Each figure of a week against the story, counted by hand.

use super::story::{DEV, FINN, MARIA, Story, VERA};
use super::time;
use crate::domain::command::Command;
use crate::domain::handoff::Stage;
use crate::domain::ids::OwnerNo;
use crate::domain::item::{Kind, Reason};
use crate::domain::settings::CallOutcome;
use crate::domain::week::{HandOffLine, KindLine, OwnerLine, ReasonLine, WeekFigures, WeekReport, Whose};

/// The story, told to the end of the week.
fn told() -> (Story, WeekReport) {
    let mut story = Story::new();
    story.week_before();
    story.the_week();
    story.at("2026-12-07T00:00");
    let report = story.desk.week(49);
    (story, report)
}

#[test]
fn every_total_of_a_week_entered_by_hand() {
    let (_, report) = told();
    assert_eq!(report.starts, time("2026-11-30T00:00"));
    assert_eq!(
        (report.ends, report.as_of),
        (time("2026-12-07T00:00"), time("2026-12-07T00:00"))
    );
    assert!(!report.running && !report.is_ahead() && !report.is_empty());
    let expected = WeekFigures {
        arrived: 12,              // I J K L M N O P Q R T and the callback S
        transactions: 10,         // I J K L O P Q arrived and not dismissed; B D N handed off
        handed_transactions: 7,   // B D K L N O Q
        handed_follow_ups: 1,     // F
        handed_off: 10,           // B twice, D twice, F K L N O Q
        acknowledged: 1,          // D by Vera; C was in the week before
        done: 4,                  // A F K L
        finished: 7,              // A E I J K L T
        client_told: 10,          // these seven, F and C told, Q on listening; K's call counts no second time
        came_back: 1,             // B from Finn
        recalled: 4,              // B and D handed on, N dismissed, O
        still_open: 4,            // B C D Q
        overdue: 2,               // B C
        untold: 2,                // B Q
        nudges: 2,                // B twice
        escalated: 1,             // D
        dismissed: 2,             // M N
        finished_transactions: 6, // without T
        conducted: 3,             // A K L
    };
    assert_eq!(report.totals, expected);
    assert_eq!(report.conducted(), Some((3, 6)));
    assert_eq!(report.reached(), (1, 3));
    assert_eq!(report.owners_handed(), 4);
    assert_eq!(report.carried_over(), 3);
}

#[test]
fn first_chair_reasons_owners_and_kinds_of_a_week_entered_by_hand() {
    let (_, report) = told();
    let reason = |reason, count, minutes, unknown, open| ReasonLine {
        reason,
        count,
        minutes,
        unknown,
        open,
    };
    let expected = [
        reason(Reason::NoOwner, 0, 0, 0, 1),
        reason(Reason::FasterMyself, 2, 20, 1, 0),
        reason(Reason::Habit, 1, 30, 0, 0),
    ];
    assert_eq!(report.reasons, expected);

    let owner = |owner, name: &str, counts: [u64; 4], median, open, overdue| OwnerLine {
        owner,
        name: name.into(),
        handed: counts[0],
        acknowledged: counts[1],
        done: counts[2],
        returned: counts[3],
        median_seconds_to_done: median,
        open,
        overdue,
    };
    let expected = [
        // K took 24 hours, L 18.
        owner(DEV, "Dev", [4, 0, 2, 0], Some(21 * 3600), 2, 1),
        owner(FINN, "Finn", [1, 0, 0, 1], None, 0, 0),
        // A took 143 hours, F 25.
        owner(MARIA, "Maria", [4, 0, 2, 0], Some(84 * 3600), 1, 1),
        owner(VERA, "Vera", [1, 1, 0, 0], None, 1, 0),
    ];
    assert_eq!(report.owners, expected);

    let kind = |kind, counts: [u64; 5]| KindLine {
        kind,
        arrived: counts[0],
        handed: counts[1],
        done: counts[2],
        finished: counts[3],
        first_chair: counts[4],
    };
    let expected = [
        kind(Kind::Order, [6, 3, 1, 4, 3]),
        kind(Kind::Support, [3, 4, 2, 2, 0]),
        kind(Kind::FollowUp, [3, 1, 1, 1, 0]),
    ];
    assert_eq!(report.kinds, expected);
}

/// A line in one line: client, owner, stage, owner clock, client clock, end, finish; then what else holds.
fn line(line: &HandOffLine) -> String {
    let day = |at: crate::domain::Time| at.format("%d.%m %H:%M").to_string();
    let maybe = |at: Option<_>| at.map_or("-".to_owned(), day);
    let mut text = format!(
        "{} {} {} {} due {} client {} ended {} finished {}",
        day(line.given_at),
        line.client,
        line.owner_name,
        line.stage.as_str(),
        day(line.owner_due),
        maybe(line.client_due),
        maybe(line.ended_at),
        maybe(line.finished_at),
    );
    for (holds, word) in [
        (line.carried_over, " carried"),
        (line.told, " told"),
        (line.nudges == 2, " nudged twice"),
    ] {
        text.push_str(if holds { word } else { "" });
    }
    assert!(line.nudges == 0 || line.nudges == 2);
    if line.answer.is_empty() {
        text
    } else {
        format!("{text}: {}", line.answer)
    }
}

#[test]
fn every_hand_off_of_a_week_entered_by_hand() {
    let (story, report) = told();
    let lines: Vec<String> = report.hand_offs.iter().map(line).collect();
    let expected = [
        "24.11 10:00 Acme Maria done due 25.11 10:00 client - ended 30.11 09:00 finished 30.11 09:30 carried told: shipped",
        "25.11 09:00 Beta Maria recalled due 02.12 10:00 client 25.11 17:00 ended 01.12 11:00 finished - carried nudged twice",
        "25.11 11:00 Cargo Dev acknowledged due 04.12 12:00 client 09.12 09:00 ended - finished - carried told: on it",
        "30.11 11:00 Fjord Maria done due 01.12 11:00 client 09.12 10:00 ended 01.12 12:00 finished - told: called them",
        "01.12 09:05 Delta Dev recalled due 02.12 09:05 client 01.12 13:00 ended 02.12 10:00 finished -",
        "01.12 11:00 Beta Finn returned due 02.12 11:00 client 25.11 17:00 ended 02.12 09:00 finished - told: not mine",
        "01.12 14:00 Kilo Dev done due 02.12 14:00 client - ended 02.12 14:00 finished 02.12 15:00 told: fixed",
        "02.12 09:10 Beta Maria offered due 03.12 09:10 client 25.11 17:00 ended - finished -",
        "02.12 10:00 Delta Vera acknowledged due 08.12 10:00 client 01.12 13:00 ended - finished - told: mine now",
        "02.12 16:00 Lima Dev done due 03.12 16:00 client - ended 03.12 10:00 finished 03.12 10:00",
        "03.12 12:00 Nova Maria recalled due 04.12 12:00 client - ended 03.12 12:30 finished -",
        "04.12 09:00 Oslo Maria recalled due 04.12 17:00 client 04.12 17:00 ended 04.12 09:30 finished -",
        "04.12 16:10 Quartz Dev offered due 07.12 16:10 client 10.12 12:00 ended - finished -",
    ];
    assert_eq!(lines, expected);
    let [acme, .., quartz] = report.hand_offs.as_slice() else {
        panic!()
    };
    assert_eq!(
        (acme.item, acme.kind, acme.owner),
        (story.row('A'), Kind::Order, MARIA)
    );
    assert_eq!(
        (acme.subject.as_str(), acme.brief.as_str()),
        ("their matter", "please")
    );
    assert_eq!(
        (quartz.item, quartz.kind, quartz.owner),
        (story.row('Q'), Kind::Support, DEV)
    );
    assert_eq!(quartz.stage, Stage::Offered);
}

#[test]
fn every_call_of_a_week_entered_by_hand() {
    let (story, report) = told();
    let calls: Vec<_> = report
        .calls
        .iter()
        .map(|call| {
            (
                call.at,
                call.client.as_str(),
                call.item,
                call.outcome,
                call.minutes,
                call.notes.as_str(),
            )
        })
        .collect();
    let expected = [
        (
            time("2026-12-01T15:00"),
            "Kilo",
            Some(story.row('K')),
            CallOutcome::Connected,
            Some(6),
            "we look into it",
        ),
        (
            time("2026-12-02T15:30"),
            "Sigma",
            None,
            CallOutcome::Voicemail,
            None,
            "",
        ),
        (
            time("2026-12-03T14:55"),
            "Sigma",
            None,
            CallOutcome::NoAnswer,
            None,
            "",
        ),
    ];
    assert_eq!(calls, expected);
}

#[test]
fn next_week_s_clocks_of_a_week_entered_by_hand() {
    let (story, report) = told();
    let clocks: Vec<_> = report
        .next_week
        .iter()
        .map(|clock| {
            (
                clock.at,
                clock.item,
                clock.kind,
                clock.client.as_str(),
                clock.whose.clone(),
            )
        })
        .collect();
    let owner = |name: &str| Whose::Owner(name.into());
    let expected = [
        (
            time("2026-12-07T16:00"),
            story.row('P'),
            Kind::Order,
            "Pixel",
            Whose::Client,
        ),
        (
            time("2026-12-07T16:10"),
            story.row('Q'),
            Kind::Support,
            "Quartz",
            owner("Dev"),
        ),
        (
            time("2026-12-08T10:00"),
            story.row('D'),
            Kind::Support,
            "Delta",
            owner("Vera"),
        ),
        (
            time("2026-12-08T16:20"),
            story.row('R'),
            Kind::FollowUp,
            "Rho",
            Whose::Client,
        ),
        (
            time("2026-12-09T09:00"),
            story.row('C'),
            Kind::Support,
            "Cargo",
            Whose::Client,
        ),
        (
            time("2026-12-09T10:00"),
            story.row('F'),
            Kind::FollowUp,
            "Fjord",
            Whose::Client,
        ),
        (
            time("2026-12-10T09:00"),
            story.row('S'),
            Kind::FollowUp,
            "Sigma",
            Whose::Client,
        ),
        (
            time("2026-12-10T12:00"),
            story.row('Q'),
            Kind::Support,
            "Quartz",
            Whose::Client,
        ),
    ];
    assert_eq!(clocks, expected);
}

#[test]
fn the_week_before_and_the_week_after() {
    let mut story = Story::new();
    story.week_before();
    story.at("2026-11-30T00:00");
    let before = WeekFigures {
        arrived: 8,             // A B C D E F G H
        transactions: 6,        // without F, and G, dismissed
        handed_transactions: 5, // A B C D H
        handed_off: 5,
        acknowledged: 1, // C
        done: 1,         // D
        finished: 1,
        client_told: 1,
        came_back: 1,  // H
        still_open: 3, // A B C
        overdue: 2,    // A B
        untold: 1,     // B
        dismissed: 1,  // G
        finished_transactions: 1,
        conducted: 1,
        ..WeekFigures::default()
    };
    assert_eq!(story.desk.week(48).totals, before);
    story.the_week();
    story.week_after();
    assert_eq!(
        story.desk.week(48).totals,
        before,
        "also later, when D was opened again"
    );
    let after = story.desk.week(50);
    assert!(after.running);
    let expected = WeekFigures {
        transactions: 1, // K, handed off again
        handed_transactions: 1,
        handed_off: 1,
        done: 3,     // B C D
        finished: 2, // C H
        client_told: 2,
        still_open: 2, // K Q
        overdue: 2,
        untold: 1, // K
        nudges: 1, // B
        finished_transactions: 2,
        conducted: 1, // C; H came back and was played by the rep
        ..WeekFigures::default()
    };
    assert_eq!(after.totals, expected);
    let [no_owner, insisted] = after.reasons.as_slice() else {
        panic!("{:?}", after.reasons)
    };
    assert_eq!(
        (no_owner.reason, no_owner.count, no_owner.minutes),
        (Reason::NoOwner, 1, 15)
    );
    assert_eq!(
        (insisted.reason, insisted.count, insisted.open),
        (Reason::ClientInsisted, 0, 1)
    );
    let names: Vec<(OwnerNo, &str)> = after.owners.iter().map(|o| (o.owner, o.name.as_str())).collect();
    assert_eq!(names, [(DEV, "Dev"), (VERA, "Vera"), (MARIA, "Zoe")]);
}

#[test]
fn a_bounded_list_is_the_beginning_of_the_whole() {
    let (mut story, _) = told();
    story.week_after();
    for number in [48, 49, 50] {
        let whole = story.desk.week(number);
        for limit in 0..15 {
            let week = whole.week;
            let now = story.desk.now;
            let report = story
                .desk
                .reader
                .week(week, &story.desk.settings, now, Some(limit))
                .unwrap();
            assert_eq!(
                report.hand_offs,
                whole.hand_offs[..limit.min(whole.hand_offs.len())]
            );
            assert_eq!(
                report.next_week,
                whole.next_week[..limit.min(whole.next_week.len())]
            );
            assert_eq!((report.totals, &report.owners), (whole.totals, &whole.owners));
        }
    }
}

#[test]
fn rows_handed_off_by_one_command_are_listed_by_number_whatever_the_bound() {
    use crate::domain::command::Recipient;
    let mut story = Story::new();
    let desk = &mut story.desk;
    let items: Vec<_> = (0..9)
        .map(|n| desk.add(Kind::ALL[n % 3], "Acme", "one of many"))
        .collect();
    let to = Recipient::Owner(MARIA);
    desk.perform(&Command::HandOff {
        items,
        to,
        brief: None,
    });
    let week = desk.week(48).week;
    for now in ["2026-11-23T09:00", "2026-11-30T09:00"].map(time) {
        let lines = |limit| desk.reader.week(week, &desk.settings, now, limit).unwrap();
        let whole = lines(None);
        for limit in 0..9 {
            assert_eq!(lines(Some(limit)).hand_offs, whole.hand_offs[..limit]);
            assert_eq!(
                lines(Some(limit)).next_week,
                whole.next_week[..limit.min(whole.next_week.len())]
            );
        }
    }
}

#[test]
fn a_callback_that_reaches_the_client_tells_them_also_with_a_next_call() {
    let mut story = Story::new();
    let mut call = story.call("Sigma", None, CallOutcome::NoAnswer);
    call.next = Some(time("2026-11-24T10:00"));
    let callback = story.desk.perform(&Command::LogCall(call)).items[0];
    assert_eq!(story.desk.week(48).totals.client_told, 0);
    story.at("2026-11-24T10:00");
    let mut call = story.call("Sigma", None, CallOutcome::Connected);
    (call.item, call.next) = (Some(callback), Some(time("2026-11-26T10:00")));
    story.perform(&Command::LogCall(call));
    let report = story.desk.week(48);
    assert_eq!((report.totals.client_told, report.totals.finished), (1, 0));
    story.at("2026-11-26T10:00");
    let mut call = story.call("Sigma", None, CallOutcome::Connected);
    call.item = Some(callback);
    story.perform(&Command::LogCall(call));
    let report = story.desk.week(48);
    assert_eq!((report.totals.client_told, report.totals.finished), (1, 1));
    assert_eq!(report.reached(), (2, 3));
}
