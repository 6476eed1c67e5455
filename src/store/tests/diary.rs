//! The diary: what calendars and phones know of becomes a list of what has no log, and each is answered.

use chrono::Duration;

use super::Desk;
use crate::domain::Time;
use crate::domain::account::{AccountCommand, AccountDraft};
use crate::domain::command::{AccountRef, CallDraft, Command};
use crate::domain::diary::{
    Contact, DiaryCommand, DiaryFile, DiarySource, Entry, LeftOut, Loan, MeetingAnswer, Reading,
};
use crate::domain::draft::ItemDraft;
use crate::domain::ids::{ItemNo, MeetingNo, OwnerNo};
use crate::domain::item::Kind;
use crate::domain::settings::CallOutcome;
use crate::store::DiaryReport;

fn entry(key: &str, starts_at: Time, title: &str, address: &str) -> Entry {
    Entry {
        line: 1,
        key: key.to_owned(),
        uid: key.split(' ').next().unwrap().to_owned(),
        starts_at,
        ends_at: Some(starts_at + Duration::minutes(45)),
        title: title.to_owned(),
        place: String::new(),
        people: vec![Contact {
            name: String::new(),
            address: address.to_owned(),
        }],
        number: String::new(),
        answered: None,
        gone: false,
    }
}

fn account(desk: &mut Desk, name: &str, domain: &str, phone: &str) {
    let all = |text: &str| {
        if text.is_empty() {
            Vec::new()
        } else {
            vec![text.to_owned()]
        }
    };
    desk.perform(&Command::Account(AccountCommand::Add(AccountDraft {
        name: name.to_owned(),
        domain: domain.to_owned(),
        tags: Vec::new(),
        phones: all(phone),
        emails: Vec::new(),
    })));
}

fn take(desk: &mut Desk, source: DiarySource, entries: Vec<Entry>) -> DiaryReport {
    let file = DiaryFile {
        name: "diary".to_owned(),
        source,
        reading: Reading {
            entries,
            ..Reading::default()
        },
    };
    let report = desk
        .store
        .take_diary(&[file], &desk.settings, desk.now, false, false)
        .unwrap();
    sound(desk);
    report
}

/// The log and all that is derived are as they should be.
fn sound(desk: &Desk) {
    assert_eq!(desk.wrongs(), Vec::<String>::new());
}

fn refused(desk: &mut Desk, command: &Command) -> String {
    desk.try_perform(command).unwrap_err().to_string()
}

/// Meetings with people nobody knows, which the program has read by itself.
pub(super) fn strangers(desk: &mut Desk, count: i64) {
    let at = |n| desk.now - Duration::hours(n);
    let entries = (1..=count)
        .map(|n| entry(&format!("m{n}"), at(n), "Prices", "eva@new.example"))
        .collect();
    let file = DiaryFile {
        name: "diary".to_owned(),
        source: DiarySource::Calendar,
        reading: Reading {
            entries,
            ..Reading::default()
        },
    };
    let report = desk
        .store
        .take_diary(&[file], &desk.settings, desk.now, false, true)
        .unwrap();
    assert_eq!(report.new, count.unsigned_abs());
}

/// What has no log: the client and the title.
fn unlogged(desk: &Desk) -> Vec<(Option<String>, String)> {
    let meetings = desk.reader.unlogged(desk.now, 10).unwrap();
    meetings
        .into_iter()
        .map(|meeting| (meeting.client, meeting.title))
        .collect()
}

fn answer(desk: &mut Desk, meeting: i64, answer: MeetingAnswer) -> String {
    desk.perform(&Command::Diary(DiaryCommand::Answer {
        meetings: vec![MeetingNo(meeting)],
        answer,
        client: None,
    }))
    .words
}

#[test]
fn a_meeting_is_its_clients_by_domain_by_title_or_by_number_and_one_without_a_client_is_left_out() {
    let mut desk = Desk::new();
    account(&mut desk, "Acme Pumps", "acme.example", "+49305556677");
    account(&mut desk, "Borealis GmbH", "", "");
    let at = desk.now - Duration::hours(3);
    let report = take(
        &mut desk,
        DiarySource::Calendar,
        vec![
            entry("a", at, "Prices", "sam@acme.example"),
            entry("b", at, "Review with Borealis", ""),
            entry("c", at, "Lunch", "friend@gmail.com"),
            entry("d", at, "Focus", ""),
        ],
    );
    assert_eq!((report.new, report.changed), (3, 0));
    assert_eq!(report.left_out, [(LeftOut::NoClient, 1)]);
    let mut call = entry("+49305556677 x", at, "phone call", "");
    call.number = "+49305556677".to_owned();
    take(&mut desk, DiarySource::Phone, vec![call]);
    let client = |name: &str| Some(name.to_owned());
    assert_eq!(
        unlogged(&desk),
        [
            (client("Acme Pumps"), "Prices".to_owned()),
            (client("Borealis GmbH"), "Review with Borealis".to_owned()),
            (None, "Lunch".to_owned()),
            (client("Acme Pumps"), "phone call".to_owned()),
        ]
    );
    assert_eq!(
        desk.reader
            .morning(desk.now, &desk.settings.calendar)
            .unwrap()
            .unlogged,
        4
    );
}

#[test]
fn the_same_file_again_adds_nothing_and_a_moved_or_called_off_meeting_changes() {
    let mut desk = Desk::new();
    account(&mut desk, "Acme Pumps", "acme.example", "");
    let at = desk.now - Duration::hours(3);
    let series = |starts: &[i64]| -> Vec<Entry> {
        let one = |hours: &i64| {
            let starts_at = at + Duration::hours(*hours);
            entry(&format!("s {hours}"), starts_at, "Weekly", "sam@acme.example")
        };
        starts.iter().map(one).collect()
    };
    let mut all = series(&[0, 1]);
    all.push(entry("one", at, "Prices", "sam@acme.example"));
    assert_eq!(take(&mut desk, DiarySource::Calendar, all.clone()).new, 3);
    let again = take(&mut desk, DiarySource::Calendar, all.clone());
    assert_eq!(
        (again.new, again.changed, again.unchanged, again.command),
        (0, 0, 3, None)
    );
    // A single event was moved to the afternoon, and the series has lost one of its times.
    all[2].starts_at = at + Duration::hours(9);
    all[2].ends_at = Some(at + Duration::hours(10));
    all.remove(1);
    let moved = take(&mut desk, DiarySource::Calendar, all.clone());
    assert_eq!((moved.new, moved.changed, moved.unchanged), (0, 2, 1));
    assert_eq!(unlogged(&desk).len(), 1);
    all[0].gone = true;
    assert_eq!(take(&mut desk, DiarySource::Calendar, all).changed, 1);
    assert_eq!(unlogged(&desk), []);
    // The reading is one command, and it can be taken back.
    desk.perform(&Command::Undo(None));
    assert_eq!(unlogged(&desk).len(), 1);
}

#[test]
fn each_answer_takes_a_meeting_off_the_list_and_undo_puts_it_back() {
    let mut desk = Desk::new();
    account(&mut desk, "Acme Pumps", "acme.example", "");
    let at = desk.now - Duration::hours(3);
    let entries = (0..4).map(|n| {
        entry(
            &format!("m{n}"),
            at - Duration::hours(4 * n),
            "Prices",
            "sam@acme.example",
        )
    });
    take(&mut desk, DiarySource::Calendar, entries.collect());
    let said = answer(&mut desk, 1, MeetingAnswer::Called(CallOutcome::Connected));
    assert!(said.contains("call to Acme Pumps logged: connected"), "{said}");
    let calls = desk.reader.calls(5).unwrap();
    assert_eq!((calls[0].at, calls[0].minutes), (at, Some(45)));
    answer(&mut desk, 2, MeetingAnswer::Called(CallOutcome::NoAnswer));
    // What nobody answered goes on as a callback, as any call does.
    assert_eq!(desk.reader.counts().unwrap().later, 1);
    assert!(answer(&mut desk, 3, MeetingAnswer::NoCall).contains("was no call"));
    assert!(answer(&mut desk, 4, MeetingAnswer::Later).contains("asked for again"));
    assert_eq!(unlogged(&desk), []);
    let refused = refused(
        &mut desk,
        &Command::Diary(DiaryCommand::Answer {
            meetings: vec![MeetingNo(1)],
            answer: MeetingAnswer::NoCall,
            client: None,
        }),
    );
    assert!(refused.contains("a call is logged"), "{refused}");
    for left in 1..=4 {
        desk.perform(&Command::Undo(None));
        assert_eq!(unlogged(&desk).len(), left);
    }
    assert_eq!(desk.reader.calls(5).unwrap().len(), 0);
    // Asked for later, it comes back on the next working day.
    answer(&mut desk, 4, MeetingAnswer::Later);
    desk.now = desk.settings.calendar.next_morning(desk.now);
    assert_eq!(unlogged(&desk).len(), 4);
}

#[test]
fn a_call_logged_near_a_meeting_is_its_log_whichever_comes_first() {
    let mut desk = Desk::new();
    account(&mut desk, "Acme Pumps", "acme.example", "");
    let at = desk.now - Duration::hours(3);
    let meeting = vec![entry("m", at, "Prices", "sam@acme.example")];
    let call = |at| {
        Command::LogCall(CallDraft {
            account: AccountRef::Named("acme pumps".to_owned()),
            item: None,
            person: String::new(),
            outcome: CallOutcome::Connected,
            minutes: None,
            notes: String::new(),
            next: None,
            opens: None,
            at,
        })
    };
    take(&mut desk, DiarySource::Calendar, meeting.clone());
    desk.perform(&call(at - Duration::hours(2)));
    assert_eq!(unlogged(&desk).len(), 1);
    desk.perform(&call(at + Duration::minutes(60)));
    assert_eq!(unlogged(&desk), []);
    desk.perform(&Command::Undo(None));
    assert_eq!(unlogged(&desk).len(), 1);
    desk.perform(&Command::Redo);
    // Read again, it stays answered; and another meeting at the time of a call that is logged never asks.
    assert_eq!(take(&mut desk, DiarySource::Calendar, meeting).unchanged, 1);
    let other = take(
        &mut desk,
        DiarySource::Calendar,
        vec![entry("n", at, "Same hour", "sam@acme.example")],
    );
    assert_eq!((other.new, other.logged), (1, 1));
    assert_eq!(unlogged(&desk), []);
}

#[test]
fn whose_meeting_it_was_is_said_where_the_diary_does_not_know() {
    let mut desk = Desk::new();
    let at = desk.now - Duration::hours(3);
    take(
        &mut desk,
        DiarySource::Calendar,
        vec![entry("m", at, "Prices", "eva@new.example")],
    );
    let called = |client| {
        Command::Diary(DiaryCommand::Answer {
            meetings: vec![MeetingNo(1)],
            answer: MeetingAnswer::Called(CallOutcome::Connected),
            client,
        })
    };
    let refused = refused(&mut desk, &called(None));
    assert!(refused.contains("which client"), "{refused}");
    desk.perform(&called(Some(AccountRef::Named("Newcomers".to_owned()))));
    assert_eq!(unlogged(&desk), []);
    assert_eq!(desk.reader.calls(5).unwrap()[0].client, "Newcomers");
}

#[test]
fn what_the_program_reads_by_itself_stands_in_no_undos_way() {
    let mut desk = Desk::new();
    account(&mut desk, "Acme Pumps", "acme.example", "");
    add(&mut desk, "Borealis", Duration::hours(1));
    let file = DiaryFile {
        name: "diary".to_owned(),
        source: DiarySource::Calendar,
        reading: Reading {
            entries: vec![entry(
                "m",
                desk.now - Duration::hours(1),
                "Prices",
                "sam@acme.example",
            )],
            ..Reading::default()
        },
    };
    desk.store
        .take_diary(&[file], &desk.settings, desk.now, false, true)
        .unwrap();
    let done = desk.perform(&Command::Undo(None));
    assert!(done.words.contains("Borealis added"), "{}", done.words);
    assert_eq!(unlogged(&desk).len(), 1);
}

/// Adds a row whose client hears after so long.
fn add(desk: &mut Desk, client: &str, after: Duration) -> ItemNo {
    desk.perform(&Command::Add(ItemDraft {
        kind: Kind::FollowUp,
        account: client.to_owned(),
        subject: "seals".to_owned(),
        words: String::new(),
        client_due: Some(desk.now + after),
        urgent: false,
        value: None,
        owner: None,
    }))
    .items[0]
}

fn away(desk: &Desk, days: i64, lend: Option<Loan>) -> Command {
    Command::Diary(DiaryCommand::Away {
        until: desk
            .settings
            .calendar
            .morning((desk.now + Duration::days(days)).date_naive()),
        lend,
    })
}

#[test]
fn nothing_wakes_while_the_rep_is_away_and_all_of_it_does_afterwards() {
    let mut desk = Desk::new();
    let first = add(&mut desk, "Acme", Duration::hours(1));
    let until = desk.now + Duration::days(1);
    desk.perform(&Command::Snooze {
        items: vec![first],
        until,
    });
    let gone = away(&desk, 7, None);
    desk.perform(&gone);
    let began = desk.now;
    desk.now = began + Duration::days(3);
    desk.store.tick(desk.now).unwrap();
    assert_eq!(desk.reader.counts().unwrap().inbox(None), 0);
    assert_eq!(
        desk.reader.next_wake().unwrap(),
        desk.reader.absence().unwrap().map(|absence| absence.until)
    );
    // What comes in meanwhile sleeps too, and is in Later until then.
    add(&mut desk, "Borealis", Duration::hours(1));
    let counts = desk.reader.counts().unwrap();
    assert_eq!((counts.inbox(None), counts.later), (0, 2));
    sound(&desk);
    // The date comes without a word from the rep: nothing stays asleep for ever.
    desk.now = began + Duration::hours(7 * 24 + 2);
    desk.store.tick(desk.now).unwrap();
    assert_eq!(desk.reader.counts().unwrap().inbox(None), 2);
    assert_eq!(desk.reader.counts().unwrap().overdue, 2);
    sound(&desk);
}

#[test]
fn going_away_and_coming_back_are_one_step_each_that_undo_takes_back() {
    let mut desk = Desk::new();
    let row = add(&mut desk, "Acme", Duration::hours(1));
    let until = desk.now + Duration::days(1);
    desk.perform(&Command::Snooze {
        items: vec![row],
        until,
    });
    let gone = away(&desk, 7, None);
    desk.perform(&gone);
    let longer = away(&desk, 9, None);
    assert!(refused(&mut desk, &longer).contains("already"));
    desk.now += Duration::days(2);
    desk.perform(&Command::Undo(None));
    desk.store.tick(desk.now).unwrap();
    assert_eq!(desk.reader.counts().unwrap().inbox(None), 1);
    desk.perform(&Command::Redo);
    assert!(desk.reader.absence().unwrap().is_some());
    desk.perform(&Command::Diary(DiaryCommand::Back { spread: 1 }));
    assert!(desk.reader.absence().unwrap().is_none());
    let back = Command::Diary(DiaryCommand::Back { spread: 1 });
    assert!(refused(&mut desk, &back).contains("not away"));
}

#[test]
fn what_is_overdue_is_spread_over_working_days_and_undo_brings_it_back() {
    let mut desk = Desk::new();
    let due = Duration::hours(1);
    let rows: Vec<ItemNo> = (0..7)
        .map(|n| add(&mut desk, "Acme", due + Duration::minutes(n)))
        .collect();
    let gone = away(&desk, 7, None);
    desk.perform(&gone);
    desk.now += Duration::days(7);
    let done = desk.perform(&Command::Diary(DiaryCommand::Back { spread: 3 }));
    assert_eq!(
        done.words,
        "back: 7 overdue rows spread over 3 working days, 3 of them today"
    );
    assert_eq!(desk.reader.counts().unwrap().inbox(None), 3);
    let calendar = desk.settings.calendar.clone();
    let today = desk.now.date_naive();
    for (at, day) in [(3, 1), (5, 1), (6, 2)] {
        let item = crate::store::items::load(&desk.store.connection, rows[at]).unwrap();
        let open = item.open().unwrap();
        let day = calendar.working_days_later(today, day);
        assert_eq!(open.wake.at, calendar.morning(day));
        assert_eq!(open.client_due, calendar.evening(day));
    }
    sound(&desk);
    desk.perform(&Command::Undo(None));
    desk.store.tick(desk.now).unwrap();
    assert_eq!(desk.reader.counts().unwrap().inbox(None), 7);
    assert!(desk.reader.absence().unwrap().is_some());
}

#[test]
fn what_would_fall_due_is_lent_and_what_somebody_has_stays_there() {
    let mut desk = Desk::new();
    let maria = OwnerNo(1);
    let soon = add(&mut desk, "Acme", Duration::days(2));
    add(&mut desk, "Borealis", Duration::days(30));
    let loan = Loan {
        to: maria,
        items: Vec::new(),
    };
    let gone = away(&desk, 7, Some(loan));
    let done = desk.perform(&gone);
    assert!(
        done.words
            .ends_with("nothing falls due before, 1 row lent to Maria"),
        "{}",
        done.words
    );
    assert_eq!(done.items, [soon]);
    desk.now += Duration::days(7);
    let back = desk.perform(&Command::Diary(DiaryCommand::Back { spread: 2 }));
    assert_eq!(
        back.remark.unwrap().words(),
        "1 row is still lent: recall it in Waiting"
    );
    desk.perform(&Command::Undo(None));
    desk.perform(&Command::Undo(None));
    assert_eq!(desk.reader.counts().unwrap().waiting, 0);
}
