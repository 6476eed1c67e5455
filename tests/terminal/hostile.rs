//! Text from outside that tries to speak to the terminal itself.

use crate::support::cli::Downbeat;
use crate::support::list::{rows, select};
use crate::{SIZE, support::pty::Session};

/// What must never reach the terminal: the clipboard, the title, a cleared screen, another colour, C1 controls, a bell,
/// text turned round, and invisible characters.
const PAYLOADS: [&str; 9] = [
    "\x1b]52;c;cm0gLXJmIH4=\x07",
    "\x1b]0;owned\x07",
    "\x1b[2Jboom",
    "\x1b[7;31mboom",
    "\u{9b}2Jboom",
    "\u{9d}52;c;AAAA\u{9c}",
    "\u{7}",
    "\u{202e}gnp.exe",
    "\u{200b}",
];

fn poisoned(name: &str) -> String {
    format!("{name}{}", PAYLOADS.concat())
}

/// A ticket whose every cell is poisoned, as its requester could have sent it.
fn tickets() -> String {
    let (client, person) = (poisoned("Borealis"), poisoned("Ines"));
    let subject = poisoned("Login");
    format!(
        "Id,Requester,Requester email,Subject,Tags,Status,Priority,Via,Created at,Updated at,Organization\n\
         4711,{person},ines@b.example,{subject},{subject},open,high,Mail,2026-11-20 10:00,2026-11-20 11:00,{client}\n\
         4712,{person},ines@b.example,{subject},x,open,{subject},{subject},2026-11-20 10:00,{subject},{client} Zwei\n\
         {subject},{person},,,,,,,,,{client}\n"
    )
}

/// Fails where a payload came through.
#[track_caller]
fn is_clean(what: &str, bytes: &[u8]) {
    for payload in PAYLOADS {
        let found = bytes
            .windows(payload.len())
            .any(|window| window == payload.as_bytes());
        assert!(!found, "{what} holds {payload:?}:\n{}", bytes.escape_ascii());
    }
    let text = String::from_utf8_lossy(bytes);
    for sign in [
        "\x1b]0", "\u{9b}", "\u{9d}", "\u{9c}", "\u{202e}", "\u{200b}", "\x07",
    ] {
        assert!(!text.contains(sign), "{what} holds {sign:?}");
    }
}

/// Words of ours beside the poison, so that a test that shows nothing does not pass.
#[track_caller]
fn until_shown(screen: &Session, words: &str) {
    screen.until(words);
    is_clean("the screen", &screen.raw());
}

#[test]
fn control_characters_in_imported_text_never_reach_the_terminal() {
    let downbeat = Downbeat::new();
    downbeat.ok(&[
        "owner",
        "add",
        "dev",
        "--name",
        &poisoned("Dev"),
        "--role",
        &poisoned("support"),
        "--kinds",
        "support",
    ]);
    // Whoever sent the file chose its name, too.
    let file = "tickets\u{202e}\x1b]0;owned\x07.csv";
    downbeat.write(file, tickets());
    for args in [["import", file, "--dry-run"].as_slice(), &["import", file]] {
        let output = downbeat.run(args);
        assert_eq!(output.code, Some(0), "{output:?}");
        is_clean("the import's report", output.stdout.as_bytes());
        is_clean("the import's messages", output.stderr.as_bytes());
        assert!(!output.stdout.contains('\x1b') && !output.stderr.contains('\x1b'));
    }

    let mut screen = downbeat.session(&[], SIZE);
    screen.until_screen("list both tickets", |screen| rows(screen).len() == 2);
    select(&mut screen, "Borealis");
    until_shown(&screen, "Login");
    screen.key("Enter");
    until_shown(&screen, "Esc back");
    until_shown(&screen, "What happened");
    screen.key("Esc");
    screen.until_screen("list both tickets again", |screen| rows(screen).len() == 2);
    screen.key("D");
    until_shown(&screen, "Dev");
    screen.key("Enter");
    until_shown(&screen, "handed to Dev");
    for (keys, words) in [
        ("g w", "longest silence"),
        ("g r", "1 owner"),
        ("g k", "Conducted"),
        ("g i", "by client clock"),
    ] {
        screen.keys(keys);
        until_shown(&screen, words);
    }
    // The title of the window is nobody's but the rep's.
    screen.key("q");
    assert_eq!(screen.wait_exit(), 0);
    is_clean("the screen", &screen.raw());

    for args in [
        ["list", "inbox"].as_slice(),
        &["list", "waiting"],
        &["show", "1"],
        &["show", "1", "--json"],
        &["owner", "list"],
        &["account", "list"],
        &["history"],
        &["week"],
        &["week", "--format", "html"],
        &["week", "--format", "csv"],
        &["week", "--format", "json"],
    ] {
        let said = downbeat.ok(args);
        assert!(!said.is_empty() && !said.contains('\x1b'), "{args:?}: {said:?}");
        is_clean(&args.join(" "), said.as_bytes());
    }
}
