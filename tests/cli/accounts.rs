//! Accounts, people and the boss card on the command line.

use serde_json::json;

use crate::{misused, morning, numbers};

#[test]
fn an_account_and_its_people_are_added_listed_shown_and_edited() {
    let downbeat = morning();
    downbeat.write("config.toml", "country = \"DE\"\n");
    let added = downbeat.run(&[
        "account",
        "add",
        "Nordlicht AB",
        "--domain",
        "www.nordlicht.example",
        "--tag",
        "Key Account",
        "--phone",
        "040 7654321",
    ]);
    assert_eq!(
        (added.code, added.stderr.as_str()),
        (Some(0), "account #4 Nordlicht AB added\n")
    );
    downbeat.ok(&[
        "account",
        "person",
        "add",
        "nordlicht",
        "Ines Weber",
        "--role",
        "IT lead",
        "--champion",
        "--phone",
        "030 1234567",
        "--email",
        "ines@nordlicht.example",
    ]);
    for words in [
        "key-account",
        "nordlicht.example",
        "ines",
        "+49 30 123",
        "040 765",
        "it lead",
    ] {
        assert_eq!(
            downbeat.ok(&["account", "list", words]),
            "Nordlicht AB\n",
            "{words}"
        );
    }
    assert_eq!(
        downbeat.json(&["account", "list", "n", "--json"]),
        json!([{"number": 4, "name": "Nordlicht AB", "domain": "nordlicht.example", "tags": ["key-account"]}])
    );
    downbeat.ok(&[
        "account",
        "person",
        "edit",
        "ines",
        "--role",
        "none",
        "--no-champion",
        "--phone",
        "0171 5550100",
    ]);
    downbeat.ok(&[
        "account",
        "edit",
        "#4",
        "--no-tag",
        "key-account",
        "--name",
        "Aurora",
        "--domain",
        "none",
    ]);
    let shown = downbeat.json(&["account", "show", "4", "--json"]);
    assert_eq!(
        (&shown["name"], &shown["domain"], &shown["tags"]),
        (&json!("Aurora"), &json!(""), &json!([]))
    );
    assert_eq!(
        shown["people"][0],
        json!({"number": 1, "name": "Ines Weber", "account": 4, "client": "Aurora", "role": "", "champion": false,
            "gone": false, "phones": ["030 1234567", "0171 5550100"], "emails": ["ines@nordlicht.example"], "words": ""})
    );
    downbeat.ok(&["account", "person", "edit", "1", "--gone"]);
    let people = downbeat.ok(&["account", "person", "list"]);
    assert!(
        people.contains("Ines Weber") && people.contains("gone") && people.contains("Aurora"),
        "{people}"
    );
    // The old name still finds it, and undo takes the steps back one by one.
    assert_eq!(
        downbeat.json(&["account", "show", "Nordlicht AB", "--json"])["number"],
        4
    );
    downbeat.ok(&["undo"]);
    assert_eq!(
        downbeat.json(&["account", "person", "show", "ines", "--json"])["gone"],
        false
    );
    misused(&downbeat, &["account", "edit", "4"]);
    misused(&downbeat, &["account", "person", "edit", "1", "--gone", "--back"]);
}

#[test]
fn an_ambiguous_name_lists_who_could_be_meant_and_changes_nothing() {
    let downbeat = morning();
    downbeat.ok(&["add", "order Acme Valves: 3 valves"]);
    downbeat.ok(&["account", "person", "add", "Acme Pumps", "Jo Ek"]);
    downbeat.ok(&["account", "person", "add", "Acme Valves", "Jo Berg"]);
    let before = downbeat.ok(&["history", "--json"]);
    for args in [
        &["account", "edit", "acme", "--name", "Acme"][..],
        &["account", "merge", "acme", "--into", "Borealis GmbH"],
        &["account", "person", "add", "acme", "New"],
        &["account", "show", "acme"],
        &["card", "acme"],
    ] {
        let why = downbeat.refused(args);
        assert!(
            why.contains("Acme Pumps (#1)") && why.contains("Acme Valves (#4)"),
            "{args:?}: {why}"
        );
    }
    let why = downbeat.refused(&["account", "person", "edit", "jo", "--gone"]);
    assert!(
        why.contains("Jo Ek of Acme Pumps (#1)") && why.contains("Jo Berg of Acme Valves (#2)"),
        "{why}"
    );
    let why = downbeat.refused(&["card", "nobody"]);
    assert!(why.contains("there is no account \"nobody\""), "{why}");
    assert_eq!(downbeat.ok(&["history", "--json"]), before);
    downbeat.ok(&["account", "person", "edit", "jo", "--at", "Acme Valves", "--gone"]);
    assert_eq!(
        downbeat.json(&["account", "person", "show", "2", "--json"])["gone"],
        true
    );
}

#[test]
fn duplicates_are_offered_and_merged_only_when_asked() {
    let downbeat = morning();
    let added = downbeat.run(&["account", "add", "ACME Pumps Ltd"]);
    assert!(
        added
            .stderr
            .contains("may be the same as Acme Pumps (account #1)"),
        "{}",
        added.stderr
    );
    let pairs = downbeat.json(&["account", "duplicates", "--json"]);
    assert_eq!(
        pairs,
        json!([{"first": 1, "first_name": "Acme Pumps", "second": 4, "second_name": "ACME Pumps Ltd",
            "why": ["same_name"]}])
    );
    assert_eq!(downbeat.ok(&["account", "list"]).lines().count(), 4);
    downbeat.ok(&["add", "order ACME Pumps Ltd: 2 pallets"]);
    let merged = downbeat.run(&["account", "merge", "4", "--into", "1"]);
    assert_eq!(
        merged.stderr,
        "ACME Pumps Ltd merged into Acme Pumps, with 1 item\n"
    );
    assert_eq!(downbeat.json(&["account", "duplicates", "--json"]), json!([]));
    assert_eq!(
        downbeat.json(&["account", "duplicates", "--people", "--json"]),
        json!([])
    );
    assert_eq!(downbeat.ok(&["account", "list", "acme"]), "Acme Pumps\n");
    // What comes in under the old name finds the one that stands.
    downbeat.ok(&["add", "order acme pumps ltd: one more"]);
    let open = downbeat.json(&["account", "show", "ACME Pumps Ltd", "--json"]);
    assert_eq!(
        (open["number"].as_i64(), open["open"].as_array().map(Vec::len)),
        (Some(1), Some(3))
    );
    let why = downbeat.refused(&["account", "merge", "4", "--into", "1"]);
    assert!(why.contains("one account already"), "{why}");
    downbeat.ok(&["undo"]);
    downbeat.ok(&["undo"]);
    assert_eq!(
        downbeat.ok(&["account", "list", "acme"]),
        "Acme Pumps\nACME Pumps Ltd\n"
    );
}

#[test]
fn two_cards_of_one_person_become_one() {
    let downbeat = morning();
    for (account, name) in [("Acme Pumps", "Jo Ek"), ("Borealis GmbH", "Johanna Ek")] {
        downbeat.ok(&[
            "account",
            "person",
            "add",
            account,
            name,
            "--email",
            "jo@ek.example",
        ]);
    }
    let pairs = downbeat.json(&["account", "duplicates", "--people", "--json"]);
    assert_eq!(pairs[0]["why"], json!(["same_email"]));
    downbeat.ok(&["account", "person", "merge", "Johanna", "--into", "Jo Ek"]);
    let people = downbeat.json(&["account", "person", "list", "--json"]);
    assert_eq!(
        (people.as_array().map(Vec::len), &people[0]["number"]),
        (Some(1), &json!(1))
    );
    downbeat.ok(&["undo"]);
    assert_eq!(
        downbeat
            .json(&["account", "person", "list", "--json"])
            .as_array()
            .map(Vec::len),
        Some(2)
    );
}

#[test]
fn the_card_is_five_lines_and_the_ready_list_starts_with_the_longest_silence() {
    let downbeat = morning();
    downbeat.ok(&[
        "--now",
        "2026-11-23 08:42",
        "call",
        "Acme Pumps",
        "-o",
        "connected",
        "--person",
        "Jo",
        "--notes",
        "all is well",
    ]);
    downbeat.ok(&["delegate", "2"]);
    let card = downbeat.ok(&["card", "borealis"]);
    let lines: Vec<&str> = card.lines().collect();
    assert_eq!(lines.len(), 5, "{card}");
    assert_eq!(lines[0], "Borealis GmbH. No outcome is noted for them.");
    assert!(
        lines[2].starts_with("Dev Patel has “Login fails after update” (#2) since today"),
        "{card}"
    );
    let card = downbeat.json(&["card", "Acme Pumps", "--json"]);
    assert_eq!(card["lines"][1]["about"], "Last words");
    let words = card["lines"][1]["words"].as_str().unwrap_or_default();
    assert!(words.ends_with("a call with Jo: “all is well”."), "{words}");
    let ready = downbeat.json(&[
        "--now",
        "2026-11-23 09:42",
        "account",
        "list",
        "--ready",
        "--json",
    ]);
    let order: Vec<&str> = ready
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|line| line["name"].as_str())
        .collect();
    assert_eq!(order, ["Borealis GmbH", "山田商店", "Acme Pumps"]);
    assert_eq!(ready[0]["last_words"], serde_json::Value::Null);
    let words = downbeat.ok(&[
        "--now",
        "2026-11-23 09:42",
        "account",
        "list",
        "--ready",
        "--limit",
        "1",
    ]);
    assert!(
        words.contains("Borealis GmbH") && !words.contains("Acme"),
        "{words}"
    );
    misused(&downbeat, &["account", "list", "acme", "--ready"]);
    assert_eq!(numbers(&downbeat, "later"), [2]);
}

#[test]
fn an_account_shows_its_timeline_newest_first() {
    let downbeat = morning();
    downbeat.ok(&["delegate", "2"]);
    downbeat.ok(&["note", "2", "they", "are", "cross"]);
    let shown = downbeat.json(&["account", "show", "boreal", "--json"]);
    let words: Vec<&str> = shown["timeline"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|event| event["words"].as_str())
        .collect();
    assert_eq!(words.len(), 3, "{words:?}");
    for line in [
        "#2 note: they are cross",
        "#2 handed to Dev Patel: Login fails after update",
    ] {
        assert!(words.contains(&line), "{words:?}");
    }
    let text = downbeat.ok(&["account", "show", "boreal", "--events", "1"]);
    assert_eq!(text.lines().next(), Some("Borealis GmbH  account #2"));
    assert!(text.contains("What happened"), "{text}");
}
