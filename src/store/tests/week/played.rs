//! *Who played?* and how clocks were kept, against weeks entered by hand.

use super::client_side::promise;
use super::story::{MARIA, Story};
use super::time;
use crate::domain::Time;
use crate::domain::command::{Command, Listened, Recipient};
use crate::domain::item::{Kind, Reason};
use crate::domain::promise::Basis;
use crate::domain::settings::CallOutcome;
use crate::domain::week::WeekReport;
use crate::domain::week::played::{Finding, Group, RowRef};
use crate::domain::week::series::{ClocksKept, WeekLine};

#[test]
fn clocks_are_kept_or_missed_when_they_come_to_their_end() {
    let mut story = Story::new();
    story.week_before();
    story.the_week();
    story.at("2026-12-07T00:00");
    let kept = ClocksKept {
        owners_kept: 3,    // B by Finn, K, L
        owners_missed: 4,  // A and F done late; B by Maria and C ran out
        clients_kept: 7,   // I J K K L Q T
        clients_missed: 7, // A C E F told late; D H O not told by the end of their clocks
    };
    assert_eq!(story.desk.week(49).clocks, kept);
    story.week_after();
    assert_eq!(story.desk.week(49).clocks, kept, "whatever is done later");
    assert_eq!(story.desk.week(48).clocks.owners_kept, 2); // D and H
}

/// The letter by which the story knows the rows of a sort and a week.
fn letter(sort: &str, week: usize) -> char {
    sort.chars().nth(week).unwrap()
}

impl Story {
    fn order(&mut self, at: &str, kind: Kind, letter: char) -> &mut Self {
        self.at(at).add(kind, &format!("{letter} & Sons"))
    }

    fn listen(&mut self, letter: char) -> &mut Self {
        let heard = Listened {
            words: "it stands still".into(),
            mood: None,
            said: String::new(),
            next: None,
            then: Some(Recipient::Shown),
        };
        let item = self.row(letter);
        self.perform(&Command::Listen { item, heard })
    }

    fn calls(&mut self, count: usize) {
        for _ in 0..count {
            let call = self.call("Acme", None, CallOutcome::Connected);
            self.perform(&Command::LogCall(call));
        }
    }
}

const CONDUCTED: &str = "ABCDEF";
const PLAYED: &str = "GHIJKL";
const MORE: &str = "....MN";
const STILL_MORE: &str = "....OP";
const SUPPORT: &str = "QRSTU";

/// Six weeks, from Monday 23 November on: in the last two there is much first chair.
fn six_weeks() -> Story {
    let mut story = Story::new();
    for week in 0..6_usize {
        let monday = time("2026-11-23T00:00") + chrono::Duration::weeks(i64::try_from(week).unwrap());
        let at = |day: i64, clock: &str| {
            let day = monday + chrono::Duration::days(day);
            format!("{}T{clock}", day.format("%Y-%m-%d"))
        };
        let conducted = letter(CONDUCTED, week);
        story
            .order(&at(0, "10:00"), Kind::Order, conducted)
            .hand(conducted, MARIA);
        story.at(&at(1, "09:00")).done(conducted, "shipped");
        // In the third week the client hears of it a day late.
        let told = if week == 2 { 2 } else { 1 };
        story.at(&at(told, "09:30")).close(conducted, None, None);
        let mut played = vec![letter(PLAYED, week)];
        if week > 3 {
            played.extend([letter(MORE, week), letter(STILL_MORE, week)]);
        }
        for row in played {
            story.order(&at(2, "10:00"), Kind::Order, row);
            story
                .at(&at(2, "10:30"))
                .close(row, Some(Reason::Habit), Some(20));
        }
        if week == 1 {
            story.at(&at(3, "09:00")).reopen(conducted);
            story.at(&at(3, "09:05")).hand(conducted, MARIA);
            story.at(&at(3, "10:00")).done(conducted, "now it is");
            story.at(&at(3, "10:30")).close(conducted, None, None);
        }
        if week < 5 {
            let call = letter(SUPPORT, week);
            story.order(&at(4, "10:00"), Kind::Support, call);
            match week {
                0..=2 => story.listen(call),
                3 => story.keep(call, Reason::NoOwner),
                _ => story.at(&at(4, "10:30")).close(call, Some(Reason::NoOwner), None),
            };
        }
        story.at(&at(4, "12:00")).calls(if week < 4 { 3 } else { 1 });
        if week < 4 {
            promise(&mut story.desk, "Acme", Basis::Real);
        }
        // What is taken back counts nowhere.
        let never = char::from_digit(u32::try_from(week).unwrap(), 10).unwrap();
        story.order(&at(4, "13:00"), Kind::Order, never);
        story.close(never, Some(Reason::Habit), None);
        story.perform(&Command::Undo(None)).perform(&Command::Undo(None));
    }
    story.at("2027-01-04T00:00");
    story
}

fn known<T>(finding: &Finding<T>) -> &T {
    match finding {
        Finding::Known(answer) => answer,
        Finding::TooLittle(few) => panic!("{}", few.words()),
    }
}

/// The first letters of the clients.
fn letters(rows: &[RowRef]) -> String {
    rows.iter()
        .map(|row| row.client.chars().next().unwrap())
        .collect()
}

fn at_the_end(report: &WeekReport) {
    let played = &report.played;
    let reasons: Vec<_> = known(&played.reasons)
        .iter()
        .map(|line| (line.reason, line.minutes, line.unknown, letters(&line.rows)))
        .collect();
    assert_eq!(
        reasons,
        [
            (Reason::NoOwner, 0, 1, "U".to_owned()),
            (Reason::Habit, 200, 0, "PNLOMKJIHG".to_owned()),
        ]
    );
    let dragged = known(&played.dragged);
    let said = |groups: &[Group]| -> Vec<(String, usize)> {
        groups
            .iter()
            .map(|group| (group.name.clone(), group.rows.len()))
            .collect()
    };
    assert_eq!(
        said(&dragged.kinds),
        [("order".to_owned(), 10), ("support call".to_owned(), 1)]
    );
    assert_eq!(said(&dragged.sources), [("added".to_owned(), 11)]);
    assert_eq!(said(&dragged.hours), [("10:00".to_owned(), 11)]);
    assert_eq!(dragged.clients.len(), 11);

    let endings = known(&played.endings);
    let (conducted, mine) = (&endings.conducted, &endings.played);
    assert_eq!(letters(&conducted.rows), "FEDCBA");
    assert_eq!(
        (letters(&conducted.reopened), letters(&conducted.late)),
        ("B".into(), "C".into())
    );
    assert_eq!(
        (conducted.clocked, conducted.median_seconds),
        (6, 23 * 3600 + 1800)
    );
    assert_eq!((mine.rows.len(), mine.median_seconds), (11, 1800));
    assert_eq!((mine.reopened.len(), mine.late.len(), mine.clocked), (0, 0, 11));

    let support = known(&played.support);
    assert_eq!(
        (letters(&support.handed_on), letters(&support.kept)),
        ("SRQ".into(), "TU".into())
    );

    let compared = known(&played.compared);
    assert_eq!(compared.middle, 1);
    let (much, little) = (&compared.much, &compared.little);
    assert_eq!(
        (much.weeks.len(), much.first_chair, much.calls, much.promises),
        (2, 7, 2, 0)
    );
    assert_eq!(
        (
            little.weeks.len(),
            little.first_chair,
            little.calls,
            little.promises
        ),
        (4, 4, 12, 4)
    );
}

#[test]
fn who_played_is_answered_from_six_weeks_entered_by_hand() {
    let mut story = six_weeks();
    let report = story.desk.week(53);
    at_the_end(&report);
    let counts = |line: &WeekLine| {
        [
            line.finished,
            line.conducted,
            line.first_chair,
            line.calls,
            line.promises,
        ]
    };
    let weeks: Vec<_> = report.weeks.iter().map(counts).collect();
    assert_eq!(weeks.len(), 12);
    assert_eq!(
        weeks[6..],
        [
            [2, 1, 1, 3, 1],
            [2, 1, 1, 3, 1],
            [2, 1, 1, 3, 1],
            [2, 1, 1, 3, 1],
            [5, 1, 4, 1, 0],
            [4, 1, 3, 1, 0],
        ]
    );
    assert!(report.weeks.iter().all(|line| line.over));

    // A week later all of it stands as it stood.
    story.at("2027-01-05T09:00").reopen('F').reopen('G');
    story.at("2027-01-05T10:00").keep('Q', Reason::Habit);
    story.at("2027-01-05T11:00").close('T', None, Some(5));
    assert_eq!(story.desk.week(53), report);
}

#[test]
fn a_week_with_little_behind_it_says_what_is_missing() {
    let mut story = Story::new();
    story.week_before();
    let now: Time = story.desk.now;
    let report = story.desk.week_at(48, now);
    let said = report.played.said().map(|said| said.lines[0].words.clone());
    assert!(
        said.iter().all(|words| words.starts_with("Too little history: ")),
        "{said:?}"
    );
}
