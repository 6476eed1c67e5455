//! Tests of the demo.

use super::records::Records;
use super::*;
use crate::domain::item::Cue;
use crate::domain::listing::{From, List, Row, Scope};
use crate::domain::routing::Router;
use crate::domain::week::Week;
use crate::store::Outcomes;

struct Shown {
    _demo: Demo,
    reader: Reader,
    settings: Settings,
    now: Time,
}

fn shown(items: usize) -> Shown {
    let like = Settings::default();
    let demo = make(items, None, &like).unwrap();
    let reader = Reader::open(&store_in(&demo.folder)).unwrap();
    Shown {
        now: demo.now,
        _demo: demo,
        reader,
        settings: settings(&like),
    }
}

impl Shown {
    /// Every item, by its number.
    fn all(&self) -> Vec<Row> {
        let lists = [List::Inbox, List::Later, List::Done];
        let mut rows: Vec<Row> = lists.into_iter().flat_map(|list| self.rows(list)).collect();
        rows.sort_by_key(|row| row.item);
        rows
    }

    fn rows(&self, list: List) -> Vec<Row> {
        let scope = Scope {
            list: Some(list),
            kind: None,
            owner: None,
            words: String::new(),
        };
        let router = Router::new(&self.settings, &self.reader.owners().unwrap());
        let window = self
            .reader
            .window(&scope, From::Top, 10_000, &router, self.now)
            .unwrap();
        window.rows
    }
}

#[test]
fn a_demo_of_no_given_size_is_the_whole_story() {
    let story = Story::read().unwrap();
    assert_eq!(ITEMS, script::whole(&story));
    assert!((30..=60).contains(&ITEMS));
    let all = shown(ITEMS).all();
    for told in &story.items {
        assert!(
            all.iter().any(|row| row.subject == told.subject),
            "{}",
            told.subject
        );
    }
    // One item less, and the clients' side and the past weeks are not told.
    assert_eq!(shown(ITEMS - 1).all().len(), ITEMS - 1);
}

#[test]
fn every_list_has_something_in_it_and_the_counts_agree() {
    let shown = shown(ITEMS);
    let counts = shown.reader.counts().unwrap();
    let rows = |list| shown.rows(list).len() as u64;
    assert_eq!(counts.inbox(None), rows(List::Inbox));
    assert_eq!(counts.waiting, rows(List::Waiting));
    assert_eq!(counts.later, rows(List::Later));
    assert_eq!(counts.done, rows(List::Done));
    assert!(counts.orders > 0 && counts.support > 0 && counts.follow_ups > 0);
    assert!((10..=25).contains(&counts.inbox(None)), "{counts:?}");
    assert!(
        counts.waiting >= 8 && counts.later >= 8 && counts.done >= 8,
        "{counts:?}"
    );
    assert!((1..=4).contains(&counts.untold), "{counts:?}");
    // An item is awake, asleep or closed, and nothing else.
    let listed = counts.inbox(None) + counts.later + counts.done;
    assert_eq!(listed, shown.all().len() as u64);
}

#[test]
fn the_morning_shows_every_cue_that_it_can() {
    let shown = shown(ITEMS);
    let inbox = shown.rows(List::Inbox);
    for cue in [
        Cue::New,
        Cue::ClientDue,
        Cue::OwnerSilent,
        Cue::OwnerDone,
        Cue::Returned,
        Cue::SnoozeOver,
        Cue::Callback,
    ] {
        assert!(
            inbox
                .iter()
                .any(|row| row.wake.is_some_and(|(_, shown)| shown == cue)),
            "nobody is in front of the rep as {}",
            cue.words()
        );
    }
    assert!(inbox.iter().any(|row| row.urgent));
    assert!(
        inbox
            .iter()
            .all(|row| row.wake.is_some_and(|(at, _)| at <= shown.now))
    );
    assert!(
        inbox
            .iter()
            .filter(|row| row.kind.is_transaction())
            .all(|row| row.with.is_some() || row.suggestion.is_some()),
        "a transaction that would go to nobody"
    );
}

#[test]
fn a_stand_in_and_a_rule_are_shown_with_their_reason() {
    let shown = shown(ITEMS);
    let whys: Vec<String> = shown
        .rows(List::Inbox)
        .into_iter()
        .filter_map(|row| row.suggestion.map(|to| to.why))
        .collect();
    assert!(
        whys.iter().any(|why| why.contains("stands in for Jonas")),
        "{whys:?}"
    );
    assert!(whys.iter().any(|why| why.starts_with("rule")), "{whys:?}");
    assert!(whys.iter().any(|why| why.starts_with("last took")), "{whys:?}");
}

#[test]
fn last_week_has_its_figures() {
    let shown = shown(ITEMS);
    let week = Week::of(shown.now, &shown.settings.calendar).previous();
    let report = shown.reader.week(week, &shown.settings, shown.now, None).unwrap();
    let text = format!("{report:?}");
    assert!(report.totals.handed_off >= 10, "{text}");
    assert!(report.totals.finished >= 8, "{text}");
}

#[test]
fn the_same_number_of_items_is_the_same_demo() {
    let beside = shown(ITEMS).all().len() - ITEMS;
    for (items, beside) in [(20, 0), (70, beside)] {
        let (one, other) = (shown(items), shown(items));
        let rows = one.all();
        assert_eq!(rows.len(), items + beside);
        assert_eq!(rows, other.all());
        let history = |shown: &Shown| -> Vec<(Time, String)> {
            let history = shown.reader.history(10_000).unwrap();
            history.into_iter().map(|entry| (entry.at, entry.words)).collect()
        };
        assert_eq!(history(&one), history(&other));
    }
}

#[test]
fn every_event_stands_at_its_own_moment_in_the_order_of_time() {
    let shown = shown(ITEMS);
    let mut times: Vec<Time> = shown
        .reader
        .history(10_000)
        .unwrap()
        .iter()
        .map(|entry| entry.at)
        .collect();
    times.reverse();
    assert!(times.is_sorted());
    assert!(times.last().is_some_and(|last| *last <= shown.now));
}

#[test]
fn any_size_and_any_moment_make_a_demo() {
    let like = Settings::default();
    for items in [0, 1, 2, 15] {
        assert_eq!(shown(items).all().len(), items);
    }
    // A Wednesday afternoon, a Sunday, and the hour that is skipped.
    for (now, zone) in [
        ("2026-02-18T14:20:00Z", Tz::UTC),
        ("2026-11-22T12:00:00Z", Tz::Asia__Tokyo),
        ("2026-03-29T01:30:00Z", Tz::Europe__Berlin),
    ] {
        let mut like = like.clone();
        like.calendar.zone = zone;
        let now: Time = now.parse().unwrap();
        make(ITEMS, Some(now), &like).unwrap();
        let demo = make(28, Some(now), &like).unwrap();
        let counts = Reader::open(&store_in(&demo.folder)).unwrap().counts().unwrap();
        assert!(counts.inbox(None) >= 5 && counts.later >= 4, "{now}: {counts:?}");
    }
}

#[test]
fn the_folder_is_private_and_goes_with_the_demo() {
    let demo = make(3, None, &Settings::default()).unwrap();
    let folder = demo.folder.clone();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(&folder).unwrap().permissions().mode() & 0o777, 0o700);
    }
    drop(demo);
    assert!(!folder.exists());
}

#[test]
fn the_launch_keeps_keys_and_screen_and_takes_the_demos_rules() {
    let mut config = Config::defaults(Tz::Europe__Berlin);
    config.screen.mouse = false;
    config.settings.rep = "Ada".to_owned();
    config.settings.owner_hours = 3;
    let like = Launch {
        db: PathBuf::from("own.db"),
        config,
        config_file: None,
        now: None,
    };
    let demo = make(3, None, &like.config.settings).unwrap();
    let launch = demo.launch(&like);
    assert!(launch.db.starts_with(&demo.folder));
    assert_eq!(launch.now, Some(monday(Tz::Europe__Berlin)));
    assert_eq!(launch.now, "2026-11-23T06:42:00Z".parse().ok());
    let settings = &launch.config.settings;
    assert_eq!((settings.rep.as_str(), settings.owner_hours), ("Ada", 8));
    assert_eq!(settings.calendar.zone, Tz::Europe__Berlin);
    assert!(!settings.rules.is_empty());
    assert!(!launch.config.screen.mouse);
}

#[test]
fn a_store_with_work_in_it_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("kept.db");
    let (now, like) = (monday(Tz::UTC), Settings::default());
    // One that was opened and left empty is no work.
    drop(Store::open(&path, now).unwrap());
    make_at(&path, 5, now, &like).unwrap();
    let before = Reader::open(&path).unwrap().history(1_000).unwrap();
    let refused = make_at(&path, 5, now, &like).unwrap_err().to_string();
    assert!(refused.contains("there is work in it already"), "{refused}");
    assert_eq!(Reader::open(&path).unwrap().history(1_000).unwrap(), before);
}

#[test]
fn a_seed_holds_what_it_says() {
    let folder = tempfile::tempdir().unwrap();
    let (now, like) = (monday(Tz::UTC), Settings::default());
    for (nth, (items, open, awake)) in [(700, 300, 50), (60, 60, 60), (40, 10, 0), (0, 0, 0)]
        .into_iter()
        .enumerate()
    {
        let path = folder.path().join(format!("{nth}.db"));
        seed::seed(
            &path,
            Seed {
                items,
                open,
                awake,
                records: Records::default(),
            },
            now,
            &like,
        )
        .unwrap();
        let counts = Reader::open(&path).unwrap().counts().unwrap();
        let seeded = (counts.inbox(None), counts.inbox(None) + counts.later, counts.done);
        let wanted = (awake, open, items - open);
        assert_eq!(
            seeded,
            (wanted.0 as u64, wanted.1 as u64, wanted.2 as u64),
            "{counts:?}"
        );
        assert_eq!(counts.waiting > 0, open > 0, "{counts:?}");
        assert!(counts.untold <= 3);
        if nth == 0 {
            let settings = settings(&like);
            let week = Week::of(now, &settings.calendar).previous();
            let totals = Reader::open(&path)
                .unwrap()
                .week(week, &settings, now, Some(1))
                .unwrap()
                .totals;
            assert!(
                totals.handed_off > 0 && totals.done > 0 && totals.finished > 0,
                "{totals:?}"
            );
        }
    }
}

#[test]
fn a_seed_holds_the_clients_side_as_commands_make_it() {
    let folder = tempfile::tempdir().unwrap();
    let (now, like) = (monday(Tz::UTC), Settings::default());
    let path = folder.path().join("seeded.db");
    let seed = Seed {
        items: 400,
        open: 100,
        awake: 20,
        records: Records {
            accounts: 30,
            calls: 120,
            promises: 40,
            outcomes: 30,
            readings: 20,
            deals: 30,
        },
    };
    seed::seed(&path, seed, now, &like).unwrap();
    let findings = crate::store::doctor::examine(&path, now).unwrap();
    assert!(findings.iter().all(|finding| !finding.serious), "{findings:?}");
    let reader = Reader::open(&path).unwrap();
    let counts = reader.counts().unwrap();
    assert!((20..=30).contains(&counts.inbox(None)), "{counts:?}");
    let outcomes = reader.outcomes(Outcomes::default(), 100).unwrap();
    assert!(outcomes.iter().all(|outcome| outcome.readings.len() == 20));
    let promises = |open| reader.promises(open, None, 100).unwrap().len();
    assert_eq!((outcomes.len(), promises(true) + promises(false)), (29, 40));
    assert!(promises(true) > 0 && promises(false) > 0);
}

#[test]
fn a_large_demo_is_the_story_among_bulk() {
    let shown = shown(ONE_BY_ONE + 100);
    let counts = shown.reader.counts().unwrap();
    assert_eq!(
        counts.inbox(None) + counts.later + counts.done,
        (ONE_BY_ONE + 100) as u64
    );
    assert!((20..=60).contains(&counts.inbox(None)), "{counts:?}");
    let inbox = shown.rows(List::Inbox);
    assert!(inbox.iter().any(|row| row.client == "Borealis GmbH"));
}
