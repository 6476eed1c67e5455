//! The mouse and the clipboard's text.

use crate::support::list::{select, selected};
use crate::{SIZE, morning, opened};

#[test]
fn a_click_selects_a_row_and_opens_a_view_or_a_split() {
    let downbeat = morning();
    let mut screen = opened(&downbeat);
    let chosen = |client: &'static str| {
        move |screen: &str| selected(screen).is_some_and(|row| row.text.contains(client))
    };
    screen.click("Borealis GmbH");
    screen.until_screen("select Borealis", chosen("Borealis GmbH"));
    // Behind wide characters too.
    screen.click("callback, third");
    screen.until_screen("select 山田商店", chosen("山田商店"));
    screen.click("Orders 2");
    screen.until_gone("Login fails");
    screen.click("All 4");
    screen.until("Login fails");
    screen.click("Waiting 0");
    screen.until("Nobody owes you an answer.");
    screen.click("Week");
    screen.until("Week 48");
    screen.click("Inbox 4");
    screen.until("by client clock");

    // The wheel moves the selection, and stays on the last row.
    select(&mut screen, "Acme Pumps");
    for _ in 0..3 {
        screen.wheel("Delta Freight", true);
    }
    screen.until_screen("stand on the last row", chosen("山田商店"));
    screen.wheel("Delta Freight", false);
    screen.until_screen("go up three rows", chosen("Acme Pumps"));
    // A second click opens the row.
    screen.click("Acme Pumps");
    screen.until("Esc back");
    screen.key("q");
    screen.until("by client clock");
}

#[test]
fn the_mouse_can_be_turned_off() {
    let downbeat = morning();
    downbeat.write("config.toml", "[screen]\nmouse = false\n");
    let mut screen = downbeat.session(&[], SIZE);
    screen.until("by client clock");
    assert!(
        !screen.raw().windows(7).any(|bytes| bytes == b"\x1b[?1000"),
        "the mouse was taken"
    );
    screen.key("q");
    assert_eq!(screen.wait_exit(), 0);
}

#[test]
fn a_paste_is_text_where_text_belongs_and_nothing_elsewhere() {
    let downbeat = morning();
    let mut screen = opened(&downbeat);
    // As keys this would hand two rows off, dismiss one and quit.
    screen.paste("dd#yq");
    screen.until("pasted text is ignored here: open a text field first");
    screen.until("Inbox 4");
    screen.key("i");
    screen.paste("order Kestrel Air: 3 rotors\r\nby truck\x1b[31m\u{202e}");
    screen.until("by truck");
    screen.until("Kestrel Air");
    screen.type_text(" €12");
    screen.key("Enter");
    screen.until("Kestrel Air added: 3 rotors by truck");
    let added = downbeat.json(&["show", "5", "--json"]);
    assert_eq!(added["subject"], "3 rotors by truck");
    assert_eq!(added["value"]["amount"], "12.00");
}
