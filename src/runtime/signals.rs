//! Signals, and the end of the terminal, as messages.

use std::thread;

use anyhow::{Context, Result};
use rustix::event::{PollFd, PollFlags, poll};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP};
use signal_hook::iterator::Signals;

use super::events::{Line, Message};

/// What a signal asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wish {
    /// Leave, after the writer has finished; there may be no terminal any more.
    Leave,
    /// Stop until the shell continues the program.
    Suspend,
    /// The shell has continued the program.
    Continue,
}

/// Listens for signals from now on.
pub(super) fn listen(line: Line) -> Result<()> {
    let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT])
        .context("could not listen for signals")?;
    let hang_up = line.clone();
    thread::spawn(move || {
        for signal in &mut signals {
            let wish = match signal {
                SIGTSTP => Wish::Suspend,
                SIGCONT => Wish::Continue,
                _ => Wish::Leave,
            };
            line.send(Message::Wish(wish));
        }
    });
    thread::spawn(move || {
        // crossterm spins when the terminal vanishes while SIGHUP is ignored (crossterm issue 793): waiting for the
        // hang-up itself costs nothing and ends the program at once.
        let stdin = rustix::stdio::stdin();
        loop {
            let mut polled = [PollFd::new(&stdin, PollFlags::empty())];
            match poll(&mut polled, None) {
                Err(rustix::io::Errno::INTR) => {}
                Err(_) => return,
                Ok(_) => {
                    hang_up.send(Message::Wish(Wish::Leave));
                    return;
                }
            }
        }
    });
    Ok(())
}

/// Whether a shell watches over the program and can continue it once it has stopped: a shell gives each job a process
/// group of its own, so the group that leads the session has none. Without one, a stopped program would hold the
/// terminal for ever.
pub(super) fn can_come_back() -> bool {
    rustix::process::getsid(None).is_ok_and(|session| session != rustix::process::getpgrp())
}

/// Stops the program as the shell expects it; comes back when it is continued. The whole job stops, as it would at a
/// terminal that is not raw: a wrapper that went on waiting would keep the shell from its prompt.
pub(super) fn stop() -> Result<()> {
    rustix::process::kill_current_process_group(rustix::process::Signal::STOP)
        .context("could not stop for the shell")
}
