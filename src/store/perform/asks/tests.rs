//! Asks and events on a real store: made with their hand-off, answered, ended, taken back.

mod invited;
mod told;

use super::*;
use crate::domain::Time;
use crate::domain::ask::command::{EventDraft, EventEdit};
use crate::domain::ask::event::Coming;
use crate::domain::command::{AccountRef, Answer, Command, Done};
use crate::domain::ids::OwnerNo;
use crate::domain::listing::List;
use crate::domain::owner::Part;
use crate::domain::promise::Stated;
use crate::store::doctor::examine;
use crate::store::tests::desk::{Desk, owner};

const HELENA: OwnerNo = OwnerNo(3);
const MILA: OwnerNo = OwnerNo(4);

fn desk() -> Desk {
    let mut desk = Desk::new();
    "Jo Ek".clone_into(&mut desk.settings.rep);
    let helena = Owner {
        part: Part::Executive,
        asks_a_month: Some(2),
        ..owner("helena", None, &[])
    };
    let mila = Owner {
        part: Part::Marketing,
        ..owner("mila", None, &[])
    };
    desk.perform(&Command::AddOwners(vec![helena, mila]));
    desk
}

fn stated(text: &str) -> Stated {
    Stated::new(text).unwrap()
}

fn draft(client: &str, to: OwnerNo) -> AskDraft {
    AskDraft {
        account: AccountRef::Named(client.into()),
        about: None,
        to,
        why: stated("they decide on 40 seals a month"),
        common_ground: "Both of you sailed the Fastnet.".into(),
        ideal_result: stated("half an hour with their director"),
        draft: None,
        event: None,
        invites: Vec::new(),
    }
}

fn act(desk: &mut Desk, command: AskCommand) -> Done {
    desk.perform(&Command::Ask(command))
}

fn make(desk: &mut Desk, draft: AskDraft) -> ItemNo {
    act(desk, AskCommand::Make(Box::new(draft))).items[0]
}

fn refusal(desk: &mut Desk, command: &Command) -> String {
    desk.try_perform(command).unwrap_err().to_string()
}

fn ask(desk: &Desk, item: ItemNo) -> Ask {
    desk.reader.ask(item).unwrap().unwrap()
}

fn answer(item: ItemNo, answer: Answer, words: &str) -> Command {
    Command::Answer {
        items: vec![item],
        answer,
        words: words.into(),
    }
}

fn event(desk: &mut Desk, name: &str, on: &str) -> EventNo {
    act(
        desk,
        AskCommand::AddEvent(EventDraft {
            name: stated(name),
            on: on.parse().unwrap(),
            place: "Rotterdam".into(),
        }),
    );
    let from = on.parse().unwrap();
    let files = desk.reader.events(from, from.succ_opt().unwrap()).unwrap();
    files.last().unwrap().event.number
}

fn tidy(desk: &Desk) {
    let findings = examine(&desk.folder.path().join("downbeat.db"), desk.now).unwrap();
    let wrong: Vec<_> = findings.iter().filter(|finding| finding.serious).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn an_ask_is_a_follow_up_handed_to_who_is_asked_with_a_brief_that_says_why() {
    let mut desk = desk();
    let item = make(&mut desk, draft("Borealis", HELENA));
    assert_eq!(desk.numbers(List::Waiting), [item.0]);
    let detail = desk
        .reader
        .detail(item, &desk.router(), &desk.settings, desk.now)
        .unwrap()
        .unwrap();
    assert_eq!(detail.item.source, "ask");
    assert_eq!(
        detail.brief,
        "Helena, may I ask this of you?\n\n\
         What: half an hour with their director\n\
         For: Borealis\n\
         By when: an answer by today 17:00\n\
         Why it is worth your time: they decide on 40 seals a month\n\
         Common ground: Both of you sailed the Fastnet.\n\n\
         If you write to them, it could be this:\n\
         > Dear Borealis,\n>\n\
         > I follow our work with Borealis, and Jo Ek tells me how it goes.\n\
         > Both of you sailed the Fastnet.\n>\n\
         > May I ask for half an hour of your time, to hear it from you? We will gladly come to you.\n>\n\
         > With kind regards\n> Helena\n\n\
         (Jo Ek, downbeat #1)"
    );
    assert_eq!(ask(&desk, item).state, AskState::Asked(desk.now));
    tidy(&desk);
}

#[test]
fn what_is_answered_on_the_row_is_how_far_the_ask_has_come() {
    let mut desk = desk();
    let item = make(&mut desk, draft("Borealis", HELENA));
    desk.perform(&answer(item, Answer::Acknowledged { by: None }, "gladly"));
    assert_eq!(ask(&desk, item).state, AskState::TakenUp(desk.now));
    assert_eq!(ask(&desk, item).answer, "gladly");
    desk.perform(&answer(item, Answer::Done, "lunch on the 3rd"));
    assert_eq!(ask(&desk, item).state, AskState::Answered(desk.now));
    assert_eq!(
        desk.numbers(List::Inbox),
        [item.0],
        "what came of it is to be said"
    );

    let finish = Command::Finish {
        items: vec![item],
        told: true,
        reason: None,
        minutes: None,
        words: String::new(),
    };
    assert!(refusal(&mut desk, &finish).contains("say what came of it"));
    assert!(refusal(&mut desk, &Command::Dismiss { items: vec![item] }).contains("stands for an ask"));
    let done = act(
        &mut desk,
        AskCommand::End {
            item,
            end: AskEnd::Granted,
            words: "they meet on the 3rd".into(),
        },
    );
    assert_eq!(done.words, "#1 Borealis: the ask to Helena came about");
    let ended = AskState::Ended {
        at: desk.now,
        end: AskEnd::Granted,
        words: "they meet on the 3rd".into(),
    };
    assert_eq!(ask(&desk, item).state, ended);
    assert_eq!(desk.numbers(List::Done), [item.0]);
    tidy(&desk);

    desk.perform(&Command::Reopen { items: vec![item] });
    assert!(ask(&desk, item).state.is_open());
    tidy(&desk);
    desk.perform(&Command::Undo(None));
    assert_eq!(ask(&desk, item).state, ended);
}

#[test]
fn an_open_hand_off_ends_as_the_ask_ends() {
    for (end, state) in [
        (AskEnd::Granted, "done"),
        (AskEnd::Declined, "returned"),
        (AskEnd::Dropped, "recalled"),
    ] {
        let mut desk = desk();
        let item = make(&mut desk, draft("Borealis", HELENA));
        let words = String::new();
        act(&mut desk, AskCommand::End { item, end, words });
        let stage: String = desk
            .store
            .connection
            .query_row("SELECT stage FROM hand_offs WHERE item = ?1", [item.0], |row| {
                row.get(0)
            })
            .unwrap();
        assert_eq!(stage, state);
        tidy(&desk);
    }
}

#[test]
fn an_ask_over_the_budget_is_made_with_a_warning_that_says_by_how_much() {
    let mut desk = desk();
    make(&mut desk, draft("Acme", HELENA));
    let second = act(&mut desk, AskCommand::Make(Box::new(draft("Borealis", HELENA))));
    assert_eq!(second.remark, None);
    let third = act(&mut desk, AskCommand::Make(Box::new(draft("Acme", HELENA))));
    assert_eq!(
        third.remark.unwrap().words(),
        "Helena has 3 asks this month, 1 over the budget of 2"
    );
    // What is taken back counts nowhere, and a new month begins at nothing.
    desk.perform(&Command::Undo(None));
    let asks = |desk: &Desk| {
        let owners = desk
            .reader
            .owners_with_load(&desk.settings.calendar, desk.now)
            .unwrap();
        let load = owners
            .into_iter()
            .find(|(owner, _)| owner.number == HELENA)
            .unwrap()
            .1;
        load.asks
    };
    assert_eq!(asks(&desk), 2);
    desk.at("2026-12-01T07:00:00Z");
    assert_eq!(asks(&desk), 0);
}

#[test]
fn only_who_plays_that_part_is_asked_and_only_about_the_clients_own_row() {
    let mut desk = desk();
    let other = desk.add(Kind::Order, "Acme", "pallets");
    let to_dev = Command::Ask(AskCommand::Make(Box::new(draft("Borealis", OwnerNo(2)))));
    assert!(refusal(&mut desk, &to_dev).contains("Dev is no executive and not marketing"));
    let about = AskDraft {
        about: Some(other),
        ..draft("Borealis", HELENA)
    };
    let about = Command::Ask(AskCommand::Make(Box::new(about)));
    assert!(refusal(&mut desk, &about).contains("is Acme's and the ask is for Borealis"));
    assert_eq!(desk.reader.asks_open(10).unwrap(), []);
}

#[test]
fn an_edited_ask_says_so_on_its_row_and_in_the_brief_that_is_out() {
    let mut desk = desk();
    let item = make(&mut desk, draft("Borealis", HELENA));
    let edit = AskEdit {
        ideal_result: Some(stated("dinner with their director")),
        common_ground: Some(String::new()),
        draft: Some(String::new()),
        ..AskEdit::default()
    };
    act(
        &mut desk,
        AskCommand::Edit {
            item,
            edit: Box::new(edit.clone()),
        },
    );
    let detail = desk
        .reader
        .detail(item, &desk.router(), &desk.settings, desk.now)
        .unwrap()
        .unwrap();
    assert_eq!(detail.item.subject, "dinner with their director");
    assert!(
        detail.brief.contains("What: dinner with their director"),
        "{}",
        detail.brief
    );
    assert!(!detail.brief.contains("Fastnet"), "{}", detail.brief);
    let again = Command::Ask(AskCommand::Edit {
        item,
        edit: Box::new(edit),
    });
    assert!(refusal(&mut desk, &again).contains("nothing would change"));
    desk.perform(&Command::Undo(None));
    assert_eq!(
        ask(&desk, item).words.common_ground,
        "Both of you sailed the Fastnet."
    );
}

#[test]
fn an_ask_given_to_another_who_is_asked_counts_for_them() {
    let mut desk = desk();
    let item = make(&mut desk, draft("Borealis", HELENA));
    let hand = |to| Command::HandOff {
        items: vec![item],
        to: Recipient::Owner(to),
        brief: None,
    };
    let done = desk.perform(&hand(MILA));
    assert_eq!(done.words, "#1 Borealis handed to Mila");
    assert_eq!(ask(&desk, item).owner, MILA);
    let detail = desk
        .reader
        .detail(item, &desk.router(), &desk.settings, desk.now)
        .unwrap()
        .unwrap();
    assert!(
        detail.brief.starts_with("Mila, may I ask this of you?"),
        "{}",
        detail.brief
    );
    // A desk that helps with it is not asked for anything.
    desk.perform(&hand(OwnerNo(1)));
    assert_eq!(ask(&desk, item).owner, MILA);
    tidy(&desk);
}

#[test]
fn an_executives_ear_is_had_by_what_one_took_up_since_the_quarter_before() {
    let mut desk = desk();
    desk.at("2026-06-30T09:00:00Z");
    let old = make(&mut desk, draft("Oldies", HELENA));
    desk.perform(&answer(old, Answer::Done, ""));
    desk.at("2026-07-01T09:00:00Z");
    let acme = make(&mut desk, draft("Acme", HELENA));
    desk.perform(&answer(acme, Answer::Done, ""));
    desk.at("2026-11-23T09:00:00Z");
    let taken = make(&mut desk, draft("Borealis", HELENA));
    desk.perform(&answer(taken, Answer::Acknowledged { by: None }, ""));
    make(&mut desk, draft("Silent", HELENA));
    let refused = make(&mut desk, draft("Refused", HELENA));
    desk.perform(&answer(refused, Answer::Returned, ""));
    let marketed = make(&mut desk, draft("Marketed", MILA));
    desk.perform(&answer(marketed, Answer::Done, ""));
    let ear = desk.reader.ear(&desk.settings, desk.now).unwrap();
    let heard: Vec<&str> = ear.heard.iter().map(|heard| heard.client.as_str()).collect();
    assert_eq!(heard, ["Borealis", "Acme"]);
    let silent = desk.reader.account_named("Silent").unwrap().unwrap();
    assert_eq!(
        ear.words(silent.0, "Silent", desk.now, &desk.settings.calendar),
        "last two quarters: 2 accounts had an executive's ear, Silent not among them"
    );

    // Whoever came to an event by an executive's invitation met them there.
    let day = event(&mut desk, "Open day", "2026-11-20");
    for (client, by) in [("Silent", HELENA), ("Marketed", MILA)] {
        act(
            &mut desk,
            AskCommand::Invite {
                event: day,
                account: AccountRef::Named(client.into()),
                person: None,
                by: Some(Some(by)),
                state: Coming::Came,
            },
        );
    }
    let ear = desk.reader.ear(&desk.settings, desk.now).unwrap();
    assert_eq!(ear.accounts(), 3);
    assert!(ear.of(silent.0).is_some());
}

#[test]
fn asks_are_listed_by_when_they_were_made_and_answered() {
    let mut desk = desk();
    let (first, second) = (
        make(&mut desk, draft("Acme", HELENA)),
        make(&mut desk, draft("Borealis", HELENA)),
    );
    desk.at("2026-11-24T09:00:00Z");
    desk.perform(&answer(second, Answer::Done, ""));
    let end = AskCommand::End {
        item: first,
        end: AskEnd::Declined,
        words: String::new(),
    };
    act(&mut desk, end);
    let numbers = |asks: Vec<Ask>| asks.iter().map(|ask| ask.item).collect::<Vec<_>>();
    let time = |text: &str| text.parse::<Time>().unwrap();
    let (monday, tuesday) = (time("2026-11-23T00:00:00Z"), time("2026-11-24T00:00:00Z"));
    let wednesday = time("2026-11-25T00:00:00Z");
    assert_eq!(
        numbers(desk.reader.asks_made(monday, tuesday).unwrap()),
        [first, second]
    );
    assert_eq!(numbers(desk.reader.asks_answered(monday, tuesday).unwrap()), []);
    assert_eq!(
        numbers(desk.reader.asks_answered(tuesday, wednesday).unwrap()),
        [first, second]
    );
    assert_eq!(numbers(desk.reader.asks_open(10).unwrap()), [second]);
    assert_eq!(numbers(desk.reader.asks_ended(10).unwrap()), [first]);
    let acme = ask(&desk, first).account;
    assert_eq!(numbers(desk.reader.asks_of(acme, 10).unwrap()), [first]);
}
