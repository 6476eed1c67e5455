//! The program as a process, on a store and a clock of the test's own.

use std::ffi::OsStr;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::thread;

use super::pty::{Session, Size};
use super::{PATIENCE, PROGRAM, signal};

/// The moment at which a test's downbeat starts: a Monday morning in Berlin.
pub(crate) const MONDAY: &str = "2026-11-23T07:42:00+01:00";

/// A store, a config and a clock in a folder of their own, gone when this is dropped.
pub(crate) struct Downbeat {
    folder: tempfile::TempDir,
    now: String,
}

/// What one run of the program came to.
#[derive(Debug)]
pub(crate) struct Output {
    /// The exit code; `None` when a signal ended it.
    pub(crate) code: Option<i32>,
    /// Data.
    pub(crate) stdout: String,
    /// Messages.
    pub(crate) stderr: String,
}

impl Downbeat {
    /// No store yet, an empty config, and the clock at [`MONDAY`].
    pub(crate) fn new() -> Self {
        let folder = tempfile::Builder::new().prefix("downbeat-test-").tempdir();
        let downbeat = Self {
            folder: folder.unwrap_or_else(|error| panic!("no temporary folder for a test: {error}")),
            now: MONDAY.to_owned(),
        };
        downbeat.write("config.toml", "");
        downbeat
    }

    /// Sets the clock for all that follows: `2026-11-27T16:00:00+01:00`.
    pub(crate) fn at(&mut self, now: &str) -> &mut Self {
        now.clone_into(&mut self.now);
        self
    }

    /// A path in the folder.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The store.
    pub(crate) fn db(&self) -> PathBuf {
        self.path("downbeat.db")
    }

    /// Writes a file into the folder and returns its path: an import, or `config.toml`, the config.
    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, content)
            .unwrap_or_else(|error| panic!("could not write {}: {error}", path.display()));
        path
    }

    /// Reads a file of the folder, such as an export.
    pub(crate) fn read(&self, name: &str) -> String {
        let path = self.path(name);
        std::fs::read_to_string(&path)
            .unwrap_or_else(|error| panic!("could not read {}: {error}", path.display()))
    }

    /// Runs a command and waits for its end, whatever it comes to.
    #[track_caller]
    pub(crate) fn run<S: AsRef<OsStr>>(&self, args: &[S]) -> Output {
        self.run_with_input(args, b"")
    }

    /// Runs a command that reads this on standard input.
    #[track_caller]
    pub(crate) fn run_with_input<S: AsRef<OsStr>>(&self, args: &[S], input: &[u8]) -> Output {
        let mut child = Command::new(PROGRAM)
            .args(args)
            .env_clear()
            .envs(self.env())
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .current_dir(self.folder.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| panic!("could not start {PROGRAM}: {error}"));
        let process = child.id();
        let stdin = child.stdin.take();
        let input = input.to_vec();
        // A program that ends without reading its input is no failure of the test, so a broken pipe is not either.
        thread::spawn(move || stdin.map(|mut stdin| stdin.write_all(&input)));
        let (sender, ended) = mpsc::channel();
        thread::spawn(move || sender.send(child.wait_with_output()));
        let Ok(output) = ended.recv_timeout(PATIENCE) else {
            let killed = signal(process, "KILL");
            panic!("downbeat {} did not end (stopped now: {killed:?})", said(args));
        };
        let output = output.unwrap_or_else(|error| panic!("could not read what {PROGRAM} wrote: {error}"));
        Output {
            code: output.status.code(),
            stdout: text(output.stdout),
            stderr: text(output.stderr),
        }
    }

    /// Runs a command that must succeed, and returns what it wrote to standard output.
    #[track_caller]
    pub(crate) fn ok<S: AsRef<OsStr>>(&self, args: &[S]) -> String {
        let output = self.run(args);
        assert_eq!(
            output.code,
            Some(0),
            "downbeat {} failed: {output:#?}",
            said(args)
        );
        output.stdout
    }

    /// Runs a command that must be refused (exit code 1) without a word on standard output, and returns its message.
    #[track_caller]
    pub(crate) fn refused<S: AsRef<OsStr>>(&self, args: &[S]) -> String {
        let output = self.run(args);
        assert_eq!(
            output.code,
            Some(1),
            "downbeat {} was not refused: {output:#?}",
            said(args)
        );
        assert_eq!(
            output.stdout,
            "",
            "downbeat {} wrote data though it was refused",
            said(args)
        );
        output.stderr
    }

    /// Runs a command that must succeed and print one JSON value.
    #[track_caller]
    pub(crate) fn json<S: AsRef<OsStr>>(&self, args: &[S]) -> serde_json::Value {
        let stdout = self.ok(args);
        serde_json::from_str(&stdout)
            .unwrap_or_else(|error| panic!("downbeat {} printed no JSON ({error}):\n{stdout}", said(args)))
    }

    /// Starts the program in a pseudo-terminal on the same store, working in the folder.
    #[track_caller]
    pub(crate) fn session(&self, args: &[&str], size: Size) -> Session {
        self.session_with(args, size, &[])
    }

    /// Starts the program as [`Downbeat::session`] does, with these variables besides, which count more.
    #[track_caller]
    pub(crate) fn session_with(&self, args: &[&str], size: Size, more: &[(&str, &str)]) -> Session {
        self.program(super::PROGRAM, args, size, more)
    }

    /// Starts any program in a pseudo-terminal that sees the world as downbeat does: a shell to start it from.
    #[track_caller]
    pub(crate) fn program(&self, program: &str, args: &[&str], size: Size, more: &[(&str, &str)]) -> Session {
        let env = self.env();
        let mut env: Vec<(&str, &str)> = env.iter().map(|(name, value)| (*name, value.as_str())).collect();
        env.extend(more);
        Session::program_in(self.folder.path(), program, args, size, &env)
    }

    /// What the program sees of the world: nothing of the real home, zone, locale or clock.
    fn env(&self) -> Vec<(&'static str, String)> {
        let folder = |path: &Path| path.to_string_lossy().into_owned();
        let home = folder(self.folder.path());
        vec![
            ("DOWNBEAT_DB", folder(&self.db())),
            ("DOWNBEAT_CONFIG", folder(&self.path("config.toml"))),
            ("DOWNBEAT_NOW", self.now.clone()),
            ("TZ", "Europe/Berlin".to_owned()),
            ("LANG", "C.UTF-8".to_owned()),
            ("HOME", home.clone()),
            ("XDG_CONFIG_HOME", home.clone()),
            ("XDG_DATA_HOME", home.clone()),
            ("XDG_STATE_HOME", home),
        ]
    }
}

fn said<S: AsRef<OsStr>>(args: &[S]) -> String {
    let args: Vec<_> = args.iter().map(|arg| arg.as_ref().to_string_lossy()).collect();
    args.join(" ")
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap_or_else(|error| panic!("downbeat wrote what is not UTF-8: {error}"))
}
