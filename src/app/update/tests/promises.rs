//! Promises by keys: the basis first, then its proof, and nothing without it.

use super::*;
use crate::app::effect::BriefsOf;
use crate::app::overlay::{Field, Form, Understood};
use crate::domain::command::AccountRef;
use crate::domain::ids::PromiseNo;
use crate::domain::money::{Currency, Money};
use crate::domain::promise::{
    Allowed, ClientKnows, Promise, PromiseCommand, PromiseDraft, PromiseEdit, PromiseEnd, Proof, Stated,
};
use crate::domain::stands_for::StandsFor;

fn stated(text: &str) -> Stated {
    Stated::new(text).unwrap()
}

fn time(text: &str) -> Time {
    format!("{text}:00Z").parse().unwrap()
}

fn form(desk: &Desk) -> &Form {
    let Overlay::Form(form) = desk.overlay() else {
        panic!("a form lies on top")
    };
    form
}

fn field<'a>(desk: &'a Desk, label: &str) -> &'a Field {
    form(desk)
        .fields
        .iter()
        .find(|field| field.label == label)
        .unwrap()
}

/// Types into one field after the other.
fn fill(desk: &mut Desk, texts: &[&str]) {
    for (at, text) in texts.iter().enumerate() {
        if at > 0 {
            desk.press("Tab");
        }
        desk.type_text(text);
    }
}

fn made(effects: &[Effect]) -> PromiseDraft {
    let Command::Promise(PromiseCommand::Make(draft)) = written(effects) else {
        panic!("a promise was made")
    };
    draft
}

/// The row of a promise.
fn promised(number: i64) -> Row {
    let mut row = row(number, Kind::FollowUp);
    row.stands_for = Some(StandsFor::Promise(PromiseNo(1)));
    row.wake = Some((now(), Cue::PromiseDue));
    row
}

fn promise(proof: Proof) -> Promise {
    Promise {
        number: PromiseNo(1),
        item: ItemNo(1),
        account: AccountNo(1),
        client: "Client 1".into(),
        about: None,
        to_whom: String::new(),
        what: "40 seals on site".into(),
        made_at: now(),
        due_at: time("2026-11-27T12:00"),
        first_due_at: time("2026-11-27T12:00"),
        proof,
        ended: None,
    }
}

fn real() -> Proof {
    Proof::Real {
        exists: stated("in stock"),
        seen: stated("at Acme"),
    }
}

#[test]
fn a_real_promise_needs_what_exists_and_where_it_was_seen_working() {
    let mut desk = Desk::with(orders(2));
    desk.press("p r");
    fill(
        &mut desk,
        &["40 seals on site", "Ines", "fri 12:00", "40 seals in stock"],
    );
    assert!(
        wrote_nothing(&desk.press("Enter")),
        "without its proof nothing is saved"
    );
    assert_eq!(
        form(&desk).problem.as_deref(),
        Some("seen working is missing: where it was seen working")
    );
    desk.type_text("at Acme");
    assert_eq!(
        made(&desk.press("Enter")),
        PromiseDraft {
            account: AccountRef::Number(AccountNo(1)),
            about: Some(ItemNo(1)),
            to_whom: "Ines".into(),
            what: stated("40 seals on site"),
            due: time("2026-11-27T12:00"),
            proof: Proof::Real {
                exists: stated("40 seals in stock"),
                seen: stated("at Acme"),
            },
        }
    );
}

#[test]
fn a_dated_promise_offers_the_owner_who_has_the_row_and_needs_the_date_they_gave() {
    let mut desk = Desk::with(vec![with_dev(row(1, Kind::Support))]);
    desk.press("p d");
    assert_eq!(field(&desk, "owner").text(), "dev");
    fill(&mut desk, &["login fixed", "", "fri 12:00", "", ""]);
    assert!(wrote_nothing(&desk.press("Enter")));
    desk.type_text("thu 12:00");
    assert_eq!(
        made(&desk.press("Enter")).proof,
        Proof::Dated {
            owner: OwnerNo(2),
            owner_name: "Dev".into(),
            by: time("2026-11-26T12:00"),
        }
    );
}

#[test]
fn a_sponsored_promise_needs_its_approver_and_a_yes_that_the_client_knows() {
    let mut desk = Desk::with(orders(1));
    let most = Money::parse("5000", Currency::parse("EUR").unwrap()).unwrap();
    desk.state
        .settings
        .promises
        .authority
        .allow("ana", Allowed::UpTo(most));
    desk.press("p s");
    fill(&mut desk, &["remote monitoring", "", "31 jan", "ana"]);
    let understood = |desk: &Desk| field(desk, "approver").understood.clone();
    assert_eq!(
        understood(&desk),
        Understood::As("Ana Lima may sponsor up to €5,000, and no amount is given".into())
    );
    desk.press("Tab");
    desk.type_text("4000");
    assert_eq!(understood(&desk), Understood::As("Ana Lima".into()));
    desk.press("Tab");
    assert!(wrote_nothing(&desk.press("Enter")));
    desk.type_text("no");
    assert!(wrote_nothing(&desk.press("Enter")), "only a yes will do");
    desk.press("ctrl-u");
    desk.type_text("yes");
    let Proof::Sponsored { approver, worth, .. } = made(&desk.press("Enter")).proof else {
        panic!("a sponsored promise")
    };
    assert_eq!((approver.as_str(), worth.unwrap().minor), ("Ana Lima", 400_000));
}

#[test]
fn a_promise_on_the_row_of_a_promise_is_about_no_row() {
    let mut desk = Desk::with(vec![promised(1)]);
    desk.press("p r");
    fill(&mut desk, &["more seals", "", "fri", "in stock", "at Acme"]);
    assert_eq!(made(&desk.press("Enter")).about, None);
}

#[test]
fn finishing_a_promise_asks_what_became_of_it() {
    let kept = PromiseEnd::Kept { told: String::new() };
    let released = PromiseEnd::Released { words: String::new() };
    for (key, end) in [("k", kept), ("r", released)] {
        let mut desk = Desk::with(vec![promised(1), row(2, Kind::Order)]);
        desk.press("e");
        assert_eq!(
            written(&desk.press(key)),
            Command::Promise(PromiseCommand::End { item: ItemNo(1), end })
        );
        assert_eq!(desk.selected(), Some(2), "it leaves the inbox");
    }
    let mut desk = Desk::with(vec![promised(1)]);
    desk.press("e b");
    assert!(
        wrote_nothing(&desk.press("Enter")),
        "a broken promise is not closed in silence"
    );
    desk.type_text("they come on Tuesday");
    let told = stated("they come on Tuesday");
    assert_eq!(
        written(&desk.press("Enter")),
        Command::Promise(PromiseCommand::End {
            item: ItemNo(1),
            end: PromiseEnd::Broken { told }
        })
    );
}

#[test]
fn a_promise_is_not_dismissed_and_the_words_say_what_to_press() {
    let mut desk = Desk::with(vec![promised(1)]);
    assert!(wrote_nothing(&desk.press("#")));
    assert_eq!(desk.state.overlay, None);
    assert_eq!(
        desk.status(),
        "#1 Client 1 stands for a promise: say whether it was kept, broken or released by the client (e)"
    );
}

#[test]
fn telling_the_client_of_a_promise_keeps_its_date_unless_another_is_named() {
    let mut row = promised(1);
    row.client_due = Some(time("2026-11-27T12:00"));
    let mut desk = Desk::with(vec![row]);
    desk.press("t");
    assert_eq!(field(&desk, "hears next").when_empty, "Fri 27 Nov 12:00");
}

fn edited(effects: &[Effect]) -> PromiseEdit {
    let Command::Promise(PromiseCommand::Edit { edit, .. }) = written(effects) else {
        panic!("a promise was changed")
    };
    edit
}

fn editing(desk: &mut Desk, proof: Proof) {
    assert_eq!(desk.press("E"), [Effect::Read(Query::Promise(ItemNo(1)))]);
    desk.act(Action::Loaded(Loaded::Promise {
        item: ItemNo(1),
        promise: Some(Box::new(promise(proof))),
    }));
}

#[test]
fn editing_a_promise_saves_only_what_was_changed() {
    let mut desk = Desk::with(vec![promised(1)]);
    editing(&mut desk, real());
    assert_eq!(field(&desk, "by when").when_empty, "Fri 27 Nov 12:00");
    assert!(wrote_nothing(&desk.press("Enter")));
    assert_eq!(desk.status(), "nothing was changed");
    editing(&mut desk, real());
    desk.type_text("mon 9:00");
    assert_eq!(
        edited(&desk.press("Enter")),
        PromiseEdit {
            due: Some(time("2026-11-30T09:00")),
            ..PromiseEdit::default()
        }
    );
}

#[test]
fn another_basis_asks_for_its_own_proof_before_it_is_saved() {
    let mut desk = Desk::with(vec![promised(1)]);
    let knows = ClientKnows::said(true).unwrap();
    editing(
        &mut desk,
        Proof::Sponsored {
            approver: stated("Ana Lima"),
            worth: None,
            knows,
        },
    );
    desk.press("Tab ctrl-u");
    desk.type_text("dated");
    assert!(wrote_nothing(&desk.press("Enter")));
    assert_eq!(form(&desk).focus, 4);
    fill(&mut desk, &["dev", "thu 12:00"]);
    assert_eq!(
        edited(&desk.press("Enter")),
        PromiseEdit {
            proof: Some(Proof::Dated {
                owner: OwnerNo(2),
                owner_name: "Dev".into(),
                by: time("2026-11-26T12:00"),
            }),
            ..PromiseEdit::default()
        }
    );
}

#[test]
fn what_can_be_quoted_is_copied_and_tells_no_owner() {
    let mut desk = Desk::with(vec![promised(1), row(2, Kind::Order)]);
    let quote = BriefsOf::Quote(ItemNo(1));
    for key in ["'", "y"] {
        assert_eq!(
            desk.press(key),
            [Effect::Read(Query::Briefs(quote.clone()))],
            "{key}"
        );
    }
    let copied = desk.act(Action::Loaded(Loaded::Briefs {
        of: quote.clone(),
        text: "by Friday".into(),
        tells: Vec::new(),
    }));
    assert!(matches!(copied.as_slice(), [Effect::Copy { tells, .. }] if tells.is_empty()));
    desk.act(Action::Copied {
        of: quote,
        tells: Vec::new(),
    });
    assert_eq!(desk.status(), "what can be quoted of #1 is copied");
    desk.press("j");
    assert!(desk.press("'").is_empty());
    assert!(desk.status().contains("stands for no promise"));
}

#[test]
fn a_promise_that_an_owner_has_is_briefed_and_its_quote_has_its_own_key() {
    let mut desk = Desk::with(vec![with_dev(promised(1))]);
    assert_eq!(
        desk.press("y"),
        [Effect::Read(Query::Briefs(BriefsOf::Rows(vec![ItemNo(1)])))]
    );
    assert_eq!(
        desk.press("'"),
        [Effect::Read(Query::Briefs(BriefsOf::Quote(ItemNo(1))))]
    );
}
