//! Promises on a real store: made with their proof, moved, ended and reopened, always with their follow-up.

mod taken_back;

use super::*;
use crate::domain::command::{AccountRef, Answer, Command, Done, Recipient};
use crate::domain::ids::OwnerNo;
use crate::domain::item::{Cue, Kind};
use crate::domain::listing::List;
use crate::domain::money::{Currency, Money};
use crate::domain::promise::{Allowed, Basis, ClientKnows};
use crate::store::tests::desk::Desk;

fn time(text: &str) -> Time {
    format!("{text}:00Z").parse().unwrap()
}

fn stated(text: &str) -> Stated {
    Stated::new(text).unwrap()
}

fn real() -> Proof {
    Proof::Real {
        exists: stated("the seals are in Rotterdam"),
        seen: stated("at Øresund Marine"),
    }
}

/// Dev is the second owner of the desk.
fn dated(by: &str) -> Proof {
    Proof::Dated {
        owner: OwnerNo(2),
        owner_name: String::new(),
        by: time(by),
    }
}

fn sponsored(approver: &str) -> Proof {
    Proof::Sponsored {
        approver: stated(approver),
        worth: None,
        knows: ClientKnows::said(true).unwrap(),
    }
}

fn draft(client: &str, due: &str, proof: Proof) -> PromiseDraft {
    PromiseDraft {
        account: AccountRef::Named(client.into()),
        about: None,
        to_whom: "Ines Weber".into(),
        what: stated("40 seals on site"),
        due: time(due),
        proof,
    }
}

fn make(desk: &mut Desk, draft: PromiseDraft) -> Done {
    desk.perform(&Command::Promise(PromiseCommand::Make(draft)))
}

fn edit(desk: &mut Desk, item: ItemNo, edit: PromiseEdit) -> Done {
    desk.perform(&Command::Promise(PromiseCommand::Edit { item, edit }))
}

fn end(item: ItemNo, end: PromiseEnd) -> Command {
    Command::Promise(PromiseCommand::End { item, end })
}

fn kept() -> PromiseEnd {
    PromiseEnd::Kept { told: String::new() }
}

fn broken() -> PromiseEnd {
    PromiseEnd::Broken {
        told: stated("they come on Tuesday"),
    }
}

fn promise(desk: &Desk, item: ItemNo) -> Promise {
    desk.reader.promise(item).unwrap().unwrap()
}

fn wake(desk: &Desk, item: ItemNo) -> (Time, Cue) {
    let item = items::load(&desk.store.connection, item).unwrap();
    let wake = item.open().unwrap().wake;
    (wake.at, wake.cue)
}

const FRIDAY: &str = "2026-11-27T12:00";

#[test]
fn a_promise_is_made_with_a_follow_up_that_wakes_the_lead_time_before_its_date() {
    let mut desk = Desk::new();
    let done = make(&mut desk, draft("Acme Pumps", FRIDAY, real()));
    assert_eq!(
        done.words,
        "#1 Acme Pumps: promised by Fri 27 Nov 12:00 (real), new account"
    );
    let item = done.items[0];
    assert_eq!(wake(&desk, item), (time("2026-11-26T12:00"), Cue::PromiseDue));
    let made = promise(&desk, item);
    assert_eq!(
        (made.to_whom.as_str(), made.what.as_str(), &made.proof),
        ("Ines Weber", "40 seals on site", &real())
    );
    assert_eq!((made.due_at, made.first_due_at), (time(FRIDAY), time(FRIDAY)));
    desk.at("2026-11-26T12:00:00Z");
    assert_eq!(desk.numbers(List::Inbox), [1]);
    assert_eq!(desk.wrongs(), Vec::<String>::new());
}

#[test]
fn a_dated_promise_is_handed_to_its_owner_for_the_date_given_in_the_same_command() {
    let mut desk = Desk::new();
    let start = desk.contents();
    let done = make(&mut desk, draft("Acme Pumps", FRIDAY, dated("2026-11-25T12:00")));
    assert!(done.words.ends_with("handed to Dev"), "{}", done.words);
    let item = items::load(&desk.store.connection, done.items[0]).unwrap();
    let with = item.hand_off().unwrap();
    assert_eq!(
        (with.owner, with.owner_due),
        (OwnerNo(2), time("2026-11-25T12:00"))
    );
    assert!(
        with.brief.contains("By when: Wed 25 Nov 12:00") && with.brief.contains("was told Fri 27 Nov 12:00"),
        "{}",
        with.brief
    );
    // Dev is silent first; and a promise that Dev still has wakes before its date all the same.
    assert_eq!(
        wake(&desk, item.number),
        (time("2026-11-25T12:00"), Cue::OwnerSilent)
    );
    desk.perform(&Command::Answer {
        items: vec![item.number],
        answer: Answer::Acknowledged {
            by: Some(time("2026-11-27T11:00")),
        },
        words: String::new(),
    });
    assert_eq!(
        wake(&desk, item.number),
        (time("2026-11-26T12:00"), Cue::PromiseDue)
    );
    desk.perform(&Command::Undo(None));
    desk.perform(&Command::Undo(None));
    assert_eq!(desk.contents(), start);
}

#[test]
fn the_owner_and_the_date_of_a_dated_promise_are_those_of_its_hand_off() {
    let mut desk = Desk::new();
    let item = make(&mut desk, draft("Acme Pumps", FRIDAY, dated("2026-11-26T12:00"))).items[0];
    desk.perform(&Command::HandOff {
        items: vec![item],
        to: Recipient::Owner(OwnerNo(1)),
        brief: None,
    });
    assert_eq!(
        promise(&desk, item).proof,
        Proof::Dated {
            owner: OwnerNo(1),
            owner_name: "Maria".into(),
            by: time("2026-11-26T12:00"),
        }
    );
    let late = desk.perform(&Command::Answer {
        items: vec![item],
        answer: Answer::Acknowledged {
            by: Some(time("2026-11-30T12:00")),
        },
        words: String::new(),
    });
    assert!(late.remark.unwrap().words().contains("before Maria has it"));
    assert!(promise(&desk, item).owner_is_too_late());
    desk.perform(&Command::Nudge { items: vec![item] });
    assert!(promise(&desk, item).owner_is_too_late());
    assert_eq!(desk.wrongs(), Vec::<String>::new());
}

#[test]
fn an_approver_without_the_authority_that_the_config_gives_is_said() {
    let mut desk = Desk::new();
    let warned = |desk: &mut Desk, approver: &str| -> Option<String> {
        let done = make(desk, draft("Acme Pumps", FRIDAY, sponsored(approver)));
        done.remark.map(|remark| remark.words().to_owned())
    };
    assert_eq!(warned(&mut desk, "Anna"), None);
    let most = Money::parse("5000", Currency::parse("EUR").unwrap()).unwrap();
    let authority = &mut desk.settings.promises.authority;
    authority.allow("maria", Allowed::Anything);
    authority.allow("dev", Allowed::UpTo(most));
    assert_eq!(warned(&mut desk, "@maria"), None);
    assert!(
        warned(&mut desk, "dev")
            .unwrap()
            .starts_with("Dev may sponsor up to €5,000")
    );
    assert!(warned(&mut desk, "Anna").unwrap().contains("no authority"));
    // Owners are named as on their cards.
    let named = promise(&desk, ItemNo(2)).proof;
    assert!(matches!(named, Proof::Sponsored { approver, .. } if approver.as_str() == "Maria"));
}

#[test]
fn what_could_not_be_kept_is_refused_and_nothing_is_made() {
    let mut desk = Desk::new();
    let other = desk.add(Kind::Order, "Beta", "x");
    let before = desk.contents();
    for (refused, why) in [
        (draft("Acme", "2026-11-20T12:00", real()), "past"),
        (
            draft("Acme", FRIDAY, dated("2026-11-30T12:00")),
            "get an earlier date",
        ),
        (
            PromiseDraft {
                about: Some(other),
                ..draft("Acme", FRIDAY, real())
            },
            "is Beta's",
        ),
    ] {
        let command = Command::Promise(PromiseCommand::Make(refused));
        let words = desk.try_perform(&command).unwrap_err().to_string();
        assert!(words.contains(why), "{words}");
    }
    assert_eq!(desk.contents(), before);
}

#[test]
fn re_dating_keeps_the_first_date_and_moves_the_row() {
    let mut desk = Desk::new();
    let item = make(&mut desk, draft("Acme Pumps", FRIDAY, real())).items[0];
    let done = edit(
        &mut desk,
        item,
        PromiseEdit {
            due: Some(time("2026-12-04T12:00")),
            ..PromiseEdit::default()
        },
    );
    assert_eq!(
        done.words,
        "#1 Acme Pumps: now promised by Fri 4 Dec 12:00, first Fri 27 Nov 12:00"
    );
    let moved = promise(&desk, item);
    assert_eq!(
        (moved.due_at, moved.first_due_at),
        (time("2026-12-04T12:00"), time(FRIDAY))
    );
    assert_eq!(wake(&desk, item), (time("2026-12-03T12:00"), Cue::PromiseDue));
    let same = PromiseCommand::Edit {
        item,
        edit: PromiseEdit::default(),
    };
    assert!(desk.try_perform(&Command::Promise(same)).is_err());
}

#[test]
fn a_promise_that_is_dated_or_no_longer_dated_goes_to_its_owner_or_comes_back() {
    let mut desk = Desk::new();
    let item = make(&mut desk, draft("Acme Pumps", FRIDAY, sponsored("Anna"))).items[0];
    let proof = |proof| PromiseEdit {
        proof: Some(proof),
        ..PromiseEdit::default()
    };
    edit(&mut desk, item, proof(dated("2026-11-25T12:00")));
    assert_eq!(wake(&desk, item), (time("2026-11-25T12:00"), Cue::OwnerSilent));
    edit(&mut desk, item, proof(dated("2026-11-26T15:00")));
    assert_eq!(wake(&desk, item), (time("2026-11-26T12:00"), Cue::PromiseDue));
    edit(&mut desk, item, proof(real()));
    let back = items::load(&desk.store.connection, item).unwrap();
    assert!(back.hand_off().is_none());
    assert_eq!(wake(&desk, item), (time("2026-11-26T12:00"), Cue::PromiseDue));
    assert_eq!(promise(&desk, item).proof, real());
    assert_eq!(desk.wrongs(), Vec::<String>::new());
}

#[test]
fn ending_a_promise_closes_its_row_and_reopening_opens_both() {
    let mut desk = Desk::new();
    let item = make(&mut desk, draft("Acme Pumps", FRIDAY, dated("2026-11-25T12:00"))).items[0];
    let done = desk.perform(&end(item, broken()));
    assert_eq!(done.words, "#1 Acme Pumps: promise broken, and the client knows");
    let ended = promise(&desk, item);
    assert_eq!(ended.state(), PromiseState::Broken);
    assert_eq!(ended.ended.unwrap().1.said(), "they come on Tuesday");
    assert_eq!(desk.numbers(List::Done), [1]);
    assert!(desk.numbers(List::Waiting).is_empty());
    assert!(desk.try_perform(&end(item, kept())).is_err());
    desk.perform(&Command::Reopen { items: vec![item] });
    assert_eq!(promise(&desk, item).state(), PromiseState::Open);
    assert_eq!(wake(&desk, item), (time("2026-11-26T12:00"), Cue::PromiseDue));
    desk.perform(&end(
        item,
        PromiseEnd::Released {
            words: "no longer wanted".into(),
        },
    ));
    assert_eq!(promise(&desk, item).state(), PromiseState::Released);
    assert_eq!(desk.wrongs(), Vec::<String>::new());
}

#[test]
fn the_schema_keeps_no_promise_without_its_proof() {
    let mut desk = Desk::new();
    let item = make(&mut desk, draft("Acme Pumps", FRIDAY, real())).items[0];
    let connection = &desk.store.connection;
    connection
        .execute("INSERT INTO running (one, command, bulk) VALUES (1, 1, 0)", [])
        .unwrap();
    for unproven in [
        "evidence = ''",
        "seen = ''",
        "basis = 'dated'",
        "basis = 'dated', owner = 1",
        "basis = 'sponsored', approver = 'Anna'",
        "basis = 'sponsored', client_knows = 1",
        "state = 'broken', ended_at = 1",
        "state = 'kept'",
    ] {
        let sql = format!("UPDATE promises SET {unproven} WHERE item = ?1");
        assert!(connection.execute(&sql, [item.0]).is_err(), "{unproven}");
    }
}

#[test]
fn shares_count_what_was_made_and_ended_and_name_where_too_much_is_future_work() {
    let mut desk = Desk::new();
    let first = make(&mut desk, draft("Acme Pumps", FRIDAY, real())).items[0];
    let second = make(&mut desk, draft("Acme Pumps", FRIDAY, real())).items[0];
    for _ in 0..3 {
        make(&mut desk, draft("Acme Pumps", FRIDAY, sponsored("Anna")));
    }
    make(&mut desk, draft("Beta", FRIDAY, sponsored("Anna")));
    desk.perform(&end(first, kept()));
    desk.perform(&end(second, broken()));
    let shares = desk
        .reader
        .promise_shares(desk.now - chrono::Duration::days(30), 50)
        .unwrap();
    assert_eq!((shares.real.made, shares.sponsored.made), (2, 4));
    assert_eq!(shares.of(Basis::Real).kept_share(), Some(50));
    assert_eq!(shares.of(Basis::Sponsored).kept_share(), None);
    let heavy: Vec<(&str, u64, u64)> = shares
        .heavy
        .iter()
        .map(|heavy| (heavy.client.as_str(), heavy.sponsored, heavy.open))
        .collect();
    // One promise alone is not too many.
    assert_eq!(heavy, [("Acme Pumps", 3, 3)]);
    let since = desk.now + chrono::Duration::days(1);
    assert_eq!(desk.reader.promise_shares(since, 100).unwrap().made(), 0);
    assert!(desk.reader.promise_shares(since, 100).unwrap().heavy.is_empty());
}

#[test]
fn a_person_of_the_account_is_linked_by_name() {
    let mut desk = Desk::new();
    desk.add(Kind::Order, "Acme Pumps", "x");
    let connection = &desk.store.connection;
    connection
        .execute_batch(
            "INSERT INTO running (one, command, bulk) VALUES (1, 1, 0);
             INSERT INTO people (id, account, name, match_name) VALUES ('a', 1, 'Ines Weber', 'ines weber');
             DELETE FROM running;",
        )
        .unwrap();
    make(&mut desk, draft("Acme Pumps", FRIDAY, real()));
    let person: Option<i64> = desk
        .store
        .connection
        .query_row("SELECT person FROM promises", [], |row| row.get(0))
        .unwrap();
    assert_eq!(person, Some(1));
}

#[test]
fn the_timelines_of_its_row_and_of_the_row_it_was_made_on_tell_it() {
    let mut desk = Desk::new();
    let call = desk.add(Kind::Support, "Acme Pumps", "Login fails");
    let item = make(
        &mut desk,
        PromiseDraft {
            about: Some(call),
            ..draft("Acme Pumps", FRIDAY, dated("2026-11-25T12:00"))
        },
    )
    .items[0];
    edit(
        &mut desk,
        item,
        PromiseEdit {
            due: Some(time("2026-12-04T12:00")),
            ..PromiseEdit::default()
        },
    );
    desk.perform(&end(item, broken()));
    let told = |item| {
        let detail = desk
            .reader
            .detail(item, &desk.router(), &desk.settings, desk.now)
            .unwrap()
            .unwrap();
        let words: Vec<String> = detail.timeline.into_iter().map(|event| event.words).collect();
        words
    };
    let made = "promise #2 made, by Fri 27 Nov 12:00: 40 seals on site (dated: Dev by Wed 25 Nov 12:00)";
    assert_eq!(
        told(item),
        [
            "promise #2 broken; client told: they come on Tuesday; recalled from Dev".to_owned(),
            "promise #2 moved to Fri 4 Dec 12:00".to_owned(),
            format!("{made}; handed to Dev"),
        ]
    );
    assert_eq!(
        told(call)[..3],
        [
            "promise #2 broken".to_owned(),
            "promise #2 moved to Fri 4 Dec 12:00".to_owned(),
            made.to_owned(),
        ]
    );
}
