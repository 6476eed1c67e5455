//! An item's life, a case for each rule of who may do what to which item. Working hours: 9 to 17, Monday to Friday, UTC.

mod ending;

use proptest::prelude::*;

use super::*;
use crate::domain::ids::{AccountNo, ItemNo, OwnerNo};
use crate::domain::item::{Kind, Wake};
use crate::domain::settings::Settings;

fn time(text: &str) -> Time {
    format!("{text}:00Z").parse().unwrap()
}

fn owner(number: i64, name: &str) -> Owner {
    Owner {
        number: OwnerNo(number),
        handle: name.to_lowercase(),
        name: name.into(),
        role: String::new(),
        seat: None,
        address: String::new(),
        kinds: Vec::new(),
        hours: 4,
        away_until: None,
        stand_in: None,
        escalate_to: None,
        retired: false,
        part: crate::domain::owner::Part::Desk,
        asks_a_month: None,
    }
}

/// An item, and the clock by which things are done to it.
struct Case {
    settings: Settings,
    now: Time,
    item: Item,
}

impl Case {
    /// Arrived on Friday 20 November 2026 at 16:00, an order unless said otherwise.
    fn new(kind: Kind) -> Self {
        let settings = Settings::default();
        let now = time("2026-11-20T16:00");
        let moment = Moment {
            settings: &settings,
            now,
        };
        let standing = Standing::Open(moment.arrived(moment.client_default(kind, false, now), Cue::New));
        let item = Item {
            number: ItemNo(7),
            kind,
            account: AccountNo(1),
            account_name: "Acme".into(),
            contact: None,
            subject: "40 pallets".into(),
            words: String::new(),
            mood: None,
            urgent: false,
            value: None,
            source: "added".into(),
            source_key: None,
            arrived_at: now,
            standing,
        };
        Self { settings, now, item }
    }

    fn handed() -> Self {
        let mut case = Self::new(Kind::Order);
        case.act(|moment, item| moment.hand_off(item, &owner(1, "Maria"), "please".into()))
            .unwrap();
        case
    }

    fn at(&mut self, moment: &str) -> &mut Self {
        self.now = time(moment);
        self
    }

    fn act(&mut self, turn: impl FnOnce(&Moment<'_>, &mut Item) -> Turned) -> Turned {
        let moment = Moment {
            settings: &self.settings,
            now: self.now,
        };
        turn(&moment, &mut self.item)
    }

    fn open(&self) -> &Open {
        self.item.open().unwrap()
    }

    fn hand_off(&self) -> &HandOff {
        self.item.hand_off().unwrap()
    }

    fn closed(&self) -> Closed {
        match self.item.standing {
            Standing::Closed(closed) => closed,
            Standing::Open(_) => panic!("open"),
        }
    }

    fn wakes(&self) -> (Time, Cue) {
        let Wake { at, cue } = self.open().wake;
        (at, cue)
    }
}

fn done(moment: &Moment<'_>, item: &mut Item) -> Turned {
    moment.come_back(item, Stage::Done, "gone")
}

fn told(reason: Option<Reason>, ever: bool) -> impl Fn(&Moment<'_>, &mut Item) -> Turned {
    move |moment, item| moment.finish(item, true, ever, reason, Some(10))
}

#[test]
fn handing_off_starts_the_owner_clock_and_the_item_sleeps() {
    let case = Case::handed();
    let hand_off = case.hand_off();
    assert_eq!(
        (hand_off.stage, hand_off.given_at, hand_off.last_word_at),
        (Stage::Offered, case.now, case.now)
    );
    assert_eq!(hand_off.owner_due, time("2026-11-23T12:00"));
    assert_eq!(
        (hand_off.told_at, hand_off.nudges),
        (None, 0),
        "untold until the brief is passed on"
    );
    assert_eq!(
        case.open().client_due,
        time("2026-11-23T16:00"),
        "the client clock is not touched"
    );
    assert_eq!(case.wakes(), (time("2026-11-23T12:00"), Cue::OwnerSilent));
}

#[test]
fn an_item_has_at_most_one_open_hand_off() {
    let mut case = Case::handed();
    case.at("2026-11-23T10:00");
    let again = case.act(|moment, item| moment.hand_off(item, &owner(1, "Maria"), String::new()));
    let Err(Refusal::With { owner: who, .. }) = again else {
        panic!("{again:?}")
    };
    assert_eq!(who, "Maria");
    let ended = case
        .act(|moment, item| moment.hand_off(item, &owner(2, "Dev"), String::new()))
        .unwrap()
        .unwrap();
    assert_eq!(
        (ended.owner, ended.stage, ended.ended_at),
        (OwnerNo(1), Stage::Recalled, Some(case.now))
    );
    assert_eq!(ended.told_at, None, "recalling proves nothing about the brief");
    assert_eq!(
        (case.hand_off().owner, case.hand_off().stage),
        (OwnerNo(2), Stage::Offered)
    );
    assert_eq!(
        case.hand_off().owner_due,
        time("2026-11-23T14:00"),
        "a clock of its own"
    );
}

#[test]
fn nothing_goes_to_an_owner_who_has_left() {
    let mut case = Case::new(Kind::Order);
    let mut gone = owner(3, "Finn");
    gone.retired = true;
    let refused = case.act(|moment, item| moment.hand_off(item, &gone, String::new()));
    assert_eq!(refused, Err(Refusal::Retired(ItemNo(7), "Finn".into())));
    assert_eq!(case.open().play, Play::Nobody);
}

#[test]
fn an_acknowledgement_sets_the_owner_clock_to_the_date_given_else_restarts_it() {
    let mut case = Case::handed();
    let maria = owner(1, "Maria");
    case.at("2026-11-23T10:00");
    case.act(|moment, item| moment.acknowledge(item, &maria, None, "on it"))
        .unwrap();
    assert_eq!(case.hand_off().owner_due, time("2026-11-23T14:00"));
    assert_eq!(
        case.hand_off().told_at,
        Some(case.now),
        "an answer proves that the brief arrived"
    );
    case.at("2026-11-23T11:00");
    let by = time("2026-11-25T12:00");
    case.act(|moment, item| moment.acknowledge(item, &maria, Some(by), "Wednesday"))
        .unwrap();
    let hand_off = case.hand_off();
    assert_eq!((hand_off.owner_due, hand_off.last_word_at), (by, case.now));
    assert_eq!(
        hand_off.acknowledged_at,
        Some(time("2026-11-23T10:00")),
        "the first time counts"
    );
    assert_eq!(
        (hand_off.stage, hand_off.answer.as_str()),
        (Stage::Acknowledged, "Wednesday")
    );
    assert_eq!(
        case.wakes(),
        (time("2026-11-23T16:00"), Cue::ClientDue),
        "the client comes first"
    );
}

#[test]
fn a_nudge_restarts_the_owner_clock_and_silence_goes_on() {
    let mut case = Case::handed();
    case.at("2026-11-23T13:00");
    case.act(|moment, item| moment.nudge(item, &owner(1, "Maria")))
        .unwrap();
    let hand_off = case.hand_off();
    assert_eq!(
        (hand_off.nudges, hand_off.owner_due),
        (1, time("2026-11-23T17:00"))
    );
    assert_eq!(
        (hand_off.last_word_at, hand_off.told_at),
        (time("2026-11-20T16:00"), None)
    );
    case.at("2026-11-24T09:00");
    case.act(|moment, item| moment.nudge(item, &owner(1, "Maria")))
        .unwrap();
    assert_eq!(case.hand_off().nudges, 2);
    // The client clock is past by now: the next working morning, unless the owner's comes first.
    assert_eq!(case.wakes(), (time("2026-11-24T13:00"), Cue::OwnerSilent));
}

#[test]
fn what_comes_back_is_in_front_of_the_rep_at_once_snoozed_or_not() {
    for (stage, cue, answer) in [
        (Stage::Done, Cue::OwnerDone, "words"),
        (Stage::Returned, Cue::Returned, "words"),
        (Stage::Recalled, Cue::New, ""),
    ] {
        let mut case = Case::handed();
        case.act(|moment, item| moment.snooze(item, time("2026-12-24T09:00")))
            .unwrap();
        case.at("2026-11-23T10:00");
        let ended = case
            .act(|moment, item| moment.come_back(item, stage, "words"))
            .unwrap()
            .unwrap();
        assert_eq!(
            (ended.stage, ended.ended_at, ended.answer.as_str()),
            (stage, Some(case.now), answer)
        );
        assert_eq!(ended.told_at.is_some(), stage != Stage::Recalled);
        assert_eq!((case.wakes(), case.open().snoozed_until), ((case.now, cue), None));
        assert_eq!(case.open().play, Play::Nobody);
    }
}

#[test]
fn what_the_rep_takes_back_is_in_front_of_the_rep_again_for_what_it_was_before() {
    for cue in [Cue::New, Cue::Callback, Cue::OwnerDone, Cue::Returned] {
        let mut case = Case::new(Kind::Order);
        case.act(|moment, item| {
            item.standing = Standing::Open(moment.arrived(moment.now, cue));
            Ok(None)
        })
        .unwrap();
        case.act(|moment, item| moment.hand_off(item, &owner(1, "Maria"), String::new()))
            .unwrap();
        // Handing it on does not change what it was for, either.
        case.act(|moment, item| moment.hand_off(item, &owner(2, "Dev"), String::new()))
            .unwrap();
        case.act(|moment, item| moment.come_back(item, Stage::Recalled, ""))
            .unwrap();
        assert_eq!(case.wakes(), (case.now, cue));
    }
}

#[test]
fn only_an_item_that_somebody_has_is_answered_chased_or_recalled() {
    let nobody_has = Err(Refusal::NobodyHas(ItemNo(7)));
    let maria = owner(1, "Maria");
    let mut kept = Case::new(Kind::Order);
    kept.act(|moment, item| moment.keep(item, Reason::Habit)).unwrap();
    for mut case in [Case::new(Kind::Order), kept] {
        let before = case.item.clone();
        assert_eq!(case.act(|moment, item| moment.nudge(item, &maria)), nobody_has);
        assert_eq!(
            case.act(|moment, item| moment.acknowledge(item, &maria, None, "")),
            nobody_has
        );
        assert_eq!(case.act(done), nobody_has);
        assert_eq!(case.item, before);
    }
}

#[test]
fn telling_the_client_sets_the_client_clock_and_nothing_else() {
    let mut case = Case::handed();
    case.at("2026-11-23T10:00");
    let before = case.hand_off().clone();
    let next = time("2026-11-26T10:00");
    case.act(|moment, item| moment.tell(item, Some(next))).unwrap();
    assert_eq!((case.open().client_due, case.hand_off()), (next, &before));
    case.act(|moment, item| moment.tell(item, None)).unwrap();
    assert_eq!(
        case.open().client_due,
        time("2026-11-24T10:00"),
        "an order's eight hours from now"
    );
    let past = case.act(|moment, item| moment.tell(item, Some(time("2026-11-23T10:00"))));
    assert_eq!(past, Err(Refusal::PastClock(ItemNo(7))));
}

#[test]
fn first_chair_recalls_a_hand_off_and_sleeps_until_the_client_clock() {
    let mut case = Case::handed();
    case.at("2026-11-23T10:00");
    let ended = case
        .act(|moment, item| moment.keep(item, Reason::OwnerOverloaded))
        .unwrap()
        .unwrap();
    assert_eq!(ended.stage, Stage::Recalled);
    let reason = Reason::OwnerOverloaded;
    assert_eq!(case.open().play, Play::FirstChair { reason });
    assert_eq!(case.wakes(), (time("2026-11-23T16:00"), Cue::ClientDue));
    // It can still be handed off; then it is not the rep's any more.
    assert_eq!(
        case.act(|moment, item| moment.hand_off(item, &owner(1, "Maria"), String::new())),
        Ok(None)
    );
    assert_eq!(case.hand_off().owner, OwnerNo(1));
}

#[test]
fn a_snooze_ends_in_the_future_and_holds_against_clocks_but_not_against_news() {
    let mut case = Case::handed();
    let until = time("2026-12-24T09:00");
    let past = case.act(|moment, item| moment.snooze(item, time("2026-11-20T16:00")));
    assert_eq!(past, Err(Refusal::PastSnooze(ItemNo(7))));
    case.act(|moment, item| moment.snooze(item, until)).unwrap();
    assert_eq!(case.wakes(), (until, Cue::SnoozeOver));
    case.at("2026-11-23T13:00");
    case.act(|moment, item| moment.nudge(item, &owner(1, "Maria")))
        .unwrap();
    case.act(|moment, item| moment.tell(item, None)).unwrap();
    assert_eq!(case.wakes(), (until, Cue::SnoozeOver));
    case.act(|moment, item| {
        moment.stir(item);
        Ok(None)
    })
    .unwrap();
    assert_eq!(
        (case.wakes(), case.open().snoozed_until),
        ((case.now, Cue::SnoozeOver), None)
    );
    assert!(case.item.hand_off().is_some(), "news takes it from nobody");
}

#[test]
fn news_wakes_what_sleeps_and_leaves_what_is_awake_or_closed() {
    let stir = |moment: &Moment<'_>, item: &mut Item| -> Turned {
        moment.stir(item);
        Ok(None)
    };
    let mut asleep = Case::handed();
    asleep.at("2026-11-23T10:00").act(stir).unwrap();
    assert_eq!(asleep.wakes(), (asleep.now, Cue::New));
    let mut awake = Case::new(Kind::Order);
    let before = awake.item.clone();
    awake.at("2026-11-23T10:00").act(stir).unwrap();
    assert_eq!(awake.item, before);
    let mut closed = Case::new(Kind::FollowUp);
    closed.act(told(None, false)).unwrap();
    let before = closed.item.clone();
    closed.at("2026-11-23T10:00").act(stir).unwrap();
    assert_eq!(closed.item, before);
}

/// One thing done to an item, by number.
fn turn(moment: &Moment<'_>, item: &mut Item, what: u8) -> Turned {
    let people = [owner(1, "Maria"), owner(2, "Dev")];
    match what {
        0 => moment.hand_off(item, &people[0], String::new()),
        1 => moment.hand_off(item, &people[1], String::new()),
        2 => moment.acknowledge(item, &people[0], None, ""),
        3 => moment.come_back(item, Stage::Done, ""),
        4 => moment.come_back(item, Stage::Returned, ""),
        5 => moment.come_back(item, Stage::Recalled, ""),
        6 => moment.nudge(item, &people[0]),
        7 => moment.tell(item, None),
        8 => moment.finish(item, true, false, Some(Reason::Habit), None),
        9 => moment.finish(item, false, false, None, None),
        10 => moment.keep(item, Reason::Habit),
        11 => moment.snooze(item, moment.now + chrono::Duration::hours(30)),
        12 => moment.dismiss(item),
        13 => moment.reopen(item),
        14 => Ok(moment.finished_at_source(item, "")),
        _ => {
            moment.stir(item);
            Ok(None)
        }
    }
}

proptest! {
    /// Whatever is done in whatever order: what is refused changes nothing, a hand-off that ends has an end, one that
    /// stands has none, and an item with an owner or in first chair never wakes in the past.
    #[test]
    fn any_life_keeps_the_rules(whats in prop::collection::vec((0_u8..16, 0_i64..50), 1..40)) {
        let mut case = Case::new(Kind::Order);
        for (what, hours) in whats {
            case.now += chrono::Duration::hours(hours);
            let before = case.item.clone();
            let had = before.hand_off().cloned();
            match case.act(|moment, item| turn(moment, item, what)) {
                Err(_) => prop_assert_eq!(&case.item, &before),
                Ok(ended) => {
                    if let Some(ended) = &ended {
                        prop_assert!(!ended.stage.is_open() && ended.ended_at == Some(case.now));
                        prop_assert_eq!(had.as_ref().map(|had| had.owner), Some(ended.owner));
                    }
                    let kept = case.item.hand_off().filter(|_| ended.is_none()).map(|now| now.owner);
                    prop_assert!(had.is_none() || ended.is_some() || kept == had.map(|had| had.owner));
                    if let Some(open) = case.item.open() {
                        prop_assert!(what == 15 || open.wake.at >= case.now);
                    }
                }
            }
            if let Some(now) = case.item.hand_off() {
                prop_assert!(now.stage.is_open() && now.ended_at.is_none());
            }
        }
    }
}
