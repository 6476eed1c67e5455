//! A follow-up that stands for a record: when it wakes, whoever plays it. Working hours: 9 to 17, Monday to Friday, UTC.

use super::*;
use crate::domain::ids::{AccountNo, ItemNo, OwnerNo};
use crate::domain::item::{Cue, Kind, Reason};
use crate::domain::owner::Owner;
use crate::domain::settings::Settings;

fn time(text: &str) -> Time {
    format!("{text}:00Z").parse().unwrap()
}

fn due(at: &str) -> Wake {
    Wake {
        at: time(at),
        cue: Cue::PromiseDue,
    }
}

/// Promised on Monday 23 November 2026 at 9:00 for Friday at noon; it falls due on Thursday at noon.
struct Case {
    settings: Settings,
    now: Time,
    item: Item,
}

impl Case {
    fn new() -> Self {
        let settings = Settings::default();
        let now = time("2026-11-23T09:00");
        let moment = Moment {
            settings: &settings,
            now,
        };
        let open = moment.standing_for(due("2026-11-26T12:00"), time("2026-11-27T12:00"));
        let item = Item {
            number: ItemNo(7),
            kind: Kind::FollowUp,
            account: AccountNo(1),
            account_name: "Acme".into(),
            contact: None,
            subject: "spare seals on site".into(),
            words: String::new(),
            mood: None,
            urgent: false,
            value: None,
            source: "promise".into(),
            source_key: None,
            arrived_at: now,
            standing: Standing::Open(open),
        };
        Self { settings, now, item }
    }

    fn act(&mut self, turn: impl FnOnce(&Moment<'_>, &mut Item) -> Turned) -> Turned {
        let moment = Moment {
            settings: &self.settings,
            now: self.now,
        };
        turn(&moment, &mut self.item)
    }

    fn wakes(&self) -> (Time, Cue) {
        let wake = self.item.open().unwrap().wake;
        (wake.at, wake.cue)
    }
}

fn dev() -> Owner {
    Owner {
        number: OwnerNo(2),
        handle: "dev".into(),
        name: "Dev".into(),
        role: String::new(),
        seat: None,
        address: String::new(),
        kinds: Vec::new(),
        hours: 40,
        away_until: None,
        stand_in: None,
        escalate_to: None,
        retired: false,
        part: crate::domain::owner::Part::Desk,
        asks_a_month: None,
    }
}

#[test]
fn it_sleeps_until_the_record_falls_due_and_then_says_why() {
    let case = Case::new();
    assert_eq!(case.wakes(), (time("2026-11-26T12:00"), Cue::PromiseDue));
    assert_eq!(case.item.open().unwrap().snoozed_until, None);
}

#[test]
fn one_that_has_fallen_due_already_is_awake_at_once() {
    let mut case = Case::new();
    case.act(|moment, item| moment.fall_due(item, due("2026-11-23T08:00"), time("2026-11-23T12:00")))
        .unwrap();
    assert_eq!(case.wakes(), (case.now, Cue::PromiseDue));
}

#[test]
fn with_an_owner_or_kept_it_still_wakes_when_the_record_falls_due() {
    let mut case = Case::new();
    case.act(|moment, item| moment.hand_off(item, &dev(), String::new()))
        .unwrap();
    assert_eq!(case.wakes(), (time("2026-11-26T12:00"), Cue::PromiseDue));
    case.act(|moment, item| moment.keep(item, Reason::NoOwner))
        .unwrap();
    assert_eq!(case.wakes(), (time("2026-11-26T12:00"), Cue::PromiseDue));
    // Once that is past, its client clock wakes it.
    case.now = time("2026-11-26T13:00");
    case.act(|moment, item| moment.keep(item, Reason::NoOwner))
        .unwrap();
    assert_eq!(case.wakes(), (time("2026-11-27T12:00"), Cue::ClientDue));
}

#[test]
fn an_owner_who_is_silent_before_the_date_wakes_it_first() {
    let mut case = Case::new();
    let quick = Owner { hours: 4, ..dev() };
    case.act(|moment, item| moment.hand_off(item, &quick, String::new()))
        .unwrap();
    assert_eq!(case.wakes(), (time("2026-11-23T13:00"), Cue::OwnerSilent));
}

#[test]
fn what_comes_back_from_the_owner_is_in_front_of_the_rep_at_once() {
    let mut case = Case::new();
    case.act(|moment, item| moment.hand_off(item, &dev(), String::new()))
        .unwrap();
    case.act(|moment, item| moment.come_back(item, Stage::Done, "on the truck"))
        .unwrap();
    assert_eq!(case.wakes(), (case.now, Cue::OwnerDone));
}

#[test]
fn telling_the_client_keeps_the_date_there_is_and_an_earlier_one_wakes_the_row() {
    let mut case = Case::new();
    case.act(|moment, item| moment.tell(item, None)).unwrap();
    assert_eq!(case.item.open().unwrap().client_due, time("2026-11-27T12:00"));
    assert_eq!(case.wakes(), (time("2026-11-26T12:00"), Cue::PromiseDue));
    case.act(|moment, item| moment.tell(item, Some(time("2026-11-24T10:00"))))
        .unwrap();
    assert_eq!(case.wakes(), (time("2026-11-24T10:00"), Cue::ClientDue));
}

#[test]
fn a_snooze_overrides_the_date_and_keeps_the_cue() {
    let mut case = Case::new();
    case.act(|moment, item| moment.snooze(item, time("2026-11-27T09:00")))
        .unwrap();
    assert_eq!(case.wakes(), (time("2026-11-27T09:00"), Cue::PromiseDue));
    case.act(|moment, item| moment.fall_due(item, due("2026-12-01T09:00"), time("2026-12-02T09:00")))
        .unwrap();
    assert_eq!(case.wakes(), (time("2026-12-01T09:00"), Cue::PromiseDue));
}

#[test]
fn it_ends_with_the_record_and_opens_again_with_it() {
    let mut case = Case::new();
    case.act(|moment, item| moment.hand_off(item, &dev(), String::new()))
        .unwrap();
    let ended = case
        .act(|moment, item| moment.end_with_record(item, Stage::Recalled))
        .unwrap();
    assert_eq!(ended.unwrap().stage, Stage::Recalled);
    assert!(case.item.open().is_none());
    assert!(
        case.act(|moment, item| moment.end_with_record(item, Stage::Done))
            .is_err()
    );
    let (when, client) = (due("2026-11-26T12:00"), time("2026-11-27T12:00"));
    case.act(|moment, item| moment.reopen_with_record(item, when, client))
        .unwrap();
    assert_eq!(case.wakes(), (time("2026-11-26T12:00"), Cue::PromiseDue));
    assert!(
        case.act(|moment, item| moment.reopen_with_record(item, when, client))
            .is_err()
    );
}
