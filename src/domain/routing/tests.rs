use chrono::TimeZone;
use proptest::prelude::*;

use super::*;
use crate::domain::money::Currency;

fn now() -> Time {
    // A Wednesday.
    chrono::Utc.with_ymd_and_hms(2026, 11, 18, 9, 0, 0).unwrap()
}

fn owner(number: i64, handle: &str, seat: Option<u8>, kinds: &[Kind]) -> Owner {
    Owner {
        number: OwnerNo(number),
        handle: handle.to_owned(),
        name: handle[..1].to_uppercase() + &handle[1..],
        role: String::new(),
        seat,
        address: String::new(),
        kinds: kinds.to_vec(),
        hours: 8,
        away_until: None,
        stand_in: None,
        escalate_to: None,
        retired: false,
        part: crate::domain::owner::Part::Desk,
        asks_a_month: None,
    }
}

fn crew() -> Vec<Owner> {
    vec![
        owner(1, "maria", Some(1), &[Kind::Order]),
        owner(2, "dev", Some(2), &[Kind::Support]),
        owner(3, "ida", None, &[Kind::Order, Kind::Support]),
        owner(4, "finance", Some(4), &[]),
    ]
}

fn order() -> Facts<'static> {
    Facts {
        kind: Kind::Order,
        account: "Čapek Roboti",
        subject: "Invoice shows wrong VAT",
        words: "Please mend it.\nThank you",
        source: "shopify",
        value: Money::parse("3180", Currency::parse("EUR").unwrap()),
        last_owner: None,
    }
}

fn rule(to: &str) -> Rule {
    Rule {
        to: to.to_owned(),
        ..Rule::default()
    }
}

fn asked(facts: &Facts<'_>, rules: Vec<Rule>, owners: &[Owner]) -> Option<(String, String)> {
    let settings = Settings {
        rules,
        ..Settings::default()
    };
    suggest(facts, owners, &settings, now()).map(|found| (found.name, found.why))
}

fn said(name: &str, why: &str) -> (String, String) {
    (name.to_owned(), why.to_owned())
}

#[test]
fn a_rule_comes_before_the_last_owner_and_the_last_owner_before_the_default() {
    let crew = crew();
    let again = Facts {
        last_owner: Some(OwnerNo(3)),
        ..order()
    };
    assert_eq!(
        asked(&again, vec![rule("finance")], &crew),
        Some(said("Finance", "rule 1"))
    );
    assert_eq!(
        asked(&again, vec![], &crew),
        Some(said("Ida", "last took an order of Čapek Roboti"))
    );
    assert_eq!(
        asked(&order(), vec![], &crew),
        Some(said("Maria", "takes orders"))
    );
    let settings = Settings {
        default_owner: [(Kind::Order, "@Ida".to_owned())].into(),
        ..Settings::default()
    };
    let found = suggest(&order(), &crew, &settings, now()).unwrap();
    assert_eq!(
        (found.owner, found.why.as_str(), found.seat),
        (OwnerNo(3), "default for orders", None)
    );
}

#[test]
fn every_condition_of_a_rule_must_hold_and_case_and_accents_do_not_count() {
    let holds = |rule: Rule| {
        asked(
            &order(),
            vec![Rule {
                to: "finance".to_owned(),
                ..rule
            }],
            &crew(),
        ) == Some(said("Finance", "rule 1"))
    };
    let words = |words: &[&str]| Rule {
        words: words.iter().map(|&word| word.to_owned()).collect(),
        ..Rule::default()
    };
    assert!(holds(Rule::default()));
    assert!(holds(Rule {
        account: Some("CAPEK".to_owned()),
        ..Rule::default()
    }));
    assert!(!holds(Rule {
        account: Some("acme".to_owned()),
        ..Rule::default()
    }));
    assert!(holds(words(&["nothing", "vat"])));
    assert!(holds(words(&["THANK YOU"])));
    assert!(!holds(words(&["nothing"])));
    assert!(holds(Rule {
        source: Some("Shopify".to_owned()),
        ..Rule::default()
    }));
    assert!(!holds(Rule {
        source: Some("zendesk".to_owned()),
        ..Rule::default()
    }));
    assert!(holds(Rule {
        value_over: Some(3180),
        ..Rule::default()
    }));
    assert!(!holds(Rule {
        value_over: Some(3181),
        ..Rule::default()
    }));
    assert!(!holds(Rule {
        kind: Some(Kind::Support),
        ..Rule::default()
    }));
    assert!(!holds(Rule {
        kind: Some(Kind::Support),
        ..words(&["vat"])
    }));
}

#[test]
fn a_value_that_is_not_known_is_over_nothing() {
    let facts = Facts {
        value: None,
        ..order()
    };
    let over = Rule {
        value_over: Some(0),
        ..rule("finance")
    };
    assert_eq!(
        asked(&facts, vec![over], &crew()),
        Some(said("Maria", "takes orders"))
    );
}

#[test]
fn a_word_is_found_where_a_word_begins_and_anywhere_in_scripts_without_spaces() {
    assert!(has_word("invoice shows wrong vat", "vat"));
    assert!(has_word("wrong invoices", "invoice"));
    assert!(!has_word("private party", "vat"));
    assert!(has_word("private vat", "vat"));
    assert!(has_word("本日請求書の件", "請求書"));
    assert!(!has_word("anything", ""));
}

#[test]
fn a_rule_that_names_nobody_or_a_retired_owner_is_passed_over_and_keeps_its_number() {
    let mut crew = crew();
    crew[3].retired = true;
    let rules = vec![rule("nobody"), rule("finance"), rule(" @IDA ")];
    assert_eq!(asked(&order(), rules.clone(), &crew), Some(said("Ida", "rule 3")));
    let settings = Settings {
        rules,
        default_owner: [(Kind::Support, "gone".to_owned())].into(),
        ..Settings::default()
    };
    assert_eq!(
        names_nobody(&settings, &crew),
        [
            "rule 1 names \"nobody\", and no owner has that handle",
            "rule 2 names \"finance\", who is retired",
            "the default for support calls names \"gone\", and no owner has that handle",
        ]
    );
}

#[test]
fn a_follow_up_stays_with_the_rep_unless_somebody_takes_them() {
    let facts = Facts {
        kind: Kind::FollowUp,
        ..order()
    };
    assert_eq!(asked(&facts, vec![], &crew()), None);
    let again = Facts {
        last_owner: Some(OwnerNo(2)),
        ..facts
    };
    assert_eq!(
        asked(&again, vec![], &crew()),
        Some(said("Dev", "last took a follow-up of Čapek Roboti"))
    );
    let mut crew = crew();
    crew[2].kinds.push(Kind::FollowUp);
    assert_eq!(
        asked(&facts, vec![], &crew),
        Some(said("Ida", "takes follow-ups"))
    );
}

#[test]
fn whoever_stands_in_gets_the_row_of_an_owner_who_is_away() {
    let mut crew = crew();
    crew[0].away_until = Some(now() + chrono::TimeDelta::days(6));
    crew[0].stand_in = Some(OwnerNo(3));
    assert_eq!(
        asked(&order(), vec![], &crew),
        Some(said("Ida", "stands in for Maria, away until Tue"))
    );
    crew[2].away_until = Some(now() + chrono::TimeDelta::days(1));
    crew[2].stand_in = Some(OwnerNo(4));
    assert_eq!(
        asked(&order(), vec![], &crew),
        Some(said("Finance", "stands in for Maria, away until Tue"))
    );
    crew[3].retired = true;
    assert_eq!(
        asked(&order(), vec![], &crew),
        Some(said("Maria", "takes orders, away until Tue"))
    );
    crew[2].stand_in = Some(OwnerNo(1));
    assert_eq!(
        asked(&order(), vec![], &crew),
        Some(said("Maria", "takes orders, away until Tue"))
    );
    crew[0].away_until = Some(now());
    assert_eq!(
        asked(&order(), vec![], &crew),
        Some(said("Maria", "takes orders"))
    );
}

#[test]
fn an_absence_ends_on_a_day_as_said() {
    let in_days = |days| day(now() + chrono::TimeDelta::days(days), now(), &Calendar::default());
    assert_eq!(in_days(0), "today 09:00");
    assert_eq!(in_days(1), "tomorrow");
    assert_eq!(in_days(6), "Tue");
    assert_eq!(in_days(7), "Wed 25 Nov");
    assert_eq!(in_days(60), "Sun 17 Jan 2027");
}

fn any_owner() -> impl Strategy<Value = Owner> {
    (
        1_i64..6,
        proptest::option::of(1_u8..=9),
        proptest::sample::subsequence(Kind::ALL.to_vec(), 0..=3),
        any::<bool>(),
        any::<bool>(),
        proptest::option::of(1_i64..6),
    )
        .prop_map(|(number, seat, kinds, away, retired, stand_in)| Owner {
            away_until: away.then(|| now() + chrono::TimeDelta::days(1)),
            stand_in: stand_in.map(OwnerNo),
            retired,
            ..owner(number, &format!("owner{number}"), seat, &kinds)
        })
}

fn any_crew() -> impl Strategy<Value = Vec<Owner>> {
    proptest::collection::vec(any_owner(), 0..8).prop_map(|mut owners| {
        owners.sort_by_key(|owner| owner.number);
        owners.dedup_by_key(|owner| owner.number);
        owners
    })
}

proptest! {
    #[test]
    fn nobody_retired_is_suggested_and_nobody_away_without_a_word(
        owners in any_crew(),
        last in proptest::option::of(1_i64..6),
        named in proptest::collection::vec(1_i64..8, 0..4),
        kind in proptest::sample::select(Kind::ALL.to_vec()),
    ) {
        let rules = named.iter().map(|number| rule(&format!("owner{number}"))).collect();
        let settings = Settings { rules, ..Settings::default() };
        let facts = Facts { kind, last_owner: last.map(OwnerNo), ..order() };
        let active = |number: i64| owners.iter().any(|owner| owner.number.0 == number && !owner.retired);
        let found = suggest(&facts, &owners, &settings, now());
        if let Some(found) = &found {
            let owner = owners.iter().find(|owner| owner.number == found.owner).unwrap();
            prop_assert!(!owner.retired);
            prop_assert_eq!(owner.is_away(now()), found.why.contains(", away until") && !found.why.starts_with("stands"));
        }
        let expected = named.iter().any(|&number| active(number))
            || last.is_some_and(active)
            || owners.iter().any(|owner| !owner.retired && owner.kinds.contains(&kind));
        prop_assert_eq!(found.is_some(), expected);
    }

    #[test]
    fn a_long_text_is_folded_as_a_name_is(text in "[a-zA-Z0-9äÖßéñÆ山商 \t\n,.'`!&+#(–-]{0,60}") {
        let words = |text: &str| -> Vec<String> {
            text.split(' ').filter(|word| word.contains(char::is_alphanumeric)).map(str::to_owned).collect()
        };
        let found = folded(&text);
        prop_assert_eq!(words(&found), words(&normalise_name(&text)));
        prop_assert!(!found.contains("  ") && found.trim() == found);
    }

    #[test]
    fn the_first_rule_that_matches_wins(matching in proptest::collection::vec(any::<bool>(), 1..12)) {
        let crew = crew();
        let rules: Vec<Rule> = matching
            .iter()
            .map(|&matches| Rule { account: (!matches).then(|| "elsewhere".to_owned()), ..rule("finance") })
            .collect();
        let found = asked(&order(), rules, &crew).unwrap();
        let first = matching.iter().position(|&matches| matches);
        let why = first.map_or_else(|| "takes orders".to_owned(), |first| format!("rule {}", first + 1));
        prop_assert_eq!(found.1, why);
    }
}
