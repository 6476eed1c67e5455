//! How an item's life ends, and begins again.

use super::*;

fn reopen(moment: &Moment<'_>, item: &mut Item) -> Turned {
    moment.reopen(item)
}

fn dismiss(moment: &Moment<'_>, item: &mut Item) -> Turned {
    moment.dismiss(item)
}

#[test]
fn finishing_with_the_client_told_closes_and_an_open_hand_off_counts_as_done() {
    let mut case = Case::handed();
    case.at("2026-11-23T10:00");
    let ended = case.act(told(Some(Reason::Habit), true)).unwrap().unwrap();
    assert_eq!((ended.stage, ended.ended_at), (Stage::Done, Some(case.now)));
    let closed = case.closed();
    assert_eq!((closed.at, closed.ending), (case.now, Ending::Told));
    assert_eq!(
        (closed.reason, closed.minutes),
        (None, None),
        "an owner played it"
    );
}

#[test]
fn finishing_untold_leaves_it_awake_as_owner_done() {
    let mut case = Case::handed();
    case.at("2026-11-23T10:00");
    let ended = case
        .act(|moment, item| moment.finish(item, false, true, None, None))
        .unwrap()
        .unwrap();
    assert_eq!(ended.stage, Stage::Done);
    assert_eq!(case.wakes(), (case.now, Cue::OwnerDone));
    // Also what the rep plays: it does not sleep until the client clock any more.
    let mut kept = Case::new(Kind::Order);
    kept.act(|moment, item| moment.keep(item, Reason::Habit)).unwrap();
    kept.act(|moment, item| moment.finish(item, false, false, None, None))
        .unwrap();
    assert_eq!(kept.wakes(), (kept.now, Cue::OwnerDone));
    assert_eq!(
        kept.open().play,
        Play::FirstChair {
            reason: Reason::Habit
        }
    );
}

#[test]
fn closing_a_transaction_that_was_never_handed_off_takes_a_reason() {
    for kind in [Kind::Order, Kind::Support] {
        let mut case = Case::new(kind);
        assert_eq!(case.act(told(None, false)), Err(Refusal::NeedsReason(ItemNo(7))));
        assert!(case.item.open().is_some());
        case.act(told(Some(Reason::NoOwner), false)).unwrap();
        assert_eq!(
            (case.closed().reason, case.closed().minutes),
            (Some(Reason::NoOwner), Some(10))
        );
    }
    let mut untold = Case::new(Kind::Order);
    untold
        .act(|moment, item| moment.finish(item, false, false, None, None))
        .unwrap();
    assert_eq!(
        untold.act(told(None, false)),
        Err(Refusal::NeedsReason(ItemNo(7))),
        "not a way around it"
    );
}

#[test]
fn a_reason_given_for_several_rows_stays_with_those_that_need_one() {
    // A follow-up is the rep's own work; what an owner played is not first chair.
    let mut follow_up = Case::new(Kind::FollowUp);
    follow_up.act(told(Some(Reason::Habit), false)).unwrap();
    let mut conducted = Case::handed();
    conducted.act(done).unwrap();
    conducted.act(told(Some(Reason::Habit), true)).unwrap();
    for case in [follow_up, conducted] {
        assert_eq!((case.closed().reason, case.closed().minutes), (None, None));
    }
    let mut kept = Case::handed();
    kept.act(|moment, item| moment.keep(item, Reason::ClientInsisted))
        .unwrap();
    kept.act(told(Some(Reason::Habit), true)).unwrap();
    assert_eq!(
        kept.closed().reason,
        Some(Reason::ClientInsisted),
        "what was said when it was kept"
    );
    assert_eq!(kept.closed().minutes, Some(10));
}

#[test]
fn what_its_source_finishes_wakes_as_owner_done_and_only_the_rep_closes_it() {
    let mut case = Case::handed();
    case.act(|moment, item| moment.snooze(item, time("2026-12-24T09:00")))
        .unwrap();
    case.at("2026-11-23T10:00");
    let ended = case
        .act(|moment, item| Ok(moment.finished_at_source(item, "fulfilled")))
        .unwrap()
        .unwrap();
    assert_eq!((ended.stage, ended.answer.as_str()), (Stage::Done, "fulfilled"));
    assert_eq!(
        (case.wakes(), case.open().snoozed_until),
        ((case.now, Cue::OwnerDone), None)
    );
    case.act(told(None, true)).unwrap();
    let before = case.item.clone();
    assert_eq!(
        case.act(|moment, item| Ok(moment.finished_at_source(item, "refunded"))),
        Ok(None)
    );
    assert_eq!(case.item, before);
}

#[test]
fn dismissing_recalls_and_closes_and_reopening_starts_afresh() {
    let mut case = Case::handed();
    case.at("2026-11-23T10:00");
    assert_eq!(case.act(reopen), Err(Refusal::Open(ItemNo(7))));
    let ended = case.act(dismiss).unwrap().unwrap();
    assert_eq!(ended.stage, Stage::Recalled);
    assert_eq!(
        (case.closed().ending, case.closed().reason),
        (Ending::Dismissed, None)
    );
    case.at("2026-11-24T09:00");
    case.act(reopen).unwrap();
    assert_eq!(
        (case.wakes(), &case.open().play),
        ((case.now, Cue::New), &Play::Nobody)
    );
    assert_eq!(case.open().client_due, time("2026-11-24T17:00"));
}

#[test]
fn a_closed_item_must_be_reopened_first() {
    let mut case = Case::new(Kind::FollowUp);
    case.act(told(None, false)).unwrap();
    let before = case.item.clone();
    let maria = owner(1, "Maria");
    let closed = Err(Refusal::Closed(ItemNo(7)));
    assert_eq!(
        case.act(|moment, item| moment.hand_off(item, &maria, String::new())),
        closed
    );
    assert_eq!(
        case.act(|moment, item| moment.acknowledge(item, &maria, None, "")),
        closed
    );
    assert_eq!(case.act(|moment, item| moment.nudge(item, &maria)), closed);
    assert_eq!(case.act(done), closed);
    assert_eq!(case.act(|moment, item| moment.tell(item, None)), closed);
    assert_eq!(case.act(told(None, true)), closed);
    assert_eq!(case.act(|moment, item| moment.keep(item, Reason::Habit)), closed);
    assert_eq!(
        case.act(|moment, item| moment.snooze(item, time("2026-12-24T09:00"))),
        closed
    );
    assert_eq!(case.act(dismiss), closed);
    assert_eq!(case.item, before);
}
