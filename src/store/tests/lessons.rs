//! What the rep's own choices teach.

use super::desk::Desk;
use crate::domain::command::{Command, Done, Recipient};
use crate::domain::ids::{ItemNo, OwnerNo};
use crate::domain::item::Kind;

const MARIA: OwnerNo = OwnerNo(1);
const DEV: OwnerNo = OwnerNo(2);

fn give(desk: &mut Desk, item: ItemNo, owner: OwnerNo) -> Done {
    desk.perform(&Command::HandOff {
        items: vec![item],
        to: Recipient::Owner(owner),
        brief: None,
    })
}

#[test]
fn the_third_time_the_same_other_owner_is_picked_a_rule_is_offered_and_undo_takes_that_back() {
    let mut desk = Desk::new();
    let items: Vec<ItemNo> = ["pallets", "seals", "hoses"]
        .iter()
        .map(|subject| desk.add(Kind::Order, "Acme Pumps", subject))
        .collect();
    let first = give(&mut desk, items[0], DEV);
    assert_eq!(first.lesson, None);
    // The account's next order shows who took the last one: giving it there is as shown, and teaches nothing.
    assert_eq!(give(&mut desk, items[1], DEV).lesson, None);
    let others: Vec<ItemNo> = ["Borealis", "Øresund"]
        .iter()
        .map(|account| desk.add(Kind::Order, account, "seals"))
        .collect();
    assert_eq!(give(&mut desk, others[0], DEV).lesson, None);
    let third = give(&mut desk, others[1], DEV).lesson.expect("three times");
    assert_eq!(
        (third.rule.to.as_str(), third.rule.kind),
        ("dev", Some(Kind::Order))
    );
    assert_eq!(desk.reader.lessons().unwrap(), [third]);
    desk.perform(&Command::Undo(None));
    assert!(desk.reader.lessons().unwrap().is_empty());
}

#[test]
fn a_row_that_goes_as_shown_or_from_one_owner_to_another_is_no_choice_against_the_routing() {
    let mut desk = Desk::new();
    for account in ["Acme", "Borealis", "Øresund"] {
        let item = desk.add(Kind::Order, account, "seals");
        give(&mut desk, item, MARIA);
        assert_eq!(give(&mut desk, item, DEV).lesson, None);
    }
    assert!(desk.reader.lessons().unwrap().is_empty());
}
