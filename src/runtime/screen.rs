//! The loop: one queue, one action at a time, a frame once the queue is empty.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use ratatui::layout::Size;

use super::clock::Clock;
use super::effects::Hands;
use super::events::{self, Message};
use super::signals::{self, Wish};
use super::terminal::{self, Taken};
use super::{demo, question::Worker, reads::Desk};
use crate::app::state::{Status, StatusKind};
use crate::app::{Action, Effect, Overlay, State, update};
use crate::config::Config;
use crate::domain::Time;
use crate::store::Store;
use crate::store::writer::{Job, Reply, Writer};
use crate::ui;
use crate::ui::theme::{Scheme, Theme};

/// What the screen is opened on.
#[derive(Debug, Clone)]
pub struct Launch {
    /// The store.
    pub db: PathBuf,
    /// The resolved config.
    pub config: Config,
    /// The time it is set to at the start; from there it runs on.
    pub now: Option<Time>,
}

/// How the screen was left.
enum End {
    /// For good, with words to print.
    Left(Option<String>),
    /// For the demo.
    Demo,
}

/// Opens the screen and comes back when the rep leaves it.
///
/// # Errors
/// When there is no terminal, or the store can't be opened.
pub fn screen(launch: &Launch) -> Result<()> {
    match run(launch)? {
        End::Left(farewell) => say_farewell(farewell),
        End::Demo => {
            let made = demo::make(demo::ITEMS, launch.now)?;
            if let End::Left(farewell) = run(&made.launch(launch))? {
                say_farewell(farewell);
            }
        }
    }
    Ok(())
}

#[expect(
    clippy::print_stderr,
    reason = "the terminal has been given back, and this is the last word"
)]
fn say_farewell(farewell: Option<String>) {
    if let Some(words) = farewell {
        eprintln!("{words}");
    }
}

fn run(launch: &Launch) -> Result<End> {
    let clock = Clock::new(launch.now);
    let fresh = !launch.db.exists();
    let mut store = Store::open(&launch.db, clock.now())?;
    store.tick(clock.now())?;
    let undo = store.undo_words()?;
    let desk = Desk::new(store.reader()?);
    let worker_reader = store.reader()?;
    let counts = desk.reader.counts()?;
    let empty = counts == crate::domain::listing::Counts::default() && desk.reader.owners()?.is_empty();
    let welcome = (fresh || empty).then(|| launch.db.display().to_string());
    let settings = Arc::new(launch.config.settings.clone());
    let mut state = State::new(
        launch.config.settings.clone(),
        launch.config.keymap.clone(),
        clock.now(),
        welcome,
    );
    state.status = undo.map(|undo| Status {
        text: String::new(),
        kind: StatusKind::Info,
        undo: Some(undo),
    });
    let mut taken = Taken::take(launch.config.screen.mouse)?;
    let (messages, queue) = channel();
    signals::listen(messages.clone())?;
    let answers = messages.clone();
    let writer = Writer::start(store, Arc::clone(&settings), move |reply| {
        // The loop is gone only when the program ends; the write itself is done.
        drop(answers.send(Message::Written(reply)));
    });
    let worker = Worker::start(worker_reader, Arc::clone(&settings), messages.clone());
    let hands = Hands {
        desk,
        writer: Some(writer),
        worker,
        settings,
        clock,
        messages: messages.clone(),
        idle: None,
    };
    let mut running = Loop {
        state,
        hands,
        theme: theme(launch),
        version: 0,
        next_wake: None,
        dirty: true,
        end: None,
        seen: None,
    };
    let size = taken
        .frames
        .size()
        .context("could not read the terminal's size")?;
    running.take(Action::Resize {
        width: size.width,
        height: size.height,
    });
    running.take(Action::Start);
    running.note_version();
    running.frame(&mut taken)?;
    events::listen(messages);
    let end = running.turn(&queue, &mut taken);
    if let Some(writer) = running.hands.writer.take() {
        writer.finish();
    }
    drop(taken);
    terminal::give_back();
    end
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
    let set = ["LC_ALL", "LC_CTYPE", "LANG"]
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|v| !v.is_empty()));
    set.is_none_or(|locale| {
        let locale = locale.to_lowercase();
        locale.contains("utf-8") || locale.contains("utf8")
    })
}

struct Loop {
    state: State,
    hands: Hands,
    theme: Theme,
    /// The store's version when the screen last read it.
    version: i64,
    next_wake: Option<Time>,
    dirty: bool,
    end: Option<End>,
    /// The minute that the latest frame shows.
    seen: Option<i64>,
}

impl Loop {
    /// Takes messages until the end.
    fn turn(&mut self, queue: &Receiver<Message>, taken: &mut Taken) -> Result<End> {
        let mut next_tick = Instant::now() + Duration::from_secs(1);
        loop {
            let wait = next_tick.saturating_duration_since(Instant::now());
            match queue.recv_timeout(wait) {
                Ok(message) => self.message(message, taken)?,
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return Ok(End::Left(None)),
            }
            while self.end.is_none() {
                // What the rep has not seen yet is drawn before another key is taken.
                if self.state.selection_unseen {
                    self.frame(taken)?;
                }
                match queue.try_recv() {
                    Ok(message) => self.message(message, taken)?,
                    Err(_) => break,
                }
            }
            if Instant::now() >= next_tick {
                self.tick();
                next_tick = Instant::now() + Duration::from_secs(1);
            }
            if let Some(end) = self.end.take() {
                return Ok(end);
            }
            if self.dirty {
                self.frame(taken)?;
            }
        }
    }

    fn message(&mut self, message: Message, taken: &mut Taken) -> Result<()> {
        match message {
            Message::Terminal(event) => {
                let size = Size::new(self.state.screen.width, self.state.screen.height);
                let hit = |x, y| ui::hit(&self.state, &self.theme, size, x, y);
                if let Some(action) = events::action(event, hit) {
                    self.state.now = self.hands.clock.now();
                    self.take(action);
                }
            }
            Message::TerminalFailed | Message::Wish(Wish::Leave) => self.end = Some(End::Left(None)),
            Message::Wish(Wish::Suspend) => self.suspend(taken)?,
            Message::Wish(Wish::Continue) => {
                taken.take_again()?;
                self.dirty = true;
            }
            Message::Written(reply) => self.written(reply),
            Message::Answered(answer) => self.take(match answer {
                Ok(loaded) => Action::Loaded(loaded),
                Err(words) => Action::ReadFailed(words),
            }),
            Message::Exported(result) => self.take(match result {
                Ok(path) => Action::Exported { path },
                Err(words) => Action::ExportFailed(words),
            }),
            Message::WeekText(result) => {
                let copied = result.and_then(|text| super::effects::copy(&text));
                self.take(match copied {
                    Ok(()) => Action::WeekCopied,
                    Err(words) => Action::CopyFailed(words),
                });
            }
        }
        Ok(())
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
    fn tick(&mut self) {
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
            self.next_wake = None;
            self.hands.give(Job::Tick(now));
        }
        // A frame for the clock once a minute; a running timer asks for one each second.
        self.dirty = self.dirty
            || self.seen != Some(now.timestamp() / 60)
            || matches!(self.state.overlay, Some(Overlay::Call(_)));
    }

    fn note_version(&mut self) {
        self.version = self.hands.desk.reader.data_version().unwrap_or(self.version);
        self.next_wake = self.hands.desk.reader.next_wake().unwrap_or_default();
    }

    /// Takes an action and everything that follows from it at once.
    fn take(&mut self, action: Action) {
        // A tick alone changes nothing that is drawn; the minute is looked at there.
        self.dirty = self.dirty || !matches!(action, Action::Tick(_));
        let mut actions = vec![action];
        while let Some(action) = actions.pop() {
            for effect in update(&mut self.state, action) {
                match effect {
                    Effect::Quit { farewell } => self.end = Some(End::Left(farewell)),
                    Effect::OpenDemo => self.end = Some(End::Demo),
                    Effect::Suspend => {
                        drop(self.hands.messages.send(Message::Wish(Wish::Suspend)));
                    }
                    Effect::Redraw => self.seen = None,
                    effect => actions.extend(self.hands.run(effect, self.state.now)),
                }
            }
        }
    }

    fn suspend(&mut self, taken: &mut Taken) -> Result<()> {
        terminal::give_back();
        signals::stop()?;
        taken.take_again()?;
        self.dirty = true;
        Ok(())
    }

    /// Draws, after reading what only a frame needs.
    fn frame(&mut self, taken: &mut Taken) -> Result<()> {
        if let Some(query) = self.hands.idle.take() {
            let answer = self.hands.read(query, self.state.now);
            self.take(answer);
        }
        if self.seen.is_none() {
            taken.frames.clear().context("could not clear the terminal")?;
        }
        let (state, theme) = (&self.state, &self.theme);
        taken
            .frames
            .draw(|frame| ui::draw(frame, state, theme))
            .context("could not draw")?;
        self.seen = Some(self.state.now.timestamp() / 60);
        let rows = ui::rows(
            &self.state,
            Size::new(self.state.screen.width, self.state.screen.height),
        );
        self.take(Action::Drawn { rows });
        self.dirty = false;
        Ok(())
    }
}

/// The loop's sender, for what it starts.
pub(super) type Messages = Sender<Message>;
