//! Lines as they are typed, by example and by property.

use proptest::prelude::*;

use super::*;

/// Wednesday 18 November 2026, 15:30 in UTC.
fn now() -> Time {
    "2026-11-18T15:30:00Z".parse().unwrap()
}

fn reading(line: &str) -> Reading {
    read(line, now(), &Settings::default())
}

fn draft(line: &str) -> ItemDraft {
    reading(line).draft().unwrap()
}

/// The subject and the date of what follows a client's name.
fn subject_and_date(tail: &str) -> (String, String) {
    let read = reading(&format!("Acme: {tail}"));
    let due = read.due.map(|due| due.format("%Y-%m-%d %H:%M").to_string());
    (read.subject, due.unwrap_or_default())
}

#[test]
fn a_line_with_everything_is_an_item_with_everything() {
    let line = "order Acme Pumps: 40 pallets to Rotterdam fri 10:00 !  @maria  €48200";
    let item = draft(line);
    assert_eq!(item.kind, Kind::Order);
    assert_eq!(item.account, "Acme Pumps");
    assert_eq!(item.subject, "40 pallets to Rotterdam");
    assert_eq!(item.client_due, Some("2026-11-20T10:00:00Z".parse().unwrap()));
    assert!(item.urgent);
    assert_eq!(item.owner.as_deref(), Some("maria"));
    assert_eq!(
        item.value.map(|value| value.to_string()).as_deref(),
        Some("€48,200")
    );
    let parts = reading(line).parts;
    let parts: Vec<_> = parts.iter().map(|part| (part.role, part.text.as_str())).collect();
    assert_eq!(
        parts,
        [
            (Role::Kind, "order"),
            (Role::Account, "Acme Pumps"),
            (Role::Subject, "40 pallets to Rotterdam"),
            (Role::Date, "fri 10:00"),
            (Role::Urgent, "!"),
            (Role::Owner, "@maria"),
            (Role::Value, "€48200"),
        ]
    );
}

#[test]
fn kinds_are_named_in_many_ways_and_default_to_a_follow_up() {
    for (head, kind, account) in [
        ("order Acme", Kind::Order, "Acme"),
        ("Order Acme", Kind::Order, "Acme"),
        ("o Acme", Kind::Order, "Acme"),
        ("support Acme", Kind::Support, "Acme"),
        ("support call Acme", Kind::Support, "Acme"),
        ("s Acme", Kind::Support, "Acme"),
        ("follow-up Acme", Kind::FollowUp, "Acme"),
        ("follow up Acme", Kind::FollowUp, "Acme"),
        ("f Acme", Kind::FollowUp, "Acme"),
        ("call Acme", Kind::FollowUp, "Acme"),
        ("Acme", Kind::FollowUp, "Acme"),
        ("order: Acme", Kind::Order, "Acme"),
        ("Support call: Acme", Kind::Support, "Acme"),
        ("O Boticário", Kind::FollowUp, "O Boticário"),
        ("\"Support: Systems\"", Kind::FollowUp, "Support: Systems"),
        ("order \"Call Center GmbH\"", Kind::Order, "Call Center GmbH"),
        ("order  Acme   Pumps ", Kind::Order, "Acme Pumps"),
    ] {
        let item = draft(&format!("{head}: seals"));
        assert_eq!(
            (item.kind, item.account.as_str(), item.subject.as_str()),
            (kind, account, "seals"),
            "{head}"
        );
    }
    assert_eq!(draft("Acme:40 pallets").subject, "40 pallets");
    assert_eq!(
        draft("Acme: ring http://acme.example: 10:00").subject,
        "ring http://acme.example:"
    );
}

#[test]
fn dates_are_found_wherever_they_are_sure() {
    for (tail, subject, due) in [
        (
            "call Ines tomorrow about prices",
            "call Ines about prices",
            "2026-11-19 09:00",
        ),
        ("tomorrow 9am call Ines", "call Ines", "2026-11-19 09:00"),
        ("ring back fri 10:00.", "ring back", "2026-11-20 10:00"),
        ("ring back in 3 days, @dev", "ring back", "2026-11-21 09:00"),
        ("12 seals by 27/11", "12 seals", "2026-11-27 09:00"),
        ("12 seals due 3d", "12 seals", "2026-11-21 09:00"),
        ("12 seals due: fri", "12 seals", "2026-11-20 09:00"),
        (
            "12 seals on 27 nov for the yard",
            "12 seals for the yard",
            "2026-11-27 09:00",
        ),
        ("12 seals 27 nov €90", "12 seals", "2026-11-27 09:00"),
        (
            "prepare the demo for monday",
            "prepare the demo",
            "2026-11-23 09:00",
        ),
        ("40 pallets at 9 on friday", "40 pallets", "2026-11-20 09:00"),
        (
            "down since monday, ring back tue",
            "down since monday, ring back",
            "2026-11-24 09:00",
        ),
        (
            "due fri 10:00 answer about thursday",
            "answer about thursday",
            "2026-11-20 10:00",
        ),
        ("ring tomorrow!", "ring", "2026-11-19 09:00"),
        ("ring 16:30 !", "ring", "2026-11-18 16:30"),
    ] {
        assert_eq!(
            subject_and_date(tail),
            (subject.to_owned(), due.to_owned()),
            "{tail}"
        );
    }
}

#[test]
fn words_of_the_subject_are_not_taken_for_dates() {
    for tail in [
        "may I have 2 m of pipe",
        "fibre cable 30m",
        "2h workshop for 3 days",
        "delayed by 2 weeks",
        "support on 24/7 basis",
        "seals at 9.30 each",
        "the sun deck",
        "sat phone antenna",
        "not working since yesterday",
        "login fails since today",
        "invoice of 3 nov is wrong",
        "invoice from monday",
        "down since monday 10:00",
        "delivery missing today 8:00",
        "approved by Tom",
        "3D printer 3d",
        "monitor 16:10 wide",
        "version 2.10",
        "moved to friday",
        "ships 2025-11-27",
        "ask Jan 5 questions",
        "\"tomorrow 9am\" as they said",
        "the second may march",
    ] {
        assert_eq!(subject_and_date(tail), (tail.to_owned(), String::new()), "{tail}");
    }
}

#[test]
fn values_are_read_with_sign_or_code() {
    let value = |tail: &str| {
        let read = reading(&format!("Acme: pumps {tail}"));
        read.value
            .map(|value| format!("{} {}", value.decimal(), value.currency.code()))
            .unwrap_or(read.subject)
    };
    for (tail, expected) in [
        ("€48200", "48200.00 EUR"),
        ("48200€", "48200.00 EUR"),
        ("€ 48200", "48200.00 EUR"),
        ("EUR 48200", "48200.00 EUR"),
        ("48200 EUR", "48200.00 EUR"),
        ("eur 48200 fri", "48200.00 EUR"),
        ("CHF900", "900.00 CHF"),
        ("$1,200.50", "1200.50 USD"),
        ("1.200,50 €,", "1200.50 EUR"),
        ("48k€", "48000.00 EUR"),
        ("€48.5k", "48500.00 EUR"),
        ("1.2M€", "1200000.00 EUR"),
        ("¥1.5k", "1500 JPY"),
        ("£0", "0.00 GBP"),
        ("48200", "pumps 48200"),
        ("PVC 40", "pumps PVC 40"),
        ("€5 each", "pumps €5 each"),
        ("€", "pumps €"),
        ("€99999999999999999999", "pumps €99999999999999999999"),
        ("\"€48200\"", "pumps \"€48200\""),
        (
            "says €300 instead of €200 so",
            "pumps says €300 instead of €200 so",
        ),
        ("says €300 not so €200 fri", "200.00 EUR"),
    ] {
        assert_eq!(value(tail), expected, "{tail}");
    }
}

#[test]
fn owners_are_handles_and_nothing_else() {
    assert_eq!(reading("Acme: seals @Maria.").owner.as_deref(), Some("maria"));
    assert_eq!(reading("Acme: seals @maria @dev").owner.as_deref(), Some("maria"));
    for line in [
        "Acme: seals @ fri",
        "Acme: mail ines@acme.example",
        "Acme: seals \"@maria\"",
        "Acme: @!",
    ] {
        assert_eq!(reading(line).owner, None, "{line}");
    }
}

#[test]
fn what_is_missing_is_said() {
    let error = |line: &str| reading(line).draft().unwrap_err();
    assert_eq!(error("  "), LineError::Empty);
    assert_eq!(error("order Acme Pum"), LineError::NoColon("Acme Pum".to_owned()));
    assert_eq!(error("order"), LineError::NoAccount);
    assert_eq!(error("order : 40 pallets"), LineError::NoAccount);
    assert_eq!(error(": 40 pallets"), LineError::NoAccount);
    assert_eq!(error("order Acme:"), LineError::NoSubject);
    assert_eq!(error("order Acme: fri 10:00 ! @maria €5"), LineError::NoSubject);
    assert!(matches!(
        error("Acme: seals by 2025-11-27"),
        LineError::Date(WhenError::Past { .. })
    ));
    assert!(matches!(
        error("Acme: seals due 30.2. !"),
        LineError::Date(WhenError::NoSuchDay(_))
    ));
}

#[test]
fn an_unfinished_line_shows_its_client() {
    let parts = reading("order Acme Pum").parts;
    let parts: Vec<_> = parts.iter().map(|part| (part.role, part.text.as_str())).collect();
    assert_eq!(parts, [(Role::Kind, "order"), (Role::Account, "Acme Pum")]);
}

/// Lines from the words that mean something here.
fn scraps() -> impl Strategy<Value = String> {
    let scrap = prop::sample::select(vec![
        "order",
        "o",
        "Acme",
        "Acme:",
        ":",
        "山田商店:",
        "pallets",
        "fri",
        "10:00",
        "due",
        "by",
        "on",
        "in",
        "3",
        "days",
        "!",
        "!!",
        "@maria",
        "@",
        "€",
        "€48k",
        "48200€",
        "EUR",
        "900",
        "\"",
        "\"a b\"",
        "“x y”",
        "„",
        "12\"",
        "for",
        "the",
        "27/11",
        "\u{301}",
        "\u{202e}",
        "tomorrow",
        ",",
        "—",
        "\n",
        "1e9€",
        "k€",
        "0k",
        "€1.m",
    ]);
    prop::collection::vec(scrap, 0..12).prop_map(|scraps| scraps.join(" "))
}

proptest! {
    #[test]
    fn any_line_is_read_into_parts_that_are_in_it_and_in_order(
        line in prop_oneof![any::<String>(), scraps(), "[a-z:\"“”„ !@€0-9.,k]{0,40}"]
    ) {
        let read = reading(&line);
        let mut reached = 0;
        for part in &read.parts {
            prop_assert!(part.range.start >= reached && part.range.start < part.range.end);
            prop_assert_eq!(line.get(part.range.clone()), Some(part.text.as_str()));
            reached = part.range.end;
        }
        if let Ok(draft) = read.draft() {
            prop_assert!(!draft.account.trim().is_empty() && !draft.subject.trim().is_empty());
            prop_assert!(draft.client_due.is_none_or(|due| due > now()));
        }
    }

    #[test]
    fn every_beginning_of_a_line_is_read(line in scraps()) {
        for (at, _) in line.char_indices() {
            let _ = reading(&line[..at]);
        }
    }
}
