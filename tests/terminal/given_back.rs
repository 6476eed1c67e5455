//! The terminal is given back whatever ends the program, and taken again when the shell continues it.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::thread;

use downbeat::runtime::Taken;

use crate::support::cli::Downbeat;
use crate::support::pty::Session;
use crate::support::{PATIENCE, PROGRAM};
use crate::{SIZE, morning, opened};

#[test]
fn a_key_that_quits_gives_the_terminal_back() {
    let downbeat = morning();
    for key in ["q", "Ctrl-c"] {
        let mut screen = opened(&downbeat);
        screen.key(key);
        assert_eq!(screen.wait_exit(), 0, "{key}");
        screen.assert_given_back();
    }
}

#[test]
fn a_signal_that_ends_the_program_gives_the_terminal_back() {
    let downbeat = morning();
    for signal in ["TERM", "HUP", "INT", "QUIT"] {
        let screen = opened(&downbeat);
        screen.signal(signal);
        assert_eq!(screen.wait_exit(), 0, "SIG{signal}");
        screen.assert_given_back();
    }
}

/// A signal that came between taking the terminal and listening for signals left it raw.
#[test]
fn a_signal_at_the_first_sign_of_life_gives_the_terminal_back() {
    let downbeat = morning();
    for _ in 0..3 {
        let screen = downbeat.session(&[], SIZE);
        screen.until_written(b"\x1b[?1049h");
        screen.signal("TERM");
        assert_eq!(screen.wait_exit(), 0);
        screen.assert_given_back();
    }
}

#[test]
fn the_shell_has_the_terminal_while_the_program_is_stopped() {
    let downbeat = morning();
    let mut shell = downbeat.program("/bin/sh", &["-i"], SIZE, &[("PS1", "at the prompt ")]);
    shell.until("at the prompt");
    shell.type_text(&format!("{PROGRAM}\r"));
    shell.until("by client clock");
    let before = shell.screen();
    shell.key("Ctrl-z");
    shell.until("Stopped");
    // Line settings are the shell's own business here; that it echoes and runs a line shows that they are sane.
    let kept = shell.not_given_back();
    assert!(kept.iter().all(|kept| kept.contains("line settings")), "{kept:?}");
    shell.type_text("echo good $((40 + 2)) morning\r");
    shell.until("good 42 morning");
    shell.until("echo good");

    // While it was away the window became another size, and another program added an item.
    shell.resize((100, 30));
    downbeat.ok(&["add", "Kestrel: call them back fri 14:00"]);
    shell.type_text("fg\r");
    shell.until("Kestrel");
    let after = shell.until("Inbox 5");
    assert!(
        !after.contains("at the prompt"),
        "the shell's text shows through:\n{after}"
    );
    assert!(before.contains("Inbox 4"), "{before}");
    shell.key("G");
    shell.until("▌F  Kestrel");
    shell.key("q");
    shell.until("at the prompt");
    let kept = shell.not_given_back();
    assert!(kept.iter().all(|kept| kept.contains("line settings")), "{kept:?}");
}

/// A script that waited for the stopped program kept the shell from its prompt.
#[test]
fn a_script_that_runs_the_program_stops_with_it() {
    let downbeat = morning();
    let mut shell = downbeat.program("/bin/sh", &["-i"], SIZE, &[("PS1", "at the prompt ")]);
    shell.until("at the prompt");
    shell.type_text(&format!("sh -c '{PROGRAM}; echo $((40 + 2)) left'\r"));
    shell.until("by client clock");
    shell.key("Ctrl-z");
    shell.until("Stopped");
    shell.type_text("fg\r");
    shell.until("by client clock");
    shell.key("q");
    shell.until("42 left");
}

/// A terminal's only program that stopped could never be continued: it would hold the terminal for ever.
#[test]
fn without_a_shell_nothing_stops_the_program() {
    let downbeat = morning();
    let mut screen = opened(&downbeat);
    screen.key("Ctrl-z");
    screen.until("no shell waits to continue downbeat");
    screen.signal("TSTP");
    screen.keys("g w");
    screen.until("longest silence first");
    screen.key("q");
    assert_eq!(screen.wait_exit(), 0);
    screen.assert_given_back();
}

/// Runs one of the ignored tests below as a program of its own.
fn own_part(name: &str) -> (String, [String; 4]) {
    let program = std::env::current_exe().unwrap_or_else(|error| panic!("no path of this test: {error}"));
    let args = [
        "--exact",
        &format!("given_back::{name}"),
        "--ignored",
        "--nocapture",
    ]
    .map(str::to_owned);
    (program.to_string_lossy().into_owned(), args)
}

#[test]
fn a_panic_on_any_thread_gives_the_terminal_back_before_its_words() {
    for part in ["part_panics_with_the_terminal", "part_panics_on_another_thread"] {
        let (program, args) = own_part(part);
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        let screen = Session::program(&program, &args, SIZE, &[(PART, "1")]);
        assert_eq!(screen.wait_exit(), 101, "{part}");
        screen.assert_given_back();
        // The words are on the first screen, where they stay.
        assert!(
            screen.screen().contains("the strings broke"),
            "{part}: {}",
            screen.screen()
        );
        let raw = screen.raw();
        let at = |bytes: &[u8]| raw.windows(bytes.len()).position(|window| window == bytes);
        assert!(
            at(b"\x1b[?1049h") < at(b"\x1b[?1049l"),
            "{part}: the terminal was never taken"
        );
        assert!(at(b"\x1b[?1049l") < at(b"the strings broke"), "{part}");
    }
}

/// Set for the parts below, which do nothing without it.
const PART: &str = "DOWNBEAT_TEST_PART";

#[test]
#[ignore = "run by a_panic_on_any_thread_gives_the_terminal_back_before_its_words, in a terminal of its own"]
fn part_panics_with_the_terminal() {
    if std::env::var_os(PART).is_some() {
        let _taken = Taken::take(true).unwrap_or_else(|error| panic!("{error:#}"));
        panic!("the strings broke");
    }
}

#[test]
#[ignore = "run by a_panic_on_any_thread_gives_the_terminal_back_before_its_words, in a terminal of its own"]
fn part_panics_on_another_thread() {
    if std::env::var_os(PART).is_some() {
        let taken = Taken::take(true).unwrap_or_else(|error| panic!("{error:#}"));
        let ended = thread::spawn(|| panic!("the strings broke")).join();
        // The hook alone must have given it back: this thread still holds it.
        std::mem::forget(taken);
        assert!(ended.is_ok(), "a thread of the program panicked");
    }
}

#[test]
fn a_terminal_that_vanishes_ends_the_program_without_a_word() {
    let downbeat = morning();
    let last_words = downbeat.path("last-words");
    let made = Command::new("mkfifo").arg(&last_words).status();
    assert!(
        made.is_ok_and(|status| status.success()),
        "no pipe at {}",
        last_words.display()
    );
    let (program, args) = own_part("part_holds_a_terminal");
    let mut holder = Command::new(program)
        .args(args)
        .env(PART, downbeat.path("."))
        .stdout(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("could not start the holder of the terminal: {error}"));
    // downbeat's standard error: its end is the end of the program.
    let (sender, ended) = mpsc::channel();
    thread::spawn(move || {
        let mut words = String::new();
        let read = File::open(last_words).and_then(|mut pipe| pipe.read_to_string(&mut words));
        sender.send(read.map(|_| words))
    });
    let stdout = holder.stdout.take().map(BufReader::new);
    let ready = stdout
        .into_iter()
        .flat_map(BufRead::lines)
        .map_while(Result::ok)
        .any(|line| line.contains("it plays"));
    let killed = holder.kill().and_then(|()| holder.wait());
    assert!(
        ready && killed.is_ok(),
        "the holder of the terminal had no screen to show"
    );
    let words = ended.recv_timeout(PATIENCE);
    assert!(matches!(&words, Ok(Ok(words)) if words.is_empty()), "{words:?}");
    assert_eq!(downbeat.ok(&["list"]).lines().count(), 5);
}

#[test]
#[ignore = "run by a_terminal_that_vanishes_ends_the_program_without_a_word, which then kills it"]
fn part_holds_a_terminal() {
    let Some(folder) = std::env::var_os(PART) else {
        return;
    };
    let folder = Path::new(&folder);
    let env = [("DOWNBEAT_DB", "downbeat.db"), ("DOWNBEAT_CONFIG", "config.toml")];
    let script = "exec \"$0\" 2>last-words";
    let screen = Session::program_in(folder, "/bin/sh", &["-c", script, PROGRAM], SIZE, &env);
    screen.until("by client clock");
    // On a line of its own, after what the test harness writes.
    println!("\nit plays");
    screen.until("until it is killed");
}

#[test]
fn without_a_terminal_to_draw_on_it_says_what_to_do_instead() {
    let downbeat = Downbeat::new();
    let screen = downbeat.session_with(&[], SIZE, &[("TERM", "dumb")]);
    assert_eq!(screen.wait_exit(), 1);
    // The terminal itself breaks the line.
    let said = screen.screen().replace('\n', "");
    assert!(
        said.contains("TERM=dumb") && said.contains("downbeat list"),
        "{said}"
    );
    assert!(
        !screen.raw().contains(&0x1b),
        "escape sequences on a dumb terminal"
    );
    screen.assert_given_back();
    let why = downbeat.refused::<&str>(&[]);
    assert!(
        why.contains("needs a terminal") && why.contains("downbeat list"),
        "{why}"
    );
    assert!(!downbeat.db().exists());
}
