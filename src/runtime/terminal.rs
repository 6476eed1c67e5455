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

/// Whether the terminal is taken: the panic hook gives back only what was taken.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// What frames are drawn on.
pub(super) type Frames = Terminal<Careful<io::BufWriter<Stdout>>>;

/// Sees that there is a terminal to draw on.
pub(super) fn expect_one() -> Result<()> {
    if io::stdin().is_terminal() && io::stdout().is_terminal() {
        return Ok(());
    }
    bail!(
        "could not open the screen: there is no terminal here; \
         use the commands instead, `downbeat list` for one (`downbeat help` shows all)"
    )
}

/// The window's size: columns and lines.
pub(super) fn size() -> Result<(u16, u16)> {
    crossterm::terminal::size().context("could not read the terminal's size")
}

/// The terminal while downbeat has it. Dropping it gives it back.
pub(super) struct Taken {
    pub(super) frames: Frames,
    mouse: bool,
}

impl Taken {
    /// Takes the terminal.
    pub(super) fn take(mouse: bool) -> Result<Self> {
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
        give_back();
        before(panic);
    }));
}
