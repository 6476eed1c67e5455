//! The call queue by itself: the card of the one to call, the log with its timer, and the next one to call.

use crate::support::cli::{Downbeat, MONDAY};
use crate::support::pty::Session;
use crate::{SIZE, select_record};

/// Three clients who did not answer on Friday, and are due on Monday morning.
fn due() -> Downbeat {
    let mut downbeat = Downbeat::new();
    downbeat.at("2026-11-20T10:00:00+01:00");
    for (client, next) in [
        ("Acme Pumps", "14:00"),
        ("Borealis GmbH", "15:00"),
        ("Delta Freight", "16:00"),
    ] {
        downbeat.ok(&["call", client, "--outcome", "no-answer", "--next", next]);
    }
    downbeat.ok(&[
        "account",
        "person",
        "add",
        "Borealis GmbH",
        "Ines Weber",
        "--phone",
        "+49 421 555 0114",
    ]);
    downbeat.at(MONDAY);
    downbeat
}

fn opened(downbeat: &Downbeat) -> Session {
    let mut screen = downbeat.session(&[], SIZE);
    screen.until("by client clock");
    screen.keys("g c");
    screen.until("to call first");
    screen.until("Calls 3  ");
    screen
}

#[test]
fn enter_opens_the_card_and_then_the_log_with_its_timer_and_saving_brings_the_next() {
    let downbeat = due();
    let mut screen = opened(&downbeat);
    select_record(&mut screen, "Acme Pumps");
    screen.key("Enter");
    screen.until("To say");
    screen.until("Last calls");
    screen.key("Enter");
    screen.until("Call with Acme Pumps, #1: how did it end?");
    screen.until("0:00");
    screen.key("n");
    screen.until("Call with Acme Pumps, #1: no answer, try 2 of 5");
    screen.key("Enter");
    screen.until("call to Acme Pumps logged: no answer, try 2 of 5");

    // The next one stands there whole, with the number, and again Enter is all it takes.
    screen.until("+49 421 555 0114");
    screen.until("Calls 2  ");
    screen.key("Enter");
    screen.until("Call with Borealis GmbH, #2: how did it end?");
    screen.key("c");
    screen.until("what was said");
    screen.type_text("Rings back tomorrow");
    screen.until("Rings back tomorrow");
    screen.key("Enter");
    screen.until("call to Borealis GmbH logged: connected, callback #2 closed");
    screen.until("Calls 1  ");
    screen.until("#3 Call back");
    screen.key("Enter");
    screen.until("Call with Delta Freight, #3: how did it end?");
    // Nothing is logged without its outcome.
    screen.key("Esc");
    screen.until_gone("how did it end?");
    screen.keys("c v Enter");
    screen.until("call to Delta Freight logged: voicemail, try 2 of 5");
    screen.until("nobody else is due for a call");
    screen.until("Calls 0  ");

    let calls = downbeat.json(&["call", "list", "--json"]);
    assert_eq!(calls.as_array().map(Vec::len), Some(6), "{calls:#}");
    screen.key("u");
    screen.until("taken back: call to Delta Freight logged");
    screen.until("Calls 1  ");
}
