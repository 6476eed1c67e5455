//! The stage: the state with everything that carries its effects out, without a terminal. The screen plays on it,
//! and so do the benches.

use std::collections::VecDeque;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

use anyhow::{Result, anyhow};
use ratatui::Terminal;
use ratatui::backend::Backend;
use ratatui::layout::Size;

use super::clock::Clock;
use super::effects::{self, Hands};
use super::events::{self, Message};
use super::question::Worker;
use super::reads::Desk;
use super::screen::Launch;
use super::signals::Wish;
use crate::app::state::{Status, StatusKind};
use crate::app::{Action, Effect, Overlay, State, update};
use crate::domain::Time;
use crate::domain::listing::Counts;
use crate::keys::Key;
use crate::store::writer::{Job, Reply, Writer};
use crate::store::{Reader, Store};
use crate::ui;
use crate::ui::theme::{Scheme, Theme};

/// How the screen was left.
#[derive(Debug)]
pub(super) enum End {
    /// For good, with words to print.
    Left(Option<String>),
    /// For the demo.
    Demo,
}

/// The state, its reader, writer and worker, and the queue of all that happens.
pub struct Stage {
    pub(super) state: State,
    hands: Hands,
    theme: Theme,
    messages: Sender<Message>,
    queue: Receiver<Message>,
    /// The store's version when the screen last read it.
    version: i64,
    next_wake: Option<Time>,
    /// Something is to be drawn.
    pub(super) dirty: bool,
    pub(super) end: Option<End>,
    /// The minute that the latest frame shows; `None` asks for every cell anew.
    seen: Option<i64>,
}

impl Stage {
    /// Opens the store, wakes what became due since, and reads what the first frame needs, for a window of that many
    /// columns and lines.
    ///
    /// # Errors
    /// When the store can't be opened.
    pub fn open(launch: &Launch, (width, height): (u16, u16)) -> Result<Self> {
        let clock = Clock::new(launch.now);
        let (store, undo, reader) = open_both(&launch.db, clock.now())?;
        let desk = Desk::new(reader);
        let empty = desk.reader.counts()? == Counts::default() && desk.reader.owners()?.is_empty();
        let welcome = empty.then(|| launch.db.display().to_string());
        let config = &launch.config;
        let mut state = State::new(
            config.settings.clone(),
            config.keymap.clone(),
            clock.now(),
            welcome,
        );
        state.status = undo.map(|undo| Status {
            text: String::new(),
            kind: StatusKind::Info,
            undo: Some(undo),
        });
        let (messages, queue) = channel();
        let answers = messages.clone();
        let settings = Arc::new(config.settings.clone());
        let writer = Writer::start(store, Arc::clone(&settings), move |reply| {
            // The loop is gone only when the program ends; the write itself is done.
            drop(answers.send(Message::Written(reply)));
        });
        let worker = Worker::start(launch.db.clone(), Arc::clone(&settings), messages.clone());
        let own = messages.clone();
        let hands = Hands {
            desk,
            writer: Some(writer),
            worker,
            settings,
            clock,
            messages: own,
            idle: None,
        };
        let mut stage = Self {
            state,
            hands,
            theme: theme(launch),
            messages,
            queue,
            version: 0,
            next_wake: None,
            dirty: true,
            end: None,
            seen: None,
        };
        stage.note_version();
        stage.take(Action::Resize { width, height });
        stage.take(Action::Start);
        Ok(stage)
    }

    /// Where others put messages for the stage.
    pub(super) fn messages(&self) -> Sender<Message> {
        self.messages.clone()
    }

    /// The next message, waited for no longer than that; `None` when none came.
    pub(super) fn next(&self, wait: Duration) -> Option<Message> {
        // The stage holds a sender itself, so the only error is that none came.
        self.queue.recv_timeout(wait).ok()
    }

    /// The next message, if there is one.
    pub(super) fn waiting(&self) -> Option<Message> {
        self.queue.try_recv().ok()
    }

    /// Takes a message. What only the owner of the terminal can do comes back.
    pub(super) fn message(&mut self, message: Message) -> Option<Wish> {
        match message {
            Message::Terminal(event) => {
                let size = Size::new(self.state.screen.width, self.state.screen.height);
                let hit = |x, y| ui::hit(&self.state, &self.theme, size, x, y);
                if let Some(action) = events::action(event, hit) {
                    // A window may have been other sizes in between, and lost what it showed.
                    if matches!(action, Action::Resize { .. }) {
                        self.seen = None;
                    }
                    self.state.now = self.hands.clock.now();
                    self.take(action);
                }
            }
            Message::TerminalFailed => self.end = Some(End::Left(None)),
            Message::Wish(wish) => return Some(wish),
            Message::Written(reply) => self.written(reply),
            Message::Answered(answer) => self.take(match answer {
                Ok(loaded) => Action::Loaded(loaded),
                Err(words) => Action::ReadFailed(words),
            }),
            Message::Exported(result) => self.take(match result {
                Ok(path) => Action::Exported { path },
                Err(words) => Action::ExportFailed(words),
            }),
            Message::DialFailed(words) => self.take(Action::DialFailed(words)),
            Message::WeekText(result) => self.take(match result.and_then(|text| effects::copy(&text)) {
                Ok(()) => Action::WeekCopied,
                Err(words) => Action::CopyFailed(words),
            }),
        }
        None
    }

    /// The window has another size, or has been drawn over: everything is drawn anew.
    pub(super) fn resize(&mut self, width: u16, height: u16) {
        self.seen = None;
        self.take(Action::Resize { width, height });
    }

    /// Says a word on the status line.
    pub(super) fn say(&mut self, words: &str) {
        self.take(Action::Progress(words.to_owned()));
    }

    /// Presses a key.
    pub fn press(&mut self, key: Key) {
        self.take(Action::Key(key));
    }

    /// Waits until every write and question on its way is answered, for ten seconds at most.
    ///
    /// # Errors
    /// When an answer does not come.
    pub fn settle(&mut self) -> Result<()> {
        while !self.state.writes.sent.is_empty() {
            let message = self
                .next(Duration::from_secs(10))
                .ok_or_else(|| anyhow!("an answer did not come"))?;
            self.message(message);
        }
        while let Some(message) = self.waiting() {
            self.message(message);
        }
        Ok(())
    }

    /// Waits for the next answer of the worker or the writer and takes it.
    ///
    /// # Errors
    /// When none comes within ten seconds.
    pub fn await_answer(&mut self) -> Result<()> {
        let message = self
            .next(Duration::from_secs(10))
            .ok_or_else(|| anyhow!("an answer did not come"))?;
        self.message(message);
        Ok(())
    }

    /// Draws, after reading what only a frame needs.
    ///
    /// # Errors
    /// When the terminal can't be written to.
    pub fn draw<B: Backend>(&mut self, frames: &mut Terminal<B>) -> Result<()>
    where
        B::Error: Send + Sync + 'static,
    {
        if let Some(query) = self.hands.idle.take() {
            let answer = self.hands.read(query, self.state.now);
            self.take(answer);
        }
        if self.seen.is_none() {
            frames.clear()?;
        }
        let (state, theme) = (&self.state, &self.theme);
        let mut first_line = 0;
        frames.draw(|frame| first_line = ui::draw_and_tell(frame, state, theme))?;
        self.seen = Some(self.state.now.timestamp() / 60);
        let rows = ui::rows(
            &self.state,
            Size::new(self.state.screen.width, self.state.screen.height),
        );
        self.take(Action::Drawn { rows, first_line });
        self.dirty = false;
        Ok(())
    }

    /// Lets the writer finish. Those who read go first: the last connection to close writes the log back into the
    /// store, which one that only reads can't, and the next start would have to go through all of it.
    pub fn close(self) {
        let Hands {
            desk, worker, writer, ..
        } = self.hands;
        drop(desk);
        worker.finish();
        if let Some(writer) = writer {
            writer.finish();
        }
    }

    fn written(&mut self, reply: Reply) {
        match reply {
            Reply::Performed { ticket, result } => {
                // Noted before the screen reads, so that a commit in between is seen at the next tick.
                self.note_version();
                self.hands.desk.forget();
                self.take(Hands::answer(ticket, result));
            }
            Reply::Ticked(Ok(true)) => {
                self.note_version();
                self.take(Action::Changed);
            }
            Reply::Ticked(Ok(false)) => self.note_version(),
            Reply::Ticked(Err(error)) => self.take(Action::ReadFailed(error.to_string())),
        }
    }

    /// Once a second: the time, what it wakes, and what other programs did.
    pub(super) fn tick(&mut self) {
        let now = self.hands.clock.now();
        self.take(Action::Tick(now));
        if self
            .hands
            .desk
            .reader
            .data_version()
            .is_ok_and(|version| version != self.version)
        {
            self.note_version();
            self.hands.desk.forget();
            self.take(Action::Changed);
        }
        if self.next_wake.is_some_and(|wake| wake <= now) {
            // Asked again with the answer. Should the writer be gone, it is asked for in vain, and the next write says so.
            self.next_wake = self.next_wake.filter(|_| !self.hands.give(Job::Tick(now)));
        }
        // A frame for the clock once a minute; a running timer asks for one each second.
        let timer = matches!(self.state.overlay, Some(Overlay::Call(_)));
        self.dirty = self.dirty || timer || self.seen != Some(now.timestamp() / 60);
    }

    fn note_version(&mut self) {
        let reader = &self.hands.desk.reader;
        self.version = reader.data_version().unwrap_or(self.version);
        self.next_wake = reader.next_wake().unwrap_or_default();
    }

    /// Takes an action and everything that follows from it at once.
    fn take(&mut self, action: Action) {
        // A tick alone changes nothing that is drawn; the minute is looked at there.
        self.dirty = self.dirty || !matches!(action, Action::Tick(_) | Action::Drawn { .. });
        let mut actions = VecDeque::from([action]);
        while let Some(action) = actions.pop_front() {
            for effect in update(&mut self.state, action) {
                match effect {
                    Effect::Quit { farewell } => self.end = Some(End::Left(farewell)),
                    Effect::OpenDemo => self.end = Some(End::Demo),
                    // The loop itself holds the receiver, so it is there.
                    Effect::Suspend => drop(self.messages.send(Message::Wish(Wish::Suspend))),
                    Effect::Redraw => self.seen = None,
                    effect => actions.extend(self.hands.run(effect, self.state.now)),
                }
            }
        }
    }
}

/// The store, woken to `now`, what `u` would take back, and a reader. Each connection reads the schema for itself, so
/// the two are opened side by side: the first frame waits for one of them, not for both.
fn open_both(db: &Path, now: Time) -> Result<(Store, Option<String>, Reader)> {
    let path = db.to_owned();
    let opening = thread::spawn(move || -> Result<(Store, Option<String>)> {
        let mut store = Store::open(&path, now)?;
        store.tick(now)?;
        let undo = store.undo_words()?;
        Ok((store, undo))
    });
    // There may be no store yet, or one of an older schema: then it can be read only once it has been opened.
    let early = Reader::open(db)
        .and_then(|reader| reader.counts().map(|_| reader))
        .ok();
    let (store, undo) = opening
        .join()
        .map_err(|_| anyhow!("could not open {}: its thread ended", db.display()))??;
    let reader = match early {
        Some(reader) => reader,
        None => store.reader()?,
    };
    Ok((store, undo, reader))
}

fn theme(launch: &Launch) -> Theme {
    let screen = launch.config.screen;
    let scheme = if std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()) {
        Scheme::Mono
    } else {
        match screen.theme {
            crate::config::Theme::Auto => Scheme::Auto,
            crate::config::Theme::Dark => Scheme::Dark,
            crate::config::Theme::Light => Scheme::Light,
            crate::config::Theme::Mono => Scheme::Mono,
        }
    };
    Theme::new(scheme, screen.ascii.unwrap_or_else(|| !speaks_utf8()))
}

/// Whether the locale is UTF-8, by the first of the three variables that is set. None set is taken for UTF-8.
fn speaks_utf8() -> bool {
    let read = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
    ["LC_ALL", "LC_CTYPE", "LANG"]
        .into_iter()
        .find_map(read)
        .is_none_or(|locale| {
            let locale = locale.to_lowercase();
            locale.contains("utf-8") || locale.contains("utf8")
        })
}
