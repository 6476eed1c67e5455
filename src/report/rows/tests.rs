use super::*;
use crate::domain::handoff::HandOff;
use crate::domain::ids::{AccountNo, HandOffNo, ItemNo, OwnerNo};
use crate::domain::item::{Closed, Open, Wake};
use crate::domain::listing::{Event, Place, RowEnd, With};
use crate::domain::money::Currency;
use crate::report::sample::at;

fn written(rows: &[Row]) -> String {
    let mut out = Vec::new();
    write_rows(rows, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn shown(detail: &Detail) -> String {
    let mut out = Vec::new();
    write_detail(detail, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn row() -> Row {
    Row {
        item: ItemNo(142),
        place: Place {
            first: 1,
            second: 2,
            item: ItemNo(142),
        },
        kind: Kind::Order,
        account: AccountNo(3),
        client: "Øresund \"Marine\"".to_owned(),
        subject: "Re-order, 12 seals".to_owned(),
        urgent: true,
        value: Money::parse("3180", Currency::parse("EUR").unwrap()),
        client_due: Some(at(23, 10, 30)),
        wake: Some((at(23, 6, 0), Cue::New)),
        snoozed_until: None,
        first_chair: None,
        with: None,
        suggestion: Some(Suggestion {
            owner: OwnerNo(1),
            name: "Maria".to_owned(),
            seat: Some(1),
            why: "rule 2".to_owned(),
        }),
        done_by: None,
        ever_handed: false,
        end: None,
        stands_for: None,
    }
}

fn hand_off() -> HandOff {
    HandOff {
        number: HandOffNo(9),
        item: ItemNo(142),
        owner: OwnerNo(1),
        owner_name: "Maria".to_owned(),
        instead_of: None,
        stage: Stage::Acknowledged,
        brief: "12 seals by Friday".to_owned(),
        given_at: at(20, 8, 0),
        owner_due: at(23, 8, 0),
        last_word_at: at(20, 9, 0),
        acknowledged_at: Some(at(20, 9, 0)),
        nudges: 1,
        told_at: None,
        ended_at: None,
        answer: String::new(),
    }
}

fn detail(standing: Standing) -> Detail {
    Detail {
        item: Item {
            number: ItemNo(142),
            kind: Kind::Order,
            account: AccountNo(3),
            account_name: "Øresund Marine".to_owned(),
            contact: Some("Ida Holm".to_owned()),
            subject: "Re-order, 12 seals".to_owned(),
            words: "As last time.\nThank you".to_owned(),
            mood: None,
            urgent: false,
            value: Money::parse("3180.5", Currency::parse("EUR").unwrap()),
            source: "shopify".to_owned(),
            source_key: Some("#1001".to_owned()),
            arrived_at: at(19, 22, 15),
            standing,
        },
        suggestion: None,
        brief: "12 seals by Friday".to_owned(),
        timeline: vec![Event {
            at: at(20, 8, 0),
            words: "handed to Maria".to_owned(),
        }],
        more: false,
        promises: Vec::new(),
        asks: Vec::new(),
        deal: Vec::new(),
    }
}

#[test]
fn rows_are_one_array_with_every_field_in_its_place() {
    let with = Row {
        item: ItemNo(143),
        urgent: false,
        value: None,
        suggestion: None,
        with: Some(With {
            hand_off: HandOffNo(9),
            owner: OwnerNo(1),
            name: "Maria".to_owned(),
            stage: Stage::Offered,
            given_at: at(20, 8, 0),
            owner_due: at(23, 8, 0),
            last_word_at: at(20, 8, 0),
            nudges: 0,
            untold: true,
        }),
        ..row()
    };
    let closed = Row {
        item: ItemNo(144),
        client_due: None,
        wake: None,
        suggestion: None,
        end: Some(RowEnd {
            at: at(21, 8, 0),
            ending: Ending::Told,
            reason: Some(Reason::Habit),
        }),
        ..row()
    };
    insta::assert_snapshot!("rows.json", written(&[row(), with, closed]));
}

#[test]
fn any_number_of_rows_is_json() {
    assert_eq!(written(&[]), "[]\n");
    for count in 0..3 {
        let json: serde_json::Value = serde_json::from_str(&written(&vec![row(); count])).unwrap();
        assert_eq!(json.as_array().unwrap().len(), count);
    }
}

#[test]
fn an_item_is_its_row_and_everything_else_known_of_it() {
    let open = |play| {
        Standing::Open(Open {
            client_due: at(23, 10, 30),
            play,
            snoozed_until: Some(at(22, 8, 0)),
            standing_cue: Cue::New,
            falls_due: None,
            wake: Wake {
                at: at(22, 8, 0),
                cue: Cue::SnoozeOver,
            },
        })
    };
    insta::assert_snapshot!(
        "item_with_an_owner.json",
        shown(&detail(open(Play::Owner(hand_off()))))
    );
    let kept = DetailJson::from(&detail(open(Play::FirstChair {
        reason: Reason::Habit,
    })));
    assert_eq!((kept.row.first_chair, kept.row.with), (Some(Reason::Habit), None));
    let closed = Closed {
        at: at(21, 8, 0),
        ending: Ending::Told,
        reason: Some(Reason::Habit),
        minutes: Some(25),
    };
    let closed = DetailJson::from(&detail(Standing::Closed(closed)));
    assert_eq!(
        (closed.minutes, closed.row.client_due, closed.row.cue),
        (Some(25), None, None)
    );
    assert_eq!(closed.row.ended.unwrap().first_chair, Some(Reason::Habit));
}
