//! Words of several lines, typed and pasted.

use crate::{morning, opened};

#[test]
fn a_note_is_typed_on_several_lines_by_the_keys_that_terminals_send() {
    let downbeat = morning();
    let mut screen = opened(&downbeat);
    screen.key("a");
    screen.until("Note on");
    screen.type_text("Pump 3 stops:");
    screen.key("Ctrl-j");
    screen.type_text("alarm 17");
    screen.key("Alt-Enter");
    screen.paste("\r\nMobile: 0171 555 0133\r\n  not before noon\r\n");
    screen.until("not before noon");
    screen.key("Enter");
    screen.until("noted");
    screen.key("q");
    assert_eq!(screen.wait_exit(), 0);
    let noted = "Pump 3 stops:\nalarm 17\n\nMobile: 0171 555 0133\n  not before noon";
    let items = downbeat.json(&["list", "--json"]);
    let item = items[0]["number"].to_string();
    let shown = downbeat.json(&["show", &item, "--json"]);
    assert_eq!(shown["timeline"][0]["words"], format!("note: {noted}"));
}
