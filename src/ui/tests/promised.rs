//! Promises on the screen: on their own row, and on the row they were made on.

use super::look;
use super::morning::{DAY, HOUR, later, morning, support_call};
use crate::app::State;
use crate::domain::ids::{AccountNo, ItemNo, OwnerNo, PromiseNo};
use crate::domain::item::{Cue, Kind};
use crate::domain::promise::{ClientKnows, Promise, Proof, Stated};
use crate::domain::stands_for::StandsFor;

fn promise(item: i64, proof: Proof) -> Promise {
    Promise {
        number: PromiseNo(1),
        item: ItemNo(item),
        account: AccountNo(131),
        client: "Borealis GmbH".to_owned(),
        about: Some(ItemNo(131)),
        to_whom: "Ines Weber".to_owned(),
        what: "Login fixed in every warehouse".to_owned(),
        made_at: later(-3 * DAY),
        due_at: later(2 * DAY + 4 * HOUR),
        first_due_at: later(-DAY),
        proof,
        ended: None,
    }
}

fn dated() -> Proof {
    Proof::Dated {
        owner: OwnerNo(2),
        owner_name: "Dev".to_owned(),
        by: later(DAY),
    }
}

/// The morning with a promise on its first row.
fn on_its_own_row(proof: Proof) -> State {
    let mut state = morning();
    let mut detail = support_call();
    detail.item.kind = Kind::FollowUp;
    detail.item.mood = None;
    detail.item.source = "promise".to_owned();
    detail.item.source_key = None;
    detail.item.words.clear();
    let promise = promise(131, proof);
    detail.item.subject.clone_from(&promise.what);
    detail.promises = vec![promise];
    let row = &mut state.lists.inbox.window.rows[0];
    row.kind = Kind::FollowUp;
    row.subject.clone_from(&detail.item.subject);
    row.wake = Some((later(-HOUR), Cue::PromiseDue));
    row.stands_for = Some(StandsFor::Promise(PromiseNo(1)));
    state.detail.shown = Some(Box::new(detail));
    state
}

#[test]
fn the_row_of_a_promise_says_its_date_the_first_one_and_what_it_rests_on() {
    look("promise_dated", &on_its_own_row(dated()));
    let knows = ClientKnows::said(true).unwrap();
    let mut state = on_its_own_row(Proof::Sponsored {
        approver: Stated::new("Helen Brandt").unwrap(),
        worth: None,
        knows,
    });
    state.detail.open = true;
    look("promise_sponsored_open", &state);
}

#[test]
fn the_row_that_a_promise_was_made_on_says_it() {
    let mut state = morning();
    let mut detail = support_call();
    detail.promises = vec![promise(150, dated())];
    state.detail.shown = Some(Box::new(detail));
    look("promised_here", &state);
}
