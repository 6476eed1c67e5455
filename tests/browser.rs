//! The reports' pages in a real browser: charts with room for everything in them, nothing cut, nothing fetched, no colour
//! needed, and A4 on paper. Where no browser is installed this is skipped, and says so.

#![expect(clippy::unwrap_used, reason = "a test that can't go on fails")]

use std::io::Write;
use std::path::Path;
use std::process::Command as Process;

use chrono::Duration;
use downbeat::domain::Time;
use downbeat::domain::command::{AccountRef, Answer, CallDraft, Command, Recipient};
use downbeat::domain::deal::Credit;
use downbeat::domain::deal::command::{DealCommand, DealDraft};
use downbeat::domain::draft::ItemDraft;
use downbeat::domain::ids::{DealNo, ItemNo, OwnerNo};
use downbeat::domain::item::{Kind, Reason};
use downbeat::domain::money::{Currency, Money};
use downbeat::domain::outcome::command::{DealOf, OutcomeCommand, OutcomeDraft, ReadingDraft};
use downbeat::domain::outcome::{Course, Value};
use downbeat::domain::owner::{Owner, Part};
use downbeat::domain::promise::{PromiseCommand, PromiseDraft, Proof, Stated};
use downbeat::domain::settings::{CallOutcome, Settings};
use downbeat::store::Store;

#[path = "support/browser.rs"]
mod browser;

use browser::Browser;

/// The width of an A4 page between its margins, in the browser's pixels of 1/96 inch.
const A4_WIDE: u32 = 688;

/// Friday of 2026-W47.
fn now() -> Time {
    "2026-11-20T16:00:00Z".parse().unwrap()
}

const CLIENTS: [&str; 6] = [
    "Acme Pumps",
    "Øresund Marine & Offshore Services International ApS",
    "山田商店株式会社",
    "شركة النور للتجارة",
    "Čapek Roboti",
    "Hartmann_Hydraulik_und_Antriebstechnik_GmbH_und_Co_KG",
];

/// A store with twelve weeks of work in it.
struct Story {
    store: Store,
    settings: Settings,
    now: Time,
}

impl Story {
    fn perform(&mut self, command: &Command) -> Vec<ItemNo> {
        self.now += Duration::minutes(7);
        self.store
            .perform(command, &self.settings, self.now, false)
            .unwrap()
            .items
    }

    fn add(&mut self, kind: Kind, client: &str) -> Vec<ItemNo> {
        self.perform(&Command::Add(ItemDraft {
            kind,
            account: client.to_owned(),
            subject: "40 pallets to Rotterdam, with a line that is long enough to break".to_owned(),
            words: String::new(),
            client_due: None,
            urgent: false,
            value: None,
            owner: None,
        }))
    }

    fn hand(&mut self, items: &[ItemNo], owner: i64) {
        self.perform(&Command::HandOff {
            items: items.to_vec(),
            to: Recipient::Owner(OwnerNo(owner)),
            brief: None,
        });
    }

    fn done(&mut self, items: &[ItemNo]) {
        self.perform(&Command::Answer {
            items: items.to_vec(),
            answer: Answer::Done,
            words: "shipped".to_owned(),
        });
    }

    fn finish(&mut self, items: &[ItemNo], reason: Option<Reason>) {
        self.perform(&Command::Finish {
            items: items.to_vec(),
            told: true,
            reason,
            minutes: reason.map(|_| 25),
            words: String::new(),
        });
    }

    fn call(&mut self, client: &str) {
        let at = self.now;
        self.perform(&Command::LogCall(CallDraft {
            account: AccountRef::Named(client.to_owned()),
            item: None,
            person: "Ines".to_owned(),
            outcome: CallOutcome::Connected,
            minutes: Some(6),
            notes: "They are waiting for the second delivery.".to_owned(),
            next: None,
            opens: None,
            at,
        }));
    }

    fn promise(&mut self, client: &str) {
        let stated = |text| Stated::new(text).unwrap();
        let due = self.now + Duration::days(9);
        self.perform(&Command::Promise(PromiseCommand::Make(PromiseDraft {
            account: AccountRef::Named(client.to_owned()),
            about: None,
            to_whom: String::new(),
            what: stated("40 seals on site"),
            due,
            proof: Proof::Real {
                exists: stated("the seals are in Rotterdam"),
                seen: stated("at Øresund Marine"),
            },
        })));
    }

    /// A week from its Monday: three orders conducted, some played, one still out, calls and a promise where there was time.
    fn week(&mut self, nth: usize, monday: Time) {
        for turn in 0..6_usize {
            self.now = monday + Duration::hours(i64::try_from(turn * 20).unwrap());
            let client = CLIENTS[(nth + turn) % CLIENTS.len()];
            let kind = if turn == 4 { Kind::Support } else { Kind::Order };
            let items = self.add(kind, client);
            if nth.is_multiple_of(3) && turn > 2 {
                self.finish(&items, Some(Reason::ALL[turn % Reason::ALL.len()]));
                continue;
            }
            self.hand(&items, i64::try_from(turn % 3).unwrap() + 1);
            if turn == 5 && nth == 11 {
                continue;
            }
            self.done(&items);
            self.finish(&items, None);
            self.call(client);
        }
        if !nth.is_multiple_of(3) {
            self.promise(CLIENTS[nth % CLIENTS.len()]);
        }
    }

    fn deals(&mut self) {
        let currency = Currency::parse("EUR").unwrap();
        for (nth, client) in CLIENTS.iter().enumerate() {
            let minor = 123_456_700 * (i64::try_from(nth).unwrap() + 1);
            self.perform(&Command::Deal(DealCommand::Add(DealDraft {
                account: AccountRef::Named((*client).to_owned()),
                name: "Line 2 with everything that belongs to it".to_owned(),
                value: Some(Money { minor, currency }),
                stage: None,
                close_on: "2026-12-18".parse().unwrap(),
                next_step: "send the offer".to_owned(),
            })));
        }
        for (deal, won) in [(1, true), (2, false)] {
            self.perform(&Command::Deal(DealCommand::End {
                deal: DealNo(deal),
                won,
                credit: Credit::Team,
            }));
        }
    }

    fn outcome(&mut self) {
        let value = |text| Value::parse(text).unwrap();
        let item = self.perform(&Command::Outcome(OutcomeCommand::Add(OutcomeDraft {
            account: AccountRef::Named(CLIENTS[1].to_owned()),
            deal: DealOf::Nothing,
            measure: "Time from the order to the ship's side".to_owned(),
            unit: "working days".to_owned(),
            course: Course::new(value("12"), value("4")).unwrap(),
            by: "2027-03-31".parse().unwrap(),
        })))[0];
        for of in ["8", "9.5"] {
            self.perform(&Command::Outcome(OutcomeCommand::Read(ReadingDraft {
                item,
                value: value(of),
                at: None,
                source: String::new(),
                words: String::new(),
                problem: false,
                reached: false,
            })));
        }
    }
}

fn owner(handle: &str, name: &str) -> Owner {
    Owner {
        number: OwnerNo(1),
        handle: handle.to_owned(),
        name: name.to_owned(),
        role: String::new(),
        seat: None,
        address: String::new(),
        kinds: Vec::new(),
        hours: 4,
        away_until: None,
        stand_in: None,
        escalate_to: None,
        part: Part::Desk,
        asks_a_month: None,
        retired: false,
    }
}

fn story(path: &Path) {
    let first: Time = "2026-08-31T07:10:00Z".parse().unwrap();
    let mut story = Story {
        store: Store::open(path, first).unwrap(),
        settings: Settings::default(),
        now: first - Duration::hours(1),
    };
    story.perform(&Command::AddOwners(vec![
        owner("maria", "Maria"),
        owner("alexandra", "Alexandra Konstantinopoulou-Weber"),
        owner("yamada", "山田 花子"),
    ]));
    for nth in 0..12 {
        story.week(nth, first + Duration::weeks(i64::try_from(nth).unwrap()));
    }
    story.now = now() - Duration::hours(6);
    story.deals();
    story.outcome();
}

/// A report's page of the store.
fn page(path: &Path, command: &str) -> String {
    let (db, at) = (path.to_str().unwrap(), now().to_rfc3339());
    let done = Process::new(env!("CARGO_BIN_EXE_downbeat"))
        .args(["--db", db, "--now", &at, command, "--format", "html"])
        .env("TZ", "UTC")
        .env("HOME", path.parent().unwrap())
        .output()
        .unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8(done.stdout).unwrap()
}

/// The pages, with the least charts that each has.
fn pages() -> Vec<(&'static str, usize, String)> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("downbeat.db");
    story(&path);
    let pages: Vec<_> = [("week", 3), ("monday", 1)]
        .into_iter()
        .map(|(command, charts)| (command, charts, page(&path, command)))
        .collect();
    // For whoever wants to look at them.
    if let Some(folder) = std::env::var_os("DOWNBEAT_KEEP_PAGES") {
        for (name, _, html) in &pages {
            std::fs::write(Path::new(&folder).join(format!("{name}.html")), html).unwrap();
        }
    }
    pages
}

#[test]
fn the_reports_pages_are_laid_out_whole_in_a_real_browser_and_on_paper() {
    let browser = match Browser::find() {
        Ok(browser) => browser,
        Err(why) => {
            // Past the harness, which keeps to itself what a test that passes has printed.
            writeln!(
                std::io::stderr(),
                "skipped: the reports' pages in a browser: {why}"
            )
            .unwrap();
            return;
        }
    };
    for (name, least, html) in pages() {
        // A wide window, a narrow one, and the width of the paper with the rules for print.
        for (wide, print) in [(1280, false), (600, false), (A4_WIDE, true)] {
            let look = browser.look(&html, wide, print);
            let place = format!("{name}, {wide} wide, print {print}");
            assert_eq!(look["complaints"], serde_json::json!([]), "{place}");
            assert_eq!(look["fetched"], serde_json::json!([]), "{place}");
            // Grey is all there is: nothing is told apart by colour.
            assert_eq!(look["colours"], serde_json::json!([]), "{place}");
            assert!(
                look["wide"].as_u64() <= look["window"].as_u64(),
                "{place}: {look}"
            );
            let charts = look["charts"].as_array().unwrap();
            assert!(charts.len() >= least, "{place}: {charts:?}");
            for chart in charts {
                let width = chart["width"].as_f64().unwrap();
                let height = chart["height"].as_f64().unwrap();
                assert!(width > 400.0 && height > 20.0, "{place}: {chart}");
                assert!(
                    chart["texts"].as_u64() > Some(1) && chart["marks"].as_u64() > Some(0),
                    "{chart}"
                );
                assert!(chart["title"] != "" && chart["desc"] != "", "{chart}");
            }
        }
        let paper = browser.print(&html);
        let sizes = sheets(&paper);
        assert!((1..=12).contains(&sizes.len()), "{name}: {} sheets", sizes.len());
        for (wide, high) in sizes {
            assert!(
                (wide - 595.0).abs() < 1.0 && (high - 842.0).abs() < 1.0,
                "{name}: {wide} × {high}"
            );
        }
    }
}

/// The size of each sheet of a PDF, in points.
fn sheets(paper: &[u8]) -> Vec<(f64, f64)> {
    let text = String::from_utf8_lossy(paper);
    text.split("/MediaBox [")
        .skip(1)
        .map(|rest| {
            let numbers: Vec<f64> = rest
                .split(']')
                .next()
                .unwrap()
                .split_whitespace()
                .map(|number| number.parse().unwrap())
                .collect();
            (numbers[2] - numbers[0], numbers[3] - numbers[1])
        })
        .collect()
}

#[test]
fn the_same_store_and_moment_give_the_same_pages() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("downbeat.db");
    story(&path);
    for command in ["week", "monday"] {
        assert_eq!(page(&path, command), page(&path, command));
    }
}
