//! Messages to the loop, and terminal events as actions.

use std::sync::mpsc::Sender;
use std::thread;

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEventKind};

use super::signals::Wish;
use crate::app::{Action, Hit, Loaded};
use crate::keys::{Code, Key};
use crate::store::writer::Reply;

/// Everything the loop waits for, in one queue.
#[derive(Debug)]
pub(super) enum Message {
    /// The terminal has something.
    Terminal(Event),
    /// The terminal can't be read any more.
    TerminalFailed,
    /// A signal.
    Wish(Wish),
    /// The writer has finished a job.
    Written(Reply),
    /// The worker has an answer, or failed with words.
    Answered(Result<Loaded, String>),
    /// A week was exported, or not.
    Exported(Result<String, String>),
    /// A week's text is ready for the clipboard, or not.
    WeekText(Result<String, String>),
}

/// Reads the terminal on a thread of its own.
pub(super) fn listen(messages: Sender<Message>) {
    thread::spawn(move || {
        loop {
            let message = match crossterm::event::read() {
                Ok(event) => Message::Terminal(event),
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
                Err(_) => Message::TerminalFailed,
            };
            let last = matches!(message, Message::TerminalFailed);
            if messages.send(message).is_err() || last {
                return;
            }
        }
    });
}

/// A terminal event as an action; `hit` says what lies at a place. `None` for what means nothing.
pub(super) fn action(event: Event, hit: impl Fn(u16, u16) -> Option<Hit>) -> Option<Action> {
    match event {
        Event::Key(key) => pressed(key).map(Action::Key),
        Event::Paste(text) => Some(Action::Paste(text)),
        Event::Resize(width, height) => Some(Action::Resize { width, height }),
        Event::Mouse(mouse) => match mouse.kind {
            MouseEventKind::Down(MouseButton::Left) => Some(Action::Click(hit(mouse.column, mouse.row))),
            MouseEventKind::ScrollDown => Some(Action::Scroll {
                lines: 1,
                over: hit(mouse.column, mouse.row),
            }),
            MouseEventKind::ScrollUp => Some(Action::Scroll {
                lines: -1,
                over: hit(mouse.column, mouse.row),
            }),
            _ => None,
        },
        Event::FocusGained | Event::FocusLost => None,
    }
}

fn pressed(key: KeyEvent) -> Option<Key> {
    if key.kind == KeyEventKind::Release {
        return None;
    }
    let code = match key.code {
        KeyCode::Char(c) => Code::Char(c),
        KeyCode::Enter => Code::Enter,
        KeyCode::Esc => Code::Esc,
        KeyCode::Tab => Code::Tab,
        KeyCode::BackTab => Code::BackTab,
        KeyCode::Backspace => Code::Backspace,
        KeyCode::Delete => Code::Delete,
        KeyCode::Insert => Code::Insert,
        KeyCode::Up => Code::Up,
        KeyCode::Down => Code::Down,
        KeyCode::Left => Code::Left,
        KeyCode::Right => Code::Right,
        KeyCode::Home => Code::Home,
        KeyCode::End => Code::End,
        KeyCode::PageUp => Code::PageUp,
        KeyCode::PageDown => Code::PageDown,
        KeyCode::F(n) => Code::F(n),
        _ => return None,
    };
    let held = |modifier| key.modifiers.contains(modifier);
    let (ctrl, alt, shift) = (
        held(KeyModifiers::CONTROL),
        held(KeyModifiers::ALT),
        held(KeyModifiers::SHIFT),
    );
    Some(Key::pressed(code, ctrl, alt, shift))
}
