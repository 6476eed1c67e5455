//! A real browser without a window, where one is installed: pages are laid out and printed by it, and what it says of
//! them is read back.

use std::ffi::OsStr;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

/// How long a browser may take for a page. Never reached when all is well.
const PATIENCE: Duration = Duration::from_secs(90);

/// The names under which browsers that can do this are installed.
const NAMES: [&str; 6] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "chrome-headless-shell",
];

/// What is asked of every page, in the page.
const PROBE: &str = include_str!("probe.js");

pub(crate) struct Browser {
    program: PathBuf,
    /// Where pages, prints and the browser's own files go.
    folder: tempfile::TempDir,
}

impl Browser {
    /// The browser named by `DOWNBEAT_BROWSER`, else one on the `PATH`; or why there is none that runs.
    pub(crate) fn find() -> Result<Self, String> {
        let named = std::env::var_os("DOWNBEAT_BROWSER").map(PathBuf::from);
        let program = named.or_else(on_the_path).ok_or_else(|| {
            format!(
                "no browser is installed: none of {} is on the PATH, and DOWNBEAT_BROWSER names none",
                NAMES.join(", ")
            )
        })?;
        let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
        let browser = Self { program, folder };
        let page = browser.keep("hello.html", "<!DOCTYPE html><p>here I am</p>");
        let shown = browser.run(&["--dump-dom".as_ref()], &page).map_err(|error| {
            format!(
                "{} is installed but does not run: {error}",
                browser.program.display()
            )
        })?;
        if shown.contains("here I am") {
            Ok(browser)
        } else {
            Err(format!("{} shows no page: {shown}", browser.program.display()))
        }
    }

    /// The page as the browser lays it out in a window so many pixels wide: what [`PROBE`] says of it. `print` takes the
    /// rules for paper instead of those for the screen.
    pub(crate) fn look(&self, html: &str, wide: u32, print: bool) -> serde_json::Value {
        // The page lets nothing run. For the look its own policy is taken away, and the probe put in.
        let (head, rest) = html
            .split_once("<meta http-equiv=\"Content-Security-Policy\"")
            .unwrap();
        let (_, rest) = rest.split_once('>').unwrap();
        let rules = if print {
            rest.replace("@media print", "@media all")
        } else {
            rest.to_owned()
        };
        let probed = format!("{head}{rules}<script>{PROBE}</script>");
        let page = self.keep("probed.html", &probed);
        let window = format!("--window-size={wide},1400");
        let shown = self
            .run(&["--dump-dom".as_ref(), window.as_ref()], &page)
            .unwrap();
        let (_, said) = shown.rsplit_once("<pre id=\"probe\">").unwrap();
        let (said, _) = said.split_once("</pre>").unwrap();
        let said = said
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&amp;", "&");
        serde_json::from_str(&said).unwrap()
    }

    /// The page printed.
    pub(crate) fn print(&self, html: &str) -> Vec<u8> {
        let page = self.keep("printed.html", html);
        let paper = self.folder.path().join("printed.pdf");
        let mut to = std::ffi::OsString::from("--print-to-pdf=");
        to.push(&paper);
        self.run(&[&to, "--no-pdf-header-footer".as_ref()], &page)
            .unwrap();
        fs::read(&paper).unwrap()
    }

    fn keep(&self, name: &str, html: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        fs::write(&path, html).unwrap();
        path
    }

    /// What the browser writes. It can reach nothing but files: every name it looks up is unknown.
    fn run(&self, args: &[&OsStr], page: &Path) -> Result<String, String> {
        let mut own = std::ffi::OsString::from("--user-data-dir=");
        own.push(self.folder.path().join("own"));
        let mut child = Command::new(&self.program)
            .args([
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
            ])
            .args([
                "--no-first-run",
                "--disable-extensions",
                "--disable-background-networking",
            ])
            .args([
                "--disable-component-update",
                "--host-resolver-rules=MAP * ~NOTFOUND",
            ])
            .args(["--force-device-scale-factor=1", "--hide-scrollbars", "--lang=en"])
            .arg(&own)
            .args(args)
            .arg(page)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| error.to_string())?;
        let out = all_of(&mut child)?;
        let status = child.wait().map_err(|error| error.to_string())?;
        if status.success() {
            Ok(out)
        } else {
            Err(format!("it ended with {status}"))
        }
    }
}

/// All that a child writes. One that writes on for ever is ended.
fn all_of(child: &mut Child) -> Result<String, String> {
    let mut out = child.stdout.take().ok_or("it has no output")?;
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let mut text = Vec::new();
        let read = out.read_to_end(&mut text).map(|_| text);
        drop(sender.send(read));
    });
    if let Ok(read) = receiver.recv_timeout(PATIENCE) {
        return read
            .map(|text| String::from_utf8_lossy(&text).into_owned())
            .map_err(|error| error.to_string());
    }
    drop(child.kill());
    drop(child.wait());
    Err(format!("it took more than {} seconds", PATIENCE.as_secs()))
}

fn on_the_path() -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .flat_map(|folder| NAMES.iter().map(move |name| folder.join(name)))
        .find(|program| program.is_file())
}
