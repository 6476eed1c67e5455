//! What the whole-program tests stand on: the program as a process, and the program in a pseudo-terminal.
//!
//! Every file in `tests/` is a crate of its own, and the compiler calls dead what one of them does not use. So each
//! declares it like this:
//!
//! ```text
//! #[expect(dead_code, reason = "each test file uses a part of the support")]
//! mod support;
//! ```

pub(crate) mod cli;
pub(crate) mod keys;
pub(crate) mod list;
pub(crate) mod pty;
pub(crate) mod tables;

use std::time::Duration;

/// How long a test waits for anything before it gives up. Never reached when all is well: every wait is woken by
/// what it waits for. Generous, because a busy machine can be slow.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

/// The program under test.
pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_downbeat");

/// Sends a signal (`TERM`, `HUP`, `TSTP`, `KILL`, …) to a process of our own, or says why that failed.
pub(crate) fn signal(process: u32, name: &str) -> Result<(), String> {
    let told = std::process::Command::new("/bin/sh")
        .args(["-c", "kill -s \"$0\" \"$1\"", name, &process.to_string()])
        .output()
        .map_err(|error| format!("no shell to send SIG{name} to process {process}: {error}"))?;
    if told.status.success() {
        return Ok(());
    }
    let why = String::from_utf8_lossy(&told.stderr);
    Err(format!(
        "could not send SIG{name} to process {process}: {}",
        why.trim_end()
    ))
}
