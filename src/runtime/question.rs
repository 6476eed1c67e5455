//! The worker: answers questions that may scan. A newer question of the same kind interrupts an older one.

use std::mem::{Discriminant, discriminant};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use super::events::Message;
use super::reads::Desk;
use crate::app::Question;
use crate::domain::Time;
use crate::domain::settings::Settings;
use crate::store::Reader;

type Kind = Discriminant<Question>;

/// Asks the worker.
pub(super) struct Worker {
    questions: Sender<(Question, Time)>,
    interrupt: rusqlite::InterruptHandle,
    /// The kind of the question being answered.
    busy: Arc<Mutex<Option<Kind>>>,
}

impl Worker {
    /// Starts the worker on its own connection.
    pub(super) fn start(reader: Reader, settings: Arc<Settings>, messages: Sender<Message>) -> Self {
        let interrupt = reader.interrupt_handle();
        let (questions, queue) = channel();
        let busy = Arc::new(Mutex::new(None));
        let shared = Arc::clone(&busy);
        thread::spawn(move || work(Desk::new(reader), &settings, &queue, &shared, &messages));
        Self {
            questions,
            interrupt,
            busy,
        }
    }

    /// Asks. `false` when the worker is gone.
    pub(super) fn ask(&self, question: Question, now: Time) -> bool {
        let kind = discriminant(&question);
        let sent = self.questions.send((question, now)).is_ok();
        if *self.busy.lock().unwrap_or_else(PoisonError::into_inner) == Some(kind) {
            self.interrupt.interrupt();
        }
        sent
    }
}

fn work(
    mut desk: Desk,
    settings: &Settings,
    queue: &Receiver<(Question, Time)>,
    busy: &Mutex<Option<Kind>>,
    messages: &Sender<Message>,
) {
    let mark = |kind| *busy.lock().unwrap_or_else(PoisonError::into_inner) = kind;
    let mut waiting: Vec<(Question, Time)> = Vec::new();
    loop {
        if waiting.is_empty() {
            match queue.recv() {
                Ok(asked) => waiting.push(asked),
                Err(_) => return,
            }
        }
        waiting.extend(queue.try_iter());
        let (question, now) = waiting.remove(0);
        let kind = discriminant(&question);
        if waiting.iter().any(|(newer, _)| discriminant(newer) == kind) {
            continue;
        }
        mark(Some(kind));
        let answer = desk.answer(question.clone(), settings, now);
        mark(None);
        waiting.extend(queue.try_iter());
        if waiting.iter().any(|(newer, _)| discriminant(newer) == kind) {
            continue;
        }
        let message = match answer {
            // Interrupted on behalf of a question that had been answered by then: once more.
            Err(error) if error.is_interrupted() => {
                waiting.push((question, now));
                continue;
            }
            answer => Message::Answered(answer.map_err(|error| error.to_string())),
        };
        if messages.send(message).is_err() {
            return;
        }
    }
}
