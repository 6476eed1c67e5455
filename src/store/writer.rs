//! The writer thread: the one connection that writes, and the queue before it.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use chrono::NaiveDate;

use super::{Result, Store, StoreError};
use crate::domain::Time;
use crate::domain::command::{Command, Done};
use crate::domain::diary::DiaryFile;
use crate::domain::settings::Settings;

/// A job for the writer.
#[derive(Debug)]
pub enum Job {
    /// Do a command.
    Perform {
        /// Names the answer.
        ticket: u64,
        /// The command.
        command: Command,
        /// Leave out rows to which it does not apply.
        leave_out: bool,
        /// When the rep did it.
        now: Time,
        /// The config as it was then.
        settings: Arc<Settings>,
    },
    /// Wake what is due.
    Tick(Time),
    /// Freeze the pipeline, once a week.
    FreezeWeek {
        /// When.
        now: Time,
        /// The config as it was then.
        settings: Arc<Settings>,
    },
    /// Note that the morning was shown on this day of the rep's.
    NoteMorning(NaiveDate),
    /// Count the deals back, once a day. Answered as a tick is.
    CountDeals {
        /// When.
        now: Time,
        /// The config as it was then.
        settings: Arc<Settings>,
    },
    /// Take in what the diary's files say, as the program's own command. Answered with whether anything changed.
    TakeDiary {
        /// What was read.
        files: Vec<DiaryFile>,
        /// When.
        now: Time,
        /// The config as it was then.
        settings: Arc<Settings>,
    },
}

/// An answer of the writer; one for each job, in order.
#[derive(Debug)]
#[expect(
    clippy::large_enum_variant,
    reason = "few wait in the queue, and most answer commands"
)]
pub enum Reply {
    /// The store could not be opened: no job was done, and none will be.
    Shut(StoreError),
    /// A command was done, or not.
    Performed {
        /// The job's ticket.
        ticket: u64,
        /// What became of it.
        result: Result<Done>,
    },
    /// The tick: whether something woke.
    Ticked(Result<bool>),
    /// The pipeline: whether this week's is frozen now.
    Frozen(Result<bool>),
    /// Something that the program notes for itself.
    Noted(Result<()>),
    /// The diary: whether anything changed.
    DiaryTaken(Result<bool>),
}

/// The writer thread. Dropping it waits until every job given is on disk.
#[derive(Debug)]
pub struct Writer {
    jobs: Option<Sender<Job>>,
    thread: Option<JoinHandle<()>>,
}

impl Writer {
    /// Starts the thread, which opens the store first. Answers go to `answer`, called on that thread.
    #[must_use]
    pub fn start(
        open: impl FnOnce() -> Result<Store> + Send + 'static,
        answer: impl Fn(Reply) + Send + 'static,
    ) -> Self {
        let (jobs, queue) = channel();
        let thread = std::thread::spawn(move || match open() {
            Ok(mut store) => {
                store.put_off_the_log();
                work(store, &queue, &answer);
            }
            Err(error) => answer(Reply::Shut(error)),
        });
        Self {
            jobs: Some(jobs),
            thread: Some(thread),
        }
    }

    /// Gives the writer a job. `false` when the thread is gone: the job was not done.
    #[must_use]
    pub fn give(&self, job: Job) -> bool {
        self.jobs.as_ref().is_some_and(|jobs| jobs.send(job).is_ok())
    }

    /// Waits until every job given is done.
    pub fn finish(mut self) {
        self.join();
    }

    fn join(&mut self) {
        drop(self.jobs.take());
        if let Some(thread) = self.thread.take() {
            // A panic of the writer has been reported by the panic hook; its jobs were rolled back.
            drop(thread.join());
        }
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.join();
    }
}

/// How long the writer rests before it sees to the log: who goes on working never waits for that.
const REST: Duration = Duration::from_millis(500);

fn work(mut store: Store, queue: &Receiver<Job>, answer: &impl Fn(Reply)) {
    let mut wrote = false;
    loop {
        let job = if wrote {
            queue.recv_timeout(REST)
        } else {
            queue.recv().map_err(RecvTimeoutError::from)
        };
        let job = match job {
            Ok(job) => job,
            Err(RecvTimeoutError::Timeout) => {
                wrote = false;
                store.write_log_back();
                continue;
            }
            Err(RecvTimeoutError::Disconnected) => return,
        };
        wrote = true;
        answer(match job {
            Job::Perform {
                ticket,
                command,
                leave_out,
                now,
                settings,
            } => Reply::Performed {
                ticket,
                result: store.perform(&command, &settings, now, leave_out),
            },
            Job::Tick(now) => Reply::Ticked(store.tick(now)),
            Job::FreezeWeek { now, settings } => {
                Reply::Frozen(store.freeze_week_if_free(&settings.calendar, now))
            }
            Job::NoteMorning(day) => Reply::Noted(store.note_morning(day)),
            Job::TakeDiary { files, now, settings } => Reply::DiaryTaken(
                store
                    .take_diary(&files, &settings, now, false, true)
                    .map(|report| report.command.is_some()),
            ),
            Job::CountDeals { now, settings } => Reply::Ticked(store.count_deals(&settings, now)),
        });
    }
}
