//! The running week, weeks to come and weeks gone by; and what was undone.

use chrono::Duration;
use proptest::prelude::*;

use super::super::Desk;
use super::recount::{command, step};
use super::story::{MARIA, Story};
use super::time;
use crate::domain::command::Command;
use crate::domain::item::Kind;
use crate::domain::week::{Week, WeekFigures};

#[test]
fn a_past_week_stays_as_it_was() {
    let mut story = Story::new();
    story.week_before();
    story.the_week();
    story.at("2026-12-07T00:00");
    let then = story.desk.week(49);
    story.week_after();
    assert_eq!(story.desk.week(49), then);
}

#[test]
fn the_running_week_stands_as_of_now() {
    let mut story = Story::new();
    story.week_before();
    story.the_week();
    // Wednesday at nine sharp, when Finn gave B back: that second counts, what came after it does not.
    let now = time("2026-12-02T09:00");
    let report = story.desk.week_at(49, now);
    assert!(report.running);
    assert_eq!(report.as_of, now);
    let figures = report.totals;
    assert_eq!(
        (figures.came_back, figures.handed_off, figures.escalated),
        (1, 4, 0)
    );
    assert_eq!((figures.finished, figures.nudges, figures.still_open), (4, 2, 3));
    assert_eq!(report.calls.len(), 1);
    assert!(report.hand_offs.iter().all(|line| line.given_at <= now));
}

#[test]
fn a_week_in_which_nothing_happened_is_empty_whatever_is_carried_over() {
    let mut story = Story::new();
    story.week_before();
    story.at("2026-12-07T00:00");
    let report = story.desk.week(49);
    assert!(report.is_empty());
    assert_eq!(report.carried_over(), 3);
    assert_eq!(report.totals.still_open, 3);
    assert_eq!(report.totals.overdue, 3);
    assert_eq!(report.kinds.len(), 3);
    assert_eq!(report.owners.len(), 2, "Dev and Maria have open work");
    let nothing = Desk::new().week(47);
    assert!(nothing.is_empty() && nothing.owners.is_empty() && nothing.reasons.is_empty());
    assert_eq!(nothing.totals, WeekFigures::default());
}

#[test]
fn a_week_to_come_holds_what_is_open_now() {
    let mut story = Story::new();
    story.week_before();
    let report = story.desk.week(50);
    assert!(report.is_ahead() && report.is_empty() && !report.running);
    assert_eq!(report.as_of, story.desk.now);
    assert_eq!((report.totals.still_open, report.carried_over()), (3, 3));
    assert!(report.next_week.is_empty());
}

#[test]
fn weeks_in_which_the_clocks_change_have_their_own_length() {
    let mut desk = Desk::new();
    desk.settings.calendar.zone = chrono_tz::Europe::Berlin;
    let bounds = |number| {
        let report = desk.week(number);
        (report.starts, report.ends)
    };
    // Summer time began on 29 March 2026 and ended on 25 October.
    assert_eq!(bounds(13), (time("2026-03-22T23:00"), time("2026-03-29T22:00")));
    assert_eq!(bounds(43), (time("2026-10-18T22:00"), time("2026-10-25T23:00")));
    // In October's week Sunday has 25 hours: 22:30 UTC is 23:30 in Berlin, and still Sunday.
    desk.at("2026-10-25T22:30:00Z");
    let late = desk.add(Kind::Order, "Acme", "late on Sunday");
    desk.at("2026-10-25T23:00:00Z");
    desk.add(Kind::Order, "Acme", "first on Monday");
    desk.perform(&Command::HandOff {
        items: vec![late],
        to: crate::domain::command::Recipient::Owner(MARIA),
        brief: None,
    });
    desk.at("2026-10-26T12:00:00Z");
    assert_eq!(
        (desk.week(43).totals.arrived, desk.week(43).totals.handed_off),
        (1, 0)
    );
    assert_eq!(
        (desk.week(44).totals.arrived, desk.week(44).totals.handed_off),
        (1, 1)
    );
    assert_eq!(desk.week(44).totals.transactions, 2);
}

#[test]
fn what_is_taken_back_a_week_later_was_never_done() {
    let mut story = Story::new();
    story.week_before();
    story.at("2026-11-30T08:00");
    let never = [story.desk.week(48), story.desk.week(49)];
    let at = story.desk.now;
    story
        .at("2026-11-27T17:00")
        .hand('F', MARIA)
        .nudge('B')
        .done('A', "gone")
        .dismiss('E');
    for _ in 0..4 {
        story.desk.now = at;
        story.perform(&Command::Undo(None));
    }
    assert_eq!([story.desk.week(48), story.desk.week(49)], never);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    /// Doing and undoing anything leaves the running week and the one before as if it had never been done; doing it
    /// again gives what doing it gave.
    #[test]
    fn an_undone_command_counts_nowhere(steps in prop::collection::vec(step(), 1..30), wait in 0_i64..400) {
        let mut desk = Desk::new();
        for step in steps {
            let Some(command) = command(&desk, step) else {
                desk.now += Duration::hours(i64::from(step.1 % 40));
                continue;
            };
            if matches!(command, Command::Undo(_) | Command::Redo) {
                continue;
            }
            let (then, later) = (desk.now, desk.now + Duration::hours(wait));
            desk.now = later;
            let before = desk.this_and_last();
            desk.now = then;
            if desk.try_perform(&command).is_err() {
                continue;
            }
            desk.now = later;
            let done = desk.this_and_last();
            desk.perform(&Command::Undo(None));
            prop_assert_eq!(&desk.this_and_last(), &before);
            desk.perform(&Command::Redo);
            prop_assert_eq!(&desk.this_and_last(), &done);
            desk.now = then + Duration::minutes(1);
        }
    }

    /// A week that is over gives the same figures for ever, whatever is done later.
    #[test]
    fn a_week_that_is_over_never_changes(steps in prop::collection::vec(step(), 1..60)) {
        let mut desk = Desk::new();
        let mut over = Vec::new();
        for step in steps {
            match command(&desk, step) {
                None => {
                    let week = Week::of(desk.now, &desk.settings.calendar);
                    desk.now += Duration::hours(i64::from(step.1 % 60));
                    if week != Week::of(desk.now, &desk.settings.calendar) {
                        over.push((week, desk.reader.week(week, &desk.settings, desk.now, None).unwrap()));
                    }
                }
                // Taking back what was done in a week that is over changes that week: it was never done.
                Some(Command::Undo(_) | Command::Redo) => {}
                Some(command) => drop(desk.try_perform(&command)),
            }
        }
        for (week, then) in over {
            let now = desk.reader.week(week, &desk.settings, desk.now, None).unwrap();
            prop_assert_eq!(now, then);
        }
    }
}
