//! Which accounts and people are offered as one.

use proptest::prelude::*;

use super::*;

fn account(number: i64, name: &str) -> Known {
    Known {
        number,
        name: name.to_owned(),
        ..Known::default()
    }
}

fn found(known: &[Known]) -> Vec<(i64, i64, Vec<Why>)> {
    let (pairs, more) = pairs(known, 100);
    assert!(!more);
    pairs
        .into_iter()
        .map(|pair| (pair.first, pair.second, pair.why))
        .collect()
}

#[test]
fn legal_forms_and_the_order_of_words_do_not_tell_two_apart() {
    for (a, b) in [
        ("Borealis GmbH", "Borealis"),
        ("Acme Pumps Ltd.", "ACME PUMPS, Inc."),
        ("Acme Pumps", "Pumps Acme"),
        ("Fiori S.p.A.", "Fiori SpA"),
        ("Müller GmbH & Co. KG", "Muller"),
        ("Polski Dom Sp. z o.o.", "Polski Dom"),
        ("Øresund Marine A/S", "Oresund Marine ApS"),
    ] {
        assert_eq!(bare_name(a), bare_name(b), "{a} and {b}");
    }
    assert_ne!(bare_name("Acme Pumps"), bare_name("Acme Valves"));
    // A name that is nothing but a legal form stays a name.
    assert_eq!(bare_name("AG"), "ag");
}

#[test]
fn names_a_letter_apart_are_offered_and_numbers_tell_things_apart() {
    assert!(is_near("borealis", "borelais"));
    assert!(is_near("borealis", "borealiss"));
    assert!(is_near("borealis", "borealys"));
    assert!(!is_near("borealis", "borealis"));
    assert!(!is_near("borealis", "aurealys"));
    assert!(!is_near("store 12", "store 13"));
    assert!(!is_near("alfa", "alba"));
    let known = [
        account(1, "Borealis GmbH"),
        account(2, "Borelais"),
        account(3, "Aurora"),
    ];
    assert_eq!(found(&known), [(1, 2, vec![Why::NearName])]);
}

#[test]
fn what_two_share_is_told_strongest_first() {
    let mut known = vec![
        account(4, "Borealis GmbH"),
        account(2, "Borealis AG"),
        account(3, "Nordlicht"),
    ];
    known[0].phones = vec!["+4930".into()];
    known[1].phones = vec!["+4930".into()];
    known[1].domains = vec!["borealis.example".into()];
    known[2].domains = vec!["borealis.example".into()];
    assert_eq!(
        found(&known),
        [
            (2, 4, vec![Why::SameName, Why::SamePhone]),
            (2, 3, vec![Why::SameDomain]),
        ]
    );
}

#[test]
fn what_a_crowd_shares_tells_nothing() {
    let known: Vec<Known> = (1..=60)
        .map(|number| Known {
            domains: vec!["franchise.example".into()],
            ..account(
                number,
                &format!(
                    "Shop number {number} {}",
                    "x".repeat(usize::try_from(number).unwrap())
                ),
            )
        })
        .collect();
    assert_eq!(found(&known), []);
}

#[test]
fn people_are_compared_by_name_inside_their_account_alone() {
    let person = |number, group, email: &str| Known {
        group,
        emails: vec![email.to_owned()],
        ..account(number, "Ines Weber")
    };
    let known = [
        person(1, 7, "a@a.de"),
        person(2, 8, "b@b.de"),
        person(3, 7, "b@b.de"),
    ];
    assert_eq!(
        found(&known),
        [(1, 3, vec![Why::SameName]), (2, 3, vec![Why::SameEmail])]
    );
}

#[test]
fn ten_thousand_accounts_are_compared_without_their_square() {
    // Every name differs from the next by more than a letter; one pair is planted.
    let mut known: Vec<Known> = (0..10_000)
        .map(|number| {
            account(
                number,
                &format!("Client {number:05} of {:05}", number * 7_919 % 10_007),
            )
        })
        .collect();
    known.push(account(20_000, "Client 00042 off 31234"));
    known.push(account(20_001, "Client 00042 of 31234"));
    assert_eq!(found(&known), [(20_000, 20_001, vec![Why::NearName])]);
}

#[test]
fn more_than_asked_for_is_said() {
    let known: Vec<Known> = (0..10).map(|number| account(number, "Borealis")).collect();
    let (offered, more) = pairs(&known, 3);
    assert_eq!((offered.len(), more), (3, true));
}

proptest! {
    #[test]
    fn every_pair_a_letter_apart_is_found(name in "[a-z]{5,12}", at in 0usize..12, letter in "[a-z]") {
        let mut other: Vec<char> = name.chars().collect();
        let at = at % other.len();
        other[at] = letter.chars().next().unwrap();
        let other: String = other.into_iter().collect();
        prop_assume!(bare_name(&name) == name && bare_name(&other) == other && name != other);
        prop_assert_eq!(
            found(&[account(1, &name), account(2, &other)]),
            vec![(1, 2, vec![Why::NearName])]
        );
    }
}
