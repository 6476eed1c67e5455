//! The stage: the state with everything that carries its effects out, without a terminal. The screen plays on it,
//! and so do the benches.

use std::collections::VecDeque;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use anyhow::{Result, anyhow};
use chrono::NaiveDate;
use ratatui::Terminal;
use ratatui::backend::Backend;
use ratatui::layout::Size;

use super::clock::Clock;
use super::diary::{Diary, DiaryRead};
use super::effects::{self, Hands};
use super::events::{self, Message};
use super::reads::Desk;
use super::screen::Launch;
use super::signals::Wish;
use super::threads::{Ahead, Opening, Threads};
use crate::app::overlay::Greeting;
use crate::app::state::{Status, StatusKind};
use crate::app::{Action, Effect, Overlay, State, update};
use crate::domain::Time;
use crate::domain::listing::Counts;
use crate::domain::monday::monday_of;
use crate::keys::Key;
use crate::store::writer::{Job, Reply};
use crate::store::{Reader, Store, StoreError};
use crate::ui;
use crate::ui::theme::{Scheme, Theme};

/// How the screen was left.
#[derive(Debug)]
pub(super) enum End {
    /// For good, with words to print.
    Left(Option<String>),
    /// For the demo.
    Demo,
    /// Because the store can't be opened for writing.
    Shut(StoreError),
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
    /// Nothing can be written for now, and that was said: what is due is tried again each second.
    held: bool,
    /// Something is to be drawn.
    pub(super) dirty: bool,
    pub(super) end: Option<End>,
    /// The minute that the latest frame shows; `None` asks for every cell anew.
    seen: Option<i64>,
    /// The rep's day on which the deals were last asked to be counted back.
    counted_on: Option<NaiveDate>,
    /// The Monday of the rep's for whose week the pipeline was last asked to be frozen.
    frozen_on: Option<NaiveDate>,
    /// The files of the diary that are read by themselves.
    diary: Diary,
}

impl Stage {
    /// Opens the store, wakes what became due since, and reads what the first frame needs, for a window of that many
    /// columns and lines.
    ///
    /// # Errors
    /// When the store can't be opened.
    pub fn open(launch: &Launch, (width, height): (u16, u16)) -> Result<Self> {
        let clock = Clock::new(launch.now);
        let Opened {
            reader,
            opening,
            held,
        } = open(&launch.db, clock.now())?;
        let window = match &opening {
            Opening::Open(store) => store.window(),
            Opening::For(window) => *window,
        };
        let undo = reader.undo_words(window)?;
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
        let today = config.settings.calendar.local(clock.now()).date_naive();
        if state.overlay.is_none() && desk.reader.morning_shown_on()? != Some(today) {
            state.greeting = Some(Greeting::Due);
        }
        let held = held.map(held_words);
        let is_held = held.is_some();
        state.status = (is_held || undo.is_some()).then(|| Status {
            text: held.unwrap_or_default(),
            kind: StatusKind::Info,
            undo,
        });
        let (messages, queue) = channel();
        let settings = Arc::new(config.settings.clone());
        let threads = Threads::new(Ahead {
            opening,
            path: launch.db.clone(),
            now: clock.now(),
            messages: messages.clone(),
        });
        let hands = Hands {
            desk,
            threads,
            settings,
            config_file: launch.config_file.clone(),
            clock,
            messages: messages.clone(),
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
            held: is_held,
            dirty: true,
            end: None,
            seen: None,
            counted_on: None,
            frozen_on: None,
            diary: Diary::default(),
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
                Ok((what, path)) => Action::Exported { what, path },
                Err(words) => Action::ExportFailed(words),
            }),
            Message::DiaryRead(read) => self.diary_read(read),
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
        let mut scroll = None;
        frames.draw(|frame| scroll = ui::draw_and_tell(frame, state, theme))?;
        self.seen = Some(self.state.now.timestamp() / 60);
        let size = Size::new(self.state.screen.width, self.state.screen.height);
        let (rows, typing) = (ui::rows(&self.state, size), ui::typing(&self.state, size));
        self.take(Action::Drawn { rows, scroll, typing });
        self.dirty = false;
        self.hands.threads.begin();
        self.freeze_week(self.state.now);
        Ok(())
    }

    /// Lets the writer finish, which is the last to close its connection.
    pub fn close(self) {
        let Hands { desk, threads, .. } = self.hands;
        drop(desk);
        threads.finish();
    }

    fn written(&mut self, reply: Reply) {
        match reply {
            Reply::Shut(error) => self.end = Some(End::Shut(error)),
            Reply::Performed { ticket, result } => {
                // Noted before the screen reads, so that a commit in between is seen at the next tick.
                self.note_version();
                self.hands.desk.forget();
                self.take(Hands::answer(ticket, result));
            }
            // The version is not noted here: the screen has read nothing since, and another program may have committed in
            // between. At worst the next tick reads once more than it had to.
            Reply::Frozen(Ok(true)) | Reply::Noted(Ok(())) => {}
            Reply::Frozen(Ok(false)) => self.frozen_on = None,
            // While nothing can be written the morning greets once more, and that does no harm.
            Reply::Noted(Err(error)) if error.hinders_writing().is_some() => {}
            Reply::Frozen(Err(error)) | Reply::Noted(Err(error)) => {
                self.take(Action::ReadFailed(error.to_string()));
            }
            Reply::DiaryTaken(result) => {
                self.diary.done();
                self.note_version();
                match result {
                    Ok(true) => self.take(Action::Changed),
                    Ok(false) => {}
                    // What could not be written for now is read again with the next hour.
                    Err(error) if error.hinders_writing().is_some() => {}
                    Err(error) => self.take(Action::ReadFailed(error.to_string())),
                }
            }
            Reply::Ticked(Ok(woke)) => {
                self.held = false;
                self.note_version();
                if woke {
                    self.take(Action::Changed);
                }
            }
            Reply::Ticked(Err(error)) => {
                // What was to wake is still due: it is asked for again.
                self.note_version();
                match error.hinders_writing() {
                    Some(_) if self.held => {}
                    Some(why) => {
                        self.held = true;
                        self.say(&held_words(why));
                    }
                    None => self.take(Action::ReadFailed(error.to_string())),
                }
            }
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
            self.next_wake = self
                .next_wake
                .filter(|_| !self.hands.threads.give(Job::Tick(now)));
        }
        // Never before the first frame, which is drawn by the time of the first tick.
        let today = self.hands.settings.calendar.local(now).date_naive();
        if self.counted_on != Some(today) {
            // Should the writer be gone, the next write says so.
            let settings = Arc::clone(&self.hands.settings);
            let job = Job::CountDeals { now, settings };
            self.counted_on = self.hands.threads.give(job).then_some(today);
        }
        self.freeze_week(now);
        self.diary.tick(&self.hands.settings, now, &self.messages);
        // A frame for the clock once a minute; a running timer asks for one each second.
        let timer = matches!(self.state.overlay, Some(Overlay::Call(_)));
        self.dirty = self.dirty || timer || self.seen != Some(now.timestamp() / 60);
    }

    /// Once a week, the first time after a frame stands: the pipeline is frozen before anything is done to it.
    fn freeze_week(&mut self, now: Time) {
        let monday = monday_of(self.hands.settings.calendar.local(now).date_naive());
        if self.frozen_on != Some(monday) {
            // Should the writer be gone, the next write says so.
            let settings = Arc::clone(&self.hands.settings);
            let job = Job::FreezeWeek { now, settings };
            self.frozen_on = self.hands.threads.give(job).then_some(monday);
        }
    }

    /// The diary's files have been read: what they say goes to the writer.
    fn diary_read(&mut self, read: DiaryRead) {
        if let Some(problem) = read.problem {
            self.take(Action::ReadFailed(problem));
        }
        let settings = Arc::clone(&self.hands.settings);
        let job = Job::TakeDiary {
            files: read.files,
            now: read.now,
            settings,
        };
        // Should the writer be gone, the next write says so.
        if !self.hands.threads.give(job) {
            self.diary.done();
        }
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

/// What the status line says while what is due can't be woken.
fn held_words(why: &str) -> String {
    format!("{why}: what has become due since is shown once that is over")
}

/// What a screen begins with.
struct Opened {
    reader: Reader,
    opening: Opening,
    /// Why what has become due since could not be woken, in words.
    held: Option<&'static str>,
}

/// The store, woken to `now`. Where a reader alone finds all as it should be, the first frame does not wait for the
/// connection that writes.
fn open(db: &Path, now: Time) -> Result<Opened> {
    if let Some((reader, window)) = Reader::open_caught_up(db, now) {
        return Ok(Opened {
            reader,
            opening: Opening::For(window),
            held: None,
        });
    }
    let mut store = Store::open(db, now)?;
    let held = store.tick_before_reading(now)?;
    Ok(Opened {
        reader: store.reader()?,
        opening: Opening::Open(store),
        held,
    })
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

#[cfg(test)]
mod tests;
