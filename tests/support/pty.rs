//! A program in a real pseudo-terminal: types keys, waits for what the screen says, looks at what was written.
//!
//! Nothing here sleeps. A wait is woken by every byte the program writes and by its end, and gives up after
//! [`PATIENCE`] with a picture of the screen.

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Instant;

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};

use super::{PATIENCE, keys, signal};

/// Columns and rows, as people say them: `(80, 24)`.
pub(crate) type Size = (u16, u16);

/// One program in one terminal. Dropping it ends the program.
pub(crate) struct Session {
    terminal: Box<dyn MasterPty + Send>,
    writer: Box<dyn Write + Send>,
    shared: Arc<Shared>,
    process: u32,
    settings_before: String,
}

/// What the session shares with the thread that reads the terminal and the one that waits for the program.
struct Shared {
    seen: Mutex<Seen>,
    changed: Condvar,
}

/// What came out of the terminal so far.
struct Seen {
    screen: vt100::Parser,
    raw: Vec<u8>,
    closed: bool,
    exit: Option<ExitStatus>,
}

impl Session {
    /// Starts a program in a terminal of this size, working where the test itself works. It sees these variables and
    /// `PATH`, `TERM` and `LANG`, no others. For job control, start a shell and type.
    #[track_caller]
    pub(crate) fn program(program: &str, args: &[&str], size: Size, env: &[(&str, &str)]) -> Self {
        Self::program_in(Path::new("."), program, args, size, env)
    }

    /// Starts a program as [`Session::program`] does, working in this folder.
    #[track_caller]
    pub(crate) fn program_in(
        folder: &Path,
        program: &str,
        args: &[&str],
        size: Size,
        env: &[(&str, &str)],
    ) -> Self {
        let pair = native_pty_system()
            .openpty(pty_size(size))
            .unwrap_or_else(|error| panic!("no pseudo-terminal to run {program} in: {error:#}"));
        let mut command = CommandBuilder::new(program);
        command.args(args);
        command.cwd(folder);
        command.env_clear();
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.env("TERM", "xterm-256color");
        command.env("LANG", "C.UTF-8");
        for (name, value) in env {
            command.env(name, value);
        }
        let settings_before = settings(pair.master.as_ref());
        let child = pair
            .slave
            .spawn_command(command)
            .unwrap_or_else(|error| panic!("could not start {program}: {error:#}"));
        drop(pair.slave);
        let reader = pair.master.try_clone_reader();
        let reader =
            reader.unwrap_or_else(|error| panic!("could not read the terminal of {program}: {error:#}"));
        let writer = pair.master.take_writer();
        let writer = writer.unwrap_or_else(|error| panic!("could not type to {program}: {error:#}"));
        let process = child
            .process_id()
            .unwrap_or_else(|| panic!("{program} has no process id"));

        let shared = Arc::new(Shared {
            seen: Mutex::new(Seen {
                screen: parser(size),
                raw: Vec::new(),
                closed: false,
                exit: None,
            }),
            changed: Condvar::new(),
        });
        read_all(Arc::clone(&shared), reader);
        await_end(Arc::clone(&shared), child);
        Self {
            terminal: pair.master,
            writer,
            shared,
            process,
            settings_before,
        }
    }

    /// Presses one key, by the names of [`keys::bytes`].
    ///
    /// A terminal cannot tell `Esc` followed at once by `d` from `Alt-d`: wait for what `Esc` does before typing on.
    #[track_caller]
    pub(crate) fn key(&mut self, key: &str) {
        self.send(&keys::bytes(key));
    }

    /// Presses keys one after the other, separated by spaces: `keys("g i d Ctrl-r")`.
    #[track_caller]
    pub(crate) fn keys(&mut self, keys: &str) {
        let bytes: Vec<u8> = keys.split_whitespace().flat_map(keys::bytes).collect();
        self.send(&bytes);
    }

    /// Types text, as fingers would.
    #[track_caller]
    pub(crate) fn type_text(&mut self, text: &str) {
        self.send(text.as_bytes());
    }

    /// Pastes text, as a terminal with bracketed paste does.
    #[track_caller]
    pub(crate) fn paste(&mut self, text: &str) {
        self.send(format!("\x1b[200~{text}\x1b[201~").as_bytes());
    }

    /// Clicks the left button on the first place where the screen shows this text.
    #[track_caller]
    pub(crate) fn click(&mut self, text: &str) {
        let Some((column, row)) = self.place_of(text) else {
            self.fail(&format!("nowhere to click: the screen does not show {text:?}"));
        };
        self.send(format!("\x1b[<0;{column};{row}M\x1b[<0;{column};{row}m").as_bytes());
    }

    /// Turns the wheel one notch down (or up) over the first place where the screen shows this text.
    #[track_caller]
    pub(crate) fn wheel(&mut self, text: &str, down: bool) {
        let Some((column, row)) = self.place_of(text) else {
            self.fail(&format!(
                "nowhere to turn the wheel: the screen does not show {text:?}"
            ));
        };
        let button = if down { 65 } else { 64 };
        self.send(format!("\x1b[<{button};{column};{row}M").as_bytes());
    }

    /// Sends bytes as they are.
    #[track_caller]
    pub(crate) fn send(&mut self, bytes: &[u8]) {
        let sent = self.writer.write_all(bytes).and_then(|()| self.writer.flush());
        if let Err(error) = sent {
            self.fail(&format!(
                "could not type {:?}: {error}",
                String::from_utf8_lossy(bytes)
            ));
        }
    }

    /// Waits until the screen shows this text on one line, and returns the screen.
    #[track_caller]
    pub(crate) fn until(&self, text: &str) -> String {
        self.until_screen(&format!("show {text:?}"), |screen| screen.contains(text))
    }

    /// Waits until the screen no longer shows this text, and returns the screen.
    #[track_caller]
    pub(crate) fn until_gone(&self, text: &str) -> String {
        self.until_screen(&format!("stop showing {text:?}"), |screen| !screen.contains(text))
    }

    /// Waits until the screen satisfies `holds`, described in words that follow *the screen did not …*.
    #[track_caller]
    pub(crate) fn until_screen(&self, words: &str, holds: impl Fn(&str) -> bool) -> String {
        let met = self.wait(|seen| {
            let screen = picture(&seen.screen);
            if holds(&screen) {
                Some(Ok(screen))
            } else {
                (seen.closed && seen.exit.is_some()).then_some(Err(()))
            }
        });
        match met {
            Some(Ok(screen)) => screen,
            Some(Err(())) => self.fail(&format!("the program ended and the screen did not {words}")),
            None => self.fail(&format!("the screen did not {words}")),
        }
    }

    /// Waits until the program has written these bytes, anywhere since it started.
    #[track_caller]
    pub(crate) fn until_written(&self, bytes: &[u8]) {
        let written = self.wait(|seen| contains(&seen.raw, bytes).then_some(()));
        if written.is_none() {
            self.fail(&format!(
                "the program did not write {:?}",
                String::from_utf8_lossy(bytes)
            ));
        }
    }

    /// The screen as text, one line for each row, without trailing spaces.
    pub(crate) fn screen(&self) -> String {
        picture(&self.seen().screen)
    }

    /// Every byte the program wrote to the terminal since it started.
    pub(crate) fn raw(&self) -> Vec<u8> {
        self.seen().raw.clone()
    }

    /// Every text that the program has put on the clipboard through the terminal (OSC 52), in order.
    pub(crate) fn copied(&self) -> Vec<String> {
        let raw = String::from_utf8_lossy(&self.seen().raw).into_owned();
        let sent = raw.split("\x1b]52;c;").skip(1);
        sent.filter_map(|rest| rest.split(['\x1b', '\x07']).next())
            .map(from_base64)
            .collect()
    }

    /// Gives the terminal another size, as dragging its window does.
    #[track_caller]
    pub(crate) fn resize(&mut self, size: Size) {
        let (columns, rows) = cells(size);
        self.seen().screen.set_size(rows, columns);
        if let Err(error) = self.terminal.resize(pty_size(size)) {
            self.fail(&format!("could not resize the terminal to {size:?}: {error:#}"));
        }
    }

    /// Sends the program a signal: `TERM`, `HUP`, `INT`, `TSTP`, `CONT`.
    #[track_caller]
    pub(crate) fn signal(&self, name: &str) {
        if let Err(error) = signal(self.process, name) {
            self.fail(&error);
        }
    }

    /// Waits for the program's end and everything it wrote, and returns its exit code. Fails when a signal ended it.
    #[track_caller]
    pub(crate) fn wait_exit(&self) -> u32 {
        let ended = self.wait(|seen| seen.exit.clone().filter(|_| seen.closed));
        match ended {
            Some(status) if status.signal().is_none() => status.exit_code(),
            Some(status) => self.fail(&format!("the program did not exit by itself: {status}")),
            None => self.fail("the program did not end"),
        }
    }

    /// What of the terminal the program has not given back, in words; empty when all of it has been.
    pub(crate) fn not_given_back(&self) -> Vec<&'static str> {
        let line_settings = settings(self.terminal.as_ref());
        let seen = self.seen();
        let screen = seen.screen.screen();
        [
            (screen.alternate_screen(), "it is still on the alternate screen"),
            (screen.hide_cursor(), "the cursor is still hidden"),
            (screen.bracketed_paste(), "bracketed paste is still on"),
            (
                screen.mouse_protocol_mode() != vt100::MouseProtocolMode::None,
                "the mouse is still captured",
            ),
            (
                line_settings != self.settings_before,
                "the line settings are still raw",
            ),
        ]
        .into_iter()
        .filter_map(|(kept, words)| kept.then_some(words))
        .collect()
    }

    /// Fails unless the terminal is as the program found it.
    #[track_caller]
    pub(crate) fn assert_given_back(&self) {
        let kept = self.not_given_back();
        if !kept.is_empty() {
            self.fail(&format!("the terminal was not given back: {}", kept.join(", ")));
        }
    }

    /// Column and row, counted from 1, of the first place where the screen shows this text.
    fn place_of(&self, text: &str) -> Option<(u16, u16)> {
        let seen = self.seen();
        let screen = seen.screen.screen();
        let (rows, columns) = screen.size();
        (0..rows.get()).find_map(|row| {
            let line = screen.rows(0, columns.get()).nth(usize::from(row))?;
            let before = &line[..line.find(text)?];
            // Wide characters take two columns: count the columns whose cells make up the text before it.
            let column = (0..=columns.get()).find(|&column| {
                screen
                    .rows(0, column)
                    .nth(usize::from(row))
                    .is_some_and(|part| part.len() >= before.len())
            })?;
            Some((column + 1, row + 1))
        })
    }

    /// Waits until `look` returns something; `None` after [`PATIENCE`].
    fn wait<T>(&self, look: impl Fn(&Seen) -> Option<T>) -> Option<T> {
        let give_up = Instant::now() + PATIENCE;
        let mut seen = self.seen();
        loop {
            if let Some(found) = look(&seen) {
                return Some(found);
            }
            let left = give_up.checked_duration_since(Instant::now())?;
            let woken = self.shared.changed.wait_timeout(seen, left);
            seen = woken.unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.shared.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }

    #[track_caller]
    fn fail(&self, what: &str) -> ! {
        let seen = self.seen();
        let (rows, columns) = seen.screen.screen().size();
        let tail = &seen.raw[seen.raw.len().saturating_sub(300)..];
        let state = match &seen.exit {
            Some(status) => format!("ended ({status})"),
            None => "still running".to_owned(),
        };
        let message = format!(
            "{what}\nThe program is {state}. The screen, {columns}×{rows}:\n{}\nThe last bytes: {}",
            framed(&picture(&seen.screen)),
            tail.escape_ascii()
        );
        drop(seen);
        panic!("{message}");
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        let ended = self.seen().exit.is_some();
        // One that ends by itself at this very moment cannot be signalled any more: that is as good.
        if !ended {
            signal(self.process, "KILL").ok();
        }
    }
}

/// Reads the terminal to its end, on a thread of its own.
fn read_all(shared: Arc<Shared>, mut reader: Box<dyn Read + Send>) {
    thread::spawn(move || {
        let mut buffer = [0; 16 * 1024];
        loop {
            let read = reader.read(&mut buffer).unwrap_or(0);
            let mut seen = shared.seen.lock().unwrap_or_else(PoisonError::into_inner);
            seen.raw.extend_from_slice(&buffer[..read]);
            seen.screen.process(&buffer[..read]);
            seen.closed = read == 0;
            drop(seen);
            shared.changed.notify_all();
            if read == 0 {
                return;
            }
        }
    });
}

/// Waits for the program's end, on a thread of its own.
fn await_end(shared: Arc<Shared>, mut child: Box<dyn Child + Send + Sync>) {
    thread::spawn(move || {
        let status = child
            .wait()
            .unwrap_or_else(|_| ExitStatus::with_exit_code(u32::MAX));
        let mut seen = shared.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.exit = Some(status);
        drop(seen);
        shared.changed.notify_all();
    });
}

/// The line settings of the terminal (echo, raw mode and so on), for comparing.
fn settings(terminal: &dyn MasterPty) -> String {
    format!("{:?}", terminal.get_termios())
}

fn pty_size((cols, rows): Size) -> PtySize {
    PtySize {
        rows,
        cols,
        pixel_width: 0,
        pixel_height: 0,
    }
}

/// The picture's size: a terminal may claim to have no cells, a picture has at least one.
fn cells((columns, rows): Size) -> (NonZeroU16, NonZeroU16) {
    let at_least_one = |count| NonZeroU16::new(count).unwrap_or(NonZeroU16::MIN);
    (at_least_one(columns), at_least_one(rows))
}

fn parser(size: Size) -> vt100::Parser {
    let (columns, rows) = cells(size);
    vt100::Parser::new(rows, columns, 0)
}

fn picture(parser: &vt100::Parser) -> String {
    let screen = parser.screen();
    let (_, columns) = screen.size();
    let rows: Vec<String> = screen
        .rows(0, columns.get())
        .map(|row| row.trim_end().to_owned())
        .collect();
    rows.join("\n")
}

fn framed(picture: &str) -> String {
    let lines: Vec<String> = picture.lines().map(|line| format!("│ {line}")).collect();
    lines.join("\n")
}

/// Base64 as text; what is none is left out.
fn from_base64(encoded: &str) -> String {
    const DIGITS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let digits: Vec<usize> = encoded.chars().filter_map(|digit| DIGITS.find(digit)).collect();
    let bits: Vec<bool> = digits
        .iter()
        .flat_map(|digit| (0..6).rev().map(move |bit| digit >> bit & 1 == 1))
        .collect();
    let bytes: Vec<u8> = bits
        .chunks_exact(8)
        .map(|byte| byte.iter().fold(0, |value, bit| value << 1 | u8::from(*bit)))
        .collect();
    String::from_utf8_lossy(&bytes).into_owned()
}

fn contains(haystack: &[u8], needle: &[u8]) -> bool {
    needle.is_empty() || haystack.windows(needle.len()).any(|window| window == needle)
}
