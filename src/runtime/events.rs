//! Messages to the loop, and terminal events as actions.

use std::sync::mpsc::{SendError, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEventKind};

use super::diary::DiaryRead;
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
    /// A report was exported, or not: which, and where.
    Exported(Result<(String, String), String>),
    /// The diary's files have been read.
    DiaryRead(DiaryRead),
    /// The dialler could not be started, or failed.
    DialFailed(String),
    /// A week's text is ready for the clipboard, or not.
    WeekText(Result<String, String>),
}

/// Where the terminal and the signals send what happens: to the stage that plays now. There is one reader of the
/// terminal in the process, whichever stage plays; a second one would take keys away from the first.
#[derive(Debug, Clone, Default)]
pub(super) struct Line(Arc<Mutex<Ends>>);

#[derive(Debug, Default)]
struct Ends {
    stage: Option<Sender<Message>>,
    /// What nobody has taken yet: between two stages nothing is lost.
    waiting: Vec<Message>,
}

impl Line {
    /// From now on to this stage, beginning with what waits.
    pub(super) fn lead_to(&self, stage: Sender<Message>) {
        let mut ends = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        ends.stage = Some(stage);
        for message in std::mem::take(&mut ends.waiting) {
            ends.send(message);
        }
    }

    /// Sends a message.
    pub(super) fn send(&self, message: Message) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .send(message);
    }
}

impl Ends {
    fn send(&mut self, message: Message) {
        let unsent = match &self.stage {
            Some(stage) => stage.send(message).err().map(|SendError(message)| message),
            None => Some(message),
        };
        self.waiting.extend(unsent);
    }
}

/// Reads the terminal on a thread of its own.
pub(super) fn listen(line: Line) {
    thread::spawn(move || {
        loop {
            match crossterm::event::read() {
                Ok(event) => line.send(Message::Terminal(event)),
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(_) => {
                    line.send(Message::TerminalFailed);
                    return;
                }
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

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::*;

    fn heard(queue: &std::sync::mpsc::Receiver<Message>) -> Vec<Wish> {
        let wish = |message| match message {
            Message::Wish(wish) => Some(wish),
            _other => None,
        };
        queue.try_iter().filter_map(wish).collect()
    }

    #[test]
    fn what_happens_between_two_stages_reaches_the_next_one() {
        let line = Line::default();
        line.send(Message::Wish(Wish::Continue));
        let (first, queue) = channel();
        line.lead_to(first);
        line.send(Message::Wish(Wish::Suspend));
        assert_eq!(heard(&queue), [Wish::Continue, Wish::Suspend]);
        drop(queue);
        line.send(Message::Wish(Wish::Leave));
        let (second, queue) = channel();
        line.lead_to(second);
        line.send(Message::Wish(Wish::Continue));
        assert_eq!(heard(&queue), [Wish::Leave, Wish::Continue]);
    }
}
