//! Clients invited to events, by an ask and without one.

use super::*;

#[test]
fn an_ask_with_an_event_invites_its_client_and_the_others_named_once() {
    let mut desk = desk();
    desk.add(Kind::Order, "Acme", "pallets");
    let day = event(&mut desk, "Open day", "2026-12-08");
    let with_event = |client| AskDraft {
        event: Some(day),
        invites: vec![AccountRef::Named("acme".into())],
        ..draft(client, HELENA)
    };
    let item = make(&mut desk, with_event("Borealis"));
    let file = desk.reader.event(day).unwrap();
    let invited: Vec<_> = file
        .invited
        .iter()
        .map(|one| (one.client.as_str(), one.inviter(), one.state, one.ask))
        .collect();
    assert_eq!(
        invited,
        [
            ("Acme", "Helena", Coming::Invited, Some(item)),
            ("Borealis", "Helena", Coming::Invited, Some(item)),
        ]
    );
    let second = act(&mut desk, AskCommand::Make(Box::new(with_event("Borealis"))));
    assert_eq!(second.remark.unwrap().words(), "already down for Open day: Acme");
    desk.perform(&Command::Undo(None));
    desk.perform(&Command::Undo(None));
    assert_eq!(desk.reader.event(day).unwrap().invited, []);

    let unknown = AskDraft {
        invites: vec![AccountRef::Named("Acmee".into())],
        ..with_event("Borealis")
    };
    let unknown = Command::Ask(AskCommand::Make(Box::new(unknown)));
    assert!(refusal(&mut desk, &unknown).contains("no client is called \"Acmee\""));
    tidy(&desk);
}

#[test]
fn an_invitation_is_answered_edited_and_taken_back() {
    let mut desk = desk();
    desk.add(Kind::Order, "Acme", "pallets");
    let day = event(&mut desk, "Open day", "2026-12-08");
    let invite = |by, state| AskCommand::Invite {
        event: day,
        account: AccountRef::Named("Acme".into()),
        person: None,
        by,
        state,
    };
    act(&mut desk, invite(Some(Some(MILA)), Coming::Invited));
    let before = desk.contents();
    desk.at("2026-11-24T09:00:00Z");
    let done = act(&mut desk, invite(None, Coming::Coming));
    assert_eq!(done.words, "Open day: Acme coming");
    let file = desk.reader.event(day).unwrap();
    assert_eq!(
        (file.invited[0].inviter(), file.invited[0].at),
        ("Mila", desk.now)
    );
    assert_eq!(file.tally(), "1 invited, 1 coming");
    let again = Command::Ask(invite(None, Coming::Coming));
    assert!(refusal(&mut desk, &again).contains("already: coming"));
    desk.perform(&Command::Undo(None));
    assert_eq!(desk.contents(), before);
    let edit = EventEdit {
        place: Some(String::new()),
        ..EventEdit::default()
    };
    let done = act(&mut desk, AskCommand::EditEvent { event: day, edit });
    assert_eq!(done.words, "event edited: Open day, Tue 8 Dec");
    tidy(&desk);
}
