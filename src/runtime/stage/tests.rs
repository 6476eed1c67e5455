//! The stage on real files, without a terminal.

use chrono_tz::Tz;
use ratatui::backend::TestBackend;

use super::*;
use crate::config::Config;
use crate::domain::command::Command;
use crate::domain::draft::ItemDraft;
use crate::domain::item::Kind;
use crate::domain::settings::Settings;
use crate::store::Store;

fn launch(folder: &Path) -> Launch {
    Launch {
        db: folder.join("downbeat.db"),
        config: Config::defaults(Tz::UTC),
        config_file: None,
        now: Some("2026-11-23T07:42:00Z".parse().unwrap()),
    }
}

#[test]
fn what_became_due_while_nobody_looked_is_awake_on_the_first_frame() {
    let folder = tempfile::tempdir().unwrap();
    let mut launch = launch(folder.path());
    let (settings, now) = (Settings::default(), launch.now.unwrap());
    let mut store = Store::open(&launch.db, now).unwrap();
    let mut perform = |command: &Command| store.perform(command, &settings, now, false).unwrap();
    let items = perform(&Command::Add(ItemDraft {
        kind: Kind::FollowUp,
        account: "Acme Pumps".to_owned(),
        subject: "callback, third try".to_owned(),
        words: String::new(),
        client_due: None,
        urgent: false,
        value: None,
        owner: None,
    }))
    .items;
    let until = now + chrono::Duration::hours(1);
    perform(&Command::Snooze { items, until });
    drop(store);
    for (hours, awake) in [(0, 0), (2, 1), (0, 0)] {
        launch.now = Some(now + chrono::Duration::hours(hours));
        let mut stage = Stage::open(&launch, (80, 24)).unwrap();
        let mut frames = Terminal::new(TestBackend::new(80, 24)).unwrap();
        stage.draw(&mut frames).unwrap();
        assert_eq!(stage.state.counts.inbox(None), awake, "{hours}");
        assert_eq!(stage.state.lists.inbox.window.rows.len() as u64, awake, "{hours}");
        stage.close();
    }
}

/// The first frame is read before the store is opened for writing; should that fail after all, the program ends with
/// the reason.
#[test]
fn a_store_that_is_gone_before_it_could_be_opened_for_writing_ends_the_program_with_words() {
    let folder = tempfile::tempdir().unwrap();
    let launch = launch(folder.path());
    drop(Store::open(&launch.db, launch.now.unwrap()).unwrap());
    let mut stage = Stage::open(&launch, (80, 24)).unwrap();
    std::fs::rename(&launch.db, folder.path().join("away.db")).unwrap();
    let mut frames = Terminal::new(TestBackend::new(80, 24)).unwrap();
    stage.draw(&mut frames).unwrap();
    assert!(stage.end.is_none());
    stage.await_answer().unwrap();
    let Some(End::Shut(error)) = stage.end.take() else {
        panic!("{:?}", stage.end);
    };
    assert!(error.to_string().contains("there is no such file"), "{error}");
    assert!(!launch.db.exists());
    stage.close();
}

/// The morning is asked for after the first frame and shown once a day; the week's pipeline is frozen after it.
#[test]
fn the_first_start_of_a_day_greets_and_the_first_of_a_week_freezes_the_pipeline() {
    let folder = tempfile::tempdir().unwrap();
    let mut launch = launch(folder.path());
    let mut store = Store::open(&launch.db, launch.now.unwrap()).unwrap();
    store
        .perform(
            &Command::Add(ItemDraft {
                kind: Kind::FollowUp,
                account: "Acme Pumps".to_owned(),
                subject: "callback".to_owned(),
                words: String::new(),
                client_due: None,
                urgent: false,
                value: None,
                owner: None,
            }),
            &Settings::default(),
            launch.now.unwrap(),
            false,
        )
        .unwrap();
    drop(store);
    let monday = launch.now.unwrap();
    for (hours, greets, frozen) in [(0, true, 1), (4, false, 1), (24, true, 1), (7 * 24, true, 2)] {
        launch.now = Some(monday + chrono::Duration::hours(hours));
        let mut stage = Stage::open(&launch, (120, 36)).unwrap();
        let mut frames = Terminal::new(TestBackend::new(120, 36)).unwrap();
        stage.draw(&mut frames).unwrap();
        assert_eq!(stage.state.greeting.is_some(), greets, "{hours}");
        while stage.state.greeting == Some(Greeting::Asked) {
            stage.await_answer().unwrap();
        }
        stage.draw(&mut frames).unwrap();
        let shown = frames.backend().to_string();
        assert_eq!(shown.contains("0 with owners"), greets, "{hours}\n{shown}");
        stage.close();
        let reader = Reader::open(&launch.db).unwrap();
        assert_eq!(reader.snapshots(10).unwrap().len(), frozen, "{hours}");
    }
}

#[test]
fn a_new_store_has_no_morning_to_tell() {
    let folder = tempfile::tempdir().unwrap();
    let stage = Stage::open(&launch(folder.path()), (80, 24)).unwrap();
    assert_eq!(stage.state.greeting, None);
    stage.close();
}

#[test]
fn the_diarys_files_are_read_by_themselves_and_no_undo_is_in_their_way() {
    let folder = tempfile::tempdir().unwrap();
    let mut launch = launch(folder.path());
    let calendar = folder.path().join("calendar.ics");
    let event = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\nSUMMARY:Prices\nDTSTART:20261122T100000Z\n\
                 ATTENDEE:mailto:eva@new.example\nEND:VEVENT\nEND:VCALENDAR\n";
    std::fs::write(&calendar, event).unwrap();
    let missing = folder.path().join("missing.ics");
    launch.config.settings.diary.files = vec![calendar.display().to_string(), missing.display().to_string()];
    drop(Store::open(&launch.db, launch.now.unwrap()).unwrap());
    let mut stage = Stage::open(&launch, (80, 24)).unwrap();
    let mut frames = Terminal::new(TestBackend::new(80, 24)).unwrap();
    stage.draw(&mut frames).unwrap();
    stage.tick();
    let unlogged = |stage: &Stage| stage.hands.desk.reader.unlogged(launch.now.unwrap(), 9).unwrap();
    // What else is done once a day or a week is answered as well; what never comes ends the wait with words.
    while unlogged(&stage).is_empty() {
        stage.await_answer().unwrap();
    }
    assert_eq!(unlogged(&stage)[0].title, "Prices");
    // A file that is not there is said, and stops no other.
    let said = stage.state.status.as_ref().unwrap();
    assert!(said.text.contains("missing.ics"), "{}", said.text);
    assert_eq!(
        stage.hands.desk.reader.undo_words(stage_window(&launch)).unwrap(),
        None
    );
    stage.close();
}

/// The window of a store opened anew: what it would take back is what stands in the store.
fn stage_window(launch: &Launch) -> crate::store::WindowId {
    Store::open(&launch.db, launch.now.unwrap()).unwrap().window()
}
