//! The threads behind the stage: the writer, and the worker that answers what may scan.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::Sender;

use super::events::Message;
use super::question::Worker;
use crate::app::Question;
use crate::domain::Time;
use crate::domain::settings::Settings;
use crate::store::writer::{Job, Writer};
use crate::store::{Result, Store, WindowId};

/// The store as the writer will have it.
pub(super) enum Opening {
    /// It had to be opened for writing before it could be read.
    Open(Store),
    /// It is opened for this window.
    For(WindowId),
}

/// What the threads begin with.
pub(super) struct Ahead {
    pub(super) opening: Opening,
    pub(super) path: PathBuf,
    /// When the window was opened.
    pub(super) now: Time,
    pub(super) messages: Sender<Message>,
}

/// The writer and the worker. Each opens a connection of its own, which takes as long as all that a first frame reads:
/// they begin when it stands, or when something is asked of them.
pub(super) struct Threads {
    ahead: Option<Ahead>,
    begun: Option<(Writer, Worker)>,
}

impl Threads {
    pub(super) const fn new(ahead: Ahead) -> Self {
        Self {
            ahead: Some(ahead),
            begun: None,
        }
    }

    /// Begins, if that has not been.
    pub(super) fn begin(&mut self) {
        if let Some(ahead) = self.ahead.take() {
            self.begun = Some(ahead.begin());
        }
    }

    /// Gives the writer a job. `false` when it is gone.
    pub(super) fn give(&mut self, job: Job) -> bool {
        self.begin();
        self.begun.as_ref().is_some_and(|(writer, _)| writer.give(job))
    }

    /// Asks the worker. `false` when it is gone.
    pub(super) fn ask(&mut self, question: Question, now: Time, settings: Arc<Settings>) -> bool {
        self.begin();
        self.begun
            .as_ref()
            .is_some_and(|(_, worker)| worker.ask(question, now, settings))
    }

    /// Ends them: the worker whatever it is busy with, the writer once every job given is on disk. The writer is the
    /// last to close its connection: that writes the log back into the store, which one that only reads can't, and the
    /// next start would have to go through all of it.
    pub(super) fn finish(self) {
        if let Some((writer, worker)) = self.begun {
            worker.finish();
            writer.finish();
        }
    }
}

impl Ahead {
    fn begin(self) -> (Writer, Worker) {
        let Self {
            opening,
            path,
            now,
            messages,
        } = self;
        let worker = Worker::start(path.clone(), messages.clone());
        let open = move || -> Result<Store> {
            match opening {
                Opening::Open(store) => Ok(store),
                Opening::For(window) => Store::open_for(window, &path, now),
            }
        };
        let writer = Writer::start(open, move |reply| {
            // The loop is gone only when the program ends; the write itself is done.
            drop(messages.send(Message::Written(reply)));
        });
        (writer, worker)
    }
}
