//! The worker: answers questions that may scan. A newer question of the same kind interrupts an older one.

use std::mem::{Discriminant, discriminant};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, TryRecvError, channel};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::thread::{self, JoinHandle};

use super::events::Message;
use super::reads::Desk;
use crate::app::Question;
use crate::domain::Time;
use crate::domain::settings::Settings;
use crate::store::Reader;

type Kind = Discriminant<Question>;

/// A question, when it was asked, and the config as it was then.
struct Asked {
    question: Question,
    now: Time,
    settings: Arc<Settings>,
}

/// Asks the worker.
pub(super) struct Worker {
    questions: Sender<Asked>,
    /// How to interrupt it; there once its connection is.
    interrupt: Arc<OnceLock<rusqlite::InterruptHandle>>,
    thread: JoinHandle<()>,
    /// The kind of the question being answered.
    busy: Arc<Mutex<Option<Kind>>>,
}

impl Worker {
    /// Starts the worker, which opens a connection of its own: the first frame does not wait for it.
    pub(super) fn start(store: PathBuf, messages: Sender<Message>) -> Self {
        let interrupt = Arc::new(OnceLock::new());
        let handle = Arc::clone(&interrupt);
        let (questions, queue) = channel();
        let busy = Arc::new(Mutex::new(None));
        let shared = Arc::clone(&busy);
        let thread = thread::spawn(move || match Reader::open(&store) {
            Ok(reader) => {
                handle.get_or_init(|| reader.interrupt_handle());
                work(Desk::new(reader), &queue, &shared, &messages);
            }
            // Said when something is asked, not before: most mornings nothing is.
            Err(error) => refuse(&error.to_string(), &queue, &messages),
        });
        Self {
            questions,
            interrupt,
            thread,
            busy,
        }
    }

    /// Ends it, whatever it is busy with, and waits until its connection is closed.
    pub(super) fn finish(self) {
        drop(self.questions);
        if let Some(interrupt) = self.interrupt.get() {
            interrupt.interrupt();
        }
        // A panic of the worker has been reported by the panic hook.
        drop(self.thread.join());
    }

    /// Asks. `false` when the worker is gone.
    pub(super) fn ask(&self, question: Question, now: Time, settings: Arc<Settings>) -> bool {
        let kind = discriminant(&question);
        let sent = self
            .questions
            .send(Asked {
                question,
                now,
                settings,
            })
            .is_ok();
        // What is busy has a connection, so its handle is there.
        if *self.busy.lock().unwrap_or_else(PoisonError::into_inner) == Some(kind)
            && let Some(interrupt) = self.interrupt.get()
        {
            interrupt.interrupt();
        }
        sent
    }
}

/// Answers every question with the reason why there is no connection.
fn refuse(why: &str, queue: &Receiver<Asked>, messages: &Sender<Message>) {
    for _ in queue {
        if messages.send(Message::Answered(Err(why.to_owned()))).is_err() {
            return;
        }
    }
}

fn work(mut desk: Desk, queue: &Receiver<Asked>, busy: &Mutex<Option<Kind>>, messages: &Sender<Message>) {
    let mark = |kind| *busy.lock().unwrap_or_else(PoisonError::into_inner) = kind;
    let mut waiting: Vec<Asked> = Vec::new();
    loop {
        if waiting.is_empty() {
            match queue.recv() {
                Ok(asked) => waiting.push(asked),
                Err(_) => return,
            }
        }
        waiting.extend(queue.try_iter());
        let asked = waiting.remove(0);
        let kind = discriminant(&asked.question);
        if waiting.iter().any(|newer| discriminant(&newer.question) == kind) {
            continue;
        }
        mark(Some(kind));
        let answer = desk.answer(asked.question.clone(), &asked.settings, asked.now);
        mark(None);
        waiting.extend(queue.try_iter());
        if waiting.iter().any(|newer| discriminant(&newer.question) == kind) {
            continue;
        }
        let message = match answer {
            // Interrupted on behalf of a question that had been answered by then: once more.
            Err(error) if error.is_interrupted() => {
                waiting.push(asked);
                match queue.try_recv() {
                    Ok(newer) => waiting.push(newer),
                    Err(TryRecvError::Empty) => {}
                    // Nobody asks any more: the program ends.
                    Err(TryRecvError::Disconnected) => return,
                }
                continue;
            }
            answer => Message::Answered(answer.map_err(|error| error.to_string())),
        };
        if messages.send(message).is_err() {
            return;
        }
    }
}
