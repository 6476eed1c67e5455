//! Keys that come faster than the screen is drawn.

use crate::{SIZE, morning};

/// Reading the terminal takes 1,024 bytes at a time, and the terminal itself holds 4,095: what lies between the two must
/// not wait for another key.
#[test]
fn keys_typed_ahead_are_all_taken_without_another_key() {
    let downbeat = morning();
    let mut screen = downbeat.session(&[], SIZE);
    screen.until("Inbox 4");
    let mut ahead = b"j".repeat(2_000);
    ahead.extend(b"k".repeat(1_000));
    ahead.extend(b"gkgi?");
    screen.send(&ahead);
    screen.until("Keys of Inbox");
    screen.key("Esc");
    screen.until_gone("Keys of Inbox");
    screen.key("q");
    assert_eq!(screen.wait_exit(), 0);
    screen.assert_given_back();
}
