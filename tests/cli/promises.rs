//! Promises on the command line: each basis with its proof, and what becomes of them.

use serde_json::Value;

use crate::support::cli::Downbeat;
use crate::{NONE, misused, morning, numbers};

const REAL: [&str; 6] = [
    "--basis",
    "real",
    "--exists",
    "40 seals in stock",
    "--seen",
    "at Øresund Marine",
];
const DATED: [&str; 6] = ["--basis", "dated", "--owner", "dev", "--owner-by", "wed 12:00"];

/// Promises something; the number it goes by.
fn promise(downbeat: &Downbeat, client: &str, what: &str, by: &str, proof: &[&str]) -> String {
    let mut args = vec!["promise", "add", client, what, "--by", by, "--json"];
    args.extend(proof);
    let done = downbeat.json(&args);
    done["items"][0].to_string()
}

fn states(downbeat: &Downbeat, args: &[&str]) -> Vec<String> {
    let mut all = vec!["promise", "list", "--json"];
    all.extend(args);
    rows(&downbeat.json(&all))
        .iter()
        .map(|row| {
            let state = row["state"].as_str().unwrap_or_default();
            format!("{} {state}", row["number"])
        })
        .collect()
}

fn number(item: &str) -> i64 {
    item.parse()
        .unwrap_or_else(|error| panic!("{item} is no number: {error}"))
}

fn rows(json: &Value) -> &[Value] {
    json.as_array()
        .unwrap_or_else(|| panic!("a list is no array: {json}"))
}

#[test]
fn a_promise_without_its_proof_is_not_made() {
    let downbeat = morning();
    let make = |proof: &[&str]| {
        let mut args = vec!["promise", "add", "Acme Pumps", "seals", "--by", "fri"];
        args.extend(proof);
        args.into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    let misuse = |proof: &[&str]| {
        let args = make(proof);
        misused(&downbeat, &args.iter().map(String::as_str).collect::<Vec<_>>())
    };
    assert!(misuse(&[]).contains("--basis is missing"));
    assert!(misuse(&["--basis", "real", "--exists", "x"]).contains("--seen: where it was seen working"));
    assert!(misuse(&["--basis", "dated", "--owner", "dev"]).contains("--owner-by"));
    assert!(misuse(&["--basis", "sponsored", "--client-knows"]).contains("--approver"));
    assert!(misuse(&["--basis", "real", "--owner", "dev"]).contains("--owner belongs to a dated promise"));
    let untold = downbeat.refused(&make(&["--basis", "sponsored", "--approver", "Anna"]));
    assert!(untold.contains("the client must know that it is future work"));
    let late = [&DATED[..4], &["--owner-by", "next mon"]].concat();
    assert!(
        downbeat
            .refused(&make(&late))
            .contains("Dev Patel has it by Mon 30 Nov")
    );
    assert_eq!(downbeat.ok(&["promise", "list"]), "");
    assert_eq!(numbers(&downbeat, "later"), NONE);
}

#[test]
fn a_dated_promise_is_handed_off_and_each_wakes_before_its_date() {
    let mut downbeat = morning();
    let seals = promise(&downbeat, "acme", "40 seals on site", "fri 12:00", &REAL);
    let login = promise(
        &downbeat,
        "borealis",
        "login fixed",
        "fri 12:00",
        &[&DATED[..], &["--about", "2"]].concat(),
    );
    assert_eq!(numbers(&downbeat, "waiting").len(), 1);
    let row = &downbeat.json(&["show", &login, "--json"]);
    assert_eq!(
        (&row["with"]["owner"], &row["with"]["owner_due"]),
        (&"Dev Patel".into(), &"2026-11-25T11:00:00Z".into())
    );
    assert_eq!(row["stands_for"], "promise");
    assert!(
        downbeat
            .ok(&["show", "2"])
            .contains("Promised      #5 login fixed by Fri 27 Nov 12:00, dated: Dev Patel")
    );
    // Eight working hours before Friday noon is Thursday noon.
    downbeat.at("2026-11-26T11:59:00+01:00");
    assert!(!numbers(&downbeat, "inbox").contains(&number(&seals)));
    downbeat.at("2026-11-26T12:00:00+01:00");
    let inbox = downbeat.json(&["list", "inbox", "--json"]);
    let row = rows(&inbox).iter().find(|row| row["number"] == number(&seals));
    assert_eq!(row.map(|row| &row["cue"]), Some(&"promise_due".into()));
}

#[test]
fn a_promise_is_kept_broken_or_released_with_its_row_and_each_is_taken_back() {
    let downbeat = morning();
    let first = promise(&downbeat, "acme", "seals", "fri", &REAL);
    let second = promise(&downbeat, "acme", "pumps", "fri", &REAL);
    let third = promise(&downbeat, "borealis", "login fixed", "fri", &DATED);
    for (refused, why) in [
        (["dismiss", first.as_str()], "stands for a promise"),
        (["told", first.as_str()], "stands for a promise"),
    ] {
        let mut args = refused.to_vec();
        if refused[0] == "told" {
            args.push("--close");
        }
        assert!(downbeat.refused(&args).contains(why), "{refused:?}");
    }
    downbeat.ok(&["promise", "keep", "seals", "--told", "they arrived"]);
    misused(&downbeat, &["promise", "break", "pumps"]);
    assert!(
        downbeat
            .refused(&["promise", "break", "pumps", "--told", " "])
            .contains("what the client was told")
    );
    downbeat.ok(&["promise", "break", "pumps", "--told", "they come on Tuesday"]);
    downbeat.ok(&["promise", "release", &format!("#{third}")]);
    let ended = [
        format!("{third} released"),
        format!("{second} broken"),
        format!("{first} kept"),
    ];
    let mut shown = states(&downbeat, &["--ended"]);
    shown.sort();
    let mut expected = ended.to_vec();
    expected.sort();
    assert_eq!(shown, expected);
    assert_eq!(numbers(&downbeat, "done").len(), 3);
    assert!(
        downbeat
            .refused(&["promise", "keep", &first])
            .contains("is closed")
    );
    downbeat.ok(&["reopen", &second]);
    assert_eq!(states(&downbeat, &[]), [format!("{second} open")]);
    for _ in 0..4 {
        downbeat.ok(&["undo"]);
    }
    assert_eq!(states(&downbeat, &[]).len(), 3);
    assert!(downbeat.ok(&["doctor"]).contains("agree with each other"));
}

#[test]
fn re_dating_shows_both_dates_and_a_name_that_means_several_changes_nothing() {
    let downbeat = morning();
    let seals = promise(&downbeat, "acme", "seals", "fri 12:00", &REAL);
    promise(&downbeat, "acme", "pumps", "fri 12:00", &REAL);
    let several = downbeat.refused(&["promise", "edit", "acme", "--by", "mon"]);
    assert!(
        several.contains("#4 Acme Pumps: seals") && several.contains("#5 Acme Pumps: pumps"),
        "{several}"
    );
    downbeat.ok(&["promise", "edit", "seals", "--by", "mon 9:00"]);
    let json = downbeat.json(&["promise", "show", &seals, "--json"]);
    assert_eq!(json["due_at"], "2026-11-30T08:00:00Z");
    assert_eq!(json["first_due_at"], "2026-11-27T11:00:00Z");
    let quote = downbeat.ok(&["promise", "show", "seals", "--quote"]);
    assert_eq!(
        quote,
        "Acme Pumps: seals, by Mon 30 Nov 2026, 09:00 (first promised for Fri 27 Nov 2026, 12:00).\n\
         It is real: it exists and works today (40 seals in stock). Seen working: at Øresund Marine.\n"
    );
    downbeat.ok(&[
        "promise",
        "edit",
        "seals",
        "--basis",
        "sponsored",
        "--approver",
        "Anna",
        "--client-knows",
    ]);
    let json = downbeat.json(&["promise", "show", &seals, "--json"]);
    assert_eq!(
        (&json["basis"], &json["approver"], &json["exists"]),
        (&"sponsored".into(), &"Anna".into(), &Value::Null)
    );
}

#[test]
fn an_approver_without_authority_is_warned_of_and_shares_say_where_too_much_is_future_work() {
    let downbeat = morning();
    downbeat.write("config.toml", "[authority]\nmaria = \"5000 EUR\"\n");
    let add = |approver: &str, worth: &str| {
        downbeat.run(&[
            "promise",
            "add",
            "acme",
            "monitoring",
            "--by",
            "31 jan",
            "--basis",
            "sponsored",
            "--client-knows",
            "--approver",
            approver,
            "--worth",
            worth,
        ])
    };
    let fine = add("maria", "5000");
    assert_eq!(fine.code, Some(0));
    assert!(!fine.stderr.contains("may sponsor"), "{}", fine.stderr);
    let doubted = add("@maria", "€6000");
    assert_eq!(doubted.code, Some(0));
    assert!(
        doubted
            .stderr
            .contains("Maria Sol may sponsor up to €5,000, not €6,000"),
        "{}",
        doubted.stderr
    );
    promise(&downbeat, "acme", "seals", "fri", &REAL);
    downbeat.ok(&["promise", "keep", "seals"]);
    let shares = downbeat.json(&["promise", "shares", "--json"]);
    assert_eq!(
        (&shares["real"]["kept_share"], &shares["sponsored"]["open"]),
        (&100.into(), &2.into())
    );
    assert_eq!(shares["too_much_sponsored"][0]["client"], "Acme Pumps");
    let summary = downbeat.ok(&["promise", "list", "--summary"]);
    assert!(
        summary.contains("3 promises, 1 sold (real), 0 on a date, 2 led (sponsored)"),
        "{summary}"
    );
    assert!(summary.ends_with("Acme Pumps is promised much future work: 2 of 2 open promises\n"));
}
