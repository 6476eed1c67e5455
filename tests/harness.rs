//! The harness itself: what it types arrives, what it waits for is seen, and a terminal left in disorder is noticed.

#[expect(dead_code, reason = "each test file uses a part of the support")]
mod support;

use std::panic::{AssertUnwindSafe, catch_unwind};

use support::cli::Downbeat;
use support::pty::Session;

const SIZE: (u16, u16) = (40, 8);

/// A shell that runs one script in a terminal.
fn script(text: &str) -> Session {
    Session::program("/bin/sh", &["-c", text], SIZE, &[])
}

/// What a panic said.
fn message(panicking: impl FnOnce()) -> String {
    let Err(payload) = catch_unwind(AssertUnwindSafe(panicking)) else {
        panic!("this must fail");
    };
    payload.downcast_ref::<String>().cloned().unwrap_or_default()
}

#[test]
fn shows_what_the_program_writes_where_it_writes_it() {
    let session = script(r"printf '\033[3;5HBorealis\033[6;1H山田 x'");
    session.until("x");
    assert_eq!(session.wait_exit(), 0);
    assert_eq!(session.screen(), "\n\n    Borealis\n\n\n山田 x\n\n");
    assert!(session.raw().starts_with(b"\x1b[3;5H"));
}

#[test]
fn types_text_keys_and_pastes() {
    let mut session = script("stty raw -echo; printf 'ready '; head -c 23 | cat -v");
    session.until("ready");
    session.type_text("né");
    session.keys("d Ctrl-r Esc");
    session.key("PgDn");
    session.paste("a");
    session.until("nM-CM-)d^R^[^[[6~^[[200~a^[[201~");
}

#[test]
fn waits_until_something_is_gone() {
    let mut session = script(r"stty -echo; printf 'busy'; read line; printf '\r\033[Kdone'; read line");
    session.until("busy");
    session.key("Enter");
    assert!(session.until_gone("busy").starts_with("done"));
}

#[test]
fn clicks_on_text_behind_wide_characters() {
    let mut session = script(r"stty raw -echo; printf '\033[2;1H山田商店 Inbox'; head -c 20 | cat -v");
    session.until("Inbox");
    session.click("Inbox");
    // Column 10 (four wide characters and a space stand before it), row 2.
    session.until("^[[<0;10;2M^[[<0;10;2m");
}

#[test]
fn tells_the_program_of_a_new_size() {
    let mut session = script("trap 'stty size' WINCH; printf ready; while :; do read line; done");
    session.until("ready");
    session.resize((30, 5));
    session.until("5 30");
}

#[test]
fn returns_the_exit_code_and_every_last_byte() {
    let session = script("i=0; while [ $i -lt 500 ]; do echo line $i; i=$((i+1)); done; exit 3");
    assert_eq!(session.wait_exit(), 3);
    assert!(session.screen().contains("line 499"));
    assert_eq!(
        session
            .raw()
            .windows(5)
            .filter(|window| window == b"line ")
            .count(),
        500
    );
}

#[test]
fn a_signal_reaches_the_program() {
    let session = script("trap 'echo caught; exit 7' TERM; printf ready; while :; do read line; done");
    session.until("ready");
    session.signal("TERM");
    assert_eq!(session.wait_exit(), 7);
    assert!(session.screen().contains("caught"));
}

#[test]
fn a_shell_in_the_terminal_has_job_control() {
    let mut shell = Session::program("/bin/sh", &["-i"], SIZE, &[("PS1", "at the prompt ")]);
    shell.until("at the prompt");
    shell.type_text("cat\r");
    shell.type_text("heard\r");
    shell.until_screen("echo the line twice", |screen| {
        screen.matches("heard").count() == 2
    });
    shell.key("Ctrl-z");
    shell.until("Stopped");
    shell.type_text("fg\r");
    shell.type_text("again\r");
    shell.until_screen("echo the line twice", |screen| {
        screen.matches("again").count() == 2
    });
}

#[test]
fn a_terminal_given_back_is_found_in_order() {
    let session = script(
        r"old=$(stty -g); stty raw -echo; printf '\033[?1049h\033[?25l\033[?2004h\033[?1000h'
          printf '\033[?1000l\033[?2004l\033[?25h\033[?1049l'; stty $old",
    );
    assert_eq!(session.wait_exit(), 0);
    session.assert_given_back();
}

#[test]
fn each_thing_not_given_back_is_named() {
    let session = script(r"stty raw -echo; printf '\033[?1049h\033[?25l\033[?2004h\033[?1000h'");
    assert_eq!(session.wait_exit(), 0);
    let kept = session.not_given_back();
    for word in ["alternate screen", "cursor", "paste", "mouse", "line settings"] {
        assert!(kept.iter().any(|kept| kept.contains(word)), "{word}: {kept:?}");
    }
    assert!(message(|| session.assert_given_back()).contains("the cursor is still hidden"));
}

#[test]
fn a_failure_shows_the_screen_and_how_the_program_ended() {
    let session = script("echo good morning; exit 4");
    let said = message(|| {
        session.until("good evening");
    });
    for words in ["\"good evening\"", "│ good morning", "40×8", "Exited with code 4"] {
        assert!(said.contains(words), "{words}: {said}");
    }
}

#[test]
fn a_program_ended_by_a_signal_is_no_exit() {
    let session = script("kill -s KILL $$");
    let said = message(|| {
        session.wait_exit();
    });
    assert!(said.contains("did not exit by itself"), "{said}");
}

#[test]
fn the_program_runs_on_a_folder_of_its_own() {
    let downbeat = Downbeat::new();
    let other = Downbeat::new();
    assert_ne!(downbeat.db(), other.db());
    assert!(!downbeat.db().exists());
    let output = downbeat.run(&["--version"]);
    assert_eq!(output.code, Some(0), "{output:?}");
    assert_eq!(output.stderr, "");
}
