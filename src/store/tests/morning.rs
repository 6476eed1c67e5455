//! The morning's facts.

use super::desk::Desk;
use crate::domain::command::{AccountRef, CallDraft, Command};
use crate::domain::item::Kind;
use crate::domain::morning::Silent;
use crate::domain::settings::CallOutcome;

#[test]
fn an_empty_store_has_an_easy_morning() {
    let desk = Desk::new();
    let morning = desk.reader.morning(desk.now, &desk.settings.calendar).unwrap();
    assert!(morning.is_easy());
    assert_eq!(morning.lines(&desk.settings.calendar).len(), 2);
}

#[test]
fn owners_clients_and_the_rep_are_each_named_when_silent_and_a_row_is_one_of_them() {
    let mut desk = Desk::new();
    let handed = desk.add(Kind::Order, "Acme", "pallets");
    desk.hand_off(&[handed]);
    let mine = desk.add(Kind::Support, "Borealis", "login fails");
    let next = Some("2026-11-24T10:00:00Z".parse().unwrap());
    desk.perform(&Command::LogCall(CallDraft {
        account: AccountRef::Named("Čapek".to_owned()),
        item: None,
        person: String::new(),
        outcome: CallOutcome::Voicemail,
        minutes: None,
        notes: String::new(),
        next,
        opens: None,
        at: desk.now,
    }));
    desk.at("2026-11-25T08:00:00Z");
    let morning = desk.reader.morning(desk.now, &desk.settings.calendar).unwrap();
    assert_eq!(
        morning.silent,
        [(Silent::Owner, 1), (Silent::Me, 1), (Silent::Client, 1)]
    );
    let who: Vec<(Silent, i64)> = morning.silences.iter().map(|one| (one.who, one.item.0)).collect();
    assert!(
        who.contains(&(Silent::Owner, handed.0)) && who.contains(&(Silent::Me, mine.0)),
        "{who:?}"
    );
    assert!(morning.silences.is_sorted_by_key(|one| one.since));
    assert_eq!(
        (
            morning.callbacks.count,
            morning.callbacks.first[0].client.as_str()
        ),
        (1, "Čapek")
    );
}

#[test]
fn what_runs_out_tomorrow_is_counted_once_for_each_clock() {
    let mut desk = Desk::new();
    let order = desk.add(Kind::Order, "Acme", "pallets");
    desk.at("2026-11-23T12:00:00Z");
    desk.hand_off(&[order]);
    let morning = desk.reader.morning(desk.now, &desk.settings.calendar).unwrap();
    let due: Vec<&str> = morning
        .late_tomorrow
        .first
        .iter()
        .map(|due| due.what.as_str())
        .collect();
    assert_eq!(due, ["Maria"], "the client's clock runs out today");
}
