//! Templates, budgets and the last two quarters.

use super::budget::Budget;
use super::ear::last_two_begin;
use super::template::{EXECUTIVE, MARKETING, filled, unknown_field};
use super::*;
use crate::domain::quarter::{NamedBy, Quarters};

fn fields<'a>() -> Fields<'a> {
    Fields {
        to: "Helena Brandt",
        client: "Borealis GmbH",
        contact: "Ines Weber",
        rep: "Jo Ek",
        ..Fields::default()
    }
}

#[test]
fn a_line_of_which_something_is_not_known_is_left_out() {
    let template = "Dear {contact},\n\n{common_ground}\n\nSee you at {event}, {client}.\nYours\n{to}";
    assert_eq!(
        filled(template, &fields()),
        "Dear Ines Weber,\n\nYours\nHelena Brandt"
    );
    let all = Fields {
        common_ground: "We both sail.\nIn August.",
        event: "the open day",
        contact: "",
        ..fields()
    };
    assert_eq!(
        filled(template, &all),
        "Dear Borealis GmbH,\n\nWe both sail.\nIn August.\n\nSee you at the open day, Borealis GmbH.\nYours\nHelena Brandt"
    );
}

#[test]
fn what_the_client_wrote_is_no_field() {
    let braces = Fields {
        common_ground: "{rep} {nothing",
        ..fields()
    };
    assert_eq!(filled("{common_ground} {", &braces), "{rep} {nothing {");
}

#[test]
fn the_templates_that_come_along_have_only_fields_there_are() {
    for template in [EXECUTIVE, MARKETING] {
        assert_eq!(unknown_field(template), None);
    }
    assert_eq!(unknown_field("Dear {name},"), Some("name"));
    assert_eq!(unknown_field("Dear {contact,\nyours"), Some("contact,"));
}

#[test]
fn a_budget_says_what_is_left_and_by_how_much_it_is_overdrawn() {
    let budget = |asked, of| Budget { asked, of };
    assert_eq!(budget(2, Some(3)).words(), "2 of 3 asks this month");
    assert_eq!(budget(0, None).words(), "no ask this month");
    assert_eq!(budget(1, None).words(), "1 ask this month");
    assert!(!budget(2, Some(3)).is_spent() && budget(3, Some(3)).is_spent());
    assert!(!budget(90, None).is_spent());
    assert_eq!(budget(3, Some(3)).warning("Helena"), None);
    assert_eq!(
        budget(1, Some(0)).warning("Helena").unwrap(),
        "Helena has 1 ask this month, 1 over the budget of 0"
    );
}

#[test]
fn the_last_two_quarters_begin_with_the_quarter_before_this_one() {
    let begins = |quarters: Quarters, day: &str| last_two_begin(&quarters, day.parse().unwrap()).to_string();
    assert_eq!(begins(Quarters::default(), "2026-11-23"), "2026-07-01");
    assert_eq!(begins(Quarters::default(), "2026-01-01"), "2025-10-01");
    let fiscal = Quarters {
        first_month: 2,
        named_by: NamedBy::End,
    };
    assert_eq!(begins(fiscal, "2026-11-23"), "2026-08-01");
}
