//! What the timelines tell of asks.

use super::*;

#[test]
fn the_timelines_of_an_ask_and_of_the_row_it_was_made_on_tell_what_became_of_it() {
    let mut desk = desk();
    let about = desk.add(Kind::Order, "Borealis", "pallets");
    let day = event(&mut desk, "Open day", "2026-12-08");
    let item = make(
        &mut desk,
        AskDraft {
            about: Some(about),
            event: Some(day),
            ..draft("Borealis", HELENA)
        },
    );
    desk.perform(&answer(item, Answer::Acknowledged { by: None }, "gladly"));
    act(
        &mut desk,
        AskCommand::End {
            item,
            end: AskEnd::Declined,
            words: "no time before March".into(),
        },
    );
    let told = |desk: &Desk, item| -> Vec<String> {
        let detail = desk
            .reader
            .detail(item, &desk.router(), &desk.settings, desk.now)
            .unwrap()
            .unwrap();
        detail.timeline.into_iter().map(|event| event.words).collect()
    };
    assert_eq!(
        told(&desk, item),
        [
            "ask #2 ended, declined: no time before March; returned by Helena",
            "Helena has it: gladly",
            "asked Helena for half an hour with their director (#2); Borealis invited to Open day",
        ]
    );
    assert_eq!(
        told(&desk, about),
        [
            "ask #2 ended, declined: no time before March",
            "asked Helena for half an hour with their director (#2)",
            "added",
        ]
    );
    let account = ask(&desk, item).account;
    let shown = desk
        .reader
        .account_shown(account, &desk.router(), &desk.settings, desk.now)
        .unwrap()
        .unwrap();
    assert_eq!(shown.invitations.len(), 1);
    let lines: Vec<&str> = shown.timeline.iter().map(|event| event.words.as_str()).collect();
    assert!(
        lines.contains(&"#2 ask to Helena: declined: no time before March"),
        "{lines:?}"
    );
    assert!(
        lines.contains(&"Open day on Tue 8 Dec 2026: invited by Helena"),
        "{lines:?}"
    );
}
