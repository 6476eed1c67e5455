//! The terminal: taken at the start, and always given back.

use std::io::{self, IsTerminal, Stdout, Write};
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Context, Result, bail};
use crossterm::event::{
    DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture,
};
use crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode};
use crossterm::{cursor, execute};
use ratatui::Terminal;

use super::backend::Careful;

/// Whether the terminal is taken: only what was taken is given back.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// Whether a panic, on whichever thread, has given the terminal back.
static LOST: AtomicBool = AtomicBool::new(false);

/// What frames are drawn on.
pub(super) type Frames = Terminal<Careful<io::BufWriter<Stdout>>>;

/// Sees that there is a terminal to draw on.
pub(super) fn expect_one() -> Result<()> {
    let why = if !(io::stdin().is_terminal() && io::stdout().is_terminal()) {
        "there is no terminal here"
    } else if std::env::var_os("TERM").is_some_and(|name| name == "dumb") {
        "this terminal only writes lines (TERM=dumb)"
    } else {
        return Ok(());
    };
    bail!(
        "could not open the screen: {why}; \
         use the commands instead, `downbeat list` for one (`downbeat help` shows all)"
    )
}

/// Whether an error says that the terminal is gone: its window was closed, its connection was cut.
pub(super) fn has_vanished(error: &anyhow::Error) -> bool {
    let gone = rustix::io::Errno::IO.raw_os_error();
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<io::Error>())
        .any(|cause| cause.raw_os_error() == Some(gone))
}

/// Whether a panic has given the terminal back: nothing may be drawn any more.
pub(super) fn is_lost() -> bool {
    LOST.load(Ordering::SeqCst)
}

/// The window's size: columns and lines.
pub(super) fn size() -> Result<(u16, u16)> {
    crossterm::terminal::size().context("could not read the terminal's size")
}

/// The terminal while downbeat has it. Dropping it gives it back, and so does a panic on any thread, before its words
/// are printed.
pub struct Taken {
    pub(super) frames: Frames,
    mouse: bool,
}

impl Taken {
    /// Takes the terminal: raw, on its second screen, with bracketed paste and, if wished, the mouse.
    ///
    /// # Errors
    /// When there is none, or it does not answer.
    pub fn take(mouse: bool) -> Result<Self> {
        give_back_on_panic();
        enter(mouse).context("could not take the terminal")?;
        // One write for each frame: what is drawn in between would flicker.
        let out = io::BufWriter::with_capacity(64 * 1024, io::stdout());
        let frames = Terminal::new(Careful::new(out)).context("could not read the terminal's size")?;
        Ok(Self { frames, mouse })
    }

    /// Takes it again after the shell had it; everything is drawn anew.
    pub(super) fn take_again(&mut self) -> Result<()> {
        enter(self.mouse).context("could not take the terminal again")?;
        self.frames.clear().context("could not clear the terminal")
    }
}

impl Drop for Taken {
    fn drop(&mut self) {
        give_back();
    }
}

fn enter(mouse: bool) -> io::Result<()> {
    TAKEN.store(true, Ordering::SeqCst);
    enable_raw_mode()?;
    execute!(
        io::stdout(),
        EnterAlternateScreen,
        EnableBracketedPaste,
        cursor::Hide
    )?;
    if mouse {
        execute!(io::stdout(), EnableMouseCapture)?;
    }
    Ok(())
}

/// Gives the terminal back, once. Errors are passed over: there is nobody left to tell.
pub(super) fn give_back() {
    if TAKEN.swap(false, Ordering::SeqCst) {
        drop(execute!(
            io::stdout(),
            DisableMouseCapture,
            DisableBracketedPaste,
            LeaveAlternateScreen,
            cursor::Show
        ));
        drop(disable_raw_mode());
        drop(io::stdout().flush());
    }
}

fn give_back_on_panic() {
    static HOOKED: AtomicBool = AtomicBool::new(false);
    if HOOKED.swap(true, Ordering::SeqCst) {
        return;
    }
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        LOST.store(true, Ordering::SeqCst);
        give_back();
        before(panic);
    }));
}
