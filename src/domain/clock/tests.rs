//! When an item wakes, case by case of the guide's word *wake*. Working hours: 9 to 17, Monday to Friday, UTC.

use proptest::prelude::*;

use super::*;
use crate::domain::handoff::{HandOff, Stage};
use crate::domain::ids::{HandOffNo, ItemNo, OwnerNo};
use crate::domain::item::Reason;

fn time(text: &str) -> Time {
    format!("{text}:00Z").parse().unwrap()
}

fn wakes(open: &Open, now: &str) -> (Time, Cue) {
    let settings = Settings::default();
    let now = time(now);
    let wake = Moment {
        settings: &settings,
        now,
    }
    .wake(open);
    (wake.at, wake.cue)
}

fn nobody(client_due: &str) -> Open {
    Open {
        client_due: time(client_due),
        play: Play::Nobody,
        snoozed_until: None,
        standing_cue: Cue::New,
        falls_due: None,
        wake: Wake {
            at: Time::default(),
            cue: Cue::New,
        },
    }
}

fn with_owner(client_due: &str, owner_due: &str) -> Open {
    let given_at = time("2026-11-20T16:00");
    let play = Play::Owner(HandOff {
        number: HandOffNo(1),
        item: ItemNo(1),
        owner: OwnerNo(1),
        owner_name: "Maria".into(),
        instead_of: None,
        stage: Stage::Offered,
        brief: String::new(),
        given_at,
        owner_due: time(owner_due),
        last_word_at: given_at,
        acknowledged_at: None,
        nudges: 0,
        told_at: None,
        ended_at: None,
        answer: String::new(),
    });
    Open {
        play,
        ..nobody(client_due)
    }
}

fn first_chair(client_due: &str) -> Open {
    Open {
        play: Play::FirstChair {
            reason: Reason::Habit,
        },
        ..nobody(client_due)
    }
}

fn owner(hours: u32) -> Owner {
    Owner {
        number: OwnerNo(1),
        handle: "maria".into(),
        name: "Maria".into(),
        role: String::new(),
        seat: None,
        address: String::new(),
        kinds: Vec::new(),
        hours,
        away_until: None,
        stand_in: None,
        escalate_to: None,
        retired: false,
        part: crate::domain::owner::Part::Desk,
        asks_a_month: None,
    }
}

#[test]
fn four_hours_from_friday_at_four_end_on_monday() {
    let mut settings = Settings::default();
    let moment = Moment {
        settings: &settings,
        now: time("2026-11-20T16:00"),
    };
    assert_eq!(moment.owner_clock(&owner(4)), time("2026-11-23T12:00"));
    assert_eq!(
        moment.client_default(Kind::Support, false, moment.now),
        time("2026-11-23T12:00")
    );
    // An hour ends with the day, not with the next one's first minute.
    assert_eq!(
        moment.client_default(Kind::Support, true, moment.now),
        time("2026-11-20T17:00")
    );
    settings.calendar.holidays.insert("2026-11-23".parse().unwrap());
    let moment = Moment {
        settings: &settings,
        now: time("2026-11-20T16:00"),
    };
    assert_eq!(moment.owner_clock(&owner(4)), time("2026-11-24T12:00"));
}

#[test]
fn an_owner_without_hours_has_the_config_s() {
    let settings = Settings {
        owner_hours: 2,
        ..Settings::default()
    };
    let moment = Moment {
        settings: &settings,
        now: time("2026-11-23T10:00"),
    };
    assert_eq!(moment.owner_clock(&owner(0)), time("2026-11-23T12:00"));
    assert_eq!(moment.owner_clock(&owner(3)), time("2026-11-23T13:00"));
}

#[test]
fn a_client_clock_runs_by_kind_and_urgency() {
    let settings = Settings::default();
    let now = time("2026-11-23T09:00");
    let moment = Moment {
        settings: &settings,
        now,
    };
    let due = |kind, urgent| moment.client_default(kind, urgent, now);
    assert_eq!(due(Kind::Order, false), time("2026-11-23T17:00"));
    assert_eq!(due(Kind::Order, true), time("2026-11-23T11:00"));
    assert_eq!(due(Kind::Support, false), time("2026-11-23T13:00"));
    assert_eq!(due(Kind::FollowUp, false), time("2026-11-24T17:00"));
}

#[test]
fn without_a_hand_off_an_item_is_awake_at_once_with_what_it_stands_for() {
    for cue in [Cue::New, Cue::Returned, Cue::OwnerDone, Cue::Callback] {
        let open = Open {
            standing_cue: cue,
            ..nobody("2026-11-27T12:00")
        };
        assert_eq!(wakes(&open, "2026-11-23T10:00"), (time("2026-11-23T10:00"), cue));
    }
}

#[test]
fn with_an_owner_an_item_wakes_at_the_earlier_clock_and_the_client_comes_first() {
    let now = "2026-11-23T10:00";
    let client_first = with_owner("2026-11-23T12:00", "2026-11-23T15:00");
    assert_eq!(
        wakes(&client_first, now),
        (time("2026-11-23T12:00"), Cue::ClientDue)
    );
    let owner_first = with_owner("2026-11-24T12:00", "2026-11-23T15:00");
    assert_eq!(
        wakes(&owner_first, now),
        (time("2026-11-23T15:00"), Cue::OwnerSilent)
    );
    let both = with_owner("2026-11-23T15:00", "2026-11-23T15:00");
    assert_eq!(wakes(&both, now), (time("2026-11-23T15:00"), Cue::ClientDue));
}

#[test]
fn a_clock_already_past_wakes_on_the_next_working_morning() {
    // Acted on at Friday noon: the client clock ran out on Thursday, the owner's runs until Tuesday.
    let late = with_owner("2026-11-19T12:00", "2026-11-24T12:00");
    assert_eq!(
        wakes(&late, "2026-11-20T12:00"),
        (time("2026-11-23T09:00"), Cue::ClientDue)
    );
    // The other clock may still come first.
    let soon = with_owner("2026-11-19T12:00", "2026-11-20T16:00");
    assert_eq!(
        wakes(&soon, "2026-11-20T12:00"),
        (time("2026-11-20T16:00"), Cue::OwnerSilent)
    );
    let silent = with_owner("2026-11-24T12:00", "2026-11-19T12:00");
    assert_eq!(
        wakes(&silent, "2026-11-20T12:00"),
        (time("2026-11-23T09:00"), Cue::OwnerSilent)
    );
    let both = with_owner("2026-11-19T12:00", "2026-11-18T12:00");
    assert_eq!(
        wakes(&both, "2026-11-20T12:00"),
        (time("2026-11-23T09:00"), Cue::ClientDue)
    );
    // This very minute is past too.
    let now = with_owner("2026-11-20T12:00", "2026-11-24T12:00");
    assert_eq!(wakes(&now, "2026-11-20T12:00").0, time("2026-11-23T09:00"));
    // Before working hours the next working morning is tomorrow's: the rep is at it already.
    assert_eq!(wakes(&late, "2026-11-23T07:42").0, time("2026-11-24T09:00"));
}

#[test]
fn first_chair_sleeps_until_the_client_clock() {
    let open = first_chair("2026-11-23T15:00");
    assert_eq!(
        wakes(&open, "2026-11-23T10:00"),
        (time("2026-11-23T15:00"), Cue::ClientDue)
    );
    assert_eq!(
        wakes(&open, "2026-11-23T16:00"),
        (time("2026-11-24T09:00"), Cue::ClientDue)
    );
    // Done but untold, there is nothing to sleep for.
    let done = Open {
        standing_cue: Cue::OwnerDone,
        ..open
    };
    assert_eq!(
        wakes(&done, "2026-11-23T10:00"),
        (time("2026-11-23T10:00"), Cue::OwnerDone)
    );
}

#[test]
fn a_snooze_overrides_both_clocks_until_its_end() {
    let until = time("2026-12-24T09:00");
    for open in [
        nobody("2026-11-23T12:00"),
        first_chair("2026-11-23T12:00"),
        with_owner("2026-11-23T12:00", "2026-11-23T11:00"),
        with_owner("2026-11-19T12:00", "2026-11-19T11:00"),
    ] {
        let asleep = Open {
            snoozed_until: Some(until),
            ..open.clone()
        };
        assert_eq!(wakes(&asleep, "2026-11-23T10:00"), (until, Cue::SnoozeOver));
        let over = Open {
            snoozed_until: Some(time("2026-11-23T10:00")),
            ..open.clone()
        };
        assert_eq!(wakes(&over, "2026-11-23T10:00"), wakes(&open, "2026-11-23T10:00"));
    }
    let callback = Open {
        standing_cue: Cue::Callback,
        snoozed_until: Some(until),
        ..nobody("2026-11-23T12:00")
    };
    assert_eq!(wakes(&callback, "2026-11-23T10:00"), (until, Cue::Callback));
}

proptest! {
    /// An item in the rep's own hands wakes now; any other not before now, and not later than its clocks or, when they
    /// are past, the next working morning.
    #[test]
    fn an_item_wakes_neither_in_the_past_nor_too_late(
        client in 0_i64..20_000, owner in 0_i64..20_000, now in 0_i64..20_000, play in 0..3,
    ) {
        let start = time("2026-11-16T00:00");
        let [client, owner, now] = [client, owner, now].map(|minutes| start + chrono::Duration::minutes(minutes));
        let mut open = match play {
            0 => nobody("2026-11-16T00:00"),
            1 => first_chair("2026-11-16T00:00"),
            _ => with_owner("2026-11-16T00:00", "2026-11-16T00:00"),
        };
        open.client_due = client;
        if let Play::Owner(hand_off) = &mut open.play {
            hand_off.owner_due = owner;
        }
        let settings = Settings::default();
        let moment = Moment { settings: &settings, now };
        let at = moment.wake(&open).at;
        prop_assert!(at >= now);
        prop_assert_eq!(play == 0, at == now);
        prop_assert!(at <= client.max(settings.calendar.next_morning(now)));
        if play == 2 {
            prop_assert!(at <= owner.max(settings.calendar.next_morning(now)));
        }
    }
}
