//! The Monday sheet and its snapshots on the command line.

use serde_json::json;

use crate::support::cli::Downbeat;
use crate::{misused, morning};

fn deal(downbeat: &Downbeat, client: &str, name: &str, close: &str, value: &str) {
    downbeat.ok(&["deal", "add", client, name, "--close", close, "--value", value]);
}

/// A pipeline on Monday the 16th, moved in the week, and looked at on Monday the 23rd.
fn with_a_week() -> Downbeat {
    let mut downbeat = morning_of("2026-11-16T07:42:00+01:00");
    downbeat.write("config.toml", "[rates]\ndate = \"2026-11-20\"\nUSD = \"0.5\"\n");
    deal(&downbeat, "Acme Pumps", "Line 2", "2026-12-18", "10000");
    deal(&downbeat, "=HYPERLINK(1)", "@Service", "2026-12-04", "USD 8000");
    deal(&downbeat, "Čapek Roboti", "Robots", "2027-02-01", "5000");
    deal(&downbeat, "Øresund Marine", "Seals", "2026-11-30", "3000");
    downbeat.ok(&["monday", "freeze"]);
    downbeat.at("2026-11-18T10:00:00+01:00");
    downbeat.ok(&["deal", "edit", "4", "--value", "12000"]);
    downbeat.ok(&["deal", "move", "5", "2027-01-15", "--because", "new-obstacle"]);
    downbeat.ok(&["deal", "move", "6", "2026-12-01", "--because", "always-wrong"]);
    downbeat.ok(&["deal", "win", "7", "--why", "mine"]);
    deal(&downbeat, "Delta", "Expansion", "2026-12-22", "20000");
    downbeat.at("2026-11-23T07:42:00+01:00");
    downbeat
}

/// As `morning`, at another time.
fn morning_of(now: &str) -> Downbeat {
    let mut downbeat = Downbeat::new();
    downbeat.at(now);
    let lines = "order Acme Pumps: 40 pallets\nsupport Borealis GmbH: Login fails\n山田商店: callback\n";
    let added = downbeat.run_with_input(&["add", "-"], lines.as_bytes());
    assert_eq!(added.code, Some(0), "{added:#?}");
    downbeat
}

#[test]
fn the_sheet_is_against_the_pipeline_as_it_stood_before_the_week_was_worked() {
    let downbeat = with_a_week();
    // The first command of that week froze an empty pipeline before the deals were entered: it is the one of Monday.
    let taken = downbeat.json(&["monday", "snapshots", "--json"]);
    assert_eq!(
        taken
            .as_array()
            .map(|all| all.iter().map(|one| one["deals"].clone()).collect::<Vec<_>>()),
        Some(vec![json!(4), json!(0)])
    );
    let sheet = downbeat.json(&["monday", "--format", "json", "--against", "mon"]);
    assert_eq!(sheet["against"]["deals"], 4);
    let changes: Vec<(String, i64)> = sheet["changes"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|change| {
            (
                change["kind"].as_str().unwrap_or_default().to_owned(),
                change["item"].as_i64().unwrap_or_default(),
            )
        })
        .collect();
    let two = |kind: &str, item| (kind.to_owned(), item);
    assert_eq!(
        changes,
        [
            two("new", 12),
            two("pulled_in", 6),
            two("slipped", 5),
            two("grown", 4),
            two("won", 7)
        ]
    );
    assert_eq!(sheet["changes"][2]["tags"], json!(["new_obstacle"]));
    let bridge = sheet["bridge"].as_array().cloned().unwrap_or_default();
    let last = bridge.last().cloned().unwrap_or_default();
    assert_eq!(
        last["quarter"]["totals"],
        json!([{"amount": "37000.00", "currency": "EUR"}])
    );
    assert_eq!(last["all"]["in_one"]["total"]["amount"], "41000.00");
    assert_eq!(last["all"]["in_one"]["rates_of"], "2026-11-20");
    // Against the empty pipeline everything that stands is new.
    let usual = downbeat.json(&["monday", "--format", "json"]);
    assert_eq!(usual["against"]["monday"], "2026-11-16");
    assert_eq!(usual["against"]["deals"], 0);
    // Looking on the first day of a week has frozen it.
    assert_eq!(
        downbeat.json(&["monday", "snapshots", "--json"])[0]["monday"],
        "2026-11-23"
    );
}

#[test]
fn the_sheet_comes_in_four_formats_and_the_same_moment_gives_the_same_bytes() {
    let downbeat = with_a_week();
    let sheet = |format: &str| downbeat.ok(&["monday", "--against", "mon", "--format", format]);
    let markdown = sheet("md");
    for words in [
        "# Monday 23 November 2026",
        "Q4 2026: 3 deals to close by Thu 31 Dec, 0 of them by Mon 30 Nov; 1 won and 0 lost since Thu 1 Oct.",
        "Against the pipeline as it stood Mon 16 Nov 07:42.",
        "| Slipped | #5 | =HYPERLINK(1) | @Service | from Fri 4 Dec to Fri 15 Jan 2027: a new obstacle | $8,000 |",
        "| Pulled in | #6 | Čapek Roboti | Robots | from Mon 1 Feb 2027 to Tue 1 Dec: the date was always wrong |",
        "In one currency: €41,000 at the rates of Fri 20 Nov (1 USD = 0.5).",
    ] {
        assert!(markdown.contains(words), "{words}\n{markdown}");
    }
    let csv = sheet("csv");
    assert!(csv.starts_with("sheet,against,item,client,deal,"), "{csv}");
    assert!(csv.contains(",'=HYPERLINK(1),'@Service,"), "{csv}");
    let html = sheet("html");
    assert_eq!(html.matches("<svg").count(), 2);
    for format in ["md", "csv", "html", "json"] {
        assert_eq!(sheet(format), sheet(format), "{format}");
    }
    // By the file's name, whole or not at all, over a link.
    assert_eq!(
        downbeat.ok(&["monday", "--against", "mon", "-o", "sheet.html"]),
        ""
    );
    assert_eq!(downbeat.read("sheet.html"), html);
    let why = downbeat.refused(&["monday", "-o", "nowhere/sheet.md"]);
    assert!(why.contains("nowhere/sheet.md"), "{why}");
}

#[test]
fn without_a_snapshot_of_last_monday_the_sheet_says_so() {
    let mut downbeat = morning();
    let sheet = downbeat.ok(&["monday"]);
    assert!(
        sheet
            .contains("There is nothing to compare with yet: the first snapshot was taken Mon 23 Nov 07:42."),
        "{sheet}"
    );
    downbeat.at("2026-12-14T07:42:00+01:00");
    let sheet = downbeat.ok(&["monday"]);
    assert!(
        sheet.contains(
            "No snapshot was taken in the week of Mon 7 Dec: this is against the one before, as the pipeline stood Mon \
             23 Nov 07:42."
        ),
        "{sheet}"
    );
    let old = downbeat.ok(&["monday", "--against", "2026-11-01"]);
    assert!(old.contains("no snapshot was taken up to Sun 1 Nov"), "{old}");
    let why = misused(&downbeat, &["monday", "--against", "2027-01-01"]);
    assert!(why.contains("no past day") && why.contains("2026-11-16"), "{why}");
}

#[test]
fn a_snapshot_is_taken_by_hand_listed_and_not_taken_back() {
    let downbeat = morning();
    let words = downbeat.run(&["monday", "freeze"]).stderr;
    assert!(
        words.contains("the pipeline is frozen as it stands: 0 deals"),
        "{words}"
    );
    downbeat.ok(&["undo"]);
    let taken = downbeat.ok(&["monday", "snapshots"]);
    assert_eq!(taken.lines().count(), 3, "{taken}");
    assert!(taken.contains("Mon 23 Nov 2026"), "{taken}");
    let frozen = downbeat.json(&["monday", "freeze", "--json"]);
    assert_eq!(frozen["monday"], "2026-11-23");
    assert_eq!(
        downbeat.json(&["monday", "snapshots", "--limit", "1", "--json"])[0]["taken_at"],
        "2026-11-23T06:42:00Z"
    );
    misused(&downbeat, &["monday", "freeze", "--format", "md"]);
    misused(&downbeat, &["monday", "--format", "pdf"]);
}

#[test]
fn quarters_begin_with_the_month_of_the_config() {
    let downbeat = with_a_week();
    downbeat.write(
        "config.toml",
        "[quarters]\nfirst_month = 2\nnamed_by = \"start\"\n",
    );
    let sheet = downbeat.json(&["monday", "--format", "json", "--against", "mon"]);
    assert_eq!(
        sheet["quarter"],
        json!({"name": "Q4 FY2026", "begins": "2026-11-01", "ends": "2027-01-31"})
    );
    // What slipped stays in this quarter.
    let bridge = sheet["bridge"].as_array().cloned().unwrap_or_default();
    let slipped = bridge.iter().find(|line| line["step"] == "slipped");
    assert_eq!(
        slipped.map(|line| line["quarter"]["deals"].clone()),
        Some(json!(0))
    );
}
